"""The values that travel through Quoth, from the parser to the screen.

All are frozen; all datetimes are aware and in UTC. This module imports nothing from the package but
`query`, in which a filter is written.
"""

from __future__ import annotations

import shlex
from datetime import datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import astuple

from tui.query import EVERYTHING, Node


class Select(Struct, frozen=True):
    """CSS selectors for a news page: `item` finds the articles, the others what each of them is
    made of; an empty one leaves that to Quoth."""

    item: str
    title: str = ""
    link: str = ""
    date: str = ""
    body: str = ""


class Feed(Struct, frozen=True):
    """One `[feeds.KEY]` table of feeds.toml. Its identity is the key, never the URL.

    Exactly one of `url` (a feed), `page` (a news page without one) and `exec` (a command that
    prints a feed) is set. `filter` is a command that what was fetched goes through before it is
    read. Commands are words, never given to a shell; only the user's own feeds.toml holds any.
    `select` says where the news of a page stand. `paused`: visited only when the user names it.
    `title` is the user's own name for it; empty means the name the feed gives itself.
    `interval_min` is the wished time between two visits in minutes; None means the general setting.
    `full_text` says when the articles' own pages are fetched: "always", "never", or "auto" for
    articles of which the feed brings only the beginning; "" means the general setting.
    `images`: the images of its articles are fetched with it.
    """

    key: str
    url: str = ""
    page: str = ""
    title: str = ""
    folder: str = ""
    interval_min: int | None = None
    exec: tuple[str, ...] = ()
    filter: tuple[str, ...] = ()
    paused: bool = False
    select: Select | None = None
    full_text: str = ""
    images: bool = False

    @property
    def address(self) -> str:
        """What is fetched, or the command that is run."""
        command = f"exec:{shlex.join(self.exec)}" if self.exec else ""
        return self.url or self.page or command

    @property
    def origin(self) -> str:
        """All that decides what a visit brings: when it changes, nothing known stays true."""
        through = [self.address, shlex.join(self.filter), str(self.select or "")]
        return " | ".join(filter(None, through))


class Smart(Struct, frozen=True):
    """One `[smart.KEY]` table of feeds.toml: a query shown as a feed. `text` is it as written."""

    key: str
    query: Node
    text: str
    title: str = ""
    folder: str = ""


class Rule(Struct, frozen=True):
    """One `[[rules]]` table: what is to be done with new articles that fit.

    `text` is the query as written, `feed` the only feed it is for ("" for all). `do`: "read",
    "star", "hide", "notify" and "tag:NAME".
    """

    when: Node
    text: str
    do: tuple[str, ...]
    feed: str = ""


class Enclosure(Struct, frozen=True):
    """A file that comes with an article (RSS 2.0 enclosure): URL, media type, bytes and seconds if
    told."""

    url: str
    kind: str = ""
    length: int | None = None
    duration_s: int | None = None


class Article(Struct, frozen=True):
    """One published piece, the same value from the parser to the screen.

    `html` is the body as published (not cleaned: `text.html.document` does that, once).
    `base` is the URL against which the body's relative links are resolved.
    `language` is a BCP 47 tag or empty. `title` and `author` are plain single-line text.
    `reply_to` is the guid of the article of the same feed that it answers (RFC 4685), or empty.
    """

    id: int
    feed: str
    guid: str
    title: str = ""
    link: str = ""
    author: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    html: str = ""
    base: str = ""
    language: str = ""
    enclosures: tuple[Enclosure, ...] = ()
    reply_to: str = ""

    @property
    def digest(self) -> str:
        """A hash of all that was published: equal digests need no writing."""
        import hashlib  # OpenSSL comes with it, and takes 2 ms of the first frame

        told = repr(astuple(self)).encode("utf-8", "replace")
        return hashlib.blake2b(told, digest_size=16).hexdigest()


def article_id(feed: str, guid: str) -> int:
    """The id of an article: 63 bits of a hash of feed key and guid.

    Parser, store and screen agree on it without asking one another. 63 bits fit SQLite's signed
    integers; at a million articles the chance of one collision is about 1 in 18 million.
    """
    data = f"{feed}\0{guid}".encode("utf-8", "replace")
    import hashlib

    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big") >> 1


class Status(Struct, frozen=True):
    """What the reader did with an article. It may precede or outlive the article."""

    read: bool = False
    starred: bool = False


class Note(Struct, frozen=True):
    """What the user wrote to an article, or to a passage of it.

    `words` are the passage's own, exactly, so that it is found again in a changed text; "" is the
    whole article. `start` is where they began in Document.text. `text` may be empty: then the
    passage is only highlighted. `number` is the library's; 0: it is not kept yet.
    """

    article: int
    words: str
    start: int
    text: str
    at: datetime
    number: int = 0


class Headline(Struct, frozen=True):
    """An article's row in a list, without body.

    `at` is the moment it is listed under: when it was published, but never later than when it
    arrived (feeds lie about the future); without a date, the arrival. Of what a new feed begins
    with nobody knows more: what has no date there is not `dated`, and `at` is nothing but its place
    among the others. Lists are ordered by (`at`, `id`), newest first.
    """

    id: int
    feed: str
    title: str
    at: datetime
    read: bool = False
    starred: bool = False
    author: str = ""
    link: str = ""
    dated: bool = True


