"""An image → the sixels that terminals draw (DEC STD 070): bands of six rows, each of one line for
each of its colours. A character says in which of the six rows a column has that colour.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

BAND = 6
CHARACTERS = bytes(ord("?") + rows % (1 << BAND) for rows in range(256))
RUN = re.compile(rb"(.)\1{3,}")
"""What is written shorter as a number and one character."""


def sixels(pixels: bytes, width: int, palette: Sequence[int]) -> bytes:
    """What stands between the head of the sequence and its end; characters of ASCII alone. A pixel
    is the number of its colour, of which the palette has red, green and blue, 0 to 255."""
    rows = [pixels[start : start + width] for start in range(0, len(pixels), width)]
    bands = (_band(rows[top : top + BAND]) for top in range(0, len(rows), BAND))
    return f'"1;1;{width};{len(rows)}{_colours(palette)}'.encode() + b"-".join(bands)


def _colours(palette: Sequence[int]) -> str:
    """They are numbered from 0; red, green and blue are per cent."""
    values = [round(value / 2.55) for value in palette]
    colours = zip(values[::3], values[1::3], values[2::3], strict=True)
    return "".join(f"#{n};2;{r};{g};{b}" for n, (r, g, b) in enumerate(colours))


def _band(rows: list[bytes]) -> bytes:
    lines: defaultdict[int, bytearray] = defaultdict(lambda: bytearray(len(rows[0])))
    for n, row in enumerate(rows):
        bit = 1 << n
        for x, colour in enumerate(row):
            lines[colour][x] |= bit
    return b"$".join(b"#%d%b" % (colour, _line(line)) for colour, line in lines.items())


def _line(columns: bytearray) -> bytes:
    characters = columns.rstrip(b"\0").translate(CHARACTERS)
    return RUN.sub(lambda run: b"!%d%b" % (len(run[0]), run[1]), characters)
