"""Where the feeds of what a person pasted may be: pure, from text, address and page to addresses.

    addresses   what was typed or pasted → whole addresses to ask, the likeliest first
    known       an address of a site we know → its feeds, without asking (`sites`)
    offered     a fetched page → the feeds that it names
    usual       an address → where feeds usually are

Whether a feed is there only asking tells; that is `tui.discovery`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit, urlunsplit

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from tui.errors import ParseError
from tui.feeds import Fetched, Offer, article
from tui.feeds.charset import decode
from tui.feeds.sites import known
from tui.text.safe import one_line

__all__ = ["addresses", "is_opml", "known", "offered", "usual"]

MOST_OFFERS = 6
USUAL = ("feed", "rss", "atom.xml", "index.xml", "feed.xml", "rss.xml", "feed.json")

_KINDS = re.compile(r"^application/(?:rss|atom|rdf|feed)\+(?:xml|json)$|^application/json$", re.I)
_FEED_LIKE = re.compile(r"(?:^|[/._?=-])(?:rss2?|feeds?|atom|xml|rdf)(?:$|[/._?&=-])", re.I)
_NO_FEED = re.compile(r"\.(?:html?|php|png|jpe?g|svg|css|js|pdf)$|sitemap|wp-json|oembed", re.I)
_COMMENTS = re.compile(r"\bcomments?\b|kommentare|commentaires", re.I)
_CHANNEL = re.compile(r'"(?:externalId|channelId|browseId)":\s*"(UC[\w-]{22})"')
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:(?://|[a-z])", re.I)
_OPML = re.compile(rb"(?:\s|<\?xml[^>]*>|<!--.*?-->|<!doctype[^>]*>)*<opml\b", re.I | re.S)


def addresses(text: str) -> tuple[str, ...]:
    """Whole addresses for what was typed: a URL, a host, "r/python", "@user@mastodon.example".

    More than one where only asking can tell (https before http). None for what is no address.
    """
    text = one_line(text).strip("<>\"'").strip()
    text = re.sub(r"^(?:feed|itpc|podcast):(?://)?(?=https?:)", "", text, flags=re.I)
    text = re.sub(r"^(?:feed|itpc|podcast)://", "https://", text, flags=re.I)
    if found := re.fullmatch(r"/?(r|u|user)/([\w+-]+)/?", text):
        return (f"https://www.reddit.com/{'r' if found[1] == 'r' else 'user'}/{found[2]}",)
    if found := re.fullmatch(r"@([\w.-]+)@([\w-]+(?:\.[\w-]+)+)", text):
        return (f"https://{found[2]}/@{found[1]}",)
    if not text or " " in text:
        return ()
    if re.match(r"https?://", text, re.I):
        return (text,)
    if _SCHEME.match(text) and not re.match(r"[\w.-]+:[0-9]{1,5}(?:/|$)", text):
        return ()
    if not re.match(r"(?:[\w-]+\.)+[\w-]+|localhost\b|\[[0-9a-f:]+\]", text.lstrip("/"), re.I):
        return ()
    text = text.lstrip("/")
    return (f"https://{text}", f"http://{text}")


def is_opml(body: bytes) -> bool:
    """Whether a file is a list of feeds rather than one."""
    return bool(_OPML.match(body[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n")))


def offered(fetched: Fetched) -> tuple[Offer, ...]:
    """The feeds that a page names, those of its head before those that it only links to.

    Raises ParseError for what is no page.
    """
    text = decode(fetched.body, fetched.content_type)
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True)
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError as error:
        raise ParseError("This page holds nothing at all.") from error
    base = root.find(".//base[@href]")
    here = urljoin(fetched.url, base.get("href") or "") if base is not None else fetched.url
    declared = [*_channel(text, fetched.url), *_declared(root, here)]
    return _distinct(declared or list(_linked(root, here)))


def _declared(root: HtmlElement, here: str) -> Iterator[Offer]:
    """<link rel=alternate type=application/rss+xml>, as all agree on."""
    for link in root.iter("link"):
        rels = (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").split(";")[0].strip()
        href = link.get("href") or ""
        if "alternate" in rels and _KINDS.match(kind) and not _NO_FEED.search(href):
            yield Offer(article.web_link(here, href), one_line(link.get("title") or ""))


def _linked(root: HtmlElement, here: str) -> Iterator[Offer]:
    """Links that look like feeds by their address, or say so."""
    for link in root.iter("a"):
        href, said = link.get("href") or "", one_line(link.text_content()[:200])
        named = re.fullmatch(r"(?:rss|atom|feeds?|subscribe)(?: feeds?)?", said, re.I)
        if (named or _FEED_LIKE.search(_path(href))) and not _NO_FEED.search(href):
            yield Offer(article.web_link(here, href), said)


def _path(href: str) -> str:
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    return f"{parts.path}?{parts.query}"


def _channel(text: str, url: str) -> Iterator[Offer]:
    """YouTube names a channel's feed on its page, if not always in the head."""
    if re.search(r"(?:^|\.)youtube\.com$", urlsplit(url).hostname or "") and (
        found := _CHANNEL.search(text)
    ):
        yield Offer(f"https://www.youtube.com/feeds/videos.xml?channel_id={found[1]}")


def _distinct(offers: list[Offer]) -> tuple[Offer, ...]:
    """Each address once; feeds of comments only where there is nothing else."""
    each: dict[str, Offer] = {}
    for offer in offers:
        each.setdefault(offer.url, offer)
    kept = [offer for url, offer in each.items() if url]
    news = [offer for offer in kept if not _COMMENTS.search(f"{offer.url} {offer.title}")]
    return tuple((news or kept)[:MOST_OFFERS])


def usual(url: str) -> tuple[str, ...]:
    """Where feeds usually are: below the address itself, then at the top of its host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ()
    bare = parts._replace(query="", fragment="")
    path = parts.path.rstrip("/")
    below = [urlunsplit(bare._replace(path=f"{path}/feed"))] if path else []
    return (*below, *(urlunsplit(bare._replace(path=f"/{name}")) for name in USUAL))
