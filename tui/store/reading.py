"""Reader: what the screen and the shell ask of the library.

Its connection cannot write, and no answer keeps the library locked afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tui.model import (
    Activity,
    Article,
    Completeness,
    Counts,
    Feed,
    FeedState,
    Filter,
    Headline,
    Note,
    PageRecord,
    PageState,
)
from tui.store import bodies, memory, notes, pages, replies, rows
from tui.store.corrections import Words, corrected, read
from tui.store.listing import Window, fitting, nth, page, position, total
from tui.store.rows import utc_now
from tui.store.schema import open_for_reading

if TYPE_CHECKING:
    from tui.analysis.annotation import Analysis
    from tui.store.adopting import Kept


class Reader:
    """A library opened for reading; usable on the thread that made it.

    Raises StoreError when the library is missing, not ours, or of another version. So does every
    method when the library cannot be read.
    """

    def __init__(self, path: Path, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = open_for_reading(path)
        self._clock = clock

    def states(self, feeds: Iterable[str] | None = None) -> dict[str, FeedState]:
        """What we know of visiting each feed, or each of these, by feed key."""
        where, values = _among(feeds)
        sql = f"SELECT key, {rows.STATE} FROM feed CROSS JOIN visit ON visit.feed = seq {where}"
        return {key: rows.state(key, row) for key, *row in self._database.rows(sql, values)}

    def titles(self, feeds: Sequence[Feed]) -> dict[str, str]:
        """What each feed is called now, by key: by the user, by itself, else by its key."""
        own = {key: state.title or key for key, state in self.states().items()}
        return own | {feed.key: feed.title or own.get(feed.key, feed.key) for feed in feeds}

    def due(self, feeds: Sequence[Feed], now: datetime) -> list[Feed]:
        """Those to be visited: never visited, their time has come, or their address was edited;
        none that is paused."""
        states = self.states()
        return [feed for feed in feeds if _is_due(feed, states.get(feed.key), now)]

    def counts(self, feeds: Iterable[str] | None = None) -> dict[str, Counts]:
        """How many articles each subscribed feed, or each of these, has, by feed key."""
        where, values = _among(feeds)
        sql = f"SELECT key, total, unread, starred FROM feed {where} AND listed = 1"
        return {row[0]: Counts(*row[1:]) for row in self._database.rows(sql, values)}

    def activity(self, now: datetime) -> dict[str, Activity]:
        """How much each subscribed feed brings, by feed key: over the last 8 weeks, or since its
        first article if that is later."""
        from tui.store.activity import activity  # nor does it show how feeds do

        return activity(self._database, now)

    def count(self, chosen: Filter) -> int:
        """How many articles a filter shows; at once unless it has words or a date."""
        return total(self._database, chosen, self._clock())

    def headlines(
        self,
        chosen: Filter,
        *,
        limit: int,
        after: Headline | None = None,
        before: Headline | None = None,
    ) -> list[Headline]:
        """A page of the list, newest first: the first one, or the one next to a headline.

        `after`: those directly below it. `before`: those directly above it. The headline itself
        need not be in the list any more.
        """
        window = Window(limit=limit)
        if after is not None:
            window = Window(high=position(after), limit=limit)
        elif before is not None:
            window = Window(low=position(before), limit=limit, upward=True)
        return page(self._database, chosen, window, self._clock())

    def headline_at(self, chosen: Filter, rank: int) -> Headline | None:
        """The headline with so many others above it; None beyond the end. Not for searches."""
        return nth(self._database, chosen, rank, self._clock())

    def last_headlines(self, chosen: Filter, limit: int) -> list[Headline]:
        """The bottom of the list, in list order."""
        return page(self._database, chosen, Window(limit=limit, upward=True), self._clock())

    def fitting(self, chosen: Filter, ids: Sequence[int]) -> list[int]:
        """Those of some articles that a filter shows, in list order."""
        return fitting(self._database, chosen, ids, self._clock())

    def tags(self, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """The tags of those articles that have some, in the order of the alphabet."""
        return notes.tags_of(self._database, ids)

    def all_tags(self) -> dict[str, int]:
        """Every tag and how many articles have it, the most used first."""
        return notes.all_tags(self._database)

    def notes(self, id_: int) -> tuple[Note, ...]:
        """The notes to an article and to passages of it, in the order of the text."""
        return notes.notes_of(self._database, _known(id_))

    def headline(self, id_: int) -> Headline | None:
        """One article's row, whether or not its feed is subscribed."""
        sql = f"SELECT {rows.HEADLINE} FROM article WHERE id = ?"
        return next(iter(rows.headlines(self._database.rows(sql, (_known(id_),)))), None)

    def article(self, id_: int, *, full: bool | None = None) -> Article | None:
        """The article as it is read: with its full text if there is one, else with the feed's own.

        `full`: whether that is so, if not as the user chose for this article.
        """
        return bodies.article(self._database, _known(id_), full=full)

    def page_state(self, id_: int) -> PageState | None:
        """What we know of visiting an article's own page; None: nobody thought of it."""
        return pages.state(self._database, _known(id_))

    def waiting(
        self, feeds: Sequence[str], now: datetime | None, limit: int = -1
    ) -> list[pages.Waiting]:
        """Unread articles of these feeds whose page may be visited by `now` (None: at any time),
        newest first."""
        return pages.waiting(self._database, feeds, now, limit)

    def unthought_of(self, feed: str, limit: int = -1) -> list[pages.Waiting]:
        """Unread articles of a feed whose page nobody thought of visiting, newest first."""
        return pages.unthought_of(self._database, feed, limit)

    def given_up(self, feeds: Sequence[str]) -> int:
        """How many unread articles of these feeds have a page that gives no text for good."""
        return pages.given_up(self._database, feeds)

    def page_records(self) -> dict[str, PageRecord]:
        """What became of the pages of each feed's articles, by feed key."""
        return pages.records(self._database)

    def completeness(self, missing: int) -> Completeness:
        """How much of the unread news is here, when so many pages of it are missing."""
        return pages.completeness(self._database, missing)

    def image(self, url: str) -> bytes:
        """The image at an address as it is kept; nothing: it is not."""
        from tui.store.images import data

        return data(self._database, url)

    def image_sizes(self, id_: int) -> dict[str, tuple[int, int]]:
        """The images of an article that are kept: address → width and height in pixels."""
        from tui.store.images import sizes

        return sizes(self._database, _known(id_))

    def image_failures(self, id_: int) -> int:
        """How often some of an article's images could not be had."""
        from tui.store.images import failures

        return failures(self._database, _known(id_))

    def unillustrated(self, feed: str, now: datetime, limit: int) -> list[int]:
        """Unread articles of a feed whose images are to be asked for by now, newest first."""
        from tui.store.images import waiting

        return waiting(self._database, feed, now, limit)

    def annotations(self, id_: int, digest: str) -> Analysis | None:
        """What the present analysis found in the Document with this digest; None: not known yet.

        Speakers that the user gave stand in it instead of those that were found.
        """
        from tui.store.annotations import find  # the screen's first frame needs no analysis

        found = find(self._database, _known(id_), digest)
        given = self.corrections(id_) if found and found.quotes else {}
        article = self.article(id_) if given else None
        if not found or not article:
            return found
        from tui.text.html import document  # quotes are ranges of it; few articles are corrected

        return corrected(found, document(article).text, given)

    def corrections(self, id_: int) -> dict[Words, str]:
        """The speakers that the user gave in an article: the quote's words → the name."""
        return read(self._database, _known(id_))

    def lengths(self, ids: Sequence[int]) -> dict[int, int]:
        """How long the bodies of these articles are, in bytes of HTML."""
        sql = """SELECT id, html_bytes FROM article CROSS JOIN body USING (place)
            WHERE id IN (SELECT value FROM json_each(?))"""
        return dict(self._database.rows(sql, (str(list(ids)),)))

    def parents(self, ids: Sequence[int]) -> dict[int, int]:
        """For those of some articles that answer one: their id and the id of that one."""
        return replies.parents(self._database, ids)

    def recall(self, name: str) -> str:
        """What the screen remembers under a name; "" for nothing."""
        return memory.recall(self._database, name)

    def reading_place(self, id_: int) -> int:
        """How far an article was read: the character of its page that was at the top; 0 anew."""
        return memory.place(self._database, _known(id_))

    def unanalysed(self, limit: int, *, version: int) -> list[int]:
        """Ids of articles that this version of the analysis has not seen, newest first.

        Those that none has seen come before those seen by an older version.
        """
        sql = """SELECT id FROM article INDEXED BY article_analysed
            WHERE analysed = (SELECT min(analysed) FROM article) AND analysed < ?
            ORDER BY at DESC, id DESC LIMIT ?"""
        return [id_ for (id_,) in self._database.rows(sql, (version, limit))]

    def everything(self) -> Iterator[Kept]:
        """All articles with what the reader did, the oldest first; then what was done with others
        that are not here. Close it when going no further."""
        from tui.store.adopting import everything  # only who moves out needs it

        return everything(self._database)

    def version(self) -> int:
        """A number that changes whenever any other connection has written."""
        return self._database.number("PRAGMA data_version")

    def give_up_when(self, unwanted: Callable[[], bool]) -> None:
        """Let questions fail with StoreError as soon as `unwanted()` says so, also on the way."""
        self._database.give_up_when(unwanted)

    def close(self) -> None:
        """Let go of the library."""
        self._database.close()


def _among(feeds: Iterable[str] | None) -> tuple[str, tuple[str, ...]]:
    """The condition that a row of `feed` is one of these, and its values."""
    if feeds is None:
        return "WHERE 1", ()
    return "WHERE key IN (SELECT value FROM json_each(?))", (json.dumps(list(feeds)),)


def _is_due(feed: Feed, state: FeedState | None, now: datetime) -> bool:
    if feed.paused:
        return False
    if state is None or state.address != feed.origin or state.next_visit is None:
        return True
    # A visit in the future was noted while the clock was wrong, and so is the next one.
    return state.next_visit <= now or (state.visited_at is not None and state.visited_at > now)


def _known(id_: int) -> int:
    """The id, or -1, which no article has: SQLite takes no larger numbers than ids can be."""
    return id_ if 0 <= id_ <= rows.LARGEST else -1
