"""Copying: within tmux through tmux, else through the terminal, and what is said of it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.ui import FOUND, drives, library, running

LINK = "https://times.example/1"
UNSURE = "Sent to the terminal, which may not take it:"


@pytest.fixture
def tmux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, ...]]:
    """A tmux of its own that we are in; the command that asks it something."""
    if not shutil.which("tmux"):
        pytest.skip("tmux is not installed")
    ask = ("tmux", "-S", str(tmp_path / "tmux"), "-f", "/dev/null")
    told = ("display-message", "-p", "#{socket_path},#{pid},0")
    started = subprocess.run(
        [*ask, "new-session", "-d", "cat", ";", *told], check=True, capture_output=True, text=True
    )
    monkeypatch.setenv("TMUX", started.stdout.strip())
    yield ask
    subprocess.run([*ask, "kill-server"], check=True)


def buffer(ask: tuple[str, ...]) -> str:
    """What tmux pastes next."""
    return subprocess.run([*ask, "show-buffer"], capture_output=True, check=False).stdout.decode()


@drives("copy-link", "cite")
async def test_within_tmux_it_is_tmux_that_pastes_what_was_copied(
    tmp_path: Path, tmux: tuple[str, ...]
) -> None:
    async with running(library(tmp_path), (200, 50)) as session:
        await session.press("y")
        await session.see(f"Copied: {LINK}")
        assert buffer(tmux) == LINK
        await session.press("enter", "l", '"')
        await session.see("Copied: “The report")
        assert buffer(tmux).startswith(f"“{FOUND}” — The Times, ")
        assert session.app.clipboard == buffer(tmux)


async def test_of_many_copies_tmux_pastes_the_last(tmp_path: Path, tmux: tuple[str, ...]) -> None:
    copies = [f"copy {n}" for n in range(20)]
    async with running(library(tmp_path)) as session:
        for text in copies:
            session.screen.deeds.give(text)
        listed = (*tmux, "list-buffers", "-F", "#{buffer_sample}")  # the newest comes first

        def kept() -> list[str]:
            return subprocess.run(listed, capture_output=True, text=True).stdout.splitlines()

        await session.until(lambda: len(kept()) == len(copies))
        assert kept() == copies[::-1]


async def test_what_is_copied_out_of_a_box_is_in_tmux_too(
    tmp_path: Path, tmux: tuple[str, ...]
) -> None:
    async with running(library(tmp_path)) as session:
        await session.press("/", *"harbour", "ctrl+shift+a", "ctrl+c")
        await session.until(lambda: buffer(tmux) == "harbour")


async def test_what_is_cut_out_of_a_box_can_be_pasted_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "screen")
    async with running(library(tmp_path)) as session:
        await session.press("/", *"harbour", "ctrl+shift+a")
        box = session.screen.sidebar.box
        with box.prevent(Input.Changed):
            box.action_cut()
            box.action_paste()
        assert box.value == "harbour"
        await session.see(f"{UNSURE} harbour")
        box.action_cut()  # nothing is selected any more
        assert session.app.clipboard == "harbour"


async def test_what_cannot_be_encoded_is_copied_without_that(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        session.screen.deeds.give("harbour\udcff")
        await session.see("Copied: harbour\ufffd")
        assert session.app.clipboard == "harbour\ufffd"


async def test_ctrl_c_copies_what_is_selected_or_says_which_key_quits(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        await session.press("ctrl+c")
        await session.see("Q quits.")
        await session.press("/", "ctrl+c")
        await session.see("ctrl+q quits.")
        await session.press("escape", "enter")
        await session.select("The harbour council")
        await session.press("ctrl+c")
        await session.see("Copied: 3 words.")
        assert session.app.clipboard.strip() == "The harbour council"


async def test_a_tmux_that_does_not_answer_is_not_said_to_have_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMUX", f"{tmp_path / 'gone'},1,0")
    async with running(library(tmp_path)) as session:
        await session.press("y")
        await session.see(UNSURE)
        assert session.app.clipboard == LINK


@pytest.mark.parametrize("term", ["tmux-256color", "screen", "linux"])
async def test_where_the_terminal_may_ignore_a_copy_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, term: str
) -> None:
    monkeypatch.setenv("TERM", term)  # such as in an ssh out of tmux
    async with running(library(tmp_path)) as session:
        await session.press("y")
        await session.see(UNSURE)
