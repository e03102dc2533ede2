"""The verbs of `quoth` on a real library, with feeds served on loopback: text, JSON, exit codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests import make
from tests.shell import Shell
from tests.web import Site
from tui.cli import ids
from tui.errors import OutputError
from tui.model import article_id
from tui.store import Reader
from tui.text.wording import reading_time

BODY = (
    "&lt;p&gt;“The harbour will be deeper by May,” said Maria Lopez, director of the Harbour "
    "Office.&lt;/p&gt;&lt;p&gt;Boats came and went.&lt;/p&gt;"
)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        site.serve("/a.xml", make.rss("Cats", "Dogs", "Owls", title="Animals"), etag='"1"')
        site.serve("/b.xml", make.rss("Rust", "Harbour", title="Metals"), etag='"2"')
        yield site


@pytest.fixture
def shell(tmp_path: Path, site: Site, capsys: pytest.CaptureFixture[str]) -> Shell:
    shell = Shell(tmp_path, capsys)
    shell.feeds(animals=site.url("/a.xml"), metals=site.url("/b.xml"))
    return shell


@pytest.fixture
def synced(shell: Shell) -> Shell:
    assert shell.run("sync").code == 0
    return shell


def titles(shell: Shell, *arguments: str) -> list[str]:
    return [row["title"] for row in shell.run(*arguments, "--json").json]


def id_of(shell: Shell, title: str) -> str:
    rows = shell.run("list", "--all", "--json").json
    return str(next(row["id"] for row in rows if row["title"] == title))


# sync


def test_sync_tells_of_each_feed_with_news_and_sums_up(shell: Shell) -> None:
    ran = shell.run("sync")
    assert ran.code == 0
    assert sorted(ran.out.splitlines()[:2]) == ["Animals: 3 new", "Metals: 2 new"]
    assert ran.out.splitlines()[2] == "2 feeds, 5 new articles."
    assert ran.err == ""


def test_sync_prints_one_json_object_per_event(shell: Shell) -> None:
    started, *refreshed, finished, annotated = shell.run("sync", "--json").objects
    assert started == {"event": "started", "total": 2}
    assert [(each["event"], each["done"], each["total"]) for each in refreshed] == [
        ("refreshed", 1, 2),
        ("refreshed", 2, 2),
    ]
    animals = next(each for each in refreshed if each["feed"] == "animals")
    assert set(animals["new"]) == {
        ids.shown(article_id("animals", t)) for t in ("Cats", "Dogs", "Owls")
    }
    assert (animals["updated"], animals["error"]) == ([], None)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", animals["next_visit"])
    assert finished == {"event": "finished", "total": 2, "failed": 0, "new": 5}
    assert annotated["event"] == "annotated"
    assert len(annotated["ids"]) == 5


def test_a_feed_that_fails_is_a_sentence_and_exit_code_1(shell: Shell, site: Site) -> None:
    site.serve("/b.xml", "gone for now", status=404)
    ran = shell.run("sync")
    assert ran.code == 1
    assert "Animals: 3 new" in ran.out
    assert "2 feeds, 1 failed, 3 new articles." in ran.out
    assert re.fullmatch(r"metals: .+\. \(Next try in \d+ minutes\.\)\n", ran.err)
    failed = next(e for e in shell.run("sync", "metals", "--json").objects if e.get("error"))
    assert failed["feed"] == "metals"
    assert failed["error"].endswith(".")


def test_output_that_fails_on_the_way_ends_the_sync_and_blames_no_feed(
    shell: Shell, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a disk that fills up: visits still under way must not outlive web and worker."""
    urls = {f"f{n}": site.url(f"/{n}.xml") for n in range(8)}
    for n in range(8):
        site.serve(f"/{n}.xml", make.rss("Cats", title=f"Feed {n}"))
    shell.feeds(**urls)

    def full(text: str = "") -> None:
        raise OutputError("The output cannot be written: No space left on device.")

    with monkeypatch.context() as patched:
        patched.setattr("tui.cli.output.say", full)
        assert shell.run("sync").code == 1
    with closing(Reader(shell.library)) as reader:
        assert [state.error for state in reader.states().values() if state.error] == []


