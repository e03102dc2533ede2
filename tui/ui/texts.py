"""Full texts on the screen: changing between them and the feed's own, fetching what is missing.

One method for each row of `commands.COMMANDS`, named after its id, like `moves` and `deeds`; and
what is said when the engine has visited articles' pages. It never waits.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tui.events import Completed, OfflineReady, PagesVisited
from tui.model import PageState
from tui.text.wording import readable, wait
from tui.ui.browser import safe_url

if TYPE_CHECKING:
    from tui.ui.reader_screen import ReaderScreen


class Texts:
    """Which text of the opened article is shown."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._asked: int | None = None

    def full_text(self) -> None:
        """Show the other text of the article; fetch its page if there is only one."""
        screen, page = self._screen, self._screen.page
        if page is None:
            return
        state = screen.library.reader.page_state(page.article.id)
        if state and state.kept:
            full = not page.full
            screen.library.engine.show_text(page.article.id, full=full)
            screen.show_text(full)
        elif safe_url(page.article.link):
            self._asked = page.article.id
            screen.library.engine.read_page(page.article.id)
            screen.say("Fetching the article's page …")
        else:
            screen.say("This article has no page of its own.")

    def offline_ready(self) -> None:
        """Fetch all that is missing for the unread articles."""
        self._screen.library.engine.make_ready()
        self._screen.say("Fetching the full text of every unread article that lacks it …")

    def note(self, state: PageState | None) -> str:
        """What the head of an article says of its text, or "" if there is nothing to choose."""
        return note(
            state, self._screen.library.now(), self._screen.keys.shown("full-text", 1) or "x"
        )

    def heard(self, event: Completed | PagesVisited | OfflineReady) -> None:
        """The engine visited pages."""
        screen = self._screen
        screen.library.pages_visited(event)
        if isinstance(event, OfflineReady):
            screen.say(readable(event.now))
        elif isinstance(event, Completed) and screen.page:
            asked, self._asked = self._asked == event.id, None
            if screen.page.article.id == event.id:
                self._show(event, asked)

    def _show(self, event: Completed, asked: bool) -> None:
        """The page of the article on the screen was visited; `asked`: for the user."""
        screen = self._screen
        if event.kept and (asked or not screen.article.scroll_offset.y):
            screen.show_text()
        elif event.kept:
            screen.say(f"The full text is here: {screen.keys.shown('full-text', 1)} shows it.")
        elif asked:
            screen.show_text()
            screen.say(event.error or "The page has no more than the feed.")


def note(state: PageState | None, now: datetime, key: str) -> str:
    """What is known of an article's page, as a line; `key` changes between the texts."""
    if state is None:
        return ""
    if state.kept:
        return (
            f"Full text from the article's page; {key} shows the feed's own."
            if state.shown
            else f"The feed's own text; {key} shows the full text."
        )
    if state.error:
        following = f" Next try {wait(state.next_try, now)}." if state.next_try else ""
        return f"Only the feed's own text: {state.error}{following}"
    return f"Only what the feed sends; {key} fetches the full text." if state.next_try else ""
