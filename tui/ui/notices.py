"""Telling of news outside the screen: the bell, the terminal's notifications, or a command.

What came from a feed is cleaned before it reaches the terminal, and is an argument of a command
that is never given to a shell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui.settings import Settings
from tui.text.safe import one_line
from tui.ui.browser import run_detached

LONGEST = 200
"""Characters of a notification."""


def notice(settings: Settings, title: str, text: str, write: Callable[[str], None] | None) -> None:
    """Tell of something as the settings say; `write` writes to the terminal. Never waits."""
    title, text = _told(title), _told(text)
    if settings.notify_command:
        run_detached(_filled(settings.notify_command, title, text))
    elif write and settings.notify != "none":
        write(sequence(settings.notify, title, text))


def sequence(how: str, title: str, text: str) -> str:
    """What makes a terminal notify: BEL, OSC 9 (as iTerm2) or OSC 777 (as urxvt)."""
    if how == "osc9":
        return f"\x1b]9;{title}: {text}\x1b\\"
    if how == "osc777":
        return f"\x1b]777;notify;{title.replace(';', ',')};{text.replace(';', ',')}\x1b\\"
    return "\a"


def _told(text: str) -> str:
    return one_line(text)[:LONGEST]


def _filled(command: Sequence[str], title: str, text: str) -> list[str]:
    """The command with title and text in their places; each stays one argument."""
    program, *words = command
    return [program, *(w.replace("{title}", title).replace("{text}", text) for w in words)]
