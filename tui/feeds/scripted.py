"""News that a page keeps as data in its scripts, to be drawn by the browser: looked at only where
nothing is written on the page itself.

A list counts when its entries are objects with a title, an address and a date each.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from lxml.html import HtmlElement
from msgspec.structs import replace

from tui.feeds import article, dates
from tui.feeds.structured import nodes
from tui.model import Article

MOST_SCRIPT = 4 << 20
MOST_LISTS = 50
FEWEST = 3

_BEGINS = re.compile(r"[=:(]\s*(\[\s*\{|\{\s*\")")
_TITLE = ("title", "headline", "name")
_LINK = ("url", "link", "href", "permalink", "path", "canonicalurl")
_DATE = re.compile(r"^(?:date|published|publish|created|posted|pub)", re.I)


def articles(root: HtmlElement, page: Article, now: datetime) -> list[Article]:
    """The articles of the longest such list, or none. `page` is what they share."""
    found = (_listed(value, page, now) for data in _data(root) for value in _values(data))
    best = max(found, key=len, default=[])
    return best if len(best) >= FEWEST else []


def _values(data: Any) -> Iterator[Any]:
    yield data
    for node in nodes(data):
        yield from node.values()


def _data(root: HtmlElement) -> Iterator[Any]:
    decoder = json.JSONDecoder(strict=False)
    for script in root.iter("script"):
        text = (script.text or "")[:MOST_SCRIPT]
        if text.lstrip()[:1] in ("{", "["):
            yield _decoded(decoder, text.lstrip())
            continue
        end = 0
        for begin in list(_BEGINS.finditer(text))[:MOST_LISTS]:
            if begin.start(1) >= end:
                try:
                    value, end = decoder.raw_decode(text, begin.start(1))
                except (ValueError, RecursionError):
                    continue
                yield value


def _decoded(decoder: json.JSONDecoder, text: str) -> Any:
    try:
        return decoder.raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None


def _listed(value: Any, page: Article, now: datetime) -> list[Article]:
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value[:FEWEST]):
        return []
    entries = [each for each in value[: article.MAX_ARTICLES] if isinstance(each, dict)]
    days = [dates.found(_first(each, _DATE.match)) for each in entries]
    first = dates.day_first(filter(None, days), page.language)
    made = (_article(page, each, day, now, first) for each, day in zip(entries, days, strict=True))
    return [each for each in made if each is not None]


def _article(
    page: Article, entry: dict[str, Any], day: dates.Day | None, now: datetime, first: bool
) -> Article | None:
    title = article.title(_first(entry, lambda key: key.lower() in _TITLE), markup=True)
    link = article.web_link(page.base, _first(entry, lambda key: key.lower() in _LINK))
    stamp = article.when(_first(entry, _DATE.match), now)
    moment = stamp or (dates.moment(day, now, first=first) if day else None)
    if not title or not link or moment is None:
        return None
    return replace(page, guid=link, title=title, link=link, published=article.possible(moment, now))


def _first(entry: dict[str, Any], wanted: Any) -> str:
    """The first value that is text under a key that is wanted."""
    values = (value for key, value in entry.items() if isinstance(value, str) and wanted(key))
    return next(values, "")
