"""Articles that stand in full on a page, each with its date and title.

An item is the smallest element that holds one date, one title and one body of text, told by class
names ("date", "title", "body") or by what the elements are (<time>, headings, <article>).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from datetime import datetime
from html import escape
from itertools import islice

import lxml.html
from lxml.html import HtmlElement
from msgspec import Struct
from msgspec.structs import replace

from tui.feeds import article
from tui.model import Article
from tui.text.safe import one_line

DATE = {"date", "pubdate", "published", "dateline", "timestamp", "posted"}
TITLE = {"title", "headline", "heading", "entry-title", "post-title"}
BODY = {"body", "content", "entry-content", "post-content", "text", "story"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5"}
AROUND = {"header", "footer", "nav", "aside", "script", "style"}

_TAG = re.compile("<[^>]*>")

SHORTEST_BODY = 200
"""Characters; less is a teaser of what stands elsewhere."""
SMALL = 8
"""Elements; a title or a date is made of fewer."""
FARTHEST = 4
"""How many elements up from its date an item may be."""


def articles(root: HtmlElement, page: Article, now: datetime) -> list[Article]:
    """The articles that stand on a page, in its order; `page` is what they share."""
    return [_item(page, parts, now) for parts in islice(_items(root), article.MAX_ARTICLES)]


class _Parts(Struct, frozen=True):
    date: HtmlElement
    title: HtmlElement
    body: str


def _items(root: HtmlElement) -> Iterator[_Parts]:
    taken = set()
    for date in filter(_is_date, root.iter()):
        for box in islice(date.iterancestors(), FARTHEST):
            several = len(list(islice(filter(_is_date, box.iter()), 2))) > 1
            if box in taken or (several and box.tag != "article"):
                break
            if parts := _parts(box, date):
                taken.add(box)
                yield parts
                break


def _parts(box: HtmlElement, date: HtmlElement) -> _Parts | None:
    title = next((each for each in box.iter() if _is(each, TITLE, HEADINGS)), None)
    bodies = [each for each in box.iter() if _is(each, BODY, set())] or list(box.iter("article"))
    if title is None or not bodies:
        return None
    shown = {one_line(each.text_content()) for each in (date, title)}
    written = body(_content(bodies[0]), shown)
    return _Parts(date, title, written) if len(_TAG.sub("", written)) >= SHORTEST_BODY else None


def _content(element: HtmlElement) -> list[HtmlElement]:
    """What stands in an element; its own first words become an element, to be one of them."""
    first = lxml.html.Element("span")
    first.text = element.text
    return [first, *element] if (element.text or "").strip() else list(element)


def body(elements: Iterable[HtmlElement], shown: set[str]) -> str:
    """The HTML of elements, without what is around and without title and date (`shown`), which
    stand elsewhere."""
    box = lxml.html.Element("div")
    box.extend(deepcopy(each) for each in elements)
    for each in list(box.iterdescendants()):
        if each.tag in AROUND or (_small(each) and one_line(each.text_content()) in shown):
            each.drop_tree()
    inner = (lxml.html.tostring(each, encoding="unicode") for each in box)
    return (escape(box.text or "", quote=False) + "".join(inner)).strip()


def _small(element: HtmlElement) -> bool:
    return sum(1 for _ in islice(element.iter(), SMALL)) < SMALL


def _is(element: HtmlElement, classes: set[str], tags: set[str]) -> bool:
    return element.tag in tags or bool(classes & set((element.get("class") or "").lower().split()))


def _is_date(element: HtmlElement) -> bool:
    """A date element that stands in no other one."""
    outer = islice(element.iterancestors(), FARTHEST)
    return _is(element, DATE, {"time"}) and not any(_is(each, DATE, {"time"}) for each in outer)


def _item(page: Article, parts: _Parts, now: datetime) -> Article:
    title = article.title(parts.title.text_content(), markup=False)
    date = parts.date.get("datetime") or parts.date.text_content()
    link = article.web_link(page.base, _href(parts.title))
    return replace(
        page,
        guid=link or one_line(f"{date} {title}"),
        title=title,
        link=link or page.link,
        published=article.when(one_line(date), now),
        html=article.body(parts.body),
    )


def _href(title: HtmlElement) -> str:
    """Where a title links to: it holds a link or stands in one."""
    for each in (*title.iter("a"), *islice(title.iterancestors("a"), 1)):
        return each.get("href") or ""
    return ""
