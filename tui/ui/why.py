"""Why a quote has its speaker, and why a passage is a finding: in plain words. Pure.

It explains what analysis decided and decides nothing. What it does not know is given by its name.
"""

from __future__ import annotations

from tui.analysis.annotation import Finding, FindingKind, Ground, Quote, Range, post
from tui.store import BY_HAND
from tui.text.safe import one_line
from tui.ui.drawing import fold

Reasons = list[tuple[str, str]]
"""What is explained (no name: the same as above), and the explanation."""

RULES = {
    "": "Nothing near the quote says whose words it is.",
    BY_HAND: "By you: you gave the quote this speaker.",
    "subject and cue after": "Right after the quote stand the speaker and a word of saying.",
    "cue and subject after": "Right after the quote stand a word of saying and the speaker.",
    "unlisted verb": "Beside the quote stand somebody and a verb; it is no known word of saying, "
    "so this may be wrong.",
    "cue before": "Before the quote stand the speaker and a word of saying.",
    "participle before": "The quote hangs on a word like “saying”, which belongs to the speaker.",
    "according to": "The sentence names its source, as “according to” does.",
    "by": "The sentence says by whom the quoted words are.",
    "colon": "Before the quote stand the speaker and a colon or comma.",
    "label": "A label before the words names the speaker, as in an interview.",
    "signed": "A name behind the quote signs it.",
    "inside": "Within the quote stand a word of saying and the speaker.",
    "carried on": "The speaker of the quote before it goes on; nobody else steps in between.",
    "same sentence": "In the same sentence there is a quote of this speaker.",
    "paragraph carried on": "The paragraph before ends with this speaker's words, and this one "
    "begins with a quote of its own.",
    "goes on": "It is one long quote: its part before has this speaker.",
    "reported before": "The words before report what this speaker said.",
    "subject before": "The sentence before is about this person. That is weak evidence.",
    "subject behind": "The sentence right behind is about this person. That is weak evidence.",
    "heading": "It stands in a heading; the text has the same words, and says whose they are.",
}
"""What each rule of the analysis goes by."""

KINDS: dict[FindingKind, str] = {
    "finding": "A finding: something that was found out.",
    "figure": "A figure: what is new here is a number.",
    "decision": "A decision: something that was newly decided.",
    "recommendation": "A recommendation: what the article says should be done.",
    "sentence": "A key sentence: it states no finding, but says most of what the article is about.",
}

GROUNDS = {
    "listed": "The list is headed",
    "opening": "It stands in the list that opens the article",
    "found": "A source found it",
    "attributed": "It names its source",
    "that_found": "It says what was found",
    "finds": "It has a word of finding",
    "percent": "It gives a share",
    "number": "It gives a number",
    "headline": "It says what the title says",
    "title": "It has words of the title",
    "promised": "Like the title, it speaks of what was found or changed",
    "advises": "A body advises it",
    "urged": "Somebody is told to do it",
    "recommends": "It has a word of advice",
    "official": "Officials say it",
    "compare": "It compares",
    "further": "It goes on from what was said before",
    "page": "The article has many sentences that tell of findings",
    "central": "Its words come back throughout the article",
    "topic": "It has words of the title",
    "measured": "It gives a number for what the title names",
    "sign": "It tells what a source says or finds",
    "early": "It stands early in the article",
    "long": "It tells much at once",
    "dated": "It names the day",
}
"""What each ground of a finding says; the words that show it come behind."""

_LONGEST = 80
"""Cells of words that show a ground."""
_SURE = ((0.9, "very sure"), (0.75, "quite sure"), (0.5, "likely"), (0.0, "not certain"))


def why(about: Quote | Finding, text: str) -> Reasons:
    """Why a quote or finding of `text` is what it is said to be; what is not known is left out."""
    reasons = _of_quote(about, text) if isinstance(about, Quote) else _of_finding(about, text)
    return [(name, one_line(words)) for name, words in reasons if words]


def _of_quote(quote: Quote, text: str) -> Reasons:
    speaker = ", ".join(filter(None, (quote.speaker_name, post(text, [quote]))))
    known = bool(quote.speaker_name or quote.speaker)
    reasons = [
        ("speaker", speaker or "unknown"),
        ("named by", _said(quote.speaker, text)),
        ("said by", _said(quote.cue, text)),
        ("rule", RULES.get(quote.rule, f"By the rule “{quote.rule}”.")),
        ("sure", _sure(quote.confidence) if known else ""),
    ]
    fragment = "A few quoted words inside reported speech." if quote.kind == "fragment" else ""
    return [*reasons, ("kind", fragment)]


def _of_finding(finding: Finding, text: str) -> Reasons:
    weight = f"{_per_cent(finding.score)} of what a finding can weigh."
    names = ("because", *[""] * len(finding.grounds))
    return [
        ("kind", KINDS[finding.kind]),
        ("place", "It stands in an explicit list." if finding.in_list else ""),
        *zip(names, (_because(ground, text) for ground in finding.grounds), strict=False),
        ("weight", weight if finding.kind != "sentence" else ""),
    ]


def _because(ground: Ground, text: str) -> str:
    says = GROUNDS.get(ground.name, f"By “{ground.name}”")
    shown = one_line(ground.words.of(text)) if ground.words else ""
    words = fold(shown, _LONGEST, 1)[0].rstrip(":") if shown else ""
    return f"{says}: “{words}”." if words else f"{says}."


def _said(words: Range | None, text: str) -> str:
    return f"“{words.of(text)}”" if words else ""


def _sure(confidence: float) -> str:
    words = next(words for least, words in _SURE if confidence >= least or not least)
    return f"{words}, {_per_cent(confidence)}"


def _per_cent(share: float) -> str:
    return f"{round(100 * min(max(share, 0), 1))} %"
