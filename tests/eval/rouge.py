"""ROUGE-1 and ROUGE-2 F (Lin 2004): words, and pairs of words, that two texts share.

Words are lower case, letters and digits only, not stemmed; a word counts as often as it stands in
both texts. Figures differ by a few tenths between implementations: compare only with this one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence


def rouge(found: str, wanted: str, size: int) -> float:
    """The F of shared runs of `size` words, 0 to 1."""
    ours, theirs = _runs(found, size), _runs(wanted, size)
    shared = sum((ours & theirs).values())
    if not shared:
        return 0.0
    precision, recall = shared / sum(ours.values()), shared / sum(theirs.values())
    return 2 * precision * recall / (precision + recall)


def mean_rouge(pairs: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """ROUGE-1 and ROUGE-2 over (found, wanted) texts, in per cent."""
    sums = (sum(rouge(found, wanted, size) for found, wanted in pairs) for size in (1, 2))
    one, two = (100 * total / len(pairs) for total in sums)
    return one, two


def _runs(text: str, size: int) -> Counter[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return Counter(zip(*(words[at:] for at in range(size)), strict=False))
