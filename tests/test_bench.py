"""The bench itself: its texts are what they are taken for, its table says what was measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench import farm, libraries, prose
from tests.bench.table import Row, exponent, p95
from tests.make import NOW
from tui.feeds import Fetched
from tui.feeds.parse import parse
from tui.model import Feed, Filter
from tui.store import Reader
from tui.text.html import document

QUICK, SLOW = Row("a", 10, 2, "ms", "b", 2, 1.5), Row("a", 10, 8, "ms", "b", 2, 1.5)


def test_the_text_of_a_made_article_is_that_of_its_document() -> None:
    for number in range(40):
        article, text = prose.article(number, 3)
        assert document(article).text == text
        assert 1_900 < len(article.html) < 8_000


@pytest.mark.parametrize("feed", [0, 4])
def test_a_made_feed_is_read_whole_and_its_change_is_two_articles(feed: int) -> None:
    known = Feed("made", url="https://made.example/")
    before, after = (
        {
            each.guid
            for each in parse(known, Fetched(known.url, farm._feed(feed, v).encode()), NOW).articles
        }
        for v in (0, 1)
    )
    assert len(before) == len(after) == farm.entries(feed)
    assert len(after - before) == 2


def test_a_library_is_made_once_with_a_third_of_it_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTH_BENCH", str(tmp_path))
    monkeypatch.setattr(libraries, "FEEDS", 20)
    folder = libraries.library(300)
    made = (folder / "library.db").stat().st_mtime_ns
    reader = Reader(folder / "library.db")
    assert reader.count(Filter()) == 300
    assert 160 < reader.count(Filter(unread=True)) < 240
    assert reader.unanalysed(1, version=1) == []
    reader.close()
    assert libraries.library(300) == folder
    assert (folder / "library.db").stat().st_mtime_ns == made


def test_a_row_says_whether_its_target_is_met() -> None:
    assert QUICK.told().endswith("met")
    assert "NOT" not in QUICK.told()
    assert SLOW.told().endswith("NOT met")
    assert Row("a", 0, 8, "s", "newsraft is not installed", None, 4).told().endswith("installed")


def test_what_doubles_with_the_library_has_the_exponent_one() -> None:
    assert exponent([(10, 3), (100, 30), (1_000, 300)]) == pytest.approx(1)
    assert exponent([(10, 3), (1_000, 3)]) == pytest.approx(0)


def test_of_a_hundred_values_95_are_not_above_the_95th() -> None:
    assert p95(list(range(1, 101))) == 95
