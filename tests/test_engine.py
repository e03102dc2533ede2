"""The engine: a thread that syncs and writes, and tells of it by events."""

import queue
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from msgspec.structs import replace

from tests import make
from tests.test_pictures import picture
from tests.web import Site, silent
from tui.engine import Engine
from tui.events import (
    Annotated,
    Completed,
    Discovered,
    Event,
    Illustrated,
    Marked,
    Refreshed,
    SyncFinished,
    SyncStarted,
    Trouble,
)
from tui.model import Feed, Filter
from tui.settings import Config, Settings
from tui.store import Correction, Reader, Writer

E = TypeVar("E")
BY_HAND = Settings(refresh_on_start=False, refresh_minutes=0)


class Inbox:
    """What the engine posted, in order."""

    def __init__(self) -> None:
        self._events: queue.Queue[Event] = queue.Queue()
        self.post: Callable[[Event], None] = self._events.put

    def next(self, kind: type[E]) -> E:
        """The next event of this kind; those before it are dropped."""
        while True:
            event = self._events.get(timeout=30)
            if isinstance(event, kind):
                return event


@contextmanager
def running(
    folder: Path, *feeds: Feed, settings: Settings = BY_HAND
) -> Iterator[tuple[Engine, Inbox]]:
    library, inbox = folder / "library.db", Inbox()
    engine = Engine(Config(folder / "feeds.toml", feeds, settings, {}), library, inbox.post)
    engine.start()
    try:
        yield engine, inbox
    finally:
        engine.stop()
        assert not engine._thread.is_alive()


def headline_ids(folder: Path) -> list[int]:
    reader = Reader(folder / "library.db")
    try:
        return [headline.id for headline in reader.headlines(Filter(), limit=100)]
    finally:
        reader.close()


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


def test_it_syncs_what_it_is_asked_for(tmp_path: Path, site: Site) -> None:
    site.serve("/a.xml", make.rss("Cats", "Dogs"))
    with running(tmp_path, make.feed("a", url=site.url("/a.xml"))) as (engine, inbox):
        engine.sync(["a"])
        assert inbox.next(SyncStarted).total == 1
        assert len(inbox.next(Refreshed).changes.new) == 2
        assert inbox.next(SyncFinished) == SyncFinished(total=1, failed=0, new=2)
        assert len(headline_ids(tmp_path)) == 2


def test_a_feed_asked_for_twice_in_a_burst_is_visited_once(tmp_path: Path, site: Site) -> None:
    site.serve("/a.xml", make.rss("Cats"))
    config = Config(tmp_path / "feeds.toml", (make.feed("a", url=site.url("/a.xml")),), BY_HAND, {})
    events: queue.Queue[Event] = queue.Queue()
    engine = Engine(config, tmp_path / "library.db", events.put)
    engine.sync_all()
    engine.sync_all()  # both are carried out at once when it opens
    engine.start()
    told: list[Event] = []
    while not told or not isinstance(told[-1], SyncFinished):
        told.append(events.get(timeout=30))
    engine.stop()
    assert [event.total for event in told if isinstance(event, SyncStarted)] == [1]
    assert site.hits("/a.xml") == 1


def test_it_syncs_on_start_if_the_settings_say_so(tmp_path: Path, site: Site) -> None:
    site.serve("/a.xml", make.rss("Cats"))
    eager = replace(BY_HAND, refresh_on_start=True)
    feed = make.feed("a", url=site.url("/a.xml"))
    with running(tmp_path, feed, settings=eager) as (_, inbox):
        assert inbox.next(SyncFinished).new == 1


def test_the_guide_comes_even_if_nothing_is_refreshed_on_start(tmp_path: Path) -> None:
    guide = make.feed("start-here", url="quoth:start-here")
    with running(tmp_path, guide) as (_, inbox):
        assert inbox.next(SyncFinished).new >= 4


