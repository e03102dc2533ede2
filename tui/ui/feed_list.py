"""The list of feeds: smart rows, folders that fold, feeds with their unread counts and state.

It shows what the Library says and tells by messages where the cursor is. It reads no database.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace
from textual import events
from textual.message import Message

from tui.errors import StoreError
from tui.model import Feed, Filter, Smart
from tui.query import EVERYTHING
from tui.text.safe import one_line
from tui.ui.drawing import Piece, between
from tui.ui.library import Library
from tui.ui.row_list import RowList
from tui.ui.signs import SIGNS

Kind = Literal["all", "unread", "today", "since", "starred", "smart", "gap", "folder", "feed"]


class Row(Struct, frozen=True):
    """One row: `key` is the feed's key or the folder's name; `feeds` are the keys it stands for.

    A feed may give itself another title at any time: it is asked for when the row is drawn."""

    kind: Kind
    key: str = ""
    title: str = ""
    feeds: tuple[str, ...] | None = None
    depth: int = 0


SMART = (
    Row("all", title="All"),
    Row("unread", title="Unread"),
    Row("today", title="Today"),
    Row("since", title="Since your last visit"),
    Row("starred", title="Starred"),
)


def rows(library: Library, folded: set[str]) -> list[Row]:
    """All rows in order; the feeds of folded folders are left out."""
    folders: dict[str, list[Feed]] = {}
    for feed in library.config.feeds:
        folders.setdefault(feed.folder, []).append(feed)
    smart: dict[str, list[Smart]] = {}
    for each in library.config.smart:
        smart.setdefault(each.folder, []).append(each)
        folders.setdefault(each.folder, [])
    loose = folders.pop("", [])
    found = [row for row in SMART if row.kind != "since" or library.last_visit]
    found += [_smart_row(each, 0) for each in smart.get("", ())]
    if loose or folders:
        found.append(Row("gap"))
    found += [_feed_row(feed, 0) for feed in loose]
    for name, feeds in folders.items():
        found += _folder_rows(name, feeds, name in folded, smart.get(name, ()))
    return found


def _folder_rows(
    name: str, feeds: list[Feed], folded: bool, smart: Sequence[Smart]
) -> Iterator[Row]:
    yield Row("folder", name, one_line(name), tuple(feed.key for feed in feeds))
    if not folded:
        yield from (_smart_row(each, 1) for each in smart)
        yield from (_feed_row(feed, 1) for feed in feeds)


def _smart_row(smart: Smart, depth: int) -> Row:
    return Row("smart", smart.key, one_line(smart.title or smart.text), depth=depth)


def _feed_row(feed: Feed, depth: int) -> Row:
    return Row("feed", feed.key, feeds=(feed.key,), depth=depth)


class FeedList(RowList):
    """Folders and feeds."""

    class Folded(Message):
        """A folder was opened or folded."""

    def __init__(self, library: Library, id: str) -> None:
        super().__init__(id)
        self._library = library
        self._folded: set[str] = set()
        self._config = library.config
        self._rows = rows(library, self._folded)
        self._frame = 0

    @property
    def row_count(self) -> int:
        return len(self._rows)

    @property
    def current(self) -> Row:
        """The row under the cursor, with its title."""
        row = self._rows[min(self.cursor, len(self._rows) - 1)]
        return replace(row, title=self._title(row))

    def _title(self, row: Row) -> str:
        return self._library.title(row.key) if row.kind == "feed" else row.title

    def count_smart(self) -> None:
        """Count what is unread in the smart feeds; it is shown when it is known."""
        self.run_worker(self._count_smart(), group="smart", exclusive=True)

    async def _count_smart(self) -> None:
        with contextlib.suppress(StoreError):  # given up; or else whoever reads next says it
            if await self._library.count_smart():
                self.refresh()

    def selectable(self, index: int) -> bool:
        return self._rows[index].kind != "gap"

    def reload(self) -> None:
        """Show what the library says now. Which rows there are, feeds.toml alone says."""
        if self._config is self._library.config:
            self.refresh()
        else:
            self._arrange()

    def _arrange(self) -> None:
        """Make the rows anew; the cursor stays on its row."""
        here = self.current
        self._config = self._library.config
        self._rows = rows(self._library, self._folded)
        self.cursor = self._position(here)
        self.resized()

    def choose(self, kind: Kind, key: str = "") -> None:
        """Put the cursor on a row, opening its folder if need be."""
        feed = self._library.feed(key) if kind == "feed" else None
        if feed and feed.folder in self._folded:
            self._folded.discard(feed.folder)
            self._rows = rows(self._library, self._folded)
            self.resized()
        self.go(self._position(Row(kind, key)))

    def _position(self, wanted: Row) -> int:
        same = ((n, row) for n, row in enumerate(self._rows) if row.kind == wanted.kind)
        found = next((n for n, row in same if row.key == wanted.key), None)
        return min(self.cursor, len(self._rows) - 1) if found is None else found

    def filter(self, row: Row, unread_only: bool) -> Filter:
        """What a row shows."""
        if row.kind == "unread":
            return Filter(unread=True)
        if row.kind == "starred":
            return Filter(starred=True, unread=unread_only)
        if row.kind == "smart":
            smart = next((s for s in self._library.config.smart if s.key == row.key), None)
            return Filter(query=smart.query if smart else EVERYTHING, unread=unread_only)
        if row.kind == "since":
            return Filter(arrived=self._library.last_visit, unread=unread_only)
        base = self._library.today_filter() if row.kind == "today" else Filter(feeds=row.feeds)
        return replace(base, unread=unread_only)

    def next_unread(self) -> Row | None:
        """The next feed, or folded folder, below that has unread articles; then from the top."""
        at = self.cursor + 1
        others = [*self._rows[at:], *self._rows[:at]]
        shut = self._folded
        rows = (r for r in others if r.kind == "feed" or (r.kind == "folder" and r.key in shut))
        return next((row for row in rows if self._library.unread(row.feeds) > 0), None)

    # Folders.

    def fold(self, folded: bool) -> bool:
        """Fold or open the folder under the cursor. False: there is nothing to fold or open."""
        row = self.current
        if row.kind != "folder" or (row.key in self._folded) == folded:
            return False
        self._folded ^= {row.key}
        self._arrange()
        return True

    def to_folder(self) -> bool:
        """Move from a feed to its folder. False: it is in none."""
        feed = self._library.feed(self.current.key)
        if self.current.kind != "feed" or feed is None or not feed.folder:
            return False
        self.choose("folder", feed.folder)
        return True

    def clicked(self, index: int, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        on_arrow = offset is not None and offset.x < 3
        self.go(index)
        if self.current.kind == "folder" and on_arrow:
            self.fold(self.current.key not in self._folded)
        else:
            self.post_message(self.Chosen(self))

    # Drawing.

    def spin(self, frame: int) -> None:
        """Show the next picture of the spinner on feeds that are being visited."""
        self._frame = frame
        first = self.scroll_offset.y // self.row_height
        for index, row in enumerate(self._rows[first : first + self.rows_in_view], first):
            if row.kind in ("feed", "folder") and self._visiting(row):
                self._refresh_row(index)

    def draw(self, index: int, line: int, width: int) -> list[Piece]:
        row = self._rows[index]
        if row.kind == "gap":
            return []
        number = self._number(row)
        title = (self._title(row), self._role(row, number))
        right = [(f" {number:,}" if number else "", "count"), self._state(row)]
        return between([*self._sign(row), title], right, width)

    def _role(self, row: Row, number: int) -> str:
        if row.kind == "folder":
            return "folder"
        return "" if number or row.kind != "feed" else "muted"

    def _sign(self, row: Row) -> list[Piece]:
        if row.kind == "folder":
            return [(f"{SIGNS.folded if row.key in self._folded else SIGNS.open} ", "muted")]
        smart = {"all": SIGNS.all, "unread": SIGNS.unread, "today": SIGNS.today}
        smart["since"] = SIGNS.since
        if row.kind == "starred":
            return [(f"{SIGNS.starred} ", "star")]
        if row.kind in smart:
            return [(f"{smart[row.kind]} ", "accent" if row.kind == "unread" else "muted")]
        if row.kind == "smart":
            return [("  " * row.depth, ""), (f"{SIGNS.smart} ", "accent")]
        return [("  " * row.depth, "")]

    def _number(self, row: Row) -> int:
        library = self._library
        if row.kind == "all":
            return library.total()
        if row.kind == "smart":
            return library.smart_counts.get(row.key, 0)
        if row.kind == "today":
            return library.today
        if row.kind == "since":
            return library.since_visit
        if row.kind == "starred":
            return library.starred
        return max(0, library.unread(row.feeds))

    def _visiting(self, row: Row) -> bool:
        return any(key in self._library.visiting for key in row.feeds or ())

    def _state(self, row: Row) -> Piece:
        """Two cells: is it being visited, did it just work, did it fail the last time."""
        if row.kind not in ("feed", "folder"):
            return ("  ", "")
        if self._visiting(row):
            return (f" {SIGNS.spinner[self._frame % len(SIGNS.spinner)]}", "accent")
        folded = row.kind == "feed" or row.key in self._folded
        if folded and any(self._failed(key) for key in row.feeds or ()):
            return (f" {SIGNS.bad}", "warn")
        if row.kind == "feed" and row.key in self._library.fresh:
            return (f" {SIGNS.good}", "good")
        return ("  ", "")

    def _failed(self, key: str) -> bool:
        state = self._library.states.get(key)
        return bool(state and state.error)
