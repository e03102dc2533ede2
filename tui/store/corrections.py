"""Corrections: whose a quote is according to the user, who knows better than any rule.

They are kept under the article's id and the quote's own words, so that they are found again when
the article's text or the analysis changes, and even when the article goes and comes back. Nothing
in here decides what a speaker's name may be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from tui.store.database import Database
from tui.store.rows import LARGEST, micros, storable

if TYPE_CHECKING:
    from tui.analysis.annotation import Analysis, Quote

BY_HAND = "by hand"
"""The rule of a quote whose speaker the user gave."""

Words = tuple[str, int]
"""The exact words of a quote, and the how-manieth with these words it is (from 0)."""


class Correction(Struct, frozen=True):
    """Whose a quote is: of the quotes of an article with exactly these words (marks included) the
    `nth`, counted from 0.

    `name` "" says that nobody knows; None takes an earlier correction back.
    """

    article: int
    words: str
    nth: int
    name: str | None


def write(database: Database, correction: Correction, now: datetime) -> None:
    """Keep a correction in place of an earlier one of the same words, or forget that one."""
    if not 0 <= correction.article <= LARGEST:
        return
    key = (correction.article, storable(correction.words), correction.nth)
    if correction.name is None:
        database.run("DELETE FROM correction WHERE id = ? AND words = ? AND nth = ?", key)
    else:
        row = (*key, storable(correction.name), micros(now))
        database.run("INSERT OR REPLACE INTO correction VALUES (?, ?, ?, ?, ?)", row)


def read(database: Database, id_: int) -> dict[Words, str]:
    """The corrections in an article, the oldest first: the quote's words → the speaker's name."""
    sql = "SELECT words, nth, name FROM correction WHERE id = ? ORDER BY at"
    return {(words, nth): name for words, nth, name in database.rows(sql, (id_,))}


def words_of(quotes: Sequence[Quote], text: str) -> list[Words]:
    """The words of each quote in `text`, by which a correction finds it again."""
    seen: Counter[str] = Counter()
    found = []
    for quote in quotes:
        words = storable(text[quote.start : quote.end])
        found.append((words, seen[words]))
        seen[words] += 1
    return found


def corrected(found: Analysis, text: str, corrections: Mapping[Words, str]) -> Analysis:
    """What was found in `text`, with the speakers the user gave.

    A correction is of all parts of its quote; of two, the later one counts.
    """
    groups: dict[int, str] = {}
    spoken = dict(zip(words_of(found.quotes, text), found.quotes, strict=True))
    for words, name in corrections.items():
        if words in spoken:
            groups[spoken[words].group] = name
    quotes = tuple(
        _given(quote, groups[quote.group], found.quotes) if quote.group in groups else quote
        for quote in found.quotes
    )
    return replace(found, quotes=quotes)


def _given(quote: Quote, name: str, quotes: Sequence[Quote]) -> Quote:
    """The quote with another speaker: role and organisation as the article tells them of him."""
    known = [other for other in quotes if name and other.speaker_name == name]
    return replace(
        quote,
        speaker=None,
        speaker_name=name,
        role=next((other.role for other in known if other.role), ""),
        organisation=next((other.organisation for other in known if other.organisation), ""),
        cue=None,
        rule=BY_HAND,
        confidence=1.0,
    )
