"""The article: title, byline, link and text, with every quote in the colour of who said it.

What is in a page and how one goes through it: quotes, findings, what was found, and links. The
screen calls its methods and hears its messages; `PageView` draws the lines.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.query import Term
from tui.text.finding import Found, hits, next_hit
from tui.text.layout import Highlight, Line
from tui.ui.links import Link, links
from tui.ui.page import BODY, Page, bases
from tui.ui.page_paint import GUTTER
from tui.ui.page_view import PageView

__all__ = ["ArticleView", "Page"]


class ArticleView(PageView):
    """Shows an article."""

    terms: reactive[tuple[Term, ...]] = reactive(())
    """What is searched for: where it stands in the text are the hits."""

    class LinkClicked(Message):
        """A link was clicked; its scheme is http, https or mailto."""

        def __init__(self, url: str) -> None:
            super().__init__()
            self.url = url

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.hits: list[Found] = []
        """Where the terms are: offsets into Document.text."""
        self._hints: dict[int, dict[int, str]] = {}

    # What was found.

    def watch_terms(self) -> None:
        self._find_hits()
        self._repaint()

    def _find_hits(self) -> None:
        """Where the terms are; only the text counts, not what stands around it."""
        shown = self._parts[BODY].document.text if self._page and self._parts else ""
        self.hits = hits(self.terms, shown) if self.terms else []

    @property
    def in_hit(self) -> bool:
        """Whether the current passage is a hit."""
        return self._current in self.hits

    def next_hit(self, step: int) -> bool:
        """Go to the next hit (1) or the one before (-1); True: it went around the end."""
        here = self._where_we_are()[0]
        at = next_hit(self.hits, here if self.in_hit else here - (step > 0), step)
        around = at is None
        if self.hits:
            self.go_to(*self.hits[(0 if step > 0 else -1) if at is None else at])
        return around and bool(self.hits)

    @property
    def hit_number(self) -> int:
        """Which of the hits one is at, from 1; 0: none."""
        return self.hits.index(self._current) + 1 if self._current in self.hits else 0

    def _annotations_changed(self) -> None:
        self._find_hits()
        super()._annotations_changed()

    def _over(self, part: int, line: Line) -> list[Highlight]:
        marks = super()._over(part, line)
        if part != BODY:
            return marks
        first = bisect_left(self.hits, (line.start, 0)) - 1
        last = bisect_left(self.hits, (line.end, 0))
        return [*(Highlight(*hit, "hit") for hit in self.hits[max(0, first) : last]), *marks]

    # Quotes and findings.

    def next_quote(self, step: int) -> bool:
        """Go to the next quote (1) or the one before (-1); False: there is none."""
        analysis = self._page and self._page.analysis
        quotes = analysis.quotes if analysis else ()
        return self._next([(quote.start, quote.end) for quote in quotes], step)

    def next_finding(self, step: int) -> bool:
        """Go to the next finding (1) or the one before (-1); False: there is none."""
        findings = self._paints[BODY].findings if self._page else ()
        return self._next([(finding.start, finding.end) for finding in findings], step)

    def _next(self, ranges: list[tuple[int, int]], step: int) -> bool:
        here = self._where_we_are()
        if step > 0:
            chosen = next((r for r in ranges if r > here), None)
        else:
            chosen = next((r for r in reversed(ranges) if r < here), None)
        if chosen:
            self.go_to(*chosen)
        return chosen is not None

    def _where_we_are(self) -> tuple[int, int]:
        """The current passage while it can be seen, else the beginning of what can."""
        start, end = self._in_view
        if self._current and start <= self._current[0] < end:
            return self._current
        return (start, -1)

    def passage(self) -> tuple[int, int] | None:
        """What is selected of the text, else the current passage, else the paragraph at the top of
        what is seen: offsets into Document.text; None: there is no text."""
        if not self._page or not self._parts or not self._page.document.text.strip():
            return None
        if selection := self.text_selection:
            base, text = self._lines.base(BODY), self._page.document.text
            start, end = (min(max(0, at - base), len(text)) for at in self._selected(selection))
            start = end - len(text[start:end].lstrip())
            end = start + len(text[start:end].rstrip())
            return (start, end) if start < end else None
        start, end = self._in_view
        if self._current and start <= self._current[0] < end:
            return self._current
        blocks = (block for block in self._page.document.blocks if block.end > start)
        block = next(blocks, None)
        return (block.start, block.end) if block else None

    # Links.

    def links(self) -> list[Link]:
        """All links of the page, in reading order."""
        documents = (part.document for part in self._parts)
        return links(list(zip(bases(self._parts), documents, strict=False)))

    def links_in_view(self) -> list[Link]:
        """Those that can be seen."""
        self._keep_laid_out()
        top = self.scroll_offset.y
        rows = range(top, top + self.size.height)
        return [link for link in self.links() if self._lines.row(link.start) in rows]

    def show_hints(self, labels: Mapping[int, str]) -> None:
        """Draw a label before each of these places, mostly over the space there: the words of links
        stay whole unless two stand side by side. None takes them away."""
        self._hints = {self._lines.row(place): {} for place in labels}
        for place, label in labels.items():
            self._hints[self._lines.row(place)][self._lines.column(place)] = label
        self._repaint()

    def _paint(self, row: int) -> Strip:
        strip = super()._paint(row)
        return self._with_hints(strip, row) if row in self._hints else strip

    def _with_hints(self, strip: Strip, row: int) -> Strip:
        style = self.styles_of_roles.style(("hint",))
        for column, label in self._hints.get(row, {}).items():
            at = max(0, self._margin + GUTTER + column - len(label))
            parts = [strip.crop(0, at), Strip([Segment(label, style)]), strip.crop(at + len(label))]
            strip = Strip.join(parts)
        return strip

    def on_click(self, event: events.Click) -> None:
        url = event.style.meta.get("href")
        if url and not self.text_selection:
            event.stop()
            self.post_message(self.LinkClicked(url))
