"""News pages that have no feed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.web import Site
from tui.errors import ParseError
from tui.feeds import Fetched, ParsedFeed
from tui.feeds.fetch import Web
from tui.feeds.parse import parse
from tui.model import Feed

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
URL = "https://parish.example/news/?page=1"
LONG = "The council met on Tuesday and spoke of the bridge for three hours. " * 4


def read(html: str) -> ParsedFeed:
    fetched = Fetched(URL, html.encode(), "text/html; charset=utf-8")
    return parse(Feed("parish", page=URL), fetched, NOW)


@pytest.fixture
async def seed(shared: Path) -> AsyncIterator[ParsedFeed]:
    with Site() as site:
        page = (shared / "corpus/seed/itu-news.html").read_bytes()
        site.serve("/news", page, kind="text/html; charset=utf-8")
        feed = Feed("itu", page=site.url("/news"))
        async with Web() as web:
            fetched = await web.fetch(feed.address)
        assert isinstance(fetched, Fetched)
        yield parse(feed, fetched, NOW)


async def test_the_page_this_began_with_is_one_dated_article(seed: ParsedFeed) -> None:
    (article,) = seed.articles
    assert seed.title == "BDT Director's Corner: News"
    assert article.title == "ITU UNIDO/GMIS Special Session"
    assert article.published == datetime(2018, 10, 1, tzinfo=UTC)
    assert article.language == "en"
    assert article.html.startswith("<p>More than 120 experts")
    assert article.html.count("<p>") == 11
    assert article.html.count("<li>") == 6
    for around in ("Committed to connecting", "Back to all", "contact", "01 October 2018"):
        assert around not in article.html


def test_each_item_of_a_page_is_an_article() -> None:
    found = read(
        '<html lang="en"><title>Parish news</title><main>'
        '<article><header><h2><a href="bridge">The bridge</a></h2>'
        '<time datetime="2026-02-03">3 Feb</time></header>'
        f"<p>{LONG}</p><p>See <time>ten o'clock</time>.</p><footer>Share</footer></article>"
        '<article><h2>The well</h2><p><time datetime="2026-02-01">1 Feb</time></p>'
        f"<p>{LONG}</p></article></main></html>"
    )
    bridge, well = found.articles
    assert (bridge.title, well.title) == ("The bridge", "The well")
    assert bridge.link == bridge.guid == "https://parish.example/news/bridge"
    assert bridge.published == datetime(2026, 2, 3, tzinfo=UTC)
    assert "ten o'clock" in bridge.html
    assert "Share" not in bridge.html
    assert "The bridge" not in bridge.html
    assert well.link == URL
    assert well.guid == "2026-02-01 The well"


def test_a_page_brings_at_most_as_many_articles_as_a_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.feeds.article.MAX_ARTICLES", 3)
    item = f"<article><h2>The bridge</h2><time>3 Feb 2026</time><p>{LONG}</p></article>"
    assert len(read(f"<main>{item * 5}</main>").articles) == 3


def test_items_keep_their_ids_when_another_comes_before_them() -> None:
    item = f'<div><b class="date">1 May 2025</b><h3>A</h3><div class="body">{LONG}</div></div>'
    newer = item.replace("1 May", "2 May").replace(">A<", ">B<")
    (before,) = read(item).articles
    assert [each.id for each in read(newer + item).articles][1] == before.id


def test_a_page_of_one_text_is_one_article() -> None:
    found = read(
        "<html><head><title>The bridge | Parish</title></head><body><nav>Home</nav>"
        f"<article><h1>The bridge</h1><p>{LONG}</p><p>{LONG}</p></article></body></html>"
    )
    (article,) = found.articles
    assert "The bridge" in article.title
    assert "spoke of the bridge" in article.html
    assert article.link == URL
    assert article.base == "https://parish.example/news/"


@pytest.mark.parametrize("html", ["<html></html>", "<nav><a href='/'>Home</a></nav>", "<!-- -->"])
def test_a_page_with_nothing_to_read_is_an_error(html: str) -> None:
    with pytest.raises(ParseError, match=r"^This page holds .*\.$"):
        read(html)
