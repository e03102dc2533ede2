"""JSON Feed 1.0 and 1.1 (jsonfeed.org), as they come: any field may have any type.

A wrong type counts as not said, and only what is no JSON Feed at all is an error.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from tui.errors import ParseError
from tui.feeds import Fetched, ParsedFeed, article
from tui.feeds.charset import decode
from tui.model import Article, Enclosure, Feed


def read(feed: Feed, fetched: Fetched, now: datetime) -> ParsedFeed:
    """The articles of a JSON Feed. Raises ParseError."""
    data = _load(decode(fetched.body, fetched.content_type))
    site = article.web_link(fetched.url, _text(data, "home_page_url"))
    whole = _Whole(data, fetched.url, now)
    items = _dicts(data, "items")[: article.MAX_ARTICLES]
    return ParsedFeed(
        title=article.title(_text(data, "title"), markup=False),
        site=site,
        language=article.language(_text(data, "language")),
        articles=article.finish([whole.article(feed.key, item) for item in items]),
    )


def _load(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:  # ValueError: also numbers of 5,000 digits
        raise ParseError("This looks like a JSON Feed but is not valid JSON.") from error
    if not isinstance(data, dict) or not isinstance(data.get("items"), list):
        raise ParseError("This is JSON but not a JSON Feed: it has no list of items.")
    return data


class _Whole:
    """What the items of one feed have in common."""

    def __init__(self, data: dict[str, Any], url: str, now: datetime) -> None:
        self._url = url
        self._now = now
        self._authors = _authors(data)
        self._language = _text(data, "language")

    def article(self, feed: str, item: dict[str, Any]) -> Article:
        """The article of an item, as yet without id."""
        link = self.link(item, "url") or self.link(item, "external_url")
        html = _body(item)
        updated = article.when(_text(item, "date_modified"), self._now)
        title = article.title(_text(item, "title"), markup=False)
        return Article(
            id=0,
            feed=feed,
            guid=_guid(item),
            title=title or article.untitled(html, link),
            link=link,
            author=", ".join((_authors(item) or self._authors)[:5]),
            published=article.when(_text(item, "date_published"), self._now) or updated,
            updated=updated,
            html=article.body(html),
            base=link or article.start(self._url),
            language=article.language(_text(item, "language") or self._language),
            enclosures=self.enclosures(item),
        )

    def link(self, item: dict[str, Any], name: str) -> str:
        return article.web_link(self._url, _text(item, name))

    def enclosures(self, item: dict[str, Any]) -> tuple[Enclosure, ...]:
        files: dict[str, Enclosure] = {}
        for each in _dicts(item, "attachments")[: article.MAX_ENCLOSURES]:
            if url := self.link(each, "url"):
                kind = article.person(_text(each, "mime_type"))
                size, lasts = each.get("size_in_bytes"), each.get("duration_in_seconds")
                files.setdefault(url, Enclosure(url, kind, _length(size), _length(lasts)))
        return tuple(files.values())


def _text(data: dict[str, Any], name: str) -> str:
    value = data.get(name)
    return article.sound(value) if isinstance(value, str) else ""


def _dicts(data: dict[str, Any], name: str) -> list[dict[str, Any]]:
    value = data.get(name)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _guid(item: dict[str, Any]) -> str:
    """Version 1.1 asks readers to take a number for its digits."""
    value = item.get("id")
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if number else _text(item, "id")


def _body(item: dict[str, Any]) -> str:
    offered = (_text(item, "content_text"), _text(item, "summary"))
    return _text(item, "content_html") or article.paragraphs(next(filter(None, offered), ""))


def _authors(data: dict[str, Any]) -> list[str]:
    """`authors` is 1.1, `author` 1.0."""
    given = data.get("author")
    people = _dicts(data, "authors") or ([given] if isinstance(given, dict) else [])
    return [name for each in people if (name := article.person(_text(each, "name")))]


def _length(value: object) -> int | None:
    return value if type(value) is int and 0 <= value < 1 << 50 else None
