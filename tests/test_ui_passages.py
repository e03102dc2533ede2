"""The commands about quotes and findings, driven by their keys."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from textual.widgets import Input

from tests import make
from tests.ui import (
    BODY,
    FEEDS,
    FOUND,
    SAID,
    SAID_TOO,
    Library,
    Session,
    articles,
    drives,
    library,
    running,
)
from tui.store import Reader
from tui.text.html import document
from tui.ui.app import LIBRARY
from tui.ui.dialogs import GiveSpeaker, Why
from tui.ui.reader_screen import ReaderScreen

WIDE = (200, 50)


def speakers(session: Session) -> list[str]:
    """Who is said to speak, quote by quote."""
    page = session.screen.page
    assert page
    assert page.analysis
    return [quote.speaker_name for quote in page.analysis.quotes]


def with_a_silent_article(folder: Path) -> Library:
    """A library whose second article quotes nobody."""
    filled = library(folder)
    silent = replace(articles("herald")[0], html="<p>Nobody speaks.</p><p>At all.</p>")
    filled.save(FEEDS[1], [silent])
    return filled


@drives("voices")
async def test_only_voices_folds_the_rest_away_and_comes_back_to_the_same_place(
    tmp_path: Path,
) -> None:
    async with running(library(tmp_path)) as session:
        article = session.screen.article
        await session.press("enter", *"jjjjjjjjj")
        before = article.scroll_offset.y
        await session.press("v")
        assert "⋯ 41 paragraphs" in session.text
        assert SAID_TOO in session.text
        assert "boats" not in session.text
        assert "only voices" in session.lines[-1]
        await session.press("v")
        assert "⋯" not in session.text
        assert article.scroll_offset.y == before


async def test_the_panel_offers_to_correct_a_speaker_only_where_somebody_speaks(
    tmp_path: Path,
) -> None:
    async with running(with_a_silent_article(tmp_path)) as session:
        await session.press("enter", "f")
        assert "its speaker" in session.lines[-1]
        await session.press("J")
        await session.see("Nobody speaks.")
        await session.press("f")
        assert session.pane == "findings"
        assert "its speaker" not in session.lines[-1]


@drives("voices")
async def test_going_to_what_is_folded_away_shows_all_of_the_article_again(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        await session.press("enter", "v", "]", "f")
        assert FOUND[:30] in session.text
        assert not session.screen.article.voices


@drives("voices")
async def test_only_voices_goes_on_in_the_next_article_and_shows_one_without_any_whole(
    tmp_path: Path,
) -> None:
    async with running(with_a_silent_article(tmp_path)) as session:
        await session.press("enter", "v", "J")
        assert session.title == "herald story 1"
        assert "Nobody speaks." in session.text
        await session.press("v", "v")
        await session.see("Nobody is quoted here: all of it is shown.")
        await session.press("J")
        assert "⋯ 41 paragraphs" in session.text


async def test_an_article_without_quotes_and_findings_offers_reading_on(tmp_path: Path) -> None:
    filled = library(tmp_path)
    filled.save(FEEDS[1], [replace(articles("herald")[0], html="<p>Nobody speaks.</p>")])
    async with running(filled) as session:
        await session.press("enter")
        assert "next quote" in session.lines[-1]
        await session.press("J")
        assert "Nobody speaks." in session.text
        assert "next quote" not in session.lines[-1]
        assert "next finding" not in session.lines[-1]
        assert "read on" in session.lines[-1]
        assert "next unread" in session.lines[-1]


@drives("why")
async def test_why_explains_a_quote_and_any_key_goes_back(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        await session.press("enter", "]", "q", "W")
        assert session.shows(Why)
        assert "Maria Lopez, director of the Harbour Office" in session.text
        assert "very sure, 90 %" in session.text
        await session.press("]")
        assert session.shows(ReaderScreen)
        await session.press("j")
        assert session.screen.article.scroll_offset.y > 0


@drives("why")
async def test_why_explains_a_finding(tmp_path: Path) -> None:
    async with running(library(tmp_path), WIDE) as session:
        await session.press("enter", "f", "g", "W")
        assert "Why this is here" in session.text
        assert "because   A source found it: “report found”." in session.text
        await session.press("X")
        assert session.shows(ReaderScreen)


@drives("why", "correct", "cite")
async def test_without_a_quote_there_is_nothing_to_explain_correct_or_cite(tmp_path: Path) -> None:
    filled = library(tmp_path)
    silent = replace(articles("times")[0], html="<p>Nobody speaks.</p>")
    filled.save(FEEDS[0], [silent])
    async with running(filled) as session:
        await session.press("enter", "W")
        await session.see("There is no quote and no finding here.")
        await session.press("X")
        await session.see("Go to a quote first")
        await session.press("quotation_mark")
        await session.see("There is nothing to cite")


@drives("correct", "why", "undo")
async def test_a_speaker_is_corrected_kept_and_taken_back(tmp_path: Path) -> None:
    filled = library(tmp_path)
    async with running(filled, WIDE) as session:
        await session.press("enter", "]", "q", "W", "X")
        assert session.shows(GiveSpeaker)
        await session.press(*"ber", "enter")
        await session.until(lambda: speakers(session) == ["Jonas Berg", "Jonas Berg"])
        await session.see("Said by Jonas Berg. U takes it back.")
        assert "1 speaker" in session.lines[-1]
        about = session.screen.findings.about
        assert about
        assert about.start == document_start(session, SAID)
        await session.press("W")
        await session.see("By you: you gave the quote this speaker.")
        await session.press("escape", "U")
        await session.until(lambda: speakers(session) == ["Maria Lopez", "Jonas Berg"])


def document_start(session: Session, words: str) -> int:
    page = session.screen.page
    assert page
    return page.document.text.index(words)


@drives("correct")
async def test_a_correction_is_there_after_a_restart_and_can_be_dropped(tmp_path: Path) -> None:
    filled = library(tmp_path)
    async with running(filled) as session:
        await session.press("enter", "]", "q", "X", *"The Mayor", "down", "enter")
        await session.until(lambda: speakers(session)[0] == "The Mayor")
    async with running(filled) as session:
        session.screen.go_to_feed("times")
        await session.press("g", "enter", "]", "q")
        assert speakers(session)[0] == "The Mayor"
        await session.press("X", "down", "down", "down")
        await session.see("As it was found")
        await session.press("enter")
        await session.until(lambda: speakers(session)[0] == "Maria Lopez")


@drives("correct")
async def test_unknown_is_a_choice_and_escape_changes_nothing(tmp_path: Path) -> None:
    filled = library(tmp_path)
    async with running(filled) as session:
        await session.press("enter", "]", "q", "X", "escape")
        assert speakers(session)[0] == "Maria Lopez"
        await session.press("X", *"unk", "up", "down", "up", "down")
        await session.press(*["up"] * 2, "enter")
        await session.until(lambda: speakers(session)[0] != "Maria Lopez")
    told = articles("times")[0]
    reader = Reader(filled.data / LIBRARY)
    assert list(reader.corrections(told.id)) == [(SAID, 0)]
    reader.close()


@drives("correct")
async def test_a_speaker_is_chosen_with_the_mouse(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        await session.press("enter", "]", "q", "X")
        line = next(
            y for y, text in enumerate(session.lines) if text.strip(" │").startswith("Jonas")
        )
        column = session.lines[line].index("Jonas")
        await session.pilot.click(offset=(column, line))
        await session.until(lambda: speakers(session)[0] == "Jonas Berg")


@drives("correct")
async def test_what_is_typed_in_the_dialog_is_no_command(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        await session.press("enter", "]", "q", "X", *"q [w]")
        assert session.app.screen.query_one(Input).value == "q [w]"
        await session.see("“q [w]”")


@drives("cite")
async def test_a_quote_is_cited_with_its_speaker_and_a_finding_with_its_source(
    tmp_path: Path,
) -> None:
    async with running(library(tmp_path), WIDE) as session:
        await session.press("enter", "f", "g", "quotation_mark")
        assert session.app.clipboard.startswith(f"“{FOUND}” — The Times, ")
        assert session.app.clipboard.endswith(", https://times.example/1")
        await session.press("j", "quotation_mark")
        said = "“Nobody asked us,” — Maria Lopez, director of the Harbour Office — The Times, "
        assert session.app.clipboard.startswith(said)
        await session.see("Copied: “Nobody asked us,”")


@drives("cite")
async def test_selected_text_is_cited_without_a_speaker(tmp_path: Path) -> None:
    async with running(library(tmp_path), WIDE) as session:
        await session.press("enter")
        await session.select("harbour council")
        await session.press("quotation_mark")
        assert session.app.clipboard.startswith("“harbour council” — The Times, ")


async def test_words_in_marks_that_nobody_says_count_as_no_quote(tmp_path: Path) -> None:
    term = "<p>They slept on the “old and rather slow but much loved wooden boat” for a week.</p>"
    filled = library(tmp_path, feeds=FEEDS[:1], each=0)
    filled.save(FEEDS[0], [make.article(1, "times", title="The boat", html=term)])
    async with running(filled, WIDE) as session:
        await session.press("enter")
        await session.see("much loved wooden boat")
        await session.see("No quotes, no findings here.")
        assert "no quotes, no findings" in session.lines[-1]


@drives("order")
async def test_findings_are_ordered_by_weight_until_the_key_is_pressed_again(
    tmp_path: Path,
) -> None:
    async with running(library(tmp_path), WIDE) as session:
        await session.press("enter", "f", "O")
        await session.see("Findings: the weightiest first.")
        assert "· by weight" in session.text
        await session.press("J")
        assert "· by weight" in session.text
        await session.press("O")
        assert "by weight" not in session.text


async def test_a_star_shows_in_the_open_article_at_once(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        await session.press("enter", "j", "j", "s")
        assert session.screen.article.scroll_offset.y == 2
        await session.press("g")
        assert "★ starred" in session.text
        await session.press("s")
        assert "★ starred" not in session.text


async def test_the_row_of_the_passage_one_went_to_is_lit_in_the_panel(tmp_path: Path) -> None:
    async with running(library(tmp_path), WIDE) as session:
        await session.press("enter", "]", "q")
        shown = session.screen.article._current
        assert shown
        assert session.screen.findings._shown == shown
        assert document(articles("times")[0]).text.index(SAID) == shown[0]
        assert BODY.count(SAID) == 1
