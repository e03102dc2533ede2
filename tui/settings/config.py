"""feeds.toml, read and checked: Feeds, Settings and keys.

Every setting is one line of `Settings`; the README's table and the comments of the packaged
feeds.toml are tested against it. Nothing in here writes, and no mistake is passed over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import tomli
from msgspec import Struct, field

from tui.errors import SettingsError
from tui.model import Feed, Rule, Select, Smart
from tui.settings import queries
from tui.settings.allowed import Allowed, address_problem, value_problem, words_problem
from tui.settings.mistake import likely, mistake_in, named, not_toml, short, shown
from tui.settings.selector import SELECT_FORM, selector_problem

TABLES = ("feeds", "settings", "keys", "macros", "smart")
"""The tables of feeds.toml."""

MOST_BYTES = 3_000_000
"""A larger feeds.toml is refused: 10,000 feeds take about 1,300,000 bytes."""

FULL_TEXT = ("auto", "always", "never")

FEED_KEYS: Mapping[str, str] = {
    "url": "the address of a feed (RSS, Atom, JSON Feed)",
    "page": "the address of a news page that has no feed; give this or `url`",
    "select": "where the news of a page stand: CSS selectors item, title, link, date, body",
    "exec": "or a command of yours that prints a feed: a list of words, run without a shell",
    "filter": "a command that gets what was fetched on its stdin and prints the feed to be read",
    "title": "your name for it; without one, the feed's own",
    "folder": "the folder it is shown in",
    "refresh_minutes": "minutes between two visits to it, if not those of [settings]",
    "paused": "true: it is visited only when you name it",
    "rules": "rules for this feed alone: [[feeds.KEY.rules]], as [[rules]]",
    "full_text": "`auto`, `always` or `never`: its own answer to that setting",
    "images": "true: its articles' images are fetched with it, and shown in the text",
}
"""What a [feeds.KEY] table may hold, and what it means."""


COMMAND_KEYS = ("exec", "filter")
"""Those that hold a command: nothing but the user's own hand may bring one in."""

SOURCES = ("url", "page", "exec")
"""The keys of which each feed has exactly one."""

FEED_EXAMPLES: Mapping[str, Any] = {"refresh_minutes": 60, "paused": False, "images": False}
"""What kind of value a key has that is not text."""


VALUE_OF_FEED = Allowed("", low=5, high=10080)
FULL_TEXT_OF_FEED = Allowed("", choices=FULL_TEXT)


_TOLD: list[tuple[Any, Allowed]] = []
"""Of each setting, in their order: its default, what it may be."""


def _set(default: Any, meaning: str, **allowed: Any) -> Any:
    _TOLD.append((default, Allowed(meaning, **allowed)))
    return default


THEMES = (
    *("quoth-dark", "quoth-light", "quoth-paper", "quoth-contrast"),
    *("quoth-slate", "quoth-ember", "quoth-terminal"),
)
"""The themes there are; `ui` says what they look like."""


class Settings(Struct, frozen=True):
    """The [settings] table; each line names the default, the meaning with its unit, the range."""

    theme: str = _set("quoth-dark", "the colours", choices=THEMES)
    refresh_minutes: int = _set(
        60, "minutes between two visits to a feed; 0 means only when you ask", low=0, high=10080
    )
    refresh_on_start: bool = _set(True, "look for news when the screen opens")
    full_text: str = _set(
        "auto",
        "when articles' own pages are fetched; auto: if the feed brings only their beginning",
        choices=FULL_TEXT,
    )
    mark_read: str = _set(
        "open", "when an article becomes read", choices=("open", "scroll", "never")
    )
    text_width: int = _set(76, "columns of an article's text, at most", low=40, high=200)
    line_spacing: int = _set(
        1, "1: lines follow one another; 2: with an empty one between", low=1, high=2
    )
    player: tuple[str, ...] = _set(
        (), "the command that plays a podcast; [] is the browser's", example=("mpv", "{url}")
    )
    downloads: str = _set(
        "",
        "the directory for downloads; empty is Quoth in your system's own",
        example=("~/Podcasts",),
    )
    browser: tuple[str, ...] = _set(
        (), "the command that opens a link; [] is the system's own", example=("firefox", "{url}")
    )
    notify: str = _set(
        "bell",
        "how a rule's `notify` tells you: the terminal's bell, or its notifications",
        choices=("bell", "osc9", "osc777", "none"),
    )
    notify_command: tuple[str, ...] = _set(
        (), "the command that tells you instead", example=("notify-send", "{title}", "{text}")
    )
    reduced_motion: bool = _set(False, "nothing on the screen moves by itself")
    timeout_s: int = _set(30, "seconds that one visit may take", low=1, high=300)
    max_megabytes: int = _set(20, "megabytes that one feed or page may weigh", low=1, high=200)
    connections: int = _set(24, "visits at the same time", low=1, high=100)
    connections_per_host: int = _set(2, "visits at the same time to one host", low=1, high=8)
    density: str = _set(
        "auto", "lines of a headline", choices=("auto", "compact", "normal", "airy")
    )
    ascii: bool = _set(False, "draw with ASCII characters only")


