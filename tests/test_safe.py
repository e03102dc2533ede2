"""What may reach a terminal."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.text.safe import many_lines, one_line

FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.mark.parametrize(
    "text",
    [
        "plain text, “quoted” – with dashes…",
        "مرحبا بالعالم",
        "שָׁלוֹם עולם",
        "می‌خواهم",
        "क्‍ष ক্‍ষ ක්‍ෂ",
        "ภาษาไทย ที่นี่",
        "日本語 한국어 漢字",
        "👨‍👩‍👧‍👦 👩🏽‍🚀 ❤️‍🔥 🏳️‍🌈 🇪🇺 1️⃣ ☂️",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f ok",
        "e\u0301 a\u0308\u0323",
        "[/] [@click=app.quit]x[/] list[str] :smile: {title}",
        "\u200fעברית\u200e left",
    ],
)
def test_honest_text_is_left_as_it_is(text: str) -> None:
    assert one_line(text) == text
    assert many_lines(text) == text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("\x1b]52;c;aGk=\x07copied", "]52;c;aGk=copied"),
        ("\x9b31mred\x9d0;title\x9c", "31mred0;title"),
        ("a\x00b\x7fc", "abc"),
        ("invoice \u202efdp.exe", "invoice fdp.exe"),
        ("\u2066isolated\u2069", "isolated"),
        ("tags \U000e0045\U000e0056end", "tags end"),
        ("\U0001f3f4\U000e0067 half a flag", "\U0001f3f4 half a flag"),
        ("half \ud83d and \udc00", "half � and �"),
        ("soft\u00adhyphen \u2060wj \ufeffbom zero\u200bwidth", "softhyphen wj bom zerowidth"),
        ("pay\u200dpal pay\u200cpal", "paypal paypal"),
        ("\u200d😀\u200d x", "😀 x"),
        ("x\ufe0f\ufe0f\ufe0fy", "x\ufe0fy"),
        ("hidden \U000e0101\U000e0102data", "hidden data"),
        ("\uffa0\u3164blank", "blank"),
    ],
)
def test_what_commands_or_deceives_is_taken_out_and_letters_stay(text: str, safe: str) -> None:
    assert one_line(text) == safe


def test_one_line_folds_every_kind_of_white_space() -> None:
    assert one_line("\r\n a\t b\x0b\x0cc\u2028d\u2029e\x85f\u00a0\u3000 g \n") == "a b c d e f g"


def test_many_lines_keeps_lines_tabs_and_spaces() -> None:
    assert many_lines("a\r\nb\rc\x0bd\u2029e\tf  g\n") == "a\nb\nc\nd\ne\tf  g\n"


def test_piles_of_combining_marks_are_cut_at_eight() -> None:
    assert one_line("a" + "\u0301\u0489" * 50) == "a" + "\u0301\u0489" * 4
    assert one_line("ก" + "\u0e34" * 30 + "ข") == "ก" + "\u0e34" * 8 + "ข"
    assert one_line("\u1100" + "\u1161" * 30) == "\u1100" + "\u1161" * 8


def test_letters_of_indic_scripts_are_no_pile() -> None:
    text = "ക്ഷ്ത്ര്യ" * 5 + "कि" * 20
    assert one_line(text) == text


def test_an_endless_chain_of_joined_emoji_is_unjoined() -> None:
    assert one_line("👩\u200d" * 40 + "👩") == "👩" * 41


@pytest.mark.parametrize("mark", [0x0300, 0x2CEF, 0x2DE0, 0x20DD, 0xA66F, 0xA8E0, 0xFE20, 0x10A0F])
def test_marks_of_every_script_are_cut(mark: int) -> None:
    assert unicodedata.category(chr(mark)) in ("Mn", "Me")
    assert one_line("a" + chr(mark) * 20) == "a" + chr(mark) * 8


@given(st.text(alphabet=st.characters(exclude_categories=[])))
def test_no_forbidden_character_gets_through_and_a_second_time_changes_nothing(text: str) -> None:
    for safe in (many_lines(text), one_line(text)):
        assert not FORBIDDEN.search(safe)
        safe.encode()
        assert many_lines(safe) == safe
    assert "\n" not in one_line(text)
    assert one_line(one_line(text)) == one_line(text)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Sm", "Sc"])))
def test_letters_numbers_and_signs_are_never_lost(text: str) -> None:
    blank = {"\u3164", "\uffa0"}
    assert [c for c in many_lines(text) if c not in blank] == [c for c in text if c not in blank]


def test_known_terminal_attacks_leave_no_control_character(shared: Path) -> None:
    lines = (shared / "corpus/hostile/lists/terminal_strings.jsonl").read_text().splitlines()
    for line in lines:
        safe = one_line(json.loads(line)["text"])
        assert not FORBIDDEN.search(safe)
        assert cell_len(safe) <= len(safe) * 2
