"""Plain text becomes a Document without a character being moved."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tui.text.plain import from_plain, paragraphs

WRAPPED = """\
This report was wrapped at about seventy columns by the program that
wrote it, as mail programs and editors used to do. Its lines are all
one paragraph.

A second one begins after a blank line and is also longer than just one
line of text.
"""


def blocks(text: str) -> list[tuple[str, str]]:
    document = from_plain(text)
    return [(block.kind, text[block.start : block.end]) for block in document.blocks]


def test_a_blank_line_ends_a_block() -> None:
    assert blocks("one\n\ntwo\n \t \n\nthree") == [
        ("paragraph", "one"),
        ("paragraph", "two"),
        ("paragraph", "three"),
    ]


def test_where_every_paragraph_is_one_line_each_line_is_a_block() -> None:
    long = "A paragraph that goes on far beyond any width at which people wrap their lines. " * 3
    text = f"  Title\n    {long}\n    {long}\n    End."
    assert [words for _, words in blocks(text)] == ["Title", long.strip(), long.strip(), "End."]


def test_wrapped_lines_are_one_soft_block() -> None:
    found = from_plain(WRAPPED).blocks
    assert [block.soft for block in found] == [True, True]
    assert WRAPPED[found[0].start : found[0].end].endswith("one paragraph.")


def test_a_short_line_in_wrapped_text_is_a_block_of_its_own() -> None:
    text = "Heading\n" + WRAPPED
    assert blocks(text)[0] == ("paragraph", "Heading")
    assert len(blocks(text)) == 3


def test_a_first_line_set_in_begins_a_paragraph_in_wrapped_text() -> None:
    first, second = WRAPPED.strip().split("\n\n")
    first += " It goes on until this line is full.."
    assert len(blocks(f"  {first}\n  {second}")) == 2


def test_one_long_address_does_not_hide_that_a_text_is_wrapped() -> None:
    lines = WRAPPED.replace("\n\n", "\n").splitlines()
    text = "\n".join(lines * 3) + "\nhttps://long.example/" + "x" * 200 + "\nafter it"
    assert len(blocks(text)) < 10


def test_poems_keep_their_lines() -> None:
    text = "A line of verse\nand one that is longer than that was\nshort\nanother one"
    assert len(blocks(text)) == 4


def test_typed_bullets_make_items_whose_range_leaves_the_bullet_out() -> None:
    text = "\t• one\n•\u00a0two\n- three\n* four\n– five\n1. six\n(2) seven\na) eight\n12) nine"
    document = from_plain(text)
    words = [text[block.start : block.end] for block in document.blocks]
    assert words == ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    assert {block.kind for block in document.blocks} == {"item"}
    assert [block.marker for block in document.blocks] == ["•"] * 5 + ["1.", "(2)", "a)", "12)"]


def test_what_only_looks_like_a_bullet_is_text() -> None:
    for line in ("-5 degrees", "*bold* word", "1.5 million", "2019. A year", "— Oui, dit-il.", "•"):
        assert blocks(line) == [("paragraph", line)]


def test_an_item_wrapped_over_lines_is_one_block() -> None:
    text = (
        "- An item that is long enough to be wrapped by the program that wrote\n"
        "  the text, and goes on here until it ends somewhere in its third or so\n"
        "  line.\n"
        "- The next one."
    )
    found = blocks(text)
    assert [kind for kind, _ in found] == ["item", "item"]
    assert found[0][1].endswith("line.")


def test_nothing_has_no_blocks() -> None:
    assert from_plain("").blocks == ()
    assert from_plain(" \n\t\n").blocks == ()


def test_paragraphs_join_wrapped_lines_and_keep_others() -> None:
    assert paragraphs("one\ntwo\n\nthree") == [["one", "two"], ["three"]]
    assert [len(lines) for lines in paragraphs(WRAPPED)] == [1, 1]
    assert "\n" not in paragraphs(WRAPPED)[0][0]
    assert paragraphs("") == []


@given(st.text(alphabet=st.sampled_from("ab c\n\t•-1.\u00a0\r é日"), max_size=80))
def test_the_text_is_unchanged_and_blocks_hold_every_word_in_order(text: str) -> None:
    document = from_plain(text)
    assert document.text == text
    at, outside = 0, ""
    for block in document.blocks:
        assert at <= block.start < block.end
        outside += text[at : block.start]
        assert text[block.start : block.end].strip() == text[block.start : block.end]
        at = block.end
    outside += text[at:]
    bullets = [block.marker for block in document.blocks if block.kind == "item"]
    assert len("".join(outside.split())) == sum(map(len, bullets))


def test_the_page_that_quoth_was_made_for_has_its_items(shared: Path) -> None:
    text = (shared / "corpus/seed/itu-news.txt").read_text()
    document = from_plain(text)
    items = [text[block.start : block.end] for block in document.blocks if block.kind == "item"]
    assert len(items) == 7
    assert not any(item.startswith(("•", " ")) for item in items)
    assert all("\n" not in text[block.start : block.end] for block in document.blocks)
