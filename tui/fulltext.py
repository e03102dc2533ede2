"""Articles whole: visiting the pages that feeds only hint at, politely and after the feeds.

    Waiting ─choose→ pages ─fetch→ Fetched ─extract→ FullText ─note→ library

Newest first, one page of a host at a time, so many in a run. A host that is in trouble is left
alone for the rest of it, and so is the whole web when nobody answers. What a feed's pages turned
out to be decides whether more of them are asked. Nothing in here parses or draws.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import aclosing
from urllib.parse import urlsplit

from msgspec import Struct

from tui.errors import FeedError, FetchError
from tui.events import Completed, Illustrated, OfflineReady, PagesVisited
from tui.feeds import NO_VALIDATORS, NotModified
from tui.feeds.schedule import page_failed, page_read
from tui.images import illustrate
from tui.model import Feed, FeedState, PageRecord, PageState
from tui.store import PageVisit, Reader, Waiting
from tui.sync import Desk

MOST = 300
"""Pages of one run."""
MOST_OF_A_FEED = 30
LOOKED_AT = 5_000
"""Waiting pages among which those of a run are chosen."""

PROBES = 3
"""So many pages tell what a feed's entries of middle length are: summaries, or all there is."""
HOPELESS = 5
"""After so many pages without a text and none with, only one of a feed is tried in a run."""

AT_ONCE = 3
"""One in so many of the permitted connections is used for pages: the feeds come first."""
HOST_ERRORS = 3
ONE_PAGE = (404, 410, 451)
"""What a server says of one page and not of itself."""
LONELY = 4
"""After so many hosts did not answer and none did, there is no network."""


def wanted(desk: Desk, feeds: Sequence[Feed], *, everything: bool = False) -> list[Waiting]:
    """The pages that may be visited, newest first: in a polite run, or (`everything`) all that are
    missing, their time come or not."""
    reader, modes = desk.reader, _modes(desk, feeds)
    limit = -1 if everything else LOOKED_AT
    waiting = reader.waiting(tuple(modes), None if everything else desk.clock(), limit)
    for key, mode in modes.items():
        if mode == "always":
            waiting += reader.unthought_of(key, limit)
    waiting.sort(key=lambda each: each.at, reverse=True)
    records = reader.page_records()
    rooms = {
        key: _Room(modes[key], records.get(key, PageRecord()), everything=everything)
        for key in modes
    }
    return [each for each in waiting if rooms[each.feed].admits(each)]


def _modes(desk: Desk, feeds: Sequence[Feed]) -> dict[str, str]:
    """How the pages of each feed are fetched, by feed key; those that never are are left out."""
    modes = {feed.key: feed.full_text or desk.settings.full_text for feed in feeds}
    return {key: mode for key, mode in modes.items() if mode != "never"}


class _Room(Struct):
    """How many pages of one feed a run may visit; `record` is what earlier ones came to."""

    mode: str
    record: PageRecord
    everything: bool
    taken: int = 0
    probes: int = 0

    def admits(self, waiting: Waiting) -> bool:
        """Whether there is room for one more."""
        if not self.everything and self.taken >= self._most:
            return False
        if self.mode == "auto" and not waiting.sure and not self._probe():
            return False
        self.taken += 1
        return True

    @property
    def _most(self) -> int:
        gave = self.record.kept + self.record.same
        return 1 if self.record.failed >= HOPELESS and not gave else MOST_OF_A_FEED

    def _probe(self) -> bool:
        """Whether an entry that may be whole is looked up: it was worth it, or nobody knows."""
        known = self.record.kept + self.record.same
        if known >= PROBES:
            return self.record.kept >= self.record.same
        self.probes += 1
        return self.probes <= PROBES


async def read_page(desk: Desk, id_: int, feed: Feed) -> bool:
    """Visit an article's page and keep its full text: the whole life of such a visit.

    Whether it has one now that is worth keeping. Raises FeedError after noting it on the article.
    """
    state = desk.reader.page_state(id_) or PageState()
    article = desk.reader.article(id_, full=False)
    if article is None:
        return False
    try:
        known = state.validators if state.kept else NO_VALIDATORS
        answer = await desk.web.fetch_page(article.link, feed.address, known, desk.limits)
        if isinstance(answer, NotModified):
            state = page_read(state, answer.validators, desk.clock())
            desk.writer.note_page(PageVisit(id_, state))
            return False
        found = await desk.worker.extract(article, answer, desk.clock())
    except FeedError as error:
        state = page_failed(state, error, desk.clock(), random.random())
        desk.writer.note_page(PageVisit(id_, state))
        raise
    state = page_read(state, answer.validators, desk.clock())
    desk.writer.note_page(PageVisit(id_, state, found, same=found is None))
    return found is not None


