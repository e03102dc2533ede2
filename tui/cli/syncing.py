"""sync: visit feeds, tell of each as it is done; then the pages of articles that feeds only hint
at; then find quotes and findings in what is new."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct

from tui.cli import fields, ids, output
from tui.cli.library import Library, library
from tui.errors import QuothError
from tui.events import (
    Annotated,
    Completed,
    Event,
    Illustrated,
    Notified,
    OfflineReady,
    PagesVisited,
    Refreshed,
    Ruled,
    SyncFinished,
    SyncStarted,
)
from tui.feeds.fetch import Web
from tui.fulltext import finish, make_ready
from tui.model import Feed
from tui.sync import Desk, annotate
from tui.sync import sync as visits
from tui.text.safe import one_line
from tui.text.wording import many, readable, wait
from tui.worker import Worker, idle_processors

Pages = Callable[[Desk], AsyncGenerator[Event, None]]


def sync(options: Namespace) -> int:
    """Visit what is due, what is named or (--all) all that is not paused. 1 when a feed failed."""
    if options.keys and options.all:
        raise QuothError("Name feeds or say --all, not both.")
    with library(options) as known:
        feeds = _wanted(options, known)
        report = Report(known, options.json)
        try:
            asyncio.run(visit(known, feeds, report.tell, _pages(options, known)))
        finally:
            output.progress("")
        if not (feeds or options.json or options.offline_ready):
            output.say(_nothing_due(known))
    return 1 if report.failed else 0


def _wanted(options: Namespace, known: Library) -> list[Feed]:
    if options.keys:
        return known.feeds(options.keys)
    if options.all:
        return [feed for feed in known.config.feeds if not feed.paused]
    return known.reader.due(known.config.feeds, datetime.now(UTC))


def _pages(options: Namespace, known: Library) -> Pages:
    """The articles' pages that a sync visits: those of the named feeds, else of all."""
    feeds = known.feeds(options.keys) if options.keys else known.config.feeds
    ready = options.offline_ready
    return lambda desk: make_ready(desk, feeds) if ready else finish(desk, feeds)


def _no_pages(desk: Desk) -> AsyncGenerator[Event, None]:
    return finish(desk, ())


async def visit(
    known: Library,
    feeds: Sequence[Feed],
    tell: Callable[[Event], None],
    pages: Pages = _no_pages,
) -> None:
    """Run the whole line over these feeds, then over `pages`, events going to `tell`. Raises
    StoreError."""
    settings, worker = known.config.settings, Worker(processes=idle_processors())
    try:
        async with Web(settings.connections, settings.connections_per_host) as web:
            rules = known.config.rules
            desk = Desk(web, worker, known.reader, known.writer, settings, rules=rules)
            for line in (visits(desk, feeds), pages(desk), annotate(desk)):
                async with aclosing(line) as events:  # no visit may outlive web and worker
                    async for event in events:
                        tell(event)
    finally:
        await worker.close()


