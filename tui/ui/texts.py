"""The text on the screen: an article's full text or the feed's own, and fetching what is missing.

One method for each row of `commands.COMMANDS`, named after its id, like `moves` and `deeds`; and
what is said when the engine has visited articles' pages. It never waits.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.events import Completed, OfflineReady, PagesVisited
from tui.model import Article, Headline, PageState
from tui.text.wording import readable, wait
from tui.ui.page import Page

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
            self.show(full)
        else:
            self._asked = page.article.id
            screen.library.engine.read_page(page.article.id)
            screen.say("Fetching the article's page …")

    def offline_ready(self) -> None:
        """Fetch all that is missing for the unread articles."""
        self._screen.library.engine.make_ready()
        self._screen.say("Fetching the full text of every unread article that lacks it …")

    def show(self, full: bool | None = None) -> None:
        """Show the article of the headline; `full`: its full text or the feed's own, where that
        is not as the library has it yet."""
        screen, headline = self._screen, self._screen.headline
        article = screen.library.reader.article(headline.id, full=full) if headline else None
        if headline is None or article is None:
            screen.page = None
            rows = screen.sidebar.headlines.row_count
            screen.article.clear("Choose a headline." if rows else "")
            screen.findings.clear()
            screen.show_state()
            return
        screen.page = self._page(article, headline, full)
        screen.article.show(screen.page, screen.library.reading_place(article.id))
        screen.show_findings(screen.page.analysis)
        if screen.page.analysis is None:
            screen.library.engine.annotate(article.id)
        screen.show_state()

    def _page(self, article: Article, headline: Headline, full: bool | None) -> Page:
        """The article with all that the library knows of it."""
        from tui.text.html import document  # headlines are on the screen before an article is

        library, body = self._screen.library, document(article)
        state = library.reader.page_state(article.id)
        if state and full is not None:
            state = replace(state, shown=full)
        is_full = bool(state and state.kept and state.shown)
        if is_full or article.enclosures:
            from tui.text.pictures import led_in

            own = library.reader.article(article.id, full=False) if is_full else None
            body = led_in(body, article, document(own) if own else body)
        return Page(
            article,
            library.title(article.feed),
            body,
            library.reader.annotations(article.id, body.digest),
            headline.starred,
            tags=library.reader.tags([article.id]).get(article.id, ()),
            notes=library.reader.notes(article.id),
            full=is_full,
            note=self.note(state),
            images=self._screen.pictures.shown(article),
        )

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
                self._came(event, asked)

    def _came(self, event: Completed, asked: bool) -> None:
        """The page of the article on the screen was visited; `asked`: for the user."""
        screen = self._screen
        if event.kept and (asked or not screen.article.scroll_offset.y):
            self.show()
        elif event.kept:
            screen.say(f"The full text is here: {screen.keys.shown('full-text', 1)} shows it.")
        elif asked:
            self.show()
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
