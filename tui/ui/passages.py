"""The commands about quotes and findings: going to them, explaining, correcting and citing them.

One method for each row of `commands.COMMANDS`, named after its id, like `moves` and `deeds`. It
asks the library for what is to be kept; it never waits.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui.analysis.annotation import Finding, Quote
from tui.store import words_of

if TYPE_CHECKING:
    from tui.ui.dialogs import Speaker
    from tui.ui.reader_screen import ReaderScreen


class Passages:
    """Working with the quotes and findings of the opened article."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    # Going there.

    def next_quote(self) -> None:
        self._went(self._screen.article.next_quote(1), "No further quote.")

    def previous_quote(self) -> None:
        self._went(self._screen.article.next_quote(-1), "No earlier quote.")

    def next_finding(self) -> None:
        self._went(self._screen.article.next_finding(1), "No further finding.")

    def previous_finding(self) -> None:
        self._went(self._screen.article.next_finding(-1), "No earlier finding.")

    def _went(self, found: bool, otherwise: str) -> None:
        screen = self._screen
        if not found:
            screen.say(otherwise)
        elif screen.one_pane and screen.pane != "article":
            screen.go_to_pane("article")

    # How they are shown.

    def voices(self) -> None:
        screen, page = self._screen, self._screen.page
        if page is None:
            return
        screen.article.voices = not screen.article.voices
        if screen.article.voices and page.analysis and not page.analysis.quotes:
            screen.say("Nobody is quoted here: all of it is shown.")
        if screen.pane != "findings" or screen.one_pane:
            screen.go_to_pane("article")

    def order(self) -> None:
        screen, panel = self._screen, self._screen.findings
        panel.by_weight = not panel.by_weight
        if screen.page:
            screen.show_findings(screen.page.analysis)
        how = "the weightiest first" if panel.by_weight else "as in the article"
        screen.say(f"Findings: {how}.")

    # Asking about one.

    def why(self) -> None:
        from tui.ui.dialogs import Why

        screen, about = self._screen, self._screen.findings.about
        if screen.page is None or about is None:
            return
        dialog = Why(about, screen.page.document.text, screen.keys)
        screen.app.push_screen(dialog, lambda correct: screen.do("correct") if correct else None)

    def correct(self) -> None:
        from tui.ui.dialogs import GiveSpeaker

        screen, quote = self._screen, self._screen.findings.about
        analysis = screen.page.analysis if screen.page else None
        if screen.page is None or analysis is None or not isinstance(quote, Quote):
            return
        dialog = GiveSpeaker(quote, analysis.quotes, screen.page.document.text)
        screen.app.push_screen(dialog, partial(self._give, quote))

    def _give(self, quote: Quote, choice: Speaker | None) -> None:
        screen, page = self._screen, self._screen.page
        if choice is None or page is None or page.analysis is None:
            return
        quotes = page.analysis.quotes
        words = zip(quotes, words_of(quotes, page.document.text), strict=True)
        parts = [part for other, part in words if other.group == quote.group]
        screen.library.correct(page.article.id, parts, choice.name)
        screen.say(f"{choice.said} {screen.keys.shown('undo', 1)} takes it back.")

    def cite(self) -> None:
        from tui.ui.citing import citation

        screen, page = self._screen, self._screen.page
        words, about = self.passage()
        if page is not None:
            screen.deeds.give(citation(page, words, about))

    def passage(self) -> tuple[str, Quote | Finding | None]:
        """What is selected, or else the words of the quote or finding one is at."""
        screen = self._screen
        if selected := screen.get_selected_text():
            return selected, None
        about = screen.findings.about
        if screen.page is None or about is None:
            return "", None
        return screen.page.document.text[about.start : about.end], about
