"""Opened articles for the tests of the article view and the findings panel."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from tests import make
from tui.analysis.annotation import Analysis, Finding, FindingKind, Quote, Range
from tui.text.document import Block, Document
from tui.ui.page import Page

STORY = (
    "The harbour town will move its market to higher ground before the winter storms.",
    "“The water came up to the counters twice this year,” said Mayor Ida Rask. “We cannot wait.”",
    "Fisherman Tom Oyelaran was not convinced. “A market without the sea is only a car park,” "
    "he said.",
    "“Nobody asked us,” read a sheet that hung from a window.",
    "The council decided to spend 4.2 million on the new halls.",
    "Rain fell on the square all morning and the gulls sat on the roofs of the empty stalls.",
)


def document(*paragraphs: str) -> Document:
    """Paragraphs as a Document."""
    blocks, start = [], 0
    for paragraph in paragraphs:
        blocks.append(Block("paragraph", start, start + len(paragraph)))
        start += len(paragraph) + 2
    return Document("\n\n".join(paragraphs), tuple(blocks))


def within(text: str, words: str) -> Range:
    """Where these words stand."""
    start = text.index(words)
    return Range(start, start + len(words))


def quote(text: str, words: str, name: str = "", **fields: Any) -> Quote:
    """A quote of these words; its speaker is mentioned by the last word of the name."""
    found = within(text, words)
    speaker = within(text, name) if name else None
    base = Quote(found.start, found.end, speaker=speaker, speaker_name=name, confidence=0.9)
    return replace(base, **fields)


def finding(text: str, words: str, kind: FindingKind = "finding") -> Finding:
    """A finding that is these words."""
    found = within(text, words)
    return Finding(found.start, found.end, kind)


def story() -> tuple[Document, Analysis]:
    """A small article: two speakers, one unknown, two findings."""
    told = document(*STORY)
    text = told.text
    quotes = (
        quote(
            text,
            "“The water came up to the counters twice this year,”",
            "Ida Rask",
            role="Mayor",
            group=1,
            cue=within(text, "said"),
        ),
        quote(text, "“We cannot wait.”", "Ida Rask", role="Mayor", group=1),
        quote(text, "“A market without the sea is only a car park,”", "Tom Oyelaran", group=2),
        quote(text, "“Nobody asked us,”", group=3),
    )
    findings = (
        finding(text, STORY[0], "sentence"),
        finding(text, STORY[4], "decision"),
    )
    return told, Analysis(quotes, findings)


def page(*, repeat: int = 1, **fields: Any) -> Page:
    """The small article, opened; `repeat` makes it longer at its end."""
    told, analysis = story()
    if repeat > 1:
        told = document(*STORY, *(f"{n}. {STORY[5]}" for n in range(repeat)))
    article = make.article(**{"title": "The market moves", "author": "Nora Lind"} | fields)
    return Page(article, "The Times", told, analysis)
