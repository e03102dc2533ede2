"""feeds.toml while Quoth runs: an edit is noticed and applied; a mistake is said and the old stays.

It looks at the file's time and size, and reads it only when they changed. It never writes it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui.errors import SettingsError
from tui.keys import keymap, macros
from tui.settings import Config, load

if TYPE_CHECKING:
    from tui.ui.reader_screen import ReaderScreen

LOOK_S = 1.0
"""How often the file is looked at."""

Stamp = tuple[int, int, int]


class Live:
    """Keeps the reader screen true to feeds.toml."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._stamp = _stamp(screen.library.config.path)

    def begin(self) -> None:
        """Look from now on whether the file was edited."""
        self._screen.set_interval(LOOK_S, self.look)

    def look(self) -> None:
        """Read the file if it changed. While an editor replaces it there may be none."""
        screen = self._screen
        stamp = _stamp(screen.library.config.path)
        if stamp is None or stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            config = load(screen.library.config.path)
            known = keymap(config)
            own = macros(config, known)
        except SettingsError as error:
            screen.say(f"{error}. The settings stay as they were.", "error")
            return
        if config == screen.library.config:
            return
        screen.keys.bind(known, own, plain=config.settings.ascii)
        self._apply(config)

    def _apply(self, config: Config) -> None:
        screen = self._screen
        before = screen.library.config
        screen.library.config = config
        screen.library.engine.reload(config)
        screen.looking.follow_theme(before)
        screen.looking.follow_settings()
        screen.sidebar.reload()
        screen.show_state()
        screen.say("feeds.toml was edited: it is as it says now.")


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
