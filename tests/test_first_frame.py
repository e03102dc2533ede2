"""What the first frame waits for: which modules, which statements, how many widgets and bytes."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

from tests.ui import FEEDS, library, running

PROJECT = Path(__file__).parents[1]

WITHOUT_THE_SCREEN = {"argparse", "hashlib", "tui.cli.arguments"}
"""What only other work needs: it is loaded when that is done."""

NOT_YET = {
    *WITHOUT_THE_SCREEN,
    "tui.feeds",
    "tui.settings.adding",
    "tui.store.images",
    "tui.store.saving",
    "tui.store.writing",
    "tui.sync",
    "tui.text.pictures",
    "tui.ui.dialogs",
    "tui.ui.half_blocks",
    "tui.ui.help",
    "tui.ui.viewer",
    "tui.worker",
    "selectolax",
}


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


def test_without_arguments_no_parser_is_made() -> None:
    assert "argparse" not in loaded("from tui import cli; cli._nothing_typed()")


async def test_the_garbage_collector_works_again_once_the_first_frame_is_there(
    tmp_path: Path,
) -> None:
    gc.disable()
    async with running(library(tmp_path)) as session:
        await session.until(gc.isenabled)
        assert gc.get_freeze_count() > 0
    gc.unfreeze()


async def test_the_screen_is_made_of_a_few_widgets_whatever_it_shows(tmp_path: Path) -> None:
    counts = []
    for each in (2, 200):
        folder = tmp_path / str(each)
        folder.mkdir()
        async with running(library(folder, FEEDS, each)) as session:
            counts.append(len(session.screen.query("*")))
    assert counts[0] == counts[1] <= 20
