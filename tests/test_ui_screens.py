"""Every screen there is: what is written on it can be read, and the focus on it can be seen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import chain, combinations
from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.segment import Segment

from tests.test_ui_look import COLOURED, contrast
from tests.ui import FEEDS, Session, articles, library, running
from tui.model import Enclosure

READ_ON, FINDINGS = ("enter",), ("enter", "f", "G")
SCREENS = {
    "lists": (("h",), "Science"),
    "article": (READ_ON, "harbour council"),
    "findings": (("enter", "f"), "Maria Lopez"),
    "range": (("m", "m", "j"), "story"),
    "grouped": (("D", "O", *"longest", "enter"), "───"),
    "search": (("/", *"story"), "story"),
    "mistake": (("/", *"is:odd"), "odd"),
    "find": ((*READ_ON, "/", *"boats"), "boats"),
    "hints": ((*READ_ON, "F"), "story"),
    "links": ((*READ_ON, "u"), "1 "),
    "attachments": ((*READ_ON, "e"), "Open ep1.mp3"),
    "images": ((*READ_ON, "i"), "Image 1 of 1"),
    "help": (("?",), "Page on"),
    "palette": ((":", *"quote"), "next quote"),
    "theme": (("t",), "Theme"),
    "order": (("O",), "Oldest first"),
    "health": (("H",), "The Times"),
    "change a feed": (("H", "e"), "Address"),
    "add": (("a",), "Add"),
    "older": (("m", "o"), "days"),
    "question": (("C",), "read"),
    "tags": (("T",), "Tags"),
    "note": (("M",), "Note to"),
    "keep a search": (("/", *"story", "enter", "S"), "smart"),
    "why": ((*FINDINGS, "W"), "Why this speaker"),
    "speaker": ((*FINDINGS, "X"), "Whose"),
    "share": ((*READ_ON, "Y"), "Markdown"),
    "save": ((*READ_ON, "w"), "Save"),
    "pipe": ((*READ_ON, "|"), "Pipe the article"),
    "source": ((*READ_ON, "V"), "<p>"),
    "import": ((":", *"import", "enter"), "OPML"),
    "message": (("U",), "Taken back"),
}
"""Keys that lead to each screen, and what is written there."""
DIALOGS = (
    *("links", "attachments", "help", "palette", "theme", "order", "add", "older", "tags", "note"),
    *("why", "speaker", "share", "save", "pipe", "source", "import", "change a feed"),
    "keep a search",
)
"""Those of them that open over the others."""

FILE = Enclosure("https://times.example/ep1.mp3", "audio/mpeg", 12_300_000)
MORE = (
    '<p>More at <a href="https://lab.example/more">the lab</a>.</p>'
    '<p><img src="http://127.0.0.1:9/boat.png" alt="A boat" width="640" height="400"></p>'
)


@asynccontextmanager
async def shown(
    folder: Path, name: str, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Session]:
    """The app with one of the screens on top; whatever an article can have, the first one has."""
    filled = library(folder, each=2)
    first, *rest = articles("times", 2)
    filled.save(FEEDS[0], [replace(first, html=first.html + MORE, enclosures=(FILE,)), *rest])
    keys, words = SCREENS[name]
    async with running(filled, size) as session:
        await session.press("s", *keys)
        await session.see(words)
        yield session


def unreadable(session: Session, least: float) -> set[tuple[str, float]]:
    """What is written on the screen with too little contrast; lines and bars are not writing."""
    found = set()
    for text, style, _ in chain.from_iterable(drawn(session)):
        words = "".join(char for char in text if char.isalnum())
        if not words or style is None or not (style.color and style.bgcolor):
            continue
        ink, ground = style.color.get_truecolor(), style.bgcolor.get_truecolor()
        ink, ground = (ground, ink) if style.reverse else (ink, ground)
        if (weight := contrast(ink.hex, ground.hex)) < least:
            found.add((text.strip(), round(weight, 2)))
    return found


def drawn(session: Session) -> list[list[Segment]]:
    """What is drawn, line by line; of a dialog only itself, since what lies behind is dimmed."""
    strips = session.app.screen._compositor.render_strips()
    for dialog in session.app.screen.query(".dialog"):
        x, y, width, height = dialog.region
        strips = [strip.crop(x, x + width) for strip in strips[y : y + height]]
    return [list(strip) for strip in strips]


@pytest.mark.parametrize("name", SCREENS)
async def test_all_that_is_written_can_be_read_in_every_theme(tmp_path: Path, name: str) -> None:
    async with shown(tmp_path, name) as session:
        faint = {}
        for theme in COLOURED:
            session.app.theme = theme.name
            await session.pilot.pause()
            faint[theme.name] = unreadable(session, 4.5)

    assert {theme: found for theme, found in faint.items() if found} == {}


@pytest.mark.parametrize("name", SCREENS)
async def test_where_the_focus_is_can_be_seen(tmp_path: Path, name: str) -> None:
    async with shown(tmp_path, name) as session:
        screen = session.app.screen
        places = [widget for widget in screen.focus_chain if widget.region.height]
        pictures = {}
        for widget in [*places, *([None] if len(places) == 1 else [])]:
            screen.set_focus(widget)
            await session.pilot.pause()
            pictures[widget] = drawn(session)[:-1]  # without the status line

    same = [pair for pair in combinations(pictures, 2) if pictures[pair[0]] == pictures[pair[1]]]
    assert same == []


@pytest.mark.parametrize("size", [(40, 12), (60, 16)], ids=["40x12", "60x16"])
@pytest.mark.parametrize("name", DIALOGS)
async def test_in_a_small_terminal_nothing_of_a_dialog_is_cut_off(
    tmp_path: Path, name: str, size: tuple[int, int]
) -> None:
    async with shown(tmp_path, name, size) as session:
        (dialog,) = session.app.screen.query(".dialog")
        parts = [part for part in dialog.children if part.display]
        assert all(dialog.region.contains_region(part.region) for part in parts), session.text
        for scrolls in dialog.query("OptionList, #help-text"):
            least = min(scrolls.virtual_size.height, size[1] // 2)
            assert scrolls.size.height >= least, session.text
