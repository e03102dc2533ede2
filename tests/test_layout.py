"""A Document becomes Lines that fit the screen and lose nothing."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from tests.test_html import PAGES
from tui.text.document import Block, Document
from tui.text.html import from_html
from tui.text.layout import Highlight, Line, Piece, layout, line_at
from tui.text.plain import from_plain
from tui.text.wrapping import is_narrow


def drawn(document: Document | str, width: int) -> list[str]:
    """The lines as they are seen."""
    built = from_html(document) if isinstance(document, str) else document
    return ["".join(piece.text for piece in line.pieces) for line in layout(built, (), width)]


def looks(document: Document | str, highlights: Sequence[Highlight] = ()) -> list[tuple[str, str]]:
    """Every piece with its roles."""
    built = from_html(document) if isinstance(document, str) else document
    lines = layout(built, highlights, 76)
    return [(piece.text, " ".join(piece.roles)) for line in lines for piece in line.pieces]


def check(document: Document, lines: Sequence[Line], width: int) -> None:
    """What holds for every layout."""
    text, shown, before = document.text, bytearray(len(document.text)), 0
    for line in lines:
        assert sum(cell_len(piece.text) for piece in line.pieces) <= width
        assert before <= line.start <= line.end
        before = line.start
        own = [piece for piece in line.pieces if piece.start >= 0]
        assert [piece.start for piece in own] == sorted(piece.start for piece in own)
        for piece in line.pieces:
            assert piece.text
            assert not set(piece.text) & set("\n\t")
        for piece in own:
            end = piece.start + len(piece.text)
            assert line.start <= piece.start < end <= line.end
            assert text[piece.start : end] == piece.text
            assert not any(shown[piece.start : end])
            shown[piece.start : end] = b"\1" * len(piece.text)
    assert all(seen or c.isspace() for seen, c in zip(shown, text, strict=True))


HIGHLIGHTS = st.lists(
    st.builds(
        Highlight, st.integers(-2, 60), st.integers(-2, 60), st.sampled_from(["said", "found"])
    ),
    max_size=4,
)


@given(PAGES, HIGHLIGHTS, st.integers(8, 40))
def test_every_character_is_shown_once_and_no_line_is_too_wide(
    html: str, highlights: list[Highlight], width: int
) -> None:
    document = from_html(html)
    check(document, layout(document, highlights, width), width)


SIGNS = st.sampled_from(
    ["a", "bc", " ", "\u00a0", "é", "e\u0301", "日", "本", "。", "「", "」", "ー", "한", "국", "😀",
     "👩🏽‍🚀", "🇪🇺", "1️⃣", "☂️", "ที่", "क्षि", "עברית", "/", "https://x.example/?a=b", "—", "\u0301"]
)  # fmt: skip


@given(st.lists(SIGNS, max_size=40).map("".join), HIGHLIGHTS, st.integers(2, 30))
def test_any_script_is_shown_whole_and_fits(
    text: str, highlights: list[Highlight], width: int
) -> None:
    document = from_html(f"<p>{text}</p><pre>{text}</pre><table><tr><td>{text}<td>{text}<tr><td>x")
    check(document, layout(document, highlights, width), max(width, 8))


def test_an_accent_on_a_space_does_not_push_a_line_over_the_edge() -> None:
    text = "abc \u0301"
    document = from_html(f"<table><tr><td>{text}<td>{text}<tr><td>x")
    check(document, layout(document, (), 8), 8)


@given(st.text(alphabet=st.sampled_from("ab c\n\t•-1\u00a0é日"), max_size=80), st.integers(8, 40))
def test_plain_text_is_shown_whole(text: str, width: int) -> None:
    document = from_plain(text)
    shown = "".join(
        text[piece.start : piece.start + len(piece.text)]
        for line in layout(document, (), width)
        for piece in line.pieces
        if piece.start >= 0
    )
    expected = "".join(text[block.start : block.end] for block in document.blocks)
    assert "".join(shown.split()) == "".join(expected.split())


def test_lines_are_filled_with_whole_words() -> None:
    assert drawn("<p>one two three four</p>", 9) == ["one two", "three", "four"]
    assert drawn("<p>exactly 10</p><p>exactly 11!</p>", 10) == [
        "exactly 10",
        "",
        "exactly",
        "11!",
    ]


def test_a_line_break_of_the_author_is_kept() -> None:
    assert drawn("one<br>two", 20) == ["one", "two"]


def test_a_word_longer_than_the_line_is_parted_where_it_has_a_seam() -> None:
    assert drawn("<p>a abcdefghijkl b</p>", 8) == ["a", "abcdefgh", "ijkl b"]
    assert drawn("<p>x.example/path/to</p>", 12) == ["x.example/", "path/to"]
    assert drawn("<p>glued\u00a0together</p>", 10) == ["glued", "together"]
    assert drawn("<p>日 é.example/path/to</p>", 12) == ["日", "é.example/", "path/to"]


def test_chinese_and_japanese_break_between_characters_but_not_before_a_closing_mark() -> None:
    assert drawn("<p>日本語の文章です。終</p>", 8) == ["日本語の", "文章で", "す。終"]
    assert drawn("<p>日本語「文章」</p>", 8) == ["日本語", "「文章」"]
    assert drawn("<p>。。。。。。。</p>", 8) == ["。。。。", "。。。"]


def test_a_line_is_never_too_wide_for_marks_that_may_not_begin_one() -> None:
    text = "a日))))))」"
    assert max(map(cell_len, drawn(f"<p>{text}</p>", 8))) <= 8


def test_korean_breaks_at_its_spaces() -> None:
    assert drawn("<p>대한민국 정부는</p>", 10) == ["대한민국", "정부는"]


def test_letters_with_their_marks_joined_emoji_and_flags_stay_whole() -> None:
    assert drawn("<p>" + "e\u0301" * 10 + "</p>", 8) == ["e\u0301" * 8, "e\u0301" * 2]
    assert drawn("<p>" + "👩🏽‍🚀" * 5 + "</p>", 8) == ["👩🏽‍🚀" * 4, "👩🏽‍🚀"]
    assert drawn("<p>a" + "🇪🇺" * 5 + "</p>", 8) == ["a🇪🇺🇪🇺🇪🇺", "🇪🇺🇪🇺"]


def test_blocks_are_set_off_by_one_blank_line_but_items_are_not() -> None:
    html = (
        "<p>a</p><ul><li>b<li>c</ul><dl><dt>t<dd>d</dl><img alt='pic'><figcaption>cap</figcaption>"
    )
    assert drawn(html, 20) == ["a", "", "• b", "• c", "", "t", "  d", "", "▣ pic", "cap"]


def test_items_hang_from_their_marker_and_lists_nest() -> None:
    html = "<ol start=9><li>nine words<li>ten<ul><li>deep down here</ul><p>more of ten</ol>"
    assert drawn(html, 14) == [
        " 9. nine words",
        "10. ten",
        "    • deep",
        "      down",
        "      here",
        "",
        "    more of",
        "    ten",
    ]


def test_a_heading_in_an_item_carries_its_marker() -> None:
    assert drawn("<ul><li><h2>Head</h2><p>text</ul>", 20) == ["• Head", "", "  text"]


def test_deep_lists_and_quotes_leave_room_for_words() -> None:
    html = "<blockquote>" * 20 + "<ul><li>" * 20 + "words to read"
    document = from_html(html)
    for width in (8, 20, 76):
        lines = layout(document, (), width)
        check(document, lines, width)
        assert len(lines) <= 8


def test_a_quote_has_a_bar_also_between_its_paragraphs() -> None:
    html = "<blockquote><p>one two</p><p>three</p></blockquote>after"
    assert drawn(html, 8) == ["│ one", "│ two", "│ ", "│ three", "", "after"]


def test_code_keeps_its_white_space_and_is_cut_at_the_width() -> None:
    assert drawn("<pre>if x:\n    return '日本'\n\nend</pre>", 12) == [
        "if x:",
        "    return '",
        "日本'",
        "",
        "end",
    ]
    assert drawn("<pre>0123456789ab</pre>", 10) == ["0123456789", "ab"]


def test_a_rule_is_a_line_across() -> None:
    assert drawn("a<hr>b", 10) == ["a", "", "─" * 10, "", "b"]


TABLE = """<table><tr><th>Country<th>People<th>Remarks</tr>
<tr><td>Iceland<td>380,000<td>an island in the north</tr><tr><td>Peru<td><td>x</table>"""


def test_columns_take_what_they_need_and_share_what_there_is() -> None:
    assert drawn(TABLE, 60) == [
        "Country  People   Remarks",
        "───────  ───────  ──────────────────────",
        "Iceland  380,000  an island in the north",
        "Peru              x",
    ]
    assert drawn(TABLE, 30) == [
        "Country  People   Remarks",
        "───────  ───────  ────────────",
        "Iceland  380,000  an island in",
        "                  the north",
        "Peru              x",
    ]


def test_a_table_that_does_not_fit_is_told_row_by_row() -> None:
    assert drawn(TABLE, 24) == [
        "Country People Remarks",
        "Countr: Iceland",
        "  People: 380,000",
        "  Remark: an island in",
        "          the north",
        "Countr: Peru",
        "  Remark: x",
    ]
    assert drawn(TABLE, 12)[-2:] == ["Peru", "  x"]
    assert drawn("<table><tr><td>longwords<td>otherwords<tr><td>a<td>b</table>", 12) == [
        "longwords",
        "  otherwords",
        "a",
        "  b",
    ]


def test_a_table_may_have_rows_of_different_length_and_columns_of_nothing() -> None:
    html = "<table><tr><td>a<td><td>c<tr><td>日本<tr><td>x<td><td>y</table>"
    assert drawn(html, 20) == ["a       c", "日本", "x       y"]


def test_a_table_may_have_cells_of_white_space() -> None:
    text = "\u00a0\t\u00a0\nlongest\twords"
    rows = (((0, 1), (2, 3)), ((4, 11), (12, 17)))
    headed = Document(text, (Block("table", 0, 17, rows=rows, headed=True),))
    assert drawn(headed, 8) == ["longest", "  words"]
    assert drawn(headed, 30) == ["───────  ─────", "longest  words"]


def test_wide_columns_without_spaces_may_shrink() -> None:
    html = f"<table><tr><td>{'日本語' * 10}<td>{'日本語' * 10}<tr><td>a<td>b</table>"
    assert max(map(cell_len, drawn(html, 40))) <= 40
    assert len(drawn(html, 40)) == 5


def test_looks_of_the_block_come_before_those_of_spans_and_these_before_highlights() -> None:
    html = "<blockquote><h2>a <b>b <a href='https://x.example/'>c</a></b> d</h2></blockquote>"
    found = looks(html, [Highlight(4, 99, "said"), Highlight(0, 1, "found")])
    assert found == [
        ("│ ", "quoted"),
        ("a", "quoted heading found"),
        (" ", "quoted heading"),
        ("b ", "quoted heading strong"),
        ("c", "quoted heading strong link said"),
        (" d", "quoted heading said"),
    ]


def test_overlapping_highlights_cut_pieces_at_each_edge() -> None:
    text = Document("abcdef", (Block("paragraph", 0, 6),))
    found = looks(text, [Highlight(1, 4, "said"), Highlight(2, 6, "found"), Highlight(3, 3, "no")])
    assert found == [("a", ""), ("b", "said"), ("cd", "said found"), ("ef", "found")]


def test_a_highlight_goes_on_over_the_lines_of_a_paragraph() -> None:
    lines = layout(from_html("<p>one two three</p>"), [Highlight(2, 9, "said")], 8)
    assert [[(piece.text, piece.roles) for piece in line.pieces] for line in lines] == [
        [("on", ()), ("e two", ("said",))],
        [("t", ("said",)), ("hree", ())],
    ]


def test_a_highlight_never_parts_a_letter_from_its_mark() -> None:
    text = Document("e\u0301👩🏽‍🚀x", (Block("paragraph", 0, 7),))
    assert looks(text, [Highlight(1, 5, "said")]) == [("e\u0301", "said"), ("👩🏽‍🚀x", "")]


def test_roles_name_what_a_block_is() -> None:
    roles = dict(looks("<h1>h</h1><pre>c</pre><ul><li>i</ul><dl><dt>t</dl><hr>" + TABLE))
    assert (roles["h"], roles["c"], roles["t"]) == ("heading", "code", "strong")
    assert (roles["• "], roles["─" * 76], roles["Country"]) == ("marker", "rule", "table-head")
    roles = dict(looks("<figure><img alt=pic><figcaption>cap</figcaption></figure>"))
    assert (roles["▣ "], roles["pic"], roles["cap"]) == ("marker", "caption", "caption")


def test_links_carry_their_address_and_the_innermost_wins() -> None:
    lines = layout(from_html("<a href='https://x.example/'>x <b>y</b></a>"), (), 20)
    assert [piece.href for piece in lines[0].pieces] == ["https://x.example/"] * 2


def test_soft_line_breaks_and_tabs_are_single_spaces() -> None:
    text = "one\n   two\tthree日"
    document = Document(text, (Block("paragraph", 0, len(text), soft=True),))
    assert drawn(document, 20) == ["one two three日"]
    assert drawn(document, 8) == ["one two", "three日"]
    pieces = layout(document, (), 20)[0].pieces
    for highlight in (Highlight(0, 7, "said"), Highlight(3, 10, "said")):
        highlighted = layout(document, [highlight], 20)[0].pieces
        assert [piece.text for piece in highlighted] == ["one", " ", "two", " ", "three日"]
    assert pieces == (
        Piece("one", 0),
        Piece(" "),
        Piece("two", 7),
        Piece(" "),
        Piece("three日", 11),
    )


def test_blank_lines_belong_to_no_block() -> None:
    lines = layout(from_html("<p>a</p><p>b</p>"), (), 20)
    assert [(line.block, line.start, line.end) for line in lines] == [
        (0, 0, 1),
        (-1, 1, 1),
        (1, 3, 4),
    ]


def test_an_empty_document_has_no_lines() -> None:
    assert layout(Document(), (), 20) == []
    assert line_at([], 5) == 0


def test_a_width_too_small_to_read_counts_as_eight() -> None:
    assert drawn("<p>abcdefghij</p>", 0) == ["abcdefgh", "ij"]


@pytest.mark.parametrize(("offset", "index"), [(-5, 0), (0, 0), (7, 0), (8, 1), (99, 3)])
def test_the_line_of_an_offset_is_found(offset: int, index: int) -> None:
    lines = layout(from_html("<p>one two three</p><p>four</p>"), (), 8)
    assert line_at(lines, offset) == index


@given(PAGES, st.integers(8, 40))
def test_the_line_found_shows_the_character(html: str, width: int) -> None:
    document = from_html(html)
    lines = layout(document, (), width)
    for i, line in enumerate(lines):
        for piece in line.pieces:
            if piece.start >= 0:
                assert line_at(lines, piece.start) == i


def test_characters_taken_for_narrow_are_one_cell_wide() -> None:
    narrow = [chr(c) for c in range(0x20, 0x20000) if is_narrow(chr(c), 0, 1)]
    assert len(narrow) > 1000
    assert {get_character_cell_size(c) for c in narrow} == {1}


def test_real_pages_are_shown_whole_at_several_widths(shared: Path) -> None:
    pages = sorted((shared / "corpus/pages/articles").rglob("*.gz"))[::40]
    assert pages
    for page in pages:
        document = from_html(gzip.decompress(page.read_bytes()).decode(errors="replace"))
        for width in (8, 31, 76):
            check(document, layout(document, (), width), width)
