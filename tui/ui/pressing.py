"""From keys to commands: what was pressed, how often it counts, and what it has to wait for.

What a key means stands in `tui.keys`, what a command does in the method named after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.widgets import Input

from tui.commands import REPEATED, Command, Where

if TYPE_CHECKING:
    from tui.ui.reader_screen import Pane, ReaderScreen

PLACE: dict[Pane, Where] = {
    "feeds": "lists",
    "headlines": "lists",
    "article": "article",
    "findings": "findings",
}

MOST_REPEATS = 100
"""How often a count repeats a command at most."""

ONWARD = frozenset(("down", "half-down", "page-down", "last", "read-on"))
"""Commands that wait for the lines of the first article, if they come before it is drawn."""


class Pressing:
    """Keys pressed on the reader screen."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._waiting: list[tuple[Command, int]] = []

    def key(self, event: events.Key) -> bool:
        """Do what a key asks for. False: it means nothing here."""
        screen = self._screen
        if isinstance(screen.focused, Input):
            return screen.searching.box_key(event)
        key = event.character if event.is_printable and event.character else event.key
        key = "space" if key == " " else key
        if screen.linking.hinting:
            screen.linking.key(key)
            return True
        keys, was_typing = screen.keys, bool(screen.keys.typed)
        keys.hits = screen.searching.on
        command = keys.press(key, PLACE[screen.pane])
        screen.linking.show_numbers(keys.digits)
        if command and not (was_typing and key == "escape"):
            self._begin(command, keys.count)
        else:
            screen.show_hints()
        return bool(command or was_typing or keys.typed)

    def _begin(self, command: Command, count: int) -> None:
        screen = self._screen
        if command.id in ONWARD and screen.pane == "article" and not screen.article.laid_out:
            self._waiting.append((command, count))
        else:
            self.carry_out(command, count)

    def go_on(self) -> None:
        """Carry out what waited for the first article to be drawn."""
        waiting, self._waiting = self._waiting, []
        for command, count in waiting:
            self.carry_out(command, count)

    def carry_out(self, command: Command, count: int = 0) -> None:
        """Carry out a command or macro; `count` is the number typed before it, 0 for none."""
        screen = self._screen
        for id_ in command.does or (command.id,):
            again = max(1, min(count, MOST_REPEATS)) if id_ in REPEATED else 1
            screen.count = count
            for _ in range(again):
                screen.do(id_)
            screen.count = 0
