"""How feeds do, as the shell tells it and as it is reckoned."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from tests import make
from tests.make import NOW
from tests.shell import Shell
from tests.test_store_plans import plans
from tui.health import COLUMNS, Health, Known, health, ordered
from tui.model import Activity, Counts, Feed, FeedState, PageRecord
from tui.store import Reader, Visit, Writer

FEED = make.feed("bbc")


def of(feed: Feed = FEED, counts: Counts | None = None, **fields: Any) -> Health:
    """How a feed does of which this is known."""
    newest = fields.pop("newest", NOW)
    state = replace(FeedState("bbc", address=FEED.origin, succeeded_at=NOW), **fields)
    activity = Activity(7.0, newest)
    known = Known(
        {"bbc": state}, {"bbc": counts or Counts()}, {"bbc": activity}, {"bbc": PageRecord(3, 0, 1)}
    )
    return health(feed, "BBC", known, NOW)


def test_a_feed_of_which_nothing_is_known_is_neither_well_nor_dead() -> None:
    row = health(FEED, "BBC", Known({}, {}, {}, {}), NOW)
    assert (row.succeeded_at, row.read, row.dead, row.note) == (None, None, False, "")


@pytest.mark.parametrize(
    ("counts", "read"), [(Counts(10, 4), 0.6), (Counts(5, 0), 1.0), (Counts(0, 0), None)]
)
def test_how_much_is_read_is_a_share_of_what_there_is(counts: Counts, read: float | None) -> None:
    assert of(counts=counts).read == read


@pytest.mark.parametrize(
    ("fields", "dead", "note"),
    [
        ({}, False, ""),
        ({"newest": NOW - timedelta(days=200)}, True, "Dead: nothing new for half a year."),
        ({"failures": 1, "error": "No."}, False, "No."),
        (
            {"failures": 30, "error": "No.", "succeeded_at": NOW - timedelta(days=20)},
            True,
            "No (30 times).",
        ),
        ({"url": "https://new.example/?key=1"}, False, "Moved to https://new.example/."),
        ({"url": FEED.url}, False, ""),
        ({"address": "https://other.example", "error": "No."}, False, ""),
    ],
)
def test_the_gravest_is_said_first(fields: dict[str, Any], dead: bool, note: str) -> None:
    row = of(**fields)
    assert (row.dead, row.note) == (dead, note)


def test_the_share_of_pages_that_could_be_read_is_told() -> None:
    assert of().full_text == 0.75
    assert health(FEED, "BBC", Known({}, {}, {}, {}), NOW).full_text is None


def test_the_guide_that_comes_with_the_program_never_dies() -> None:
    guide = Feed("bbc", url="quoth:start-here")
    old = Activity(0.0, NOW - timedelta(days=900))
    state = FeedState("bbc", address=guide.origin, succeeded_at=NOW)
    assert not health(guide, "Guide", Known({"bbc": state}, {}, {"bbc": old}, {}), NOW).dead


def test_a_paused_feed_says_so() -> None:
    assert of(replace(FEED, paused=True)).note == "Paused."


@pytest.mark.parametrize(
    ("column", "keys"),
    [
        ("trouble", "cdab"),
        ("title", "dcab"),
        ("folder", "cbda"),
        ("week", "badc"),
        ("read", "bdca"),
        ("success", "dcab"),
        ("newest", "dabc"),
        ("text", "dcab"),
    ],
)
def test_rows_are_sorted_so_that_what_needs_a_look_comes_first(column: str, keys: str) -> None:
    def row(key: str, title: str, folder: str, **fields: Any) -> Health:
        return Health(make.feed(key, folder=folder), title, **fields)

    rows = [
        row("a", "m", "z", a_week=2, newest=NOW, succeeded_at=NOW),
        row("b", "n", "b", a_week=9, newest=NOW, read=0.1, succeeded_at=NOW),
        row("c", "L", "", read=0.9, error="No.", failures=3, newest=NOW + timedelta(1)),
        row("d", "k", "w", moved_to="https://x.example", read=0.5),
    ]
    assert "".join(row.feed.key for row in ordered(rows, column)) == keys


def filled(path: Path, now: datetime = NOW) -> None:
    """A library with a lively feed, a dinosaur and one that fails."""
    with closing(Writer(path)) as writer:
        writer.subscribe([make.feed(key) for key in ("live", "old", "bad")])
        live = [make.article(n, "live", published=now - timedelta(days=n)) for n in range(28)]
        state = FeedState("live", address=make.feed("live").origin, succeeded_at=now)
        writer.save(Visit("live", live, ["x"] * 28, state, now))
        old = [make.article(1, "old", published=now - timedelta(days=900))]
        quiet = replace(state, feed="old", address=make.feed("old").origin)
        writer.save(Visit("old", old, ["x"], quiet, now))
        failed = FeedState("bad", address=make.feed("bad").origin, failures=2, error="It is gone.")
        writer.note(failed)
        writer.mark([article.id for article in live[:7]], read=True)


def test_articles_a_week_are_those_of_the_last_eight_weeks(tmp_path: Path) -> None:
    filled(tmp_path / "library.db")
    with closing(Reader(tmp_path / "library.db")) as reader:
        found = reader.activity(NOW)
        later = reader.activity(NOW + timedelta(days=365))
    assert found["live"].newest == NOW
    assert found["live"].a_week == pytest.approx(28 / (27 / 7))
    assert found["old"].a_week == 0
    assert "bad" not in found
    assert later["live"].a_week == 0


def test_a_busy_feed_is_reckoned_from_its_newest_articles(tmp_path: Path) -> None:
    with closing(Writer(tmp_path / "library.db")) as writer:
        writer.subscribe([FEED])
        busy = [make.article(n, "bbc", published=NOW - n * timedelta(hours=1)) for n in range(150)]
        writer.save(Visit("bbc", busy, ["x"] * 150, FeedState("bbc"), NOW))
    with closing(Reader(tmp_path / "library.db")) as reader:
        assert reader.activity(NOW)["bbc"].a_week == pytest.approx(7 * 24, rel=0.02)


def test_activity_goes_by_the_index_of_feeds(tmp_path: Path) -> None:
    filled(tmp_path / "library.db")
    asked: list[str] = []
    with closing(Reader(tmp_path / "library.db")) as reader:
        reader._database._connection.set_trace_callback(asked.append)
        reader.activity(NOW)
        reader._database._connection.set_trace_callback(None)
        steps = [step for plan in plans(reader, asked).values() for step in plan]
    assert sum("INDEX article_feed (feed=?" in step for step in steps) == 2
    assert not any("SCAN article" in step or "B-TREE" in step for step in steps)


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    shell = Shell(tmp_path, capsys)
    shell.feeds(**{key: make.feed(key).url for key in ("live", "old", "bad")})
    (tmp_path / "data").mkdir()
    filled(shell.library, datetime.now(UTC))
    return shell


def test_the_shell_prints_what_needs_a_look_first(shell: Shell) -> None:
    ran = shell.run("feeds")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0].split() == ["feed", "folder", "a", "week", "read", "success", "newest", "text"]
    assert [line.split()[0] for line in lines[1:4]] == ["bad", "old", "live"]
    assert lines[1].endswith("It is gone (2 times).")
    assert "25%" in lines[3]
    assert lines[-1] == "3 feeds, 1 failing, 1 dead."


def test_json_has_every_field_that_help_names(shell: Shell) -> None:
    told = {row["key"]: row for row in shell.run("feeds", "--json", "--sort", "title").json}
    assert list(told) == ["bad", "live", "old"]
    assert told["bad"]["error"] == "It is gone."
    assert told["bad"]["succeeded_at"] is None
    assert told["live"]["read"] == 0.25
    assert told["old"]["dead"] is True
    usage = shell.run("feeds", "--help").out
    assert [
        name
        for name in told["live"]
        if f"  {name}" not in usage and f" {name}," not in usage and f", {name} " not in usage
    ] == []


def test_every_column_can_be_asked_for(shell: Shell) -> None:
    for column in COLUMNS:
        assert shell.run("feeds", "--sort", column).code == 0
    assert shell.run("feeds", "--sort", "nonsense").code == 2
