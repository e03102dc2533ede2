"""The news as the screen knows it: counts, feed states, marks, and how the sync is going.

It reads through the Reader and asks the Engine for everything else; it never writes and never
waits. Changes the user makes are true here at once. No widgets in here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from tui.events import (
    Completed,
    Marked,
    OfflineReady,
    PagesVisited,
    Refreshed,
    SyncFinished,
    SyncStarted,
    Trouble,
)
from tui.model import Counts, Feed, FeedState, Filter, Headline, Note, Stretch
from tui.query import EVERYTHING
from tui.settings import START_HERE, Config
from tui.store import Correction, Reader
from tui.text.safe import one_line
from tui.ui.finder import Finder
from tui.ui.headline_window import HeadlineWindow
from tui.ui.marks import Deed, Mark, Marks, Noting, Tagging, changed
from tui.ui.sorted_window import BestWindow, Order, SortedWindow, as_order

if TYPE_CHECKING:
    from tui.engine import Engine


LOOKED_AT = 8
"""Headlines read at once to find the next unread: nearly always it is the first of them."""

VISIT = "visit"
"""What the moment of the last visit is remembered as."""
ORDER = "order"
"""What the order of the lists is remembered as."""


class Progress(Struct):
    """How the sync is going: `done` of `total` feeds, `failed` of them; `running` until the end.

    `over` counts the feeds whose sync is over, also if it was given up. `reached` are
    the feeds that came over the network."""

    total: int = 0
    done: int = 0
    failed: int = 0
    reached: int = 0
    new: int = 0
    over: int = 0
    running: bool = False

    @property
    def offline(self) -> bool:
        """Whether nothing at all could be reached; one failing feed alone proves nothing."""
        return self.failed > 1 and not self.reached


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None


NONE = Counts()


def _added(counts: Iterable[Counts]) -> Counts:
    known = list(counts)
    return Counts(
        sum(each.total for each in known),
        sum(each.unread for each in known),
        sum(each.starred for each in known),
    )


class Library:
    """What is in the library, as of the last `refresh` and all that was marked since."""

    def __init__(self, config: Config, path: Path, engine: Engine) -> None:
        self.config = config
        self.engine = engine
        self.path = path
        self.reader = Reader(path)
        self.marks = Marks()
        self.progress = Progress()
        self.pages = (0, 0)
        self.visiting: set[str] = set()
        self.fresh: set[str] = set()
        self.states: dict[str, FeedState] = {}
        self.counts: dict[str, Counts] = {}
        self._all: Counts | None = None  # the sum of them, worked out once: each key shows it
        self.today = 0
        self.since_visit = 0
        self.smart_counts: dict[str, int] = {}
        self.finder, self.counter = Finder(path), Finder(path)
        self.order = as_order(self.reader.recall(ORDER))
        self._places: dict[int, int] = {}
        self.last_visit = _moment(self.reader.recall(VISIT))
        self._version = -1
        self.refresh()

    def sort_by(self, order: Order) -> None:
        """Put the lists in this order, now and from the next start on."""
        self.order = order
        self.engine.remember(ORDER, order)

    def now(self) -> datetime:
        """The present moment."""
        return datetime.now(UTC)

    # What there is.

    def refresh(self, feeds: Collection[str] | None = None) -> bool:
        """Read counts and feed states again, of all feeds or of these, which is faster; whether
        any differs from what was known."""
        before = self.states, self.counts, self.today, self.since_visit
        if feeds is None:
            self._version, self.states, self.counts = self.reader.version(), {}, {}
        self.states = self.states | self.reader.states(feeds)
        self.counts, self._all = self.counts | self.reader.counts(feeds), None
        self.today = self.reader.count(replace(self.today_filter(), unread=True))
        if self.last_visit:
            self.since_visit = self.reader.count(Filter(arrived=self.last_visit, unread=True))
        return before != (self.states, self.counts, self.today, self.since_visit)

    def written_elsewhere(self) -> bool:
        """Whether anyone wrote to the library since the last look."""
        return self.reader.version() != self._version

    def today_filter(self) -> Filter:
        """All that came since midnight, where the user is."""
        midnight = self.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
        return Filter(since=midnight.astimezone(UTC), dated=True)

    # What is remembered between runs.

    def visited(self) -> None:
        """The user leaves: what comes from now on came since this visit."""
        self.engine.remember(VISIT, self.now().isoformat())

    def reading_place(self, id_: int) -> int:
        """How far an article was read (`ArticleView.place`)."""
        known = self._places.get(id_)
        return self.reader.reading_place(id_) if known is None else known

    def keep_place(self, id_: int, place: int) -> None:
        """Remember how far an article was read."""
        if place != self.reading_place(id_):
            self._places[id_] = place
            self.engine.keep_place(id_, place)

    def feed(self, key: str) -> Feed | None:
        """The feed of that key, if feeds.toml has it."""
        return self.config.by_key.get(key)

    def title(self, key: str) -> str:
        """What a feed is called: the user's name for it, or its own."""
        feed, state = self.feed(key), self.states.get(key)
        return one_line((feed.title if feed else "") or (state.title if state else "") or key)

    def unread(self, keys: Sequence[str] | None = None) -> int:
        """Unread articles of these feeds, or of all."""
        return self._sum(keys).unread

    def total(self, keys: Sequence[str] | None = None) -> int:
        """Articles of these feeds, or of all."""
        return self._sum(keys).total

    @property
    def starred(self) -> int:
        """Starred articles."""
        return self._sum(None).starred

    def _sum(self, keys: Sequence[str] | None) -> Counts:
        if keys is not None:
            return _added(self.counts.get(key, NONE) for key in keys)
        if self._all is None:
            self._all = _added(self.counts.values())
        return self._all

    def window(self, chosen: Filter) -> HeadlineWindow:
        """A list of headlines, put on its beginning; a search is always newest first."""
        window = self._new_window(self.reader, chosen)
        window.to_first()
        return window

    def _new_window(self, reader: Reader, chosen: Filter) -> HeadlineWindow:
        shown = self.marks.shown
        if chosen.ranked:
            return BestWindow(reader, chosen, shown, self.order, self.title)
        if self.order == "date":
            return HeadlineWindow(reader, chosen, shown)
        return SortedWindow(reader, chosen, shown, self.order, self.title)

    async def found(self, chosen: Filter) -> HeadlineWindow:
        """The same as `window`, read on another thread but not counted. Raises StoreError."""

        def read(reader: Reader) -> HeadlineWindow:
            window = self._new_window(reader, chosen)
            window.begin()
            return window

        window = await self.finder.ask(read)
        window.read_with(self.reader)
        return window

    async def count(self, window: HeadlineWindow) -> None:
        """Count how long a list is, on another thread. Raises StoreError."""
        window.count(await self.finder.ask(lambda reader: reader.count(window.chosen)))

    async def count_smart(self) -> bool:
        """Count the unread of each smart feed anew, on another thread; whether any changed."""
        smart = self.config.smart

        def count(reader: Reader) -> dict[str, int]:
            chosen = {each.key: Filter(query=each.query, unread=True) for each in smart}
            return {key: reader.count(of) for key, of in chosen.items()}

        counts = await self.counter.ask(count) if smart else {}
        changed, self.smart_counts = counts != self.smart_counts, counts
        return changed

    def next_unread(self, chosen: Filter, origin: Headline | None, step: int) -> Headline | None:
        """The nearest unread headline below (1) or above (-1) `origin`; None if there is none."""
        unread = replace(chosen, unread=True)
        while True:
            if step > 0:
                page = self.reader.headlines(unread, limit=LOOKED_AT, after=origin)
            elif origin is None:
                page = self.reader.last_headlines(unread, LOOKED_AT)[::-1]
            else:
                page = self.reader.headlines(unread, limit=LOOKED_AT, before=origin)[::-1]
            for headline in page:
                if not self.marks.shown(headline).read:
                    return headline
            if len(page) < LOOKED_AT:
                return None
            origin = page[-1]

    # What the user does.

    def mark(self, headlines: Sequence[Headline], mark: Mark) -> Mark | None:
        """Mark these headlines; None if they are all so already."""
        stale = [headline for headline in headlines if changed(headline, mark) != headline]
        if not stale:
            return None
        mark = replace(mark, ids=tuple(headline.id for headline in stale))
        for headline in stale:
            self._recount(headline, changed(headline, mark))
        self.marks.ask(mark)
        self.engine.mark(mark.ids, read=mark.read, starred=mark.starred)
        return mark

    def mark_all_read(self, chosen: Filter, part: Stretch | None = None) -> None:
        """Mark all that a filter shows, or a part of it, as read."""
        self.marks.ask(Mark(read=True, chosen=chosen))
        self.engine.mark_all(chosen, read=True, part=part)
        dated = chosen.since is not None or chosen.arrived is not None
        narrowed = dated or chosen.starred or chosen.query != EVERYTHING
        if part is None and not narrowed:
            for key in self.counts if chosen.feeds is None else chosen.feeds:
                self.counts[key] = replace(self.counts.get(key, NONE), unread=0)
            self._all = None

    def correct(self, article: int, parts: Sequence[tuple[str, int]], name: str | None) -> None:
        """Give the quote of these parts (`words_of`) a speaker; None: the one that was found."""
        given = self.reader.corrections(article)
        back = tuple(Correction(article, *part, given.get(part)) for part in parts)
        self.marks.done(back)
        self.engine.correct([Correction(article, *part, name) for part in parts])

    def tag(self, ids: Sequence[int], add: Sequence[str], drop: Sequence[str]) -> None:
        """Give articles tags that they lack, and take from them some that they have."""
        self.marks.done(Tagging(tuple(ids), tuple(drop), tuple(add)))
        self.engine.tag(ids, add=add, drop=drop)

    def write_note(self, before: Note, note: Note) -> None:
        """Keep a note in place of what it was before; one without a number is new."""
        self.marks.done(Noting(before, gone=not before.number))
        self.engine.write_note(note)

    def drop_note(self, note: Note) -> None:
        """Forget a note."""
        self.marks.done(Noting(replace(note, number=0)))
        self.engine.drop_note(note)

    def take_back(self) -> Deed | None:
        """Undo the last marking, tagging, note or correction; None if there is nothing to undo."""
        deed = self.marks.take_back()
        if isinstance(deed, Mark):
            self.marks.ask(deed)
            self.engine.mark(deed.ids, read=deed.read, starred=deed.starred)
        elif isinstance(deed, Tagging):
            self.engine.tag(deed.ids, add=deed.add, drop=deed.drop)
        elif isinstance(deed, Noting):
            self._take_back_note(deed)
        elif deed:
            self.engine.correct(deed)
        return deed

    def _take_back_note(self, deed: Noting) -> None:
        if not deed.gone:
            self.engine.write_note(deed.note)
            return
        for known in self.reader.notes(deed.note.article):  # it has a number by now
            if (known.words, known.at) == (deed.note.words, deed.note.at):
                self.engine.drop_note(known)

    def _recount(self, old: Headline, new: Headline) -> None:
        counts, self._all = self.counts.get(old.feed, NONE), None
        self.counts[old.feed] = replace(
            counts,
            unread=counts.unread + (not new.read) - (not old.read),
            starred=counts.starred + new.starred - old.starred,
        )
        since = self.today_filter().since
        if since is not None and old.dated and old.at >= since:
            self.today += (not new.read) - (not old.read)

    # What the engine says.

    def sync_started(self, event: SyncStarted) -> None:
        """A sync began: which feeds it visits is a question of the clock."""
        if not self.progress.running:
            self.progress = Progress(running=True)
        self.progress.total += event.total
        if not self.visiting:
            due = self.reader.due(self.config.feeds, self.now())
            self.visiting = {feed.key for feed in due}

    def refreshed(self, event: Refreshed) -> None:
        """One feed is done."""
        self.visiting.discard(event.feed)
        self.progress.done += 1
        if event.error:
            self.progress.failed += 1
        else:
            self.fresh.add(event.feed)
            feed = self.feed(event.feed)
            self.progress.reached += feed is not None and feed.url != START_HERE
        self.progress.new += len(event.changes.new)

    def sync_finished(self, event: SyncFinished) -> None:
        """A sync is over, or was given up (another may still run)."""
        self.progress.over += event.total
        if self.progress.over >= self.progress.total:
            self.progress.running = False
            self.visiting.clear()
            self.fresh.clear()

    def pages_visited(self, event: Completed | PagesVisited | OfflineReady) -> None:
        """Articles' pages are being visited, or have been."""
        self.pages = (0, 0)
        if isinstance(event, Completed) and event.total > 1:
            self.pages = event.done, event.total

    def marked(self, event: Marked) -> Mark | None:
        """A mark is written. The mark it was."""
        return self.marks.answered(event.ids)

    def refused(self, event: Trouble) -> Mark | None:
        """A mark was not written: it is true no more."""
        return self.marks.refused(event.ids)

    def close(self) -> None:
        """Close the library."""
        self.finder.close()
        self.counter.close()
        self.reader.close()
