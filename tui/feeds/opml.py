"""OPML 1.0 and 2.0 ↔ feeds: how readers hand over their lists.

What comes in is somebody else's file: it is read as broken as it is, but no entity it declares,
nothing it includes and no command it names is ever looked at. Our own settings of a feed travel in
attributes with the prefix "quoth:". Pure functions; nothing in here fetches or saves.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html.entities import html5
from typing import Any
from xml.sax.saxutils import quoteattr

from lxml import etree
from msgspec.structs import replace

from tui.errors import ParseError, SettingsError
from tui.feeds import FeedList
from tui.feeds.charset import decode
from tui.model import Feed
from tui.settings import COMMAND_KEYS, address_problem, checked, values
from tui.text.safe import one_line

MOST_BYTES = 10_000_000
LONGEST_NAME = 200
BETWEEN = " / "
"""Between the names of a folder and of the folder in it."""

OURS = "quoth:"
PLAIN = ("key", "url", "page", "title", "folder", *COMMAND_KEYS)
"""Keys of a feed's table that OPML says in its own way, or must not say at all."""

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_REFERENCE = re.compile(r"&(?:#x([0-9a-f]{1,6});|#([0-9]{1,7});|(\w{2,31};)?)", re.I)
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_XML_NAMES = {"amp;", "lt;", "gt;", "quot;", "apos;"}


def read(data: bytes) -> FeedList:
    """The feeds of an OPML file, in its order. Raises ParseError when it is none."""
    if len(data) > MOST_BYTES:
        raise ParseError(f"It is larger than {MOST_BYTES // 1_000_000} MB.")
    text = decode(data)
    if re.search(r"<!ENTITY", text, re.I):
        raise ParseError("It declares entities of its own, which no list of feeds needs.")
    outlines = list(_outlines(_tree(text)))
    if not outlines:
        raise ParseError("It is no OPML: there is no outline in it.")
    found, left_out = [], []
    for marks, folder in outlines:
        feed = _feed(marks, folder)
        if problem := _problem(feed, marks):
            left_out.append(f"“{_name(marks) or 'An outline without a name'}” {problem}.")
        elif feed.address:
            found.append((feed, marks.get(f"{OURS}key", "")))
    return FeedList(tuple(f for f, _ in found), tuple(k for _, k in found), tuple(left_out))


def _tree(text: str) -> Any:
    """The document, mended where it is broken."""
    begins = re.search(r"<(\?xml|!doctype|opml)\b", text[:2_000], re.I)
    text = _DECLARATION.sub("", text[begins.start() :] if begins else text)
    text = _ILLEGAL.sub("", _REFERENCE.sub(_escaped, text))
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, encoding="utf-8"
    )
    root = etree.fromstring(text.encode("utf-8", "replace"), parser) if text.strip() else None
    if root is None:
        raise ParseError("It is no OPML.")
    return root


def _escaped(found: re.Match[str]) -> str:
    """A reference as XML knows it; a bare "&", as addresses have them, is meant as it stands."""
    if found[1] or found[2]:
        code = int(found[1], 16) if found[1] else int(found[2])
        space, legal = code in (9, 10, 13), 32 <= code < 0xD800 or 0xE000 <= code < 0x110000
        return found[0] if space or legal else ""
    name = found[3]
    if name is None:
        return "&amp;"
    if name in _XML_NAMES:
        return found[0]
    character = html5.get(name)
    return character if character else f"&amp;{name}"


def _outlines(root: Any) -> Iterator[tuple[dict[str, str], str]]:
    """Each outline that is no folder: its attributes by lower-case name, and its folder."""
    waiting: list[tuple[Any, str]] = [(root, "")]
    while waiting:
        element, folder = waiting.pop()
        inside = folder
        if _tag(element) == "outline":
            marks = {_attribute(name): value for name, value in element.attrib.items()}
            if marks.get("xmlurl") or not len(element):
                yield marks, folder or _category(marks)
            else:
                inside = BETWEEN.join(filter(None, (folder, _name(marks))))
        waiting += [(child, inside) for child in reversed(element)]


def _tag(element: Any) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _attribute(name: str) -> str:
    """An attribute's name; lxml writes "{namespace}name" where the prefix was declared."""
    space, _, local = name.rpartition("}")
    return f"{OURS if 'quoth' in space else ''}{local}".lower()


