"""Changing and removing a feed in a person's feeds.toml: its own table, every other byte as it was.

Only what the user asked for is changed, comments stay, and each edit can be taken back as long as
nobody else has touched the file since.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from tui.errors import SettingsError
from tui.model import Feed
from tui.settings.config import Config, checked, parse
from tui.settings.file import change
from tui.settings.mistake import short, shown
from tui.settings.tables import values


class Edit(Struct, frozen=True):
    """One change of feeds.toml: the whole text before and after, and what it was, for a person."""

    path: Path
    before: str
    after: str
    said: str = ""


def change_feed(path: Path, key: str, changed: Mapping[str, Any], said: str = "") -> Edit:
    """Give a feed's table these values; None or "" takes a value away. Raises SettingsError."""

    def edited(text: str) -> str:
        config = parse(path, text)
        feed = _feed(config, key)
        held = {name: value for name, value in {**values(feed), **changed}.items() if value}
        wanted = checked(key, held, path)
        feeds = tuple(wanted if each.key == key else each for each in config.feeds)
        return _settled(replace(config, feeds=feeds), text, key, changed)

    return _edit(path, edited, said)


def remove_feed(path: Path, key: str, said: str = "") -> Edit:
    """Take a feed's table away. Raises SettingsError."""

    def edited(text: str) -> str:
        config = parse(path, text)
        _feed(config, key)
        feeds = tuple(each for each in config.feeds if each.key != key)
        rules = tuple(rule for rule in config.rules if rule.feed != key)
        return _settled(replace(config, feeds=feeds, rules=rules), text, key, None)

    return _edit(path, edited, said)


def take_back(edit: Edit) -> None:
    """Undo an edit. SettingsError when the file has been changed since."""

    def restored(text: str) -> str:
        if text != edit.after:
            raise SettingsError(f"{short(edit.path)} was changed since; edit it by hand")
        return edit.before

    change(edit.path, restored)


def _edit(path: Path, edited: Any, said: str) -> Edit:
    texts: list[str] = []

    def noted(text: str) -> str:
        texts[:] = [text, edited(text)]
        return texts[1]

    change(path, noted)
    return Edit(path, texts[0], texts[1], said)


def _feed(config: Config, key: str) -> Feed:
    found = next((feed for feed in config.feeds if feed.key == key), None)
    if found is None:
        raise SettingsError(f"{short(config.path)} has no feed {shown(key)} any more")
    return found


def _settled(wanted: Config, text: str, key: str, changed: Mapping[str, Any] | None) -> str:
    """The text after the change, once it is sure that it says just what is wanted.

    The table alone is edited if that will do: tomlkit takes 7 seconds for a file of 10,000 feeds.
    """
    for edited in (_in_its_table, _in_the_whole):
        new = edited(text, key, changed)
        try:
            if new is not None and parse(wanted.path, new) == wanted:
                return new
        except SettingsError:
            continue
    raise SettingsError(f"[feeds.{shown(key)}] is written in a way that only you can edit")


def _in_its_table(text: str, key: str, changed: Mapping[str, Any] | None) -> str | None:
    """Edit from the table's header to its last value; None where it has no header of its own."""
    name = rf"(?:{re.escape(key)}|\"{re.escape(key)}\"|'{re.escape(key)}')"
    headers = list(re.finditer(rf"^[ \t]*\[\s*feeds\s*\.\s*{name}\s*\][^\n]*\n?", text, re.M))
    if len(headers) != 1:
        return None
    start = headers[0].start()
    following = re.compile(r"^[ \t]*\[", re.M).search(text, headers[0].end())
    section = text[start : following.start() if following else len(text)]
    body = re.match(r"(?:.*\n)*?(?=(?:[ \t]*(?:#.*)?\r?\n)*(?:[ \t]*(?:#.*)?)\Z)", section)
    kept = body[0] if body else section
    rest = text[start + len(kept) :]
    if changed is None:
        gap = re.match(r"[ \t]*\r?\n", rest)
        return text[:start] + rest[gap.end() if gap else 0 :]
    return text[:start] + (_edited(kept, key, changed) or kept) + rest


def _in_the_whole(text: str, key: str, changed: Mapping[str, Any] | None) -> str | None:
    return _edited(text, key, changed)


def _edited(text: str, key: str, changed: Mapping[str, Any] | None) -> str | None:
    import tomlkit  # here, because only an edit needs it and the screen should open at once
    from tomlkit.exceptions import TOMLKitError

    try:
        document: Any = tomlkit.parse(text)
        feeds = document["feeds"]
        if changed is None:
            del feeds[key]
        for name, value in (changed or {}).items():
            if value:
                feeds[key][name] = value
            else:
                feeds[key].pop(name, None)
        return tomlkit.dumps(document)
    except (TOMLKitError, KeyError, TypeError):
        return None
