"""check: what is wrong with feeds.toml."""

from __future__ import annotations

from argparse import Namespace

from tui.cli import output
from tui.errors import SettingsError
from tui.keys import Keys
from tui.settings import config_path, load
from tui.settings.mistake import short


def check(options: Namespace) -> int:
    """Say whether feeds.toml can be used as it is. 0, or 2 when it cannot."""
    path = config_path(options.feeds)
    try:
        config = load(path)
        Keys.of(config)
    except SettingsError as error:
        if options.json:
            output.data({"file": str(path), "feeds": None, "error": str(error)})
        raise
    if options.json:
        output.data({"file": str(path), "feeds": len(config.feeds), "error": None})
    else:
        folders = len({feed.folder for feed in config.feeds if feed.folder})
        output.say(f"{short(path)}: feeds: {len(config.feeds)}, folders: {folders}, no mistakes.")
    return 0
