"""Paragraphs of an article that the extraction left out, found by where the others stand.

Long articles come in several boxes of the same kind with advertisements between them, and sometimes
only the first of them is found. A box is told by the tags and classes of a paragraph's parent and
grandparent; what stands in boxes of the kind that holds found paragraphs belongs to the article.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

SHORTEST = 80
"""Characters of a paragraph that says something about its box."""
WORTH_IT = 0.2
"""How much has to be missing, as a share of what was found, for the article to be put together anew
from its boxes."""
FEWEST = 2
"""Found paragraphs that make a box one of the article's."""

_BLOCKS = ("p", "h2", "h3", "h4", "ul", "ol", "blockquote", "table", "pre")
_AROUND = ("nav", "footer", "aside", "form", "script", "style", "noscript", "header")
_LINKED = 0.5
_LETTERS = re.compile(r"\W+")

_Box = tuple[str, ...]


def recovered(page: str, text: str) -> str:
    """The article's HTML from its boxes on the page, or "" where hardly anything is missing.

    `text` is what was found of it.
    """
    found = _key(text)
    root = _tree(page)
    if root is None:
        return ""
    paragraphs = [(each, _text(each)) for each in _inside(root, ("p",))]
    long = [(each, words) for each, words in paragraphs if len(words) >= SHORTEST]
    boxes = Counter(_box(each) for each, words in long if _key(words) in found)
    good = {box for box, count in boxes.items() if count >= FEWEST}
    missing = [
        words
        for each, words in long
        if _box(each) in good and _key(words) not in found and _linked(each) < _LINKED
    ]
    if sum(map(len, missing)) < WORTH_IT * len(text):
        return ""
    blocks = (each for each in _inside(root, _BLOCKS) if _box(each) in good)
    return "".join(lxml.html.tostring(each, encoding="unicode", with_tail=False) for each in blocks)


def _tree(page: str) -> HtmlElement | None:
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError:
        return None


def _inside(root: HtmlElement, tags: tuple[str, ...]) -> Iterator[HtmlElement]:
    """The elements with these tags that do not stand in what is around articles."""
    for each in root.iter(*tags):
        if not any(above.tag in _AROUND for above in each.iterancestors()):
            yield each


def _box(element: HtmlElement) -> _Box:
    above = [element.getparent(), None]
    if above[0] is not None:
        above[1] = above[0].getparent()
    return tuple(
        f"{each.tag}.{each.get('class') or ''}" if each is not None else "" for each in above
    )


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _linked(element: HtmlElement) -> float:
    links = sum(len(_text(link)) for link in element.iter("a"))
    return links / max(1, len(_text(element)))


def _key(text: str) -> str:
    """Letters and digits alone: what two ways to read a page agree on."""
    return _LETTERS.sub("", text.lower())
