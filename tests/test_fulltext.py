"""Articles' own pages: which are visited, what is kept of them, and what is said when not."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import ANY

import pytest

from tests import make
from tests.make import NOW
from tests.shell import Shell
from tests.test_sync import Clock, newsroom
from tests.web import Site, cut_short
from tui.analysis.annotation import Analysis
from tui.events import Completed, OfflineReady, PagesVisited
from tui.fulltext import PROBES, complete, make_ready
from tui.model import Article, Feed, Filter, PageState
from tui.query import parse
from tui.sync import Desk, annotate, sync
from tui.text.html import document

SAYS = "The harbour of the small town will be dug out again this spring, said the mayor on Monday. "
LATER = "Nobody in the council voted against the plan, which costs four million crowns in all. "
PAGE = f"""<!doctype html><html lang="en"><head><title>Harbour | The Paper</title>
<meta name="author" content="Ann Smith">
<meta property="article:published_time" content="2026-02-27T09:30:00Z"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Harbour to be dug out</h1>
{"".join(f"<p>{SAYS * 3}</p><p>{LATER * 2}</p>" for _ in range(3))}
<p>The word that only the page has is zanzibar.</p></article></body></html>"""


def item(site: Site, path: str, text: str, title: str = "Harbour to be dug out") -> str:
    return (
        f"<item><title>{title}</title><link>{site.url(path)}</link><guid>{path}</guid>"
        f"<description>{text}</description></item>"
    )


def rss(*items: str) -> str:
    return f"<rss version='2.0'><channel><title>Paper</title>{''.join(items)}</channel></rss>"


@dataclass
class Room:
    """A desk with a real library, a feed on a real server, and a clock that stands still."""

    desk: Desk
    site: Site
    feed: Feed
    clock: Clock

    async def sync(self, *items: str) -> list[Completed | PagesVisited]:
        """Visit the feed, then the pages."""
        self.site.serve("/feed.xml", rss(*items))
        self.desk.writer.subscribe([self.feed])
        _ = [event async for event in sync(self.desk, [self.feed])]
        return await self.complete()

    async def complete(self) -> list[Completed | PagesVisited]:
        return [event async for event in complete(self.desk, [self.feed])]

    @property
    def id(self) -> int:
        """The newest article."""
        return self.desk.reader.headlines(Filter(), limit=1)[0].id

    def article(self, *, full: bool | None = None) -> Article:
        article = self.desk.reader.article(self.id, full=full)
        assert article
        return article

    @property
    def state(self) -> PageState:
        state = self.desk.reader.page_state(self.id)
        assert state
        return state


@asynccontextmanager
async def paper(folder: Path, full_text: str, site: Site) -> AsyncIterator[Room]:
    feed = make.feed("paper", url=site.url("/feed.xml"), full_text=full_text)
    async with newsroom(folder) as news:
        yield Room(news.desk, site, feed, news.clock)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        site.serve("/a", PAGE, kind="text/html", etag='"1"')
        yield site


@pytest.fixture
async def room(tmp_path: Path, site: Site) -> AsyncIterator[Room]:
    async with paper(tmp_path, "", site) as room:
        yield room


async def test_a_teaser_gets_the_text_of_its_page(room: Room) -> None:
    events = await room.sync(item(room.site, "/a", "The harbour will be dug out…"))
    assert events == [Completed(room.id, 1, 1, kept=True), PagesVisited(1, 1, 0)]
    assert LATER.strip() in document(room.article()).text
    assert document(room.article(full=False)).text == "The harbour will be dug out…"
    assert room.state.kept
    assert room.site.last("/a").headers["user-agent"].startswith("quoth/")
    assert room.site.last("/a").headers["accept"].startswith("text/html")


async def test_a_page_that_was_had_is_not_visited_again(room: Room) -> None:
    teaser = item(room.site, "/a", "The harbour will be dug out…")
    await room.sync(teaser)
    room.clock.now += timedelta(days=30)
    assert await room.sync(teaser, item(room.site, "/b", "Whole. " * 500)) == []
    assert room.site.hits("/a") == 1


async def test_an_article_published_anew_is_asked_again_conditionally(room: Room) -> None:
    await room.sync(item(room.site, "/a", "The harbour will be dug out…"))
    changed = item(room.site, "/a", "The harbour will be dug out soon…")
    assert await room.sync(changed) == []
    assert "zanzibar" in document(room.article()).text
    room.clock.now += timedelta(hours=7)
    assert await room.sync(changed) == [Completed(room.id, 1, 1), PagesVisited(1, 0, 0)]
    assert room.site.last("/a").headers["if-none-match"] == '"1"'
    assert "zanzibar" in document(room.article()).text


async def test_search_finds_the_words_of_the_page_and_of_the_feed(room: Room) -> None:
    await room.sync(item(room.site, "/a", "Only the feed says quagmire…"))
    for word in ("zanzibar", "quagmire", "harbour"):
        assert room.desk.reader.count(Filter(query=parse(word))) == 1, word
    await room.sync(item(room.site, "/a", "Only the feed says marshland…"))
    found = {w: room.desk.reader.count(Filter(query=parse(w))) for w in ("zanzibar", "quagmire")}
    assert found == {"zanzibar": 1, "quagmire": 0}
    assert room.desk.reader.count(Filter(query=parse("marshland"))) == 1


async def test_quotes_follow_the_text_that_is_shown(room: Room) -> None:
    said = "<p>“We waited for this for ten years,” said Mayor Ida Rask.</p>"
    room.site.serve("/a", PAGE.replace("</article>", f"{said}</article>"), kind="text/html")
    await room.sync(item(room.site, "/a", "“It is a start,” said Jonas Berg. Read more"))
    reader = room.desk.reader

    async def speakers() -> list[str]:
        _ = [event async for event in annotate(room.desk)]
        found = reader.annotations(room.id, document(room.article()).digest)
        assert isinstance(found, Analysis)
        return [quote.speaker_name for quote in found.quotes]

    assert await speakers() == ["Ida Rask"]
    room.desk.writer.show_text(room.id, full=False)
    assert reader.annotations(room.id, document(room.article()).digest) is None
    assert await speakers() == ["Jonas Berg"]
    assert not room.state.shown


async def test_the_page_tells_author_date_and_title_where_the_feed_does_not(room: Room) -> None:
    bare = (
        f"<item><link>{room.site.url('/a')}</link><description>Dug out soon…</description></item>"
    )
    await room.sync(bare)
    article = room.article()
    assert article.title == "Harbour to be dug out"
    assert article.author == "Ann Smith"
    assert article.published == datetime(2026, 2, 27, tzinfo=UTC)
    assert article.language == "en"
    assert room.desk.reader.count(Filter(query=parse("Smith"))) == 1


async def test_the_page_does_not_change_what_the_feed_tells(room: Room) -> None:
    own = item(room.site, "/a", "Dug out…", "Our own words").replace(
        "</item>", "<author>x@y.example (Bo)</author></item>"
    )
    await room.sync(own)
    assert (room.article().title, room.article().author) == ("Our own words", "Bo")


@pytest.mark.parametrize(
    ("mode", "text", "visits"),
    [
        ("never", "Only a teaser…", 0),
        ("always", "The whole text. " * 200, 1),
        ("auto", "The whole text. " * 200, 0),
        ("auto", "Only a teaser…", 1),
    ],
)
async def test_a_feed_says_when_pages_are_fetched(
    tmp_path: Path, site: Site, mode: str, text: str, visits: int
) -> None:
    async with paper(tmp_path, mode, site) as room:
        await room.sync(item(site, "/a", text))
    assert site.hits("/a") == visits


async def test_a_page_with_no_more_than_the_feed_changes_nothing(tmp_path: Path) -> None:
    with Site() as site:
        whole = "".join(f"&lt;p&gt;{SAYS * 3}{LATER * 2}&lt;/p&gt;" for _ in range(12))
        site.serve("/a", PAGE, kind="text/html")
        async with paper(tmp_path, "always", site) as room:
            events = await room.sync(item(site, "/a", whole))
            assert events[0] == Completed(room.id, 1, 1, kept=False)
            assert not room.state.kept
            assert room.state.next_try is None
            assert len(document(room.article()).text) > 4_000


async def test_entries_of_middle_length_are_probed_and_then_left_or_fetched(room: Room) -> None:
    text = (SAYS + LATER) * 6
    for n in range(8):
        room.site.serve(
            f"/{n}", f"<article><h1>Harbour</h1><p>{text}</p></article>", kind="text/html"
        )
    items = [item(room.site, f"/{n}", text, f"Harbour {n}") for n in range(8)]
    assert (await room.sync(*items))[-1] == PagesVisited(PROBES, 0, 0)
    assert await room.complete() == []


async def test_a_failure_is_noted_with_the_next_try(room: Room) -> None:
    room.site.serve("/a", "", status=503, headers={"Retry-After": "7200"}, kind="text/html")
    (event, end) = await room.sync(item(room.site, "/a", "Dug out…"))
    assert isinstance(event, Completed)
    assert event.error == "127.0.0.1 is in trouble (503); we try again later."
    assert end == PagesVisited(1, 0, 1)
    assert room.state.error == event.error
    assert room.state.next_try
    assert room.state.next_try >= NOW + timedelta(hours=2)
    assert await room.complete() == []
    room.site.serve("/a", PAGE, kind="text/html")
    room.clock.now += timedelta(hours=4)
    assert (await room.complete())[-1] == PagesVisited(1, 1, 0)
    assert room.state.error == ""


async def test_a_page_without_an_article_is_left_in_peace_after_two_tries(room: Room) -> None:
    room.site.serve("/a", "<html><body></body></html>", kind="text/html")
    for _ in range(5):
        await room.sync(item(room.site, "/a", "Dug out…"))
        room.clock.now += timedelta(days=2)
    assert room.site.hits("/a") == 2
    assert room.state.next_try is None
    assert document(room.article()).text == "Dug out…"


async def test_a_host_in_trouble_is_left_alone_for_the_rest_of_the_run(room: Room) -> None:
    items = []
    for n in range(5):
        room.site.misbehave(f"/{n}", cut_short)
        items.append(item(room.site, f"/{n}", "Dug out…"))
    assert (await room.sync(*items))[-1] == PagesVisited(3, 0, 3)


async def test_a_feed_may_not_lead_into_a_private_network(room: Room) -> None:
    foreign = room.site.url("/a").replace("127.0.0.1", "localhost")
    teaser = item(room.site, "/a", "Dug out…").replace(room.site.url("/a"), foreign)
    (event, _) = await room.sync(teaser)
    assert isinstance(event, Completed)
    assert "private network (localhost)" in event.error
    assert room.site.hits("/a") == 0


async def test_what_is_no_web_page_is_said_to_be_a_file(room: Room) -> None:
    room.site.serve("/a", b"%PDF-1.7", kind="application/pdf")
    (event, _) = await room.sync(item(room.site, "/a", "Dug out…"))
    assert isinstance(event, Completed)
    assert event.error == "The article's page is no web page, but a file."


async def test_getting_ready_tells_how_many_articles_are_complete(room: Room) -> None:
    room.site.serve("/feed.xml", rss(
        item(room.site, "/a", "Dug out…"),
        item(room.site, "/gone", "Away…", "Gone"),
        item(room.site, "/whole", "All there is to say. " * 200, "Whole"),
    ))  # fmt: skip
    room.desk.writer.subscribe([room.feed])
    _ = [event async for event in sync(room.desk, [room.feed])]
    *_, ready = [event async for event in make_ready(room.desk, [room.feed])]
    assert isinstance(ready, OfflineReady)
    assert (ready.now.unread, ready.now.complete) == (3, 2)
    assert ready.now.size > 100


async def test_the_store_knows_how_well_a_feeds_pages_can_be_read(room: Room) -> None:
    await room.sync(item(room.site, "/a", "Dug out…"), item(room.site, "/gone", "Away…", "Gone"))
    record = room.desk.reader.page_records()["paper"]
    assert (record.kept, record.failed, record.waiting) == (1, 1, 0)
    assert record.success == 0.5


def test_the_shell_can_make_ready_to_go_offline_and_shows_the_full_text(
    tmp_path: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.serve("/feed.xml", rss(item(site, "/a", "The harbour will be dug out…")))
    shell = Shell(tmp_path, capsys)
    shell.feeds('[settings]\nfull_text = "auto"\n', paper=site.url("/feed.xml"))
    ran = shell.run("sync", "--offline-ready")
    assert (ran.code, ran.err) == (0, "")
    assert (
        "1 page, 1 full text.\n1 of 1 unread article can be read offline: less than 0.1 MB.\n"
        in ran.out
    )
    again = shell.run("sync", "--offline-ready", "--json").objects
    assert again[-1] == {"event": "offline-ready", "unread": 1, "complete": 1, "bytes": ANY}
    (row,) = shell.run("list", "--json").json
    shown = shell.run("show", row["id"], "--json").json
    assert LATER.strip() in shown["text"]
    assert (shown["full_text"], shown["page_error"]) == (True, None)
    own = shell.run("show", row["id"], "--feed-text", "--json").json
    assert own["text"] == "The harbour will be dug out…"
    assert own["full_text"] is False
