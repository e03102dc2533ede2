"""The table of feeds and how they do, as rows that are drawn; and the line of its heads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.cells import cell_len

from tui.health import Health
from tui.text.safe import one_line
from tui.text.wording import age
from tui.ui.drawing import Piece, clip, pad
from tui.ui.row_list import RowList
from tui.ui.signs import SIGNS
from tui.ui.status_line import OneLine

NUMBERS: tuple[tuple[str, str, int], ...] = (
    ("week", "a week", 9),
    ("read", "read", 7),
    ("success", "success", 10),
    ("newest", "newest", 9),
    ("text", "full text", 11),
)
"""Columns of fixed width: what sorts by them, their head, their cells."""
SIGN = 3
WIDE = 100
"""From so many cells on there is room for the folder, and for the note beside the numbers."""
NARROW = 56
"""Below so many cells there is room for a feed's name and two of the numbers."""


def numbers(width: int) -> tuple[tuple[str, str, int], ...]:
    """The columns of fixed width that a row of `width` has room for."""
    if width < NARROW:
        return tuple(each for each in NUMBERS if each[0] in ("week", "success"))
    return NUMBERS if width >= WIDE else NUMBERS[:-1]


def layout(width: int) -> tuple[int, int, int]:
    """Cells of title, folder and note in a row of `width`."""
    room = width - SIGN - sum(cells for _, _, cells in numbers(width)) - 2
    if width < WIDE:
        note = max(0, room - 30)
        return room - note, 0, note
    title, folder = min(32, room // 3), min(18, room // 5)
    return title, folder, room - title - folder


class HealthHead(OneLine):
    """The names of the columns; the one that sorts is marked."""

    def __init__(self) -> None:
        super().__init__(id="health-head")
        self._column = ""

    def show(self, column: str) -> None:
        """Say by which column the rows are sorted."""
        self._column = column
        self.refresh()

    def pieces(self, width: int) -> list[Piece]:
        title, folder, note = layout(width - 1)
        named = [("title", "feed", title), ("folder", "folder", folder)]
        pieces = [(" " * (SIGN + 1), "")]
        pieces += [self._piece(*each) for each in named if each[2]]
        pieces += [
            self._piece(id_, head.rjust(cells - 1), cells)
            for id_, head, cells in numbers(width - 1)
        ]
        return [*pieces, *([self._piece("trouble", "  note", note + 2)] if note else [])]

    def _piece(self, column: str, head: str, cells: int) -> Piece:
        chosen = column == self._column
        return (
            pad(f"{head}{SIGNS.open if chosen else ''}", cells),
            "strong" if chosen else "muted",
        )


class HealthList(RowList):
    """One feed a row."""

    def __init__(self) -> None:
        super().__init__(id="health-list")
        self._rows: Sequence[Health] = ()
        self._now: datetime | None = None

    @property
    def row_count(self) -> int:
        return len(self._rows)

    @property
    def current(self) -> Health | None:
        """The row under the cursor."""
        return self._rows[min(self.cursor, len(self._rows) - 1)] if self._rows else None

    def show(self, rows: Sequence[Health], now: datetime) -> None:
        """Show these rows; the cursor stays on its feed if it is among them."""
        here = self.current
        self._rows, self._now = rows, now
        keys = [row.feed.key for row in rows]
        if here and here.feed.key in keys:
            self.cursor = keys.index(here.feed.key)
        self.cursor = max(0, min(self.cursor, len(rows) - 1))
        self.resized()
        self.show_cursor()

    def draw(self, index: int, line: int, width: int) -> list[Piece]:
        row = self._rows[index]
        title, folder, note = layout(width)
        faint = "muted" if row.feed.paused or row.dead else ""
        pieces = [self._sign(row), (pad(one_line(row.title), title - 1) + " ", faint)]
        if folder:
            pieces.append((pad(one_line(row.feed.folder), folder - 1) + " ", "muted"))
        told = self._told(row)
        pieces += [
            (pad(told[id_].rjust(cells - 1), cells), "count") for id_, _, cells in numbers(width)
        ]
        return [*pieces, ("  " + clip(one_line(row.note), note), "warn" if row.error else "muted")]

    def _sign(self, row: Health) -> Piece:
        if row.error:
            return (f" {SIGNS.bad} ", "warn")
        if row.feed.paused:
            return (f" {SIGNS.dot} ", "muted")
        return (f" {SIGNS.good} ", "good") if row.succeeded_at and not row.dead else ("   ", "")

    def _told(self, row: Health) -> dict[str, str]:
        now = self._now
        assert now is not None
        return {
            "week": f"{row.a_week:.0f}" if row.a_week >= 10 else f"{row.a_week:.1f}",
            "read": "" if row.read is None else f"{row.read:.0%}",
            "success": age(row.succeeded_at, now) if row.succeeded_at else "never",
            "newest": age(row.newest, now) if row.newest else "",
            "text": "" if row.full_text is None else f"{row.full_text:.0%}",
        }

    def draw_empty(self, line: int, width: int) -> list[Piece]:
        return [("  No feeds yet.", "muted")] if line == 1 else []


class HealthNote(OneLine):
    """What there is to say of the feed under the cursor, in full."""

    def __init__(self) -> None:
        super().__init__(id="health-note")
        self._text: tuple[str, str] = ("", "")

    def show(self, text: str, role: str) -> None:
        """Say this."""
        self._text = (one_line(text), role)
        self.refresh()

    def pieces(self, width: int) -> list[Piece]:
        text, role = self._text
        room = max(0, width - 2)
        return [("  ", ""), (clip(text, room) if cell_len(text) > room else text, role)]
