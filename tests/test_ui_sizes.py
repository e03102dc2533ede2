"""How the screen arranges itself, and that a new size keeps the place."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import OptionList

from tests import make
from tests.ui import FEEDS, SAID, Session, articles, library, running
from tui.ui.paint import SYMBOLS


def column(session: Session, words: str) -> int:
    """In which column these words stand."""
    return next(line.index(words) for line in session.lines if words in line)


async def test_at_80x24_one_pane_fills_the_screen(tmp_path: Path) -> None:
    async with running(library(tmp_path), (80, 24)) as session:
        assert "Unread" in session.lines[0]
        assert "times story 1" in session.text
        assert "The Herald" in session.text
        assert "The harbour council" not in session.text
        assert "24 unread" in session.lines[-1]
        assert "? help" in session.lines[-1]

        await session.press("enter")
        assert "The harbour council" in session.text
        assert "herald story 1" not in session.text
        assert "2 quotes · 2 speakers · 1 finding" in session.lines[-1]

        await session.press("l")
        assert "director" in session.text
        assert "The harbour council" not in session.text
        assert SYMBOLS.seen not in session.text  # a bar marks what an article beside it shows

        await session.press("h", "h", "h")
        assert "Starred" in session.text
        assert "Lab Notes" in session.text


async def test_in_one_pane_each_article_is_drawn_as_if_it_were_the_first(tmp_path: Path) -> None:
    filled = library(tmp_path, each=1)
    last = make.NOW - timedelta(days=1)
    long = f"Of {'very ' * 20}many words"
    news = [
        make.article(11, "lab", title="Of a few words", html="<p>Few words.</p>", published=last),
        make.article(12, "lab", title=long, html=f"<p>{'Word ' * 90}</p>"),
    ]
    filled.save(FEEDS[2], [*articles("lab", 1), *news])
    async with running(filled, (80, 24)) as session:
        await session.press("G", "enter")
        await session.see("Few words.")
        await session.press("q", "k")
        await session.until(lambda: "many words" in session.title)
        await session.press("enter")
        seen = session.lines
        await session.pilot.resize_terminal(79, 24)
        await session.pilot.resize_terminal(80, 24)
        await session.pilot.pause()
        assert seen == session.lines


async def test_at_120x40_lists_are_stacked_and_findings_lie_below(tmp_path: Path) -> None:
    async with running(library(tmp_path), (120, 40)) as session:
        assert column(session, "Starred") < 40
        assert column(session, "herald story 1") < 40
        assert column(session, "The harbour council") > 40
        assert session.screen.findings.region.y > session.screen.article.region.y
        assert "times story 1" in session.text
        assert SAID in session.text


async def test_at_200x50_four_columns_stand_side_by_side(tmp_path: Path) -> None:
    async with running(library(tmp_path), (200, 50)) as session:
        screen = session.screen
        lists = (screen.sidebar.feeds, screen.sidebar.headlines)
        columns = [widget.region.x for widget in (*lists, screen.article, screen.findings)]

        assert columns == sorted(set(columns))
        assert len({widget.region.bottom for widget in lists}) == 1


async def test_in_a_low_terminal_the_findings_wait_behind_their_key(tmp_path: Path) -> None:
    async with running(library(tmp_path), (120, 28)) as session:
        assert not session.screen.findings.display
        await session.press("f")
        assert session.screen.findings.display


@pytest.mark.parametrize("pane", ["feeds", "headlines", "article", "findings"])
async def test_a_new_size_keeps_the_pane_the_article_and_the_cursor(
    tmp_path: Path, pane: str
) -> None:
    keys = {"feeds": ["h"], "headlines": [], "article": ["l"], "findings": ["l", "f"]}[pane]
    async with running(library(tmp_path, each=30), (200, 50)) as session:
        await session.press(*"jjjjj", *keys)
        before = (session.pane, session.pointed, session.title)
        for size in ((80, 24), (120, 40), (160, 30), (200, 50)):
            await session.pilot.resize_terminal(*size)
            await session.pilot.pause()
            assert (session.pane, session.pointed, session.title) == before
            focused = session.screen.focused
            assert focused is session.screen.widget(session.screen.pane)
            assert focused.region.height > 3


async def test_the_selected_headline_stays_in_view_when_the_size_changes(tmp_path: Path) -> None:
    async with running(library(tmp_path, each=60), (120, 40)) as session:
        await session.press("G", *"kkkkk")
        for size in ((80, 24), (200, 50), (100, 12), (120, 40)):
            await session.pilot.resize_terminal(*size)
            await session.pilot.pause()
            assert session.pointed in session.text


async def test_in_a_small_terminal_a_message_is_seen_whole(tmp_path: Path) -> None:
    async with running(library(tmp_path), (40, 12)) as session:
        await session.press("enter", "l", "g", "X")
        await session.see("Go to a quote first: only quotes")
        await session.see("have speakers.")


async def test_what_stands_at_the_right_of_a_choice_stays_there(tmp_path: Path) -> None:
    async with running(library(tmp_path), (60, 16)) as session:
        await session.press(":")
        rows = session.app.screen.query_one(OptionList)

        def at_its_edge() -> bool:
            place = rows.scrollable_content_region
            return session.lines[place.y][: place.right].endswith("⏎")

        for size in ((60, 16), (40, 12), (120, 40)):
            await session.pilot.resize_terminal(*size)
            await session.pilot.pause()
            await session.until(at_its_edge)


async def test_the_selection_is_told_by_a_sign_and_not_by_colour_alone(tmp_path: Path) -> None:
    async with running(library(tmp_path), (80, 24)) as session:
        await session.press("j")
        row = next(line for line in session.lines if "herald story 1" in line)
        assert row.startswith("▌●")


async def test_ascii_draws_no_other_signs(tmp_path: Path) -> None:
    async with running(library(tmp_path, ascii=True), (80, 24)) as session:
        seen = []
        for keys in ("h", "l", "enter", "f", "?"):
            await session.press(keys)
            seen += session.lines
        assert not {character for line in seen for character in line if not character.isascii()}
        assert "enter" in session.lines[-1]


async def test_in_ascii_too_the_edge_of_a_pane_shows_the_focus(tmp_path: Path) -> None:
    async with running(library(tmp_path, ascii=True), (200, 50)) as session:
        edges = {}
        for pane in ("headlines", "article", "findings"):
            session.screen.go_to_pane(pane)
            await session.pilot.pause()
            edges[pane] = "".join(char for char in session.lines[20] if char in "|[")
    assert edges == {"headlines": "|||", "article": "|[|", "findings": "||["}


async def test_no_color_sends_no_colours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(library(tmp_path)) as session:
        strips = session.app.screen._compositor.render_strips()
        drawn = [segment for strip in strips for segment in strip]
        styles = [segment.style for segment in drawn if segment.style]
        colours = [colour for style in styles for colour in (style.color, style.bgcolor) if colour]
        coloured = {str(colour) for colour in colours if not colour.is_default}
        assert coloured == set()
        assert any(s.style and s.style.reverse and "story" in s.text for s in drawn)
