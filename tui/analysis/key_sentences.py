"""Key sentences: what an article without findings is mostly about, in its own words.

They hold what the page keeps coming back to and what its title names, early rather than late; none
says what another one says, or wants a sentence that is not shown. Nothing is claimed of them but
that; no judgement on whether they establish anything. The weights are data (lexicon/findings.toml).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import exp, log

from msgspec import Struct

from tui.analysis.features import Page, Seen
from tui.analysis.knowledge import Knowledge

FEWEST, MOST = 9, 90  # words of a key sentence
_WEIGHTY = 0.15  # the score of an item that may be one: it tells something
_AGAIN = 0.7  # of a sentence's words: it is said again

_SHORT = re.compile(r"\b[A-Z][A-Z&]+\b")
_TOLD = re.compile(r"\(([A-Z][A-Z&]+)\)")
_ONWARD = 6  # words in which it shows that a sentence goes on
_NOUN = 3  # words behind "the" that may say which one is meant


class Candidate(Struct, frozen=True):
    """Its words but for the little ones, its features, and the places of what it leans on."""

    words: frozenset[str]
    row: Mapping[str, float]
    needs: frozenset[int]


def candidates(
    text: str,
    sentences: Sequence[Seen],
    scores: Sequence[float],
    shared: Page,
    known: Knowledge,
    spoken: frozenset[int],
) -> dict[int, Candidate]:
    """What could be a key sentence, by place: the article's own matter in a whole sentence, no bare
    name or endless list, nothing `spoken`; `scores` says how likely each one is a finding."""
    held: dict[int, frozenset[str]] = {}
    for place, one in enumerate(sentences):
        fits = FEWEST <= len(one.unit.words) <= MOST and one.stands and one.whole
        listed = one.unit.kind == "item" and scores[place] < _WEIGHTY
        words = frozenset(one.unit.words) - known.named("stop")
        said = shared.title if one.unit.kind == "standfirst" else words
        titled = len(words & shared.title) >= _AGAIN * max(1, len(said))
        if fits and not (one.unit.aside or listed or titled) and place not in spoken:
            held[place] = words
    pairs = {at: map(" ".join, pairwise(sentences[at].unit.words)) for at in held}
    matter = {at: words.union(pairs[at]) for at, words in held.items()}
    counts = Counter(word for row in matter.values() for word in row)
    needed = _needs(text, sentences, shared, known)
    found, addressed = {}, known.named("personal") - {"us"}  # the US
    for number, (place, words) in enumerate(held.items()):
        again = sum(log(1 + counts[word]) for word in matter[place] if counts[word] > 1)
        row = {
            "central": again / (len(matter[place]) + 8),
            "topic": len(words & shared.title) / (len(shared.title) + 1),
            "score": scores[place],
            "early": exp(-number / 3),
            "headed": exp(-number / 3) * bool(words & shared.title),
            "late": number / len(held),
            "personal": float(not addressed.isdisjoint(sentences[place].unit.words)),
            "onward": float(place - 1 in needed[place]),
        }
        found[place] = Candidate(words, row, needed[place])
    return found


def _needs(
    text: str, sentences: Sequence[Seen], shared: Page, known: Knowledge
) -> list[frozenset[int]]:
    """For each sentence the places of those without which it is not understood; -1: it never is."""
    told: dict[str, int] = {}
    found = []
    for place, one in enumerate(sentences):
        stated = text[one.unit.start : one.unit.end]
        short = (match[0] for match in _SHORT.finditer(stated))
        wanted = {told[form] for form in short if form in told and form.lower() not in shared.title}
        on = one.leans or (place > 0 and _goes_on(stated, one.unit.words, shared, known))
        found.append(frozenset(wanted | {place - 1} if on else wanted))
        for match in _TOLD.finditer(stated):
            told.setdefault(match[1], place)
    return found


def _goes_on(stated: str, row: Sequence[str], shared: Page, known: Knowledge) -> bool:
    """ "These ferries", "In this way", "Roe also" (not "this week"), or "The denials were", where
    neither a name nor the title tells which."""
    near = zip(row[:2], (*row[1:3], ""), strict=False)
    first = {word for word, after in near if after not in known.named("timely")}
    if first & (known.named("pointing") | known.named("further")):
        return True
    behind = stated.split(None, _NOUN + 1)[1 : _NOUN + 1]
    told = {word.lower().rstrip(",") for word in behind} & (shared.title | known.named("defining"))
    named = any(word[0].isupper() or word[0].isdigit() for word in behind)
    definite = row[:1] and row[0] in known.named("definite") and not (named or told)
    return bool(definite) or not known.named("adding").isdisjoint(row[:_ONWARD])


def apart(found: Mapping[int, Candidate], weights: Mapping[str, float], most: int) -> list[int]:
    """The best ones, none without what it needs, each weighed down (by `same`) by what the ones
    before it say; what one of them says almost word by word is not said again."""
    worth = {
        place: sum(weights.get(name, 0.0) * value for name, value in one.row.items())
        for place, one in found.items()
    }
    chosen: list[int] = []
    said = dict.fromkeys(worth, 0.0)
    while len(chosen) < most:
        clear = [place for place in said if found[place].needs <= set(chosen)]
        if not clear:
            break
        best = max(clear, key=lambda place: (worth[place] + weights["same"] * said[place], -place))
        chosen.append(best)
        del said[best]
        alike = {place: _alike(found[place].words, found[best].words) for place in said}
        said = {place: max(said[place], alike[place]) for place in said if alike[place] < _AGAIN}
    return chosen


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the shorter one's words that the other one has, 0 to 1."""
    return len(one & other) / max(1, min(len(one), len(other)))
