"""The headlines of one list, of which only a window is in memory.

A million rows cost no more than a few pages: the window follows the cursor by keyset paging over
`Reader.headlines`. Rows that the user changed stay in the list until it is left, even when they no
longer belong ("unread" that was just read). It reads and never writes, and knows no widgets.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from msgspec.structs import replace

from tui.model import Filter, Headline
from tui.query import EVERYTHING
from tui.store import Reader

PAGE = 200
MOST = 2000
"""Rows kept in memory."""
STEPS = 5
"""Pages read at most for one far jump, so that the screen never waits for long."""


def place(headline: Headline) -> tuple[datetime, int]:
    """What lists are ordered by, newest first."""
    return headline.at, headline.id


class HeadlineWindow:
    """Rows `first` to `first + len(rows)` of a list of `total`."""

    def __init__(
        self, reader: Reader, chosen: Filter, shown: Callable[[Headline], Headline]
    ) -> None:
        self.chosen = chosen
        self.rows: list[Headline] = []
        self.first = 0
        self.total = 0
        self.counted = True
        """Whether `total` is what there is, not only what was read of it."""
        self._reader = reader
        self._shown = shown
        self._kept: dict[int, Headline] = {}
        self._at_end = False

    def read_with(self, reader: Reader) -> None:
        """Read with another Reader from now on: that of the thread that shows the list."""
        self._reader = reader

    def row(self, index: int) -> Headline | None:
        """The headline of a row; None while it is not in the window."""
        at = index - self.first
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def depth(self, id_: int) -> int:
        """How deep an article stands in its thread; 0 where there are none."""
        return 0

    def index(self, id_: int) -> int | None:
        """The row of an article, if it is in the window."""
        at = next((n for n, row in enumerate(self.rows) if row.id == id_), None)
        return None if at is None else self.first + at

    def to_first(self) -> None:
        """Put the window on the beginning of the list."""
        self.begin()
        if not self.counted:
            self.count(self._reader.count(self.chosen))

    def begin(self) -> None:
        """Put the window on the beginning of the list, and leave it to `count` how long that is:
        what a search found can be shown long before it is counted."""
        page = self._reader.headlines(self.chosen, limit=PAGE)
        self.first, self.rows = 0, self._with_kept(page, None, self._end(page))
        self.total, self.counted = len(self.rows), len(page) < PAGE

    def count(self, found: int) -> None:
        """The library counts so many rows in the list."""
        self.total, self.counted = max(found + self._strays(), len(self.rows)), True

    def to_last(self) -> None:
        """Put the window on the end of the list."""
        page = self._reader.last_headlines(self.chosen, PAGE)
        self.rows = self._with_kept(page, page[0] if len(page) == PAGE else None, None)
        self.counted = True
        self.total = len(self.rows) if len(page) < PAGE else self._count()
        self.first = self.total - len(self.rows)

    def reload(self, anchor: Headline | None) -> None:
        """Read again around a row, which stays in the list."""
        fresh = self._reader.headline(anchor.id) if anchor else None
        self.counted = True
        if anchor is None or fresh is None:
            return self.to_first()
        if place(fresh) != place(anchor) or not self._belongs(fresh):
            self._kept.setdefault(fresh.id, fresh)
        above = self._read_around(fresh)
        self.total = max(self._count(), len(self.rows))
        self.first = self._rank(above[0]) if len(above) == PAGE else 0
        if self._at_end:
            self.total = self.first + len(self.rows)
        return None

    def _read_around(self, row: Headline) -> list[Headline]:
        """Read a page above a row, which are answered, the row itself, and a page below it."""
        above = self._reader.headlines(self.chosen, limit=PAGE, before=row)
        below = self._reader.headlines(self.chosen, limit=PAGE, after=row)
        top = above[0] if len(above) == PAGE else None
        self.rows = self._with_kept([*above, row, *below], top, self._end(below))
        self._at_end = len(below) < PAGE
        return above

    def reach(self, index: int) -> bool:
        """Read a row that is far away, or page towards it (searches can only be walked through).

        False: it is still further; ask again a moment later.
        """
        if self.is_far(index) and self.chosen.query == EVERYTHING:
            self._jump(index)
        for _ in range(STEPS):
            if index < self.first and self.rows:
                self._page_up()
            elif index >= self.first + len(self.rows) and index < self.total:
                self._page_down()
            else:
                return True
        return False

    def is_far(self, index: int) -> bool:
        """Whether there are many pages between a row and the window."""
        return max(self.first - index, index - self.first - len(self.rows)) > STEPS * PAGE

    def _jump(self, index: int) -> None:
        """Put the window around a far row."""
        row = self._reader.headline_at(self.chosen, min(index, self.total - 1))
        if row is not None:
            above = self._read_around(row)
            self.first = index - len(above) if len(above) == PAGE else 0
            self.total = max(self.total, self.first + len(self.rows))

    def update(self, id_: int, change: Callable[[Headline], Headline]) -> Headline | None:
        """Change a row as the user sees it; it stays here until the list is left."""
        index = self.index(id_)
        if index is None:
            return None
        row = self.rows[index - self.first] = change(self.rows[index - self.first])
        self._kept[id_] = row
        return row

    def _page_up(self) -> None:
        page = self._reader.headlines(self.chosen, limit=PAGE, before=self.rows[0])
        top = page[0] if len(page) == PAGE else None
        fresh = self._with_kept(page, top, self.rows[0])
        self.rows = fresh + self.rows
        self.first = max(0, self.first - len(fresh))
        if len(page) < PAGE:  # the true beginning: what was counted before was a little off
            self.total -= self.first
            self.first = 0
        del self.rows[MOST:]

    def _page_down(self) -> None:
        last = self.rows[-1] if self.rows else None
        page = self._reader.headlines(self.chosen, limit=PAGE, after=last)
        self.rows += self._with_kept(page, last, self._end(page))
        if len(page) < PAGE:
            self.total = self.first + len(self.rows)
        surplus = max(0, len(self.rows) - MOST)
        del self.rows[:surplus]
        self.first += surplus

    def _end(self, page: list[Headline]) -> Headline | None:
        return page[-1] if len(page) == PAGE else None

    def _with_kept(
        self, page: list[Headline], above: Headline | None, below: Headline | None
    ) -> list[Headline]:
        """The page and, in their places, the kept rows that lie between two headlines."""
        rows = {row.id: self._shown(row) for row in page}
        for row in self._kept.values():
            under = above is None or place(row) < place(above)
            over = below is None or place(row) > place(below)
            if under and over and row.id not in rows:
                rows[row.id] = self._shown(row)
        return sorted(rows.values(), key=place, reverse=True)

    def _count(self) -> int:
        return self._reader.count(self.chosen) + self._strays()

    def _strays(self) -> int:
        """How many kept rows the library no longer counts as part of this list."""
        if not self._kept:
            return 0
        stored = [id_ for id_ in self._kept if self._reader.headline(id_)]
        return len(stored) - len(self._reader.fitting(self.chosen, stored))

    def _belongs(self, row: Headline) -> bool:
        return row.id in self._reader.fitting(self.chosen, [row.id])

    def _rank(self, row: Headline) -> int:
        """About how many rows lie above this one (those of the same moment may be missed)."""
        since = max(row.at, self.chosen.since) if self.chosen.since else row.at
        return max(0, self._reader.count(replace(self.chosen, since=since)) - 1)
