"""Roles of rows and of single lines to styles, in colours of the theme.

Not by component classes of CSS: those would be 22 rules more to read before the first frame, and
matched again for each of seven widgets there and at every move of the focus.
"""

from __future__ import annotations

from rich.style import Style
from textual.widget import Widget

from tui.ui.paint import Paper

_GROUNDS = {
    "plain": "background",
    "hover": "hover-bg",
    "cursor": "resting-bg",
    "here": "cursor-bg",
}
"""What a row stands on: `here` is the cursor with the focus, `cursor` without."""

_GROUNDS_WITHOUT_COLOUR = {"here": Style(reverse=True), "cursor": Style(underline=True)}

_INKS = {
    "accent": "accent",
    "bar": "good",
    "count": "muted",
    "folder": "foreground",
    "good": "good",
    "hit": "accent",
    "key": "accent",
    "label": "muted",
    "mark": "accent",
    "muted": "muted",
    "note": "foreground",
    "rail": "muted",
    "star": "accent",
    "strong": "heading",
    "unread": "heading",
    "warn": "bad",
}
"""Which variable colours a role."""

_BOLD = Style(bold=True)
_SHAPES = {
    **dict.fromkeys(("folder", "key", "mark", "strong", "unread", "warn"), _BOLD),
    "hit": Style(bold=True, underline=True),
}
"""What a role does besides its colour."""


class RowPaint:
    """The styles of a mounted widget's rows as the theme has them now; each is made once."""

    def __init__(self, widget: Widget) -> None:
        self._paper = Paper.of(widget)
        self._own = widget.rich_style
        self._by_shape = widget.app.native_ansi_color or not self._paper.colourful
        self._styles: dict[tuple[str, str], Style] = {}

    def style(self, role: str = "", ground: str = "") -> Style:
        """The style of text in this role on a row of this ground; "": the widget's own."""
        key = (role, ground)
        if key not in self._styles:
            self._styles[key] = self._ground(ground) + self._role(role)
        return self._styles[key]

    def _ground(self, name: str) -> Style:
        if not name:
            return self._own
        ground = self._paper.ink(_GROUNDS[name]).rich_color
        style = Style(color=self._paper.ink("foreground").rich_color, bgcolor=ground)
        told = _GROUNDS_WITHOUT_COLOUR.get(name) if self._by_shape else None
        return style + told if told else style

    def _role(self, role: str) -> Style:
        if not role:
            return Style.null()
        ink = Style(color=self._paper.ink(_INKS[role]).rich_color)
        return ink + _SHAPES.get(role, Style.null())
