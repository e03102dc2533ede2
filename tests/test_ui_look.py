"""Colours that can be read, rows that fit, and a first frame that imports little."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len
from textual.color import Color
from textual.pilot import Pilot
from textual.theme import Theme

from tests.ui import drives, library, running
from tui.settings import SETTINGS, load
from tui.text.wording import age, many, wait
from tui.ui.app import LIBRARY, QuothApp
from tui.ui.drawing import between, clip, first_line, fold, pad
from tui.ui.more_themes import THEMES
from tui.ui.themes import DARK_ROLES

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
GROUNDS = ("background", "surface", "panel")
COLOURED = tuple(theme for theme in THEMES if theme.name != "quoth-terminal")
LINES = ("rule", "current-bg", "cursor-bg", "resting-bg", "hover-bg")
"""Roles that no text is written in."""


def contrast(one: str, other: str) -> float:
    """Contrast of two colours (WCAG 2.2)."""

    def luminance(colour: str) -> float:
        parts = [part / 255 for part in Color.parse(colour).rgb]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def named(theme: Theme) -> dict[str, str]:
    """A theme's colours by role."""
    return {role: theme.variables[role] for role in DARK_ROLES}


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_every_text_colour_can_be_read_on_every_ground(theme: Theme) -> None:
    roles = named(theme)
    grounds = [str(getattr(theme, name)) for name in GROUNDS]
    grounds += [roles[name] for name in ("cursor-bg", "resting-bg", "hover-bg", "current-bg")]
    texts = {name: colour for name, colour in roles.items() if name not in LINES}
    texts |= {name: str(getattr(theme, name)) for name in ("foreground", "accent", "error")}
    least = 7 if theme.name == "quoth-contrast" else 4.5

    faint = {
        (name, ground): round(contrast(colour, ground), 1)
        for name, colour in texts.items()
        for ground in grounds
        if contrast(colour, ground) < least
    }

    assert faint == {}


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
async def test_the_first_frame_has_the_colours_of_the_theme(tmp_path: Path, theme: Theme) -> None:
    async with running(library(tmp_path, theme=theme.name)) as session:
        assert session.screen.styles.background == Color.parse(str(theme.background))


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_speakers_have_colours_of_equal_weight(theme: Theme) -> None:
    weights = [contrast(named(theme)[f"speaker-{n}"], str(theme.background)) for n in range(8)]

    assert max(weights) / min(weights) < 1.2


