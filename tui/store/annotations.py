"""Quotes and findings in the library: one row each, so that they can be asked across articles.

They are kept under an article's place, with the version of the analysis and the digest of the
Document that they are true of; for any other version or Document they are as good as absent,
and when the article is published anew a trigger drops them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import json

from tui.analysis import VERSION
from tui.analysis.annotation import Analysis, Finding, Ground, Quote, Range
from tui.store import passages
from tui.store.corrections import corrected
from tui.store.corrections import read as read_corrections
from tui.store.database import Database
from tui.store.rows import storable

QUOTE = (
    'start, "end", kind, "group", speaker_start, speaker_end, speaker_name, role, organisation, '
    "cue_start, cue_end, rule, confidence"
)
FINDING = 'start, "end", kind, in_list, score, grounds'


def find(database: Database, id_: int, digest: str) -> Analysis | None:
    """What was kept for this article and exactly this Document by the present analysis."""
    place = database.one(
        """SELECT place FROM article CROSS JOIN analysis USING (place)
        WHERE id = ? AND version = ? AND analysis.digest = ?""",
        (id_, VERSION, digest),
    )
    if place is None:
        return None
    quotes = database.rows(f"SELECT {QUOTE} FROM quote WHERE place = ? ORDER BY n", place)
    findings = database.rows(f"SELECT {FINDING} FROM finding WHERE place = ? ORDER BY n", place)
    return Analysis(tuple(map(_quote, quotes)), tuple(map(_finding, findings)))


def keep(
    database: Database,
    id_: int,
    digest: str,
    found: Analysis,
    text: tuple[str, str] | None = None,
) -> None:
    """Replace what is kept for an article; without the article nothing is kept.

    `text` is the Document's, with its language: its quotes and findings are indexed by it.
    """
    row = database.one("SELECT place FROM article WHERE id = ?", (id_,))
    if row is None:
        return
    (place,) = row
    for table in ("analysis", "quote", "finding"):
        database.run(f"DELETE FROM {table} WHERE place = ?", (place,))
    database.run("INSERT INTO analysis VALUES (?, ?, ?)", (place, VERSION, digest))
    database.run_many(
        f"INSERT INTO quote VALUES ({', '.join('?' * 15)})",
        [(place, n, *_quote_row(quote)) for n, quote in enumerate(found.quotes)],
    )
    database.run_many(
        f"INSERT INTO finding VALUES ({', '.join('?' * 8)})",
        [(place, n, *_finding_row(finding)) for n, finding in enumerate(found.findings)],
    )
    database.run("UPDATE article SET analysed = ? WHERE place = ?", (VERSION, place))
    if text and text[1]:
        sql = "UPDATE article SET lang = ? WHERE place = ?"
        database.run(sql, (storable(text[1]).lower(), place))
    _index(database, id_, place, found, text[0] if text else _text_of(database, id_, digest))


def reindex(database: Database, id_: int) -> None:
    """Index the quotes of an article anew, after the user gave them other speakers."""
    row = database.one(
        """SELECT place, analysis.digest FROM article CROSS JOIN analysis USING (place)
        WHERE id = ? AND version = ?""",
        (id_, VERSION),
    )
    found = find(database, id_, row[1]) if row else None
    if row and found:
        _index(database, id_, row[0], found, _text_of(database, id_, row[1]))


def _index(database: Database, id_: int, place: int, found: Analysis, text: str) -> None:
    if not text:
        passages.forget(database, place)
        return
    given = read_corrections(database, id_) if found.quotes else {}
    passages.index(database, place, text, corrected(found, text, given) if given else found)


def _text_of(database: Database, id_: int, digest: str) -> str:
    """The text of the article's own Document, if it is the one with this digest."""
    from tui.store.bodies import article
    from tui.text.html import document  # few are indexed without their text being at hand

    told = article(database, id_)
    page = document(told) if told else None
    return page.text if page and page.digest == digest else ""


def _quote_row(quote: Quote) -> tuple[object, ...]:
    return (
        quote.start,
        quote.end,
        quote.kind,
        quote.group,
        *_ends(quote.speaker),
        storable(quote.speaker_name),
        storable(quote.role),
        storable(quote.organisation),
        *_ends(quote.cue),
        quote.rule,
        quote.confidence,
    )


def _quote(row: Sequence[Any]) -> Quote:
    start, end, kind, group, first, last, name, role, organisation, *cue, rule, confidence = row
    return Quote(
        start=start,
        end=end,
        kind=kind,
        group=group,
        speaker=_range(first, last),
        speaker_name=name,
        role=role,
        organisation=organisation,
        cue=_range(*cue),
        rule=rule,
        confidence=confidence,
    )


def _finding_row(finding: Finding) -> tuple[object, ...]:
    grounds = json.encode(finding.grounds).decode()
    return (finding.start, finding.end, finding.kind, finding.in_list, finding.score, grounds)


def _finding(row: Sequence[Any]) -> Finding:
    start, end, kind, in_list, score, grounds = row
    why = json.decode(grounds, type=tuple[Ground, ...])
    return Finding(start, end, kind, bool(in_list), score, why)


def _ends(found: Range | None) -> tuple[int | None, int | None]:
    return (found.start, found.end) if found else (None, None)


def _range(start: int | None, end: int | None) -> Range | None:
    return None if start is None or end is None else Range(start, end)
