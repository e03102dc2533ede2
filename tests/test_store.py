"""What the library keeps, and how it answers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import old
from tests.make import NOW, article, feed
from tui.analysis import VERSION
from tui.analysis.annotation import Analysis, Finding, Ground, Quote, Range
from tui.model import (
    Article,
    Changes,
    Counts,
    Enclosure,
    FeedState,
    Filter,
    Headline,
    Validators,
)
from tui.query import parse
from tui.store import Reader, Visit, Writer

HOUR = timedelta(hours=1)
ALL = Filter()


class Library:
    """A Writer and a Reader on one new library."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.writer = Writer(path)
        self.reader = Reader(path)
        self.writer.subscribe([feed("times"), feed("post")])

    def save(self, *articles: Article, now: datetime = NOW, **state: Any) -> Changes:
        """Save them as one visit to the feed of the first."""
        key = articles[0].feed
        texts = [each.html for each in articles]
        return self.writer.save(Visit(key, articles, texts, FeedState(key, **state), now))

    def listed(self, chosen: Filter = ALL, limit: int = 100) -> list[int]:
        """Ids of what a filter shows."""
        return ids(self.reader.headlines(chosen, limit=limit))

    def close(self) -> None:
        """Close both."""
        self.reader.close()
        self.writer.close()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library(tmp_path / "library.db")
    yield library
    library.close()


def ids(rows: Sequence[Headline] | Sequence[Article]) -> list[int]:
    return [row.id for row in rows]


def hourly(count: int, key: str = "times") -> list[Article]:
    """Articles an hour apart, the newest first."""
    return [article(n, key, published=NOW - n * HOUR) for n in range(count)]


# Saving


def test_an_article_that_answers_nothing_any_more_comes_back_so(library: Library) -> None:
    library.save(article(1), article(2, reply_to="times-1"))
    assert library.reader.parents([article(2).id]) == {article(2).id: article(1).id}
    library.save(article(2))
    assert library.reader.article(article(2).id) == article(2)
    assert library.reader.parents([article(2).id]) == {}


def test_an_article_comes_back_as_it_was_published(library: Library) -> None:
    told = article(
        published=datetime(2026, 2, 3, 4, 5, 6, 789, tzinfo=UTC),
        updated=NOW,
        author="Ann Writer",
        html="<p>Ünïcode “quotes” \0 and 日本語</p>",
        base="https://times.example/",
        language="en-GB",
        enclosures=(
            Enclosure("https://times.example/a.mp3", "audio/mpeg", 12),
            Enclosure("x"),
        ),
    )
    library.save(told)
    assert library.reader.article(told.id) == told
    assert library.reader.article(told.id + 1) is None


def test_saving_tells_what_is_new_and_what_has_changed(library: Library) -> None:
    one, two, three = hourly(3)
    assert library.save(one, two) == Changes(new=(one.id, two.id))
    rewritten = article(1, published=two.published, title="Rewritten")
    assert library.save(one, rewritten, three) == Changes(new=(three.id,), updated=(two.id,))
    assert not library.save(one, rewritten, three)


def test_a_visit_without_news_touches_no_article(library: Library) -> None:
    library.save(*hourly(3))
    connection = library.writer._database._connection
    before = connection.total_changes
    library.save(*hourly(3))
    assert connection.total_changes - before == 1, "only what is known of the visit"


def test_a_changed_article_keeps_its_status_and_its_place(library: Library) -> None:
    one, two = hourly(2)
    library.save(one, two)
    library.writer.mark([two.id], read=True, starred=True)
    library.save(article(1, published=NOW, title="Rewritten"))
    assert library.listed() == [one.id, two.id]
    row = library.reader.headline(two.id)
    assert row is not None
    assert (row.title, row.at, row.read, row.starred) == ("Rewritten", two.published, True, True)


def test_of_two_articles_with_one_id_in_a_visit_the_first_counts(library: Library) -> None:
    first, second = article(title="First"), article(title="Second")
    assert library.save(first, second) == Changes(new=(first.id,))
    assert library.reader.article(first.id) == first
    assert not library.save(first, second)


