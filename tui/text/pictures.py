"""The images that an article names, in reading order. It fetches nothing.

What a tracker put there is left out: what says that it is tiny or hidden, and addresses that are
known to count readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.model import Article
from tui.text.document import Picture
from tui.text.guard import harmless
from tui.text.links import resolve
from tui.text.safe import one_line

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MOST = 200
"""Images of one article at most."""
SMALLEST = 8
"""Pixels: what says that it is less wide or high is a tracker's, or an ornament."""

_UNSEEN = ("noscript", "template", "svg", "object")
_LAZY = ("data-src", "data-lazy-src", "data-original")
_NUMBER = re.compile(r"\s*(\d{1,6})(?![\d%])")
_TINY = re.compile(r"(?<![\w-])(?:max-)?(?:width|height)\s*:\s*[0-7](?:px)?\s*(?:;|$|!)", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_COUNTS = re.compile(
    r"//(?:pixel|stats|beacon|track(?:er|ing)?|metrics?|analytics)\."
    r"|\.met\.vgwort\.|feedburner\.com/~|doubleclick\.|/(?:pixel|beacon|track(?:er|ing)?)\b",
    re.I,
)
_DRAWN_TEXT = re.compile(r"emoji|smiley|latex|math", re.I)


def pictures(article: Article) -> tuple[Picture, ...]:
    """The images of an article's text, then those that come with it as files; each once."""
    from selectolax.lexbor import LexborHTMLParser

    base = article.base or article.link
    parser = LexborHTMLParser("<wbr>" + harmless(article.html), is_fragment=True)
    found = [_picture(node, base) for node in parser.css("img") if _shown(node)]
    files = [
        Picture(resolve(base, file.url))
        for file in article.enclosures
        if file.kind.startswith("image/")
    ]
    good: dict[str, Picture] = {}
    for each in filter(lambda each: _wanted(each.url), (*found, *files)):
        good.setdefault(each.url, each)
    return tuple(good.values())[:MOST]


def _wanted(url: str) -> bool:
    return url.startswith("http") and not _COUNTS.search(url)


def _picture(node: LexborNode, base: str) -> Picture:
    attributes = node.attributes
    alt = one_line(attributes.get("alt") or attributes.get("title") or "").strip()
    return Picture(next(filter(None, (resolve(base, src) for src in _sources(node))), ""), alt)


def _sources(node: LexborNode) -> Iterator[str]:
    """Where an image may be: pages that load late keep the true address in an attribute."""
    for name in (*_LAZY, "src"):
        src = (node.attributes.get(name) or "").strip()
        if src and not src.lower().startswith("data:"):
            yield src
    yield from (node.attributes.get("srcset") or "").split()[:1]


def _shown(node: LexborNode) -> bool:
    attributes = node.attributes
    sizes = [_NUMBER.match(attributes.get(side) or "") for side in ("width", "height")]
    if any(size and int(size[1]) < SMALLEST for size in sizes):
        return False
    looks = f"{attributes.get('class')} {attributes.get('src')}"
    if _TINY.search(attributes.get("style") or "") or _DRAWN_TEXT.search(looks):
        return False
    above: LexborNode | None = node
    while above is not None:
        if above.tag in _UNSEEN or _hidden(above):
            return False
        above = above.parent
    return True


def _hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))
