"""Fits the weights of findings anew: `python -m tests.eval.fit` prints them, sorted, for [weights].

Logistic regression with L2 on the labelled dev articles in English, of the features that have a
weight, one row a sentence outside explicit lists; before that, what ten parts of the articles
score when each is judged by weights that were fitted on the others. Changes no file.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path

from tests.eval.keys import solved
from tests.eval.labelled import gold_findings
from tests.eval.measure import Record
from tui.analysis.features import score
from tui.analysis.findings import judged, read, threshold
from tui.analysis.lexicon import table
from tui.text.plain import from_plain

_PARTS = 10
_ROUNDS = 12
_PULL = 3.0  # towards 0

Row = dict[str, float]
Weights = dict[str, float]


@dataclass(frozen=True)
class Labelled:
    """One article: its rows with their label and what they must score, what its lists found, and
    how many it has."""

    kind: str
    rows: Sequence[tuple[Row, bool, float]]
    listed: int
    right: int
    wanted: int


def main() -> int:
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[3] / "shared"
    gold = (shared / "corpus" / "findings" / "gold.dev.jsonl").read_text("utf-8").splitlines()
    articles = [_labelled("press releases", json.loads(line)) for line in gold]
    ours = gold_findings(shared, "dev") + gold_findings(shared, "fresh.dev")
    articles += [_labelled("news", one) for one in ours if one["lang"] == "en"]
    left_out: list[tuple[Labelled, Weights]] = []
    for part in range(_PARTS):
        others = [one for number, one in enumerate(articles) if number % _PARTS != part]
        weights = _fit(row for one in others for row in one.rows)
        left_out += ((one, weights) for one in articles[part::_PARTS])
    for kind in ("press releases", "news"):
        precision, recall, false = _judge([one for one in left_out if one[0].kind == kind])
        print(f"# {kind} left out: precision {precision:.3f}, recall {recall:.3f}, ", end="")
        print(f"{false:.3f} false on a page without any")
    weights = _fit(row for one in articles for row in one.rows)
    for name, weight in sorted(weights.items()):
        print(f"{name} = {weight:.2f}")
    return 0


def _labelled(kind: str, one: Record) -> Labelled:
    page = read(from_plain(one["text"]), one.get("title", ""), "en")
    gold = [(each["start"], each["end"]) for each in one["findings"]]
    rows = [
        (_used(page.row(place)), _is_one(unit.start, unit.end, gold), threshold(page, place))
        for place in judged(page)
        if (unit := page.sentences[place].unit)
    ]
    listed = [item for item in page.listed if item.sure]
    right = sum(_is_one(item.start, item.end, gold) for item in listed)
    return Labelled(kind, rows, len(listed), right, len(gold))


def _used(row: Mapping[str, float]) -> Row:
    """The features that have a weight; the other words only count beside others."""
    weights = table("findings.toml")["weights"]
    return {name: value for name, value in row.items() if name in weights}


def _is_one(start: int, end: int, gold: Sequence[tuple[int, int]]) -> bool:
    """Whether a labelled finding and this stretch share half of what they span together."""
    return any(
        2 * (min(end, last) - max(start, first)) >= max(end, last) - min(start, first)
        for first, last in gold
    )


def _fit(rows: Iterable[tuple[Row, bool, float]]) -> Weights:
    """Weights by Newton's method."""
    known = list(rows)
    names = sorted({name for row, _, _ in known for name in row})
    pull = [0.0 if name == "bias" else _PULL for name in names]
    where = {name: at for at, name in enumerate(names)}
    sparse = [([(where[name], value) for name, value in row.items()], y) for row, y, _ in known]
    weights = [0.0] * len(names)
    for _ in range(_ROUNDS):
        sums = [[0.0] * len(names) + [-pull[at] * weights[at]] for at in range(len(names))]
        for row, label in sparse:
            likely = 1 / (1 + exp(-sum(weights[at] * value for at, value in row)))
            for at, value in row:
                sums[at][-1] += (label - likely) * value
                for other, beside in row:
                    sums[at][other] += likely * (1 - likely) * value * beside
        for at, one in enumerate(pull):
            sums[at][at] += one + 1e-9
        weights = [old + step for old, step in zip(weights, solved(sums), strict=True)]
    return dict(zip(names, weights, strict=True))


def _judge(judged: Sequence[tuple[Labelled, Weights]]) -> tuple[float, float, float]:
    """Precision and recall at the gate, lists included, and what is found where nothing is."""
    found = right = wanted = false = 0
    for one, weights in judged:
        taken = [label for row, label, least in one.rows if score(row, weights) >= least]
        found += len(taken) + one.listed
        right += sum(taken) + one.right
        wanted += one.wanted
        false += 0 if one.wanted else len(taken) + one.listed
    empty = sum(not one.wanted for one, _ in judged)
    return right / max(found, 1), right / max(wanted, 1), false / max(empty, 1)


if __name__ == "__main__":
    sys.exit(main())
