"""A fetched body becomes Articles: RSS 0.9x to 2.0, RDF and Atom here, other formats next door.

Plain feeds are read by `plain_xml`, all others by feedparser, with its own sanitising and URL
resolving off: our document builder cleans bodies once, when they are opened. feedparser can take
minutes for hostile input, so this runs in the worker. Nothing in here touches network, clock or
storage.
"""

from __future__ import annotations

import calendar
import functools
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from types import ModuleType
from typing import Any
from urllib.parse import urljoin, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from tui.errors import ParseError
from tui.feeds import Fetched, ParsedFeed, article, jsonfeed, plain_xml
from tui.feeds.charset import decode
from tui.model import Article, Enclosure, Feed

__all__ = ["Fetched", "ParsedFeed", "parse"]

MAX_TTL_MIN = 7 * 24 * 60
PERIODS = {"hourly": 60, "daily": 1_440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600}

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HELD = "\x7f"
"""Stands for an illegal character until the feed is read: XML may hold it, an address may not."""
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]+)|([0-9]+));", re.I)
_BEGUN = re.compile(r"<(?:rss|channel|(?:\w+:)?(?:feed|rdf))\b", re.I)
_FEED = re.compile(
    r"(?:\s|<\?.*?\?>|<!--.*?-->|<!doctype\s+(?!html)[^>]*>)*<(?:rss|(?:\w+:)?(?:feed|rdf))\b",
    re.I | re.S,
)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.I)


def parse(feed: Feed, fetched: Fetched, now: datetime) -> ParsedFeed:
    """What a visit brought, as Articles in the order of the feed (at most 2,000).

    Pure. Raises ParseError, one sentence, when it is no feed; a feed without articles is fine.
    """
    text = decode(fetched.body, fetched.content_type)
    if feed.page and not is_feed(text):
        from tui.feeds import page  # here, since lxml costs time that a feed does not need

        return page.read(feed, fetched, now)
    if not text.strip():  # a byte order mark and nothing else
        raise ParseError(_what_it_is(text, fetched.url, ""))
    if text.lstrip()[:1] in ("{", "["):
        return jsonfeed.read(feed, fetched, now)
    text = _well_begun(text)
    data = plain_xml.read(text) or any_xml(text)
    trap = data.bozo and "amplification" in str(data.get("bozo_exception"))  # an entity bomb
    if trap or not (data.entries or data.version):
        raise ParseError(_what_it_is(text, fetched.url, data.version))
    parsed = _Reading(feed, fetched.url, now, data).parsed()
    if data.bozo and not parsed.articles:
        raise ParseError(_what_it_is(text, fetched.url, data.version))
    return parsed


