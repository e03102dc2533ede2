"""Which articles answer others: what threads are made of. Its SQL runs inside a transaction."""

from __future__ import annotations

from collections.abc import Sequence

from tui.model import Article, article_id
from tui.store.database import Database
from tui.store.rows import storable

REPLY_TO = "coalesce((SELECT reply_to FROM reply WHERE reply.id = article.id), '')"
"""The guid of the article that an article answers, or nothing, as a column of `article`."""


def remember(database: Database, articles: Sequence[Article]) -> None:
    """Keep what some articles answer, and that the others answer nothing."""
    silent = [(each.id,) for each in articles if not each.reply_to]
    database.run_many("DELETE FROM reply WHERE id = ?", silent)
    database.run_many(
        "INSERT OR REPLACE INTO reply VALUES (?, ?)",
        [(each.id, storable(each.reply_to)) for each in articles if each.reply_to],
    )


def parents(database: Database, ids: Sequence[int]) -> dict[int, int]:
    """For those of some articles that answer one: their id and the id of that one."""
    sql = """SELECT reply.id, feed.key, reply_to FROM json_each(?) AS some
        CROSS JOIN reply ON reply.id = some.value CROSS JOIN article ON article.id = reply.id
        CROSS JOIN feed ON feed.seq = article.feed"""
    found = database.rows(sql, (str(list(ids)),))
    return {id_: article_id(feed, reply_to) for id_, feed, reply_to in found}
