"""A page on the screen: laid out once per width, scrolled, painted, and what is selected of it.

A line is painted when it is first seen, and a new highlight only repaints. What the page says is
`ArticleView`'s business. It reads and writes nothing, and it binds no keys.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from rich.segment import Segment
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.selection import Selection
from textual.strip import Strip

from tui.analysis.annotation import Analysis
from tui.model import Fit, Raster
from tui.text.layout import Highlight, Line
from tui.ui.drawing import fold
from tui.ui.lines_view import LinesView
from tui.ui.page import BODY, END, HEAD, MOST_ROWS, Page, PageLines, Part, parts
from tui.ui.page_paint import GUTTER, PagePaint
from tui.ui.voices import shows

Ask = Callable[[str, Fit], None]
Seen = tuple[int, int, tuple[int, int] | None]

OVERLAP = 2
"""Lines of the last screen that stay when a page is turned."""
UPPER_THIRD = 3


class PageView(LinesView):
    """Shows one Page, and can bring any range of its text into view."""

    measure: reactive[int] = reactive(76)
    spacing: reactive[int] = reactive(1)
    centred: reactive[bool] = reactive(True)
    voices: reactive[bool] = reactive(False)
    """Only the paragraphs with quotes are shown, in articles that have some."""

    class PassageInView(Message):
        """What can be seen changed, or the current passage did: offsets into Document.text."""

        def __init__(self, start: int, end: int, current: tuple[int, int] | None) -> None:
            super().__init__()
            self.start, self.end, self.current = start, end, current

    class LaidOut(Message):
        """It has lines, for the first time."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._page: Page | None = None
        self._message = ""
        self._parts: tuple[Part, ...] = ()
        self._lines = PageLines((), 1)
        self._laid_for = (0, 0, 0)
        self._rasters: dict[str, Raster] = {}
        self._asked: dict[str, Fit] = {}
        self.ask: Ask | None = None
        """Asks for an image; `draw` is to follow."""
        self._place = 0
        self._current: tuple[int, int] | None = None
        self._in_view = (0, 0)
        self._told: Seen | None = None
        self._painted: dict[int, Strip] = {}
        self._paints: list[PagePaint] = []

    # What is shown.

    def show(self, page: Page, place: int = 0) -> None:
        """Show a page from a place on, or from where we are if it is the one being shown."""
        if not self._shows(page):
            self._current, self._place = None, place
            self._rasters.clear()
            self._asked.clear()
        self._page, self._message, self._told = page, "", None
        self._parts = parts(page, voices=self.voices)
        self._annotations_changed()
        self._forget_selection()
        self._lay_out()
        self._tell_what_is_in_view()

    def _shows(self, page: Page) -> bool:
        shown = self._page
        if shown is None or shown.article.id != page.article.id:
            return False
        return shown.document.text == page.document.text

    def annotate(self, analysis: Analysis) -> None:
        """Add the annotations of the page being shown; nothing moves."""
        if self._page:
            self._page = replace(self._page, analysis=analysis)
            self._annotations_changed()
            self.watch_voices()
            self._told = None
            self._tell_what_is_in_view()

    def draw(self, url: str, fit: Fit, raster: Raster) -> None:
        """Draw an image that was asked for; one that is not wanted like this any more is not."""
        if self._asked.get(url) == fit:
            self._rasters[url] = raster
            for row, line in enumerate(self._lines.lines):
                if line.figure and line.figure[0] == url:
                    self._painted.pop(row, None)
            self.refresh()

    def clear(self, message: str = "") -> None:
        """Show no page, but a sentence in the middle."""
        self._page, self._message, self._parts = None, message, ()
        self._current, self._place = None, 0
        self._annotations_changed()
        self._forget_selection()
        self._lay_out()

    def _annotations_changed(self) -> None:
        analysis = (self._page and self._page.analysis) or Analysis()
        self._paints = [
            PagePaint(part.document, analysis if number == BODY else Analysis())
            for number, part in enumerate(self._parts)
        ]
        self._repaint()

    def _repaint(self) -> None:
        self._painted.clear()
        self.refresh()

    # Laying out: once per width.

    @property
    def _width(self) -> int:
        """Cells from edge to edge. A hidden pane has none; it will come back as wide as it was."""
        return self.size.width or self._laid_for[0]

    @property
    def _text_width(self) -> int:
        return max(1, min(self.measure, self._width - GUTTER - 1))

    @property
    def _fits(self) -> tuple[int, int, int]:
        """What lines depend on: the whole width, that of the text, the rows of an image at most."""
        return self._width, self._text_width, min(MOST_ROWS, self.app.size.height // 2)

    @property
    def _margin(self) -> int:
        """Cells before the gutter."""
        spare = self._width - self._text_width - GUTTER
        return max(0, spare // 2 - 1 if self.centred else min(spare // 2 - 1, 2))

    def _lay_out(self) -> None:
        """Break the page into lines for the present size; the text at the top stays there."""
        if not self._width:
            return
        if not self.laid_out:
            self.post_message(self.LaidOut())
        self._laid_for = self._fits
        self._painted.clear()
        self._lines = PageLines(self._parts, self._text_width, self.spacing, self._fits[2])
        place = self._place
        self.virtual_size = Size(self._width, len(self._lines.lines))
        self._place = place  # fewer lines may have moved us: that is no place a reader chose
        self.scroll_to_row(self._row_of_place)
        self._ask_for_images()
        self.refresh()

    def _keep_laid_out(self) -> None:
        if self._laid_for != self._fits:
            self._forget_selection()
            self._lay_out()

    @property
    def laid_out(self) -> bool:
        """Whether it was ever shown: before that it has no lines to move over."""
        return self._laid_for[0] > 0

    def on_resize(self) -> None:
        self._keep_laid_out()
        self._tell_what_is_in_view()

    def watch_measure(self) -> None:
        self._keep_laid_out()

    def watch_spacing(self) -> None:
        self._forget_selection()
        self._lay_out()

    def watch_voices(self) -> None:
        """What is folded away changed; the text at the top stays there."""
        body = parts(self._page, voices=self.voices)[BODY] if self._page else None
        if body and body != self._parts[BODY]:
            self._parts = (self._parts[HEAD], body, self._parts[END])
            self._forget_selection()
            self._lay_out()
            self._tell_what_is_in_view()

    def watch_centred(self) -> None:
        self._repaint()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._painted.clear()

    # Moving.

    @property
    def place(self) -> int:
        """The character of the page's text that is at the top; 0 at the title."""
        return self._place

    @property
    def at_end(self) -> bool:
        """The last line can be seen."""
        return self.laid_out and self.scroll_offset.y >= self.max_scroll_y

    def scroll_lines(self, n: int) -> None:
        """Move by so many lines; a negative number moves up."""
        self.scroll_to_row(self.scroll_offset.y + n)

    def scroll_pages(self, fraction: float) -> None:
        """Move by a part of what is seen: 1 is a page, -0.5 half a page up."""
        lines = max(1, round(abs(fraction) * max(1, self.size.height - OVERLAP)))
        self.scroll_lines(lines if fraction > 0 else -lines)

    def to_start(self) -> None:
        """Move to the title."""
        self.scroll_to_row(0)

    def to_end(self) -> None:
        """Move to the last line."""
        self.scroll_to_row(self.max_scroll_y)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        # While the pane changes its width Textual moves us to fit the old lines: that is no place
        # a reader chose.
        laid = self._laid_for == self._fits
        if laid and round(old_value) != round(new_value) and self._lines.lines:
            row = self.scroll_offset.y
            if row != min(self._row_of_place, self.max_scroll_y):
                self._place = self._lines.place(row) if row else 0
            self._tell_what_is_in_view()
            self._ask_for_images()

    @property
    def _row_of_place(self) -> int:
        """The row that should be the first one seen (fewer lines may leave it no room)."""
        return self._lines.row(self._place) if self._place else 0

    def _tell_what_is_in_view(self) -> None:
        if not self._page or not self._lines.lines or not self.size.height:
            return
        top = self.scroll_offset.y
        last = min(top + self.size.height, len(self._lines.lines)) - 1
        self._in_view = self._lines.body_between(top, last)
        seen = (*self._in_view, self._current)
        if seen != self._told:
            self._told = seen
            self.post_message(self.PassageInView(*seen))

    def _ask_for_images(self) -> None:
        """Ask for those on this screen and the next, anew when they are to have another size."""
        top = self.scroll_offset.y
        lines = self._lines.lines[top : top + 2 * self.size.height] if self._lines.boxes else ()
        for url in {line.figure[0] for line in lines if line.figure}:
            across, down = self._lines.boxes[url]
            fit = Fit(across, 2 * down)
            if self.ask and self._asked.get(url) != fit:
                self._asked[url] = fit
                self.ask(url, fit)

    def go_to(self, start: int, end: int) -> None:
        """Make a range of Document.text the current passage and bring it into view."""
        body = self._parts[BODY] if self._parts else None
        if body and body.kept and not shows(body.document, body.kept, start, end):
            self.voices = False
        self._keep_laid_out()
        self._current = (start, end)
        self._repaint()
        if not self._lines.lines:
            return
        base = self._lines.base(BODY)
        first, last = self._lines.row(base + start), self._lines.row(base + max(start, end - 1))
        top, height = self.scroll_offset.y, self.size.height
        if not (top < first and last < top + height - 1):
            self.scroll_to_row(
                first - height // UPPER_THIRD if last - first < height else first - 1
            )
        self._tell_what_is_in_view()

    # Selecting and copying: offsets are (character of the drawn line, row), turned into places.

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        start, end = self._selected(selection)
        return self._lines.text[start:end], "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        self._repaint()

    def _selected(self, selection: Selection) -> tuple[int, int]:
        text = self._lines.text
        start = 0 if selection.start is None else self._place_at(selection.start)
        end = len(text) if selection.end is None else self._place_at(selection.end)
        return start, min(end, len(text))

    def _place_at(self, offset: Offset) -> int:
        if not 0 <= offset.y < len(self._lines.lines):
            return len(self._lines.text) if offset.y > 0 else 0
        return self._lines.place(offset.y, offset.x - self._margin - GUTTER)

    def _forget_selection(self) -> None:
        if self.is_attached and self.text_selection:
            self.screen.clear_selection()

    # Painting.

    def render_lines(self, crop: Region) -> list[Strip]:
        # The first frame comes before the first Resize.
        self._keep_laid_out()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        row = y + self.scroll_offset.y
        if not self._page:
            return self._message_line(y)
        if row not in self._painted:
            self._painted[row] = self._paint(row)
        return self._painted[row]

    def _message_line(self, y: int) -> Strip:
        width = self.size.width
        lines = fold(self._message, max(1, min(self.measure, width - 4)), 9)
        index = y - (self.size.height - len(lines)) // 2
        text = lines[index] if 0 <= index < len(lines) else ""
        segment = Segment(text, self.styles_of_roles.style(("faint",)))
        return Strip([segment]).text_align(width, "center")

    def _paint(self, row: int) -> Strip:
        palette = self.styles_of_roles
        plain = palette.style()
        if not 0 <= row < len(self._lines.lines):
            return Strip.blank(self.size.width, plain)
        line, part = self._lines.lines[row], self._lines.part(row)
        paint = self._paints[part]
        mark = paint.mark(line, palette)
        words = self._drawn(line) or Strip(paint.segments(line, self._over(part, line), palette))
        if paint.is_code(line):
            words = words.adjust_cell_length(self._text_width, palette.style(("code",)))
        strip = Strip([Segment(" " * self._margin, plain), mark, *words])
        return strip.adjust_cell_length(self.size.width, plain).apply_offsets(0, row)

    def _drawn(self, line: Line) -> Strip | None:
        """The row of an image that stands on a line, once it is there."""
        raster = self._rasters.get(line.figure[0]) if line.figure else None
        if line.figure is None or raster is None:
            return None
        from tui.ui.half_blocks import drawn  # the first frame has no images

        url, row = line.figure
        return Strip(drawn(raster, self._lines.boxes[url], row, self.styles_of_roles.style()))

    def _over(self, part: int, line: Line) -> list[Highlight]:
        """The current passage and the selection, which come and go."""
        marks = []
        if self._current and part == BODY:
            marks.append(Highlight(*self._current, "current"))
        if selection := self.text_selection:
            base = self._lines.base(part)
            start, end = self._selected(selection)
            marks.append(Highlight(start - base, end - base, "selected"))
        return marks
