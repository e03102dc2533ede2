"""Marking many articles at once, and taking it back step by step."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests import make
from tests.ui import BODY, EACH, FEEDS, Session, drives, library, running
from tui.model import Filter
from tui.ui.chooser import Chooser

both_sizes = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
Size = tuple[int, int]


async def unread_becomes(session: Session, number: int) -> None:
    """Wait until the library itself says so."""
    await session.until(lambda: session.screen.library.marks.settled)
    reader = session.screen.library.reader
    await session.until(lambda: reader.count(Filter(unread=True)) == number)


@both_sizes
@drives("mark-above", "mark-below", "undo")
async def test_all_above_or_below_are_marked_and_taken_back(tmp_path: Path, size: Size) -> None:
    async with running(library(tmp_path), size) as session:
        await session.press(*"3j", "m", "k")
        await session.see("3 articles marked as read. U takes it back.")
        await unread_becomes(session, 3 * EACH - 3)
        await session.press("m", "j")
        await unread_becomes(session, 1)
        assert session.screen.sidebar.headlines.current is not None
        assert not session.screen.sidebar.headlines.current.read

        await session.press("U")
        await session.see("1 more step")
        await unread_becomes(session, 3 * EACH - 3)
        await session.press("U")
        await unread_becomes(session, 3 * EACH)
        await session.press("g", "m", "k")
        await session.see("There is nothing above.")
        await session.press("G", "m", "j")
        await session.see("There is nothing below.")


@both_sizes
async def test_the_head_of_a_list_says_how_many_of_its_rows_are_unread(
    tmp_path: Path, size: Size
) -> None:
    async with running(library(tmp_path), size) as session:
        number = 3 * EACH
        await session.see(f" {number} ")
        assert "unread" not in "".join(session.lines[:-1])
        await session.press("j", "j", "m", "k")
        await session.see(f" {number - 2} of {number} unread ")
        await session.press("U")
        await session.until(lambda: "of 24 unread" not in session.text)


@both_sizes
@drives("mark-range")
async def test_a_range_is_marked_from_one_end_to_the_other(tmp_path: Path, size: Size) -> None:
    async with running(library(tmp_path), size) as session:
        await session.press(*"4j", "m", "m", *"2k")
        assert sum("┃ " in line[:4] for line in session.lines) == 3
        await session.press("m", "m")
        await unread_becomes(session, 3 * EACH - 3)

        await session.press("m", "m", "escape", "m", "m")
        await session.see("A range begins")
        assert session.screen.sidebar.headlines.range_begin is not None
        await session.press("escape")
        assert session.screen.library.unread() == 3 * EACH - 3


@both_sizes
@drives("mark-feed", "mark-folder", "mark-everything")
async def test_a_feed_a_folder_and_everything_are_marked(tmp_path: Path, size: Size) -> None:
    async with running(library(tmp_path), size) as session:
        await session.press("m", "f")
        await unread_becomes(session, 2 * EACH)
        await session.press("m", "d")
        await unread_becomes(session, EACH)
        await session.press("C")
        await unread_becomes(session, 0)
        for left in (EACH, 2 * EACH, 3 * EACH):
            await session.press("U")
            await unread_becomes(session, left)

        await session.press("h")
        session.screen.sidebar.feeds.choose("folder", "Science")
        await session.press("m", "d")
        await unread_becomes(session, 2 * EACH)


@both_sizes
@drives("mark-older")
async def test_what_is_older_than_some_days_is_marked(tmp_path: Path, size: Size) -> None:
    filled = library(tmp_path, each=1)
    now = datetime.now(UTC)
    old = [
        make.article(n, "times", published=now - timedelta(days=n), html=BODY) for n in (10, 20, 40)
    ]
    filled.save(FEEDS[0], old)
    async with running(filled, size) as session:
        await session.press(*"25", "m", "o")
        await unread_becomes(session, 5)
        await session.press("m", "o")
        assert session.shows(Chooser)
        await session.press(*"7d", "enter")
        await unread_becomes(session, 3)
        await session.press("U")
        await unread_becomes(session, 5)


@both_sizes
async def test_on_scroll_what_the_cursor_went_past_is_read(tmp_path: Path, size: Size) -> None:
    async with running(library(tmp_path, mark_read="scroll"), size) as session:
        await session.press("j", "j")
        await unread_becomes(session, 3 * EACH - 2)
        await session.press("k", "G")
        await unread_becomes(session, 3 * EACH - 2)


async def test_marks_are_taken_back_after_a_sync_too(tmp_path: Path) -> None:
    filled = library(tmp_path)
    async with running(filled) as session:
        await session.press("A")
        await unread_becomes(session, 0)
        new = make.article(99, "times", published=datetime.now(UTC), html=BODY)
        filled.save(FEEDS[0], [new])
        await unread_becomes(session, 1)
        await session.press("U")
        await unread_becomes(session, 3 * EACH + 1)


@drives("undo")
async def test_opening_is_taken_back_like_any_marking(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        await session.press("enter")
        await unread_becomes(session, 3 * EACH - 1)
        await session.press("U")
        await session.see("Taken back: 1 article is unread again.")
        await unread_becomes(session, 3 * EACH)
