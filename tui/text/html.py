"""HTML → Document: the only place that cleans, resolves links and folds white space.

Works through the tree of an HTML5 parser without recursion and hands what it meets to the Builder.
It fetches nothing, keeps nothing that a browser would not show, and does not guess what is content.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tui.model import Article
from tui.text import tables
from tui.text.building import Builder, Image
from tui.text.document import BlockKind, Document, SpanKind
from tui.text.guard import harmless
from tui.text.links import host, resolve
from tui.text.plain import paragraphs
from tui.text.safe import one_line

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

Attributes = Mapping[str, str | None]
Leave = Callable[[], None]

# They are not text, or a browser without scripts and forms would not show them.
_UNSEEN = frozenset((
    "script", "style", "template", "noscript", "head", "title", "meta", "link", "base",
    "comment", "svg", "canvas", "map", "object", "embed", "button", "select", "option",
    "optgroup", "datalist", "textarea", "input", "progress", "meter", "annotation",
    "annotation-xml", "noframes", "noembed", "frameset", "frame", "applet", "source",
    "track", "param", "-comment", "-doctype",
))  # fmt: skip
_BLOCKS = frozenset((
    "address", "article", "aside", "body", "center", "details", "dialog", "dir", "div", "dl",
    "fieldset", "figure", "footer", "form", "header", "hgroup", "html", "legend", "main",
    "menu", "nav", "p", "search", "section", "summary", "tbody", "tfoot", "thead",
))  # fmt: skip
_SPANS: dict[str, SpanKind] = {
    "b": "strong", "strong": "strong",
    "i": "emphasis", "em": "emphasis", "cite": "emphasis", "dfn": "emphasis", "var": "emphasis",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code",
    "s": "strike", "strike": "strike", "del": "strike",
    "sup": "super", "sub": "sub",
}  # fmt: skip
_PLACES: dict[str, BlockKind] = {"dt": "term", "dd": "definition", "figcaption": "caption"}
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLOCK_TAG = re.compile(
    r"<(?:p|div|br|h[1-6]|[uod]l|li|table|pre|blockquote|section|article|hr|figure)\b",
    re.IGNORECASE,
)
_BLANK_LINES = re.compile(r"\n[ \t\r]*\n\s*")
_SAYS_NOTHING = re.compile(
    r"\S+\.(?:jpe?g|png|gif|webp|svg|avif|bmp)|ima?ge?|photo|picture|thumb\w*|(?:dsc|img)\w?\d+",
    re.I,
)


def document(article: Article) -> Document:
    """The body of an article as text; links are resolved against its base, or else its link."""
    return from_html(article.html, article.base or article.link)


def from_html(html: str, base: str = "") -> Document:
    """HTML, a whole page or a piece of one, as a Document. Never fails.

    `base` is an absolute URL. A text without any block-level tag is split into paragraphs at blank
    lines. Markup made to hang a parser loses its structure but not its words; what is over two
    million characters is cut off.
    """
    from selectolax.lexbor import LexborHTMLParser  # 30 ms that the first frame need not wait for

    builder = Builder(base)
    # The first node of a fragment stands for the whole of it in selectolax, so it is one of ours.
    parser = LexborHTMLParser("<wbr>" + _with_blocks(harmless(html)), is_fragment=True)
    _walk(builder, parser.root)
    return builder.finish()


def _with_blocks(html: str) -> str:
    if _BLOCK_TAG.search(html):
        return html
    if "<" not in html:
        return "<p>".join("<br>".join(lines) for lines in paragraphs(html))
    return _BLANK_LINES.sub("<p>", html)


def _walk(builder: Builder, node: LexborNode | None) -> None:
    above: list[tuple[LexborNode | None, Leave]] = []
    while True:
        while node is None:
            if not above:
                return
            node, leave = above.pop()
            leave()
        tag = node.tag
        if tag == "-text":
            builder.text(node.text_content or "")
            node = node.next
            continue
        entered = _enter(builder, tag or "-comment", node)
        if entered is None:
            node = node.next
        else:
            above.append((node.next, entered))
            node = node.first_child


def _enter(builder: Builder, tag: str, node: LexborNode) -> Leave | None:
    """Begin an element; what ends it, or None if there is nothing in it to see."""
    if tag in _UNSEEN:
        return None
    attributes = node.attributes
    if attributes and _hidden(attributes):
        return None
    if tag in _SPANS:
        return builder.open_span(_SPANS[tag])
    if tag in _BLOCKS:
        return builder.block()
    if tag in _PLACES:
        return builder.place(_PLACES[tag])
    begin = _ELEMENTS.get(tag)
    return begin(builder, attributes, node) if begin else _nothing


def _nothing() -> None:
    """An element without meaning ends."""


def _hidden(attributes: Attributes) -> bool:
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool(_INVISIBLE.search(attributes.get("style") or ""))
    )


def _link(builder: Builder, attributes: Attributes, node: LexborNode) -> Leave:
    href = resolve(builder.base, attributes.get("href") or "")
    return builder.open_span("link", href) if href else _nothing


def _heading(builder: Builder, attributes: Attributes, node: LexborNode) -> Leave:
    return builder.place("heading", level=int((node.tag or "h1")[1]))


def _list(builder: Builder, attributes: Attributes, node: LexborNode) -> Leave:
    if node.tag == "ul":
        return builder.list()
    down = "reversed" in attributes
    first = _number(attributes, "start")
    if first is None:
        first = sum(1 for child in node.iter() if child.tag == "li") if down else 1
    return builder.list(first, -1 if down else 1, attributes.get("type") or "1")


def _item(builder: Builder, attributes: Attributes, node: LexborNode) -> Leave:
    return builder.item(_number(attributes, "value"))


def _number(attributes: Attributes, name: str) -> int | None:
    """An integer as HTML reads it, or None; numbers of absurd size are none."""
    found = re.match(r"\s*(-?[0-9]{1,6})(?![0-9])", attributes.get(name) or "")
    return int(found[1]) if found else None


def _quote(builder: Builder, attributes: Attributes, node: LexborNode) -> Leave:
    """`<q>`: the marks that a browser draws around it."""
    builder.text("“")
    return builder.end_quote


def _quoted(builder: Builder, attributes: Attributes, node: LexborNode) -> Leave:
    return builder.quoted()


def _code(builder: Builder, attributes: Attributes, node: LexborNode) -> Leave:
    return builder.place("code")


def _break(builder: Builder, attributes: Attributes, node: LexborNode) -> None:
    builder.line_break()


def _rule(builder: Builder, attributes: Attributes, node: LexborNode) -> None:
    builder.rule()


def _table(builder: Builder, attributes: Attributes, node: LexborNode) -> Leave:
    return builder.table() if tables.holds_data(node) else builder.block()


def _row(builder: Builder, attributes: Attributes, node: LexborNode) -> Leave:
    return builder.row()


def _cell(builder: Builder, attributes: Attributes, node: LexborNode) -> Leave:
    across = _number(attributes, "colspan") or 1
    down = _number(attributes, "rowspan") or 1
    return builder.cell(node.tag == "th", across, down)


def _caption(builder: Builder, attributes: Attributes, node: LexborNode) -> Leave:
    return builder.table_caption()


def _image(builder: Builder, attributes: Attributes, node: LexborNode) -> None:
    """Its alternative text, or else its title, if it has one and is no tracker's pixel; and the
    image itself, unless it only draws that text."""
    from tui.text.pictures import draws_text, picture  # the first frame need not wait for it

    alt = one_line(attributes.get("alt") or attributes.get("title") or "")
    tiny = any(_number(attributes, side) in (0, 1) for side in ("width", "height"))
    if tiny or _SAYS_NOTHING.fullmatch(alt):
        alt = ""
    if alt and (draws_text(attributes) or not any(map(str.isalnum, alt))):
        builder.text(alt)
    else:
        builder.image(Image(alt, picture=picture(attributes, builder.base)))


def _media(builder: Builder, attributes: Attributes, node: LexborNode) -> None:
    """A video, sound or embedded page is a link to it: where it leads is all that we can show."""
    source = node.css_first("source[src]")
    src = attributes.get("src") or (source and source.attributes.get("src")) or ""
    href = resolve(builder.base, src)
    if href.startswith("http"):
        builder.image(Image(one_line(attributes.get("title") or "") or host(href), href))


_ELEMENTS: Mapping[str, Callable[[Builder, Attributes, LexborNode], Leave | None]] = {
    "a": _link,
    "blockquote": _quoted,
    "br": _break,
    "caption": _caption,
    "hr": _rule,
    "iframe": _media,
    "video": _media,
    "audio": _media,
    "img": _image,
    "li": _item,
    "ul": _list,
    "ol": _list,
    "pre": _code,
    "xmp": _code,
    "listing": _code,
    "plaintext": _code,
    "q": _quote,
    "table": _table,
    "tr": _row,
    "td": _cell,
    "th": _cell,
} | dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading)
