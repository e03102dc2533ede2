"""feeds.toml → Feeds and Settings; where it and the library are; adding a feed to it.

    config    what feeds.toml may say: Settings, Config, load
    mistake   every mistake as one sentence with file, line, key and the likely right spelling
    places    where the files are
    adding    add_feed, free_key

The user's file is never rewritten unasked. Nothing here imports anything of the package but
errors and model.
"""

from tui.settings.adding import add_feed, free_key
from tui.settings.config import (
    FEED_KEYS,
    RULES,
    START_HERE,
    Config,
    Rule,
    Settings,
    load,
    parse,
)
from tui.settings.mistake import likely, mistake, named
from tui.settings.places import LIBRARY, config_path, data_dir, default_feeds

__all__ = [
    "FEED_KEYS",
    "LIBRARY",
    "RULES",
    "START_HERE",
    "Config",
    "Rule",
    "Settings",
    "add_feed",
    "config_path",
    "data_dir",
    "default_feeds",
    "free_key",
    "likely",
    "load",
    "mistake",
    "named",
    "parse",
]
