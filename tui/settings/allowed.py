"""What one value of feeds.toml may be, and what is wrong with one that is not.

Each answer is the end of a sentence, "" if nothing is wrong; it names no file and no line.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from tui.settings.mistake import likely

START_HERE = "quoth:start-here"
"""The address of the feed that comes with the program."""

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_SPACE = re.compile(r"\s")
_PLAIN = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(?::[1-9][0-9]{0,3})?/[!-~]{0,7000}")
"""What nearly all addresses look like; they need no closer look. There may be thousands."""


class Allowed(Struct, frozen=True):
    """What a setting means and may be: from `low` to `high`, or one of `choices`."""

    meaning: str
    low: int = 0
    high: int = 0
    choices: tuple[str, ...] = ()
    example: tuple[str, ...] = ()


def value_problem(value: Any, default: Any, allowed: Allowed) -> str:
    """What is wrong with a value, judged by the type of its default; "" if nothing."""
    if isinstance(default, bool):
        return "" if isinstance(value, bool) else "must be true or false, without quotes"
    if isinstance(default, int):
        good = type(value) is int and allowed.low <= value <= allowed.high
        hint = ", without quotes" if isinstance(value, str) else ""
        return "" if good else f"must be a whole number from {allowed.low} to {allowed.high}{hint}"
    if isinstance(default, tuple):
        return _command_problem(value, allowed.example)
    if not isinstance(value, str):
        return 'must be text in quotes, as in "BBC"'
    if allowed.choices and value not in allowed.choices:
        choices = " or ".join(f'"{choice}"' for choice in allowed.choices)
        return f"must be {choices}{likely(value, allowed.choices)}"
    if _CONTROL.search(value):
        return "holds a control character or a line break"
    return ""


def words_problem(value: Any, form: str = 'as in ["my-script", "--new"]') -> str:
    """Why a value is no command; a command is words, the first of which is a program."""
    words: list[Any] = value if isinstance(value, list) and value else [None]
    if not all(isinstance(word, str) for word in words) or not words[0]:
        return f"must be a list of words, {form}"
    return "holds a NUL character" if any("\0" in word for word in words) else ""


def _command_problem(value: Any, example: tuple[str, ...]) -> str:
    form = f"as in {list(example)}".replace("'", '"')
    place = example[-1]
    if value != [] and (problem := words_problem(value, form)):
        return problem
    if value and not any(place in word for word in value[1:]):
        return f'must hold "{place}" after the command, {form}'
    return ""


def address_problem(url: str, name: str) -> str:
    """Why an address cannot be fetched; it is never repeated, since it may hold a password."""
    if _PLAIN.fullmatch(url) or (url == START_HERE and name == "url"):
        return ""
    if url.startswith("quoth:"):
        return f'must be "{START_HERE}", the one feed that comes with Quoth'
    if len(url) > 8000 or _SPACE.search(url):
        return "is not an address: it holds a space or is longer than 8000 characters"
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    return "" if good else "must be a whole web address, beginning with https:// or http://"
