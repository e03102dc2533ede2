"""The command about images: show those of the opened article, one after the other.

Nothing is fetched before it is asked for, and only the image that is looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.events import Drawn

if TYPE_CHECKING:
    from tui.ui.reader_screen import ReaderScreen


class Pictures:
    """Looking at the images of the opened article."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    def images(self) -> None:
        from tui.text.pictures import pictures
        from tui.ui.viewer import Viewer

        screen = self._screen
        found = pictures(screen.page.article) if screen.page else ()
        if screen.page is None or not found:
            screen.say("There is no image in this article.")
            return
        feed = screen.library.feed(screen.page.article.feed)
        by = feed.address if feed else ""
        engine = screen.library.engine
        colours = not (screen.library.config.settings.ascii or screen.app.no_color)
        ask = (lambda url, size: engine.draw(url, by, size)) if colours else None
        screen.app.push_screen(Viewer(found, ask))

    def heard(self, event: Drawn) -> None:
        """An image came, or why not."""
        from tui.ui.viewer import Viewer

        for above in self._screen.app.screen_stack:
            if isinstance(above, Viewer):
                above.heard(event)
