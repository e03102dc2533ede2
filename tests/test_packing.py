"""Bodies compressed: what goes in comes out, whatever dictionary there was; and it pays."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import old
from tests.make import NOW, article, feed
from tui.errors import StoreError
from tui.model import Article, FeedState, Filter
from tui.query import parse
from tui.store import Reader, Visit, Writer
from tui.store.packing import FIRST, SAMPLES, Packing
from tui.text.html import document

WORDS = ["harbour", "council", "ferry", "budget", "vote", "mayor", "street", "winter", "school"]


def told(n: int) -> Article:
    """A short article, such as many are: some prose, a link that says where it is from."""
    words = " ".join(random.Random(n).choices(WORDS, k=40))
    link = f'<a href="https://times.example/news/{n}?utm_source=rss" rel="noopener">Read on</a>'
    return article(n, html=f"<p>{words}</p>\n<p>{link} in The Times of Nowhere.</p>")


def save(writer: Writer, articles: list[Article]) -> None:
    texts = [document(each).text for each in articles]
    writer.save(Visit("times", articles, texts, FeedState("times"), NOW))


def numbers(path: Path, sql: str) -> list[int]:
    with closing(sqlite3.connect(path)) as connection:
        return [number for (number,) in connection.execute(sql)]


@given(st.text(), st.text())
def test_what_is_packed_comes_out_as_it_was(html: str, text: str) -> None:
    packing = Packing(lambda *_: [])
    assert packing.unpack(*packing.pack(html, text)) == (html, text)


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that has just become large enough for a dictionary, and got some more."""
    path = tmp_path_factory.mktemp("grown") / "library.db"
    with closing(Writer(path)) as writer:
        writer.subscribe([feed()])
        for first in range(0, FIRST + 200, 100):
            save(writer, [told(n) for n in range(first, first + 100)])
    return path


def test_a_library_of_a_thousand_articles_gets_one_dictionary(grown: Path) -> None:
    assert numbers(grown, "SELECT articles FROM dictionary") == [FIRST]


def test_every_body_can_be_read_whatever_it_was_packed_with(grown: Path) -> None:
    with closing(Reader(grown)) as reader:
        for n in range(FIRST + 200):
            assert reader.article(told(n).id) == told(n)


def test_a_dictionary_halves_short_bodies_those_before_it_as_well(grown: Path) -> None:
    alone = len(Packing(lambda *_: []).pack(told(1).html, document(told(1)).text)[1])
    packed = numbers(grown, "SELECT length(packed) FROM body")
    assert SAMPLES >= FIRST
    assert max(packed) < alone / 2


def test_a_body_whose_dictionary_is_lost_is_said_to_be_damaged(grown: Path, tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with closing(sqlite3.connect(grown)) as theirs, closing(sqlite3.connect(path)) as ours:
        theirs.backup(ours)
        ours.execute("DELETE FROM dictionary")
        ours.commit()
    with closing(Reader(path)) as reader, pytest.raises(StoreError, match="damaged"):
        reader.article(told(1).id)


def test_articles_with_nothing_in_common_do_without_a_dictionary(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with closing(Writer(path)) as writer:
        save(writer, [article(n, html="", title=f"{n}") for n in range(FIRST)])
    with closing(Reader(path)) as reader:
        assert reader.article(article(7).id) == article(7, html="", title="7")


def test_an_older_library_keeps_its_bodies_and_finds_its_words(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    articles = [told(n) for n in range(20)]
    old.library(path, 2, articles)
    with closing(Writer(path)) as writer, closing(Reader(path)) as reader:
        assert [reader.article(each.id) for each in articles] == articles
        words = Filter(query=parse('"of nowhere"'))
        assert reader.count(words) == len(articles)
        save(writer, [told(n) for n in range(1)])  # the index wants back what it was given
        writer.save(
            Visit("times", [article(1, html="<p>New</p>")], ["New"], FeedState("times"), NOW)
        )
        assert reader.count(words) == len(articles) - 1
