"""How ages, waits and numbers are said."""

from datetime import timedelta

import pytest

from tests.make import NOW
from tui.text.wording import age, many, wait


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(seconds=-30), "now"),
        (timedelta(seconds=59), "now"),
        (timedelta(seconds=60), "1m"),
        (timedelta(minutes=59), "59m"),
        (timedelta(hours=23), "23h"),
        (timedelta(days=6), "6d"),
        (timedelta(days=700), str((NOW - timedelta(days=700)).year)),
    ],
)
def test_ages_are_short(ago: timedelta, said: str) -> None:
    assert age(NOW - ago, NOW) == said


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (timedelta(0), "in 1 minute"),
        (timedelta(minutes=89), "in 89 minutes"),
        (timedelta(minutes=90), "in 2 hours"),
        (timedelta(hours=47), "in 47 hours"),
        (timedelta(days=3), "in 3 days"),
    ],
)
def test_waits_are_said_in_words(ahead: timedelta, said: str) -> None:
    assert wait(NOW + ahead, NOW) == said


def test_numbers_come_with_their_noun() -> None:
    assert [many(number, "article") for number in (0, 1, 1204)] == [
        "0 articles",
        "1 article",
        "1,204 articles",
    ]
