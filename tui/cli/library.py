"""feeds.toml and the library of one run, and finding in them what the user named."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from msgspec import Struct

from tui.cli import ids
from tui.errors import QuothError
from tui.model import Feed, Headline
from tui.settings import LIBRARY, Config, config_path, data_dir, likely, load
from tui.settings.mistake import shown
from tui.store import Reader, Writer


class Library(Struct, frozen=True):
    """What a verb works with."""

    config: Config
    reader: Reader
    writer: Writer

    def titles(self) -> dict[str, str]:
        """What each feed is called now, by key: by the user, by itself, else by its key."""
        return self.reader.titles(self.config.feeds)

    def feeds(self, keys: Sequence[str]) -> list[Feed]:
        """The feeds with these keys. QuothError for one that is not in feeds.toml."""
        known = {feed.key: feed for feed in self.config.feeds}
        for key in keys:
            if key not in known:
                raise QuothError(f'There is no feed "{shown(key)}"{likely(key, known) or "."}')
        return [known[key] for key in dict.fromkeys(keys)]

    def headline(self, text: str) -> Headline:
        """The article whose id somebody typed. QuothError when there is none."""
        id_ = ids.meant(text)
        found = self.reader.headline(id_) if id_ is not None else None
        if found is None:
            raise QuothError(f'No article has the id "{shown(text)}"; `quoth list` prints ids.')
        return found


@contextmanager
def library(options: Namespace) -> Iterator[Library]:
    """The library as the options name it, knowing the feeds of feeds.toml; made if it is missing.

    Raises SettingsError and StoreError.
    """
    config = load(config_path(options.feeds))
    path = data_dir(options.data) / LIBRARY
    writer = Writer(path)
    try:
        writer.subscribe(config.feeds)
        reader = Reader(path)
        try:
            yield Library(config, reader, writer)
        finally:
            reader.close()
    finally:
        writer.close()
