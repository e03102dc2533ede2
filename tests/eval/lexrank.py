"""LexRank (Erkan and Radev 2004), to compare with: the sentences that are like many others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import log, sqrt

_ROUNDS = 30
_DAMPING = 0.85
_LIKE = 0.1  # cosine from which two sentences count as alike

Vector = dict[str, float]


def lexrank(sentences: Sequence[str], most: int) -> list[str]:
    """At most `most` of the sentences, in their order."""
    vectors = _vectors(sentences)
    alike = [[float(_cosine(one, other) > _LIKE) for other in vectors] for one in vectors]
    links = [max(1.0, sum(row)) for row in alike]
    ranks = [1.0] * len(vectors)
    for _ in range(_ROUNDS):
        given = [rank / count for rank, count in zip(ranks, links, strict=True)]
        votes = [sum(map(float.__mul__, row, given)) for row in alike]
        ranks = [1 - _DAMPING + _DAMPING * vote for vote in votes]
    best = sorted(range(len(ranks)), key=lambda place: (-ranks[place], place))[:most]
    return [sentences[place] for place in sorted(best)]


def _vectors(sentences: Sequence[str]) -> list[Vector]:
    """Each sentence's words, weighed by how few sentences hold them."""
    counts = [Counter(re.findall(r"\w+", one.lower())) for one in sentences]
    holding = Counter(word for row in counts for word in row)
    rare = {word: log(len(counts) / count) for word, count in holding.items()}
    return [{word: count * rare[word] for word, count in row.items()} for row in counts]


def _cosine(one: Vector, other: Vector) -> float:
    shared = sum(value * other[word] for word, value in one.items() if word in other)
    return shared / (_length(one) * _length(other)) if shared else 0.0


def _length(one: Vector) -> float:
    return sqrt(sum(value * value for value in one.values()))
