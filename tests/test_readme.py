"""The README says what the program's own tables say."""

from __future__ import annotations

import pytest

from tests.readme import PARTS, README, filled
from tui.commands import COMMANDS
from tui.settings import SETTINGS


def test_the_readme_is_made_from_the_tables() -> None:
    text = README.read_text(encoding="utf-8")
    assert filled(text) == text, "run: .venv/bin/python -m tests.readme"


@pytest.mark.parametrize("part", PARTS)
def test_each_marked_part_stands_in_the_readme_once(part: str) -> None:
    text = README.read_text(encoding="utf-8")
    assert text.count(f"<!-- {part} -->") == 1
    assert text.count(f"<!-- /{part} -->") == 1


def test_every_command_and_setting_stands_in_the_readme() -> None:
    text = README.read_text(encoding="utf-8")
    assert [command.id for command in COMMANDS if f"`{command.id}`" not in text] == []
    assert [name for name in SETTINGS if f"`{name}`" not in text] == []


def test_the_picture_of_the_readme_is_there() -> None:
    text = README.read_text(encoding="utf-8")
    assert "(docs/quoth.svg)" in text
    assert (README.parent / "docs" / "quoth.svg").is_file()
