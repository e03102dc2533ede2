"""Searching on the screen: as one types, within the article, from hit to hit, and kept for good."""

from __future__ import annotations

import asyncio
import re
import threading
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.ui import EACH, PATIENCE_S, Library, Session, drives, library, running
from tui.errors import StoreError
from tui.model import Smart
from tui.query import parse
from tui.settings import load
from tui.ui.finder import Finder

ENDLESS = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
"""A question that SQLite never comes to the end of."""


def with_smart(filled: Library, text: str, **fields: str) -> Library:
    smart = Smart("kept", parse(text), text, **fields)
    return Library(replace(filled.config, smart=(smart,)), filled.data)


async def search(session: Session, words: str, then: str = "enter") -> None:
    await session.press("/", *("space" if c == " " else c for c in words), then)


@drives("search")
async def test_results_come_while_one_types_and_the_query_language_is_understood(
    tmp_path: Path,
) -> None:
    async with running(library(tmp_path)) as session:
        headlines = session.screen.sidebar.headlines
        await session.press("/", *"feed:lab")
        await session.until(lambda: headlines.row_count == EACH)
        await session.press(*" -title:1")
        await session.until(lambda: headlines.row_count == EACH - 1)
        await session.press("enter")
        assert session.pane == "headlines"
        assert session.pointed == "lab story 2"


