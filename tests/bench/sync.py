"""Syncs of a thousand feeds on loopback, beside the readers that are installed; and analysis.

QUOTH_READER names a Python that has the package `reader`, where ours has not.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from gzip import decompress
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from urllib.request import urlopen

from tests.bench import farm as feeds
from tests.bench import prose
from tests.bench.table import MISSING, Row

READER = """
import sys
from reader import make_reader
reader = make_reader(sys.argv[1])
for url in open(sys.argv[2]).read().split():
    reader.add_feed(url, exist_ok=True)
reader.update_feeds(workers=10, scheduled=False)
"""


@contextlib.contextmanager
def farm(count: int = 1_000) -> Iterator[int]:
    """The feeds, served by a process of their own; its port, which is one that was free."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "tests.bench.farm", str(port), str(count)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline(), "the feeds are not served"
        try:
            yield port
        finally:
            process.kill()


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """A directory for one run."""
    with TemporaryDirectory(prefix="quoth-bench-") as name:
        yield Path(name)


def write_feeds(folder: Path, port: int, count: int = 1_000, *, on_start: bool = False) -> None:
    """A feeds.toml for the farm, and the same list for others."""
    urls = [feeds.url(n, port) for n in range(count)]
    tables = (f'[feeds.{prose.feed_key(n)}]\nurl = "{url}"\n' for n, url in enumerate(urls))
    head = f"[settings]\nrefresh_on_start = {str(on_start).lower()}\nrefresh_minutes = 0\n"
    (folder / "feeds.toml").write_text(head + "\n".join(tables))
    (folder / "urls").write_text("\n".join(urls) + "\n")


def measured(count: int) -> Iterator[Row]:
    """First sync, nothing changed, a tenth changed, analysis."""
    with farm(count) as port, folder() as ours, folder() as theirs:
        for each in (ours, theirs):
            write_feeds(each, port, count)
        peers = dict(_peers(theirs))
        first, most = _line("sync", ours)
        took = {name: _timed(command) for name, command in peers.items()}
        yield from _beside(f"first sync of {count:,} feeds", first, took, {"newsboat": 0.5,
                                                                    "newsraft": 4})  # fmt: skip
        weight = sum(len(decompress(feeds.rendered(n, 0))) for n in range(count)) / (1 << 20)
        yield Row("memory of a first sync", 0, most, "MB", "the feeds", weight, 1)
        again = min(_line("sync", ours)[0] for _ in range(3))
        took = {name: _timed(peers[name]) for name in ("newsraft", "reader") if name in peers}
        yield from _beside("sync, nothing changed", again, took, {"newsraft": 4, "reader": 0.8})
        urlopen(f"{feeds.url(0, port).rpartition('/')[0]}/change?0.1").close()
        changed, _ = _line("sync", ours)
        took = {"newsboat": _timed(peers["newsboat"])} if "newsboat" in peers else {}
        yield from _beside("sync, a tenth changed", changed, took, {"newsboat": 0.2})
        yield from _analysis(ours)


def _analysis(folder: Path) -> Iterator[Row]:
    one, two = (_line("analyse", folder, workers)[0] for workers in (1, 2))
    rate = 1000 / one
    yield Row("analysis, ms an article, one core", 0, one, "ms", f"200 a second ({rate:.0f})",
              5, 1)  # fmt: skip
    yield Row("analysis, ms an article, two cores", 0, two, "ms", "one core", one, 1 / 1.7)


def _line(what: str, folder: Path, workers: int = 2) -> tuple[float, float]:
    """Seconds of a sync, or milliseconds of analysis for each article; and the most MB it had."""
    command = [sys.executable, "-m", "tests.bench.line", what, str(folder), str(workers)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, articles, most = map(float, done.stdout.split())
    return (seconds if what == "sync" else 1000 * seconds / articles), most


def _peers(folder: Path) -> Iterator[tuple[str, list[str]]]:
    urls = str(folder / "urls")
    if newsboat := shutil.which("newsboat"):
        (folder / "config").write_text("reload-threads 10\n")
        yield "newsboat", [newsboat, "-u", urls, "-c", str(folder / "cache.db"), "-C",
                           str(folder / "config"), "-x", "reload"]  # fmt: skip
    if newsraft := shutil.which("newsraft"):
        yield "newsraft", [newsraft, "-f", urls, "-d", str(folder / "raft.db"), "-e", "reload-all"]
    python = os.environ.get("QUOTH_READER", sys.executable)
    if not subprocess.run([python, "-c", "import reader"], capture_output=True).returncode:
        yield "reader", [python, "-c", READER, str(folder / "reader.db"), urls]


def _timed(command: list[str]) -> float | None:
    """Seconds of another reader; None: it failed, and there is nothing to compare with."""
    begun = perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return None if done.returncode else perf_counter() - begun


def _beside(
    what: str, ours: float, took: dict[str, float | None], most: dict[str, float]
) -> Iterator[Row]:
    for name, limit in most.items():
        failed = name in took and took[name] is None
        beside = name if name in took else f"{name} {MISSING}"
        beside = f"{name} failed" if failed else beside
        yield Row(what, 0, ours, "s", beside, took.get(name), limit)
