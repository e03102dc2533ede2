"""Where the feeds of what somebody pasted may be, without asking anyone."""

from __future__ import annotations

import pytest

from tui.errors import ParseError
from tui.feeds import Fetched
from tui.feeds.discover import addresses, is_opml, known, offered, usual

URL = "https://town.example/news/today"
YOUTUBE = "https://www.youtube.com/feeds/videos.xml?"
CHANNEL = "UC" + "a1_-" * 5 + "bc"


@pytest.mark.parametrize(
    ("typed", "urls"),
    [
        ("https://town.example/feed", ["https://town.example/feed"]),
        ("  <https://town.example/> ", ["https://town.example/"]),
        ("town.example", ["https://town.example", "http://town.example"]),
        ("town.example:8080/x", ["https://town.example:8080/x", "http://town.example:8080/x"]),
        ("localhost:8000", ["https://localhost:8000", "http://localhost:8000"]),
        ("//town.example/x", ["https://town.example/x", "http://town.example/x"]),
        ("feed://town.example/x", ["https://town.example/x"]),
        ("feed:http://town.example/x", ["http://town.example/x"]),
        ("r/python", ["https://www.reddit.com/r/python"]),
        ("/u/somebody", ["https://www.reddit.com/user/somebody"]),
        ("@ida@social.example", ["https://social.example/@ida"]),
    ],
)
def test_what_is_typed_becomes_whole_addresses(typed: str, urls: list[str]) -> None:
    assert list(addresses(typed)) == urls


@pytest.mark.parametrize(
    "typed", ["", "word", "two words", "javascript:alert(1)", "mailto:a@b.example", "file:///etc/x"]
)
def test_what_is_no_address_becomes_none(typed: str) -> None:
    assert addresses(typed) == ()


@pytest.mark.parametrize(
    ("url", "feeds"),
    [
        ("https://www.youtube.com/channel/UCx/videos", [f"{YOUTUBE}channel_id=UCx"]),
        ("https://youtube.com/playlist?list=PLx", [f"{YOUTUBE}playlist_id=PLx"]),
        ("https://www.youtube.com/watch?v=1&list=PLx", [f"{YOUTUBE}playlist_id=PLx"]),
        ("https://www.youtube.com/watch?v=1&list=RDx", []),
        ("https://www.youtube.com/user/ida", [f"{YOUTUBE}user=ida"]),
        ("https://www.youtube.com/@ida", []),  # only its page knows the channel
        ("https://old.reddit.com/r/python/top/", ["https://www.reddit.com/r/python/.rss"]),
        ("https://www.reddit.com/u/ida", ["https://www.reddit.com/user/ida/.rss"]),
        ("https://github.com/a/b/releases/tag/1", ["https://github.com/a/b/releases.atom"]),
        ("https://github.com/a/b/tags", ["https://github.com/a/b/tags.atom"]),
        ("https://github.com/a/b/commits/main/", ["https://github.com/a/b/commits/main.atom"]),
        ("https://github.com/a/b/releases.atom", []),
        (
            "https://github.com/a/b",
            [f"https://github.com/a/b/{name}.atom" for name in ("releases", "commits", "tags")],
        ),
        ("https://git.town.example/g/s/p/-/tags", ["https://git.town.example/g/s/p/-/tags?format=atom"]),
        (
            "https://gitlab.com/g/p",
            ["https://gitlab.com/g/p/-/releases.atom", "https://gitlab.com/g/p.atom"],
        ),
        ("https://social.example/@ida", ["https://social.example/@ida.rss"]),
        ("https://social.example:8443/users/ida", ["https://social.example:8443/@ida.rss"]),
        ("https://bsky.app/profile/ida.example", ["https://bsky.app/profile/ida.example/rss"]),
        ("https://ida.substack.com/p/a-piece", ["https://ida.substack.com/feed"]),
        ("https://medium.com/@ida/a-piece-1f", ["https://medium.com/feed/@ida"]),
        ("https://medium.com/tag/sea", ["https://medium.com/feed/tag/sea"]),
        ("https://ida.medium.com/", ["https://ida.medium.com/feed"]),
        ("https://arxiv.org/list/cs.AI/recent", ["https://rss.arxiv.org/rss/cs.AI"]),
        ("https://ida.blogspot.com/2020/1.html", ["https://ida.blogspot.com/feeds/posts/default"]),
        ("https://www.tumblr.com/ida", ["https://ida.tumblr.com/rss"]),
        ("https://ida.wordpress.com", ["https://ida.wordpress.com/feed/"]),
        ("https://town.example/news", []),
        ("https://[broken/@ida", []),
    ],
)  # fmt: skip
def test_sites_we_know_need_no_asking(url: str, feeds: list[str]) -> None:
    assert list(known(url)) == feeds


