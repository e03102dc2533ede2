"""[smart.KEY] and [[rules]] of feeds.toml, and what rules do with new articles."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests import make
from tests.test_sync import Newsroom, newsroom, site
from tests.web import Site
from tui.errors import SettingsError
from tui.events import Event, Notified, Ruled
from tui.model import Feed, Filter, Rule, Smart
from tui.query import parse as query
from tui.query import tag_name
from tui.settings import default_feeds, parse
from tui.sync import annotate

__all__ = ["site"]

HERE = Path("feeds.toml")
FEED = '[feeds.bbc]\nurl = "https://bbc.example/feed.xml"\n'


def complaint(text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        parse(HERE, text)
    return str(caught.value)


def test_smart_feeds_and_rules_are_read() -> None:
    config = parse(
        HERE,
        FEED
        + """
        [[feeds.bbc.rules]]
        do = ["read"]
        [smart.rates]
        query = "by:lagarde"
        title = "Rates"
        folder = "Money"
        [[rules]]
        when = "title:horoscope"
        do = ["hide", "tag:Silly Things"]
        """,
    )
    assert config.smart == (Smart("rates", query("by:lagarde"), "by:lagarde", "Rates", "Money"),)
    assert config.rules == (
        Rule(query("title:horoscope"), "title:horoscope", ("hide", "tag:silly-things")),
        Rule(query(""), "", ("read",), "bbc"),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[smart.a]\nquery = "is:odd"',
            'line 2: "query" in [smart.a] is wrong at column 4: is: ta',
        ),
        ("[smart.a]\nquery = 3", "line 2"),
        ('[smart.a]\ntitle = "x"', 'line 1: "a" in [smart] has no query'),
        ('[smart.a]\nquery = "x"\nquerry = "y"', 'line 3: "querry" in [smart.a] is not known'),
        ('[smart."a b"]\nquery = "x"', "is not a good key"),
        ('[smart]\na = "x"', "must be a table"),
        ('smart = "x"', "write [smart.KEY]"),
        ('rules = "x"', "write [[rules]]"),
        ('[[rules]]\ndo = ["read"]', "line 1"),
        ('[[rules]]\nwhen = "x"', "line 1"),
        ('[[rules]]\nwhen = "x"\ndo = "read"', 'line 3: "do" in [rules] needs a list of deeds'),
        ('[[rules]]\nwhen = "x"\ndo = ["raed"]', 'did you mean "read"?'),
        ('[[rules]]\nwhen = "x"\ndo = ["tag:"]', "cannot do"),
        ('[[rules]]\nwhen = "x"\ndo = [3]', "line 3"),
        ('[[rules]]\nwhen = "x"\ndo = ["read"]\nthen = 1', 'line 4: "then" in [rules]'),
        (
            '[[rules]]\nwhen = "x"\ndo = ["read"]\n[[rules]]\nwhen = "newer:x"\ndo = ["read"]',
            'line 5: "when" in [rules] is wrong at column 7: newer: takes an age',
        ),
        (
            f'{FEED}[[feeds.bbc.rules]]\ndo = ["read"]\n[[feeds.bbc.rules]]\ndo = ["reed"]',
            'line 6: "do" in [feeds.bbc.rules] cannot do "reed"',
        ),
    ],
)
def test_a_mistake_is_told_with_line_key_and_column(text: str, said: str) -> None:
    assert said in complaint(text)


def test_the_examples_of_the_packaged_feeds_toml_work() -> None:
    told = default_feeds()
    section = told.split("# SMART FEEDS.")[1].split("# FEEDS.")[0]
    lines = [line[2:] for line in section.splitlines() if re.match(r"# (\[|\w+ = )", line)]
    config = parse(HERE, "\n".join(lines))
    assert len(config.smart) == 1
    assert len(config.rules) == 2
    (inline,) = re.findall(r"rules = \[\{.*?\}\]", told)
    assert parse(HERE, FEED + inline).rules[0].feed == "bbc"


def test_names_of_tags_are_small_and_without_spaces() -> None:
    assert tag_name(" To Read ") == "to-read"
    assert tag_name("C++ (new)") == "c++-new"
    assert tag_name("\u202e()") == ""


def with_rules(room: Newsroom, *rules: tuple[str, list[str]], feed: str = "") -> None:
    told = tuple(Rule(query(when), when, tuple(do), feed) for when, do in rules)
    room.desk = replace(room.desk, rules=told)


async def analysed(room: Newsroom) -> list[Event]:
    return [event async for event in annotate(room.desk)]


def shown(room: Newsroom, text: str = "") -> set[str]:
    rows = room.desk.reader.headlines(Filter(query=query(text)), limit=99)
    return {row.title for row in rows}


def feed(site: Site, *items: str) -> Feed:
    site.serve("/a.xml", make.rss(*items))
    return make.feed("a", url=site.url("/a.xml"))


async def test_rules_are_obeyed_as_soon_as_articles_come(tmp_path: Path, site: Site) -> None:
    async with newsroom(tmp_path) as room:
        with_rules(
            room,
            ("title:cats", ["star", "tag:pets", "notify"]),
            ("title:horoscope", ["hide"]),
            ("title:dogs", ["read"]),
        )
        events = await room.sync(feed(site, "Cats", "Dogs", "Horoscope"))

        assert shown(room) == {"Cats", "Dogs"}
        assert shown(room, "is:hidden") == {"Horoscope"}
        assert shown(room, "is:starred tag:pets") == {"Cats"}
        assert shown(room, "is:read") == {"Dogs"}
        (notified,) = [event for event in events if isinstance(event, Notified)]
        assert (len(notified.ids), notified.query) == (1, "title:cats")
        (ruled,) = [event for event in events if isinstance(event, Ruled)]
        assert len(ruled.ids) == 3


async def test_a_rule_acts_once_and_what_the_user_does_then_stays(
    tmp_path: Path, site: Site
) -> None:
    async with newsroom(tmp_path) as room:
        with_rules(room, ("cats", ["read"]))
        await room.sync(feed(site, "Cats"))
        (cats,) = room.headlines()
        room.desk.writer.mark([cats.id], read=False)
        room.clock.now += timedelta(hours=1)
        events = await room.sync(feed(site, "Cats", "Dogs"))
        assert shown(room, "is:unread") == {"Cats", "Dogs"}
        assert not [event for event in events if isinstance(event, Ruled)]


async def test_a_rule_for_one_feed_leaves_the_others_alone(tmp_path: Path, site: Site) -> None:
    async with newsroom(tmp_path) as room:
        with_rules(room, ("", ["read"]), feed="b")
        site.serve("/b.xml", make.rss("Birds"))
        await room.sync(feed(site, "Cats"), make.feed("b", url=site.url("/b.xml")))
        assert shown(room, "is:unread") == {"Cats"}


async def test_a_rule_about_quotes_waits_until_they_are_known(tmp_path: Path, site: Site) -> None:
    said = make.rss("Bridge", "Ferry").replace(
        "All about Bridge.", "“The bridge will open again in May,” said Mayor Ada Quill."
    )
    site.serve("/a.xml", said)
    async with newsroom(tmp_path) as room:
        with_rules(room, ('by:quill said:"open again"', ["star", "notify"]))
        arrived = await room.sync(make.feed("a", url=site.url("/a.xml")))
        assert shown(room, "is:starred") == set()
        assert not [event for event in arrived if isinstance(event, Notified)]

        events = await analysed(room)
        assert shown(room, "is:starred") == {"Bridge"}
        assert [event.query for event in events if isinstance(event, Notified)]
        room.desk.writer.mark([row.id for row in room.headlines()], starred=False)
        room.desk.writer._database.run("UPDATE article SET analysed = 0")
        await analysed(room)
        assert shown(room, "is:starred") == set(), "it acts once"