class Filter(Struct, frozen=True):
    """Which headlines a list shows; every condition given must hold.

    `feeds`: only these feed keys (None: every feed that is in feeds.toml).
    `since`: only those listed at or after this moment; `dated`: only those whose time is known, not
    those that merely stand there. `arrived`: only those that came at or after
    this moment, and are not listed long before it.
    `query`: only those that fit it. Hidden articles are shown only if it asks for them.
    `ranked`: the best of what fits its words come first, else the newest.
    """

    feeds: tuple[str, ...] | None = None
    unread: bool = False
    starred: bool = False
    since: datetime | None = None
    dated: bool = False
    arrived: datetime | None = None
    query: Node = EVERYTHING
    ranked: bool = False


Place = tuple[datetime, int]
"""Where a headline stands in every list: (`at`, `id`)."""


class Stretch(Struct, frozen=True):
    """A part of a list: what stands below `top` and above `bottom`, both left out; None: no end."""

    top: Place | None = None
    bottom: Place | None = None

    def holds(self, at: Place) -> bool:
        """Whether a place is in it."""
        below = self.top is None or at < self.top
        return below and (self.bottom is None or at > self.bottom)


class Counts(Struct, frozen=True):
    """How many articles a feed has in the library."""

    total: int = 0
    unread: int = 0
    starred: int = 0


class Activity(Struct, frozen=True):
    """How much a feed brings: articles in a week, of late, and when the newest one was published,
    or came."""

    a_week: float = 0.0
    newest: datetime | None = None


class Validators(Struct, frozen=True):
    """What a server gave us to ask "has it changed?" (RFC 9110 section 8.8), verbatim."""

    etag: str = ""
    last_modified: str = ""


class FeedState(Struct, frozen=True):
    """What we know of visiting a feed.

    `address` is the feed's `origin` that all the rest is true of: when the user edits it, the
    rest is forgotten. `moved_to` is the target of a permanent redirect seen once; when the next
    visit confirms it, it becomes `url`, and is asked directly from then on.
    `title` and `site` are the feed's own. `error` is one sentence, empty after a success.
    `shape` is how a page was read, to notice when it is built differently.
    `validators_since` is when the present run of 304 answers began: after 8 days they are dropped.
    """

    feed: str
    address: str = ""
    url: str = ""
    moved_to: str = ""
    title: str = ""
    site: str = ""
    validators: Validators = Validators()
    validators_since: datetime | None = None
    body_hash: str = ""
    visited_at: datetime | None = None
    succeeded_at: datetime | None = None
    next_visit: datetime | None = None
    failures: int = 0
    error: str = ""
    shape: str = ""


class FullText(Struct, frozen=True):
    """What an article's own page brought.

    `html` is the article as it stands there, still to be cleaned by `text.html`, `text` its plain
    text for search, `base` what its links are relative to. `title`, `author`, `published` and
    `language` complete an article whose feed does not give them, and are empty if it does.
    """

    html: str
    text: str
    base: str = ""
    title: str = ""
    author: str = ""
    published: datetime | None = None
    language: str = ""


class PageState(Struct, frozen=True):
    """What we know of visiting an article's own page.

    `kept`: its full text is in the library, and `shown` instead of the feed's own. `error` is one
    sentence, empty while nothing went wrong. `next_try` None: it is not visited by itself again.
    """

    kept: bool = False
    shown: bool = True
    validators: Validators = Validators()
    tried_at: datetime | None = None
    next_try: datetime | None = None
    failures: int = 0
    error: str = ""


class PageRecord(Struct, frozen=True):
    """What became of the pages of a feed's articles: so many gave their full text, gave no more
    than the feed does, failed, and have not been visited yet."""

    kept: int = 0
    same: int = 0
    failed: int = 0
    waiting: int = 0

    @property
    def success(self) -> float | None:
        """Which part of the visited pages could be read, 0 to 1; None before the first."""
        tried = self.kept + self.same + self.failed
        return (self.kept + self.same) / tried if tried else None


class Completeness(Struct, frozen=True):
    """How much of the unread news can be read without a network: `complete` of `unread` articles,
    `missing` of which the page has not been had; `size` is what they take in bytes."""

    unread: int = 0
    missing: int = 0
    size: int = 0

    @property
    def complete(self) -> int:
        """Articles of which all that can be had is there."""
        return self.unread - self.missing


class Changes(Struct, frozen=True):
    """What a save did: ids of articles that are new, and of those whose content changed."""

    new: tuple[int, ...] = ()
    updated: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.updated)


class Candidate(Struct, frozen=True):
    """A feed that could be added: its address, or that of a page that would be read as one.

    `articles` is what it has now, in its order; `title` its own or the page's name for it.
    """

    url: str
    page: bool = False
    title: str = ""
    articles: tuple[Article, ...] = ()

    @property
    def last(self) -> datetime | None:
        """When the newest of its articles was published, as far as they tell."""
        dates = (article.published for article in self.articles)
        return max(filter(None, dates), default=None)


class SmallImage(Struct, frozen=True):
    """An image as the library keeps it: a WebP of so many pixels."""

    width: int
    height: int
    data: bytes


class Fit(Struct, frozen=True):
    """How an image is wanted: in so many pixels at most, and in which form."""

    width: int
    height: int
    form: Literal["colours", "png", "sixel"] = "colours"


class Raster(Struct, frozen=True):
    """A decoded image, made to fit: 3 bytes (red, green, blue) a pixel, row by row; or as a PNG or
    in sixels, if the Fit says so."""

    width: int
    height: int
    pixels: bytes
