"""The window over a long list: paging, far jumps, rows that stay, and news that arrives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests import make
from tui.model import FeedState, Filter, Headline
from tui.query import parse
from tui.store import Reader, Visit, Writer
from tui.ui.headline_window import MOST, PAGE, HeadlineWindow
from tui.ui.marks import Mark, Marks

ALL = MOST + 3 * PAGE + 17
FEED = make.feed("times")


def save(writer: Writer, numbers: range) -> None:
    """Articles that are so many minutes old; negative numbers are the newest."""
    news = [
        make.article(n, published=make.NOW - timedelta(minutes=n), html="", title=f"{n}")
        for n in numbers
    ]
    state = FeedState("times", address=FEED.address)
    writer.save(Visit("times", news, ["sea"] * len(news), state, make.NOW + timedelta(days=9)))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of one feed with ALL articles; 0 is the newest."""
    path = tmp_path_factory.mktemp("library") / "library.db"
    writer = Writer(path)
    writer.subscribe([FEED])
    save(writer, range(ALL))
    writer.close()
    return path


@pytest.fixture
def reader(path: Path) -> Iterator[Reader]:
    reader = Reader(path)
    yield reader
    reader.close()


def window(reader: Reader, *, unread: bool = False) -> HeadlineWindow:
    found = HeadlineWindow(reader, Filter(unread=unread), Marks().shown)
    found.to_first()
    return found


def titles(found: HeadlineWindow) -> list[str]:
    return [row.title for row in found.rows]


def test_only_a_page_is_read_of_a_long_list(reader: Reader) -> None:
    found = window(reader)

    assert (found.first, len(found.rows), found.total) == (0, PAGE, ALL)
    assert found.row(0) == found.rows[0]
    assert found.row(PAGE) is None


def test_the_beginning_is_there_before_the_list_is_counted(reader: Reader) -> None:
    asked: list[str] = []
    reader._database._connection.set_trace_callback(asked.append)
    found = HeadlineWindow(reader, Filter(query=parse("sea")), Marks().shown)
    found.begin()
    reader._database._connection.set_trace_callback(None)

    assert (len(found.rows), found.total, found.counted) == (PAGE, PAGE, False)
    assert not any("count(" in statement for statement in asked)
    found.count(ALL)
    assert (found.total, found.counted) == (ALL, True)


def test_every_row_is_where_it_belongs_when_one_walks_down_and_up_again(reader: Reader) -> None:
    found = window(reader)
    for index in [*range(0, ALL, 97), *range(ALL - 1, -1, -101)]:
        while not found.reach(index):
            pass
        row = found.row(index)
        assert row is not None
        assert row.title == str(index)
        assert len(found.rows) <= MOST + PAGE
    assert found.total == ALL


def test_the_end_is_one_jump_away(reader: Reader) -> None:
    found = window(reader)
    found.to_last()

    last = found.row(ALL - 1)
    assert last is not None
    assert last.title == str(ALL - 1)
    assert len(found.rows) == PAGE


@pytest.mark.parametrize("row", [ALL // 2, ALL - 1, 0])
def test_a_far_row_is_read_at_once(reader: Reader, row: int) -> None:
    found = window(reader)
    found.reach(ALL - 1 - row)

    assert found.reach(row)
    there = found.row(row)
    assert there is not None
    assert there.title == str(row)
    assert len(found.rows) <= 2 * PAGE + 1
    assert found.total == ALL


def test_through_a_search_a_far_jump_is_done_in_steps(reader: Reader) -> None:
    found = HeadlineWindow(reader, Filter(query=parse("sea")), lambda row: row)
    found.to_first()

    assert not found.reach(ALL - 1)
    assert found.rows[-1].title == str(len(found.rows) - 1)


def test_reading_around_a_row_finds_its_place_in_the_list(reader: Reader) -> None:
    found = window(reader)
    found.to_last()
    anchor = found.rows[20]
    found.reload(anchor)

    assert found.index(anchor.id) == int(anchor.title)
    assert found.total == ALL


def test_a_short_list_is_read_whole(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "library.db")
    writer.subscribe([FEED])
    save(writer, range(5))
    reader = Reader(tmp_path / "library.db")
    found = window(reader)

    assert titles(found) == ["0", "1", "2", "3", "4"]
    found.to_last()
    assert (found.first, found.total) == (0, 5)
    found.reload(None)
    assert found.total == 5
    reader.close()
    writer.close()


def test_what_was_read_stays_until_the_list_is_left_and_news_comes_above_it(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "library.db")
    writer.subscribe([FEED])
    save(writer, range(5))
    reader = Reader(tmp_path / "library.db")
    found = window(reader, unread=True)
    for row in found.rows[1:3]:
        writer.mark([row.id], read=True)
        found.update(row.id, lambda headline: replace(headline, read=True))
    save(writer, range(-2, 0))
    found.reload(found.rows[2])

    assert titles(found) == ["-2", "-1", "0", "1", "2", "3", "4"]
    assert [row.read for row in found.rows] == [False, False, False, True, True, False, False]
    assert found.total == 7
    assert titles(window(reader, unread=True)) == ["-2", "-1", "0", "3", "4"]
    reader.close()
    writer.close()


def test_an_empty_list_has_no_rows(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "library.db")
    writer.subscribe([FEED])
    reader = Reader(tmp_path / "library.db")
    found = window(reader)
    found.to_last()

    assert (found.total, found.rows, found.reach(3)) == (0, [], True)
    reader.close()
    writer.close()


def headline(n: int) -> Headline:
    return Headline(n, "times", str(n), make.NOW)


def test_a_mark_shows_until_the_library_knows_it() -> None:
    marks = Marks()
    marks.ask(Mark((1,), read=True))

    assert marks.shown(headline(1)).read
    assert not marks.shown(headline(2)).read
    assert not marks.settled
    marks.answered((1,))
    assert marks.settled
    assert not marks.shown(headline(1)).read


def test_the_last_mark_is_taken_back_first_and_only_what_it_changed() -> None:
    marks = Marks()
    marks.ask(Mark(read=True, chosen=Filter()))
    marks.answered((1, 2))
    marks.ask(Mark((3,), starred=True))
    marks.answered((3,))

    star, read = marks.take_back(), marks.take_back()

    assert star == Mark((3,), starred=False, undoing=True)
    assert read == Mark((1, 2), read=False, undoing=True)
    assert marks.take_back() is None


def test_opening_an_article_can_be_taken_back_but_taking_back_cannot() -> None:
    marks = Marks()
    marks.ask(Mark((1,), read=True))
    marks.answered((1,))
    assert marks.can_take_back == 1
    back = marks.take_back()
    assert isinstance(back, Mark)
    marks.ask(back)
    marks.answered((1,))

    assert marks.take_back() is None


def test_a_refused_mark_shows_no_more() -> None:
    marks = Marks()
    marks.ask(Mark((1,), read=True))

    assert marks.refused((1,)) is not None
    assert not marks.shown(headline(1)).read
    assert marks.refused((1,)) is None