def _category(marks: Mapping[str, str]) -> str:
    """The first of OPML 2.0's slash-delimited categories, which some use instead of folders."""
    first = marks.get("category", "").partition(",")[0]
    return BETWEEN.join(filter(None, (one_line(part) for part in first.split("/"))))[:LONGEST_NAME]


def _name(marks: Mapping[str, str]) -> str:
    return one_line(marks.get("title", "") or marks.get("text", ""))[:LONGEST_NAME].strip()


def _feed(marks: Mapping[str, str], folder: str) -> Feed:
    """The feed that an outline names; without an address it names none."""
    ours = {name.removeprefix(OURS): value for name, value in marks.items() if OURS in name}
    title = one_line(marks.get("title", ""))[:LONGEST_NAME] if "key" in ours else _name(marks)
    url = marks.get("xmlurl", "").strip()
    if not url and marks.get("type", "").lower() in ("rss", "atom"):
        url = marks.get("url", "").strip()
    page = "" if url else ours.get("page", "").strip()
    feed = Feed("", url=_web(url), page=page, title=title, folder=folder)
    return _with_settings(feed, ours) if feed.address else feed


def _web(url: str) -> str:
    """feed:https://… is the same as https://…; a space in it is one that nobody encoded."""
    url = re.sub(r"[ \t\r\n]+", "%20", url) if re.match("(feed:)?https?:", url, re.I) else url
    url = re.sub(r"^feed:(?=https?:)", "", url, flags=re.I)
    return re.sub(r"^feed://", "https://", url, flags=re.I)


def _with_settings(feed: Feed, ours: Mapping[str, str]) -> Feed:
    """The feed with the settings that Quoth itself wrote; one that is wrong is passed over."""
    held: dict[str, Any] = values(feed)
    for name, written in ours.items():
        if name not in PLAIN:
            try:
                feed = replace(checked("key", {**held, name: _value(written)}), key="")
                held = values(feed)
            except SettingsError:
                continue
    return feed


def _value(written: str) -> Any:
    """A number, a truth value, a list or a text."""
    try:
        return json.loads(written)
    except (ValueError, RecursionError):
        return written


def _problem(feed: Feed, marks: Mapping[str, str]) -> str:
    """Why an outline gives no feed; "" if it does, or if it never was to be one."""
    kind = marks.get("type", "").lower()
    if kind == "include":
        return "includes another list, which is not read"
    if not feed.address:
        return "is a link, not a feed" if marks.get("url") else ""
    for address, name in ((feed.url, "url"), (feed.page, "page")):
        if address and (problem := address_problem(address, name)):
            return f"is left out: its url {problem}"
    return ""


# Writing.


def write(feeds: Iterable[Feed], titles: Mapping[str, str]) -> str:
    """An OPML 2.0 file of feeds; `titles` are what feeds without a title of the user's are called.

    A feed that a command makes is left out: no reader should run what a file says.
    """
    tree: dict[str, Any] = {}
    for feed in feeds:
        if not feed.exec:
            folder = tree
            for name in feed.folder.split(BETWEEN) if feed.folder else ():
                folder = folder.setdefault(name, {})
            folder.setdefault("", []).append(_outline(feed, titles.get(feed.key, "")))
    lines = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0" xmlns:quoth="urn:quoth:feeds">',
        "<head><title>Feeds of Quoth</title></head>",
        "<body>",
        *_folder_lines(tree, 1),
        "</body>",
        "</opml>",
    )
    return "\n".join(lines) + "\n"


def _folder_lines(folder: Mapping[str, Any], depth: int) -> Iterator[str]:
    indent = "  " * depth
    for name, inside in folder.items():
        if name == "":
            yield from (f"{indent}{outline}" for outline in inside)
        else:
            yield f"{indent}<outline text={quoteattr(name)}>"
            yield from _folder_lines(inside, depth + 1)
            yield f"{indent}</outline>"


def _outline(feed: Feed, own_title: str) -> str:
    kind = {"type": "rss", "xmlUrl": feed.url} if feed.url else {"type": "link", "url": feed.page}
    titled = {"title": feed.title} if feed.title else {}
    ours = {"key": feed.key, **({"page": feed.page} if feed.page else {})}
    ours |= {n: _written(v) for n, v in values(feed).items() if n not in PLAIN}
    marks = {"text": one_line(feed.title or own_title or feed.key), **titled, **kind}
    marks |= {f"{OURS}{name}": value for name, value in ours.items()}
    written = (f"{name}={quoteattr(_ILLEGAL.sub('', value))}" for name, value in marks.items())
    return f"<outline {' '.join(written)}/>"


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