def any_xml(text: str) -> Any:
    """A feed as feedparser reads it, whatever it is like."""
    return _feedparser().parse(
        text.encode("utf-8", "replace"),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def is_feed(text: str) -> bool:
    """Whether a text begins as feeds do: as XML that names one, or as JSON."""
    start = text.lstrip()[:2_000]
    return start[:1] in ("{", "[") or (start[:1] == "<" and bool(_FEED.match(start)))


@functools.cache
def _feedparser() -> ModuleType:
    """feedparser, sure not to use libxml2's driver, which opens files that a DOCTYPE names."""
    import feedparser  # here, since passing a ParsedFeed on must not cost its 100 ms

    feedparser.api.PREFERRED_XML_PARSERS.clear()
    return feedparser  # type: ignore[no-any-return]


def _well_begun(text: str) -> str:
    """The text without what keeps a strict parser from it: junk in front, illegal characters.

    Those leave a mark that no screen shows: what is left of an address must not be taken for one.
    """
    text = text.lstrip()
    declared = text.find("<?xml", 0, 2_000)
    if declared > 0 and not _BEGUN.search(text, 0, declared):
        text = text[declared:]
    return _ILLEGAL.sub(_HELD, _REFERENCE.sub(_legal, text).replace("\0", ""))


def _legal(reference: re.Match[str]) -> str:
    """A character reference, or a mark if XML has no such character: &#xD800; ends feedparser."""
    digits = reference[1] or reference[2]
    code = int(digits, 16 if reference[1] else 10) if len(digits) < 9 else 0
    space, text = code in (9, 10, 13), 32 <= code < 0xD800 or 0xE000 <= code < 0x110000
    return reference[0] if space or text else _HELD


def _what_it_is(text: str, url: str, version: str) -> str:
    host = urlsplit(url).hostname or url
    if version:
        return f"{host} sent a feed that is too damaged to read."
    if _PAGE.search(text[:5_000]):
        return f"{host} sent a web page, not a feed: write page = instead of url = to read it so."
    return f"{host} sent something that is no feed (neither RSS, Atom nor JSON Feed)."


class _Reading(Struct, frozen=True):
    """One feed as feedparser has read it (`data`), on its way to Articles."""

    feed: Feed
    url: str
    now: datetime
    data: Any

    def parsed(self) -> ParsedFeed:
        about, entries = self.data.feed, self.data.entries[: article.MAX_ARTICLES]
        site = article.web_link(self.url, about.get("link", ""))
        return ParsedFeed(
            title=_title(about),
            site=site,
            language=article.language(about.get("language", "")),
            ttl_min=_ttl_min(about),
            articles=article.finish([self.article(each) for each in entries]),
        )

    def article(self, entry: Any) -> Article:
        """The article of an entry, as yet without id."""
        html, said_base, said_language = _body(entry)
        updated = self.moment(entry, "updated")
        published = self.moment(entry, "published") or self.moment(entry, "created") or updated
        link = article.web_link(urljoin(self.url, said_base), _link(entry))
        return Article(
            id=0,
            feed=self.feed.key,
            guid=entry.get("id", ""),
            title=_title(entry) or article.untitled(html, link),
            link=link,
            author=self.author(entry),
            published=published,
            updated=updated,
            html=article.body(html),
            base=self.base(said_base, link),
            language=article.language(said_language or self.data.feed.get("language", "")),
            enclosures=self.enclosures(entry),
            reply_to=_answered(entry),
        )

    def base(self, said: str, link: str) -> str:
        """What the body's links are relative to: xml:base, else the article's own page.

        A footnote (#fn1) is on the article's page, never in the feed.
        """
        return article.web_link(self.url, said) or link or article.start(self.url)

    def moment(self, entry: Any, name: str) -> datetime | None:
        """A date of an entry. Not `entry[name]`: feedparser would give us another one's."""
        if read := dict.get(entry, f"{name}_parsed"):
            return _moment(read, self.now)
        return article.when(dict.get(entry, name) or "", self.now)

    def author(self, entry: Any) -> str:
        """Who wrote it. Only in Atom does the feed's author stand for those of its entries."""
        names = _names(entry)
        if not names and self.data.version.startswith("atom"):
            names = _names(self.data.feed)
        return ", ".join(article.person(name) for name in names[:5])

    def enclosures(self, entry: Any) -> tuple[Enclosure, ...]:
        """The files of an entry that can be had over http or https, each once."""
        files: dict[str, Enclosure] = {}
        for link in islice(_files(entry), article.MAX_ENCLOSURES):
            if url := article.web_link(self.url, link.get("href") or link.get("url") or ""):
                length = link.get("length") or link.get("filesize") or ""
                kind = article.person(link.get("type") or "")
                lasts = article.seconds(link.get("duration") or "")
                files.setdefault(url, Enclosure(url, kind, _length(length), lasts))
        return _with_duration(tuple(files.values()), entry)


def _answered(entry: Any) -> str:
    """The guid of the article that it answers. An element without attributes comes as its text."""
    said = entry.get("thr_in-reply-to")
    return said.get("ref", "") if isinstance(said, dict) else ""


def _with_duration(files: tuple[Enclosure, ...], entry: Any) -> tuple[Enclosure, ...]:
    """A podcast tells an episode's duration beside the file: it is that of the first to hear."""
    lasts = article.seconds(str(entry.get("itunes_duration") or ""))
    heard = (n for n, file in enumerate(files) if file.kind.startswith(("audio/", "video/")))
    first = next(heard, None)
    if lasts is None or first is None or files[first].duration_s is not None:
        return files
    return (*files[:first], replace(files[first], duration_s=lasts), *files[first + 1 :])


def _moment(read: time.struct_time, now: datetime) -> datetime | None:
    """feedparser's date, always in UTC; a second may be 60, a year may be anything."""
    try:
        seconds = calendar.timegm(read)
        return article.possible(datetime.fromtimestamp(seconds, UTC), now)
    except (ValueError, OverflowError, OSError):
        return None


def _title(about: Any) -> str:
    kind = about.get("title_detail", {}).get("type", "text/html")
    return article.title(about.get("title", ""), markup=kind != "text/plain")


def _link(entry: Any) -> str:
    """Where an entry stands. feedparser takes any id for a link where there is no other."""
    link = str(entry.get("link", ""))
    made_up = link == entry.get("id") and not link.startswith(("http://", "https://"))
    return "" if made_up else link


def _names(about: Any) -> list[str]:
    """The authors' names; an e-mail address only where there is nothing else.

    feedparser parts name and address, but takes no top-level domain longer than four letters.
    """
    alone = about.get("author") or ""
    if "@" in alone and len(about.get("authors", ())) < 2:
        return [alone]
    found = [each.get("name") or each.get("email") or "" for each in about.get("authors", ())]
    return list(dict.fromkeys(filter(None, found)))


def _files(entry: Any) -> Iterator[Any]:
    """Enclosures, and what Media RSS gives to hear or see; its pictures are in the body anyway."""
    yield from (link for link in entry.get("links", ()) if link.get("rel") == "enclosure")
    for media in entry.get("media_content", ()):
        if media.get("type", "").startswith(("audio/", "video/")):
            yield media


def _body(entry: Any) -> tuple[str, str, str]:
    """The richest body of an entry as HTML, its xml:base and its language."""
    offered = [*entry.get("content", ()), entry.get("summary_detail", {})]
    best: Any = max(
        filter(_readable, offered), key=lambda each: len(each.get("value", "")), default={}
    )
    html = best.get("value", "")
    if best.get("type") == "text/plain":
        html = article.paragraphs(html)
    return html, best.get("base") or "", best.get("language") or ""


def _readable(content: Any) -> bool:
    """Atom content may be an image in base64."""
    return str(content.get("type", "text/html")).startswith("text/") or "xml" in content["type"]


def _length(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,15}", text) else None


def _ttl_min(about: Any) -> int | None:
    """How long the feed asks us to stay away: RSS's ttl, else what sy:updatePeriod comes to."""
    if minutes := _length(str(about.get("ttl", "")).strip()):
        return min(minutes, MAX_TTL_MIN)
    period = PERIODS.get(str(about.get("sy_updateperiod", "")).strip().lower())
    if period is None:
        return None
    times = _length(str(about.get("sy_updatefrequency", "1")).strip()) or 1
    return max(1, min(period // times, MAX_TTL_MIN))
