"""The tables of the library, and how a library of an older version becomes one of today.

Each migration is a numbered step that runs in one transaction; a step that was ever released is
never edited, what changes comes as a new step. The statements of a long step stand in a file of
their own, `schema_*.py`; all others stand here. Nothing in here reads or writes articles.

Three decisions carry the rest:

- An article's `place` is its row number: the time it is listed under, in stretches of 18 hours, and
  the order of arrival within. Search goes through places, so it finds the newest first without
  looking at the rest, exactly in the order of the lists, and its index stays as small as with plain
  numbers (measured: 5 % more; the exact time as row number costs 43 to 115 % more).
- Lists go through indexes that end in (at, id). `INDEXED BY` names them in every query, so that no
  statistics are needed and none can mislead.
- What the reader did (status) is a table of its own, and triggers copy it to the articles and keep
  each feed's counts: no writer can forget them.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

from tui.errors import StoreError
from tui.store.database import APPLICATION_ID, Database, touch, version
from tui.store.rows import APART
from tui.store.schema_first import FIRST
from tui.store.schema_images import IMAGES
from tui.store.schema_pages import PAGES
from tui.store.schema_queries import QUERIES
from tui.store.search import searchable

Step = Callable[[Database], None]


def first(database: Database) -> None:
    """Version 1: articles, status, annotations and the index of words."""
    for statement in FIRST:
        database.run(statement)


def second(database: Database) -> None:
    """Version 2: whose a quote is according to the user. Like a status it may outlive the article.

    `words` are the quote's own, so that it is found again in a changed text; several may have the
    same, so `nth` counts them.
    """
    database.run(
        """CREATE TABLE correction (
            id INTEGER NOT NULL,
            words TEXT NOT NULL,
            nth INTEGER NOT NULL,
            name TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (id, words, nth)) WITHOUT ROWID"""
    )


def third(database: Database) -> None:
    """Version 3: what the screen remembers between runs, and how far an article was read."""
    database.run("CREATE TABLE memory (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
    database.run("CREATE TABLE reading_place (id INTEGER PRIMARY KEY, place INTEGER NOT NULL)")


def fourth(database: Database) -> None:
    """Version 4: bodies are packed with zstd, and the index of words knows the text first.

    A word in any other column than the first costs two bytes more, and nearly all stand in the
    text: that alone makes the index a quarter smaller.
    """
    for statement in FOURTH:
        database.run(statement)
    for place, title, author, html_bytes, packed in database.walk(
        """SELECT place, title, author, html_bytes, packed
        FROM article CROSS JOIN body USING (place)"""
    ):
        both = zlib.decompress(packed)
        html, text = both[:html_bytes].decode(), both[html_bytes:].decode()
        database.run(
            "INSERT INTO search (rowid, title, author, text) VALUES (?, ?, ?, ?)",
            (place, *map(searchable, (title, author, text))),
        )
        again = database.packing.pack(html, text)[1]
        database.run("UPDATE body SET packed = ? WHERE place = ?", (again, place))


FOURTH = (
    """CREATE TABLE dictionary (
        id INTEGER PRIMARY KEY,
        articles INTEGER NOT NULL,
        data BLOB NOT NULL)""",
    "DROP TABLE search",
    """CREATE VIRTUAL TABLE search USING fts5 (
        text, title, author, content = '', tokenize = 'unicode61 remove_diacritics 2')""",
    # Pieces of it are merged when there are so many: twice the usual number is a fifth faster.
    "INSERT INTO search (search, rank) VALUES ('automerge', 8)",
)


def fifth(database: Database) -> None:
    """Version 5: how a page was read, to notice when it is built differently."""
    database.run("ALTER TABLE visit ADD COLUMN shape TEXT NOT NULL DEFAULT ''")


def sixth(database: Database) -> None:
    """Version 6: what queries ask for."""
    for statement in QUERIES:
        database.run(statement)


def seventh(database: Database) -> None:
    """Version 7: the new articles whose rules wait for quotes and findings."""
    database.run("CREATE TABLE unruled (id INTEGER PRIMARY KEY)")


def eighth(database: Database) -> None:
    """Version 8: articles' own pages and their full texts."""
    for statement in PAGES:
        database.run(statement)


