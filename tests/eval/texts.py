"""The texts that labels speak of, read from the corpus: article pages, feeds, press releases.

A file name with "#2" means the third entry of a feed, in the order that our parser gives, or the
third line of a file of press releases or news; without a title the first line of its text is one.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from tui.feeds.parse import Fetched, parse
from tui.model import Feed

BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, blockquote"
URL = "https://feed.example/"


def texts_of(shared: Path, files: Iterable[str]) -> dict[str, str]:
    """File name → the text that all offsets refer to: the paragraphs joined by empty lines."""
    sources = sorted({file.partition("#")[0] for file in files if "#" in file})
    return article_texts(shared) | {
        f"{source}#{number}": text
        for source in sources
        for number, (_, text) in enumerate(_entries(shared / "corpus" / source))
    }


def article_texts(shared: Path) -> dict[str, str]:
    """The same for the article pages alone."""
    index = shared / "corpus" / "pages" / "articles" / "index.jsonl"
    rows = map(json.loads, index.read_text(encoding="utf-8").split("\n")[:-1])
    return {row["file"]: "\n\n".join(row["paragraphs"]) for row in rows}


def titles_of(shared: Path, files: Iterable[str]) -> dict[str, str]:
    """File name → title: of a page as the index has it, else as the page shares it."""
    folder = shared / "corpus" / "pages" / "articles"
    rows = map(json.loads, (folder / "index.jsonl").read_text(encoding="utf-8").split("\n")[:-1])
    known = {row["file"]: row.get("title") for row in rows}
    found = {}
    for file in files:
        source, entry, number = file.partition("#")
        if entry:
            found[file] = _entries(shared / "corpus" / source)[int(number)][0]
        else:
            found[file] = known[file] or _shared_title(folder / file)
    return found


def _shared_title(page: Path) -> str:
    meta = LexborHTMLParser(gzip.decompress(page.read_bytes())).css_first(
        "meta[property='og:title']"
    )
    return (meta.attributes.get("content") or "") if meta else ""


@lru_cache(maxsize=64)
def _entries(source: Path) -> list[tuple[str, str]]:
    """The title and text of each entry."""
    if source.suffix == ".jsonl":
        lines = map(json.loads, source.read_text(encoding="utf-8").split("\n")[:-1])
        return [
            (line.get("title") or line["text"].partition("\n")[0], line["text"]) for line in lines
        ]
    fetched = Fetched(URL, source.read_bytes())
    feed = parse(Feed(key=source.name, url=URL), fetched, datetime(2026, 1, 1, tzinfo=UTC))
    return [(article.title, _text(article.html)) for article in feed.articles]


def _text(html: str) -> str:
    """The innermost blocks, white space made one. Made here: no change of our own shifts it."""
    blocks = LexborHTMLParser(html).css(BLOCKS)
    innermost = [block for block in blocks if len(block.css(BLOCKS)) == 1]  # itself
    paragraphs = (" ".join(block.text().split()) for block in innermost)
    return "\n\n".join(filter(None, paragraphs))
