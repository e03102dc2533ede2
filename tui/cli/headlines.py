"""list, search and mark: headlines in the shell."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from rich.cells import cell_len

from tui.cli import fields, ids, output
from tui.cli.library import Library, library
from tui.errors import QuothError
from tui.model import Filter, Headline
from tui.query import EVERYTHING, parse
from tui.settings import START_HERE, misspelt
from tui.text.safe import one_line
from tui.text.wording import age

WIDEST_FEED = 20
ALL = 1 << 31
NOTHING_YET = "Nothing here yet: `quoth sync` fetches the news."


def list_(options: Namespace, instead: str = "") -> int:
    """Unread headlines (with --all: all of them), newest first. The exit code.

    `instead`: the one sentence for stderr, whatever else there would be to say.
    """
    with library(options) as known:
        keys = tuple(feed.key for feed in known.feeds(options.feed)) or None
        _visit_what_needs_no_network(known)
        chosen = Filter(feeds=keys, unread=not options.all, query=parse(options.query))
        rows = _print(options, known, chosen)
        output.tell(instead) if instead else _tell_of(rows, options, known, chosen)
    return 0


def search(options: Namespace) -> int:
    """Headlines of articles that hold all words. The exit code."""
    with library(options) as known:
        _visit_what_needs_no_network(known)
        chosen = Filter(query=parse(" ".join(options.words)))
        _tell_of(_print(options, known, chosen), options, known, chosen)
    return 0


def mark(options: Namespace) -> int:
    """Give articles a status; none of them if one of the ids is unknown. The exit code."""
    if options.read is None and options.starred is None:
        raise QuothError("Say how to mark them: --read, --unread, --star or --unstar.")
    with library(options) as known:
        chosen = [known.headline(text).id for text in options.ids]
        changed = known.writer.mark(chosen, read=options.read, starred=options.starred)
    if options.json:
        printed = [ids.shown(id_) for id_ in changed]
        output.data({"ids": printed, "read": options.read, "starred": options.starred})
    else:
        output.say(f"{len(changed)} of {len(set(chosen))} changed.")
    return 0


VERBS: dict[str, Callable[[Namespace], int]] = {"list": list_, "search": search, "mark": mark}


def _visit_what_needs_no_network(known: Library) -> None:
    """Before the first sync, let the feed that comes with the program be there to read."""
    feeds = [feed for feed in known.config.feeds if feed.url == START_HERE]
    if feeds and not known.reader.states():
        from tui.cli.syncing import visit

        asyncio.run(visit(known, feeds, lambda event: None))


def _print(options: Namespace, known: Library, chosen: Filter) -> int:
    """Print the headlines that a filter shows. How many these are."""
    rows = known.reader.headlines(chosen, limit=options.limit or ALL)
    if options.json:
        titles, tags = known.titles(), known.reader.tags([row.id for row in rows])
        output.data([fields.headline(row, titles[row.feed], tags.get(row.id, ())) for row in rows])
    else:
        _print_rows(rows, known)
    return len(rows)


def _tell_of(rows: int, options: Namespace, known: Library, chosen: Filter) -> None:
    """Say what the list itself does not: why it is empty, or that there is more."""
    if rows and rows == options.limit and (total := known.reader.count(chosen)) > rows:
        output.tell(f"These are {rows:,} of {total:,}; --limit 0 prints all.")
    elif not rows and chosen.query != EVERYTHING:
        output.tell(f"No article fits this. {misspelt(chosen.query)}".rstrip())
    elif not rows:
        read_all = known.reader.count(Filter(feeds=chosen.feeds))
        output.tell("Nothing unread (--all lists the rest)." if read_all else NOTHING_YET)


def _print_rows(rows: Sequence[Headline], known: Library) -> None:
    now = datetime.now(UTC)
    ascii_only = known.config.settings.ascii or not output.speaks("●★")
    unread, star = ("*", "+") if ascii_only else ("●", "★")
    titles = known.titles()
    width = min(max((cell_len(titles[row.feed]) for row in rows), default=0), WIDEST_FEED)
    most = output.clipping()
    for row in rows:
        signs = (" " if row.read else unread) + (star if row.starred else " ")
        feed = output.pad(one_line(titles[row.feed]), width)
        when = age(row.at, now) if row.dated else ""
        line = f"{ids.shown(row.id)}  {signs} {when:>6}  {feed}  {one_line(row.title)}"
        output.say(output.clip(line, most) if most else line)
