"""What the findings panel lists: findings and key sentences, then quotes by speaker. Pure.

It chooses and orders words of the text; nothing is painted or measured here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from tui.analysis.annotation import Analysis, Finding, Quote, post
from tui.text.document import Document
from tui.text.safe import one_line
from tui.text.wording import many
from tui.ui.highlights import UNKNOWN, listed, speaker_key, speaker_role, uncertain
from tui.ui.signs import SIGNS

UNKNOWN_SPEAKER = "Unknown speaker"

_LONGEST = 1200
"""Characters of a passage that the panel can show; the rest is in the article."""


class Entry(Struct, frozen=True):
    """One entry of the panel: a heading, a speaker, or something one can go to.

    `start` and `end` are offsets into Document.text; -1: one cannot go there. `after` stands behind
    the text, fainter. `lines`: how many are shown while the cursor is elsewhere. `space`: an empty
    line before it. `lead` is the figure that comes first, `tail` whose words they are; `about` is
    the quote or finding itself.
    """

    text: str
    role: str
    after: str = ""
    symbol: str = ""
    start: int = -1
    end: int = -1
    lines: int = 1
    space: bool = False
    lead: str = ""
    tail: str = ""
    about: Quote | Finding | None = None

    @property
    def selectable(self) -> bool:
        """Whether one can go there."""
        return self.start >= 0


def outline(
    document: Document, analysis: Analysis, colours: Mapping[str, int], *, by_weight: bool = False
) -> list[Entry]:
    """The panel from top to bottom; empty if there is nothing for it.

    Findings are in the order of the article, or `by_weight` the weightiest first.
    """
    text = document.text
    findings = sorted(analysis.findings, key=_weight if by_weight else _start)
    rows = [_finding(text, finding, analysis.quotes) for finding in findings]
    return [*_head(findings, by_weight), *rows, *_quotes(text, analysis.quotes, colours)]


def _head(findings: Sequence[Finding], by_weight: bool) -> Iterator[Entry]:
    """One heading for all kinds, which their symbols tell apart: so the order is the article's."""
    key = sum(finding.kind == "sentence" for finding in findings)
    stated = len(findings) - key
    counts = [str(stated or key), *([many(key, "key sentence")] if stated and key else ())]
    after = f" {SIGNS.dot} ".join([*counts, *(["by weight"] if by_weight else ())])
    if findings:
        yield Entry("Findings" if stated else "Key sentences", "heading", after, space=True)


def _finding(text: str, finding: Finding, quotes: Sequence[Quote]) -> Entry:
    return Entry(
        _words(text, finding.start, finding.end),
        f"finding-{finding.kind}",
        symbol=finding.kind,
        start=finding.start,
        end=finding.end,
        lines=3,
        lead=_figure(text[finding.start : finding.end]) if finding.kind == "figure" else "",
        tail=_voice(finding, quotes),
        about=finding,
    )


def _start(finding: Finding) -> float:
    return finding.start


def _weight(finding: Finding) -> float:
    return -finding.score


def _figure(words: str) -> str:
    """The figure that a sentence is about, with what it counts; "" if there is none."""
    from tui.analysis.figures import figure  # its table is read only when there is a figure

    found = figure(words)
    return one_line(found.told.of(words)) if found else ""


def _voice(finding: Finding, quotes: Sequence[Quote]) -> str:
    """Who says a finding most of which stands in a quote."""
    for quote in quotes:
        common = min(finding.end, quote.end) - max(finding.start, quote.start)
        if quote.speaker_name and 2 * common > finding.end - finding.start:
            return f"{SIGNS.voice} {one_line(quote.speaker_name)}"
    return ""


def _quotes(text: str, quotes: Sequence[Quote], colours: Mapping[str, int]) -> Iterator[Entry]:
    """By speaker, whole quotes before quoted words."""
    told = listed(quotes)
    voices: dict[str, list[Quote]] = {}
    for quote in told:
        voices.setdefault(speaker_key(quote), []).append(quote)
    if voices:
        yield Entry("Quotes", "heading", str(len(told)), space=True)
    for name in sorted(voices, key=lambda name: not name):
        role = speaker_role(colours.get(name, UNKNOWN))
        yield from _speaker(name, role, post(text, voices[name]), voices[name])
        for quote in sorted(voices[name], key=lambda quote: quote.kind == "fragment"):
            words = _words(text, quote.start, quote.end)
            place = (quote.start, quote.end)
            yield Entry(words, role, "", "quote", *place, lines=2, about=quote)


def _speaker(name: str, role: str, about: str, quotes: list[Quote]) -> Iterator[Entry]:
    certainty = "  not certain" if all(map(uncertain, quotes)) else ""
    after = f"{len(quotes)}{certainty}"
    yield Entry(one_line(name) or UNKNOWN_SPEAKER, role, after, lines=2, space=True)
    if about:
        yield Entry(one_line(about), "faint", lines=2)


def _words(text: str, start: int, end: int) -> str:
    words = one_line(text[start : min(end, start + _LONGEST)])
    return f"{words}…" if end - start > _LONGEST else words