def ninth(database: Database) -> None:
    """Version 9: the articles that answer others, and the guids of those."""
    database.run("CREATE TABLE reply (id INTEGER PRIMARY KEY, reply_to TEXT NOT NULL)")
    database.run(
        """CREATE TRIGGER reply_removed AFTER DELETE ON article BEGIN
            DELETE FROM reply WHERE id = old.id;
        END"""
    )


def tenth(database: Database) -> None:
    """Version 10: articles' images."""
    for statement in IMAGES:
        database.run(statement)


def eleventh(database: Database) -> None:
    """Version 11: every list asks first whether there are articles of feeds that are not listed."""
    database.run("CREATE INDEX feed_unlisted ON feed (total) WHERE listed = 0")


def twelfth(database: Database) -> None:
    """Version 12: pieces of the index of words are merged when there is time (`indexing.merge`),
    and at once only when there are too many."""
    for setting, value in (("automerge", 0), ("crisismerge", 256)):
        database.run("INSERT INTO search (search, rank) VALUES (?, ?)", (setting, value))


def thirteenth(database: Database) -> None:
    """Version 13: why something is a finding."""
    database.run("ALTER TABLE finding ADD COLUMN grounds TEXT NOT NULL DEFAULT '[]'")


def fourteenth(database: Database) -> None:
    """Version 14: the articles of which no time is known, but only where they are listed.

    Of those without a date that came in one visit, the first stood at its arrival, and the others
    whole hours before it if the feed was new.
    """
    database.run("CREATE TABLE undated (id INTEGER PRIMARY KEY)")
    database.run(
        """CREATE TRIGGER undated_removed AFTER DELETE ON article BEGIN
            DELETE FROM undated WHERE id = old.id;
        END"""
    )
    database.run(
        """WITH spaced AS (
            SELECT id, feed, arrived, at FROM article CROSS JOIN body USING (place)
            WHERE published IS NULL AND (arrived - at) % ? = 0)
        INSERT INTO undated SELECT id FROM spaced
        WHERE (feed, arrived) IN (SELECT feed, arrived FROM spaced WHERE at < arrived)""",
        (APART,),
    )


STEPS: tuple[Step, ...] = (
    *(first, second, third, fourth, fifth),
    *(sixth, seventh, eighth, ninth, tenth),
    *(eleventh, twelfth, thirteenth, fourteenth),
)


def open_for_reading(path: Path) -> Database:
    """A library of exactly our version. Raises StoreError, with nothing touched, for any other."""
    found = _checked(path, len(STEPS))
    if found < len(STEPS):
        raise StoreError(f"The library {path} is older than this Quoth and not brought up yet.")
    return Database(path, writing=False)


def open_for_writing(path: Path, steps: Sequence[Step] = STEPS) -> Database:
    """A library of our version: made or brought up when need be, after a copy was put beside it.

    Raises StoreError, with nothing touched, when it is newer, or not ours.
    """
    touch(path)
    _checked(path, len(steps))
    database = Database(path, writing=True)
    try:
        _migrate(database, steps)
    except BaseException:
        database.close()
        raise
    return database


def _checked(path: Path, ours: int) -> int:
    found = version(path)
    if found > ours:
        raise StoreError(
            f"The library {path} was written by a newer Quoth: please update this one."
        )
    return found


def _migrate(database: Database, steps: Sequence[Step]) -> None:
    old = database.number("PRAGMA user_version")
    if old == len(steps):
        return
    if old:
        database.copy_to(database.path.with_name(f"{database.path.name}.version-{old}"))
    # All in one transaction: another copy of Quoth never meets a library that is half brought up.
    with database.transaction():
        done = database.number("PRAGMA user_version")  # another copy may have been faster
        for step in steps[done:]:
            step(database)
        database.run(f"PRAGMA application_id = {APPLICATION_ID}")
        database.run(f"PRAGMA user_version = {max(done, len(steps))}")
