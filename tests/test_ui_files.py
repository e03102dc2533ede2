"""Attachments, feeds.toml in the editor and moving in, on the screen."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.test_command import script
from tests.test_moving import OPML, SCHEMA, URLS
from tests.ui import FEEDS, Session, articles, drives, library, running
from tests.web import Site
from tui.model import Enclosure
from tui.settings import load
from tui.ui.ask import Ask, AskLine
from tui.ui.chooser import Chooser
from tui.ui.reader_screen import ReaderScreen

FILE = Enclosure("https://times.example/ep1.mp3", "audio/mpeg", 12_300_000, 3723)


@drives("attachments")
async def test_attachments_are_listed_and_opened_with_the_player(tmp_path: Path) -> None:
    out = tmp_path / "heard"
    code = f"import sys; open({str(out)!r}, 'w').write(repr(sys.argv[1:]))"
    player = (sys.executable, "-c", code, "--", "{url}")
    filled = library(tmp_path, player=player)
    first = replace(articles("times")[0], enclosures=(FILE,))
    filled.save(FEEDS[0], [first, *articles("times")[1:]])
    async with running(filled) as session:
        await session.press("enter", "G")
        assert "audio/mpeg, 12.3 MB, 1:02:03" in session.text
        await session.press("e")
        assert session.shows(Chooser)
        assert "Open ep1.mp3" in session.text
        assert "Download ep1.mp3" in session.text
        await session.press("enter")
        await session.until(lambda: out.exists() and out.read_text().endswith("]"))
    assert out.read_text() == "['--', 'https://times.example/ep1.mp3']"


async def test_an_attachment_is_downloaded_into_the_directory_of_the_setting(
    tmp_path: Path,
) -> None:
    with Site() as site:
        site.serve("/ep1.mp3", b"sound" * 1000)
        feed = replace(FEEDS[0], url=site.url("/feed"))
        filled = library(tmp_path, (feed,), downloads=str(tmp_path / "here"))
        file = replace(FILE, url=site.url("/ep1.mp3"))
        filled.save(feed, [replace(articles("times")[0], enclosures=(file,))])
        async with running(filled) as session:
            await session.press("enter", "e", "down", "enter")
            await session.see("Downloaded: ")
            kept = tmp_path / "here" / "times-story-1.mp3"
            assert kept.read_bytes() == b"sound" * 1000
            site.serve("/ep1.mp3", b"", status=404)
            await session.press("e", "down", "enter")
            await session.see("has nothing at this address")


async def test_an_article_without_files_says_so(tmp_path: Path) -> None:
    async with running(library(tmp_path)) as session:
        await session.press("enter", "e")
        await session.see("Nothing comes with this article.")


@drives("edit-feeds")
async def test_feeds_toml_is_edited_and_used_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled = library(tmp_path)
    more = '[feeds.new]\nurl = "https://new.example/feed"\ntitle = "Brand New"\n'
    adds = f"import sys; open(sys.argv[1], 'a').write({more!r})"
    monkeypatch.setenv("EDITOR", script(tmp_path, adds, "my-editor"))
    async with running(filled) as session:
        await session.press("E")
        await session.see("Brand New")
        assert session.screen.library.config.feeds[-1].key == "new"
        monkeypatch.setenv("EDITOR", script(tmp_path, "", "my-editor"))
        await session.press("E")
        await session.see("feeds.toml is as before.")


async def test_a_mistake_made_in_the_editor_is_named_and_nothing_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled = library(tmp_path)
    adds = "import sys; open(sys.argv[1], 'a').write('[setings]\\n')"
    monkeypatch.setenv("VISUAL", script(tmp_path, adds, "my-editor"))
    async with running(filled) as session:
        await session.press("E")
        await session.see("mended")
        assert len(session.screen.library.config.feeds) == 3
        monkeypatch.setenv("VISUAL", "/nowhere/editor")
        await session.press("E")
        await session.see("cannot be run")


async def typed(session: Session, path: Path) -> None:
    await session.press(":", *"import", "enter")
    assert session.shows(AskLine)
    await session.press(*str(path), "enter")


@drives("import-feeds")
async def test_feeds_are_imported_from_a_file_after_a_look_at_what_would_come(
    tmp_path: Path,
) -> None:
    filled = library(tmp_path)
    path = tmp_path / "mine.opml"
    path.write_text(OPML)
    async with running(filled) as session:
        await typed(session, tmp_path / "none.opml")
        await session.see("There is no file")
        await session.press("escape")
        await typed(session, path)
        await session.see("Import 2 feeds?")
        await session.see("New: 2 feeds in 1 folder, 1 listed more than once.")
        await session.see("“Local” is left out")
        await session.press("n")
        assert session.shows(ReaderScreen)
        await typed(session, path)
        await session.until(lambda: session.shows(Ask))
        await session.press("y")
        await session.see("Courier")
        assert len(session.screen.library.config.feeds) == 5
    assert [feed.key for feed in load(filled.config.path).feeds][3:] == ["courier", "bbc"]
    assert filled.config.path.read_text().startswith("# Mine.\n")


@drives("export-feeds")
@pytest.mark.parametrize(("name", "holds"), [("mine.opml", "<opml"), ("all.jsonl", '"article"')])
async def test_feeds_or_everything_are_written_to_a_new_file(
    tmp_path: Path, name: str, holds: str
) -> None:
    async with running(library(tmp_path)) as session:
        for path in (tmp_path / "nowhere" / name, tmp_path / name):
            await session.press(":", *"export", "enter")
            assert session.shows(AskLine)
            await session.press("ctrl+u", *str(path), "enter")
            if session.shows(AskLine):
                await session.see("There is no directory")
                await session.press("escape")
        await session.see("Written to")
        assert holds in (tmp_path / name).read_text()
        await session.press(":", *"export", "enter", "ctrl+u", *str(tmp_path / name), "enter")
        await session.see("is there already")


async def test_commands_are_shown_and_asked_for_apart(tmp_path: Path) -> None:
    filled = library(tmp_path)
    path = tmp_path / "urls"
    path.write_text(URLS)
    async with running(filled) as session:
        await typed(session, path)
        await session.see("Import 1 feed and 1 smart feed?")
        assert "“Unread” becomes a smart feed: is:unread" in session.text
        await session.press("y")
        await session.see("2 feeds would run a command on this machine.")
        assert "'~/bin/mk' it" in session.text
        await session.press("n")
        await session.until(lambda: len(session.screen.library.config.feeds) == 4)
        assert not any(feed.exec for feed in load(filled.config.path).feeds)
        assert "Unread" in session.text
        assert [smart.key for smart in session.screen.library.config.smart] == ["unread"]
        await typed(session, path)
        await session.until(lambda: session.shows(Ask))
        await session.press("y")
        await session.see("2 feeds would run a command on this machine.")
        await session.press("y")
        await session.until(lambda: len(session.screen.library.config.feeds) == 6)
    assert sum(bool(feed.exec or feed.filter) for feed in load(filled.config.path).feeds) == 2


async def test_articles_of_newsboat_appear_in_the_lists(tmp_path: Path) -> None:
    filled = library(tmp_path)
    path = tmp_path / "cache.db"
    with closing(sqlite3.connect(path)) as database:
        database.executescript(SCHEMA)
        database.execute(
            """INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread)
            VALUES ('g', 'An old story', '', '', ?, 1700000000, '<p>x</p>', 1)""",
            (FEEDS[0].url,),
        )
        database.commit()
    async with running(filled) as session:
        await typed(session, path)
        await session.see("Import 0 feeds and 1 article?")
        await session.press("y")
        await session.see("Imported 0 feeds and 1 article.")
        await session.until(lambda: session.screen.library.total() == 25)


async def test_a_file_that_is_nothing_of_the_kind_says_so(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("hello")
    async with running(library(tmp_path)) as session:
        await typed(session, path)
        await session.see("neither")
