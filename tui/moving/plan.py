"""What an import would do, decided before anything is changed; and doing it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from tui.errors import ParseError, QuothError
from tui.feeds import FeedList
from tui.model import Feed, Smart
from tui.moving.looking import Found
from tui.settings import Config, FreeKeys, add_all, place
from tui.store import Kept, Writer
from tui.text.html import document
from tui.text.wording import many

_KEY = re.compile(r"\w[\w.-]{0,99}")


class Plan(Struct, frozen=True):
    """What an import would bring.

    `feeds` are those that are new, with keys; those that need a command are in `commands` instead,
    and are only taken when the user says so. `known` counts those that feeds.toml has already,
    `repeated` those that the files list once more. `articles` is how many the files hold,
    `left_out` what has no equal here. `smart` are queries that are new, with keys.
    """

    found: Found
    config: Config
    feeds: tuple[Feed, ...] = ()
    commands: tuple[Feed, ...] = ()
    known: int = 0
    repeated: int = 0
    articles: int = 0
    left_out: tuple[str, ...] = ()
    smart: tuple[Smart, ...] = ()

    @property
    def folders(self) -> int:
        """In how many folders the new feeds are."""
        return len({feed.folder for feed in self.feeds if feed.folder})


class Moved(Struct, frozen=True):
    """What an import brought: new feeds in the order of their tables, new articles, articles of
    feeds that are not in feeds.toml, which were passed over, and new smart feeds."""

    feeds: tuple[Feed, ...] = ()
    articles: int = 0
    homeless: int = 0
    smart: tuple[Smart, ...] = ()


def plan(config: Config, found: Found) -> Plan:
    """What moving in would do to this feeds.toml."""
    keys = FreeKeys(feed.key for feed in config.feeds)
    here = {place(feed) for feed in config.feeds}
    listed: dict[tuple[str, ...], tuple[Feed, str]] = {}
    for feed, wish in _listed(found.lists):
        listed.setdefault(place(feed), (feed, wish))
    new = [
        replace(feed, key=_key(keys, feed, wish))
        for at, (feed, wish) in listed.items()
        if at not in here
    ]
    return Plan(
        found,
        config,
        tuple(feed for feed in new if not (feed.exec or feed.filter)),
        tuple(feed for feed in new if feed.exec or feed.filter),
        len(listed) - len(new),
        sum(len(each.feeds) for each in found.lists) - len(listed),
        sum(articles.count for articles in found.articles),
        tuple(sentence for each in found.lists for sentence in each.left_out),
        tuple(_smart(config, found.lists)),
    )


def _smart(config: Config, lists: tuple[FeedList, ...]) -> Iterator[Smart]:
    """The queries that feeds.toml does not have yet, with keys."""
    keys = FreeKeys(smart.key for smart in config.smart)
    known = {smart.text for smart in config.smart}
    for smart in (smart for each in lists for smart in each.smart):
        if smart.text not in known:
            known.add(smart.text)
            own = bool(smart.key) and keys.claim(smart.key)
            yield smart if own else replace(smart, key=keys.take(smart.title, "query"))


def _listed(lists: tuple[FeedList, ...]) -> Iterator[tuple[Feed, str]]:
    for each in lists:
        yield from zip(each.feeds, each.keys, strict=True)


def _key(keys: FreeKeys, feed: Feed, wish: str) -> str:
    """The key it had in a Quoth, if it is free here; else one made of title, address or program."""
    if _KEY.fullmatch(wish) and keys.claim(wish):
        return wish
    program = feed.exec[0].rpartition("/")[2] if feed.exec else ""
    return keys.take(feed.title, feed.url or feed.page, program)


def summary(decided: Plan) -> Iterator[str]:
    """How much an import would bring, as sentences."""
    where = f" in {many(decided.folders, 'folder')}" if decided.folders else ""
    there = f", {decided.known:,} there already" if decided.known else ""
    again = f", {decided.repeated:,} listed more than once" if decided.repeated else ""
    yield f"New: {many(len(decided.feeds), 'feed')}{where}{there}{again}."
    if decided.articles:
        yield f"{many(decided.articles, 'article')} with what was read and starred."


def details(decided: Plan) -> Iterator[str]:
    """Each query that would become a smart feed, and what has no equal here, as sentences."""
    for smart in decided.smart:
        yield f"“{smart.title or smart.key}” becomes a smart feed: {smart.text}"
    yield from decided.left_out


def subject(feed: Feed) -> str:
    """The command that a feed needs, as words that show where each begins and ends."""
    return " ".join(repr(word) if re.search(r"\W", word) else word for word in _words(feed))


def _words(feed: Feed) -> tuple[str, ...]:
    return (*feed.exec, *(("|", *feed.filter) if feed.exec and feed.filter else feed.filter))


def carry_out(decided: Plan, writer: Writer, *, commands: bool) -> Moved:
    """Do what was decided; with `commands`, take the feeds that need one as well.

    All or nothing: QuothError (SettingsError, StoreError) when anything cannot be done.
    """
    path = decided.config.path
    feeds = (*decided.feeds, *(decided.commands if commands else ()))
    homes = _Homes(decided, feeds)
    try:
        new = writer.adopt(homes.kept(), lambda: _add(path, feeds, decided.smart))
    except ParseError as error:
        raise QuothError(f"Nothing was imported: {error}") from None
    return Moved(feeds, len(new), homes.homeless, decided.smart)


def _add(path: Path, feeds: tuple[Feed, ...], smart: tuple[Smart, ...]) -> None:
    if feeds or smart:
        add_all(path, feeds, smart)


class _Homes:
    """Finds for each article of the files the feed that it belongs to here."""

    def __init__(self, decided: Plan, new: tuple[Feed, ...]) -> None:
        self._found = decided.found
        here = (*decided.config.feeds, *new)
        by_place = {place(feed): feed.key for feed in here}
        self._keys = {feed.url: feed.key for feed in here if feed.url}
        self._by_place = by_place
        for feed, was in _listed(decided.found.lists):
            if was and place(feed) in by_place:
                self._keys[was] = by_place[place(feed)]
        self.homeless = 0

    def key(self, named: str) -> str:
        """The key here of what a file calls by its address or key."""
        found = self._keys.get(named) or self._by_place.get(place(Feed("", url=named)), "")
        self.homeless += not found and ":" in named  # no key has one, every address does
        return found

    def kept(self) -> Iterator[tuple[Kept, str]]:
        """All articles, each with its plain text."""
        for articles in self._found.articles:
            for each in articles.kept(self.key):
                yield each, document(each.article).text if each.article else ""