SETTINGS: Mapping[str, tuple[Any, Allowed]] = dict(
    zip(Settings.__struct_fields__, _TOLD, strict=True)
)
"""Every setting: its name, its default, what it may be."""


class Config(Struct, frozen=True, dict=True):
    """A whole feeds.toml.

    `keys`: command id → keys as written (none: the command has no key). `macros`: key → the ids of
    the commands that it carries out. `rules`: those for all feeds, then those of single ones.
    `written`: the settings that stand in the file, also those with their defaults.
    """

    path: Path
    feeds: tuple[Feed, ...] = ()
    settings: Settings = Settings()
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    macros: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    smart: tuple[Smart, ...] = ()
    rules: tuple[Rule, ...] = ()
    written: frozenset[str] = frozenset()

    @cached_property
    def by_key(self) -> Mapping[str, Feed]:
        """The feeds by their keys."""
        return {feed.key: feed for feed in self.feeds}


def load(path: Path) -> Config:
    """The feeds.toml at `path`. Any mistake in it is a SettingsError."""
    return parse(path, read(path))


def read(path: Path) -> str:
    """The text of a feeds.toml; SettingsError if it cannot be read, is huge or is not UTF-8."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SettingsError(f"{short(path)} cannot be read: {error.strerror}") from None
    if len(data) > MOST_BYTES:
        raise SettingsError(f"{short(path)} is larger than {MOST_BYTES // 1_000_000} MB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SettingsError(f"{short(path)}, line {line}: this is not UTF-8 text") from None


def parse(path: Path, text: str) -> Config:
    """A feeds.toml from its text; `path` is only named in errors (SettingsError)."""
    try:
        data = tomli.loads(text)
    except (ValueError, RecursionError) as error:
        raise not_toml(path, text, error) from None
    return _Check(path, text).config(data)


def checked(key: str, table: Mapping[str, Any], path: Path = Path("feeds.toml")) -> Feed:
    """One feed from the values of its table, which is not in the file at `path` yet."""
    return _Check(path, "").feed(key, table)


def checked_smart(key: str, table: Mapping[str, Any]) -> Smart:
    """One smart feed from the values of its table, which is in no file yet."""
    return queries.smart(key, table, _Check(Path("feeds.toml"), "").wrong)


class _Check(Struct, frozen=True):
    """From TOML's values to ours; `where` is a path of keys, as `mistake_in` takes it."""

    path: Path
    text: str

    def config(self, data: dict[str, Any]) -> Config:
        for name in data:
            if name not in (*TABLES, "rules"):
                raise self.unknown_table(name, data[name])
        feeds, settings, keys, macros, smart = (self.table(data, name) for name in TABLES)
        return Config(
            self.path,
            tuple(self.feed(key, value) for key, value in feeds.items()),
            self.settings(settings),
            {command: self.keys(command, value) for command, value in keys.items()},
            {key: self.macro(key, value) for key, value in macros.items()},
            tuple(queries.smart(key, value, self.wrong) for key, value in smart.items()),
            (*self.rules(("rules",), data, ""), *self.rules_of_feeds(feeds)),
            frozenset(settings),
        )

    def rules(self, where: tuple[str, ...], table: Mapping[str, Any], feed: str) -> Iterator[Rule]:
        return queries.rules(where, table.get("rules", []), feed, self.wrong)

    def rules_of_feeds(self, feeds: Mapping[str, Any]) -> Iterator[Rule]:
        for key, table in feeds.items():
            yield from self.rules(("feeds", key, "rules"), table, key)

    def wrong(self, where: tuple[str, ...], problem: str, number: int = 0) -> SettingsError:
        return mistake_in(self.path, self.text, where, f"{named(where)} {problem}", number)

    def unknown_table(self, name: str, value: Any) -> SettingsError:
        if isinstance(value, dict) and value.keys() & set(SOURCES):
            return mistake_in(
                self.path, self.text, (name,), f"[{shown(name)}] should be [feeds.{shown(name)}]"
            )
        if name in SETTINGS:
            return self.wrong((name,), "belongs under [settings]")
        return self.wrong((name,), f"is not known{likely(name, (*TABLES, 'rules'))}")

    def table(self, data: dict[str, Any], name: str) -> dict[str, Any]:
        value = data.get(name, {})
        if not isinstance(value, dict):
            form = f"[{name}.KEY]" if name in ("feeds", "smart") else f"[{name}]"
            raise self.wrong((name,), f"must be a table: write {form} on a line of its own")
        return value

    def settings(self, table: dict[str, Any]) -> Settings:
        values: dict[str, Any] = {}
        for name, value in table.items():
            where = ("settings", name)
            if name not in SETTINGS:
                raise self.wrong(where, f"is not known{likely(name, SETTINGS)}")
            if problem := value_problem(value, *SETTINGS[name]):
                raise self.wrong(where, problem)
            values[name] = tuple(value) if isinstance(value, list) else value
        return Settings(**values)

    def keys(self, command: str, value: Any) -> tuple[str, ...]:
        keys = [value] if isinstance(value, str) else value
        if not isinstance(keys, list) or not all(isinstance(key, str) and key for key in keys):
            problem = 'must be a key or a list of keys, as in "j" or ["j", "down"]'
            raise self.wrong(("keys", command), problem)
        return tuple(keys)

    def macro(self, key: str, value: Any) -> tuple[str, ...]:
        good = isinstance(value, list) and all(isinstance(id_, str) for id_ in value)
        if not good or not value:
            problem = 'must be a list of commands, as in ["star", "next-unread"]'
            raise self.wrong(("macros", key), problem)
        return tuple(value)

    def feed(self, key: str, table: Any) -> Feed:
        where = ("feeds", key)
        if not re.fullmatch(r"\w[\w.-]{0,99}", key):
            problem = 'is not a good key: use letters, digits, "-", "_" and ".", at most 100'
            raise self.wrong(where, problem)
        if not isinstance(table, Mapping):
            raise self.wrong(where, f"must be a table: write [feeds.{key}] on a line of its own")
        for name, value in table.items():
            self.feed_value((*where, name), value)
        return self.addressed(where, table)

    def feed_value(self, where: tuple[str, ...], value: Any) -> None:
        name = where[-1]
        if name not in FEED_KEYS:
            raise self.wrong(where, f"is not known{likely(name, FEED_KEYS)}")
        if name == "select":
            self.select(where, value)
        if name in ("select", "rules"):  # rules are checked when all feeds are known
            return
        if name in COMMAND_KEYS:
            problem = words_problem(value)
        else:
            rule = FULL_TEXT_OF_FEED if name == "full_text" else VALUE_OF_FEED
            problem = value_problem(value, FEED_EXAMPLES.get(name, ""), rule)
        if problem:
            raise self.wrong(where, problem)
        if name in ("url", "page") and (problem := address_problem(value, name)):
            raise self.wrong(where, problem)

    def select(self, where: tuple[str, ...], value: Any) -> None:
        names = Select.__struct_fields__
        if not isinstance(value, Mapping) or "item" not in value:
            raise self.wrong(where, f"must be a table with an item, {SELECT_FORM}")
        for name, selector in value.items():
            if name not in names:
                raise self.wrong((*where, name), f"is not known{likely(name, names)}")
            if problem := selector_problem(selector):
                raise self.wrong((*where, name), problem)

    def addressed(self, where: tuple[str, ...], table: Mapping[str, Any]) -> Feed:
        """The feed, now that each value for itself is right."""
        given = [name for name in SOURCES if name in table]
        if len(given) > 1:
            problem = f"has both {_a(given[0])} and {_a(given[1])}; keep the one you want"
            raise mistake_in(
                self.path, self.text, (*where, given[1]), f"[{'.'.join(where)}] {problem}"
            )
        if "select" in table and "page" not in table:
            raise self.wrong((*where, "select"), "goes with page = only, not with a feed")
        if not given:
            problem = 'has no address: add url = "https://…" (a feed) or page = "https://…"'
            raise mistake_in(self.path, self.text, where, f"[{'.'.join(where)}] {problem}")
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in table.items()
        }
        values.pop("rules", None)
        if select := values.pop("select", None):
            values["select"] = Select(**select)
        return Feed(where[-1], interval_min=values.pop("refresh_minutes", None), **values)


def _a(source: str) -> str:
    return f"an {source}" if source == "exec" else f"a {source}"
