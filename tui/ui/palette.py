"""The palette: every macro, every feed and every command that does something here, by name, those
used last first.

What was used is remembered by its id in the library, also between runs. It lists; the screen
carries out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.commands import BY_ID, COMMANDS
from tui.ui.chooser import Choice, Question
from tui.ui.library import Library
from tui.ui.needs import lacking

if TYPE_CHECKING:
    from tui.ui.reader_screen import ReaderScreen

HISTORY = "palette"
MOST_REMEMBERED = 20
NOT_LISTED = ("palette", "down", "up")


def question(screen: ReaderScreen) -> Question[str]:
    """What the palette asks. Answers are ids of commands, "macro KEY" or "feed KEY"."""
    choices = {choice.value: choice for choice in _all(screen)}
    recent = [id_ for id_ in history(screen.library) if id_ in choices]
    others = [choice for id_, choice in choices.items() if id_ not in recent]
    return Question("Commands", [*(choices[id_] for id_ in recent), *others], len(recent))


def history(library: Library) -> list[str]:
    """The ids of what was used from the palette, the last one first."""
    try:
        ids = json.loads(library.reader.recall(HISTORY) or "[]")
    except ValueError:
        return []
    return [id_ for id_ in ids if isinstance(id_, str)] if isinstance(ids, list) else []


def remember(library: Library, id_: str) -> None:
    """Note that something was used."""
    recent = [id_, *(other for other in history(library) if other != id_)]
    library.engine.remember(HISTORY, json.dumps(recent[:MOST_REMEMBERED]))


def carry_out(screen: ReaderScreen, id_: str) -> None:
    """Do what was chosen."""
    kind, _, key = id_.partition(" ")
    if kind == "feed":
        screen.go_to_feed(key)
    elif kind == "macro":
        screen.pressing.carry_out(screen.keys.macros[key])
    else:
        screen.pressing.carry_out(BY_ID[id_])


def _all(screen: ReaderScreen) -> Iterator[Choice[str]]:
    keys, library = screen.keys, screen.library
    for command in COMMANDS:
        here = command.id not in NOT_LISTED and command.where != "health"
        if here and not lacking(screen, command.id):
            shown = command.sentence.rstrip(".")
            yield Choice(shown, command.id, keys.shown(command.id, 1), command.id)
    for key, macro in keys.macros.items():
        yield Choice(macro.sentence.rstrip("."), f"macro {key}", keys.sign(key))
    for feed in library.config.feeds:
        title = f"Go to {library.title(feed.key)}"
        yield Choice(title, f"feed {feed.key}", feed.folder, feed.key, hidden=True)
