"""What a person feels: the first frame, keys, opening articles, searching; in a real pty."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median

from tests.bench import sync
from tests.bench.libraries import library
from tests.bench.table import Row, p95
from tests.bench.terminal import Terminal, python

HELLO = python("-m", "tests.bench.hello")
STARTS, PRESSES = 7, 25
FRAME_MS = 1000 / 60
HEADLINE = r"Feed number \d+"
KEYS = (("down", "down"), ("page down", "pagedown"), ("end", "end"), ("next unread", "n"))


def quoth(folder: Path) -> list[str]:
    """Quoth on a library."""
    return python("-m", "tui", "--feeds", str(folder / "feeds.toml"), "--data", str(folder))


def app(kind: str, number: int) -> list[str]:
    """One of the small programs to compare with."""
    return python("-m", "tests.bench.apps", kind, str(number))


def parts(sizes: Sequence[int]) -> Iterator[partial[Iterator[Row]]]:
    """What gives all rows of the screen."""
    yield partial(starting, sizes)
    yield partial(memory, sizes)
    yield from (partial(keys, size) for size in sizes)
    yield partial(opening)
    yield from (partial(searching, size) for size in sizes)
    yield partial(while_syncing, min(sizes[-1], 100_000))


def _first(command: list[str], words: str) -> float:
    with Terminal(command) as terminal:
        return terminal.until(words)


def starting(sizes: Sequence[int]) -> Iterator[Row]:
    """Exec to the first frame with headlines; beside it the smallest program of Textual."""
    hello: list[float] = []
    warm: dict[int, list[float]] = {size: [] for size in sizes}
    cold: list[float] = []
    for _ in range(STARTS):
        hello.append(_first(HELLO, "Hello"))
        for size in sizes:
            warm[size].append(_first(quoth(library(size)), HEADLINE))
        _forget(library(sizes[-1]) / "library.db")
        cold.append(_first(quoth(library(sizes[-1])), HEADLINE))
    for size in sizes:
        ours, theirs = median(warm[size]), median(hello)
        yield Row("first frame", size, ours, "ms", "hello world", theirs, 1.5)
    least, most = (min(warm[size]) for size in (sizes[0], sizes[-1]))
    yield Row("first frame, least of all", sizes[-1], most, "ms", f"at {sizes[0]:,}", least, 1.1)
    yield Row(
        "first frame, library not in memory", sizes[-1], median(cold), "ms", "in memory",
        median(warm[sizes[-1]]), 2,
    )  # fmt: skip


def _forget(path: Path) -> None:
    """Drop a file from the cache of files, where the system lets us."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def memory(sizes: Sequence[int]) -> Iterator[Row]:
    """Memory after browsing and one search."""
    with Terminal(HELLO) as terminal:
        terminal.until("Hello")
        terminal.settle()
        hello = terminal.memory_mb
    for size in sizes:
        with Terminal(quoth(library(size))) as terminal:
            terminal.until(HEADLINE)
            terminal.settle(1)
            for key in ("end", "home", "pagedown", "down", "enter", "n", "escape"):
                terminal.keys(key, 2)
            terminal.typed("/the\r", "the")
            terminal.settle(1)
            yield Row("memory after browsing", size, terminal.memory_mb, "MB", "hello world",
                      hello, 2.5)  # fmt: skip


def keys(size: int) -> Iterator[Row]:
    """A key to its frame in the list; beside it a list that only draws line numbers."""
    with Terminal(quoth(library(size))) as ours, Terminal(app("bare", size)) as theirs:
        ours.until(HEADLINE)
        theirs.until("line 3")
        ours.settle(1.5)
        for name, key in KEYS:
            there, here = [], []
            for _ in range(PRESSES):
                if key == "end":
                    ours.key("home")
                    theirs.key("home")
                here += ours.keys(key, 1, 0.08)
                there += theirs.keys("down" if key == "n" else key, 1)
            yield Row(f"key: {name}", size, median(here), "ms", "bare list", median(there), 1.5)
            yield Row(f"key: {name}, p95", size, p95(here), "ms", "a frame", FRAME_MS, 1)


def opening() -> Iterator[Row]:
    """An article with its quotes and findings; beside it the same text in one Static."""
    for words in (1_000, 20_000):
        with Terminal(app("article", words)) as ours, Terminal(app("static", words)) as theirs:
            for terminal in (ours, theirs):
                terminal.until(r"\w{4}")
                terminal.settle()
            here, there = [], []
            for _ in range(PRESSES):
                here += ours.keys("n", 1)
                there += theirs.keys("n", 1)
        yield Row(f"open an article of {words:,} words", 0, median(here), "ms", "one Static",
                  median(there), 1)  # fmt: skip


def searching(size: int) -> Iterator[Row]:
    """A search typed at once to the frame with its first results; beside it three frames."""
    taken = []
    for _ in range(5):
        with Terminal(quoth(library(size))) as terminal:
            terminal.until(HEADLINE)
            terminal.settle(1.5)
            terminal.key("/")
            terminal.settle(0.3)
            taken.append(terminal.changed("the"))
    yield Row(
        'search "the" to its first results', size, median(taken), "ms", "three frames",
        3 * FRAME_MS, 1,
    )  # fmt: skip


def while_syncing(size: int) -> Iterator[Row]:
    """The same keys while a thousand feeds are synced; beside it those without."""
    with sync.farm() as port, sync.folder() as folder:
        shutil.copytree(library(size), folder, dirs_exist_ok=True)
        quiet = _presses(folder)
        sync.write_feeds(folder, port, on_start=True)
        busy = _presses(folder)
    for name, _ in KEYS[:2]:
        yield Row(f"key: {name}, p95, during a sync", size, p95(busy[name]), "ms", "without",
                  p95(quiet[name]), 1.5)  # fmt: skip


def _presses(folder: Path) -> dict[str, list[float]]:
    with Terminal(quoth(folder)) as terminal:
        terminal.until(r"eed (number )?\d+")
        terminal.settle(0.3) if "refresh_on_start = false" in _toml(folder) else None
        return {name: terminal.keys(key, PRESSES) for name, key in KEYS[:2]}


def _toml(folder: Path) -> str:
    return (folder / "feeds.toml").read_text()
