"""Finding words in a text again: a note's passage, and what a search found. Pure functions.

Offsets are character offsets into the text, end exclusive.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from tui.model import Note
from tui.query import Term

Found = tuple[int, int]
MOST_HITS = 2000
PUNCTUATION = "'’ʼ-‐‑–./:"
UNSPACED = ((0x0E00, 0x0EFF), (0x1000, 0x11FF), (0x1780, 0x17FF), (0x3040, 0x3FFFF))
"""Thai and Lao, Burmese and Korean letters, Khmer, kana and everything Han."""


class Place(Struct, frozen=True):
    """Where a note's words stand in a text."""

    start: int
    end: int


def found(note: Note, text: str) -> Place | None:
    """Where a note's words are in a text, which may have changed since: of several places the one
    nearest to where they were; None: nowhere, or it is a note to the whole article."""
    words = note.words.split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE)
    places = [Place(*match.span()) for match in pattern.finditer(text)]
    return min(places, key=lambda place: abs(place.start - note.start), default=None)


def hits(terms: Sequence[Term], text: str) -> list[Found]:
    """Where the words of a search are in a text, in order, none inside another; at most 2,000.

    Case, accents and the kind of dash or apostrophe do not matter, as they do not to the index.
    """
    patterns = [_pattern(term) for term in terms]
    wanted = [pattern for pattern in patterns if pattern]
    if not wanted:
        return []
    folded, places = _folded(text)
    both = re.compile("|".join(wanted))
    spans = (
        (places[m.start()], places[m.end()]) for m in both.finditer(folded) if m.end() > m.start()
    )
    return [span for _, span in zip(range(MOST_HITS), spans, strict=False)]


def _pattern(term: Term) -> str:
    """A term as a pattern for folded text; "" if there is nothing to find."""
    words = _folded(term.words)[0].split()
    if set("".join(words)) <= set(PUNCTUATION):
        return ""
    first, last = words[0][0], words[-1][-1]
    before = r"(?<!\w)" if _ends_words(first) else ""
    after = r"(?!\w)" if _ends_words(last) and not (term.begins or term.open) else ""
    return before + r"\s+".join(map(_word_pattern, words)) + after


def _word_pattern(word: str) -> str:
    """A word; one punctuation mark inside it is as good as another (O'Brien, O’Brien)."""
    return "".join(r"\W" if c in PUNCTUATION else re.escape(c) for c in word)


def _ends_words(character: str) -> bool:
    """Whether it is a letter or figure of a script that sets spaces between words."""
    code = ord(character)
    unspaced = any(low <= code <= high for low, high in UNSPACED)
    return character.isalnum() and not unspaced


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """Text without case and accents, and for each of its characters (and its end) the place in
    `text` that it came from."""
    if text.isascii():
        return text.lower(), range(len(text) + 1)
    pieces: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text):
        plain = unicodedata.normalize("NFKD", character).casefold()
        kept = "".join(c for c in plain if not unicodedata.combining(c) and c != "\u00ad")
        pieces.append(kept)
        places += [at] * len(kept)
    return "".join(pieces), [*places, len(text)]


def next_hit(found: Sequence[Found], here: int, step: int) -> int | None:
    """The number of the first hit after the place `here` (1), or of the last before it (-1)."""
    starts = [start for start, _ in found]
    at = bisect_left(starts, here + 1) if step > 0 else bisect_left(starts, here) - 1
    return at if 0 <= at < len(found) else None
