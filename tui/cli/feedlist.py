"""add and check: the shell's hand on feeds.toml."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable

from tui.cli import output
from tui.errors import SettingsError
from tui.keys import Keys
from tui.model import Feed
from tui.settings import add_feed, config_path, free_key, load
from tui.settings.mistake import short


def add(options: Namespace) -> int:
    """Append a feed to feeds.toml. SettingsError when it is there already, or is no address."""
    path = config_path(options.feeds)
    url = options.url.strip()
    key = free_key(load(path), options.title or url)
    address = {"page": url} if options.page else {"url": url}
    feed = Feed(key, title=options.title, folder=options.folder, **address)
    add_feed(path, feed)
    if options.json:
        told = {"url": feed.url, "page": feed.page, "title": feed.title, "folder": feed.folder}
        filled = {name: value or None for name, value in told.items()}
        output.data({"file": str(path), "key": key, **filled})
    else:
        output.say(f"Added [feeds.{key}] to {short(path)}; `quoth sync {key}` fetches it.")
    return 0


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


VERBS: dict[str, Callable[[Namespace], int]] = {"add": add, "check": check}
