"""Images in full, in terminals that speak kitty's graphics protocol: what is to be written for it
(https://sw.kovidgoyal.net/kitty/graphics-protocol/). An image lies over the cells, whatever is
written into them, until it is taken away; there is one at a time. It writes nothing itself.
"""

from __future__ import annotations

import base64
import contextlib
import fcntl
import struct
import termios
from collections.abc import Mapping

SPEAKERS = ("xterm-kitty", "xterm-ghostty")
"""TERM of the terminals that do. Asking a terminal would take longer than the first frame, and in
tmux or screen, which have a TERM of their own, the answer would be of no use."""

STDOUT = 1
NUMBER = 0x51756F
CHUNK = 4_096
"""Characters of one message at most, as the protocol has it."""
CELL = (10, 20)
"""Pixels of a cell whose size nobody tells."""


def is_spoken(environment: Mapping[str, str]) -> bool:
    """Whether the terminal says that it is one of those."""
    return environment.get("TERM") in SPEAKERS


def cell() -> tuple[int, int]:
    """Width and height of a cell in pixels; if the terminal does not tell, the usual."""
    return told_cell() or CELL


def told_cell() -> tuple[int, int] | None:
    """Width and height of a cell in pixels, as the terminal tells; None: it does not."""
    with contextlib.suppress(OSError):
        told = fcntl.ioctl(STDOUT, termios.TIOCGWINSZ, bytes(8))
        rows, columns, width, height = struct.unpack("HHHH", told)
        if rows and columns and width >= columns and height >= rows:
            return width // columns, height // rows
    return None


def shown(png: bytes, column: int, row: int) -> str:
    """Shows an image in its own size, its upper left corner in a cell, counted from 0; in place of
    the one before."""
    data = base64.standard_b64encode(png).decode("ascii")
    chunks = [data[at : at + CHUNK] for at in range(0, len(data), CHUNK)]
    keys = [f"a=T,f=100,C=1,q=2,i={NUMBER},", *[""] * (len(chunks) - 1)]
    last = len(chunks) - 1
    messages = (
        f"\x1b_G{key}m={int(n < last)};{chunk}\x1b\\"
        for n, (key, chunk) in enumerate(zip(keys, chunks, strict=True))
    )
    return f"\x1b7\x1b[{row + 1};{column + 1}H{''.join(messages)}\x1b8"


GONE = f"\x1b_Ga=d,d=I,i={NUMBER},q=2\x1b\\"
"""Takes the image away."""
