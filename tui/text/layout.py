"""Document + Highlights + width → Lines: what stands on which line, in which looks.

Pure. Widths are terminal cells as Rich counts them. It knows no colours and no widgets.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from tui.text.columns import GAP, column_widths
from tui.text.document import Block, Document
from tui.text.painting import Highlight, Paint, Piece
from tui.text.wrapping import Range, cells, code_lines, wrap

__all__ = ["NARROWEST", "Highlight", "Line", "Piece", "layout", "line_at"]

NARROWEST = 8
_ROOM_FOR_LABELS = 24
_BAR, _IMAGE = "│ ", "▣ "
_ROLES = {
    "heading": ("heading",),
    "code": ("code",),
    "caption": ("caption",),
    "image": ("caption",),
    "term": ("strong",),
}
# Pairs of blocks that stand together without a blank line.
_TOGETHER = {
    ("item", "item"),
    ("image", "caption"),
    ("caption", "table"),
    ("term", "term"),
    ("term", "definition"),
}


class Line(NamedTuple):
    """One line on the screen.

    `block` is the index of its block, -1 for a blank line between two. [`start`, `end`) is the
    range of Document.text it shows; in a table, from its first cell to its last. `figure` is the
    address of the image and which of its rows is to be drawn there.
    """

    pieces: tuple[Piece, ...]
    block: int
    start: int
    end: int
    figure: tuple[str, int] | None = None


class _Frame(Struct, frozen=True):
    """What stands left of a block's text: on its first line, on the others; and the room left."""

    first: tuple[Piece, ...]
    others: tuple[Piece, ...]
    width: int
    roles: tuple[str, ...]


def layout(document: Document, highlights: Sequence[Highlight], width: int) -> list[Line]:
    """The lines of a document, none wider than `width` cells (8 at least).

    Every character that is not white space stands in exactly one piece, in order, but that the
    cells of a table row stand side by side. `start` never goes back from line to line.
    """
    page = _Page(document, highlights, max(width, NARROWEST))
    for index, block in enumerate(document.blocks):
        page.add(index, block)
    return page.lines


def line_at(lines: Sequence[Line], offset: int) -> int:
    """The index of the line that shows the character at `offset`, or else the last one before it.

    0 for what comes before the first line.
    """
    if not lines:
        return 0
    last = max(bisect_right(lines, offset, key=lambda line: line.start) - 1, 0)
    for i in range(last, -1, -1):
        if lines[i].block != lines[last].block:
            break
        if any(piece.start <= offset < piece.start + len(piece.text) for piece in lines[i].pieces):
            return i
    return last


