"""What the user marked and the library has not confirmed yet.

The screen shows a mark at once; the engine writes it a moment later and says Marked, or Trouble.
Answers come in the order of the questions, so a queue tells which one an answer belongs to. What
can be taken back, corrections too, is remembered here as the deed that does it. Nothing in here
reads or writes the library.
"""

from __future__ import annotations

from collections import deque

from msgspec import Struct
from msgspec.structs import replace

from tui.model import Filter, Headline, Note
from tui.store import Correction

UNDO_STEPS = 500


class Mark(Struct, frozen=True):
    """One marking: of `ids`, or of all that a filter shows. `undoing`: it takes one back."""

    ids: tuple[int, ...] = ()
    read: bool | None = None
    starred: bool | None = None
    chosen: Filter | None = None
    undoing: bool = False


class Tagging(Struct, frozen=True):
    """Tags given to articles and taken from them."""

    ids: tuple[int, ...]
    add: tuple[str, ...]
    drop: tuple[str, ...]


class Noting(Struct, frozen=True):
    """A note to be kept as it is here; `gone`: to be forgotten."""

    note: Note
    gone: bool = False


Deed = Mark | Tagging | Noting | tuple[Correction, ...]
"""What the user can do to the library and take back: marking articles, tagging them, writing notes,
correcting speakers."""


class Marks:
    """The marks under way, and those that can be taken back."""

    def __init__(self) -> None:
        self._waiting: deque[Mark] = deque()
        self._back: deque[Deed] = deque(maxlen=UNDO_STEPS)

    def ask(self, mark: Mark) -> None:
        """Remember a mark that the engine was asked to write."""
        self._waiting.append(mark)

    @property
    def settled(self) -> bool:
        """Whether the library knows all that the screen shows."""
        return not self._waiting

    def shown(self, headline: Headline) -> Headline:
        """The headline as the user marked it."""
        for mark in self._waiting:
            if headline.id in mark.ids:
                headline = changed(headline, mark)
        return headline

    def answered(self, ids: tuple[int, ...]) -> Mark | None:
        """The engine wrote the oldest mark; `ids` are those it changed. The mark it was."""
        if not self._waiting:
            return None
        mark = self._waiting.popleft()
        if ids and not mark.undoing:
            self._back.append(_opposite(replace(mark, ids=ids)))
        return mark

    def refused(self, ids: tuple[int, ...]) -> Mark | None:
        """The engine could not write the oldest mark, if it was this one."""
        if self._waiting and (self._waiting[0].ids == ids or self._waiting[0].chosen):
            return self._waiting.popleft()
        return None

    @property
    def can_take_back(self) -> int:
        """How many deeds can be taken back."""
        return len(self._back)

    def done(self, back: Deed) -> None:
        """Remember what takes something back that needs no answer."""
        self._back.append(back)

    def take_back(self) -> Deed | None:
        """What undoes the last deed."""
        return self._back.pop() if self._back else None


def _opposite(mark: Mark) -> Mark:
    read = None if mark.read is None else not mark.read
    starred = None if mark.starred is None else not mark.starred
    return Mark(mark.ids, read, starred, undoing=True)


def changed(headline: Headline, mark: Mark) -> Headline:
    """The headline after a mark."""
    return replace(
        headline,
        read=headline.read if mark.read is None else mark.read,
        starred=headline.starred if mark.starred is None else mark.starred,
    )
