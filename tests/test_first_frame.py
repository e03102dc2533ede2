"""What the first frame waits for: which modules, which statements, how many widgets and bytes."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

from tests.ui import FEEDS, library, running
from tui.events import SyncStarted
from tui.ui.app import QuothApp

PROJECT = Path(__file__).parents[1]

WITHOUT_THE_SCREEN = {"argparse", "hashlib", "tui.cli.arguments"}
"""What only other work needs: it is loaded when that is done."""

NOT_YET = {
    *WITHOUT_THE_SCREEN,
    "html",
    "selectolax",
    "tui.feeds",
    "tui.settings.adding",
    "tui.store.images",
    "tui.store.saving",
    "tui.store.writing",
    "tui.sync",
    "tui.text.guard",
    "tui.text.html",
    "tui.text.pictures",
    "tui.ui.ask",
    "tui.ui.chooser",
    "tui.ui.dialogs",
    "tui.ui.half_blocks",
    "tui.ui.help",
    "tui.ui.share",
    "tui.ui.viewer",
    "tui.worker",
}

STYLES = 40
"""How often styles are matched for the first frame, at most: each costs 0.05 ms."""


def loaded(code: str) -> set[str]:
    """The modules of a fresh interpreter that has run `code`."""
    shown = f"{code}\nimport sys; print(*sys.modules)"
    command = [sys.executable, "-c", shown]
    return set(
        subprocess.run(
            command, capture_output=True, text=True, check=True, cwd=PROJECT
        ).stdout.split()
    )


def test_the_first_frame_loads_only_what_it_shows() -> None:
    found = loaded("import tui.cli, tui.settings, tui.ui.app")
    assert "tui.ui.reader_screen" in found
    assert found & NOT_YET == set()


def test_no_class_of_a_value_is_made_from_code_made_at_the_start() -> None:
    sources = [path.read_text() for path in (PROJECT / "tui").rglob("*.py")]
    assert not any("import dataclass" in source for source in sources)


def test_without_arguments_no_parser_is_made() -> None:
    assert "argparse" not in loaded("from tui import cli; cli._nothing_typed()")


async def test_the_garbage_collector_works_again_once_the_first_frame_is_there(
    tmp_path: Path,
) -> None:
    usual = gc.get_threshold()
    gc.disable()
    async with running(library(tmp_path)) as session:
        await session.until(gc.isenabled)
        assert gc.get_threshold()[2] > 10  # all objects take longer than a frame
        frozen = gc.get_freeze_count()
        assert frozen > 0
        kept = [[n] for n in range(1_000)]
        session.app.post_message(session.app.Happened(SyncStarted(0)))
        await session.until(lambda: gc.get_freeze_count() >= frozen + len(kept))
    gc.unfreeze()
    gc.set_threshold(*usual)


async def test_the_screen_is_made_of_a_few_widgets_whatever_it_shows(tmp_path: Path) -> None:
    counts = []
    for each in (2, 200):
        folder = tmp_path / str(each)
        folder.mkdir()
        async with running(library(folder, FEEDS, each)) as session:
            counts.append(len(session.screen.query("*")))
    assert counts[0] == counts[1] <= 20


async def test_styles_are_matched_for_a_few_widgets_before_the_first_frame(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    matched: list[DOMNode] = []
    before: list[int] = []
    apply, begin = Stylesheet.apply, QuothApp._begin

    def counted(self: Stylesheet, node: DOMNode, **given: Any) -> None:
        matched.append(node)
        apply(self, node, **given)

    def begun(self: QuothApp) -> None:
        before.append(len(matched))
        begin(self)

    monkeypatch.setattr(Stylesheet, "apply", counted)
    monkeypatch.setattr(QuothApp, "_begin", begun)
    async with running(library(tmp_path)):
        assert 20 < before[0] <= STYLES
