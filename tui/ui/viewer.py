"""The viewer: an article's images, one at a time.

They are shown in full where the terminal speaks kitty's graphics protocol or draws sixels, else
with half blocks. It draws what it is given, and asks for what it lacks by the function it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from tui.events import Drawn
from tui.model import Fit, Raster
from tui.text.document import Picture
from tui.text.figures import box
from tui.text.safe import one_line
from tui.ui import kitty, sixel
from tui.ui.browser import host
from tui.ui.half_blocks import drawn

Ask = Callable[[str, Fit], None]
"""Asks for the image at an address; `Viewer.heard` is to follow."""

FORWARD = ("j", "down", "right", "l", "space", "n", "J")
BACK = ("k", "up", "left", "h", "p", "K")
NO_COLOURS = "Images are not drawn without colours; these words stand for it:"
NO_WORDS = "No words stand for this image."


class Paint(NamedTuple):
    """What shows an image in full: in which form it is needed, and what writes to the terminal."""

    form: Literal["png", "sixel"]
    write: Callable[[str], None]


class Canvas(Widget):
    """One image in half blocks, in the middle of the space there is."""

    raster: Raster | None = None
    emptied: Callable[[], None] | None = None
    """Called after its cells were written, which takes the sixels away that are in them."""

    def show(self, raster: Raster | None) -> None:
        """Draw this, or nothing."""
        self.raster = raster
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        if self.emptied:
            self.call_after_refresh(self.emptied)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        blank = Style.from_color(None, self.rich_style.bgcolor)
        raster, width = self.raster, self.size.width
        if raster is None or not width:
            return Strip.blank(width, blank)
        # The terminal may have become smaller since it was made to fit.
        across, down = box((raster.width, raster.height), width, self.size.height)
        row = y - (self.size.height - down) // 2
        if not 0 <= row < down:
            return Strip.blank(width, blank)
        left = (width - across) // 2
        ends = Segment(" " * left, blank), Segment(" " * (width - left - across), blank)
        return Strip([ends[0], *drawn(raster, (across, down), row, blank), ends[1]], width)


class Viewer(ModalScreen[None]):
    """Shows images one after the other: without `ask` their words alone, without `paint` in half
    blocks."""

    def __init__(
        self,
        pictures: Sequence[Picture],
        ask: Ask | None,
        paint: Paint | None = None,
    ) -> None:
        super().__init__(classes="" if ask else "-words")
        self._pictures, self._ask, self._paint = pictures, ask, paint
        self._at = 0
        self._asked: dict[str, Fit] = {}
        self._drawn: dict[str, Drawn] = {}

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog viewer"):
            yield Static("", id="viewer-title", classes="dialog-title", markup=False)
            yield Static("", id="viewer-note", markup=False)
            yield Canvas(id="canvas")
            yield Static("", id="viewer-words", markup=False)
            keys = "j k or arrows: next and previous image · q goes back"
            yield Static(keys, classes="dialog-hint", markup=False)

    def on_mount(self) -> None:
        if self._paint and self._paint.form == "sixel":
            self.query_one(Canvas).emptied = self._paint_again
        self.call_after_refresh(self._show)  # how much room there is shows in the first layout

    def heard(self, event: Drawn) -> None:
        """What became of an image that was asked for."""
        if self._asked.get(event.url) == event.fit:
            self._drawn[event.url] = event
            self._show()

    def on_resize(self) -> None:
        if self._paint and self._asked:  # half blocks are scaled instead
            self._asked.clear()
            self._drawn.clear()
            self.call_after_refresh(self._show)

    def on_unmount(self) -> None:
        if self._paint and self._paint.form == "png":
            self._paint.write(kitty.GONE)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        if event.key in ("q", "escape", "i"):
            self.dismiss(None)
        elif event.key in FORWARD or event.key in BACK:
            step = 1 if event.key in FORWARD else -1
            self._at = max(0, min(len(self._pictures) - 1, self._at + step))
            self._show()

    def _show(self) -> None:
        picture = self._pictures[self._at]
        self._fetch(picture.url)
        drawn = self._drawn.get(picture.url)
        place = f"Image {self._at + 1} of {len(self._pictures)} · {host(picture.url)}"
        self.query_one("#viewer-title", Static).update(place)
        self._note(drawn)
        self.query_one("#viewer-words", Static).update(one_line(picture.alt) or NO_WORDS)
        self._draw(drawn.raster if drawn else None)

    def _fetch(self, url: str) -> None:
        if self._ask and url not in self._asked:
            self._asked[url] = self._room
            self._ask(url, self._room)

    @property
    def _room(self) -> Fit:
        """How large an image may be."""
        across, down = self.query_one(Canvas).size
        if self._paint is None:
            return Fit(across, 2 * down)
        width, height = kitty.cell()
        return Fit(across * width, down * height, self._paint.form)

    def _draw(self, raster: Raster | None) -> None:
        canvas = self.query_one(Canvas)
        if self._paint is None:
            canvas.show(raster)
        elif self._paint.form == "sixel":
            canvas.refresh()
        elif raster is None:
            self._paint.write(kitty.GONE)
        else:
            self._paint.write(kitty.shown(raster.pixels, *self._corner(raster)))

    def _paint_again(self) -> None:
        """Sixels, unless they were made for another size or the screen is another's by now."""
        drawn = self._drawn.get(self._pictures[self._at].url)
        if self._paint and self.is_current and drawn and drawn.raster and drawn.fit == self._room:
            around = self.query_one(Canvas).rich_style.bgcolor
            place = self._corner(drawn.raster)
            self._paint.write(sixel.shown(drawn.raster.pixels, *place, around))

    def _corner(self, raster: Raster) -> tuple[int, int]:
        """The column and row at which an image stands in the middle."""
        room, (width, height) = self.query_one(Canvas).region, kitty.cell()
        left = max(0, room.width - -(-raster.width // width)) // 2
        above = max(0, room.height - -(-raster.height // height)) // 2
        return room.x + left, room.y + above

    def _note(self, drawn: Drawn | None) -> None:
        said = NO_COLOURS if self._ask is None else "Fetching it …"
        if drawn:
            said = one_line(drawn.error)
        note = self.query_one("#viewer-note", Static)
        note.update(said)
        note.set_class(bool(drawn and drawn.error), "-failed")
        note.styles.visibility = "visible" if said else "hidden"
