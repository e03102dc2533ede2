"""Full texts on the screen: x changes between the texts, L fetches what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests import make
from tests.make import NOW
from tests.test_fulltext import LATER, PAGE, item, rss
from tests.ui import Library, drives, library, running
from tests.web import Site
from tui.model import PageState
from tui.ui.texts import note


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        site.serve("/a", PAGE, kind="text/html")
        yield site


def paper(folder: Path, site: Site, full_text: str, **settings: bool) -> Library:
    """A library without articles, and a feed with one teaser that is fetched at the start."""
    site.serve("/feed.xml", rss(item(site, "/a", "The harbour will be dug out…")))
    feed = make.feed("paper", url=site.url("/feed.xml"), title="Paper", full_text=full_text)
    return library(folder, (feed,), each=0, **settings)


def words(text: str) -> str:
    return " ".join(text.split())[:40]


@drives("full-text")
async def test_x_fetches_the_page_and_then_changes_between_the_texts(
    tmp_path: Path, site: Site
) -> None:
    async with running(paper(tmp_path, site, "never"), (120, 60)) as session:
        session.app.engine.sync_all()
        await session.see("The harbour will be dug out…")
        await session.press("enter", "x")
        await session.see(words(LATER))
        await session.see("Full text from the article's page; x shows the feed's own.")
        await session.press("x")
        assert "The feed's own text; x shows the full text." in session.text
        assert words(LATER) not in session.text
        await session.press("x")
        assert words(LATER) in session.text
    assert site.hits("/a") == 1


@drives("full-text")
async def test_the_choice_is_kept_for_the_article(tmp_path: Path, site: Site) -> None:
    filled = paper(tmp_path, site, "auto")
    async with running(filled, (120, 60)) as session:
        session.app.engine.sync_all()
        await session.see(words(LATER))
        await session.press("enter", "x")
        assert words(LATER) not in session.text
        row = session.screen.headline
        assert row
        reader = session.screen.library.reader
        await session.until(lambda: not getattr(reader.page_state(row.id), "shown", True))
    async with running(filled, (120, 60)) as session:
        await session.press("A")
        assert words(LATER) not in session.text


@drives("full-text")
async def test_a_page_that_cannot_be_had_is_said_and_noted_in_the_head(
    tmp_path: Path, site: Site
) -> None:
    site.serve("/a", "", status=404)
    async with running(paper(tmp_path, site, "never"), (120, 60)) as session:
        session.app.engine.sync_all()
        await session.see("The harbour will be dug out…")
        await session.press("enter", "x")
        await session.see("Only the feed's own text: 127.0.0.1 has no page at this address (404).")


@drives("offline-ready")
async def test_capital_l_fetches_all_that_is_missing_and_says_how_much_is_there(
    tmp_path: Path, site: Site
) -> None:
    async with running(paper(tmp_path, site, "auto"), (120, 60)) as session:
        session.app.engine.sync_all()
        await session.see(words(LATER))
        await session.press("L")
        await session.see("1 of 1 unread article can be read")


def test_the_head_says_what_is_known_of_the_page() -> None:
    later = NOW + timedelta(hours=3)
    assert note(None, NOW, "x") == ""
    assert note(PageState(), NOW, "x") == ""
    assert "x fetches" in note(PageState(next_try=NOW), NOW, "x")
    failed = PageState(error="It broke.", next_try=later)
    assert note(failed, NOW, "x") == "Only the feed's own text: It broke. Next try in 3 hours."
