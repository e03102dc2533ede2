"""The words of quotes and findings as the index of passages takes them.

Each quote and finding is a row of its own, so that `by:` and `said:` are asked of the same quote.
Its number is the article's place with the number of the passage behind: newest first, like places.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.store.database import Database
from tui.store.rows import storable
from tui.store.search import searchable

if TYPE_CHECKING:
    from tui.analysis.annotation import Analysis

SHIFT = 12
"""Bits of the number of a passage; what comes after the 4,096th is not indexed."""
COLUMNS = "said, speaker, finding, kind"

Passage = tuple[str, str, str, str]
"""said, speaker, finding, kind."""


def index(database: Database, place: int, text: str, found: Analysis) -> None:
    """Index what was found in `text` in place of what was indexed before; inside a transaction."""
    forget(database, place)
    given = [*_passages(text, found)][: 1 << SHIFT]
    if not given:
        return
    packed = zlib.compress(json.dumps(given).encode())
    database.run("INSERT INTO passage_given VALUES (?, ?)", (place, packed))
    sql = f"INSERT INTO passage (rowid, {COLUMNS}) VALUES (?, ?, ?, ?, ?)"
    database.run_many(sql, [((place << SHIFT) + n, *row) for n, row in enumerate(given)])


def forget(database: Database, place: int) -> None:
    """Take an article's passages out of the index."""
    row = database.one("SELECT packed FROM passage_given WHERE place = ?", (place,))
    if row is None:
        return
    given = json.loads(zlib.decompress(row[0]))
    sql = f"INSERT INTO passage (passage, rowid, {COLUMNS}) VALUES ('delete', ?, ?, ?, ?, ?)"
    database.run_many(sql, [((place << SHIFT) + n, *one) for n, one in enumerate(given)])
    database.run("DELETE FROM passage_given WHERE place = ?", (place,))


def _passages(text: str, found: Analysis) -> Iterator[Passage]:
    for quote in found.quotes:
        said = searchable(storable(text[quote.start : quote.end]))
        who = " ".join(
            part for part in (quote.speaker_name, quote.role, quote.organisation) if part
        )
        yield said, searchable(storable(who)), "", ""
    for finding in found.findings:
        if finding.kind != "sentence":  # it only stands in for findings where there are none
            words = searchable(storable(text[finding.start : finding.end]))
            yield "", "", words, finding.kind
