"""What the commands do: one method for each row of `commands.COMMANDS`, named after its id.

Those that only move are in `moves`, those about quotes and findings in `passages`. A deed asks the
library or the engine; it never waits.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.widgets import Input

from tui.text.safe import many_lines, one_line
from tui.text.wording import many
from tui.ui.copying import handed_over
from tui.ui.drawing import clip
from tui.ui.terminal import QuickDriver

if TYPE_CHECKING:
    from tui.settings import Config
    from tui.ui.reader_screen import ReaderScreen


LONGEST_SAID = 150
"""Cells of what was copied that a message repeats."""


class Deeds:
    """The commands of the reader screen."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._handing_over = asyncio.Lock()
        """Held in turn, so that of copies made close together the last stays."""

    # Feeds.

    def refresh(self) -> None:
        screen = self._screen
        feeds = screen.sidebar.row.feeds
        if feeds is None:
            self.refresh_all()
            return
        screen.library.visiting |= set(feeds)
        screen.library.engine.sync(feeds)

    def refresh_all(self) -> None:
        library = self._screen.library
        library.visiting |= {feed.key for feed in library.config.feeds if not feed.paused}
        library.engine.sync_all()

    def unread_only(self) -> None:
        sidebar = self._screen.sidebar
        if sidebar.row.kind in ("all", "unread"):
            sidebar.feeds.choose("unread" if sidebar.row.kind == "all" else "all")
        else:
            sidebar.unread_only = not sidebar.unread_only
        sidebar.show_row()

    def add_feed(self) -> None:
        from tui.ui.adding import AddFeed

        library = self._screen.library
        dialog = AddFeed(library.config, library.engine.discover)
        self._screen.app.push_screen(dialog, self._added)

    def _added(self, config: Config | None) -> None:
        """feeds.toml has a new feed: fetch it and show it."""
        if config is None:
            return
        screen, key = self._screen, config.feeds[-1].key
        screen.files.use(config)
        screen.library.engine.sync([key])
        screen.go_to_feed(key)

    # Outside.

    def give(self, text: str, said: str = "") -> None:
        """Put text on the clipboard, and say so: as `said`, or by what one glance takes in of it.

        The boxes of the program can paste it at once, others as soon as it was handed over.
        """
        text = many_lines(text)
        self._screen.app._clipboard = text
        said = said or clip(one_line(text), LONGEST_SAID)
        self._screen.run_worker(self._hand_over(text, said))

    async def _hand_over(self, text: str, said: str) -> None:
        screen = self._screen
        async with self._handing_over:
            taken = await handed_over(screen.app, text)
        if taken:
            screen.say(f"Copied: {said}")
        else:
            screen.say(f"Sent to the terminal, which may not take it: {said}", "warning")

    def copy(self) -> None:
        screen = self._screen
        text = screen.get_selected_text()
        passage = screen.findings.current
        if not text and passage and screen.page:
            text = screen.page.document.text[slice(*passage)]
        if text:
            self.give(text, f"{many(len(text.split()), 'word')}.")

    # The program.

    def palette(self) -> None:
        from tui.ui.chooser import Chooser
        from tui.ui.palette import carry_out, question, remember

        screen = self._screen

        def chosen(id_: str | None) -> None:
            if id_ is not None:
                remember(screen.library, id_)
                carry_out(screen, id_)

        screen.app.push_screen(Chooser(question(screen)), chosen)

    def help(self) -> None:
        from tui.ui.help import Help

        self._screen.app.push_screen(Help(self._screen.keys))

    def suspend(self) -> None:
        driver = self._screen.app._driver
        if isinstance(driver, QuickDriver):
            driver.step_aside()

    def tell_how_to_quit(self) -> None:
        """Say which key quits; in a box, which one does so there."""
        screen, keys = self._screen, self._screen.keys
        typing = isinstance(screen.app.focused, Input)
        key = (typing and keys.while_typing("quit")) or keys.shown("quit", 1)
        screen.say(f"{key or keys.shown('palette', 1) + ' quit'} quits.")

    def quit(self) -> None:
        self._screen.app.exit()
