"""Where sentences end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.analysis.sentences import sentences


def split(text: str) -> list[str]:
    return [part.of(text) for part in sentences(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It rained. We left!", ["It rained.", "We left!"]),
        ("Did it? “Yes.” He went.", ["Did it?", "“Yes.”", "He went."]),
        ("Dr. Roe met Mr. A. Ek. They spoke.", ["Dr. Roe met Mr. A. Ek.", "They spoke."]),
        ("It cost 3.5 million. No more.", ["It cost 3.5 million.", "No more."]),
        ("“Stop!” she said.", ["“Stop!” she said."]),
        ("She works at Oar Inc. She rows.", ["She works at Oar Inc.", "She rows."]),
        ("Oar Inc. (OARS) sells boats.", ["Oar Inc. (OARS) sells boats."]),
        ("The U.S. Coast Guard came.", ["The U.S. Coast Guard came."]),
        ("He left the U.S. The ship stayed.", ["He left the U.S.", "The ship stayed."]),
        ("It sails at 9 a.m. EST on Monday.", ["It sails at 9 a.m. EST on Monday."]),
        ("It sails at 9 a.m. Roe is aboard.", ["It sails at 9 a.m.", "Roe is aboard."]),
        (
            "Am 28. April fuhr er. Am 12. Danach kam er.",
            ["Am 28. April fuhr er.", "Am 12.", "Danach kam er."],
        ),
        ("Es kostet 800 Mrd. Euro. Das ist viel.", ["Es kostet 800 Mrd. Euro.", "Das ist viel."]),
        ("It was J.D. Vance. He left.", ["It was J.D. Vance.", "He left."]),
        ("Boats, nets, etc. were sold.", ["Boats, nets, etc. were sold."]),
        ("Wait ... what?", ["Wait ... what?"]),
        ("雨が降った。「帰ろう」と言った。", ["雨が降った。", "「帰ろう」と言った。"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_a_text_is_cut_where_a_reader_would_pause(text: str, parts: list[str]) -> None:
    assert split(text) == parts


@given(st.text(st.sampled_from('ab A.!?…。"”’) \n1'), max_size=200))
def test_sentences_are_in_order_and_lose_nothing_but_white_space(text: str) -> None:
    assert "".join("".join(split(text)).split()) == "".join(text.split())
