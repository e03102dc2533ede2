"""Which entries of a feed are only the beginning of what their page tells."""

from __future__ import annotations

import pytest

from tests import make
from tui.feeds.teaser import worth_a_visit
from tui.model import Enclosure

FEED = "https://times.example/feed.xml"
LONG = "It says all there is to say about the matter at some length. " * 60
MIDDLE = LONG[:1_200]


@pytest.mark.parametrize(
    "text",
    [
        "The harbour will be dug out.",
        "",
        f"{LONG} …",
        f"{LONG} and so [...]",
        f"{LONG}\n\nRead more",
        f"{LONG}\n\nContinue reading Harbour to be dug out →",
        f"{LONG}\n\nRead the full article at The Times",
        f"{LONG}\n\nThe post Harbour appeared first on The Times.",
        f"{LONG}\n\nWeiterlesen",
        f"{LONG}\n\nLire la suite",
    ],
    ids=range(10),
)
def test_what_is_short_or_says_that_there_is_more_is_a_teaser(text: str) -> None:
    assert worth_a_visit(make.article(), text, FEED) is True


def test_a_text_of_middle_length_may_be_one() -> None:
    assert worth_a_visit(make.article(), MIDDLE, FEED) is False


def test_a_long_text_that_ends_is_whole() -> None:
    assert worth_a_visit(make.article(), LONG, FEED) is None
    assert worth_a_visit(make.article(), f"{LONG} They waited… and then it came.", FEED) is None


@pytest.mark.parametrize(
    "link",
    ["", "mailto:a@b.example", FEED, f"{FEED}#3", "https://times.example/",
     "https://times.example/report.PDF", "https://times.example/talk.mp3"],
)  # fmt: skip
def test_without_a_page_of_its_own_there_is_nothing_to_visit(link: str) -> None:
    assert worth_a_visit(make.article(link=link), "Short.", FEED) is None


def test_a_page_whose_file_is_packed_is_a_page() -> None:
    article = make.article(link="https://times.example/2026/harbour.html.gz")
    assert worth_a_visit(article, "Short.", FEED) is True


def test_what_is_to_be_heard_needs_no_page() -> None:
    episode = make.article(enclosures=(Enclosure("https://a.example/1.mp3", "audio/mpeg"),))
    assert worth_a_visit(episode, "Notes on the episode.", FEED) is None
    assert worth_a_visit(episode, "Notes on the episode… Read more", FEED) is True
