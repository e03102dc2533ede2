"""What a person types into the search box finds what is there, and never does anything else."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.make import NOW, article, feed
from tui.model import FeedState, Filter
from tui.query import parse
from tui.store import Reader, Visit, Writer
from tui.store.conditions import CROWD

Finds = Callable[[str], list[str]]

TEXTS = {
    "code": "He wrote it in C++ and C#, not in C; see foo.bar for the AT&T part.",
    "people": "Conan O’Brien met José Núñez, Müller and the Smith-Jones sisters.",
    "money": "It costs $5 or 7 €, which is 12 % more; the Disney+ price rose.",
    "japan": "首相は東京で日本語を話した。カタカナもある。",
    "korea": "대통령이 서울에서 말했다.",
    "thai": "นายกรัฐมนตรีกล่าวที่กรุงเทพ",
    "russia": "Министр заявил: всё хорошо.",
    "signs": "Launch day 🚀🎧 for ﬁnance and the ĳsselmeer; soft hy\u00adphen.",
    "plain": "The climate minister, climbing a hill, said the united front holds.",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Writer, Reader]]:
    path = tmp_path_factory.mktemp("search") / "library.db"
    writer = Writer(path)
    writer.subscribe([feed()])
    articles = [
        article(n, title=name, html=text, author="Zora Quill" if name == "plain" else "")
        for n, (name, text) in enumerate(TEXTS.items())
    ]
    writer.save(Visit("times", articles, list(TEXTS.values()), FeedState("times"), NOW))
    reader = Reader(path)
    yield writer, reader
    reader.close()
    writer.close()


@pytest.fixture(scope="module")
def finds(library: tuple[Writer, Reader]) -> Finds:
    """The titles of what is found."""
    _, reader = library

    def finds(words: str) -> list[str]:
        chosen = Filter(query=parse(words, typing=True))
        rows = reader.headlines(chosen, limit=99)
        assert reader.count(chosen) == len(rows)
        assert reader.fitting(chosen, [row.id for row in rows]) == [row.id for row in rows]
        return [row.title for row in rows]

    return finds


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("C++", "code"),
        ("c#", "code"),
        ("AT&T", "code"),
        ("foo.bar", "code"),
        ("O'Brien", "people"),
        ("o’brien", "people"),
        ("jose nunez", "people"),
        ("MÜLLER", "people"),
        ("smith jones", "people"),
        ("$5", "money"),
        ("12%", "money"),
        ("€", "money"),
        ("disney", "money"),
        ("disney+", "money"),
        ("日本語", "japan"),
        ("本語", "japan"),
        ("カナ", "japan"),
        ("서울", "korea"),
        ("กรุงเทพ", "thai"),
        ("ЗАЯВИЛ", "russia"),
        ("🎧", "signs"),
        ("finance", "signs"),
        ("ﬁnance", "signs"),
        ("ijsselmeer", "signs"),
        ("hyphen", "signs"),
        ("zora", "plain"),
        ("front climate", "plain"),
        ('"united front"', "plain"),
        ("“united front”", "plain"),
        ('"united front" hill', "plain"),
    ],
)
def test_what_is_there_is_found(finds: Finds, words: str, name: str) -> None:
    assert finds(words) == [name]


@pytest.mark.parametrize(
    "words",
    [
        "C--",
        "front nowhere",
        '"front united"',
        '"climate front"',
        "語日",
        "🎸",
        "nam",
        "unitedfront",
    ],
)
def test_what_is_not_there_is_not_found(finds: Finds, words: str) -> None:
    assert finds(words) == ([] if words != "C--" else finds("c"))


@pytest.mark.parametrize("words", ["...", "*", "::", "' -- ;", "\0", "\ud800", "\u202e", "-..."])
def test_what_holds_nothing_that_could_be_found_finds_nothing(finds: Finds, words: str) -> None:
    assert finds(words) == []


@pytest.mark.parametrize("words", ["  ", '"', '""', "(", ")(", "“”"])
def test_no_words_are_no_search(finds: Finds, words: str) -> None:
    assert len(finds(words)) == len(TEXTS)


def test_the_last_word_is_also_found_as_a_beginning(finds: Finds) -> None:
    assert finds("cli") == ["plain"]
    assert finds("minister clim") == ["plain"]
    assert finds("clim minister") == []
    assert finds('"clim') == ["plain"], "a phrase that is still being typed"
    assert finds('"clim"') == []


def test_one_or_two_letters_are_a_word(finds: Finds) -> None:
    assert finds("cl") == []
    assert finds("in") == ["code"]


def test_a_phrase_still_being_typed_is_words(finds: Finds) -> None:
    assert finds('"front climate') == ["plain"]


@pytest.mark.parametrize("words", ["climate NOT hill", "climate AND hill", "{title text}:climate"])
def test_the_syntax_of_the_index_is_nothing_but_words(finds: Finds, words: str) -> None:
    assert finds(words) == []


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text() | st.text(alphabet="\"'*^(){}:+-,.\0 aNEARORANDNOT\ud800日"))
@example('hello"')
@example("NEAR(")
@example('"a"*"b"')
def test_nothing_that_is_typed_fails(finds: Finds, words: str) -> None:
    finds(words)


def test_nothing_hostile_fails_or_changes_the_library(
    library: tuple[Writer, Reader], finds: Finds, shared: Path
) -> None:
    _, reader = library
    before = reader.version()
    lines = (shared / "corpus/hostile/lists/fts.jsonl").read_text().splitlines()
    assert lines
    for line in lines:
        finds(json.loads(line)["query"])
    finds("word " * 2_000_000)
    assert reader.version() == before


@settings(deadline=None, max_examples=50)
@given(st.text(min_size=1, max_size=60), st.text(max_size=60), st.data())
def test_every_word_of_a_text_finds_it_until_the_text_changes(
    library: tuple[Writer, Reader], first: str, second: str, data: st.DataObject
) -> None:
    writer, reader = library

    def save(text: str) -> None:
        told = article(1000, title=text, html=text)
        writer.save(Visit("times", [told], [text], FeedState("times"), NOW))

    def found(words: str) -> bool:
        rows = reader.headlines(Filter(query=parse(words)), limit=99)
        return article(1000).id in [row.id for row in rows]

    known = "abcdefghijklmnopqrstuvwxyz0123456789日本語äöü+#$€&"
    words = [word for word in first.lower().split() if set(word) <= set(known)]
    save(first)
    assert all(found(word) for word in words)
    save(second + " nothingelse")
    assert found("nothingelse")
    save("")
    assert not any(found(word) for word in [*words, "nothingelse"])
    writer._database.run("INSERT INTO search (search) VALUES ('integrity-check')")


def test_words_join_with_every_other_condition(library: tuple[Writer, Reader]) -> None:
    writer, reader = library
    later = article(2000, title="later", html="climate", published=NOW.replace(hour=11))
    writer.save(Visit("times", [later], ["climate"], FeedState("times"), NOW))
    writer.mark([later.id], read=True, starred=True)

    def shown(**conditions: Any) -> list[str]:
        chosen = Filter(query=parse("climate"), **conditions)
        rows = reader.headlines(chosen, limit=9)
        assert reader.count(chosen) == len(rows)
        return [row.title for row in rows]

    assert shown() == ["plain", "later"]
    assert shown(unread=True) == ["plain"]
    assert shown(starred=True) == ["later"]
    assert shown(since=NOW) == ["plain"]
    assert shown(feeds=("times",)) == ["plain", "later"]
    assert shown(feeds=()) == []


def test_a_last_word_that_a_crowd_of_articles_has_is_taken_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert CROWD > 1000
    monkeypatch.setattr("tui.store.conditions.CROWD", 3)
    writer = Writer(tmp_path / "library.db")
    writer.subscribe([feed()])
    reader = Reader(tmp_path / "library.db")
    texts = ["the", "the", "they"]
    articles = [article(n) for n in range(4)]
    writer.save(Visit("times", articles[:3], texts, FeedState("times"), NOW))
    assert reader.count(Filter(query=parse("the", typing=True))) == 3
    writer.save(Visit("times", articles[3:], ["the"], FeedState("times"), NOW))
    assert reader.count(Filter(query=parse("the", typing=True))) == 3, (
        "no more than have the word itself"
    )
    assert reader.count(Filter(query=parse("they", typing=True))) == 1
    reader.close()
    writer.close()
