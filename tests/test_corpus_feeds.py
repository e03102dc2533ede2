"""Every real feed of the corpus, and every hostile one, through `parse` as it is used."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest

from tui.errors import ParseError
from tui.feeds import Fetched, ParsedFeed
from tui.feeds.parse import parse
from tui.model import Article, Feed

NOW = datetime(2026, 11, 23, tzinfo=UTC)
URL = "https://feed.example/feed"
PARTS = 8

DAMAGED = ["fastfeedparser--7ef13a42fa7e177a"]
"""Its "rss:" is bound to nothing and its version has no quotes: nobody finds an item in it."""


def read(path: Path) -> ParsedFeed:
    return parse(Feed("corpus", url=URL), Fetched(URL, path.read_bytes()), NOW)


def rows(shared: Path) -> list[dict[str, Any]]:
    lines = (shared / "corpus/feeds/index.jsonl").read_text().splitlines()
    return [row for row in map(json.loads, lines) if row["file"] not in DAMAGED]


@pytest.mark.parametrize("part", range(PARTS))
def test_every_real_feed_is_read_whole(shared: Path, part: int) -> None:
    complaints = []
    for row in rows(shared)[part::PARTS]:
        path = shared / "corpus/feeds" / row["file"]
        articles = read(path).articles
        entries = list(_entries(path, row["kind"]))
        found = [*_lost(articles, entries), *_unfit(articles)]
        made_up = any("#" in article.guid or "hash:" in article.guid for article in articles)
        if made_up and {each.id for each in read(path).articles} != {each.id for each in articles}:
            found.append("its ids change from visit to visit")
        complaints += [f"{row['file']}: {complaint}" for complaint in found]
    assert complaints == []


def test_the_corpus_is_all_there(shared: Path) -> None:
    assert len(rows(shared)) == 254
    assert sum(row["feedparser_entries"] for row in rows(shared)) == 7_031


@pytest.mark.parametrize("name", DAMAGED)
def test_a_feed_in_which_nothing_can_be_found_is_called_damaged(shared: Path, name: str) -> None:
    with pytest.raises(ParseError, match="too damaged to read"):
        read(shared / "corpus/feeds" / name)


def _entries(path: Path, kind: str) -> Iterator[Any]:
    """What the feed's own reader finds: each entry that says anything (some only say "deleted")."""
    if kind == "jsonfeed":
        found = json.loads(path.read_text())["items"]
    else:
        found = feedparser.parse(path.read_bytes(), sanitize_html=False).entries
    names = ("id", "link", "title", "published", "summary", "content", "enclosures")
    yield from (entry for entry in found if any(dict.get(entry, name) for name in names))


def _lost(articles: tuple[Article, ...], entries: list[Any]) -> Iterator[str]:
    dated = [each for each in entries if _date(each)]
    worded = [each for each in entries if _words(each)]
    if len(articles) < len(entries):
        yield f"{len(articles)} articles of {len(entries)} entries"
    if sum(bool(article.published) for article in articles) < len(dated):
        yield f"fewer dates than {len(dated)}"
    if sum(bool(article.html) for article in articles) < len(worded):
        yield f"fewer bodies than {len(worded)}"


def _date(entry: Any) -> Any:
    """A date that its reader can read, and that can be: some programs write the year 1."""
    names = ("published_parsed", "updated_parsed", "created_parsed")
    read = [moment for name in names if (moment := dict.get(entry, name))]
    return dict.get(entry, "date_published") or any(1970 <= each.tm_year <= 2027 for each in read)


def _words(entry: Any) -> bool:
    texts = [dict.get(entry, name) or "" for name in ("summary", "content_html", "content_text")]
    return any(texts) or any(each["value"] for each in dict.get(entry, "content") or ())


def _unfit(articles: tuple[Article, ...]) -> Iterator[str]:
    if len({article.id for article in articles}) < len(articles):
        yield "two articles under one id"
    for article in articles:
        if not article.title:
            yield f"no title: {article.guid}"
        for text in (article.title, article.author):
            if any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in text):
                yield f"control characters: {text!r}"
        if article.link and not article.link.startswith(("http://", "https://")):
            yield f"a link that is none: {article.link}"
        if article.published and not 1970 <= article.published.year <= 2027:
            yield f"published in {article.published.year}"


# Hostile feeds: each comes to an end, and nothing of it does harm.

REFUSED = {
    "feeds/billion-laughs.xml": "too damaged",
    "json/bigint.json": "not valid JSON",
}
ELSEWHERE = "the worker's deadline handles it"


def _hostile(shared: Path) -> list[str]:
    lines = (shared / "corpus/hostile/manifest.jsonl").read_text().splitlines()
    found = [json.loads(line) for line in lines]
    return [each["file"] for each in found if each["surface"] in ("feed", "json")]


def test_every_hostile_feed_that_is_small_ends_in_time(shared: Path) -> None:
    names = [name for name in _hostile(shared) if not name.startswith("big/")]
    assert len(names) == 34
    for name in names:
        if name in REFUSED:
            with pytest.raises(ParseError, match=REFUSED[name]):
                read(shared / "corpus/hostile" / name)
            continue
        articles = read(shared / "corpus/hostile" / name).articles
        assert articles, name
        assert list(_unfit(articles)) == [], name
        for article in articles:
            assert "root:" not in article.html, name
            repr(article).encode()  # what a database would refuse


def test_hostile_feeds_that_take_quadratic_time(shared: Path) -> None:
    big = [name for name in _hostile(shared) if name.startswith("big/")]
    assert big
    pytest.skip(ELSEWHERE)
