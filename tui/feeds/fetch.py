"""One visit to one address: `async with Web() as web: await web.fetch(url, validators, limits)`.

Everything is bounded: time, bytes on the wire, bytes unpacked, redirects, connections to a host.
Passwords go to the origin they were written for and nowhere else; cookies are never kept; and an
address that we were merely redirected to may not lead into a private network. Nothing in here
knows what a feed looks like, stores anything or decides when to come back.
"""

from __future__ import annotations

import asyncio
import copy
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib import resources
from types import TracebackType
from typing import Any
from weakref import WeakValueDictionary

import httpx
from msgspec import Struct, field

from tui import __version__
from tui.errors import FetchError
from tui.feeds import NO_VALIDATORS, Fetched, NotModified
from tui.feeds.headers import codings, max_age_s, plain, validators
from tui.feeds.lookups import Lookups
from tui.feeds.private import keep_out
from tui.feeds.trouble import NO_WEB_ADDRESS, bad_status, name, no_answer
from tui.feeds.unpack import UnpackError, unpacker
from tui.model import Validators
from tui.settings import START_HERE

PAGE = {"Accept": "text/html, application/xhtml+xml, */*;q=0.1"}
"""What is wanted of an article's own page."""

IMAGE = {"Accept": "image/webp, image/png, image/jpeg, image/gif, */*;q=0.1"}
"""What is wanted of an image."""

ASIDE = 2
"""Connections of `Web.aside`."""
MAX_REDIRECTS = 10
MAX_URL = 8_192
HOST = re.compile(r"(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?|[0-9a-f:.]+")
PERMANENT = {301, 308}
REDIRECTS = PERMANENT | {302, 303, 307}

HEADERS = {
    "User-Agent": f"quoth/{__version__} (a feed reader)",
    "Accept": "application/atom+xml, application/rss+xml, application/feed+json, "
    "application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.6, */*;q=0.5",
    "Accept-Encoding": "gzip, deflate, br",
}


class Limits(Struct, frozen=True):
    """How many seconds one visit may take, and how many bytes its body may have when unpacked."""

    timeout_s: float = 30.0
    max_bytes: int = 20 << 20

    @property
    def max_wire_bytes(self) -> int:
        """What may come over the network: 8 of the usual 20 megabytes."""
        return self.max_bytes * 2 // 5


USUAL_LIMITS = Limits()


def address(url: str) -> httpx.URL:
    """What may be fetched: an http or https address, `feed:` in front of it or not.

    Raises FetchError for everything else.
    """
    text = re.sub(r"^(feed|itpc):(?=https?:)", "", url.strip(), flags=re.I)
    text = re.sub(r"^(feed|itpc)://", "https://", text, flags=re.I)
    try:
        found = httpx.URL(text)
    except (httpx.InvalidURL, UnicodeError, ValueError):
        found = httpx.URL()
    port = 80 if found.port is None else found.port
    named = HOST.fullmatch(name(found)) and 0 < port < 65_536
    if found.scheme not in ("http", "https") or not named or len(text) > MAX_URL:
        raise FetchError("This is not an address that can be fetched: it must be http or https.")
    return found.copy_with(fragment=None)


Room = Callable[[], Awaitable[None]]
"""Returns as soon as there is room for one answer more."""


async def _at_once() -> None:
    """There always is."""


class _Trip(Struct):
    """A visit under way: where it began, where it is, what time and patience is left."""

    typed: httpx.URL
    here: httpx.URL
    validators: Validators
    limits: Limits
    left_s: float
    seen: set[httpx.URL] = field(default_factory=set)
    permanent_to: str = ""
    only_permanent: bool = True
    page: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    room: Room = _at_once

    @property
    def auth(self) -> httpx.BasicAuth | None:
        """The password of the address, for its own origin (scheme, host and port) only."""
        if not self.typed.userinfo or _origin(self.here) != _origin(self.typed):
            return None
        return httpx.BasicAuth(self.typed.username, self.typed.password)

    def follow(self, response: httpx.Response) -> None:
        """Go where a redirect points. Raises FetchError when it may not be followed."""
        host = name(self.here)
        self.seen.add(self.here)
        try:
            target = _bare(address(str(self.here.join(response.headers.get("location", "")))))
        except (FetchError, httpx.InvalidURL, UnicodeError, ValueError) as error:
            raise FetchError(NO_WEB_ADDRESS.format(host=host)) from error
        if target in self.seen:
            raise FetchError(f"{host} redirects in a circle.")
        if len(self.seen) > MAX_REDIRECTS:
            raise FetchError(f"{host} redirects more than {MAX_REDIRECTS} times.")
        self.here = target
        self.only_permanent &= response.status_code in PERMANENT
        if self.only_permanent:
            self.permanent_to = str(self._with_password(target))

    def _with_password(self, url: httpx.URL) -> httpx.URL:
        """What moves within its origin keeps the password that was written for it."""
        same = self.typed.userinfo and _origin(url) == _origin(self.typed)
        return url.copy_with(userinfo=self.typed.userinfo) if same else url


