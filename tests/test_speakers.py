"""Who a quotation belongs to when it takes more than its own sentence to tell."""

from __future__ import annotations

import pytest

from tests.documents import document
from tui.analysis import analyse
from tui.analysis.annotation import Quote, post


def quotes(text: str) -> tuple[Quote, ...]:
    return analyse(document(text)).quotes


def names(text: str) -> list[str]:
    return [quote.speaker_name for quote in quotes(text)]


def test_role_and_body_are_kept_for_later_mentions() -> None:
    text = "“The net held,” said Reef Council Secretary Ana Sol.\n\n“It will hold again,” Sol said."
    assert [(q.speaker_name, q.role, q.organisation) for q in quotes(text)] == [
        ("Ana Sol", "Secretary", "Reef Council")
    ] * 2


def test_a_role_given_later_describes_the_speaker_too() -> None:
    text = "“The net held,” said Ana Sol.\n\nAna Sol, a diver from Kotka, has seen worse."
    (quote,) = quotes(text)
    assert (quote.role, quote.organisation) == ("diver", "")


def test_an_honorific_tells_two_people_of_one_name_apart() -> None:
    text = (
        "Hugo Brand and Clara Brand run the mill.\n\n“The wheel is mine,” Mrs. Brand said.\n\n"
        "“The water is mine,” Mr. Brand said."
    )
    assert names(text) == ["Clara Brand", "Hugo Brand"]


def test_somebody_who_steps_in_between_ends_the_carrying_on() -> None:
    text = "“The wheel is ours,” Clara Brand said. Peter Kolb disagreed. “It was never paid for.”"
    assert names(text) == ["Clara Brand", "Peter Kolb"]


def test_he_is_never_a_woman() -> None:
    text = "Clara Brand runs the mill. “The wheel is mine,” he said."
    (quote,) = quotes(text)
    assert quote.speaker is not None
    assert quote.speaker_name == ""


def test_an_open_quotation_gets_its_speaker_from_the_paragraph_that_closes_it() -> None:
    text = "“The wheel turned all night long.\n\n“Nobody slept a minute,” Clara Brand said."
    assert names(text) == ["Clara Brand", "Clara Brand"]
    assert {quote.group for quote in quotes(text)} == {0}


def test_a_question_that_opens_an_article_is_not_answered_by_who_asks() -> None:
    text = "Clara Brand asked: “Does the wheel still turn?”\n\n“It turns day and night.”"
    assert names(text) == ["Clara Brand", ""]


def test_a_fixed_title_is_no_part_of_a_name() -> None:
    text = "“The talks go on,” said Secretary of State Clara Brand."
    assert names(text) == ["Clara Brand"]


def test_who_means_the_name_before_it() -> None:
    text = "The mill belongs to Clara Brand, who says “the wheel is older than the town”."
    assert names(text) == ["Clara Brand"]


def test_a_cue_before_binds_stronger_than_a_name_behind() -> None:
    text = "Clara Brand said: “The wheel is mine.” Peter Kolb said nothing."
    assert names(text) == ["Clara Brand"]


def test_an_unknown_language_gets_speakers_only_right_behind_a_verb() -> None:
    told = "“The wheel is mine and stays mine,” said Clara Brand."
    asked = "Clara Brand said: “The wheel is mine and stays mine.”"
    found = [analyse(document(text), language="xx").quotes[0] for text in (told, asked)]
    assert [quote.speaker_name for quote in found] == ["Clara Brand", ""]


def test_whoever_is_asked_answers() -> None:
    text = "Clara Brand asked Peter Kolb about the wheel. “It turns by itself,” he said."
    assert names(text) == ["Peter Kolb"]


def test_an_unusual_first_name_may_be_he_or_she_once_somebody_speaks() -> None:
    text = "“The wheel is ours,” said Wendelgard Amsel. It froze in May. “It will turn,” she said."
    assert names(text) == ["Wendelgard Amsel", "Wendelgard Amsel"]


def test_an_organisation_is_never_she() -> None:
    text = "Lake Salvage owns the wheel.\n\n“It froze twice this winter,” she said."
    assert names(text) == [""]


def test_a_first_name_alone_means_the_one_person_who_has_it() -> None:
    text = "The mill belongs to Fahmi Brandt.\n\n“The wheel is mine,” Fahmi said."
    assert names(text) == ["Fahmi Brandt"]


def test_a_noun_that_nobody_would_speak_by_is_less_sure() -> None:
    sure, odd = quotes(
        "“The wheel turned all night,” a spokesman said.\n\n“Nobody slept at all,” a walker said."
    )
    assert odd.confidence < sure.confidence


def test_each_rule_has_a_confidence() -> None:
    text = "“The wheel is mine,” Clara Brand said. “It is old,” she said. Kolb: “It is mine.”"
    assert all(0 < quote.confidence <= 1 and quote.rule for quote in quotes(text))


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("said Ann Roe, head of the Reef Council.", "head of the Reef Council"),
        ("said Kotka's pilot Ann Roe.", "Kotka's pilot"),
        ("said Ann Roe, Director, Kotka Harbour Works.", "Director, Kotka Harbour Works"),
        ("said Insp Ann Roe of Kotka Police.", "Insp, Kotka Police"),
        ("said Ann Roe, a baker.", "baker"),
        ("said Ann Roe.", ""),
    ],
    ids=("together", "owned", "apart", "parted", "role", "none"),
)
def test_what_a_speaker_is_reads_as_the_text_puts_it(said: str, about: str) -> None:
    text = f"“The net held,” {said}"
    assert post(text, quotes(text)) == about
