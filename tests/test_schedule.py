"""When a feed is visited again, and what is remembered of a visit."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests import make
from tests.make import NOW
from tui.errors import FetchError, ParseError
from tui.feeds.schedule import (
    LONGEST_RETRY,
    LONGEST_WISH,
    MOVED_TRIES,
    Wish,
    after_failure,
    after_success,
    before_visit,
    moved,
    page_failed,
    usual_wait,
)
from tui.model import FeedState, PageState, Validators

FEED = make.feed("times")
KNOWN = FeedState(
    "times",
    address=FEED.address,
    url="https://new.example/feed",
    validators=Validators('"e"', "Mon"),
    validators_since=NOW,
    body_hash="abc",
)


def test_a_first_visit_knows_nothing() -> None:
    assert before_visit(FEED, None, NOW) == FeedState("times", address=FEED.address)


def test_what_was_true_of_another_address_is_forgotten() -> None:
    edited = make.feed("times", url="https://elsewhere.example/feed")
    assert before_visit(edited, KNOWN, NOW) == FeedState("times", address=edited.address)


def test_validators_are_kept_for_eight_days_and_no_longer() -> None:
    assert before_visit(FEED, KNOWN, NOW + timedelta(days=8)) == KNOWN
    later = before_visit(FEED, KNOWN, NOW + timedelta(days=8, seconds=1))
    assert later.validators == Validators()
    assert later.body_hash == ""
    assert later.url == KNOWN.url


def test_a_moved_feed_that_keeps_failing_is_looked_for_where_feeds_toml_says() -> None:
    failed = replace(KNOWN, failures=MOVED_TRIES - 1)
    assert before_visit(FEED, failed, NOW) == failed
    again = before_visit(FEED, replace(KNOWN, failures=MOVED_TRIES), NOW)
    assert (again.url, again.address) == ("", FEED.address)
    assert (again.validators, again.body_hash) == (Validators(), "")
    assert again.failures == MOVED_TRIES


def test_a_success_clears_the_failures_and_waits_with_a_little_jitter() -> None:
    failed = replace(KNOWN, failures=3, error="It did not answer.")
    state = after_success(failed, timedelta(minutes=60), NOW, chance=0.5)
    assert (state.failures, state.error, state.succeeded_at) == (0, "", NOW)
    assert state.next_visit == NOW + timedelta(minutes=63)
    assert state.validators_since == NOW


def test_each_failure_doubles_the_wait_up_to_a_day() -> None:
    error = ParseError("This is not a feed.")
    state, waits, now = KNOWN, [], NOW
    for _ in range(12):
        state = after_failure(state, error, now, chance=0.5)
        assert state.next_visit is not None
        waits.append(state.next_visit - now)
        now = state.next_visit
    assert waits[:3] == [timedelta(minutes=10), timedelta(minutes=20), timedelta(minutes=40)]
    assert waits[-1] == LONGEST_RETRY
    assert state.failures == 12
    assert state.error == "This is not a feed."
    assert state.validators == KNOWN.validators


def test_asking_a_failing_feed_before_its_time_does_not_make_it_wait_longer() -> None:
    error = FetchError("It did not answer.")
    state = after_failure(KNOWN, error, NOW, chance=0.5)
    for minute in range(1, 9):
        now = NOW + timedelta(minutes=minute)
        state = after_failure(state, error, now, chance=0.5)
        assert state.next_visit == now + timedelta(minutes=10)


def test_a_server_that_asks_for_patience_gets_it_whatever_the_jitter() -> None:
    for chance in (0.0, 0.5, 1.0):
        error = FetchError("Too many requests.", retry_after_s=7200)
        state = after_failure(KNOWN, error, NOW, chance)
        assert state.next_visit is not None
        assert state.next_visit >= NOW + timedelta(hours=2)


@pytest.mark.parametrize("asked", [0, 3_600, 80_000, 86_400])
@pytest.mark.parametrize("chance", [0.0, 0.5, 1.0])
def test_no_server_keeps_us_away_for_longer_than_a_day_whatever_the_jitter(
    asked: int, chance: float
) -> None:
    error = FetchError("Too many requests.", retry_after_s=asked)
    state = after_failure(replace(KNOWN, failures=20), error, NOW, chance)
    page = page_failed(PageState(), error, NOW, chance)
    for moment in (state.next_visit, page.next_try):
        assert moment is not None
        assert NOW + timedelta(seconds=asked) <= moment <= NOW + timedelta(days=1)


def test_a_feed_that_is_gone_is_asked_again_after_a_week() -> None:
    state = after_failure(KNOWN, FetchError("Gone.", gone=True), NOW, chance=0.5)
    assert state.next_visit == NOW + timedelta(days=7)


def test_the_wait_is_the_longest_of_setting_and_wishes_but_capped() -> None:
    assert usual_wait(FEED, 60, Wish()) == timedelta(minutes=60)
    assert usual_wait(FEED, 60, Wish(max_age_s=60)) == timedelta(minutes=60)
    assert usual_wait(FEED, 60, Wish(ttl_min=120)) == timedelta(minutes=120)
    assert usual_wait(FEED, 60, Wish(max_age_s=1e300, ttl_min=120)) == LONGEST_WISH


def test_the_users_own_interval_for_a_feed_stands_alone() -> None:
    feed = make.feed("times", interval_min=5)
    assert usual_wait(feed, 60, Wish(ttl_min=720)) == timedelta(minutes=5)


def test_a_permanent_redirect_is_followed_for_good_only_when_seen_twice() -> None:
    target = "https://target.example/feed"
    once = moved(FeedState("times"), target)
    assert (once.url, once.moved_to) == ("", target)
    twice = moved(once, target)
    assert (twice.url, twice.moved_to) == (target, "")


def test_a_redirect_that_is_not_confirmed_is_forgotten() -> None:
    once = moved(FeedState("times"), "https://portal.example/")
    assert moved(once, "") == FeedState("times")
