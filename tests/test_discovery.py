"""Finding feeds at real addresses: what is asked, in which order, and what comes of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from tests import make
from tests.web import Site
from tui.discovery import Scout
from tui.events import Discovered
from tui.feeds.fetch import Limits, Web
from tui.worker import Worker

NOW = datetime(2026, 3, 2, tzinfo=UTC)
HTML = "text/html; charset=utf-8"
LINK = "<link rel=alternate type='application/rss+xml' href='{}' title='{}'>"
LISTING = "<!doctype html><ul>" + "".join(
    f"<li><a href='/n/{n}'>Something happened in the {word} today</a> {n} Feb 2026</li>"
    for n, word in enumerate(("harbour", "market", "school", "church"), start=1)
)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


@asynccontextmanager
async def scouting() -> AsyncIterator[Scout]:
    worker = Worker()
    try:
        async with Web() as web:
            yield Scout(web, worker, Limits(timeout_s=10), NOW)
    finally:
        await worker.close()


async def discover(text: str, *, page: bool = False) -> Discovered:
    async with scouting() as scout:
        return await scout.discover(text, page=page)


def paths(site: Site) -> list[str]:
    return [request.path for request in site.requests]


async def test_a_feed_is_found_with_one_request(site: Site) -> None:
    site.serve("/feed.xml", make.rss("Bridge", "Ferry", title="Town Crier"))
    found = await discover(site.url("/feed.xml"))
    (candidate,) = found.candidates
    assert (candidate.url, candidate.title) == (site.url("/feed.xml"), "Town Crier")
    assert [article.title for article in candidate.articles] == ["Bridge", "Ferry"]
    assert candidate.last == datetime(2026, 3, 1, 11, tzinfo=UTC)
    assert paths(site) == ["/feed.xml"]


async def test_a_host_without_scheme_is_tried_with_and_without_tls(site: Site) -> None:
    site.serve("/feed.xml", make.rss("Bridge"))
    typed = site.url("/feed.xml").removeprefix("http://")
    found = await discover(typed)
    assert found.asked == typed
    assert [each.url for each in found.candidates] == [site.url("/feed.xml")]


async def test_a_site_gives_the_feeds_it_names_and_the_usual_places_are_not_asked(
    site: Site,
) -> None:
    site.serve("/", LINK.format("/all", "All") + LINK.format("/sport", "Sport"), kind=HTML)
    site.serve("/all", make.rss("Bridge", title=""))
    site.serve("/sport", make.rss("Goal", title="Sports desk"))
    found = await discover(site.url("/"))
    assert [each.title for each in found.candidates] == ["All", "Sports desk"]
    assert paths(site) == ["/", "/all", "/sport"]


async def test_rss_and_atom_of_the_same_articles_are_one_candidate(site: Site) -> None:
    site.serve("/", LINK.format("/rss", "RSS") + LINK.format("/atom", "Atom"), kind=HTML)
    site.serve("/rss", make.rss("Bridge"))
    site.serve("/atom", make.rss("Bridge"))
    found = await discover(site.url("/"))
    assert [each.url for each in found.candidates] == [site.url("/rss")]


async def test_a_site_that_names_a_dead_feed_is_asked_at_the_usual_places_until_one_is_good(
    site: Site,
) -> None:
    site.serve("/", LINK.format("/dead", "All"), kind=HTML)
    site.serve("/rss", make.rss("Bridge"))
    found = await discover(site.url("/"))
    assert [each.url for each in found.candidates] == [site.url("/rss")]
    assert paths(site) == ["/", "/dead", "/feed", "/rss"]


async def test_the_feed_of_a_site_we_know_is_asked_without_its_page(site: Site) -> None:
    site.serve("/@ida.rss", make.rss("Toot"))
    found = await discover(site.url("/@ida"))
    assert [each.url for each in found.candidates] == [site.url("/@ida.rss")]
    assert paths(site) == ["/@ida.rss"]


async def test_a_page_without_a_feed_is_offered_itself(site: Site) -> None:
    site.serve("/", LISTING, kind=HTML)
    (candidate,) = (await discover(site.url("/"))).candidates
    assert candidate.page
    assert len(candidate.articles) == 4


async def test_below_a_site_with_a_feed_the_page_itself_is_offered_too(site: Site) -> None:
    site.serve("/news/list", LISTING, kind=HTML)
    site.serve("/rss.xml", make.rss("Bridge"))
    found = await discover(site.url("/news/list"))
    assert [(each.url, each.page) for each in found.candidates] == [
        (site.url("/rss.xml"), False),
        (site.url("/news/list"), True),
    ]


async def test_a_page_that_is_asked_for_as_one_is_read_so_whatever_feeds_it_has(
    site: Site,
) -> None:
    site.serve("/", LINK.format("/all", "All") + LISTING, kind=HTML)
    site.serve("/all", make.rss("Bridge"))
    (candidate,) = (await discover(site.url("/"), page=True)).candidates
    assert candidate.page
    assert paths(site) == ["/"]


async def test_a_list_of_feeds_comes_as_it_is(site: Site) -> None:
    site.serve("/subs", "<opml version='2.0'></opml>", kind="text/xml")
    assert (await discover(site.url("/subs"))).opml == b"<opml version='2.0'></opml>"


async def test_why_nothing_was_found_is_one_sentence(site: Site) -> None:
    site.serve("/empty", "<html><body>Soon", kind=HTML)
    site.serve("/text", "Just words.", kind="text/plain")
    for path, said in (
        ("/empty", "No feed was found there, and the page holds no news."),
        ("/text", "127.0.0.1 sent something that is no feed (neither RSS, Atom nor JSON Feed)."),
        ("/gone", "127.0.0.1 has nothing at this address (404)."),
    ):
        found = await discover(site.url(path))
        assert (found.error, found.candidates, found.answered) == (said, (), True)


async def test_whether_there_was_an_answer_at_all_is_told() -> None:
    found = await discover("http://127.0.0.1:9/feed")
    assert (found.error, found.answered) == ("127.0.0.1 refuses connections.", False)
    assert "no address" in (await discover("two words")).error


async def test_a_page_cannot_send_us_into_a_private_network(site: Site) -> None:
    """The site that was typed may be anywhere; what it names elsewhere may not."""
    with Site("127.0.0.2") as other:
        other.serve("/secret", make.rss("Inside"))
        site.serve("/", LINK.format(other.url("/secret"), "All"), kind=HTML)
        found = await discover(site.url("/"))
        assert found.candidates == ()
        assert other.requests == []
