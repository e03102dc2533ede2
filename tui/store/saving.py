"""Keeping the articles of one visit: which are new, which have changed, and where they belong.

Articles that have not changed are not written: no row of theirs is touched. All of it runs inside
the transaction that `writing` has begun.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from msgspec import Struct, field

from tui.model import Article, Changes, FeedState
from tui.store import pages, passages, replies, rows
from tui.store.database import Database
from tui.store.indexing import Words, index, unindex, words
from tui.store.rows import APART, FACTS, facts, micros, storable

PLACED = ("article", "body", "page", "full_body", "image_of", "illustrated")
"""The tables that know an article by its place and outlive its being published anew."""


class Visit(Struct, frozen=True):
    """What a visit to a feed brought. `texts` holds the plain text of each article, for search.

    `now` is the moment of arrival: no article is listed under a later one. `teasers` are the ids
    of articles whose own page is worth a visit: True where the article itself says so.
    """

    feed: str
    articles: Sequence[Article]
    texts: Sequence[str]
    state: FeedState
    now: datetime
    teasers: Mapping[int, bool] = field(default_factory=dict)


class _Arrival(Struct, frozen=True):
    """An article to be kept, with its plain text and the moment it would be listed under."""

    article: Article
    text: str
    at: int
    digest: bytes

    @property
    def row(self) -> tuple[bytes, str, str, str]:
        """digest, title, author and link as the library keeps them."""
        told = self.article
        return self.digest, storable(told.title), storable(told.author), storable(told.link)

    @property
    def facts(self) -> tuple[int, str, bool, bool]:
        """What queries ask for besides words."""
        return facts(self.article, self.text)

    @property
    def words(self) -> Words:
        """What it is found by as long as its page was not had."""
        _, title, author, _ = self.row
        return title, author, storable(self.text)


def save_articles(database: Database, feed: int, visit: Visit) -> Changes:
    """Keep the articles of a visit to the feed with this number; inside a transaction."""
    first: dict[int, _Arrival] = {}
    apart = _apart(database, feed)
    for n, (article, text) in enumerate(zip(visit.articles, visit.texts, strict=True)):
        if article.id not in first:
            at = _listed_at(article, visit.now, n * apart + apart // 2)
            first[article.id] = _Arrival(article, text, at, bytes.fromhex(article.digest))
    kept = _kept(database, first)
    new = sorted(
        (arrival for id_, arrival in first.items() if id_ not in kept), key=lambda each: each.at
    )
    updated = [
        (kept[id_][0], arrival)
        for id_, arrival in first.items()
        if id_ in kept and kept[id_][1] != arrival.digest
    ]
    # The index of words takes what it is given in one go only in the order of places, and as long
    # as nothing else is written: any statement with triggers makes it write down what it holds.
    updated.sort(key=lambda each: each[0])
    for place, _ in updated:
        unindex(database, place)
    updated = [(_update(database, place, arrival), arrival) for place, arrival in updated]
    added = [(_insert(database, feed, visit.now, arrival), arrival) for arrival in new]
    for place, arrival in sorted(updated + added, key=lambda each: each[0]):
        again = arrival.article.id in kept
        index(database, place, words(database, place) if again else arrival.words)
    changes = Changes(
        tuple(id_ for id_ in first if id_ not in kept),
        tuple(arrival.article.id for _, arrival in updated),
    )
    replies.remember(database, [arrival.article for _, arrival in updated + added])
    worth = visit.teasers
    pages.expect(
        database, [(id_, worth[id_]) for id_ in changes.new + changes.updated if id_ in worth]
    )
    return changes


class Adopted(Struct, frozen=True):
    """An article that is not here yet, as another library had it, for the feed of this number."""

    feed: int
    article: Article
    text: str
    at: datetime
    arrived: datetime


def adopt_articles(database: Database, adopted: Sequence[Adopted]) -> None:
    """Keep articles of another library; inside a transaction."""
    placed = []
    for each in sorted(adopted, key=lambda each: each.at):
        digest = bytes.fromhex(each.article.digest)
        arrival = _Arrival(each.article, each.text, micros(each.at), digest)
        placed.append((_insert(database, each.feed, each.arrived, arrival), arrival))
    for place, arrival in sorted(placed, key=lambda each: each[0]):
        index(database, place, arrival.words)
    replies.remember(database, [each.article for each in adopted])


def _kept(database: Database, ids: Iterable[int]) -> dict[int, tuple[int, bytes]]:
    """Place and digest of those that the library has."""
    found = database.rows(
        """SELECT article.id, place, digest FROM json_each(?) CROSS JOIN article
        ON article.id = json_each.value""",
        (json.dumps(list(ids)),),
    )
    return {id_: (place, digest) for id_, place, digest in found}


def _insert(database: Database, feed: int, now: datetime, arrival: _Arrival) -> int:
    """Keep a new article; its place."""
    place = _free_place(database, arrival.at)
    database.run(
        f"""INSERT INTO article
        (read, starred, hidden, place, id, feed, at, arrived, digest, title, author, link, {FACTS})
        VALUES (coalesce((SELECT read FROM status WHERE id = ?2), 0),
                coalesce((SELECT starred FROM status WHERE id = ?2), 0),
                coalesce((SELECT hidden FROM status WHERE id = ?2), 0),
                ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)""",
        (place, arrival.article.id, feed, arrival.at, micros(now), *arrival.row, *arrival.facts),
    )
    if arrival.article.published is None and micros(now) - arrival.at >= APART // 2:
        database.run("INSERT INTO undated VALUES (?)", (arrival.article.id,))
    _insert_body(database, place, arrival)
    return place


def _update(database: Database, place: int, arrival: _Arrival) -> int:
    """Keep an article that was published anew; its place, which is another if it has a date now."""
    passages.forget(database, place)
    database.run(
        f"""UPDATE article SET (digest, title, author, link, {FACTS}) = (?, ?, ?, ?, ?, ?, ?, ?),
        analysed = 0 WHERE place = ?""",
        (*arrival.row, *arrival.facts, place),
    )
    _insert_body(database, place, arrival)
    pages.complete(database, place)
    return _dated(database, place, arrival)


def _dated(database: Database, place: int, arrival: _Arrival) -> int:
    """List an article that was undated so far under its date, if it has one now; its place."""
    told = arrival.article
    undated = database.number("SELECT count(*) FROM undated WHERE id = ?", (told.id,))
    if told.published is None or not undated:
        return place
    database.run("DELETE FROM undated WHERE id = ?", (told.id,))
    database.run("UPDATE article SET at = ? WHERE place = ?", (arrival.at, place))
    free = _free_place(database, arrival.at)
    for table in PLACED:
        database.run(f"UPDATE {table} SET place = ? WHERE place = ?", (free, place))
    return free


def _insert_body(database: Database, place: int, arrival: _Arrival) -> None:
    packed = database.packing.pack(arrival.article.html, arrival.text)
    body = rows.body_row(arrival.article, packed)
    database.run(
        f"INSERT OR REPLACE INTO body (place, {rows.BODY}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (place, *body),
    )


def _free_place(database: Database, at: int) -> int:
    """The next place in the stretch of this time; when it is full, in a later one."""
    places = rows.stretch(at)
    while True:
        sql = "SELECT max(place) FROM article WHERE place BETWEEN ? AND ?"
        row = database.one(sql, (places.start, places.stop - 1))
        if row is None or row[0] is None:
            return places.start
        if row[0] + 1 in places:
            return int(row[0]) + 1
        places = range(places.stop, places.stop + rows.SLOTS)


def _apart(database: Database, feed: int) -> int:
    """Microseconds between articles without a date that arrive together, in their feed's order.

    They are listed under their arrival: what is new since the last visit was published about then.
    The first visit brings all that the feed has, and nobody knows how old it is: there they stand
    an hour apart, among the news of other feeds and not in one lump on top of them. That is no time
    to tell anybody: they are `undated`.
    """
    known = database.number("SELECT total FROM feed WHERE seq = ?", (feed,))
    return 1 if known else APART


def _listed_at(article: Article, now: datetime, before: int) -> int:
    """The moment (microseconds) that an article is listed under; without a date it is its arrival,
    or so long before."""
    if article.published is None:
        return micros(now) - before
    return min(micros(article.published), micros(now))
