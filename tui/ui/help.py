"""All keys by place, made from the table of commands. It lists; it does nothing else."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.commands import COMMANDS, PLACES, Keys, Where

NAMES: dict[Where, str] = {
    "everywhere": "Everywhere",
    "lists": "In the lists",
    "article": "In an article",
    "findings": "In the findings",
}


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
            hint = "j and k scroll · [keys] in feeds.toml changes keys · q closes"
            yield Static(hint, classes="dialog-hint", markup=False)

    def _table(self, place: Where) -> Content:
        rows = [c for c in COMMANDS if c.where == place]
        width = max(len(self._keys.shown(c.id)) for c in rows)
        parts: list[Content] = [Content.styled(NAMES[place], "bold $accent")]
        for command in rows:
            keys = self._keys.shown(command.id).rjust(max(width, 8))
            parts.append(
                Content.assemble(
                    "\n", (keys, "bold $foreground"), "  ", (command.sentence, "$muted")
                )
            )
        return Content("").join(parts)

    def on_key(self, event: events.Key) -> None:
        text = self.query_one("#help-text", VerticalScroll)
        key = event.character if event.is_printable and event.character else event.key
        command = self._keys.press("space" if key == " " else key, "everywhere")
        event.stop()
        event.prevent_default()
        page = text.size.height - 2
        steps = {"down": 1, "up": -1, "page-down": page, "read-on": page, "page-up": -page}
        steps |= {"half-down": page // 2, "half-up": -page // 2, "first": -9999, "last": 9999}
        if command is None:
            return
        if command.id in steps:
            text.scroll_relative(y=steps[command.id], animate=False)
        elif command.id in ("back", "help", "quit"):
            self.dismiss(None)
