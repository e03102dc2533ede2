"""The one way to stdout and stderr: no control character from the news gets through.

Text passes text.safe, JSON is pure ASCII. A reader that stops reading (| head) ends the printing,
not the work. Nothing in here knows what is printed.
"""

from __future__ import annotations

import io
import json
import os
import sys
from typing import Any, TextIO

from rich.cells import cell_len, set_cell_size

from tui.errors import OutputError
from tui.text.safe import many_lines, one_line

WIDEST = 80
_ERASE_LINE = "\r\x1b[2K"


def prepare() -> None:
    """Let no character be too much for stdout or stderr, whatever their encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def say(text: str = "") -> None:
    """Print lines on stdout. OutputError when they cannot be written (a full disk)."""
    _write(sys.stdout, many_lines(text).replace("\t", "    ") + "\n")


def data(value: Any) -> None:
    """Print a value as one line of JSON on stdout, at once."""
    _write(sys.stdout, json.dumps(value, allow_nan=False) + "\n")
    flush()


def tell(sentence: str) -> None:
    """Print a sentence for the user on stderr."""
    _write(sys.stderr, one_line(sentence) + "\n")


def ask(question: str) -> None:
    """Print a question on stderr; the answer is typed behind it."""
    _write(sys.stderr, one_line(question) + " ", flush=True)


def can_ask() -> bool:
    """Whether somebody is there to answer: questions and answers go over a terminal."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def progress(text: str) -> None:
    """Rewrite the line of progress on stderr, if that is a terminal; "" removes it."""
    if sys.stderr is not None and sys.stderr.isatty():
        _write(sys.stderr, _ERASE_LINE + clip(one_line(text), columns() - 1))
        sys.stderr.flush()


def flush() -> None:
    """Send off what was printed. OutputError when it cannot be written."""
    _write(sys.stdout, "", flush=True)


def speaks(characters: str) -> bool:
    """Whether stdout can print these characters."""
    try:
        characters.encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def clipping() -> int | None:
    """Cells in a row of a list: those of the terminal; None where rows may be of any length."""
    return columns() if sys.stdout is not None and sys.stdout.isatty() else None


def columns() -> int:
    """The width of the terminal in cells."""
    import shutil  # here, since the screen never asks

    return shutil.get_terminal_size().columns


def measure() -> int:
    """The width to lay text out in: comfortable to read, and no wider than the terminal."""
    return min(columns(), WIDEST)


def clip(text: str, width: int) -> str:
    """A line cut to so many cells, with … where something is missing."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(width - 1, 0)).rstrip() + "…"


def pad(text: str, width: int) -> str:
    """A line of exactly so many cells."""
    return set_cell_size(clip(text, width), width)


def _write(stream: TextIO | None, text: str, flush: bool = False) -> None:
    if stream is None:  # closed by whoever started us
        return
    try:
        stream.write(text)
        if flush:
            stream.flush()
    except BrokenPipeError:
        _mute(stream)
    except OSError as error:
        _mute(stream)
        raise OutputError(f"The output cannot be written: {error.strerror}.") from None


def _mute(stream: TextIO) -> None:
    """Nobody listens any more: whatever else is printed goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
