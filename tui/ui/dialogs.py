"""Dialogs: explain a quote or finding, give a quote another speaker.

A dialog checks what was typed and answers it; keeping it is not its job.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.analysis.annotation import Finding, Quote
from tui.keys import Keys
from tui.store import BY_HAND
from tui.text.safe import one_line
from tui.ui.chooser import Choice, Chooser, Question
from tui.ui.drawing import clip
from tui.ui.outline import UNKNOWN_SPEAKER
from tui.ui.why import why

LONGEST_QUOTE = 240
"""Characters of a passage that a dialog repeats."""
LONGEST_NAME = 120


class Why(ModalScreen[bool]):
    """Explains a quote or finding; any key closes it. Answers whether the speaker is wrong."""

    def __init__(self, about: Quote | Finding, text: str, keys: Keys) -> None:
        super().__init__()
        self._about, self._text, self._keys = about, text, keys

    def compose(self) -> ComposeResult:
        of_quote = isinstance(self._about, Quote)
        title = "Why this speaker" if of_quote else "Why this is here"
        correct = f"{self._keys.shown('correct', 1)} gives another speaker"
        with Vertical(classes="dialog"):
            yield Static(title, classes="dialog-title", markup=False)
            yield Static(_repeated(self._about, self._text), classes="dialog-words", markup=False)
            for name, words in why(self._about, self._text):
                with Horizontal(classes="reason"):
                    yield Static(name, classes="reason-name", markup=False)
                    yield Static(words, classes="reason-words", markup=False)
            hint = f"{correct} · any other key goes back" if of_quote else "any key goes back"
            yield Static(hint, classes="dialog-hint", markup=False)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        key = event.character if event.is_printable and event.character else event.key
        command = self._keys.press(key, "findings")
        self._keys.forget()
        asked = command is not None and command.id == "correct"
        self.dismiss(asked and isinstance(self._about, Quote))

    def on_click(self) -> None:
        self.dismiss(False)


class Speaker(Struct, frozen=True):
    """A speaker to choose: how the row reads, the name ("" unknown, None as found), what to say."""

    shown: str
    name: str | None
    said: str


def choices(typed: str, quote: Quote, quotes: Sequence[Quote]) -> Iterator[Speaker]:
    """Whose a quote may be: the speakers of the article that match, then nobody known, then what
    was typed; for a quote that was corrected before, also the speaker that was found."""
    typed = one_line(typed).strip()[:LONGEST_NAME]
    titles = {other.speaker_name: other.role for other in quotes if other.role}
    names = dict.fromkeys(other.speaker_name for other in quotes if other.speaker_name)
    for name in names:
        shown = ", ".join(one_line(words) for words in (name, titles.get(name, "")) if words)
        if typed.casefold() in shown.casefold():
            yield Speaker(shown, name, f"Said by {one_line(name)}.")
    if typed.casefold() in UNKNOWN_SPEAKER.casefold():
        yield Speaker(UNKNOWN_SPEAKER, "", "Said by an unknown speaker.")
    if not typed and quote.rule == BY_HAND:
        yield Speaker("As it was found", None, "The speaker is the one that was found.")
    if typed and typed not in names:
        yield Speaker(f"“{typed}”", typed, f"Said by {typed}.")


class GiveSpeaker(Chooser[Speaker]):
    """Asks whose a quote is; answers None if it stays as it is."""

    dialog = "dialog"

    def __init__(self, quote: Quote, quotes: Sequence[Quote], text: str) -> None:
        super().__init__(
            Question(
                "Whose words are these?",
                (),
                words=_repeated(quote, text),
                typing="type to choose, or a name of your own",
                hint="enter gives it · esc leaves it",
            )
        )
        self._quote, self._quotes = quote, quotes

    def fitting(self, typed: str) -> Sequence[Choice[Speaker]]:
        found = choices(typed, self._quote, self._quotes)
        return [Choice(speaker.shown, speaker) for speaker in found]


def _repeated(about: Quote | Finding, text: str) -> str:
    return clip(one_line(text[about.start : about.end]), LONGEST_QUOTE)
