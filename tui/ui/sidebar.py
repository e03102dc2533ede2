"""The left side: the feeds, and the headlines of the chosen feed, folder, smart row or search.

It decides which list is shown and what to say when it is empty. Opening and marking articles is the
screen's business; reading the library goes through `Library`.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence, Set

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from tui.errors import QueryError, StoreError
from tui.model import Filter, Headline
from tui.query import EVERYTHING, Node, Term, parse, terms
from tui.settings import START_HERE, misspelt
from tui.text.safe import one_line
from tui.text.wording import wait
from tui.ui.drawing import Piece
from tui.ui.feed_list import FeedList, Row
from tui.ui.headline_list import HeadlineList
from tui.ui.headline_window import HeadlineWindow
from tui.ui.history import History
from tui.ui.library import Library
from tui.ui.row_list import RowList
from tui.ui.signs import SIGNS
from tui.ui.status_line import PaneHead

SETTLE_S = 0.05
"""How long the cursor rests on a feed before its headlines are read."""
TYPING_S = 0.01
"""How long no key is typed before a search runs: it takes less than a key takes to be drawn, and
is given up for the next one."""


class Sidebar(Container):
    """Feed list and headline list."""

    class Headed(Message):
        """The cursor of the headline list stands on this article (None: there is none)."""

        def __init__(self, headline: Headline | None) -> None:
            super().__init__()
            self.headline = headline

    class Entered(Message):
        """A row was clicked: go into it."""

        def __init__(self, rows: RowList) -> None:
            super().__init__()
            self.rows = rows

    class Searched(Message):
        """Something else is searched for; none: nothing any more."""

        def __init__(self, terms: tuple[Term, ...]) -> None:
            super().__init__()
            self.terms = terms

    def __init__(self, library: Library, id: str) -> None:
        super().__init__(id=id)
        self._library = library
        self._history = History(library)
        self.ranked = False
        """Whether what was found stands in the order of how well it fits."""
        self.unread_only = False
        self.words = ""
        self.asked: Node = EVERYTHING
        self.mistake: QueryError | None = None
        self.welcoming = False
        """Whether this is the very first start, and no key was pressed yet."""
        self._shown: Filter | None = None
        self._pending: Timer | None = None
        self._box: Input | None = None
        self.feeds = FeedList(library, "feeds")
        self.headlines = HeadlineList(library, "headlines")

    def compose(self) -> ComposeResult:
        with Vertical(id="feeds-pane", classes="pane"):
            yield PaneHead("feeds-head")
            yield self.feeds
        with Vertical(id="headlines-pane", classes="pane"):
            yield PaneHead("headlines-head")
            yield Static(id="notice", markup=False)
            yield self.headlines

    # Choosing what is shown.

    def begin(self) -> None:
        """Show what is unread; with nothing unread, everything."""
        library = self._library
        self.welcoming = not library.total()
        self.feeds.choose("unread" if library.unread() or self.welcoming else "all")
        self.show_row()

    @property
    def row(self) -> Row:
        """The chosen row of the feed list."""
        return self.feeds.current

    @property
    def filter(self) -> Filter:
        """What the headline list shows."""
        if self.words:
            return Filter(query=self.asked, ranked=self.ranked)
        return self.feeds.filter(self.row, self.unread_only)

    def show_row(self) -> None:
        """Show the headlines of the chosen row, or of the search."""
        self._forget_pending()
        chosen = self.filter
        if chosen == self._shown:
            return
        self._show(chosen, self._library.window(chosen))

    def _show(self, chosen: Filter, window: HeadlineWindow) -> None:
        self._shown = chosen
        self.headlines.terms = self.terms
        self.headlines.show(window)
        if not chosen.unread and not self.words:
            self.headlines.go(self.headlines.first_unread())
        self.post_message(self.Searched(self.terms))
        self.describe()

    @property
    def terms(self) -> tuple[Term, ...]:
        """The words that are searched for, or that the smart feed shown is about."""
        if self.words:
            return tuple(terms(self.asked))
        return tuple(terms(self.filter.query))

    def show_again(self) -> None:
        """Show the same list anew, from its beginning."""
        self._shown = None
        self.show_row()

    def to_next_unread(self) -> bool:
        """Go on to the next list with unread articles. False: there is none."""
        row = None if self.searching else self.feeds.next_unread()
        if row is not None:
            self.feeds.choose(row.kind, row.key)
            self.show_row()
        return row is not None

    def settle(self) -> None:
        """Show at once what the cursor of the feed list, or the search box, asks for."""
        self.show_row()

    def _forget_pending(self) -> None:
        if self._pending is not None:
            self._pending.stop()
            self._pending = None
        self.workers.cancel_group(self, "find")

    @on(RowList.Moved, "#feeds")
    def _feed_chosen(self, event: RowList.Moved) -> None:
        event.stop()
        self._leave_search()
        self._forget_pending()
        if self.row.kind == "smart":  # what it asks for may take a while to find
            self.run_worker(self._find(SETTLE_S), group="find", exclusive=True)
            return
        self._pending = self.set_timer(SETTLE_S, self.show_row)

    @on(RowList.Moved, "#headlines")
    def _headline_chosen(self, event: RowList.Moved) -> None:
        event.stop()
        self.post_message(self.Headed(self.headlines.current))

    @on(RowList.Chosen)
    def _entered(self, event: RowList.Chosen) -> None:
        event.stop()
        if event.rows is self.feeds:
            self.end_search()
        self.settle()
        self.post_message(self.Entered(event.rows))

    # Search.

    @property
    def searching(self) -> bool:
        """Whether the search box is open."""
        return self.has_class("-searching")

    @property
    def box(self) -> Input:
        """The search box: made when it is asked for, so that the first frame need not wait."""
        if self._box is None:
            self._box = Input(placeholder="Search all articles", id="search", compact=True)
            self.query_one("#headlines-pane").mount(self._box, before="#notice")
        return self._box

    def begin_search(self) -> None:
        """Open the search box."""
        self.add_class("-searching")
        self.screen.set_focus(self.box)

    def type(self, character: str) -> None:
        """Type a character into the search box."""
        self.box.insert_text_at_cursor(character)

    def end_search(self) -> bool:
        """Close the search and show the row again. False: there was none."""
        left = self._leave_search()
        if left:
            self.show_row()
        return left

    def _leave_search(self) -> bool:
        """Close the search; whoever calls shows the row. False: there was none."""
        if not self.searching:
            return False
        self.remove_class("-searching")
        with self.prevent(Input.Changed):
            self.box.value = ""
        self.words, self.mistake = "", None
        self._history.leave()
        self.describe()
        return True

    @on(Input.Changed, "#search")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.words = event.value.strip()
        try:
            self.asked, self.mistake = parse(event.value.lstrip(), typing=True), None
        except QueryError as error:
            self.mistake = error
            self.describe()
            return
        self._forget_pending()
        self.run_worker(self._find(), group="find", exclusive=True)

    async def _find(self, rest_s: float = TYPING_S) -> None:
        """Show what was found, after a moment in which nothing more is typed."""
        await asyncio.sleep(rest_s)
        chosen = self.filter
        with contextlib.suppress(StoreError):  # given up for another search
            if chosen != self._shown:
                window = await self._library.found(chosen)
                self._show(chosen, window)
                if not window.counted:
                    await self._library.count(window)
                    self.headlines.resized()
        self.describe()

    # Searches made before.

    @property
    def in_history(self) -> bool:
        """Whether a search made before stands in the box."""
        return self._history.at > 0

    def remember_search(self) -> None:
        """Put what stands in the box among the searches made before."""
        self._history.add(self.words)

    def earlier_search(self) -> None:
        """Put the search made before into the box."""
        self._recall(self._history.earlier(self.words))

    def later_search(self) -> None:
        """Put the search made after that into the box."""
        self._recall(self._history.later())

    def _recall(self, words: str | None) -> None:
        if words is not None:
            self.box.value = words
            self.box.cursor_position = len(words)

    def light(self, pane: str) -> None:
        """Show by its head which pane has the focus, if it is one of these."""
        for name in ("feeds", "headlines"):
            self.query_one(f"#{name}-head", PaneHead).set_class(name == pane, "-lit")

    # Keeping up.

    def reload(self, feeds: Set[str] | None = None) -> None:
        """The library changed, or these feeds did: show it, and keep the cursor on its article."""
        self.feeds.reload()
        shown = self._shown.feeds if self._shown else None
        if feeds is None or shown is None or not feeds.isdisjoint(shown):
            self.headlines.reload()
        if self.welcoming:
            self._welcome()
        self.describe()

    def _welcome(self) -> None:
        """Of all that arrives at the very first start, point at what explains the keys."""
        own = tuple(feed.key for feed in self._library.config.feeds if feed.url == START_HERE)
        first = self._library.reader.headlines(Filter(feeds=own), limit=1)
        if first:
            self.headlines.go_to(first[0])

    def recount(self) -> None:
        """Articles were marked: the numbers are others now."""
        self.feeds.refresh()
        self.describe()

    def describe(self) -> None:
        """Say in words what is shown: the heads, the notice, and what an empty list means."""
        self.query_one("#feeds-head", PaneHead).show("Feeds")
        title, number = self._head()
        self.query_one("#headlines-head", PaneHead).show(title, number)
        notice = self.query_one("#notice", Static)
        text = self._notice()
        notice.update(text)
        notice.display = bool(text)
        self.set_class(self.mistake is not None, "-mistaken")
        self.headlines.explain(self._explanation())

    def _head(self) -> tuple[str, str]:
        total = self.headlines.row_count
        if self.words:
            best = f" {SIGNS.dot} best first" if self.ranked else ""
            window = self.headlines.window
            known = not self.mistake and (window is None or window.counted)
            return f"“{one_line(self.words)}”{best}", f"{total:,}" if known else ""
        unread_too = self.unread_only and self.row.kind != "unread"
        title = f"{self.row.title} {SIGNS.dot} unread" if unread_too else self.row.title
        unread = self._unread(total)
        part = 0 < unread < total
        return title, f"{unread:,} of {total:,} unread" if part else f"{total:,}" if total else ""

    def _unread(self, total: int) -> int:
        """How many of the rows are unread, where the feed list counts that too."""
        if self.row.kind not in ("all", "unread", "folder", "feed"):
            return 0
        return min(total, self._library.unread(self.row.feeds))

    def _notice(self) -> str:
        """One sentence on a feed that failed, and when it is tried again."""
        state = self._library.states.get(self.row.key) if self.row.kind == "feed" else None
        if self.mistake:
            return _marked(self.mistake, self.box.value, self.size.width)
        if self.words or state is None or not state.error:
            return ""
        text = f"{SIGNS.bad} {one_line(state.error)}"
        if state.next_visit is None:
            return f"{text} R or r tries again."
        return f"{text} Next try {wait(state.next_visit, self._library.now())}; r tries now."

    def _explanation(self) -> Sequence[Piece]:
        library = self._library
        if self.words:
            instead = filter(None, [misspelt(self.filter.query)])
            return _said(f"Nothing found for “{one_line(self.words)}”.", *instead, "Esc goes back.")
        if not library.config.feeds:
            return _said("No feeds yet.", "Press a to add one,", f"or edit {library.config.path}")
        if library.progress.running or library.visiting or self.welcoming:
            return _said("Fetching the news …", "It appears here as it comes.")
        if self.row.kind == "starred" and not library.starred:
            return _said("Nothing starred yet.", "s stars an article.")
        if self.filter.unread and library.total(self.row.feeds):
            return _said("All read.", "R looks for news, h goes to the feeds.")
        if self.row.kind in ("today", "since"):
            return _said("Nothing new today.", "R looks for news.")
        return _said("Nothing here yet.", "r fetches it now.")


def _marked(mistake: QueryError, typed: str, width: int) -> str:
    """What was expected, and a mark under the place where it was not."""
    before = cell_len(typed[: mistake.column - 1])
    marks = f"{' ' * before}{'^' * mistake.length}\n" if before + mistake.length < width - 4 else ""
    return f"{marks}{one_line(mistake.expected)}"


def _said(headline: str, *more: str) -> list[Piece]:
    return [(headline, "unread"), ("", ""), *((line, "muted") for line in more)]