def _origin(url: httpx.URL) -> tuple[str, str, int]:
    return url.scheme, url.host, url.port or {"http": 80, "https": 443}[url.scheme]


def _bare(url: httpx.URL) -> httpx.URL:
    return url.copy_with(userinfo=b"")


class Web:
    """The one way to the network for feeds: its connections and their limits.

    At most `connections` visits are under way, and at most `per_host` of them to one host; those
    of `aside` come on top.
    """

    def __init__(self, connections: int = 24, per_host: int = 2) -> None:
        for library in ("httpx", "httpcore"):  # both log whole addresses, passwords included
            logging.getLogger(library).setLevel(logging.WARNING)
        context = httpx.create_ssl_context()
        self._typed = _client(context, connections + ASIDE)
        self._led = _client(context, connections + ASIDE)
        keep_out(self._led)
        self._slots = asyncio.Semaphore(connections)
        self._per_host = per_host
        self._hosts: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    def aside(self) -> Web:
        """The same web for what somebody waits for: with a few connections of its own, it never
        stands in line behind a sync. The limit of each host holds for both together."""
        other = copy.copy(self)
        other._slots = asyncio.Semaphore(ASIDE)
        return other

    async def __aenter__(self) -> Web:
        asyncio.get_running_loop().set_default_executor(Lookups())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._typed.aclose()
        await self._led.aclose()

    async def fetch(
        self,
        url: str,
        validators: Validators = NO_VALIDATORS,
        limits: Limits = USUAL_LIMITS,
        room: Room = _at_once,
    ) -> Fetched | NotModified:
        """Visit an address once and follow where it leads.

        Waiting for a free connection, and then for `room` for the answer, does not count towards
        the time limit. Raises FetchError.
        """
        if url == START_HERE:
            return _start_here()
        typed = address(url)
        return await self._travel(
            _Trip(typed, _bare(typed), validators, limits, limits.timeout_s, room=room)
        )

    async def fetch_page(
        self,
        link: str,
        feed: str,
        validators: Validators = NO_VALIDATORS,
        limits: Limits = USUAL_LIMITS,
    ) -> Fetched | NotModified:
        """Visit a page that a feed links to, as if the feed at the address `feed` had redirected
        there: no other host than the feed's own may be in a private network. Raises FetchError.
        """
        trip = _linked(link, feed, validators, limits)
        trip.page, trip.headers = True, PAGE
        return await self._travel(trip)

    async def fetch_image(self, url: str, feed: str, limits: Limits = USUAL_LIMITS) -> bytes:
        """The image at an address that an article of the feed at `feed` names; where it may be is
        as for `fetch_page`. Raises FetchError."""
        trip = _linked(url, feed, NO_VALIDATORS, limits)
        trip.headers = IMAGE
        answer = await self._travel(trip)
        assert isinstance(answer, Fetched)  # without validators nothing is "not modified"
        return answer.body

    async def fetch_named(
        self, url: str, by: str, limits: Limits = USUAL_LIMITS
    ) -> Fetched | NotModified:
        """Visit an address that the answer of another one (`by`) named, as if it had redirected
        there: no other host than that one's may be in a private network. Raises FetchError."""
        return await self._travel(
            _Trip(address(by), _bare(address(url)), NO_VALIDATORS, limits, limits.timeout_s)
        )

    @asynccontextmanager
    async def opened(
        self, url: str, by: str, headers: Mapping[str, str], timeout_s: float
    ) -> AsyncIterator[httpx.Response]:
        """The answer to one request for a file that `by` named (see `fetch_named`), its body not
        read yet. Raises FetchError, and what httpx raises."""
        limits = Limits(timeout_s)
        trip = _Trip(address(by), _bare(address(url)), NO_VALIDATORS, limits, timeout_s)
        while True:
            client = self._typed if trip.here.host == trip.typed.host else self._led
            request = client.build_request("GET", trip.here, headers=headers)
            async with asyncio.timeout(timeout_s):
                response = await client.send(request, auth=trip.auth, stream=True)
            try:
                if response.status_code not in REDIRECTS:
                    yield response
                    return
                trip.follow(response)
            finally:
                await response.aclose()

    async def _travel(self, trip: _Trip) -> Fetched | NotModified:
        while True:
            if answer := await self._hop(trip):
                return answer

    async def _hop(self, trip: _Trip) -> Fetched | NotModified | None:
        host, loop = name(trip.here), asyncio.get_running_loop()
        async with self._slot(host):
            await trip.room()
            started = loop.time()
            try:
                async with asyncio.timeout(trip.left_s):
                    return await self._ask(trip)
            except TimeoutError as error:
                limit = f"{trip.limits.timeout_s:g} s"
                said = f"{host} did not answer in full within {limit}."
                raise FetchError(said, answered=False) from error
            except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
                raise no_answer(error, host) from error
            finally:
                trip.left_s -= loop.time() - started

    @asynccontextmanager
    async def _slot(self, host: str) -> AsyncIterator[None]:
        """A place among the visits to this host, then one among all of them."""
        turn = self._hosts.setdefault(host, asyncio.Semaphore(self._per_host))
        async with turn, self._slots:
            yield

    async def _ask(self, trip: _Trip) -> Fetched | NotModified | None:
        """One request. None: we were redirected, and `trip` now stands there."""
        client = self._typed if trip.here.host == trip.typed.host else self._led
        headers = {**_conditions(trip.validators), **trip.headers}
        request = client.build_request("GET", trip.here, headers=headers)
        response = await client.send(request, auth=trip.auth, stream=True)
        try:
            if response.status_code in REDIRECTS:
                trip.follow(response)
                return None
            return await _answer(trip, response)
        finally:
            await response.aclose()


