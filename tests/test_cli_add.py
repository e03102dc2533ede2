"""`quoth add`: whatever is pasted, from the shell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import make
from tests.shell import Shell
from tests.test_discovery import HTML, LINK, LISTING
from tests.web import Site
from tui.settings import load


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        site.serve("/feed.xml", make.rss("Bridge", "Ferry", title="Town Crier"))
        site.serve("/sport", make.rss("Goal", title="Sports desk"))
        site.serve("/", LINK.format("/feed.xml", "All") + LINK.format("/sport", "Sport"), kind=HTML)
        site.serve("/list", LISTING, kind=HTML)
        yield site


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    made = Shell(tmp_path, capsys)
    made.feeds("# Mine.\n")
    return made


def addresses(shell: Shell) -> list[str]:
    return [feed.address for feed in load(shell.config).feeds]


def test_one_feed_is_added_at_once(shell: Shell, site: Site) -> None:
    ran = shell.run("add", site.url("/feed.xml").removeprefix("http://"), "--folder", "World")
    assert ran.code == 0
    assert ran.out.startswith("Added [feeds.town-crier] to ")
    assert addresses(shell) == [site.url("/feed.xml")]
    assert shell.config.read_text().startswith("# Mine.\n")


def test_several_feeds_are_printed_and_none_is_added(shell: Shell, site: Site) -> None:
    ran = shell.run("add", site.url("/"))
    assert ran.code == 2
    assert ran.out.splitlines() == [
        "1. Town Crier (feed)",
        f"   {site.url('/feed.xml')}",
        "   2 articles, the last one of 1 Mar 2026",
        "   2026-03-01  Bridge",
        "   2026-03-01  Ferry",
        "2. Sports desk (feed)",
        f"   {site.url('/sport')}",
        "   1 article, the last one of 1 Mar 2026",
        "   2026-03-01  Goal",
    ]
    assert "--first" in ran.err
    assert addresses(shell) == []


def test_the_first_of_several_can_be_asked_for(shell: Shell, site: Site) -> None:
    assert shell.run("add", site.url("/"), "--first").code == 0
    assert shell.run("add", site.url("/"), "--first").code == 0  # the first that is not there yet
    assert addresses(shell) == [site.url("/feed.xml"), site.url("/sport")]
    ran = shell.run("add", site.url("/"), "--first")
    assert ran.code == 2
    assert "already, in [feeds.town-crier]" in ran.err


def test_what_is_there_already_is_named_with_its_key(shell: Shell, site: Site) -> None:
    shell.feeds(mine=site.url("/feed.xml").replace("http:", "https:") + "/")
    ran = shell.run("add", site.url("/feed.xml"))
    assert (ran.code, "has this address already, in [feeds.mine]" in ran.err) == (2, True)


def test_a_preview_shows_the_items_and_changes_nothing(shell: Shell, site: Site) -> None:
    ran = shell.run("add", site.url("/list"), "--preview")
    assert ran.code == 0
    assert "   in " not in ran.out
    assert "(page, read as a feed)" in ran.out
    assert "   2026-02-03  Something happened in the school today" in ran.out
    assert addresses(shell) == []


def test_a_preview_in_json_tells_all_of_it(shell: Shell, site: Site) -> None:
    shell.feeds(sport=site.url("/sport"))
    told = shell.run("add", site.url("/"), "--preview", "--json").json
    assert told["error"] is None
    assert [(each["url"], each["known"]) for each in told["candidates"]] == [
        (site.url("/feed.xml"), None),
        (site.url("/sport"), "sport"),
    ]
    assert told["candidates"][0]["items"][0] == {
        "title": "Bridge",
        "link": "https://times.example/0",
        "published": "2026-03-01T10:00:00+00:00",
    }
    several = shell.run("add", site.url("/"), "--json")
    assert (several.code, several.json) == (2, told)
    nothing = shell.run("add", site.url("/none"), "--preview", "--json")
    assert nothing.code == 2
    assert nothing.json["error"] == "127.0.0.1 has nothing at this address (404)."


def test_a_page_without_a_feed_is_added_as_a_page_and_that_is_said(
    shell: Shell, site: Site
) -> None:
    site.serve("/", LISTING, kind=HTML)
    site.serve("/feed.xml", "", status=404)
    ran = shell.run("add", site.url("/"), "--title", "Town")
    assert "No feed was found there; the page is read as one, with 4 articles now." in ran.out
    (feed,) = load(shell.config).feeds
    assert (feed.key, feed.page) == ("town", site.url("/"))


def test_a_list_of_feeds_is_imported_from_the_web_and_from_a_file(
    shell: Shell, site: Site, tmp_path: Path
) -> None:
    opml = "<opml version='2.0'><body><outline text='{0}' xmlUrl='https://{0}.example/'/></body></opml>"
    site.serve("/subs", opml.format("web"), kind="text/xml")
    file = tmp_path / "mine.opml"
    file.write_text(opml.format("file"))
    assert shell.run("add", site.url("/subs")).code == 0
    assert shell.run("add", str(file)).code == 0
    assert addresses(shell) == ["https://web.example/", "https://file.example/"]


def test_without_a_network_a_whole_address_is_added_as_it_stands(shell: Shell) -> None:
    ran = shell.run("add", "http://127.0.0.1:9/feed")
    assert ran.code == 0
    assert ran.err == "127.0.0.1 refuses connections. It is added as it stands.\n"
    assert shell.run("add", "127.0.0.1:9/other").code == 2
    assert addresses(shell) == ["http://127.0.0.1:9/feed"]


def test_an_address_can_be_added_without_a_look(shell: Shell, site: Site) -> None:
    assert shell.run("add", site.url("/feed.xml"), "--unseen").code == 0
    assert site.requests == []
    assert addresses(shell) == [site.url("/feed.xml")]


def test_titles_from_the_web_cannot_command_the_terminal(shell: Shell, site: Site) -> None:
    site.serve("/feed.xml", make.rss("a\x9b2Jb", title="\u202eevil"))
    out = shell.run("add", site.url("/feed.xml"), "--preview").out
    assert not set("\x9b\u202e\x1b") & set(out)
