"""Tables: which hold data, and the cells of one while it is read.

A table used to arrange a page is no table to a reader: its cells become ordinary blocks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_MOST_COLUMNS = 50
_LONGEST_CELL = 300  # characters; more is prose
_PROSE = frozenset((
    "table", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "blockquote", "pre",
    "figure", "hr", "section", "article", "video", "iframe",
))  # fmt: skip


def holds_data(table: LexborNode) -> bool:
    """Whether rows and columns mean something: two of each at least, and short cells.

    Looks no further than the first thing that decides, so nested tables are looked at once.
    """
    if table.attributes.get("role") in ("presentation", "none"):
        return False
    rows = columns = widest = 0
    nodes = table.traverse()
    next(nodes)
    for node in nodes:
        if node.tag in _PROSE:
            return False
        if node.tag == "tr":
            rows, columns = rows + 1, 0
        elif node.tag in ("td", "th"):
            columns += 1
            widest = max(widest, columns)
            if len(node.text()) > _LONGEST_CELL:
                return False
    return rows > 1 and 1 < widest <= _MOST_COLUMNS


class Cells:
    """The rows of a table being read, as ranges counted from the table's own start.

    `put` adds text to the table and `length` says how long it is by now.
    """

    def __init__(self, put: Callable[[str], None], length: Callable[[], int]) -> None:
        self.rows: list[list[tuple[int, int]]] = []
        self.headed = False
        self.inside = False
        self._put, self._length = put, length
        self._heads = 0  # cells of this row that are heads, but for empty ones
        self._head = False
        self._hanging: dict[int, int] = {}  # column → rows that a cell from above still covers
        self._start = self._across = self._down = 0

    def begin_row(self) -> None:
        """The cells that follow are of a new row."""
        if self.rows:
            self._put("\n")
        self.rows.append([])
        self._heads = 0

    def end_row(self) -> None:
        """Row 0 is a head if all its cells are that say something."""
        last = max((column for column, rows in self._hanging.items() if rows > 0), default=-1)
        while len(self.rows[-1]) <= last:
            self._leave_free()
        if len(self.rows) == 1:
            self.headed = self._heads > 0 and self._heads == sum(a < b for a, b in self.rows[0])

    def begin_cell(self, head: bool, across: int, down: int) -> None:
        """A cell begins, so many columns wide and rows high; `head`: it names others."""
        self._fill_from_above()
        self._separate()
        self._start = self._length()
        self.inside = True
        self._head = head
        self._across = min(max(across, 1), _MOST_COLUMNS)
        self._down = min(max(down, 1), 1000)

    def nothing_yet(self) -> bool:
        """Whether the cell being read is still empty."""
        return self._start == self._length()

    def end_cell(self) -> None:
        """The cell being read is over."""
        self.inside = False
        row, end = self.rows[-1], self._length()
        self._heads += self._head and self._start < end
        self._cover(len(row))
        row.append((self._start, end))
        for _ in range(self._across - 1):
            self._cover(len(row))
            self._empty()

    def _cover(self, column: int) -> None:
        if self._down > 1:
            self._hanging[column] = self._down - 1

    def _fill_from_above(self) -> None:
        while self._hanging.get(len(self.rows[-1]), 0) > 0:
            self._leave_free()

    def _leave_free(self) -> None:
        column = len(self.rows[-1])
        self._hanging[column] = self._hanging.get(column, 0) - 1
        self._empty()

    def _empty(self) -> None:
        self._separate()
        self.rows[-1].append((self._length(), self._length()))

    def _separate(self) -> None:
        if self.rows[-1]:
            self._put("\t")