async def complete(
    desk: Desk, feeds: Sequence[Feed], *, everything: bool = False
) -> AsyncGenerator[Completed | PagesVisited, None]:
    """Visit the pages of a run side by side and tell of each as it is done.

    A page that fails is an event, not an exception. Raises StoreError when the library fails.
    """
    pages = wanted(desk, feeds, everything=everything)
    most = len(pages) if everything else min(len(pages), MOST)
    run = _Run(desk, {feed.key: feed for feed in feeds}, most)
    visits = [asyncio.create_task(run.visit(page)) for page in pages]
    try:
        for visit in asyncio.as_completed(visits):
            if outcome := await visit:
                yield run.told(*outcome)
    finally:
        for task in visits:
            task.cancel()
        await asyncio.gather(*visits, return_exceptions=True)
    if run.done:
        yield PagesVisited(run.done, run.kept, run.failed)


Outcome = tuple[int, bool, str]
"""An article's id, whether its full text is kept now, and what went wrong."""


class _Run:
    """One run over pages: who may be asked next, and who is left alone."""

    def __init__(self, desk: Desk, feeds: dict[str, Feed], most: int) -> None:
        self.desk = desk
        self.feeds = feeds
        self.left = self.most = most
        self.done = self.kept = self.failed = 0
        self._slots = asyncio.Semaphore(max(1, desk.settings.connections // AT_ONCE))
        self._turns: dict[str, asyncio.Lock] = {}
        self._errors: Counter[str] = Counter()
        self._unanswered: set[str] = set()
        self._reached = {_host(each.url or each.address) for each in _well(desk.reader)}
        self._online = False

    async def visit(self, page: Waiting) -> Outcome | None:
        """What became of one page; None: it was not visited."""
        host = _host(page.link)
        async with self._turns.setdefault(host, asyncio.Lock()), self._slots:
            if not self.left or self._left_alone(host):
                return None
            self.left -= 1
            try:
                kept = await read_page(self.desk, page.id, self.feeds[page.feed])
            except FeedError as error:
                self._remember(host, error)
                return page.id, False, str(error)
            self._answered(host)
            self._errors[host] = 0
            return page.id, kept, ""

    def told(self, id_: int, kept: bool, error: str) -> Completed:
        """The event for an outcome."""
        self.done += 1
        self.kept += kept
        self.failed += bool(error)
        return Completed(id_, self.done, max(self.most, self.done), kept, error)

    def _left_alone(self, host: str) -> bool:
        offline = not self._online and len(self._unanswered) >= LONELY
        return self._errors[host] >= HOST_ERRORS or (offline and host not in self._reached)

    def _remember(self, host: str, error: FeedError) -> None:
        if not isinstance(error, FetchError):
            self._answered(host)
        elif not error.answered:
            self._unanswered.add(host)
            self._errors[host] = HOST_ERRORS
            self.left += 1  # it cost nobody anything
        else:
            self._answered(host)
            if error.retry_after_s or error.status not in ONE_PAGE:
                self._errors[host] += HOST_ERRORS if error.retry_after_s else 1

    def _answered(self, host: str) -> None:
        """That a feed's own host answers was known; another one shows that there is a network."""
        self._online |= host not in self._reached


def _host(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2]


def _well(reader: Reader) -> Iterable[FeedState]:
    """The feeds that answered when they were last visited."""
    return (state for state in reader.states().values() if not state.failures)


async def finish(
    desk: Desk, feeds: Sequence[Feed], *, everything: bool = False
) -> AsyncGenerator[Completed | PagesVisited | Illustrated, None]:
    """What a sync ends with: the pages of a run, then images, since full texts name some too."""
    for line in (complete(desk, feeds, everything=everything), illustrate(desk, feeds)):
        async with aclosing(line) as events:
            async for event in events:
                yield event


async def make_ready(
    desk: Desk, feeds: Sequence[Feed]
) -> AsyncGenerator[Completed | PagesVisited | Illustrated | OfflineReady, None]:
    """Fetch everything that is missing for the unread articles, then say how much is there."""
    async with aclosing(finish(desk, feeds, everything=True)) as events:
        async for event in events:
            yield event
    missing = len(wanted(desk, feeds, everything=True))
    missing += desk.reader.given_up(tuple(_modes(desk, feeds)))
    yield OfflineReady(desk.reader.completeness(missing))
