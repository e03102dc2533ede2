"""The whole line over every real feed of the corpus: `quoth sync`, twice, then without a server."""

from __future__ import annotations

import json
import socket
import sqlite3
import subprocess
import sys
import tomllib
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from tests.shell import ROOT
from tui.store import Reader

TIMEOUT_S = 300
"""How long one command may take before it counts as hanging; a slow machine is not a failure."""

DELETED = {"rome--ep1_v4a.xml": 1, "rome--ep2_v4a.xml": 1, "rome--v6.xml": 1}
"""Entries of these feeds that only say that another was deleted: no article is made of them."""


@dataclass
class Newsstand:
    """The corpus on loopback, and Quoth beside it with a library of its own."""

    folder: Path
    url: str

    @property
    def library(self) -> Path:
        return self.folder / "data" / "library.db"

    def quoth(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        places = ["--feeds", str(self.folder / "feeds.toml"), "--data", str(self.library.parent)]
        return subprocess.run(
            [sys.executable, "-m", "tui", *places, *arguments],
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            cwd=ROOT,
        )

    def hits(self) -> dict[str, int]:
        """How many requests were answered with each status so far."""
        with urllib.request.urlopen(f"{self.url}/_hits") as answer:
            found: dict[str, int] = json.load(answer)
        return found


@pytest.fixture
def stand(shared: Path, tmp_path: Path) -> Iterator[Newsstand]:
    script, folder = shared / "tools" / "newsstand.py", tmp_path
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    toml = subprocess.run(
        [sys.executable, script, "--port", port, "--toml"], capture_output=True, check=True
    )
    # Only the feeds: most of their articles' pages are not served here.
    own = b'[settings]\nfull_text = "never"\n'
    (folder / "feeds.toml").write_bytes(own + toml.stdout)
    with serving(script, port):
        yield Newsstand(folder, f"http://127.0.0.1:{port}")


@contextmanager
def serving(script: Path, port: str) -> Iterator[None]:
    server = subprocess.Popen(
        [sys.executable, script, "--port", port], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        assert server.stdout is not None
        assert server.stdout.readline().startswith(b"serving")
        yield
    finally:
        server.kill()
        server.communicate()


def first_sync(stand: Newsstand) -> list[dict[str, Any]]:
    """The events of a first sync over everything."""
    ran = stand.quoth("sync", "--json")
    assert (ran.returncode in (0, 1), ran.stderr) == (True, "")
    events = [json.loads(line) for line in ran.stdout.splitlines()]
    assert events[0]["total"] == len(feeds(stand)) > 250
    return events


def feeds(stand: Newsstand) -> dict[str, dict[str, str]]:
    text = (stand.folder / "feeds.toml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, str]] = tomllib.loads(text)["feeds"]
    return tables


def failed(events: list[dict[str, Any]]) -> dict[str, str]:
    return {event["feed"]: event["error"] for event in events if event.get("error")}


def entries(folder: Path, row: dict[str, Any]) -> int:
    """How many articles a feed of the corpus is known to have."""
    if row["kind"] != "jsonfeed":
        return int(row["feedparser_entries"])
    return len(json.loads((folder / row["file"]).read_text(encoding="utf-8-sig"))["items"])


def tables(library: Path) -> list[tuple[Any, ...]]:
    """Every row about articles that the library holds, byte for byte."""
    with closing(sqlite3.connect(f"file:{library}?mode=ro", uri=True)) as connection:
        return [
            row
            for table in ("article", "body", "status", "feed")
            for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1")
        ]


def test_the_whole_line_over_every_real_feed(stand: Newsstand, shared: Path) -> None:
    """One test, since its one first sync takes most of a minute and all the rest leans on it."""
    first = first_sync(stand)
    every_feed_is_read_or_says_in_a_sentence_why_not(stand, first)
    every_feed_gives_at_least_the_articles_that_the_index_counts(stand, first, shared)
    a_page_without_a_feed_is_one_of_them(stand, first)
    a_second_sync_asks_nobody_and_writes_nothing(stand, first)
    a_forced_sync_gets_nothing_new_parses_nothing_and_writes_no_article(stand, first)
    everything_is_still_there_when_the_server_is_gone(stand, first)


def every_feed_is_read_or_says_in_a_sentence_why_not(
    stand: Newsstand, first: list[dict[str, Any]]
) -> None:
    refreshed = [event for event in first if event["event"] == "refreshed"]
    assert {event["feed"] for event in refreshed} == set(feeds(stand))
    for error in failed(first).values():
        assert error.endswith((".", ":"))
        assert "could not be read (" not in error  # that is how the worker tells of a crash


def every_feed_gives_at_least_the_articles_that_the_index_counts(
    stand: Newsstand, first: list[dict[str, Any]], shared: Path
) -> None:
    folder = shared / "corpus" / "feeds"
    rows = [json.loads(line) for line in (folder / "index.jsonl").read_text("utf-8").splitlines()]
    wanted = {row["file"]: entries(folder, row) - DELETED.get(row["file"], 0) for row in rows}
    with closing(Reader(stand.library)) as reader:
        counts = reader.counts()
    served = {
        key: unquote(feed.get("url", "").rpartition("/")[2]) for key, feed in feeds(stand).items()
    }
    few = {
        key: (counts[key].total, wanted[file])
        for key, file in served.items()
        if file in wanted and counts[key].total < wanted[file]
    }
    assert few == {}
    assert set(wanted) <= set(served.values())


def a_page_without_a_feed_is_one_of_them(stand: Newsstand, first: list[dict[str, Any]]) -> None:
    (row,) = json.loads(stand.quoth("list", "--feed", "itu-news", "--json").stdout)
    shown = json.loads(stand.quoth("show", row["id"], "--json").stdout)
    assert row["at"].startswith("2018-10-01")
    assert "Houlin Zhao" in {quote["speaker_name"] for quote in shown["quotes"]}


def a_second_sync_asks_nobody_and_writes_nothing(
    stand: Newsstand, first: list[dict[str, Any]]
) -> None:
    with closing(Reader(stand.library)) as reader:
        version, requests = reader.version(), stand.hits()["requests"]
        ran = stand.quoth("sync")
        assert (ran.returncode, ran.stderr) == (0, "")
        assert reader.version() == version
    assert stand.hits()["requests"] == requests + 1  # our own question


def a_forced_sync_gets_nothing_new_parses_nothing_and_writes_no_article(
    stand: Newsstand, first: list[dict[str, Any]]
) -> None:
    before, rows = stand.hits(), tables(stand.library)
    ran = stand.quoth("sync", "--all", "--json")
    after = stand.hits()
    bad = failed(first)
    events = [json.loads(line) for line in ran.stdout.splitlines()]
    assert failed(events) == bad
    assert events[-1] == {
        "event": "finished",
        "total": len(feeds(stand)),
        "failed": len(bad),
        "new": 0,
    }
    assert after.get("304", 0) - before.get("304", 0) == len(feeds(stand)) - len(bad)
    assert tables(stand.library) == rows


def everything_is_still_there_when_the_server_is_gone(
    stand: Newsstand, first: list[dict[str, Any]]
) -> None:
    new = sum(len(event["new"]) for event in first if event["event"] == "refreshed")
    gone = stand.folder / "gone.toml"
    text = (stand.folder / "feeds.toml").read_text(encoding="utf-8")
    gone.write_text(text.replace(stand.url, "http://127.0.0.1:1"), encoding="utf-8")
    ran = stand.quoth("sync", "--feeds", str(gone), "itu-news")
    assert ran.returncode == 1
    assert ran.stderr.count("\n") == 1
    assert len(stand.quoth("list", "--feeds", str(gone), "--limit", "0").stdout.splitlines()) == new
