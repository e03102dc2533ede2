"""Features: what a sentence shows of being a finding, as small numbers with names.

Each is visible in the sentence, its place or its neighbours, and can be read off; their weights
are data (lexicon/findings.toml), their words are data of each language. No judgement in here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import exp
from typing import Any

from msgspec import Struct

from tui.analysis.figures import numbers_in, share_in
from tui.analysis.lexicon import table
from tui.analysis.sections import Unit
from tui.analysis.sentences import CLOSERS

_DECIDING = frozenset(("change", "resolves", "decides", "does"))
_AMOUNT = r"[a-z]{0,2}(\d+(?:\.\d+)?)(?:%|st|nd|rd|th|bn|tn|m|k)?"
_NUMBER = re.compile(_AMOUNT)
_FIGURE = re.compile(r"(?!(?:19|20)\d\d$|\d\d?$)" + _AMOUNT)
HEADLINES = 3  # sentences that may say what the title says
_NAMED = 0.2  # of the words of the title
_LISTED = 3  # semicolons of a sentence; more part a list
_UNNAMED = 7  # words that should have named whom they speak of
_REMAINS = re.compile(r"https?://|www\.|[\"']>")  # of a link, in a sentence that lost it
_NOTES = re.compile(r"(?:\[\d{1,3}\])+$")  # "… in spring.[1]"
_STATED = tuple(".!…。！")
_ASKED = tuple("?？:")
_OPENING = "\"“'‘«„「『"
_NONE: frozenset[str] = frozenset()
_EVIDENCE = frozenset(("change", "compare", "finds", "further", "sources"))
_POINTING = frozenset(("pointing", "further"))
_TELLING = frozenset(("sources", "finds", "change", "resolves", "urges"))
# Pairs of lists, a word of the first standing at most that many words before one of the second:
# signs of findings.
_SIGNS = {
    "found": ("sources", "finds", 4),
    "attributed": ("cites", "sources", 6),
    "acts": ("authorities", "decides", 3),
    "advises": ("bodies", "advising", 3),
    "urged": ("advisers", "urges", 5),
}
# The same, and no sign: "police said", "according to the ministry" (most news have that).
_PAIRS = _SIGNS | {"told": ("officials", "says", 3), "tells": ("says", "officials", 3)}


class Knowledge(Struct, frozen=True):
    """What is known of a language: the lists each word is in; and the weights, for all alike."""

    lists: Mapping[str, frozenset[str]]  # word → names of its lists
    names: frozenset[str]
    stop: frozenset[str]
    leaning: frozenset[str]  # first words of sentences that say nothing without the one before
    singular: frozenset[str]  # "he", "her"
    guiding: frozenset[str]  # "how to", and what a guide counts: "tips"
    counts: frozenset[str]  # numbers in words: "five", "third"
    asides: frozenset[str]
    details: frozenset[str]  # what announces how a study was made: "methodology"
    notices: tuple[str, ...]  # what only sentences of the publisher hold: "first appeared on"
    methods: tuple[str, ...]  # what tells how something was found: "margin of error"
    weights: Mapping[str, float]
    gate: Mapping[str, float]

    @property
    def prose(self) -> bool:
        """Whether enough is known to judge sentences; else only structure counts."""
        return {"sources", "finds"} <= self.names


@lru_cache(maxsize=16)
def knowledge(language: str) -> Knowledge:
    """What is known of a language (first subtag)."""
    whole: dict[str, Any] = table(f"findings-{language}.toml")
    data: dict[str, str] = whole.get("words", {})
    shared: dict[str, Any] = table("findings.toml")
    words = {name: frozenset(text.split()) for name, text in data.items()}
    apart = ("stop", "leaning", "singular", "guiding", "counts", "sections", "details")
    stop, leaning, singular, guiding, counts, asides, details = (
        words.pop(name, _NONE) for name in apart
    )
    lists: dict[str, frozenset[str]] = {}
    for name, row in words.items():
        for word in row:
            lists[word] = lists.get(word, _NONE) | {name}
    measured = shared["gate"]
    gate = measured if language == "en" else measured | measured["unmeasured"]
    return Knowledge(
        lists=lists,
        names=frozenset(words),
        stop=stop,
        leaning=leaning,
        singular=singular,
        guiding=guiding,
        counts=counts,
        asides=asides,
        details=details,
        notices=_phrases(whole, "notices"),
        methods=_phrases(whole, "methods"),
        weights=shared["weights"],
        gate=gate,
    )


def _phrases(whole: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(filter(None, whole.get(name, "").split("|")))


class Seen(Struct, frozen=True):
    """A sentence with the lists that its words are in, and the pairs that stand close together.

    `quoted`: it begins with a quotation mark. `whole`: it is an item, or begins and ends as a
    statement does, as no caption or half a sentence does. `stands`: it asks and announces nothing,
    is no aside in brackets, no half of a quotation and holds no link. `leans`: it says little
    without the sentence before it; `points`: it goes on with that one ("These", "Additionally").
    """

    unit: Unit
    lists: frozenset[str]
    pairs: frozenset[str]
    quoted: bool
    whole: bool
    stands: bool
    leans: bool
    points: bool


class Page(Struct, frozen=True):
    """What all sentences of one page share."""

    title: frozenset[str]  # its words but for the little ones
    numbers: frozenset[str]  # its figures: 1.1 of "1.1%", 4 of "r4bn", "five"; no "week 11"
    decides: frozenset[str]  # the lists of what was decided or changed that they are in
    promises: frozenset[str]  # the telling lists that words of the title are in
    signs: int  # sentences in which a source finds something, or someone decides or advises
    total: int
    guides: bool  # the title promises advice: "15 tips", "How to"


def seen(text: str, units: Iterable[Unit], known: Knowledge) -> list[Seen]:
    """The sentences of a text, each with what its words are."""
    return [_seen(text, unit, known) for unit in units]


def page(sentences: Sequence[Seen], title: Sequence[str], known: Knowledge) -> Page:
    """The page as a whole; `title` is its title's words, lower case."""
    lists = _NONE.union(*(known.lists.get(word, _NONE) for word in title))
    promises, decides = lists & _TELLING, lists & _DECIDING
    told = (one for one in sentences if not (one.unit.aside or one.unit.method))
    signs = sum(not one.pairs.isdisjoint(_SIGNS) for one in told)
    numbers = _values(title[1:], _FIGURE) | (known.counts & frozenset(title))
    named = frozenset(title) - known.stop
    guides = _guides(title, known)
    return Page(named, numbers, decides, promises, signs, len(sentences), guides)


def _guides(title: Sequence[str], known: Knowledge) -> bool:
    """Whether a title promises advice: its studies are others' results, cited."""
    if "-".join(title[:2]) in known.guiding:
        return True
    return any(
        word.isdigit() and not known.guiding.isdisjoint(title[at + 1 : at + 3])
        for at, word in enumerate(title)
    )


def features(text: str, sentences: Sequence[Seen], place: int, shared: Page) -> dict[str, float]:
    """The features of the sentence at `place`, by name; those that are 0 may be absent."""
    one = sentences[place]
    words = text[one.unit.start : one.unit.end]
    row = frozenset(one.unit.words)
    numbers, share = numbers_in(words), share_in(words)
    found = dict.fromkeys(one.lists | one.pairs, 1.0)
    found |= dict.fromkeys(_joined(one, numbers, share), 1.0)
    found |= dict.fromkeys(_placed(sentences, place), 1.0)
    named = len(row & shared.title) / max(len(shared.title), 4)
    found |= {
        "bias": 1.0,
        "late": place / max(shared.total, 1),
        "title": named,
        "headline": float(_is_headline(one, place, named, shared)),
        "page": min(shared.signs, 8) / 8,
    }
    if not one.lists.isdisjoint(shared.promises):
        found["promised"] = 1.0
    return found


