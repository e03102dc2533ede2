"""News that a page marks up for machines: JSON-LD, microdata, and microformats (h-entry, hentry).

Sources: schema.org's Article and ItemList, the HTML standard's microdata, and
microformats.org/wiki/h-entry. An entry counts when it has a title and an address of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from typing import Any

import lxml.html
from lxml.html import HtmlElement
from msgspec.structs import replace

from tui.feeds import article
from tui.model import Article
from tui.text.safe import one_line

MOST_JSON = 4 << 20
DEEPEST = 12
MOST_NODES = 50_000

_NEWS = re.compile(r"(?:^|[/:])(?:[A-Za-z]*Article|[A-Za-z]*Posting|Report|PodcastEpisode)$")

Data = dict[str, Any]


def articles(root: HtmlElement, page: Article, now: datetime) -> list[Article]:
    """What a page says of its news, each address once; none where it says nothing.

    `page` is what they share.
    """
    found: dict[str, Article] = {}
    for source in (_json_ld, _microdata, _microformats):
        for data in source(root):
            if each := _article(page, data, now):
                known = found.get(each.link)
                found[each.link] = completed(known, each) if known else each
    return list(found.values())


def completed(known: Article, other: Article) -> Article:
    """An article with what another one of the same address knows better."""
    return replace(
        known,
        author=known.author or other.author,
        published=other.published or known.published,
        html=max(known.html, other.html, key=len),
    )


def _article(page: Article, data: Data, now: datetime) -> Article | None:
    title = article.title(_text(data.get("title")), markup=True)
    link = article.web_link(page.base, _text(data.get("url")))
    if not title or not link or link.rstrip("/") == page.link.rstrip("/"):
        return None
    body = data.get("html") or article.paragraphs(_text(data.get("text")))
    return replace(
        page,
        guid=link,
        title=title,
        link=link,
        author=article.person(_text(data.get("author"))),
        published=article.when(one_line(_text(data.get("date"))), now),
        html=article.body(body),
    )


def _text(value: Any) -> str:
    """The text of what may be text, a thing with a name or an address, or a list of such."""
    for _ in range(DEEPEST):
        if isinstance(value, list):
            value = value[0] if value else ""
        elif isinstance(value, dict):
            value = value.get("@value") or value.get("name") or value.get("@id") or value.get("url")
        else:
            break
    return value if isinstance(value, str) else ""


# JSON-LD.


def _json_ld(root: HtmlElement) -> Iterator[Data]:
    for script in root.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() == "application/ld+json":
            text = script.text or ""
            try:
                data = json.loads(text, strict=False) if len(text) <= MOST_JSON else None
            except (ValueError, RecursionError):
                continue
            yield from filter(None, map(_entry, nodes(data)))


def nodes(data: Any) -> Iterator[Data]:
    """Every object in the data, the outer ones first, in their order."""
    waiting: list[tuple[Any, int]] = [(data, 0)]
    seen = 0
    while waiting and seen < MOST_NODES:
        value, depth = waiting.pop()
        seen += 1
        if isinstance(value, dict):
            yield value
        if isinstance(value, dict | list) and depth < DEEPEST:
            inner = list(value.values() if isinstance(value, dict) else value)
            waiting.extend((each, depth + 1) for each in reversed(inner))


def _entry(node: Data) -> Data | None:
    types = node.get("@type")
    named = [
        each for each in (types if isinstance(types, list) else [types]) if isinstance(each, str)
    ]
    if "ListItem" in named and isinstance(node.get("item"), str | None) and "url" in node:
        return {"title": node.get("name"), "url": node.get("url")}
    if not any(map(_NEWS.search, named)):
        return None
    return {
        "title": node.get("headline") or node.get("name"),
        "url": node.get("url") or node.get("mainEntityOfPage") or node.get("@id"),
        "date": node.get("datePublished") or node.get("dateCreated"),
        "author": node.get("author"),
        "text": node.get("articleBody") or node.get("description"),
    }


# Microdata.

_PROPERTIES = {
    "headline": "title",
    "name": "title",
    "url": "url",
    "mainentityofpage": "url",
    "datepublished": "date",
    "description": "text",
    "articlebody": "text",
}


def _microdata(root: HtmlElement) -> Iterator[Data]:
    for scope in root.iter():
        if scope.get("itemscope") is not None and _NEWS.search(
            (scope.get("itemtype") or "").strip()
        ):
            yield _properties(scope)


def _properties(scope: HtmlElement) -> Data:
    """The properties of an item, without those of items within it."""
    data: Data = {}
    for each in _within(scope):
        for name in (each.get("itemprop") or "").lower().split():
            if (known := _PROPERTIES.get(name)) and (value := _value(each, known)):
                data.setdefault(known, value)
    if "url" not in data and (link := next(scope.iter("a"), None)) is not None:
        data["url"] = link.get("href")
    return data


def _within(scope: HtmlElement) -> Iterator[HtmlElement]:
    waiting = list(reversed(scope))
    while waiting:
        each = waiting.pop()
        yield each
        if each.get("itemscope") is None:
            waiting.extend(reversed(each))


def _value(element: HtmlElement, known: str) -> str:
    """What an element says for a machine, else what it says."""
    for name in ("content", "datetime", "href" if known == "url" else "datetime"):
        if value := element.get(name):
            return str(value)
    return one_line(element.text_content()[: article.MAX_BODY])


# Microformats: the present ones, and those before them that many themes still have.

_CLASSES = {
    "p-name": "title",
    "entry-title": "title",
    "u-url": "url",
    "dt-published": "date",
    "published": "date",
    "p-author": "author",
    "e-content": "html",
    "entry-content": "html",
    "p-summary": "text",
    "entry-summary": "text",
}


def _microformats(root: HtmlElement) -> Iterator[Data]:
    for entry in root.iter():
        if {"h-entry", "hentry"} & set((entry.get("class") or "").split()):
            yield _marked(entry)


def _marked(entry: HtmlElement) -> Data:
    data: Data = {}
    for each in entry.iterdescendants():
        for name in (each.get("class") or "").split():
            if (known := _CLASSES.get(name)) and known not in data:
                data[known] = _inner(each) if known == "html" else _value(each, known)
        if "bookmark" in (each.get("rel") or "").split():
            data.setdefault("url", each.get("href"))
        if each.tag == "time" and each.get("datetime"):
            data.setdefault("date", each.get("datetime"))
        if "entry-title" in (each.get("class") or "") or "p-name" in (each.get("class") or ""):
            link = next((a for a in (*each.iter("a"), *each.iterancestors("a"))), None)
            if link is not None:
                data.setdefault("url", link.get("href"))
    return data


def _inner(element: HtmlElement) -> str:
    parts = (lxml.html.tostring(each, encoding="unicode") for each in element)
    return (escape(element.text or "", quote=False) + "".join(parts)).strip()


def fits(marked: Sequence[Article], found: Sequence[Article]) -> bool:
    """Whether what is marked up is the page's news: not only the first few of many, and not
    undated pages of a site where dated news is found."""
    dated = sum(each.published is not None for each in marked)
    enough = len(marked) >= 2 and len(marked) >= 0.6 * len(found)
    return enough and (dated * 2 >= len(marked) or not found)
