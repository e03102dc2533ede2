"""A list that draws its rows line by line, so that a million of them cost no more than a screenful.

It knows a cursor, the mouse and how to scroll; what a row says is the business of its children. No
widget per row, no animation, no keys of its own: the screen calls `move` and `go`.
"""

from __future__ import annotations

from typing import Self

from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.ui.drawing import Piece, strip
from tui.ui.row_paint import RowPaint
from tui.ui.steady_view import SteadyView

MARGIN = 2
"""Rows kept in view above and below the cursor."""
MOST_DRAWN = 500
"""Rows that are remembered as they were drawn, at most."""


class RowList(SteadyView):
    """Rows of equal height with a cursor."""

    ALLOW_SELECT = False
    cursor: reactive[int] = reactive(0, repaint=False)
    row_height = 1
    lead_lines = 0
    """How many lines of a row come before those that show the cursor."""
    lit_lines = 99
    """How many lines of a row show the cursor; lines beyond are air between rows."""

    class Moved(Message):
        """The cursor stands on another row, or the row under it became another."""

        def __init__(self, rows: RowList) -> None:
            super().__init__()
            self.rows = rows

        @property
        def control(self) -> RowList:
            return self.rows

    class Chosen(Moved):
        """A row was clicked: the same as going in."""

    def __init__(self, id: str) -> None:
        self._drawn: dict[int, dict[tuple[int, str], Strip]] = {}
        """What was drawn of each row: its lines, on each ground."""
        super().__init__(id=id)
        self._hover = -1
        self._across = 0
        self._paint: RowPaint | None = None

    # What the children say.

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def draw(self, index: int, line: int, width: int) -> list[Piece]:
        """Line number `line` of a row, after the cursor's bar, in `width` cells."""
        raise NotImplementedError

    def draw_empty(self, line: int, width: int) -> list[Piece]:
        """Line number `line` of the pane when there are no rows."""
        return []

    def stays(self, index: int) -> bool:
        """Whether a row will look the same until it is refreshed."""
        return True

    def selectable(self, index: int) -> bool:
        """Whether the cursor may stand on this row."""
        return True

    # The cursor.

    def move(self, rows: int) -> None:
        """Move the cursor by so many rows (negative: up)."""
        self.go(self.cursor + rows, 1 if rows > 0 else -1)

    def go(self, index: int, direction: int = 1) -> None:
        """Put the cursor on a row and bring it into view."""
        index = self._nearest(max(0, min(index, self.row_count - 1)), direction)
        old, self.cursor = self.cursor, index
        self.show_cursor()
        self._refresh_row(old)
        self._refresh_row(index)
        if old != index:
            self.post_message(self.Moved(self))

    def _nearest(self, index: int, direction: int) -> int:
        for step in (direction, -direction):
            at = index
            while 0 <= at < self.row_count:
                if self.selectable(at):
                    return at
                at += step
        return 0

    def show_cursor(self) -> None:
        """Scroll just so far that the cursor's row is in view."""
        height = self.scrollable_content_region.height
        if not height:
            return
        margin = min(MARGIN, max(0, height // self.row_height - 1) // 2) * self.row_height
        top = self.cursor * self.row_height
        bottom = top + self.row_height
        y = self.scroll_offset.y
        y = min(max(y, bottom + margin - height), max(top - margin, 0))
        self._scroll_to_line(y)

    def _scroll_to_line(self, y: int) -> None:
        if y != self.scroll_offset.y:
            self.scroll_to(y=y, animate=False, force=True)

    @property
    def rows_in_view(self) -> int:
        """How many rows a page has."""
        return max(1, self.scrollable_content_region.height // self.row_height)

    def resized(self) -> None:
        """The number or height of rows changed: tell the scroll bar, keep the cursor in view."""
        # The width is given, never asked for: rows are clipped, so nothing scrolls sideways.
        self.virtual_size = Size(0, self.row_count * self.row_height)
        self.refresh()

    def on_resize(self) -> None:
        self.resized()
        self.show_cursor()

    # Drawing.

    def render_lines(self, crop: Region) -> list[Strip]:
        self._across = self.scrollable_content_region.width  # the same for every line of a frame
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        width = self._across
        if not self.row_count:
            return strip(self.draw_empty(y, width), width, lambda role: self._style("plain", role))
        index, line = divmod(y + self.scroll_offset.y, self.row_height)
        if index >= self.row_count:
            return Strip.blank(width, self._style("plain", ""))
        lit = 0 <= line - self.lead_lines < self.lit_lines
        base = self._base(index) if lit else "plain"
        drawn = self._drawn.get(index, {})
        if (line, base) not in drawn:
            drawn[line, base] = self._made(index, line, base, width)
            self._keep(index, drawn)
        return drawn[line, base]

    def _made(self, index: int, line: int, base: str, width: int) -> Strip:
        bar = ("▌", "accent") if base == "here" else ("▏" if base == "cursor" else " ", "muted")
        pieces = [bar, *self.draw(index, line, width - 1)]
        return strip(pieces, width, lambda role: self._style(base, role))

    def _keep(self, index: int, drawn: dict[tuple[int, str], Strip]) -> None:
        if len(self._drawn) >= MOST_DRAWN:
            self._drawn.clear()
        if self.stays(index):
            self._drawn[index] = drawn

    def refresh(self, *regions: Region, **how: bool) -> Self:
        # Scrolling refreshes a region, in which each row stays as it is; but without a region,
        # what rows say has changed.
        if not regions:
            self._drawn.clear()
        return super().refresh(*regions, **how)

    def _base(self, index: int) -> str:
        if index == self.cursor:
            return "here" if self.has_focus else "cursor"
        return "hover" if index == self._hover else "plain"

    def _style(self, base: str, role: str) -> Style:
        if self._paint is None:
            self._paint = RowPaint(self)
        return self._paint.style(role, base)

    def notify_style_update(self) -> None:
        self._paint = None
        self._drawn.clear()
        super().notify_style_update()

    def _refresh_row(self, index: int) -> None:
        self._drawn.pop(index, None)
        self.refresh_lines(index * self.row_height, self.row_height)

    def watch_has_focus(self, has_focus: bool) -> None:
        super().watch_has_focus(has_focus)
        self._refresh_row(self.cursor)

    # The mouse.

    def row_at(self, event: events.MouseEvent) -> int:
        """The row under the mouse, -1 for none."""
        offset = event.get_content_offset(self)
        if offset is None:
            return -1
        index = (offset.y + self.scroll_offset.y) // self.row_height
        return index if 0 <= index < self.row_count else -1

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self._hover_over(self.row_at(event))

    def on_leave(self) -> None:
        self._hover_over(-1)

    def _hover_over(self, index: int) -> None:
        if index != self._hover:
            old, self._hover = self._hover, index
            self._refresh_row(old)
            self._refresh_row(index)

    def on_click(self, event: events.Click) -> None:
        index = self.row_at(event)
        if index >= 0 and self.selectable(index):
            self.clicked(index, event)

    def clicked(self, index: int, event: events.Click) -> None:
        """A row was clicked."""
        self.go(index)
        self.post_message(self.Chosen(self))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._wheel(event, 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._wheel(event, -3)

    def _wheel(self, event: events.MouseEvent, lines: int) -> None:
        event.stop()
        event.prevent_default()
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False)
