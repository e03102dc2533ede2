"""The tables of the library, and how a library of an older version becomes one of today.

Each migration is a numbered step that runs in one transaction; a step that was ever released is
never edited, what changes comes as a new step. Nothing in here reads or writes articles.

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
from tui.store.replies import REPLIES
from tui.store.schema_images import IMAGES
from tui.store.schema_pages import PAGES
from tui.store.schema_queries import QUERIES
from tui.store.search import searchable

Step = Callable[[Database], None]


def first(database: Database) -> None:
    """Version 1."""
    for statement in FIRST:
        database.run(statement)


FIRST = (
    # `listed`: the feed is in feeds.toml. The counts are kept by triggers.
    """CREATE TABLE feed (
        seq INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        listed INTEGER NOT NULL DEFAULT 0,
        total INTEGER NOT NULL DEFAULT 0,
        unread INTEGER NOT NULL DEFAULT 0,
        starred INTEGER NOT NULL DEFAULT 0)""",
    # What we know of visiting it (FeedState). Apart, because counts change often and are small.
    # All times are microseconds since 1970, UTC.
    """CREATE TABLE visit (
        feed INTEGER PRIMARY KEY,
        address TEXT NOT NULL,
        url TEXT NOT NULL,
        moved_to TEXT NOT NULL,
        title TEXT NOT NULL,
        site TEXT NOT NULL,
        etag TEXT NOT NULL,
        last_modified TEXT NOT NULL,
        validators_since INTEGER,
        body_hash TEXT NOT NULL,
        visited_at INTEGER,
        succeeded_at INTEGER,
        next_visit INTEGER,
        failures INTEGER NOT NULL,
        error TEXT NOT NULL)""",
    # What a list shows of an article; `digest` tells whether it was published anew, `analysed` is
    # the version of the analysis it was given (0: none).
    """CREATE TABLE article (
        place INTEGER PRIMARY KEY,
        id INTEGER NOT NULL UNIQUE,
        feed INTEGER NOT NULL,
        at INTEGER NOT NULL,
        arrived INTEGER NOT NULL,
        read INTEGER NOT NULL,
        starred INTEGER NOT NULL,
        analysed INTEGER NOT NULL DEFAULT 0,
        digest BLOB NOT NULL,
        title TEXT NOT NULL,
        author TEXT NOT NULL,
        link TEXT NOT NULL)""",
    "CREATE INDEX article_all ON article (at, id)",
    "CREATE INDEX article_unread ON article (at, id) WHERE read = 0",
    "CREATE INDEX article_starred ON article (at, id) WHERE starred = 1",
    "CREATE INDEX article_feed ON article (feed, at, id)",
    "CREATE INDEX article_feed_unread ON article (feed, at, id) WHERE read = 0",
    "CREATE INDEX article_analysed ON article (analysed, at, id)",
    # The rest of an article. `packed` is its HTML and its plain text together, compressed: the text
    # repeats the HTML, so it costs little, and the search index needs it when an article changes.
    """CREATE TABLE body (
        place INTEGER PRIMARY KEY,
        guid TEXT NOT NULL,
        published INTEGER,
        updated INTEGER,
        base TEXT NOT NULL,
        language TEXT NOT NULL,
        enclosures TEXT NOT NULL,
        html_bytes INTEGER NOT NULL,
        packed BLOB NOT NULL)""",
    # It may precede the article or outlive it.
    """CREATE TABLE status (
        id INTEGER PRIMARY KEY,
        read INTEGER NOT NULL,
        starred INTEGER NOT NULL)""",
    # Annotations, and the digest of the Document that they are true of.
    """CREATE TABLE analysis (
        place INTEGER PRIMARY KEY,
        version INTEGER NOT NULL,
        digest TEXT NOT NULL)""",
    """CREATE TABLE quote (
        place INTEGER NOT NULL,
        n INTEGER NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        kind TEXT NOT NULL,
        "group" INTEGER NOT NULL,
        speaker_start INTEGER,
        speaker_end INTEGER,
        speaker_name TEXT NOT NULL,
        role TEXT NOT NULL,
        organisation TEXT NOT NULL,
        cue_start INTEGER,
        cue_end INTEGER,
        rule TEXT NOT NULL,
        confidence REAL NOT NULL,
        PRIMARY KEY (place, n)) WITHOUT ROWID""",
    """CREATE TABLE finding (
        place INTEGER NOT NULL,
        n INTEGER NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        kind TEXT NOT NULL,
        in_list INTEGER NOT NULL,
        score REAL NOT NULL,
        PRIMARY KEY (place, n)) WITHOUT ROWID""",
    # Contentless: to delete, SQLite 3.40 wants back what was put in; article and body have it.
    """CREATE VIRTUAL TABLE search USING fts5 (
        title, author, text, content = '', tokenize = 'unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER status_given AFTER INSERT ON status BEGIN
        UPDATE article SET read = new.read, starred = new.starred WHERE id = new.id;
    END""",
    """CREATE TRIGGER status_changed AFTER UPDATE ON status BEGIN
        UPDATE article SET read = new.read, starred = new.starred WHERE id = new.id;
    END""",
    """CREATE TRIGGER article_added AFTER INSERT ON article BEGIN
        UPDATE feed SET total = total + 1, unread = unread + (new.read = 0),
            starred = starred + new.starred WHERE seq = new.feed;
    END""",
    """CREATE TRIGGER article_marked AFTER UPDATE OF read, starred ON article BEGIN
        UPDATE feed SET unread = unread + (new.read = 0) - (old.read = 0),
            starred = starred + new.starred - old.starred WHERE seq = new.feed;
    END""",
    """CREATE TRIGGER article_republished AFTER UPDATE OF digest ON article BEGIN
        DELETE FROM analysis WHERE place = new.place;
        DELETE FROM quote WHERE place = new.place;
        DELETE FROM finding WHERE place = new.place;
    END""",
    """CREATE TRIGGER article_removed AFTER DELETE ON article BEGIN
        UPDATE feed SET total = total - 1, unread = unread - (old.read = 0),
            starred = starred - old.starred WHERE seq = old.feed;
    END""",
)


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
    """Version 9: which articles answer others."""
    for statement in REPLIES:
        database.run(statement)


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


STEPS: tuple[Step, ...] = (
    *(first, second, third, fourth, fifth),
    *(sixth, seventh, eighth, ninth, tenth, eleventh, twelfth),
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
