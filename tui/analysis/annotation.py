"""What analysis finds in a text: ranges over Document.text, and never a word of its own.

All offsets are character offsets into Document.text, end exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

QuoteKind = Literal["direct", "fragment"]
FindingKind = Literal["finding", "figure", "decision", "recommendation", "sentence"]


class Range(Struct, frozen=True, array_like=True):
    """A stretch of Document.text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]


class Quote(Struct, frozen=True):
    """One stretch of quoted speech, marks included.

    A quotation that its attribution splits ("A," he said, "B") is several Quotes with one `group`.
    `kind` is "fragment" for a few quoted words inside reported speech.
    `speaker` is where the speaker is mentioned for this quote ("he", "Zhao"), `cue` the word that
    says so ("said"); `speaker_name`, `role` and `organisation` are words of the text too, gathered
    from any mention in the article. All empty or None: the speaker is unknown.
    `rule` names the rule that decided, `confidence` is 0 to 1.
    """

    start: int
    end: int
    kind: QuoteKind = "direct"
    group: int = 0
    speaker: Range | None = None
    speaker_name: str = ""
    role: str = ""
    organisation: str = ""
    cue: Range | None = None
    rule: str = ""
    confidence: float = 0.0


class Ground(Struct, frozen=True, array_like=True):
    """Why something is a finding: a feature by its name, with the words that show it, if words do.

    "listed" is an item of an explicit list, its words are the head; "opening", of the list that
    opens the article.
    """

    name: str
    words: Range | None = None


class Finding(Struct, frozen=True):
    """One row of the findings panel: the evidence, as a range.

    `kind` "sentence" is a key sentence: shown, plainly called so, where an article states
    fewer than three findings. `in_list`: it stood in an explicit list. `score` is 0 to 1,
    `grounds` are what it was chosen for, the weightiest first.
    """

    start: int
    end: int
    kind: FindingKind = "finding"
    in_list: bool = False
    score: float = 0.0
    grounds: tuple[Ground, ...] = ()


class Analysis(Struct, frozen=True):
    """All that was found in one text, each in reading order."""

    quotes: tuple[Quote, ...] = ()
    findings: tuple[Finding, ...] = ()


def post(text: str, quotes: Sequence[Quote]) -> str:
    """What the speaker of some quotes is and where, as `text` puts it: "head of the Reef Council".

    Where role and organisation stand apart, with a comma between them; "" if none is known.
    """
    role = next((quote.role for quote in quotes if quote.role), "")
    body = next((quote.organisation for quote in quotes if quote.organisation), "")
    if not (role and body):
        return role or body
    name = re.escape(quotes[0].speaker_name.rpartition(" ")[2] or role)
    gap = rf"(?:(?!{name})[^\n.,;:!?()]){{1,16}}?"  # no "Insp | Ann Roe of | Kotka Police"
    one, other = re.escape(role), re.escape(body)
    together = re.search(rf"{one}{gap}{other}|{other}(?:['’]s)?\s{one}", text)
    return together[0] if together else f"{role}, {body}"
