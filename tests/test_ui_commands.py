"""Every command, driven by its key; the last test names those without one."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests import make
from tests.ui import DRIVEN, EACH, FOUND, SAID, drives, library, running
from tui.commands import COMMANDS
from tui.keys import Keys, keymap
from tui.model import Filter
from tui.settings import Config, load
from tui.store import Reader
from tui.ui.adding import AddFeed
from tui.ui.app import LIBRARY
from tui.ui.help import Help
from tui.ui.reader_screen import ReaderScreen


def test_every_command_has_a_test_that_drives_it() -> None:
    for path in sorted(Path(__file__).parent.glob("test_ui_*.py")):
        importlib.import_module(f"tests.{path.stem}")  # so that all have said what they drive
    assert {command.id for command in COMMANDS} - DRIVEN == set()
    assert {command.id for command in COMMANDS} >= DRIVEN


@drives("down", "up", "first", "last", "half-down", "half-up", "page-down", "page-up")
async def test_the_cursor_moves_through_the_headlines(tmp_path: Path) -> None:
    async with running(library(tmp_path, each=50)) as session:
        headlines = session.screen.sidebar.headlines
        page = headlines.rows_in_view

        await session.press("j", "down", "j", "k", "up")
        assert headlines.cursor == 1
        await session.press("pagedown", "ctrl+f", "pageup")
        assert headlines.cursor == 1 + page
        await session.press("ctrl+d", "ctrl+u", "ctrl+b")
        assert headlines.cursor == 1
        await session.press("G")
        assert headlines.cursor == 3 * 50 - 1
        assert session.pointed == "lab story 50"
        await session.press("home")
        assert session.pointed == "times story 1"
        await session.press("end", "g")
        assert headlines.cursor == 0


@drives("down", "up", "first", "last", "half-down", "half-up", "page-down", "page-up")
async def test_the_same_keys_move_through_feeds_article_and_findings(tmp_path: Path) -> None:
    async with running(library(tmp_path), (200, 50)) as session:
        screen = session.screen
        await session.press("h", "g")
        assert screen.sidebar.row.kind == "all"
        await session.press("G")
        assert screen.sidebar.row.key == "lab"
        await session.press("ctrl+u", "k")
        assert screen.sidebar.row.key != "lab"

        await session.press("g", "l", "enter", "j", "j", "k", "ctrl+d")
        assert screen.article.scroll_offset.y > 1
        await session.press("pagedown", "pageup", "ctrl+u", "G")
        assert screen.article.at_end
        await session.press("g")
        assert screen.article.scroll_offset.y == 0

        await session.press("f", "G")
        last = screen.findings.current
        await session.press("g")
        first = screen.findings.current
        await session.press("j", "k", "pagedown", "pageup")
        assert screen.findings.current == first != last


@drives("in", "out", "open", "back")
async def test_in_and_out_go_through_feeds_headlines_article_and_findings(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        panes = []
        for key in ("l", "right", "h", "left", "h", "l", "enter", "f", "q", "escape", "q"):
            await session.press(key)
            panes.append(session.pane)

        assert panes[:5] == ["article", "findings", "article", "headlines", "feeds"]
        assert panes[5:] == ["headlines", "article", "findings", "article", "headlines", "feeds"]
        await session.press("q")
        await session.see("Q quits.")


@drives("in", "out")
async def test_folders_fold_and_open(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        feeds = session.screen.sidebar.feeds
        feeds.choose("feed", "herald")
        await session.press("h", "h")
        assert session.pane == "feeds"
        assert feeds.current.key == "World"
        assert "The Herald" in session.text

        await session.press("h")
        assert not any("The Herald" in line[:30] for line in session.lines[:16])
        await session.press("l")
        assert any("The Herald" in line[:30] for line in session.lines[:16])
        assert session.pane == "feeds"
        await session.press("l")
        assert session.pane == "headlines"
        assert session.screen.sidebar.headlines.row_count == 2 * EACH


@drives("open")
async def test_opening_an_article_shows_it_and_marks_it_read_at_once(tmp_path: Path) -> None:
    filled = library(tmp_path)
    async with running(filled) as session:
        await session.press("j", "enter")

        assert session.title == "herald story 1"
        assert session.pane == "article"
        current = session.screen.sidebar.headlines.current
        assert current is not None
        assert current.read
        assert session.screen.library.unread() == 3 * EACH - 1
        await session.until(lambda: session.screen.library.marks.settled)
    reader = Reader(filled.data / LIBRARY)
    assert reader.count(Filter(unread=True)) == 3 * EACH - 1
    reader.close()


@drives("open")
async def test_with_mark_read_never_opening_leaves_an_article_unread(tmp_path: Path) -> None:
    async with running(library(tmp_path, mark_read="never")) as session:
        await session.press("enter")

        assert session.screen.library.unread() == 3 * EACH


@drives("read-on", "next-unread", "previous-unread")
async def test_space_pages_and_then_opens_the_next_unread(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        await session.press("space")
        assert (session.pane, session.title) == ("article", "times story 1")
        await session.press("space")
        assert session.screen.article.scroll_offset.y > 0
        await session.press("G", "space")
        assert session.title == "herald story 1"
        assert session.screen.article.scroll_offset.y == 0
        await session.press("n")
        assert session.title == "lab story 1"
        await session.press("p")
        await session.see("From the end again.")
        assert session.title == "lab story 8"


@drives("next-unread")
async def test_when_all_is_read_next_unread_says_so(tmp_path: Path) -> None:
    async with running(library(tmp_path, each=1)) as session:
        await session.press("enter", "n", "n", "n")

        await session.see("All read here.")


@drives("next-article", "previous-article")
async def test_articles_follow_one_another(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        await session.press("enter", "J", "J", "K")
        assert session.title == "herald story 1"
        await session.press("K", "K")
        await session.see("This is the first one.")


@drives("next-quote", "previous-quote", "next-finding", "previous-finding")
async def test_sequences_go_from_quote_to_quote_and_finding_to_finding(tmp_path: Path) -> None:
    async with running(library(tmp_path), (80, 24)) as session:
        await session.press("enter", "]")
        assert "next quote" in session.lines[-1]
        await session.press("q", "]", "q")
        assert session.screen.article.scroll_offset.y > 0
        assert "It is a start" in session.text
        await session.press("[", "q")
        assert SAID in session.text
        await session.press("[", "q")
        await session.see("No earlier quote.")
        await session.press("G", "[", "f")
        assert FOUND[:40] in session.text
        await session.press("]", "f")
        await session.see("No further finding.")


@drives("findings", "go")
async def test_the_findings_panel_leads_to_the_passage(tmp_path: Path) -> None:
    async with running(library(tmp_path), (80, 24)) as session:
        await session.press("enter", "f")
        assert session.pane == "findings"
        assert "Maria Lopez" in session.text
        await session.press("G", "enter")
        assert session.pane == "article"
        assert "It is a start" in session.text


@drives("findings")
async def test_f_shows_and_hides_the_panel(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        screen = session.screen
        assert screen.findings.display
        await session.press("f", "f")
        assert not screen.findings.display
        assert session.pane == "article"
        await session.press("f")
        assert screen.findings.display


@drives("reading", "back")
async def test_reading_mode_shows_only_the_article(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        await session.press("z")
        assert "The Herald" not in session.text
        assert "The harbour council met" in session.text
        await session.press("q")
        assert "The Herald" in session.text


async def test_where_one_pane_fits_reading_mode_says_so_and_one_key_leaves_the_article(
    tmp_path: Path,
) -> None:
    async with running(library(tmp_path)) as session:
        await session.press("z")
        await session.pilot.resize_terminal(80, 24)
        await session.press("z")
        await session.see("Only one pane fits here anyway.")
        await session.press("q")
        assert session.pane == "headlines"


@drives("next-pane", "previous-pane")
async def test_tab_goes_round_the_panes(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        visited = []
        for key in ("tab", "tab", "tab", "tab", "shift+tab"):
            await session.press(key)
            visited.append(session.pane)

        assert visited == ["article", "findings", "feeds", "headlines", "feeds"]


@drives("toggle-read", "star", "undo")
async def test_marks_can_be_set_and_taken_back(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        kept = session.screen.library
        await session.press("N", "s")
        await session.until(lambda: kept.marks.settled)
        assert (kept.unread(), kept.starred) == (3 * EACH - 1, 1)
        assert "★" in "".join(line[:40] for line in session.lines[18:24])

        await session.press("U")
        await session.until(lambda: kept.starred == 0)
        await session.press("U")
        await session.until(lambda: kept.unread() == 3 * EACH)
        await session.press("U")
        await session.see("Nothing to take back here.")


@drives("mark-all-read", "undo")
async def test_all_of_a_list_is_marked_read_and_taken_back(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        screen = session.screen
        screen.go_to_feed("herald")
        await session.press("A")
        await session.see(f"{EACH} articles marked as read. U takes it back.")
        assert screen.library.unread(["herald"]) == 0
        assert screen.library.unread() == 2 * EACH
        await session.press("U")
        await session.until(lambda: screen.library.unread() == 3 * EACH)
        window = screen.sidebar.headlines.window
        assert window is not None
        assert all(not row.read for row in window.rows)


@drives("unread-only")
async def test_u_hides_what_is_read(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        screen = session.screen
        await session.press("enter", "h", "u")
        assert screen.sidebar.row.kind == "all"
        assert screen.sidebar.headlines.row_count == 3 * EACH
        screen.go_to_feed("times")
        await session.until(lambda: screen.library.marks.settled)
        assert screen.sidebar.headlines.row_count == EACH
        await session.press("u")
        assert screen.sidebar.headlines.row_count == EACH - 1


@drives("unread-only")
async def test_u_hides_what_is_read_also_among_the_starred(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        screen = session.screen
        await session.press("s", "j", "s", "N")
        await session.until(lambda: screen.library.marks.settled)
        screen.sidebar.feeds.choose("starred")
        await session.press("j")
        assert screen.sidebar.headlines.row_count == 2
        await session.press("u")
        assert screen.sidebar.headlines.row_count == 1
        assert "Starred · unread" in session.text
        await session.press("N")
        await session.until(lambda: screen.library.marks.settled)
        screen.sidebar.show_again()
        await session.see("All read.")


@drives("search")
async def test_search_finds_and_escape_goes_back(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        screen = session.screen
        await session.press("j", "/", *"herald")
        await session.press("down", "enter")
        assert screen.sidebar.headlines.row_count == EACH
        assert session.pane == "headlines"
        assert session.pointed == "herald story 2"
        await session.press("escape")
        assert screen.sidebar.headlines.row_count == 3 * EACH


@drives("search")
async def test_a_search_without_results_says_so(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        await session.press("/", *"zebra")

        await session.see("Nothing found for “zebra”.")
        await session.press("escape")
        assert "zebra" not in session.text


@drives("search")
async def test_a_misspelt_field_that_finds_nothing_is_told(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        await session.press("/", *"athor:smith")

        await session.see("athor: is no field; did you mean")


@drives("refresh", "refresh-all")
async def test_refreshing_says_what_failed_and_keeps_what_is_there(tmp_path: Path) -> None:
    address = "http://127.0.0.1:9/{}.xml"  # nobody listens there
    feeds = [make.feed(key, url=address.format(key)) for key in ("times", "herald")]
    async with running(library(tmp_path, feeds)) as session:
        screen = session.screen
        screen.go_to_feed("times")
        await session.press("r")
        await session.until(lambda: bool(screen.library.states["times"].error))
        assert not screen.library.states["herald"].error
        await session.see("r tries now.")
        await session.until(lambda: not screen.library.progress.running)

        await session.press("R")
        await session.until(lambda: bool(screen.library.states["herald"].error))
        await session.see("offline")
        assert screen.sidebar.headlines.row_count == EACH


@pytest.mark.parametrize("id_", ["refresh", "refresh-all"])
async def test_only_feeds_that_are_visited_are_shown_as_being_visited(
    tmp_path: Path, id_: str
) -> None:
    feeds = [make.feed(each, url="http://127.0.0.1:9/") for each in ("times", "herald")]
    paused = replace(make.feed("lab", url="http://127.0.0.1:9/"), paused=True)
    async with running(library(tmp_path, [*feeds, paused])) as session:
        screen = session.screen
        screen.sidebar.feeds.choose("all")
        screen.do(id_)
        assert screen.library.visiting == {"times", "herald"}
        await session.until(lambda: screen.library.progress.done == 2)
        assert not screen.library.states["lab"].error


@drives("add-feed")
async def test_a_feed_is_added_to_feeds_toml(tmp_path: Path) -> None:
    filled = library(tmp_path)
    async with running(filled) as session:
        await session.press("a")
        assert session.shows(AddFeed)
        await session.press("enter")
        await session.see("Give the address of a feed")
        await session.press(*"127.0.0.1:9/x", "tab", *"World", "enter")
        await session.see("Enter again adds it")
        await session.press("enter")
        await session.until(lambda: session.shows(ReaderScreen))
        assert len(session.screen.library.config.feeds) == 4
        assert session.screen.sidebar.row.kind == "feed"
    text = filled.config.path.read_text()
    assert text.startswith("# Mine.\n")
    assert load(filled.config.path).feeds[-1].folder == "World"


@drives("add-feed")
async def test_escape_leaves_the_dialog_and_changes_nothing(tmp_path: Path) -> None:
    filled = library(tmp_path)
    before = filled.config.path.read_text()
    async with running(filled) as session:
        await session.press("a", "x", "escape")
        assert session.shows(ReaderScreen)
    assert filled.config.path.read_text() == before


@drives("browser")
async def test_the_link_is_given_to_the_browser_as_one_argument(tmp_path: Path) -> None:
    wrote = tmp_path / "opened"
    code = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(sys.argv[2])"
    command = (sys.executable, "-c", code, str(wrote), "{url}")
    async with running(library(tmp_path, browser=command)) as session:
        await session.press("o")
        await session.see("Opening times.example")
        await session.until(lambda: wrote.exists() and bool(wrote.read_text()))
    assert wrote.read_text() == "https://times.example/1"


@drives("copy-link", "copy")
async def test_links_and_passages_are_copied(tmp_path: Path) -> None:
    async with running(library(tmp_path), (200, 50)) as session:
        await session.press("y")
        assert session.app.clipboard == "https://times.example/1"
        await session.press("enter", "f", "g", "c")
        assert session.app.clipboard == FOUND


@drives("copy")
async def test_without_a_selection_copy_says_how_to_select(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        session.screen.findings.clear()
        await session.press("c")
        await session.see("Select text with the mouse.")


@drives("palette")
async def test_the_palette_finds_commands_and_feeds(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        await session.press(":", *"quote")
        await session.see("Go to the next quote")
        await session.press(*["backspace"] * 5, *"gotolabnotes")
        await session.see("Go to Lab Notes")
        await session.press("enter")
        await session.until(lambda: session.screen.sidebar.row.key == "lab")


@drives("help")
async def test_help_lists_every_command_with_its_keys(tmp_path: Path) -> None:
    async with running(library(tmp_path), (100, 140)) as session:
        keys = Keys(keymap(Config(tmp_path / "feeds.toml")))
        await session.press("?")
        assert session.shows(Help)
        for command in COMMANDS:
            shown = keys.shown(command.id) or keys.shown("palette", 1)
            assert f"{shown}  {command.sentence}" in session.text
        await session.press("q")
        assert session.shows(ReaderScreen)


@drives("suspend")  # what comes of it in a shell is in test_pty
async def test_where_no_shell_has_started_it_it_does_not_stop_for_ever(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        for keys in ((), ("H",)):
            await session.press(*keys, "ctrl+z")
            await session.see("No shell has started Quoth")
            session.app.clear_notifications()


@drives("quit")
async def test_quit_ends_the_program(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        await session.pilot.press("Q")
        await session.until(lambda: not session.app.is_running)
