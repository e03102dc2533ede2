"""An article's own page becomes its full text, or a sentence that says why not.

The feed's own text is what it is measured by: a page that has no more is no gain, and one that
tells of something else is not the article's. Runs in the worker; touches no network and no storage.
"""

from __future__ import annotations

import re
from datetime import datetime

from tui.errors import ParseError
from tui.feeds import Fetched, article
from tui.feeds.charset import decode
from tui.model import Article, FullText
from tui.text.extract import Extracted, extract
from tui.text.html import document, from_html
from tui.text.walls import wall

MORE = 1.1
"""How many times as long as the feed's own text a full text is."""

_HTML = re.compile(r"html|xml|text/plain|octet-stream|^\s*$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{4,}")
_FEWEST_WORDS = 3


def full_text(told: Article, page: Fetched, now: datetime) -> FullText | None:
    """The full text of an article from its page; None: the page has no more than the feed.

    `told` is the article with the feed's own text. Raises ParseError, one sentence, when the page
    holds no article, another one, or something that stands in front of it.
    """
    if not _HTML.search(page.content_type):
        raise ParseError("The article's page is no web page, but a file.")
    markup = decode(page.body, page.content_type)
    found = extract(markup, page.url)
    text, own = from_html(found.html, page.url).text, document(told).text
    if obstacle := wall(markup, text):
        raise ParseError(obstacle)
    if not text.strip():
        raise ParseError("No article can be found on the page.")
    if len(text) < len(own) * MORE:
        return None
    if not _same_story(told.title, own, text):
        raise ParseError("The page tells of something else than the feed.")
    return _completed(told, found, page.url, text, now)


def _same_story(title: str, own: str, text: str) -> bool:
    """Whether any word of the title, or of the beginning, is in the page's text too."""
    asked = set(_WORD.findall(f"{title} {own[:1_000]}".lower()))
    return len(asked) < _FEWEST_WORDS or not asked.isdisjoint(_WORD.findall(text.lower()))


def _completed(told: Article, found: Extracted, url: str, text: str, now: datetime) -> FullText:
    """The full text, and of what else the page says only what the feed does not."""
    untitled = told.title in (article.NO_TITLE, article.untitled(told.html, told.link))
    return FullText(
        html=article.body(found.html),
        text=article.sound(text),
        base=article.start(url),
        title=article.title(found.title, markup=False) if untitled else "",
        author="" if told.author else article.person(found.author),
        published=None if told.published else _possible(found.published, now),
        language="" if told.language else article.language(found.language),
    )


def _possible(published: datetime | None, now: datetime) -> datetime | None:
    return published and article.possible(published, now)
