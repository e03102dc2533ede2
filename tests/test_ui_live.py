"""feeds.toml edited while Quoth runs, and telling of news outside the screen."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests import make
from tests.ui import EACH, library, running
from tests.web import Site
from tui.model import Rule
from tui.query import parse as query
from tui.settings import Settings
from tui.ui.notices import notice, sequence

Size = tuple[int, int]
both_sizes = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])


@both_sizes
async def test_an_edit_of_feeds_toml_is_applied_at_once(tmp_path: Path, size: Size) -> None:
    filled = library(tmp_path)
    async with running(filled, size) as session:
        screen = session.screen
        before = filled.config.path.read_text()
        more = '[settings]\ntheme = "quoth-paper"\ntext_width = 50\n[keys]\nstar = "*"\n'
        filled.config.path.write_text(f'{more}{before}[feeds.new]\nurl = "http://127.0.0.1:9/x"\n')
        await session.until(lambda: len(screen.library.config.feeds) == 4)
        await session.see("feeds.toml was edited")
        assert session.app.theme == "quoth-paper"
        assert screen.article.measure == 50
        await session.press("*")
        await session.until(lambda: screen.library.starred == 1)
        screen.sidebar.feeds.choose("feed", "new")
        assert screen.sidebar.row.key == "new"


@both_sizes
async def test_a_mistake_is_shown_and_the_old_stays(tmp_path: Path, size: Size) -> None:
    filled = library(tmp_path)
    async with running(filled, size) as session:
        config = session.screen.library.config
        good = filled.config.path.read_text()
        filled.config.path.write_text(f'{good}[keys]\nstarr = "x"\n')
        await session.see("did you mean")
        assert session.screen.library.config is config
        filled.config.path.unlink()
        await session.press("j", "s")
        await session.until(lambda: session.screen.library.starred == 1)
        assert session.screen.sidebar.headlines.row_count == 3 * EACH


def test_terminals_are_told_in_their_own_way_and_get_nothing_else() -> None:
    written: list[str] = []
    for how in ("bell", "osc9", "osc777", "none"):
        notice(Settings(notify=how), "The\x1b Times", "a;\x07b", written.append)

    assert written[0] == "\a"
    assert written[1].startswith("\x1b]9;The")
    assert written[1].count("\x1b") == 2
    assert written[2].startswith("\x1b]777;notify;The")
    assert written[2].count(";") == 3
    assert all("\x07" not in text for text in written[1:])
    assert len(written) == 3
    assert sequence("osc9", "A", "b") == "\x1b]9;A: b\x1b\\"


@both_sizes
async def test_a_rule_tells_of_what_a_sync_brings_by_a_command_that_is_no_shell(
    tmp_path: Path, size: Size
) -> None:
    wrote = tmp_path / "told"
    code = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text('|'.join(sys.argv[2:]))"
    command = (sys.executable, "-c", code, str(wrote), "{title}", "{text}")
    with Site() as site:
        site.serve("/a.xml", make.rss("Boats; $(touch x)", "Trains", "Boats again"))
        feeds = [make.feed("times", url=site.url("/a.xml"), title="The Times")]
        filled = library(tmp_path, feeds, each=0, notify_command=command)
        rule = Rule(query("boats"), "boats", ("notify",))
        filled.config = replace(filled.config, rules=(rule,))
        async with running(filled, size) as session:
            await session.press("R")
            await session.until(lambda: wrote.exists() and bool(wrote.read_text()))
            await session.see("and 1 more article")
    assert wrote.read_text() == "The Times|Boats again … and 1 more article"


async def test_with_reduced_motion_nothing_turns(tmp_path: Path) -> None:
    feeds = [make.feed("times", url="http://127.0.0.1:9/x.xml")]
    async with running(library(tmp_path, feeds, reduced_motion=True)) as session:
        await session.press("R")
        await session.until(lambda: bool(session.screen.library.states["times"].error))
        assert session.screen.hearing._frame == 0
