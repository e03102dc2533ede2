"""Keys in a window that only scrolls. It knows no text and no window."""

from __future__ import annotations

from textual import events
from textual.containers import VerticalScroll

from tui.keys import Keys


def scrolled(event: events.Key, keys: Keys, text: VerticalScroll) -> bool:
    """Obey a key; whether the window is to be closed."""
    key = event.character if event.is_printable and event.character else event.key
    command = keys.press("space" if key == " " else key, "everywhere")
    event.stop()
    event.prevent_default()
    page = text.size.height - 2
    steps = {"down": 1, "up": -1, "page-down": page, "read-on": page, "page-up": -page}
    steps |= {"half-down": page // 2, "half-up": -page // 2, "first": -9999, "last": 99999}
    if command is not None and command.id in steps:
        text.scroll_relative(y=steps[command.id], animate=False)
    return command is not None and command.id in ("back", "help", "quit")
