"""The commands about files: attachments of an article, feeds.toml in the editor, moving feeds in.

One method for each row of `commands.COMMANDS`, named after its id, like `deeds`.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import subprocess
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from tui.errors import QuothError, SettingsError
from tui.events import Downloading, Imported
from tui.keys import Keys
from tui.model import Enclosure
from tui.settings import Config, Edit, load
from tui.settings.mistake import short
from tui.text.safe import one_line
from tui.text.wording import brought, many, size
from tui.ui.browser import host, open_link, safe_url
from tui.ui.page import about

if TYPE_CHECKING:
    from tui.moving import Plan
    from tui.ui.ask import Ask
    from tui.ui.reader_screen import ReaderScreen

LISTED = 8
"""Sentences that a question before an import shows at most."""

Chosen = tuple[str, Enclosure]
"""What to do with a file: "open" or "download"."""


class Files:
    """Opening, downloading, editing and moving in. `edits` are what was changed in feeds.toml."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self.edits: list[Edit] = []

    def use(self, config: Config) -> None:
        """feeds.toml was edited: work with it from now on. SettingsError when its keys clash."""
        screen, before = self._screen, self._screen.library.config
        screen.keys = Keys.of(config)
        screen.library.config = config
        screen.library.engine.reload(config)
        screen.article.measure = config.settings.text_width
        screen.looking.follow_theme(before)
        screen.sidebar.reload()
        screen.show_state()

    def feed_health(self) -> None:
        from tui.ui.health_screen import HealthScreen

        screen = self._screen

        def gone_to(key: str | None) -> None:
            if key:
                screen.go_to_feed(key)

        screen.app.push_screen(HealthScreen(screen, screen.keys), gone_to)

    # Attachments.

    def attachments(self) -> None:
        from tui.ui.chooser import Choice, Chooser, Question

        choices = [
            Choice(f"{what.capitalize()} {_called(file)}", (what, file), about(file))
            for file in self.attached()
            for what in ("open", "download")
        ]
        self._screen.app.push_screen(Chooser(Question("Attachments", choices)), self._attached)

    def attached(self) -> list[Enclosure]:
        """The files that come with the opened article and may be opened."""
        page = self._screen.page
        return [file for file in page.article.enclosures if safe_url(file.url)] if page else []

    def _attached(self, chosen: Chosen | None) -> None:
        if chosen and chosen[0] == "open":
            self._open(chosen[1])
        elif chosen:
            self._download(chosen[1])

    def _open(self, file: Enclosure) -> None:
        screen, url = self._screen, safe_url(file.url)
        settings = screen.library.config.settings

        def failed() -> None:
            screen.app.call_later(screen.say, "The player did not start: set player.", "warning")

        open_link(url, settings.player or settings.browser, failed)
        screen.say(f"Opening {_called(file)} from {host(url)} …")

    def _download(self, file: Enclosure) -> None:
        from tui.feeds.naming import safe_name  # the first frame needs nothing of feeds

        screen, page = self._screen, self._screen.page
        if page is None:
            return
        feed = screen.library.feed(page.article.feed)
        by = (feed.url or feed.page) if feed else ""
        name = safe_name(page.article.title, file)
        screen.library.engine.download(file.url, by or file.url, name)
        screen.say(f"Downloading {name} from {host(file.url)} …")

    def heard(self, event: Downloading | Imported) -> None:
        """How a download goes, or that feeds were moved in."""
        screen = self._screen
        if isinstance(event, Imported):
            self._imported(event)
        elif event.path:
            screen.say(f"Downloaded: {short(Path(event.path))}")
        else:
            so_far = size(event.done)
            share = f" ({event.done / event.total:.0%})" if event.total else ""
            screen.say(f"{event.name}: {so_far}{share}")

    # feeds.toml in the editor.

    def edit_feeds(self) -> None:
        screen = self._screen
        path = screen.library.config.path
        words = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
        with self._terminal_to_itself() as stdin:
            try:
                code = subprocess.run([*words, str(path)], stdin=stdin, check=False).returncode
            except OSError as error:
                screen.say(f"{one_line(words[0])} cannot be run: {error.strerror}.", "warning")
                return
        if code:
            screen.say(f"{one_line(words[0])} ended with code {code}.", "warning")
        self._apply(path)

    def _apply(self, path: Path) -> None:
        screen = self._screen
        try:
            config = load(path)
            if config == screen.library.config:
                screen.say("feeds.toml is as before.")
                return
            self.use(config)
            screen.library.engine.sync()
        except SettingsError as error:
            screen.say(f"{error}. Until it is mended, all is as before.", "error")
        else:
            screen.say("feeds.toml is in use as it is now.")

    @contextlib.contextmanager
    def _terminal_to_itself(self) -> Iterator[int | None]:
        """The terminal is the editor's; where it cannot be had, an editor gets no input from it."""
        try:
            with self._screen.app.suspend():
                yield None
        except SuspendNotSupported:
            yield subprocess.DEVNULL

    # Moving in.

    def import_feeds(self) -> None:
        from tui.ui.ask import AskLine

        screen = self._screen
        title = "Import OPML, newsboat's urls or cache.db, or an export of Quoth"

        def wrong(typed: str) -> str:
            return "" if _path(typed).is_file() else f"There is no file {short(_path(typed))}."

        def look(typed: str | None) -> None:
            if typed is not None:
                screen.run_worker(partial(self._look, _path(typed)), thread=True)

        hint = "the file's path · enter looks into it · esc goes back"
        screen.app.push_screen(AskLine(title, "", hint, wrong), look)

    def export_feeds(self) -> None:
        from tui.ui.ask import AskLine

        screen = self._screen

        def wrong(typed: str) -> str:
            path = _path(typed)
            if path.exists() or not path.name:
                return f"{short(path)} is there already."
            return "" if path.parent.is_dir() else f"There is no directory {short(path.parent)}."

        def write(typed: str | None) -> None:
            if typed is not None:
                screen.run_worker(partial(self._export, _path(typed)), thread=True)

        title = "Export the feeds as OPML, or everything as JSON Lines"
        hint = "a new file; one that ends in .jsonl takes everything · enter writes · esc goes back"
        screen.app.push_screen(AskLine(title, "~/quoth.opml", hint, wrong), write)

    def _export(self, path: Path) -> None:
        """Write the file, on a thread of its own."""
        from tui.moving import export

        screen = self._screen
        try:
            export(screen.library.config, screen.library.path, path)
        except QuothError as error:
            screen.app.call_from_thread(screen.say, str(error), "warning")
        else:
            screen.app.call_from_thread(screen.say, f"Written to {short(path)}.")

    def _look(self, path: Path) -> None:
        """Find out, on a thread of its own, what a file would bring."""
        from tui.moving import look, plan

        screen = self._screen
        try:
            decided = plan(screen.library.config, look([path]))
        except QuothError as error:
            screen.app.call_from_thread(screen.say, f"{str(error).rstrip('.')}.", "warning")
        else:
            screen.app.call_from_thread(self._ask, decided)

    def _ask(self, decided: Plan) -> None:
        """Show what an import would do; then, apart from that, the commands it would bring."""
        from tui.moving import details, summary
        from tui.ui.ask import Ask

        screen = self._screen
        engine = screen.library.engine
        coming = brought(len(decided.feeds), len(decided.smart), decided.articles or None)

        def sure(yes: bool | None) -> None:
            if yes and decided.commands:
                screen.app.push_screen(_about_commands(decided), with_commands)
            elif yes:
                with_commands(False)

        def with_commands(yes: bool | None) -> None:
            engine.import_(decided, commands=bool(yes))

        told = [*summary(decided), *_few(list(details(decided)))]
        screen.app.push_screen(Ask(f"Import {coming}?", *told), sure)

    def _imported(self, event: Imported) -> None:
        screen = self._screen
        try:
            self.use(load(screen.library.config.path))
        except SettingsError as error:
            screen.say(f"{error}.", "error")
            return
        screen.sidebar.feeds.count_smart()
        coming = brought(event.feeds, event.smart, event.articles or None)
        screen.say(f"Imported {coming}.")


def _called(file: Enclosure) -> str:
    """The file's own name, for a sentence."""
    return one_line(file.url.partition("?")[0].rstrip("/").rpartition("/")[2])[:60] or "file"


def _path(typed: str) -> Path:
    """The file that somebody typed, ~ being the home directory."""
    return Path(os.path.expanduser(typed.strip()))


def _about_commands(decided: Plan) -> Ask:
    from tui.moving import subject
    from tui.ui.ask import Ask

    shown = [f"{one_line(f.title or f.key)}: {subject(f)}" for f in decided.commands]
    title = f"{many(len(decided.commands), 'feed')} would run a command on this machine. Take them?"
    return Ask(title, *_few(shown))


def _few(sentences: Sequence[str]) -> list[str]:
    """As many sentences as a question shows, and how many more there are."""
    more = len(sentences) - LISTED
    return [*sentences[:LISTED], *([f"… and {more} more."] if more > 0 else [])]
