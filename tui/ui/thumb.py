"""Where a scroll bar's thumb stands, to what can be seen of it."""

from __future__ import annotations

EIGHTHS = 8
"""Parts of a cell that Textual draws a thumb in."""


def seen_position(line: float, lines: int, height: int) -> float:
    """The position to give a bar `height` cells high for `line` of `lines`, the first one in view.

    It is another one only where the thumb looks different: each new position is a bar to be drawn,
    as dear as ten rows, and in a long list a step moves no eighth of a cell.
    """
    beyond = lines - height
    if beyond <= 0 or height <= 0:
        return line
    places = EIGHTHS * (height - max(1, height * height / lines))
    seen = round(line / beyond * places) / places * beyond if places else line
    return min(seen, beyond)
