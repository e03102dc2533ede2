"""The application: themes, the engine's life, the palette, and what needs the terminal itself.

The screen is drawn from the library first; the engine starts after the first frame. Nothing in here
may import httpx, feedparser, lxml or trafilatura.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
from collections.abc import Sequence
from pathlib import Path

from rich.console import RenderableType
from rich.text import Text
from textual import on
from textual.app import App
from textual.driver import Driver
from textual.filter import LineFilter
from textual.message import Message
from textual.screen import Screen

from tui.engine import Engine
from tui.errors import QuothError, StoreError
from tui.events import Event, SyncStarted
from tui.keys import Keys
from tui.settings import Config
from tui.ui.ascii_only import AsciiOnly
from tui.ui.library import Library
from tui.ui.looking import chosen_theme
from tui.ui.more_themes import THEMES
from tui.ui.reader_screen import ReaderScreen
from tui.ui.terminal import QuickDriver
from tui.ui.themes import roles

LIBRARY = "library.db"
COLLECTING = (700, 10, 100)
"""When garbage is collected; all objects are looked through a tenth as often as usual, since that
takes longer than a frame, four times in a sync of a thousand feeds."""


class QuothApp(App[None]):
    """Quoth on a terminal. Raises SettingsError and StoreError before anything is drawn."""

    TITLE = "Quoth"
    CSS_PATH = "quoth.tcss"
    ENABLE_COMMAND_PALETTE = False
    NOTIFICATION_TIMEOUT = 4
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (50, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]  # noqa: RUF012

    class Happened(Message):
        """The engine says something."""

        def __init__(self, event: Event) -> None:
            super().__init__()
            self.event = event

    def __init__(self, config: Config, data: Path) -> None:
        # Only native ANSI colours, chosen now, make NO_COLOR mean no colour at all.
        no_color = True if os.environ.get("NO_COLOR") else None
        super().__init__(driver_class=QuickDriver, ansi_color=no_color)
        self.keys = Keys.of(config)
        path = data / LIBRARY
        self.engine = Engine(config, path, self._post)
        self.library = _open(path, config, self.engine)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = chosen_theme(self.library)
        self.stylesheet.set_variables(self.get_css_variables())  # made before there was a theme
        self.reader: ReaderScreen | None = None
        self._begun = False
        self._synced = False

    def get_default_screen(self) -> Screen[None]:
        self.reader = ReaderScreen(self.library, self.keys, self.size)
        return self.reader

    def get_line_filters(self) -> Sequence[LineFilter]:
        filters = super().get_line_filters()
        return [*filters, AsciiOnly()] if self.library.config.settings.ascii else filters

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return roles(self.current_theme.dark)

    def refresh_css(self, animate: bool = True) -> None:
        # Textual asks for this once more at the start, to parse all styles again for a theme that
        # they were parsed for already.
        if self._begun:
            super().refresh_css(animate)

    def exit(
        self,
        result: None = None,
        return_code: int = 0,
        message: RenderableType | None = None,
    ) -> None:
        if self.reader is not None and self.reader.is_mounted:
            self.reader.noting.leave()
            self.reader.places.leave()
        super().exit(result, return_code, message)

    def copy_to_clipboard(self, text: str) -> None:
        """What Textual does on ctrl+c and ctrl+x in a box, on ctrl+x even if nothing is chosen."""
        if text and self.reader is not None:
            self.reader.deeds.give(text)

    def action_help_quit(self) -> None:
        """What Textual does on ctrl+c, where no text is selected and no dialog is open."""
        if self.reader is not None:
            self.reader.deeds.tell_how_to_quit()

    @on(Driver.SignalResume)
    def _called_back(self) -> None:
        """The shell had the terminal and wrote to it: nothing of ours is there any more."""
        self.refresh(layout=True)

    # The engine.

    def on_mount(self) -> None:
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """The first frame is there."""
        self._begun = True
        self.stylesheet.read(Path(__file__).with_name("over.tcss"))  # no dialog is open yet
        gc.freeze()  # what is there now stays: it need not be looked through again and again
        gc.set_threshold(*COLLECTING)
        gc.enable()
        self.engine.start()
        for ending in (signal.SIGHUP, signal.SIGTERM):  # closed windows and shutdowns lose nothing
            asyncio.get_running_loop().add_signal_handler(ending, self.exit)
        if self.reader is not None:
            self.reader.places.welcome()

    def _post(self, event: Event) -> None:
        """Called from the engine's thread."""
        self.post_message(self.Happened(event))

    def on_quoth_app_happened(self, message: Happened) -> None:
        if isinstance(message.event, SyncStarted) and not self._synced:
            self._synced = True
            gc.freeze()  # what the engine has loaded stays too: a third of the time, in each sync
        if self.reader is not None and self.reader.is_mounted and self.is_running:
            self.reader.heard(message.event)

    def _handle_exception(self, error: Exception) -> None:
        """A library that cannot be read any more ends the program with its sentence."""
        if isinstance(error, QuothError):
            self.exit(return_code=1, message=Text(str(error)))
        else:
            super()._handle_exception(error)


def _open(path: Path, config: Config, engine: Engine) -> Library:
    """The library to read from; made or brought up to date first if need be."""
    try:
        return Library(config, path, engine)
    except StoreError:
        from tui.store import Writer

        writer = Writer(path)  # says why, if it cannot be mended
        writer.subscribe(config.feeds)
        writer.close()
        return Library(config, path, engine)


def run(config: Config, data: Path) -> int:
    """Show the screen until the user quits; the exit code.

    The terminal is given back first; what the engine has under way ends after that.
    """
    app = QuothApp(config, data)
    try:
        app.run()
    finally:
        app.engine.stop()
        app.library.close()
    return app.return_code or 0
