"""Which boxes of a page may be the items of a list: those with one path, judged at first sight.

Each box is an item for itself, or with what follows it up to the next. First sight is counts only,
so that a page with thousands of such groups takes no longer than it takes to read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import accumulate, pairwise

from msgspec import Struct

from tui.feeds.outline import Outline

CANDIDATES = 14
"""Groups worth a closer look: the best at first sight."""

MOST_ITEMS = 2_000

Range = tuple[int, int]


class Group(Struct):
    """Boxes of one path as the items of a list; `ranges` are their lines."""

    path: int
    boxes: list[int]
    ranges: list[Range]
    whole: bool
    chrome: int
    worth: float = 0.0


def promising(page: Outline) -> list[Group]:
    """The groups that look best at first sight: by counts, without reading any line."""
    members: dict[int, list[int]] = defaultdict(list)
    for index, box in enumerate(page.boxes):
        if box.depth > 0 and box.last > box.first:
            members[box.path].append(index)
    sums = _Sums(page)
    groups = []
    for path, boxes in members.items():
        if len(boxes) < 2:
            continue
        boxes = boxes[:MOST_ITEMS]
        for group in (_alone(page, path, boxes), _with_what_follows(page, path, boxes)):
            if group is not None:
                group.worth = sum(map(sums.worth, group.ranges)) * surroundings(group.chrome)
                groups.append(group)
    groups.sort(key=lambda group: (-round(group.worth, 3), page.boxes[group.boxes[0]].depth))
    distinct = {(len(each.ranges), each.ranges[0], each.ranges[-1]): each for each in groups[::-1]}
    return sorted(distinct.values(), key=lambda group: -group.worth)[:CANDIDATES]


def surroundings(chrome: int) -> float:
    """What a list is worth by what it stands in: 0 the page itself, 2 its navigation or footer."""
    return 1.0 if chrome == 0 else 0.45 if chrome == 1 else 0.08


class _Sums:
    """How many dates, links and letters stand before each line."""

    def __init__(self, page: Outline) -> None:
        self._dates = _sums(int(line.dated) for line in page.lines)
        self._links = _sums(len(line.links) for line in page.lines)
        self._letters = _sums(len(line.text) for line in page.lines)
        self._heads = _sums(int(line.heading) for line in page.lines)
        wordy = Counter(link.line for link in page.links if len(link.text) >= 15)
        self._wordy = _sums(min(1, wordy[number]) for number in range(len(page.lines)))

    def worth(self, lines: Range) -> float:
        first, last = lines
        dates, links, letters, heads, wordy = (
            sums[last] - sums[first]
            for sums in (self._dates, self._links, self._letters, self._heads, self._wordy)
        )
        if not (links or heads or dates) or letters < 12:
            return 0.0
        worth = (1.0 if links or letters > 200 else 0.6) if dates else 0.0
        worth += 0.5 if wordy else 0.35 if links and letters >= 40 else 0.0
        worth += 0.3 * bool(heads) + 0.15 * (letters > 120)
        return worth / (1 + max(0, dates - 4) / 4 + max(0, wordy - 4) / 3)


def _sums(numbers: Iterable[int]) -> list[int]:
    return list(accumulate(numbers, initial=0))


def _alone(page: Outline, path: int, boxes: list[int]) -> Group | None:
    """Each box is an item. None: several stand in one line, as tags do."""
    ranges = [(page.boxes[index].first, page.boxes[index].last) for index in boxes]
    shared = sum(one[1] > other[0] for one, other in pairwise(ranges))
    if shared > len(boxes) // 4:
        return None
    return Group(path, boxes, ranges, True, _chrome(page, boxes))


def _with_what_follows(page: Outline, path: int, boxes: list[int]) -> Group | None:
    """Each box begins an item that goes on to the next one in the same parent."""
    ends: list[int] = []
    for index, after in zip(boxes, [*boxes[1:], -1], strict=True):
        box = page.boxes[index]
        together = after >= 0 and page.boxes[after].parent == box.parent
        ends.append(page.boxes[after].first if together else -1)
    lengths = sorted(
        end - page.boxes[index].first for index, end in zip(boxes, ends, strict=True) if end >= 0
    )
    if not lengths or lengths[len(lengths) // 2] < 2:
        return None
    usual = max(lengths[len(lengths) // 2], 2)
    ranges = []
    for index, end in zip(boxes, ends, strict=True):
        box = page.boxes[index]
        last = min(page.boxes[box.parent].last, box.first + usual) if end < 0 else end
        ranges.append((box.first, max(last, box.first)))
    if any(one[1] > other[0] for one, other in pairwise(ranges)) or _late(page, boxes, ranges):
        return None
    return Group(path, boxes, ranges, False, _chrome(page, boxes))


def _late(page: Outline, boxes: list[int], ranges: list[Range]) -> bool:
    """Whether items begin before these boxes, with a date: then what follows a box would be the
    date of the next item. There is one before the first box, and none after the last."""
    (first, _), (last, end) = ranges[0], ranges[-1]
    begin = max(first - 3, page.boxes[page.boxes[boxes[0]].parent].first)
    before, after = page.lines[begin:first], page.lines[last:end]
    return any(line.dated for line in before) and not any(line.dated for line in after)


def _chrome(page: Outline, boxes: list[int]) -> int:
    levels = sorted(min(2, page.boxes[index].chrome) for index in boxes)
    return levels[len(levels) // 2]
