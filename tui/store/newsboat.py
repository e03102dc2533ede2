"""newsboat's cache.db, read as it lies there: feeds, articles, and which were read.

It is another program's file, perhaps in use, perhaps made by somebody else: it is opened for
reading only, and no view or trigger in it gets a function to call.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from tui.errors import StoreError

COLUMNS = "feedurl, guid, title, author, url, pubDate, content, unread, deleted, flags"
LATER = ("enclosure_url", "enclosure_type", "base", "content_mime_type")
"""Columns that older versions of newsboat do not have."""


class CachedItem(Struct, frozen=True):
    """A row of rss_item. `published` is in seconds since 1970; text is as newsboat had it."""

    feed_url: str
    guid: str
    title: str
    author: str
    url: str
    published: int
    content: str
    unread: bool
    deleted: bool
    flags: str
    enclosure_url: str
    enclosure_type: str
    base: str
    content_mime_type: str


class Cache:
    """A cache.db. Every method raises StoreError when it is none, or cannot be read."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def count(self) -> int:
        """How many articles it has."""
        return next(int(number) for (number,) in self._rows("SELECT count(*) FROM rss_item"))

    def titles(self) -> dict[str, str]:
        """The feeds it knows: address → title."""
        rows = self._rows("SELECT rssurl, title FROM rss_feed")
        return {_text(url): _text(title) for url, title in rows}

    def items(self) -> Iterator[CachedItem]:
        """Its articles in the order in which they came."""
        there = {str(row[1]) for row in self._rows("PRAGMA table_info(rss_item)")}
        later = [name if name in there else "''" for name in LATER]
        for row in self._rows(f"SELECT {COLUMNS}, {', '.join(later)} FROM rss_item ORDER BY id"):
            feed, guid, title, author, url, at, content, unread, deleted, flags, *files = row
            enclosure, kind, base, mime = map(_text, files)
            yield CachedItem(
                feed_url=_text(feed),
                guid=_text(guid),
                title=_text(title),
                author=_text(author),
                url=_text(url),
                published=at if isinstance(at, int) else 0,
                content=_text(content),
                unread=bool(unread),
                deleted=bool(deleted),
                flags=_text(flags),
                enclosure_url=enclosure,
                enclosure_type=kind,
                base=base,
                content_mime_type=mime,
            )

    def _rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        try:
            with contextlib.closing(_opened(self.path)) as connection:
                yield from connection.execute(sql)
        except sqlite3.Error as error:
            raise StoreError(f"{self.path} cannot be read as newsboat's cache: {error}.") from error


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
