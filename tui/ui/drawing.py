"""Text fitted into cells: clipping, padding, wrapping of single rows. No widgets in here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len, chop_cells, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

Piece = tuple[str, str]
"""Some text and its role."""
JOINER = "\u200d"


def clip(text: str, width: int, ellipsis: str = "…") -> str:
    """The text in at most `width` cells; what is cut off leaves an ellipsis."""
    if cell_len(text) <= width:
        return text
    room = width - cell_len(ellipsis)
    if room <= 0:
        return set_cell_size(text, max(width, 0))
    return chop_cells(text, room)[0].rstrip() + ellipsis


def pad(text: str, width: int) -> str:
    """The text in exactly `width` cells."""
    # A joiner at the end would join the padding, which then counts for nothing.
    return set_cell_size(clip(text, width).rstrip(JOINER), max(width, 0))


def fold(text: str, width: int, lines: int) -> list[str]:
    """The text on at most `lines` lines of `width` cells, broken and cut off between words."""
    folded: list[str] = []
    rest = text
    while rest and len(folded) < lines - 1 and cell_len(rest) > width:
        line, rest = first_line(rest, width)
        folded.append(line)
    return [*folded, _last_line(rest, width)] if rest or not folded else folded


def _last_line(text: str, width: int) -> str:
    if cell_len(text) <= width or width <= len("a…"):
        return clip(text, width)
    return first_line(text, width - 1)[0].rstrip() + "…"


def first_line(text: str, width: int) -> tuple[str, str]:
    """What of a text fits on a line of `width` cells (2 at least), and the rest; broken between
    words."""
    width = max(width, 2)
    if cell_len(text) <= width:
        return text, ""
    line = chop_cells(text, width)[0]
    space = line.rfind(" ")
    if text[len(line)] != " " and space > len(line) // 3:
        line = line[:space]
    return line.rstrip(), text[len(line) :].lstrip()


def between(left: Sequence[Piece], right: Sequence[Piece], width: int) -> list[Piece]:
    """Pieces at the left edge and pieces at the right edge of a row; the left ones give way."""
    room = width - sum(cell_len(text) for text, _ in right)
    pieces: list[Piece] = []
    for text, role in left:
        piece = clip(text, room)
        pieces.append((piece, role))
        room -= cell_len(piece)
    return [*pieces, (" " * max(room, 0), ""), *right]


def strip(pieces: Sequence[Piece], width: int, style: Callable[[str], Style]) -> Strip:
    """One line of exactly `width` cells; `style` gives each role its look."""
    segments = [Segment(text, style(role)) for text, role in pieces if text]
    return Strip(segments).adjust_cell_length(max(width, 0), style(""))
