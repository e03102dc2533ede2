"""`python -m tests.bench [--quick]`: prints every figure as a ratio to what stands beside it."""

from __future__ import annotations

import argparse
import contextlib
import os
import platform
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

from tests.bench import screen, store, sync
from tests.bench.libraries import library
from tests.bench.table import Row, show
from tui.errors import QuothError

SIZES = (1_000, 100_000, 1_000_000)
PARTS = ("screen", "store", "sync")


def rows(sizes: tuple[int, ...], feeds: int, parts: list[str]) -> Iterator[Row]:
    """All that is asked for, part by part. One that fails is a row that says so."""
    _hurry(True)
    if "screen" in parts:
        for part in screen.parts(sizes):
            yield from _sound(part)
    if "store" in parts:
        for size in sizes:
            yield from _sound(partial(store.measured, size))
    _hurry(False)
    if "sync" in parts:
        yield from _sound(partial(sync.measured, feeds))


def _sound(part: partial[Iterator[Row]]) -> Iterator[Row]:
    try:
        yield from part()
    except (AssertionError, OSError, subprocess.SubprocessError, QuothError) as error:
        said = str(error).partition("\n")[0] or type(error).__name__
        yield Row(f"{part.func.__name__} {part.args}", 0, 0, "", f"FAILED: {said}", None, 0)


def _hurry(on: bool) -> None:
    """Go before other work on a busy machine, we and what we start, where the system lets us."""
    with contextlib.suppress(OSError, AttributeError):
        policy = os.SCHED_RR if on else os.SCHED_OTHER
        os.sched_setscheduler(0, policy, os.sched_param(5 if on else 0))


def main() -> None:
    """Make the libraries that are missing, measure, print."""
    parser = argparse.ArgumentParser("tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="up to 100,000 articles, 300 feeds")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("parts", nargs="*", default=PARTS, help=" ".join(PARTS))
    options = parser.parse_args()
    sizes = SIZES[:2] if options.quick else tuple(options.sizes)
    for size in sizes:
        library(size)
    now, cores = datetime.now(UTC), os.cpu_count()
    print(f"{now:%Y-%m-%d}, Python {platform.python_version()}, {cores} cores\n")
    show(rows(sizes, 300 if options.quick else 1_000, list(options.parts)))


if __name__ == "__main__":
    main()
