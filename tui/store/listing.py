"""Which articles a Filter shows, in list order, as SQL for Reader and Writer alike.

Pages are found by the place where the last one ended (at, id), never by counting rows; bodies are
not touched. Each query walks one index and stops when the page is full: that of the lists, or the
index of words where words must be there. The conditions themselves are written in `conditions`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from itertools import groupby, islice, takewhile
from operator import itemgetter
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from tui.model import Filter, Headline, Stretch
from tui.query import asks_for_hidden
from tui.store.chosen import BOTTOM, TOP, Choice, Position, choice, listed
from tui.store.conditions import DATED, Conditions
from tui.store.database import Database, Row
from tui.store.passages import SHIFT
from tui.store.rows import HEADLINE, SPAN, headlines, micros, stretch
from tui.store.search import pruned

MOST_MERGED = 50
"""Up to so many feeds each is walked by its own index and the walks are merged; beyond, one walk
through all articles leaves out the others."""

BETWEEN = "(at, id) > (:low_at, :low_id) AND (at, id) < (:high_at, :high_id)"

HIDDEN = "SELECT 1 FROM article INDEXED BY article_hidden WHERE hidden = 1 AND at > -1e18 LIMIT 1"
"""Whether any article is hidden."""

UNREAD = "INDEXED BY article_unread"

BEST_OF = 20_000
"""Of so many of the newest that have the words the best are looked for: ranking looks at each."""
WEIGHTS = "1.0, 8.0, 4.0"
"""What a word counts in text, title and author."""


class Window(Struct, frozen=True):
    """A stretch of a list: between `low` and `high` (both exclusive), at most `limit` rows of it.

    `upward`: those just above `low`; else those just below `high`. No limit: -1.
    """

    low: Position = BOTTOM
    high: Position = TOP
    limit: int = -1
    upward: bool = False

    @property
    def order(self) -> str:
        """The direction of the walk."""
        return "ASC" if self.upward else "DESC"


def position(headline: Headline) -> Position:
    """Where a headline stands in every list."""
    return micros(headline.at), headline.id


def page(database: Database, chosen: Filter, window: Window, now: datetime) -> list[Headline]:
    """The headlines of a stretch of the list, in list order."""
    query = _query(database, chosen, window, now)
    if chosen.ranked and query.choice.lead == "search":
        return headlines(_best(database, query))
    if query.choice.lead:
        found = _search_page(database, query)
    else:
        order = window.order
        sql = f"{query.select(HEADLINE)} ORDER BY at {order}, id {order} LIMIT :limit"
        found = database.rows(sql, query.values)
    return headlines(found[::-1] if window.upward else found)


def nth(database: Database, chosen: Filter, rank: int, now: datetime) -> Headline | None:
    """The headline that has `rank` others above it in the list; not for searches."""
    query = _query(database, chosen, Window(), now)
    order = "ORDER BY at DESC, id DESC LIMIT 1 OFFSET :rank"
    # Only what the index itself holds: that skips a million rows in a twentieth of a second.
    columns = "article.at AS at, article.id AS id"
    row = database.one(f"{query.select(columns)} {order}", query.values | {"rank": rank})
    if row is None:
        return None
    return headlines(database.rows(f"SELECT {HEADLINE} FROM article WHERE id = ?", (row[1],)))[0]


def ids(
    database: Database, chosen: Filter, now: datetime, part: Stretch | None = None
) -> list[int]:
    """The ids of all articles that a filter shows, or a part of them, in no order."""
    top, bottom = (part.top, part.bottom) if part else (None, None)
    low = (micros(bottom[0]), bottom[1]) if bottom else BOTTOM
    high = (micros(top[0]), top[1]) if top else TOP
    query = _query(database, chosen, Window(low, high), now)
    sql = query.select("DISTINCT article.id" if query.repeats else "article.id")
    return [row[0] for row in database.rows(sql, query.values)]


def fitting(database: Database, chosen: Filter, some: Sequence[int], now: datetime) -> list[int]:
    """Those of some articles that a filter shows, newest first."""
    using = Conditions(database, now, few=True)
    query = pruned(chosen.query)
    if query is None:
        return []
    conditions = [using.of(query)]
    conditions += ["article.read = 0"] if chosen.unread else []
    conditions += ["article.starred = 1"] if chosen.starred else []
    conditions += [] if asks_for_hidden(query) else ["article.hidden = 0"]
    if chosen.since is not None:
        conditions.append(f"article.at >= {using.bound(micros(chosen.since))}")
    if chosen.dated:
        conditions.append(DATED)
    if chosen.arrived is not None:
        conditions.append(using.arrived(chosen.arrived))
    feeds = listed(chosen, using)
    if feeds is not None:
        conditions.append(
            f"article.feed IN (SELECT value FROM json_each({using.bound(str(feeds))}))"
        )
    these = using.bound(json.dumps(list(some)))
    sql = f"""SELECT article.at, article.id FROM json_each({these}) AS one
        CROSS JOIN article ON article.id = one.value WHERE {" AND ".join(conditions)}"""
    found = sorted(database.rows(sql, using.values), reverse=True)
    return [id_ for _, id_ in found]


def total(database: Database, chosen: Filter, now: datetime) -> int:
    """How many articles a filter shows: from what is kept where that tells."""
    query = _query(database, chosen, Window(), now)
    found = query.choice
    if found.nothing:
        return 0
    if found.plain:
        return _kept_total(database, found)
    if query.asks_one_index and not database.one(HIDDEN):
        sql = "SELECT count(*) FROM search WHERE search MATCH ?"
        return database.number(sql, (found.match,))
    counted = "count(DISTINCT article.place)" if query.repeats else "count(*)"
    if query.merges:
        return database.number(f"SELECT count(*) FROM ({query.select('1')})", query.values)
    return database.number(query.select(counted), query.values)


def _kept_total(database: Database, found: Choice) -> int:
    column = "unread" if found.unread else "starred" if found.starred else "total"
    sql = f"SELECT sum({column}) FROM feed"
    if found.feeds is None:
        return database.number(sql)
    known = (str(found.feeds),)
    return database.number(f"{sql} WHERE seq IN (SELECT value FROM json_each(?))", known)


class _Query(Struct, frozen=True):
    """A Filter taken apart, and the stretch of its list that is asked for."""

    window: Window
    choice: Choice
    bound: dict[str, Any]

    @property
    def values(self) -> dict[str, Any]:
        """What the names in the statement stand for."""
        low, high = max(self.window.low, self.choice.low), min(self.window.high, self.choice.high)
        low, high = (TOP, BOTTOM) if self.choice.nothing else (low, high)
        places = stretch(low[0]).start, stretch(high[0]).stop - 1
        if self.choice.lead == "passage":
            places = places[0] << SHIFT, (places[1] + 1 << SHIFT) - 1
        values: dict[str, Any] = {"limit": self.window.limit, "match": self.choice.match}
        values |= {"low_at": low[0], "low_id": low[1], "high_at": high[0], "high_id": high[1]}
        values |= {"first": places[0], "last": places[1], "feeds": str(self.choice.feeds)}
        values |= {f"feed{n}": feed for n, feed in enumerate(self.choice.feeds or ())}
        return values | self.bound

    @property
    def repeats(self) -> bool:
        """Whether an article may come more than once."""
        return self.choice.lead == "passage"

    @property
    def asks_one_index(self) -> bool:
        """Whether it is only words, of all there is."""
        bare = replace(self.choice, lead="", match="")
        return self.choice.lead == "search" and bare.plain and bare == Choice(rest=bare.rest)

    @property
    def merges(self) -> bool:
        """Whether the walks through single feeds are merged."""
        found = self.choice
        special = (
            found.lead or found.few or found.starred or found.enclosure or found.hidden is not False
        )
        return bool(found.feeds) and not special and len(found.feeds or ()) <= MOST_MERGED

    def select(self, columns: str) -> str:
        """A statement that gives these columns of `article`, not yet in order."""
        if self.choice.lead:
            return self._search(columns)
        return self._merged_walks(columns) if self.merges else self._walk(columns)

    def _conditions(self) -> str:
        found = self.choice
        conditions = [BETWEEN]
        conditions += ["article.read = 0"] if found.unread else []
        conditions += ["article.starred = 1"] if found.starred else []
        conditions += ["article.enclosure = 1"] if found.enclosure else []
        if found.hidden is not None and self._index() != UNREAD:  # that is never hidden
            conditions.append(f"article.hidden = {int(found.hidden)}")
        return " AND ".join([*conditions, *found.conditions])

    def _of_feeds(self) -> str:
        known = self.choice.feeds is not None
        return " AND article.feed IN (SELECT value FROM json_each(:feeds))" if known else ""

    def _walk(self, columns: str) -> str:
        found, source = self.choice, f"article {self._index()}"
        if found.few:
            some = f"(SELECT DISTINCT id AS few FROM ({found.few}))"
            source = f"{some} CROSS JOIN article ON article.id = few"
        return f"SELECT {columns} FROM {source} WHERE {self._conditions()}{self._of_feeds()}"

    def _index(self) -> str:
        found = self.choice
        if found.hidden is None:
            return ""  # some of those and some of these: no index has both
        states = {
            "hidden": found.hidden,
            "starred": found.starred,
            "enclosure": found.enclosure,
            "unread": found.unread,
        }
        return f"INDEXED BY article_{next((name for name, so in states.items() if so), 'all')}"

    def _merged_walks(self, columns: str) -> str:
        # With an order, SQLite walks all branches side by side and stops when the page is full.
        source = f"article INDEXED BY article_feed{'_unread' if self.choice.unread else ''}"
        walk = f"SELECT {columns} FROM {source} WHERE {self._conditions()} AND feed = :feed"
        return " UNION ALL ".join(f"{walk}{n}" for n in range(len(self.choice.feeds or ())))

    def _search(self, columns: str) -> str:
        # CROSS JOIN: the index of words always leads.
        lead = self.choice.lead
        place = "search.rowid" if lead == "search" else f"passage.rowid >> {SHIFT}"
        return (
            f"SELECT {columns} FROM {lead} CROSS JOIN article ON article.place = {place} "
            f"WHERE {lead} MATCH :match AND {lead}.rowid BETWEEN :first AND :last "
            f"AND {self._conditions()}{self._of_feeds()}"
        )


def _query(database: Database, chosen: Filter, window: Window, now: datetime) -> _Query:
    using = Conditions(database, now)
    return _Query(window, choice(chosen, using), using.values)


def _search_page(database: Database, query: _Query) -> list[Row]:
    """Places are in the order of time but for a stretch of hours, which is put in order here."""
    limit, upward = query.window.limit, query.window.upward
    lead, order = query.choice.lead, query.window.order
    sql = f"{query.select(HEADLINE)} ORDER BY {lead}.rowid {order}"
    with closing(database.walk(sql, query.values)) as walked:
        rows = (row for row, _ in groupby(walked)) if query.repeats else walked
        found = list(islice(rows, limit))
        if found:
            stretch = found[-1][3] // SPAN
            found += takewhile(lambda row: row[3] // SPAN == stretch, rows)
    found.sort(key=itemgetter(3, 0), reverse=not upward)
    return found[:limit]


def _best(database: Database, query: _Query) -> list[Row]:
    """The rows in which the words weigh most, of the newest that have them; those of equal weight
    by date."""
    newest = """SELECT min(rowid) FROM
        (SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?)"""
    floor = database.number(newest, (query.choice.match, BEST_OF))
    order = f"ORDER BY bm25(search, {WEIGHTS}), at DESC LIMIT :limit"
    sql = f"{query.select(HEADLINE)} AND search.rowid >= :floor {order}"
    return database.rows(sql, query.values | {"floor": floor})
