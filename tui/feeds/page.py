"""A news page without a feed, read as one: its dated items, else the whole page as one article.

An item is the smallest element that holds one date, one title and one body of text, told by class
names ("date", "title", "body") or by what the elements are (<time>, headings, <article>).
Nothing is followed: what an item only links to is not fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from itertools import islice

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from tui.errors import ParseError
from tui.feeds import Fetched, ParsedFeed, article
from tui.feeds.charset import decode
from tui.model import Article, Feed
from tui.text.safe import one_line

DATE = {"date", "pubdate", "published", "dateline", "timestamp", "posted"}
TITLE = {"title", "headline", "heading", "entry-title", "post-title"}
BODY = {"body", "content", "entry-content", "post-content", "text", "story"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5"}
AROUND = {"header", "footer", "nav", "aside", "script", "style"}

SHORTEST_BODY = 200
"""Characters; less is a teaser of what stands elsewhere."""
FARTHEST = 4
"""How many elements up from its date an item may be."""


def read(feed: Feed, fetched: Fetched, now: datetime) -> ParsedFeed:
    """The articles of a page, in its order. Raises ParseError when it has nothing to read."""
    text = decode(fetched.body, fetched.content_type)
    root = _tree(text)
    here, language = fetched.url, article.language(root.get("lang") or "")
    page = Article(0, feed.key, "page", link=here, base=article.start(here), language=language)
    items = islice(_items(root), article.MAX_ARTICLES)
    articles = [_item(page, parts, now) for parts in items] or _whole(page, text, now)
    if not articles:
        raise ParseError("This page holds no news that Quoth can read.")
    return ParsedFeed(
        title=article.title(root.findtext(".//title") or "", markup=False),
        site=fetched.url,
        language=language,
        articles=article.finish(articles),
    )


def _tree(text: str) -> HtmlElement:
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError as error:
        raise ParseError("This page holds nothing at all.") from error


def _whole(page: Article, text: str, now: datetime) -> list[Article]:
    """The page as one article, as long as there is one on it."""
    from tui.text.extract import extract  # here: most pages need no trafilatura

    found = extract(text, page.link)
    if not found.html:
        return []
    return [
        replace(
            page,
            title=article.title(found.title, markup=False)
            or article.untitled(found.html, page.link),
            author=article.person(found.author),
            published=found.published and article.possible(found.published, now),
            html=article.body(found.html),
            language=article.language(found.language) or page.language,
        )
    ]


@dataclass(frozen=True)
class _Parts:
    date: HtmlElement
    title: HtmlElement
    body: HtmlElement


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
    body = _without(bodies[0], date.text_content(), title.text_content())
    return _Parts(date, title, body) if len(body.text_content()) >= SHORTEST_BODY else None


def _without(body: HtmlElement, date: str, title: str) -> HtmlElement:
    """A copy of a body without date and title, which are shown elsewhere, and what is around."""
    body = deepcopy(body)
    for each in list(body.iterdescendants()):
        shown = _is(each, DATE, {"time"}) and each.text_content() == date
        named = _is(each, TITLE, HEADINGS) and each.text_content() == title
        if shown or named or each.tag in AROUND:
            each.drop_tree()
    return body


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
    inner = (lxml.html.tostring(each, encoding="unicode") for each in parts.body)
    return replace(
        page,
        guid=link or one_line(f"{date} {title}"),
        title=title,
        link=link or page.link,
        published=article.when(one_line(date), now),
        html=article.body((escape(parts.body.text or "") + "".join(inner)).strip()),
    )


def _href(title: HtmlElement) -> str:
    """Where a title links to: it holds a link or stands in one."""
    for each in (*title.iter("a"), *islice(title.iterancestors("a"), 1)):
        return each.get("href") or ""
    return ""
