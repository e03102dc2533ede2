"""Which words the search index knows an article by.

The index is contentless: to delete from it, exactly what was put in must be given again. So what it
is given is always worked out here, from what the library holds of the article at that moment.
"""

from __future__ import annotations

from tui.store.database import Database
from tui.store.search import searchable

Words = tuple[str, str, str]
"""Title, author and text."""


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


def unindex(database: Database, place: int) -> None:
    """Take an article out of the search index; before anything of it is changed."""
    database.run(
        "INSERT INTO search (search, rowid, title, author, text) VALUES ('delete', ?, ?, ?, ?)",
        (place, *map(searchable, words(database, place))),
    )
