"""A list of headlines in another order than the newest first: by feed, thread or length, oldest
first.

Such an order needs the whole list in memory; of a longer one than `MOST` only so much is shown.
Otherwise it is what a HeadlineWindow is. It reads and never writes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from tui.model import Filter, Headline
from tui.store import Reader
from tui.ui.headline_window import HeadlineWindow, place
from tui.ui.threads import threaded

Order = Literal["date", "oldest", "feed", "thread", "longest", "shortest"]
ORDERS: dict[Order, str] = {
    "date": "Newest first",
    "oldest": "Oldest first",
    "feed": "By feed",
    "thread": "Threads",
    "longest": "Longest first",
    "shortest": "Shortest first",
}


BEST = 200
"""Headlines of a search that are shown by how well they fit."""
MOST = 2000
"""Headlines of a list that are put in order."""


def as_order(name: str) -> Order:
    """The order of that name; newest first if there is none."""
    return next((order for order in ORDERS if order == name), "date")


class SortedWindow(HeadlineWindow):
    """At most MOST rows in an order of their own."""

    def __init__(
        self,
        reader: Reader,
        chosen: Filter,
        shown: Callable[[Headline], Headline],
        order: Order,
        title: Callable[[str], str],
    ) -> None:
        super().__init__(reader, chosen, shown)
        self._order = order
        self._title = title
        self._depths: dict[int, int] = {}

    def to_first(self) -> None:
        """Read the list; all of it is the window."""
        if self._order == "oldest":
            rows = self._reader.last_headlines(self.chosen, MOST)[::-1]
        else:
            rows = self._reader.headlines(self.chosen, limit=MOST)
        known = {row.id for row in rows}
        rows += [row for row in self._kept.values() if row.id not in known]
        self.first, self.rows = 0, [self._shown(row) for row in self._in_order(rows)]
        self.total = len(self.rows)

    def begin(self) -> None:
        """All of it is read at once."""
        self.to_first()

    def to_last(self) -> None:
        """The end is in the window."""
        self.to_first()

    def reload(self, anchor: Headline | None) -> None:
        """Read again; what the user changed stays in the list until it is left."""
        if anchor is not None:
            self._kept.setdefault(anchor.id, anchor)
        self.to_first()

    def reach(self, index: int) -> bool:
        """Every row is there."""
        return True

    def is_far(self, index: int) -> bool:
        """No row is far."""
        return False

    def depth(self, id_: int) -> int:
        """How deep in its thread."""
        return self._depths.get(id_, 0)

    def _in_order(self, rows: list[Headline]) -> list[Headline]:
        rows = sorted(rows, key=place, reverse=True)  # equal ones stay in the order of time
        if self._order == "feed":
            return sorted(rows, key=lambda row: self._title(row.feed).casefold())
        if self._order == "oldest":
            return rows[::-1]
        if self._order == "thread":
            threads = threaded(rows, self._reader.parents([row.id for row in rows]))
            self._depths = {row.id: depth for row, depth in threads}
            return [row for row, _ in threads]
        lengths = self._reader.lengths([row.id for row in rows])
        down = -1 if self._order == "longest" else 1
        return sorted(rows, key=lambda row: down * lengths.get(row.id, 0))


class BestWindow(SortedWindow):
    """What fits a search best, the best first."""

    def to_first(self) -> None:
        """Read the list; all of it is the window."""
        self.first = 0
        self.rows = [self._shown(row) for row in self._reader.headlines(self.chosen, limit=BEST)]
        self.total = len(self.rows)
