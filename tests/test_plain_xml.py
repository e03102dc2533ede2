"""The quick reader of plain feeds: it says exactly what feedparser says, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.make import rss
from tui.feeds import ParsedFeed, plain_xml
from tui.feeds.charset import decode
from tui.feeds.parse import _Reading, _well_begun, any_xml
from tui.model import Feed

NOW = datetime(2026, 11, 23, tzinfo=UTC)
URL = "https://feed.example/feed"
PARTS = 6

HEAD = (
    "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' "
    "xmlns:content='http://purl.org/rss/1.0/modules/content/' "
    "xmlns:media='http://search.yahoo.com/mrss/'><channel><title>News</title>"
    "<link>https://times.example/</link><language>en-GB</language><ttl>30</ttl>"
)
ITEM = "<title>Cats &amp; dogs</title><link>https://times.example/1</link>"
ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='fr'><title type='html'>A &amp;amp; B"
    "</title><link href='https://times.example/'/><author><name>Ida Rask</name></author>"
)
ENTRY = "<id>one</id><link href='https://times.example/1'/><updated>2026-03-01T12:00:00Z</updated>"

PLAIN = {
    "rss": rss("Cats", "Dogs"),
    "dates": f"{HEAD}<item>{ITEM}<pubDate>Sun, 1 Mar 2026 10:00:00 +0100</pubDate></item>",
    "guid as link": f"{HEAD}<item><title>Cats</title><guid>https://times.example/1</guid></item>",
    "guid": f"{HEAD}<item>{ITEM}<guid isPermaLink='false'>tag:1</guid></item>",
    "two bodies": f"{HEAD}<item>{ITEM}<description>Short.</description>"
    "<content:encoded><![CDATA[<p>Long &amp; broad.</p>]]></content:encoded></item>",
    "author": f"{HEAD}<item>{ITEM}<dc:creator>Ida Rask</dc:creator></item>",
    "file": f"{HEAD}<item>{ITEM}<enclosure url='/a.mp3' type='audio/mpeg' length='9'/></item>",
    "picture": f"{HEAD}<item>{ITEM}<media:content url='/a.jpg' type='image/jpeg'/></item>",
    "atom": f"{ATOM}<entry><title>Cats</title>{ENTRY}"
    "<content type='html'>&lt;p&gt;All.&lt;/p&gt;</content></entry>",
    "atom text": f"{ATOM}<entry><title type='text'>1 &lt; 2</title>{ENTRY}"
    "<summary>Two\n\nparagraphs.</summary></entry>",
    "atom files": f"{ATOM}<entry><title>Cats</title>{ENTRY}"
    "<link rel='enclosure' href='/a.mp3' type='audio/mpeg' length='x'/></entry>",
    "atom authors": f"{ATOM}<entry><title>Cats</title>{ENTRY}<author><name>A</name></author>"
    "<author><name>B</name></author></entry>",
    "reply": f"{HEAD}<item>{ITEM}<thr:in-reply-to xmlns:thr='http://purl.org/syndication/thread/1.0'"
    " ref='tag:0'/></item>",
    "atom reply": f"{ATOM}<entry><title>Cats</title>{ENTRY}<thr:in-reply-to ref='zero' "
    "xmlns:thr='http://purl.org/syndication/thread/1.0' href='https://times.example/0'/></entry>",
    "no titles": f"{HEAD}<item><link>https://times.example/1</link><title/></item>",
}

UNUSUAL = {
    "doctype": f"<!DOCTYPE rss>{rss('Cats')}",
    "base": f"{HEAD}<item xml:base='https://b.example/'>{ITEM}</item>",
    "markup in a title": f"{HEAD}<item><title>&lt;b&gt;Cats&lt;/b&gt;</title></item>",
    "another element": f"{HEAD}<item>{ITEM}<media:title>Dogs</media:title></item>",
    "two titles": f"{HEAD}<item>{ITEM}<title>Dogs</title></item>",
    "a date of its own": f"{HEAD}<item>{ITEM}<pubDate>1 March 2026</pubDate></item>",
    "no link": f"{HEAD}<item><title>Cats</title></item>",
    "address of a person": f"{HEAD}<item>{ITEM}<author>a@b.example (Ida)</author></item>",
    "film": f"{HEAD}<item>{ITEM}<media:content url='/a.mp4' type='video/mp4'/></item>",
    "body before summary": f"{HEAD}<item>{ITEM}<content:encoded>A</content:encoded>"
    "<description>B</description></item>",
    "windows": f"{HEAD}<item><title>Cats&#146;</title></item>",
    "encoded twice": f"{HEAD}<item><title>CafÃ©</title></item>",
    "xhtml": f"{ATOM}<entry><title>Cats</title>{ENTRY}<content type='xhtml'>A</content></entry>",
    "not closed": HEAD,
    "another root": "<rdf/>",
    "rss 0.92": "<rss version='0.92'><channel/></rss>",
}


def closed(text: str) -> str:
    if text.endswith("</item>"):
        return f"{text}</channel></rss>"
    return f"{text}</feed>" if text.endswith("</entry>") else text


def both(text: str) -> Iterator[ParsedFeed]:
    """The feed by the quick reader and by feedparser."""
    for read in (plain_xml.read, any_xml):
        yield _Reading(Feed("times", url=URL), URL, NOW, read(text)).parsed()


@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_feed_is_read_as_feedparser_reads_it(name: str) -> None:
    text = closed(PLAIN[name])
    assert plain_xml.read(text) is not None
    ours, theirs = both(text)
    assert ours == theirs


@pytest.mark.parametrize(("name", "guid"), [("reply", "tag:0"), ("atom reply", "zero")])
def test_an_entry_says_what_it_answers(name: str, guid: str) -> None:
    for parsed in both(closed(PLAIN[name])):
        assert [each.reply_to for each in parsed.articles] == [guid]


@pytest.mark.parametrize("name", UNUSUAL)
def test_what_is_unusual_is_left_to_feedparser(name: str) -> None:
    assert plain_xml.read(closed(UNUSUAL[name])) is None


@pytest.mark.parametrize("part", range(PARTS))
def test_no_real_feed_is_read_otherwise_than_by_feedparser(shared: Path, part: int) -> None:
    folders = (shared / "corpus/feeds", shared / "corpus/hostile/feeds")
    files = [file for folder in folders for file in sorted(folder.iterdir())]
    plain = 0
    for file in files[part::PARTS]:
        text = _well_begun(decode(file.read_bytes(), ""))
        if file.suffix != ".jsonl" and plain_xml.read(text) is not None:
            plain += 1
            ours, theirs = both(text)
            assert ours == theirs, file.name
    assert plain >= 8
