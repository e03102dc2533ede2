"""Articles' images, fetched with the sync for the feeds that want them.

Opening an article then asks nobody for anything, and tells nobody that it is read.

    unread article ─pictures→ addresses ─fetch→ bytes ─small→ SmallImage ─illustrate→ library

Newest first, one image of an article after another, so many of a feed in a run. A host that does
not answer is left alone for the rest of it. Nothing in here decodes or draws.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Sequence
from contextlib import suppress
from datetime import timedelta
from urllib.parse import urlsplit

from tui.errors import FeedError, FetchError, ParseError
from tui.events import Illustrated
from tui.model import Feed, SmallImage
from tui.store import Illustration
from tui.sync import Desk

MOST_OF_ARTICLE = 12
MOST_OF_FEED = 60
MOST_BYTES_OF_FEED = 40 << 20
"""Of one run; the article that goes beyond is the last of its feed."""
ARTICLES = 50
"""Of one feed in a run."""

AT_ONCE = 3
"""One in so many of the permitted connections is used for images: the feeds come first."""
RETRIES = (timedelta(hours=1), timedelta(hours=6), *[timedelta(days=1)] * 5)
"""When images that could not be had are asked for again; then never."""
BUSY = 429
"""The first HTTP status that says something of the server and not of one image."""


async def illustrate(desk: Desk, feeds: Sequence[Feed]) -> AsyncGenerator[Illustrated, None]:
    """Fetch the images of the unread articles of those feeds that want them, and tell of each
    article as it is done.

    An image that fails is an event, not an exception. Raises StoreError when the library fails.
    """
    run, now = _Run(desk), desk.clock()
    visits = [
        asyncio.create_task(run.visit(id_, feed))
        for feed in feeds
        if feed.images
        for id_ in desk.reader.unillustrated(feed.key, now, ARTICLES)
    ]
    try:
        for visit in asyncio.as_completed(visits):
            if outcome := await visit:
                yield outcome
    finally:
        for task in visits:
            task.cancel()
        await asyncio.gather(*visits, return_exceptions=True)


async def illustrate_one(desk: Desk, id_: int, feed: Feed) -> Illustrated:
    """Fetch the images of one article now. Raises StoreError."""
    return await _Run(desk).images(id_, feed)


class _Run:
    """One run over articles: what was fetched for each feed, and who is left alone."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._slots = asyncio.Semaphore(max(1, desk.settings.connections // AT_ONCE))
        self._images: Counter[str] = Counter()
        self._bytes: Counter[str] = Counter()
        self._silent: set[str] = set()

    async def visit(self, id_: int, feed: Feed) -> Illustrated | None:
        """What became of an article's images; None: its feed has had its share of this run."""
        async with self._slots:
            full = self._images[feed.key] >= MOST_OF_FEED
            if full or self._bytes[feed.key] >= MOST_BYTES_OF_FEED:
                return None
            return await self.images(id_, feed)

    async def images(self, id_: int, feed: Feed) -> Illustrated:
        """Fetch an article's images, and keep them."""
        desk, urls, errors = self.desk, list[str](), list[FeedError]()
        new: dict[str, SmallImage] = {}
        for url in await self._named(id_):
            try:
                if not desk.reader.image(url):
                    new[url] = await self._image(url, feed)
                urls.append(url)
            except FeedError as error:
                errors.append(error)
        failures = desk.reader.image_failures(id_) + 1 if any(map(_passing, errors)) else 0
        again = desk.clock() + RETRIES[failures - 1] if 0 < failures <= len(RETRIES) else None
        desk.writer.illustrate(Illustration(id_, tuple(urls), new, failures, again))
        return Illustrated(id_, len(urls), len(errors), str(errors[0]) if errors else "")

    async def _named(self, id_: int) -> list[str]:
        """The addresses of the images of both texts of an article, as far as they can be read."""
        named: dict[str, None] = {}
        for full in (True, False):
            article = self.desk.reader.article(id_, full=full)
            with suppress(ParseError):
                found = await self.desk.worker.pictures(article) if article else ()
                named |= {picture.url: None for picture in found}
        return list(named)[:MOST_OF_ARTICLE]

    async def _image(self, url: str, feed: Feed) -> SmallImage:
        host = urlsplit(url).netloc.rpartition("@")[2]
        if host in self._silent:
            raise FetchError(f"{host} did not answer.", answered=False)
        self._images[feed.key] += 1
        try:
            body = await self.desk.web.fetch_image(url, feed.address, self.desk.limits)
        except FetchError as error:
            if not error.answered:
                self._silent.add(host)
            raise
        self._bytes[feed.key] += len(body)
        return await self.desk.worker.small(body)


def _passing(error: FeedError) -> bool:
    """Whether it may be otherwise another time: nobody answered, or the server is in trouble."""
    return isinstance(error, FetchError) and (not error.answered or (error.status or 0) >= BUSY)
