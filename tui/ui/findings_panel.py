"""The findings panel: what the article found out, and who said what, as an outline to walk along.

Its cursor leads the article; the passage that the article shows marks its rows. It draws lines,
makes up no words, and binds no keys: the screen calls its methods and hears PassageChosen.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from tui.analysis.annotation import Analysis, Finding, Quote
from tui.text.document import Document
from tui.ui.drawing import fold
from tui.ui.folding import Folded, folded
from tui.ui.lines_view import LinesView
from tui.ui.outline import Entry, outline
from tui.ui.paint import SYMBOLS

READING = "Reading…"
NOTHING = "No quotes, no findings here."

WHOLE = 14
"""Lines of the entry under the cursor; the others show only their first."""
SHARE = 2
"""Findings show more of their lines as long as all of them fill one part in so many, or what quotes
leave; quotes do in what room is left then."""
MARGIN = 2
"""Cells behind the words: an empty one and the scroll bar."""
HEADING_LINES = 3
"""Lines kept in view above the cursor, so that one sees who is speaking."""


class FindingsPanel(LinesView):
    """Shows the Analysis of the opened article."""

    ALLOW_SELECT = False

    class PassageChosen(Message):
        """The cursor stands on this passage (offsets into Document.text); `go`: go there."""

        def __init__(self, start: int, end: int, *, go: bool = False) -> None:
            super().__init__()
            self.start, self.end, self.go = start, end, go

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.by_weight = False
        """Whether findings are in the order of their weight; it lasts until it is changed."""
        self.beside = True
        """Whether the article is in view too: then a bar marks what it shows."""
        self._document = Document()
        self._entries: list[Entry] = []
        self._message = ""
        self._cursor = -1
        self._seen = (0, 0)
        self._shown: tuple[int, int] | None = None
        self._lines: list[tuple[int, int]] = []
        self._laid_for: tuple[Size, int] | None = None
        self._given: dict[int, int] = {}
        self._folded: dict[tuple[int, int, int], Folded] = {}

    # What is shown.

    def show(
        self, document: Document, analysis: Analysis | None, speakers: Mapping[str, int]
    ) -> None:
        """Show what was found; `analysis` is None while the article is still being read.

        The cursor stays on its passage if it is the same document.
        """
        here = self.current if document == self._document else None
        order = self.by_weight
        entries = outline(document, analysis, speakers, by_weight=order) if analysis else []
        self._document = document
        self._show(entries, READING if analysis is None else NOTHING)
        if here:
            self._stand_on(here)

    def _stand_on(self, passage: tuple[int, int]) -> None:
        places = [(entry.start, entry.end) for entry in self._entries]
        if passage in places:
            self._cursor = places.index(passage)
            self._keep_laid_out()
            self._show_cursor()

    def clear(self) -> None:
        """Show nothing."""
        self._document = Document()
        self._show([], "")

    def _show(self, entries: list[Entry], message: str) -> None:
        self._entries, self._message = entries, message
        self._cursor = next(self._choices(range(len(entries))), -1)
        self._seen, self._shown = (0, 0), None
        self._folded.clear()
        self._laid_for = None
        self._keep_laid_out()
        self.scroll_to_row(0)

    # The cursor.

    @property
    def current(self) -> tuple[int, int] | None:
        """The range under the cursor, in offsets into Document.text."""
        if self._cursor < 0:
            return None
        entry = self._entries[self._cursor]
        return entry.start, entry.end

    @property
    def about(self) -> Quote | Finding | None:
        """The quote or finding under the cursor."""
        return self._entries[self._cursor].about if self._cursor >= 0 else None

    def cursor_down(self) -> None:
        """To the next finding or quote."""
        self._choose(self._choices(range(self._cursor + 1, len(self._entries))))

    def cursor_up(self) -> None:
        """To the one before."""
        self._choose(self._choices(range(self._cursor - 1, -1, -1)))

    def first(self) -> None:
        """To the first finding or quote."""
        self._choose(self._choices(range(len(self._entries))))

    def last(self) -> None:
        """To the last one."""
        self._choose(self._choices(range(len(self._entries) - 1, -1, -1)))

    def page(self, n: int) -> None:
        """Down (1) or up (-1) by as much as the panel shows."""
        if self._cursor < 0:
            return
        target = self._top(self._cursor) + n * max(1, self.size.height - 2)
        entry = self._lines[min(max(target, 0), len(self._lines) - 1)][0]
        below, above = range(entry, len(self._entries)), range(entry, -1, -1)
        onwards, back = (below, above) if n > 0 else (above, below)
        self._choose([*self._choices(onwards), *self._choices(back)])

    def choose(self) -> None:
        """Go to what the cursor stands on."""
        if self.current:
            self.post_message(self.PassageChosen(*self.current, go=True))

    def mark_in_view(self, start: int, end: int, current: tuple[int, int] | None = None) -> None:
        """Mark what the article shows: all that overlaps a range, and its current passage.

        Without the focus the cursor follows, so that the panel opens where the reader is.
        """
        self._seen, self._shown = (start, end), current
        seen = [index for index, entry in enumerate(self._entries) if self._is_seen(entry)]
        here = [index for index in seen if self._is_shown(index)]
        if seen and not self.has_focus and (here or self._cursor not in seen):
            self._cursor = (here or seen)[0]
            self._show_cursor()
        self.refresh()

    def _is_shown(self, index: int) -> bool:
        entry = self._entries[index]
        return (entry.start, entry.end) == self._shown

    def _is_seen(self, entry: Entry) -> bool:
        return entry.selectable and entry.start < self._seen[1] and self._seen[0] < entry.end

    def _choices(self, indices: Iterable[int]) -> Iterator[int]:
        return (index for index in indices if self._entries[index].selectable)

    def _choose(self, choices: Iterable[int]) -> None:
        chosen = next(iter(choices), -1)
        if chosen >= 0 and chosen != self._cursor:
            self._cursor = chosen
            self._keep_laid_out()
            self._show_cursor()
            self.refresh()
            self.post_message(self.PassageChosen(*self.current or (0, 0)))

    # Laying out.

    @property
    def _open(self) -> int:
        """The entry that is shown whole."""
        return self._cursor if self.has_focus else -1

    def _keep_laid_out(self) -> None:
        """Line up the entries for the present size and cursor, unless they are."""
        if self._laid_for == (self.size, self._open) or not self.size.width:
            return
        self._laid_for = (self.size, self._open)
        height = self.size.height
        self._given = {}
        free = height - self._lines_beside(Finding)
        self._given |= self._fitting(Finding, max(height // SHARE, free))
        self._given |= self._fitting(Quote, height - self._lines_beside(Quote))
        self._lines = list(self._lined_up())
        self.virtual_size = Size(self.size.width, len(self._lines))
        self.refresh()

    def _lined_up(self) -> Iterator[tuple[int, int]]:
        """(entry, its line) for each line; line -1 is empty."""
        for index, entry in enumerate(self._entries):
            if entry.space and index and self._entries[index - 1].role != "heading":
                yield index, -1
            for line in range(len(self._words(index))):
                yield index, line

    def _lines_beside(self, kind: type[Finding | Quote]) -> int:
        """How many lines all take that is not of a kind, as they are laid out so far."""
        return sum(not isinstance(self._entries[at].about, kind) for at, _ in self._lined_up())

    def _fitting(self, kind: type[Finding | Quote], room: int) -> dict[int, int]:
        """How many lines each entry of a kind may take with all of them in so much room, not fewer
        than it has anyway: the same for all, and what is left to the first ones.
        """
        them = [n for n, entry in enumerate(self._entries) if isinstance(entry.about, kind)]
        if len(them) > room:
            return {}  # they need not be folded to know
        whole = {index: len(self._on_lines(index, WHOLE)) for index in them}
        least = {index: min(whole[index], self._entries[index].lines) for index in them}
        for most in range(WHOLE, 0, -1):
            given = {index: max(least[index], min(most, whole[index])) for index in them}
            left = room - sum(given.values())
            if left >= 0:
                break
        for index in them:
            more = max(0, min(left, whole[index] - given[index]))
            given[index], left = given[index] + more, left - more
        return given

    def _words(self, index: int) -> Folded:
        """The words of an entry on the lines it is given."""
        entry = self._entries[index]
        if index == self._open:
            return self._on_lines(index, WHOLE)
        return self._on_lines(index, max(entry.lines, self._given.get(index, 0)))

    def _on_lines(self, index: int, lines: int) -> Folded:
        entry = self._entries[index]
        key = (index, self.size.width, lines)
        if key not in self._folded:
            after = f"  {entry.after}" if entry.after else ""
            width = max(1, self.size.width - _indent(entry, 1) - MARGIN - len(after))
            self._folded[key] = folded(entry, width, lines)
        return self._folded[key]

    def _top(self, index: int) -> int:
        return bisect_left(self._lines, (index, 0))

    def _show_cursor(self) -> None:
        """Scroll no further than needed to show the cursor's entry and what heads it.

        A panel that is not shown has no lines of its article: it does so when it gets its size.
        """
        if self._cursor < 0 or not self.size.width:
            return
        first = self._top(self._cursor)
        last = first + len(self._words(self._cursor))
        above = first - HEADING_LINES
        top, height = self.scroll_offset.y, max(1, self.size.height)
        if above < top:
            self.scroll_to_row(above)
        elif last >= top + height:
            self.scroll_to_row(min(last + 1 - height, first))

    def on_resize(self) -> None:
        self._keep_laid_out()
        self._show_cursor()

    def on_focus(self) -> None:
        self._keep_laid_out()
        self._show_cursor()

    def on_blur(self) -> None:
        self._keep_laid_out()

    # The mouse.

    def on_click(self, event: events.Click) -> None:
        row = event.y + self.scroll_offset.y
        if 0 <= row < len(self._lines) and self._entries[self._lines[row][0]].selectable:
            self._cursor = self._lines[row][0]
            self._keep_laid_out()
            self.refresh()
            self.choose()

    # Painting.

    def render_lines(self, crop: Region) -> list[Strip]:
        # The first frame comes before the first Resize.
        self._keep_laid_out()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        row = y + self.scroll_offset.y
        segments = self._paint(*self._lines[row]) if row < len(self._lines) else self._say(y)
        return Strip(segments).adjust_cell_length(self.size.width, segments[-1].style)

    def _say(self, y: int) -> list[Segment]:
        lines = [] if self._entries else fold(self._message, max(1, self.size.width - 2), 4)
        text = lines[y - 1] if 0 < y <= len(lines) else ""
        return [Segment(f" {text}", self.styles_of_roles.style(("faint",)))]

    def _paint(self, index: int, line: int) -> list[Segment]:
        entry, style = self._entries[index], self.styles_of_roles.style
        if line < 0:
            return [Segment(" ", style())]
        lit = index == self._open or (not self.has_focus and self._is_shown(index))
        under = ("current",) if lit else ()
        bar = SYMBOLS.seen if self.beside and self._is_seen(entry) else " "
        symbol = SYMBOLS.of.get(entry.symbol, "") if line == 0 else ""
        segments = [
            Segment(bar, style((entry.role, *under))),
            Segment(symbol.ljust(_indent(entry, line) - 1), style((entry.role, *under))),
        ]
        for text, part in self._words(index)[line]:
            segments.append(Segment(text, style((*_roles(entry, part), *under))))
        if entry.after and line == 0:
            segments.append(Segment(f"  {entry.after}", style(("faint",))))
        return [*segments, Segment(" ", style(under))]


def _indent(entry: Entry, line: int) -> int:
    """Cells before the words of an entry; the mark that opens a quote hangs out to the left."""
    if not entry.selectable:
        return 1
    hangs = entry.symbol == "quote" and line == 0 and not entry.text[:1].isalnum()
    return 2 if hangs else 3


def _roles(entry: Entry, part: str) -> tuple[str, ...]:
    """How the words of an entry look: the colour of a finding stays with symbol and figure."""
    if part == "tail":
        return ("faint",)
    if entry.role.startswith("finding-"):
        return (entry.role, "strong") if part == "lead" else ()
    if entry.role in ("heading", "faint"):
        return (entry.role,)
    return (entry.role, "quote" if entry.selectable else "mention")
