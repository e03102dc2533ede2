"""The keys a person has: those of the table, changed by feeds.toml; and what was pressed of them.

A number typed before a key is the count of its command ("5j"). Conflicts are refused with the line
they stand in. No Textual in here, and nothing is carried out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tui.commands import BY_ID, COMMANDS, Command, Where
from tui.errors import SettingsError
from tui.settings import Config, likely, mistake

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
        for first in _beginnings(sequence):
            if first in owner:
                culprit = id_ if id_ in config.keys else owner[first]
                what = f'the key "{first}" of "{owner[first]}"'
                message = f'{what} is also the beginning of "{sequence}"'
                raise _mistake(config, culprit, message)


def _beginnings(sequence: str) -> Iterator[str]:
    """All that is pressed before the last key of a sequence: "a b c" → "a", "a b"."""
    keys = sequence.split()
    return (" ".join(keys[:n]) for n in range(1, len(keys)))


def _mistake(config: Config, key: str, message: str) -> SettingsError:
    return mistake(config.path, ("keys", key), message)


def macros(config: Config, keys: Mapping[str, tuple[str, ...]]) -> dict[str, Command]:
    """The macros of feeds.toml: key → a Command that `does` several.

    Raises SettingsError, with the line, for an unknown key or command, and for a key that is taken
    in `keys` or begins another.
    """
    taken = {sequence: id_ for id_, sequences in keys.items() for sequence in sequences}
    found: dict[str, Command] = {}
    for written, does in config.macros.items():
        sequence = " ".join(written.split())
        _check_macro(config, written, does, taken)
        taken[sequence] = written
        sentence = f"{'; '.join(BY_ID[id_].sentence.rstrip('.') for id_ in does)}."
        found[sequence] = Command(
            sequence, (sequence,), "everywhere", sentence, BY_ID[does[-1]].label, does=does
        )
    return found


def _check_macro(
    config: Config, written: str, does: Sequence[str], taken: Mapping[str, str]
) -> None:
    sequence = " ".join(written.split())
    where = ("macros", written)
    for key in sequence.split() or [""]:
        if not _is_key(key):
            near = likely(key.rpartition("+")[2], NAMES)
            raise mistake(config.path, where, f'"{key}" is no key{near}')
    for id_ in does:
        if id_ not in BY_ID:
            problem = f'there is no command "{id_}"{likely(id_, BY_ID)}'
            raise mistake(config.path, where, problem)
    for other, owner in taken.items():
        if other == sequence:
            raise mistake(config.path, where, f'the key "{sequence}" is taken by "{owner}"')
        if sequence in _beginnings(other) or other in _beginnings(sequence):
            problem = f'"{sequence}" and "{other}" of "{owner}" begin alike: one hides the other'
            raise mistake(config.path, where, problem)


MOST_DIGITS = 4
"""Digits of a count; a longer number begins anew."""


class Keys:
    """Turns pressed keys into commands, one key at a time. `plain`: keys are named in ASCII."""

    def __init__(
        self,
        keymap: Mapping[str, tuple[str, ...]],
        macros: Mapping[str, Command] | None = None,
        *,
        plain: bool = False,
    ) -> None:
        self.pending = ""
        self.count = 0
        """The number typed before the last command; 0: none."""
        self.hits = False
        """Whether the keys of hits go from one to the next: then they count, and first."""
        self.digits = ""
        """What was typed of a number so far."""
        self.bind(keymap, macros, plain=plain)

    def bind(
        self,
        keymap: Mapping[str, tuple[str, ...]],
        macros: Mapping[str, Command] | None = None,
        *,
        plain: bool = False,
    ) -> None:
        """Take other keys from now on, as `keymap` and `macros` answer them."""
        self.macros = dict(macros or {})
        self._keymap = dict(keymap)
        self._plain = plain
        self._commands: dict[str, list[Command]] = {
            sequence: [macro] for sequence, macro in self.macros.items()
        }
        for id_, sequences in keymap.items():
            for sequence in sequences:
                self._commands.setdefault(sequence, []).append(BY_ID[id_])
        self._beginnings = {first for key in self._commands for first in _beginnings(key)}

    @classmethod
    def of(cls, config: Config) -> Keys:
        """The keys of a feeds.toml. Raises SettingsError for a mistake in them."""
        known = keymap(config)
        return cls(known, macros(config, known), plain=config.settings.ascii)

    @property
    def typed(self) -> str:
        """What was pressed of a command so far: "5", "]", "5 ]"."""
        return f"{self.digits} {self.pending}".strip()

    def forget(self) -> None:
        """Begin anew: what was pressed so far means nothing."""
        self.pending = self.digits = ""

    def press(self, key: str, place: Where) -> Command | None:
        """The command that this key completes; None: none, or `typed` waits for more."""
        sequence = f"{self.pending} {key}".strip()
        if self._counts(sequence):
            self.digits = f"{self.digits}{key}"[-MOST_DIGITS:]
            return None
        if sequence in self._beginnings:
            self.pending = sequence
            return None
        self.count = int(self.digits or 0)
        self.forget()
        return self._meant(sequence, place)

    def _meant(self, sequence: str, place: Where) -> Command | None:
        """The command that these keys lead to in this place."""
        candidates = self._commands.get(sequence, [])
        here = [each for each in candidates if self.hits or each.where != "hits"]
        # What belongs to a screen of its own means nothing elsewhere.
        here = [each for each in here if each.where != "health" or place == "health"]
        return max(here, key=lambda command: _nearness(command, place), default=None)

    def _counts(self, key: str) -> bool:
        """Whether a key is a digit of a count; digits that the user bound are keys like others."""
        if key in self._commands or key in self._beginnings:
            return False
        return key in DIGITS and (key != "0" or bool(self.digits))

    def continuations(self) -> Iterator[tuple[str, Command]]:
        """What may follow the pending keys: (keys, command)."""
        beginning = f"{self.pending} "
        for sequence, commands in self._commands.items():
            if self.pending and sequence.startswith(beginning):
                yield sequence.removeprefix(beginning), commands[0]

    def shown(self, id_: str, limit: int = 9) -> str:
        """A command's keys as the user reads them: "j ↓"; at most `limit` of them."""
        return " ".join(self.sign(sequence) for sequence in self._keymap[id_][:limit])

    def sign(self, sequence: str) -> str:
        """A key as it is shown: "]q", "⏎", "^d"."""
        signs = {} if self._plain else SIGNS
        return "".join(signs.get(key, key.replace("ctrl+", "^")) for key in sequence.split())

    def while_typing(self, id_: str) -> str:
        """The first key of a command that types nothing, such as "ctrl+r"; "" if it has none."""
        named = (key for key in self._keymap[id_] if len(key) > 1 and key != "space")
        return next((key for key in named if " " not in key), "")

    def footer(self, place: Where) -> list[Command]:
        """What to press next in this place, the most useful first."""
        shown = [c for c in COMMANDS if c.footer and self._keymap[c.id]]
        shown = [c for c in shown if self._meant(self._keymap[c.id][0], place) is c]
        here = [c for c in shown if c.where == place]
        here = [c for c in shown if self.hits and c.where == "hits"] + here
        return here + [c for c in shown if c.where == "everywhere"]


DIGITS = frozenset("0123456789")


def _nearness(command: Command, place: Where) -> int:
    if command.where == "hits":
        return 3
    return 2 if command.where == place else int(command.where == "everywhere")