def test_a_feed_added_during_a_sync_does_not_wait_for_its_end(tmp_path: Path, site: Site) -> None:
    feeds = tuple(make.feed(f"slow{n}", url=site.url(f"/slow{n}.xml")) for n in range(5))
    for feed in feeds:
        site.misbehave(f"/{feed.key}.xml", silent)
    site.serve("/new.xml", make.rss("Cats"))
    added = make.feed("new", url=site.url("/new.xml"))
    settings = replace(BY_HAND, connections=2, connections_per_host=9)
    with running(tmp_path, *feeds, settings=settings) as (engine, inbox):
        engine.sync_all()
        inbox.next(SyncStarted)
        engine.discover(added.url)
        assert inbox.next(Discovered).candidates[0].url == added.url
        engine.reload(Config(tmp_path / "feeds.toml", (*feeds, added), settings, {}))
        assert inbox.next(Refreshed).feed == "new"


def test_a_full_text_and_images_asked_for_during_a_sync_do_not_wait_for_its_end(
    tmp_path: Path, site: Site
) -> None:
    slow = tuple(make.feed(f"slow{n}", url=site.url(f"/slow{n}.xml")) for n in range(5))
    for feed in slow:
        site.misbehave(f"/{feed.key}.xml", silent)
    words = "The harbour will be dug out this spring, said the mayor to the council. " * 20
    site.serve("/page", f"<article><h1>Cats</h1><p>{words}</p></article>", kind="text/html")
    site.serve("/boat.png", picture(size=(40, 20)), kind="image/png")
    item = make.rss("Cats").replace("https://times.example/0", site.url("/page"))
    site.serve("/a.xml", item.replace("All about", "&lt;img src='/boat.png'&gt;"))
    feeds = (make.feed("a", url=site.url("/a.xml")), *slow)
    settings = replace(BY_HAND, connections=2, connections_per_host=9)
    with running(tmp_path, *feeds, settings=settings) as (engine, inbox):
        engine.sync(["a"])
        inbox.next(Annotated)
        (id_,) = headline_ids(tmp_path)
        engine.sync([feed.key for feed in slow])
        inbox.next(SyncStarted)
        engine.read_page(id_)
        assert inbox.next(Completed).kept
        engine.illustrate(id_)
        assert inbox.next(Illustrated).kept == 1


def test_the_guide_is_visited_before_all_others(tmp_path: Path, site: Site) -> None:
    site.serve("/a.xml", make.rss("Cats"))
    feeds = [make.feed(key, url=site.url("/a.xml")) for key in "abc"]
    guide = make.feed("start-here", url="quoth:start-here")
    with running(tmp_path, *feeds, guide) as (engine, inbox):
        inbox.next(SyncFinished)
        assert [feed.key for feed in engine._wanted(["a", "b", "c", "start-here"])] == [
            "start-here", "a", "b", "c",
        ]  # fmt: skip


def test_a_correction_is_kept_and_told(tmp_path: Path) -> None:
    with running(tmp_path) as (engine, inbox):
        engine.correct([Correction(7, "“Yes,”", 0, "Ida Rask")])
        assert inbox.next(Annotated).ids == (7,)
    reader = Reader(tmp_path / "library.db")
    assert reader.corrections(7) == {("“Yes,”", 0): "Ida Rask"}
    reader.close()


def test_articles_get_their_quotes_and_findings_after_a_sync(tmp_path: Path, site: Site) -> None:
    site.serve("/a.xml", make.rss("Cats", "Dogs"))
    with running(tmp_path, make.feed("a", url=site.url("/a.xml"))) as (engine, inbox):
        engine.sync_all()
        assert set(inbox.next(Annotated).ids) == set(headline_ids(tmp_path))


def test_an_opened_article_is_analysed_on_request(tmp_path: Path, site: Site) -> None:
    site.serve("/a.xml", make.rss("Cats"))
    with running(tmp_path, make.feed("a", url=site.url("/a.xml"))) as (engine, inbox):
        engine.sync_all()
        inbox.next(Annotated)
        (id_,) = headline_ids(tmp_path)
        engine.annotate(id_)
        assert inbox.next(Annotated).ids == (id_,)


def test_marking_tells_exactly_what_changed(tmp_path: Path, site: Site) -> None:
    site.serve("/a.xml", make.rss("Cats", "Dogs"))
    with running(tmp_path, make.feed("a", url=site.url("/a.xml"))) as (engine, inbox):
        engine.sync_all()
        inbox.next(SyncFinished)
        first, second = headline_ids(tmp_path)
        engine.mark([first], read=True)
        assert inbox.next(Marked) == Marked((first,), read=True)
        engine.mark_all(Filter(), read=True)
        assert inbox.next(Marked) == Marked((second,), read=True)


