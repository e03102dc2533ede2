"""Content codings undone under a byte limit: gzip, deflate and br.

The limit holds while decoding, so that a small answer cannot become gigabytes in memory: httpx's
own decoding hands out a whole chunk however large it grows (1,717 bytes became 1,000,000,000).
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Protocol

import brotli


class UnpackError(Exception):
    """The bytes are not what their coding says; never leaves `feeds`."""


class Unpacker(Protocol):
    """Turns chunks of an answer into chunks of its body."""

    def take(self, data: bytes, room: int) -> bytes:
        """Decode a chunk into at most about `room` + 1 bytes: more than `room` means give up.

        Raises UnpackError.
        """

    def whole(self) -> bool:
        """Whether the coded stream has come to its own end."""


class Plain:
    """No coding at all."""

    def take(self, data: bytes, room: int) -> bytes:
        """The data itself."""
        return data

    def whole(self) -> bool:
        """Whether it is complete is for HTTP to say."""
        return True


class Gzip:
    """gzip (RFC 1952) and deflate (RFC 1950, or bare RFC 1951 as some servers send it)."""

    def __init__(self, window: int) -> None:
        self._window = window
        self._stream: zlib._Decompress | None = None

    def take(self, data: bytes, room: int) -> bytes:
        """Decode a chunk."""
        if self._stream is None:
            self._stream = zlib.decompressobj(self._window or _deflate_window(data))
        try:
            return self._stream.decompress(data, room + 1)
        except zlib.error as error:
            raise UnpackError from error

    def whole(self) -> bool:
        """Whether the end of the stream was there."""
        return self._stream is None or self._stream.eof


class Brotli:
    """br (RFC 7932)."""

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def take(self, data: bytes, room: int) -> bytes:
        """Decode a chunk."""
        try:
            return bytes(self._stream.process(data, output_buffer_limit=room + 1))
        except brotli.error as error:
            raise UnpackError from error

    def whole(self) -> bool:
        """Whether the end of the stream was there."""
        return bool(self._stream.is_finished())


def _deflate_window(data: bytes) -> int:
    """zlib's header is a multiple of 31 that names method 8; without it the stream is bare."""
    headed = data[0] & 15 == 8 and int.from_bytes(data[:2], "big") % 31 == 0
    return 15 if headed else -15


UNPACKERS: dict[str, Callable[[], Unpacker]] = {
    "gzip": lambda: Gzip(31),
    "x-gzip": lambda: Gzip(31),
    "deflate": lambda: Gzip(0),
    "br": Brotli,
}


def unpacker(codings: list[str]) -> Unpacker:
    """What undoes these codings. Raises UnpackError when there are two or an unknown one."""
    if not codings:
        return Plain()
    if len(codings) > 1 or codings[0] not in UNPACKERS:
        raise UnpackError
    return UNPACKERS[codings[0]]()
