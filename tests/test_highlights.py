"""What is painted over a text, and who gets which colour."""

from __future__ import annotations

from tests import pages
from tui.analysis.annotation import Analysis, Quote
from tui.ui.highlights import UNKNOWN, highlights, speakers


def roles_at(analysis: Analysis, offset: int) -> set[str]:
    marks = highlights(analysis, speakers(analysis))
    return {mark.role for mark in marks if mark.start <= offset < mark.end}


def test_speakers_get_colours_in_the_order_they_appear_and_the_unknown_one_gets_none() -> None:
    _, analysis = pages.story()
    assert speakers(analysis) == {"Ida Rask": 0, "Tom Oyelaran": 1, "": UNKNOWN}


def test_an_unknown_speaker_first_takes_no_colour_away() -> None:
    quotes = (Quote(0, 2), Quote(3, 5, speaker_name="Ida Rask"))
    assert speakers(Analysis(quotes)) == {"": UNKNOWN, "Ida Rask": 0}


def test_quote_speaker_and_cue_each_have_their_role() -> None:
    document, analysis = pages.story()
    at = document.text.index
    assert roles_at(analysis, at("The water")) == {"quote", "speaker-0"}
    assert roles_at(analysis, at("Ida Rask")) == {"mention", "speaker-0"}
    assert roles_at(analysis, at("said Mayor")) == {"cue"}
    assert roles_at(analysis, at("Nobody asked")) == {"quote", "unknown"}
    assert roles_at(analysis, at("Rain fell")) == set()


def test_an_uncertain_speaker_is_told_apart_but_an_unknown_one_is_not_uncertain() -> None:
    unsure = Quote(0, 9, speaker_name="Ida Rask", confidence=0.2)
    assert roles_at(Analysis((unsure,)), 4) == {"quote", "speaker-0", "unsure"}
    assert roles_at(Analysis((Quote(0, 9),)), 4) == {"quote", "unknown"}


def test_the_ninth_speaker_shares_the_colour_of_the_first() -> None:
    quotes = tuple(
        Quote(n * 10, n * 10 + 5, speaker_name=f"Speaker {n}", confidence=1) for n in range(9)
    )
    assert roles_at(Analysis(quotes), 81) == {"quote", "speaker-0"}
