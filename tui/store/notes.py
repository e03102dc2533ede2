"""Tags, and notes to articles and to passages of them, as rows.

Like corrections they are the user's own: they are kept under the article's id and the passage's
very words, so they are found again when its text changes, and when it goes and comes back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from tui.model import Note
from tui.store.database import Database
from tui.store.rows import LARGEST, micros, moment, storable
from tui.store.search import searchable


def add_tags(database: Database, ids: Sequence[int], names: Iterable[str]) -> None:
    """Give articles tags."""
    pairs = [(id_, storable(name)) for id_ in ids if 0 <= id_ <= LARGEST for name in names]
    database.run_many("INSERT OR IGNORE INTO tag VALUES (?, ?)", pairs)


def drop_tags(database: Database, ids: Sequence[int], names: Iterable[str]) -> None:
    """Take tags from articles."""
    pairs = [(id_, storable(name)) for id_ in ids if 0 <= id_ <= LARGEST for name in names]
    database.run_many("DELETE FROM tag WHERE id = ? AND name = ?", pairs)


def tags_of(database: Database, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The tags of those articles that have some, in the order of the alphabet."""
    sql = """SELECT tag.id, name FROM json_each(?) CROSS JOIN tag ON tag.id = json_each.value
        ORDER BY name"""
    found: dict[int, tuple[str, ...]] = {}
    for id_, name in database.rows(sql, (json.dumps(list(ids)),)):
        found[id_] = (*found.get(id_, ()), name)
    return found


def all_tags(database: Database) -> dict[str, int]:
    """Every tag and how many articles have it, the most used first."""
    sql = "SELECT name, count(*) FROM tag GROUP BY name ORDER BY count(*) DESC, name"
    return dict(database.rows(sql))


def write_note(database: Database, note: Note) -> int:
    """Keep a note, a new one when its number is 0. Its number."""
    if not 0 <= note.article <= LARGEST:
        return 0
    if note.number:
        drop_note(database, note.number)
    words, text = storable(note.words), storable(note.text)
    row = (note.number or None, note.article, words, note.start, text, micros(note.at))
    database.run("INSERT INTO note VALUES (?, ?, ?, ?, ?, ?)", row)
    number = note.number or database.number("SELECT last_insert_rowid()")
    given = searchable(f"{words} {text}")
    database.run("INSERT INTO note_search (rowid, note) VALUES (?, ?)", (number, given))
    return number


def drop_note(database: Database, number: int) -> None:
    """Forget a note."""
    row = database.one("SELECT words, text FROM note WHERE seq = ?", (number,))
    if row is None:
        return
    given = searchable(f"{row[0]} {row[1]}")
    sql = "INSERT INTO note_search (note_search, rowid, note) VALUES ('delete', ?, ?)"
    database.run(sql, (number, given))
    database.run("DELETE FROM note WHERE seq = ?", (number,))


def notes_of(database: Database, id_: int) -> tuple[Note, ...]:
    """The notes to an article and to passages of it, in the order of the text."""
    sql = "SELECT seq, id, words, start, text, at FROM note WHERE id = ? ORDER BY start, seq"
    return tuple(
        Note(article, words, start, text, moment(at), number)
        for number, article, words, start, text, at in database.rows(sql, (id_,))
    )