def _linked(link: str, feed: str, known: Validators, limits: Limits) -> _Trip:
    """A trip to what a feed links to, as if the feed's own address had redirected there."""
    typed = address(feed) if feed.startswith("http") else httpx.URL()  # a command has no host
    return _Trip(typed, _bare(address(link)), known, limits, limits.timeout_s)


def _client(context: Any, connections: int) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        headers=HEADERS,
        verify=context,
        timeout=None,  # per read, useless against a drip: asyncio.timeout bounds the whole
        limits=httpx.Limits(max_connections=connections, max_keepalive_connections=connections),
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
    )


def _conditions(known: Validators) -> dict[str, str]:
    asked = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {header: value for header, value in asked.items() if value}


async def _answer(trip: _Trip, response: httpx.Response) -> Fetched | NotModified:
    now, headers, known = datetime.now(UTC), response.headers, trip.validators
    given = validators(headers)
    if response.status_code == 304 and known != NO_VALIDATORS:
        kept = Validators(given.etag or known.etag, given.last_modified or known.last_modified)
        return NotModified(kept, max_age_s(headers, now), trip.permanent_to)
    if not response.is_success:
        raise bad_status(response, now, page=trip.page)
    body = await _body(response, trip.limits)
    if not body.strip():
        raise FetchError(f"{name(trip.here)} sent an empty answer.")
    return Fetched(
        url=str(trip.here),
        body=body,
        content_type=plain(headers.get("content-type")),
        validators=given,
        max_age_s=max_age_s(headers, now),
        permanent_to=trip.permanent_to,
    )


async def _body(response: httpx.Response, limits: Limits) -> bytes:
    """The body, unpacked as it comes and given up as soon as it is too large."""
    host, body, wire = name(response.url), bytearray(), 0
    try:
        coding = unpacker(codings(response.headers))
        async for chunk in response.aiter_raw():
            wire += len(chunk)
            body += coding.take(chunk, limits.max_bytes - len(body))
            if len(body) > limits.max_bytes or wire > limits.max_wire_bytes:
                raise FetchError(f"{host} sent too much: raise max_megabytes if you trust it.")
        if not coding.whole():
            raise UnpackError
    except UnpackError as error:
        raise FetchError(f"{host} sent an answer packed in a way we cannot undo.") from error
    return bytes(body)


def _start_here() -> Fetched:
    try:
        body = resources.files("tui").joinpath("start-here.json").read_bytes()
    except OSError as error:
        raise FetchError("The guide is missing from this installation of Quoth.") from error
    return Fetched(START_HERE, body, "application/feed+json")
