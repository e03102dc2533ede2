"""HTML becomes a Document: every rule has a case in tests/cases/html."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tui.text.document import Block, Document
from tui.text.guard import harmless
from tui.text.html import document, from_html
from tui.text.links import host
from tui.text.numbering import number
from tui.text.safe import many_lines

CASES = sorted((Path(__file__).parent / "cases" / "html").iterdir())
BASE = "https://paper.example/news/story.html"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_html_becomes_the_expected_blocks(case: Path) -> None:
    built = from_html((case / "input.html").read_text(), BASE)
    assert dump(built) == (case / "expected.txt").read_text()


def dump(document: Document) -> str:
    """A document to read: each block's nature, its lines set in, its spans."""
    return "\n".join(_dump_block(document, block) for block in document.blocks) + "\n"


def _dump_block(document: Document, block: Block) -> str:
    level = f" {block.level}" if block.level else ""
    marker = f" {block.marker}" if block.marker else ""
    headed = " headed" if block.headed else ""
    lines = [f"{'>' * block.quoted}{block.kind}{level}{marker}{headed}"]
    text = document.text
    if block.rows:
        lines += ["    " + " | ".join(text[a:b] for a, b in row) for row in block.rows]
    else:
        lines += [f"    {line}" for line in text[block.start : block.end].split("\n")]
    for span in document.spans:
        if block.start <= span.start and span.end <= block.end and span.start < span.end:
            where = f" -> {span.href}" if span.href else ""
            lines.append(f"        {span.kind} “{text[span.start : span.end]}”{where}")
    return "\n".join(lines)


def test_links_are_resolved_against_the_base_or_else_the_link_of_the_article() -> None:
    article = make.article(html='<a href="/x">x</a>', link="https://link.example/a")
    assert document(article).spans[0].href == "https://link.example/x"
    article = make.article(html='<a href="/x">x</a>', base="https://base.example/")
    assert document(article).spans[0].href == "https://base.example/x"


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        (" https://a.example/x y ", "https://a.example/x%20y"),
        ("https:\\\\a.example\\x", "https://a.example/x"),
        ("//a.example", "https://a.example"),
        ("?q=1", "https://paper.example/news/story.html?q=1"),
        ("http:///nohost", ""),
        ("https://a.example/" + "x" * 9000, ""),
        ("vbscript:x", ""),
        ("http://[::1", ""),
        ("http://a.example/[x", "http://a.example/[x"),
        ("https://zero\u200bwidth.example/", ""),
    ],
)
def test_only_links_that_may_be_opened_are_kept(href: str, kept: str) -> None:
    spans = from_html(f'<p><a href="{href}">x</a></p>', BASE).spans
    assert [span.href for span in spans] == ([kept] if kept else [])


def test_a_document_has_a_digest_of_its_text_alone() -> None:
    assert from_html("<p>a</p>").digest == from_html("<b>a</b>").digest
    assert from_html("<p>a</p>").digest != from_html("<p>b</p>").digest


def test_a_relative_link_without_a_base_is_no_link() -> None:
    assert from_html('<a href="/x">x</a>').spans == ()


def test_the_host_of_an_address_is_named_without_user_and_port() -> None:
    assert host("https://good.example@Evil.example:80/") == "evil.example"
    assert host("mailto:a@b.example") == ""


@pytest.mark.parametrize(
    ("n", "style", "written"),
    [
        (1, "1", "1"), (26, "a", "z"), (27, "A", "AA"), (703, "a", "aaa"), (0, "a", "0"),
        (1994, "i", "mcmxciv"), (4, "I", "IV"), (4000, "i", "4000"), (-2, "I", "-2"), (5, "x", "5"),
    ],
)  # fmt: skip
def test_list_numbers_are_written_in_the_style_of_the_list(
    n: int, style: str, written: str
) -> None:
    assert number(n, style) == written


@pytest.mark.parametrize(
    "html", ["", " \n ", "<p></p>", "<!-- -->", "<hr>", "<table></table>", "<"]
)
def test_nothing_makes_an_empty_document(html: str) -> None:
    assert from_html(html).text in ("", "<")
    assert len(from_html(html).blocks) == (html == "<")


HOSTILE = {
    "10,000 levels": "<div>" * 10_000 + "words",
    "50,000 levels of several kinds": "<div><blockquote><ul><li>" * 12_500 + "words",
    "levels that close wrongly": "<span><div></span></div>" * 20_000 + "words",
    "formatting left open": "".join(f"<font color={i}>" for i in range(399)) + "<p>words" * 9_000,
    "50,000 attributes": "<p " + " ".join(f"a{i}" for i in range(50_000)) + ">words",
    "tags without end": "words" + "<a " * 200_000,
    "comments without end": "words" + "<!--" * 200_000,
    "scripts without end": "words" + "<script></scrip" * 50_000,
    "quotes without end": "words" + "<a =\"'" * 50_000,
    "a table of 400,000 cells": "<table>" + ("<tr>" + "<td>words" * 200) * 2_000 + "</table>",
    "hidden end tags": "<svg><![CDATA[</div>]]></svg><div>" * 5_000 + "words",
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE.keys())
def test_markup_made_to_hang_a_parser_keeps_its_words_and_loses_its_structure(html: str) -> None:
    tamed = harmless(html)
    assert tamed.count("<") - tamed.count("<p>") < 1_000
    built = from_html(html)
    assert "words" in built.text
    assert max(block.quoted for block in built.blocks) == 0


