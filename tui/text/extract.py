"""A whole web page → the article on it. Trafilatura behind one function, and nowhere else.

It may take seconds and much memory on a bad page: the worker process is where it belongs.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from tui.text.html import from_html
from tui.text.recovery import recovered
from tui.text.safe import one_line
from tui.text.trimming import trimmed

if TYPE_CHECKING:
    from trafilatura.settings import Document as Found

_SHORT = 1_000  # characters; where the fast way finds no more, the thorough one may
_LEAST, _MOST = 0.8, 1.3  # of what stands in long paragraphs
_LONG = 80  # characters
_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)
_PARAGRAPH_END = re.compile(r"</p\s*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_LANGUAGE = re.compile(
    r"<html\b[^>]*?\slang\s*=\s*[\"']?([a-z]{2,3}(?:-[a-z0-9]+)*)", re.IGNORECASE
)


class Extracted(Struct, frozen=True):
    """What a page says of its article; whatever it does not say is empty.

    `html` is the article alone, still to be cleaned by `text.html`. `published` is midnight UTC
    of the day the page gives. `language` is a BCP 47 tag.
    """

    title: str = ""
    author: str = ""
    published: datetime | None = None
    html: str = ""
    language: str = ""


def extract(html: str, url: str) -> Extracted:
    """The article of a web page that was found at `url`; all empty where there is none."""
    for library in ("trafilatura", "htmldate"):  # else they write to the terminal
        logging.getLogger(library).setLevel(logging.CRITICAL)
    found = _find(html, url, fast=True)
    if found is None or _looks_short(found, html):
        found = _find(html, url, fast=False) or found
    if found is None:
        return Extracted()
    language = _LANGUAGE.search(html)
    return Extracted(
        title=one_line(found.title or ""),
        author=one_line(found.author or ""),
        published=datetime.fromisoformat(found.date).replace(tzinfo=UTC) if found.date else None,
        html=_whole(found, html, url),
        language=found.language or (language[1] if language else ""),
    )


def _whole(found: Found, page: str, url: str) -> str:
    """The article's HTML with what was left out of it, and without what it carries with it."""
    title, author = found.title or "", found.author or ""
    html = trimmed(found.text or "", title, author, url)
    again = recovered(page, from_html(html, url).text) if html else ""
    return trimmed(again, title, author, url) if again else html


def _looks_short(found: Found, html: str) -> bool:
    """Whether the fast way may have missed something, or taken in what is no paragraph."""
    words, long = len(found.raw_text or ""), sum(map(len, _paragraphs(html)))
    return words < _SHORT or not _LEAST * long <= words <= _MOST * long


def _paragraphs(html: str) -> Iterator[str]:
    """The long paragraphs of a page, roughly."""
    for piece in _PARAGRAPH_END.split(html):
        _, *markup = _PARAGRAPH.split(piece)
        words = _TAG.sub("", markup[-1]) if markup else ""
        if len(words) >= _LONG:
            yield words


def _find(html: str, url: str, *, fast: bool) -> Found | None:
    from trafilatura import extract_with_metadata

    return extract_with_metadata(
        html,
        url=url,
        fast=fast,
        output_format="html",
        include_comments=False,
        include_formatting=True,
        include_links=True,
        include_images=False,
    )
