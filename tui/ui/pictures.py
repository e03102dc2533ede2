"""The commands about images: show those of the opened article one after the other, or in its text.

Only images that are kept stand in the text, so that opening an article asks nobody for anything:
the sync brought them, for a feed that wants them, or the user's key did. One method for each row of
`commands.COMMANDS`, named after its id.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.events import Drawn, Illustrated
from tui.model import Article
from tui.text.document import Picture

if TYPE_CHECKING:
    from tui.ui.reader_screen import ReaderScreen
    from tui.ui.viewer import Paint


class Pictures:
    """Looking at the images of the opened article."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._otherwise: set[int] = set()  # articles that do not do as their feed says
        self._asked: set[int] = set()
        screen.article.ask = lambda url, fit: screen.library.engine.draw(url, None, fit)

    def images(self) -> None:
        """Show the images one after the other."""
        from tui.ui.viewer import Viewer

        screen, found = self._screen, self.named()
        if screen.page is None:
            return
        feed = screen.library.feed(screen.page.article.feed)
        by = feed.address if feed else ""
        engine = screen.library.engine
        ask = (lambda url, fit: engine.draw(url, by, fit)) if self.colours else None
        screen.app.push_screen(Viewer(found, ask, self._paint()))

    def _paint(self) -> Paint | None:
        """How the terminal shows images in full, if it does."""
        from tui.ui import kitty, sixel
        from tui.ui.viewer import Paint

        driver = self._screen.app._driver
        if driver and kitty.is_spoken(os.environ):
            return Paint("png", driver.write)
        return Paint("sixel", driver.write) if driver and sixel.is_spoken(os.environ) else None

    def text_images(self) -> None:
        """Show the images in the text, fetching those that are not kept; or hide them."""
        screen, page = self._screen, self._screen.page
        if page is None:
            return
        id_, lacking = page.article.id, self._lacking(page.article)
        if not (lacking and self._wanted(page.article)):
            self._otherwise ^= {id_}
        if lacking and self._wanted(page.article):
            self._asked.add(id_)
            screen.library.engine.illustrate(id_)
            screen.say("Fetching its images …")
        self._show_again()

    def _lacking(self, article: Article) -> bool:
        """Whether there are images that are not kept and were not asked for yet."""
        kept = self._screen.library.reader.image_sizes(article.id)
        return article.id not in self._asked and any(e.url not in kept for e in self.named())

    def shown(self, article: Article) -> Mapping[str, tuple[int, int]]:
        """The images that stand in an article's text: address → width and height in pixels."""
        if not (self.colours and self._wanted(article)):
            return {}
        return self._screen.library.reader.image_sizes(article.id)

    def heard(self, event: Drawn | Illustrated) -> None:
        """An image came, or why not."""
        if isinstance(event, Illustrated):
            self._came(event)
            return
        from tui.ui.viewer import Viewer

        if event.raster:
            self._screen.article.draw(event.url, event.fit, event.raster)
        for above in self._screen.app.screen_stack:
            if isinstance(above, Viewer):
                above.heard(event)

    def _came(self, event: Illustrated) -> None:
        screen = self._screen
        if screen.page is None or screen.page.article.id != event.id:
            return
        self._show_again()
        if event.id not in self._asked:
            return
        screen.app.clear_notifications()
        if event.failed:
            total = event.kept + event.failed
            screen.say(f"{event.failed} of {total} images could not be had: {event.error}")
        elif event.error:
            screen.say(event.error)

    def _show_again(self) -> None:
        """Show what is kept now; the text at the top stays there."""
        screen = self._screen
        images = self.shown(screen.page.article) if screen.page else {}
        if screen.page and images != screen.page.images:
            screen.page = replace(screen.page, images=images)
            screen.article.show(screen.page)

    def named(self) -> tuple[Picture, ...]:
        """The images that the opened article names."""
        from tui.text.pictures import illustrations

        page = self._screen.page
        return illustrations(page.article, page.document) if page else ()

    def _wanted(self, article: Article) -> bool:
        feed = self._screen.library.feed(article.feed)
        return bool(feed and feed.images) != (article.id in self._otherwise)

    @property
    def colours(self) -> bool:
        """Whether an image can be drawn at all."""
        screen = self._screen
        return not (screen.library.config.settings.ascii or screen.app.no_color)