def test_a_second_sync_visits_nothing_that_is_not_due(synced: Shell, site: Site) -> None:
    before = site.hits()
    ran = synced.run("sync")
    assert (ran.code, site.hits()) == (0, before)
    assert ran.out.startswith("No feed is due: the next is in ")
    assert [e["event"] for e in synced.run("sync", "--json").objects] == ["started", "finished"]


def test_named_feeds_are_visited_due_or_not_and_all_means_all(synced: Shell, site: Site) -> None:
    synced.run("sync", "metals")
    assert (site.hits("/a.xml"), site.hits("/b.xml")) == (1, 2)
    assert synced.run("sync", "--all").out == "2 feeds, 0 new articles.\n"
    assert (site.hits("/a.xml"), site.hits("/b.xml")) == (2, 3)
    assert synced.run("sync", "--all", "metals").code == 2


# list and search


def test_list_prints_unread_headlines_newest_first(synced: Shell) -> None:
    lines = synced.run("list").out.splitlines()
    assert len(lines) == 5
    assert re.fullmatch(r"[0-9a-z]{13}  ●\s+\S.*  Animals  Owls", lines[0])
    columns = {line.index(feed) for line in lines for feed in ("Animals", "Metals") if feed in line}
    assert len(columns) == 1


def test_list_in_json_is_one_array_with_the_documented_fields(synced: Shell) -> None:
    (row,) = synced.run("list", "--feed", "animals", "--limit", "1", "--json").json
    assert row == {
        "id": ids.shown(article_id("animals", "Owls")),
        "feed": "animals",
        "feed_title": "Animals",
        "title": "Owls",
        "author": None,
        "link": "https://times.example/2",
        "at": "2026-03-01T12:00:00Z",
        "read": False,
        "starred": False,
        "tags": [],
    }


def test_list_keeps_to_feeds_and_limits_and_says_that_there_is_more(synced: Shell) -> None:
    assert titles(synced, "list", "--feed", "animals") == ["Owls", "Dogs", "Cats"]
    assert len(titles(synced, "list", "--feed", "animals", "--feed", "metals")) == 5
    ran = synced.run("list", "--limit", "2")
    assert len(ran.out.splitlines()) == 2
    assert ran.err == "These are 2 of 5; --limit 0 prints all.\n"
    assert len(titles(synced, "list", "--limit", "0")) == 5


def test_list_leaves_out_what_was_read_unless_all_is_asked_for(synced: Shell) -> None:
    synced.run("mark", id_of(synced, "Owls"), "--read")
    assert "Owls" not in titles(synced, "list")
    assert "Owls" in titles(synced, "list", "--all")


def test_an_article_is_in_no_language_that_only_its_feed_claims(shell: Shell, site: Site) -> None:
    told = make.rss("Cats").replace("<description>News", "<language>en-US</language><description>")
    site.serve("/a.xml", told.replace("All about Cats.", make.SWAHILI * 2))
    shell.run("sync", "animals")
    assert titles(shell, "search", "lang:en") == []
    assert titles(shell, "search", "lang:und") == ["Cats"]


def test_an_empty_list_says_why_on_stderr_alone(shell: Shell) -> None:
    ran = shell.run("list")
    assert (ran.code, ran.out) == (0, "")
    assert "quoth sync" in ran.err
    assert shell.run("list", "--json").json == []
    shell.run("sync")
    for row in shell.run("list", "--json").json:
        shell.run("mark", row["id"], "--read")
    assert "--all" in shell.run("list").err


def test_search_finds_words_of_title_and_text(synced: Shell) -> None:
    assert titles(synced, "search", "owls") == ["Owls"]
    assert sorted(titles(synced, "search", "all", "about", "harbour")) == ["Harbour"]
    assert "Harbour" in synced.run("search", "harbour").out
    ran = synced.run("search", "unicorns")
    assert (ran.code, ran.out, ran.err) == (0, "", "No article fits this.\n")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("athor:smith", ' athor: is no field; did you mean "author"?'),
        ("title:athor:smith", ""),
        ("https://owls.example", ""),
        ('"athor: smith"', ""),
    ],
)
def test_a_search_for_a_misspelt_field_is_told(synced: Shell, typed: str, told: str) -> None:
    assert synced.run("search", typed).err == f"No article fits this.{told}\n"


