"""The items of a list, laid side by side: which place in them holds the title, and which the date.

A place is a path and how often it came before in the same item. The title is what stands at the
place whose texts are the most different from one another and the most like titles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct, field

from tui.feeds import dates
from tui.feeds.groups import Group
from tui.feeds.outline import Line, Outline

LONGEST_ITEM = 60
"""Lines; title and date are among the first of an item."""

LONGEST_TITLE = 400

_TITLE_CLASS = re.compile(r"title|headline|heading|\bname|caption|subject|case-?name")
_DATE_CLASS = re.compile(r"date|time|publi|posted|filed|issued")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_SAYS = re.compile(r"[^\W_]")
_LABEL = re.compile(r"^[^:]{2,30}:\s+")
_MORE = re.compile(
    r"^(?:read|learn|see|view|show|find out|download|open|continue|full|more|pdf|watch|listen|"
    r"share|weiterlesen|mehr|lire|leer|by )\b",
    re.I,
)

Key = tuple[int, int]


class Column(Struct):
    """What stands at one place of the items of a list."""

    order: int
    texts: dict[int, str] = field(default_factory=dict)
    heading: bool = False
    named: bool = False
    linked: int = 0
    dated: int = 0

    def names(self, count: int) -> bool:
        """Whether it holds a link of its own for each item, if only under a number."""
        different = len(set(self.texts.values()))
        return self.linked >= 0.8 * count and different >= 0.8 * count

    def unlabel(self) -> None:
        """Take away what stands in front of nearly every text here: "Case Title: "."""
        labels = Counter(found[0] for text in self.texts.values() if (found := _LABEL.match(text)))
        label, often = labels.most_common(1)[0] if labels else ("", 0)
        if often > 1 and often >= 0.8 * len(self.texts):
            texts = self.texts.items()
            self.texts = {number: text.removeprefix(label) for number, text in texts}


def columns_of(page: Outline, group: Group) -> dict[Key, Column]:
    """What stands at each place of the items of a group."""
    columns: dict[Key, Column] = {}
    for number, (first, last) in enumerate(group.ranges):
        seen: Counter[int] = Counter()
        for line in page.lines[first : min(last, first + LONGEST_ITEM)]:
            for path, text, names in [(line.path, line.text, line.classes), *line.spans]:
                key = (path, seen[path])
                seen[path] += 1
                column = columns.setdefault(key, Column(len(columns)))
                column.texts[number] = text
                column.heading |= line.heading
                column.named |= bool(_TITLE_CLASS.search(names))
                column.linked += any(page.links[link].text == text for link in line.links)
                column.dated += _mostly_date(line, text)
    for column in columns.values():
        column.unlabel()
    return columns


def _mostly_date(line: Line, text: str) -> bool:
    if text != line.text:
        return line.day is not None and len(text) <= (line.day.end - line.day.start) + 8
    return line.day is not None and line.day.end - line.day.start >= len(text) * 0.5


def title_places(columns: dict[Key, Column], count: int) -> list[Key]:
    """The places of titles, the best first; more than one, for items that lack the first."""
    scores = {key: _title_score(column, count) for key, column in columns.items()}
    good = sorted((key for key in scores if scores[key] > 0.12), key=lambda key: -scores[key])
    good = [key for key in good if scores[key] >= 0.5 * scores[good[0]]]
    return good[:3] or [key for key, column in columns.items() if column.names(count)][:1]


def _title_score(column: Column, count: int) -> float:
    texts = list(column.texts.values())
    there, here = len(texts) / count, len(texts)
    if column.dated * 2 > here:
        return 0.0
    different = len(set(texts)) / here
    good = sum(map(quality, texts)) / here
    likeness = 1 + 0.5 * column.heading + 0.5 * column.named + 0.4 * (column.linked / here)
    return float(there**0.5) * different * good * likeness / (1 + column.order / 50)


@lru_cache(maxsize=20_000)
def quality(text: str) -> float:
    """How much a text is like a title, from 0 to 1."""
    text = text[:LONGEST_TITLE]
    if "://" in text or not _SAYS.search(text):
        return 0.0
    if day := dates.found(text):
        text = text[: day.start] + text[day.end :]
    words = len(_WORDS.findall(text))
    steps = (0.1, 0.3, 0.65, 0.85)
    good = steps[words] if words < 4 else 1.0 if words <= 20 else 0.6 if words <= 35 else 0.2
    if _MORE.match(text) or dates.AGO.search(text):
        good *= 0.3
    if words > 12 and text.endswith((".", "…")):
        good *= 0.7
    if sum(map(str.isdigit, text)) * 2 > len(text):
        good *= 0.4
    return good * (0.85 if _LABEL.match(text) else 1.0)


def date_places(page: Outline, group: Group) -> list[Key]:
    """The places that tell when, the most usual first."""
    votes: Counter[Key] = Counter()
    for first, last in group.ranges:
        for key, line in dated_lines(page, first, last):
            clear = (
                bool(line.stamp) + bool(_DATE_CLASS.search(line.classes)) + (len(line.text) < 40)
            )
            votes[key] += 4 + clear
    return [key for key, _ in votes.most_common()]


def dated_lines(page: Outline, first: int, last: int) -> Iterator[tuple[Key, Line]]:
    """The lines of an item that tell when, and their places."""
    seen: Counter[int] = Counter()
    for line in page.lines[first : min(last, first + LONGEST_ITEM)]:
        key = (line.path, seen[line.path])
        seen[line.path] += 1
        if line.dated:
            yield key, line