def test_a_long_article_of_ordinary_markup_keeps_its_structure() -> None:
    html = "<div><p>words <a href='https://x.example/'>link</a> <b>bold</b></p></div>" * 1_000
    assert harmless(html) == html
    assert len(from_html(html).spans) == 2_000


def test_a_picture_kept_in_its_own_address_is_no_attack() -> None:
    html = f'<p>words</p><img alt="A cat asleep" src="data:image/png;base64,{"A" * 50_000}">'
    assert [block.kind for block in from_html(html).blocks] == ["paragraph", "image"]


def test_what_is_over_two_million_characters_is_cut_off() -> None:
    assert len(harmless("x" * 2_100_000)) == 2_000_000


def test_deep_but_honest_nesting_is_kept() -> None:
    built = from_html("<blockquote>" * 100 + "words" + "</blockquote>" * 100)
    assert built.blocks[0].quoted == 100


WORDS = st.text(
    alphabet=st.sampled_from("abc äß日本é \n\t\u00a0\u200b\u202e<>&\"'=/-\x1b\x00"), max_size=12
)
TAGS = st.sampled_from([
    "p", "div", "span", "b", "i", "a", "em", "code", "br", "hr", "ul", "ol", "li",
    "blockquote", "pre", "table", "tr", "td", "th", "caption", "h2", "img", "dl", "dt", "dd",
    "figure", "figcaption", "q", "sup", "script", "style", "iframe", "video", "body", "html",
    "font", "svg", "math", "select",
])  # fmt: skip
ATTRIBUTES = st.sampled_from(
    ["", ' href="/x"', ' alt="a picture"', " hidden", ' start="7"', ' src="/v"', ' colspan="3"',
     ' rowspan="2"', ' style="display:none"', ' value="2"']
)  # fmt: skip
MARKUP = st.one_of(
    WORDS,
    st.builds("<{}{}>".format, TAGS, ATTRIBUTES),
    st.builds("</{}>".format, TAGS),
)
PAGES = st.lists(MARKUP, max_size=30).map("".join)


@given(PAGES)
def test_blocks_follow_one_another_and_hold_their_spans(html: str) -> None:
    built = from_html(html, BASE)
    ends = [block.end for block in built.blocks]
    starts = [block.start for block in built.blocks]
    assert starts == [0, *(end + 2 for end in ends[:-1])][: len(starts)]
    assert len(built.text) == (ends[-1] if ends else 0)
    assert all(built.text[end : end + 2] == "\n\n" for end in ends[:-1])
    for span in built.spans:
        assert any(a <= span.start < span.end <= b for a, b in zip(starts, ends, strict=True))
    assert list(built.spans) == sorted(built.spans, key=lambda span: span.start)


@given(PAGES)
def test_no_block_but_a_rule_is_empty_and_what_it_says_is_safe(html: str) -> None:
    built = from_html(html, BASE)
    assert many_lines(built.text) == built.text
    for block in built.blocks:
        words = built.text[block.start : block.end]
        assert bool(words.strip()) == (block.kind != "rule")
        assert words == words.rstrip() or block.kind == "table"
        assert "\t" not in words or block.kind == "table"


@given(PAGES)
def test_the_cells_of_a_table_are_all_its_text(html: str) -> None:
    built = from_html(html, BASE)
    for block in built.blocks:
        rows = [[built.text[a:b] for a, b in row] for row in block.rows]
        if rows:
            assert "\n".join(map("\t".join, rows)) == built.text[block.start : block.end]
            assert not any(mark in cell for row in rows for cell in row for mark in "\t\n")


@given(st.lists(st.text(alphabet="abcdeäöü日", min_size=1, max_size=9), min_size=1, max_size=9))
def test_words_survive_any_visible_element(words: list[str]) -> None:
    wrappers = ["p", "div", "li", "td", "blockquote", "h2", "pre", "b", "dd", "figcaption", "font"]
    html = "".join(
        f"<{wrappers[i % 11]}>{word}</{wrappers[i % 11]}>\n" for i, word in enumerate(words)
    )
    assert from_html(html).text.split() == words


def test_hostile_pages_keep_no_link_that_may_not_be_opened(shared: Path) -> None:
    pages = sorted((shared / "corpus" / "hostile" / "html").glob("*.html"))
    assert pages
    for page in pages:
        built = from_html(page.read_text(errors="replace"), BASE)
        assert "EVL title" not in built.text
        assert not any(span.href.startswith(("java", "file", "data")) for span in built.spans)
