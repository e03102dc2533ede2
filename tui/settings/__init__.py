"""feeds.toml → Feeds and Settings; where it and the library are; adding a feed to it.

    allowed   what one value may be
    config    what feeds.toml may say: Settings, Config, load
    selector  what is no CSS selector
    queries   [smart.KEY] and [[rules]]
    mistake   every mistake as one sentence with file, line, key and the likely right spelling
    places    where the files are
    file      changing it on disk
    tables    a feed as TOML
    editing   change_feed, remove_feed, take_back
    adding    add_feed, add_feeds, add_smart, add_all, free_key

The user's file is never rewritten unasked. Nothing here imports anything of the package but
errors, query and model.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from tui.settings.allowed import START_HERE, Allowed, address_problem
from tui.settings.config import (
    COMMAND_KEYS,
    FEED_KEYS,
    SETTINGS,
    Config,
    Settings,
    checked,
    checked_smart,
    load,
    parse,
)
from tui.settings.editing import Edit, change_feed, remove_feed, take_back
from tui.settings.mistake import likely, mistake, named
from tui.settings.places import LIBRARY, config_path, data_dir, default_feeds, downloads_dir
from tui.settings.queries import DEEDS, RULE_KEYS, SMART_KEYS, misspelt
from tui.settings.tables import smart_values, values

if TYPE_CHECKING:
    from tui.settings.adding import (
        FreeKeys,
        add_all,
        add_feed,
        add_feeds,
        add_smart,
        feed_for,
        free_key,
        place,
        there,
    )

__all__ = [
    "COMMAND_KEYS",
    "DEEDS",
    "FEED_KEYS",
    "LIBRARY",
    "RULE_KEYS",
    "SETTINGS",
    "SMART_KEYS",
    "START_HERE",
    "Allowed",
    "Config",
    "Edit",
    "FreeKeys",
    "Settings",
    "add_all",
    "add_feed",
    "add_feeds",
    "add_smart",
    "address_problem",
    "change_feed",
    "checked",
    "checked_smart",
    "config_path",
    "data_dir",
    "default_feeds",
    "downloads_dir",
    "feed_for",
    "free_key",
    "likely",
    "load",
    "misspelt",
    "mistake",
    "named",
    "parse",
    "place",
    "remove_feed",
    "smart_values",
    "take_back",
    "there",
    "values",
]

ADDING = (
    "FreeKeys",
    "add_all",
    "add_feed",
    "add_feeds",
    "add_smart",
    "feed_for",
    "free_key",
    "place",
    "there",
)
"""What only adding a feed needs: loaded when it is asked for, since the first frame waits."""


def __getattr__(name: str) -> Any:
    if name in ADDING:
        return getattr(import_module("tui.settings.adding"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
