"""add: what somebody pasted becomes a feed of feeds.toml, after a look at what is there."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tui.cli import output
from tui.discovery import Scout
from tui.errors import QuothError
from tui.events import Discovered
from tui.feeds.discover import addresses
from tui.feeds.fetch import Limits, Web
from tui.model import Candidate
from tui.settings import Config, add_feed, config_path, feed_for, load, there
from tui.settings.mistake import short
from tui.text.safe import one_line
from tui.text.wording import many
from tui.worker import Worker

SAMPLE = 3
"""Titles that stand for a feed in a choice."""


def add(options: Namespace) -> int:
    """Add what the options name. 0, or 2 when there is nothing to add or too much to choose from.

    QuothError when it is there already, or is no address.
    """
    config = load(config_path(options.feeds))
    if options.unseen:
        return _keep(options, config, _as_it_stands(options))
    if Path(options.url).is_file():
        return _import(options, Path(options.url))
    found = asyncio.run(_look(config, options))
    if found.opml:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "subscriptions.opml"
            path.write_bytes(found.opml)
            return _import(options, path)
    if options.preview:
        return _preview(options, config, found)
    if not found.candidates:
        return _nothing(options, config, found)
    chosen = _chosen(options, config, found)
    return 2 if chosen is None else _keep(options, config, chosen)


async def _look(config: Config, options: Namespace) -> Discovered:
    settings, worker = config.settings, Worker()
    limits = Limits(settings.timeout_s, settings.max_megabytes << 20)
    output.progress(f"Looking at {one_line(options.url)[:60]} …")
    try:
        async with Web(settings.connections, settings.connections_per_host) as web:
            scout = Scout(web, worker, limits, datetime.now(UTC))
            return await scout.discover(options.url, page=options.page)
    finally:
        output.progress("")
        await worker.close()


def _import(options: Namespace, path: Path) -> int:
    from tui.cli.moving import import_

    wished = {**vars(options), "files": [str(path)], "yes": False, "allow_commands": False}
    return import_(Namespace(**wished))


def _as_it_stands(options: Namespace) -> Candidate:
    """What was typed, not looked at."""
    typed = next(iter(addresses(options.url)), options.url.strip())
    return Candidate(typed, page=options.page)


def _nothing(options: Namespace, config: Config, found: Discovered) -> int:
    """Without a network a whole address is added all the same, to be fetched when there is one."""
    if found.answered or "://" not in options.url:
        raise QuothError(found.error)
    candidate = _as_it_stands(options)
    if not there(config, candidate):
        output.tell(f"{found.error} It is added as it stands.")
    return _keep(options, config, candidate)


def _chosen(options: Namespace, config: Config, found: Discovered) -> Candidate | None:
    """The one candidate, the first if that was asked for, or the one that the user chooses."""
    candidates = found.candidates
    new = [each for each in candidates if not there(config, each)]
    if len(candidates) == 1 or not new:
        return candidates[0]
    if options.first:
        return new[0]
    if options.json:
        output.data(_data(config, found))
        return None
    for number, candidate in enumerate(candidates, start=1):
        for line in _told(config, candidate, SAMPLE, f"{number}. "):
            output.say(line)
    if not output.can_ask():
        output.tell("Several feeds are there: add one by its own address, or say --first.")
        return None
    return _asked(candidates)


def _asked(candidates: Sequence[Candidate]) -> Candidate:
    output.ask(f"Which one? [1-{len(candidates)}] ")
    answer = sys.stdin.readline().strip()
    if not answer.isdecimal() or not 1 <= int(answer) <= len(candidates):
        raise QuothError("Nothing was added.")
    return candidates[int(answer) - 1]


def _keep(options: Namespace, config: Config, candidate: Candidate) -> int:
    if known := there(config, candidate):
        raise QuothError(_told_there(config, candidate, known))
    feed = feed_for(config, candidate, title=options.title, folder=options.folder)
    add_feed(config.path, feed)
    if options.json:
        told = {"url": feed.url, "page": feed.page, "title": feed.title, "folder": feed.folder}
        filled = {name: value or None for name, value in told.items()}
        output.data({"file": str(config.path), "key": feed.key, **filled})
        return 0
    if candidate.page and candidate.articles:
        held = many(len(candidate.articles), "article")
        output.say(f"No feed was found there; the page is read as one, with {held} now.")
    output.say(
        f"Added [feeds.{feed.key}] to {short(config.path)}; `quoth sync {feed.key}` fetches it."
    )
    return 0


def _told_there(config: Config, candidate: Candidate, known: str = "") -> str:
    where = known or there(config, candidate)
    return f"{short(config.path)} has this address already, in [{where}]"


def _preview(options: Namespace, config: Config, found: Discovered) -> int:
    if options.json:
        output.data(_data(config, found))
    elif not found.candidates:
        raise QuothError(found.error)
    else:
        for candidate in found.candidates:
            for line in _told(config, candidate, len(candidate.articles)):
                output.say(line)
    return 0 if found.candidates else 2


def _told(config: Config, candidate: Candidate, most: int, number: str = "") -> Iterator[str]:
    """A candidate as lines: what it is, how fresh, and what it holds."""
    kind = "page, read as a feed" if candidate.page else "feed"
    yield f"{number}{one_line(candidate.title) or 'Without a title'} ({kind})"
    yield f"   {one_line(candidate.url)}"
    if known := there(config, candidate):
        yield f"   in {short(config.path)} already, as [{known}]"
    last = f", the last one of {candidate.last:%-d %b %Y}" if candidate.last else ""
    yield f"   {many(len(candidate.articles), 'article')}{last}"
    for each in candidate.articles[:most]:
        day = f"{each.published:%Y-%m-%d}" if each.published else " " * 10
        yield f"   {day}  {one_line(each.title)}"


def _data(config: Config, found: Discovered) -> dict[str, Any]:
    return {
        "candidates": [_candidate(config, each) for each in found.candidates],
        "error": found.error or None,
    }


def _candidate(config: Config, candidate: Candidate) -> dict[str, Any]:
    return {
        "url": candidate.url,
        "page": candidate.page,
        "title": candidate.title or None,
        "last": candidate.last.isoformat() if candidate.last else None,
        "known": there(config, candidate).removeprefix("feeds.") or None,
        "items": [
            {
                "title": each.title,
                "link": each.link or None,
                "published": each.published.isoformat() if each.published else None,
            }
            for each in candidate.articles
        ],
    }
