"""Importing and exporting in the shell: all or nothing, and nothing lost on the way."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests import make
from tests.make import NOW
from tests.shell import Shell
from tests.web import Site
from tui.model import Feed, FeedState, Filter, FullText, Note, PageState
from tui.settings import load
from tui.store import Correction, PageVisit, Reader, Visit, Writer

OPML = """<opml><body><outline text="World">
<outline text="Courier" xmlUrl="https://courier.example/feed"/>
<outline text="Courier again" xmlUrl="http://COURIER.example/feed/"/>
<outline text="BBC" xmlUrl="https://bbc.example/feed"/></outline>
<outline text="Local" xmlUrl="file:///etc/passwd"/></body></opml>"""

URLS = """https://courier.example/feed news
"exec:~/bin/mk it" scraped
"filter:clean:https://fjord.example/rss" "~Fjord"
"query:Unread:unread = \\"yes\\""
"""

SCHEMA = """
CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL,
  title VARCHAR(1024) NOT NULL, lastmodified INTEGER(11) NOT NULL DEFAULT 0,
  is_rtl INTEGER(1) NOT NULL DEFAULT 0, etag VARCHAR(128) NOT NULL DEFAULT '');
CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL,
  title VARCHAR(1024) NOT NULL, author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL,
  feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL, content VARCHAR(65535) NOT NULL,
  unread INTEGER(1) NOT NULL, enclosure_url VARCHAR(1024), enclosure_type VARCHAR(1024),
  enqueued INTEGER(1) NOT NULL DEFAULT 0, flags VARCHAR(52), deleted INTEGER(1) NOT NULL DEFAULT 0);
