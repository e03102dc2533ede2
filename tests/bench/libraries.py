"""Libraries of any size, written by Quoth's own Writer and kept for the next run.

They lie outside the project (QUOTH_BENCH, else the cache directory). One whose making has changed
is made anew; one that an older Quoth wrote is brought up to date, as a person's own would be.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path
from time import monotonic

from platformdirs import user_cache_path

from tests.bench import prose
from tui.analysis import VERSION
from tui.analysis.annotation import Analysis
from tui.model import FeedState
from tui.settings import Config, load
from tui.store import Visit, Writer
from tui.text.document import Document

FEEDS = 1_000
LARGE, LARGE_FEED = 10_000, 1
"""Articles of the one large feed in libraries that are large enough, and its number."""
ROUNDS = 100
"""Articles that one visit brings, at most."""
STAMP = "made-of-2"


def home() -> Path:
    """Where libraries are kept."""
    return Path(os.environ.get("QUOTH_BENCH") or user_cache_path("quoth-bench"))


def library(size: int) -> Path:
    """A data directory with so many articles of 1,000 feeds, and feeds.toml in it."""
    folder = home() / f"{size}"
    stamp = folder / STAMP
    if not stamp.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, mode=0o700)
        _write_feeds(folder)
        _fill(folder, size)
        stamp.touch()
    _bring_up(folder)
    return folder


def config(folder: Path) -> Config:
    """The feeds and settings of a library."""
    return load(folder / "feeds.toml")


def _write_feeds(folder: Path) -> None:
    tables = (
        f'[feeds.{prose.feed_key(n)}]\nurl = "http://127.0.0.1:9/{n}.xml"\n'
        f'title = "Feed number {n}"\nfolder = "Folder {n % 20}"\n'
        for n in range(FEEDS)
    )
    head = "[settings]\nrefresh_on_start = false\nrefresh_minutes = 0\n\n"
    (folder / "feeds.toml").write_text(head + "\n".join(tables))


def feed_of(number: int, size: int) -> int:
    """Which feed an article belongs to: they take turns, but for the large one."""
    every = size // LARGE
    return LARGE_FEED if every > 1 and number % every == 0 else number * 7919 % FEEDS


def _fill(folder: Path, size: int) -> None:
    begun, done = monotonic(), 0
    writer = Writer(folder / "library.db")
    writer.subscribe(config(folder).feeds)
    for visit in _visits(size):
        writer.save(visit)
        documents = (Document(text).digest for text in visit.texts)
        writer.keep([(a.id, d, Analysis()) for a, d in zip(visit.articles, documents, strict=True)])
        writer.mark([a.id for a in visit.articles if _is_read(a.id)], read=True)
        done += len(visit.articles)
        if done * 20 // size > (done - len(visit.articles)) * 20 // size:
            print(f"  made {done:,} of {size:,} in {monotonic() - begun:.0f} s", file=sys.stderr)
    writer.close()


def _is_read(id_: int) -> bool:
    return id_ % 3 == 0


def _visits(size: int) -> Iterator[Visit]:
    """The oldest first, so many at a time that each feed brings a few."""
    stretch = FEEDS * ROUNDS
    for oldest in range(size, 0, -stretch):
        numbers = range(max(0, oldest - stretch), oldest)
        for feed, own in groupby(
            sorted(numbers, key=lambda n: feed_of(n, size)), key=lambda n: feed_of(n, size)
        ):
            yield from _visits_of(feed, list(own))


def _visits_of(feed: int, numbers: list[int]) -> Iterator[Visit]:
    for first in range(0, len(numbers), ROUNDS):
        made = [prose.article(n, feed) for n in numbers[first : first + ROUNDS]]
        articles, texts = zip(*made, strict=True)
        state = FeedState(prose.feed_key(feed), address=f"http://127.0.0.1:9/{feed}.xml")
        yield Visit(prose.feed_key(feed), articles, texts, state, prose.NEWEST)


def _bring_up(folder: Path) -> None:
    """To today's tables, and to today's analysis: what an earlier one found is as good here.
    Nothing is left to be done in idle time, which would disturb what is measured."""
    path = folder / "library.db"
    with closing(Writer(path)) as writer:
        while writer.tidy():
            pass
    for copy in folder.glob("library.db.version-*"):
        copy.unlink()
    with closing(sqlite3.connect(path)) as library:
        library.execute("UPDATE article SET analysed = ?1 WHERE analysed <> ?1", (VERSION,))
        library.execute("UPDATE analysis SET version = ?1 WHERE version <> ?1", (VERSION,))
        library.commit()
