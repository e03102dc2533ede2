"""What is in the files that somebody wants to move in: told from their content, not their names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from tui.errors import ParseError, QuothError, StoreError
from tui.feeds import FeedList, newsboat
from tui.feeds.charset import decode
from tui.moving import cache, jsonlines
from tui.settings.mistake import short
from tui.store import Cache, Kept

MOST_BYTES = 10_000_000
SQLITE = b"SQLite format 3\0"

Keys = Callable[[str], str]
"""The key here of a feed that a file calls by its address or its own key; "" for none."""


class Articles(Struct, frozen=True):
    """Articles of a file: how many, and they themselves once the keys of their feeds are known."""

    count: int
    kept: Callable[[Keys], Iterator[Kept]]


class Found(Struct, frozen=True):
    """What some files hold together."""

    lists: tuple[FeedList, ...] = ()
    articles: tuple[Articles, ...] = ()


def look(paths: Sequence[Path]) -> Found:
    """What these files hold. QuothError names the first that cannot be read, or is of no use."""
    found = [_look(path) for path in paths]
    return Found(
        tuple(each for one in found for each in one.lists),
        tuple(each for one in found for each in one.articles),
    )


def _look(path: Path) -> Found:
    try:
        with path.open("rb") as file:
            begins = file.read(4096)
            if begins.startswith(SQLITE):
                return _cache(path)
            if jsonlines.begins(begins):
                return Found((jsonlines.feeds(path),), (_everything(path),))
            data = begins + file.read(MOST_BYTES)
        return Found((_list(data),))
    except OSError as error:
        raise QuothError(f"{short(path)} cannot be read: {error.strerror}.") from None
    except ParseError as error:
        raise QuothError(f"{short(path)} cannot be imported: {error}") from None
    except StoreError as error:  # no library of ours failed: the file is none of newsboat's
        raise QuothError(str(error)) from None


def _list(data: bytes) -> FeedList:
    text = decode(data)
    if text.lstrip("\ufeff \t\r\n").startswith("<") or "<opml" in text[:2_000].lower():
        from tui.feeds import opml  # here, since lxml costs a tenth of a second

        return opml.read(data)
    if not newsboat.looks_like(text):
        raise ParseError(
            "It is neither OPML, nor newsboat's urls or cache.db, nor an export of Quoth."
        )
    return newsboat.read(text)


def _cache(path: Path) -> Found:
    library = Cache(path)
    return Found((), (Articles(library.count(), lambda keys: cache.kept(library, keys)),))


def _everything(path: Path) -> Articles:
    return Articles(jsonlines.count(path), lambda keys: jsonlines.kept(path, keys))