def test_a_password_goes_no_further_than_it_was_typed() -> None:
    assert known("https://me:secret@social.example/@ida") == ("https://social.example/@ida.rss",)


def offers(html: str, url: str = URL) -> list[str]:
    return [offer.url for offer in offered(Fetched(url, html.encode(), "text/html"))]


def test_the_feeds_in_a_pages_head_come_in_its_order_and_without_comments() -> None:
    html = (
        "<base href=/sub/><link rel='alternate' type=application/rss+xml href=rss.xml title=All>"
        "<link rel=ALTERNATE type='application/atom+xml; charset=utf-8' href=//feeds.example/a>"
        "<link rel=alternate type=application/rss+xml href=/comments/feed>"
        "<link rel=alternate type=application/rss+xml href=rss.xml>"
        "<link rel=alternate hreflang=de href=/de><link rel=alternate type=application/json"
        " href=/wp-json/x><link rel=stylesheet type=application/rss+xml href=/no>"
        "<a href=/feed>RSS</a>"
    )
    assert offers(html) == ["https://town.example/sub/rss.xml", "https://feeds.example/a"]
    (first, _) = offered(Fetched(URL, html.encode(), "text/html"))
    assert first.title == "All"


def test_comments_are_better_than_nothing() -> None:
    html = "<link rel=alternate type=application/rss+xml href=/comments/feed>"
    assert offers(html) == ["https://town.example/comments/feed"]


def test_without_any_in_the_head_links_that_look_like_feeds_will_do() -> None:
    html = (
        "<a href=/about>About</a><a href=/news.rss>News</a><a href=/x>RSS feed</a>"
        "<a href=/feed.html>How feeds work</a><a href=javascript:rss>RSS</a>"
    )
    assert offers(html) == ["https://town.example/news.rss", "https://town.example/x"]


def test_a_youtube_page_tells_the_channel_of_a_handle() -> None:
    html = f'<script>var x = {{"externalId":"{CHANNEL}"}}</script>'
    assert offers(html, "https://www.youtube.com/@ida") == [f"{YOUTUBE}channel_id={CHANNEL}"]
    assert offers(html) == []


def test_an_empty_page_is_an_error() -> None:
    with pytest.raises(ParseError, match="nothing at all"):
        offers("<!-- -->")


def test_feeds_are_usually_below_the_address_or_at_the_top() -> None:
    found = usual("https://town.example/blog/?x=1#y")
    assert found[:3] == tuple(f"https://town.example/{p}" for p in ("blog/feed", "feed", "rss"))
    assert usual("https://town.example/")[0] == "https://town.example/feed"
    assert usual("https://[broken") == ()


@pytest.mark.parametrize(
    ("body", "is_one"),
    [
        (b"<opml version='2.0'>", True),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x --><OPML>", True),
        (b"<?xml version='1.0'?><rss>about opml", False),
        (b"<html><opml>", False),
    ],
    ids=range(4),
)
def test_a_list_of_feeds_is_told_from_a_feed(body: bytes, is_one: bool) -> None:
    assert is_opml(body) == is_one
