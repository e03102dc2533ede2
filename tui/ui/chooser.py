"""A list to choose from, narrowed fuzzily by what is typed; the palette is made of it.

It answers with what was chosen and does nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from msgspec import Struct
from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.fuzzy import Matcher
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from tui.text.safe import one_line
from tui.ui.drawing import clip

Value = TypeVar("Value")

NOTHING = "nothing fits · esc goes back"

GAP = 2
MOST = 200
"""Rows that are shown at most; typing narrows the rest."""
FOR_FIRST = 0.15
"""How much of its weight a match gains for standing among the `first` ones."""


class Choice(Struct, Generic[Value], frozen=True):
    """One row: what it says, what choosing it answers, what stands at its right edge, and `left`
    before all, as wide as with the others.

    `words` are found too when they are typed. `hidden`: it is listed only once something is typed.
    """

    shown: str
    value: Value
    right: str = ""
    words: str = ""
    left: str = ""
    hidden: bool = False


class Question(Struct, Generic[Value], frozen=True):
    """What is asked: a title, the choices, and how many of them, the `first`, come up early.

    `words` are repeated under the title. `pointed`: the row the cursor begins on. `tried` is called
    with what it stands on.
    """

    title: str
    choices: Sequence[Choice[Value]]
    first: int = 0
    pointed: int = 0
    hint: str = "enter chooses · esc goes back"
    words: str = ""
    typing: str = "arrows move, typing narrows"
    tried: Callable[[Value], None] | None = None


def found(typed: str, choices: Sequence[Choice[Value]], first: int = 0) -> list[Choice[Value]]:
    """The choices that match what was typed, the best ones first; all of them for nothing typed."""
    typed = typed.strip()
    if not typed:
        return [choice for choice in choices if not choice.hidden]
    matcher = Matcher(typed)
    rated = [
        (max(matcher.match(choice.shown), matcher.match(choice.words)) * _weight(n, first), choice)
        for n, choice in enumerate(choices)
    ]
    rated.sort(key=lambda pair: (-pair[0], len(pair[1].shown)))
    return [choice for score, choice in rated if score > 0]


def _weight(index: int, first: int) -> float:
    return 1 + FOR_FIRST * (index < first)


class Chooser(ModalScreen[Value | None]):
    """Asks a Question; answers None if nothing was chosen."""

    dialog = "dialog chooser"
    """Its classes."""

    def __init__(self, question: Question[Value]) -> None:
        super().__init__(classes="-trying" if question.tried else "")
        self._question = question
        self._shown: Sequence[Choice[Value]] = ()

    def compose(self) -> ComposeResult:
        question = self._question
        with Vertical(classes=self.dialog):
            yield Static(question.title, classes="dialog-title", markup=False)
            if question.words:
                yield Static(question.words, classes="dialog-words", markup=False)
            yield Input(placeholder=question.typing, id="typed")
            options = OptionList(markup=False, compact=True)
            options.can_focus = False
            yield options
            yield Static(question.hint, classes="dialog-hint", markup=False)

    def fitting(self, typed: str) -> Sequence[Choice[Value]]:
        """What there is to choose from once this is typed."""
        return found(typed, self._question.choices, self._question.first)[:MOST]

    def on_mount(self) -> None:
        self._list("", self._question.pointed)

    def on_resize(self) -> None:
        self.call_after_refresh(self._fit)  # the classes of the size count from then on

    def _fit(self) -> None:
        self._list(self.query_one("#typed", Input).value, self._pointed or 0)

    @property
    def _pointed(self) -> int | None:
        return self.query_one(OptionList).highlighted

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._list(event.value, 0)

    def _list(self, typed: str, pointed: int) -> None:
        self._shown = self.fitting(typed)
        options = self.query_one(OptionList)
        options.clear_options()
        width = options.scrollable_content_region.width or 60
        options.add_options([_row(choice, width) for choice in self._shown])
        options.highlighted = min(pointed, len(self._shown) - 1) if self._shown else None
        hint = self._question.hint if self._shown else NOTHING
        self.query_one(".dialog-hint", Static).update(hint)

    @on(OptionList.OptionHighlighted)
    def _tried(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if self._question.tried and event.option_index < len(self._shown):
            self._question.tried(self._shown[event.option_index].value)

    def on_key(self, event: events.Key) -> None:
        options = self.query_one(OptionList)
        moves = {"down": options.action_cursor_down, "up": options.action_cursor_up}
        moves |= {"pagedown": options.action_page_down, "pageup": options.action_page_up}
        moves |= {"ctrl+n": options.action_cursor_down, "ctrl+p": options.action_cursor_up}
        if event.key == "escape":
            self.dismiss(None)
        elif event.key in moves:
            moves[event.key]()
        else:
            return
        event.stop()
        event.prevent_default()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._choose(self._pointed)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._choose(event.option_index)

    def _choose(self, index: int | None) -> None:
        if index is not None and index < len(self._shown):
            self.dismiss(self._shown[index].value)


def _row(choice: Choice[Value], width: int) -> Content:
    right = clip(one_line(choice.right), max(0, width // 3))
    room = max(1, width - cell_len(choice.left) - cell_len(right) - GAP)
    shown = choice.left + clip(one_line(choice.shown), room)
    space = " " * max(GAP, width - cell_len(shown) - cell_len(right))
    return Content.assemble(shown, space, (right, "$muted")) if right else Content(shown)
