"""The dialog that adds a feed: what is pasted is looked at, and chosen from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import OptionList

from tests import make
from tests.test_discovery import HTML, LINK, LISTING
from tests.ui import drives, library, running
from tests.web import Site
from tui.settings import load
from tui.ui.adding import AddFeed
from tui.ui.reader_screen import ReaderScreen


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        site.serve("/feed.xml", make.rss("Bridge", "Ferry", title="Town Crier"))
        site.serve("/sport", make.rss("Goal", title="Sports desk"))
        site.serve("/", LINK.format("/feed.xml", "All") + LINK.format("/sport", "Sport"), kind=HTML)
        site.serve("/list", LISTING, kind=HTML)
        yield site


@drives("add-feed")
async def test_one_feed_is_added_fetched_and_shown(tmp_path: Path, site: Site) -> None:
    filled = library(tmp_path)
    async with running(filled) as session:
        await session.press("a", *site.url("/feed.xml").removeprefix("http://"), "enter")
        await session.until(lambda: session.shows(ReaderScreen))
        await session.see("Ferry")
    assert load(filled.config.path).feeds[-1].url == site.url("/feed.xml")


@drives("add-feed")
async def test_several_feeds_are_chosen_from_with_a_sample_of_each(
    tmp_path: Path, site: Site
) -> None:
    filled = library(tmp_path)
    async with running(filled) as session:
        await session.press("a", *site.url("/"), "tab", *"World", "enter")
        await session.see("Which one?")
        await session.see("2 articles, last on 1 Mar 2026")
        await session.see("· Goal")
        await session.press("escape")
        assert session.shows(AddFeed)
        assert not session.app.screen.query_one(OptionList).display
        await session.press("enter")
        await session.see("Which one?")
        await session.press("down", "enter")
        await session.until(lambda: session.shows(ReaderScreen))
    feed = load(filled.config.path).feeds[-1]
    assert (feed.url, feed.folder) == (site.url("/sport"), "World")


@drives("add-feed")
async def test_a_page_is_shown_before_it_is_added(tmp_path: Path, site: Site) -> None:
    filled = library(tmp_path)
    site.serve("/feed.xml", "", status=404)
    async with running(filled) as session:
        await session.press("a", *site.url("/list"), "enter")
        await session.see("the page can be read as one")
        await session.see("· Something happened in the harbour today")
        await session.press("enter")
        await session.until(lambda: session.shows(ReaderScreen))
    assert load(filled.config.path).feeds[-1].page == site.url("/list")


@drives("add-feed")
async def test_what_cannot_be_added_is_said_and_typing_takes_it_away(
    tmp_path: Path, site: Site
) -> None:
    filled = library(tmp_path)
    async with running(filled) as session:
        await session.press("a", *site.url("/none"), "enter")
        await session.see("has nothing at this address (404).")
        await session.press("x")
        assert not session.app.screen.query_one("#mistake").display
        assert session.shows(AddFeed)


@drives("add-feed")
async def test_a_feed_that_is_there_already_is_named(tmp_path: Path, site: Site) -> None:
    filled = library(tmp_path)
    text = filled.config.path.read_text()
    filled.config.path.write_text(text + f'\n[feeds.crier]\nurl = "{site.url("/feed.xml")}"\n')
    filled = replace(filled, config=load(filled.config.path))
    async with running(filled) as session:
        await session.press("a", *site.url("/feed.xml"), "enter")
        await session.see("[feeds.crier]")
        assert session.shows(AddFeed)


@drives("add-feed")
async def test_a_list_of_feeds_is_added_whole(tmp_path: Path, site: Site) -> None:
    outline = "<outline text='{0}' xmlUrl='https://{0}.example/feed'/>"
    body = "".join(outline.format(name) for name in ("one", "two"))
    site.serve("/subs", f"<opml version='2.0'><body>{body}</body></opml>", kind="text/xml")
    filled = library(tmp_path)
    async with running(filled) as session:
        await session.press("a", *site.url("/subs"), "enter")
        await session.until(lambda: session.shows(ReaderScreen))
    assert [feed.key for feed in load(filled.config.path).feeds][-2:] == ["one", "two"]
