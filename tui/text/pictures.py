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
    r"|\.met\.vgwort\.|feedburner\.com/~|doubleclick\.|/(?:pixel|beacon|track(?:er|ing)?)\b",
    re.I,
)
_DRAWN_TEXT = re.compile(r"emoji|smiley|latex|math", re.I)


def illustrations(article: Article, document: Document) -> tuple[Picture, ...]:
    """The images of an article's text, `document`, then those that come as files; each once."""
    base = article.base or article.link
    files = (
        Picture(resolve(base, file.url))
        for file in article.enclosures
        if file.kind.startswith("image/")
    )
    good: dict[str, Picture] = {}
    for each in (*(figure.picture for figure in document.figures), *files):
        if _wanted(each.url):
            good.setdefault(each.url, each)
    return tuple(good.values())[:MOST]


def under_own(full: Document, own: Document) -> Document:
    """The full text of an article, the images of the feed's own text over it: what is taken out of
    a page comes without any."""
    named = {figure.picture.url for figure in full.figures}
    over = [figure for figure in own.figures if figure.picture.url not in named]
    leading = (Figure(0, figure.picture) for figure in over)
    return replace(full, figures=(*leading, *full.figures))


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
