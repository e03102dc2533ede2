"""Prints the time from a key to its frame, and what that is compared with."""

from __future__ import annotations

import asyncio
import importlib
import os
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from tests.bench.apps import KINDS

TIMES = 25
SIZE = (120, 40)
ROWS = (
    ("open an article of 1,000 words", "n", ("article", 1_000), ("static", 1_000)),
    ("open an article of 20,000 words", "n", ("article", 20_000), ("static", 20_000)),
    ("a line down in 20,000 words", "j", ("article", 20_000), ("static", 20_000)),
    ("a page down in 20,000 words", "space", ("article", 20_000), ("static", 20_000)),
    ("a row down in the whole program", "j", ("program", 300), ("bare", 1)),
    ("a row down in the findings panel", "j", ("panel", 20_000), ("bare", 1)),
    ("a page down in the findings panel", "space", ("panel", 20_000), ("bare", 1)),
)


def harness() -> Any | None:
    """The pty harness beside the project, if it is there."""
    folder = Path(os.environ.get("QUOTH_SHARED") or Path(__file__).parents[3] / "shared") / "tools"
    if not (folder / "ptybench.py").is_file():
        return None
    sys.path.insert(0, str(folder))
    return importlib.import_module("ptybench")


def on_a_pty(ptybench: Any, kind: str, words: int, key: str) -> float:
    """Milliseconds from a key to the end of its frame, in a real terminal; the median."""
    command = [sys.executable, "-m", "tests.bench.apps", kind, str(words)]
    with ptybench.PtyApp(command, cols=SIZE[0], rows=SIZE[1]) as app:
        app.wait_ready(".")
        frames: list[float | None] = [app.key(key)["frame_ms"] for _ in range(TIMES)]
    return statistics.median(frame for frame in frames[2:] if frame is not None)


async def in_pilot(kind: str, words: int, key: str) -> float:
    """The same without a terminal: until the app has nothing left to do."""
    app = KINDS[kind](words)
    taken = []
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        for _ in range(TIMES):
            begun = time.perf_counter()
            await pilot.press(key)
            taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken[2:])


def main() -> None:
    """Print one line per row."""
    ptybench = harness()
    print("median, ours and what it is compared with, in ms:")
    for title, key, ours, theirs in ROWS:
        if ptybench:
            a, b = (on_a_pty(ptybench, *which, key) for which in (ours, theirs))
        else:
            a, b = (asyncio.run(in_pilot(*which, key)) for which in (ours, theirs))
        print(f"{title:36} {a:7.1f}   {theirs[0]:6} {b:7.1f}   ratio {a / b:5.2f}")


if __name__ == "__main__":
    main()
