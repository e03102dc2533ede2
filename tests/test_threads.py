"""Threads: who answers whom, and in which order they stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.make import NOW
from tui.model import Headline
from tui.ui.threads import threaded


def headline(n: int, title: str = "", feed: str = "list") -> Headline:
    """The n-th headline: a minute younger than the one before."""
    return Headline(n, feed, title or f"Story {n}", NOW + timedelta(minutes=n))


def shown(*rows: Headline, parents: Mapping[int, int] | None = None) -> list[str]:
    """The titles, a dash before each for every level."""
    return ["-" * depth + row.title for row, depth in threaded(rows[::-1], parents or {})]


def test_replies_stand_under_what_they_answer_in_the_order_of_time() -> None:
    rows = [headline(1), headline(2), headline(3), headline(4)]

    assert shown(*rows, parents={2: 1, 3: 2, 4: 1}) == [
        "Story 1",
        "-Story 2",
        "--Story 3",
        "-Story 4",
    ]


def test_the_thread_that_was_answered_last_comes_first() -> None:
    rows = [headline(1), headline(2), headline(3)]

    assert shown(*rows, parents={3: 1}) == ["Story 1", "-Story 3", "Story 2"]


def test_a_subject_answers_the_oldest_of_the_same_words_in_the_same_feed() -> None:
    rows = [
        headline(1, "Harbour"),
        headline(2, "Re: Harbour"),
        headline(3, "RE: AW[2]: harbour"),
        headline(4, "Re: Harbour", feed="other"),
        headline(5, "Re: nothing that is here"),
        headline(6, "Harbour"),
        headline(7, "Regret: Harbour"),
    ]

    assert shown(*rows) == [
        "Regret: Harbour",
        "Harbour",
        "Re: nothing that is here",
        "Re: Harbour",
        "Harbour",
        "-Re: Harbour",
        "-RE: AW[2]: harbour",
    ]


def test_what_the_feed_says_counts_more_than_the_subject() -> None:
    rows = [headline(1, "Harbour"), headline(2, "Boats"), headline(3, "Re: Harbour")]

    assert shown(*rows, parents={3: 2}) == ["Boats", "-Re: Harbour", "Harbour"]


def test_a_chain_as_long_as_a_list_is_no_matter() -> None:
    rows = [headline(n) for n in range(1, 2001)]

    assert threaded(rows, {n: n - 1 for n in range(2, 2001)})[-1] == (rows[-1], 1999)


@given(st.dictionaries(st.integers(1, 9), st.integers(0, 10)))
def test_whoever_is_said_to_answer_whom_each_headline_stands_there_once(
    parents: dict[int, int],
) -> None:
    rows = [headline(n) for n in range(1, 10)]

    assert sorted(row.id for row, _ in threaded(rows, parents)) == list(range(1, 10))