def score(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """How likely it is a finding, 0 to 1."""
    total = sum(weights.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def _seen(text: str, unit: Unit, known: Knowledge) -> Seen:
    row = [known.lists.get(word, _NONE) for word in unit.words]
    lists = _NONE.union(*row)
    pairs = [name for name, pair in _PAIRS.items() if _near(row, lists, *pair)]
    words = text[unit.start : unit.end]
    last = _NOTES.sub("", words).rstrip(CLOSERS)[-1:]
    quoted = text[unit.start] in _OPENING
    begun = not words.split(None, 1)[0].islower()
    whole = last != ":" and (unit.item or (last in _STATED and begun))
    points = bool(row) and not row[0].isdisjoint(_POINTING)
    leans = _leans(words, unit.words, known)
    return Seen(unit, lists, frozenset(pairs), quoted, whole, _stands(words), leans, points)


def _stands(words: str) -> bool:
    half = words.count("«") != words.count("»") or _is_cut(words)
    goes_on = words.rstrip(CLOSERS).endswith(_ASKED)
    listed = words.count(";") > _LISTED or words[0] in "(["
    return not (half or goes_on or listed or _REMAINS.search(words))


def _leans(words: str, row: Sequence[str], known: Knowledge) -> bool:
    """Whether it begins with "But" or "However", or speaks of "him" before it names anybody."""
    if not known.leaning.isdisjoint((*row[:1], "-".join(row[:2]))):
        return True
    for word in words.split(None, _UNNAMED)[1:_UNNAMED]:
        if word[0].isupper():
            return False
        if word.rstrip(",") in known.singular:
            return True
    return False


def _is_cut(words: str) -> bool:
    """Whether curly marks open without closing or close without opening: “x”, „x“, ”x”."""
    opened, closed = words.count("“"), words.count("”")
    if "„" in words:
        return words.count("„") != opened + closed
    return opened != closed if opened else closed % 2 == 1


def _near(
    row: Sequence[frozenset[str]], lists: frozenset[str], first: str, second: str, most: int
) -> bool:
    """Whether a word of list `first` stands at most `most` words before one of `second`."""
    if first not in lists or second not in lists:
        return False
    last = -1000
    for index, names in enumerate(row):
        if index - last <= most and second in names:
            return True
        if first in names:
            last = index
    return False


def _is_headline(one: Seen, place: int, named: float, shared: Page) -> bool:
    """Whether it stands at the top and says what the title says: a figure of it, or a word for what
    was done."""
    if place >= HEADLINES or named < _NAMED or one.leans:
        return False
    words = one.unit.words
    same = shared.numbers and not shared.numbers.isdisjoint((*words, *_values(words, _NUMBER)))
    return bool(same) or not shared.decides.isdisjoint(one.lists)


def _values(words: Iterable[str], form: re.Pattern[str]) -> frozenset[str]:
    """The numbers among words, without currency and scale."""
    return frozenset(found[1] for word in words if (found := form.fullmatch(word)))


def _joined(one: Seen, numbers: int, share: bool) -> list[str]:
    """What the sentence as a whole is, and what only says something together."""
    has, told = one.lists, one.pairs & {"told", "tells"}
    facts = {
        "percent": share,
        "number": numbers > 0,
        "official": bool(told),
        "official_number": bool(told) and numbers > 0,
        "short": len(one.unit.words) < 8,
        "quote": one.quoted,
        "quoted_result": one.quoted and {"ours", "sources"} <= has,
    }
    return [name for name, holds in facts.items() if holds]


def _placed(sentences: Sequence[Seen], place: int) -> list[str]:
    """Its place and its neighbours."""
    before = sentences[place - 1].pairs if place else _NONE
    tells = not sentences[place].lists.isdisjoint(_EVIDENCE)
    facts = {
        "first": place == 0,
        "second": place == 1,
        "after_found": tells and "found" in before,
        "lead_resolves": place < 3 and "resolves" in sentences[place].lists,
    }
    return [name for name, holds in facts.items() if holds]
