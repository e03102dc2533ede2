"""newsboat's list of feeds."""

from __future__ import annotations

import pytest

from tui.feeds import newsboat
from tui.model import Feed, Smart
from tui.query import parse

FULL = r"""# my feeds
https://courier.example/feed.xml news world "two words" "~The \"Courier\"" # a comment
"https://me:secret@fjord.example/private.xml" "~Fjord Post"

   https://plain.example/a#part
"""


def one(line: str) -> Feed:
    """The feed of a line of which nothing is left out."""
    found = newsboat.read(line)
    assert found.left_out == ()
    return found.feeds[0]


def test_addresses_titles_and_the_first_tag_are_taken() -> None:
    found = newsboat.read(FULL)
    assert found.feeds == (
        Feed("", url="https://courier.example/feed.xml", title='The "Courier"', folder="news"),
        Feed("", url="https://me:secret@fjord.example/private.xml", title="Fjord Post"),
        Feed("", url="https://plain.example/a#part"),
    )
    assert found.left_out == ("Line 2 has more tags than one folder can hold: world, two words.",)


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ('"exec:~/bin/mk --new"', ("~/bin/mk", "--new")),
        ("\"exec:mk 'two words'\"", ("mk", "two words")),
        ('"exec:curl x | jq ."', ("sh", "-c", "curl x | jq .")),
        ('"exec:mk $HOME/x"', ("sh", "-c", "mk $HOME/x")),
        ('"exec:mk it\'s"', ("sh", "-c", "mk it's")),
    ],
)
def test_a_command_becomes_words_and_keeps_a_shell_only_where_it_needs_one(
    line: str, command: tuple[str, ...]
) -> None:
    assert one(line).exec == command


def test_a_filter_becomes_the_feeds_filter() -> None:
    feed = one('"filter:~/bin/clean -x:https://courier.example/feed.xml" news')
    assert feed == Feed(
        "", url="https://courier.example/feed.xml", filter=("~/bin/clean", "-x"), folder="news"
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            '"query:Mine:rssurl =~ \\"a\\"" tag',
            "Line 1 is the query “Mine” without an equal here: there is nothing like “rssurl",
        ),
        ("query:Mine", "Line 1 is the query “Mine” without an equal here: it cannot be read"),
        ("file:///etc/passwd", "Line 1 is left out: its url must be a whole web address"),
        ("exec:", "Line 1 has no command after exec:."),
        ('"filter::https://a.example"', "Line 1 has no command after filter:."),
        ('"filter:cmd:file:///x"', "Line 1 is left out: its url must be"),
        ("gopher://a.example x", "Line 1 is left out"),
    ],
)
def test_what_has_no_equal_is_listed(line: str, said: str) -> None:
    found = newsboat.read(line)
    assert found.feeds == ()
    assert found.left_out[0].startswith(said)


def test_a_query_becomes_a_smart_feed_in_the_folder_of_its_first_tag() -> None:
    found = newsboat.read(
        "query:New\x1b:ships:read\n"
        '"query:Ships:title =~ \\"ship\\" and age < 3" sea "~My ships" ! far\n'
    )
    assert found.smart == (
        Smart("", parse("title:ship* newer:3d"), "title:ship* newer:3d", "My ships", "sea"),
    )
    assert found.left_out == (
        "Line 1 is the query “New” without an equal here: it cannot be read at “ships:read”.",
        "Line 2 hides its feed (!); here it is shown.",
        "Line 2 has more tags than one folder can hold: far.",
    )


def test_the_title_of_a_query_is_one_that_feeds_toml_takes() -> None:
    found = newsboat.read('"query:a\x1bb 👨\u200d👩:unread = \\"yes\\"" "👨\u200d👩 x"')
    assert [(smart.title, smart.folder) for smart in found.smart] == [("ab 👨👩", "👨👩 x")]


def test_a_tag_is_a_folder_only_where_it_comes_first() -> None:
    found = newsboat.read(
        "https://a.example sea news\nhttps://b.example news\n"
        '"query:Sea:tags # \\"sea\\"" news\n"query:News:tags # \\"news\\""\n'
    )
    assert [smart.text for smart in found.smart] == ["folder:sea"]
    assert found.left_out[1:] == (
        "Line 4 is the query “News” without an equal here: not every feed with the tag “news” "
        "has it first.",
    )


def test_a_hidden_feed_is_taken_and_said_to_be_shown() -> None:
    found = newsboat.read('https://a.example "!"\nhttps://b.example !hidden tag')
    assert [feed.folder for feed in found.feeds] == ["", "tag"]
    assert found.left_out[0] == "Line 1 hides its feed (!); here it is shown."


def test_titles_cannot_command_the_terminal() -> None:
    assert one('https://a.example "~\x1b]0;x\x07y"').title == "]0;xy"


@pytest.mark.parametrize(
    ("text", "so"),
    [(FULL, True), ('"exec:x"', True), ("hello\nworld", False), ("# https://a.example", False)],
)
def test_the_file_is_told_by_its_lines(text: str, so: bool) -> None:
    assert newsboat.looks_like(text) is so
