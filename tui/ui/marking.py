"""The commands that mark articles, one or many, and the one that takes it back.

One method for each row of `commands.COMMANDS`, named after its id, like `deeds`. What is marked
shows at once; the engine writes it, and every marking can be taken back.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.model import Filter, Headline, Stretch
from tui.query import Until, both
from tui.text.safe import one_line
from tui.text.wording import many
from tui.ui.marks import Deed, Mark, Noting, Tagging, changed

if TYPE_CHECKING:
    from tui.ui.reader_screen import ReaderScreen

AGES = (1, 3, 7, 14, 30, 90, 365)
"""Days that are proposed for "older than"."""


class Marking:
    """Marking on the reader screen."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    # One article.

    def toggle_read(self) -> None:
        headline = self._screen.chosen
        if headline:
            self.mark([headline], Mark(read=not headline.read))

    def star(self) -> None:
        headline = self._screen.chosen
        if headline:
            self.mark([headline], Mark(starred=not headline.starred))

    def mark(self, headlines: Sequence[Headline], mark: Mark) -> None:
        """Mark articles, on the screen at once and in the library soon."""
        library = self._screen.library
        asked = library.mark([library.marks.shown(row) for row in headlines], mark)
        if asked:
            self._show(asked)

    def _show(self, mark: Mark) -> None:
        """Show marked articles as they are now."""
        screen = self._screen
        screen.sidebar.headlines.update_some(set(mark.ids), lambda row: changed(row, mark))
        if screen.headline and screen.headline.id in mark.ids:
            screen.headline = changed(screen.headline, mark)
            self._show_star(screen.headline.starred)
        screen.sidebar.recount()
        screen.show_state()

    def _show_star(self, starred: bool) -> None:
        screen = self._screen
        if screen.page and screen.page.starred != starred:
            screen.page = replace(screen.page, starred=starred)
            screen.article.show(screen.page)

    # A part of the list.

    def mark_above(self) -> None:
        self._mark_part(-1)

    def mark_below(self) -> None:
        self._mark_part(1)

    def _mark_part(self, side: int) -> None:
        screen = self._screen
        headlines, here = screen.sidebar.headlines, screen.sidebar.headlines.cursor
        if headlines.current is None:
            return
        if headlines.ordered:
            rows = headlines.rows[:here] if side < 0 else headlines.rows[here + 1 :]
            self._mark_rows(rows)
            return
        at = (headlines.current.at, headlines.current.id)
        part = Stretch(bottom=at) if side < 0 else Stretch(top=at)
        self._mark_all(screen.sidebar.filter, part)

    def mark_range(self) -> None:
        """Begin a range at this row, or mark all from where it began to this row."""
        headlines, screen = self._screen.sidebar.headlines, self._screen
        begun, here = headlines.range_begin, headlines.current
        if here is None:
            return
        if begun is None:
            headlines.set_range_begin(here)
            key = screen.keys.shown("mark-range", 1)
            screen.say(f"A range begins: {key} at its end, or esc.")
            return
        rows = headlines.chosen_rows()
        headlines.set_range_begin(None)
        if headlines.ordered:
            self._mark_rows(rows)
            return
        low, high = sorted([(begun.at, begun.id), (here.at, here.id)])
        part = Stretch(top=(high[0], high[1] + 1), bottom=(low[0], low[1] - 1))
        self._mark_all(screen.sidebar.filter, part)

    def _mark_rows(self, rows: Sequence[Headline]) -> None:
        """Mark rows of a list whose order is not that of time."""
        stale = [row for row in rows if not row.read]
        self.mark(stale, Mark(read=True))
        key = self._screen.keys.shown("undo", 1)
        said = f"{many(len(stale), 'article')} marked as read. {key} takes it back."
        self._screen.say(said if stale else "All read already.")

    # A list.

    def mark_all_read(self) -> None:
        self._mark_all(self._screen.sidebar.filter)

    def mark_everything(self) -> None:
        self._mark_all(Filter())

    def mark_feed(self) -> None:
        screen = self._screen
        row, headline = screen.sidebar.row, screen.chosen
        in_feeds = screen.pane == "feeds" and row.kind in ("feed", "folder")
        feeds = row.feeds if in_feeds else (headline.feed,) if headline else ()
        if feeds:
            self._mark_all(Filter(feeds=feeds))

    def mark_folder(self) -> None:
        screen = self._screen
        row, headline, library = screen.sidebar.row, screen.chosen, screen.library
        feed = library.feed(row.key if screen.pane == "feeds" or not headline else headline.feed)
        folder = row.key if screen.pane == "feeds" and row.kind == "folder" else ""
        folder = folder or (feed.folder if feed else "")
        inside = tuple(
            each.key for each in library.config.feeds if folder and each.folder == folder
        )
        if inside:
            self._mark_all(Filter(feeds=inside))
        else:
            screen.say("This feed is in no folder.")

    def mark_older(self) -> None:
        """Mark what is older than so many days: the count, or else what is asked for."""
        from tui.ui.chooser import Choice, Chooser, Question

        screen = self._screen
        if screen.count:
            self._mark_older(screen.count)
            return
        choices = [Choice(f"Older than {many(days, 'day')}", days) for days in AGES]
        title = f"Mark as read in {one_line(screen.sidebar.row.title)}"
        screen.app.push_screen(Chooser(Question(title, choices)), self._mark_older)

    def _mark_older(self, days: int | None) -> None:
        if days:
            shown = self._screen.sidebar.filter
            older = both(shown.query, Until(timedelta(days=days)))
            self._mark_all(replace(shown, query=older))

    def _mark_all(self, chosen: Filter, part: Stretch | None = None) -> None:
        screen = self._screen
        screen.library.mark_all_read(chosen, part)
        if chosen == screen.sidebar.filter or chosen == Filter():
            screen.sidebar.headlines.update_read(part)
        screen.sidebar.recount()

    # What is passed in the list.

    def passed(self, before: Headline | None, now: Headline | None) -> None:
        """The cursor went on from one headline to another: with mark_read = "scroll", those it
        went past are read. A jump is no scrolling."""
        screen = self._screen
        headlines = screen.sidebar.headlines
        if not before or not now or screen.library.config.settings.mark_read != "scroll":
            return
        rows = headlines.between(before, now)
        if 0 < len(rows) <= headlines.rows_in_view:
            self.mark(rows, Mark(read=True))

    # Taking back.

    def undo(self) -> None:
        screen = self._screen
        deed = screen.library.take_back()
        if deed is None:
            return
        if isinstance(deed, Mark):
            self._show(deed)
        more = screen.library.marks.can_take_back
        rest = f" {many(more, 'more step')}." if more else ""
        screen.say(f"Taken back: {_as_before(deed)}.{rest}")


def _as_before(deed: Deed) -> str:
    if isinstance(deed, Mark):
        what = "unread again" if deed.read is False else "read again" if deed.read else ""
        what = what or ("starred again" if deed.starred else "no longer starred")
        return f"{many(len(deed.ids), 'article')} {'is' if len(deed.ids) == 1 else 'are'} {what}"
    if isinstance(deed, Tagging):
        return "the tags are as before"
    return (
        "the note is as before" if isinstance(deed, Noting) else "the quote's speaker is as before"
    )
