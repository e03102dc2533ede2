"""import and export: the shell's way in and out."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path

from tui import moving
from tui.cli import output
from tui.cli.library import library
from tui.errors import QuothError
from tui.moving import Moved, Plan
from tui.settings import values
from tui.text.wording import brought, many

UNASKED = 5_000
"""Feeds that are taken without asking whether so many are meant."""


def import_(options: Namespace) -> int:
    """Bring in feeds, articles and statuses from files. 0, or 2 when the user did not want to."""
    with library(options) as known:
        decided = moving.plan(known.config, moving.look([Path(name) for name in options.files]))
        if not options.json:
            for line in told(decided):
                output.say(line)
        if options.preview:
            _report(options, decided, None, commands=False)
            return 0
        commands = _wants_commands(options, decided)
        if len(decided.feeds) > UNASKED and not _sure(options, decided):
            raise QuothError("Nothing was imported.")
        moved = moving.carry_out(decided, known.writer, commands=commands)
    _report(options, decided, moved, commands=commands)
    return 0


def told(decided: Plan) -> Iterator[str]:
    """What an import would bring, and what it would not, as lines."""
    yield from moving.summary(decided)
    for sentence in moving.details(decided):
        yield f"  {sentence}"
    if decided.commands:
        yield f"{many(len(decided.commands), 'feed')} would run a command on this machine:"
    for feed in decided.commands:
        yield f"  {feed.title or feed.key}: {moving.subject(feed)}"


def _wants_commands(options: Namespace, decided: Plan) -> bool:
    """Whether the user takes the commands, having seen them."""
    if not decided.commands or options.allow_commands:
        return bool(decided.commands)
    return not options.json and _asked("Run these commands for feeds from now on?")


def _sure(options: Namespace, decided: Plan) -> bool:
    if options.yes:
        return True
    if not output.can_ask() or options.json:
        raise QuothError(f"These are {len(decided.feeds):,} feeds: say --yes if that is meant.")
    return _asked(f"Add {len(decided.feeds):,} feeds?")


def _asked(question: str) -> bool:
    if not output.can_ask():
        return False
    output.ask(f"{question} [y/N] ")
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _report(options: Namespace, decided: Plan, moved: Moved | None, *, commands: bool) -> None:
    """Say what was done; None: nothing was, it was only looked at."""
    done = moved or Moved()
    if options.json:
        output.data(
            {
                "feeds": [feed.key for feed in (done.feeds if moved else decided.feeds)],
                "smart": [smart.key for smart in decided.smart],
                "known": decided.known,
                "repeated": decided.repeated,
                "articles": done.articles if moved else decided.articles,
                "homeless": done.homeless,
                "commands": [
                    {"key": feed.key, "exec": list(feed.exec), "filter": list(feed.filter)}
                    for feed in decided.commands
                ],
                "commands_taken": commands,
                "left_out": list(decided.left_out),
            }
        )
    elif moved:
        _say_what_was_done(decided, moved, commands)


def _say_what_was_done(decided: Plan, moved: Moved, commands: bool) -> None:
    if decided.commands and not commands:
        output.say("Those with commands were left out; --allow-commands takes them.")
    if moved.homeless:
        output.say(
            f"{many(moved.homeless, 'article')} of feeds that are not in feeds.toml were left out."
        )
    articles = moved.articles if decided.articles else None
    output.say(f"Imported {brought(len(moved.feeds), len(moved.smart), articles)}.")


def export(options: Namespace) -> int:
    """Print all feeds as OPML, or everything as JSON Lines."""
    with library(options) as known:
        if options.jsonl:
            for record in moving.everything(known.config, known.reader):
                output.data(record)
            return 0
        if options.json and not options.opml:
            output.data([{"key": feed.key, **values(feed)} for feed in known.config.feeds])
            return 0
        from tui.feeds import opml  # here, since lxml costs a tenth of a second

        output.say(opml.write(known.config.feeds, known.titles()).rstrip("\n"))
        left = [feed.key for feed in known.config.feeds if feed.exec]
    if left:
        output.tell(f"OPML knows no commands; these are not in it: {', '.join(left)}.")
    if filtered := [feed.key for feed in known.config.feeds if feed.filter and feed.url]:
        output.tell(f"These are in it without their filter: {', '.join(filtered)}.")
    return 0


VERBS: dict[str, Callable[[Namespace], int]] = {"import": import_, "export": export}
