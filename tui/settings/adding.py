"""Adding a feed to a person's feeds.toml: one table at the end, every other byte as it was.

The new file is read back before it takes the place of the old one, in one step: whatever fails,
the old one is still there.
"""

from __future__ import annotations

import fcntl
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tui.errors import SettingsError
from tui.model import Feed
from tui.settings.config import Config, checked, parse, read
from tui.settings.mistake import short, shown


def add_feed(path: Path, feed: Feed) -> None:
    """Append `feed` to the feeds.toml at `path`, keeping every comment.

    A symbolic link is followed, the file's mode is kept. SettingsError if its key or its address
    is there already, if the feed itself has a mistake, or if the file cannot be written.
    """
    try:
        target = path.resolve(strict=True)
        with _only_one(target.parent):
            addition = _addition(path, read(path), feed)
            _replace(target, target.read_bytes() + addition.encode())
    except (OSError, UnicodeEncodeError) as error:
        reason = getattr(error, "strerror", None) or "the feed's title or address is not text"
        raise SettingsError(f"{short(path)} cannot be changed: {reason}") from None


def free_key(config: Config, url_or_title: str) -> str:
    """A key that no feed has yet, made from a URL's host or a title: "bbci", "der-spiegel"."""
    words = _host_words(url_or_title) if "://" in url_or_title else url_or_title
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-") or "feed"
    taken = {feed.key for feed in config.feeds}
    return next(k for n in count(1) if (k := f"{key}-{n}" if n > 1 else key) not in taken)


def _host_words(url: str) -> str:
    """The telling labels of a host: feeds.bbci.co.uk → bbci."""
    try:
        labels = (urlsplit(url).hostname or "").split(".")
    except ValueError:
        return ""
    if all(label.isdigit() for label in labels):
        return "-".join(labels)
    middle = labels[:-1] or labels
    while len(middle) > 1 and middle[0] in ("www", "feeds", "feed", "rss", "news", "blog"):
        middle = middle[1:]
    while len(middle) > 1 and middle[-1] in ("co", "com", "org", "ac", "gov", "net"):
        middle = middle[:-1]
    return "-".join(middle)


def _addition(path: Path, text: str, feed: Feed) -> str:
    """What to put after the text, once it is sure that the whole then says just that."""
    before = parse(path, text)
    values = _values(feed)
    checked(path, feed.key, values)
    _refuse_twice(path, before, feed)
    newline = "\r\n" if "\r\n" in text else "\n"
    gap = "" if not text else newline if text.endswith("\n") else newline * 2
    addition = gap + _table(feed.key, values).replace("\n", newline)
    if _feeds(path, text + addition) != (*before.feeds, feed):
        raise SettingsError(f"{short(path)} has no room for a table at its end; add it by hand")
    return addition


def _feeds(path: Path, text: str) -> tuple[Feed, ...]:
    try:
        return parse(path, text).feeds
    except SettingsError:
        return ()


def _refuse_twice(path: Path, config: Config, feed: Feed) -> None:
    for other in config.feeds:
        if other.key == feed.key:
            raise SettingsError(f"{short(path)} has a feed with the key {shown(feed.key)} already")
        if _same_place(other.address, feed.address):
            raise SettingsError(f"{short(path)} has this address already, in [feeds.{other.key}]")


def _same_place(one: str, other: str) -> bool:
    """Whether two addresses differ in nothing but http or https, case of the host, a last slash."""
    return _place(one) == _place(other)


def _place(url: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ("", url, "")
    return (parts.netloc.lower(), parts.path.rstrip("/"), parts.query)


def _values(feed: Feed) -> dict[str, Any]:
    values: dict[str, Any] = {
        "url": feed.url,
        "page": feed.page,
        "exec": list(feed.exec),
        "filter": list(feed.filter),
        "title": feed.title,
        "folder": feed.folder,
        "refresh_minutes": feed.interval_min,
        "paused": feed.paused,
    }
    return {name: value for name, value in values.items() if value}


def _table(key: str, values: dict[str, Any]) -> str:
    import tomlkit  # here, because only adding needs it and the screen should open at once

    return tomlkit.dumps({"feeds": {key: values}})


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Two that add at the same moment do so one after the other, and neither loses its feed."""
    number = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(number, fcntl.LOCK_EX)
        yield
    finally:
        os.close(number)


def _replace(target: Path, data: bytes) -> None:
    """Put `data` in the place of the file in one step, with the file's own mode."""
    number, temporary = tempfile.mkstemp(prefix=".feeds-", dir=target.parent)
    try:
        with open(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            os.fchmod(file.fileno(), target.stat().st_mode & 0o7777)
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise
