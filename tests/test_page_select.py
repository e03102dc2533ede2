"""The user's own selectors for a page; and pages that are built differently each day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import make
from tests.test_sync import newsroom
from tests.web import Site
from tui.errors import ParseError, SettingsError
from tui.events import Refreshed
from tui.feeds import Fetched, ParsedFeed
from tui.feeds.parse import parse
from tui.model import Feed, Select
from tui.settings import add_feed, load
from tui.settings import parse as settings

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
URL = "https://parish.example/news/"
PAGE = (
    "<ul id=wrong><li><a href=/a>A list that Quoth would take</a> 1 Feb 2026"
    "<li><a href=/b>For news of the parish</a> 2 Feb 2026</ul>"
    "<div class=note><b>Bridge</b><a href=#top>up</a><a class=go href=bridge.html>more</a>"
    "<i>03/02/26</i><div class=text><p>It is <b>closed</b>.</p></div></div>"
    "<div class=note><b>Ferry</b><a class=go href=ferry.html>more</a>"
    "<i>14/02/26</i><div class=text><p>It is late.</p></div></div>"
)


def read(select: Select, page: str = PAGE) -> ParsedFeed:
    feed = Feed("parish", page=URL, select=select)
    return parse(feed, Fetched(URL, page.encode(), "text/html"), NOW)


def test_the_users_selectors_win_over_what_would_be_found() -> None:
    select = Select(item="div.note", title="b", link="a.go", date="i", body=".text")
    bridge, ferry = read(select).articles
    assert (bridge.title, ferry.title) == ("Bridge", "Ferry")
    assert bridge.link == bridge.guid == "https://parish.example/news/bridge.html"
    assert bridge.published == datetime(2026, 2, 3, tzinfo=UTC)  # the other one tells the order
    assert bridge.html == '<div class="text"><p>It is <b>closed</b>.</p></div>'


def test_what_has_no_selector_is_found_as_well_as_can_be() -> None:
    page = (
        "<p class=n><a href=/x>Bridge closed</a> on 3 Feb 2026</p>"
        "<p class=n>No link, 4 Feb 2026</p>"
    )
    bridge, other = read(Select(item="p.n"), page).articles
    assert bridge.title == "Bridge closed"
    assert bridge.link == "https://parish.example/x"
    assert bridge.published == datetime(2026, 2, 3, tzinfo=UTC)
    assert other.title == "No link, 4 Feb 2026"
    assert other.html.startswith('<p class="n">')


@pytest.mark.parametrize(
    ("select", "name"),
    [(Select(item="li.news"), "item"), (Select(item=".note", title="h7"), "title")],
    ids=["item", "title"],
)
def test_a_selector_that_finds_nothing_is_named(select: Select, name: str) -> None:
    with pytest.raises(ParseError, match=f"^{name} = .*finds nothing here.*\\.$"):
        read(select)


def test_a_selector_that_only_a_live_page_could_answer_is_an_error_not_a_crash() -> None:
    with pytest.raises(ParseError, match="finds nothing"):
        read(Select(item="div.note:hover"))


FEED = '[feeds.itu]\npage = "https://itu.example/news"\n'


def test_selectors_are_a_table_on_the_feed() -> None:
    for form in (
        'select = { item = "li", title = "b" }',
        '[feeds.itu.select]\nitem="li"\ntitle="b"',
    ):
        (feed,) = settings(Path("feeds.toml"), FEED + form).feeds
        assert feed.select == Select(item="li", title="b")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('select = { item = "li", titel = "b" }', 'line 3: "titel" in [feeds.itu.select] is not'
         ' known; did you mean "title"?'),
        ('select = { item = "li >" }', 'line 3: "item" in [feeds.itu.select] is no CSS selector ('),
        ('[feeds.itu.select]\nitem = "li"\ndate = "::x("', 'line 5: "date" in [feeds.itu.select]'),
        ('select = { item = "" }', "must be a CSS selector in quotes"),
        ('select = { item = "li", body = 3 }', "must be a CSS selector in quotes"),
        ('select = { title = "b" }', 'line 3: "select" in [feeds.itu] must be a table with an'),
        ('select = "li"', "must be a table with an item"),
        (f'select = {{ item = "{"a" * 1001}" }}', "longer than 1000"),
    ],
    ids=range(8),
)  # fmt: skip
def test_a_mistake_in_a_selector_names_file_line_and_key(text: str, said: str) -> None:
    with pytest.raises(SettingsError) as found:
        settings(Path("feeds.toml"), FEED + text)
    assert said in str(found.value)


def test_selectors_are_for_pages_only() -> None:
    text = '[feeds.a]\nurl = "https://a.example/"\nselect = { item = "li" }'
    with pytest.raises(SettingsError, match=r'line 3: "select" in .* goes with page = only'):
        settings(Path("feeds.toml"), text)


def test_a_page_with_selectors_can_be_added(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text("")
    feed = make.feed("itu", page="https://itu.example/news", select=Select(item="li", date="i"))
    add_feed(path, feed)
    assert load(path).feeds == (feed,)


# Visits.


def listing(form: str, *words: str) -> str:
    items = (
        form.format(word=word, slug=word.lower(), day=number)
        for number, word in enumerate(words, start=10)
    )
    return f"<title>Parish</title><main>{''.join(items)}</main>"


LIST = "<li><a href='/n/{slug}'>{word} is what the council spoke of</a> {day} Feb 2026</li>"
CARDS = (
    "<div class=card><h2><a href='/n/{slug}'>{word} is what they spoke of</a></h2>"
    "{day} Feb 2026</div>"
)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


async def errors(folder: Path, site: Site, *pages: str, select: str = "") -> list[str]:
    """What is said of a page on each visit, first by the sync, then on the feed."""
    feed = Feed("parish", page=site.url("/n"))
    said = []
    async with newsroom(folder) as news:
        for page in pages:
            site.serve("/n", page, kind="text/html")
            events = await news.sync(feed)
            said += [event.error for event in events if isinstance(event, Refreshed)]
            said.append(news.desk.reader.states()["parish"].error)
    return said


async def test_a_page_that_no_longer_lists_news_says_so_and_keeps_what_it_had(
    tmp_path: Path, site: Site
) -> None:
    text = (
        f"<article><h1>We have moved</h1><p>{'Find all our news in our new home. ' * 20}</article>"
    )
    said = await errors(tmp_path, site, listing(LIST, "Oaks", "Roads", "Trams"), text)
    assert said[:2] == ["", ""]
    assert said[2] == said[3]
    assert said[2].startswith("This page no longer lists its news as it did: ")


async def test_a_page_built_anew_with_all_new_items_says_so_until_it_changes(
    tmp_path: Path, site: Site
) -> None:
    old = listing(LIST, "Oaks", "Roads", "Trams")
    new = listing(CARDS, "Wells", "Docks", "Tolls")
    later = listing(CARDS, "Mills", "Wells", "Docks", "Tolls")
    said = await errors(tmp_path, site, old, new, new, later)
    assert said[3].startswith("This page is built differently now")
    assert said[5] == said[3]
    assert said[7] == ""


async def test_a_page_built_anew_with_the_same_items_is_as_ever(tmp_path: Path, site: Site) -> None:
    old = listing(LIST, "Oaks", "Roads", "Trams")
    new = listing(CARDS, "Roads", "Trams", "Wells")
    assert await errors(tmp_path, site, old, new) == [""] * 4


async def test_a_page_with_nothing_on_it_says_so(tmp_path: Path, site: Site) -> None:
    said = await errors(tmp_path, site, listing(LIST, "Oaks", "Roads", "Trams"), "<p>Soon more</p>")
    assert said[2] == said[3] == "This page holds no news that Quoth can read."


async def test_edited_selectors_count_at_once_although_the_page_is_unchanged(
    tmp_path: Path, site: Site
) -> None:
    site.serve("/n", PAGE, kind="text/html", etag='"1"')
    async with newsroom(tmp_path) as news:
        await news.sync(Feed("parish", page=site.url("/n")))
        assert "For news of the parish" in news.titles()
        await news.sync(Feed("parish", page=site.url("/n"), select=Select(item=".note", title="b")))
        assert {"Bridge", "Ferry"} <= set(news.titles())
