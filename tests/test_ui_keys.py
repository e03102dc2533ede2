"""Counts, macros, the palette's memory, and the help that shows what is bound now."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.ui import drives, library, running

SIZES = [(80, 24), (120, 40)]


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@drives("down", "up", "last", "next-article")
async def test_a_number_before_a_key_repeats_it(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(library(tmp_path), size) as session:
        headlines = session.screen.sidebar.headlines
        await session.press(*"12")
        assert "12 …" in session.lines[-1]
        await session.press("j")
        assert headlines.cursor == 12
        await session.press(*"4k")
        assert headlines.cursor == 8
        await session.press(*"20G")
        assert headlines.cursor == 19
        await session.press("9", "escape", "k")
        assert headlines.cursor == 18
        await session.press("g", "enter", *"3J")
        assert session.title == "times story 2"
        await session.press(*"5j")
        assert session.screen.article.scroll_offset.y == 5


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_all_keys_that_may_follow_one_are_named(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with running(library(tmp_path), size) as session:
        await session.see("24 unread")
        await session.press("m")
        for hint in ("k all above", "j all below", "m a range", "o older", "f this feed"):
            assert hint in session.lines[-1]
        assert "d this folder" in session.lines[-1]
        await session.press("escape")
        assert "24 unread" in session.lines[-1]


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_a_macro_carries_out_several_commands(tmp_path: Path, size: tuple[int, int]) -> None:
    filled = library(tmp_path)
    filled.config = replace(filled.config, macros={", s": ("star", "next-unread")})
    async with running(filled, size) as session:
        await session.press(",", "s")
        await session.until(lambda: session.screen.library.starred == 1)
        assert session.pointed == "herald story 1"
        await session.press("?", "G")
        await session.see("Your macros")
        await session.see("Star the article, or take the star away; Go to the next")


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
async def test_each_command_of_the_palette_is_one_line_with_its_key(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with running(library(tmp_path), size) as session:
        await session.press(":")
        await session.see("Go to the next unread article")
        line = next(each for each in session.lines if "Go to the next unread article" in each)
        assert re.search(r"article +n +│", line)


@pytest.mark.parametrize(("keys", "row"), [(("j", "j", "j"), 3), (("space",), 19)])
async def test_keys_pressed_before_the_first_article_is_drawn_are_for_the_article(
    tmp_path: Path, keys: tuple[str, ...], row: int
) -> None:
    async with running(library(tmp_path), (80, 24)) as session:
        for key in ("enter", *keys):
            session.app.simulate_key(key)
        await session.until(lambda: session.screen.article.scroll_offset.y == row)
        assert session.title == "times story 1"


async def test_a_palette_with_nothing_like_what_was_typed_says_so(tmp_path: Path) -> None:
    async with running(library(tmp_path), (80, 24)) as session:
        await session.press(":", *"xqzw")
        await session.see("nothing fits")
        await session.press("enter", "backspace", "backspace", "backspace", "backspace")
        await session.see("enter chooses")


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@drives("palette")
async def test_the_palette_shows_first_what_was_used_last_also_after_a_restart(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    filled = library(tmp_path)
    async with running(filled, size) as session:
        await session.press(":", *"strar")
        await session.press(*["backspace"] * 5, *"nxtunrd")
        await session.see("Go to the next unread article")
        await session.press("enter")
        await session.until(lambda: session.pointed == "herald story 1")
        await session.until(lambda: bool(session.screen.library.reader.recall("palette")))
    async with running(filled, size) as session:
        await session.press(":")
        await session.see("Go to the next unread article")
        listed = [line for line in session.lines if "Go to" in line or "Open the" in line]
        assert "Go to the next unread article" in listed[0]


@drives("help")
async def test_help_shows_the_keys_that_are_bound_now(tmp_path: Path) -> None:
    filled = library(tmp_path)
    filled.config = replace(filled.config, keys={"star": ("b",), "theme": ()})
    async with running(filled, (100, 70)) as session:
        await session.press("?")
        assert "b  Star the article" in session.text
        assert " t  Choose a theme" not in session.text
        assert f"{session.screen.keys.shown('palette', 1)}  Choose a theme" in session.text
