"""When to visit a feed again, and what to remember of a visit: pure decisions.

Each function takes the FeedState before and returns the one after. No clock, no network, no
storage in here: `now` and `chance` (a random number from 0 to 1, for jitter) are parameters.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from tui.errors import FeedError, FetchError
from tui.model import Feed, FeedState, PageState, Validators

LONGEST_WISH = timedelta(hours=6)
"""How long a feed's ttl or Cache-Control may keep us away: some say a year and publish daily."""

FIRST_RETRY = timedelta(minutes=10)
LONGEST_RETRY = timedelta(hours=24)
GONE_RETRY = timedelta(days=7)

MOVED_TRIES = 3
"""After so many failures where a feed has moved to, the address of feeds.toml is asked again."""

PAGE_TRIES = 6
"""So often a page that could not be reached is asked by itself."""

EMPTY_PAGE_TRIES = 2
"""And one that was there, but gave no text: it seldom changes its mind."""

EMPTY_PAGE_RETRY = timedelta(days=1)

VALIDATORS_LAST = timedelta(days=8)
"""After so long of nothing but 304 we ask without validators: some servers say 304 for ever."""


class Wish(Struct, frozen=True):
    """How long a server (Cache-Control, in seconds) and a feed (ttl, in minutes) ask us to wait."""

    max_age_s: float | None = None
    ttl_min: int | None = None

    @property
    def wait(self) -> timedelta:
        """The longer of the two, capped."""
        seconds = max(self.max_age_s or 0.0, (self.ttl_min or 0) * 60.0)
        return min(timedelta(seconds=min(seconds, 1e9)), LONGEST_WISH)


def before_visit(feed: Feed, state: FeedState | None, now: datetime) -> FeedState:
    """What we may rely on when visiting: nothing that was true of another address."""
    if state is None or state.address != feed.origin:
        return FeedState(feed.key, address=feed.origin)
    if state.url and state.failures >= MOVED_TRIES:
        return replace(state, url="", validators=Validators(), validators_since=None, body_hash="")
    if state.validators_since and now - state.validators_since > VALIDATORS_LAST:
        return replace(state, validators=Validators(), validators_since=None, body_hash="")
    return state


def after_success(state: FeedState, wait: timedelta, now: datetime, chance: float) -> FeedState:
    """The state after a visit that went well, be there news or not."""
    return replace(
        state,
        visited_at=now,
        succeeded_at=now,
        next_visit=now + wait * (1 + chance / 10),
        validators_since=state.validators_since or now,
        failures=0,
        error="",
    )


def after_failure(state: FeedState, error: FeedError, now: datetime, chance: float) -> FeedState:
    """The state after a visit that failed: all that was known is kept, and the wait doubles.

    A feed that fails and is asked again before its time, as R does, waits no longer for that:
    whoever presses R on a train would else have no news for a day.
    """
    early = state.failures > 0 and state.next_visit is not None and now < state.next_visit
    failures = state.failures if early else state.failures + 1
    return replace(
        state,
        visited_at=now,
        next_visit=now + _retry(error, failures, chance),
        failures=failures,
        error=str(error),
    )


def _retry(error: FeedError, failures: int, chance: float) -> timedelta:
    """How long to wait, within a fifth of jitter; never over a day, but for what is gone."""
    jitter = 0.8 + 0.4 * chance
    back_off = min(FIRST_RETRY * (1 << min(failures - 1, 10)), LONGEST_RETRY) * jitter
    if isinstance(error, FetchError):
        if error.gone:
            return GONE_RETRY * jitter
        # Never earlier than the server asked for.
        asked = timedelta(seconds=error.retry_after_s or 0.0) * (1 + 0.2 * chance)
        back_off = max(back_off, asked)
    return min(back_off, LONGEST_RETRY)


def usual_wait(feed: Feed, general_min: int, wish: Wish) -> timedelta:
    """The time between two visits that go well: the user's own wish for this feed stands alone."""
    if feed.interval_min is not None:
        return timedelta(minutes=feed.interval_min)
    return max(timedelta(minutes=general_min), wish.wait)


def moved(state: FeedState, permanent_to: str) -> FeedState:
    """Follow a permanent redirect for good only when it is seen again.

    A captive portal or an expired domain answers 301 too; one such answer must not cost the feed.
    """
    if not permanent_to:
        return replace(state, moved_to="")
    if permanent_to == state.moved_to:
        return replace(state, url=permanent_to, moved_to="")
    return replace(state, moved_to=permanent_to)


def page_read(state: PageState, validators: Validators, now: datetime) -> PageState:
    """What we know of an article's page after it could be read: it is had, once and for all."""
    return replace(state, validators=validators, tried_at=now, next_try=None, failures=0, error="")


def page_failed(state: PageState, error: FeedError, now: datetime, chance: float) -> PageState:
    """What we know of it after it gave no text: after a few tries it is left in peace."""
    failures = state.failures + 1
    wait = _page_retry(error, failures, chance)
    following = now + wait if wait else None
    return replace(state, tried_at=now, next_try=following, failures=failures, error=str(error))


def _page_retry(error: FeedError, failures: int, chance: float) -> timedelta | None:
    """How long to wait; None: for ever. That nobody answers may be the fault of our own network."""
    if not isinstance(error, FetchError):
        return EMPTY_PAGE_RETRY * (0.8 + 0.4 * chance) if failures < EMPTY_PAGE_TRIES else None
    if error.gone or (failures >= PAGE_TRIES and error.answered):
        return None
    return _retry(error, failures, chance)
