"""Fetched bodies become Articles."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

import feedparser
import pytest
from msgspec import to_builtins

from tui.errors import ParseError
from tui.feeds import Fetched, ParsedFeed, article
from tui.feeds.charset import decode
from tui.feeds.parse import parse
from tui.model import Feed, article_id
from tui.text.html import document

CASES = Path(__file__).parent / "cases/feeds"
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
URL = "https://feed.example/path/feed.xml?token=1"


def read(body: bytes | str, kind: str = "text/xml", url: str = URL) -> ParsedFeed:
    content = body.encode() if isinstance(body, str) else body
    return parse(Feed("case", url="https://feed.example"), Fetched(url, content, kind), NOW)


def rss(items: str, channel: str = "") -> str:
    head = '<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>'
    return f"{head}<title>t</title>{channel}{items}</channel></rss>"


def only(items: str) -> Any:
    (found,) = read(rss(items)).articles
    return found


def shown(feed: ParsedFeed) -> dict[str, Any]:
    """A feed as JSON, without what is empty, and without ids and feed keys."""
    found = to_builtins(feed, builtin_types=(datetime,))
    for each in found["articles"]:
        assert each.pop("id") == article_id(each.pop("feed"), each["guid"])
        each["enclosures"] = [list(file.values()) for file in each["enclosures"]]
        for name in ("published", "updated"):
            each[name] = each[name] and each[name].isoformat()
    found["articles"] = [{k: v for k, v in each.items() if v} for each in found["articles"]]
    return {name: value for name, value in found.items() if value}


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_a_feed_becomes_the_articles_it_should(case: str) -> None:
    body = (CASES / case / "input.xml").read_bytes()
    expected = json.loads((CASES / case / "expected.json").read_text())
    assert shown(read(body)) == expected


# What is no feed.


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("<!doctype html><title>Parked</title><h1>Buy this domain</h1>", "web page, not a feed"),
        ("<html><body><p>Log in</p></body></html>", "web page, not a feed"),
        ("just a few words", "no feed"),
        ("\ufeff \n", "no feed"),
        ("%PDF-1.7 \x00\x01", "no feed"),
        ('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "no feed"),
        ('<rss version="2.0"><channel><title>cut off he', "too damaged"),
        ('<rss version="2.0"><channel><title>x</title><item><descr', "too damaged"),
        ("[1, 2]", "not a JSON Feed"),
    ],
)
def test_what_is_no_feed_is_called_what_it_is(body: str, says: str) -> None:
    with pytest.raises(ParseError, match=says) as caught:
        read(body)
    assert "token" not in str(caught.value)


def test_a_feed_without_articles_is_a_feed() -> None:
    assert read(rss("")) == ParsedFeed(title="t")


def test_a_feed_that_breaks_off_keeps_the_articles_before_the_break() -> None:
    whole = rss("<item><title>One</title></item><item><title>Two</title></item>")
    titles = [each.title for each in read(whole[: whole.index("</item></ch")]).articles]
    assert titles == ["One", "Two"]


def test_feedparser_does_not_use_the_parser_that_opens_files() -> None:
    read(rss(""))
    assert "drv_libxml2" not in feedparser.api.PREFERRED_XML_PARSERS


def test_a_page_feed_is_read_as_a_page() -> None:
    page = "<title>Parish</title>" + "".join(
        f'<div><p class="date">2 May 2025</p><h3>Item {n}</h3>'
        f'<div class="body">{"word " * 60}</div></div>'
        for n in (1, 2)
    )
    fetched = Fetched(URL, page.encode(), "text/html")
    found = parse(Feed("parish", page="https://parish.example"), fetched, NOW)
    assert [each.title for each in found.articles] == ["Item 1", "Item 2"]


# Encodings.


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("<?xml version='1.0'?>é".encode(), "text/xml"),
        ("\ufeff<?xml version='1.0'?>é".encode(), "text/xml; charset=iso-8859-1"),
        ("<?xml version='1.0' encoding='utf-8'?>é".encode("utf-16"), ""),
        ("<?xml version='1.0' encoding='utf-16'?>é".encode("utf-16-le"), ""),
        ("<?xml version='1.0' encoding='utf-16'?>é".encode("utf-16-be"), ""),
        ("<?xml version='1.0' encoding='iso-8859-1'?>é".encode("latin-1"), "text/xml"),
        ("<?xml version='1.0' encoding='utf-8'?>é".encode("latin-1"), "text/xml"),
        ("<?xml version='1.0' encoding='iso-8859-1'?>é".encode(), "text/xml"),
        ("<?xml version='1.0'?>é".encode("cp1252"), "text/xml; charset=windows-1252"),
        ("<?xml version='1.0' encoding='idna'?>é".encode(), ""),
        ("<?xml version='1.0' encoding='undefined'?>é".encode("cp1252"), ""),
        ("<?xml version='1.0' encoding='no-such-thing'?>é".encode(), ""),
        ("<meta charset=iso-8859-1>é".encode("latin-1"), "text/html"),
        ("<meta content='text/html; charset=latin1'>é".encode("latin-1"), "text/html"),
    ],
)
def test_text_is_decoded_whatever_is_declared(body: bytes, kind: str) -> None:
    assert decode(body, kind).endswith("é")


@pytest.mark.parametrize(
    ("text", "codec"),
    [("日本語", "iso-2022-jp"), ("日本語", "shift_jis"), ("中文", "gb2312"), ("русский", "koi8-r")],
)
def test_encodings_of_the_world_are_read_when_declared(text: str, codec: str) -> None:
    assert decode(text.encode(codec), f"text/xml; charset={codec}") == text


def test_a_few_bad_bytes_do_not_garble_the_rest() -> None:
    assert decode("åäö ".encode() * 3 + b"\xff") == "åäö åäö åäö \ufffd"
    assert decode(b"caf\xe9 \x9d") == "café \ufffd"


def test_junk_before_the_feed_is_skipped() -> None:
    body = "<br>Warning: mysql\n<?xml version='1.0'?>" + rss("<item><title>A\x0bB</title></item>")
    assert [each.title for each in read(body).articles] == ["AB"]


def test_a_feed_that_writes_about_xml_is_not_taken_for_junk_before_a_feed() -> None:
    about = "<![CDATA[Each begins with <?xml version='1.0'?> and so on.]]>"
    (found,) = read(
        rss(f"<item><title>XML</title><description>{about}</description></item>")
    ).articles
    assert (found.title, "and so on" in found.html) == ("XML", True)
    atom = '<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>'
    assert read(f"{atom}<subtitle><![CDATA[<?xml ?>]]></subtitle></feed>").title == "t"


# Single fields.


def test_nothing_that_a_database_refuses_reaches_an_article() -> None:
    found = only("<item><title>a&#xD800;b\0</title><guid>g&#xDFFF;\0</guid></item>")
    database = sqlite3.connect(":memory:")
    database.execute("SELECT ?, ?", (found.title, found.guid))
    database.close()
    assert "\0" not in found.title + found.guid


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://a.example/x?y=1#z", "https://a.example/x?y=1#z"),
        ("//a.example/x", "https://a.example/x"),
        ("/x", "https://feed.example/x"),
        (" https://a.example/ ", "https://a.example/"),
        ("https://a.example/a b", "https://a.example/a%20b"),
        ("https://a.example/\u202etxt.exe", "https://a.example/%E2%80%AEtxt.exe"),
        ("https://a.example/straße", "https://a.example/straße"),
        ("https://bank.example@evil.example/", "https://evil.example/"),
        ("javascript:alert(1)", ""),
        ("java\tscript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("mailto:a@a.example", ""),
        ("https://a.example/\nx", ""),
        ("https://a.example/\x1b]0;x", ""),
        ("https://", ""),
        ("https:///x", ""),
        ("https://a b/", ""),
        ("https://[::1", ""),
        ("https://a.example:99999/", ""),
        ("https://a.example:0/", ""),
        ("https://a.example/" + "x" * 9000, ""),
        ("", ""),
    ],
)
def test_only_links_to_the_web_are_kept(link: str, kept: str) -> None:
    assert article.web_link("https://feed.example/feed.xml", link) == kept


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-02-03T10:00:00+01:00", "2026-02-03T09:00:00+00:00"),
        ("Thu,28 Jan 2026 4:35:5 GMT+9", "2026-01-27T19:35:05+00:00"),
        ("01 October 2018", "2018-10-01T00:00:00+00:00"),
        ("Oct 1, 2018 10:00 PM EST", "2018-10-02T03:00:00+00:00"),
        ("03.04.2025", "2025-04-03T00:00:00+00:00"),
        ("13/4/2025", "2025-04-13T00:00:00+00:00"),
        ("2025/04/13 0:00 WEZ", "2025-04-13T00:00:00+00:00"),
        ("3/4/2025", None),
        ("18/03/14", None),
        ("tomorrow", None),
        ("May 2", None),
        ("2026-02-30", None),
        ("1969-12-31", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("2029-01-01", None),
        ("9" * 400, None),
        ("Mon, 01 Jan 99999999 00:00:00 GMT", None),
        ("12 мая 2025", None),
        ("", None),
    ],
)
def test_a_date_is_what_it_says_or_nothing(written: str, meant: str | None) -> None:
    found = article.when(written, NOW)
    assert (found and found.isoformat()) == meant


@pytest.mark.parametrize("date", ["Mon, 01 Jan 9999 00:00:00 GMT", "-99999-01-01T00:00:00Z", "NaN"])
def test_an_impossible_date_is_no_date(date: str) -> None:
    assert only(f"<item><title>x</title><pubDate>{date}</pubDate></item>").published is None


@pytest.mark.parametrize(
    ("channel", "minutes"),
    [
        ("<ttl>60</ttl>", 60),
        ("<ttl>-1</ttl>", None),
        ("<ttl>99999999999</ttl>", 7 * 24 * 60),
        ("<ttl>soon</ttl>", None),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", 60),
        (
            "<sy:updatePeriod> Daily </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            360,
        ),
        ("<sy:updatePeriod>yearly</sy:updatePeriod>", 7 * 24 * 60),
        ("<sy:updatePeriod>often</sy:updatePeriod>", None),
    ],
)
def test_how_long_a_feed_asks_us_to_stay_away(channel: str, minutes: int | None) -> None:
    assert read(rss("", channel)).ttl_min == minutes


def test_the_richest_body_is_taken() -> None:
    content = 'xmlns:c="http://purl.org/rss/1.0/modules/content/"'
    found = only(
        f"<item {content}><title>x</title><description>Long enough to be the text.</description>"
        "<c:encoded>More…</c:encoded></item>"
    )
    assert found.html == "Long enough to be the text."


def test_an_article_that_is_only_a_picture_is_an_article() -> None:
    found = only("<item><description>&lt;img src='/a.png'&gt;</description></item>")
    assert (found.title, found.html) == ("(no title)", "<img src='/a.png'>")


TWICE = "<p>Fish &amp; chips, <em>twice</em>.</p>"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (TWICE, "Fish "),
        (f"<!-- on --> <img src='/a.png'>{TWICE}", "Fish "),
        (f"{TWICE}\n<ul><li>Bread</li></ul>\n<br>", "Fish "),
        ("<pre><code>&lt;p&gt; is</code></pre>", "<p> i"),
    ],
)
def test_a_body_that_was_escaped_twice_is_read_as_it_was_meant(text: str, title: str) -> None:
    found = only(f"<item><description>{escape(escape(text))}</description></item>")
    assert (found.html, found.title[:5]) == (text, title)


@pytest.mark.parametrize(
    "text",
    [
        "The tags &lt;p&gt; and &lt;/p&gt; begin and end a paragraph.",
        "&lt;br&gt; or &lt;p&gt;: which of the two is worse?",
        "&lt;blink&gt;Welcome&lt;/blink&gt; said the pages of 1997.",
        "<p>&lt;p&gt;A paragraph.&lt;/p&gt;</p>",
        "&lt;p&gt; stands alone",
        "&lt;p&gt; opens a paragraph, &lt;/p&gt; closes it.",
        "&lt;b&gt;Bold&lt;/b&gt; is how you shout.",
        "&lt;b&gt;Bold&lt;/b&gt; or &lt;strong&gt;strong&lt;/strong&gt;",
    ],
)
def test_a_body_that_speaks_of_tags_shows_them(text: str) -> None:
    assert only(f"<item><description>{escape(text)}</description></item>").html == text


def test_a_blank_that_was_left_over_in_plain_text_is_a_blank() -> None:
    said = article.paragraphs(
        'himself (R).&nbsp;&nbsp;"Thirteen"&nbsp;is it. Write &nbsp; or “&nbsp;”.'
    )
    assert said == '<p>himself (R). "Thirteen" is it. Write &amp;nbsp; or “&amp;nbsp;”.</p>'


def test_a_body_of_megabytes_is_cut_between_tags() -> None:
    assert article.body("<b>x</b>" * 200_000).endswith("<b>x</b><p>[…]</p>")
    huge = article.body("x" * (article.MAX_BODY - 2) + "<a href='y'>z</a>")
    assert huge == "x" * (article.MAX_BODY - 2) + "<p>[…]</p>"


def test_a_title_is_at_most_a_thousand_characters() -> None:
    assert len(only(f"<item><title>{'x' * 5000}</title></item>").title) == 1000


def test_a_feed_brings_at_most_two_thousand_articles_and_fifty_enclosures() -> None:
    files = "".join(f'<enclosure url="https://a.example/{n}.mp3"/>' for n in range(60))
    items = "".join(f"<item><title>{n}</title></item>" for n in range(2_100))
    articles = read(rss(f"<item><title>x</title>{files}</item>{items}")).articles
    assert len(articles) == 2_000
    assert len(articles[0].enclosures) == 50


def test_a_guid_of_any_length_stays_short_and_its_own() -> None:
    long = "g" * 100_000
    items = "".join(f"<item><title>t</title><guid>{long}{end}</guid></item>" for end in "ab")
    one, two = read(rss(items)).articles
    assert one.guid != two.guid
    assert len(one.guid) < 200


@pytest.mark.parametrize("said", ["", ">tag:a</thr:in-reply-to"], ids=["nothing", "as its text"])
def test_an_answer_that_does_not_say_to_what_by_its_ref_is_an_article(said: str) -> None:
    space = 'xmlns:thr="http://purl.org/syndication/thread/1.0"'
    found = only(f"<item><title>x</title><odd/><thr:in-reply-to {space}{said or '/'}></item>")
    assert (found.title, found.reply_to) == ("x", "")


def test_articles_under_one_guid_keep_their_ids_when_their_order_changes() -> None:
    items = [
        f"<item><guid>same</guid><title>{t}</title><description>{d}</description></item>"
        for t, d in [("One", "1"), ("Two", "2"), ("Two", "3")]
    ]
    first = {each.id: each.html for each in read(rss("".join(items))).articles}
    later = {each.id: each.html for each in read(rss("".join(reversed(items)))).articles}
    assert first == later
    assert len(first) == 3


def test_the_feed_of_a_moved_address_keeps_the_ids_of_its_articles() -> None:
    body = rss("<item><guid>post-1</guid><title>x</title></item>")
    before = read(body, url="http://old.example/feed")
    after = read(body, url="https://new.example/rss")
    assert before.articles[0].id == after.articles[0].id


@pytest.mark.parametrize("hidden", ["&#27;", "&#x1B;", "\x1b", "&#7;", "&#0;", "\x0c"])
def test_an_address_that_held_control_characters_is_no_address(hidden: str) -> None:
    bad = f"https://a.example/{hidden}]8;;https://b.example/"
    found = only(
        f"<item><title>A ti{hidden}tle</title><link>{bad}</link><guid>i{hidden}d</guid>"
        f"<enclosure url='{bad}' type='audio/mpeg'/>"
        f"<description>&lt;a href='{bad}'&gt;wo{hidden}rds&lt;/a&gt;</description></item>"
    )
    read_out = document(found)
    assert (found.title, found.guid) == ("A title", "id")
    assert (found.link, found.enclosures, [span.href for span in read_out.spans]) == ("", (), [])
    assert read_out.text.strip() == "words"
