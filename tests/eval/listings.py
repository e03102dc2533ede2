"""The figures of pages as feeds: on how many real listing pages the expected items are found.

The pages are split by a hash of their file names: the rules were tuned on one half, the other was
kept apart. An expected item is found by an article of its own that has its address, or else its
title.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from tests.eval.measure import show as show_line
from tui.errors import ParseError
from tui.feeds import Fetched
from tui.feeds.parse import parse
from tui.model import Article, Feed

NOW = datetime(2026, 7, 1, tzinfo=UTC)
MOST = 0.9
"""The part of its expected items that must be found on a page."""

Record = dict[str, Any]

_SAME = {"usa": "united states", "vs": "v", "versus": "v"}


@dataclass(frozen=True)
class Score:
    """One page: articles given, items expected, items found, dates that are right among them."""

    file: str
    given: int
    expected: int
    found: int
    titles: int
    days: int
    ms: float

    @property
    def recall(self) -> float:
        return self.found / self.expected

    @property
    def precision(self) -> float:
        return self.found / self.given if self.given else 0.0


def show(shared: Path) -> None:
    """Prints them."""
    for half, name in ((0, "tuning half"), (1, "kept apart")):
        scores = [score(shared, row) for row in rows(shared) if kept_apart(row["file"]) == half]
        on = f"listing pages with expected items, {name}: {len(scores)} pages"
        good = [each for each in scores if each.recall >= MOST]
        show_line("pages with 9 in 10 items found", f"{len(good) / len(scores):.3f}", on)
        show_line("  mean precision on those", f"{_mean(s.precision for s in good):.3f}", on)
        show_line("  mean precision on all", f"{_mean(s.precision for s in scores):.3f}", on)
        found = sum(each.found for each in scores)
        show_line("  date right, of items found", f"{sum(s.days for s in scores) / found:.3f}", on)
        show_line(
            "  ms per page, median", f"{sorted(s.ms for s in scores)[len(scores) // 2]:.0f}", on
        )


def _mean(numbers: Iterator[float]) -> float:
    listed = list(numbers)
    return sum(listed) / max(1, len(listed))


def kept_apart(file: str) -> int:
    """0: a page to tune on; 1: one to measure on."""
    return hashlib.sha256(file.encode()).digest()[0] & 1


def rows(shared: Path) -> Iterator[Record]:
    """The pages whose items are known."""
    index = shared / "corpus" / "pages" / "listings" / "index.jsonl"
    for line in index.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["items"]:
            yield row


def articles(shared: Path, row: Record) -> tuple[Article, ...]:
    """What Quoth reads on a page; its address is not always known."""
    hosts = Counter(urljoin(each["url"] or "", "/") for each in row["items"] or [])
    url = row["url"] or next((host for host, _ in hosts.most_common() if "//" in host), "")
    url = url or "https://listing.example/"
    body = gzip.decompress((shared / "corpus" / "pages" / "listings" / row["file"]).read_bytes())
    try:
        return parse(Feed("page", page=url), Fetched(url, body, "text/html"), NOW).articles
    except ParseError:
        return ()


def score(shared: Path, row: Record) -> Score:
    start = time.process_time()
    given = list(articles(shared, row))
    ms = (time.process_time() - start) * 1000
    found = days = titles = 0
    left = list(given)
    for item in row["items"]:
        match = next((each for each in left if same_place(item["url"], each.link)), None)
        match = match or next(
            (each for each in left if same_title(item["title"], each.title)), None
        )
        if match:
            left.remove(match)
            found += 1
            titles += same_title(item["title"], match.title)
            days += bool(match.published and match.published.date().isoformat() == item["date"])
    return Score(row["file"], len(given), len(row["items"]), found, titles, days, ms)


def same_place(expected: str | None, link: str) -> bool:
    """Whether two addresses mean one: the end of the path and the query are the same."""
    if not expected:
        return False
    (one, query), (other, asked) = _place(expected), _place(link)
    length = min(len(one), len(other))
    return length > 0 and one[-length:] == other[-length:] and query == asked


def _place(url: str) -> tuple[list[str], str]:
    parts = urlsplit(url)
    return [step for step in unquote(parts.path).lower().split("/") if step], unquote(
        parts.query
    ).lower()


def same_title(expected: str, title: str) -> bool:
    """Whether a title holds the words of another, and not many more."""
    wanted, there = _words(expected), _words(title)
    common = sum((Counter(wanted) & Counter(there)).values())
    return bool(wanted) and common >= 0.8 * len(wanted) and len(there) <= 3 * len(wanted) + 6


def _words(title: str) -> list[str]:
    words = re.findall(r"\w+", title.lower())
    return [part for word in words for part in _SAME.get(word, word).split()]
