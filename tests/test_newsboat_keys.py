"""A person who comes from newsboat finds every default key, or its replacement in the README."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.newsboat import KEYS, Key
from tui.commands import BY_ID
from tui.keys import Keys
from tui.settings import Config

DEFAULTS = """
enter q Q r R A C N n p J K j k ctrl+n ctrl+p ctrl+k o O u 1 2 3 4 5 6 7 8 9 0 # / z
f F ctrl+f t ctrl+t l ctrl+u s | e ctrl+e ctrl+b E ctrl+r D ctrl+d $ g G : , v tab ? ctrl+x
ctrl+v ctrl+g ctrl+l up down pageup pagedown home end
"""
"""The keys of newsboat's doc/keycmds.dsv."""


def pressed(keys: str, row: Key) -> str:
    """The command that these keys lead to, where newsboat's does what it does."""
    known = Keys.of(Config(Path("feeds.toml")))
    found = [known.press(key, row.where) for key in keys.split()][-1]
    return found.id if found else ""


def test_the_table_has_every_default_key_once() -> None:
    assert sorted(key for row in KEYS for key in row.keys) == sorted(DEFAULTS.split())


@pytest.mark.parametrize("row", KEYS, ids=lambda row: "-".join(row.keys))
def test_each_key_leads_to_what_the_table_says(row: Key) -> None:
    if not row.command:
        assert row.note
        return
    assert row.command in BY_ID
    if row.instead:
        assert pressed(row.instead, row) == row.command
    elif not row.note.startswith("a macro"):
        assert row.command in {pressed(key, row) for key in row.keys}
