"""Speakers that the user gave: kept by the quote's own words, and found again by them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests import old
from tests.make import NOW, article, feed
from tests.pages import quote
from tui.analysis.annotation import Analysis, Quote
from tui.model import Article, FeedState
from tui.store import BY_HAND, Correction, Reader, Visit, Writer, words_of
from tui.store.schema import STEPS
from tui.text.html import document

TOLD = article(html="<p>“Yes,” said Ida Rask, the mayor. “We may.”</p><p>“No,” said Tom Oye.</p>")
TEXT = document(TOLD).text
FOUND = Analysis(
    (
        quote(TEXT, "“Yes,”", "Ida Rask", role="the mayor", organisation="City", group=0),
        quote(TEXT, "“We may.”", "Ida Rask", role="the mayor", organisation="City", group=0),
        quote(TEXT, "“No,”", "Tom Oye", group=1),
    )
)


class Library:
    """A library with one article and its annotations."""

    def __init__(self, path: Path) -> None:
        self.writer = Writer(path)
        self.reader = Reader(path)
        self.writer.subscribe([feed()])
        self.save(TOLD, FOUND)

    def save(self, told: Article, found: Analysis) -> None:
        body = document(told)
        self.writer.save(Visit("times", [told], [body.text], FeedState("times"), NOW))
        self.writer.keep([(told.id, body.digest, found)])

    def correct(self, words: str, name: str | None, minutes: int = 0, nth: int = 0) -> None:
        now = NOW + timedelta(minutes=minutes)
        self.writer.correct([Correction(TOLD.id, words, nth, name)], now)

    def quotes(self, told: Article = TOLD) -> tuple[Quote, ...]:
        found = self.reader.annotations(told.id, document(told).digest)
        assert found
        return found.quotes

    def close(self) -> None:
        self.reader.close()
        self.writer.close()

    def names(self, told: Article = TOLD) -> list[str]:
        return [each.speaker_name for each in self.quotes(told)]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library(tmp_path / "library.db")
    yield library
    library.close()


def test_a_correction_is_of_all_parts_of_its_quote_and_of_no_other(library: Library) -> None:
    library.correct("“We may.”", "Nils Holm")
    assert library.names() == ["Nils Holm", "Nils Holm", "Tom Oye"]
    first = library.quotes()[0]
    assert (first.rule, first.confidence) == (BY_HAND, 1.0)
    assert (first.speaker, first.cue, first.role) == (None, None, "")
    assert library.quotes()[2] == FOUND.quotes[2]


def test_a_speaker_of_the_article_brings_role_and_organisation_along(library: Library) -> None:
    library.correct("“No,”", "Ida Rask")
    assert (library.quotes()[2].role, library.quotes()[2].organisation) == ("the mayor", "City")


def test_unknown_is_a_correction_too(library: Library) -> None:
    library.correct("“No,”", "")
    assert library.names() == ["Ida Rask", "Ida Rask", ""]
    assert library.quotes()[2].role == ""


def test_the_later_correction_counts_and_taken_back_the_earlier_one_does(library: Library) -> None:
    library.correct("“Yes,”", "Nils Holm")
    library.correct("“We may.”", "Eva Lund", minutes=1)
    assert library.names()[0] == "Eva Lund"
    library.correct("“We may.”", None)
    assert library.names()[0] == "Nils Holm"
    library.correct("“Yes,”", None)
    assert library.quotes() == FOUND.quotes
    assert library.reader.corrections(TOLD.id) == {}


def test_a_correction_is_found_again_when_the_text_has_changed(library: Library) -> None:
    library.correct("“No,”", "Nils Holm")
    again = replace(TOLD, html="<p>Update: it rains.</p>" + TOLD.html.replace("Yes", "Yes, yes"))
    text = document(again).text
    library.save(again, Analysis((quote(text, "“No,”", "Tom Oye", group=7),)))
    assert library.names(again) == ["Nils Holm"]


def test_of_two_quotes_with_the_same_words_only_the_one_meant_is_corrected(
    library: Library,
) -> None:
    told = replace(TOLD, html="<p>“No,” said Ida Rask. It rained.</p><p>“No,” said Tom Oye.</p>")
    text = document(told).text
    ends = [match.end() for match in re.finditer("“No,”", text)]
    names = ("Ida Rask", "Tom Oye")
    twice = [Quote(e - 5, e, group=n, speaker_name=names[n]) for n, e in enumerate(ends)]
    library.save(told, Analysis(tuple(twice)))
    library.correct("“No,”", "Nils Holm", nth=1)
    assert library.names(told) == ["Ida Rask", "Nils Holm"]
    assert words_of(twice, text) == [("“No,”", 0), ("“No,”", 1)]


def test_words_that_are_no_longer_there_correct_nothing(library: Library) -> None:
    library.correct("“Never,”", "Nils Holm")
    assert library.quotes() == FOUND.quotes


def test_strange_names_words_and_ids_do_no_harm(library: Library) -> None:
    library.correct("“\ud800”", "\ud800")
    library.writer.correct([Correction(-5, "“No,”", 0, "x"), Correction(1 << 70, "y", 0, "z")], NOW)
    assert library.quotes() == FOUND.quotes
    assert library.reader.corrections(TOLD.id) == {("“?”", 0): "?"}


def test_a_library_of_version_1_keeps_its_articles_and_can_be_corrected(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    old.library(path, 1, [TOLD])
    with closing(Writer(path)) as writer, closing(Reader(path)) as reader:
        writer.keep([(TOLD.id, document(TOLD).digest, FOUND)])
        writer.correct([Correction(TOLD.id, "“No,”", 0, "Nils Holm")], NOW)
        found = reader.annotations(TOLD.id, document(TOLD).digest)
        assert found
        assert [each.speaker_name for each in found.quotes][-1] == "Nils Holm"
    assert path.with_name("library.db.version-1").exists()


def test_every_version_of_the_tables_leads_to_the_same(tmp_path: Path) -> None:
    Writer(tmp_path / "new.db").close()
    old.library(tmp_path / "old.db", 1, [])
    Writer(tmp_path / "old.db").close()
    made = []
    for name in ("new.db", "old.db"):
        with closing(sqlite3.connect(tmp_path / name)) as connection:
            sql = "SELECT type, name, sql FROM sqlite_schema ORDER BY name"
            made.append(connection.execute(sql).fetchall())
            assert connection.execute("PRAGMA user_version").fetchone() == (len(STEPS),)
    assert made[0] == made[1]
