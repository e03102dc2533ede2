"""One article with its body, by id."""

from __future__ import annotations

from tui.model import Article
from tui.store import rows
from tui.store.database import Database
from tui.store.replies import REPLY_TO

FULL = "(full_body.packed IS NOT NULL AND coalesce(:full, page.shown, 1))"

BODY = f"""guid, coalesce(body.published, full_body.published), updated,
    iif({FULL}, full_body.base, body.base),
    coalesce(nullif(body.language, ''), full_body.language, ''), enclosures,
    iif({FULL}, full_body.html_bytes, body.html_bytes),
    iif({FULL}, full_body.packed, body.packed)"""
"""As rows.BODY, of the text that is shown."""


def article(database: Database, id_: int, *, full: bool | None = None) -> Article | None:
    """The article with the text that is read: its full text if there is one and the user did not
    choose otherwise, else the feed's own; or as `full` says. `id_` is one that SQLite takes."""
    row = database.one(
        f"""SELECT id, (SELECT key FROM feed WHERE seq = article.feed), article.title,
            article.author, link, {REPLY_TO}, {BODY}
        FROM article CROSS JOIN body USING (place)
        LEFT JOIN page USING (place) LEFT JOIN full_body USING (place) WHERE id = :id""",
        {"id": id_, "full": full},
    )
    return rows.article(row, database.packing) if row else None
