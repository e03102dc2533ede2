"""Which articles a Filter shows, in list order, as SQL for Reader and Writer alike.

Pages are found by the place where the last one ended (at, id), never by counting rows; bodies are
not touched. Each query walks one index and stops when the page is full.
"""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from tui.model import Filter, Headline, Stretch
from tui.store.database import Database, Row
from tui.store.rows import HEADLINE, LARGEST, SPAN, headline, micros, stretch
from tui.store.search import match

MOST_MERGED = 50
"""Up to so many feeds each is walked by its own index and the walks are merged; beyond, one walk
through all articles leaves out the others."""

CROWD = 10_000
"""A last word that so many articles have is not taken for the beginning of longer ones as well:
they would add to a crowd, and gathering them takes time ("the*": 80 ms at 100,000 articles)."""

TOP = (LARGEST, LARGEST)
BOTTOM = (-LARGEST, -1)
BETWEEN = "(at, id) > (:low_at, :low_id) AND (at, id) < (:high_at, :high_id)"


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a list: between `low` and `high` (both exclusive), at most `limit` rows of it.

    `upward`: those just above `low`; else those just below `high`. No limit: -1.
    """

    low: tuple[int, int] = BOTTOM
    high: tuple[int, int] = TOP
    limit: int = -1
    upward: bool = False

    @property
    def order(self) -> str:
        """The direction of the walk."""
        return "ASC" if self.upward else "DESC"


NOTHING = Window(low=TOP, high=BOTTOM)


def position(headline: Headline) -> tuple[int, int]:
    """Where a headline stands in every list."""
    return micros(headline.at), headline.id


def page(database: Database, chosen: Filter, window: Window) -> list[Headline]:
    """The headlines of a stretch of the list, in list order."""
    query = _query(database, chosen, window)
    if query.match:
        found = _search_page(database, query)
    else:
        order = window.order
        sql = f"{query.select(HEADLINE)} ORDER BY at {order}, id {order} LIMIT :limit"
        found = database.rows(sql, query.values)
    return [headline(row) for row in (found[::-1] if window.upward else found)]


def nth(database: Database, chosen: Filter, rank: int) -> Headline | None:
    """The headline that has `rank` others above it in the list; not for searches."""
    query = _query(database, chosen, Window())
    order = "ORDER BY at DESC, id DESC LIMIT 1 OFFSET :rank"
    # Only what the index itself holds: that skips a million rows in a twentieth of a second.
    columns = "article.at AS at, article.id AS id"
    row = database.one(f"{query.select(columns)} {order}", query.values | {"rank": rank})
    if row is None:
        return None
    (found,) = database.rows(f"SELECT {HEADLINE} FROM article WHERE id = ?", (row[1],))
    return headline(found)


def ids(database: Database, chosen: Filter, part: Stretch | None = None) -> list[int]:
    """The ids of all articles that a filter shows, or a part of them, in no order."""
    top, bottom = (part.top, part.bottom) if part else (None, None)
    low = (micros(bottom[0]), bottom[1]) if bottom else BOTTOM
    high = (micros(top[0]), top[1]) if top else TOP
    query = _query(database, chosen, Window(low, high))
    return [row[0] for row in database.rows(query.select("article.id"), query.values)]


def total(database: Database, chosen: Filter) -> int:
    """How many articles a filter shows: from what is kept where that tells."""
    query = _query(database, chosen, Window())
    if query.match and query.feeds is None and replace(chosen, words="", feeds=None) == Filter():
        sql = "SELECT count(*) FROM search WHERE search MATCH ?"
        return database.number(sql, (query.match,))
    if query.match or chosen.since is not None or (chosen.unread and chosen.starred):
        return database.number(f"SELECT count(*) FROM ({query.select('1')})", query.values)
    return _kept_total(database, chosen, query.feeds)


def _kept_total(database: Database, chosen: Filter, feeds: list[int] | None) -> int:
    column = "unread" if chosen.unread else "starred" if chosen.starred else "total"
    sql = f"SELECT sum({column}) FROM feed"
    if feeds is None:
        return database.number(sql)
    return database.number(f"{sql} WHERE seq IN (SELECT value FROM json_each(?))", (str(feeds),))


@dataclass(frozen=True, slots=True)
class _Query:
    """A Filter looked up in the library.

    `feeds`: numbers of the feeds it may show, None for all that have articles. `match`: what is
    asked of the index of words, empty for no search.
    """

    chosen: Filter
    window: Window
    feeds: list[int] | None
    match: str

    @property
    def values(self) -> dict[str, Any]:
        """What the names in the statement stand for."""
        low, high = self.window.low, self.window.high
        values: dict[str, Any] = {"limit": self.window.limit, "match": self.match}
        values |= {"low_at": low[0], "low_id": low[1], "high_at": high[0], "high_id": high[1]}
        values |= {"first": stretch(low[0]).start, "last": stretch(high[0]).stop - 1}
        values |= {f"feed{n}": feed for n, feed in enumerate(self.feeds or ())}
        return values | {"feeds": str(self.feeds)}

    def select(self, columns: str) -> str:
        """A statement that gives these columns of `article`, not yet in order."""
        if self.match:
            return self._search(columns)
        if not self.feeds or self.chosen.starred or len(self.feeds) > MOST_MERGED:
            return self._walk(columns)
        return self._merged_walks(columns, len(self.feeds))

    def _conditions(self) -> str:
        conditions = [BETWEEN]
        conditions += ["read = 0"] if self.chosen.unread else []
        conditions += ["starred = 1"] if self.chosen.starred else []
        return " AND ".join(conditions)

    def _of_feeds(self) -> str:
        return "" if self.feeds is None else " AND feed IN (SELECT value FROM json_each(:feeds))"

    def _walk(self, columns: str) -> str:
        index = "starred" if self.chosen.starred else "unread" if self.chosen.unread else "all"
        source = f"article INDEXED BY article_{index}"
        return f"SELECT {columns} FROM {source} WHERE {self._conditions()}{self._of_feeds()}"

    def _merged_walks(self, columns: str, feeds: int) -> str:
        # With an order, SQLite walks all branches side by side and stops when the page is full.
        source = f"article INDEXED BY article_feed{'_unread' if self.chosen.unread else ''}"
        walk = f"SELECT {columns} FROM {source} WHERE {self._conditions()} AND feed = :feed"
        return " UNION ALL ".join(f"{walk}{n}" for n in range(feeds))

    def _search(self, columns: str) -> str:
        # CROSS JOIN: the index of words always leads.
        return (
            f"SELECT {columns} FROM search CROSS JOIN article ON article.place = search.rowid "
            "WHERE search MATCH :match AND search.rowid BETWEEN :first AND :last "
            f"AND {self._conditions()}{self._of_feeds()}"
        )


def _query(database: Database, chosen: Filter, window: Window) -> _Query:
    if chosen.since is not None:
        window = replace(window, low=max(window.low, (micros(chosen.since) - 1, LARGEST)))
    feeds = _feeds(database, chosen)
    if feeds == []:
        window = NOTHING
    asked = _match(database, chosen.words) if chosen.words.strip() else ""
    return _Query(chosen, window, feeds, asked)


def _match(database: Database, words: str) -> str:
    asked, beginning = match(words)
    sql = "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)"
    if beginning and database.number(sql, (beginning, CROWD)) < CROWD:
        return f"{asked} *"
    return asked


def _feeds(database: Database, chosen: Filter) -> list[int] | None:
    sql = "SELECT seq FROM feed WHERE listed = 1"
    if chosen.feeds is not None:
        sql += " AND key IN (SELECT value FROM json_each(?))"
        return [seq for (seq,) in database.rows(sql, (json.dumps(chosen.feeds),))]
    if database.one("SELECT 1 FROM feed WHERE listed = 0 AND total > 0 LIMIT 1") is None:
        return None
    return [seq for (seq,) in database.rows(sql)]


def _search_page(database: Database, query: _Query) -> list[Row]:
    """Places are in the order of time but for a stretch of hours, which is put in order here."""
    limit, upward = query.window.limit, query.window.upward
    sql = f"{query.select(HEADLINE)} ORDER BY search.rowid {query.window.order}"
    found: list[Row] = []
    with closing(database.walk(sql, query.values)) as rows:
        for _, near in groupby(rows, key=lambda row: int(row[3]) // SPAN):
            found += sorted(near, key=lambda row: (row[3], row[0]), reverse=not upward)
            if len(found) >= limit:
                break
    return found[:limit]