def test_every_theme_names_the_same_roles_and_can_be_set() -> None:
    assert [theme.name for theme in THEMES] == list(SETTINGS["theme"][1].choices)
    assert all(theme.variables.keys() >= DARK_ROLES.keys() for theme in THEMES)
    assert sum(not theme.dark for theme in THEMES) >= 2


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@drives("theme")
async def test_a_theme_is_seen_before_it_is_chosen(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(library(tmp_path), size) as session:
        await session.press("t")
        await session.see("arrows move, typing narrows")
        await session.press(*"jjj")
        await session.see("nothing fits · esc goes back")
        await session.press("ctrl+u", *"paper")
        await session.until(lambda: session.app.theme == "quoth-paper")
        assert "herald story 1" in session.text, "what the theme is seen on is not covered"
        (paper,) = (theme for theme in THEMES if theme.name == "quoth-paper")
        ground = session.app.screen._compositor.render_strips()[1]._segments[0].style
        assert f"on {paper.background}" in str(ground)
        await session.press("escape")
        await session.until(lambda: session.app.theme == "quoth-dark")
        await session.press("t", "down", "enter")
        await session.until(lambda: session.app.theme == "quoth-light")


@drives("theme")
async def test_a_chosen_theme_is_kept_until_feeds_toml_names_another(tmp_path: Path) -> None:
    filled = library(tmp_path)

    def named(theme: str) -> None:
        settings = replace(filled.config.settings, theme=theme)
        filled.config = replace(filled.config, settings=settings, written=frozenset({"theme"}))

    async with running(filled) as session:
        await session.press("t", "down", "enter")
        await session.until(lambda: session.app.theme == "quoth-light")
    async with running(filled) as session:
        assert session.app.theme == "quoth-light"
        filled.config.path.write_text('[settings]\ntheme = "quoth-paper"\n')
        await session.until(lambda: session.app.theme == "quoth-paper")
    named("quoth-paper")
    async with running(filled) as session:
        assert session.app.theme == "quoth-paper"
        await session.press("t", "down", "enter")
        await session.until(lambda: session.app.theme == "quoth-contrast")
    named("quoth-slate")
    async with running(filled) as session:
        assert session.app.theme == "quoth-slate"


@drives("theme")
async def test_the_usual_theme_too_can_be_named_in_feeds_toml(tmp_path: Path) -> None:
    filled = library(tmp_path)
    filled.config = load(filled.config.path)
    async with running(filled) as session:
        await session.press("t", "down", "enter")
        await session.until(lambda: session.app.theme == "quoth-light")
        filled.config.path.write_text('[settings]\ntheme = "quoth-dark"\n')
        await session.until(lambda: session.app.theme == "quoth-dark")
        await session.press("t", "down", "enter")
        await session.until(lambda: session.app.theme == "quoth-light")
        filled.config.path.write_text('[settings]\ntheme = "quoth-paper"\n')
        await session.until(lambda: session.app.theme == "quoth-paper")
        filled.config.path.write_text('[settings]\ntheme = "quoth-dark"\n')
        await session.until(lambda: session.app.theme == "quoth-dark")
    filled.config = load(filled.config.path)
    async with running(filled) as session:
        assert session.app.theme == "quoth-dark"


async def test_the_theme_of_the_terminal_sends_no_colours_of_ours(tmp_path: Path) -> None:
    async with running(library(tmp_path, theme="quoth-terminal")) as session:
        await session.press("enter", "h")
        drawn = [part for strip in session.app.screen._compositor.render_strips() for part in strip]
        styles = [segment.style for segment in drawn if segment.style]
        colours = [colour for style in styles for colour in (style.color, style.bgcolor) if colour]
        assert {colour.name for colour in colours if colour.triplet} == set()
        assert any(s.style and s.style.reverse and "story" in s.text for s in drawn)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@drives("wider", "narrower", "line-spacing", "reading")
async def test_the_text_has_a_width_and_a_spacing(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(library(tmp_path, text_width=48), size) as session:
        article = session.screen.article
        await session.press("enter", "z", "+")
        assert article.measure == 52
        await session.press("-", "-")
        await session.see("The text is at most 44 columns wide.")
        text = next(line for line in session.lines if "The harbour council" in line)
        assert len(text) - len(text.lstrip()) > 8
        lines = len(article._lines.lines)
        await session.press("=")
        assert len(article._lines.lines) > lines
        await session.press("=")
        assert len(article._lines.lines) == lines


@example(text="\u200d", width=1)
@given(st.text(max_size=60), st.integers(1, 40))
def test_what_is_clipped_or_padded_fits_its_cells(text: str, width: int) -> None:
    assert cell_len(clip(text, width)) <= width
    assert cell_len(pad(text, width)) == width


def test_what_is_folded_is_cut_off_between_words() -> None:
    assert fold("a harbour council met", 14, 1) == ["a harbour…"]
    assert fold("the old harbour council met", 14, 2) == ["the old", "harbour…"]


@given(st.text(alphabet="ab 日é", max_size=80), st.integers(4, 30), st.integers(1, 4))
def test_folded_lines_fit_and_only_the_last_one_is_cut(text: str, width: int, lines: int) -> None:
    folded = fold(text, width, lines)

    assert 1 <= len(folded) <= lines
    assert all(cell_len(line) <= width for line in folded)
    if "…" not in folded[-1]:
        assert "".join(folded).replace(" ", "") == text.replace(" ", "")


def test_a_line_is_broken_between_words() -> None:
    assert first_line("the boats came and went", 14) == ("the boats came", "and went")
    assert first_line("the boats came and went", 12) == ("the boats", "came and went")
    assert first_line("unbreakable", 4) == ("unbr", "eakable")
    assert first_line("of", 1) == ("of", "")  # a panel that was never shown has no width


def test_what_stands_at_the_right_edge_is_never_pushed_out() -> None:
    pieces = between([("a very long title", "")], [(" 3h", "muted")], 10)

    assert "".join(text for text, _ in pieces) == "a very… 3h"


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(seconds=20), "now"),
        (timedelta(minutes=12), "12m"),
        (timedelta(hours=3), "3h"),
        (timedelta(days=2), "2d"),
        (timedelta(days=20), "18 Feb"),
        (timedelta(days=700), "2024"),
        (timedelta(minutes=-5), "now"),
    ],
)
def test_ages_are_short(ago: timedelta, said: str) -> None:
    assert age(NOW - ago, NOW) == said


def test_waiting_times_and_numbers_are_said_in_words() -> None:
    assert wait(NOW + timedelta(minutes=1), NOW) == "in 1 minute"
    assert wait(NOW + timedelta(hours=5), NOW) == "in 5 hours"
    assert wait(NOW + timedelta(days=3), NOW) == "in 3 days"
    assert many(1204, "article") == "1,204 articles"


def test_the_first_frame_imports_nothing_of_the_network_and_no_parser() -> None:
    heavy = ("httpx", "feedparser", "lxml", "trafilatura", "tomlkit")
    code = f"import sys, tui.ui.app; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("table", ["body", "reading_place"])
async def test_a_library_that_breaks_while_reading_ends_the_program_with_its_sentence(
    tmp_path: Path, table: str, capsys: pytest.CaptureFixture[str]
) -> None:
    filled = library(tmp_path)
    app = QuothApp(filled.config, filled.data)

    async def reads(pilot: Pilot[object]) -> None:
        await pilot.press("j", "enter")
        with closing(sqlite3.connect(filled.data / LIBRARY)) as other:
            other.execute(f"DROP TABLE {table}")
        # The pilot's own press waits for a screen that is gone by then.
        for key in ("q", "j", "enter"):
            app.simulate_key(key)

    try:
        await app.run_async(headless=True, size=(120, 40), auto_pilot=reads)
    finally:
        app.engine.stop()
        app.library.close()
    assert app.return_code == 1
    assert f"no such table: {table}" in capsys.readouterr().err
