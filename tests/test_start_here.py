"""The feed that comes with Quoth: well made, in the right order, and true of the program."""

from __future__ import annotations

import json
import re
from datetime import datetime
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from tests import make
from tests.readme import subparsers
from tui.analysis import analyse
from tui.analysis.annotation import Analysis
from tui.cli import parser
from tui.commands import COMMANDS
from tui.feeds import Fetched
from tui.feeds.parse import parse
from tui.model import Article, Validators
from tui.settings import START_HERE, default_feeds
from tui.settings import parse as read_settings
from tui.text.document import Document
from tui.text.html import document

BODY = resources.files("tui").joinpath("start-here.json").read_bytes()
FEED: dict[str, Any] = json.loads(BODY)
ITEMS: list[dict[str, Any]] = FEED["items"]


def articles() -> dict[str, Article]:
    """The articles by guid, as the program itself reads them."""
    fetched = Fetched(START_HERE, BODY, "application/feed+json", Validators(), None, "")
    parsed = parse(make.feed("start-here", url=START_HERE), fetched, make.NOW)
    return {article.guid: article for article in parsed.articles}


def analysed(guid: str) -> tuple[Document, Analysis]:
    article = articles()[guid]
    text = document(article)
    return text, analyse(text, article.title, article.language)


def test_it_is_a_json_feed_of_five_articles_in_teaching_order() -> None:
    assert FEED["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in ITEMS] == ["welcome", "quotes", "findings", "feeds", "offline"]
    dates = [datetime.fromisoformat(item["date_published"]) for item in ITEMS]
    assert dates == sorted(dates, reverse=True)
    assert len(set(dates)) == len(dates)


def test_the_program_reads_it_whole() -> None:
    read = articles()
    assert list(read) == [item["id"] for item in ITEMS]
    assert all(article.title and article.published for article in read.values())


class Tags(HTMLParser):
    """Complains about a tag that is not closed, or closed in the wrong order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item["id"])
def test_its_html_is_well_made_and_an_article_takes_a_minute_to_read(item: dict[str, Any]) -> None:
    tags = Tags()
    tags.feed(item["content_html"])
    assert tags.open == []
    assert 100 < len(re.sub("<[^>]+>", " ", item["content_html"]).split()) < 320


def test_every_key_it_teaches_is_the_key_of_a_command() -> None:
    keys = {key.replace(" ", "").lower() for command in COMMANDS for key in command.keys}
    code = re.findall(r"<code>([^<]*)</code>", "".join(item["content_html"] for item in ITEMS))
    taught = {word.replace("Ctrl-", "ctrl+").lower() for word in code if _looks_like_a_key(word)}
    assert len(taught) > 15
    assert taught - keys == set()


def _looks_like_a_key(word: str) -> bool:
    return len(word) <= 2 or word == "Enter" or word.startswith("Ctrl-")


def test_every_verb_it_teaches_is_one_of_the_shell() -> None:
    said = set(re.findall(r"quoth ([a-z]+)", "".join(i["content_html"] for i in ITEMS)))
    assert said == {"add", "analyse", "check", "list", "search", "show", "sync"}
    assert said <= set(subparsers(parser()))


def test_the_feed_it_teaches_to_write_is_one_that_can_be_read() -> None:
    html = articles()["feeds"].html
    example = re.search(r"<code>(\[feeds\.courier\][^<]*)</code>", html)
    assert example
    assert read_settings(Path("feeds.toml"), example[1]).feeds[0].title == "Larkhaven Courier"
    assert "[feeds.start-here]" in default_feeds()


@pytest.mark.parametrize(
    ("words", "name", "role"),
    [
        ("We promised a bridge", "Mara Velling", "mayor"),
        ("everyone who kept asking", "Mara Velling", "mayor"),
        ("Under every stone", "Tomas Brandl", "chief engineer"),
        ("a little less than feared", "Tomas Brandl", "chief engineer"),
        ("It is very quick", "Ida Quill", ""),
        ("You hardly have time", "Ida Quill", ""),
    ],
)
def test_its_quotes_are_found_with_their_speakers(words: str, name: str, role: str) -> None:
    text, found = analysed("quotes")
    quotes = [quote for quote in found.quotes if words in text.text[quote.start : quote.end]]
    assert [quote.speaker_name for quote in quotes] == [name]
    assert role in quotes[0].role


def test_nothing_is_a_quote_that_nobody_says() -> None:
    assert len(analysed("quotes")[1].quotes) == 6
    for guid in ("welcome", "feeds", "offline"):
        assert analysed(guid)[1].quotes == ()


def test_its_findings_are_found_by_kind() -> None:
    text, found = analysed("findings")
    rows = [(row.kind, text.text[row.start : row.end]) for row in found.findings if row.in_list]
    assert [(kind, words.split()[0]) for kind, words in rows] == [
        ("figure", "The"),
        ("figure", "Three"),
        ("finding", "Streets"),
        ("recommendation", "Every"),
        ("recommendation", "From"),
    ]
