"""Articles of another library, kept as if they had always been here; and our own, to be given away.

What is here already stays as it is: an article keeps its content, and a status is only added to,
since "read" in one place does not become unread by another. Adopting runs inside the transaction
that `writing` has begun.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from tui.model import Article, FullText, Note, PageState, Status
from tui.store import pages, rows
from tui.store.database import Database
from tui.store.notes import add_tags, notes_of, tags_of, write_note
from tui.store.replies import REPLY_TO
from tui.store.saving import Adopted, adopt_articles

FULL = ", ".join(f"full_body.{name}" for name in pages.FULL)
FULL_COLUMNS = len(pages.FULL)
BODY = ", ".join(f"body.{name}" for name in rows.BODY.split(", "))

Correction = tuple[str, int, str]
"""A quote's words, which of those with the same words it is, and its speaker."""


class Kept(Struct, frozen=True):
    """An article as a library keeps it.

    `at` is the moment it is listed under, `arrived` when it came. An article of None: only what
    the reader did with the article `id` is known. `full` is what its own page brought.
    """

    id: int
    article: Article | None
    status: Status
    at: datetime | None = None
    arrived: datetime | None = None
    hidden: bool = False
    tags: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    corrections: tuple[Correction, ...] = ()
    place: int = 0
    full: FullText | None = None


def adopt(database: Database, kept: Sequence[tuple[int, Kept, str]]) -> list[int]:
    """Keep articles, each with the number of its feed and its plain text. The ids that are new."""
    for _, each, _ in kept:
        _add_status(database, each)
        add_tags(database, [each.id], each.tags)
        _add_notes(database, each)
        _add_reading(database, each)
    new = {
        each.id: Adopted(feed, each.article, text, each.at or each.arrived, each.arrived)
        for feed, each, text in kept
        if each.article and each.arrived
    }
    for (id_,) in database.rows(
        "SELECT article.id FROM json_each(?) CROSS JOIN article ON article.id = json_each.value",
        (json.dumps(list(new)),),
    ):
        del new[id_]
    adopt_articles(database, list(new.values()))
    for _, each, _ in kept:
        if each.full and each.id in new:
            pages.note(database, pages.PageVisit(each.id, PageState(), each.full))
    return list(new)


def _add_status(database: Database, kept: Kept) -> None:
    if kept.status != Status() or kept.hidden:
        database.run(
            """INSERT INTO status (id, read, starred, hidden) VALUES (?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET read = max(read, excluded.read),
            starred = max(starred, excluded.starred), hidden = max(hidden, excluded.hidden)""",
            (kept.id, kept.status.read or kept.hidden, kept.status.starred, kept.hidden),
        )


def _add_notes(database: Database, kept: Kept) -> None:
    """Those that are not here yet, under numbers of their own."""
    known = {(note.words, note.text) for note in notes_of(database, kept.id)} if kept.notes else ()
    for note in kept.notes:
        if (note.words, note.text) not in known:
            write_note(database, replace(note, article=kept.id, number=0))


def _add_reading(database: Database, kept: Kept) -> None:
    """Whose quotes are according to the user, and how far he read."""
    for words, nth, name in kept.corrections:
        row = (kept.id, rows.storable(words), nth, rows.storable(name))
        database.run("INSERT OR IGNORE INTO correction VALUES (?, ?, ?, ?, 0)", row)
    if kept.place:
        database.run("INSERT OR IGNORE INTO reading_place VALUES (?, ?)", (kept.id, kept.place))


def everything(database: Database) -> Iterator[Kept]:
    """All articles, the oldest first, then what was done with those that are not here."""
    added = _Added(database)
    sql = f"""SELECT article.id, at, arrived, read, starred, hidden,
        {FULL}, (SELECT key FROM feed WHERE seq = feed), article.title, article.author, link,
            {REPLY_TO}, {BODY}
        FROM article CROSS JOIN body USING (place) LEFT JOIN full_body USING (place)
        ORDER BY place"""
    for id_, at, arrived, read, starred, hidden, *both in database.walk(sql):
        page, told = both[:FULL_COLUMNS], both[FULL_COLUMNS:]
        piece = rows.article((id_, *told), database.packing)
        full = pages.full_text(page, database.packing)
        status = Status(bool(read), bool(starred))
        moments = rows.moment(at), rows.moment(arrived)
        yield added.to(Kept(id_, piece, status, *moments, bool(hidden), full=full))
    sql = """SELECT id, coalesce(read, 0), coalesce(starred, 0), coalesce(hidden, 0) FROM
        (SELECT id FROM status UNION SELECT id FROM tag UNION SELECT id FROM note
        UNION SELECT id FROM correction UNION SELECT id FROM reading_place)
        LEFT JOIN status USING (id) WHERE id NOT IN (SELECT id FROM article)"""
    for id_, read, starred, hidden in database.walk(sql):
        status = Status(bool(read), bool(starred))
        yield added.to(Kept(id_, None, status, hidden=bool(hidden)))


class _Added:
    """All tags, notes, corrections and places; the user made them by hand, so they are few."""

    def __init__(self, database: Database) -> None:
        tagged = [id_ for (id_,) in database.rows("SELECT DISTINCT id FROM tag")]
        noted = [id_ for (id_,) in database.rows("SELECT DISTINCT id FROM note")]
        self._tags = tags_of(database, tagged)
        self._notes = {id_: notes_of(database, id_) for id_ in noted}
        self._corrections: dict[int, tuple[Correction, ...]] = {}
        for id_, *told in database.rows(
            "SELECT id, words, nth, name FROM correction ORDER BY 1, 2"
        ):
            self._corrections[id_] = (*self._corrections.get(id_, ()), (told[0], told[1], told[2]))
        self._places: dict[int, int] = dict(database.rows("SELECT id, place FROM reading_place"))

    def to(self, kept: Kept) -> Kept:
        """What is kept of an article, with all that the user added to it."""
        return replace(
            kept,
            tags=self._tags.get(kept.id, ()),
            notes=self._notes.get(kept.id, ()),
            corrections=self._corrections.get(kept.id, ()),
            place=self._places.get(kept.id, 0),
        )
