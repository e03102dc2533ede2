"""Words found again in a text: a note's passage, and what a search found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.make import NOW
from tui.model import Note
from tui.query import parse, terms
from tui.text.finding import Place, found, hits, next_hit

TEXT = (
    "Conan O’Brien met José Núñez in Köln. C++ and foo.bar; 首相は東京で話した。 Climate, CLIMATES."
)


def seen(query: str, text: str = TEXT) -> list[str]:
    return [text[start:end] for start, end in hits(list(terms(parse(query))), text)]


@pytest.mark.parametrize(
    ("query", "what"),
    [
        ("climate", ["Climate"]),
        ("climate*", ["Climate", "CLIMATE"]),
        ("o'brien", ["O’Brien"]),
        ("jose nunez", ["José", "Núñez"]),
        ('"jose nunez"', ["José Núñez"]),
        ("KÖLN or koln", ["Köln"]),
        ("c++", ["C++"]),
        ("foo.bar", ["foo.bar"]),
        ("東京", ["東京"]),
        ("京", ["京"]),
        ("-climate", []),
        ("is:unread", []),
        ("", []),
        ('"..."', []),
    ],
)
def test_the_words_of_a_search_are_seen_in_the_text(query: str, what: list[str]) -> None:
    assert seen(query) == what


@given(st.text(max_size=80), st.text(max_size=20))
def test_hits_lie_in_the_text_in_order(text: str, words: str) -> None:
    last = 0
    for start, end in hits(list(terms(parse(f'"{words}"'))), text):
        assert last <= start < end <= len(text)
        last = end


def test_hits_are_walked_in_both_directions() -> None:
    found = [(2, 4), (8, 9)]
    assert next_hit(found, -1, 1) == 0
    assert next_hit(found, 2, 1) == 1
    assert next_hit(found, 8, 1) is None
    assert next_hit(found, 8, -1) == 0
    assert next_hit(found, 2, -1) is None


def note(words: str, start: int = 0) -> Note:
    return Note(1, words, start, "", NOW)


def test_a_passage_is_found_again_where_the_text_moved() -> None:
    text = "New first words. The boats came. Later the boats came again."
    assert found(note("The boats came"), text) == Place(17, 31)
    assert found(note("the boats came", 40), text) == Place(39, 53)
    assert found(note("the  boats\ncame", 45), text) == Place(39, 53)
    assert found(note("The trains came"), text) is None
    assert found(note(""), text) is None
