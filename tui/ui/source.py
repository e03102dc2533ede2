"""A text as it is, to be scrolled through: the HTML of an article. It changes nothing."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.keys import Keys
from tui.text.safe import one_line
from tui.ui.scrolling import scrolled

MOST = 200_000
"""Characters that are shown at most."""


class Source(ModalScreen[None]):
    """Shows a text line by line."""

    def __init__(self, title: str, text: str, keys: Keys) -> None:
        super().__init__()
        self._title, self._keys = one_line(title), keys
        self._text = "\n".join(one_line(line) for line in text[:MOST].splitlines())

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog help"):
            yield Static(self._title or "Source", classes="dialog-title", markup=False)
            with VerticalScroll(id="help-text", can_focus=False):
                yield Static(self._text, markup=False)
            yield Static("j and k scroll · q closes", classes="dialog-hint", markup=False)

    def on_key(self, event: events.Key) -> None:
        if scrolled(event, self._keys, self.query_one("#help-text", VerticalScroll)):
            self.dismiss(None)
