"""Lines of a page to segments of a terminal: text in its speaker's colour, marks in the margin.

It is told what to paint and where; it knows no widget, no scrolling and no width.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from rich.segment import Segment

from tui.analysis.annotation import Analysis, Finding
from tui.text.document import Document
from tui.text.layout import Highlight, Line, Piece
from tui.text.painting import Paint
from tui.ui.highlights import highlights, speakers
from tui.ui.paint import SYMBOLS, Palette

GUTTER = 2
"""Cells before the text, for the marks of findings."""


class PagePaint:
    """Paints the lines of one Document with its annotations."""

    def __init__(self, document: Document, analysis: Analysis) -> None:
        self.findings = tuple(sorted(analysis.findings, key=_start))
        self._document = document
        self._marks = sorted(highlights(analysis, speakers(analysis)), key=_start)
        # The end that nothing before it reaches beyond: how far back a line has to look.
        self._ends = list(accumulate((mark.end for mark in self._marks), max))

    def mark(self, line: Line, palette: Palette) -> Segment:
        """The gutter: a finding's symbol where it begins, a bar where it goes on."""
        finding = self._finding_at(line)
        if finding is None:
            return Segment(" " * GUTTER, palette.style())
        begins = line.start <= finding.start < line.end
        # A key sentence is only a sentence: a bar would promise more.
        goes_on = "" if finding.kind == "sentence" else SYMBOLS.bar
        symbol = SYMBOLS.of[finding.kind] if begins else goes_on
        return Segment(symbol.ljust(GUTTER), palette.style((f"finding-{finding.kind}",)))

    def _finding_at(self, line: Line) -> Finding | None:
        if line.start == line.end:
            return None
        index = bisect_left(self.findings, line.end, key=_start) - 1
        if index < 0 or self.findings[index].end <= line.start:
            return None
        return self.findings[index]

    def segments(
        self, line: Line, over: Sequence[Highlight], palette: Palette
    ) -> Iterator[Segment]:
        """The words of a line; what is `over` comes and goes, and is painted last."""
        paint = Paint(self._document.text, (), [*self._marks_on(line), *over])
        for piece in line.pieces:
            for cut in _cut(piece, paint):
                yield Segment(cut.text, palette.style(cut.roles, piece.href))

    def is_code(self, line: Line) -> bool:
        """Whether a line belongs to a block of code, which has a ground of its own."""
        return line.block >= 0 and self._document.blocks[line.block].kind == "code"

    def _marks_on(self, line: Line) -> list[Highlight]:
        """The annotations that a line shows some of."""
        first = bisect_right(self._ends, line.start)
        last = bisect_left(self._marks, line.end, key=_start)
        return [mark for mark in self._marks[first:last] if mark.end > line.start]


def _cut(piece: Piece, paint: Paint) -> Iterable[Piece]:
    if piece.start < 0:
        return (piece,)
    return paint.pieces(piece.start, piece.start + len(piece.text), piece.roles)


def _start(range_: Finding | Highlight) -> int:
    return range_.start
