"""Everything a person can do on the screen, one row each.

Bindings, footer, palette, help and README are made from COMMANDS; there is no second list of keys.
What a command does stands in `ui`, in the method named after its id. No Textual in here.

A key is written as it is typed: one character ("j", "G", "?"), or a name ("enter", "ctrl+d",
"shift+tab"). Two keys one after the other are written with a space between ("] q").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from tui.errors import SettingsError
from tui.settings import Config, likely, mistake

Where = Literal["everywhere", "lists", "article", "findings"]
PLACES: tuple[Where, ...] = ("everywhere", "lists", "article", "findings")


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the user can do.

    `where` is the place it is listed under; when one key stands at two commands, the one of the
    place where the user is wins. `sentence` says what it does; `label` is its name in the footer,
    where it is shown if `footer`.
    """

    id: str
    keys: tuple[str, ...]
    where: Where
    sentence: str
    label: str
    footer: bool = False


def _row(id_: str, keys: str, where: Where, sentence: str, label: str) -> Command:
    """A row of the table: keys separated by commas, "*" before a label that the footer shows."""
    return Command(
        id_,
        tuple(key.strip() for key in keys.split(", ")),
        where,
        sentence,
        label.removeprefix("*"),
        label.startswith("*"),
    )


COMMANDS: tuple[Command, ...] = (
    _row("open", "enter", "lists", "Open the article, or go into the feed.", "*open"),
    _row("read-on", "space", "everywhere", "Page on; at the end, the next unread.", "*read on"),
    _row("next-unread", "n", "everywhere", "Go to the next unread article.", "*next unread"),
    _row("previous-unread", "p", "everywhere", "Go to the previous unread article.", "back"),
    _row("next-article", "J", "article", "Open the next article of the list.", "next"),
    _row("previous-article", "K", "article", "Open the previous article of the list.", "previous"),
    _row("go", "enter", "findings", "Go to this passage in the article.", "*go to it"),
    _row("next-quote", "] q", "article", "Go to the next quote.", "*next quote"),
    _row("previous-quote", "[ q", "article", "Go to the previous quote.", "last quote"),
    _row("next-finding", "] f", "article", "Go to the next finding.", "*next finding"),
    _row("previous-finding", "[ f", "article", "Go to the previous finding.", "last finding"),
    _row("findings", "f", "article", "Show and hide the findings and quotes.", "*findings"),
    _row("voices", "v", "article", "Show only what is quoted, or all again.", "*only voices"),
    _row("why", "w", "findings", "Say why this quote has its speaker, or why this counts.", "*why"),
    _row("correct", "e", "findings", "Give this quote another speaker.", "*its speaker"),
    _row("cite", "Y", "findings", "Copy this passage as a citation.", "*cite"),
    _row(
        "order", "O", "findings", "Findings as in the article, or the weightiest first.", "*order"
    ),
    _row("down", "j, down", "everywhere", "Move down one row or line.", "down"),
    _row("up", "k, up", "everywhere", "Move up one row or line.", "up"),
    _row("first", "g, home", "everywhere", "Go to the beginning.", "beginning"),
    _row("last", "G, end", "everywhere", "Go to the end.", "end"),
    _row("half-down", "ctrl+d", "everywhere", "Move down half a page.", "half down"),
    _row("half-up", "ctrl+u", "everywhere", "Move up half a page.", "half up"),
    _row("page-down", "pagedown, ctrl+f", "everywhere", "Move down one page.", "page down"),
    _row("page-up", "pageup, ctrl+b", "everywhere", "Move up one page.", "page up"),
    _row("in", "l, right", "everywhere", "Go in: feeds, headlines, article, findings.", "in"),
    _row("out", "h, left", "everywhere", "Go out again; on a feed, to its folder.", "out"),
    _row("next-pane", "tab", "everywhere", "Go to the next pane.", "next pane"),
    _row("previous-pane", "shift+tab", "everywhere", "Go to the previous pane.", "last pane"),
    _row("refresh", "r", "lists", "Fetch the chosen feed or folder now.", "refresh"),
    _row("refresh-all", "R", "lists", "Fetch all feeds now.", "refresh all"),
    _row("unread-only", "u", "lists", "Show only unread articles, or all again.", "unread only"),
    _row("mark-all-read", "A", "lists", "Mark all articles of this list as read.", "all read"),
    _row("undo", "U", "lists", "Take back the last marking or correction.", "take back"),
    _row("add-feed", "a", "lists", "Add a feed.", "add a feed"),
    _row("toggle-read", "N", "everywhere", "Mark the article as read or unread.", "read/unread"),
    _row("star", "s", "everywhere", "Star the article, or take the star away.", "star"),
    _row("browser", "o", "everywhere", "Open the article in the browser.", "browser"),
    _row("copy-link", "y", "everywhere", "Copy the article's link.", "copy link"),
    _row("copy", "c", "everywhere", "Copy the selected text, or else this passage.", "copy"),
    _row("search", "/", "everywhere", "Search all articles.", "*search"),
    _row("reading", "z", "article", "Reading mode: only the article.", "reading mode"),
    _row("theme", "t", "everywhere", "Change between dark and light.", "theme"),
    _row("palette", ":, ctrl+p", "everywhere", "Find a command by name.", "commands"),
    _row("help", "?", "everywhere", "Show all keys.", "*help"),
    _row("back", "q, escape", "everywhere", "Go back.", "*back"),
    _row("quit", "Q, ctrl+q", "everywhere", "Quit.", "quit"),
)

