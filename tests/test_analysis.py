"""The whole of analysis on whole pages: the page that Quoth was made for, and invented ones."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from tests.documents import document
from tui.analysis import VERSION, analyse
from tui.analysis.annotation import Analysis
from tui.analysis.lexicon import base, lexicon
from tui.text.document import Document
from tui.text.html import from_html
from tui.text.plain import from_plain

RELEASE = """Forum on quiet harbours closes in Aveiro
More than 80 pilots, engineers and fishers met in Aveiro on 3 May to discuss quiet harbours.
“Noise runs fast in water," said PORTNET Secretary-General Inês Duarte. “Quiet engines help."
“Our crews slept better after one season," said Karel Novotny, Head of the Pilot Office, RIVERA.
“We are only at the start," said Joana Lima.
Bruno Maas, Managing Director of the Alliance for Calm Shipping (ACS), said, “Calm is safe."
Key findings of the forum include:
• Harbours should measure noise all year round.
• Electric tugs are ready for everyday use.
• Pilots need to be asked before routes change.
The forum was the third of its kind."""


def speakers(text: str, found: Analysis) -> list[tuple[str, str, str]]:
    seen = dict.fromkeys((q.speaker_name, q.role, q.organisation) for q in found.quotes)
    return list(seen)


def test_a_press_release_gives_its_speakers_and_exactly_its_findings() -> None:
    found = analyse(document(RELEASE))
    assert speakers(RELEASE, found) == [
        ("Inês Duarte", "Secretary-General", "PORTNET"),
        ("Karel Novotny", "Head of the Pilot Office", "RIVERA"),
        ("Joana Lima", "", ""),
        ("Bruno Maas", "Managing Director", "Alliance for Calm Shipping (ACS)"),
    ]
    assert [RELEASE[f.start :].split()[0] for f in found.findings] == [
        "Harbours",
        "Electric",
        "Pilots",
    ]
    assert all(finding.in_list for finding in found.findings)


@pytest.mark.parametrize("name", ["itu-news.html", "itu-news.txt"])
def test_the_page_quoth_was_made_for_is_read_whole(shared: Path, name: str) -> None:
    text = (shared / "corpus" / "seed" / name).read_text("utf-8")
    page: Document = from_html(text) if name.endswith("html") else from_plain(text)
    found = analyse(page)
    assert [quote.speaker_name.split()[1] for quote in found.quotes] == [
        *["Zhao"] * 2,
        *["Kuniyoshi"] * 2,
        *["Sanou"] * 2,
        "Hourani",
    ]
    assert [(q.role, q.organisation) for q in found.quotes[::2]] == [
        ("Secretary-General", "ITU"),
        ("Deputy to the Director General", "UNIDO"),
        ("", ""),
        ("Managing Director", "Global Manufacturing and Industrialization Summit (GMIS)"),
    ]
    assert [(f.kind, f.in_list) for f in found.findings] == [("finding", True)] * 6


def test_an_empty_document_holds_nothing() -> None:
    assert analyse(Document()) == Analysis()


def test_the_same_text_always_gives_the_same_analysis() -> None:
    assert analyse(document(RELEASE)) == analyse(document(RELEASE))


def test_annotations_have_a_version() -> None:
    assert VERSION >= 1


@pytest.mark.parametrize(
    ("tag", "first"), [("en-GB", "en"), ("de_AT", "de"), ("", "en"), ("PT", "pt"), (" fr ", "fr")]
)
def test_a_language_is_known_by_its_first_subtag(tag: str, first: str) -> None:
    assert base(tag) == first


def test_a_language_without_data_knows_no_speakers() -> None:
    assert not lexicon("xx").speakers
    assert lexicon("en").speakers


def test_the_word_lists_ship_as_plain_files_of_the_package() -> None:
    names = {file.name for file in resources.files("tui.analysis.lexicon").iterdir()}
    assert {"en.toml", "names.toml", "abbreviations.toml", "findings-en.toml"} <= names
