"""Pixels as characters: two stand in one cell, the upper as the colour of "▀" and the lower as what
is behind it. Any terminal with colours shows them. No widget in here."""

from __future__ import annotations

from rich.color import Color, ColorType
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style

from tui.model import Raster


def drawn(raster: Raster, box: tuple[int, int], row: int, blank: Style) -> list[Segment]:
    """A row of cells of an image in a box of so many across and down, from its upper left corner;
    it was made to fit, or is roughly scaled. `blank` is what lies around it."""
    across, down = box
    scale = min(across / raster.width, 2 * down / raster.height)
    width, height = max(1, int(raster.width * scale)), max(1, int(raster.height * scale))
    if 2 * row >= height:
        return [Segment(" " * across, blank)]
    upper = _colours(raster, width, 2 * row, scale)
    lower = _colours(raster, width, 2 * row + 1, scale) if 2 * row + 1 < height else None
    behind = lower or [blank.bgcolor] * width
    cells = [Segment("▀", Style.from_color(*each)) for each in zip(upper, behind, strict=True)]
    return [*cells, Segment(" " * (across - width), blank)]


def _colours(raster: Raster, width: int, y: int, scale: float) -> list[Color | None]:
    """The colours of a row of pixels of the scaled image."""
    pixels, last = raster.pixels, raster.width - 1
    row = 3 * min(raster.height - 1, int(y / scale)) * raster.width
    starts = (row + 3 * min(last, int(x / scale)) for x in range(width))
    # Color.from_rgb would give each a name as well, which takes three times as long.
    return [
        Color("", ColorType.TRUECOLOR, None, ColorTriplet(*pixels[start : start + 3]))
        for start in starts
    ]
