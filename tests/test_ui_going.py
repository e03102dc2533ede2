"""Going on: to the next list, back to where one was, since the last visit, in another order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests import make
from tests.ui import BODY, EACH, FEEDS, Session, articles, drives, library, running

Size = tuple[int, int]
both_sizes = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])


@both_sizes
@drives("read-on")
async def test_space_goes_on_to_the_next_list_with_unread_articles(
    tmp_path: Path, size: Size
) -> None:
    async with running(library(tmp_path, each=1), size) as session:
        session.screen.go_to_feed("times")
        await session.press("space")
        assert session.title == "times story 1"
        await session.press("G", "space")
        await session.see("On to The Herald.")
        assert session.title == "herald story 1"
        await session.press("G", "space")
        assert session.title == "lab story 1"
        await session.press("G", "space")
        await session.see("All read here.")


@both_sizes
@drives("quit")
async def test_each_article_opens_where_it_was_left_also_after_a_restart(
    tmp_path: Path, size: Size
) -> None:
    filled = library(tmp_path)
    async with running(filled, size) as session:
        await session.press("enter", *"9j")
        assert "Paragraph 2" in session.text
        await session.press("J", "G", "K")
        assert session.screen.article.scroll_offset.y == 9
        await session.press("J")
        assert session.screen.article.scroll_offset.y == 0
        await session.press("K", "Q")
        await session.until(lambda: not session.app.is_running)
    async with running(filled, size) as session:
        session.screen.sidebar.feeds.choose("all")
        await session.press("g", "enter")
        assert session.title == "times story 1"
        assert session.screen.article.scroll_offset.y == 9


@both_sizes
@drives("resume", "quit")
async def test_a_start_shows_what_is_new_and_says_how_to_go_on_with_the_article_left(
    tmp_path: Path, size: Size
) -> None:
    filled = library(tmp_path)
    async with running(filled, size) as session:
        await session.press("j", "enter", *"9j", "Q")
        await session.until(lambda: not session.app.is_running)
    filled.save(
        FEEDS[2], [replace(articles("lab")[0], id=70, title="Fresh", published=datetime.now(UTC))]
    )
    async with running(filled, size) as session:
        await session.see("' goes on with “herald story 1”.")
        assert (session.pane, session.pointed) == ("headlines", "Fresh")
        await session.press("'")
        assert (session.pane, session.title) == ("article", "herald story 1")
        assert session.screen.article.scroll_offset.y == 9
        await session.press("q")
        assert session.pointed == "herald story 1"


@pytest.mark.parametrize("keys", ["G", "q"])
async def test_an_article_that_was_read_or_gone_back_from_was_not_left(
    tmp_path: Path, keys: str
) -> None:
    filled = library(tmp_path)
    async with running(filled) as session:
        await session.press("enter", keys, "Q")
        await session.until(lambda: not session.app.is_running)
    async with running(filled) as session:
        await session.press("'")
        await session.see("No article was left in the middle.")


async def test_an_article_of_which_only_the_voices_are_shown_keeps_its_place(
    tmp_path: Path,
) -> None:
    filled = library(tmp_path)
    async with running(filled) as session:
        await session.press("enter", *"9j", "v")
        assert session.screen.article.at_end
        await session.press("Q")
        await session.until(lambda: not session.app.is_running)
    async with running(filled) as session:
        await session.press("'")
        assert session.screen.article.scroll_offset.y == 9


async def test_how_to_go_on_is_said_at_the_next_start_and_at_no_later_one(tmp_path: Path) -> None:
    filled = library(tmp_path)
    async with running(filled) as session:
        await session.press("enter", "Q")
        await session.until(lambda: not session.app.is_running)
    async with running(filled) as session:
        await session.see("' goes on with")
        await session.press("Q")
        await session.until(lambda: not session.app.is_running)
    async with running(filled) as session:
        await session.press("'")
        await session.see("No article was left in the middle.")


async def test_an_article_whose_feed_is_gone_is_not_gone_on_with(tmp_path: Path) -> None:
    filled = library(tmp_path)
    async with running(filled) as session:
        await session.press("enter", "Q")
        await session.until(lambda: not session.app.is_running)
    filled.config = replace(filled.config, feeds=FEEDS[1:])
    async with running(filled) as session:
        assert session.screen.places.left() is None
        await session.press("'")
        await session.see("No article was left in the middle.")


@both_sizes
async def test_since_your_last_visit_shows_what_arrived_since(tmp_path: Path, size: Size) -> None:
    filled = library(tmp_path, each=2)
    async with running(filled, size) as session:
        await session.press("h")
        assert "Since your last visit" not in session.text
        await session.press("Q")
        await session.until(lambda: not session.app.is_running)
    late = datetime.now(UTC) - timedelta(days=2)
    filled.save(FEEDS[0], [make.article(50, "times", title="Late", published=late, html=BODY)])
    async with running(filled, size) as session:
        await session.press("h")
        assert any("Since your last visit" in line and " 1" in line for line in session.lines)
        session.screen.sidebar.feeds.choose("since")
        await session.press("l")
        assert session.pointed == "Late"
        assert session.screen.sidebar.headlines.row_count == 1
        await session.press("A")
        await session.until(lambda: session.screen.library.unread() == 6)


def titles(session: Session) -> list[str]:
    return [row.title for row in session.screen.sidebar.headlines.rows]


@both_sizes
@drives("sort")
async def test_a_list_is_sorted_by_feed_by_length_and_oldest_first(
    tmp_path: Path, size: Size
) -> None:
    filled = library(tmp_path, each=3)
    short = make.article(60, "lab", title="Short", published=datetime.now(UTC), html="<p>Hi.</p>")
    filled.save(FEEDS[2], [short])
    async with running(filled, size) as session:
        newest = titles(session)
        await session.press("O", *"oldest", "enter")
        assert titles(session) == newest[::-1]
        await session.press("O", *"byfeed", "enter")
        feeds = [row.feed for row in session.screen.sidebar.headlines.rows]
        assert feeds == ["lab"] * 4 + ["herald"] * 3 + ["times"] * 3
        await session.press("O", *"shortest", "enter")
        assert titles(session)[0] == "Short"
        await session.press("O", *"longest", "enter")
        assert titles(session)[-1] == "Short"
        before = titles(session)
        await session.press("g", "enter", "n", "h")
        assert session.title == before[1]
        await session.press("j", "j", "m", "k")
        await session.until(lambda: session.screen.library.unread() == 7)
        await session.press("O", *"newest", "enter")
        assert titles(session)[0] == newest[0]


@both_sizes
async def test_replies_stand_under_what_they_answer(tmp_path: Path, size: Size) -> None:
    filled = library(tmp_path, each=0)
    began = datetime.now(UTC) - timedelta(hours=9)
    told = [("Harbour", ""), ("Yes.", "times-0"), ("Boats", ""), ("Re: Harbour", "")]
    news = [
        make.article(
            n, "times", title=title, published=began + timedelta(hours=n), reply_to=answers
        )
        for n, (title, answers) in enumerate(told)
    ]
    filled.save(FEEDS[0], news)
    async with running(filled, size) as session:
        await session.press("O", *"thread", "enter")
        assert titles(session) == ["Harbour", "Yes.", "Re: Harbour", "Boats"]
        assert "↳ Re: Harbour" in session.text
        assert "↳ Boats" not in session.text


@both_sizes
@drives("group")
async def test_headlines_stand_under_their_day(tmp_path: Path, size: Size) -> None:
    filled = library(tmp_path, each=1)
    long_ago = datetime.now(UTC) - timedelta(days=1)
    old = [make.article(n, "times", published=long_ago, html=BODY) for n in (40, 41)]
    filled.save(FEEDS[0], old)
    async with running(filled, size) as session:
        await session.press("D")
        headings = [line for line in session.lines if "Yesterday ───" in line]
        assert len(headings) == 1
        await session.press("D")
        assert "Yesterday ───" not in session.text


@both_sizes
async def test_order_and_grouping_are_kept_between_runs(tmp_path: Path, size: Size) -> None:
    filled = library(tmp_path, each=2)
    async with running(filled, size) as session:
        newest = titles(session)
        await session.press("O", *"oldest", "enter", "D", "Q")
    async with running(filled, size) as session:
        assert titles(session) == newest[::-1]
        assert "Today ───" in session.text


async def test_in_a_narrow_pane_a_star_stands_apart_from_the_day(tmp_path: Path) -> None:
    filled = library(tmp_path, each=1)
    days = (datetime.now(UTC) - timedelta(days=n) for n in range(10, 40))
    day = next(day for day in days if day.day > 9)  # the longest that an age is: 17 May
    filled.save(FEEDS[0], [make.article(5, "times", title="Of then", published=day)])
    async with running(filled, (120, 40)) as session:
        await session.press("G", "s")
        await session.until(lambda: session.screen.library.starred == 1)
        line = next(each for each in session.lines if "Of then" in each[:40])
        assert "★ " in line[:40]


@both_sizes
@pytest.mark.parametrize(("density", "lines"), [("compact", 1), ("normal", 2), ("airy", 3)])
async def test_headlines_are_as_dense_as_the_settings_say(
    tmp_path: Path, size: Size, density: str, lines: int
) -> None:
    async with running(library(tmp_path, density=density), size) as session:
        rows = [n for n, line in enumerate(session.lines) if " story " in line[:46]]
        assert rows[1] - rows[0] == lines
        assert session.screen.sidebar.headlines.row_count == EACH * 3
