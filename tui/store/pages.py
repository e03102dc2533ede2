"""Articles' own pages in the library: which are worth a visit, what became of it, the full text.

A row says what we know of visiting a page; the full text itself stands apart from it. What analysis
found in the other text of an article is dropped by triggers. Nothing in here decides when or
whether a page is visited.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct

from tui.model import Completeness, FullText, PageRecord, PageState, Validators
from tui.store import passages
from tui.store.database import Database
from tui.store.indexing import index, unindex, words
from tui.store.packing import Packing
from tui.store.rows import LARGEST, micros, micros_or_none, moment_or_none, storable
from tui.text.wording import word_count

FULL = ("base", "title", "author", "published", "language", "html_bytes", "packed")
"""The columns of `full_body` that make a FullText."""


class PageVisit(Struct, frozen=True):
    """What became of a visit to an article's page.

    `state` is what we know now, its `kept` and `shown` aside. `found` is its full text, None if
    there is none to keep. `same`: it had no more than the feed.
    """

    id: int
    state: PageState
    found: FullText | None = None
    same: bool = False


class Waiting(Struct, frozen=True):
    """An unread article whose page was not had yet, listed under `at` (microseconds).

    `sure`: the feed itself says that it has more.
    """

    id: int
    feed: str
    at: int
    link: str
    sure: bool


def expect(database: Database, teasers: Iterable[tuple[int, bool]]) -> None:
    """The pages of these articles are worth a visit: (id, whether that is sure) each."""
    database.run_many(
        """INSERT INTO page (place, feed, sure, next_try)
        SELECT place, feed, ?2, 0 FROM article WHERE id = ?1
        ON CONFLICT (place) DO UPDATE SET sure = max(sure, excluded.sure)""",
        teasers,
    )


def note(database: Database, visit: PageVisit) -> None:
    """Keep what became of a visit; without the article nothing is kept."""
    row = database.one("SELECT place FROM article WHERE id = ?", (visit.id,))
    if row is None:
        return
    (place,) = row
    database.run(
        """INSERT INTO page (place, feed, sure) SELECT place, feed, 0 FROM article WHERE place = ?
        ON CONFLICT DO NOTHING""",
        row,
    )
    if visit.found:
        _keep(database, place, visit.found)
    state = visit.state
    database.run(
        """UPDATE page SET kept = max(kept, ?), same = ?, tried_at = ?, next_try = ?, failures = ?,
        error = ?, etag = ?, last_modified = ? WHERE place = ?""",
        (
            visit.found is not None,
            visit.same,
            micros_or_none(state.tried_at),
            micros_or_none(state.next_try),
            state.failures,
            storable(state.error),
            storable(state.validators.etag),
            storable(state.validators.last_modified),
            place,
        ),
    )


def _keep(database: Database, place: int, found: FullText) -> None:
    unindex(database, place)
    passages.forget(database, place)
    database.run(
        "INSERT OR REPLACE INTO full_body VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            place,
            storable(found.base),
            storable(found.title),
            storable(found.author),
            micros_or_none(found.published),
            storable(found.language),
            *database.packing.pack(found.html, found.text),
        ),
    )
    complete(database, place)
    index(database, place, words(database, place))


def full_text(row: Sequence[Any], packing: Packing) -> FullText | None:
    """A FullText from the columns FULL; None if there is none."""
    base, title, author, published, language, html_bytes, packed = row
    if packed is None:
        return None
    html, text = packing.unpack(html_bytes, packed)
    return FullText(html, text, base, title, author, moment_or_none(published), language)


def complete(database: Database, place: int) -> None:
    """Give an article the title and the author that only its page told, and the facts of its full
    text, if there is one."""
    row = database.one(
        "SELECT title, author, html_bytes, packed FROM full_body WHERE place = ?", (place,)
    )
    if row is None:
        return
    title, author, *packed = row
    html, text = database.packing.unpack(*packed)
    database.run(
        """UPDATE article SET title = coalesce(nullif(?, ''), title),
            author = coalesce(nullif(author, ''), ?), words = ?, image = max(image, ?)
        WHERE place = ?""",
        (title, author, word_count(text), "<img" in html, place),
    )


def show(database: Database, id_: int, *, full: bool) -> None:
    """Show an article's full text from now on, or the feed's own."""
    row = database.one("SELECT place FROM article WHERE id = ?", (id_,))
    if row:
        passages.forget(database, row[0])
        database.run("UPDATE page SET shown = ? WHERE place = ?", (full, row[0]))


def state(database: Database, id_: int) -> PageState | None:
    """What we know of an article's page; None: nobody thought of visiting it."""
    row = database.one(
        """SELECT kept, shown, etag, last_modified, tried_at, next_try, failures, error
        FROM page WHERE place = (SELECT place FROM article WHERE id = ?)""",
        (id_,),
    )
    if row is None:
        return None
    kept, shown, etag, last_modified, tried_at, next_try, failures, error = row
    return PageState(
        kept=bool(kept),
        shown=bool(shown),
        validators=Validators(etag, last_modified),
        tried_at=moment_or_none(tried_at),
        next_try=moment_or_none(next_try),
        failures=failures,
        error=error,
    )


