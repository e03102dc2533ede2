"""What the engine says, shown on the screen: a sync as it goes, marks, annotations, trouble.

Changes of one moment are shown together; another copy of Quoth that writes is noticed here too. It
asks nothing of the engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual.timer import Timer

from tui.events import (
    Annotated,
    Completed,
    Discovered,
    Downloading,
    Drawn,
    Event,
    Illustrated,
    Imported,
    Marked,
    Noted,
    Notified,
    OfflineReady,
    PagesVisited,
    Refreshed,
    Ruled,
    SyncFinished,
    SyncStarted,
    Tagged,
    Trouble,
)
from tui.text.wording import many
from tui.ui.notices import notice
from tui.ui.terminal import QuickDriver

if TYPE_CHECKING:
    from tui.ui.reader_screen import ReaderScreen

GATHER_S = 0.3
"""Changes within this time are shown together."""
SYNCING_S = 1.0
"""The same while a sync runs: each time takes as long as a frame, and keys are waiting."""
SOON_S = 0.02
"""The same while there is nothing else to look at."""
LOOK_S = 2.0
"""How often we look whether another copy of Quoth wrote."""
AGE_S = 60.0
"""How often the ages of headlines are drawn anew."""
SPIN_S = 0.1


class Hearing:
    """Keeps the reader screen true to the library."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._gathering: Timer | None = None
        self._changed: set[str] | None = set()
        """The feeds that are to be shown anew; None: anything may have changed."""
        self._spinner: Timer | None = None
        self._frame = 0

    def begin(self) -> None:
        """Look from now on whether another copy of Quoth, or `quoth sync`, wrote; and let headlines
        grow older: a row stays as it was drawn until it is refreshed."""
        self._screen.set_interval(LOOK_S, self._look)
        self._screen.set_interval(AGE_S, self._screen.sidebar.headlines.refresh)

    def heard(self, event: Event) -> None:
        """An event of the engine."""
        screen = self._screen
        match event:
            case SyncStarted():
                screen.library.sync_started(event)
                self._spin(True)
            case Refreshed():
                screen.library.refreshed(event)
                self._gather(event.feed)
            case SyncFinished():
                self._synced(event)
            case Annotated():
                self._annotated(event)
            case Marked():
                self._marked(event)
            case Discovered():
                self._discovered(event)
            case Completed():
                screen.texts.heard(event)
            case PagesVisited() | OfflineReady():
                screen.texts.heard(event)
                self._gather()
            case Drawn() | Illustrated():
                screen.pictures.heard(event)
            case Downloading() | Imported():
                screen.files.heard(event)
            case Notified():
                self._notified(event)
            case Ruled() | Tagged():
                self._noted(event.ids)
            case Noted():
                self._noted([event.id])
            case Trouble():
                self._trouble(event)
        screen.show_progress()

    def _noted(self, ids: Sequence[int]) -> None:
        for id_ in ids:
            self._screen.noting.keep_up(id_)
        self._gather()

    def _notified(self, event: Notified) -> None:
        """A rule asks to tell of these articles."""
        screen = self._screen
        first = screen.library.reader.headline(event.ids[0]) if event.ids else None
        if first is None:
            return
        more = len(event.ids) - 1
        text = f"{first.title} … and {many(more, 'more article')}" if more else first.title
        title, driver = screen.library.title(first.feed), screen.app._driver
        write = driver.write if driver else None
        notice(screen.library.config.settings, title, text, write)
        screen.say(f"{title}: {text}")

    def _synced(self, event: SyncFinished) -> None:
        library = self._screen.library
        library.sync_finished(event)
        if not library.progress.running:
            self._spin(False)
        self._gather()

    def _annotated(self, event: Annotated) -> None:
        screen, page = self._screen, self._screen.page
        if page is None or page.article.id not in event.ids:
            return
        analysis = screen.library.reader.annotations(page.article.id, page.document.digest)
        if analysis is not None and analysis != page.analysis:
            screen.page = replace(page, analysis=analysis)
            screen.article.annotate(analysis)
            screen.show_findings(analysis)
            screen.show_state()

    def _marked(self, event: Marked) -> None:
        screen = self._screen
        mark = screen.library.marked(event)
        if mark and mark.chosen:
            count, key = many(len(event.ids), "article"), screen.keys.shown("undo", 1)
            said = f"{count} marked as read. {key} takes it back."
            screen.say(said if event.ids else "All read already.")
        self._gather()

    def _discovered(self, event: Discovered) -> None:
        from tui.ui.adding import AddFeed

        for dialog in self._screen.app.screen_stack:
            if isinstance(dialog, AddFeed):
                dialog.heard(event)

    def _trouble(self, event: Trouble) -> None:
        screen = self._screen
        if screen.library.refused(event):
            fresh = [screen.library.reader.headline(id_) for id_ in event.ids]
            kept = {row.id: row for row in fresh if row}
            screen.sidebar.headlines.update_some(set(kept), lambda row: kept[row.id])
            self._gather()
        screen.say(event.message, "error")

    def _gather(self, feed: str = "") -> None:
        """Show in a moment what is new of a feed, or of anything; a feed alone costs less."""
        if not feed:
            self._changed = None
        elif self._changed is not None:
            self._changed.add(feed)
        if self._gathering is None:
            wait_s = SYNCING_S if self._screen.library.progress.running else GATHER_S
            wait_s = wait_s if self._screen.headline else SOON_S
            self._gathering = self._screen.set_timer(wait_s, self._gathered)

    def _gathered(self) -> None:
        screen = self._screen
        self._gathering = None
        changed, self._changed = self._changed, set()
        if screen.library.marks.settled:  # else Marked follows
            screen.library.refresh(changed)
            screen.sidebar.feeds.count_smart()
        screen.sidebar.reload(changed)
        if screen.headline is None:
            screen.show_headline(screen.sidebar.headlines.current)
        screen.show_state()

    def _look(self) -> None:
        if isinstance(driver := self._screen.app._driver, QuickDriver) and driver.is_gone:
            self._screen.app.exit()
            return
        library = self._screen.library
        if self._gathering or not library.marks.settled or not library.written_elsewhere():
            return
        if library.refresh():  # or else it was our own engine, keeping annotations
            self._gather()

    # The spinner turns only while there is something to wait for.

    def _spin(self, on: bool) -> None:
        still = self._screen.library.config.settings.reduced_motion
        if on and not still and self._spinner is None:
            self._spinner = self._screen.set_interval(SPIN_S, self._turn)
        elif not on and self._spinner is not None:
            self._spinner.stop()
            self._spinner = None

    def _turn(self) -> None:
        self._frame += 1
        self._screen.sidebar.feeds.spin(self._frame)