class _Page:
    """The lines so far, and what the next block must know of those before it."""

    def __init__(self, document: Document, highlights: Sequence[Highlight], width: int) -> None:
        self.lines: list[Line] = []
        self._text = document.text
        self._width = width
        self._paint = Paint(document.text, document.spans, highlights)
        self._markers = _marker_widths(document.blocks)
        self._columns = [0]  # where the text of items begins, by their level
        self._before: Block | None = None

    def add(self, index: int, block: Block) -> None:
        self._add_gap(block)
        frame = self._frame(index, block)
        if block.kind == "table":
            self._add_table(index, block, frame)
        elif block.kind == "rule":
            rule = Piece("─" * frame.width, -1, ("rule",))
            self.lines.append(Line((*frame.first, rule), index, block.start, block.end))
        elif block.kind == "code":
            self._add(index, frame, code_lines(self._text, block.start, block.end, frame.width))
        else:
            text, width = self._text, frame.width
            self._add(index, frame, wrap(text, block.start, block.end, width, block.soft))
        self._before = block

    def _add(self, index: int, frame: _Frame, ranges: Sequence[Range]) -> None:
        lead = frame.first
        for start, end in ranges:
            pieces = (*lead, *self._paint.pieces(start, end, frame.roles))
            self.lines.append(Line(pieces, index, start, end))
            lead = frame.others

    def _add_gap(self, block: Block) -> None:
        before = self._before
        if before is None:
            return
        if (before.kind, block.kind) in _TOGETHER and before.quoted == block.quoted:
            return
        bars = self._bars(min(before.quoted, block.quoted))
        self.lines.append(Line(bars, -1, before.end, before.end))

    def _bars(self, quoted: int) -> tuple[Piece, ...]:
        bars = _BAR * min(quoted, self._width // NARROWEST)
        return (Piece(bars, -1, ("quoted",)),) if bars else ()

    def _frame(self, index: int, block: Block) -> _Frame:
        bars = self._bars(block.quoted)
        room = self._width - sum(len(piece.text) for piece in bars)
        most = room - max(room // 3, 2)
        marker = self._marker(index, block)[:most]
        indent = min(self._indent(block, len(marker)), most - len(marker))
        roles = ("quoted",) * bool(block.quoted) + _ROLES.get(block.kind, ())
        hanging = _blank(indent + len(marker))
        first = (*_blank(indent), Piece(marker, -1, ("marker",))) if marker else hanging
        return _Frame((*bars, *first), (*bars, *hanging), room - indent - len(marker), roles)

    def _marker(self, index: int, block: Block) -> str:
        if block.kind == "image":
            return _IMAGE
        return f"{block.marker} ".rjust(self._markers[index]) if block.marker else ""

    def _indent(self, block: Block, marker: int) -> int:
        """How far a block is set in; items remember it for what follows inside them."""
        level = 0 if block.kind == "heading" else block.level
        while len(self._columns) <= level:
            self._columns.append(self._columns[-1] + 2)
        if block.kind == "item":
            self._columns[level:] = [self._columns[level - 1] + marker]
            return self._columns[level - 1]
        return self._columns[level] + 2 * (block.kind == "definition")

    def _add_table(self, index: int, block: Block, frame: _Frame) -> None:
        widths = column_widths(self._text, block.rows, frame.width)
        for i, row in enumerate(block.rows):
            roles = frame.roles + ("table-head",) * (block.headed and i == 0)
            if widths:
                self._add_row(index, row, replace(frame, roles=roles), widths)
            elif i == 0 and block.headed:
                whole = wrap(self._text, row[0][0], row[-1][1], frame.width, soft=True)
                self._add(index, replace(frame, roles=roles), whole)
            else:
                self._add_record(index, block, row, frame)
            if widths and block.headed and i == 0:
                rule = (" " * GAP).join("─" * width for width in widths)
                pieces = (*frame.others, Piece(rule, -1, ("rule",)))
                self.lines.append(Line(pieces, index, row[-1][1], row[-1][1]))

    def _add_row(
        self, index: int, row: Sequence[Range], frame: _Frame, widths: Sequence[int]
    ) -> None:
        """The cells of a row side by side."""
        text = self._text
        columns = [wrap(text, *cell, width) for cell, width in zip(row, widths, strict=False)]
        for ranges in zip_longest(*columns):
            pieces, behind = list(frame.others), 0
            for width, lines in zip(widths, ranges, strict=False):
                if lines:
                    pieces += [
                        *_blank(behind),
                        *self._paint.pieces(lines[0], lines[1], frame.roles),
                    ]
                    behind = -cells(text, *lines)
                behind += width + GAP
            shown = [lines for lines in ranges if lines]
            self.lines.append(Line(tuple(pieces), index, shown[0][0], shown[-1][1]))

    def _add_record(self, index: int, block: Block, row: Sequence[Range], frame: _Frame) -> None:
        """The cells of a row one below the other, each after the head of its column."""
        heads = block.rows[0] if block.headed else ()
        lead = frame.others
        for (start, end), head in zip_longest(row, heads[: len(row)], fillvalue=(0, 0)):
            if start == end:
                continue
            label = self._label(head, frame.width)
            room = frame.width - cells(label, 0, len(label)) - 2 * (lead is not frame.others)
            named = (*lead, Piece(label, -1, ("table-head",))) if label else lead
            hanging = (*frame.others, *_blank(frame.width - room))
            ranges = wrap(self._text, start, end, room)
            self._add(index, _Frame(named, hanging, room, frame.roles), ranges)
            lead = (*frame.others, *_blank(2))

    def _label(self, head: Range, room: int) -> str:
        """The head of a column as it stands before a cell, in a third of the room at most."""
        start, end = head
        if start == end or room < _ROOM_FOR_LABELS:
            return ""
        lines = wrap(self._text, start, end, room // 3 - 2)
        return f"{self._text[slice(*lines[0])]}: " if lines else ""


def _blank(width: int) -> tuple[Piece, ...]:
    return (Piece(" " * width),) if width > 0 else ()


def _marker_widths(blocks: Sequence[Block]) -> list[int]:
    """For each block the room for its marker: what the widest marker of its list takes."""
    widths = [0] * len(blocks)
    lists: list[list[int]] = [[]]  # by level, the items so far of the list that is open there
    for i, block in enumerate([*blocks, Block("rule", 0, 0)]):
        level = block.level if block.kind != "heading" else 0
        while len(lists) > level + 1:
            items = lists.pop()
            widest = max((len(blocks[item].marker) for item in items), default=0) + 1
            for item in items:
                widths[item] = widest
        while len(lists) <= level:
            lists.append([])
        if block.kind == "item":
            lists[level].append(i)
        elif block.marker:
            widths[i] = len(block.marker) + 1
    return widths
