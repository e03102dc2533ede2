"""What stands above and below the text of an article."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from tests import pages
from tui.model import Enclosure
from tui.text.document import Document
from tui.text.wording import reading_time
from tui.ui.page import BODY, PageLines, parts, shown_address


@pytest.mark.parametrize(
    ("url", "host", "rest"),
    [
        ("https://news.example/a/b?c=1", "news.example", "/a/b?c=1"),
        ("https://news.example/", "news.example", ""),
        ("https://user:secret@bücher.example/x", "xn--bcher-kva.example", "/x"),
        ("https://bank.example@evil.example/", "evil.example", ""),
        ("https://news.example/caf%C3%A9", "news.example", "/café"),
        ("http://127.0.0.1:18750/articles/1", "127.0.0.1:18750", "/articles/1"),
        ("https://news.example:odd/", "https://news.example:odd/", ""),
        ("https://[broken/", "https://[broken/", ""),
        ("https://" + "a" * 70 + ".example/x", "https://" + "a" * 59 + "…", ""),
        ("mailto:a@b.example", "mailto:a@b.example", ""),
    ],
)
def test_an_address_shows_the_host_that_would_be_asked(url: str, host: str, rest: str) -> None:
    assert shown_address(url) == (host, rest)


def test_a_long_address_is_shortened_behind_its_host() -> None:
    host, rest = shown_address("https://news.example/" + "long/" * 40)
    assert host == "news.example"
    assert rest.endswith("…")
    assert len(host + rest) <= 68


@pytest.mark.parametrize(
    ("text", "time"),
    [("", ""), ("word", "1 min"), ("word " * 920, "4 min"), ("新" * 920, "2 min")],
)
def test_the_reading_time_counts_words_also_where_no_spaces_are_written(
    text: str, time: str
) -> None:
    assert reading_time(text) == time


def test_what_is_not_known_leaves_no_gap_in_the_byline() -> None:
    page = pages.page(title="", author="", published=None, link="")
    head = parts(replace(page, feed_title="", document=Document()))[0].document.text
    assert head.split() == ["Without", "a", "title"]


def test_a_starred_article_says_so() -> None:
    starred = replace(pages.page(), starred=True)
    assert "★ starred" in parts(starred)[0].document.text


def test_the_date_is_a_persons_date() -> None:
    page = pages.page(published=datetime(2018, 10, 1, 12, 0, tzinfo=UTC))
    assert " 1 Oct 2018, " in parts(page)[0].document.text


def test_files_tell_their_kind_and_size_as_far_as_known() -> None:
    files = (
        Enclosure("https://a.example/1.mp3", "audio/mpeg", 12_345_678),
        Enclosure("https://a.example/2.txt", "", 2_400),
        Enclosure("https://a.example/3.txt", "", -5),
    )
    text = parts(pages.page(enclosures=files))[2].document.text
    assert text.split() == [
        *("audio/mpeg,", "12.3", "MB", "a.example/1.mp3"),
        *("2", "kB", "a.example/2.txt", "file", "a.example/3.txt"),
    ]


@pytest.mark.parametrize("width", [8, 23, 76])
def test_every_letter_of_a_page_is_found_on_the_row_that_shows_it(width: int) -> None:
    page = PageLines(parts(pages.page()), width)
    for place, letter in enumerate(page.text):
        if letter.isspace():
            continue
        line = page.lines[page.row(place)]
        offset = place - page.base(page.part(page.row(place)))
        shown = [p for p in line.pieces if p.start <= offset < p.start + len(p.text)]
        assert [piece.text[offset - piece.start] for piece in shown] == [letter]


def test_every_column_of_a_row_is_the_place_of_its_letter() -> None:
    page = PageLines(parts(pages.page()), 30)
    for row, line in enumerate(page.lines):
        text = "".join(piece.text for piece in line.pieces)
        for column, letter in enumerate(text):
            if page.part(row) == BODY:
                assert page.text[page.place(row, column)] == letter
        assert page.place(row, len(text) + 9) - page.base(page.part(row)) == line.end