def test_nothing_is_listed_later_than_it_arrived(library: Library) -> None:
    library.save(article(published=NOW + 1000 * HOUR))
    assert [row.at for row in library.reader.headlines(ALL, limit=9)] == [NOW]


def test_articles_without_a_date_are_listed_in_the_order_of_the_feed(library: Library) -> None:
    undated = [article(n, published=None) for n in range(20)]
    library.save(*undated)
    assert library.listed() == ids(undated)


def test_a_new_feed_without_dates_does_not_stand_on_top_of_all_other_news(
    library: Library,
) -> None:
    library.save(*hourly(5, "post"))
    old = [article(n, published=None) for n in range(200)]
    library.save(*old)
    assert set(library.listed(limit=4)) & set(ids(old)) == set(ids(old[:2]))
    assert library.listed(Filter(feeds=("times",)), limit=200) == ids(old)


def test_new_articles_without_a_date_come_first_in_a_feed_that_is_known(library: Library) -> None:
    old = [article(n, published=None) for n in range(10)]
    new = [article(n, published=None) for n in range(10, 13)]
    library.save(*old)
    library.save(*new, *old, now=NOW + HOUR)
    assert library.listed() == ids([*new, *old])
    rows = library.reader.headlines(ALL, limit=3)
    assert [row.at for row in rows] == [NOW + HOUR - timedelta(microseconds=n) for n in range(3)]


@pytest.mark.parametrize(
    "published",
    [
        datetime(1, 1, 1, tzinfo=UTC),
        datetime.min.replace(tzinfo=UTC).astimezone(UTC),
        datetime(1, 1, 1, 5).replace(tzinfo=UTC) - timedelta(hours=5),
        datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC),
        datetime(2026, 2, 1),
    ],
)
def test_a_strange_date_does_no_harm(library: Library, published: datetime) -> None:
    told = article(published=published)
    library.save(told)
    assert library.listed() == [told.id]
    assert library.listed(Filter(query=parse("body"))) == [told.id]


def test_lone_surrogates_and_huge_numbers_do_no_harm(library: Library) -> None:
    broken = "a\ud800b"
    told = article(
        title=broken,
        author=broken,
        link=broken,
        html=broken,
        base=broken,
        language=broken,
        enclosures=(Enclosure(broken, broken, 1 << 80),),
    )
    library.save(told, error=broken, body_hash=broken)
    library.save(article(title=broken + "!", html=broken))
    row = library.reader.headline(told.id)
    assert row is not None
    assert row.title == "a?b!"
    assert library.reader.article(1 << 80) is None
    assert library.writer.mark([1 << 80, -1], read=True) == ()


