"""The list of headlines: the news of the chosen row.

Wide enough, a headline is one line of columns; in a narrow pane it has two lines (and air where
there is room), so that its title can be read. Only what is on the screen is drawn, only what is
near it is in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from functools import lru_cache, partial

from msgspec.structs import replace
from textual.timer import Timer

from tui.model import Headline, Stretch
from tui.query import Term
from tui.text.finding import hits
from tui.text.safe import one_line
from tui.text.wording import age, day
from tui.ui.drawing import Piece, between, clip, first_line, fold, pad
from tui.ui.headline_window import HeadlineWindow
from tui.ui.library import Library
from tui.ui.row_list import RowList
from tui.ui.signs import SIGNS
from tui.ui.sorted_window import SortedWindow

COLUMNS_FROM = 64
"""From this width on, a headline is one line of columns."""
AIRY_FROM = 24
"""From this height on, there is an empty line between headlines of two lines."""

REST_S = 0.04
"""How long the scroll bar rests on far rows before they are read."""

DEEPEST = 4
"""Replies to replies are indented, up to so many steps."""

GROUPED = "grouped"
"""What remembers between runs whether headlines are grouped."""

AGE = 8
"""Cells of an age in a narrow pane, with one before it and one after it."""

clean = lru_cache(4096)(one_line)


class HeadlineList(RowList):
    """Headlines over a HeadlineWindow."""

    lit_lines = 2

    def __init__(self, library: Library, id: str) -> None:
        super().__init__(id)
        self._library = library
        self._window: HeadlineWindow | None = None
        self._message: Sequence[Piece] = ()
        self._one_feed = False
        self._pointed: Headline | None = None
        self._range_begin: Headline | None = None
        self._resting: Timer | None = None
        self.terms: tuple[Term, ...] = ()
        """What was searched for: it is marked in the headlines."""
        self.grouped = bool(library.reader.recall(GROUPED))
        """Whether the headlines of each day stand under a heading."""

    # What is shown.

    @property
    def window(self) -> HeadlineWindow | None:
        """The list that is shown."""
        return self._window

    @property
    def row_count(self) -> int:
        return self._window.total if self._window else 0

    @property
    def current(self) -> Headline | None:
        """The headline under the cursor, even when the wheel took the window far from it."""
        row = self._window.row(self.cursor) if self._window else None
        self._pointed = row or self._pointed
        return self._pointed if self.row_count else None

    def show(self, window: HeadlineWindow, cursor: int = 0) -> None:
        """Show another list, with the cursor on a row."""
        self._window = window
        self._pointed = self._range_begin = None
        feeds = window.chosen.feeds
        self._one_feed = feeds is not None and len(feeds) == 1
        self.cursor = max(0, min(cursor, window.total - 1))
        self.resized()
        self.scroll_to(y=0, animate=False, force=True)
        self.show_cursor()
        self.post_message(self.Moved(self))

    def explain(self, message: Sequence[Piece]) -> None:
        """What to say where there are no headlines, line by line."""
        self._message = message
        if not self.row_count:
            self.refresh()

    def first_unread(self) -> int:
        """The first row that is unread, or the first."""
        rows = self._window.rows if self._window else []
        return next((n for n, row in enumerate(rows) if not row.read), 0)

    def reload(self) -> None:
        """Read the list again; the article under the cursor stays where it is on the screen."""
        if self._window is None:
            return
        before, y = self.current, self.cursor * self.row_height - self.scroll_offset.y
        self._window.reload(before)
        index = self._window.index(before.id) if before else None
        self.cursor = max(0, min(self.cursor, self.row_count - 1)) if index is None else index
        self.resized()
        self._scroll_to_line(max(0, self.cursor * self.row_height - y))
        after = self.current
        if (before and before.id) != (after and after.id):
            self.post_message(self.Moved(self))

    def update_some(self, ids: Set[int], change: Callable[[Headline], Headline]) -> None:
        """Change headlines in place, as far as they are in memory."""
        for row in list(self._window.rows) if self._window else ():
            if row.id in ids and self._window:
                self._window.update(row.id, change)
        self.refresh()

    def update_read(self, part: Stretch | None = None) -> None:
        """Show all headlines, or a part of the list, as read."""
        rows = self._window.rows if self._window else []
        ids = {row.id for row in rows if part is None or part.holds((row.at, row.id))}
        self.update_some(ids, lambda row: replace(row, read=True))

    # A range.

    @property
    def range_begin(self) -> Headline | None:
        """Where a range of headlines began; None: there is none."""
        return self._range_begin

    def set_range_begin(self, headline: Headline | None) -> None:
        """Begin a range, or end it."""
        self._range_begin = headline
        self.refresh()

    def between(self, first: Headline, end: Headline) -> list[Headline]:
        """The headlines from one to before another that stands below it, if both are in memory."""
        window = self._window
        start, stop = (window.index(row.id) for row in (first, end)) if window else (None, None)
        if window is None or start is None or stop is None:
            return []
        return [row for row in map(window.row, range(start, stop)) if row]

    @property
    def rows(self) -> list[Headline]:
        """The headlines that are in memory."""
        return list(self._window.rows) if self._window else []

    @property
    def ordered(self) -> bool:
        """Whether the list has an order of its own instead of that of time."""
        return isinstance(self._window, SortedWindow)

    def unread_rows(self) -> list[Headline] | None:
        """Those that are unread, in a list with an order of its own; None where time orders it."""
        if not self.ordered:
            return None
        return [row for row in self.rows if not row.read]

    def chosen_rows(self) -> list[Headline]:
        """The headlines of the range that was begun; none if there is no range."""
        first = self._window.first if self._window else 0
        return [row for n, row in enumerate(self.rows, first) if self._in_range(n)]

    def _in_range(self, index: int) -> bool:
        at = (
            self._window.index(self._range_begin.id) if self._window and self._range_begin else None
        )
        return at is not None and min(at, self.cursor) <= index <= max(at, self.cursor)

    # The cursor.

    def go(self, index: int, direction: int = 1) -> None:
        if self._window is None or not self.row_count:
            return
        if self._range_begin:
            self.refresh()
        index = max(0, min(index, self.row_count - 1))
        super().go(self._reach(index), direction)

    def go_first(self) -> None:
        """Put the cursor on the first row, however far it is."""
        if self._window:
            self._window.to_first()
            self._jumped(0)

    def go_last(self) -> None:
        """Put the cursor on the last row, however far it is."""
        if self._window:
            self._window.to_last()
            self._jumped(self.row_count - 1)

    def go_to(self, headline: Headline) -> None:
        """Put the cursor on this article, reading the list around it if it is far."""
        if self._window is None:
            return
        if (near := self._window.index(headline.id)) is not None:
            self.go(near)
            return
        self._window.reload(headline)
        index = self._window.index(headline.id)
        if index is not None:
            self._jumped(index)

    def _jumped(self, index: int) -> None:
        old = self.cursor
        self.cursor = index
        self.resized()
        self.show_cursor()
        if old != index:
            self.post_message(self.Moved(self))

    def _reach(self, index: int) -> int:
        """Have a row read; the row it is now, or the nearest that could be read at once."""
        window = self._window
        assert window is not None
        here, total = self.current, window.total
        window.reach(index)
        shift = 0
        if here and (now := window.index(here.id)) is not None and now != self.cursor:
            shift, self.cursor = now - self.cursor, now
        if shift or total != window.total:
            self.resized()
            self._scroll_to_line(max(0, self.scroll_offset.y + shift * self.row_height))
        last = window.first + len(window.rows) - 1
        return max(window.first, min(index + shift, last))

    # Drawing.

    def on_resize(self) -> None:
        region = self.scrollable_content_region
        self.lead_lines = int(self.grouped)
        height = self._height(region.width, region.height) + self.lead_lines
        top = self.scroll_offset.y // self.row_height
        changed, self.row_height = height != self.row_height, height
        self.resized()
        if changed:
            self._scroll_to_line(top * height)
        self.show_cursor()

    def stays(self, index: int) -> bool:
        # One that is not read yet asks to be read, each time it is drawn.
        return self._window is not None and self._window.row(index) is not None

    def draw(self, index: int, line: int, width: int) -> list[Piece]:
        row = self._window.row(index) if self._window else None
        if row is None:
            self._want(index)
            return [("  …", "muted")] if line == 0 else []
        pieces = self._row(index, row, line, width)
        return list(_with_hits(pieces, self.terms)) if self.terms else pieces

    def _row(self, index: int, row: Headline, line: int, width: int) -> list[Piece]:
        if self.grouped and line == 0:
            return self._heading(index, row, width)
        line -= self.lead_lines
        if self.row_height - self.lead_lines > 1:
            return self._lines(row, line, width)
        return self._columns(row, width) if width >= COLUMNS_FROM - 1 else self._line(row, width)

    def _height(self, width: int, height: int) -> int:
        """Lines of a headline: as the settings say, or as there is room."""
        density = self._library.config.settings.density
        if density != "auto":
            return {"compact": 1, "normal": 2, "airy": 3}[density]
        return 1 if width >= COLUMNS_FROM else 3 if height >= AIRY_FROM else 2

    def _heading(self, index: int, row: Headline, width: int) -> list[Piece]:
        """The day, above the first headline of each; what has no date stands among the others."""
        if not row.dated:
            return []
        above = self._dated_above(index)
        if above and self._day(above) == self._day(row):
            return []
        said = f"{self._day(row)} "
        return [(said, "accent"), (SIGNS.line * max(0, width - len(said) - 1), "muted")]

    def _dated_above(self, index: int) -> Headline | None:
        """The nearest headline above that has a date, of those that have been read."""
        while above := self._window.row(index - 1) if self._window else None:
            if above.dated:
                return above
            index -= 1
        return None

    def _day(self, row: Headline) -> str:
        return day(row.at, self._library.now())

    def _age(self, row: Headline) -> str:
        return age(row.at, self._library.now()) if row.dated else ""

    def _line(self, row: Headline, width: int) -> list[Piece]:
        """Title and age in one line of a narrow pane."""
        title = (self._title(row), "muted" if row.read else "unread")
        return between([self._marker(row), title], self._when(row), width)

    def _want(self, index: int) -> None:
        """A row came into view that is not read: if it is far, wait where the dragging ends."""
        if self._resting is not None:
            self._resting.stop()
        if self._window and self._window.is_far(index):
            self._resting = self.set_timer(REST_S, partial(self._load, index))
        else:
            self.call_later(self._load, index)

    def _load(self, index: int) -> None:
        """Read a row that came into view, page by page, while the screen stays alive."""
        if self._window and index < self.row_count and self._window.row(index) is None:
            self._reach(index)
            self.refresh()

    def _marker(self, row: Headline) -> Piece:
        at = self._window.index(row.id) if self._range_begin and self._window else None
        if at is not None and self._in_range(at):
            return (f"{SIGNS.range} ", "accent")
        return (f"{SIGNS.unread} ", "mark") if not row.read else ("  ", "")

    def _star(self, row: Headline) -> list[Piece]:
        return [(f" {SIGNS.starred}", "star")] if row.starred else []

    def _when(self, row: Headline) -> list[Piece]:
        """Star and age, at the right edge of a narrow pane."""
        return [*self._star(row), (f"{self._age(row):>{AGE - 1}} ", "muted")]

    def _title(self, row: Headline) -> str:
        title = clean(row.title) or clean(row.link) or "(no title)"
        depth = self._window.depth(row.id) if self._window else 0
        return f"{'  ' * (min(depth, DEEPEST) - 1)}{SIGNS.reply} {title}" if depth else title

    def _origin(self, row: Headline) -> str:
        return clean(row.author) if self._one_feed else clean(self._library.title(row.feed))

    def _columns(self, row: Headline, width: int) -> list[Piece]:
        feed = max(10, min(20, width // 5))
        left = [
            self._marker(row),
            (f"{self._age(row):>6}  ", "muted"),
            (f"{pad(self._origin(row), feed)}  ", "muted"),
            (self._title(row), "muted" if row.read else "unread"),
        ]
        return between(left, [*self._star(row), (" ", "")], width)

    def _lines(self, row: Headline, line: int, width: int) -> list[Piece]:
        """Title and age; the rest of the title and the feed; where there is room, air."""
        role = "muted" if row.read else "unread"
        head, rest = first_line(self._title(row), width - 2 - AGE - 2)
        if line == 0:
            return between([self._marker(row), (head, role)], self._when(row), width)
        if line > 1:
            return []
        origin = clip(self._origin(row), width // 2 if not rest else width // 3)
        return between([("  ", ""), (rest, role)], [(f"  {origin} ", "muted")], width)

    def draw_empty(self, line: int, width: int) -> list[Piece]:
        height = self.scrollable_content_region.height
        lines = [
            (folded, role)
            for text, role in self._message
            for folded in (fold(text, max(10, width - 6), 9) if text else [""])
        ]
        at = line - max(1, height // 3 - len(lines) // 2)
        if not 0 <= at < len(lines):
            return []
        text, role = lines[at]
        indent = max(0, (width - len(text)) // 2)
        return [(" " * indent, ""), (text, role)]


def _with_hits(pieces: Sequence[Piece], terms: Sequence[Term]) -> Iterator[Piece]:
    """The pieces, cut where something was found in them."""
    for text, role in pieces:
        at = 0
        for start, end in hits(terms, text) if role in ("unread", "muted") else ():
            yield text[at:start], role
            yield text[start:end], "hit"
            at = end
        yield text[at:], role