class Report(Struct):
    """Tells of a sync as it goes, in text or JSON; `failed` is how many feeds did."""

    known: Library
    json: bool
    failed: int = 0
    annotated: int = 0
    illustrated: int = 0

    def tell(self, event: Event) -> None:
        """Print what an event says."""
        output.progress("")
        self.failed += isinstance(event, Refreshed) and bool(event.error)
        if self.json:
            output.data(self._fields(event))
        else:
            self._print(event)
        self._progress(event)

    def _fields(self, event: Event) -> dict[str, Any]:
        match event:
            case SyncStarted():
                return {"event": "started", "total": event.total}
            case Refreshed():
                return self._refreshed(event)
            case SyncFinished():
                numbers = {"total": event.total, "failed": event.failed, "new": event.new}
                return {"event": "finished", **numbers}
            case Completed():
                about = {"id": ids.shown(event.id), "done": event.done, "total": event.total}
                return {"event": "page", **about, "kept": event.kept, "error": event.error or None}
            case PagesVisited():
                numbers = {"total": event.total, "kept": event.kept, "failed": event.failed}
                return {"event": "pages", **numbers}
            case Illustrated():
                numbers = {"kept": event.kept, "failed": event.failed}
                about = {"id": ids.shown(event.id), **numbers, "error": event.error or None}
                return {"event": "images", **about}
            case OfflineReady(now):
                about = {"unread": now.unread, "complete": now.complete, "bytes": now.size}
                return {"event": "offline-ready", **about}
            case Annotated():
                return {"event": "annotated", "ids": [ids.shown(id_) for id_ in event.ids]}
            case Notified() | Ruled():
                named = "notified" if isinstance(event, Notified) else "ruled"
                query = {"query": event.query} if isinstance(event, Notified) else {}
                return {"event": named, "ids": [ids.shown(id_) for id_ in event.ids], **query}
            case _:
                raise ValueError(event)

    def _refreshed(self, event: Refreshed) -> dict[str, Any]:
        state = self.known.reader.states([event.feed]).get(event.feed)
        return {
            "event": "refreshed",
            "feed": event.feed,
            "done": event.done,
            "total": event.total,
            "new": [ids.shown(id_) for id_ in event.changes.new],
            "updated": [ids.shown(id_) for id_ in event.changes.updated],
            "error": event.error or None,
            "next_visit": fields.moment(state.next_visit if state else None),
        }

    def _print(self, event: Event) -> None:
        if isinstance(event, Refreshed) and event.error:
            output.tell(f"{self._title(event)}: {event.error} {self._next_try(event.feed)}")
        elif isinstance(event, Refreshed) and event.changes:
            output.say(f"{self._title(event)}: {_news(event)}")
        elif isinstance(event, Notified):
            self._notify(event)
        elif isinstance(event, SyncFinished) and event.total:
            failed = f", {event.failed} failed" if event.failed else ""
            output.say(f"{many(event.total, 'feed')}{failed}, {many(event.new, 'new article')}.")
        elif isinstance(event, PagesVisited) and event.total:
            failed = f", {event.failed:,} gave none" if event.failed else ""
            output.say(f"{many(event.total, 'page')}, {many(event.kept, 'full text')}{failed}.")
        elif isinstance(event, OfflineReady):
            output.say(readable(event.now))

    def _notify(self, event: Notified) -> None:
        """The headlines that a rule wants to be told of."""
        titles = self.known.titles()
        for row in filter(None, map(self.known.reader.headline, event.ids)):
            output.say(f"{titles.get(row.feed, row.feed)}: {one_line(row.title)}")

    def _title(self, event: Refreshed) -> str:
        return self.known.titles()[event.feed]

    def _next_try(self, key: str) -> str:
        state = self.known.reader.states([key]).get(key)
        return (
            f"(Next try {wait(state.next_visit, datetime.now(UTC))}.)"
            if state and state.next_visit
            else ""
        )

    def _progress(self, event: Event) -> None:
        if isinstance(event, Refreshed):
            failed = f", {self.failed} failed" if self.failed else ""
            output.progress(f"{event.done}/{event.total} feeds{failed}")
        elif isinstance(event, Completed):
            output.progress(f"{event.done}/{event.total} pages")
        elif isinstance(event, Illustrated):
            self.illustrated += event.kept
            output.progress(f"{self.illustrated} images")
        elif isinstance(event, Annotated):
            self.annotated += len(event.ids)
            output.progress(f"Looking for quotes and findings: {self.annotated} articles")


def _news(event: Refreshed) -> str:
    counts = {"new": len(event.changes.new), "changed": len(event.changes.updated)}
    return ", ".join(f"{count:,} {what}" for what, count in counts.items() if count)


def _nothing_due(known: Library) -> str:
    if not known.config.feeds:
        return "There are no feeds yet: `quoth add URL` adds one."
    keys = {feed.key for feed in known.config.feeds}
    states = [state for key, state in known.reader.states().items() if key in keys]
    soonest = min(state.next_visit for state in states if state.next_visit)
    next_one = wait(soonest, datetime.now(UTC))
    return f"No feed is due: the next is {next_one} (--all visits every feed now)."
