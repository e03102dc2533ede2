"""The labels of tests/eval/labels: whole, split by rule, and fitting the corpus where it is."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Literal

import pytest

from tests.eval import invented, picks
from tests.eval.labelled import (
    FINDING_PARTS,
    QUOTE_PARTS,
    Part,
    gold_findings,
    gold_quotes,
    labels,
)
from tests.eval.texts import texts_of

MARKS = set("\"“”„‟«»‹›'‘’‚")


@pytest.mark.parametrize("part", ["dev", "test"])
def test_an_article_is_in_the_part_that_its_name_says(part: Part) -> None:
    for row in labels("findings", part) + labels("keys", part):
        even = int(hashlib.sha1(row["file"].encode()).hexdigest(), 16) % 2 == 0
        assert part == ("dev" if even else "test"), row["file"]


@pytest.mark.parametrize("name", ["quotes", "findings"])
def test_no_article_is_labelled_twice(name: Literal["quotes", "findings"]) -> None:
    parts = QUOTE_PARTS if name == "quotes" else FINDING_PARTS
    files = [row["file"] for part in parts for row in labels(name, part)]
    assert len(files) == len(set(files))


@pytest.mark.parametrize("part", QUOTE_PARTS)
def test_labels_of_quotes_hold_no_text_but_kinds(part: Part) -> None:
    for row in labels("quotes", part):
        for quote in row["quotes"]:
            assert quote.pop("kind") in ("direct", "mixed", "none")
            assert not [value for value in quote.values() if isinstance(value, str)]


@pytest.mark.parametrize("part", FINDING_PARTS)
def test_labels_of_findings_hold_no_text_but_kinds(part: Part) -> None:
    for row in labels("findings", part):
        for finding in row["findings"]:
            assert finding.pop("kind") in ("finding", "figure", "decision", "recommendation")
            assert not [value for value in finding.values() if isinstance(value, str)]


@pytest.mark.parametrize("part", list(picks.PARTS))
def test_picks_are_stretches_of_their_texts_that_editors_chose(shared: Path, part: Part) -> None:
    rows = labels("keys", part)
    texts = texts_of(shared, [row["file"] for row in rows])
    for row in rows:
        for pick in row["picks"]:
            words = texts[row["file"]][pick["start"] : pick["end"]]
            assert words == words.strip() != ""
            assert 1 <= pick["best"] + pick["fine"] <= picks.PARTS[part]


@pytest.mark.parametrize("part", QUOTE_PARTS)
def test_every_quoted_string_carries_a_mark_and_names_whole_words(shared: Path, part: Part) -> None:
    for record in gold_quotes(shared, part):
        text = record["text"]
        for quote in record["quotes"]:
            words = quote["text"]
            assert words == words.strip(), (record["id"], words)
            assert MARKS & {words[0], words[-1]}, (record["id"], words)
            for role in ("speaker", "who"):
                _is_whole_words(text, quote[f"{role}_start"], quote[f"{role}_end"])
        for other in record["nonquotes"]:
            assert text[other["start"]] in MARKS


@pytest.mark.parametrize("part", invented.PARTS)
def test_labels_of_invented_articles_name_whole_words(part: invented.Part) -> None:
    for record in invented.records(part):
        for quote in record["quotes"]:
            assert quote["text"] == quote["text"].strip(), (record["id"], quote["text"])
            for role in ("speaker", "who"):
                _is_whole_words(record["text"], quote[f"{role}_start"], quote[f"{role}_end"])


@pytest.mark.parametrize("part", FINDING_PARTS)
def test_every_finding_is_one_stretch_of_one_paragraph(shared: Path, part: Part) -> None:
    for record in gold_findings(shared, part):
        for finding in record["findings"]:
            words = record["text"][finding["start"] : finding["end"]]
            assert words, record["id"]
            assert words == words.strip()
            assert "\n" not in words


@pytest.mark.parametrize("part", QUOTE_PARTS)
def test_quotes_overlap_only_by_nesting(shared: Path, part: Part) -> None:
    lengths = {record["id"]: len(record["text"]) for record in gold_quotes(shared, part)}
    for row in labels("quotes", part):
        _nests(row["quotes"], lengths[row["file"]])


def _nests(quotes: list[dict[str, Any]], length: int) -> None:
    outer_end = 0
    for quote in quotes:
        assert 0 <= quote["start"] < quote["end"] <= length
        inside = quote["start"] < outer_end
        assert inside == bool(quote.get("nested"))
        assert not inside or quote["end"] <= outer_end
        outer_end = max(outer_end, quote["end"])


def _is_whole_words(text: str, start: int | None, end: int | None) -> None:
    if start is None or end is None:
        assert start is end
        return
    assert text[start:end].strip() == text[start:end] != ""
    assert not text[start - 1 : start + 1].isalnum() or start == 0
    assert not text[end - 1 : end + 1].isalnum() or end == len(text)