"""
LATER = """
ALTER TABLE rss_item ADD base VARCHAR(128) NOT NULL DEFAULT '';
ALTER TABLE rss_item ADD content_mime_type VARCHAR(255) NOT NULL DEFAULT '';
"""


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    shell = Shell(tmp_path, capsys)
    shell.feeds("# mine\n", bbc="https://bbc.example/feed")
    return shell


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


def file(shell: Shell, name: str, text: str) -> str:
    path = shell.folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def cache(
    shell: Shell, *items: tuple[object, ...], later: bool = True, name: str = "cache.db"
) -> str:
    """A cache.db of newsboat: (guid, title, url, feedurl, seconds, content, unread, deleted,
    flags) for each article."""
    path = shell.folder / name
    with closing(sqlite3.connect(path)) as database:
        database.executescript(SCHEMA + (LATER if later else ""))
        database.executemany(
            """INSERT INTO rss_item (guid, title, url, feedurl, pubDate, content, unread, deleted,
            flags, author, enclosure_url, enclosure_type)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'Ann', 'https://a.example/1.mp3', 'audio/mpeg')""",
            items,
        )
        database.commit()
    return str(path)


# Lists of feeds


def test_an_opml_file_adds_what_is_new_and_says_what_it_left(shell: Shell) -> None:
    ran = shell.run("import", file(shell, "a.opml", OPML))
    assert ran.code == 0
    assert ran.out == (
        "New: 1 feed in 1 folder, 1 there already, 1 listed more than once.\n"
        "  “Local” is left out: its url must be a whole web address, beginning with https:// or "
        "http://.\n"
        "Imported 1 feed.\n"
    )
    text = shell.config.read_text()
    assert text.startswith('# mine\n[feeds.bbc]\nurl = "https://bbc.example/feed"\n')
    feed = Feed("courier", url="https://courier.example/feed", title="Courier", folder="World")
    assert load(shell.config).feeds[1:] == (feed,)


def test_a_preview_changes_nothing(shell: Shell) -> None:
    before = shell.config.read_bytes()
    ran = shell.run("import", "--preview", "--json", file(shell, "a.opml", OPML))
    assert ran.json["feeds"] == ["courier"]
    assert (ran.json["known"], ran.json["repeated"]) == (1, 1)
    assert shell.config.read_bytes() == before


def test_one_file_that_cannot_be_read_is_the_end_of_all(shell: Shell) -> None:
    before = shell.config.read_bytes()
    good, bad = file(shell, "a.opml", OPML), file(shell, "b.txt", "hello")
    ran = shell.run("import", good, bad)
    assert ran.code == 2
    assert "b.txt cannot be imported: It is neither OPML, nor newsboat's" in ran.err
    assert "none.opml cannot be read: No such file" in shell.run("import", good, "none.opml").err
    assert shell.config.read_bytes() == before


def test_commands_are_shown_and_left_out_unless_they_are_allowed(shell: Shell) -> None:
    urls = file(shell, "urls", URLS)
    ran = shell.run("import", urls)
    assert ran.code == 0
    assert "2 feeds would run a command on this machine:" in ran.out
    assert "'~/bin/mk' it" in ran.out
    assert "Those with commands were left out; --allow-commands takes them." in ran.out
    assert [feed.key for feed in load(shell.config).feeds] == ["bbc", "courier"]

    ran = shell.run("import", "--allow-commands", urls)
    assert ran.code == 0
    assert load(shell.config).feeds[2:] == (
        Feed("mk", exec=("~/bin/mk", "it"), folder="scraped"),
        Feed("fjord", url="https://fjord.example/rss", filter=("clean",), title="Fjord"),
    )


QUERIES = """https://bbc.example/feed news
"query:New:unread = \\"yes\\"" "Read first"
"query:Stories:tags # \\"news\\" and title =~ \\"stor\\""
"query:Stories:age between 2:7 or flags # \\"s\\""
"query:Courier:rssurl =~ \\"courier\\""
"""


def test_newsboats_queries_become_smart_feeds_once(shell: Shell) -> None:
    urls = file(shell, "urls", QUERIES)
    before = shell.config.read_bytes()
    assert shell.run("import", "--preview", "--json", urls).json["smart"] == [
        "new",
        "stories",
        "stories-2",
    ]
    assert shell.config.read_bytes() == before
    ran = shell.run("import", urls)
    assert ran.out == (
        "New: 0 feeds, 1 there already.\n"
        "  “New” becomes a smart feed: is:unread\n"
        "  “Stories” becomes a smart feed: folder:news title:stor*\n"
        "  “Stories” becomes a smart feed: (older:2d newer:8d) or is:starred\n"
        "  Line 5 is the query “Courier” without an equal here: there is nothing like "
        "“rssurl =~ courier”.\n"
        "Imported 0 feeds and 3 smart feeds.\n"
    )
    assert [(each.key, each.title, each.folder) for each in load(shell.config).smart] == [
        ("new", "New", "Read first"),
        ("stories", "Stories", ""),
        ("stories-2", "Stories", ""),
    ]
    after = shell.config.read_bytes()
    assert after.startswith(before)
    assert shell.run("import", "--json", urls).json["smart"] == []
    assert shell.config.read_bytes() == after


def test_a_query_finds_what_came_with_it(shell: Shell) -> None:
    shell.feeds("# new\n")
    shell.run("import", file(shell, "urls", QUERIES), cache(shell, item(1), item(2, title="Dogs")))
    query = load(shell.config).smart[1].text
    assert [each["title"] for each in shell.run("search", query, "--json").json] == ["Story & 1"]


def test_a_query_that_cannot_be_added_takes_nothing_in(shell: Shell) -> None:
    shell.config.write_text('smart = { a = { query = "is:unread" } }\n')
    ran = shell.run("import", file(shell, "urls", QUERIES), cache(shell, item(1)))
    assert ran.code == 2
    assert shell.config.read_text() == 'smart = { a = { query = "is:unread" } }\n'
    with closing(Reader(shell.library)) as reader:
        assert list(reader.everything()) == []


def test_very_many_feeds_are_taken_only_when_that_is_meant(shell: Shell) -> None:
    outlines = "".join(f"<outline xmlUrl='https://h{n}.example/f'/>" for n in range(5_001))
    many = file(shell, "many.opml", f"<opml><body>{outlines}</body></opml>")
    ran = shell.run("import", many)
    assert ran.code == 2
    assert "These are 5,001 feeds: say --yes if that is meant." in ran.err
    assert len(load(shell.config).feeds) == 1
    assert shell.run("import", "--yes", many).code == 0
    keys = [feed.key for feed in load(shell.config).feeds]
    assert len(set(keys)) == 5_002


def test_feeds_toml_that_cannot_be_written_takes_nothing_in(shell: Shell) -> None:
    shell.config.write_text('feeds = { bbc = { url = "https://bbc.example/feed" } }\n')
    articles = cache(shell, item(1))
    ran = shell.run("import", file(shell, "a.opml", OPML), articles)
    assert ran.code == 2
    assert "has no room for a table at its end" in ran.err
    with closing(Reader(shell.library)) as reader:
        assert list(reader.everything()) == []


def test_export_as_json_is_one_array_of_all_feeds(shell: Shell) -> None:
    shell.feeds(
        '[feeds.mk]\nexec = ["~/bin/mk", "it"]\ntitle = "Made"\n', bbc="https://b.example/f"
    )
    assert shell.run("export", "--json").json == [
        {"key": "mk", "exec": ["~/bin/mk", "it"], "title": "Made"},
        {"key": "bbc", "url": "https://b.example/f"},
    ]
    assert shell.run("export", "--opml", "--json").out.startswith("<?xml")


def test_export_as_opml_is_what_import_reads(shell: Shell) -> None:
    shell.run("import", "--allow-commands", file(shell, "urls", URLS))
    ran = shell.run("export")
    assert "these are not in it: mk." in ran.err
    assert "without their filter: fjord." in ran.err
    before = load(shell.config).feeds
    shell.feeds("# new\n")
    shell.run("import", file(shell, "out.opml", ran.out))
    back = {feed.key: feed for feed in load(shell.config).feeds}
    assert back["bbc"] == before[0]
    assert back["courier"] == before[1]
    assert back["fjord"].filter == ()


# newsboat's articles


def item(n: int, **fields: object) -> tuple[object, ...]:
    """The n-th article of bbc in a cache.db."""
    told: dict[str, object] = {
        "guid": f"tag:{n}",
        "title": f"Story &amp; {n}",
        "url": f"https://bbc.example/{n}",
        "feedurl": "https://bbc.example/feed",
        "pubDate": int(NOW.timestamp()) - n,
        "content": f"<p>Body {n}</p>",
        "unread": 1,
        "deleted": 0,
        "flags": "",
    }
    return tuple({**told, **fields}.values())


@pytest.mark.parametrize("later", [True, False], ids=["new", "old"])
def test_newsboats_articles_come_with_what_was_read(shell: Shell, later: bool) -> None:
    path = cache(
        shell,
        item(1),
        item(2, unread=0),
        item(3, flags="s"),
        item(4, deleted=1),
        item(5, feedurl="https://gone.example/feed"),
        later=later,
    )
    ran = shell.run("import", path)
    assert ran.code == 0
    assert "1 article of feeds that are not in feeds.toml were left out." in ran.out
    assert "Imported 0 feeds and 3 articles." in ran.out
    with closing(Reader(shell.library)) as reader:
        rows = reader.headlines(Filter(), limit=10)
        first = reader.article(rows[0].id)
    assert [(row.title, row.read, row.starred) for row in rows] == [
        ("Story & 1", False, False),
        ("Story & 2", True, False),
        ("Story & 3", False, True),
    ]
    assert first is not None
    assert (first.guid, first.html, first.author) == ("tag:1", "<p>Body 1</p>", "Ann")
    assert first.enclosures[0].kind == "audio/mpeg"
    assert len(shell.run("search", "body", "--json").json) == 3


def test_an_imported_article_is_the_one_that_the_next_visit_brings(
    shell: Shell, site: Site
) -> None:
    nameless = "<guid isPermaLink='false'>Eels</guid>"
    site.serve("/feed", make.rss("Cats", "Dogs", "Eels").replace(nameless, ""))
    url = site.url("/feed")
    shell.feeds(bbc=url)
    link = "https://times.example/2"
    no_guid = item(2, guid=f"{link}Sun, 01 Mar", title="Eels", url=link, feedurl=url)
    read = item(1, guid="Cats", title="Cats", feedurl=url, unread=0)
    gone = item(3, guid="Dogs", title="Dogs", feedurl=url, deleted=1)
    shell.run("import", cache(shell, read, no_guid, gone))
    assert shell.run("sync", "--all").code == 0
    with closing(Reader(shell.library)) as reader:
        rows = reader.headlines(Filter(), limit=10)
    assert sorted((row.title, row.read) for row in rows) == [
        ("Cats", True),
        ("Dogs", True),
        ("Eels", False),
    ]


def test_importing_twice_changes_nothing_more(shell: Shell) -> None:
    path = cache(shell, item(1), item(2, unread=0))
    assert shell.run("import", "--json", path).json["articles"] == 2
    with closing(Writer(shell.library)) as writer, closing(Reader(shell.library)) as reader:
        first = reader.headlines(Filter(unread=True), limit=1)[0].id
        writer.mark([first], read=True)
    assert shell.run("import", "--json", path).json["articles"] == 0
    with closing(Reader(shell.library)) as reader:
        assert reader.count(Filter(unread=True)) == 0


def test_a_database_that_is_not_newsboats_is_refused(shell: Shell) -> None:
    with closing(sqlite3.connect(shell.folder / "other.db")) as other:
        other.execute("CREATE TABLE x (y)")
    ran = shell.run("import", str(shell.folder / "other.db"))
    assert ran.code == 2
    assert "cannot be read as newsboat's cache" in ran.err


# Everything


def filled(shell: Shell) -> None:
    """A library in which everything occurs: undated, read, starred, removed, marked in advance."""
    feeds = [Feed("bbc", url="https://bbc.example/feed"), make.feed("gone")]
    undated = make.article(3, "bbc", published=None, html="<p>Überall \ud800</p>", language="de")
    articles = [
        make.article(1, "bbc"),
        make.article(2, "bbc", updated=NOW, reply_to="bbc-1"),
        undated,
    ]
    with closing(Writer(shell.library)) as writer:
        writer.subscribe(feeds)
        old = NOW - timedelta(days=3, microseconds=7)
        writer.save(Visit("bbc", articles, ["one", "two", "three"], FeedState("bbc"), old))
        writer.save(Visit("gone", [make.article(1, "gone")], ["x"], FeedState("gone"), NOW))
        writer.mark([articles[0].id, 12345], read=True)
        writer.mark([articles[1].id], starred=True)
        writer.hide([undated.id])
        writer.tag([articles[0].id, 6789], add=["boats", "to-read"])
        writer.write_note(Note(articles[0].id, "Body of", 3, "why?", NOW))
        writer.correct([Correction(articles[0].id, "“No”", 0, "Ann")], NOW)
        writer.keep_place(articles[1].id, 41)
        writer.write_note(Note(6789, "", 0, "the whole of it", NOW))
        page = FullText("<p>All of it</p>", "All of it", "https://bbc.example/2", "", "Ann", NOW)
        writer.note_page(PageVisit(articles[1].id, PageState(kept=True), page))


def test_the_whole_library_goes_out_and_comes_back(shell: Shell, tmp_path: Path) -> None:
    filled_by = Shell(tmp_path / "one", shell.capture)
    filled_by.folder.mkdir()
    (filled_by.folder / "data").mkdir()
    table = '[feeds.bbc]\nurl = "https://bbc.example/feed"\npaused = true\n'
    filled_by.feeds(table + '[feeds.mk]\nexec = ["mk"]\n[smart.ann]\nquery = "by:ann"\n')
    filled(filled_by)
    out = filled_by.run("export", "--jsonl").out

    shell.feeds("# empty\n")
    ran = shell.run("import", "--allow-commands", file(shell, "all.jsonl", out))
    assert ran.code == 0
    assert "Imported 2 feeds, 1 smart feed and 4 articles." in ran.out
    again = shell.run("export", "--jsonl").out
    assert sorted(again.splitlines()) == sorted(out.splitlines())
    assert json.loads(out.splitlines()[0]) == {"quoth": 1}
    assert len(out.splitlines()) == 1 + 2 + 1 + 4 + 2
    assert '"reply_to": "bbc-1"' in out
    assert '"text": "why?"' in again
    assert '"place": 41' in again
    assert '"Ann"' in again
    assert "<p>All of it</p>" in again
    shell.run("import", "--allow-commands", file(shell, "all.jsonl", out))
    assert sorted(shell.run("export", "--jsonl").out.splitlines()) == sorted(out.splitlines())


def test_articles_follow_their_feed_to_another_key(shell: Shell, tmp_path: Path) -> None:
    (shell.folder / "data").mkdir()
    filled(shell)
    out = shell.run("export", "--jsonl").out
    other = Shell(tmp_path / "two", shell.capture)
    other.folder.mkdir()
    other.feeds(mine="http://bbc.example/feed")
    other.run("import", file(shell, "all.jsonl", out))
    with closing(Reader(other.library)) as reader:
        rows = reader.headlines(Filter(), limit=9)
    assert {row.feed for row in rows} == {"mine"}
    assert len(rows) == 2  # and the hidden one


@pytest.mark.parametrize(
    "line",
    ['{"article": {"feed": "bbc"}}', '{"article": 3}', "[1]", "nonsense", '{"status": {}}'],
)
def test_a_damaged_export_takes_nothing_in(shell: Shell, line: str) -> None:
    feed = '{"feed": {"key": "new", "url": "https://new.example"}}'
    ran = shell.run("import", file(shell, "all.jsonl", f'{{"quoth": 1}}\n{feed}\n{line}\n'))
    assert ran.code == 2
    assert "Line 3 is damaged." in ran.err
    assert [feed.key for feed in load(shell.config).feeds] == ["bbc"]


def test_an_export_of_a_newer_quoth_is_named(shell: Shell) -> None:
    ran = shell.run("import", file(shell, "all.jsonl", '{"quoth": 2}\n'))
    assert "written by a newer Quoth" in ran.err


def test_files_of_an_article_are_listed_and_downloaded(shell: Shell, site: Site) -> None:
    file = f"<enclosure url='{site.url('/1.mp3')}' type='audio/mpeg' length='1500'/>"
    site.serve("/feed", make.rss("Cats").replace("</item>", f"{file}</item>"))
    site.serve("/1.mp3", b"sound")
    shell.feeds(cats=site.url("/feed"))
    shell.run("sync", "--all")
    id_ = shell.run("list", "--json").json[0]["id"]
    assert f"1  audio/mpeg, 2 kB  {site.url('/1.mp3')}" in shell.run("show", id_).out
    ran = shell.run("download", id_, "--to", str(shell.folder / "got"))
    assert ran.code == 0
    assert ran.out == f"{shell.folder}/got/Cats.mp3\n"
    assert (shell.folder / "got" / "Cats.mp3").read_bytes() == b"sound"
    assert "comes with 1 file." in shell.run("download", id_, "--number", "2").err
    site.serve("/1.mp3", b"", status=404)
    ran = shell.run("download", "--json", id_, "--to", str(shell.folder / "got"))
    assert ran.code == 1
    assert "Cats.mp3: 127.0.0.1 has nothing at this address (404)." in ran.err
