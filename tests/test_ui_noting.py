"""Tags, notes and highlighted passages on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import make
from tests.ui import FEEDS, SAID, articles, drives, library, running
from tui.model import Note
from tui.store import Writer
from tui.ui.app import LIBRARY


@drives("tag", "undo")
async def test_an_article_gets_tags_which_can_be_found_and_taken_back(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        reader = session.screen.library.reader
        await session.press("T", *"To-Read boats", "enter")
        await session.until(lambda: list(reader.all_tags()) == ["boats", "to-read"])
        await session.see("#boats #to-read")
        await session.press("T", "end", *"sea", "enter")
        await session.until(lambda: "sea" in reader.all_tags())
        await session.press("U")
        await session.see("Taken back: the tags are as before. 1 more step.")
        await session.until(lambda: "sea" not in reader.all_tags())
        await session.press("T", *(["backspace"] * 30), "enter")
        await session.until(lambda: not reader.all_tags())
        await session.press("T", "escape", "T", "enter")
        assert not reader.all_tags()
        await session.press("s", "U")
        await session.see("Taken back: 1 article is no longer starred. 2 more steps.")


@drives("note", "undo")
async def test_the_current_quote_is_highlighted_with_a_note_and_shown(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        reader, id_ = session.screen.library.reader, articles("times")[0].id
        await session.press("enter", "]", "q", "M")
        await session.see("Note to “Nobody asked us")
        await session.press(*"ask them", "enter")
        await session.until(lambda: bool(reader.notes(id_)))
        (note,) = reader.notes(id_)
        assert (note.words, note.text) == (SAID, "ask them")
        await session.until(
            lambda: session.screen.page is not None and bool(session.screen.page.notes)
        )
        await session.press("G")
        await session.see("✎ ask them")

        await session.press("g", "M")
        await session.press(*" now", "enter")
        await session.until(lambda: [n.text for n in reader.notes(id_)] == ["ask them now"])
        await session.press("U")
        await session.until(lambda: [n.text for n in reader.notes(id_)] == ["ask them"])
        await session.press("M", *(["backspace"] * 10), "-", "enter")
        await session.until(lambda: not reader.notes(id_))
        await session.press("U")
        await session.until(lambda: [n.text for n in reader.notes(id_)] == ["ask them"])


async def test_a_new_note_being_written_when_the_window_is_closed_is_kept(tmp_path: Path) -> None:
    filled, id_ = library(tmp_path), articles("times")[0].id
    for typed, kept in (("first", "first"), (" and more", "first")):
        async with running(filled) as session:
            await session.press("M", *typed)
            session.app.exit()  # SIGHUP, and then SIGTERM
            session.app.exit()
            await session.until(lambda: not session.app.is_running)
        async with running(filled) as session:
            assert [note.text for note in session.screen.library.reader.notes(id_)] == [kept]


@drives("note")
async def test_without_a_passage_the_paragraph_is_highlighted(tmp_path: Path) -> None:
    async with running(library(tmp_path), (80, 24)) as session:
        reader, id_ = session.screen.library.reader, articles("times")[0].id
        await session.press("enter", "M", "enter")
        await session.see("Highlighted.")
        await session.until(lambda: bool(reader.notes(id_)))
        (note,) = reader.notes(id_)
        assert (note.words, note.text) == ("The harbour council met on Monday.", "")
        await session.press("U")
        await session.until(lambda: not reader.notes(id_))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@drives("note")
async def test_what_is_selected_is_highlighted(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(library(tmp_path), size) as session:
        reader, id_ = session.screen.library.reader, articles("times")[0].id
        await session.press("enter")
        await session.select("harbour council")
        await session.press("M", *"who?", "enter")
        await session.see("Noted.")
        await session.until(lambda: bool(reader.notes(id_)))
        (note,) = reader.notes(id_)
        assert (note.words, note.text) == ("harbour council", "who?")


@drives("note", "search")
async def test_in_the_lists_a_note_is_about_the_article_and_can_be_searched(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        await session.press("M", "enter")
        await session.see("Nothing was noted.")
        await session.press("M", *"important", "enter")
        await session.until(
            lambda: session.screen.page is not None and bool(session.screen.page.notes)
        )
        await session.press("/", *"note:important", "enter")
        assert session.screen.sidebar.headlines.row_count == 1


async def test_a_note_is_found_again_when_the_text_changed(tmp_path: Path) -> None:
    filled = library(tmp_path)
    times = articles("times")[0]
    writer = Writer(filled.data / LIBRARY)
    for words, text in (("We met at the quay.", "where?"), ("It is gone.", "why?")):
        writer.write_note(Note(times.id, words, 0, text, make.NOW))
    writer.close()
    changed = "<p>New.</p><p>He said: We met at the  quay. Then we left.</p>"
    filled.save(FEEDS[0], [make.article(1, "times", title="times story 1", html=changed)])
    async with running(filled) as session:
        await session.until(lambda: session.title == "times story 1")
        page = session.screen.page
        assert page is not None
        (light,) = session.screen.article._parts[1].highlights
        assert page.document.text[light.start : light.end] == "We met at the quay."
        await session.see("“It is gone.” ✎ why?")
