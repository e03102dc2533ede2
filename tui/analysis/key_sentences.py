"""Key sentences: what an article without findings is mostly about, in its own words.

They hold what the page keeps coming back to and what its title names, early rather than late, and
none says what another one says. Nothing is claimed of them but that; no judgement on whether they
establish anything. The weights are data (lexicon/findings.toml).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log

from tui.analysis.features import Page, Seen
from tui.analysis.lexicon import table

FEWEST, MOST = 4, 60  # words of a key sentence
SHORT = 8


def key_sentences(
    sentences: Sequence[Seen],
    scores: Sequence[float],
    shared: Page,
    stop: frozenset[str],
    most: int,
    spoken: frozenset[int] = frozenset(),
) -> list[int]:
    """The places of at most `most` sentences, best first, none of the places `spoken`.

    `scores` says of each sentence how likely it is a finding, 0 to 1.
    """
    weights: Mapping[str, float] = table("findings.toml")["key"]
    usable = (place for place, one in enumerate(sentences) if _usable(one))
    places = [place for place in usable if place not in spoken]
    held = {place: frozenset(sentences[place].unit.words) - stop for place in places}
    shares = _shares(held.values())
    found = {}
    for number, place in enumerate(places):
        shown = {
            "central": sum(shares.get(word, 0.0) for word in held[place]) / (len(held[place]) + 4),
            "topic": len(held[place] & shared.title) / (len(shared.title) + 1),
            "score": scores[place],
            "early": 1 / (number + 1),
            "late": number / len(places),
            "short": float(len(sentences[place].unit.words) < SHORT),
            "whole": float(sentences[place].whole),
            "quote": float(sentences[place].quoted),
        }
        found[place] = sum(weights[name] * value for name, value in shown.items())
    return _apart(found, held, weights["same"], most)


def _usable(one: Seen) -> bool:
    """Whether it is the article's own matter, and no bare name or endless list."""
    long_enough = len(one.unit.words) >= (FEWEST if one.whole else SHORT)
    return not one.unit.aside and long_enough and len(one.unit.words) <= MOST


def _shares(held: Iterable[frozenset[str]]) -> dict[str, float]:
    """How much each word that several sentences share says of what the page is about."""
    counts = Counter(word for row in held for word in row)
    return {word: log(1 + count) for word, count in counts.items() if count > 1}


def _apart(
    weights: dict[int, float], held: Mapping[int, frozenset[str]], same: float, most: int
) -> list[int]:
    """The best ones, each weighed down (by `same`) by what the ones before it already say."""
    chosen: list[int] = []
    said = dict.fromkeys(weights, 0.0)
    while len(chosen) < min(most, len(weights)):
        best = max(said, key=lambda place: (weights[place] + same * said[place], -place))
        chosen.append(best)
        del said[best]
        for place in said:
            said[place] = max(said[place], _alike(held[place], held[best]))
    return chosen


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the shorter one's words that the other one has, 0 to 1."""
    return len(one & other) / max(1, min(len(one), len(other)))
