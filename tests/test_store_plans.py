"""What lists cost: they walk an index to the end of the page, whatever the library holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.make import NOW, article, feed
from tui.model import FeedState, Filter
from tui.query import parse
from tui.store import Reader, Visit, Writer

FEEDS = ("times", "post", "echo")


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    writer = Writer(tmp_path / "library.db")
    writer.subscribe([feed(key) for key in FEEDS])
    for key in FEEDS:
        articles = [article(n, key) for n in range(9)]
        writer.save(Visit(key, articles, ["text"] * 9, FeedState(key), NOW))
    reader = Reader(tmp_path / "library.db")
    yield reader
    reader.close()
    writer.close()


def plans(reader: Reader, statements: list[str]) -> dict[str, list[str]]:
    """How SQLite runs each statement, step by step."""
    return {
        statement: [row[3] for row in reader._database.rows(f"EXPLAIN QUERY PLAN {statement}")]
        for statement in statements
        if not statement.startswith("--")  # what the index of words asks of itself
    }


def statements_of(reader: Reader, chosen: Filter) -> list[str]:
    """Everything that is asked to show and to walk through a list."""
    asked: list[str] = []
    reader._database._connection.set_trace_callback(asked.append)
    middle = reader.headlines(chosen, limit=5)[-1]
    reader.headlines(chosen, limit=5, after=middle)
    reader.headlines(chosen, limit=5, before=middle)
    reader.last_headlines(chosen, 5)
    reader.count(chosen)
    reader._database._connection.set_trace_callback(None)
    return asked


LISTS = [
    Filter(),
    Filter(unread=True),
    Filter(feeds=("times",)),
    Filter(feeds=("times",), unread=True),
    Filter(feeds=FEEDS),
    Filter(feeds=FEEDS, unread=True),
    Filter(since=NOW),
    Filter(since=NOW, unread=True),
    Filter(since=NOW, unread=True, dated=True),
    Filter(query=parse("text")),
    Filter(query=parse("text art*")),
    Filter(query=parse("text"), unread=True, since=NOW, feeds=("times",)),
]


QUERIES = [
    "text is:unread -art",
    "-art",
    "text or title:art",
    "feed:times is:unread newer:9y",
    "by:nobody or text",
    "-by:nobody",
    "has:image or is:short",
    "lang:de or text",
    "-tag:x -note:y",
]


@pytest.mark.parametrize("query", QUERIES)
def test_no_query_reads_all_articles_or_sorts_them_or_reads_a_body(
    reader: Reader, query: str
) -> None:
    asked: list[str] = []
    reader._database._connection.set_trace_callback(asked.append)
    chosen = Filter(query=parse(query))
    reader.headlines(chosen, limit=5)
    reader.last_headlines(chosen, 5)
    reader.count(chosen)
    reader.fitting(chosen, [article().id])
    reader._database._connection.set_trace_callback(None)
    assert len(asked) >= 4
    for statement, plan in plans(reader, asked).items():
        assert " body" not in statement
        assert not any(step.startswith("SCAN article") for step in plan), (statement, plan)
        assert "TEMP B-TREE FOR ORDER BY" not in " ".join(plan), (statement, plan)


@pytest.mark.parametrize("query", ["tag:x", "note:x", "has:notes", "has:tags"])
def test_what_the_user_added_is_found_from_there(reader: Reader, query: str) -> None:
    asked: list[str] = []
    reader._database._connection.set_trace_callback(asked.append)
    reader.headlines(Filter(query=parse(query)), limit=5)
    reader._database._connection.set_trace_callback(None)
    steps = [step for plan in plans(reader, asked).values() for step in plan]
    assert any("article USING INDEX sqlite_autoindex_article_1 (id=?)" in step for step in steps)


@pytest.mark.parametrize("chosen", LISTS, ids=str)
def test_no_list_reads_all_articles_or_sorts_them_or_reads_a_body(
    reader: Reader, chosen: Filter
) -> None:
    statements = statements_of(reader, chosen)
    assert len(statements) >= 10
    for statement, plan in plans(reader, statements).items():
        assert " body" not in statement
        assert "OFFSET" not in statement
        for step in plan:
            assert not step.startswith("SCAN article"), (statement, plan)
            assert "TEMP B-TREE" not in step, (statement, plan)
        if "listed = 0" in statement:
            assert not any(step.startswith("SCAN feed") for step in plan), (statement, plan)


@pytest.mark.parametrize(
    "chosen",
    [Filter(starred=True), Filter(starred=True, feeds=FEEDS), Filter(starred=True, unread=True)],
)
def test_the_starred_are_found_by_an_index_of_their_own(
    tmp_path: Path, reader: Reader, chosen: Filter
) -> None:
    writer = Writer(tmp_path / "library.db")
    writer.mark([article(n).id for n in range(9)], starred=True)
    writer.close()
    plan = [
        step for steps in plans(reader, statements_of(reader, chosen)).values() for step in steps
    ]
    assert any("article_starred" in step for step in plan)
    assert not any(step.startswith("SCAN article") or "B-TREE" in step for step in plan)


def test_one_article_and_what_is_not_analysed_are_found_by_an_index(reader: Reader) -> None:
    asked: list[str] = []
    reader._database._connection.set_trace_callback(asked.append)
    reader.article(article().id)
    reader.headline(article().id)
    reader.annotations(article().id, "digest")
    reader.parents([article().id])
    reader.unanalysed(5, version=1)
    reader._database._connection.set_trace_callback(None)
    for statement, plan in plans(reader, asked).items():
        for step in plan:
            assert not step.startswith(("SCAN body", "SCAN analysis")), (statement, plan)
            assert step == "SEARCH article" or not step.startswith("SCAN article"), (
                statement,
                plan,
            )


def test_plain_counts_look_at_feeds_only(reader: Reader) -> None:
    asked: list[str] = []
    reader._database._connection.set_trace_callback(asked.append)
    for chosen in (Filter(), Filter(unread=True), Filter(starred=True), Filter(feeds=FEEDS)):
        reader.count(chosen)
    reader.counts()
    reader._database._connection.set_trace_callback(None)
    assert asked
    assert not any("article" in statement for statement in asked)


def test_the_index_of_words_takes_a_whole_visit_in_one_go(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "library.db")
    pieces = "SELECT count(DISTINCT segid) FROM search_idx"
    for expected, changed in ((1, ""), (3, " again")):  # what goes out is a piece of its own
        articles = [article(n, title=f"News {n}{changed}") for n in range(30)]
        writer.save(Visit("times", articles, ["text"] * 30, FeedState("times"), NOW))
        assert writer._database.number(pieces) == expected
    writer.close()


def test_the_index_of_words_is_merged_when_there_is_time_and_not_while_it_is_written(
    tmp_path: Path,
) -> None:
    writer = Writer(tmp_path / "library.db")
    pieces = "SELECT count(DISTINCT segid) FROM search_idx"
    for n in range(40):
        writer.save(Visit("times", [article(n)], [f"text {n}"], FeedState("times"), NOW))
    assert writer._database.number(pieces) == 40
    while writer.tidy():
        pass
    assert writer._database.number(pieces) < 4
    found = "SELECT count(*) FROM search WHERE search MATCH 'text'"
    assert writer._database.number(found) == 40
    with closing(Reader(tmp_path / "library.db")) as reader:
        before = reader.version()
        assert not writer.tidy()  # and so nobody is told that anything has changed
        assert reader.version() == before
    writer.close()
