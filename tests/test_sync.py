"""The line: from a feed on the web to articles in the library."""

import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from msgspec.structs import replace

from tests import make
from tests.make import NOW
from tests.web import Site
from tui.analysis.annotation import Analysis
from tui.errors import StoreError
from tui.events import Annotated, Event, Refreshed, SyncFinished, SyncStarted
from tui.feeds.fetch import Web
from tui.model import Feed, Filter, Headline
from tui.settings import Settings
from tui.store import Reader, Writer
from tui.sync import Desk, annotate, sync
from tui.text.html import document
from tui.worker import Worker


@dataclass
class Clock:
    """A clock that stands still until a test moves it."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Newsroom:
    """A desk with a real library, and the feeds of one test."""

    desk: Desk
    clock: Clock

    async def sync(self, *feeds: Feed) -> list[Event]:
        self.desk.writer.subscribe(feeds)
        return [event async for event in sync(self.desk, feeds)]

    def titles(self) -> list[str]:
        return [headline.title for headline in self.headlines()]

    def headlines(self) -> Sequence[Headline]:
        return self.desk.reader.headlines(Filter(), limit=100)


@asynccontextmanager
async def newsroom(folder: Path, **settings: Any) -> AsyncIterator[Newsroom]:
    library, clock = folder / "library.db", Clock()
    writer = Writer(library)
    reader = Reader(library)
    worker = Worker()
    try:
        async with Web() as web:
            yield Newsroom(Desk(web, worker, reader, writer, Settings(**settings), clock), clock)
    finally:
        await worker.close()
        reader.close()
        writer.close()


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


async def test_a_feeds_articles_reach_the_library(tmp_path: Path, site: Site) -> None:
    site.serve("/a.xml", make.rss("Cats", "Dogs"), etag='"1"')
    async with newsroom(tmp_path) as room:
        events = await room.sync(make.feed("a", url=site.url("/a.xml")))
        assert room.titles() == ["Dogs", "Cats"]
        state = room.desk.reader.states()["a"]
    assert [type(event) for event in events] == [SyncStarted, Refreshed, SyncFinished]
    assert events[-1] == SyncFinished(total=1, failed=0, new=2)
    assert state.title == "The Times of Nowhere"
    assert state.validators.etag == '"1"'


async def test_a_second_visit_is_conditional_and_writes_no_article(
    tmp_path: Path, site: Site
) -> None:
    site.serve("/a.xml", make.rss("Cats"), etag='"1"')
    feed = make.feed("a", url=site.url("/a.xml"))
    async with newsroom(tmp_path) as room:
        await room.sync(feed)
        room.clock.now += timedelta(hours=1)
        events = await room.sync(feed)
        assert site.last("/a.xml").headers["if-none-match"] == '"1"'
        assert room.desk.reader.states()["a"].succeeded_at == room.clock.now
    assert events[-1] == SyncFinished(total=1, failed=0, new=0)


async def test_a_feed_is_fetched_when_the_worker_has_room_for_it(
    tmp_path: Path, site: Site
) -> None:
    class Asked(Worker):
        hits: ClassVar[list[int]] = []

        async def room(self) -> None:
            self.hits.append(site.hits())
            await super().room()

    site.serve("/a.xml", make.rss("Cats"))
    async with newsroom(tmp_path) as room:
        room.desk = replace(room.desk, worker=Asked())
        await room.sync(make.feed("a", url=site.url("/a.xml")))
        await room.desk.worker.close()
        assert room.titles() == ["Cats"]
    assert Asked.hits == [0]


async def test_an_unchanged_body_without_validators_is_not_parsed(
    tmp_path: Path, site: Site
) -> None:
    site.serve("/a.xml", make.rss("Cats"))
    feed = make.feed("a", url=site.url("/a.xml"))
    async with newsroom(tmp_path) as room:
        await room.sync(feed)
        await room.desk.worker.close()
        await room.sync(feed)
        assert room.desk.worker.pids == []  # nobody was asked to parse
        assert room.titles() == ["Cats"]


async def test_new_and_changed_articles_are_told_apart(tmp_path: Path, site: Site) -> None:
    feed = make.feed("a", url=site.url("/a.xml"))
    site.serve("/a.xml", make.rss("Cats", "Dogs"))
    async with newsroom(tmp_path) as room:
        await room.sync(feed)
        site.serve("/a.xml", make.rss("Cats", "Dogs", "Owls").replace("All about Cats", "Cats!"))
        events = await room.sync(feed)
        (refreshed,) = [event for event in events if isinstance(event, Refreshed)]
        assert len(refreshed.changes.new) == 1
        assert len(refreshed.changes.updated) == 1
        assert room.titles() == ["Owls", "Dogs", "Cats"]


async def test_one_broken_feed_is_a_sentence_and_the_others_go_on(
    tmp_path: Path, site: Site
) -> None:
    site.serve("/good.xml", make.rss("Cats"))
    site.serve("/bad.xml", "no such thing", status=404)
    good, bad = (make.feed(key, url=site.url(f"/{key}.xml")) for key in ("good", "bad"))
    async with newsroom(tmp_path) as room:
        events = await room.sync(good, bad)
        state = room.desk.reader.states()["bad"]
        assert room.titles() == ["Cats"]
    assert events[-1] == SyncFinished(total=2, failed=1, new=1)
    assert state.error.endswith(".")
    assert state.failures == 1
    assert state.next_visit is not None
    assert state.next_visit > NOW


async def test_a_feed_that_breaks_keeps_its_articles_and_its_validators(
    tmp_path: Path, site: Site
) -> None:
    feed = make.feed("a", url=site.url("/a.xml"))
    site.serve("/a.xml", make.rss("Cats"), etag='"1"')
    async with newsroom(tmp_path) as room:
        await room.sync(feed)
        site.serve("/a.xml", "<html><body>Sorry!</body></html>", kind="text/html")
        await room.sync(feed)
        state = room.desk.reader.states()["a"]
        assert room.titles() == ["Cats"]
    assert state.validators.etag == '"1"'
    assert state.error


async def test_a_permanent_redirect_is_believed_the_second_time(tmp_path: Path, site: Site) -> None:
    feed = make.feed("a", url=site.url("/old.xml"))
    site.redirect("/old.xml", "/new.xml", status=301)
    site.serve("/new.xml", make.rss("Cats"))
    async with newsroom(tmp_path) as room:
        for _ in range(3):
            await room.sync(feed)
        assert room.desk.reader.states()["a"].url == site.url("/new.xml")
    assert site.hits("/old.xml") == 2
    assert site.hits("/new.xml") == 3


async def test_a_feeds_ttl_delays_its_next_visit(tmp_path: Path, site: Site) -> None:
    site.serve("/a.xml", make.rss("Cats", ttl="<ttl>180</ttl>"))
    feed = make.feed("a", url=site.url("/a.xml"))
    async with newsroom(tmp_path) as room:
        await room.sync(feed)
        assert room.desk.reader.due([feed], NOW + timedelta(minutes=179)) == []
        assert room.desk.reader.due([feed], NOW + timedelta(minutes=199)) == [feed]


async def test_the_guide_in_the_package_needs_no_network(tmp_path: Path) -> None:
    async with newsroom(tmp_path) as room:
        await room.sync(make.feed("start-here", url="quoth:start-here"))
        assert len(room.titles()) >= 4


async def test_every_new_article_gets_its_quotes_and_findings(tmp_path: Path, site: Site) -> None:
    said = make.rss("Bridge").replace(
        "All about Bridge.", "“The bridge will open again in May,” said Mayor Ada Quill."
    )
    site.serve("/a.xml", said)
    async with newsroom(tmp_path) as room:
        await room.sync(make.feed("a", url=site.url("/a.xml")))
        events = [event async for event in annotate(room.desk)]
        done = [id_ for each in events if isinstance(each, Annotated) for id_ in each.ids]
        (headline,) = room.headlines()
        article = room.desk.reader.article(headline.id)
        assert article is not None
        found = room.desk.reader.annotations(headline.id, document(article).digest)
        again = [event async for event in annotate(room.desk)]
    assert done == [headline.id]
    assert isinstance(found, Analysis)
    assert [quote.speaker_name for quote in found.quotes] == ["Ada Quill"]
    assert again == []


async def test_a_library_that_cannot_be_written_ends_the_sync_and_keeps_what_was_there(
    tmp_path: Path, site: Site
) -> None:
    feed = make.feed("a", url=site.url("/a.xml"))
    site.serve("/a.xml", make.rss("Cats"))
    async with newsroom(tmp_path) as room:
        await room.sync(feed)
        site.serve("/a.xml", make.rss("Cats", *(f"Dog {n} " + "x" * 500 for n in range(2000))))
        room.desk.writer._database.run("PRAGMA max_page_count = 1")  # never below what is in use
        with pytest.raises(StoreError, match="full"):
            await room.sync(feed)
        assert room.titles() == ["Cats"]
        assert room.desk.reader.states()["a"].failures == 0


async def test_tidying_up_is_for_another_time_while_another_program_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.store.database.PATIENCE_S", 0.01)
    async with newsroom(tmp_path) as room:
        with closing(sqlite3.connect(tmp_path / "library.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert [event async for event in annotate(room.desk)] == []
