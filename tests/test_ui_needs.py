"""No command is silent: where it can do nothing it says why, and the palette does not offer it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.ui import BODY, FEEDS, Session, articles, library, running
from tui.commands import BY_ID, COMMANDS
from tui.ui import palette
from tui.ui.chooser import Chooser
from tui.ui.health_screen import HealthScreen
from tui.ui.needs import NEEDS, lacking
from tui.ui.reader_screen import PANES, ReaderScreen

MOVES = {"first", "last", "half-down", "half-up", "page-down", "page-up"}
"""What they would move through is not there, and that is what the pane says."""
ELSEWHERE = {"quit", "edit-feeds", "refresh", "refresh-all"}
"""What is seen of these is gone at once, or the program is."""


def offered(session: Session) -> list[str]:
    """The commands that the palette lists now."""
    return [each.value for each in palette.question(session.screen).choices if each.value in BY_ID]


def changed(session: Session, before: str) -> bool:
    """Whether the terminal shows anything else than before."""
    return session.text != before


async def test_where_there_is_no_article_each_command_offered_does_something(
    tmp_path: Path,
) -> None:
    async with running(library(tmp_path, each=0)) as session:
        for id_ in sorted({*offered(session)} - MOVES - ELSEWHERE):
            session.app.clear_notifications()
            session.screen.go_to_pane("headlines")
            await session.pilot.pause()
            before = session.text
            session.screen.do(id_)
            await session.until(partial(changed, session, before))
            while not session.shows(ReaderScreen):
                await session.press("escape")
            session.screen.sidebar.end_search()
            session.screen.sidebar.feeds.choose("unread")


async def test_where_there_is_no_article_every_other_command_says_what_is_missing(
    tmp_path: Path,
) -> None:
    async with running(library(tmp_path, each=0)) as session:
        for pane in PANES[1:]:
            session.screen.go_to_pane(pane)
            silent = {command.id for command in COMMANDS if command.where != "health"}
            silent -= {*offered(session), *palette.NOT_LISTED}
            assert len(silent) > 30
            for id_ in sorted(silent):
                session.app.clear_notifications()
                session.screen.do(id_)
                await session.see(lacking(session.screen, id_)[:40])
                assert session.pane == pane


def test_only_commands_have_needs_and_each_is_one_sentence() -> None:
    assert set(NEEDS) <= {command.id for command in COMMANDS}
    for _, sentence in (need for needs in NEEDS.values() for need in needs):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert sentence.count(".") == 1


async def test_the_palette_offers_what_the_article_has(tmp_path: Path) -> None:
    filled = library(tmp_path, each=1)
    plain = replace(articles("times", 2)[1], link="", html="<p>No.</p>")
    filled.save(FEEDS[0], [replace(articles("times")[0], html=BODY + '<a href="/x">x</a>'), plain])
    async with running(filled) as session:
        about_links = {"link-list", "link-hints", "copy-link", "browser"}
        assert about_links <= set(offered(session))
        assert not {"images", "text-images", "attachments", "undo", "best-first"} & set(
            offered(session)
        )
        await session.press("G", "enter")
        assert session.title == plain.title
        assert not about_links & set(offered(session))
        assert "undo" in offered(session)  # it is read now


@pytest.mark.parametrize("id_", ["link-list", "link-hints"])
async def test_links_are_listed_and_lettered_also_from_the_lists_of_a_small_screen(
    tmp_path: Path, id_: str
) -> None:
    async with running(library(tmp_path), (80, 24)) as session:
        session.screen.do(id_)
        await session.see("times.example")
        assert session.shows(Chooser) or session.screen.linking.hinting


async def test_a_small_screen_that_shows_feeds_changes_no_article_out_of_sight(
    tmp_path: Path,
) -> None:
    async with running(library(tmp_path), (80, 24)) as session:
        session.screen.go_to_pane("feeds")
        for key in ("N", "s", "o"):
            session.app.clear_notifications()
            await session.press(key)
            await session.see("here" if key != "o" else "no web link")
        await session.press("l", "N")
        await session.until(lambda: bool(session.screen.chosen and session.screen.chosen.read))


async def test_space_in_a_list_in_which_all_is_read_goes_on_to_the_next_list(
    tmp_path: Path,
) -> None:
    async with running(library(tmp_path)) as session:
        session.screen.go_to_feed("times")
        await session.press("A", "u")
        await session.until(lambda: session.screen.sidebar.headlines.row_count == 0)
        await session.press("space")
        await session.see("On to The Herald.")


async def test_the_first_list_has_nothing_further_out(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        await session.press("h", "h")
        await session.see("There is nothing further out.")


async def test_feed_health_says_what_works_only_elsewhere_and_that_there_is_no_feed(
    tmp_path: Path,
) -> None:
    async with running(library(tmp_path, ())) as session:
        await session.press("H", "z")
        await session.see("This works among the news, and not here: q goes back.")
        await session.press("d")
        await session.see("There is no feed here.")
        assert session.shows(HealthScreen)