def waiting(
    database: Database, feeds: Sequence[str], now: datetime | None, limit: int
) -> list[Waiting]:
    """Unread articles of these feeds whose page may be visited by `now` (None: at any time),
    newest first."""
    found = database.rows(
        """SELECT id, (SELECT key FROM feed WHERE seq = article.feed), at, link, sure
        FROM page INDEXED BY page_waiting CROSS JOIN article USING (place)
        WHERE next_try <= ? AND read = 0 AND article.feed IN
            (SELECT seq FROM feed WHERE key IN (SELECT value FROM json_each(?)))
        ORDER BY page.place DESC LIMIT ?""",
        (LARGEST if now is None else micros(now), json.dumps(feeds), limit),
    )
    return [Waiting(id_, feed, at, link, bool(sure)) for id_, feed, at, link, sure in found]


def unthought_of(database: Database, feed: str, limit: int) -> list[Waiting]:
    """Unread articles of a feed whose page nobody thought of visiting, newest first."""
    found = database.rows(
        """SELECT id, at, link FROM article INDEXED BY article_feed_unread
        WHERE feed = (SELECT seq FROM feed WHERE key = ?) AND read = 0
            AND NOT EXISTS (SELECT 1 FROM page WHERE page.place = article.place)
        ORDER BY at DESC, id DESC LIMIT ?""",
        (feed, limit),
    )
    return [Waiting(id_, feed, at, link, True) for id_, at, link in found]


def given_up(database: Database, feeds: Sequence[str]) -> int:
    """Unread articles of these feeds whose page gave no text and is not visited again."""
    return database.number(
        """SELECT count(*) FROM page CROSS JOIN article USING (place)
        WHERE next_try IS NULL AND failures > 0 AND kept = 0 AND read = 0 AND page.feed IN
            (SELECT seq FROM feed WHERE key IN (SELECT value FROM json_each(?)))""",
        (json.dumps(feeds),),
    )


def records(database: Database) -> dict[str, PageRecord]:
    """What became of the pages of each feed's articles, by feed key."""
    found = database.rows(
        """SELECT (SELECT key FROM feed WHERE seq = page.feed), sum(kept), sum(same AND NOT kept),
            sum(failures > 0 AND NOT kept), sum(tried_at IS NULL) FROM page GROUP BY feed"""
    )
    return {key: PageRecord(*numbers) for key, *numbers in found}


def completeness(database: Database, missing: int) -> Completeness:
    """How much of the unread news is here, when so many pages of it are missing."""
    [(count, size)] = database.rows(
        """SELECT count(*),
            coalesce(sum(length(body.packed) + ifnull(length(full_body.packed), 0)), 0)
        FROM article INDEXED BY article_unread CROSS JOIN body USING (place)
        LEFT JOIN full_body USING (place)
        WHERE read = 0 AND article.feed IN (SELECT seq FROM feed WHERE listed = 1)"""
    )
    return Completeness(count, min(missing, count), size)
