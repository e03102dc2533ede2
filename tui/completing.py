"""When articles' pages are visited beside everything else the engine does.

In the background after a sync, giving way to the next one; all that is missing when the user wants
to go offline; one article's page or images when the user asks for them. Lives on the engine's
thread; how a page is visited is the business of `fulltext`, how images are had that of `images`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING

from msgspec import Struct

from tui.errors import FeedError
from tui.events import Completed, Event, Illustrated
from tui.model import Feed

if TYPE_CHECKING:
    from tui.sync import Desk

NO_FEED = "Its feed is gone from feeds.toml: nothing is fetched for it."

Spawn = Callable[[Coroutine[None, None, None]], "asyncio.Task[None]"]


class Completing(Struct):
    """The runs over pages. `busy` says whether feeds are being visited, `gained` is called when an
    article got its full text."""

    spawn: Spawn
    post: Callable[[Event], None]
    busy: Callable[[], bool]
    gained: Callable[[], None]
    _run: asyncio.Task[None] | None = None
    _preparing: bool = False

    def begin(self, desk: Desk, feeds: Sequence[Feed]) -> None:
        """Visit what is due, unless that is going on or feeds are being visited."""
        if not self.busy() and (self._run is None or self._run.done()):
            self._run = self.spawn(self._complete(desk, feeds))

    async def _complete(self, desk: Desk, feeds: Sequence[Feed]) -> None:
        # Imported here: httpx and its like would delay the first frame.
        from tui.fulltext import finish

        async with aclosing(finish(desk, feeds)) as events:
            async for event in events:
                self._tell(event)
                if self.busy():
                    return  # the network belongs to the sync; its end calls us again

    def make_ready(self, desk: Desk, feeds: Sequence[Feed]) -> None:
        """Visit all that is missing for the unread articles, whatever else goes on."""
        if self._preparing:
            return
        if self._run:
            self._run.cancel()
        self._preparing = True
        self._run = self.spawn(self._make_ready(desk, feeds))

    async def _make_ready(self, desk: Desk, feeds: Sequence[Feed]) -> None:
        from tui.fulltext import make_ready

        try:
            async with aclosing(make_ready(desk, feeds)) as events:
                async for event in events:
                    self._tell(event)
        finally:
            self._preparing = False

    def read(self, desk: Desk, feeds: Sequence[Feed], id_: int) -> None:
        """Visit the page of one article now."""
        self.spawn(self._read(desk, {feed.key: feed for feed in feeds}, id_))

    async def _read(self, desk: Desk, feeds: dict[str, Feed], id_: int) -> None:
        from tui.fulltext import read_page

        row = desk.reader.headline(id_)
        kept, error = False, NO_FEED
        try:
            if row and row.feed in feeds:
                kept, error = await read_page(desk, id_, feeds[row.feed]), ""
        except FeedError as problem:
            error = str(problem)
        self._tell(Completed(id_, 1, 1, kept, error))

    def illustrate(self, desk: Desk, feeds: Sequence[Feed], id_: int) -> None:
        """Fetch the images of one article now."""
        self.spawn(self._illustrate(desk, {feed.key: feed for feed in feeds}, id_))

    async def _illustrate(self, desk: Desk, feeds: dict[str, Feed], id_: int) -> None:
        from tui.images import illustrate_one

        row = desk.reader.headline(id_)
        if row and row.feed in feeds:
            self._tell(await illustrate_one(desk, id_, feeds[row.feed]))
        else:
            self._tell(Illustrated(id_, error=NO_FEED))

    def _tell(self, event: Event) -> None:
        self.post(event)
        if isinstance(event, Completed) and event.kept:
            self.gained()
