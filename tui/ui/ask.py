"""Two small questions: yes or no, and one line of text. They answer; they do nothing."""

from __future__ import annotations

from collections.abc import Callable

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.text.safe import one_line


class Ask(ModalScreen[bool]):
    """Asks yes or no; enter and y are yes, everything else is no."""

    def __init__(self, title: str, *sentences: str) -> None:
        super().__init__()
        self._title, self._sentences = title, sentences

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(one_line(self._title), classes="dialog-title", markup=False)
            for sentence in self._sentences:
                yield Static(one_line(sentence), markup=False)
            yield Static("enter or y: yes · any other key: no", classes="dialog-hint", markup=False)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        self.dismiss(event.key in ("enter", "y"))

    def on_click(self) -> None:
        self.dismiss(False)


class AskLine(ModalScreen[str | None]):
    """Asks for one line of text; answers None if it is left. `wrong` says what is wrong with it.

    `selected`: what is typed takes the place of the value that stands there.
    """

    def __init__(
        self,
        title: str,
        value: str,
        hint: str,
        wrong: Callable[[str], str],
        *,
        selected: bool = False,
    ) -> None:
        super().__init__()
        self._selected = selected
        self._title, self._value, self._hint, self._wrong = title, value, hint, wrong

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield Input(self._value, id="line", select_on_focus=self._selected)
            yield Static("", id="mistake", markup=False)
            yield Static(self._hint, classes="dialog-hint", markup=False)

    @property
    def typed(self) -> str:
        """What stands there now."""
        return self.query_one(Input).value

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            event.stop()
            self.dismiss(None)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        wrong = self._wrong(event.value)
        if not wrong:
            self.dismiss(event.value)
            return
        mistake = self.query_one("#mistake", Static)
        mistake.update(one_line(wrong))
        mistake.display = True
