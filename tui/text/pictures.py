"""The images that an article names, in reading order. It fetches nothing.

What a tracker put there is left out: what says that it is tiny or hidden, and addresses that are
known to count readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from tui.model import Article
from tui.text.document import Document, Figure, Picture
from tui.text.links import resolve
from tui.text.safe import one_line

Attributes = Mapping[str, str | None]

MOST = 200
"""Images of one article at most."""
SMALLEST = 8
"""Pixels: what says that it is less wide or high is a tracker's, or an ornament."""

_LAZY = ("data-src", "data-lazy-src", "data-original")
_NUMBER = re.compile(r"\s*(\d{1,6})(?![\d%])")
_TINY = re.compile(r"(?<![\w-])(?:max-)?(?:width|height)\s*:\s*[0-7](?:px)?\s*(?:;|$|!)", re.I)
_COUNTS = re.compile(
    r"//(?:pixel|stats|beacon|track(?:er|ing)?|metrics?|analytics)\."
    r"|//(?:[\w-]+\.)*(?:google-analytics|googletagmanager|scorecardresearch|quantserve)\."
    r"|\.met\.vgwort\.|feedburner\.com/~|doubleclick\.|//(?:www\.)?facebook\.com/tr\b"
    r"|/(?:pixel|beacon|track(?:er|ing)?|1x1)\b",
    re.I,
)
_DRAWN_TEXT = re.compile(r"emoji|smiley|latex|math", re.I)


def illustrations(article: Article, document: Document) -> tuple[Picture, ...]:
    """The images of an article's text, `document`, then those that come as files; each once."""
    good: dict[str, Picture] = {}
    for each in (*(figure.picture for figure in document.figures), *_files(article)):
        good.setdefault(each.url, each)
    return tuple(good.values())[:MOST]


def _files(article: Article) -> Iterator[Picture]:
    base = article.base or article.link
    for file in article.enclosures:
        url = resolve(base, file.url) if file.kind.startswith("image/") else ""
        if _wanted(url):
            yield Picture(url)


def led_in(document: Document, article: Article, own: Document) -> Document:
    """The text of an article: if it has no images, with those of the feed's `own` text (what is
    taken out of a page has none), or else with those that come as files: one over it, the others
    below."""
    if document.figures:
        return document
    found = [figure.picture for figure in own.figures] or list(_files(article))
    end = len(document.blocks)
    figures = (Figure(end if number else 0, each) for number, each in enumerate(found))
    return replace(document, figures=tuple(figures))


def picture(attributes: Attributes, base: str) -> Picture | None:
    """The image that an <img> shows, or None if it is a tracker's, or cannot be fetched."""
    if not _shown(attributes):
        return None
    url = next(filter(None, (resolve(base, src) for src in _sources(attributes))), "")
    alt = one_line(attributes.get("alt") or attributes.get("title") or "").strip()
    return Picture(url, alt) if _wanted(url) else None


def draws_text(attributes: Attributes) -> bool:
    """Whether an <img> stands for its text only: a smiley, a formula."""
    return bool(_DRAWN_TEXT.search(f"{attributes.get('class')} {attributes.get('src')}"))


def _wanted(url: str) -> bool:
    return url.startswith("http") and not _COUNTS.search(url)


def _sources(attributes: Attributes) -> Iterator[str]:
    """Where an image may be: pages that load late keep the true address in an attribute."""
    for name in (*_LAZY, "src"):
        src = (attributes.get(name) or "").strip()
        if src and not src.lower().startswith("data:"):
            yield src
    yield from (attributes.get("srcset") or "").split()[:1]


def _shown(attributes: Attributes) -> bool:
    sizes = [_NUMBER.match(attributes.get(side) or "") for side in ("width", "height")]
    if any(size and int(size[1]) < SMALLEST for size in sizes):
        return False
    return not (_TINY.search(attributes.get("style") or "") or draws_text(attributes))
