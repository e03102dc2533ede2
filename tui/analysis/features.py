"""Features: what a sentence shows of being a finding, as small numbers with names.

Each is visible in the sentence (or its place) and can be read off; their weights are data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from typing import Any

from tui.analysis.lexicon import table
from tui.analysis.sections import Unit

PERCENT = re.compile(r"\d\s?%|\bper\s?cent\b|\bpercent", re.IGNORECASE)
# A number by itself: no rank ("#2"), no row ("2-, 4-"), no part of a name ("6-PPD", "24/7").
NUMBER = re.compile(
    r"(?<![\w.,#/-])(?:[$€£¥]\s?)?\d[\d.,]*+(?![-/\w])(?:\s(?:million|billion|trillion))?"
)
DATELINE = re.compile(r"[^\n]{0,120}?(?:19|20)\d\d[^\n]{0,60}?\s(?:--|–|—|-)\s")
DAY = re.compile(r"(?:\bon|[A-Z][a-z]{2,8})\.? $")
YEAR = re.compile(r"(?:19|20)\d\d\W*$")
IN_N = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|\d+)[ -](?:in|out of|of)[ -]"
    r"(?:every )?(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b",
    re.IGNORECASE,
)
SHARE = re.compile(
    r"\b(?:half|two-thirds|a third|three-quarters|a quarter) of\b"
    r"|\btwice as\b|\b\w+ times (?:more|as|higher|less)\b",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"https?://|www\.|@\w|\.(?:com|org|net)\b|\+?\d[\d ()-]{8,}")
# Word lists that are features by themselves: is a word of it in the sentence?
LISTS = (
    "further",
    "sources",
    "finds",
    "people",
    "report_verbs",
    "change",
    "amounts",
    "compare",
    "authorities",
    "decides",
    "recommends",
    "method",
    "background",
    "promotion",
    "available",
    "implied",
    "future",
    "personal",
)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A language's word lists and weights."""

    lists: Mapping[str, frozenset[str]]
    weights: Mapping[str, float]
    gate: Mapping[str, float]

    @property
    def empty(self) -> bool:
        """Whether nothing is known of the language: only structure counts then."""
        return not self.weights


@lru_cache(maxsize=16)
def knowledge(language: str) -> Knowledge:
    """What is known of a language (first subtag)."""
    data: dict[str, Any] = table(f"findings-{language}.toml")
    lists = {name: frozenset(text.split()) for name, text in data.get("words", {}).items()}
    return Knowledge(lists, data.get("weights", {}), data.get("gate", {}))


@dataclass(frozen=True, slots=True)
class Page:
    """What all sentences of one page share."""

    title: frozenset[str]
    signs: int  # sentences in which a source finds something
    total: int


def page(units: Sequence[Unit], title: frozenset[str], known: Knowledge) -> Page:
    """The page as a whole: how often something finds something on it."""
    lists = known.lists
    pairs = (
        (lists["sources"], lists["finds"]),
        (lists["authorities"], lists["decides"]),
        (lists["bodies"], lists["advising"]),
    )
    signs = sum(
        1 for unit in units if not unit.aside and any(_near(unit.words, *pair, 4) for pair in pairs)
    )
    return Page(title, signs, len(units))


def numbers_in(words: str) -> int:
    """How many numbers a sentence gives: dateline, years and days of a month do not count."""
    line = DATELINE.match(words)
    start = line.end() if line else 0
    return sum(
        1
        for match in NUMBER.finditer(words, start)
        if not YEAR.match(match[0])
        and not DAY.search(words, max(0, match.start() - 10), match.start())
    )


def features(text: str, unit: Unit, place: int, shared: Page, known: Knowledge) -> dict[str, float]:
    """The features of one sentence, the `place`-th of its page."""
    row = set(unit.words)
    words = text[unit.start : unit.end]
    has = {name: not known.lists[name].isdisjoint(row) for name in LISTS}
    percent = PERCENT.search(words) is not None or IN_N.search(words) is not None
    numbers = numbers_in(words)
    found: dict[str, float] = {name: float(value) for name, value in has.items()}
    found |= _joined(has, percent, numbers, row)
    found |= _quoted(words, row)
    found |= {
        "bias": 1.0,
        "acts": float(_near(unit.words, known.lists["authorities"], known.lists["decides"], 3)),
        "advises": float(_near(unit.words, known.lists["bodies"], known.lists["advising"], 3)),
        "found": float(_near(unit.words, known.lists["sources"], known.lists["finds"], 4)),
        "address": float(ADDRESS.search(words) is not None),
        "first": float(place == 0),
        "second": float(place == 1),
        "late": place / max(shared.total, 1),
        "title": _overlap(row, shared.title, known.lists["stop"]),
        "page": min(shared.signs, 8) / 8,
        "short": float(len(unit.words) < 8),
        "long": float(len(unit.words) > 45),
    }
    return found


def _near(words: Sequence[str], first: frozenset[str], second: frozenset[str], most: int) -> bool:
    """Whether a word of one list stands at most `most` words before one of the other."""
    last = -1000
    for index, word in enumerate(words):
        if index - last <= most and word in second and index != last:
            return True
        if word in first:
            last = index
    return False


def _joined(
    has: Mapping[str, bool], percent: bool, numbers: int, row: set[str]
) -> dict[str, float]:
    return {
        "percent": float(percent),
        "number": float(numbers > 0),
        "numbers": float(numbers > 2),
        "cue": float(has["sources"] and has["finds"]),
        "according": float("according" in row and has["sources"]),
        "share": float(percent and (has["people"] or has["report_verbs"])),
        "moved": float(numbers > 0 and has["change"]),
        "ruled": float(has["authorities"] and has["decides"]),
        "advice": float(has["recommends"] and (has["sources"] or has["authorities"])),
        "that": float(has["finds"] and bool(row & {"that", "how"})),
        "sampled": float(numbers > 0 and has["method"]),
    }


def _quoted(words: str, row: set[str]) -> dict[str, float]:
    opens = words[:1] in "\"“'‘«„"
    ours = bool(row & {"our", "these", "this"}) and bool(
        row
        & {"results", "study", "survey", "findings", "research", "data", "report", "investigation"}
    )
    return {
        "quote": float(opens),
        "has_quote": float(not opens and any(mark in words for mark in '"“”')),
        "quoted_result": float(opens and ours),
        "this_result": float(not opens and ours),
    }


def _overlap(row: set[str], title: frozenset[str], stop: frozenset[str]) -> float:
    return len(row & title) / len(title) if title else 0.0


def score(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """How likely it is a finding, 0 to 1."""
    total = sum(weights.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))
