"""What the findings panel lists: findings by kind, then quotes by speaker. Pure.

It chooses and orders words of the text; nothing is painted or measured here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tui.analysis.annotation import Analysis, Finding, FindingKind, Quote
from tui.text.document import Document
from tui.text.safe import one_line
from tui.ui.highlights import UNKNOWN, speaker_key, speaker_role, uncertain

UNKNOWN_SPEAKER = "Unknown speaker"

_LONGEST = 1200
"""Characters of a passage that the panel can show; the rest is in the article."""

_KINDS: dict[FindingKind, str] = {
    "finding": "Findings",
    "decision": "Decisions",
    "recommendation": "Recommendations",
    "figure": "Figures",
    "sentence": "Key sentences",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the panel: a heading, a speaker, or something one can go to.

    `start` and `end` are offsets into Document.text; -1: one cannot go there. `after` stands behind
    the text, fainter. `lines`: how many are shown while the cursor is elsewhere. `space`: an empty
    line before it.
    """

    text: str
    role: str
    after: str = ""
    symbol: str = ""
    start: int = -1
    end: int = -1
    lines: int = 1
    space: bool = False

    @property
    def selectable(self) -> bool:
        """Whether one can go there."""
        return self.start >= 0


def outline(document: Document, analysis: Analysis, colours: Mapping[str, int]) -> list[Entry]:
    """The panel from top to bottom; empty if nothing was found."""
    text = document.text
    return [*_findings(text, analysis.findings), *_quotes(text, analysis, colours)]


def _findings(text: str, findings: tuple[Finding, ...]) -> Iterator[Entry]:
    for kind, heading in _KINDS.items():
        chosen = [finding for finding in findings if finding.kind == kind]
        if chosen:
            yield Entry(heading, "heading", str(len(chosen)), space=True)
        for finding in chosen:
            words = _words(text, finding.start, finding.end)
            yield Entry(words, f"finding-{kind}", "", kind, finding.start, finding.end, lines=3)


def _quotes(text: str, analysis: Analysis, colours: Mapping[str, int]) -> Iterator[Entry]:
    voices: dict[str, list[Quote]] = {}
    for quote in analysis.quotes:
        voices.setdefault(speaker_key(quote), []).append(quote)
    if voices:
        yield Entry("Quotes", "heading", str(len(analysis.quotes)), space=True)
    for name in sorted(voices, key=lambda name: not name):
        role = speaker_role(colours.get(name, UNKNOWN))
        yield from _speaker(name, role, voices[name])
        for quote in voices[name]:
            words = _words(text, quote.start, quote.end)
            yield Entry(words, role, "", "quote", quote.start, quote.end, lines=2)


def _speaker(name: str, role: str, quotes: list[Quote]) -> Iterator[Entry]:
    certainty = "  not certain" if all(map(uncertain, quotes)) else ""
    after = f"{len(quotes)}{certainty}"
    yield Entry(one_line(name) or UNKNOWN_SPEAKER, role, after, space=True)
    post = next((quote.role for quote in quotes if quote.role), "")
    body = next((quote.organisation for quote in quotes if quote.organisation), "")
    if about := ", ".join(one_line(words) for words in (post, body) if words):
        yield Entry(about, "faint", lines=2)


def _words(text: str, start: int, end: int) -> str:
    words = one_line(text[start : min(end, start + _LONGEST)])
    return f"{words}…" if end - start > _LONGEST else words
