"""Articles without a date: listed among the others, and no time is made up for them.

Their order in the list is part of `test_store`.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests import make
from tests.make import NOW, article, feed
from tests.shell import Shell
from tests.ui import FEEDS, library, running
from tests.web import Site
from tui.model import Article, FeedState, Filter, FullText, PageState
from tui.query import parse
from tui.store import Reader, Visit, Writer
from tui.store.pages import PageVisit
from tui.store.rows import APART

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
UNDATED = [article(n, published=None) for n in range(3)]
DATED = article(3)


def save(writer: Writer, *articles: Article, now: datetime = NOW) -> None:
    """Save them as one visit."""
    texts = [each.html for each in articles]
    writer.save(Visit("times", articles, texts, FeedState("times"), now))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library in which a new feed began with three articles without a date and one with."""
    path = tmp_path / "library.db"
    with closing(Writer(path)) as writer:
        writer.subscribe([feed("times")])
        save(writer, *UNDATED, DATED)
    return path


def fitting(path: Path, chosen: Filter, now: datetime = NOW) -> set[str]:
    """The guids of what fits, however it is asked for."""
    with closing(Reader(path, clock=lambda: now)) as reader:
        rows = reader.headlines(chosen, limit=9)
        found = {row.id for row in rows}
        assert reader.count(chosen) == len(found)
        assert set(reader.fitting(chosen, [each.id for each in (*UNDATED, DATED)])) == found
        return {each.guid for each in (*UNDATED, DATED) if each.id in found}


def test_what_a_new_feed_begins_with_has_a_time_only_where_the_feed_gives_one(path: Path) -> None:
    with closing(Reader(path)) as reader:
        rows = reader.headlines(Filter(), limit=9)
        assert [row.id for row in rows if row.dated is True] == [DATED.id]
        assert [row.id for row in rows if row.dated is False] == [each.id for each in UNDATED]


def test_what_comes_later_without_a_date_is_of_its_arrival(path: Path) -> None:
    later = article(4, published=None)
    with closing(Writer(path)) as writer, closing(Reader(path)) as reader:
        save(writer, later, *UNDATED, now=NOW + HOUR)
        row = reader.headline(later.id)
        assert row is not None
        assert (row.dated, row.at) == (True, NOW + HOUR)


def test_an_article_that_is_published_anew_has_no_time_all_the_same(path: Path) -> None:
    with closing(Writer(path)) as writer, closing(Reader(path)) as reader:
        save(writer, article(0, published=None, title="Rewritten"), now=NOW + HOUR)
        row = reader.headline(UNDATED[0].id)
        assert row is not None
        assert (row.dated, row.title) == (False, "Rewritten")


def test_an_article_that_gets_its_date_later_is_listed_under_it(path: Path) -> None:
    late = article(0, published=NOW - 9 * DAY, title="Rewritten")
    page = FullText("<p>The whole of it.</p>", "The whole of it.")
    with closing(Writer(path)) as writer, closing(Reader(path)) as reader:
        writer.mark([late.id], starred=True)
        writer.note_page(PageVisit(late.id, PageState(), page))
        save(writer, late, now=NOW + HOUR)
        rows = reader.headlines(Filter(), limit=9)
        assert (rows[-1].id, rows[-1].at, rows[-1].dated) == (late.id, late.published, True)
        assert (rows[-1].title, rows[-1].starred, len(rows)) == ("Rewritten", True, 4)
        for query in ("rewritten", "whole", "rewritten older:5d"):
            found = reader.headlines(Filter(query=parse(query)), limit=9)
            assert [row.id for row in found] == [late.id]
        kept = reader.page_state(late.id)
        assert kept is not None
        assert kept.kept


@pytest.mark.parametrize(
    "query", ["newer:2d", "after:2026-02-28", "article newer:2d", "newer:2d or note:x"]
)
def test_nothing_is_new_because_it_has_no_date(path: Path, query: str) -> None:
    assert fitting(path, Filter(query=parse(query))) == {DATED.guid}


@pytest.mark.parametrize("query", ["older:2d", "article older:2d", "older:2d or note:x"])
def test_what_has_no_date_is_at_least_as_old_as_its_arrival(path: Path, query: str) -> None:
    older = Filter(query=parse(query))
    assert fitting(path, older, NOW + 47 * HOUR) == set()
    assert fitting(path, older, NOW + 49 * HOUR) == {each.guid for each in (*UNDATED, DATED)}


