"""Grounds: what weighed most when a sentence was chosen, for a reader who asks why.

By the weights of its features alone; what tells the same is told once. No judgement in here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tui.analysis.annotation import Ground, Range
from tui.analysis.features import PAIRS
from tui.analysis.figures import figure
from tui.analysis.knowledge import NONE, Knowledge
from tui.analysis.sections import WORD, Unit

MOST = 3
LEAST = 0.3  # what weighs less decided little
# Features that tell the same weigh together, and the first one that a sentence has is told.
ALIKE = (
    ("found", "attributed", "that_found", "finds"),
    ("percent", "number"),
    ("headline", "title", "promised"),
    ("advises", "urged", "recommends"),
    ("early", "headed"),
)
_FIGURES = ("percent", "number", "measured")
_LIKE = {name: names for names in ALIKE for name in names}


def grounds(
    text: str, unit: Unit, row: Mapping[str, float], weights: Mapping[str, float], known: Knowledge
) -> tuple[Ground, ...]:
    """What weighed most of the features in its `row`, at most MOST, heaviest first."""
    weighed: dict[tuple[str, ...], float] = {}
    for name, value in row.items():
        names = _LIKE.get(name, (name,))
        weighed[names] = weighed.get(names, 0.0) + max(0.0, weights.get(name, 0.0) * value)
    heavy = [names for names, weight in weighed.items() if weight >= LEAST]
    heavy.sort(key=lambda names: -weighed[names])
    told = (next(name for name in names if row.get(name)) for names in heavy[:MOST])
    return tuple(Ground(name, next(_shown(text, unit, name, known), None)) for name in told)


def _shown(text: str, unit: Unit, name: str, known: Knowledge) -> Iterator[Range]:
    """The words of a sentence that show a feature, none if it is no matter of single words."""
    if name in _FIGURES and (number := figure(text[unit.start : unit.end])):
        yield Range(unit.start + number.told.start, unit.start + number.told.end)
    # A "sign" is any of the pairs; what is no pair may be a word of the list of that name.
    pairs = [pair[1:] for pair in PAIRS if name in (pair[0], "sign")] or [(name, name, 0)]
    listed = known.words.keys() & (name for pair in pairs for name in pair[:2])
    matches = list(WORD.finditer(text, unit.start, unit.end)) if listed else []
    lists = [known.lists.get(match[0].lower(), NONE) for match in matches]
    for first, second, most in pairs:
        for at, match in enumerate(matches):
            for end in range(at + bool(most), min(at + most + 1, len(matches))):
                if first in lists[at] and second in lists[end]:
                    yield Range(match.start(), matches[end].end())
