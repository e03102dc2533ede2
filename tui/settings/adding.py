"""Adding feeds to a person's feeds.toml: tables at the end, every other byte as it was.

The new file is read back before it takes the place of the old one, in one step: whatever fails,
the old one is still there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from tui.errors import SettingsError
from tui.model import Candidate, Feed, Smart
from tui.settings.config import Config, checked, parse
from tui.settings.file import change
from tui.settings.mistake import short, shown
from tui.settings.tables import smart_values, table, values

MANY = frozenset(
    ("youtube", "reddit", "github", "gitlab", "medium", "bsky", "stackoverflow", "arxiv", "vimeo")
)
"""Hosts of many feeds that have nothing to do with one another: a key says more by their titles."""


def add_feed(path: Path, feed: Feed) -> None:
    """Append `feed` to the feeds.toml at `path`, keeping every comment.

    A symbolic link is followed, the file's mode is kept. SettingsError if its key or its address
    is there already, if the feed itself has a mistake, or if the file cannot be written.
    """
    add_feeds(path, [feed])


def add_feeds(path: Path, feeds: Sequence[Feed]) -> None:
    """Append all of these feeds, or none of them; as `add_feed`."""
    add_all(path, feeds, ())


def add_all(path: Path, feeds: Sequence[Feed], smart: Sequence[Smart]) -> None:
    """Append all of these feeds and smart feeds, or none of them; as `add_feed`."""

    def added(text: str) -> str:
        text += _addition(path, text, feeds) if feeds else ""
        return text + (_smart_addition(path, text, smart) if smart else "")

    change(path, added)


def feed_for(config: Config, candidate: Candidate, *, title: str = "", folder: str = "") -> Feed:
    """The feed that a candidate becomes, under a key that no feed has yet: made from the user's
    title, else from the host ("bbci"), else from its own title ("der-spiegel"). A second feed of a
    host is told from the first by its own title, and so are those of a host that is but numbers."""
    host, words = _plain(candidate.url), [candidate.url, candidate.title]
    if host in config.by_key or not re.search("[a-z]", host):
        words.reverse()
    key = free_key(config, title, *words)
    url, page = ("", candidate.url) if candidate.page else (candidate.url, "")
    return Feed(key, url=url, page=page, title=title, folder=folder)


def there(config: Config, candidate: Candidate) -> str:
    """The table that has this address already, "feeds.bbc"; "" if none has."""
    return places_of(config.feeds).get(place(Feed("new", url=candidate.url)), "")


def add_smart(path: Path, smart: Smart) -> None:
    """Append a smart feed to the feeds.toml at `path`; as `add_feed`."""
    add_all(path, (), [smart])


def _smart_addition(path: Path, text: str, smart: Sequence[Smart]) -> str:
    before = parse(path, text)
    newline = "\r\n" if "\r\n" in text else "\n"
    gap = "" if not text else newline if text.endswith("\n") else newline * 2
    addition = gap + "\n".join(map(_smart_table, smart)).replace("\n", newline)
    if parse(path, text + addition).smart != (*before.smart, *smart):
        raise SettingsError(f"{short(path)} has no room for a table at its end; add it by hand")
    return addition


def _smart_table(smart: Smart) -> str:
    return table(smart.key, smart_values(smart), "smart")


def free_key(config: Config, *words: str) -> str:
    """A key that no feed has yet, made from the first of these hosts and titles that gives one."""
    return FreeKeys(feed.key for feed in config.feeds).take(*words)


class FreeKeys:
    """Gives out keys that nobody has: neither those `taken`, nor any given out before."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def claim(self, key: str) -> bool:
        """Take exactly this key; False if somebody has it."""
        free = key not in self._taken
        self._taken.add(key)
        return free

    def take(self, *words: str) -> str:
        """A key made from the first of these URLs and titles that one can be made from."""
        key = next(filter(None, map(_plain, words)), "feed")
        for n in count(self._next.get(key, 1)):
            free = f"{key}-{n}" if n > 1 else key
            if free not in self._taken:
                self._next[key] = n + 1
                self._taken.add(free)
                return free
        raise AssertionError("numbers do not end")


def _plain(url_or_title: str) -> str:
    words = _host_words(url_or_title) if "://" in url_or_title else url_or_title
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")


def _host_words(url: str) -> str:
    """The telling labels of a host: feeds.bbci.co.uk → bbci."""
    try:
        labels = (urlsplit(url).hostname or "").split(".")
    except ValueError:
        return ""
    if all(label.isdigit() for label in labels):
        return "-".join(labels)
    if MANY.intersection(labels[-2:-1]):
        return ""
    middle = labels[:-1] or labels
    while len(middle) > 1 and middle[0] in ("www", "feeds", "feed", "rss", "news", "blog"):
        middle = middle[1:]
    while len(middle) > 1 and middle[-1] in ("co", "com", "org", "ac", "gov", "net"):
        middle = middle[:-1]
    return "-".join(middle)


def _addition(path: Path, text: str, feeds: Sequence[Feed]) -> str:
    """What to put after the text, once it is sure that the whole then says just that."""
    before = parse(path, text)
    for feed in feeds:
        checked(feed.key, values(feed), path)
    _refuse_twice(path, before, feeds)
    newline = "\r\n" if "\r\n" in text else "\n"
    gap = "" if not text else newline if text.endswith("\n") else newline * 2
    tables = "\n".join(table(feed.key, values(feed)) for feed in feeds)
    addition = gap + tables.replace("\n", newline)
    if _feeds(path, text + addition) != (*before.feeds, *feeds):
        raise SettingsError(f"{short(path)} has no room for a table at its end; add it by hand")
    return addition


def _feeds(path: Path, text: str) -> tuple[Feed, ...]:
    try:
        return parse(path, text).feeds
    except SettingsError:
        return ()


def _refuse_twice(path: Path, config: Config, feeds: Sequence[Feed]) -> None:
    keys, places = {feed.key for feed in config.feeds}, places_of(config.feeds)
    for feed in feeds:
        if feed.key in keys:
            raise SettingsError(f"{short(path)} has a feed with the key {shown(feed.key)} already")
        if (where := place(feed)) in places:
            raise SettingsError(f"{short(path)} has this address already, in [{places[where]}]")
        keys.add(feed.key)
        places[where] = f"feeds.{feed.key}"


def places_of(feeds: Iterable[Feed]) -> dict[tuple[str, ...], str]:
    """Where each feed comes from → its table's name."""
    return {place(feed): f"feeds.{feed.key}" for feed in reversed(tuple(feeds))}


def place(feed: Feed) -> tuple[str, ...]:
    """Where a feed comes from: the same for two that differ in nothing but http or https, the case
    of the host, a last slash or a fragment."""
    if feed.exec:
        return (*feed.exec, *feed.filter)
    try:
        parts = urlsplit(feed.address)
    except ValueError:
        return (feed.address,)
    return (parts.netloc.lower(), parts.path.rstrip("/"), parts.query, *feed.filter)
