"""Where sentences end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.analysis.sentences import behind_dateline, sentences


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
        ("It sails at 9 p.m. Monday again.", ["It sails at 9 p.m. Monday again."]),
        ("It sails at 9 a.m. Roe is aboard.", ["It sails at 9 a.m.", "Roe is aboard."]),
        (
            "Am 28. April fuhr er. Am 12. Danach kam er.",
            ["Am 28. April fuhr er.", "Am 12.", "Danach kam er."],
        ),
        ("Es kostet 800 Mrd. Euro. Das ist viel.", ["Es kostet 800 Mrd. Euro.", "Das ist viel."]),
        ("It was J.D. Vance. He left.", ["It was J.D. Vance.", "He left."]),
        ("Boats, nets, etc. were sold.", ["Boats, nets, etc. were sold."]),
        ("They live in Mesa, AZ. It rains.", ["They live in Mesa, AZ.", "It rains."]),
        ("She said no. Then she left.", ["She said no.", "Then she left."]),
        ("See No. 5 and Art. 7 of it.", ["See No. 5 and Art. 7 of it."]),
        ("DR. ROE rows.", ["DR. ROE rows."]),
        ("Az. Roe gegen Ek ruht.", ["Az. Roe gegen Ek ruht."]),
        ("He told E! News. It rained!", ["He told E! News.", "It rained!"]),
        ("Wait ... what?", ["Wait ... what?"]),
        ("雨が降った。「帰ろう」と言った。", ["雨が降った。", "「帰ろう」と言った。"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_a_text_is_cut_where_a_reader_would_pause(text: str, parts: list[str]) -> None:
    assert split(text) == parts


@pytest.mark.parametrize(
    ("line", "report"),
    [
        ("KOTKA, Finland, May 12, 2026 /Wire/ -- A survey says so.", "A survey says so."),
        ("ST. JOSEPH, Mich. (AP) — A dozen boats sank.", "A dozen boats sank."),
        ("Kotka - May 2, 2026 (WIRE) - Oars Inc. rows.", "Oars Inc. rows."),
        ("Kotka (Wire) May 2, 2026 @ 9:00 AM Kotka — Oars row.", "Oars row."),
        ("(CNN)The mayor rows.", "The mayor rows."),
        ("Frankfurt/Main – Der Kahn fährt.", "Der Kahn fährt."),
        ("NEW YORK—“Row,” she said.", "“Row,” she said."),
        ("Kotka has one ferry – It is old.", "Kotka has one ferry – It is old."),
        ("The ferry (built in 1936) sank.", "The ferry (built in 1936) sank."),
        ("Ann Roe, 42, rows.", "Ann Roe, 42, rows."),
    ],
)
def test_a_report_begins_behind_its_dateline(line: str, report: str) -> None:
    assert line[behind_dateline(line, 0, len(line)) :] == report


@given(st.text(alphabet="A a(1/.,—-é", max_size=400))
def test_a_dateline_lies_within_its_line(text: str) -> None:
    assert 0 <= behind_dateline(text, 0, len(text)) <= len(text)


@given(st.text(st.sampled_from('ab A.!?…。"”’) \n1'), max_size=200))
def test_sentences_are_in_order_and_lose_nothing_but_white_space(text: str) -> None:
    assert "".join("".join(split(text)).split()) == "".join(text.split())
