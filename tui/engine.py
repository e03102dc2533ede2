"""The engine: a thread of its own that syncs, writes and analyses while the screen stays free.

It holds the only write connection, the HTTP client and the workers. Calls return at once; what
came of them arrives as events (tui.events) at `post`, from the engine's thread. Nothing in here
draws, and nothing from the network is parsed in this process.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, aclosing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.changing import Changing
from tui.clock import Loop
from tui.completing import Completing
from tui.errors import ParseError, StoreError
from tui.events import Discovered, Drawn, Event, SyncFinished, Trouble
from tui.model import Feed, Filter, Fit, Note, Stretch
from tui.settings import START_HERE, Config

if TYPE_CHECKING:
    from tui.moving import Plan
    from tui.store import Correction
    from tui.sync import Desk

TICK_S = 30.0
"""How often the engine looks whether a feed is due, and tries a library that was locked again."""
FEW = 3
"""So many feeds are visited beside a sync that is under way, without waiting for its end."""


class Engine:
    """Runs from `start` to `stop`; may be called from any thread in between (and before)."""

    def __init__(self, config: Config, library: Path, post: Callable[[Event], None]) -> None:
        self._config = config
        self._library = library
        self._post = post
        self._loop = Loop()
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)
        self._desk: Desk | None = None
        self._front: Desk | None = None
        self._visiting: set[str] = set()
        self._downloading: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._idle: asyncio.Task[None] | None = None
        self._changing = Changing(lambda: self._desk, post)
        self._completing = Completing(
            self._spawn, post, lambda: bool(self._visiting), self._analyse_when_idle
        )
        self._stopping = asyncio.Event()
        self._waiting: list[Callable[[], object]] | None = []  # calls made before it is open

    def start(self) -> None:
        """Open the library and begin to work. Trouble is posted, not raised."""
        self._thread.start()

    def stop(self, timeout_s: float = 2.0) -> None:
        """Give up what is under way and close; what was saved stays saved."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join(timeout_s)

    def about_to_stop(self) -> None:
        """The shell stops the program: until `goes_on` no time limit runs."""
        self._loop.stop_clock()

    def goes_on(self) -> None:
        """The program goes on."""
        self._loop.start_clock()

    def sync(self, feeds: Sequence[str] | None = None) -> None:
        """Visit these feeds now; without any, those that are due."""
        self._fetch(self._sync, feeds)

    def sync_all(self) -> None:
        """Visit every feed now, due or not, but none that is paused."""
        self._fetch(self._sync, [feed.key for feed in self._config.feeds if not feed.paused])

    def mark(
        self, ids: Sequence[int], *, read: bool | None = None, starred: bool | None = None
    ) -> None:
        """Change the status of articles. Marked follows, or Trouble with the same ids."""
        self._call(self._changing.mark, tuple(ids), read, starred)

    def mark_all(self, chosen: Filter, *, read: bool, part: Stretch | None = None) -> None:
        """Mark all articles that a filter shows, or a part of the list. Marked follows, with the
        ids that changed."""
        self._call(self._changing.mark_all, chosen, read, part)

    def correct(self, corrections: Sequence[Correction]) -> None:
        """Keep whose quotes are according to the user. Annotated follows."""
        self._call(self._changing.correct, tuple(corrections))

    def remember(self, name: str, value: str) -> None:
        """Keep a small fact between runs; only Trouble may follow."""
        self._call(self._changing.keep, lambda desk: desk.writer.remember(name, value))

    def keep_place(self, id_: int, at: int) -> None:
        """Keep how far an article was read; only Trouble may follow."""
        self._call(self._changing.keep, lambda desk: desk.writer.keep_place(id_, at))

    def discover(self, text: str) -> None:
        """Look what can be added of what was typed. Discovered follows, with the same text."""
        self._fetch(self._spawn_discover, text)

    def download(self, url: str, by: str, name: str) -> None:
        """Fetch a file that comes with an article of the feed at `by`. Downloading follows, again
        and again; Trouble when it breaks off."""
        self._fetch(self._spawn_download, url, by, name)

    def draw(self, url: str, by: str | None, fit: Fit) -> None:
        """Make an image fit: a kept one, or if `by` is given one that an article of the feed at
        that address names. Drawn follows."""
        self._call(self._spawn_draw, url, by, fit)

    def import_(self, decided: Plan, *, commands: bool) -> None:
        """Move feeds and articles in. Imported follows, or Trouble."""
        self._call(self._changing.move_in, decided, commands)

    def tag(self, ids: Sequence[int], *, add: Sequence[str] = (), drop: Sequence[str] = ()) -> None:
        """Give articles tags and take some from them. Tagged follows, with those that changed."""
        self._call(self._changing.tag, tuple(ids), tuple(add), tuple(drop))

    def write_note(self, note: Note) -> None:
        """Keep a note, in place of the one with its number if it has one. Noted follows."""
        self._call(self._changing.write_note, note)

    def drop_note(self, note: Note) -> None:
        """Forget a note. Noted follows."""
        self._call(self._changing.drop_note, note)

    def annotate(self, id_: int) -> None:
        """Find this article's quotes and findings before all others. Annotated follows."""
        self._call(self._spawn_annotate, id_)

    def show_text(self, id_: int, *, full: bool) -> None:
        """Show an article's full text from now on, or the feed's own; only Trouble may follow."""
        self._call(self._changing.keep, lambda desk: desk.writer.show_text(id_, full=full))

    def read_page(self, id_: int) -> None:
        """Visit this article's page now, whatever its feed's settings. Completed follows."""
        self._fetch(self._at_front, self._completing.read, id_)

    def illustrate(self, id_: int) -> None:
        """Fetch and keep this article's images, whatever its feed's settings. Illustrated
        follows."""
        self._fetch(self._at_front, self._completing.illustrate, id_)

    def make_ready(self) -> None:
        """Fetch all that is missing for the unread articles. OfflineReady ends what follows."""
        self._fetch(self._with_pages, self._completing.make_ready)

    def reload(self, config: Config) -> None:
        """Work with an edited feeds.toml from now on."""
        self._call(self._reload, config)

    # All below runs on the engine's thread.

    def _call(self, function: Callable[..., object], *arguments: object) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._obey, partial(function, *arguments))

    def _obey(self, call: Callable[[], object]) -> None:
        if self._waiting is not None:
            self._waiting.append(call)
            return
        try:
            call()
        except StoreError as error:
            self._post(Trouble(str(error)))

    def _fetch(self, function: Callable[..., object], *arguments: object) -> None:
        """Call what cannot do without the library, or say so."""

        def call() -> None:
            if self._desk is not None:
                function(*arguments)
            else:
                self._post(Trouble("The library could not be opened; Quoth keeps trying."))
                self._post(SyncFinished(0))

        self._call(call)

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._work())

    async def _work(self) -> None:
        async with AsyncExitStack() as stack:
            if trouble := await self._not_opened(stack):
                self._post(Trouble(trouble))
            self._begin()
            while not await self._stopped_within(TICK_S):
                if self._desk is None:
                    await self._open_later(stack)
                elif self._config.settings.refresh_minutes:
                    self._obey(partial(self._sync, None))
            for task in list(self._tasks):
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _begin(self) -> None:
        waiting, self._waiting = self._waiting or [], None
        for call in waiting:
            self._obey(call)
        due = None
        if not self._config.settings.refresh_on_start:
            due = [feed.key for feed in self._config.feeds if feed.url == START_HERE]  # no network
        self._obey(partial(self._sync, due))
        self._analyse_when_idle()

    async def _open_later(self, stack: AsyncExitStack) -> None:
        """Another program may have had the library; why it was not opened has been told."""
        if not await self._not_opened(stack):
            self._begin()

    async def _stopped_within(self, seconds: float) -> bool:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        return self._stopping.is_set()

    async def _not_opened(self, stack: AsyncExitStack) -> str:
        """Why the library cannot be opened; "" when it is, until `stack` closes it."""
        async with AsyncExitStack() as opened:
            try:
                await self._open(opened)
            except StoreError as error:
                return str(error)
            stack.push_async_exit(opened.pop_all())
        return ""

    async def _open(self, stack: AsyncExitStack) -> None:
        # Imported here: httpx and its like would delay the first frame.
        from tui.feeds.fetch import Web
        from tui.store import Reader, Writer
        from tui.sync import Desk
        from tui.worker import Worker, idle_processors

        settings = self._config.settings
        writer = Writer(self._library)
        stack.callback(writer.close)
        reader = Reader(self._library)
        stack.callback(reader.close)
        writer.subscribe(self._config.feeds)
        web = await stack.enter_async_context(
            Web(settings.connections, settings.connections_per_host)
        )
        parser, hurried = (Worker(processes=idle_processors()) for _ in range(2))
        stack.push_async_callback(parser.close)
        stack.push_async_callback(hurried.close)
        rules = self._config.rules
        self._desk = Desk(web, parser, reader, writer, settings, rules=rules)
        # With a worker and connections of its own, so that who waits for an article or for one
        # feed never waits for a whole sync.
        self._front = replace(self._desk, worker=hurried, web=web.aside())

    def _spawn(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(self._guard(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _guard(self, work: Coroutine[None, None, None]) -> None:
        try:
            await work
        except StoreError as error:
            self._post(Trouble(str(error)))

    def _sync(self, keys: Sequence[str] | None) -> None:
        if self._desk is None or self._front is None:
            return
        feeds = [feed for feed in self._wanted(keys) if feed.key not in self._visiting]
        if feeds:
            desk = self._front if self._visiting and len(feeds) <= FEW else self._desk
            self._visiting |= {feed.key for feed in feeds}  # at once: R may be pressed in a burst
            self._spawn(self._visit(desk, feeds))

    def _wanted(self, keys: Sequence[str] | None) -> list[Feed]:
        assert self._desk is not None
        if keys is None:
            wanted = self._desk.reader.due(self._config.feeds, self._desk.clock())
        else:
            wanted = [feed for feed in self._config.feeds if feed.key in set(keys)]
        # What comes with the package needs no network: it is there while others are still asked.
        return sorted(wanted, key=lambda feed: feed.url != START_HERE)

    async def _visit(self, desk: Desk, feeds: list[Feed]) -> None:
        from tui.sync import sync

        try:
            async for event in sync(desk, feeds):
                self._post(event)
        except StoreError:
            self._post(SyncFinished(len(feeds)))  # why, is told by Trouble
            raise
        finally:
            self._visiting -= {feed.key for feed in feeds}
        self._analyse_when_idle()
        self._with_pages(self._completing.begin)

    def _with_pages(self, run: Callable[..., None], *arguments: object) -> None:
        assert self._desk is not None
        run(self._desk, self._config.feeds, *arguments)

    def _at_front(self, run: Callable[..., None], id_: int) -> None:
        assert self._front is not None
        run(self._front, self._config.feeds, id_)

    def _analyse_when_idle(self) -> None:
        idle = self._idle is None or self._idle.done()
        if self._front and not self._visiting and idle:
            self._idle = self._spawn(self._analyse(self._front))

    async def _analyse(self, desk: Desk) -> None:
        from tui.sync import annotate

        async with aclosing(annotate(desk)) as events:
            async for event in events:
                self._post(event)
                if self._visiting:
                    return  # the processor belongs to the sync; its end calls us again

    def _spawn_discover(self, text: str) -> None:
        assert self._front is not None
        self._spawn(self._discover(self._front, text))

    async def _discover(self, desk: Desk, text: str) -> None:
        from tui.discovery import Scout

        found = await Scout(desk.web, desk.worker, desk.limits, desk.clock()).discover(text)
        self._post(self._listed(found) if found.opml else found)

    def _listed(self, found: Discovered) -> Discovered:
        """With the feeds of a list that are new to feeds.toml."""
        from tui.feeds import opml
        from tui.moving import Found, plan

        try:
            lists = Found((opml.read(found.opml),))
        except ParseError as error:
            return replace(found, opml=b"", error=str(error))
        return replace(found, opml=b"", feeds=plan(self._config, lists).feeds, listed=True)

    def _spawn_download(self, url: str, by: str, name: str) -> None:
        assert self._desk is not None
        if url not in self._downloading:
            self._downloading.add(url)
            from tui.errands import fetch_file

            task = self._spawn(fetch_file(self._desk, url, by, name, self._post))
            task.add_done_callback(lambda _: self._downloading.discard(url))

    def _spawn_draw(self, url: str, by: str | None, fit: Fit) -> None:
        from tui.errands import draw_image

        if self._front is None:
            self._post(Drawn(url, fit, error="The library is not open; nothing can be fetched."))
        else:
            self._spawn(draw_image(self._front, url, by, fit, self._post))

    def _spawn_annotate(self, id_: int) -> None:
        if self._front is not None:
            self._spawn(self._annotate(self._front, id_))

    async def _annotate(self, desk: Desk, id_: int) -> None:
        from tui.sync import annotate_some

        for event in await annotate_some(desk, [id_]):
            self._post(event)

    def _reload(self, config: Config) -> None:
        self._config = config
        if self._desk is None or self._front is None:
            return
        self._desk.writer.subscribe(config.feeds)
        self._desk = replace(self._desk, settings=config.settings, rules=config.rules)
        self._front = replace(self._front, settings=config.settings, rules=config.rules)
        self._sync(None)
