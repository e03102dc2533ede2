"""What lists, article and findings have in common: a window over lines that they draw themselves.

Its place on the screen does not depend on what it shows, so nothing is laid out when that changes;
and its scroll bar is drawn only when it looks different.
"""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView

EIGHTHS = 8
"""Parts of a cell that Textual draws a thumb in."""


class SteadyView(ScrollView, can_focus=True, inherit_bindings=False):
    """Scrolls over `virtual_size` lines. No widget per line, no animation, no keys of its own."""

    # Textual's own lays the whole screen out again, in case that something depends on it.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    def watch_virtual_size(self, size: Size) -> None:
        self._scroll_update(size)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        if self.show_vertical_scrollbar:
            lines, height = self.virtual_size.height, self.scrollable_content_region.height
            self.vertical_scrollbar.position = seen_position(new_value, lines, height)
        if round(old_value) != round(new_value):
            self.refresh(self.size.region)


def seen_position(line: float, lines: int, height: int) -> float:
    """The position to give a bar `height` cells high for `line` of `lines`, the first one in view.

    It is another one only where the thumb looks different: each new position is a bar to be drawn,
    as dear as ten rows, and in a long list a step moves no eighth of a cell.
    """
    beyond = lines - height
    if beyond <= 0 or height <= 0:
        return line
    places = EIGHTHS * (height - max(1, height * height / lines))
    seen = round(line / beyond * places) / places * beyond if places else line
    return min(seen, beyond)
