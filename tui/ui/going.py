"""The commands that go from article to article and from list to list, and say in which order.

One method for each row of `commands.COMMANDS`, named after its id, like `deeds`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.model import Headline
from tui.ui.headline_list import GROUPED
from tui.ui.sorted_window import ORDERS, Order

if TYPE_CHECKING:
    from tui.ui.reader_screen import ReaderScreen

PAGE = 0.9
"""How much of a page "read on" moves, so that the last lines stay in sight."""


class Going:
    """Opening articles, and going on to the next ones."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    def open(self) -> None:
        screen = self._screen
        if screen.pane == "feeds":
            screen.sidebar.end_search()
            screen.go_to_pane("headlines")
        elif screen.pane == "headlines" and screen.sidebar.headlines.current:
            screen.open_article(screen.sidebar.headlines.current)

    def go(self) -> None:
        passage = self._screen.findings.current
        if passage:
            self._screen.article.go_to(*passage)
            self._screen.go_to_pane("article")

    def read_on(self) -> None:
        screen = self._screen
        in_lists, current = screen.pane in ("feeds", "headlines"), screen.sidebar.headlines.current
        if in_lists and current:
            screen.open_article(current)
        elif in_lists or screen.article.at_end:
            self._to_unread(1, onward=True)
        else:
            screen.article.scroll_pages(PAGE)

    def next_unread(self) -> None:
        self._to_unread(1)

    def previous_unread(self) -> None:
        self._to_unread(-1)

    def _to_unread(self, step: int, *, onward: bool = False) -> None:
        """To the next unread of the list; `onward`: or else to that of the next list with some."""
        screen = self._screen
        headlines = screen.sidebar.headlines
        found = self._unread(headlines.current, step)
        if found is None:
            found = self._unread(None, step)
            if found:
                screen.say("From the beginning again." if step > 0 else "From the end again.")
        if found is None and onward and screen.sidebar.to_next_unread():
            found = self._unread(None, 1)
            screen.say(f"On to {screen.sidebar.row.title}.")
        if found is None:
            screen.say("All read here.")
            return
        headlines.go_to(found)
        if screen.pane in ("article", "findings"):
            screen.open_article(headlines.current or found)

    def _unread(self, origin: Headline | None, step: int) -> Headline | None:
        screen = self._screen
        sorted_rows = screen.sidebar.headlines.unread_rows()
        if sorted_rows is None:
            return screen.library.next_unread(screen.sidebar.filter, origin, step)
        rows = sorted_rows[::step]
        ids = [row.id for row in screen.sidebar.headlines.rows[::step]]
        start = ids.index(origin.id) if origin and origin.id in ids else -1
        return next((row for row in rows if ids.index(row.id) > start), None)

    def next_article(self) -> None:
        self._step_article(1)

    def previous_article(self) -> None:
        self._step_article(-1)

    def _step_article(self, step: int) -> None:
        screen = self._screen
        headlines = screen.sidebar.headlines
        before = headlines.current
        headlines.move(step)
        now = headlines.current
        if now is None or (before and before.id == now.id):
            screen.say("This is the last one." if step > 0 else "This is the first one.")
        elif screen.pane in ("article", "findings"):
            screen.open_article(now)

    # The order of the list.

    def sort(self) -> None:
        """Ask for the order of the lists; it stays until another is chosen."""
        from tui.ui.chooser import Choice, Chooser, Question

        screen = self._screen
        orders = list(ORDERS)
        choices = [Choice(shown, order) for order, shown in ORDERS.items()]
        pointed = orders.index(screen.library.order)
        screen.app.push_screen(Chooser(Question("Order", choices, pointed=pointed)), self._sorted)

    def _sorted(self, order: Order | None) -> None:
        if order is not None:
            self._screen.library.sort_by(order)
            self._screen.sidebar.show_again()

    def group(self) -> None:
        """Put the headlines of each day under a heading of their own, or no more."""
        headlines = self._screen.sidebar.headlines
        headlines.grouped = not headlines.grouped
        self._screen.library.engine.remember(GROUPED, "yes" if headlines.grouped else "")
        headlines.on_resize()
