"""A mistake in feeds.toml, said so that a person can mend it: file, line, key, likely spelling.

The line is found by a small scan of the text, done only once something is wrong. Nothing in here
decides what is right. No message shows an address (it may hold a password) or a control character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import tomli

from tui.errors import SettingsError

_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|\'\'\'.*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*|[^"\'#\[\]{}=\n]+|.',
    re.DOTALL,
)
_POSITION = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def mistake(path: Path, where: Sequence[str], message: str) -> SettingsError:
    """The error for a mistake that shows only after loading, at a key path: ("keys", "next").

    The line is looked up in the file as it is now; `message` is the rest of the sentence.
    """
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        text = ""
    return mistake_in(path, text, where, message)


def mistake_in(
    path: Path, text: str, where: Sequence[str], message: str, number: int = 0
) -> SettingsError:
    """The error for a mistake at the key path `where`, such as ("feeds", "bbc", "url").

    `text` is the file's text; `message` is the rest of the sentence. Where the very key is not to
    be found (it is missing, or inside an inline table), the line of its table is named.
    `number`: it is in the table of that number, from 0, of several of one name ([[rules]]).
    """
    line = _line(text, tuple(where), number)
    at = f", line {line}" if line else ""
    return SettingsError(f"{short(path)}{at}: {message}")


def not_toml(path: Path, text: str, error: Exception) -> SettingsError:
    """The error for a text that is not TOML at all, from what tomllib says of it."""
    if isinstance(error, RecursionError):
        return SettingsError(f"{short(path)}: arrays or tables are nested too deeply")
    if digits := re.search(r"\d{4300}", text):  # int() has a limit of its own and names no line
        line = text.count("\n", 0, digits.start()) + 1
        return SettingsError(f"{short(path)}, line {line}: this number has too many digits")
    found = _POSITION.search(str(error))
    line = int(found[1]) if found and found[1] else len(text.splitlines())
    what = _POSITION.sub("", str(error))
    return SettingsError(f"{short(path)}, line {line}: {_in_plain_words(what)}")


def _in_plain_words(what: str) -> str:
    if twice := re.fullmatch(r"Cannot declare \((.+)\) twice", what):
        table = ".".join(re.findall(r"'((?:[^'\\]|\\.)*)'", twice[1]))
        return f"[{shown(table)}] is here a second time; each table needs a key of its own"
    if what == "Cannot overwrite a value":
        return "this key stands twice in the same table; remove one of them"
    if what == "Invalid value":
        return 'there is no usable value here; text needs quotes, as in title = "BBC"'
    return f"this is not TOML ({shown(what[:1].lower() + what[1:])})"


def named(where: Sequence[str]) -> str:
    """How a key is called in a sentence: `"foldr" in [feeds.bbc]`, or `[feeds.bbc]` for a table."""
    *table, key = where
    return f'"{shown(key)}" in [{shown(".".join(table))}]' if table else f'"{shown(key)}"'


def likely(word: str, words: Iterable[str]) -> str:
    """The end of a sentence that proposes the nearest of `words`, or nothing."""
    near = get_close_matches(word[:60].lower(), list(words), 1, 0.6)
    return f'; did you mean "{near[0]}"?' if near else ""


def shown(text: str, most: int = 60) -> str:
    """A person's own words as they may stand in a message: one line, short, nothing invisible."""
    clean = "".join(
        char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text[:most]
    )
    return clean + ("…" if len(text) > most else "")


def short(path: Path) -> str:
    """A path as a person would write it, with ~ for the home directory."""
    try:
        return shown(f"~/{path.relative_to(Path.home())}", 200)
    except (ValueError, RuntimeError):
        return shown(str(path), 200)


def _line(text: str, where: tuple[str, ...], number: int) -> int:
    """The line (from 1) of the deepest part of `where` that the text spells out; 0 for none."""
    best, best_line, paths = 0, 0, list(_paths(text))
    table = where[: where.index("rules") + 1] if number else where
    heads = [n for n, (_, path) in enumerate(paths) if path == table]
    if 0 < number < len(heads):
        paths = paths[heads[number] :]
    for line, path in paths:
        depth = _common(path, where)
        if depth > best:
            best, best_line = depth, line
    return best_line


def _common(path: tuple[str, ...], where: tuple[str, ...]) -> int:
    """How much of `where` the path spells: all of the shorter one, or nothing."""
    depth = min(len(path), len(where))
    return depth if path[:depth] == where[:depth] else 0


def _paths(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each table header and key of the text, as (line, full path)."""
    table: tuple[str, ...] = ()
    for line, head in _heads(text.replace("\r\n", "\n")):
        if head.startswith("["):
            table = _path(head)
            yield line, table
        else:
            yield line, table + _path(f"{head} = 0")


def _heads(text: str) -> Iterator[tuple[int, str]]:
    """What stands left of "=" in each statement, or the whole of a table header; with its line."""
    line, start, depth, head, in_value = 1, 1, 0, "", False
    for token in _TOKEN.findall(f"{text}\n"):
        depth += (token in "[{") - (token in "]}")
        if token == "\n" and depth <= 0:
            if head.strip():
                yield start, head.strip()
            start, depth, head, in_value = line + 1, 0, "", False
        elif token == "=":
            in_value = True
        elif not in_value and not token.startswith("#"):
            head += token
        line += token.count("\n")


def _path(statement: str) -> tuple[str, ...]:
    """The keys that one TOML statement goes through, by TOML's own rules of quoting."""
    try:
        value: Any = tomli.loads(statement)
    except (ValueError, RecursionError):
        return ()
    path: list[str] = []
    while isinstance(value, dict | list) and value:
        if isinstance(value, list):
            value = value[0]
        else:
            key, value = next(iter(value.items()))
            path.append(key)
    return tuple(path)
