"""Feed health: every feed with how it does, sortable; from here feeds are cared for.

feeds.toml is only changed by what the user asks for here, comment by comment as it was, and each
change can be taken back. What a key does stands in the method named after its command.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import ComposeResult
from textual.screen import Screen

from tui.commands import BY_ID
from tui.errors import SettingsError
from tui.health import COLUMNS, Known, health, ordered
from tui.keys import Keys
from tui.model import Feed
from tui.settings import Edit, change_feed, load, remove_feed, take_back
from tui.text.safe import one_line
from tui.text.wording import many
from tui.ui.feed_dialog import EditFeed
from tui.ui.health_list import HealthHead, HealthList, HealthNote
from tui.ui.row_list import RowList
from tui.ui.status_line import StatusLine

if TYPE_CHECKING:
    from tui.ui.reader_screen import ReaderScreen

LOOK_S = 1.0
"""How often we look whether a visit has changed anything."""

OF_NO_FEED = ("feed-sort", "undo", "back", "out", "feed-health", "help", "suspend", "quit")
"""What can be done here without a feed."""

STAY = "its articles stay in the library, unseen, until it is back under the same key"


class HealthScreen(Screen[str]):
    """All feeds and how they do; answers with the key of the feed to go to, or ""."""

    AUTO_FOCUS = None

    def __init__(self, reader: ReaderScreen, keys: Keys) -> None:
        super().__init__()
        self._reader = reader
        self._keys = keys
        self._column = next(iter(COLUMNS))
        self._edits: list[Edit] = reader.files.edits
        self._version = 0
        self.head = HealthHead()
        self.rows = HealthList()
        self.note = HealthNote()
        self.status = StatusLine("health-status")

    def compose(self) -> ComposeResult:
        yield self.head
        yield self.rows
        yield self.note
        yield self.status

    def on_mount(self) -> None:
        self.set_focus(self.rows)
        self.set_interval(LOOK_S, self._look)
        self.reload()

    def _look(self) -> None:
        """Somebody wrote to the library: a visit is over."""
        if self._version != self._reader.library.reader.version():
            self.reload()

    def reload(self) -> None:
        """Look again how the feeds do."""
        library = self._reader.library
        now, self._version = library.now(), library.reader.version()
        known = Known(
            library.reader.states(),
            library.reader.counts(),
            library.reader.activity(now),
            library.reader.page_records(),
        )
        feeds = library.config.feeds
        found = [health(feed, library.title(feed.key), known, now) for feed in feeds]
        self.rows.show(ordered(found, self._column), now)
        self.head.show(self._column)
        failing = sum(bool(row.error) for row in found)
        self.status.show_counts(
            [
                (many(len(found), "feed"), "strong"),
                (f"  {failing:,} failing", "warn" if failing else "muted"),
                (f"  {sum(row.dead for row in found):,} dead", "muted"),
            ]
        )
        self.status.show_hints(self._hints())
        self._tell()

    def _hints(self) -> list[tuple[str, str]]:
        ids = [command.id for command in self._keys.footer("health") if command.where == "health"]
        return [(self._keys.shown(id_, 1), BY_ID[id_].label) for id_ in (*ids, "back", "help")]

    def _tell(self) -> None:
        row = self.rows.current
        where = row.moved_to or row.feed.address if row else ""
        text = row.note if row and row.note else where.partition("?")[0]
        self.note.show(text, "warn" if row and row.error else "muted")

    @on(RowList.Moved)
    def _moved(self, event: RowList.Moved) -> None:
        event.stop()
        self._tell()

    @on(RowList.Chosen)
    def _clicked(self, event: RowList.Chosen) -> None:
        event.stop()
        self.feed_go()

    def on_key(self, event: events.Key) -> None:
        key = event.character if event.is_printable and event.character else event.key
        command = self._keys.press("space" if key == " " else key, "health")
        event.stop()
        event.prevent_default()
        if command is None:
            return
        page = self.rows.rows_in_view
        steps = {"down": 1, "up": -1, "page-down": page, "page-up": -page, "read-on": page}
        steps |= {"half-down": page // 2, "half-up": -page // 2, "first": -1 << 30, "last": 1 << 30}
        if command.id in steps:
            self.rows.move(steps[command.id] * max(1, self._keys.count))
            return
        does = self._deeds().get(command.id)
        if does is None:
            key = self._keys.shown("back", 1)
            self._reader.say(f"This works among the news, and not here: {key} goes back.")
        elif self.rows.current is None and command.id not in OF_NO_FEED:
            self._reader.say("There is no feed here.")
        else:
            does()

    def _deeds(self) -> Mapping[str, Callable[[], object]]:
        ours = {
            f"feed-{name}": getattr(self, f"feed_{name}")
            for name in ("go", "sort", "change", "rename", "folder", "pause", "follow", "remove")
        }
        leave = dict.fromkeys(("back", "out", "feed-health"), self.leave)
        others = {"undo": self.undo, "refresh": self.refresh_feed, "help": self._reader.deeds.help}
        others["suspend"] = partial(self._reader.do, "suspend")
        going = {"in": self.feed_go, "open": self.feed_go, "quit": self._reader.deeds.quit}
        return {**ours, **leave, **others, **going}

    # What can be done.

    def leave(self) -> None:
        """Back to the news."""
        self.dismiss("")

    def feed_go(self) -> None:
        """To the feed's headlines."""
        if row := self.rows.current:
            self.dismiss(row.feed.key)

    def feed_sort(self) -> None:
        """Sort by the next column."""
        columns = list(COLUMNS)
        self._column = columns[(columns.index(self._column) + 1) % len(columns)]
        self.rows.cursor = 0
        self.reload()
        self.rows.go(0)

    def refresh_feed(self) -> None:
        """Fetch it now, paused or not."""
        if row := self.rows.current:
            self._reader.library.engine.sync([row.feed.key])
            self._reader.say(f"Fetching {one_line(row.title)} …")

    def feed_change(self) -> None:
        """Ask for address, title and folder."""
        self._ask("address")

    def feed_rename(self) -> None:
        """Ask for another title."""
        self._ask("title")

    def feed_folder(self) -> None:
        """Ask for another folder."""
        self._ask("folder")

    def _ask(self, first: str) -> None:
        if row := self.rows.current:
            folders = sorted({each.folder for each in self._feeds if each.folder})
            self.app.push_screen(
                EditFeed(row.feed, row.title, folders, first),
                lambda new: self._change(row.feed, new),
            )

    def _change(self, feed: Feed, changed: dict[str, Any] | None) -> None:
        if changed:
            title = one_line(self._reader.library.title(feed.key))
            self._carry_out(
                lambda: change_feed(self._path, feed.key, changed, f"{title} is changed")
            )

    def feed_pause(self) -> None:
        """Let it rest, or visit it again."""
        if row := self.rows.current:
            paused = not row.feed.paused
            said = f"{one_line(row.title)} {'rests' if paused else 'is visited again'}"
            key = row.feed.key
            self._carry_out(lambda: change_feed(self._path, key, {"paused": paused}, said))

    def feed_follow(self) -> None:
        """Write the address that it has moved to into feeds.toml."""
        row = self.rows.current
        if row is None or not row.moved_to:
            self._reader.say("This feed has not moved.")
            return
        name = "url" if row.feed.url else "page"
        said = f"{one_line(row.title)} has its new address"
        key, to = row.feed.key, row.moved_to
        self._carry_out(lambda: change_feed(self._path, key, {name: to}, said))

    def feed_remove(self) -> None:
        """Take it out of feeds.toml."""
        if row := self.rows.current:
            said = f"{one_line(row.title)} is taken out; {STAY}"
            self._carry_out(lambda: remove_feed(self._path, row.feed.key, said))

    def undo(self) -> None:
        """Take the last change of feeds.toml back."""
        if not self._edits:
            self._reader.say("Nothing to take back here.")
            return
        edit = self._edits.pop()
        try:
            take_back(edit)
            self._reader.files.use(load(self._path))
        except SettingsError as error:
            self._reader.say(f"{error}.", "warning")
        else:
            self._reader.say("Taken back: feeds.toml is as before.")
        self.reload()

    @property
    def _path(self) -> Any:
        return self._reader.library.config.path

    @property
    def _feeds(self) -> tuple[Feed, ...]:
        return self._reader.library.config.feeds

    def _carry_out(self, edit: Callable[[], Edit]) -> None:
        try:
            done = edit()
            self._reader.files.use(load(self._path))
        except SettingsError as error:
            self._reader.say(f"{error}.", "error")
            return
        self._edits.append(done)
        self._reader.say(f"{done.said}. {self._keys.shown('undo', 1)} takes it back here.")
        self.reload()