@pytest.mark.parametrize("words", ['"', "AND OR", "a*", "NEAR(", "C++", "title:x", "-x"])
def test_search_takes_whatever_is_typed(synced: Shell, words: str) -> None:
    assert synced.run("search", "--", words).code == 0


# show and mark


def test_show_prints_the_article_its_quotes_and_findings(shell: Shell, site: Site) -> None:
    feed = make.rss("Lopez", title="Coast").replace("&lt;p&gt;All about Lopez.&lt;/p&gt;", BODY)
    site.serve("/a.xml", feed)
    shell.run("sync")
    out = shell.run("show", id_of(shell, "Lopez")).out
    assert out.startswith("Lopez\nCoast · 2026-03-01 ")
    assert "https://times.example/0" in out
    assert "Boats came and went." in out
    assert "\nQUOTES\n\n  Maria Lopez, director of the Harbour Office\n" in out
    assert max(map(len, out.splitlines())) <= 80


def test_show_tells_the_reading_time_that_the_screen_tells(shell: Shell, site: Site) -> None:
    text = "新" * 920
    site.serve("/a.xml", make.rss("Lopez").replace("All about Lopez.", text))
    shell.run("sync")
    assert f" · {reading_time(text)}\n" in shell.run("show", id_of(shell, "Lopez")).out


def test_show_in_json_holds_everything(shell: Shell, site: Site) -> None:
    feed = make.rss("Lopez").replace("&lt;p&gt;All about Lopez.&lt;/p&gt;", BODY)
    site.serve("/a.xml", feed)
    shell.run("sync")
    shown = shell.run("show", id_of(shell, "Lopez"), "--json").json
    assert shown["title"] == "Lopez"
    assert shown["published"] == "2026-03-01T10:00:00Z"
    assert shown["html"].startswith("<p>“The harbour")
    assert shown["text"].endswith("Boats came and went.")
    (quote,) = shown["quotes"]
    assert quote["text"] == shown["text"][quote["start"] : quote["end"]]
    assert quote["speaker_name"] == "Maria Lopez"
    assert shown["read"] is False


def test_show_marks_nothing_as_read(synced: Shell) -> None:
    synced.run("show", id_of(synced, "Owls"))
    assert "Owls" in titles(synced, "list")


def test_show_takes_an_id_as_it_was_read_out_or_typed(synced: Shell) -> None:
    id_ = id_of(synced, "Owls")
    assert synced.run("show", id_.upper()).code == 0
    assert synced.run("show", id_.replace("0", "o").replace("1", "l")).code == 0


def test_mark_changes_the_status_and_tells_what_changed(synced: Shell) -> None:
    owls, cats = id_of(synced, "Owls"), id_of(synced, "Cats")
    assert synced.run("mark", owls, "--read").out == "1 of 1 changed.\n"
    ran = synced.run("mark", owls, cats, "--read", "--json")
    assert ran.json == {"ids": [cats], "read": True, "starred": None}
    synced.run("mark", owls, "--unread", "--star")
    row = next(r for r in synced.run("list", "--json").json if r["id"] == owls)
    assert (row["read"], row["starred"]) == (False, True)
    assert "●★" in synced.run("list").out
    assert synced.run("mark", owls, "--unstar", "--json").json["starred"] is False


def test_mark_does_nothing_when_one_id_is_unknown(synced: Shell) -> None:
    owls = id_of(synced, "Owls")
    assert synced.run("mark", owls, "0" * 13, "--read").code == 2
    assert "Owls" in titles(synced, "list")