@drives("search")
async def test_a_mistake_is_marked_under_the_box_and_the_results_stay(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        headlines = session.screen.sidebar.headlines
        await session.press("/", *"lab")
        await session.until(lambda: headlines.row_count == EACH)
        await session.press("space", *"is:odd")
        await session.see("is: takes unread, read")
        at = next(n for n, line in enumerate(session.lines) if line.startswith("  lab is:odd"))
        assert session.lines[at + 1].index("^^^") == session.lines[at].index("odd")
        assert not re.search(r"is:odd” +\d", session.text), "what is listed fits another query"
        assert headlines.row_count == EACH
        await session.press("backspace", "backspace", "backspace", *"read")
        await session.until(lambda: headlines.row_count == 0)
        assert "takes" not in session.text


@drives("search")
async def test_searches_made_before_come_back_with_up_also_after_a_restart(tmp_path: Path) -> None:
    filled = library(tmp_path)
    async with running(filled) as session:
        await search(session, "lab")
        await session.press("escape")
        await search(session, "herald")
        await session.press("escape")
        await session.until(lambda: "herald" in session.screen.library.reader.recall("searches"))
    async with running(filled) as session:
        await session.press("/", "t", "up")
        sidebar = session.screen.sidebar
        assert sidebar.words == "herald"
        await session.press("up")
        assert sidebar.words == "lab"
        await session.press("up")
        assert sidebar.words == "lab"
        await session.press("down", "down")
        assert sidebar.words == "t"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@drives("search", "open", "in")
async def test_whoever_goes_to_another_feed_or_into_one_leaves_the_search(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with running(library(tmp_path), size) as session:
        sidebar = session.screen.sidebar
        await search(session, "title:3")
        await session.until(lambda: sidebar.headlines.row_count == 3)
        await session.press("h", "G")
        await session.until(lambda: sidebar.headlines.row_count == EACH)
        assert not sidebar.searching
        await session.press("enter")
        assert session.pane == "headlines"
        assert "Lab Notes" in session.text
        for key in ("enter", "l"):
            await search(session, "title:3")
            await session.press("h", key)
            assert session.pane == "headlines"
            assert sidebar.headlines.row_count == EACH, "the cursor never left this feed"


async def test_a_click_on_a_feed_leaves_the_search_and_its_mistake(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        sidebar = session.screen.sidebar
        for feed in ("Lab Notes", "The Herald", "The Herald"):
            await search(session, "is:odd", "tab")
            await session.see("is: takes unread, read")
            y = next(y for y, line in enumerate(session.lines) if feed in line)
            await session.pilot.click(offset=(session.lines[y].index(feed), y))
            await session.until(lambda: not sidebar.searching)
            assert sidebar.headlines.row_count == EACH
            assert sidebar.row.title == feed
            assert "is: takes unread" not in session.text


@drives("unread-only")
async def test_whether_read_ones_are_shown_is_asked_in_the_search_itself(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        await search(session, "lab")
        await session.press("u")
        await session.see("is:unread")
        assert session.screen.sidebar.row.kind == "unread"
        assert session.screen.sidebar.words == "lab"


@drives("search")
async def test_a_mistake_goes_away_with_the_box(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        await session.press("/")
        session.screen.sidebar.box.value = "is:odd"  # pasted, not typed letter by letter
        await session.see("is: takes unread, read")
        await session.press("escape")
        assert "is: takes" not in session.text


@drives("best-first")
async def test_what_was_found_is_ranked_by_one_key(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        await session.press("ctrl+r")
        await session.see("Search first")
        await search(session, "harbour", "ctrl+r")
        await session.see("best first")
        await session.press("enter", "ctrl+r")
        await session.see("The newest comes first.")


@drives("search", "next-hit", "previous-hit")
async def test_what_was_found_is_marked_in_the_article_and_n_goes_from_hit_to_hit(
    tmp_path: Path,
) -> None:
    async with running(library(tmp_path)) as session:
        article = session.screen.article
        await search(session, "boats")
        await session.press("enter")
        assert session.pane == "article"
        assert len(article.hits) == 40
        await session.see("40 hits")
        await session.press("n")
        await session.see("1 of 40 hits")
        await session.press("n", "n")
        await session.see("3 of 40 hits")
        await session.press("N")
        await session.see("2 of 40 hits")
        await session.press("N", "N")
        await session.see("40 of 40 hits")
        await session.press("q", "q")
        assert article.hits == []


@drives("search", "next-unread")
async def test_a_feed_that_is_asked_for_is_no_word_to_be_found(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        await search(session, "has:quotes feed:times")
        await session.until(lambda: session.screen.sidebar.headlines.row_count == EACH)
        await session.press("enter")
        assert session.screen.article.hits == []
        assert session.screen.sidebar.headlines.terms == ()
        await session.press("n")
        assert session.title == "times story 2"


@drives("search", "next-unread", "previous-unread", "read-on")
async def test_where_nothing_was_found_every_key_that_goes_on_says_so(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        await session.see("2 quotes")
        await session.press("/", *"xyzzy")
        await session.see("Nothing found for “xyzzy”.")
        await session.until(lambda: session.screen.page is None)
        assert "quotes" not in session.lines[-1]
        await session.press("enter")
        for key in ("n", "p", "space"):
            await session.press(key)
            await session.see("Nothing was found.")
            session.app.clear_notifications()


@drives("find", "next-hit")
async def test_the_open_article_is_searched_from_within_it(tmp_path: Path) -> None:
    async with running(library(tmp_path), (80, 24)) as session:
        article = session.screen.article
        await session.press("enter", "/", *"start")
        assert session.screen.searching.in_find_box
        await session.see("1 of 1 hit")
        assert "It is a start" in session.text
        await session.press("enter")
        assert session.pane == "article"
        await session.press("n")
        await session.see("From the beginning again.")
        await session.press("escape")
        assert session.pane == "article"
        assert article.hits == []
        await session.press("/", *"is:odd", "escape")
        assert session.pane == "article"
        assert not session.screen.has_class("-finding")


@drives("find", "next-hit", "previous-hit")
async def test_what_is_not_in_the_article_is_said_and_no_key_leaves_it_while_the_box_is_there(
    tmp_path: Path,
) -> None:
    async with running(library(tmp_path), (80, 24)) as session:
        await session.press("enter", "/", *"xyzzy")
        await session.see("not in this article")
        await session.press("enter")
        await session.see("That is not in this article.")
        title, unread = session.title, session.screen.library.unread()
        await session.press("n", "N", "n")
        assert (session.pane, session.title) == ("article", title)
        assert session.screen.library.unread() == unread
        await session.press("escape")
        assert "not in this article" not in session.lines[-1]
        await session.press("n")
        assert session.title != title


@drives("save-search")
async def test_a_search_is_kept_as_a_smart_feed_with_every_comment(tmp_path: Path) -> None:
    filled = library(tmp_path)
    async with running(filled) as session:
        await session.press("S")
        await session.see("There is no search to keep.")
        await search(session, "feed:lab")
        await session.press("S", "end", *" news", "enter")
        await session.see("Kept as [smart.feed-lab-news]")
        assert session.screen.sidebar.row.kind == "smart"
        await session.until(lambda: session.screen.library.smart_counts == {"feed-lab-news": EACH})
        await session.see("feed:lab news")
    text = filled.config.path.read_text()
    assert text.startswith("# Mine.\n")
    (smart,) = load(filled.config.path).smart
    assert (smart.text, smart.title) == ("feed:lab", "feed:lab news")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@drives("save-search", "best-first")
async def test_the_box_has_a_key_to_keep_a_search_and_one_for_its_order(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    filled = library(tmp_path)
    filled.config = replace(filled.config, keys={"best-first": ("b", "ctrl+e")})
    async with running(filled, size) as session:
        await search(session, "lab", "ctrl+e")
        await session.see("The best fit comes first.")
        assert "^e best first  ^s keep" in session.lines[-1]
        await session.press("ctrl+s")
        await session.see("Keep this search as a smart feed")
        await session.press("enter")
        await session.see("Kept as [smart.lab]")
        assert session.pane == "headlines"
    assert [smart.text for smart in load(filled.config.path).smart] == ["lab"]


async def test_smart_feeds_stand_in_the_list_with_live_counts(tmp_path: Path) -> None:
    filled = with_smart(library(tmp_path), "feed:lab or title:none", title="Lab news")
    async with running(filled) as session:
        await session.until(lambda: session.screen.library.smart_counts == {"kept": EACH})
        line = next(line for line in session.lines if "Lab news" in line)
        assert str(EACH) in line[:44]
        session.screen.sidebar.feeds.choose("smart", "kept")
        await session.press("h", "l")
        assert session.screen.sidebar.headlines.row_count == EACH
        await session.press("N")
        await session.until(lambda: session.screen.library.smart_counts == {"kept": EACH - 1})


async def test_whoever_goes_from_a_search_to_a_smart_feed_does_not_wait_for_it(
    tmp_path: Path,
) -> None:
    async with running(with_smart(library(tmp_path), "feed:lab")) as session:
        sidebar = session.screen.sidebar
        await search(session, "title:3")
        await session.until(lambda: sidebar.headlines.row_count == 3)
        may_answer = threading.Event()
        finder = session.screen.library.finder
        asked = asyncio.create_task(finder.ask(lambda _: may_answer.wait(PATIENCE_S)))
        sidebar.feeds.choose("smart", "kept")
        await session.until(lambda: not sidebar.searching)
        listed = sidebar.headlines.row_count
        may_answer.set()
        assert listed == 3, "the list waits for what is found; the screen does not"
        await session.until(lambda: sidebar.headlines.row_count == EACH)
        assert await asked


async def test_a_smart_feed_may_stand_in_a_folder(tmp_path: Path) -> None:
    filled = with_smart(library(tmp_path), "harbour", folder="Science")
    async with running(filled) as session:
        lines = [line[:40] for line in session.lines]
        folder = next(n for n, line in enumerate(lines) if "Science" in line)
        assert "harbour" in lines[folder + 1]
        assert "Lab Notes" in lines[folder + 2]


async def test_a_question_that_is_no_longer_asked_is_given_up(tmp_path: Path) -> None:
    filled = library(tmp_path)
    finder = Finder(filled.data / "library.db")
    asked = asyncio.create_task(finder.ask(lambda reader: reader._database.rows(ENDLESS)))
    while finder._reader is None:
        await asyncio.sleep(0)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    async with asyncio.timeout(60):
        assert len(await finder.ask(lambda reader: reader.counts())) == 3
    finder.close()


async def test_a_question_still_asked_at_the_end_holds_nobody_up(tmp_path: Path) -> None:
    finder = Finder(library(tmp_path).data / "library.db")
    asked = asyncio.create_task(finder.ask(lambda reader: reader._database.rows(ENDLESS)))
    while finder._reader is None:
        await asyncio.sleep(0)
    finder.close()
    with pytest.raises(StoreError):
        await asked
