"""The commands that move: inside a pane, and from pane to pane.

One method for each row of `commands.COMMANDS`, named after its id; `deeds` has the others. A move
changes nothing in the library and never waits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.ui.reader_screen import ReaderScreen


class Moves:
    """Moving through the reader screen."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    # Moving inside a pane.

    def down(self) -> None:
        self._move(self._screen.count or 1)

    def up(self) -> None:
        self._move(-(self._screen.count or 1))

    def half_down(self) -> None:
        self._page(0.5)

    def half_up(self) -> None:
        self._page(-0.5)

    def page_down(self) -> None:
        self._page(1)

    def page_up(self) -> None:
        self._page(-1)

    def _move(self, rows: int) -> None:
        screen = self._screen
        if screen.pane == "feeds":
            screen.sidebar.feeds.move(rows)
        elif screen.pane == "headlines":
            screen.sidebar.headlines.move(rows)
        elif screen.pane == "article":
            screen.article.scroll_lines(rows)
        else:
            for _ in range(abs(rows)):
                (screen.findings.cursor_down if rows > 0 else screen.findings.cursor_up)()

    def _page(self, fraction: float) -> None:
        screen = self._screen
        if screen.pane in ("feeds", "headlines"):
            rows = screen.sidebar.feeds if screen.pane == "feeds" else screen.sidebar.headlines
            rows.move(round(rows.rows_in_view * fraction) or (1 if fraction > 0 else -1))
        elif screen.pane == "article":
            screen.article.scroll_pages(fraction)
        else:
            screen.findings.page(1 if fraction > 0 else -1)

    def first(self) -> None:
        screen = self._screen
        if screen.pane == "feeds":
            screen.sidebar.feeds.go(0)
        elif screen.pane == "headlines":
            screen.sidebar.headlines.go_first()
        elif screen.pane == "article":
            screen.article.to_start()
        else:
            screen.findings.first()

    def last(self) -> None:
        """Go to the end, or with a count to that row or line."""
        screen = self._screen
        if screen.count and screen.pane != "findings":
            self._go(screen.count - 1)
        elif screen.pane == "feeds":
            screen.sidebar.feeds.go(screen.sidebar.feeds.row_count - 1, -1)
        elif screen.pane == "headlines":
            screen.sidebar.headlines.go_last()
        elif screen.pane == "article":
            screen.article.to_end()
        else:
            screen.findings.last()

    def _go(self, row: int) -> None:
        screen = self._screen
        if screen.pane == "article":
            screen.article.scroll_to_row(row)
        else:
            (screen.sidebar.feeds if screen.pane == "feeds" else screen.sidebar.headlines).go(row)

    # Moving between panes.

    def in_(self) -> None:
        screen = self._screen
        if screen.pane == "feeds":
            if not screen.sidebar.feeds.fold(False):
                screen.do("open")
        elif screen.pane == "headlines":
            screen.do("open")
        elif screen.pane == "article" and screen.page:
            self._to_findings()

    def out(self) -> None:
        screen = self._screen
        if screen.pane == "findings":
            screen.go_to_pane("article")
        elif screen.pane == "article":
            self._leave_article()
        elif screen.pane == "headlines":
            screen.go_to_pane("feeds")
        elif not screen.sidebar.feeds.fold(True) and not screen.sidebar.feeds.to_folder():
            screen.say("There is nothing further out.")

    def back(self) -> None:
        screen = self._screen
        if screen.sidebar.headlines.range_begin:
            screen.sidebar.headlines.set_range_begin(None)
            return
        if screen.pane == "headlines" and screen.sidebar.end_search():
            return
        if screen.pane == "article" and screen.searching.end_find():
            screen.show_state()
            return
        if screen.pane == "feeds":
            screen.say(f"{screen.keys.shown('quit', 1)} quits.")
        else:
            self.out()

    def _leave_article(self) -> None:
        screen = self._screen
        beside = screen.has_class("-reading") and not screen.one_pane
        screen.remove_class("-reading")
        screen.go_to_pane("article" if beside else "headlines")

    def next_pane(self) -> None:
        self._step_pane(1)

    def previous_pane(self) -> None:
        self._step_pane(-1)

    def _step_pane(self, step: int) -> None:
        panes = self._screen.panes()
        here = panes.index(self._screen.pane) if self._screen.pane in panes else 0
        self._screen.go_to_pane(panes[(here + step) % len(panes)])

    def findings(self) -> None:
        screen = self._screen
        if screen.pane == "findings":
            screen.findings_wanted = None if screen.one_pane else False
            screen.go_to_pane("article")
        else:
            self._to_findings()

    def _to_findings(self) -> None:
        screen = self._screen
        screen.remove_class("-reading")
        if not screen.findings_shown:
            screen.findings_wanted = True
        screen.go_to_pane("findings")
