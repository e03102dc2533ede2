"""Room for the pictures of a Document between its Lines. Pure; it draws nothing.

Nothing of the text moves: the lines that are added show none of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui.text.document import Document, Size
from tui.text.layout import Line


def box(size: Size, width: int, rows: int) -> Size:
    """How many cells across and down an image takes that is made to fit, but never larger than it
    is; a cell is one pixel wide and two high."""
    across, down = size
    scale = min(1.0, width / across, 2 * rows / down)
    return max(1, int(across * scale)), max(1, -(-int(down * scale) // 2))


def with_figures(lines: Sequence[Line], document: Document, rows: Mapping[str, int]) -> list[Line]:
    """The lines with as many more as each picture takes, by its address, over the block that it
    stands before, and an empty one under it unless that block are its own words."""
    placed: list[Line] = []
    waiting = [figure for figure in document.figures if figure.picture.url in rows]
    for line in lines:
        while waiting and line.block >= waiting[0].before:
            placed += _room(placed, waiting.pop(0).picture.url, rows)
            if document.blocks[line.block].kind not in ("image", "caption"):
                placed.append(_empty(placed))
        placed.append(line)
    for figure in waiting:
        placed += [_empty(placed), *_room(placed, figure.picture.url, rows)]
    return placed


def _room(before: Sequence[Line], url: str, rows: Mapping[str, int]) -> list[Line]:
    at = before[-1].end if before else 0
    return [Line((), -1, at, at, (url, row)) for row in range(rows[url])]


def _empty(before: Sequence[Line]) -> Line:
    at = before[-1].end if before else 0
    return Line((), -1, at, at)
