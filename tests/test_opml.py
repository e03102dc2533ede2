"""OPML in and out: as readers write it, as broken as it comes, and nothing that it must not do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tui.errors import ParseError
from tui.feeds import opml
from tui.model import Feed, Select
from tui.text.safe import one_line

NESTED = """<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0"><head><title>Mine</title></head><body>
  <outline text="Larkhaven Courier" xmlUrl="https://courier.example/feed" type="rss"/>
  <outline text="World"><outline title="Europe" text="eu">
    <outline text="Fjord Post" title="The Fjord Post" xmlUrl="https://fjord.example/rss"/>
  </outline></outline>
</body></opml>"""


def outline(marks: str) -> Feed:
    """The one feed of a file that has this outline."""
    found = opml.read(f"<opml><body><outline {marks}/></body></opml>".encode())
    assert len(found.feeds) == 1, found
    return found.feeds[0]


def refused(marks: str) -> str:
    found = opml.read(f"<opml><body><outline {marks}/></body></opml>".encode())
    assert found.feeds == ()
    (sentence,) = found.left_out
    return sentence


def test_nested_folders_become_one_name() -> None:
    assert opml.read(NESTED.encode()).feeds == (
        Feed("", url="https://courier.example/feed", title="Larkhaven Courier"),
        Feed("", url="https://fjord.example/rss", title="The Fjord Post", folder="World / Europe"),
    )


@pytest.mark.parametrize(
    ("marks", "url"),
    [
        ("XMLURL='https://a.example/1'", "https://a.example/1"),
        ("type='rss' url='https://a.example/1'", "https://a.example/1"),
        ("xmlUrl='feed://a.example/1'", "https://a.example/1"),
        ("xmlUrl='feed:http://a.example/1'", "http://a.example/1"),
        ("xmlUrl=' https://a.example/a b '", "https://a.example/a%20b"),
        ("xmlUrl='https://a.example/?a=1&b=2&copy=3'", "https://a.example/?a=1&b=2&copy=3"),
        ("xmlUrl='https://a.example/?a=1&amp;b=2'", "https://a.example/?a=1&b=2"),
    ],
)
def test_addresses_are_read_as_they_are_meant(marks: str, url: str) -> None:
    assert outline(marks).url == url


@pytest.mark.parametrize(
    "broken",
    [
        NESTED.replace("</outline></outline>", ""),
        NESTED.replace("</body></opml>", ""),
        NESTED.replace("</head>", "</hed>"),
        "\n\n junk" + NESTED,
        NESTED.replace(' version="2.0"', "").replace("<head><title>Mine</title></head>", ""),
        NESTED.replace("Mine", "Mine &nosuch; &#0; &#xD800; \x01"),
        NESTED.replace("<opml", '<!DOCTYPE opml SYSTEM "http://127.0.0.1:9/opml.dtd"><opml'),
    ],
    ids=["not closed", "cut off", "misspelt", "junk", "version 1", "references", "doctype"],
)
def test_a_broken_file_gives_the_feeds_that_can_be_read(broken: str) -> None:
    urls = [feed.url for feed in opml.read(broken.encode()).feeds]
    assert urls == ["https://courier.example/feed", "https://fjord.example/rss"]


def test_an_old_encoding_is_understood() -> None:
    text = "<?xml version='1.0' encoding='iso-8859-1'?><opml><body><outline text='Köln'"
    data = f"{text} xmlUrl='https://a.example'/></body></opml>".encode("latin-1")
    assert opml.read(data).feeds[0].title == "Köln"
    assert opml.read(f"\ufeff{NESTED}".encode("utf-16")).feeds == opml.read(NESTED.encode()).feeds


def test_html_entities_and_control_characters_do_no_harm() -> None:
    feed = outline("text='Caf&eacute; &#27;]0;x&#7; &#x202e;gnp' xmlUrl='https://a.example'")
    assert feed.title == "Café ]0;x gnp"


def test_categories_stand_for_folders_where_there_are_none() -> None:
    marks = "text='a' xmlUrl='https://a.example' category='/World/Europe,/Politics'"
    assert outline(marks).folder == "World / Europe"


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        ("text='P' xmlUrl='|touch x'", "“P” is left out: its url is not an address"),
        ("text='E' xmlUrl='exec:touch'", "“E” is left out: its url must be a whole web address"),
        ("text='F' xmlUrl='file:///etc/passwd'", "must be a whole web address"),
        ("text='Q' xmlUrl='quoth:start-there'", 'must be "quoth:start-here"'),
        ("text='I' type='include' url='https://a.example/b.opml'", "includes another list"),
        ("text='L' type='link' url='https://a.example/'", "“L” is a link, not a feed"),
        ("xmlUrl='javascript:x'", "“An outline without a name” is left out"),
    ],
)
def test_what_is_no_feed_is_named_with_its_reason(marks: str, said: str) -> None:
    assert said in refused(marks)


@pytest.mark.parametrize(
    "marks",
    [
        "filtercmd='touch x'",
        "exec='touch x'",
        "xmlns:quoth='urn:quoth:feeds' quoth:exec='[&quot;touch&quot;]'",
        "xmlns:quoth='urn:quoth:feeds' quoth:filter='[&quot;touch&quot;, &quot;x&quot;]'",
        "quoth:filter='[&quot;touch&quot;]' quoth:key='a'",
    ],
)
def test_no_attribute_whatever_brings_a_command_in(marks: str) -> None:
    feed = outline(f"{marks} xmlUrl='https://a.example'")
    assert (feed.exec, feed.filter) == ((), ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "It is no OPML"),
        ("<html><body>hello</body></html>", "there is no outline in it"),
        ("<!DOCTYPE o [<!ENTITY a 'lol'><!ENTITY b '&a;&a;'>]><o/>", "declares entities"),
        ("<!DOCTYPE o [<!entity a SYSTEM 'file:///etc/hostname'>]><o/>", "declares entities"),
        ("<" * 10_000_001, "larger than 10 MB"),
        ("<a>" * 100_000, "there is no outline in it"),
    ],
    ids=["empty", "a page", "a bomb", "a file", "huge", "deep"],
)
def test_what_is_no_opml_is_refused_as_a_whole(text: str, said: str) -> None:
    with pytest.raises(ParseError, match=said):
        opml.read(text.encode())


SELECT = Select(item="li > a[href='/n']", title="b")


def test_what_is_written_is_read_back_with_all_settings() -> None:
    feeds = (
        Feed("bbc", url="https://a.example/?x=1&y=\"<'", title="A & <B> „c“", folder="W / E"),
        Feed("page", page="https://a.example/news", folder="W", interval_min=30),
        make.feed("calm", paused=True),
        Feed("own", page="https://b.example", select=SELECT),
    )
    found = opml.read(opml.write(feeds, {"calm": "Its own title"}).encode())
    assert dict(zip(found.keys, found.feeds, strict=True)) == {
        "bbc": Feed("", url=feeds[0].url, title="A & <B> „c“", folder="W / E"),
        "page": Feed("", page="https://a.example/news", folder="W", interval_min=30),
        "calm": Feed("", url=feeds[2].url, paused=True, full_text=feeds[2].full_text),
        "own": Feed("", page="https://b.example", select=SELECT),
    }
    assert found.left_out == ()
    assert "Its own title" in opml.write(feeds, {"calm": "Its own title"})


def test_settings_of_ours_that_are_wrong_do_not_cost_the_feed() -> None:
    assert outline("quoth:key='a' quoth:refresh_minutes='1' xmlUrl='https://a.example'") == Feed(
        "", url="https://a.example"
    )


def test_feeds_that_a_command_makes_are_not_written() -> None:
    text = opml.write([Feed("x", exec=("cmd", "secret"))], {})
    assert "secret" not in text
    assert "<outline" not in text


NAMES = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8).filter(
    lambda name: one_line(name) == name
)


@given(st.lists(st.tuples(NAMES, st.lists(NAMES, max_size=3)), max_size=6))
def test_every_title_and_folder_comes_back(told: list[tuple[str, list[str]]]) -> None:
    feeds = [
        make.feed(f"f{n}", title=title, folder=" / ".join(folders))
        for n, (title, folders) in enumerate(told)
    ]
    text = opml.write(feeds, {})
    if not feeds:
        assert "<body>\n</body>" in text
        return
    found = opml.read(text.encode())
    back = {key: (f.title, f.folder) for key, f in zip(found.keys, found.feeds, strict=True)}
    assert back == {feed.key: (feed.title, feed.folder) for feed in feeds}


def test_the_real_lists_are_read(shared: Path) -> None:
    for path in sorted((shared / "corpus" / "opml").glob("*.opml")):
        found = opml.read(path.read_bytes())
        assert len(found.feeds) > 3, path.name
        assert len(found.left_out) <= 1, path.name


def test_the_hostile_lists_do_nothing(shared: Path) -> None:
    hostile = shared / "corpus" / "hostile" / "opml"
    told = opml.read((hostile / "exec.opml").read_bytes())
    assert {feed.url.partition(":")[0] for feed in told.feeds} == {"http"}
    assert not any(feed.exec or feed.filter for feed in told.feeds)
    assert len(told.left_out) >= 9
    for name in ("bomb.opml", "xxe.opml"):
        with pytest.raises(ParseError):
            opml.read((hostile / name).read_bytes())
