"""From the network to Articles: what one visit to a feed brings, as plain values.

    fetch      URL → Fetched or NotModified
               (headers, unpack, private, lookups, trouble: what it is made of)
    download   a file that comes with an article → a file on disk; naming: what it is called
    command    a user's own command → the feed that it prints
    parse      Fetched → ParsedFeed: RSS, RDF, Atom
               (plain_xml: most feeds, in a tenth of the time; jsonfeed, page: other formats;
               charset, article: what all formats share)
    opml       OPML ↔ feeds without keys; newsboat: its list of feeds the same way
               (newsboat_query: its filter expressions → our queries)
    page       a news page without a feed: selected (by the user's selectors), structured (marked up
               for machines), listed (by what recurs: outline, groups, columns, recurring, dates),
               inline (articles that stand on it in full), scripted (data for its scripts);
               piece: what ways of reading a page share
    discover   what somebody pasted → where its feeds may be (sites: those we know)
    rebuilt    noticing that a page is built differently
    picture    the bytes of an image → one that fits (sixels: as some terminals draw it)
    teaser     whether an entry is only the beginning of what its page tells
    schedule   when to visit a feed or a page again, and what to remember of a visit

This file imports neither httpx nor feedparser, so that whoever only passes these values on
need not load either.
"""

from __future__ import annotations

from msgspec import Struct

from tui.model import Article, Feed, Smart, Validators

NO_VALIDATORS = Validators()

START_HERE = "quoth:start-here"
"""The address of the guide that comes with the program: read from the package, not the network."""


class Fetched(Struct, frozen=True):
    """The answer to one visit.

    `url` is the final address, without name and password. `body` is decoded from its content
    coding, never empty. `validators` are for asking again, `max_age_s` how many seconds the answer
    stays fresh (RFC 9111 section 4.2.1; None when the server does not say).
    `permanent_to` is where the address has moved for good: the last target that was reached by 301
    and 308 alone, or empty.
    """

    url: str
    body: bytes
    content_type: str = ""
    validators: Validators = NO_VALIDATORS
    max_age_s: float | None = None
    permanent_to: str = ""


class NotModified(Struct, frozen=True):
    """Nothing new since the validators we sent (304); the fields are those of Fetched."""

    validators: Validators = NO_VALIDATORS
    max_age_s: float | None = None
    permanent_to: str = ""


class ParsedFeed(Struct, frozen=True):
    """What a feed says of itself, and its articles in the order of the feed.

    `site` is the http(s) address of the site it belongs to, or empty. `ttl_min` is how long it
    asks readers to stay away, in minutes, at most 7 days; None when it does not say.
    `shape` is how a page was read; empty for a feed.
    """

    title: str = ""
    site: str = ""
    language: str = ""
    ttl_min: int | None = None
    articles: tuple[Article, ...] = ()
    shape: str = ""


class Offer(Struct, frozen=True):
    """A feed that a page names: its address and what the page calls it, perhaps nothing."""

    url: str
    title: str = ""


class FeedList(Struct, frozen=True):
    """What the list of another reader holds.

    `feeds` have no keys yet; what they are called where they come from (their key in a Quoth, the
    address as newsboat has it, or "") is in `keys`, in the same order. `left_out` says in one
    sentence each what has no equal here. `smart` are its queries, in our language; only those of
    a Quoth have keys.
    """

    feeds: tuple[Feed, ...] = ()
    keys: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    smart: tuple[Smart, ...] = ()
