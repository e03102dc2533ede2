"""The dialog that adds a feed: whatever is pasted is looked at, and what is there is shown.

It changes feeds.toml itself, through `settings`. Looking is the engine's; it answers through
`heard`.
"""

from __future__ import annotations

from collections.abc import Callable

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Input, OptionList, Static

from tui.errors import SettingsError
from tui.events import Discovered
from tui.model import Candidate
from tui.settings import Config, add_feed, add_feeds, feed_for, load, there
from tui.text.safe import one_line
from tui.text.wording import many
from tui.ui.browser import host
from tui.ui.drawing import clip

SAMPLE = 2
"""Titles that stand for a feed among others."""

HINT = "enter looks and adds · esc leaves it"
CHOOSE = "enter adds the chosen one · esc goes back"


class AddFeed(ModalScreen[Config | None]):
    """Asks for an address and a folder; answers with the new Config, None if nothing was added."""

    def __init__(self, config: Config, look: Callable[[str], None]) -> None:
        super().__init__()
        self._config = config
        self._look = look
        self._asked = ""
        self._found = Discovered("")

    def compose(self) -> ComposeResult:
        folders = sorted({feed.folder for feed in self._config.feeds if feed.folder})
        with Vertical(classes="dialog"):
            yield Static("Add a feed", classes="dialog-title", markup=False)
            yield Static("Address", classes="dialog-label", markup=False)
            yield Input(placeholder="a feed, a site, a channel, a news page …", id="url")
            yield Static("Folder", classes="dialog-label", markup=False)
            suggester = SuggestFromList(folders, case_sensitive=False)
            yield Input(placeholder=", ".join(folders[:4]), id="folder", suggester=suggester)
            yield Static("", id="looking", markup=False)
            yield OptionList(id="found", markup=False)
            yield Static("", id="mistake", markup=False)
            yield Static(HINT, classes="dialog-hint", markup=False)

    @property
    def _typed(self) -> str:
        return self.query_one("#url", Input).value.strip()

    @property
    def _choosing(self) -> bool:
        return bool(self.query_one("#found").display)

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            event.stop()
            self._ask_again() if self._choosing else self.dismiss(None)
        elif event.key in ("down", "up") and not self._choosing:
            event.stop()
            self.focus_next() if event.key == "down" else self.focus_previous()

    @on(Input.Changed, "#url")
    def _changed(self) -> None:
        self._asked = ""
        self._say()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if not self._typed:
            self._say(mistake="Give the address of a feed, a site or a news page.")
        elif self._found.asked == self._asked == self._typed and not self._found.answered:
            self._add(Candidate(_whole(self._typed)))  # said twice: there is no network to look
        elif self._asked != self._typed:
            self._asked = self._typed
            self._say(looking=f"Looking at {self._typed} …")
            self._look(self._typed)

    def heard(self, found: Discovered) -> None:
        """What is there; news of an address that was typed over means nothing any more."""
        if found.asked != self._asked:
            return
        self._found = found
        new = [each for each in found.candidates if not there(self._config, each)]
        if found.listed:
            self._add_list(found)
        elif not found.candidates:
            again = "" if found.answered else " Enter again adds it as it stands."
            self._complain(found.error + again)
        elif not new:
            self._complain(f"It is there already, in [{there(self._config, found.candidates[0])}].")
        elif len(found.candidates) == 1 and not new[0].page:
            self._add(new[0])
        else:
            self._offer(found)

    def _offer(self, found: Discovered) -> None:
        options = self.query_one("#found", OptionList)
        options.clear_options()
        width = max(20, self.query_one(".dialog").content_size.width - 2)
        options.add_options([_told(self._config, each, width) for each in found.candidates])
        pages = all(each.page for each in found.candidates)
        said = "No feed is there, but the page can be read as one:" if pages else "Which one?"
        self._say(looking=said)
        self._show_choice(True)
        options.highlighted = 0
        options.focus()

    def _show_choice(self, on: bool) -> None:
        self.query_one("#found").display = on
        for label in self.query(".dialog-label, Input"):
            label.display = not on
        self.query_one(".dialog-hint", Static).update(CHOOSE if on else HINT)

    def _ask_again(self) -> None:
        self._asked = ""
        self._show_choice(False)
        self._say()
        self.query_one("#url", Input).focus()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._add(self._found.candidates[event.option_index])

    def _add(self, candidate: Candidate) -> None:
        folder = self.query_one("#folder", Input).value.strip()
        try:
            add_feed(self._config.path, feed_for(self._config, candidate, folder=folder))
            self.dismiss(load(self._config.path))
        except SettingsError as error:
            self._complain(str(error))

    def _add_list(self, found: Discovered) -> None:
        if not found.feeds:
            self._complain("This is a list of feeds, and all of them are there already.")
            return
        try:
            add_feeds(self._config.path, found.feeds)
            self.app.notify(f"Added {many(len(found.feeds), 'feed')} of this list.", markup=False)
            self.dismiss(load(self._config.path))
        except SettingsError as error:
            self._complain(str(error))

    def _complain(self, sentence: str) -> None:
        self._say(mistake=sentence)

    def _say(self, *, looking: str = "", mistake: str = "") -> None:
        for id_, sentence in (("#looking", looking), ("#mistake", mistake)):
            line = self.query_one(id_, Static)
            line.update(one_line(sentence))
            line.display = bool(sentence)


def _whole(typed: str) -> str:
    return typed if "://" in typed else f"https://{typed}"


def _told(config: Config, candidate: Candidate, width: int) -> Content:
    """A candidate among others: its title, how fresh it is, and a sample of what it holds."""
    known = there(config, candidate)
    last = f", last on {candidate.last:%-d %b %Y}" if candidate.last else ""
    held = f"{many(len(candidate.articles), 'article')}{last}"
    kind = "the page itself, " if candidate.page else ""
    facts = f"in feeds.toml already, as [{known}]" if known else f"{kind}{held}"
    sample = [f"· {one_line(each.title)}" for each in candidate.articles[:SAMPLE]]
    lines = (clip(f"  {line}", width) for line in (facts, candidate.url, *sample))
    title = clip(one_line(candidate.title) or host(candidate.url), width)
    return Content.assemble((title, "bold"), *((f"\n{line}", "$muted") for line in lines))
