"""The news of a page, found by what recurs: links and dates under the same tags and classes.

Of the groups that look good at first sight (`groups`) that list is chosen that has most of what
news has: a title of some words (`columns`), a link of its own, a date. Other lists on the page are
taken along when they are as good. What is called navigation, footer or sidebar counts for little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct, field

from tui.feeds.columns import Column, columns_of, date_places, dated_lines, quality, title_places
from tui.feeds.groups import MOST_ITEMS, Group, Range, promising, surroundings
from tui.feeds.outline import Line, Link, Outline

FEWEST_UNDATED = 3
LEAST_QUALITY = 0.05
"""Of a title: a bare number can be one, where there is nothing else."""
NEARLY = 0.9
"""Two readings as close as this are the same list."""
SHORT_TITLE = 25
"""Letters; a list of shorter ones without dates is more likely one of places to go."""

_NO_PLACE = re.compile(r"^\s*(?:#|javascript:|mailto:|tel:|data:|$)", re.I)


class Item(Struct, frozen=True):
    """One piece of news on a page: its lines are `first` to `last` (exclusive).

    `href` is as written, or empty. `date` is the line that tells when, or None; `own`: it is one of
    the item's lines, not a heading above. `box` is where it begins; `until` is the box where the
    next one begins, if it goes on to there. `length` is how many characters it has.
    """

    title: str
    href: str
    date: Line | None
    teaser: tuple[str, ...]
    first: int
    last: int
    box: int
    until: int | None
    length: int
    own: bool


class Found(Struct, frozen=True):
    """The news of a page and, as a person would write it, where they were found."""

    items: tuple[Item, ...] = ()
    place: str = ""


def recurring(page: Outline) -> Found:
    """The news that a page lists; none where nothing recurs."""
    lists = [_read(page, group) for group in promising(page)]
    lists = sorted((each for each in lists if each.items), key=lambda each: -each.worth)
    if not lists:
        return Found()
    # Of boxes in boxes that read alike, the outer ones hold more of each item.
    good = [each for each in lists if each.worth >= NEARLY * lists[0].worth]
    chosen = [
        min(good, key=lambda each: (page.boxes[each.group.boxes[0]].depth, not each.group.whole))
    ]
    for other in lists:
        if _goes_with(other, chosen):
            chosen.append(other)
    items = sorted((item for each in chosen for item in each.items), key=lambda item: item.first)
    return Found(tuple(_distinct(items))[:MOST_ITEMS], page.path_name(chosen[0].group.path))


class _List(Struct):
    """A group, read: its items, and how much they are like news."""

    group: Group
    items: list[Item] = field(default_factory=list)
    worth: float = 0.0
    dated: float = 0.0

    @property
    def mean(self) -> float:
        return self.worth / max(1, len(self.items))


def _read(page: Outline, group: Group) -> _List:
    columns = columns_of(page, group)
    titles = title_places(columns, len(group.ranges))
    days = _dates(page, group)
    read = _List(group)
    if not titles:
        return read
    for number in range(len(group.ranges)):
        there = (columns[key].texts[number] for key in titles if number in columns[key].texts)
        title = next(there, "")
        if quality(title) < LEAST_QUALITY or page.boxes[group.boxes[number]].chrome >= 2:
            continue
        item = _item(page, group, number, title, days[number])
        if item.href or item.own or (columns[titles[0]].heading and item.length > 200):
            read.items.append(item)
    read.items = _alike(read.items)
    return _weighed(read, columns[titles[0]])


def _alike(items: list[Item]) -> list[Item]:
    """Without what lacks the link or the date that nearly all others have."""
    for has in (lambda item: bool(item.href), lambda item: item.own):
        having = [item for item in items if has(item)]
        if len(having) > 0.6 * len(items):
            items = having
    return items


def _weighed(read: _List, title: Column) -> _List:
    items = _distinct(read.items)
    own = sum(item.own for item in items)
    if len(items) < (2 if own * 2 > len(items) else FEWEST_UNDATED):
        read.items = []
        return read
    read.dated = own / len(items)
    linked = len({item.href for item in items if item.href}) / len(items)
    letters = sum(len(item.title) for item in items) / len(items)
    for item in items:
        likeness = 1 + (1.0 if item.own else 0.3 if item.date else 0)
        likeness += 0.5 * linked * bool(item.href)
        likeness += 0.35 * title.heading + 0.2 * (item.length > 120)
        read.worth += quality(item.title) * likeness
    if not own and letters < SHORT_TITLE and not title.heading:
        read.worth *= 0.5
    read.worth *= surroundings(read.group.chrome)
    return read


Dated = tuple[Line | None, bool]
"""The line that tells when an item is from, and whether that line is the item's own."""


