"""Colours that can be read, rows that fit, and a first frame that imports little."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.color import Color
from textual.theme import Theme

from tests.ui import library, running
from tui.errors import StoreError
from tui.ui.drawing import between, clip, first_line, fold, pad
from tui.ui.signs import age, many, wait
from tui.ui.themes import DARK, DARK_ROLES, LIGHT, LIGHT_ROLES

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
GROUNDS = ("background", "surface", "panel")
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


@pytest.mark.parametrize(("theme", "roles"), [(DARK, DARK_ROLES), (LIGHT, LIGHT_ROLES)])
def test_every_text_colour_can_be_read_on_every_ground(theme: Theme, roles: dict[str, str]) -> None:
    grounds = [str(getattr(theme, name)) for name in GROUNDS]
    grounds += [roles[name] for name in ("cursor-bg", "resting-bg", "hover-bg", "current-bg")]
    texts = {name: colour for name, colour in roles.items() if name not in LINES}
    texts |= {name: str(getattr(theme, name)) for name in ("foreground", "accent", "error")}

    faint = {
        (name, ground): round(contrast(colour, ground), 1)
        for name, colour in texts.items()
        for ground in grounds
        if contrast(colour, ground) < 4.5
    }

    assert faint == {}


@pytest.mark.parametrize("theme", [DARK, LIGHT])
async def test_the_first_frame_has_the_colours_of_the_theme(tmp_path: Path, theme: Theme) -> None:
    async with running(library(tmp_path, theme=theme.name)) as session:
        assert session.screen.styles.background == Color.parse(str(theme.background))


@pytest.mark.parametrize("roles", [DARK_ROLES, LIGHT_ROLES])
def test_speakers_have_colours_of_equal_weight(roles: dict[str, str]) -> None:
    ground = "#14161c" if roles is DARK_ROLES else "#faf8f3"
    weights = [contrast(roles[f"speaker-{n}"], ground) for n in range(8)]

    assert max(weights) / min(weights) < 1.2


def test_both_themes_name_the_same_roles() -> None:
    assert DARK_ROLES.keys() == LIGHT_ROLES.keys()


@given(st.text(max_size=60), st.integers(1, 40))
def test_what_is_clipped_or_padded_fits_its_cells(text: str, width: int) -> None:
    assert cell_len(clip(text, width)) <= width
    assert cell_len(pad(text, width)) == width


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


async def test_a_library_that_breaks_while_reading_ends_the_program_with_its_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(library(tmp_path)) as session:

        def broken(id_: int, **_: object) -> None:
            raise StoreError("The library is damaged.")

        monkeypatch.setattr(session.screen.library.reader, "article", broken)
        await session.pilot.press("j", "enter")
        await session.until(lambda: session.app.return_code == 1)
