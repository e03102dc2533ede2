"""What is written for a terminal that speaks kitty's graphics protocol."""

from __future__ import annotations

import base64
import os
import re

import pytest

from tests.conftest import Tell
from tui.ui import kitty

MESSAGE = re.compile(r"\x1b_G([^;\x1b]*)(?:;([^\x1b]*))?\x1b\\")


def image(written: str) -> bytes:
    """The image that was sent."""
    return base64.b64decode("".join(data for _, data in MESSAGE.findall(written)))


@pytest.mark.parametrize("length", [1, 3_072, 3_073, 20_000])
def test_an_image_is_sent_in_messages_that_are_short_enough(length: int) -> None:
    png = os.urandom(length)
    written = kitty.shown(png, 4, 2)
    assert image(written) == png
    messages = MESSAGE.findall(written)
    assert all(len(data) <= kitty.CHUNK for _, data in messages)
    assert [keys[-3:] for keys, _ in messages] == ["m=1"] * (len(messages) - 1) + ["m=0"]
    assert written.startswith("\x1b7\x1b[3;5H")
    assert written.endswith("\x1b8")
    assert not re.search(r"[\x00-\x1f]", MESSAGE.sub("", written).replace("\x1b", ""))


def test_the_terminal_is_told_not_to_answer() -> None:
    assert "q=2" in MESSAGE.findall(kitty.shown(b"png", 0, 0))[0][0]
    assert "q=2" in kitty.GONE


@pytest.mark.parametrize(
    ("term", "spoken"),
    [
        ("xterm-kitty", True),
        ("xterm-ghostty", True),
        ("xterm-256color", False),
        ("tmux-256color", False),
        ("", False),
    ],
)
def test_a_terminal_is_known_by_its_name(term: str, spoken: bool) -> None:
    assert kitty.is_spoken({"TERM": term, "KITTY_WINDOW_ID": "1"}) is spoken
    assert not kitty.is_spoken({})


@pytest.mark.parametrize(
    ("told", "cell"),
    [
        ((24, 80, 720, 432), (9, 18)),
        ((24, 80, 0, 0), kitty.CELL),
        ((0, 0, 0, 0), kitty.CELL),
        ((24, 80, 40, 432), kitty.CELL),
    ],
)
def test_how_large_a_cell_is_the_terminal_tells(
    tell: Tell, told: tuple[int, int, int, int], cell: tuple[int, int]
) -> None:
    tell(*told)
    assert kitty.cell() == cell


def test_what_is_no_terminal_has_cells_of_the_usual_size(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kitty, "STDOUT", 9_999)
    assert kitty.cell() == kitty.CELL
