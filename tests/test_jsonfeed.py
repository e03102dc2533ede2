"""JSON Feed, as it should be and as it comes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib import resources
from typing import Any

import pytest

from tui.errors import ParseError
from tui.feeds import Fetched, ParsedFeed
from tui.feeds.parse import parse
from tui.model import Article, Enclosure, Feed

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
URL = "https://feed.example/feed.json?token=1"


def read(text: str) -> ParsedFeed:
    fetched = Fetched(URL, text.encode(), "application/feed+json")
    return parse(Feed("case", url=URL), fetched, NOW)


def only(**item: Any) -> Article:
    (found,) = read(json.dumps({"items": [item]})).articles
    return found


def test_an_item_becomes_an_article() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Low <Tide>",
        "home_page_url": "/",
        "language": "en",
        "authors": [{"name": "Ana Ruiz"}],
        "items": [
            {
                "id": "7",
                "url": "/7",
                "title": "Salt & sea",
                "content_html": '<p>Salt.<a href="#n">1</a></p>',
                "content_text": "Salt.",
                "date_published": "2026-02-01T06:00:00Z",
                "date_modified": "2026-02-02T06:00:00+01:00",
                "authors": [{"name": "Bo"}, {"url": "https://c.example"}, {"name": "Di"}],
                "language": "es",
                "attachments": [
                    {"url": "7.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 9},
                    {"url": "file:///etc/passwd"},
                ],
            }
        ],
    }
    found = read(json.dumps(feed))
    (article,) = found.articles
    assert (found.title, found.site) == ("Low <Tide>", "https://feed.example/")
    assert (article.guid, article.link, article.title) == (
        "7",
        "https://feed.example/7",
        "Salt & sea",
    )
    assert article.html == '<p>Salt.<a href="#n">1</a></p>'
    assert article.base == "https://feed.example/7"
    assert article.author == "Bo, Di"
    assert article.language == "es"
    assert article.published == datetime(2026, 2, 1, 6, tzinfo=UTC)
    assert article.updated == datetime(2026, 2, 2, 5, tzinfo=UTC)
    assert article.enclosures == (Enclosure("https://feed.example/7.mp3", "audio/mpeg", 9),)


def test_plain_text_stays_plain() -> None:
    found = only(id="1", content_text="a <b> & c\n\nnext\nline")
    assert found.html == "<p>a &lt;b&gt; &amp; c</p><p>next<br>line</p>"
    assert found.title == "a <b> & c next line"


def test_what_an_item_lacks_the_feed_may_say() -> None:
    text = json.dumps(
        {"author": {"name": "Ana"}, "language": "en", "items": [{"id": 1, "title": "x"}]}
    )
    (found,) = read(text).articles
    assert (found.author, found.language, found.guid) == ("Ana", "en", "1")


def test_an_item_that_only_links_elsewhere_is_kept() -> None:
    found = only(external_url="https://other.example/a", date_modified="2026-01-01")
    assert found.link == "https://other.example/a"
    assert found.guid == "https://other.example/a"
    assert found.title == "other.example/a"
    assert found.published == datetime(2026, 1, 1, tzinfo=UTC)


def test_the_base_of_an_item_without_a_link_tells_no_secret() -> None:
    assert only(id="1", title="x").base == "https://feed.example/feed.json"


def test_wrong_types_count_as_not_said() -> None:
    found = only(
        id=True,
        title=["x"],
        url={"a": 1},
        content_html=7,
        content_text="words",
        date_published=1e300,
        authors="x",
        author=3,
        tags={"a": "b"},
        attachments=[5, {"url": 5}, {"url": "/a.mp3", "size_in_bytes": -1e308}],
    )
    assert found.title == "words"
    assert found.author == ""
    assert found.guid.startswith("hash:")
    assert found.enclosures == (Enclosure("https://feed.example/a.mp3"),)


def test_items_that_are_none_or_say_nothing_are_left_out() -> None:
    items: list[Any] = [None, [], "str", 4, {}, {"id": "nothing"}, {"id": "x", "title": "x"}]
    found = read(json.dumps({"title": ["not", "text"], "items": items}))
    assert [each.guid for each in found.articles] == ["x"]
    assert found.title == ""


def test_what_a_database_refuses_is_replaced() -> None:
    found = only(id="a\ud800\0", title="b\udfff", content_html="<p>\ud800\0</p>")
    assert (found.guid, found.title, found.html) == ("a\ufffd", "b\ufffd", "<p>\ufffd</p>")


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        "{}",
        '{"items": {}}',
        '{"items": [' + "9" * 5000 + "]}",
        '{"items": ' + "[" * 100_000,
        '{"error": "not found"}',
    ],
)
def test_what_is_no_json_feed_is_an_error(text: str) -> None:
    with pytest.raises(ParseError, match=r"JSON Feed.*\.$"):
        read(text)


def test_numbers_that_are_none_are_nothing() -> None:
    found = read('{"items": [{"id": "1", "title": "x", "date_published": NaN}]}')
    assert found.articles[0].published is None


def test_the_guide_that_comes_with_the_program_is_a_good_feed() -> None:
    text = resources.files("tui").joinpath("start-here.json").read_text(encoding="utf-8")
    fetched = Fetched("quoth:start-here", text.encode(), "application/feed+json")
    found = parse(Feed("start-here", url="quoth:start-here"), fetched, NOW)
    assert found.title
    assert all(each.html and each.title for each in found.articles)
