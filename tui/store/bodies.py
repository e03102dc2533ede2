"""One article with its body, by id."""

from __future__ import annotations

from tui.model import Article
from tui.store import rows
from tui.store.database import Database


def article(database: Database, id_: int) -> Article | None:
    """The article as it was published; `id_` is one that SQLite takes."""
    row = database.one(
        f"""SELECT id, (SELECT key FROM feed WHERE seq = feed), title, author, link, {rows.BODY}
        FROM article CROSS JOIN body USING (place) WHERE id = ?""",
        (id_,),
    )
    return rows.article(row, database.packing) if row else None
