"""Plain text → Document, every character where it was.

It finds paragraphs and items by their lines alone and guesses no headings. It cleans nothing:
what is to be shown goes through `safe.many_lines` before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from tui.text.document import Block, Document

_NARROWEST, _WIDEST = 40, 100  # columns at which people and programs wrap text
_FILLED = 0.85  # of the width: what a line and the next word take, if they did not fit

_BULLET = re.compile(
    r"(?:([•‣◦▪●○■–*-])|([0-9]{1,3}[.)]|[a-zA-Z][.)]|\([0-9a-z]{1,3}\)))[ \t\u00a0]+(?=\S)"
)


class _Row(Struct, frozen=True):
    """A line that is not blank: its words, where they begin, and how far they are set in."""

    start: int
    words: str
    indent: int
    after_blank: bool

    @property
    def end(self) -> int:
        return self.start + len(self.words)

    @property
    def width(self) -> int:
        return self.indent + len(self.words)


def from_plain(text: str) -> Document:
    """A Document whose text is `text` itself, unchanged.

    A blank line ends a block. Lines that were wrapped at some width are one block together (`soft`:
    its line breaks mean nothing); other lines are blocks of their own. Bullets typed as characters
    make items, whose range leaves the bullet out.
    """
    return Document(text, tuple(_block(text, rows) for rows in _groups(text)))


def paragraphs(text: str) -> list[list[str]]:
    """The paragraphs of `text`, each as the lines that mean to be lines."""
    found: list[list[str]] = []
    for rows in _groups(text):
        line = " ".join(row.words for row in rows)
        if found and not rows[0].after_blank:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _block(text: str, rows: list[_Row]) -> Block:
    start, end = rows[0].start, rows[-1].end
    soft = len(rows) > 1
    bullet = _BULLET.match(text, start, end)
    if not bullet:
        return Block("paragraph", start, end, soft=soft)
    return Block("item", bullet.end(), end, 1, bullet[2] or "•", soft=soft)


def _groups(text: str) -> Iterator[list[_Row]]:
    """The rows of each block."""
    rows = _rows(text)
    width = _wrap_width(rows)
    group: list[_Row] = []
    for row in rows:
        if group and not _goes_on(group[-1], row, width):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _rows(text: str) -> list[_Row]:
    rows: list[_Row] = []
    at, after_blank = 0, True
    for line in text.split("\n"):
        words = line.strip()
        if words:
            indent = len(line) - len(line.lstrip())
            rows.append(_Row(at + indent, words, indent, after_blank))
        after_blank = not words
        at += len(line) + 1
    return rows


def _wrap_width(rows: list[_Row]) -> int:
    """The width at which this text was wrapped, in characters; 0 if it was not.

    Nine lines in ten that are followed by another one keep within it (the rest may be URLs).
    """
    followed = sorted(row.width for row, after in pairwise(rows) if not after.after_blank)
    width = followed[len(followed) * 9 // 10] if followed else 0
    return width if _NARROWEST <= width <= _WIDEST else 0


def _goes_on(before: _Row, row: _Row, width: int) -> bool:
    """Whether a line was broken only because its next word, now in `row`, did not fit."""
    if not width or row.after_blank or _BULLET.match(row.words):
        return False
    if row.indent > before.indent and not _BULLET.match(before.words):
        return False
    return before.width + 1 + len(row.words.split(None, 1)[0]) > width * _FILLED