def _dates(page: Outline, group: Group) -> list[Dated]:
    """When each item is from: its own date, at the place where most have theirs, else the date
    that stands above it, which is that of all items that come after.

    Where a date stands above each single item, it is its own too; unless another one follows the
    last of them: then each stands below its item, and these are not the items' boxes.
    """
    usual = date_places(page, group)
    days: list[Dated] = []
    above: Line | None = None
    fresh = 0
    end = max(0, group.ranges[0][0] - 6)
    for first, last in group.ranges:
        new = _heading_date(page.lines[end:first]) if group.whole else None
        above, fresh, end = new or above, fresh + bool(new), last
        there = dict(dated_lines(page, first, last))
        days.append((there[min(there, key=usual.index)], True) if there else (above, False))
    if fresh < 0.8 * len(days):
        return days
    below = any(line.dated for line in page.lines[end : end + 3])
    if below:
        return [(day, True) if own else (None, False) for day, own in days]
    return [(day, day is not None) for day, _ in days]


def _heading_date(lines: Sequence[Line]) -> Line | None:
    """The last date between two items, if it stands there as a heading does."""
    good = (line for line in reversed(lines) if line.dated and (line.heading or line.words <= 8))
    return next(good, None)


def _href(page: Outline, lines: Range, title: str) -> str:
    """Where an item leads: the link of its title, else the first of its own."""
    links = [
        page.links[number]
        for line in page.lines[lines[0] : lines[1]]
        for number in line.links
        if not _NO_PLACE.match(page.links[number].href)
    ]
    if not links:
        return ""
    return max(links, key=lambda link: _nearness(link, title)).href


def _nearness(link: Link, title: str) -> int:
    if link.text == title:
        return 3
    return (
        2 if link.text and (link.text in title or title in link.text) and len(link.text) > 8 else 0
    )


def _item(page: Outline, group: Group, number: int, title: str, dated: Dated) -> Item:
    date, own = dated
    first, last = group.ranges[number]
    lines = page.lines[first:last]
    teaser = tuple(
        line.text
        for line in lines
        if len(line.text) >= 40 and line is not date and title not in line.text
    )
    after = group.boxes[number + 1] if number + 1 < len(group.boxes) else None
    return Item(
        title,
        _href(page, (first, last), title),
        date,
        teaser,
        first,
        last,
        group.boxes[number],
        None if group.whole else after,
        sum(len(line.text) for line in lines),
        own,
    )


def _goes_with(other: _List, chosen: Sequence[_List]) -> bool:
    """Whether a second list is news too: as good as the first, and elsewhere on the page."""
    best = chosen[0]
    if other.group.chrome or other.mean < 0.8 * best.mean:
        return False
    if best.dated > 0.7 and other.dated < 0.7:
        return False
    taken = {n for each in chosen for item in each.items for n in range(item.first, item.last)}
    if any(n in taken for item in other.items for n in range(item.first, item.last)):
        return False
    alike = _sections(best).keys() & _sections(other).keys()
    return best.dated > 0.7 or sum(_sections(other)[each] for each in alike) * 2 > len(other.items)


def _sections(read: _List) -> Counter[str]:
    """The addresses that a list leads to, without their last steps."""
    return Counter(item.href.rstrip("/").rpartition("/")[0] for item in read.items)


def _distinct(items: Sequence[Item]) -> list[Item]:
    """Each item once: two links to one piece are one."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for item in items:
        mark = (item.href, item.title)
        if mark not in seen:
            seen.add(mark)
            kept.append(item)
    return kept