def test_all_articles_of_one_moment_find_a_place(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.store.rows.SLOTS", 8)
    same = [article(n) for n in range(30)]
    library.save(*same)
    library.save(article(1, "post"))
    assert len(library.listed(limit=999)) == 31
    assert set(library.listed(Filter(query=parse("body")))) == set(library.listed())


# Feeds


def test_what_is_known_of_a_visit_comes_back(library: Library) -> None:
    state = FeedState(
        "times",
        address="https://a.example",
        url="https://b.example",
        moved_to="https://c.example",
        title="The Times",
        site="https://times.example",
        validators=Validators('"etag"', "Sat, 28 Feb 2026 00:00:00 GMT"),
        validators_since=NOW - HOUR,
        body_hash="00ff",
        visited_at=NOW,
        succeeded_at=NOW - HOUR,
        next_visit=NOW + HOUR,
        failures=3,
        error="It is gone.",
    )
    library.writer.note(state)
    assert library.reader.states() == {"times": state}
    library.writer.note(FeedState("times"))
    library.writer.note(FeedState("post"))
    assert library.reader.states(["times", "other"]) == {"times": FeedState("times")}
    assert set(library.reader.states()) == {"times", "post"}


def test_a_feed_is_due_when_new_or_edited_or_its_time_has_come(library: Library) -> None:
    def noted(key: str, **fields: Any) -> None:
        library.writer.note(FeedState(key, visited_at=NOW - HOUR, **fields))

    feeds = [feed(key) for key in ("new", "waiting", "ripe", "edited", "clock")]
    noted("waiting", address=feeds[1].address, next_visit=NOW + HOUR)
    noted("ripe", address=feeds[2].address, next_visit=NOW)
    noted("edited", address="https://old.example", next_visit=NOW + HOUR)
    late = NOW + 9000 * HOUR
    library.writer.note(
        FeedState("clock", address=feeds[4].address, visited_at=late, next_visit=late)
    )
    due = [each.key for each in library.reader.due(feeds, NOW)]
    assert due == ["new", "ripe", "edited", "clock"]


def test_feeds_taken_out_keep_their_articles_but_are_neither_listed_nor_counted(
    library: Library,
) -> None:
    times, post = hourly(3), hourly(2, "post")
    library.save(*times)
    library.save(*post)
    library.writer.subscribe([feed("post")])
    for chosen in (
        ALL,
        Filter(unread=True),
        Filter(query=parse("body")),
        Filter(since=NOW - 9 * HOUR),
    ):
        assert set(library.listed(chosen)) == set(ids(post))
        assert library.reader.count(chosen) == 2
    assert library.listed(Filter(feeds=("times",))) == []
    assert library.listed(Filter(feeds=("times",), query=parse("body"))) == []
    assert library.reader.count(Filter(feeds=("times",))) == 0
    assert library.reader.counts() == {"post": Counts(2, 2, 0)}
    assert library.reader.counts(["times", "post"]) == {"post": Counts(2, 2, 0)}
    assert library.reader.counts(["times"]) == {}
    assert library.reader.article(times[0].id) == times[0]
    library.writer.subscribe([feed("times"), feed("post")])
    assert library.reader.count(ALL) == 5


def test_subscribing_to_the_same_feeds_again_writes_nothing(library: Library) -> None:
    before = library.reader.version()
    library.writer.subscribe([feed("times"), feed("post")])
    assert library.reader.version() == before


# Status


def test_marking_tells_exactly_whose_status_changed(library: Library) -> None:
    one, two, three = ids(hourly(3))
    library.save(*hourly(3))
    assert library.writer.mark([two], read=True) == (two,)
    assert set(library.writer.mark([one, two, three, one], read=True)) == {one, three}
    assert library.writer.mark([one, two, three], read=True) == ()
    assert library.writer.mark([one], starred=True) == (one,)
    assert library.writer.mark([one], read=False, starred=True) == (one,)
    assert library.writer.mark([one]) == ()
    row = library.reader.headline(one)
    assert row is not None
    assert (row.read, row.starred) == (False, True)


def test_a_status_may_come_before_its_article(library: Library) -> None:
    (told,) = hourly(1)
    assert library.writer.mark([told.id], read=True, starred=True) == (told.id,)
    library.save(told)
    assert library.listed(Filter(unread=True)) == []
    assert library.listed(Filter(starred=True)) == [told.id]
    assert library.reader.counts()["times"] == Counts(1, 0, 1)


def test_everything_a_filter_shows_can_be_marked_and_that_taken_back(library: Library) -> None:
    times, post = hourly(5), hourly(3, "post")
    library.save(*times)
    library.save(*post)
    library.writer.mark([times[0].id], read=True)
    marked = library.writer.mark_all(Filter(feeds=("times",)), read=True)
    assert set(marked) == set(ids(times[1:]))
    assert library.reader.count(Filter(unread=True)) == 3
    assert set(library.writer.mark(marked, read=False)) == set(marked)
    assert library.listed(Filter(feeds=("times",), unread=True)) == ids(times[1:])
    old = Filter(since=NOW - HOUR)
    assert set(library.writer.mark_all(old, read=False)) == {times[0].id}
    assert set(library.writer.mark_all(Filter(query=parse("3")), read=True)) == {times[3].id}


def test_many_thousands_can_be_marked_at_once(library: Library) -> None:
    many = range(1, 25_001)
    assert len(library.writer.mark(many, read=True)) == 25_000
    assert library.writer.mark(many, read=True) == ()


# Lists


def test_every_filter_shows_and_counts_what_it_says(library: Library) -> None:
    times, post = hourly(6), hourly(6, "post")
    library.save(*times)
    library.save(*post)
    library.writer.mark(ids(times[:2]), read=True)
    library.writer.mark(ids(times[1:3]), starred=True)
    library.writer.mark(ids(post[:1]), starred=True)
    both = ("times", "post")
    expected = {
        Filter(feeds=("times",)): times,
        Filter(feeds=("times",), unread=True): times[2:],
        Filter(starred=True): [times[1], times[2], post[0]],
        Filter(starred=True, feeds=("times",)): times[1:3],
        Filter(starred=True, unread=True): [times[2], post[0]],
        Filter(feeds=both, since=NOW - HOUR): times[:2] + post[:2],
        Filter(unread=True, since=NOW - 3 * HOUR): times[2:4] + post[:4],
        Filter(since=NOW - 2 * HOUR, query=parse("article")): times[:3] + post[:3],
        Filter(feeds=("post",), query=parse("ARTICLE"), starred=True): post[:1],
        Filter(feeds=(), unread=True): [],
        Filter(feeds=("nobody",)): [],
        Filter(feeds=("nobody",), query=parse("article")): [],
    }
    for chosen, shown in expected.items():
        assert set(library.listed(chosen)) == set(ids(shown)), chosen
        assert library.reader.count(chosen) == len(shown), chosen
        assert library.listed(chosen) == newest_first(library.reader.headlines(chosen, limit=99))


def newest_first(rows: Sequence[Headline]) -> list[int]:
    return ids(sorted(rows, key=lambda row: (row.at, row.id), reverse=True))


def test_a_folder_of_very_many_feeds_is_one_list(library: Library) -> None:
    keys = [f"feed{n}" for n in range(60)]
    library.writer.subscribe([feed(key) for key in keys])
    for n, key in enumerate(keys):
        library.save(article(n, key, published=NOW - n * HOUR))
    rows = library.reader.headlines(Filter(feeds=tuple(keys[1:])), limit=99)
    assert [row.feed for row in rows] == keys[1:]


@settings(deadline=None, max_examples=60)
@given(
    hours=st.lists(st.sampled_from([0, 1, 1, 2, 17, 18, 19, 36, 37, 5000]), max_size=30),
    limit=st.integers(1, 7),
    chosen=st.sampled_from(
        [ALL, Filter(query=parse("body")), Filter(feeds=("times", "post")), Filter(unread=True)]
    ),
)
def test_pages_down_and_up_show_everything_once_and_in_order(
    tmp_path_factory: pytest.TempPathFactory, hours: list[int], limit: int, chosen: Filter
) -> None:
    library = Library(tmp_path_factory.mktemp("pages") / "library.db")
    try:
        for n, age in enumerate(hours):
            library.save(article(n, ("times", "post")[n % 2], published=NOW - age * HOUR))
        reader = library.reader
        whole = reader.headlines(chosen, limit=99)
        assert len(whole) == len(hours)
        assert ids(whole) == newest_first(whole)
        down = reader.headlines(chosen, limit=limit)
        while page := reader.headlines(chosen, limit=limit, after=down[-1] if down else None):
            if not down:
                break
            down += page
        assert down == whole
        up = reader.last_headlines(chosen, limit)
        while up and (page := reader.headlines(chosen, limit=limit, before=up[0])):
            up = page + up
        assert up == whole
    finally:
        library.close()


def test_any_row_of_a_list_can_be_read_without_those_above_it(library: Library) -> None:
    posts = [article(n, "post", published=NOW - n * HOUR) for n in range(1, 20, 2)]
    times = [article(n, "times", published=NOW - n * HOUR) for n in range(0, 20, 2)]
    library.save(*posts)
    library.save(*times)
    library.writer.mark([times[0].id], read=True)
    for chosen in (
        ALL,
        Filter(feeds=("times",)),
        Filter(unread=True),
        Filter(since=NOW - 9 * HOUR),
    ):
        listed = library.reader.headlines(chosen, limit=100)
        found = [library.reader.headline_at(chosen, n) for n in range(len(listed) + 1)]
        assert found == [*listed, None]


def test_a_page_can_begin_at_a_headline_that_is_no_longer_in_the_list(library: Library) -> None:
    library.save(*hourly(5))
    rows = library.reader.headlines(Filter(unread=True), limit=5)
    library.writer.mark([rows[2].id], read=True)
    unread = Filter(unread=True)
    assert library.reader.headlines(unread, limit=2, after=rows[2]) == rows[3:]
    assert library.reader.headlines(unread, limit=2, before=rows[2]) == rows[:2]


def test_the_version_changes_when_something_was_written(library: Library) -> None:
    before = library.reader.version()
    assert library.reader.version() == before
    library.save(*hourly(1))
    assert library.reader.version() != before


# Annotations

ANALYSIS = Analysis(
    quotes=(
        Quote(5, 9, "direct", 1, Range(10, 14), "Ann", "chair", "ITU", Range(15, 19), "said", 0.5),
        Quote(30, 39, "fragment", 2),
    ),
    findings=(
        Finding(1, 4, "figure", True, 0.25, (Ground("percent", Range(2, 3)), Ground("title"))),
        Finding(40, 50),
    ),
)


def test_annotations_come_back_for_the_document_they_are_true_of(library: Library) -> None:
    (told,) = hourly(1)
    library.save(told)
    assert library.reader.annotations(told.id, "digest") is None
    library.writer.keep([(told.id, "digest", ANALYSIS), (99, "digest", ANALYSIS)])
    assert library.reader.annotations(told.id, "digest") == ANALYSIS
    assert library.reader.annotations(told.id, "other") is None
    library.writer.keep([(told.id, "other", Analysis())])
    assert library.reader.annotations(told.id, "other") == Analysis()


def test_findings_of_a_library_of_version_1_come_back_without_grounds(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    told = article(0)
    old.library(path, 1, [told])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO analysis VALUES (0, ?, 'digest')", (VERSION,))
        connection.execute("INSERT INTO finding VALUES (0, 0, 1, 4, 'figure', 1, 0.25)")
    with closing(Writer(path)) as writer, closing(Reader(path)) as reader:
        found = Analysis(findings=(Finding(1, 4, "figure", True, 0.25),))
        assert reader.annotations(told.id, "digest") == found
        writer.keep([(told.id, "digest", ANALYSIS)])
        assert reader.annotations(told.id, "digest") == ANALYSIS


def test_annotations_go_when_their_article_changes(library: Library) -> None:
    (told,) = hourly(1)
    library.save(told)
    library.writer.keep([(told.id, "digest", ANALYSIS)])
    assert library.reader.unanalysed(9, version=VERSION) == []
    library.save(article(0, title="Rewritten"))
    assert library.reader.annotations(told.id, "digest") is None
    assert library.reader.unanalysed(9, version=VERSION) == [told.id]


def test_articles_are_analysed_newest_first_and_again_by_a_newer_analysis(
    library: Library,
) -> None:
    articles = hourly(4)
    library.save(*articles)
    assert library.reader.unanalysed(3, version=VERSION) == ids(articles[:3])
    library.writer.keep([(each.id, "digest", ANALYSIS) for each in articles[:2]])
    assert library.reader.unanalysed(9, version=VERSION) == ids(articles[2:])
    library.writer.keep([(each.id, "digest", ANALYSIS) for each in articles[2:]])
    assert library.reader.unanalysed(9, version=VERSION) == []
    assert library.reader.unanalysed(9, version=VERSION + 1) == ids(articles)


# What the screen remembers


def test_facts_and_reading_places_are_kept(library: Library) -> None:
    library.writer.remember("palette", "one")
    library.writer.remember("palette", "two")
    library.writer.keep_place(7, 120)
    library.writer.keep_place(8, 9)
    library.writer.keep_place(8, 0)

    assert library.reader.recall("palette") == "two"
    assert library.reader.recall("other") == ""
    assert [library.reader.reading_place(id_) for id_ in (7, 8, 9)] == [120, 0, 0]
