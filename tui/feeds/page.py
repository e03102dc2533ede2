"""A news page without a feed, read as one.

The user's own selectors win. Without them: what the page says of itself for machines, then what
recurs on it, then articles that stand on it in full; else the whole page is one article. Nothing is
followed: what an item only links to is fetched elsewhere, or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

import lxml.html
from lxml import etree
from lxml.html import HtmlElement
from msgspec.structs import replace

from tui.errors import ParseError
from tui.feeds import Fetched, ParsedFeed, article, inline, listed, scripted, selected, structured
from tui.feeds.charset import decode
from tui.feeds.outline import Outline, outline
from tui.feeds.rebuilt import WHOLE
from tui.model import Article, Feed

_LINK = re.compile(r"<a\b.*?</a>", re.S)
_TAG = re.compile(r"<[^>]*>")

PARAGRAPH = 80
"""Characters of one line; an article has at least one as long as this."""
SHORTEST = 150
"""Characters outside of links; a page with less is no article but a list of places to go."""

NOTHING = "This page holds no news that Quoth can read."


def read(feed: Feed, fetched: Fetched, now: datetime) -> ParsedFeed:
    """The articles of a page, in its order. Raises ParseError when it has nothing to read."""
    text = decode(fetched.body, fetched.content_type)
    root = _tree(text)
    here, language = fetched.url, article.language(root.get("lang") or "")
    base = article.web_link(here, _base(root)) or article.start(here)
    page = Article(0, feed.key, "page", link=here, base=base, language=language)
    articles, shape = (
        _news(root, page, text, now)
        if not feed.select
        else (selected.articles(root, page, feed.select, now), "selected")
    )
    if not articles:
        raise ParseError(NOTHING)
    return ParsedFeed(
        title=article.title(root.findtext(".//title") or "", markup=False),
        site=fetched.url,
        language=language,
        articles=article.finish(articles[: article.MAX_ARTICLES]),
        shape=shape,
    )


def _base(root: HtmlElement) -> str:
    """What the page says its links are relative to, or nothing."""
    said = root.find(".//base[@href]")
    return (said.get("href") or "") if said is not None else ""


def _news(
    root: HtmlElement, page: Article, text: str, now: datetime
) -> tuple[Sequence[Article], str]:
    """The articles, and how they were found: to notice when that is no longer so."""
    marked = structured.articles(root, page, now)
    lines = outline(root)
    found, place = listed.articles(lines, page, now)
    if structured.fits(marked, found):
        return _completed(marked, found), "marked up for machines"
    standing = inline.articles(root, page, now)
    if standing and len(standing) >= len(found):
        return standing, "standing on the page"
    if found:
        return _completed(found, marked), place
    if drawn := scripted.articles(root, page, now):
        return drawn, "data for scripts"
    return (_whole(page, text, now) if _has_paragraph(lines) else []), WHOLE


def _completed(articles: Sequence[Article], others: Sequence[Article]) -> list[Article]:
    """Articles with the dates, names and bodies that are known of them elsewhere on the page."""
    known = {each.link: each for each in others}
    return [
        structured.completed(each, known[each.link]) if each.link in known else each
        for each in articles
    ]


def _tree(text: str) -> HtmlElement:
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError as error:
        raise ParseError("This page holds nothing at all.") from error


def _has_paragraph(lines: Outline) -> bool:
    """Whether there is a line of text that is no link; looking for an article is slow."""
    for line in lines.lines:
        linked = sum(len(lines.links[number].text) for number in line.links)
        if len(line.text) - linked >= PARAGRAPH:
            return True
    return False


def _whole(page: Article, text: str, now: datetime) -> list[Article]:
    """The page as one article, as long as there is one on it."""
    from tui.text.extract import extract  # here: most pages need no trafilatura

    found = extract(text, page.link)
    if len(_TAG.sub("", _LINK.sub("", found.html))) < SHORTEST:
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
