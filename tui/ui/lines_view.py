"""What the article and the findings panel have in common: the styles they draw their lines with.

No widget per line, no animation, no keys of their own; what the lines are is the children's
business.
"""

from __future__ import annotations

from tui.ui.paint import Palette, Paper
from tui.ui.steady_view import SteadyView


class LinesView(SteadyView):
    """Scrolls over drawn lines."""

    DEFAULT_CSS = """
    LinesView {
        overflow-x: hidden;
        overflow-y: scroll;  /* a bar that comes and goes lays the whole screen out each time */
        scrollbar-size-vertical: 1;
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._palette: Palette | None = None

    @property
    def styles_of_roles(self) -> Palette:
        """The styles to draw with, as the theme has them now."""
        if self._palette is None:
            self._palette = Palette(Paper.of(self))
        return self._palette

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._palette = None

    def scroll_to_row(self, row: int) -> None:
        """Put a row at the top, or as near to it as there are rows."""
        # Forced: a scroll bar that is not drawn yet is no reason not to move.
        self.scroll_to(y=min(max(row, 0), self.max_scroll_y), animate=False, force=True)
