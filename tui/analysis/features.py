"""Features: what a sentence shows of being a finding, as small numbers with names.

Each is visible in the sentence, its place or the page, and can be read off; their weights are data
(lexicon/findings.toml), their words are data of each language. No judgement in here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from math import exp

from msgspec import Struct

from tui.analysis.figures import numbers_in, share_in, values_in
from tui.analysis.knowledge import NONE, Knowledge, Words
from tui.analysis.sections import Unit, words
from tui.analysis.sentences import CLOSERS

HEADLINES = 3  # sentences that may say what the title says
_LONG = 8  # words of a title: two words of a shorter one say little
_MOST_SIGNS = 8
_UNNAMED = 12  # words that should have named whom they speak of
_QUOTES = frozenset('"“”„«»')
_OPENERS = _QUOTES | frozenset("'‘¿¡「『")
_YEARS = frozenset(map(str, range(1900, 2100)))
_STATED = tuple(".!…。！")
_ASKED = (*"?？:…", "...")
_DECIDING = frozenset(("change", "resolves", "does"))
_TELLING = frozenset(("sources", "finds", "change", "resolves", "urges"))
# Signs of findings: a word of the first list, at most so many words before one of the second.
_SIGNS = (
    ("found", "sources", "finds", 4),
    ("attributed", "cites", "sources", 6),
    ("advises", "bodies", "advising", 3),
    ("urged", "advisers", "urges", 5),
)
# The same, and no sign: "found that", "police said", "according to the ministry" (news have that).
PAIRS = (
    *_SIGNS,
    ("that_found", "finds", "that", 1),
    ("official", "officials", "says", 3),
    ("official", "says", "officials", 3),
)
_SIGN_NAMES = frozenset(name for name, *_ in _SIGNS)


class Seen(Struct, frozen=True):
    """A sentence with the lists that its words are in, and the pairs that stand close together.

    `whole`: it is an item or a standfirst, or ends as a statement does, as no caption does.
    `stands`: it asks and announces nothing, has its beginning and end, and does not speak of who
    writes. `leans`: it says little without the sentence before it. `past`: it names a year,
    or tells of method.
    """

    unit: Unit
    lists: Words
    pairs: Words
    whole: bool
    stands: bool
    leans: bool
    past: bool


class Page(Struct, frozen=True):
    """What all sentences of one page share."""

    title: Words  # its words but for the little ones
    numbers: Words  # its figures: 1.1 of "1.1%", 4 of "R4bn"
    decides: Words  # the lists of what was decided or changed that they are in
    promises: Words  # the telling lists that words of the title are in
    told: bool  # the title itself shows a sign of findings: "Poll shows …"
    signs: int  # sentences in which a source finds something, or someone advises
    total: int


def seen(text: str, units: Iterable[Unit], known: Knowledge) -> list[Seen]:
    """The sentences of a text, each with what its words are."""
    return [_seen(text[unit.start : unit.end], unit, known) for unit in units]


def page(sentences: Sequence[Seen], title: str, known: Knowledge) -> Page:
    """The page as a whole."""
    row = words(title)
    lists, pairs = _shown(row, known)
    told = (one for one in sentences if not (one.unit.aside or one.unit.method))
    return Page(
        title=frozenset(row) - known.named("stop"),
        numbers=values_in(title),
        decides=lists & _DECIDING,
        promises=lists & _TELLING,
        told=not pairs.isdisjoint(_SIGN_NAMES),
        signs=sum(not one.pairs.isdisjoint(_SIGN_NAMES) for one in told),
        total=len(sentences),
    )


def features(text: str, one: Seen, place: int, shared: Page) -> dict[str, float]:
    """The features of the sentence at `place`, by name; those that are 0 may be absent."""
    stated = text[one.unit.start : one.unit.end]
    named = len(shared.title.intersection(one.unit.words)) / max(len(shared.title), _LONG)
    return dict.fromkeys(one.lists | one.pairs, 1.0) | {
        "bias": 1.0,
        "percent": float(share_in(stated)),
        "number": float(numbers_in(stated) > 0),
        "late": place / max(shared.total, 1),
        "title": named,
        "headline": float(place < HEADLINES and _is_headline(stated, one, shared)),
        "promised": float(not one.lists.isdisjoint(shared.promises)),
        "page": min(shared.signs, _MOST_SIGNS) / _MOST_SIGNS,
    }


def score(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """How likely it is a finding, 0 to 1."""
    total = sum(weights.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def _is_headline(stated: str, one: Seen, shared: Page) -> bool:
    """Whether it says what the title says: a figure of it, or a word for what was done."""
    same = not shared.numbers.isdisjoint(values_in(stated))
    return not one.leans and (same or not shared.decides.isdisjoint(one.lists))


def _seen(stated: str, unit: Unit, known: Knowledge) -> Seen:
    lists, pairs = _shown(unit.words, known)
    ended = stated.rstrip(CLOSERS)
    return Seen(
        unit,
        lists,
        pairs,
        whole=unit.kind in ("item", "standfirst") or ended.endswith(_STATED),
        stands=not ended.endswith(_ASKED) and _is_stated(stated, unit.words, known),
        leans=_leans(stated, unit.words, known),
        past=unit.method or not _YEARS.isdisjoint(unit.words),
    )


def _is_stated(stated: str, row: Sequence[str], known: Knowledge) -> bool:
    """Whether it has its beginning, leads nowhere else, and its "I" is not who writes."""
    writer = known.named("writer")
    own = writer.isdisjoint(row) or not (_QUOTES.isdisjoint(stated) or row[0] in writer)
    begun = stated[0].isalnum() or stated[0] in _OPENERS
    begun = begun and not stated.split(None, 1)[0].islower()
    return begun and own and "://" not in stated and stated.count("(") == stated.count(")")


def _shown(row: Sequence[str], known: Knowledge) -> tuple[Words, Words]:
    """The lists that the words are in, and the pairs of them that stand close together."""
    lists = NONE.union(*filter(None, map(known.lists.get, row)))
    both = [pair for pair in PAIRS if pair[1] in lists and pair[2] in lists]
    names = [known.lists.get(word, NONE) for word in row] if both else []
    return lists, frozenset(pair[0] for pair in both if _near(names, *pair[1:]))


def _leans(stated: str, row: Sequence[str], known: Knowledge) -> bool:
    """Whether it begins with "But" or "However", or speaks of "him" before it names anybody."""
    if not known.named("leaning").isdisjoint((*row[:1], "-".join(row[:2]))):
        return True
    behind = stated.split(None, _UNNAMED)[1:_UNNAMED]
    unnamed = takewhile(lambda word: not word[0].isupper(), behind)
    return not known.named("singular").isdisjoint(word.rstrip(",") for word in unnamed)


def _near(row: Sequence[Words], first: str, second: str, most: int) -> bool:
    """Whether a word of list `first` stands at most `most` words before one of `second`."""
    places = (at for at, names in enumerate(row) if first in names)
    return any(second in names for at in places for names in row[at + 1 : at + 1 + most])
