"""ROUGE-1 and ROUGE-2 F (Lin 2004): words, and pairs of words, that two texts share.

Words are lower case, letters and digits only, those of more than three letters stemmed (Porter), as
the reference implementation does; a word counts as often as it stands in both texts. Figures differ
by tenths between implementations and by whole points between data sets: compare only with this one
and on the same articles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

import snowballstemmer

_STEM = snowballstemmer.stemmer("porter")


def rouge(found: str, wanted: str, size: int) -> float:
    """The F of shared runs of `size` words, 0 to 1."""
    shared, ours, theirs = overlap(found, wanted, size)
    return 2 * shared / (ours + theirs) if shared else 0.0


def overlap(found: str, wanted: str, size: int) -> tuple[int, int, int]:
    """How many runs of `size` words both texts share, and how many each has."""
    ours, theirs = _runs(found, size), _runs(wanted, size)
    return (ours & theirs).total(), ours.total(), theirs.total()


def mean_rouge(pairs: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """ROUGE-1 and ROUGE-2 over (found, wanted) texts, in per cent."""
    sums = (sum(rouge(found, wanted, size) for found, wanted in pairs) for size in (1, 2))
    one, two = (100 * total / len(pairs) for total in sums)
    return one, two


def best_of(parts: Sequence[str], wanted: str, most: int) -> list[str]:
    """The parts, at most `most`, that one after the other raise both figures most: an oracle."""
    chosen: list[int] = []
    value = 0.0
    while len(chosen) < min(most, len(parts)):
        rest = [place for place in range(len(parts)) if place not in chosen]
        worth = _worth(parts, chosen, wanted)
        best = max(rest, key=worth)
        if worth(best) <= value:
            break
        value = worth(best)
        chosen.append(best)
    return [parts[place] for place in sorted(chosen)]


def _worth(parts: Sequence[str], chosen: Sequence[int], wanted: str) -> Callable[[int], float]:
    """What both figures would be with one more part."""

    def worth(place: int) -> float:
        text = "\n".join(parts[one] for one in (*chosen, place))
        return rouge(text, wanted, 1) + rouge(text, wanted, 2)

    return worth


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    return _STEM.stemWord(word) if len(word) > 3 else word


@lru_cache(maxsize=2_000)
def _runs(text: str, size: int) -> Counter[tuple[str, ...]]:
    words = [_stem(word) for word in re.findall(r"[a-z0-9]+", text.lower())]
    return Counter(zip(*(words[at:] for at in range(size)), strict=False))
