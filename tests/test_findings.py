"""Findings as an editor would mark them, case by case, and what must hold for any text at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents import document
from tui.analysis import analyse
from tui.analysis.annotation import Ground
from tui.analysis.lexicon import table
from tui.text.document import Document
from tui.text.html import from_html

CASES = sorted((Path(__file__).parent / "cases" / "findings").iterdir())
LISTED = st.text(st.sampled_from("ab C.,:!\n-•*1% Key findings include "), max_size=300)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_findings_of_a_case_are_found(case: Path) -> None:
    expected = json.loads((case / "expected.json").read_text("utf-8"))
    page = page_of(case)
    text = page.text
    found = analyse(page, expected["title"], expected.get("language", "")).findings
    ends = [one.pop("end", "") for one in expected["findings"]]
    starts = [one["text"] for one in expected["findings"]] + [""] * len(found)
    compact = [
        {
            "text": text[one.start : one.end][: len(start)],
            "kind": one.kind,
            "in_list": one.in_list,
        }
        for one, start in zip(found, starts, strict=False)
    ]
    assert compact == expected["findings"], expected["why"]
    assert all(text[: one.end].endswith(end) for one, end in zip(found, ends, strict=True))


def page_of(case: Path) -> Document:
    """The page of a case: HTML, or lines of text."""
    html = case / "input.html"
    if html.exists():
        return from_html(html.read_text("utf-8"))
    return document((case / "input.txt").read_text("utf-8"))


def test_an_item_of_a_run_ends_before_the_next_one() -> None:
    text = "Key findings include: - the weir held - the gate broke twice - nobody was hurt"
    found = analyse(document(text)).findings
    assert [text[one.start : one.end] for one in found] == [
        "the weir held",
        "the gate broke twice",
        "nobody was hurt",
    ]


def grounds(text: str, title: str = "") -> list[list[str]]:
    """Why each finding of a text is one: names with the words that show them."""
    return [
        [f"{one.name} {one.words.of(text)}" if one.words else one.name for one in finding.grounds]
        for finding in analyse(document(text), title).findings
    ]


def test_a_finding_tells_what_weighed_most_and_what_tells_the_same_only_once() -> None:
    text = (
        "A survey of 400 pilots found that 71% of them trust the charts.\n"
        "The pier is old and the lamps on it are dim.\n"
        "Ferries are slower than buses by 12 minutes, according to a study."
    )
    assert grounds(text, "Pilots trust the charts, a survey shows") == [
        ["found survey of 400 pilots found", "percent 71%", "title"],
        ["attributed according to a study", "number 12 minutes", "promised"],
    ]


def test_an_item_of_a_list_tells_its_head() -> None:
    below = "We asked 400 pilots. Key findings include:\n- the weir held\n- the gate broke twice"
    inside = "We asked 400 pilots. Key findings include: - the weir held - the gate broke twice"
    for text in (below, inside):
        assert grounds(text) == [["listed Key findings include:"]] * 2
    assert (
        grounds("Key findings\n• the weir held\n• the gate broke") == [["listed Key findings"]] * 2
    )


def test_an_item_that_speaks_for_itself_tells_what_it_says() -> None:
    text = "Highlights include:\n- our new boats\n- a study found that 12% of boats leak"
    assert grounds(text) == [["found study found", "percent 12% of boats"]]


def test_key_sentences_tell_what_made_them_that() -> None:
    lead = "The old ferry of Kotka left the harbour on Sunday, the ministry said in the evening."
    rest = "The harbour of Kotka was empty and the ferry of the town was far away by then."
    text = "\n".join([lead, *(f"{rest} It was day {n} of the ferry." for n in range(4))])
    first, *_ = grounds(text, "The old ferry leaves the harbour")
    assert first == ["early", "central", "dated Sunday"]


def test_items_of_the_list_that_opens_the_article_say_so() -> None:
    items = "<li>The old ferry of Kotka left the harbour at noon.</li>" * 2
    page = from_html(
        f"<ul>{items}<li>Nobody was on board of her at all.</li></ul><p>It rained.</p>"
    )
    found = analyse(page, "A ferry leaves").findings
    assert {one.grounds for one in found} == {(Ground("opening"),)}


def test_what_the_publisher_says_about_itself_is_no_finding() -> None:
    text = (
        "A survey of 400 pilots found that 71% of pilots trust the new charts.\n"
        "About Northern Charts\n"
        "Northern Charts found 90% of all reefs and its survey is the leading study of reefs."
    )
    found = analyse(document(text)).findings
    assert [one.start for one in found] == [0]


def test_a_short_note_has_neither_findings_nor_key_sentences() -> None:
    assert analyse(document("The pier is closed today. It opens tomorrow.")).findings == ()


def test_in_a_language_without_data_long_articles_still_have_key_sentences() -> None:
    line = "Vene lahti satamasta varhain aamulla ja palasi vasta kun ilta oli jo pimeä."
    found = analyse(document("\n".join([line] * 5)), language="fi").findings
    assert {one.kind for one in found} == {"sentence"}


@pytest.mark.parametrize("said", ["„ja“", "”ja”", "“ja”", "«ja»"])
def test_a_sentence_with_a_whole_quotation_in_it_can_be_a_key_sentence(said: str) -> None:
    lead = (
        f"Die alte Fähre von Kotka fuhr am Sonntag aus dem Hafen und der Kapitän rief {said} dazu."
    )
    rest = "Der Hafen war leer und die Stadt hatte an jenem Tag sehr viel zu tun."
    text = "\n".join([lead, *(f"{rest} Es war der Tag Nummer {n}." for n in range(4))])
    found = analyse(document(text), "Die alte Fähre von Kotka", "de").findings
    assert found[0].start == 0


@given(LISTED)
@settings(max_examples=300, deadline=None)
def test_every_finding_is_a_stretch_of_its_text_in_order(text: str) -> None:
    last = -1
    for finding in analyse(document(text)).findings:
        assert last < finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end] == text[finding.start : finding.end].strip()
        assert 0 <= finding.score <= 1
        assert len(finding.grounds) <= 3
        shown = [ground.words for ground in finding.grounds if ground.words]
        assert all(0 <= words.start < words.end <= len(text) for words in shown)
        last = finding.start


@given(st.text(max_size=400), st.text(max_size=40), st.sampled_from(["", "de", "xx"]))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_to_its_end(text: str, title: str, language: str) -> None:
    for finding in analyse(document(text), title, language).findings:
        assert text[finding.start : finding.end].strip()


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "pt", "nl"])
def test_every_language_knows_its_heads_and_its_word_lists_are_used(language: str) -> None:
    data = table(f"findings-{language}.toml")
    assert data["heads"]["nouns"].split()
    for part in ("heads", "words", "apart"):
        assert set(data[part]) <= set(table("findings-en.toml")[part])
