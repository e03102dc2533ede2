"""Asks for the address, title and folder of a feed. It checks and changes nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from tui.model import Feed
from tui.settings import address_problem
from tui.text.safe import one_line

FIELDS = ("address", "title", "folder")


class EditFeed(ModalScreen[dict[str, Any] | None]):
    """Answers what is to be changed, by the keys of feeds.toml; None or nothing: leave it."""

    def __init__(self, feed: Feed, title: str, folders: Sequence[str], first: str) -> None:
        super().__init__()
        self._feed, self._title, self._folders, self._first = feed, title, folders, first

    def compose(self) -> ComposeResult:
        feed = self._feed
        suggested = SuggestFromList(self._folders, case_sensitive=False)
        with Vertical(classes="dialog"):
            yield Static("Change a feed", classes="dialog-title", markup=False)
            if not feed.exec:
                yield Static("Address", classes="dialog-label", markup=False)
                yield Input(feed.url or feed.page, id="address")
            yield Static("Title", classes="dialog-label", markup=False)
            yield Input(feed.title, placeholder=one_line(self._title), id="title")
            yield Static("Folder", classes="dialog-label", markup=False)
            shown = ", ".join(self._folders[:4])
            yield Input(feed.folder, placeholder=shown, id="folder", suggester=suggested)
            yield Static("", id="mistake", markup=False)
            yield Static("enter changes it · esc leaves it", classes="dialog-hint", markup=False)

    def on_mount(self) -> None:
        first = "title" if self._feed.exec and self._first == "address" else self._first
        self.query_one(f"#{first}", Input).focus()

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            event.stop()
            self.dismiss(None)
        elif event.key in ("down", "up"):
            event.stop()
            self.focus_next() if event.key == "down" else self.focus_previous()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        feed = self._feed
        typed = {name: self._typed(name) for name in FIELDS if self.query(f"#{name}")}
        source = "url" if feed.url else "page"
        address = typed.pop("address", None)
        if address is not None and (problem := address_problem(address, source)):
            mistake = self.query_one("#mistake", Static)
            mistake.update(one_line(f"The address {problem}."))
            mistake.display = True
            return
        new = {**typed, **({source: address} if address is not None else {})}
        self.dismiss({name: value for name, value in new.items() if value != getattr(feed, name)})

    def _typed(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value.strip()
