"""Key sentences against the lists that were cut out of press releases.

`python -m tests.eval.keys` fits their weights anew and prints them for [key]: least squares, of the
features of a sentence on how much it would add to the ROUGE of a summary. Changes no file. In the
table stands what ten parts of the releases score with weights that were fitted on the others.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.eval.lexrank import lexrank
from tests.eval.measure import show as show_line
from tests.eval.rouge import best_of, mean_rouge, overlap
from tui.analysis.findings import key_candidates, read
from tui.analysis.key_sentences import Candidate, apart
from tui.analysis.lexicon import lexicon, table
from tui.analysis.sentences import sentences as cut
from tui.analysis.speakers import quotes
from tui.text.plain import from_plain

_BY_HAND = ("personal", "onward", "same")
_LISTED = 4  # sentences compared with a list that was cut out
_WHOLE = 8  # words: what is shorter is a heading or a dateline, no lead
_PARTS = 10
_PULL = 1000.0  # towards 0, of features as they vary
_PAYS = 0.7  # what a sentence must share of its words, once and in pairs, to raise a summary
_SCALE = 20.0  # only the proportions of weights count

Weights = dict[str, float]


@dataclass(frozen=True)
class Release:
    """One release without its list: its sentences, the list, and what could be key sentences.

    `plain`: the sentences as anybody would cut them, datelines and all, for the methods to beat.
    """

    sentences: Sequence[str]
    plain: Sequence[str]
    wanted: str
    found: dict[int, Candidate]


def main() -> int:
    """Prints the weights."""
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[3] / "shared"
    for name, weight in _fit(releases(shared)).items():
        print(f"{name} = {weight:.2f}")
    return 0


def show(shared: Path) -> None:
    """Prints how near key sentences, and others, come to the lists.

    The figures in the literature of this project (lead 34.9 / 10.8, LexRank 33.2 / 9.8, a linear
    score 35.7 / 12.1, oracle 47.0 / 20.3) are of the other half of these releases: compare with
    the lead and the oracle here.
    """
    known = releases(shared)
    weights = table("findings.toml")["key"]
    long = [[one for one in each.plain if len(one.split()) >= _WHOLE] for each in known]
    chosen = {
        "key sentences": [_ours(one, weights) for one in known],
        "  fitted on others": _left_out(known),
        "  the lead": [each[:_LISTED] for each in long],
        "  LexRank": [lexrank(each, _LISTED) for each in long],
        "  an oracle": [
            best_of(each, one.wanted, _LISTED) for each, one in zip(long, known, strict=True)
        ],
    }
    on = f"prlist.dev (weights fitted on them), {len(known)} releases, four sentences each"
    wanted = [one.wanted for one in known]
    for label, parts in chosen.items():
        one_f, two_f = mean_rouge(list(zip(map("\n".join, parts), wanted, strict=True)))
        show_line(f"{label} ROUGE-1 / 2", f"{one_f:.1f} / {two_f:.1f}", on)


def releases(shared: Path) -> list[Release]:
    """All releases whose list was cut out."""
    path = shared / "corpus" / "findings" / "prlist.dev.jsonl"
    return [_release(json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def _release(one: dict[str, str]) -> Release:
    text, document = one["text"], from_plain(one["text"])
    page = read(document, one["title"], "en")
    found = key_candidates(page, quotes(document, lexicon("en")))
    sentences = [text[seen.unit.start : seen.unit.end] for seen in page.sentences]
    plain = [
        part.of(text) for block in document.blocks for part in cut(text, block.start, block.end)
    ]
    return Release(sentences, plain, "\n".join(one["highlights"]), found)


def _ours(one: Release, weights: Weights) -> list[str]:
    places = apart(one.found, weights, _LISTED)
    return [one.sentences[place] for place in sorted(places)]


def _left_out(known: Sequence[Release]) -> list[list[str]]:
    """The key sentences of each release by weights that were fitted without its part."""
    shipped = table("findings.toml")["key"]
    fitted = [
        shipped | _fit(one for number, one in enumerate(known) if number % _PARTS != part)
        for part in range(_PARTS)
    ]
    return [_ours(one, fitted[number % _PARTS]) for number, one in enumerate(known)]


def _fit(known: Iterable[Release]) -> Weights:
    """Least squares within each release, each feature pulled towards 0 by how it varies."""
    names = [name for name in table("findings.toml")["key"] if name not in _BY_HAND]
    sums = [[0.0] * (len(names) + 1) for _ in names]
    count = 0
    for one in known:
        for row in _centred(one, names):
            count += 1
            for at, value in enumerate(row[:-1]):
                sums[at] = [
                    total + value * other for total, other in zip(sums[at], row, strict=True)
                ]
    for at in range(len(names)):
        sums[at][at] *= 1 + _PULL / count
    found = solved(sums)
    return {name: _SCALE * value for name, value in zip(names, found, strict=True)}


def _centred(one: Release, names: Sequence[str]) -> list[list[float]]:
    """The features of each candidate and what it is worth, less their means in this release."""
    rows = [
        [*(each.row[name] for name in names), _worth(one.sentences[place], one.wanted)]
        for place, each in one.found.items()
    ]
    means = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    return [[value - mean for value, mean in zip(row, means, strict=True)] for row in rows]


def _worth(sentence: str, wanted: str) -> float:
    """Roughly by how much a sentence raises both figures of a summary."""
    (one, words, listed), (two, _, _) = (overlap(sentence, wanted, size) for size in (1, 2))
    return (2 * one + 2 * two - _PAYS * words) / (listed + 90)


def solved(sums: list[list[float]]) -> list[float]:
    """The solution of linear equations (Gauss), one a row, the right side last."""
    for at, pivot in enumerate(sums):
        pivot[:] = [value / pivot[at] for value in pivot]
        for other in sums:
            if other is not pivot:
                factor = other[at]
                other[:] = [b - factor * a for a, b in zip(pivot, other, strict=True)]
    return [row[-1] for row in sums]


if __name__ == "__main__":
    sys.exit(main())