def test_a_library_from_a_newer_quoth_is_trouble_and_stays_untouched(tmp_path: Path) -> None:
    library = tmp_path / "library.db"
    Writer(library).close()
    data = bytearray(library.read_bytes())
    data[60:64] = (9999).to_bytes(4, "big")  # user_version (SQLite file format, section 1.3)
    library.write_bytes(data)
    with running(tmp_path) as (engine, inbox):
        assert "newer" in inbox.next(Trouble).message
        engine.mark([1], read=True)
        assert inbox.next(Trouble).ids == (1,)
        for ask in (engine.sync_all, engine.make_ready, lambda: engine.discover("times.example")):
            ask()
            assert "could not be opened" in inbox.next(Trouble).message
            assert inbox.next(SyncFinished).total == 0
    assert library.read_bytes() == bytes(data)


def test_a_library_that_another_program_held_is_opened_later(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.store.database.PATIENCE_S", 0.01)
    monkeypatch.setattr("tui.engine.TICK_S", 0.01)
    site.serve("/a.xml", make.rss("Cats"))
    feed, on_start = make.feed("a", url=site.url("/a.xml")), Settings(refresh_on_start=True)
    Writer(tmp_path / "library.db").close()
    with closing(sqlite3.connect(tmp_path / "library.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with running(tmp_path, feed, settings=on_start) as (_, inbox):
            assert "by another program" in inbox.next(Trouble).message
            other.execute("ROLLBACK")
            assert inbox.next(SyncFinished).new == 1


def test_a_sync_that_cannot_write_is_over(tmp_path: Path, site: Site) -> None:
    site.serve("/a.xml", make.rss(*(f"Dog {n} " + "x" * 500 for n in range(2000))))
    with running(tmp_path, make.feed("a", url=site.url("/a.xml"))) as (engine, inbox):

        def fill_the_disk() -> None:
            assert engine._desk
            engine._desk.writer._database.run("PRAGMA max_page_count = 1")

        engine._call(fill_the_disk)
        engine.sync_all()
        assert inbox.next(SyncFinished) == SyncFinished(total=1)
        assert "full" in inbox.next(Trouble).message


def test_stopping_does_not_wait_for_a_server_that_hangs(tmp_path: Path, site: Site) -> None:
    site.misbehave("/a.xml", silent)
    with running(tmp_path, make.feed("a", url=site.url("/a.xml"))) as (engine, inbox):
        engine.sync_all()
        inbox.next(SyncStarted)


def test_an_edited_feeds_toml_takes_effect_at_once(tmp_path: Path, site: Site) -> None:
    site.serve("/a.xml", make.rss("Cats"))
    with running(tmp_path) as (engine, inbox):
        feed = make.feed("a", url=site.url("/a.xml"))
        engine.reload(Config(tmp_path / "feeds.toml", (feed,), BY_HAND, {}))
        assert inbox.next(SyncFinished).new == 1


def test_what_cannot_be_written_while_another_program_writes_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.store.database.PATIENCE_S", 0.01)
    config = Config(tmp_path / "feeds.toml", (make.feed("a"),), BY_HAND, {})
    with running(tmp_path) as (engine, inbox):
        engine.mark([1], read=True)
        inbox.next(Marked)  # it is open
        with closing(sqlite3.connect(tmp_path / "library.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            for write in (partial(engine.reload, config), partial(engine.remember, "a", "b")):
                write()
                assert "by another program" in inbox.next(Trouble).message


def test_calls_before_the_start_and_after_the_end_are_harmless(tmp_path: Path) -> None:
    inbox = Inbox()
    engine = Engine(
        Config(tmp_path / "feeds.toml", (), BY_HAND, {}), tmp_path / "library.db", inbox.post
    )
    engine.mark([1], read=True)
    engine.start()
    assert inbox.next(Marked).ids == (1,)
    engine.stop()
    engine.sync_all()
    engine.stop()
