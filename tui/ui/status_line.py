"""The line at the bottom, and the line above each list.

Left: what is here, in numbers. Middle: what the sync does. Right: what to press next. Both draw
one line and know nothing of the library. (Textual's own Footer costs 50 ms at the start.)
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui.ui.drawing import Piece, between, clip, strip
from tui.ui.row_paint import RowPaint

LEAST_HINTS = 12
"""Cells that the hints always have."""


class OneLine(Widget):
    """A widget of one drawn line; `pieces` says what stands on it."""

    ALLOW_SELECT = False

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._paint: RowPaint | None = None

    def pieces(self, width: int) -> list[Piece]:
        """The line's text in `width` cells."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        return strip(self.pieces(width) if y == 0 else [], width, self._look)

    def _look(self, role: str) -> Style:
        if self._paint is None:
            self._paint = RowPaint(self)
        return self._paint.style(role)

    def notify_style_update(self) -> None:
        self._paint = None
        super().notify_style_update()


class PaneHead(OneLine):
    """The title of a pane: what is shown, and how many."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._title = ""
        self._number = ""

    def show(self, title: str, number: str = "") -> None:
        """Put a title at the left and a number at the right."""
        if (title, number) != (self._title, self._number):
            self._title, self._number = title, number
            self.refresh()

    def pieces(self, width: int) -> list[Piece]:
        number = [(f" {self._number} ", "muted")] if self._number else []
        return between([(f" {self._title}", "")], number, width)


class StatusLine(OneLine):
    """Counts, progress and what to press next."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._counts: Sequence[Piece] = ()
        self._progress: Sequence[Piece] = ()
        self._hints: Sequence[tuple[str, str]] = ()
        self._alone = False

    def show_counts(self, pieces: Sequence[Piece]) -> None:
        """What is here, in numbers."""
        if pieces != self._counts:
            self._counts = pieces
            self.refresh()

    def show_progress(self, pieces: Sequence[Piece]) -> None:
        """What the sync does, or what became of it; empty for nothing."""
        if pieces != self._progress:
            self._progress = pieces
            self.refresh()

    def show_hints(self, hints: Sequence[tuple[str, str]], *, alone: bool = False) -> None:
        """What to press next: (key, label), the most useful first; `alone`: they need all room."""
        if (hints, alone) != (self._hints, self._alone):
            self._hints, self._alone = hints, alone
            self.refresh()

    def pieces(self, width: int) -> list[Piece]:
        if self._alone:
            return between([], _fitting(self._hints, width), width)
        left = [(" ", ""), *self._counts]
        middle = _without_surplus([*self._progress], width - _width(left) - LEAST_HINTS)
        room = width - _width(left) - _width(middle) - 3
        right = _fitting(self._hints, max(room, LEAST_HINTS))
        spare = max(0, width - _width(right) - _width(middle))
        return between(_clipped(left, spare - 1), [*middle, *right], width)


def _without_surplus(pieces: list[Piece], width: int) -> list[Piece]:
    """The pieces that fit, the first ones most of all, and a gap behind them."""
    while len(pieces) > 1 and _width(pieces) + 3 > width:
        pieces.pop()
    return [*pieces, ("   ", "")] if pieces else []


def _fitting(hints: Sequence[tuple[str, str]], width: int) -> list[Piece]:
    """As many hints as there is room for; the last one (help) always."""
    pieces: list[Piece] = []
    *first, last = hints or [("", "")]
    end = _hint(*last)
    for hint in first:
        piece = _hint(*hint)
        if _width(pieces) + _width(piece) + _width(end) > width:
            break
        pieces += piece
    return [*pieces, *end]


def _hint(key: str, label: str) -> list[Piece]:
    return [(key, "key"), (f" {label}  ", "label")]


def _clipped(pieces: Sequence[Piece], width: int) -> list[Piece]:
    kept: list[Piece] = []
    for text, role in pieces:
        room = width - _width(kept)
        if room <= 0:
            break
        kept.append((clip(text, room), role))
    return kept


def _width(pieces: Sequence[Piece]) -> int:
    return sum(cell_len(text) for text, _ in pieces)
