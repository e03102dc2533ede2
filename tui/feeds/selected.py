"""A news page read by the user's own CSS selectors, which win over all that Quoth would find.

What has no selector is found as well as can be: a title is the item's heading or link, a link its
first, a date the first one in it. A selector that finds nothing is an error that names it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import chain

from lxml import etree
from lxml.html import HtmlElement

from tui.errors import ParseError
from tui.feeds import article, dates, inline
from tui.feeds.piece import moment, piece
from tui.model import Article, Select
from tui.settings.selector import xpath
from tui.text.safe import one_line

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def articles(root: HtmlElement, page: Article, select: Select, now: datetime) -> list[Article]:
    """The articles that the selectors find, in the order of the page; `page` is what they share.

    Raises ParseError when there is none.
    """
    items = _all(root, select.item, "item")[: article.MAX_ARTICLES]
    if not items:
        raise ParseError(_nothing("item", select.item))
    first = dates.day_first(filter(None, (_day(each, select) for each in items)), page.language)
    if select.title and not any(_title(each, select) for each in items):
        raise ParseError(_nothing("title", select.title))
    return [_article(page, item, select, now, first) for item in items]


def _nothing(name: str, selector: str) -> str:
    shown = one_line(selector)[:80]
    return f'{name} = "{shown}" of select finds nothing here: the page may have changed.'


def _all(element: HtmlElement, selector: str, name: str) -> list[HtmlElement]:
    try:
        found = element.xpath(xpath(selector))
    except etree.XPathError as error:
        raise ParseError(f"{name} of select cannot be used on a page: {error}.") from error
    return [each for each in found if isinstance(each, HtmlElement)]


def _article(
    page: Article, item: HtmlElement, select: Select, now: datetime, first: bool
) -> Article:
    named, link = _title(item, select), _link(page, item, select)
    published = _published(item, select, now, first)
    html = inline.body(_bodies(item, select, link), {named})
    title = article.title(named, markup=False) or article.untitled(html, link)
    return piece(page, title, link, published, html)


def _text(element: HtmlElement) -> str:
    return one_line(element.text_content()[: article.MAX_BODY])


def _title(item: HtmlElement, select: Select) -> str:
    if select.title:
        return " ".join(_text(each) for each in _all(item, select.title, "title")[:1])
    candidates = chain(item.iter(*HEADINGS), item.iter("a"))
    return next((text for each in candidates if (text := _text(each))), "")


def _link(page: Article, item: HtmlElement, select: Select) -> str:
    """The address that the selected element has, holds or stands in."""
    chosen = _all(item, select.link, "link") if select.link else [item]
    for each in chosen:
        for link in chain([each], each.iter("a"), each.iterancestors("a")):
            if href := article.web_link(page.base, link.get("href") or ""):
                return href
    return ""


def _dated(item: HtmlElement, select: Select) -> Sequence[HtmlElement]:
    return _all(item, select.date, "date") if select.date else [*item.iter("time"), item]


def _day(item: HtmlElement, select: Select) -> dates.Day | None:
    days = (dates.found(_text(each)) for each in _dated(item, select))
    return next(filter(None, days), None)


def _published(item: HtmlElement, select: Select, now: datetime, first: bool) -> datetime | None:
    stamps = [each.get("datetime") or each.get("content") or "" for each in _dated(item, select)]
    stamp = next((each for each in stamps if article.when(each, now)), "")
    return moment(stamp, _day(item, select), now, day_first=first)


def _bodies(item: HtmlElement, select: Select, link: str) -> Sequence[HtmlElement]:
    """What is the body; without a selector, an item that leads nowhere is its own."""
    if select.body:
        return _all(item, select.body, "body")
    return [] if link else [item]