@pytest.mark.parametrize(
    "arguments",
    [
        ("mark", "0000000000000"),
        ("mark", "--read"),
        ("mark", "0000000000000", "--read", "--unread"),
        ("show", "0000000000000"),
        ("show", "zzzzzzzzzzzzz"),
        ("show", "x\x1b]0;hacked\x07"),
        ("list", "--limit", "-1"),
        ("list", "--limit", "many"),
        ("list", "--feed", "nowhere"),
        ("sync", "nowhere"),
        ("search",),
        ("dance",),
        ("analyse",),
    ],
)
def test_wrong_use_is_exit_code_2_and_a_sentence(shell: Shell, arguments: tuple[str, ...]) -> None:
    ran = shell.run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.strip()
    assert "\x1b" not in ran.err


def test_an_unknown_feed_comes_with_the_likely_spelling(shell: Shell) -> None:
    assert 'did you mean "animals"?' in shell.run("sync", "animal").err
    assert 'did you mean "metals"?' in shell.run("list", "--feed", "metal").err


@pytest.mark.parametrize("text", ["", "short", "u" * 13, "z" * 13, "ü" * 13, "0" * 14])
def test_what_is_no_id_is_no_id(text: str) -> None:
    assert ids.meant(text) is None


@pytest.mark.parametrize("number", [0, 1, 31, 32, 2**63 - 1, 5 * 10**18])
def test_an_id_reads_back_as_the_same_number(number: int) -> None:
    assert len(ids.shown(number)) == 13
    assert ids.meant(ids.shown(number)) == number


# add and check


def test_add_appends_the_feed_and_keeps_every_comment(shell: Shell, site: Site) -> None:
    shell.feeds("# mine\n", animals=site.url("/a.xml"))
    ran = shell.run("add", "https://news.larkhaven.example/feed.xml", "--folder", "World")
    assert ran.code == 0
    assert ran.out.startswith("Added [feeds.larkhaven] to ")
    text = shell.config.read_text(encoding="utf-8")
    assert text.startswith("# mine\n")
    assert 'folder = "World"' in text
    assert shell.run("list", "--feed", "larkhaven").code == 0


def test_add_tells_in_json_what_it_wrote(shell: Shell) -> None:
    ran = shell.run("add", "https://x.example/news", "--page", "--title", "Die Lerche", "--json")
    assert ran.json == {
        "file": str(shell.config),
        "key": "die-lerche",
        "url": None,
        "page": "https://x.example/news",
        "title": "Die Lerche",
        "folder": None,
    }


def test_add_refuses_what_is_there_and_what_is_no_address(shell: Shell, site: Site) -> None:
    before = shell.config.read_bytes()
    assert shell.run("add", site.url("/a.xml")).code == 2
    assert shell.run("add", "javascript:alert(1)").code == 2
    assert shell.config.read_bytes() == before


def test_check_says_that_all_is_well(shell: Shell) -> None:
    ran = shell.run("check")
    assert (ran.code, ran.err) == (0, "")
    assert "feeds: 2" in ran.out
    expected = {"file": str(shell.config), "feeds": 2, "error": None}
    assert shell.run("check", "--json").json == expected


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ('[feeds.a]\nurll = "https://a.example"\n', "line 2", '"url"'),
        ("[settings]\ntheme = 3\n", "line 2", "theme"),
        ('[keys]\nnext-unred = ["n"]\n', "line 2", '"next-unread"'),
        ("[feeds", "line 1", "TOML"),
    ],
)
def test_check_names_file_line_and_likely_spelling(
    shell: Shell, text: str, line: str, word: str
) -> None:
    shell.feeds(text)
    ran = shell.run("check", "--json")
    assert ran.code == 2
    for part in ("feeds.toml", line, word):
        assert part in ran.err
        assert part in ran.json["error"]


# everywhere


