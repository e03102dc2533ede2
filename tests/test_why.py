"""What is said of quotes and findings: reasons, citations, rows of the panel, and folded pages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from tests import make, pages
from tests.pages import document, finding, quote, within
from tui.analysis.annotation import Analysis, Finding, Ground, Quote
from tui.analysis.cues import CONFIDENCE
from tui.analysis.grounds import ALIKE
from tui.analysis.lexicon import table
from tui.store import BY_HAND
from tui.text.layout import Line, layout
from tui.ui.ascii_only import TABLE
from tui.ui.citing import citation
from tui.ui.dialogs import choices
from tui.ui.folding import folded
from tui.ui.outline import Entry, outline
from tui.ui.page import Page
from tui.ui.voices import layout_some, shows, spoken_blocks
from tui.ui.why import GROUNDS, RULES, why

TEXT = "“We cannot wait,” said Mayor Ida Rask."
QUOTE = quote(TEXT, "“We cannot wait,”", "Ida Rask", role="Mayor", cue=within(TEXT, "said"))


def page() -> Page:
    article = make.article(link="https://times.example/1?a=b", published=make.NOW)
    return Page(article, "The Times", document(TEXT), Analysis((QUOTE,)))


# Why.


def test_a_quote_tells_speaker_mention_cue_rule_and_how_sure_that_is() -> None:
    found = dict(why(replace(QUOTE, rule="cue and subject after", confidence=0.6), TEXT))

    assert found["speaker"] == "Ida Rask, Mayor"
    assert found["named by"] == "“Ida Rask”"
    assert found["said by"] == "“said”"
    assert found["rule"].startswith("Right after the quote")
    assert found["sure"] == "likely, 60 %"


def test_a_role_reads_as_in_the_panel() -> None:
    text = "“Yes,” said Ida Rask, mayor of Kotka."
    found = dict(why(replace(QUOTE, role="mayor", organisation="Kotka"), text))

    assert found["speaker"] == "Ida Rask, mayor of Kotka"


def test_of_an_unknown_speaker_no_certainty_is_told() -> None:
    found = dict(why(Quote(0, 5), TEXT))

    assert found["speaker"] == "unknown"
    assert "sure" not in found
    assert "named by" not in found


def test_every_rule_of_the_analysis_has_an_explanation() -> None:
    assert RULES.keys() - {"", BY_HAND} == CONFIDENCE.keys()


def test_a_rule_without_an_explanation_is_told_by_its_name() -> None:
    assert dict(why(replace(QUOTE, rule="some new rule"), TEXT))["rule"] == (
        "By the rule “some new rule”."
    )


def test_a_correction_is_told_to_be_the_users() -> None:
    assert dict(why(replace(QUOTE, rule=BY_HAND), TEXT))["rule"].startswith("By you")


def test_a_finding_tells_kind_grounds_with_their_words_and_weight() -> None:
    text = "A study of\nreefs found 3 of 4 dead."
    grounds = (Ground("found", within(text, "study of\nreefs found")), Ground("title"))
    found = why(Finding(0, len(text), "figure", score=0.8, grounds=grounds), text)

    assert found == [
        ("kind", "A figure: what is new here is a number."),
        ("because", "A source found it: “study of reefs found”."),
        ("", "It has words of the title."),
        ("weight", "80 % of what a finding can weigh."),
    ]


def test_an_item_of_a_list_tells_the_head_of_it_cut_to_a_line() -> None:
    text = "Key findings:\nThe weir held."
    item = Finding(
        14, len(text), in_list=True, grounds=(Ground("listed", within(text, text[:13])),)
    )

    assert ("place", "It stands in an explicit list.") in why(item, text)
    assert ("because", "The list is headed: “Key findings”.") in why(item, text)
    endless = "Results " * 99
    ground = Ground("listed", within(endless, endless))
    assert len(dict(why(replace(item, grounds=(ground,)), endless))["because"]) < 110


def test_a_key_sentence_has_grounds_and_no_weight() -> None:
    told = dict(why(Finding(0, 5, "sentence", score=0.3, grounds=(Ground("early"),)), TEXT))

    assert told["because"] == "It stands early in the article."
    assert "weight" not in told


def test_everything_that_speaks_for_a_finding_has_an_explanation() -> None:
    data = table("findings.toml")
    weights = [*data["weights"].items(), *data["key"].items()]
    told = {name for name, weight in weights if weight > 0} - {"headed"}  # "early" is told for it

    assert ("early", "headed") in ALIKE
    assert GROUNDS.keys() - {"listed", "opening"} == told


def test_a_ground_without_an_explanation_is_told_by_its_name() -> None:
    finding = Finding(0, 5, grounds=(Ground("some new feature"),))

    assert dict(why(finding, TEXT))["because"] == "By “some new feature”."


# Citing.


def test_a_citation_has_words_speaker_feed_date_and_address() -> None:
    assert citation(page(), "“We cannot wait,”", QUOTE) == (
        "“We cannot wait,” — Ida Rask, Mayor — The Times, 1 March 2026, https://times.example/1?a=b"
    )


def test_what_is_not_known_is_left_out_of_a_citation() -> None:
    untold = replace(page(), article=make.article(link="", published=None))

    assert citation(untold, "It\nrains.", None) == "“It rains.” — The Times"
    unknown = Quote(0, 17, speaker_name="")
    assert citation(untold, "“We cannot wait,”", unknown) == "“We cannot wait,” — The Times"


def test_nothing_but_a_web_address_is_cited_as_one() -> None:
    odd = replace(page(), article=make.article(link="javascript:alert(1)", published=None))

    assert citation(odd, "Yes.", None) == "“Yes.” — The Times"


# Choosing a speaker.


def test_typing_narrows_the_choice_of_speakers_and_is_one_itself() -> None:
    _, found = pages.story()
    asked = found.quotes[3]

    assert [c.name for c in choices("", asked, found.quotes)] == ["Ida Rask", "Tom Oyelaran", ""]
    assert [c.name for c in choices("MAYOR", asked, found.quotes)] == ["Ida Rask", "MAYOR"]
    assert [c.name for c in choices("Ida Rask", asked, found.quotes)] == ["Ida Rask"]
    assert [c.name for c in choices(" Eva\x1b[2J ", asked, found.quotes)] == ["Eva[2J"]
    by_hand = replace(asked, rule=BY_HAND)
    assert [c.name for c in choices("", by_hand, found.quotes)][-1] is None


# The rows of the panel.


def test_a_figure_comes_first_in_its_row_and_is_not_said_twice() -> None:
    told = document("Output rose by 12 per cent in May.", "12 per cent of homes have no water.")
    found = tuple(finding(told.text, told.text[b.start : b.end], "figure") for b in told.blocks)
    first, second = outline(told, Analysis(findings=found), {})[1:]

    assert first.lead == "12 per cent"
    lines = folded(first, 60, 3)
    assert lines == [[("12 per cent", "lead"), ("  Output rose by 12 per cent in May.", "")]]
    lines = folded(second, 60, 3)
    assert lines == [[("12 per cent of homes", "lead"), (" have no water.", "")]]


def test_a_finding_that_somebody_says_keeps_its_speaker() -> None:
    told = document("“Half of them are dry,” said Ida Rask.", "It rained.")
    text = told.text
    said = finding(text, "Half of them are dry")
    analysis = Analysis(
        (quote(text, "“Half of them are dry,”", "Ida Rask"),), (said, finding(text, "It rained."))
    )
    rows = outline(told, analysis, {})

    assert [row.tail for row in rows[1:3]] == ["— Ida Rask", ""]
    assert folded(rows[1], 40, 3) == [[("Half of them are dry", ""), ("  — Ida Rask", "tail")]]
    assert folded(rows[1], 24, 3) == [[("Half of them are dry", "")], [("— Ida Rask", "tail")]]


def test_findings_stand_as_in_the_article_or_by_their_weight() -> None:
    told = document("One.", "Two.", "Three.")
    scores = {"One.": 0.5, "Two.": 0.9, "Three.": 0.7}
    found = tuple(replace(finding(told.text, w), score=s) for w, s in scores.items())

    def rows(*, by_weight: bool) -> list[str]:
        entries = outline(told, Analysis(findings=found), {}, by_weight=by_weight)
        return [entry.text for entry in entries if entry.selectable]

    assert rows(by_weight=False) == ["One.", "Two.", "Three."]
    assert rows(by_weight=True) == ["Two.", "Three.", "One."]


@given(
    st.text(alphabet="ab 日é", min_size=1, max_size=80),
    st.text("1% ", max_size=9),
    st.text("Ida —日", max_size=20),
    st.integers(4, 30),
    st.integers(1, 4),
)
def test_rows_fit_the_panel_whatever_they_say(
    words: str, lead: str, tail: str, width: int, lines: int
) -> None:
    rows = folded(Entry(words, "finding-figure", lead=lead.strip(), tail=tail), width, lines)

    assert len(rows) <= lines + 1
    assert all(sum(cell_len(text) for text, _ in row) <= width for row in rows)


# Only the voices.


def shown(lines: list[Line]) -> list[str]:
    return ["".join(piece.text for piece in line.pieces) for line in lines if line.pieces]


def test_paragraphs_without_quotes_become_a_line_that_counts_them() -> None:
    told = document("One.", "Two.", "“Yes,” said he.", "Four.", "“No,” said she.", "Six.", "Seven.")
    quotes = (quote(told.text, "“Yes,”"), quote(told.text, "“No,”"))
    kept = spoken_blocks(told, quotes)

    assert kept == (2, 4)
    assert shown(layout_some(told, kept, (), 40)) == [
        "⋯ 2 paragraphs",
        "“Yes,” said he.",
        "⋯ 1 paragraph",
        "“No,” said she.",
        "⋯ 2 paragraphs",
    ]
    assert shows(told, kept, told.text.index("“Yes"), told.text.index("“Yes") + 3)
    assert not shows(told, kept, 0, 4)


def test_the_words_that_lead_a_quote_in_are_kept_with_it() -> None:
    told = document("One.", "Then the mayor said:", "“Yes.”")
    quotes = (replace(quote(told.text, "“Yes.”"), cue=within(told.text, "said")),)

    assert spoken_blocks(told, quotes) == (1, 2)


@given(st.sets(st.integers(0, 7)), st.integers(8, 40))
def test_what_is_kept_is_laid_out_as_ever_and_offsets_never_go_back(
    kept: set[int], width: int
) -> None:
    told = document(*(f"Paragraph {n} tells of the boats that came." for n in range(8)))
    lines = layout_some(told, sorted(kept), (), width)

    assert [line.start for line in lines] == sorted(line.start for line in lines)
    assert {line.block for line in lines if line.block >= 0} == kept
    whole = {line for line in layout(told, (), width) if line.block in kept}
    assert {line for line in lines if line.block >= 0} == whole
    hidden = [text for text in shown(lines) if text.startswith("⋯")]
    assert sum(int(text.split()[1]) for text in hidden) == 8 - len(kept)


# ASCII only.


def test_each_stand_in_is_one_character_as_wide_as_its_sign() -> None:
    for code, stand_in in TABLE.items():
        assert len(stand_in) == 1
        assert stand_in.isascii()
        assert cell_len(chr(code)) == 1
