"""What of a Filter decides where its list is walked: feeds, times, states and the leading index.

The rest of its query becomes conditions on each row. Nothing in here writes SQL of its own.
"""

from __future__ import annotations

import json
from datetime import timedelta

from msgspec import Struct, field

from tui.model import Filter
from tui.query import Every, Has, Is, Node, Since, Term, Until, asks_for_hidden, moment
from tui.store.conditions import DATED, Conditions, gathered
from tui.store.rows import LARGEST, micros
from tui.store.search import pruned

Position = tuple[int, int]
"""(at, id) of a headline."""

TOP = (LARGEST, LARGEST)
BOTTOM = (-LARGEST, -1)


class Choice(Struct):
    """A Filter taken apart.

    `low`, `high`: between these positions (exclusive). `feeds`: numbers of the feeds that may be
    shown, None for all that have articles. `lead`: the index of words that is walked ("" for none)
    and `match`, what is asked of it; `few`: a statement for the ids of all that can be meant.
    `rest`: what remains as conditions on each row.
    """

    low: Position = BOTTOM
    high: Position = TOP
    feeds: list[int] | None = None
    unread: bool = False
    starred: bool = False
    enclosure: bool = False
    hidden: bool | None = False
    lead: str = ""
    match: str = ""
    few: str = ""
    rest: list[Node] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)

    @property
    def nothing(self) -> bool:
        """Whether nothing can be shown."""
        return self.low >= self.high or self.feeds == []

    @property
    def plain(self) -> bool:
        """Whether it says nothing but feeds and one state."""
        times = self.low > BOTTOM or self.high < TOP
        states = self.unread + self.starred + self.enclosure
        other = self.lead or self.few or self.conditions or self.hidden is not False
        return not times and not other and states <= 1 and not self.enclosure


LATE = timedelta(days=14)
"""Articles that arrive so long after they were published are not news any more."""


def choice(chosen: Filter, using: Conditions) -> Choice:
    """A filter taken apart; `using` writes its conditions and knows the library."""
    query = pruned(chosen.query)
    found = Choice(unread=chosen.unread, starred=chosen.starred, feeds=listed(chosen, using))
    if chosen.since is not None:
        found.low = (micros(chosen.since) - 1, LARGEST)
    if chosen.dated:
        found.conditions.append(DATED)
    if chosen.arrived is not None:
        found.low = max(found.low, (micros(chosen.arrived - LATE), LARGEST))
        found.conditions.append(using.arrived(chosen.arrived))
    if query is None:
        found.high = BOTTOM
        return found
    found.hidden = None if asks_for_hidden(query) else False
    for part in query.parts if isinstance(query, Every) else (query,):
        _take(part, found, using)
    _choose_lead(found, using)
    return found


def listed(chosen: Filter, using: Conditions) -> list[int] | None:
    """The numbers of the feeds that a filter shows; None: all that have articles."""
    database, sql = using.database, "SELECT seq FROM feed WHERE listed = 1"
    if chosen.feeds is not None:
        sql += " AND key IN (SELECT value FROM json_each(?))"
        return [seq for (seq,) in database.rows(sql, (json.dumps(chosen.feeds),))]
    if database.one("SELECT 1 FROM feed WHERE listed = 0 AND total > 0 LIMIT 1") is None:
        return None
    return [seq for (seq,) in database.rows(sql)]


def _take(part: Node, found: Choice, using: Conditions) -> None:
    """Let a part of the query decide where to walk, or keep it as a condition."""
    match part:
        case Is("unread"):
            found.unread = True
        case Is("starred"):
            found.starred = True
        case Is("hidden"):
            found.hidden = True
        case Has("enclosure"):
            found.enclosure = True
        case Since(when):
            found.low = max(found.low, (micros(moment(when, using.now)) - 1, LARGEST))
            found.conditions.append(DATED)
        case Until(when):
            found.high = min(found.high, (micros(moment(when, using.now)), -1))
            found.conditions.append(using.until(part))
        case Term(field="feed" | "folder"):
            feeds = using.feeds(part)
            known = found.feeds
            found.feeds = feeds if known is None else [seq for seq in known if seq in set(feeds)]
        case _:
            found.rest.append(part)


def _choose_lead(found: Choice, using: Conditions) -> None:
    asked, rest = gathered(found.rest)
    asked.sort(key=lambda each: ("search", "passage", "note_search").index(each[0]))
    if asked:
        (index, terms), *asked = asked
        if index == "note_search":
            found.few = using.noted(using.match(terms))
        else:
            found.lead, found.match = index, using.match(terms)
    elif few := next((part for part in rest if using.ids(part)), None):
        found.few = using.ids(few)
        rest = [part for part in rest if part is not few]
    found.conditions += [using.asked(index, using.match(terms)) for index, terms in asked]
    found.conditions += map(using.of, rest)
