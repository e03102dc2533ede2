"""All keys by place, made from the table of commands. It lists; it does nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.commands import COMMANDS, PLACES, Where
from tui.keys import Keys
from tui.ui.scrolling import scrolled

NAMES: dict[Where, str] = {
    "everywhere": "Everywhere",
    "lists": "In the lists",
    "article": "In an article",
    "findings": "In the findings",
    "hits": "Where something was found",
    "health": "In feed health",
}


COUNTS = "A number typed before a key counts: 5j moves down five rows, 20G goes to row 20."


class Help(ModalScreen[None]):
    """What every key does."""

    def __init__(self, keys: Keys) -> None:
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog help"):
            yield Static("Keys", classes="dialog-title", markup=False)
            with VerticalScroll(id="help-text", can_focus=False):
                for place in PLACES:
                    yield Static(self._table(place), classes="help-place")
                if self._keys.macros:
                    yield Static(self._macros(), classes="help-place")
                yield Static(Content.styled(COUNTS, "$muted"), classes="help-place")
            hint = "j and k scroll · [keys] in feeds.toml changes keys · q closes"
            yield Static(hint, classes="dialog-hint", markup=False)

    def _table(self, place: Where) -> Content:
        """What has no key is found in the palette, and so its key is shown."""
        palette = self._keys.shown("palette", 1)
        here = (command for command in COMMANDS if command.where == place)
        rows = [(self._keys.shown(c.id) or palette, c.sentence) for c in here]
        return _rows(NAMES[place], rows)

    def _macros(self) -> Content:
        macros = self._keys.macros.items()
        return _rows("Your macros", [(self._keys.sign(key), m.sentence) for key, m in macros])

    def on_key(self, event: events.Key) -> None:
        if scrolled(event, self._keys, self.query_one("#help-text", VerticalScroll)):
            self.dismiss(None)


def _rows(title: str, rows: Sequence[tuple[str, str]]) -> Content:
    """A table of keys and sentences."""
    width = max(8, *(len(keys) for keys, _ in rows), 0)
    parts: list[Content] = [Content.styled(title, "bold $accent")]
    for keys, sentence in rows:
        words = (keys.rjust(width), "bold $foreground")
        parts.append(Content.assemble("\n", words, "  ", (sentence, "$muted")))
    return Content("").join(parts)
