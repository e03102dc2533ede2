"""How much each feed brings, from its newest articles."""

from __future__ import annotations

from datetime import datetime, timedelta

from tui.model import Activity
from tui.store.conditions import DATED
from tui.store.database import Database
from tui.store.rows import micros, moment

WEEKS = 8
WEEK = timedelta(weeks=1)
MOST = 100
"""Articles of a feed that are looked at: what brings more is as well known from the last ones."""

SQL = f"""SELECT key,
    (SELECT iif({DATED}, at, arrived) FROM article INDEXED BY article_feed
        WHERE feed = seq AND hidden = 0 ORDER BY at DESC LIMIT 1),
    (SELECT count(*) || ' ' || coalesce(min(at), 0) FROM
        (SELECT at FROM article INDEXED BY article_feed
        WHERE feed = seq AND hidden = 0 AND {DATED}
        AND at >= :since ORDER BY at DESC LIMIT {MOST}))
    FROM feed WHERE listed = 1 AND total > 0"""


def activity(database: Database, now: datetime) -> dict[str, Activity]:
    """Articles a week and the newest one of each subscribed feed that has any, by feed key."""
    since = micros(now - WEEKS * WEEK)
    found = {}
    for key, newest, recent in database.rows(SQL, {"since": since}):
        count, oldest = map(int, recent.split())
        found[key] = Activity(_a_week(count, moment(oldest), now), moment(newest))
    return found


def _a_week(count: int, oldest: datetime, now: datetime) -> float:
    """Per week since the first of them; a feed that brought few is reckoned over a whole week."""
    least = 0.01 if count == MOST else 1.0
    return count / max((now - oldest) / WEEK, least)
