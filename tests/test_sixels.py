"""Images as sixels, and the terminals that draw them."""

from __future__ import annotations

import os
import re
from itertools import product

import pytest
from PIL import Image
from rich.color import Color

from tests.conftest import Tell
from tests.test_pictures import picture
from tui.feeds.picture import MOST_IN_SIXELS, in_sixels, raster
from tui.model import Fit
from tui.ui import sixel

SEQUENCE = re.compile(r"\x1b7\x1b\[(\d+);(\d+)H\x1b\[[\d;]+m\x1bP0;1q([^\x1b]*)\x1b\\\x1b8")
TOKEN = re.compile(rb'"1;1;(\d+);(\d+)|#(\d+);2;(\d+);(\d+);(\d+)|#(\d+)|!(\d+)(.)|([$-])|([?-~])')
Colour = tuple[int, ...]


def pixels(data: bytes) -> list[list[Colour | None]]:
    """What a terminal draws; colours are per cent, None is where nothing was drawn."""
    width, height = (int(number) for number in TOKEN.findall(data)[0][:2])
    drawn: list[list[Colour | None]] = [[None] * width for _ in range(height)]
    palette: dict[int, Colour] = {}
    x = y = colour = end = 0
    for token in TOKEN.finditer(data):
        assert token.start() == end, data[end : token.start()]
        end = token.end()
        _, _, new, r, g, b, chosen, times, repeated, move, one = token.groups()
        if new:
            palette[int(new)] = (int(r), int(g), int(b))
        elif chosen:
            colour = int(chosen)
        elif move:
            x, y = 0, y + (6 if move == b"-" else 0)
        elif character := repeated or one:
            for step, bit in product(range(int(times or 1)), range(6)):
                if (ord(character) - ord("?")) >> bit & 1:
                    assert drawn[y + bit][x + step] is None
                    drawn[y + bit][x + step] = palette[colour]
            x += int(times or 1)
    assert end == len(data)
    return drawn


def per_cent(image: Image.Image) -> list[list[Colour]]:
    raw = [round(value / 2.55) for value in image.tobytes()]
    triples = [tuple(raw[at : at + 3]) for at in range(0, len(raw), 3)]
    return [triples[at : at + image.width] for at in range(0, len(triples), image.width)]


@pytest.mark.parametrize(
    "size",
    [(1, 1), (1, 6), (5, 7), (16, 12), (300, 13)],
    ids=["dot", "band", "two-bands", "square", "wide"],
)
@pytest.mark.parametrize("colours", [1, 2, 200])
def test_what_a_terminal_draws_is_the_image(size: tuple[int, int], colours: int) -> None:
    image = Image.new("RGB", size)
    count = size[0] * size[1]
    image.putdata([(n % colours, 7 * n % colours, 255 - n % colours) for n in range(count)])
    assert pixels(in_sixels(image)) == per_cent(image.quantize(256).convert("RGB"))


def test_few_colours_stay_as_they_are() -> None:
    image = Image.new("RGB", (40, 20), (255, 0, 0))
    image.paste((0, 0, 255), (10, 3, 30, 9))
    assert pixels(in_sixels(image)) == per_cent(image)


def test_many_colours_become_256_that_are_near() -> None:
    image = Image.linear_gradient("L").rotate(30).convert("RGB")
    drawn, meant = pixels(in_sixels(image)), per_cent(image)
    pairs = [(a, b) for row in zip(drawn, meant, strict=True) for a, b in zip(*row, strict=True)]
    assert all(a and max(abs(x - y) for x, y in zip(a, b, strict=True)) <= 4 for a, b in pairs)


def test_a_plain_image_is_short() -> None:
    assert len(in_sixels(Image.new("RGB", (1_000, 600), "white"))) < 5_000


def test_an_image_in_sixels_has_not_more_pixels_than_can_be_made_in_time() -> None:
    made = raster(picture(size=(4_000, 1_500)), Fit(4_000, 1_500, "sixel"))
    assert 0.99 < made.width * made.height / MOST_IN_SIXELS <= 1
    assert made.pixels.startswith(f'"1;1;{made.width};{made.height}#'.encode())


def test_nothing_but_sixels_reaches_the_terminal() -> None:
    every = bytes(range(256)) + b"\x1b\\\x9c" + os.urandom(5_000)
    written = sixel.shown(b'"1;1;2;6#0;2;0;0;0#0!2~' + every, 4, 2)
    assert SEQUENCE.fullmatch(written)
    assert SEQUENCE.findall(written)[0][:2] == ("3", "5")
    assert re.fullmatch(r"[ -~\x1b]*", written)


def test_the_last_cells_of_an_image_have_the_colour_that_is_around() -> None:
    assert "\x1b[48;2;1;2;3m\x1bP" in sixel.shown(b"", 0, 0, Color.from_rgb(1, 2, 3))
    assert "\x1b[49m\x1bP" in sixel.shown(b"", 0, 0)


@pytest.mark.parametrize(
    ("environment", "spoken"),
    [
        ({"TERM": "foot"}, True),
        ({"TERM": "foot-extra"}, True),
        ({"TERM": "mlterm-256color"}, True),
        ({"TERM": "yaft-256color"}, True),
        ({"TERM": "contour"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, True),
        ({"TERM": "wezterm", "TERM_PROGRAM": "WezTerm"}, True),
        ({"TERM": "screen.xterm-256color", "TERM_PROGRAM": "WezTerm"}, False),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm", "TMUX": "/tmp/1"}, False),
        ({"TERM": "foot", "STY": "1.a"}, False),
        ({"TERM": "tmux-256color", "TERM_PROGRAM": "tmux"}, False),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "footnote"}, False),
        ({}, False),
    ],
)
def test_a_terminal_is_known_by_what_it_sets(
    tell: Tell, environment: dict[str, str], spoken: bool
) -> None:
    tell(24, 80, 640, 384)
    assert sixel.is_spoken(environment) is spoken


def test_without_the_size_of_a_cell_no_sixels_are_drawn(tell: Tell) -> None:
    tell(24, 80, 0, 0)
    assert not sixel.is_spoken({"TERM": "foot"})
