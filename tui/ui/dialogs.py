"""Questions to the user: add a feed.

A dialog checks what was typed and changes feeds.toml through `settings`; fetching is not its job.
"""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from tui.errors import SettingsError
from tui.model import Feed
from tui.settings import Config, add_feed, free_key, load
from tui.text.safe import one_line


class AddFeed(ModalScreen[Config | None]):
    """Asks for an address and a folder; answers with the new Config, None if nothing was added."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self._config = config

    def compose(self) -> ComposeResult:
        folders = sorted({feed.folder for feed in self._config.feeds if feed.folder})
        with Vertical(classes="dialog"):
            yield Static("Add a feed", classes="dialog-title", markup=False)
            yield Static("Address", classes="dialog-label", markup=False)
            yield Input(placeholder="https://…", id="url")
            yield Static("Folder", classes="dialog-label", markup=False)
            suggester = SuggestFromList(folders, case_sensitive=False)
            yield Input(placeholder=", ".join(folders[:4]), id="folder", suggester=suggester)
            yield Static("", id="mistake", markup=False)
            yield Static("enter adds it · esc leaves it", classes="dialog-hint", markup=False)

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
        url = self.query_one("#url", Input).value.strip()
        folder = self.query_one("#folder", Input).value.strip()
        if not url:
            self._complain("Give the address of a feed.")
            return
        if "://" not in url:
            url = f"https://{url}"
        try:
            add_feed(self._config.path, Feed(free_key(self._config, url), url=url, folder=folder))
            self.dismiss(load(self._config.path))
        except SettingsError as error:
            self._complain(str(error))

    def _complain(self, sentence: str) -> None:
        mistake = self.query_one("#mistake", Static)
        mistake.update(one_line(sentence))
        mistake.display = True
