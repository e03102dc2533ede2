"""What was measured: ratios with their targets, and how each figure grows with the library."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MISSING = "is not installed"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of ours, what stands `beside` it, and how many times that ours may be at most.

    `size`: articles of the library, 0 where it does not matter. Without `theirs`, `beside` says why
    there is nothing to compare with.
    """

    what: str
    size: int
    ours: float
    unit: str
    beside: str
    theirs: float | None
    most: float

    @property
    def ratio(self) -> float | None:
        """Ours through theirs."""
        return self.ours / self.theirs if self.theirs else None

    def told(self) -> str:
        """The row as a line."""
        size = f"{self.size:>9,}" if self.size else " " * 9
        head = f"{self.what:44} {size} {self.ours:9.2f} {self.unit:4}"
        if self.theirs is None or self.ratio is None:
            return f"{head}  {self.beside}"
        met = "met" if self.ratio <= self.most else "NOT met"
        beside = f"{self.theirs:9.2f} {self.unit:4} {self.beside:30}"
        return f"{head} {beside} {self.ratio:6.2f}x of {self.most:4.2f}x  {met}"


def show(rows: Iterable[Row]) -> None:
    """Print rows as they come, and at the end how those of several sizes grow."""
    kept = []
    for row in rows:
        print(row.told(), flush=True)
        kept.append(row)
    if missing := [row.beside for row in kept if row.beside.endswith(MISSING)]:
        print(f"\nnot installed: {', '.join(dict.fromkeys(each.split()[0] for each in missing))}")
    print("\ngrowth with the library: time = size to the power of")
    for what in dict.fromkeys(row.what for row in kept):
        found = [row for row in kept if row.what == what and row.size and row.ours > 0]
        if len({row.size for row in found}) > 1:
            print(f"{what:44} {exponent([(row.size, row.ours) for row in found]):5.2f}")


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """The slope of a line through the points on logarithmic paper."""
    slope, _ = statistics.linear_regression(
        [math.log(size) for size, _ in points], [math.log(value) for _, value in points]
    )
    return slope


def p95(values: Sequence[float]) -> float:
    """What 95 of a hundred stay below."""
    return sorted(values)[min(len(values) - 1, math.ceil(0.95 * len(values)) - 1)]
