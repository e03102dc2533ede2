"""What recurs on a page, as Articles: titles, links, days, and the lines that stand with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from itertools import takewhile

from lxml.html import HtmlElement

from tui.feeds import article, dates, inline
from tui.feeds.outline import Outline
from tui.feeds.piece import moment, piece
from tui.feeds.recurring import Item, recurring
from tui.model import Article

SHORTEST_BODY = 500
"""Characters; less is a teaser of what stands elsewhere."""


def articles(lines: Outline, page: Article, now: datetime) -> tuple[list[Article], str]:
    """The news that a page lists, in its order, and where they were found ("ul.news > li").

    `page` is what they share: feed, base, language; its link stands for those without.
    """
    found = recurring(lines)
    first = dates.day_first(_days(found.items), page.language)
    return [_article(lines, page, item, now, first) for item in found.items], found.place


def _days(items: Sequence[Item]) -> list[dates.Day]:
    return [item.date.day for item in items if item.date and item.date.day]


def _article(lines: Outline, page: Article, item: Item, now: datetime, first: bool) -> Article:
    title = article.title(item.title, markup=False)
    link = article.web_link(page.base, item.href)
    date = item.date
    published = moment(date.stamp, date.day, now, day_first=first) if date else None
    return piece(page, title, link, published, _html(lines, item))


def _html(lines: Outline, item: Item) -> str:
    """A teaser is its lines; an article that stands on the page in full keeps its structure."""
    if sum(map(len, item.teaser)) < SHORTEST_BODY:
        return "".join(f"<p>{escape(line, quote=False)}</p>" for line in item.teaser)
    shown = {item.title, item.date.text if item.date else ""} - {""}
    return inline.body(_elements(lines, item), shown)


def _elements(lines: Outline, item: Item) -> Iterator[HtmlElement]:
    """The elements that an item is made of."""
    box = lines.boxes[item.box]
    yield box.element
    if item.until is None:
        return
    after = lines.boxes[item.until]
    if after.parent == box.parent:
        yield from takewhile(lambda each: each is not after.element, box.element.itersiblings())
