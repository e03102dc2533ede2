"""Articles of another library, kept as if they had always been here; and our own, to be given away.

What is here already stays as it is: an article keeps its content, and a status is only added to,
since "read" in one place does not become unread by another. Adopting runs inside the transaction
that `writing` has begun.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from tui.model import Article, Status
from tui.store import rows
from tui.store.database import Database
from tui.store.saving import Adopted, adopt_articles


@dataclass(frozen=True, slots=True)
class Kept:
    """An article as a library keeps it.

    `at` is the moment it is listed under, `arrived` when it came. An article of None: only what
    the reader did with the article `id` is known.
    """

    id: int
    article: Article | None
    status: Status
    at: datetime | None = None
    arrived: datetime | None = None


def adopt(database: Database, kept: Sequence[tuple[int, Kept, str]]) -> list[int]:
    """Keep articles, each with the number of its feed and its plain text. The ids that are new."""
    for _, each, _ in kept:
        _add_status(database, each)
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
    return list(new)


def _add_status(database: Database, kept: Kept) -> None:
    if kept.status != Status():
        database.run(
            """INSERT INTO status (id, read, starred) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE
            SET read = max(read, excluded.read), starred = max(starred, excluded.starred)""",
            (kept.id, kept.status.read, kept.status.starred),
        )


def everything(database: Database) -> Iterator[Kept]:
    """All articles, the oldest first, then each status whose article is not here."""
    sql = f"""SELECT article.id, at, arrived, read, starred,
        (SELECT key FROM feed WHERE seq = feed), title, author, link, {rows.BODY}
        FROM article CROSS JOIN body USING (place) ORDER BY place"""
    for id_, at, arrived, read, starred, *told in database.walk(sql):
        piece = rows.article((id_, *told), database.packing)
        status = Status(bool(read), bool(starred))
        yield Kept(id_, piece, status, rows.moment(at), rows.moment(arrived))
    sql = "SELECT id, read, starred FROM status WHERE id NOT IN (SELECT id FROM article)"
    for id_, read, starred in database.walk(sql):
        yield Kept(id_, None, Status(bool(read), bool(starred)))