BY_ID: Mapping[str, Command] = {command.id: command for command in COMMANDS}

NAMES = frozenset(
    (
        *("enter", "space", "tab", "escape", "backspace", "delete", "insert"),
        *("up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
        *(f"f{n}" for n in range(1, 13)),
    )
)
"""Keys that have a name instead of a character."""

SIGNS = {
    "enter": "⏎",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "escape": "esc",
    "pageup": "pgup",
    "pagedown": "pgdn",
}
"""How some keys are shown."""


def keymap(config: Config) -> dict[str, tuple[str, ...]]:
    """Command id → its keys: those of the table, changed by `[keys]` of feeds.toml.

    Raises SettingsError for an unknown command or key, and for two commands on one key.
    """
    keys = {command.id: command.keys for command in COMMANDS}
    for id_, written in config.keys.items():
        _check(config, id_, written)
        keys[id_] = tuple(" ".join(key.split()) for key in written)
    _refuse_conflicts(config, keys)
    return keys


def _check(config: Config, id_: str, written: Iterable[str]) -> None:
    if id_ not in BY_ID:
        raise _mistake(config, id_, f'there is no command "{id_}"{likely(id_, BY_ID)}')
    for sequence in written:
        for key in sequence.split() or [""]:
            if not _is_key(key):
                near = likely(key.rpartition("+")[2], NAMES)
                raise _mistake(config, id_, f'"{key}" is no key{near}')


def _is_key(key: str) -> bool:
    if len(key) == 1:
        return key.isprintable()
    *modifiers, name = key.split("+")
    known = set(modifiers) <= {"ctrl", "shift", "alt"}
    return known and (name in NAMES or (bool(modifiers) and len(name) == 1))


def _refuse_conflicts(config: Config, keys: Mapping[str, tuple[str, ...]]) -> None:
    seen: dict[tuple[Where, str], str] = {}
    for id_, sequences in keys.items():
        for sequence in sequences:
            other = seen.setdefault((BY_ID[id_].where, sequence), id_)
            if other != id_:
                culprit = id_ if id_ in config.keys else other
                message = f'the key "{sequence}" stands at both "{other}" and "{id_}"'
                raise _mistake(config, culprit, message)
    _refuse_hidden(config, keys)


def _refuse_hidden(config: Config, keys: Mapping[str, tuple[str, ...]]) -> None:
    """A key that begins a sequence can never act alone."""
    owner = {sequence: id_ for id_, sequences in keys.items() for sequence in sequences}
    for sequence, id_ in owner.items():
        first, _, rest = sequence.partition(" ")
        if rest and first in owner:
            culprit = id_ if id_ in config.keys else owner[first]
            message = f'the key "{first}" of "{owner[first]}" is also the beginning of "{sequence}"'
            raise _mistake(config, culprit, message)


def _mistake(config: Config, key: str, message: str) -> SettingsError:
    return mistake(config.path, f"keys.{key}", message)


class Keys:
    """Turns pressed keys into commands, one key at a time. `plain`: keys are named in ASCII."""

    def __init__(self, keymap: Mapping[str, tuple[str, ...]], *, plain: bool = False) -> None:
        self._keymap = dict(keymap)
        self._plain = plain
        self._commands: dict[str, list[Command]] = {}
        for id_, sequences in keymap.items():
            for sequence in sequences:
                self._commands.setdefault(sequence, []).append(BY_ID[id_])
        self._beginnings = {key.partition(" ")[0] for key in self._commands if " " in key}
        self.pending = ""

    def press(self, key: str, place: Where) -> Command | None:
        """The command that this key completes; None: none, or `pending` waits for more."""
        sequence = f"{self.pending} {key}".strip()
        if not self.pending and key in self._beginnings:
            self.pending = key
            return None
        self.pending = ""
        candidates = self._commands.get(sequence, [])
        return max(candidates, key=lambda command: _nearness(command, place), default=None)

    def continuations(self) -> Iterator[tuple[str, Command]]:
        """What may follow the pending key: (key, command)."""
        for sequence, commands in self._commands.items():
            first, _, rest = sequence.partition(" ")
            if rest and first == self.pending:
                yield rest, commands[0]

    def shown(self, id_: str, limit: int = 9) -> str:
        """A command's keys as the user reads them: "j ↓"; at most `limit` of them."""
        return " ".join(self.sign(sequence) for sequence in self._keymap[id_][:limit])

    def sign(self, sequence: str) -> str:
        """A key as it is shown: "]q", "⏎", "^d"."""
        signs = {} if self._plain else SIGNS
        return "".join(signs.get(key, key.replace("ctrl+", "^")) for key in sequence.split())

    def footer(self, place: Where) -> list[Command]:
        """What to press next in this place, the most useful first."""
        shown = [c for c in COMMANDS if c.footer and self._keymap[c.id]]
        here = [c for c in shown if c.where == place]
        return here + [c for c in shown if c.where == "everywhere"]


def _nearness(command: Command, place: Where) -> int:
    return 2 if command.where == place else int(command.where == "everywhere")
