"""Small programs to time: `python -m tests.bench.apps KIND WORDS`. n shows the next article."""

from __future__ import annotations

import atexit
import sys
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import ClassVar

from msgspec.structs import replace
from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static

from tests import make, pages, ui
from tui.analysis.annotation import Analysis
from tui.ui.app import QuothApp
from tui.ui.article_view import ArticleView, Page
from tui.ui.findings_panel import FindingsPanel
from tui.ui.highlights import speakers

TELLING = 4
"""Paragraphs without a quote for each one of the story: news are mostly told."""


def long_page(words: int, number: int = 1) -> Page:
    """The small article of the tests with much telling between, until it has so many words."""
    _, analysis = pages.story()
    piece = pages.document(*pages.STORY, *(pages.STORY[5:] * TELLING * len(pages.STORY)))
    length, count = len(piece.text) + 2, max(1, words // len(piece.text.split()))
    text = "\n\n".join([piece.text] * count)
    quotes = tuple(
        replace(quote, start=quote.start + n * length, end=quote.end + n * length)
        for n in range(count)
        for quote in analysis.quotes
    )
    document = pages.document(*text.split("\n\n"))
    return Page(make.article(number), "The Times", document, Analysis(quotes, analysis.findings))


class Timed(App[None]):
    """Shows two things in turn."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("n", "next", ""),
        ("j", "down", ""),
        ("space", "page", ""),
    ]

    def __init__(self, words: int) -> None:
        super().__init__()
        self.pages = [long_page(words, 1), long_page(words, 2)]
        self.turns = cycle(self.pages)

    def on_mount(self) -> None:
        self.action_next()

    def action_next(self) -> None:
        """Show the next thing."""


class Article(Timed):
    """Our article view."""

    def compose(self) -> ComposeResult:
        yield ArticleView()

    def action_next(self) -> None:
        self.query_one(ArticleView).show(next(self.turns))

    def action_down(self) -> None:
        self.query_one(ArticleView).scroll_lines(1)

    def action_page(self) -> None:
        self.query_one(ArticleView).scroll_pages(1)


class OneStatic(Timed):
    """The same text, plain, in one Static of Textual."""

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(markup=False)

    def action_next(self) -> None:
        self.query_one(Static).update(next(self.turns).document.text)

    def action_down(self) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=1, animate=False)

    def action_page(self) -> None:
        self.query_one(VerticalScroll).scroll_page_down(animate=False)


class Panel(Timed):
    """Our findings panel."""

    def compose(self) -> ComposeResult:
        yield FindingsPanel()

    def action_next(self) -> None:
        page = next(self.turns)
        analysis = page.analysis or Analysis()
        panel = self.query_one(FindingsPanel)
        panel.show(page.document, analysis, speakers(analysis))
        panel.focus()

    def action_down(self) -> None:
        self.query_one(FindingsPanel).cursor_down()

    def action_page(self) -> None:
        self.query_one(FindingsPanel).page(1)


class BareLines(ScrollView):
    """The least that can be drawn line by line: a number per line, one of them reversed."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.rows = rows
        self.cursor = 0

    def on_mount(self) -> None:
        self.virtual_size = Size(self.size.width, self.rows)

    def go(self, row: int) -> None:
        """Put the cursor on a row."""
        self.cursor = max(0, min(row, self.rows - 1))
        self.scroll_to(y=max(0, self.cursor - 20), animate=False, immediate=True)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        line = y + self.scroll_offset.y
        style = self.visual_style.rich_style
        text = f"line {line}".ljust(self.size.width)
        return Strip([Segment(text, style + Style(reverse=line == self.cursor))])


class Bare(App[None]):
    """The bare list, of so many rows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, action, priority=True)
        for key, action in (
            ("down,j", "by(1)"),
            ("pagedown", "by(38)"),
            ("home", "to(0)"),
            ("end", "to(1000000000)"),
        )
    ]

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.lines_view = BareLines(rows)

    def compose(self) -> ComposeResult:
        yield self.lines_view

    def action_by(self, rows: int) -> None:
        self.lines_view.go(self.lines_view.cursor + rows)

    def action_to(self, row: int) -> None:
        self.lines_view.go(row)


def program(count: int) -> App[None]:
    """The program itself, with so many headlines of each feed."""
    folder = Path(mkdtemp())
    atexit.register(rmtree, folder)
    filled = ui.library(folder, each=count)
    return QuothApp(filled.config, filled.data)


KINDS: dict[str, Callable[[int], App[None]]] = {
    "program": program,
    "article": Article,
    "static": OneStatic,
    "panel": Panel,
    "bare": Bare,
}

if __name__ == "__main__":
    KINDS[sys.argv[1]](int(sys.argv[2])).run()
