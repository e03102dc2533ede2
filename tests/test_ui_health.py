"""Feed health on the screen: seeing how feeds do, and caring for them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests import make
from tests.ui import FEEDS, Library, Session, articles, drives, library, running, state
from tui.settings import load
from tui.store import Writer
from tui.ui.app import LIBRARY
from tui.ui.feed_dialog import EditFeed
from tui.ui.health_screen import HealthScreen
from tui.ui.help import Help
from tui.ui.reader_screen import ReaderScreen


def with_trouble(folder: Path) -> Library:
    """A library in which the lab fails and the herald has moved."""
    filled = library(folder)
    moved = state(FEEDS[1], url="https://new.example/feed")
    failed = state(FEEDS[2], failures=3, error="lab.example was not found.")
    writer = Writer(filled.data / LIBRARY)
    writer.note(moved)
    writer.note(failed)
    writer.close()
    return filled


def screen(session: Session) -> HealthScreen:
    assert isinstance(session.app.screen, HealthScreen)
    return session.app.screen


def here(session: Session) -> str:
    current = screen(session).rows.current
    return current.feed.key if current else ""


@pytest.mark.parametrize("width", [40, 60, 80])
async def test_in_a_narrow_terminal_the_names_of_feeds_stay(tmp_path: Path, width: int) -> None:
    async with running(with_trouble(tmp_path), (width, 12)) as session:
        await session.press("H")
        for feed in FEEDS:
            (row,) = (line for line in session.lines if feed.title in line)
            assert "now" in row
        assert "…" not in session.lines[0]


@drives("feed-health", "feed-go", "feed-sort")
async def test_feeds_are_shown_with_how_they_do_the_worst_first(tmp_path: Path) -> None:
    async with running(with_trouble(tmp_path)) as session:
        await session.press("H")
        assert here(session) == "lab"
        assert "lab.example was not found (3 times)." in session.text
        assert "3 feeds  1 failing  0 dead" in session.text
        await session.press("j")
        assert here(session) == "herald"
        assert "Moved to https://new.example/feed." in session.text
        await session.press("s")
        assert here(session) == "lab"  # by title now
        await session.press("G")
        assert here(session) == "times"
        await session.press("enter")
        assert session.shows(ReaderScreen)
        assert session.screen.sidebar.row.key == "times"
        await session.press("H", "q")
        assert session.shows(ReaderScreen)


async def test_it_fits_a_small_window_and_says_what_it_has_no_room_for(tmp_path: Path) -> None:
    async with running(with_trouble(tmp_path), (80, 24)) as session:
        await session.press("H")
        assert "lab.example was not found (3 times)." in session.lines[-2]
        assert all(head in session.lines[0] for head in ("feed", "a week", "read", "newest"))


@drives("feed-rename", "feed-folder", "feed-change")
async def test_a_feed_is_renamed_moved_and_given_another_address(tmp_path: Path) -> None:
    filled = with_trouble(tmp_path)
    async with running(filled) as session:
        await session.press("H", "t")
        assert session.shows(EditFeed)
        await session.press("ctrl+u", *"The Lab", "enter")
        assert load(filled.config.path).feeds[2].title == "The Lab"
        assert "The Lab" in session.text
        await session.press("f", "ctrl+u", *"Far", "enter")
        assert load(filled.config.path).feeds[2].folder == "Far"
        await session.press("e", "ctrl+u", *"nowhere", "enter")
        await session.see("must be a whole web address")
        await session.press("ctrl+u", *"https://lab.example/new", "enter")
        assert load(filled.config.path).feeds[2].url == "https://lab.example/new"
        await session.press("e", "escape")
        assert session.shows(HealthScreen)
    assert filled.config.path.read_text().startswith("# Mine.\n")


@drives("feed-pause", "feed-follow")
async def test_a_feed_is_paused_and_follows_where_it_has_moved(tmp_path: Path) -> None:
    filled = with_trouble(tmp_path)
    async with running(filled) as session:
        await session.press("H", "p")
        assert load(filled.config.path).feeds[2].paused
        assert session.screen.library.config.feeds[2].paused
        await session.press("p")
        assert not load(filled.config.path).feeds[2].paused
        await session.press("w")
        await session.see("This feed has not moved.")
        await session.press("j", "w")
        assert load(filled.config.path).feeds[1].url == "https://new.example/feed"


@drives("quit")
async def test_quit_ends_the_program_also_from_feed_health(tmp_path: Path) -> None:
    async with running(with_trouble(tmp_path)) as session:
        await session.press("H")
        await session.pilot.press("Q")
        await session.until(lambda: not session.app.is_running)


@drives("feed-remove", "undo")
async def test_a_removed_feed_leaves_its_articles_and_comes_back(tmp_path: Path) -> None:
    filled = with_trouble(tmp_path)
    before = filled.config.path.read_text()
    async with running(filled) as session:
        await session.press("H", "d")
        await session.see("its articles stay in the library")
        assert [feed.key for feed in load(filled.config.path).feeds] == ["times", "herald"]
        await session.until(lambda: session.screen.library.total() == 16)
        await session.press("q")
        assert not any("Science" in line[:30] for line in session.lines)
        await session.press("U")
        await session.see("Nothing to take back here.")
        await session.press("H", "U")
        await session.see("Taken back: feeds.toml is as before.")
        assert filled.config.path.read_text() == before
        await session.press("U")
        await session.see("Nothing to take back here.")
        await session.press("q")
        await session.see("Science")
        await session.until(lambda: session.screen.library.total() == 24)


async def test_what_was_edited_by_hand_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    filled = with_trouble(tmp_path)
    async with running(filled) as session:
        await session.press("H", "d")
        filled.config.path.write_text(filled.config.path.read_text() + "# by hand\n")
        await session.press("U")
        await session.see("was changed since")
    assert filled.config.path.read_text().endswith("# by hand\n")


async def test_a_visit_shows_as_soon_as_it_is_over(tmp_path: Path) -> None:
    filled = with_trouble(tmp_path)
    async with running(filled) as session:
        await session.press("H", "s")
        fresh = [make.article(99, "herald", published=datetime.now(UTC) - timedelta(minutes=1))]
        filled.save(FEEDS[1], [*articles("herald"), *fresh], failures=4, error="Too late.")
        await session.see("Too late (4 times).")


async def test_help_opens_over_it(tmp_path: Path) -> None:
    async with running(with_trouble(tmp_path)) as session:
        await session.press("H", "?")
        assert session.shows(Help)
        await session.press("q")
        assert session.shows(HealthScreen)