def test_a_list_of_a_day_may_leave_out_what_only_stands_there(path: Path) -> None:
    assert len(fitting(path, Filter(since=NOW - 9 * HOUR))) == 4
    assert fitting(path, Filter(since=NOW - 9 * HOUR, dated=True)) == {DATED.guid}


def test_a_feed_without_dates_brings_nobody_knows_how_much_a_week(path: Path) -> None:
    with closing(Writer(path)) as writer:
        writer.subscribe([feed("times"), feed("post")])
        news = [article(n, "post", published=None) for n in range(3)]
        writer.save(Visit("post", news, [""] * 3, FeedState("post"), NOW))
    with closing(Reader(path)) as reader:
        found = reader.activity(NOW)
    assert (found["times"].a_week, found["post"].a_week) == (1, 0)
    assert found["post"].newest == NOW


def as_version_13(path: Path) -> None:
    """Make of a library what version 13 would have made: the first stood at its arrival."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE article SET at = at + ? WHERE id IN undated", (APART // 2,))
        database.execute("DROP TABLE undated")
        database.execute("DROP TRIGGER undated_removed")
        database.execute("PRAGMA user_version = 13")


def test_an_older_library_learns_which_articles_have_no_date(path: Path) -> None:
    later = [article(n, published=None) for n in (4, 5)]
    with closing(Writer(path)) as writer:
        save(writer, *later, now=NOW + HOUR)
    as_version_13(path)
    with closing(Writer(path)), closing(Reader(path)) as reader:
        found = {row.id for row in reader.headlines(Filter(), limit=9) if not row.dated}
    assert found == {each.id for each in UNDATED}


@pytest.fixture
def undated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Shell]:
    """A shell that has just fetched a feed without dates."""
    shell = Shell(tmp_path, capsys)
    with Site() as site:
        site.serve("/a.xml", re.sub("<pubDate>.*?</pubDate>", "", make.rss("Owls", "Cats")))
        shell.feeds(animals=site.url("/a.xml"))
        shell.run("sync")
        yield shell


def test_the_shell_prints_no_age_where_none_is_known(undated: Shell) -> None:
    lines = undated.run("list").out.splitlines()
    assert [re.split(r"\s{2,}", line)[1:] for line in lines] == [
        ["●", "The Times of Nowhere", title] for title in ("Owls", "Cats")
    ]


def test_json_says_null_where_no_time_is_known(undated: Shell) -> None:
    rows = undated.run("list", "--json").json
    assert [row["at"] for row in rows] == [None] * 2
    told = undated.run("show", rows[0]["id"], "--json").json
    assert (told["at"], told["published"]) == (None, None)
    assert "20" not in undated.run("show", rows[0]["id"]).out.splitlines()[1]


def test_an_export_brings_them_in_as_they_were(undated: Shell, tmp_path: Path) -> None:
    export = tmp_path / "all.jsonl"
    export.write_text(undated.run("export", "--jsonl").out, encoding="utf-8")
    undated.library.unlink()
    undated.run("import", str(export), "--yes")
    rows = undated.run("list", "--json").json
    assert [(row["title"], row["at"]) for row in rows] == [
        (title, None) for title in ("Owls", "Cats")
    ]


async def test_on_the_screen_they_have_no_age_and_are_not_of_today(tmp_path: Path) -> None:
    filled = library(tmp_path, each=0)
    dated = make.article(1, FEEDS[0].key, title="Dated", published=datetime.now(UTC))
    filled.save(FEEDS[0], [make.article(2, FEEDS[0].key, title="Undated", published=None), dated])
    async with running(filled, (120, 40)) as session:
        assert session.screen.library.today == 1
        await session.press("D")
        lines = [line[:46] for line in session.lines]
        assert not any(re.search(r"Undated .*(now|\d)", line) for line in lines)
        assert any(re.search(r"Dated .*(now|\d)", line) for line in lines)
        assert sum("day ───" in line for line in lines) == 1


async def test_what_came_just_now_is_not_marked_as_older(tmp_path: Path) -> None:
    filled = library(tmp_path, each=0)
    news = [make.article(n, FEEDS[0].key, published=None) for n in range(60)]
    old = make.article(60, FEEDS[0].key, published=datetime.now(UTC) - 3 * DAY)
    filled.save(FEEDS[0], [*news, old])
    async with running(filled, (120, 40)) as session:
        await session.press("2", "m", "o")
        await session.see("1 article marked as read")
        await session.until(lambda: session.screen.library.unread() == len(news))
        assert session.screen.library.reader.count(Filter(unread=True)) == len(news)
