"""The line itself: refresh one feed, refresh them all, then say what the news says.

    Feed ─fetch→ Fetched ─parse→ Articles ─save→ Changes ─annotate→ quotes and findings

The shell runs these generators and prints their events; the engine runs them and posts the events
to the screen. Nothing in here draws; when to visit a feed again is decided in feeds.schedule.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import random
from collections.abc import AsyncGenerator, Callable, Collection, Sequence
from datetime import UTC, datetime

from msgspec import Struct, field
from msgspec.structs import replace

from tui.analysis import VERSION
from tui.analysis.annotation import Analysis
from tui.errors import FeedError, ParseError, StoreError
from tui.events import Annotated, Event, Refreshed, SyncFinished, SyncStarted
from tui.feeds import Fetched, NotModified, rebuilt
from tui.feeds.command import Commands, name
from tui.feeds.fetch import Limits, Web
from tui.feeds.schedule import (
    Wish,
    after_failure,
    after_success,
    before_visit,
    moved,
    usual_wait,
)
from tui.model import Changes, Feed, FeedState, Rule
from tui.rules import on_analysis, on_arrival
from tui.settings import Settings
from tui.store import Reader, Visit, Writer
from tui.worker import Annotations, Worker

BATCH = 8
"""Articles analysed in one go: a twentieth of a second, so that an opened one need not wait."""


def utc_now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


class Desk(Struct, frozen=True):
    """What a refresh works with: the web, the worker and the library."""

    web: Web
    worker: Worker
    reader: Reader
    writer: Writer
    settings: Settings
    clock: Callable[[], datetime] = utc_now
    commands: Commands = field(default_factory=Commands)
    rules: tuple[Rule, ...] = ()

    @property
    def limits(self) -> Limits:
        """How long a fetch may take and how much it may bring."""
        return Limits(self.settings.timeout_s, self.settings.max_megabytes << 20)


async def refresh(desk: Desk, feed: Feed, known: FeedState | None) -> Changes:
    """Visit one feed and keep what is new: the whole life of a refresh, from top to bottom.

    `known` is what the library knows of earlier visits. Raises FeedError after noting it on the
    feed, StoreError when the library cannot be written.
    """
    state = before_visit(feed, known, desk.clock())
    try:
        answer = await _answer(desk, feed, state)
        if isinstance(answer, NotModified):
            return _unchanged(desk, feed, state, answer)
        body_hash = hashlib.blake2b(answer.body, digest_size=16).hexdigest()
        if body_hash == state.body_hash:
            return _unchanged(desk, feed, state, answer)
        parsed, texts, teasers = await desk.worker.read(feed, answer, desk.clock())
        rebuilt.refuse(state, parsed)
    except FeedError as error:
        desk.writer.note(after_failure(state, error, desk.clock(), random.random()))
        raise
    now, before = desk.clock(), state
    wait = usual_wait(feed, desk.settings.refresh_minutes, Wish(answer.max_age_s, parsed.ttl_min))
    state = replace(
        moved(state, answer.permanent_to),
        title=parsed.title,
        site=parsed.site,
        validators=answer.validators,
        validators_since=now,
        body_hash=body_hash,
        shape=parsed.shape,
    )
    state = after_success(state, wait, now, random.random())
    changes = desk.writer.save(Visit(feed.key, parsed.articles, texts, state, now, teasers))
    if sentence := rebuilt.notice(before, parsed, changes):
        desk.writer.note(replace(state, error=sentence))
    return changes


async def _answer(desk: Desk, feed: Feed, state: FeedState) -> Fetched | NotModified:
    """What the feed's address or command gives, after the feed's filter if it has one."""
    if feed.exec:
        body = await desk.commands.run(feed.exec, desk.limits)
        answer: Fetched | NotModified = Fetched(f"exec:{name(feed.exec)}", body)
    else:
        answer = await desk.web.fetch(
            state.url or feed.address, state.validators, desk.limits, desk.worker.room
        )
    if feed.filter and isinstance(answer, Fetched):
        body = await desk.commands.run(feed.filter, desk.limits, answer.body)
        answer = replace(answer, body=body, content_type="")
    return answer


def _unchanged(desk: Desk, feed: Feed, state: FeedState, answer: Fetched | NotModified) -> Changes:
    """Nothing new: neither parsed nor saved, only the visit is noted."""
    wait = usual_wait(feed, desk.settings.refresh_minutes, Wish(answer.max_age_s))
    state = replace(moved(state, answer.permanent_to), validators=answer.validators)
    said = "" if state.failures else state.error  # what was said of the page still holds
    state = after_success(state, wait, desk.clock(), random.random())
    desk.writer.note(replace(state, error=said))
    return Changes()


async def sync(desk: Desk, feeds: Sequence[Feed]) -> AsyncGenerator[Event, None]:
    """Visit feeds side by side (`web` bounds how many) and tell of each as it is done.

    A feed that fails is an event, not an exception. Raises StoreError when the library fails: then
    the rest of the sync is given up, and what was saved stays saved.
    """
    yield SyncStarted(len(feeds))
    states = desk.reader.states()
    visits = [asyncio.create_task(_visit(desk, feed, states.get(feed.key))) for feed in feeds]
    failed = new = 0
    try:
        for done, visit in enumerate(asyncio.as_completed(visits), start=1):
            key, changes, error = await visit
            failed += bool(error)
            new += len(changes.new)
            done_by_rules = on_arrival(desk.reader, desk.writer, desk.rules, changes.new)
            yield Refreshed(key, done, len(feeds), changes, error)
            for event in done_by_rules:
                yield event
    finally:
        for task in visits:
            task.cancel()
        await asyncio.gather(*visits, return_exceptions=True)
    yield SyncFinished(len(feeds), failed, new)


async def _visit(desk: Desk, feed: Feed, known: FeedState | None) -> tuple[str, Changes, str]:
    try:
        return feed.key, await refresh(desk, feed, known), ""
    except FeedError as error:
        return feed.key, Changes(), str(error)


async def annotate(desk: Desk) -> AsyncGenerator[Event, None]:
    """Find quotes and findings in every article that has none yet, newest first; then tidy up.

    Each process of the worker has a batch under way, and one more batch waits, so that none is
    idle while results are being kept. What is under way when the caller stops is still kept.
    """
    under_way: dict[asyncio.Task[tuple[Event, ...]], list[int]] = {}
    try:
        while True:
            for ids in _next_batches(desk, under_way.values()):
                under_way[asyncio.create_task(annotate_some(desk, ids))] = ids
            if not under_way:
                await _tidy(desk)
                return
            done, _ = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                del under_way[task]
                for event in task.result():
                    yield event
    except asyncio.CancelledError:
        for task in under_way:
            task.cancel()
        raise
    finally:
        await asyncio.gather(*under_way, return_exceptions=True)


async def _tidy(desk: Desk) -> None:
    """Make searches faster. Nobody waits for it, and what fails is tried again the next time."""
    with contextlib.suppress(StoreError):
        while desk.writer.tidy():
            await asyncio.sleep(0)


def _next_batches(desk: Desk, under_way: Collection[list[int]]) -> list[list[int]]:
    """Articles to be analysed now, so that one batch more is under way than there are processes."""
    wanted = desk.worker.processes + 1
    taken = {id_ for batch in under_way for id_ in batch}
    waiting = desk.reader.unanalysed(BATCH * wanted, version=VERSION)
    ids = [id_ for id_ in waiting if id_ not in taken][: BATCH * (wanted - len(under_way))]
    return [ids[first : first + BATCH] for first in range(0, len(ids), BATCH)]


async def annotate_some(desk: Desk, ids: Sequence[int]) -> tuple[Event, ...]:
    """Find quotes and findings in these articles and keep them; then the rules that waited.

    What happened: Annotated, and what rules did.

    An article on which analysis fails is kept as having none, so that it is not tried for ever.
    """
    await _find_and_keep(desk, ids)
    done_by_rules = on_analysis(desk.reader, desk.writer, desk.rules, ids)
    return (Annotated(tuple(ids)), *done_by_rules)


async def _find_and_keep(desk: Desk, ids: Sequence[int]) -> None:
    articles = [article for id_ in ids if (article := desk.reader.article(id_))]
    try:
        found = await desk.worker.annotate(articles)
    except ParseError:
        if len(ids) > 1:
            for id_ in ids:
                await _find_and_keep(desk, [id_])
            return
        found = tuple(Annotations(id_, "", Analysis()) for id_ in ids)
    texts = {each.id: (each.text, each.language) for each in found}
    desk.writer.keep([(each.id, each.digest, each.analysis) for each in found], texts)