def test_options_are_understood_before_and_after_the_verb(synced: Shell, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text("", encoding="utf-8")
    assert synced.run("--json", "list").json == synced.run("list", "--json").json
    assert synced.run("list", "--feeds", str(other), "--json").json == []
    assert synced.run("--feeds", str(other), "list", "--json").json == []


def test_feeds_and_data_come_from_the_environment_too(
    synced: Shell, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from tui.__main__ import main

    monkeypatch.setenv("QUOTH_FEEDS", str(synced.config))
    monkeypatch.setenv("QUOTH_DATA", str(synced.library.parent))
    assert main(["list"]) == 0
    assert "Owls" in capsys.readouterr().out


def test_a_library_of_a_newer_program_is_refused_and_not_touched(synced: Shell) -> None:
    import sqlite3

    with sqlite3.connect(synced.library) as connection:
        connection.execute("PRAGMA user_version = 9999")
    connection.close()
    before = synced.library.read_bytes()
    ran = synced.run("list")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("quoth: ")
    assert synced.library.read_bytes() == before


def test_a_feed_taken_out_of_feeds_toml_is_no_longer_listed(synced: Shell, site: Site) -> None:
    synced.feeds(metals=site.url("/b.xml"))
    assert sorted(titles(synced, "list")) == ["Harbour", "Rust"]


def test_without_a_verb_and_a_terminal_it_lists_and_says_so_once(synced: Shell) -> None:
    ran = synced.run()
    assert ran.code == 0
    assert ran.out == synced.run("list").out
    assert len(ran.err.splitlines()) == 1


def test_the_very_first_start_lists_the_guide_without_a_network(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from tui.__main__ import main

    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")  # nobody is there
    assert main([]) == 0
    printed = capsys.readouterr()
    assert "Welcome: a few keys and you are at home" in printed.out
    assert len(printed.err.splitlines()) == 1
    assert (home / ".config" / "quoth" / "feeds.toml").is_file()


def test_list_and_search_know_the_query_language(synced: Shell) -> None:
    assert titles(synced, "list", "--query", "title:owls") == ["Owls"]
    assert titles(synced, "search", "-owls title:harbour") == ["Harbour"]
    ran = synced.run("search", "is:odd")
    assert ran.code == 2
    assert ran.err == (
        "quoth: column 4: is: takes unread, read, starred, hidden, long or short, not “odd”\n"
    )


def test_count_prints_numbers_for_status_bars(synced: Shell) -> None:
    every = len(titles(synced, "list"))
    assert synced.run("count").out == f"{every}\n"
    assert synced.run("count", "owls", "--format", "{unread}/{total} new").out == "1/1 new\n"
    assert synced.run("count", "--json").json["unread"] == every
    assert "{unred}" in synced.run("count", "--format", "{unred}").err
    assert "there are unread, total, starred" in synced.run("count", "--format", "{n}").err
    assert "what to print ({unread})" in synced.run("count", "--help").out


def test_tags_are_given_shown_found_and_taken(synced: Shell) -> None:
    owls = id_of(synced, "Owls")
    assert synced.run("tag", owls, "+Birds", "+night").out == "1 of 1 changed.\n"
    (told,) = synced.run("search", "tag:birds", "--json").json
    assert told["tags"] == ["birds", "night"]
    assert "Tags: birds, night" in synced.run("show", owls).out
    assert synced.run("tag", "--json", owls, "-birds").json["taken"] == ["birds"]
    assert synced.run("show", owls, "--json").json["tags"] == ["night"]
    for wrong in ([owls], ["+x"], [owls, "+"], [owls, "--wrong"], ["nobody", "+x"]):
        assert synced.run("tag", *wrong).code == 2


def test_rules_can_be_tried_out_and_done(synced: Shell) -> None:
    assert "no [[rules]]" in synced.run("rules").err
    with synced.config.open("a") as file:
        file.write('[[rules]]\nwhen = "title:owls"\ndo = ["star", "tag:birds"]\n')
    tried = synced.run("rules", "--dry-run")
    assert tried.out == "title:owls: 1 article would be starred, tagged birds\n    Owls\n"
    assert titles(synced, "search", "is:starred") == []
    assert synced.run("rules", "--dry-run", "--json").json["do"] == ["star", "tag:birds"]
    assert synced.run("rules").out == "title:owls: 1 article starred, tagged birds\n    Owls\n"
    assert titles(synced, "search", "is:starred tag:birds") == ["Owls"]
    synced.config.write_text(
        synced.config.read_text().replace('["star", "tag:birds"]', '["notify"]')
    )
    assert "1 article told of only when new ones come\n" in synced.run("rules").out
