"""Feeds changed and removed in feeds.toml: the table alone, and every comment stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.errors import SettingsError
from tui.settings import change_feed, load, remove_feed, take_back

TEXT = """# Mine.

[settings]
text_width = 80  # as wide as I like

# The good one.
[feeds.bbc]
url = "https://bbc.example/feed"  # the world
title = "BBC"

# Below.

[feeds."herald.1"]
url = 'https://herald.example'
folder = "World"   # of news
exec_note = 1
[feeds.last]
url = "https://last.example"
""".replace("exec_note = 1\n", "")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "feeds.toml"
    path.write_text(TEXT)
    return path


def test_a_title_is_changed_and_nothing_else(path: Path) -> None:
    change_feed(path, "bbc", {"title": 'The "BBC"'})
    assert path.read_text() == TEXT.replace('title = "BBC"', 'title = "The \\"BBC\\""')


def test_a_new_value_stands_behind_the_others_of_its_table(path: Path) -> None:
    change_feed(path, "bbc", {"folder": "World", "paused": True})
    said = 'title = "BBC"\nfolder = "World"\npaused = true\n\n# Below.\n'
    assert path.read_text() == TEXT.replace('title = "BBC"\n\n# Below.\n', said)


def test_a_value_is_taken_away(path: Path) -> None:
    change_feed(path, "herald.1", {"folder": ""})
    assert path.read_text() == TEXT.replace('folder = "World"   # of news\n', "")
    assert load(path).feeds[1].folder == ""


def test_a_feed_is_removed_and_its_neighbours_and_comments_stay(path: Path) -> None:
    remove_feed(path, "bbc")
    assert [feed.key for feed in load(path).feeds] == ["herald.1", "last"]
    assert "# The good one.\n# Below.\n" in path.read_text()
    remove_feed(path, "last")
    remove_feed(path, "herald.1")
    assert load(path).feeds == ()
    assert "text_width = 80  # as wide as I like" in path.read_text()


@pytest.mark.parametrize(
    "text",
    [
        'feeds.a.url = "https://a.example" # one\nfeeds.b.url = "https://b.example"\n',
        '[feeds]\na.url = "https://a.example" # one\nb.url = "https://b.example"\n',
        '[feeds]\na = { url = "https://a.example" } # one\nb = { url = "https://b.example" }\n',
        '[feeds.a] # one\nurl = "https://a.example"\n[feeds.b]\nurl = "https://b.example"',
        '[feeds.b]\nurl = "https://b.example"\n  [ feeds . "a" ] # one\nurl="https://a.example"',
        '[feeds.b]\nurl = "https://b.example"\n[feeds.a]\r\nurl = "https://a.example"\r\n# one',
    ],
)
def test_however_a_table_is_written_it_can_be_changed_and_removed(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "feeds.toml"
    path.write_bytes(text.encode())
    changed = change_feed(path, "a", {"title": "New"})
    titles = {feed.key: feed.title for feed in load(path).feeds}
    assert titles == {"a": "New", "b": ""}
    assert "# one" in path.read_text()
    removed = remove_feed(path, "a")
    assert [feed.key for feed in load(path).feeds] == ["b"]
    take_back(removed)
    take_back(changed)
    assert path.read_bytes() == text.encode()


def test_an_edit_is_taken_back_only_while_the_file_is_as_it_left_it(path: Path) -> None:
    edit = remove_feed(path, "bbc", "BBC was removed")
    assert edit.said == "BBC was removed"
    take_back(edit)
    assert path.read_text() == TEXT
    edit = remove_feed(path, "bbc")
    path.write_text(path.read_text() + "# by hand\n")
    with pytest.raises(SettingsError, match="was changed since"):
        take_back(edit)
    assert path.read_text().endswith("# by hand\n")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"url": "file:///x"}, "must be a whole web address"),
        ({"title": "a\nb"}, "holds a control character"),
        ({"url": ""}, "has no address"),
        ({"refresh_minutes": 1}, "a whole number from 5"),
    ],
)
def test_a_value_that_cannot_be_changes_nothing(
    path: Path, changed: dict[str, object], said: str
) -> None:
    with pytest.raises(SettingsError, match=said):
        change_feed(path, "bbc", changed)
    assert path.read_text() == TEXT


def test_a_feed_that_is_not_there_is_named(path: Path) -> None:
    with pytest.raises(SettingsError, match="has no feed nobody any more"):
        remove_feed(path, "nobody")


def test_a_feed_with_rules_and_selectors_of_its_own_is_changed_and_removed(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    text = (
        '[feeds.a]\npage = "https://a.example"\nfull_text = "never"\n'
        'select = { item = "li" }\n[[feeds.a.rules]]\nwhen = "sport"\ndo = ["read"]\n'
        '[feeds.b]\nurl = "https://b.example"\n'
    )
    path.write_text(text)
    change_feed(path, "a", {"title": "New"})
    assert load(path).feeds[0].title == "New"
    assert load(path).feeds[0].full_text == "never"
    assert len(load(path).rules) == 1
    remove_feed(path, "a")
    assert [feed.key for feed in load(path).feeds] == ["b"]
    assert load(path).rules == ()
