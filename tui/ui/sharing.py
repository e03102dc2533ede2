"""The commands that give something away: citing, saving, piping, and showing the source.

One method for each row of `commands.COMMANDS`, named after its id, like `deeds`. A file is never
written over; a command is given the article on its stdin and never through a shell.
"""

from __future__ import annotations

import asyncio
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from tui.text.safe import one_line
from tui.ui.page import Page

if TYPE_CHECKING:
    from tui.ui.reader_screen import ReaderScreen

FOLDER, COMMAND = "save-folder", "pipe-command"
"""What the last folder and the last command are remembered as."""
PIPE_S = 30.0
"""How long a command may take."""


class Sharing:
    """Giving away passages and articles."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    # Citing.

    def share(self) -> None:
        """Copy the passage one is at, or else the article, in a form to be chosen."""
        from tui.ui.chooser import Choice, Chooser, Question
        from tui.ui.share import FORMS, cited

        page = self._screen.page
        if page is None:
            return
        words, about = self._screen.passages.passage()
        choices = [
            Choice(f"The passage as {shown}", cited(page, form, words, about))
            for form, shown in FORMS.items()
            if words
        ]
        choices += [
            Choice(f"The article as {shown}", cited(page, form)) for form, shown in FORMS.items()
        ]
        self._screen.app.push_screen(Chooser(Question("Copy", choices)), self._copied)

    def _copied(self, text: str | None) -> None:
        if text is not None:
            self._screen.deeds.give(text)

    # Saving.

    def save(self) -> None:
        """Save the article as Markdown, HTML or text, as the end of the name says."""
        from tui.ui.ask import AskLine
        from tui.ui.share import KINDS, file_name

        screen, page = self._screen, self._screen.page
        if page is None:
            return
        folder = screen.library.reader.recall(FOLDER) or "~"
        name = file_name(page.article.title, page.article.published, KINDS[0])
        hint = f"enter saves it · {', '.join(KINDS)} · esc leaves it"

        def given(path: str | None) -> None:
            if path is not None:
                self._save(page, Path(path).expanduser())

        dialog = AskLine("Save the article as", str(Path(folder) / name), hint, _wrong_path)
        screen.app.push_screen(dialog, given)

    def _save(self, page: Page, path: Path) -> None:
        from tui.ui.share import saved

        try:
            with path.open("x", encoding="utf-8", errors="replace") as file:
                file.write(saved(page, path.suffix))
        except OSError as error:
            self._screen.say(f"It was not saved: {error.strerror}.", "error")
            return
        self._screen.library.engine.remember(FOLDER, str(path.parent))
        self._screen.say(f"Saved as {path.name}.")

    # Piping.

    def pipe(self) -> None:
        """Give the article, as Markdown, to a command."""
        from tui.ui.ask import AskLine
        from tui.ui.share import saved

        screen, page = self._screen, self._screen.page
        if page is None:
            return
        last = screen.library.reader.recall(COMMAND)

        def given(line: str | None) -> None:
            if line is not None:
                screen.library.engine.remember(COMMAND, line)
                screen.run_worker(self._run(shlex.split(line), saved(page, ".md")))

        hint = "enter runs it, without a shell · esc leaves it"
        dialog = AskLine("Pipe the article to", last, hint, _wrong_command, selected=True)
        screen.app.push_screen(dialog, given)

    async def _run(self, command: list[str], text: str) -> None:
        from asyncio.subprocess import PIPE, STDOUT

        say = self._screen.say
        try:
            process = await asyncio.create_subprocess_exec(
                *command, stdin=PIPE, stdout=PIPE, stderr=STDOUT, start_new_session=True
            )
        except OSError as error:
            say(f"{command[0]} cannot be run: {error.strerror}.", "error")
            return
        try:
            out, _ = await asyncio.wait_for(process.communicate(text.encode()), PIPE_S)
        except TimeoutError:
            process.kill()
            say(f"{command[0]} took longer than {PIPE_S:.0f} seconds and was ended.", "warning")
            return
        told = one_line(out.decode("utf-8", "replace"))[:200] or "done"
        code = process.returncode
        say(f"{command[0]}: {told}" if not code else f"{command[0]} failed ({code}): {told}")

    # The source.

    def source(self) -> None:
        """Show the article's HTML as the feed sent it."""
        from tui.ui.source import Source

        page = self._screen.page
        if page is not None:
            html = page.article.html or "The feed sends no text with this headline."
            self._screen.app.push_screen(Source(page.article.link, html, self._screen.keys))


def _wrong_path(text: str) -> str:
    from tui.ui.share import KINDS

    path = Path(text.strip()).expanduser()
    if path.suffix not in KINDS:
        return f"The name must end in {', '.join(KINDS[:-1])} or {KINDS[-1]}."
    if not path.parent.is_dir():
        return f"There is no directory {path.parent}."
    return "There is a file of this name already." if path.exists() else ""


def _wrong_command(line: str) -> str:
    try:
        return "" if shlex.split(line) else "Give a command, such as wc -w."
    except ValueError:
        return "A quotation mark is not closed."
