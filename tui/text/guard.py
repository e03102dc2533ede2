"""Markup that would take a parser minutes, made harmless; the words stay.

HTML parsers are quadratic in the depth of nesting, in the attributes of one tag, and in paragraphs
times formatting left open. It only looks at tags: it neither cleans nor understands them.
"""

from __future__ import annotations

import re

LONGEST = 2_000_000  # characters; a book has a million
_TAGS_UNSEEN, _TAGS_AT_MOST = 1_000, 30_000
_TAG_LONGEST = 8_000  # without attribute values, where pictures are sometimes kept
_DEEPEST = 400
_OPEN_AT_MOST = 300_000  # elements open, summed over all tags

_TOKEN = re.compile(  # what has no end goes on to the end of the text, so that all is seen once
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<(script|style|textarea|title|xmp|iframe|noembed|noframes)\b[^>]*+.*?(?:</\1[^>]*+>?|\Z)"
    r"|<(/?)([a-z][^\s/>]*+)([^>=]*+(?:=(?:\s*+(?:\"[^\"]*+\"|'[^']*+'))?+[^>=]*+)*+)>?"
    r"|<[!?/][^>]*+>?",
    re.IGNORECASE | re.DOTALL,
)
_VALUE = re.compile(r"=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'][^\s]*+)")
# They hold nothing, or close one another: any number of them is no nesting.
_FLAT = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead",
    "tfoot", "option", "colgroup",
))  # fmt: skip
_INLINE = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var", "wbr",
))  # fmt: skip
_CELLS = frozenset(("td", "th"))


def harmless(html: str) -> str:
    """`html` itself if it can be parsed in time; if not, its words in plain paragraphs.

    What is over 2 million characters is cut off.
    """
    html = html[:LONGEST]
    pieces = html.split("<")
    if len(pieces) <= _TAGS_UNSEEN and max(map(len, pieces)) <= _TAG_LONGEST:
        return html
    harmful = len(pieces) > _TAGS_AT_MOST or "<![CDATA[" in html or _is_deep(html)
    return _TOKEN.sub(_paragraph, html) if harmful else html


def _is_deep(html: str) -> bool:
    """Whether too many elements may be open at once, or a tag has endless attributes.

    An end tag that does not fit counts for nothing, which errs on the safe side.
    """
    opened: list[str] = []
    total = 0
    for _, slash, name, attributes in _TOKEN.findall(html):
        if len(attributes) > _TAG_LONGEST and len(_VALUE.sub("", attributes)) > _TAG_LONGEST:
            return True
        total += len(opened)
        if len(opened) > _DEEPEST or total > _OPEN_AT_MOST:
            return True
        name = name.lower()
        if not name or name in _FLAT:
            continue
        if not slash:
            opened.append(name)
        elif opened and opened[-1] == name:
            opened.pop()
    return False


def _paragraph(tag: re.Match[str]) -> str:
    name = (tag[3] or "").lower()
    if name in _CELLS:
        return " "
    return "<p>" if name and name not in _INLINE else ""
