"""How wide the columns of a table are, if it fits at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from tui.text.wrapping import Range, cells, is_narrow

GAP = 2  # cells between two columns
_LEGIBLE = 12  # cells; a column narrower than this must not break words
_ANYWHERE = 4  # cells that text without spaces wants at least: CJK breaks between characters


def column_widths(text: str, rows: Sequence[Sequence[Range]], room: int) -> list[int]:
    """The width of each column in cells, together at most `room`; none if that cannot be read."""
    wanted = list(_wanted(text, rows))
    widths = _shared([natural for natural, _ in wanted], room - GAP * (len(wanted) - 1))
    for width, (natural, word) in zip(widths, wanted, strict=True):
        if width < min(natural, word, _LEGIBLE):
            return []
    return widths


def _wanted(text: str, rows: Sequence[Sequence[Range]]) -> Iterator[tuple[int, int]]:
    """For each column the width of its longest cell and of its longest word."""
    for column in zip_longest(*rows, fillvalue=(0, 0)):
        natural = word = 0
        for start, end in column:
            natural = max(natural, cells(text, start, end))
            words = text[start:end].split()
            longest = max(map(len, words), default=0)
            word = max(word, longest if is_narrow(text, start, end) else min(longest, _ANYWHERE))
        yield natural, word


def _shared(wanted: Sequence[int], room: int) -> list[int]:
    """`room` given out: to each what it wants, or its fair share of what the modest leave."""
    widths = list(wanted)
    if sum(wanted) <= room:
        return widths
    left = len(widths)
    for i in sorted(range(left), key=widths.__getitem__):
        widths[i] = min(widths[i], max(room // left, 0))
        room -= widths[i]
        left -= 1
    return widths
