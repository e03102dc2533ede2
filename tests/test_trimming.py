"""What an extracted article carries with it goes; what belongs to it stays."""

from __future__ import annotations

import pytest

from tui.text.recovery import recovered
from tui.text.trimming import trimmed

NEWS = "The harbour of the small town will be dug out again this spring, said the mayor on Monday."
MORE = "Nobody in the council voted against the plan, which will cost four million crowns in all."
URL = "https://paper.example/harbour"
LINK = '<a href="https://paper.example/other">Another story of the day</a>'


def cut(*blocks: str, title: str = "Harbour to be dug out", authors: str = "Ann Smith") -> str:
    return trimmed(f"<html><body>{''.join(blocks)}</body></html>", title, authors, URL)


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


STORY = paragraphs(NEWS, MORE, NEWS + MORE)


@pytest.mark.parametrize(
    "around",
    [
        "<h1>Harbour to be dug out</h1>",
        "<p>By Ann Smith</p>",
        "<p>3 min read</p>",
        "<p>Advertisement</p>",
    ],
)
def test_title_byline_and_labels_at_the_top_go(around: str) -> None:
    assert cut(around, STORY) == STORY


@pytest.mark.parametrize(
    "between",
    [
        f"<p>Read more: {LINK}</p>",
        f"<p>Lesen Sie auch: {LINK}</p>",
        f"<ul><li>{LINK}</li><li>{LINK}</li></ul>",
        f"<h3>{LINK}</h3>",
        f"<h3>Most read</h3><p>Man bites dog</p><ul><li>{LINK}</li></ul>",
    ],
    ids=range(5),
)
def test_links_to_other_pieces_go(between: str) -> None:
    assert cut(paragraphs(NEWS), between, paragraphs(MORE)) == paragraphs(NEWS, MORE)


@pytest.mark.parametrize(
    "after",
    [
        "<p>Sign up for our newsletter.</p>",
        "<p>© 2026 The Paper. All rights reserved.</p>",
        "<h2>Comments</h2>",
        "<p>Abonnieren Sie unseren Newsletter</p><p>Quelle: dpa</p>",
        "<h3>More from the harbour</h3>",
    ],
    ids=range(5),
)
def test_the_small_print_at_the_end_goes(after: str) -> None:
    assert cut(STORY, after) == STORY


@pytest.mark.parametrize(
    "kept",
    [
        "<blockquote><p>“We waited for ten years,” she said.</p></blockquote>",
        "<ul><li>Dig out the harbour</li><li>Build a wall</li></ul>",
        "<h2>What it costs</h2><p>Four million crowns.</p>",
        '<p>The <a href="https://paper.example/plan">plan of the council</a> is public.</p>',
        f"<p>The council's papers:</p><ul><li>{LINK}</li><li>{LINK}</li></ul>",
        '<h2><a href="#cost">What it costs</a></h2><p>Four million crowns.</p>',
        "<p>“Why?”</p><p>For the boats.</p><p>“Why?”</p><p>For the people.</p>",
        "<table><tr><td>Crowns</td><td>4,000,000</td></tr></table>",
        "<p>Correction: an earlier version of this article gave another sum.</p>",
    ],
    ids=range(9),
)
def test_quotes_lists_headings_tables_and_corrections_stay(kept: str) -> None:
    assert cut(STORY, kept, STORY.replace("Monday", "Friday")).startswith(STORY + kept)


def test_what_stands_twice_stays_once() -> None:
    long = NEWS + MORE + NEWS
    assert cut(paragraphs(long, MORE, long)) == paragraphs(long, MORE)


def test_a_page_of_nothing_but_small_print_is_left_as_it_is() -> None:
    strange = paragraphs("Sign up for our newsletter.", "All rights reserved.", "Yes.")
    assert "newsletter" in cut(strange)
    assert cut("") == "<html><body></body></html>" or cut("") == ""


def test_an_article_in_several_boxes_is_put_together() -> None:
    box = '<div class="body"><div class="inner">{}</div></div><div class="ad">Buy!</div>'
    parts = [paragraphs(*(f"{n}{m} {NEWS}" for m in range(4))) for n in range(3)]
    page = (
        f"<html><body><nav><p>{NEWS}</p></nav>{''.join(box.format(p) for p in parts)}</body></html>"
    )
    found = " ".join(f"0{m} {NEWS}" for m in range(4))
    assert recovered(page, found) == "".join(parts)


def test_where_nothing_is_missing_nothing_is_put_together() -> None:
    assert (
        recovered(f"<html><body><div>{STORY}</div></body></html>", f"{NEWS} {MORE} {NEWS}{MORE}")
        == ""
    )
    assert recovered("", "") == ""
