"""How each feed does: does it come, how much does it bring, how much of that is read.

Pure: from what the library knows to rows that the shell prints and the screen draws. Nothing in
here reads the library or the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec import Struct

from tui.model import Activity, Counts, Feed, FeedState, PageRecord
from tui.settings import START_HERE

DEAD = timedelta(days=180)
"""A feed without anything new for so long is a dinosaur."""
FAILING = timedelta(days=14)
"""So is one that could not be fetched for so long."""

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Health(Struct, frozen=True):
    """How one feed does.

    `a_week` is how many articles it brings in a week; `read` the share of its articles that the
    user has read, None when there is none. `moved_to` is the address it has for good moved to, ""
    where feeds.toml has it right. `full_text` is the share of the articles' own pages that could be
    read, None where none was visited. `dead`: nothing new for half a year, or no answer for two
    weeks.
    """

    feed: Feed
    title: str
    succeeded_at: datetime | None = None
    failures: int = 0
    error: str = ""
    a_week: float = 0.0
    newest: datetime | None = None
    total: int = 0
    read: float | None = None
    moved_to: str = ""
    full_text: float | None = None
    dead: bool = False

    @property
    def note(self) -> str:
        """What there is to say, the gravest first, as one sentence or nothing."""
        if self.error:
            times = f" ({self.failures} times)" if self.failures > 1 else ""
            return f"{self.error.rstrip('.')}{times}."
        if self.moved_to:
            return f"Moved to {self.moved_to.partition('?')[0]}."
        if self.feed.paused:
            return "Paused."
        return "Dead: nothing new for half a year." if self.dead else ""


def health(feed: Feed, title: str, known: Known, now: datetime) -> Health:
    """How a feed does now."""
    state = known.states.get(feed.key) or FeedState(feed.key)
    if state.address != feed.origin:  # it is true of another address
        state = FeedState(feed.key)
    activity = known.activity.get(feed.key, Activity())
    counts = known.counts.get(feed.key, Counts())
    return Health(
        feed,
        title,
        succeeded_at=state.succeeded_at,
        failures=state.failures,
        error=state.error,
        a_week=activity.a_week,
        newest=activity.newest,
        total=counts.total,
        read=1 - counts.unread / counts.total if counts.total else None,
        moved_to=state.url if state.url and state.url != feed.address else "",
        full_text=known.pages.get(feed.key, PageRecord()).success,
        dead=feed.url != START_HERE and _is_dead(state, activity, now),
    )


class Known(Struct, frozen=True):
    """What the library knows of all feeds, by key."""

    states: Mapping[str, FeedState]
    counts: Mapping[str, Counts]
    activity: Mapping[str, Activity]
    pages: Mapping[str, PageRecord]


def _is_dead(state: FeedState, activity: Activity, now: datetime) -> bool:
    if state.succeeded_at is None:
        return False  # it has had no chance yet, or its error says what is wrong
    if state.failures and now - state.succeeded_at > FAILING:
        return True
    return activity.newest is not None and now - activity.newest > DEAD


COLUMNS: Mapping[str, Callable[[Health], Any]] = {
    "trouble": lambda row: (not row.error, not row.moved_to, not row.dead, -row.failures),
    "title": lambda row: row.title.casefold(),
    "folder": lambda row: (row.feed.folder.casefold(), row.title.casefold()),
    "week": lambda row: -row.a_week,
    "read": lambda row: 2.0 if row.read is None else row.read,
    "success": lambda row: row.succeeded_at or LONG_AGO,
    "newest": lambda row: row.newest or LONG_AGO,
    "text": lambda row: 2.0 if row.full_text is None else row.full_text,
}
"""What rows can be sorted by; what needs a look comes first."""


def ordered(rows: Sequence[Health], column: str) -> list[Health]:
    """Rows by one of COLUMNS; those that are equal in it by title."""
    return sorted(rows, key=lambda row: (COLUMNS[column](row), row.title.casefold()))
