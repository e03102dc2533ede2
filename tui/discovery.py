"""Finding the feeds of what somebody pasted: few requests, and the first good answer is the end.

What to ask, and in which order, is `feeds.discover`'s; reading is the worker's. Nothing in here
changes feeds.toml or the library.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from tui.errors import FeedError, FetchError, ParseError
from tui.events import Discovered
from tui.feeds import Fetched, ParsedFeed
from tui.feeds.discover import addresses, is_opml, known, usual
from tui.feeds.fetch import Limits, Web
from tui.model import Candidate, Feed
from tui.worker import Worker

MOST_CHOICES = 5
NOT_AN_ADDRESS = "This is no address: give that of a feed or a site, such as https://news.example."


class Scout(Struct, frozen=True):
    """What a search works with; `now` is when it began."""

    web: Web
    worker: Worker
    limits: Limits
    now: datetime

    async def discover(self, text: str, *, page: bool = False) -> Discovered:
        """What can be added of what was typed. `page`: read the address as a news page, whatever
        feeds it may have. Never raises FeedError: that is said in `error`."""
        error: FeedError = FetchError(NOT_AN_ADDRESS)
        for url in addresses(text):
            try:
                return await self._at(Discovered(text), url, page=page)
            except FeedError as failed:
                error = failed
                if not isinstance(failed, FetchError) or failed.answered:
                    break
        answered = not isinstance(error, FetchError) or error.answered
        return Discovered(text, error=str(error), answered=answered)

    async def _at(self, asked: Discovered, url: str, *, page: bool) -> Discovered:
        if not page and (found := await self._all(known(url), url)):
            return replace(asked, candidates=found)
        answer = await self.web.fetch(url, limits=self.limits)
        assert isinstance(answer, Fetched)  # nothing was known that could be unchanged
        if is_opml(answer.body):
            return replace(asked, opml=answer.body)
        if page:
            return replace(asked, candidates=(await self._page(url, answer),))
        try:
            return replace(asked, candidates=(await self._read(url, answer),))
        except ParseError:
            if not _is_page(answer):
                raise
        return replace(asked, candidates=await self._around(url, answer))

    async def _around(self, url: str, answer: Fetched) -> tuple[Candidate, ...]:
        """The feeds of a page: those it names, those of a site it turned out to be, those where
        feeds usually are; else the page itself."""
        offers = await self.worker.offered(answer)
        titles = {offer.url: offer.title for offer in offers}
        found = await self._all(titles, url, titles)
        if not found and answer.url != url:
            found = await self._all(known(answer.url), url)
        if found:
            return found
        guessed = await self._first(usual(answer.url), url)
        try:
            page = await self._page(url, answer)
        except ParseError as error:
            if guessed:
                return guessed
            raise ParseError("No feed was found there, and the page holds no news.") from error
        # What is at the top of the host may be another thing than the page that was asked for.
        return guessed if guessed and _at_the_top(url) else (*guessed, page)

    async def _all(
        self, urls: Iterable[str], by: str, titles: dict[str, str] | None = None
    ) -> tuple[Candidate, ...]:
        """Those of these addresses that are feeds, without copies in another format."""
        found: dict[tuple[str, ...], Candidate] = {}
        for url in list(urls)[:MOST_CHOICES]:
            if candidate := await self._feed(url, by, (titles or {}).get(url, "")):
                found.setdefault(_content(candidate), candidate)
        return tuple(found.values())

    async def _first(self, urls: Iterable[str], by: str) -> tuple[Candidate, ...]:
        for url in urls:
            if candidate := await self._feed(url, by):
                return (candidate,)
        return ()

    async def _feed(self, url: str, by: str, title: str = "") -> Candidate | None:
        """The feed at an address that another one led to, if there is one."""
        try:
            answer = await self.web.fetch_named(url, by, self.limits)
            assert isinstance(answer, Fetched)
            return await self._read(url, answer, title)
        except FeedError:
            return None

    async def _read(self, url: str, answer: Fetched, title: str = "") -> Candidate:
        parsed, *_ = await self.worker.read(Feed("new", url=url), answer, self.now)
        return Candidate(url, title=parsed.title or title, articles=parsed.articles)

    async def _page(self, url: str, answer: Fetched) -> Candidate:
        parsed: ParsedFeed
        parsed, *_ = await self.worker.read(Feed("new", page=url), answer, self.now)
        return Candidate(url, page=True, title=parsed.title, articles=parsed.articles)


def _content(candidate: Candidate) -> tuple[str, ...]:
    """What tells one feed from another: RSS and Atom of the same articles are one."""
    marks = tuple(f"{each.link} {each.title}" for each in candidate.articles[:5])
    return marks or (candidate.url,)


def _is_page(answer: Fetched) -> bool:
    begin = answer.body[:5_000].lower()
    return b"<html" in begin or b"<!doctype html" in begin or "html" in answer.content_type


def _at_the_top(url: str) -> bool:
    return urlsplit(url).path in ("", "/")
