"""The Builder: takes text and structure in reading order and makes a Document of it.

It folds white space, numbers list items and keeps the offsets right. It knows no HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from tui.text.document import Block, BlockKind, Document, Figure, Picture, Span, SpanKind
from tui.text.numbering import number
from tui.text.safe import many_lines
from tui.text.tables import Cells

Leave = Callable[[], None]

_TO_FOLD = ("\n", "  ", "\t", "\f")  # looked for one by one: a pattern takes ten times as long
_FOLDED = re.compile("[ \t\n\f]+")
_TAB = 4


class Image(Struct, frozen=True):
    """What stands for an image: its alternative text, where a link around it leads, and the image
    itself if it can be shown."""

    alt: str
    href: str = ""
    picture: Picture | None = None


class _Place(Struct, frozen=True):
    """What a text is when it comes here."""

    kind: BlockKind = "paragraph"
    level: int = 0
    quoted: int = 0


class _List(Struct):
    """A list being read; `style` is "" for one without numbers."""

    next: int = 1
    step: int = 1
    style: str = ""

    def marker(self) -> str:
        if not self.style:
            return "•"
        n, self.next = self.next, self.next + self.step
        return f"{number(n, self.style)}."


class _Stretch(Struct):
    """A span not yet placed: offsets count from the start of its block; `end` -1 = still open."""

    kind: SpanKind
    href: str
    start: int
    end: int = -1


def _nothing() -> None:
    """What was not begun needs no end."""


class Builder:
    """Makes one Document. What begins something returns what ends it; ends come in reverse order.

    `base` is the URL that links are resolved against (by whoever reads the markup).
    """

    def __init__(self, base: str = "") -> None:
        self.base = base
        self._blocks: list[Block] = []
        self._texts: list[str] = []
        self._spans: list[Span] = []
        self._start = 0  # of the block that comes next, in the Document's text
        self._parts: list[str] = []  # the text of that block so far
        self._length = 0
        self._after_space = True
        self._open: list[_Stretch] = []
        self._closed: list[_Stretch] = []
        self._places = [_Place()]
        self._lists: list[_List] = []
        self._marker = ""
        self._images: list[Image] = []
        self._figures: dict[str, Figure] = {}
        self._cells: Cells | None = None
        self._waiting: Cells | None = None  # while the caption of its table is read

    def finish(self) -> Document:
        """All that was given, as a Document."""
        self._end_block()
        while self._blocks and self._blocks[-1].kind == "rule":
            self._take_back()
        spans = sorted(self._spans, key=lambda span: (span.start, -span.end))
        text, figures = "\n\n".join(self._texts), tuple(self._figures.values())
        return Document(text, tuple(self._blocks), tuple(spans), figures)

    def text(self, raw: str) -> None:
        """Some text as it stands in the source: made safe, white space folded unless in code."""
        text = many_lines(raw)
        if self._places[-1].kind == "code" and self._cells is None:
            text = text if self._length else text.lstrip("\n")
            return self._put(text.expandtabs(_TAB))
        if self._cells is not None and not self._cells.inside:
            return None  # white space between cells: all else was put elsewhere by the parser
        if any(each in text for each in _TO_FOLD):
            text = _FOLDED.sub(" ", text)
        if not self._length or (self._cells is not None and self._cells.nothing_yet()):
            text = text.lstrip()
        elif self._after_space and text[:1] == " ":
            text = text[1:]
        return self._put(text)

    def _put(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)
            self._after_space = text[-1] in " \n\t"

    def _trim(self) -> None:
        """Take back a space at the end."""
        if self._parts and self._parts[-1].endswith(" "):
            self._parts[-1] = self._parts[-1][:-1]
            self._length -= 1

    def line_break(self) -> None:
        """A new line; two of them begin a new block, as authors mean them to."""
        if self._cells is not None:
            self._gap()
        elif self._places[-1].kind == "code":
            self._put("\n")
        elif self._length and self._parts[-1] == "\n":
            self._end_block()
        elif self._length:
            self._trim()
            self._put("\n")

    def open_span(self, kind: SpanKind, href: str = "") -> Leave:
        """What follows looks like `kind`; the same kind twice says nothing new."""
        if any(stretch.kind == kind for stretch in self._open):
            return _nothing
        self._open.append(_Stretch(kind, href, self._length))
        return self._close_span

    def _close_span(self) -> None:
        stretch = self._open.pop()
        stretch.end = self._length
        self._closed.append(stretch)

    def end_quote(self) -> None:
        """Ends a quotation that was begun with the text “."""
        self._put("”")

    def block(self) -> Leave:
        """What follows is not in one block with what came before."""
        self._end_block()
        return self._end_block

    def place(self, kind: BlockKind, level: int = 0) -> Leave:
        """What follows is of this kind; `level` is that of a heading, others have their list's."""
        return self._enter(_Place(kind, level or len(self._lists), self._places[-1].quoted))

    def quoted(self) -> Leave:
        """What follows stands in one more blockquote."""
        here = self._places[-1]
        return self._enter(replace(here, quoted=here.quoted + 1))

    def _enter(self, place: _Place) -> Leave:
        self._end_block()
        self._places.append(place)
        return self._leave

    def _leave(self) -> None:
        self._end_block()
        self._places.pop()

    def list(self, first: int = 1, step: int = 1, style: str = "") -> Leave:
        """A list; `style` is one of HTML's `type`s for a numbered list ("1", "a", "i")."""
        self._end_block()
        self._lists.append(_List(first, step, style))
        self.place("paragraph")
        return self._leave_list

    def _leave_list(self) -> None:
        self._leave()
        self._lists.pop()

    def item(self, value: int | None = None) -> Leave:
        """An item of the list, numbered anew if it says so."""
        if self._cells is not None:
            return self.block()
        self.place("item", level=max(len(self._lists), 1))
        here = self._lists[-1] if self._lists else _List()
        if value is not None:
            here.next = value
        self._marker = here.marker()
        return self._leave_item

    def _leave_item(self) -> None:
        self._leave()
        self._marker = ""

    def rule(self) -> None:
        """A line across; a second one in a row says nothing."""
        self._end_block()
        if self._cells is None and self._blocks and self._blocks[-1].kind != "rule":
            self._add(Block("rule", *self._next(""), quoted=self._places[-1].quoted), "")

    def image(self, image: Image) -> None:
        """An image: a block of its own, but never in the middle of a paragraph."""
        if self._cells is not None:
            self._images.append(replace(image, alt=""))
            return self.text(image.alt)
        around = next((stretch.href for stretch in self._open if stretch.href), "")
        self._images.append(image if image.href else replace(image, href=around))
        return None if self._length else self._add_images()

    def table(self) -> Leave:
        """A table of data: rows and cells follow."""
        self._end_block()
        self._cells = Cells(self._put, lambda: self._length)
        return self._leave_table

    def _leave_table(self) -> None:
        cells, self._cells = self._cells, None
        if cells is None or not any(a < b for row in cells.rows for a, b in row):
            self._start_block()
            return self._add_images()
        at = self._start
        rows = tuple(tuple((at + a, at + b) for a, b in row) for row in cells.rows)
        here = self._places[-1]
        text = "".join(self._parts)
        block = Block(
            "table", *self._next(text), len(self._lists), "", here.quoted, rows, cells.headed
        )
        self._add_spans(text)
        self._add(block, text)
        return self._add_images()

    def table_caption(self) -> Leave:
        """The caption of a table: a block before the table, or one more row after its rows."""
        if self._cells is None:
            return self.place("caption")
        if self._cells.rows:
            self.row()
            self.cell(False, 1, 1)
            return self._leave_late_caption
        self._waiting, self._cells = self._cells, None
        self.place("caption")
        return self._leave_caption

    def _leave_late_caption(self) -> None:
        self._leave_cell()
        self._leave_row()

    def _leave_caption(self) -> None:
        self._leave()
        self._cells = self._waiting

    def row(self) -> Leave:
        """A row of the table; of one that only arranges the page, a block."""
        if self._cells is None:
            return self.block()
        self._cells.begin_row()
        return self._leave_row

    def _leave_row(self) -> None:
        assert self._cells is not None
        self._cells.end_row()

    def cell(self, head: bool, across: int, down: int) -> Leave:
        """A cell of the row, over so many columns and rows."""
        if self._cells is None:
            return self.block()
        self._cells.begin_cell(head, across, down)
        return self._leave_cell

    def _leave_cell(self) -> None:
        assert self._cells is not None
        self._trim()
        self._cells.end_cell()

    def _gap(self) -> None:
        if self._cells is not None and self._cells.inside and not self._after_space:
            self._put(" ")

    def _end_block(self) -> None:
        """Keep the text so far as a block; within a table, only set it off by a space."""
        if self._cells is not None:
            return self._gap()
        text = "".join(self._parts).rstrip()
        if not text:
            return self._start_block()
        here = self._places[-1]
        kind, marker = here.kind, ""
        if kind in ("item", "heading"):
            marker, self._marker = self._marker, ""
        if kind == "item" and not marker:
            kind = "paragraph"
        if kind == "caption" and self._repeats_image(text):
            self._take_back()
        self._add_spans(text)
        self._add(Block(kind, *self._next(text), here.level, marker, here.quoted), text)
        return self._add_images()

    def _repeats_image(self, caption: str) -> bool:
        if not self._blocks or self._blocks[-1].kind != "image":
            return False
        return caption.startswith(self._texts[-1])

    def _next(self, text: str) -> tuple[int, int]:
        """Where `text` comes to stand, if it is the next block."""
        return self._start, self._start + len(text)

    def _add(self, block: Block, text: str) -> None:
        """Keep a block; the spans that lie in it were kept before."""
        self._blocks.append(block)
        self._texts.append(text)
        self._start = block.end + 2
        self._start_block()

    def _add_spans(self, text: str) -> None:
        """Keep the spans that lie in `text`, the next block, without white space around them."""
        for stretch in self._closed + self._open:
            start = stretch.start
            inside = text[start : None if stretch.end < 0 else stretch.end].rstrip()
            start += len(inside) - len(inside.lstrip())
            if inside.strip():
                at, end = self._start + start, self._start + stretch.start + len(inside)
                self._spans.append(Span(stretch.kind, at, end, stretch.href))

    def _start_block(self) -> None:
        """Forget what is kept by now; open spans go on in the next block."""
        self._parts.clear()
        self._closed.clear()
        self._length, self._after_space = 0, True
        for stretch in self._open:
            stretch.start = 0

    def _add_images(self) -> None:
        here = self._places[-1]
        images, self._images = self._images, []
        for image in images:
            if image.picture:
                figure = Figure(len(self._blocks), image.picture)
                self._figures.setdefault(image.picture.url, figure)
            if not image.alt:
                continue
            if self._blocks and self._blocks[-1].kind == "image" and self._texts[-1] == image.alt:
                continue
            start = self._start
            place = self._next(image.alt)
            self._add(Block("image", *place, len(self._lists), "", here.quoted), image.alt)
            if image.href:
                self._spans.append(Span("link", start, start + len(image.alt), image.href))

    def _take_back(self) -> None:
        self._start = self._blocks.pop().start
        self._texts.pop()
        while self._spans and self._spans[-1].start >= self._start:
            self._spans.pop()
