"""What the screen says when there is little to show, when things fail, and while news arrives."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.events import MouseScrollDown

from tests import make
from tests.ui import BODY, EACH, FEEDS, Library, Session, articles, library, running
from tui.events import Refreshed, SyncFinished, SyncStarted
from tui.settings import START_HERE, Config, Settings
from tui.store import Writer
from tui.ui import hearing
from tui.ui.app import LIBRARY
from tui.ui.browser import host, safe_url


async def test_the_very_first_start_shows_the_start_here_feed(tmp_path: Path) -> None:
    feeds = (make.feed("start", url=START_HERE, title="Start here"),)
    path = tmp_path / "feeds.toml"
    path.write_text("")
    data = tmp_path / "data"
    data.mkdir()
    first = Library(Config(path, feeds, Settings(refresh_on_start=False)), data)
    async with running(first) as session:
        await session.until(lambda: session.screen.sidebar.headlines.row_count >= 4)
        await session.until(lambda: session.title != "")
        await session.see(session.title[:20])


async def test_without_feeds_it_says_how_to_add_one(tmp_path: Path) -> None:
    async with running(library(tmp_path, feeds=())) as session:
        assert "No feeds yet." in session.text
        assert "Press a to add one" in session.text


async def test_headlines_grow_older_while_nothing_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hearing, "AGE_S", 0.05)
    async with running(library(tmp_path)) as session:
        later = datetime.now(UTC) + timedelta(days=3)
        assert " 3d " not in session.text
        monkeypatch.setattr(session.screen.library, "now", lambda: later)
        await session.see(" 3d ")


async def test_when_all_is_read_it_says_so(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        await session.press("A")
        await session.until(lambda: session.screen.library.marks.settled)
        session.screen.sidebar.feeds.choose("all")
        await session.press("h", "u", "l")
        await session.see("All read.")


async def test_what_was_just_read_stays_in_the_list_until_one_leaves_it(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        screen = session.screen
        await session.press("enter", "h")
        await session.until(lambda: screen.library.marks.settled)
        screen.sidebar.reload()
        assert session.pointed == "times story 1"
        assert screen.sidebar.headlines.row_count == 3 * EACH

        screen.go_to_feed("lab")
        screen.sidebar.feeds.choose("unread")
        screen.sidebar.settle()
        assert session.pointed == "herald story 1"
        assert screen.sidebar.headlines.row_count == 3 * EACH - 1


async def test_the_first_unread_is_selected_in_a_feed(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        await session.press("enter")
        await session.until(lambda: session.screen.library.marks.settled)
        session.screen.go_to_feed("times")
        assert session.pointed == "times story 2"


async def test_a_failed_feed_is_marked_and_says_why_and_when_it_is_tried_again(
    tmp_path: Path,
) -> None:
    filled = library(tmp_path)
    filled.save(FEEDS[0], [], error="The server does not answer.", failures=2)
    async with running(filled) as session:
        marked = next(line for line in session.lines if "The Times" in line[:30])
        assert "!" in marked[:40]
        session.screen.go_to_feed("times")
        await session.see("The server does not answer.")
        await session.see("in 24 hours")


async def test_a_sync_shows_its_progress_and_its_failures(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        screen = session.screen
        screen.heard(SyncStarted(3))
        screen.heard(Refreshed("times", 1, 3))
        await session.see("▰▰▱▱▱▱▱▱ 1/3 feeds")
        screen.heard(Refreshed("herald", 2, 3, error="It is gone."))
        screen.heard(Refreshed("lab", 3, 3))
        screen.heard(SyncFinished(3, failed=1))
        await session.see("1 feed failed")
        assert "3/3" not in session.text


async def test_a_sync_that_was_given_up_shows_no_progress_any_more(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        screen = session.screen
        screen.heard(SyncStarted(3))
        screen.heard(Refreshed("times", 1, 3))
        await session.see("1/3 feeds")
        screen.heard(SyncFinished(3))
        await session.until(lambda: "1/3" not in session.text)
        assert not screen.library.visiting


async def test_without_a_network_it_says_that_it_shows_what_is_kept(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        screen = session.screen
        screen.heard(SyncStarted(2))
        screen.heard(Refreshed("times", 1, 2, error="No network."))
        screen.heard(Refreshed("herald", 2, 2, error="No network."))
        screen.heard(SyncFinished(2, failed=2))

        await session.see("offline, showing what is kept")
        assert "times story 1" in session.text


async def test_news_that_arrives_does_not_move_the_article_under_the_cursor(
    tmp_path: Path,
) -> None:
    filled = library(tmp_path, each=40)
    async with running(filled) as session:
        await session.press(*"jjjjj")
        at = line_of(session)
        fresh = datetime.now(UTC)
        news = [
            make.article(n, "lab", title=f"fresh {n}", published=fresh, html=BODY)
            for n in range(100, 120)
        ]
        filled.save(FEEDS[2], news)
        await session.until(lambda: session.screen.sidebar.headlines.row_count == 3 * 40 + 20)
        await session.pilot.pause()
        assert session.pointed == "lab story 2"
        assert line_of(session) == at
        await session.press("g")
        assert session.pointed.startswith("fresh")


def line_of(session: Session) -> int:
    """The line on the terminal where the pointed headline stands in the list."""
    return next(n for n, line in enumerate(session.lines) if session.pointed in line[:40])


async def test_another_copy_that_marks_articles_is_noticed(tmp_path: Path) -> None:
    filled = library(tmp_path)
    async with running(filled) as session:
        other = Writer(filled.data / LIBRARY)
        read = [article.id for article in articles("herald")]
        other.mark(read, read=True)
        other.close()

        await session.until(lambda: session.screen.library.unread() == 2 * EACH)
        await session.see("16 unread")


async def test_a_mark_that_could_not_be_kept_is_taken_back_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.store.database.PATIENCE_S", 0.01)
    filled = library(tmp_path)
    async with running(filled) as session:
        screen = session.screen
        with closing(sqlite3.connect(filled.data / LIBRARY, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await session.press("N")
            await session.see("try again.")
        await session.until(lambda: screen.library.unread() == 3 * EACH)
        current = screen.sidebar.headlines.current
        assert current is not None
        assert not current.read


async def test_titles_are_shown_as_they_are_and_never_as_markup(tmp_path: Path) -> None:
    filled = library(tmp_path)
    odd = "[/] [bold]not markup[/bold] \x1b[31m\u202eevil [@click=app.quit]x[/]"
    news = [replace(make.article(99, "times", title=odd), published=datetime.now(UTC))]
    filled.save(FEEDS[0], news)
    async with running(filled, (200, 50)) as session:
        await session.press("g")
        await session.see("[bold]not markup[/bold]")
        assert "\x1b" not in session.text
        assert "\u202e" not in session.text


async def test_rows_can_be_clicked_and_wheeled(tmp_path: Path) -> None:
    async with running(library(tmp_path, each=50)) as session:
        screen = session.screen
        rows = screen.sidebar.headlines
        await session.pilot.click(rows, offset=(6, 2 * rows.row_height))
        await session.pilot.pause()
        assert (session.pane, session.title) == ("article", "lab story 1")

        top = rows.scroll_offset.y
        await session.pilot._post_mouse_events([MouseScrollDown], rows)
        await session.pilot.pause()
        assert rows.scroll_offset.y > top
        await session.pilot.click(screen.sidebar.feeds, offset=(6, 0))
        await session.until(lambda: screen.sidebar.headlines.row_count == 150)
        assert session.pane == "feeds"


def test_only_web_links_leave_the_program() -> None:
    assert safe_url("https://example.org/a b?q=ü") == "https://example.org/a%20b?q=%C3%BC"
    for url in (
        "javascript:alert(1)",
        "file:///etc/passwd",
        "-x",
        "--help",
        "",
        "http://",
        "data:,",
    ):
        assert safe_url(url) == ""
    assert "%action" not in safe_url("https://example.org/%action")
    assert "\n" not in safe_url("https://example.org/\nX: y")


def test_a_host_is_shown_as_it_is_asked_for() -> None:
    assert host("https://user@аpple.com/login") == "xn--pple-43d.com"


async def test_an_article_on_80_columns_says_how_to_read_on(tmp_path: Path) -> None:
    async with running(library(tmp_path), (80, 24)) as session:
        await session.press("enter")
        await session.see("2 quotes")
        assert "space read on" in session.lines[-1]
        assert "]q next quote" in session.lines[-1]
