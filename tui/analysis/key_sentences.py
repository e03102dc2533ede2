"""Key sentences: what an article with few findings is mostly about, in its own words.

They hold what the page keeps coming back to and what its title names, early rather than late; none
says what another one says, or wants a sentence that is not shown. Nothing is claimed of them but
that; no judgement on whether they establish anything. The weights are data (lexicon/findings.toml).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain, pairwise
from math import exp, log

from msgspec import Struct

from tui.analysis.features import Page, Seen
from tui.analysis.figures import numbers_in
from tui.analysis.knowledge import Knowledge

FEWEST, MOST = 9, 90  # words of a key sentence
_PAGE = 12  # sentences of a page that must name something
_CONCRETE = 0.2  # of its sentences that do: fewer are proverbs
_ADDRESSED = 0.5  # of its own sentences say "you" or "we": advice, a review, a letter
_AGAIN = 0.7  # of a sentence's words: it is said again
_HALF = 0.5  # of a standfirst's words: a sentence says it again
_FEW = 3  # sentences
_USUAL = 20  # words of a sentence
_NOUN = 3  # words behind "the" that may say which one is meant


class Candidate(Struct, frozen=True):
    """Its words but for the little ones, and its features."""

    words: frozenset[str]
    row: Mapping[str, float]


def candidates(
    text: str, sentences: Sequence[Seen], shared: Page, known: Knowledge, spoken: frozenset[int]
) -> dict[int, Candidate]:
    """What could be a key sentence, by place: the article's own matter in a whole sentence, no bare
    name or endless list, nothing `spoken`, no standfirst that the article says again. None where
    somebody writes as himself."""
    if _is_personal(sentences, known, spoken):
        return {}
    held: dict[int, frozenset[str]] = {}
    concrete = 0
    for place, one in enumerate(sentences):
        stated = text[one.unit.start : one.unit.end]
        if place in spoken or not _fits(stated, one):
            continue
        words = frozenset(one.unit.words) - known.named("stop")
        if not _says_title(one, words, shared):
            held[place] = words
            concrete += _is_concrete(stated)
    if len(held) >= _PAGE and concrete < _CONCRETE * len(held):
        return {}
    _drop_standfirsts(held, sentences)
    return _measured(text, sentences, held, shared, known)


def _is_personal(sentences: Sequence[Seen], known: Knowledge, spoken: frozenset[int]) -> bool:
    """Whether the sentences that nobody is quoted with speak to the reader, or of who writes."""
    own = [one for place, one in enumerate(sentences) if place not in spoken]
    addressed = known.named("personal") - {"us"}  # the US
    count = sum(not addressed.isdisjoint(one.unit.words) for one in own)
    return count >= max(_FEW, _ADDRESSED * len(own))


def _fits(stated: str, one: Seen) -> bool:
    """Whether it is a whole sentence of the article's matter; an item one that tells something."""
    unit = one.unit
    plain = one.stands and one.whole and not (one.leans or unit.aside)
    listed = unit.kind == "item" and not (one.pairs or numbers_in(stated))
    return plain and not listed and FEWEST <= len(unit.words) <= MOST


def _says_title(one: Seen, words: frozenset[str], shared: Page) -> bool:
    """Whether it is the title over again; a standfirst, if the title has little else."""
    said = shared.title if one.unit.kind == "standfirst" else words
    return len(words & shared.title) >= _AGAIN * max(1, len(said))


def _drop_standfirsts(held: dict[int, frozenset[str]], sentences: Sequence[Seen]) -> None:
    """Takes out of `held` each standfirst that another one of them says again."""
    for at in [at for at in held if sentences[at].unit.kind == "standfirst"]:
        if any(_alike(held[at], row) >= _HALF for other, row in held.items() if other != at):
            del held[at]


def _measured(
    text: str,
    sentences: Sequence[Seen],
    held: Mapping[int, frozenset[str]],
    shared: Page,
    known: Knowledge,
) -> dict[int, Candidate]:
    """The sentences that are `held`, in order, with their features."""
    pairs = {at: map(" ".join, pairwise(sentences[at].unit.words)) for at in held}
    matter = {at: words.union(pairs[at]) for at, words in held.items()}
    counts = Counter(chain.from_iterable(matter.values()))
    weight = {word: log(1 + count) for word, count in counts.items() if count > 1}
    found, addressed = {}, known.named("personal") - {"us"}  # the US
    for number, (place, words) in enumerate(held.items()):
        one = sentences[place]
        stated = text[one.unit.start : one.unit.end]
        counted = numbers_in(stated) > 0 and not one.unit.method
        again = sum(filter(None, map(weight.get, matter[place])))
        titled = bool(words & shared.title)
        row = {
            "central": again / (len(matter[place]) + 8),
            "topic": len(words & shared.title) / (len(shared.title) + 1),
            "measured": float(counted and titled),
            "sign": float(bool(one.pairs) and not one.past),
            "early": exp(-number / 3),
            "headed": exp(-number / 3) * titled,
            "late": number / len(held),
            "long": log(len(one.unit.words) / _USUAL),
            "dated": float("dated" in one.lists),
            "personal": float(not addressed.isdisjoint(one.unit.words)),
            "onward": float(number > 0 and _goes_on(stated, one.unit.words, shared, known)),
        }
        found[place] = Candidate(words, row)
    return found


def _is_concrete(stated: str) -> bool:
    """Whether it names something or has a number, as far as its script has capitals."""
    behind = stated.split()[1:]
    return not stated[0].isupper() or any(word[0].isupper() or word[0].isdigit() for word in behind)


def _goes_on(stated: str, row: Sequence[str], shared: Page, known: Knowledge) -> bool:
    """ "These ferries" (not "this week"), or "The denials were", where neither a name nor the title
    tells which."""
    if row[0] in known.named("pointing") and row[1] not in known.named("timely"):
        return True
    behind = stated.split(None, _NOUN + 1)[1 : _NOUN + 1]
    told = {word.lower().rstrip(",") for word in behind} & (shared.title | known.named("defining"))
    named = any(word[0].isupper() or word[0].isdigit() for word in behind)
    return row[0] in known.named("definite") and not (named or told)


def apart(found: Mapping[int, Candidate], weights: Mapping[str, float], most: int) -> list[int]:
    """The best ones, none without what it goes on with, each weighed down (by `same`) by what the
    ones before it say; what one of them says almost word by word is not said again."""
    worth = {
        place: sum(weights.get(name, 0.0) * value for name, value in one.row.items())
        for place, one in found.items()
    }
    chosen: list[int] = []
    said = dict.fromkeys(worth, 0.0)
    while len(chosen) < most:
        clear = [place for place in said if place - 1 in chosen or not found[place].row["onward"]]
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
