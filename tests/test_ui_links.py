"""Links: letters and numbers for them, where they lead, and what is asked before."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.widgets import Input

from tests import make
from tests.ui import FEEDS, Library, Session, drives, library, running
from tui.text.html import from_html
from tui.ui.adding import AddFeed
from tui.ui.ask import Ask
from tui.ui.browser import safe_mail
from tui.ui.links import LETTERS, Link, labels, links
from tui.ui.reader_screen import ReaderScreen

Size = tuple[int, int]
both_sizes = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])

LINKED = """<p>Read <a href="https://one.example/a">the first</a>, then
<a href="https://bücher.example/b">the second</a>.</p>
<p>Pay at <a href="https://evil.example/login">bank.example</a> or write to
<a href="mailto:ann@times.example?body=x">Ann</a>.</p>"""


def opener(folder: Path) -> tuple[str, ...]:
    """A browser that writes down what it is given."""
    code = "import sys, pathlib; pathlib.Path(sys.argv[1]).open('a').write(sys.argv[2] + '\\n')"
    return (sys.executable, "-c", code, str(folder / "opened"), "{url}")


def opened(folder: Path) -> list[str]:
    """What the browser was given."""
    path = folder / "opened"
    return path.read_text().splitlines() if path.exists() else []


def linked(folder: Path) -> Library:
    """A library whose newest article has links."""
    filled = library(folder, each=1, browser=opener(folder))
    now = datetime.now(UTC)
    filled.save(FEEDS[0], [make.article(77, "times", title="Linked", published=now, html=LINKED)])
    return filled


async def chosen(session: Session, words: str, *keys: str) -> None:
    """Press keys that show hints, then the letters of the link with these words."""
    await session.press(*keys)
    found = {link.words: label for label, link in session.screen.linking._hints.items()}
    await session.press(*found[words])


@both_sizes
@drives("link-hints", "link-copy")
async def test_letters_open_and_copy_a_link(tmp_path: Path, size: Size) -> None:
    async with running(linked(tmp_path), size) as session:
        await session.press("enter", "F")
        assert "Pay atfbank.example or write togAnn." in session.text
        assert "evil.example !" in session.lines[-1]
        assert "times.example" in session.lines[-1]
        await session.press("escape", "F")
        await session.press("escape")
        await chosen(session, "the first", "F")
        await session.see("Opening one.example")
        await session.until(lambda: opened(tmp_path) == ["https://one.example/a"])
        await chosen(session, "the second", ";", "y")
        assert session.app.clipboard.endswith("/b")


@both_sizes
@drives("link-add")
async def test_a_link_becomes_a_feed(tmp_path: Path, size: Size) -> None:
    async with running(linked(tmp_path), size) as session:
        await session.press("enter")
        await chosen(session, "the first", ";", "a")
        assert session.shows(AddFeed)
        await session.until(
            lambda: session.app.screen.query_one("#url", Input).value == "https://one.example/a"
        )


@both_sizes
@drives("browser")
async def test_while_a_number_is_typed_links_show_theirs_and_where_it_leads(
    tmp_path: Path, size: Size
) -> None:
    async with running(linked(tmp_path), size) as session:
        await session.press("enter", "4")
        assert "Read2the first, then3the second." in session.text
        assert "o evil.example !" in session.lines[-1]
        await session.press("escape")
        assert "Read the first" in session.text
        await session.press("2", "o")
        await session.see("Opening one.example")
        assert "Read the first" in session.text
        await session.press("q", "2")
        assert "one.example" not in session.lines[-1]


@both_sizes
@drives("link-list", "browser", "copy-link")
async def test_links_are_numbered(tmp_path: Path, size: Size) -> None:
    async with running(linked(tmp_path), size) as session:
        await session.press("enter", "u")
        await session.see("xn--bcher-kva.example")
        assert "evil.example !" in session.text
        await session.press(*"second", "enter")
        await session.until(lambda: len(opened(tmp_path)) == 1)
        await session.press(*"2o")
        await session.until(lambda: len(opened(tmp_path)) == 2)
        assert opened(tmp_path)[1] == "https://one.example/a"
        await session.press(*"2y")
        assert session.app.clipboard == "https://one.example/a"
        await session.press(*"44o")
        await session.see("no link 44")


async def test_the_numbers_of_listed_links_stand_under_one_another(tmp_path: Path) -> None:
    links = "".join(f'<p><a href="https://one.example/{n}">link {n}</a></p>' for n in range(1, 13))
    filled = library(tmp_path, FEEDS[:1], each=0)
    filled.save(FEEDS[0], [make.article(1, "times", html=links)])
    async with running(filled) as session:
        await session.press("enter", "u")
        await session.see("13  link 12")
        rows = [line for line in session.lines if "one.example" in line and "  link " in line]
        assert len({line.index("link ") for line in rows}) == 1
        await session.press(*"12")
        await session.until(lambda: "link 10" not in session.text)
        assert "12  link 11" in session.text


@both_sizes
async def test_a_link_that_says_another_place_and_a_mail_are_asked_about(
    tmp_path: Path, size: Size
) -> None:
    async with running(linked(tmp_path), size) as session:
        await session.press("enter")
        await chosen(session, "bank.example", "F")
        assert session.shows(Ask)
        await session.see("but it leads to evil.example.")
        await session.press("n")
        assert session.shows(ReaderScreen)
        await chosen(session, "Ann", "F")
        await session.see("To ann@times.example")
        await session.press("escape")
        assert opened(tmp_path) == []
        await chosen(session, "bank.example", "F")
        await session.press("y")
        await session.until(lambda: opened(tmp_path) == ["https://evil.example/login"])


@both_sizes
@drives("open-many")
async def test_many_are_opened_at_once_with_a_question_above_ten(
    tmp_path: Path, size: Size
) -> None:
    async with running(library(tmp_path, browser=opener(tmp_path)), size) as session:
        await session.press("m", "m", *"3j", "B")
        await session.until(lambda: len(opened(tmp_path)) == 4)
        assert session.screen.library.unread() == 20
        await session.press("B")
        await session.see("Open 20 pages in the browser?")
        await session.press("enter")
        await session.until(lambda: len(opened(tmp_path)) == 24)


@drives("browser")
async def test_the_browser_of_the_environment_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "browser"
    script.write_text(f'#!/bin/sh\nprintf "%s" "$1" > "{tmp_path}/opened"\n')
    script.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"{script} %s")
    async with running(library(tmp_path)) as session:
        await session.press("o")
        await session.until(lambda: opened(tmp_path) == ["https://times.example/1"])


async def test_an_article_without_links_says_so(tmp_path: Path) -> None:
    filled = library(tmp_path, each=1)
    news = make.article(78, "times", link="", published=datetime.now(UTC), html="<p>No.</p>")
    filled.save(FEEDS[0], [news])
    async with running(filled) as session:
        await session.press("enter", "F")
        await session.see("This article has no links.")


@pytest.mark.parametrize(
    ("words", "url", "lies"),
    [
        ("bank.example", "https://evil.example/", True),
        ("https://bank.example/login", "https://bank.example.evil.example/", True),
        ("www.bank.example", "https://bank.example/x", False),
        ("bank.example", "https://www.bank.example/x", False),
        ("the bank", "https://evil.example/", False),
        ("README.md", "https://code.example/", False),
        ("ann@bank.example", "mailto:bob@evil.example", False),
    ],
)
def test_words_that_name_another_host_are_noticed(words: str, url: str, lies: bool) -> None:
    assert Link(1, 0, 1, words, url).lies is lies


def test_only_addresses_of_the_web_and_of_mail_are_links() -> None:
    html = (
        '<a href="javascript:x">a</a> <a href="file:///etc">b</a> <a href="http://c.example">c</a>'
    )
    assert [link.url for link in links([(0, from_html(html))])] == ["http://c.example"]


def test_a_mail_is_only_given_its_receivers() -> None:
    assert safe_mail("mailto:ann@times.example?body=x&cc=b") == "mailto:ann@times.example"
    assert safe_mail("mailto:-oProxy") == ""
    assert safe_mail("https://times.example") == ""


@pytest.mark.parametrize("count", [1, 26, 27, 300])
def test_labels_are_short_and_none_begins_another(count: int) -> None:
    found = labels(count)

    assert len(set(found)) == count
    assert set("".join(found)) <= set(LETTERS)
    assert not [a for a in found for b in found if a != b and b.startswith(a)]
