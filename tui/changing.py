"""What the user changes in the library: written as it is asked for, and told.

Lives on the engine's thread, which holds the only write connection. Each change is one event, or
Trouble; nothing in here waits, fetches or draws.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from tui.errors import StoreError
from tui.events import Annotated, Event, Marked, Noted, Tagged, Trouble
from tui.model import Filter, Note, Stretch

if TYPE_CHECKING:
    from tui.moving import Plan
    from tui.store import Correction
    from tui.sync import Desk


class Changing(Struct):
    """Writes to the library of `desk()`, if it is open, and tells it at `post`."""

    desk: Callable[[], Desk | None]
    post: Callable[[Event], None]

    def mark(self, ids: tuple[int, ...], read: bool | None, starred: bool | None) -> None:
        """Change the status of articles."""

        def mark(desk: Desk) -> Event:
            return Marked(desk.writer.mark(ids, read=read, starred=starred), read, starred)

        self._write(mark, ids)

    def mark_all(self, chosen: Filter, read: bool, part: Stretch | None) -> None:
        """Mark all that a filter shows, or a part of it."""
        self._write(lambda desk: Marked(desk.writer.mark_all(chosen, read=read, part=part), read))

    def correct(self, corrections: Sequence[Correction]) -> None:
        """Keep whose quotes are according to the user."""
        ids = tuple(dict.fromkeys(correction.article for correction in corrections))

        def correct(desk: Desk) -> Event:
            desk.writer.correct(corrections, desk.clock())
            return Annotated(ids)

        self._write(correct)

    def tag(self, ids: tuple[int, ...], add: tuple[str, ...], drop: tuple[str, ...]) -> None:
        """Give articles tags and take some from them."""
        self._write(lambda desk: Tagged(desk.writer.tag(ids, add=add, drop=drop)))

    def write_note(self, note: Note) -> None:
        """Keep a note."""

        def write(desk: Desk) -> Event:
            desk.writer.write_note(note)
            return Noted(note.article)

        self._write(write)

    def drop_note(self, note: Note) -> None:
        """Forget a note."""

        def drop(desk: Desk) -> Event:
            desk.writer.drop_note(note.number)
            return Noted(note.article)

        self._write(drop)

    def move_in(self, decided: Plan, commands: bool) -> None:
        """Move feeds and articles in."""
        from tui.errands import move_in  # httpx comes with it

        self._write(lambda desk: move_in(desk, decided, commands))

    def keep(self, change: Callable[[Desk], None]) -> None:
        """Write what nobody waits for: nothing is told. Raises StoreError."""
        desk = self.desk()
        if desk is not None:
            change(desk)

    def _write(self, change: Callable[[Desk], Event], ids: tuple[int, ...] = ()) -> None:
        """Do what the user asked for and say so; `ids` are the articles that it is about."""
        desk = self.desk()
        if desk is None:
            self.post(Trouble("The library is not open; nothing was changed.", ids))
            return
        try:
            event = change(desk)
        except StoreError as error:
            self.post(Trouble(str(error), ids))
        else:
            self.post(event)
