"""A file that comes with an article → a file in a directory of the user's.

It never takes the name of a file that is there. What has come when a download breaks off is kept
beside it (`.NAME.part`) and continued the next time, if the server still has the very same file.
Nothing in here opens or runs what was downloaded.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
import shutil
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import BinaryIO

import httpx
from msgspec import Struct

from tui.errors import FetchError
from tui.feeds.fetch import Web, address
from tui.feeds.trouble import bad_status, name, no_answer

RESERVE = 200 << 20
"""Bytes of the disk that a download leaves free."""

PARTIAL, OUT_OF_RANGE = 206, 416

_RANGE = re.compile(r"bytes (?:(\d+)-\d+|\*)/(\d+|\*)")


class Wanted(Struct, frozen=True):
    """What to download (`url`), the address that named it (`by`), and where it is to go.

    `stall_s`: so many seconds without a byte are the end of it.
    """

    url: str
    by: str
    folder: Path
    name: str
    stall_s: float = 30.0

    @property
    def part(self) -> Path:
        """Where what has come so far is kept; each address has its own."""
        mark = hashlib.blake2b(self.url.encode("utf-8", "replace"), digest_size=4).hexdigest()
        return self.folder / f".{self.name}.{mark}.part"

    @property
    def version(self) -> Path:
        """Where it is noted which version of the file that is part of."""
        return self.part.with_suffix(".version")


async def download(
    web: Web, wanted: Wanted, tell: Callable[[int, int | None], None] = lambda done, total: None
) -> Path:
    """Fetch a file, going on where an earlier try broke off; the path that it has then.

    `tell` hears how many bytes there are, and of how many, None if nobody knows. Raises FetchError.
    """
    host = name(address(wanted.url))
    try:
        wanted.folder.mkdir(parents=True, exist_ok=True)
        done, total = await _fetched(web, wanted, tell)
        if total is not None and done != total:
            raise FetchError(f"{host} broke off; another try goes on from there.")
        return _settled(wanted)
    except TimeoutError:
        stall = f"{wanted.stall_s:g} s"
        raise FetchError(
            f"{host} sent nothing for {stall}; another try goes on from there."
        ) from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise no_answer(error, host) from error
    except OSError as error:
        raise FetchError(
            f"The file cannot be kept in {wanted.folder}: {error.strerror}."
        ) from error


async def _fetched(
    web: Web, wanted: Wanted, tell: Callable[[int, int | None], None]
) -> tuple[int, int | None]:
    """Bring the part up to the whole; how many bytes it has, and should have."""
    had = wanted.part.stat().st_size if wanted.part.is_file() else 0
    version = wanted.version.read_text() if had and wanted.version.is_file() else ""
    asked = {"Accept-Encoding": "identity"}
    if version:
        asked |= {"Range": f"bytes={had}-", "If-Range": version}
    async with web.opened(wanted.url, wanted.by, asked, wanted.stall_s) as response:
        done, total = _begins(response, had if version else 0)
        if done == total:
            return done, total
        _make_room(wanted.folder, (total or 0) - done)
        with _opened(wanted.part, append=bool(done)) as file:
            wanted.version.write_text(_version(response))
            async for chunk in _chunks(response, wanted.stall_s):
                file.write(chunk)
                done += len(chunk)
                _make_room(wanted.folder, 0)
                tell(done, total)
    return done, total


def _begins(response: httpx.Response, had: int) -> tuple[int, int | None]:
    """How much of the file there is already, and how large it is. Raises FetchError."""
    found = _RANGE.fullmatch(response.headers.get("content-range", ""))
    size = int(found[2]) if found and found[2] != "*" else None
    if response.status_code == OUT_OF_RANGE and had and size == had:
        return had, had
    if not response.is_success:
        raise bad_status(response, datetime.now(UTC))
    if response.status_code == PARTIAL:
        if not found or found[1] is None or int(found[1]) != had:
            raise FetchError(f"{name(response.url)} sent another part than was asked for.")
        return had, size
    length = response.headers.get("content-length", "")
    return 0, int(length) if re.fullmatch(r"\d{1,15}", length) else None


def _version(response: httpx.Response) -> str:
    """What says that a file is still the same: a strong ETag, else its date."""
    etag = str(response.headers.get("etag", ""))
    if etag and not etag.startswith("W/"):
        return etag
    return str(response.headers.get("last-modified", ""))


async def _chunks(response: httpx.Response, stall_s: float) -> AsyncIterator[bytes]:
    coming = response.aiter_raw().__aiter__()
    while True:
        async with asyncio.timeout(stall_s):
            try:
                chunk = await anext(coming)
            except StopAsyncIteration:
                return
        yield chunk


def _make_room(folder: Path, coming: int) -> None:
    if shutil.disk_usage(folder).free < coming + RESERVE:
        raise FetchError(f"There is too little room on the disk of {folder}.")


def _opened(part: Path, *, append: bool) -> BinaryIO:
    """The part, to be written; never what a link leads to."""
    how = os.O_APPEND if append else os.O_TRUNC
    number = os.open(part, os.O_CREAT | os.O_WRONLY | os.O_NOFOLLOW | how, 0o644)
    return os.fdopen(number, "wb")


def _settled(wanted: Wanted) -> Path:
    """Give the whole file its name: the next one that no file has."""
    stem, _, ending = wanted.name.rpartition(".")
    for n in count(1):
        path = wanted.folder / (wanted.name if n == 1 else f"{stem}-{n}.{ending}")
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW, 0o644))
        except FileExistsError:
            continue
        os.replace(wanted.part, path)
        wanted.version.unlink(missing_ok=True)
        return path
    raise AssertionError("numbers do not end")
