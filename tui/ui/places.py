"""Where the user is: how far each article was read, and which one was left in the middle.

Kept in the library, also for the next run. One command, named after its id, like `deeds`.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from tui.errors import StoreError
from tui.model import Headline
from tui.text.safe import one_line
from tui.ui.drawing import clip
from tui.ui.page import in_marks

if TYPE_CHECKING:
    from tui.ui.reader_screen import ReaderScreen

LEFT = "left"
"""What the article that was left in the middle is remembered as."""
LONGEST_TITLE = 60


class Places:
    """Keeping places, and going on there."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    def keep(self) -> None:
        """Remember how far the article shown was read; what was read to its end begins anew."""
        screen = self._screen
        if screen.page:
            place = 0 if self._read_to_end else screen.article.place
            screen.library.keep_place(screen.page.article.id, place)

    @property
    def _read_to_end(self) -> bool:
        """The end is in view, and not only because all but the voices is folded away."""
        return self._screen.article.at_end and not self._screen.folded

    def leave(self) -> None:
        """The program ends: remember where we are, and when it was.

        A library that cannot be read any more must not keep the program from ending.
        """
        screen = self._screen
        with contextlib.suppress(StoreError):
            self.keep()
        inside = screen.pane in ("article", "findings") and not self._read_to_end
        left = str(screen.page.article.id) if screen.page and inside else ""
        screen.library.engine.remember(LEFT, left)
        screen.library.visited()

    def left(self) -> Headline | None:
        """The article that was open, and not read to its end, when the program ended."""
        library = self._screen.library
        id_ = library.reader.recall(LEFT)
        headline = library.reader.headline(int(id_)) if id_.isdecimal() else None
        return headline if headline and library.feed(headline.feed) else None

    def welcome(self) -> None:
        """Say how to go on where the program was left: the list begins with what is new."""
        if headline := self.left():
            title = in_marks(clip(one_line(headline.title), LONGEST_TITLE))
            self._screen.say(f"{self._key} goes on with {title}.")

    @property
    def _key(self) -> str:
        keys = self._screen.keys
        return keys.shown("resume", 1) or f"{keys.shown('palette', 1)} resume"

    def resume(self) -> None:
        """Open that article among those of its feed, where it was left."""
        screen, headline = self._screen, self.left()
        if headline is not None:
            screen.go_to_feed(headline.feed)
            screen.sidebar.headlines.go_to(headline)
            screen.open_article(headline)
