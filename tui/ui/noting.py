"""The commands about what the user adds to articles: tags, notes, highlighted passages.

One method for each row of `commands.COMMANDS`, named after its id, like `moves` and `deeds`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.model import Note
from tui.query import tag_name
from tui.text.finding import found
from tui.text.safe import one_line
from tui.ui.drawing import clip
from tui.ui.page import in_marks

if TYPE_CHECKING:
    from tui.ui.ask import AskLine
    from tui.ui.reader_screen import ReaderScreen

SHOWN_TAGS = 8
LONGEST_NOTE = 4000
GONE = "-"
"""What is typed to take a note away."""


class Noting:
    """Tags and notes on the reader screen."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._writing: tuple[AskLine, Note] | None = None

    def tag(self) -> None:
        from tui.ui.ask import AskLine

        screen, headline = self._screen, self._screen.chosen
        if headline is None:
            return
        reader = screen.library.reader
        before = reader.tags([headline.id]).get(headline.id, ())

        def give(typed: str | None) -> None:
            if typed is not None:
                wanted = [name for word in typed.split() if (name := tag_name(word))]
                self._give(headline.id, before, wanted)

        known = " ".join([*reader.all_tags()][:SHOWN_TAGS])
        hint = "with spaces between · enter keeps them · esc leaves it"
        value = "".join(f"{name} " for name in before)
        title = f"Tags ({known})" if known else "Tags"
        screen.app.push_screen(AskLine(clip(title, 58), value, hint, lambda typed: ""), give)

    def _give(self, id_: int, before: tuple[str, ...], wanted: list[str]) -> None:
        add = [name for name in dict.fromkeys(wanted) if name not in before]
        drop = [name for name in before if name not in wanted]
        if add or drop:
            self._screen.library.tag([id_], add, drop)
            told = [f"+{name}" for name in add] + [f"-{name}" for name in drop]
            self._screen.say(f"Tags: {' '.join(told)}")

    def note(self) -> None:
        """Write to the passage that is selected or current, or in the lists to the article."""
        from tui.ui.ask import AskLine

        screen, headline = self._screen, self._screen.chosen
        if headline is None:
            return
        note = self._begun(headline.id)

        def write(typed: str | None) -> None:
            if typed is not None:
                self._write(note, typed)

        words = one_line(note.words)
        title = f"Note to {in_marks(words)}" if words else "Note to the article"
        away = f" · {GONE} takes it away" if note.number else ""
        hint = (
            f"empty: only highlighted · enter keeps it{away}" if words else f"enter keeps it{away}"
        )
        dialog = AskLine(clip(title, 58), note.text, hint, lambda typed: "")
        self._writing = dialog, note
        screen.app.push_screen(dialog, write)

    def leave(self) -> None:
        """The program ends: a new note that is being written is kept. A change to one is not:
        nobody asked for it yet, and nobody could take it back."""
        if self._writing is not None:
            (dialog, note), self._writing = self._writing, None
            if dialog.is_current and dialog.typed and not note.number:
                self._write(note, dialog.typed)

    def _begun(self, id_: int) -> Note:
        """The note that stands here already, or a new one."""
        screen = self._screen
        inside = screen.pane in ("article", "findings") and screen.page is not None
        passage = screen.article.passage() if inside else None
        text = screen.page.document.text if screen.page else ""
        for known in screen.library.reader.notes(id_):
            place = found(known, text) if inside else None
            if passage and place and place.start < passage[1] and passage[0] < place.end:
                return known
            if passage is None and not known.words:
                return known
        now = screen.library.now()
        if passage is None:
            return Note(id_, "", 0, "", now)
        return Note(id_, text[slice(*passage)], passage[0], "", now)

    def _write(self, note: Note, typed: str) -> None:
        screen, typed = self._screen, one_line(typed)[:LONGEST_NOTE].strip()
        if note.number and (typed == GONE or not (typed or note.words)):
            screen.library.drop_note(note)
            screen.say("The note is gone.")
        elif typed == GONE or not (typed or note.words):
            screen.say("Nothing was noted.")
        else:
            screen.library.write_note(note, replace(note, text=typed))
            screen.say("Noted." if typed else "Highlighted.")
        screen.clear_selection()

    def keep_up(self, id_: int) -> None:
        """The tags or notes of an article changed: show them, if it is the one shown."""
        screen, page = self._screen, self._screen.page
        if page is None or page.article.id != id_:
            return
        reader = screen.library.reader
        tags, notes = reader.tags([id_]).get(id_, ()), reader.notes(id_)
        if (tags, notes) != (page.tags, page.notes):
            screen.page = replace(page, tags=tags, notes=notes)
            screen.article.show(screen.page)
