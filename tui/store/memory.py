"""What the screen remembers between runs: small facts by name, and how far each article was read.

Nothing in here decides what is worth remembering.
"""

from __future__ import annotations

from tui.store.database import Database


def recall(database: Database, name: str) -> str:
    """The fact of that name; "" if there is none."""
    row = database.one("SELECT value FROM memory WHERE name = ?", (name,))
    return str(row[0]) if row else ""


def remember(database: Database, name: str, value: str) -> None:
    """Keep a fact in place of the last one of its name."""
    database.run("INSERT OR REPLACE INTO memory VALUES (?, ?)", (name, value))


def place(database: Database, id_: int) -> int:
    """The character of an article's page that was at the top when it was left; 0: the beginning."""
    row = database.one("SELECT place FROM reading_place WHERE id = ?", (id_,))
    return int(row[0]) if row else 0


def keep_place(database: Database, id_: int, at: int) -> None:
    """Keep how far an article was read; its beginning needs no row."""
    if at > 0:
        database.run("INSERT OR REPLACE INTO reading_place VALUES (?, ?)", (id_, at))
    else:
        database.run("DELETE FROM reading_place WHERE id = ?", (id_,))
