"""What a key costs: statements asked, lines drawn anew, bytes written; whatever the library holds.

Nothing here is timed. The article beside the list is read when the cursor rests, and counts too.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.geometry import Size
from textual.screen import Screen

from tests import make
from tests.ui import FEEDS, Session, library, running
from tui.events import Refreshed
from tui.ui.drawing import Piece
from tui.ui.headline_list import HeadlineList
from tui.ui.reader_screen import ReaderScreen
from tui.ui.steady_view import EIGHTHS, seen_position

OF_AN_ARTICLE = 10
"""Statements that show one article at most: text, quotes, findings, tags, notes, place, page."""

KEYS = {"j": 0, "pagedown": 0, "G": 4, "n": 2}
"""Statements that each key asks to find its headlines, at most."""


@dataclass
class Cost:
    """What was done since `begin`."""

    statements: list[str] = field(default_factory=list)
    lines: int = 0
    frames: list[int] = field(default_factory=list)

    def begin(self) -> None:
        self.statements.clear()
        self.frames.clear()
        self.lines = 0

    @property
    def asked(self) -> list[str]:
        """The statements, without the look every second whether somebody else wrote."""
        return [each for each in self.statements if not each.startswith("PRAGMA")]


@asynccontextmanager
async def counted(
    folder: Path, monkeypatch: pytest.MonkeyPatch, each: int
) -> AsyncIterator[tuple[Session, Cost]]:
    """The running app, and what it does."""
    cost, draw, display = Cost(), HeadlineList.render_line, App._display

    def drawn(self: HeadlineList, y: int) -> object:
        cost.lines += 1
        return draw(self, y)

    def displayed(self: App[None], screen: Screen[Any], update: Any) -> None:
        if update is not None:
            cost.frames.append(len(update.render_segments(self.console).encode()))
        display(self, screen, update)

    monkeypatch.setattr(HeadlineList, "render_line", drawn)
    monkeypatch.setattr(App, "_display", displayed)
    folder.mkdir()
    async with running(library(folder, each=each)) as session:
        await session.see("The harbour council")
        reader = session.screen.library.reader
        reader._database._connection.set_trace_callback(cost.statements.append)
        yield session, cost


async def pressed(session: Session, key: str) -> None:
    """Press a key, and wait until the article beside the list is the one pointed at."""
    before = session.title
    await session.press(key)
    await session.until(lambda: before != session.title == session.pointed)
    await session.pilot.pause()


@pytest.mark.parametrize("key", KEYS)
async def test_a_key_asks_for_few_things(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    async with counted(tmp_path / "a", monkeypatch, 300) as (session, cost):
        await pressed(session, key)
        assert session.pointed == session.title
        assert OF_AN_ARTICLE / 2 < len(cost.asked) <= KEYS[key] + OF_AN_ARTICLE


async def test_a_step_draws_two_headlines_anew_and_writes_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with counted(tmp_path / "a", monkeypatch, 30) as (session, cost):
        for key in ("j", "n"):
            cost.begin()
            await pressed(session, key)
            assert cost.lines == 2 * session.screen.sidebar.headlines.row_height
            assert 0 < cost.frames[0] < 2_500


async def test_a_page_draws_one_pane_and_writes_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with counted(tmp_path / "a", monkeypatch, 30) as (session, cost):
        cost.begin()
        await pressed(session, "pagedown")
        height = session.screen.sidebar.headlines.scrollable_content_region.height
        assert cost.lines == height
        assert 0 < cost.frames[0] < 6_000


async def test_a_step_that_scrolls_makes_the_lines_of_few_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with counted(tmp_path / "a", monkeypatch, 300) as (session, _):
        headlines = session.screen.sidebar.headlines
        await pressed(session, "pagedown")
        made, draw, top = set(), headlines.draw, headlines.scroll_offset.y

        def drawn(index: int, line: int, width: int) -> list[Piece]:
            made.add(index)
            return draw(index, line, width)

        monkeypatch.setattr(headlines, "draw", drawn)
        await pressed(session, "j")
        assert headlines.scroll_offset.y == top + headlines.row_height
        assert 0 < len(made) <= 3  # the one left, the one reached, the one that came into view


async def test_the_spinner_draws_only_feeds_that_can_be_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    feeds = [make.feed(f"f{n}") for n in range(200)]
    async with running(library(tmp_path, feeds, each=1)) as session:
        drawn: list[int] = []
        shown = session.screen.sidebar.feeds
        session.screen.library.visiting.update(feed.key for feed in feeds)
        monkeypatch.setattr(shown, "_refresh_row", drawn.append)
        for row in (0, 100):
            shown.go(row)
            drawn.clear()
            shown.spin(1)
            assert 0 < len(drawn) <= shown.rows_in_view


@pytest.mark.parametrize(("feed", "most"), [("f8", 10), ("f7", 20)], ids=["another", "the list's"])
async def test_news_of_a_feed_cost_the_same_among_hundreds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, feed: str, most: int
) -> None:
    feeds = [make.feed(f"f{n}") for n in range(300)]
    async with running(library(tmp_path, feeds, each=1)) as session:
        screen, read, drawn = session.screen, list[object](), set[int]()
        screen.go_to_feed("f7")
        await session.until(lambda: session.title == "f7 story 1")
        database, shown = screen.library.reader._database, screen.sidebar.feeds
        ask, draw, before = database.rows, shown.draw, shown._rows

        def asked(*given: Any) -> list[Any]:
            answer = ask(*given)
            read.extend(answer)
            return answer

        def drew(index: int, line: int, width: int) -> list[Piece]:
            drawn.add(index)
            return draw(index, line, width)

        monkeypatch.setattr(database, "rows", asked)
        monkeypatch.setattr(shown, "draw", drew)
        screen.heard(Refreshed(feed, 1, 300))
        await session.until(lambda: not screen.hearing._gathering)
        await session.pilot.pause()
        assert 0 < len(read) <= most
        assert 0 < len(drawn) <= shown.rows_in_view
        assert shown._rows is before


async def test_another_article_lays_nothing_out_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled = library(tmp_path)
    filled.save(FEEDS[0], [make.article(99, "times", title="Short", html="<p>One line.</p>")])
    async with running(filled) as session:
        await session.see("The harbour council")
        laid_out = 0
        lay_out = Screen._refresh_layout

        def counted(screen: Screen[None], *given: Any) -> None:
            nonlocal laid_out
            laid_out += 1
            lay_out(screen, *given)

        monkeypatch.setattr(Screen, "_refresh_layout", counted)
        await pressed(session, "G")
        assert session.title == "Short"
        await pressed(session, "k")
        assert laid_out == 0


@pytest.mark.parametrize("lines", [41, 100, 1_000_000])
def test_a_thumb_moves_by_what_can_be_seen_and_from_end_to_end(lines: int) -> None:
    height = 40
    beyond = lines - height
    seen = [seen_position(line, lines, height) for line in range(0, beyond + 1, 1 + beyond // 999)]
    assert seen[0] == 0
    assert seen_position(beyond, lines, height) == pytest.approx(beyond)
    assert sorted(seen) == seen
    assert len(set(seen)) <= EIGHTHS * height


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (170, 50), (200, 30)])
async def test_the_first_layout_is_made_for_the_size_of_the_terminal(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with running(library(tmp_path, each=1), size) as session:
        now = session.screen
        made = ReaderScreen(now.library, now.keys, Size(*size))
        sizes = {name for _, name in (*now.HORIZONTAL_BREAKPOINTS, *now.VERTICAL_BREAKPOINTS)}
        assert made.classes & sizes == now.classes & sizes
        assert len(made.classes & sizes) == 2
