"""Which words the search index knows an article by.

The index is contentless: to delete from it, exactly what was put in must be given again. So what it
is given is always worked out here, from what the library holds of the article at that moment.

Each transaction leaves a piece of its own, and a search has to look into every piece. To merge them
is a third of the work of writing, so that waits until there is time.
"""

from __future__ import annotations

from tui.store.database import Database
from tui.store.search import searchable

Words = tuple[str, str, str]
"""Title, author and text."""


PAGES_MERGED = 100
"""At a time."""


def words(database: Database, place: int) -> Words:
    """What an article is found by: the text of its feed, and the full text if there is one."""
    [(title, author, *packed)] = database.rows(
        """SELECT title, author, html_bytes, packed FROM article CROSS JOIN body USING (place)
        WHERE place = ?""",
        (place,),
    )
    text = database.packing.unpack(*packed)[1]
    full = database.one("SELECT html_bytes, packed FROM full_body WHERE place = ?", (place,))
    return title, author, f"{text}\n\n{database.packing.unpack(*full)[1]}" if full else text


def index(database: Database, place: int, found_by: Words) -> None:
    """Put an article into the search index."""
    database.run(
        "INSERT INTO search (rowid, title, author, text) VALUES (?, ?, ?, ?)",
        (place, *map(searchable, found_by)),
    )


def merge(database: Database) -> bool:
    """Merge some pieces of the index, for a hundredth of a second or two; whether any were left."""
    before = database.changes
    database.run("INSERT INTO search (search, rank) VALUES ('merge', ?)", (PAGES_MERGED,))
    return database.changes > before + 1  # one it always counts


def unindex(database: Database, place: int) -> None:
    """Take an article out of the search index; before anything of it is changed."""
    database.run(
        "INSERT INTO search (search, rowid, title, author, text) VALUES ('delete', ?, ?, ?, ?)",
        (place, *map(searchable, words(database, place))),
    )
