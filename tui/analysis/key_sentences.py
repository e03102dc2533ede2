"""Key sentences: what an article without findings is mostly about, in its own words.

They hold what the page keeps coming back to and what its title names, early rather than late, and
none says what another one says. Nothing is claimed of them but that; no judgement on whether they
establish anything. The weights are data (lexicon/findings.toml).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import exp, log

from tui.analysis.features import Page, Seen
from tui.analysis.knowledge import Knowledge

FEWEST, MOST = 10, 90  # words of a key sentence
_AGAIN = 0.7  # of a sentence's words: it is said again

Row = dict[str, float]
Held = Mapping[int, frozenset[str]]  # the words of each sentence but for the little ones


def candidates(
    sentences: Sequence[Seen], shared: Page, known: Knowledge, spoken: frozenset[int]
) -> Held:
    """What could be a key sentence: the article's own matter that stands by itself, no bare name or
    endless list."""
    held = {}
    for place, one in enumerate(sentences):
        words = frozenset(one.unit.words) - known.named("stop")
        fits = FEWEST <= len(one.unit.words) <= MOST and one.stands and not one.unit.aside
        if fits and place not in spoken:
            held[place] = words
    return held


def features(
    sentences: Sequence[Seen],
    scores: Sequence[float],
    shared: Page,
    known: Knowledge,
    held: Held,
) -> dict[int, Row]:
    """The features of each candidate; `scores` says how likely each sentence is a finding."""
    shares = _shares(held.values())
    found = {}
    for number, place in enumerate(held):
        words, one = held[place], sentences[place]
        found[place] = {
            "central": sum(shares.get(word, 0.0) for word in words) / (len(words) + 4),
            "topic": len(words & shared.title) / (len(shared.title) + 1),
            "score": scores[place],
            "early": exp(-number / 3) * bool(words & shared.title),
            "late": number / len(held),
            "whole": float(one.whole),
            "personal": float("personal" in one.lists),
            "leans": float(one.leans),
            "points": float(one.points),
        }
    return found


def _shares(held: Iterable[frozenset[str]]) -> dict[str, float]:
    """How much each word that several sentences share says of what the page is about."""
    counts = Counter(word for row in held for word in row)
    return {word: log(1 + count) for word, count in counts.items() if count > 1}


def apart(
    rows: Mapping[int, Row], held: Held, weights: Mapping[str, float], most: int
) -> list[int]:
    """The best ones, each weighed down (by `same`) by what the ones before it already say.

    What one of them says almost word by word is not said again.
    """
    worth = {
        place: sum(weights.get(name, 0.0) * value for name, value in row.items())
        for place, row in rows.items()
    }
    chosen: list[int] = []
    said = dict.fromkeys(worth, 0.0)
    while said and len(chosen) < most:
        best = max(said, key=lambda place: (worth[place] + weights["same"] * said[place], -place))
        chosen.append(best)
        del said[best]
        alike = {place: _alike(held[place], held[best]) for place in said}
        said = {place: max(said[place], alike[place]) for place in said if alike[place] < _AGAIN}
    return chosen


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the shorter one's words that the other one has, 0 to 1."""
    return len(one & other) / max(1, min(len(one), len(other)))
