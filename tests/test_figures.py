"""The figure of a sentence: value, unit, change, and what is counted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.analysis.figures import figure, numbers_in, share_in, values_in

SENTENCES = [
    ("21% of patients put off a visit.", "21", "%", "", "patients"),
    ("Sales of tickets rose by 14 percent last summer.", "14", "percent", "rose", ""),
    ("About 9 in 10 skaters carry a rope.", "9 in 10", "", "", "skaters"),
    ("Two-thirds of all ferries run late.", "Two-thirds", "", "", "ferries"),
    ("At least 106 otters live in 21 rivers.", "106", "", "", "otters"),
    ("The bridge cost $2.5 million.", "$2.5 million", "", "", ""),
    ("The budget was cut by R2bn on 3 May.", "R2bn", "", "cut", ""),
    ("Oars Inc. gets $50M for boats.", "$50M", "", "", ""),
    ("The rope is 40 metres long.", "40", "metres", "", ""),
    ("Accidents fell 65–70% in 2024.", "65–70", "%", "fell", ""),
    ("It sits between 0.07 to 0.36 percent.", "0.07 to 0.36", "percent", "", ""),
    ("Sales of rope rose from 5% to 7%.", "7", "%", "rose", ""),
    ("Pressures are 3.3 million times higher there.", "3.3 million times higher", "", "", ""),
    ("Fares are 12 euros, up from 9 euros.", "12", "euros", "up", ""),
    ("In Kotka 300 boats were counted.", "300", "", "", "boats"),
    ("Der Umsatz stieg um 3,5 Prozent.", "3,5", "Prozent", "stieg", ""),
    ("Le trafic a reculé, une baisse de 4 pour cent.", "4", "pour cent", "baisse", ""),
]


@pytest.mark.parametrize(("sentence", "value", "unit", "change", "what"), SENTENCES)
def test_a_figure_has_its_value_unit_change_and_what_it_counts(
    sentence: str, value: str, unit: str, change: str, what: str
) -> None:
    found = figure(sentence)
    assert found is not None
    parts = (found.value, found.unit, found.change, found.what)
    assert [part.of(sentence) if part else "" for part in parts][:3] == [value, unit, change]
    if what:
        assert found.what is not None
        assert found.what.of(sentence) == what


@pytest.mark.parametrize(
    "sentence",
    [
        "The old ferry left in 2024.",
        "The council meets on 3 May.",
        "BERGEN, May 2, 2024 -- The harbour is calm.",
        "A 30-day pause of flight A320-neo.",
        "It was the No. 1 reason to move, and noise was Nr. 2.",
        "The S&P 500 fell.",
        "Ann Roe, 61, rows.",
        "We released the guide to Oars 5.1 today.",
        "Oars 8.12 is out.",
        "A man with Type 2 diabetes rows.",
        "It sank in 2019–20.",
        "A survey of more than 1,500 sailors was held.",
        "Eine Umfrage unter 900 Seglern zeigt es.",
        "It is counted per 100 boats.",
        "La ley del 8 de enero.",
        "The game runs in 4K.",
        "It was number 3 in 2025.",
        "The Block 1B flies soon.",
        "Nobody counted.",
    ],
)
def test_years_days_datelines_names_and_samples_are_no_figures(sentence: str) -> None:
    assert figure(sentence) is None
    assert numbers_in(sentence) == 0
    assert not share_in(sentence)


@pytest.mark.parametrize(
    "unit", ["%", "percent", "Prozent", "pour cent", "por ciento", "por cento"]
)
def test_a_share_is_one_in_every_language(unit: str) -> None:
    assert share_in(f"It is 12 {unit} of them.")


def test_a_share_goes_before_an_amount_and_an_amount_before_a_count() -> None:
    assert _value("Of 900 walkers, 12% paid 30 euros.") == "12"
    assert _value("Of 900 walkers, half of them paid 30 euros.") == "half of"
    assert _value("Of 900 walkers, some paid 30 euros.") == "30"


def test_the_values_of_a_text_are_its_digits_without_currency_and_scale() -> None:
    assert values_in("Oars 8.12 is out and makes R4bn, up 1.1%, in 2024") == {"4", "1.1"}


def _value(sentence: str) -> str:
    found = figure(sentence)
    return found.value.of(sentence) if found else ""


@given(st.text(st.sampled_from("0123456789.,%$ -–abcdefinosu of\n"), max_size=120))
@settings(max_examples=300, deadline=None)
def test_every_part_of_a_figure_lies_in_its_sentence(text: str) -> None:
    found = figure(text)
    if found is not None:
        for part in (found.value, found.unit, found.change, found.what):
            assert part is None or 0 <= part.start < part.end <= len(text)
