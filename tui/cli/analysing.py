"""analyse: quotes and findings of files, web pages, stdin, or many texts at once; no library."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from tui import analysis
from tui.cli import fields, output
from tui.cli.reading import folded, told
from tui.errors import FetchError, ParseError, QuothError
from tui.feeds import Fetched, NotModified
from tui.feeds.charset import decode
from tui.model import Feed
from tui.settings.mistake import shown
from tui.text.document import Document
from tui.text.html import document, from_html
from tui.text.plain import from_plain

STDIN = "-"
ADDRESS = re.compile("https?://", re.I)
HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s|\?xml\s|/?[a-z][a-z0-9]*[\s/>])", re.I | re.S
)
SAME, MISSED = 0.9, 2.0  # shares of an item in what trafilatura finds; both sides were measured
NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
"""Hardly ever in what people write, but in every twentieth place of a program, image or archive."""
WHOLE_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.I)


class Text(Struct, frozen=True):
    """What is to be analysed. `language` is a BCP 47 tag or empty."""

    document: Document
    title: str = ""
    language: str = ""


def analyse(options: Namespace) -> int:
    """Print what is found in each input. 1 when an address failed, 2 when a file cannot be read."""
    if options.jsonl:
        if options.inputs:
            raise QuothError("Name files or --jsonl FILE, not both.")
        for record in _records(options.jsonl):
            output.data(record)
        return 0
    if not options.inputs:
        raise QuothError("Name a file, an address, or - for stdin.")
    return max([_one(name, options.json) for name in options.inputs])


def _one(name: str, as_json: bool) -> int:
    try:
        text = _text(_fetched(name), name)
    except FetchError as error:
        output.tell(f"{_called(name)}: {error}")
        return 1
    except QuothError as error:
        output.tell(f"quoth: {error}")
        return 1 if ADDRESS.match(name) else 2
    found = analysis.analyse(text.document, text.title, text.language)
    if as_json:
        output.data(fields.analysis(text.title, text.document.text, found))
        return 0
    output.say(folded(text.title or _called(name)))
    for line in told(text.document.text, found):
        output.say(line)
    if not found.quotes and not found.findings:
        output.say("\nNeither quotes nor findings.")
    output.say()
    return 0


def _called(name: str) -> str:
    """How an input is named: an address without its password and query, which may be secret."""
    if not ADDRESS.match(name):
        return shown(name, 200)
    scheme, _, rest = name.partition("://")
    host, slash, path = re.split(r"[?#]", rest, maxsplit=1)[0].partition("/")
    return shown(f"{scheme}://{host.rpartition('@')[2]}{slash}{path}", 200)


def _records(name: str) -> Iterator[dict[str, Any]]:
    """The answer to each line of a file of {"id", "text"}. QuothError names a line that is not."""
    lines = _read(name).decode("utf-8", "replace").split("\n")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            id_, text = record["id"], _named(record)
        except (ValueError, KeyError, TypeError, RecursionError):
            where = f"{shown(name)}, line {number}"
            raise QuothError(f'{where}: this is not an object with "id" and "text".') from None
        found = analysis.analyse(text.document, text.title, text.language)
        yield {"id": id_, **fields.analysis(text.title, text.document.text, found)}


def _named(record: dict[str, Any]) -> Text:
    """The text of a record. TypeError where something else than words stands for words."""
    language = record.get("language") or record.get("lang")  # as labelled corpora call it
    words = [record["text"], record.get("title") or "", language or ""]
    if not all(isinstance(each, str) for each in words):
        raise TypeError
    return Text(from_plain(words[0]), *words[1:])


def _fetched(name: str) -> Fetched:
    """An input's bytes, as if they had been fetched. Raises FetchError or QuothError."""
    if ADDRESS.match(name):
        return asyncio.run(_fetch(name))
    return Fetched("", _read(name))


async def _fetch(url: str) -> Fetched:
    from tui.feeds.fetch import Web

    async with Web() as web:
        answer = await web.fetch(url)
    assert not isinstance(answer, NotModified)  # nothing was asked that could be so answered
    return answer


def _read(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "this is no file name"
        raise QuothError(f"{shown(name, 200)} cannot be read: {reason}") from None


def _text(fetched: Fetched, name: str) -> Text:
    text = _plain(fetched)
    if len(NO_TEXT.findall(text)) * 20 > len(text):
        raise QuothError(f"{_called(name)} cannot be read: it is no text")
    if not HTML.match(text):
        return Text(from_plain(text))
    if not WHOLE_PAGE.search(text[:5_000]):
        return Text(from_html(text, fetched.url))
    return _page(fetched) or Text(from_html(text, fetched.url))


def _plain(fetched: Fetched) -> str:
    """The text as the file has it, its byte order mark too: offsets are offsets into the file."""
    try:
        return fetched.body.decode("utf-8")
    except UnicodeDecodeError:
        return decode(fetched.body, fetched.content_type)


def _page(fetched: Fetched) -> Text | None:
    """The article of a whole page: as trafilatura finds it, or as the dated item that it is.

    An item wins where it is the same passage cut more cleanly (a news page with a heading and a
    date for each item), and where trafilatura has missed most of it.
    """
    from tui.text.extract import extract

    item, whole = _item(fetched), extract(decode(fetched.body, fetched.content_type), fetched.url)
    extracted = Text(from_html(whole.html, fetched.url), whole.title, whole.language)
    if item is None:
        return extracted if extracted.document.text else None
    share = len(item.document.text) / max(len(extracted.document.text), 1)
    return item if SAME <= share <= 1 or share > MISSED else extracted


def _item(fetched: Fetched) -> Text | None:
    """The longest article that a page has when it is read as a feed."""
    from tui.feeds import page

    try:
        read = page.read(Feed("page", page=fetched.url), fetched, datetime.now(UTC))
    except ParseError:
        return None
    texts = [Text(document(each), each.title, each.language) for each in read.articles]
    return max(texts, key=lambda each: len(each.document.text))
