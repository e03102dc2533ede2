"""Quotes as a reader would mark them, case by case, and what must hold for any text at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents import document
from tui.analysis import analyse
from tui.analysis.annotation import Quote
from tui.analysis.cues import CONFIDENCE
from tui.analysis.lexicon import first_names, table
from tui.text.document import Document
from tui.text.html import from_html

CASES = sorted((Path(__file__).parent / "cases" / "quotes").iterdir())
MARKED = st.text(st.sampled_from("ab C.,:!?\n\"“”„‘’'«»「」 said he-—é"), max_size=300)


def page_of(case: Path) -> Document:
    html = case / "input.html"
    if html.exists():
        return from_html(html.read_text("utf-8"))
    return document((case / "input.txt").read_text("utf-8"))


def compact(text: str, quote: Quote, start: str) -> dict[str, Any]:
    return {
        "text": text[quote.start : quote.end][: len(start)],
        "speaker": quote.speaker.of(text) if quote.speaker else "",
        "name": quote.speaker_name,
        "role": quote.role,
        "organisation": quote.organisation,
        "kind": quote.kind,
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_quotes_of_a_case_are_found_with_their_speakers(case: Path) -> None:
    expected = json.loads((case / "expected.json").read_text("utf-8"))
    page = page_of(case)
    text, quotes = page.text, analyse(page, language=expected.get("language", "")).quotes
    starts = [quote["text"] for quote in expected["quotes"]] + [""] * len(quotes)
    found = [compact(text, quote, start) for quote, start in zip(quotes, starts, strict=False)]
    assert found == expected["quotes"], expected["why"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "“De brug is veilig en blijft open”, vindt ook niet op het water De"),
        ("ru", "— Лодки уже на берегу, — сказал Иван Петров. — —"),
        ("es", "«El puente es seguro y sigue abierto»,"),
    ],
    ids=("article", "dash", "comma"),
)
def test_a_text_that_breaks_off_within_a_phrase_is_read(language: str, text: str) -> None:
    assert analyse(document(text), language=language).quotes


def test_parts_that_an_attribution_splits_share_a_group() -> None:
    text = "“The lock froze,” Ann Roe said, “so we waited.”\n\n“We did not,” said Bo Ek."
    assert [quote.group for quote in analyse(document(text)).quotes] == [0, 0, 1]


def test_every_rule_has_a_case() -> None:
    seen: set[str] = set()
    for case in CASES:
        language = json.loads((case / "expected.json").read_text("utf-8")).get("language", "")
        seen |= {quote.rule for quote in analyse(page_of(case), language=language).quotes}
    assert seen >= CONFIDENCE.keys()


def test_a_quote_tells_its_cue_its_rule_and_how_sure_it_is() -> None:
    text = "“The lock froze overnight,” Ann Roe said."
    (quote,) = analyse(document(text)).quotes
    assert quote.cue is not None
    assert quote.cue.of(text) == "said"
    assert quote.rule == "subject and cue after"
    assert quote.confidence > 0.9


def test_a_weak_rule_is_less_sure_than_a_strong_one() -> None:
    text = "Ann Roe shook her head. “The lock freezes every single winter.”"
    (quote,) = analyse(document(text)).quotes
    assert quote.speaker_name == "Ann Roe"
    assert quote.rule == "subject before"
    assert quote.confidence <= 0.5


def test_code_and_tables_hold_no_quotes() -> None:
    text = "print(“The lock froze overnight,” Ann Roe said)"
    assert analyse(document(text, kind="code")).quotes == ()


@given(MARKED)
@settings(max_examples=300, deadline=None)
def test_every_quote_is_a_stretch_of_its_text_in_order_and_apart(text: str) -> None:
    last = 0
    for quote in analyse(document(text)).quotes:
        assert last <= quote.start < quote.end <= len(text)
        assert any(character.isalnum() for character in text[quote.start : quote.end])
        for part in (quote.speaker, quote.cue):
            assert part is None or 0 <= part.start < part.end <= len(text)
        last = quote.end


@given(
    st.text(max_size=300), st.sampled_from(["", "en", "de", "fr", "ru", "no", "ja", "xx", "../en"])
)
@settings(max_examples=150, deadline=None)
def test_any_text_in_any_language_is_read_to_its_end(text: str, language: str) -> None:
    for quote in analyse(document(text), language=language).quotes:
        assert text[quote.start : quote.end].strip()


@given(MARKED)
@settings(max_examples=150, deadline=None)
def test_a_paragraph_far_away_changes_no_span(text: str) -> None:
    text = text.replace("\n", " ")
    plain = "\n\n".join(["Rain fell on the empty road.", "The lamps went out one by one."])
    alone = [(q.start, q.end) for q in analyse(document(text)).quotes]
    joined = analyse(document(f"{text}\n\n{plain}")).quotes
    assert [(q.start, q.end) for q in joined] == alone


def test_a_long_row_of_marks_holds_no_quotes() -> None:
    for mark in ('"', "“", "“”", "'", "«", "「"):
        assert analyse(document(mark * (200_000 // len(mark)))).quotes == ()


def test_thousands_of_tiny_quotations_lines_or_names_are_read_to_their_end() -> None:
    for piece in (
        '"a" ',
        "“a.”\n",
        "a\n",
        "— a\n",
        "A: b?\n",
        "“a ‘b ",
        "he said, ",
        "Roe, ",
        "Ann Roe spokesman ",
        "A B C — ",
        "Ann Roe of the ",
        "U.S. I Dr. ",
        "a tree: “b c d e f” ",
    ):
        text = piece * (40_000 // len(piece))
        for quote in analyse(document(text), language="es").quotes:
            assert text[quote.start : quote.end].strip()


def test_each_first_name_stands_once_and_in_its_place() -> None:
    lists = {kind: names.split() for kind, names in table("names.toml").items()}
    assert sum(map(len, lists.values())) == len(first_names())
    assert all(names == sorted(names) for names in lists.values())
