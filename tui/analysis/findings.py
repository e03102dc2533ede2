"""Findings: what an article establishes, each one a range of its words.

Explicit lists first (`lists`), then single sentences by their features (`features`) through a gate
that is high on pages without any sign of findings. Where nothing is found: key sentences, and they
are called that. Nothing is summed up or reworded here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from tui.analysis.annotation import Finding, FindingKind
from tui.analysis.features import (
    IN_N,
    PERCENT,
    SHARE,
    Knowledge,
    Page,
    features,
    knowledge,
    numbers_in,
    page,
    score,
)
from tui.analysis.lexicon import Lexicon
from tui.analysis.lists import Item, heads, items
from tui.analysis.sections import Unit, lines, units, words
from tui.text.document import Document

KEY_SENTENCES = 3
MOST = 30  # findings on one page


def findings(document: Document, title: str, lex: Lexicon) -> tuple[Finding, ...]:
    """The findings of a document in reading order, or its key sentences if it has none."""
    known = knowledge(lex.language)
    rows = lines(document, known.lists.get("sections", frozenset()))
    sentences = units(document, rows)
    listed = items(document.text, rows, heads(lex.language))
    topic = frozenset(words(title)) - known.lists.get("stop", frozenset())
    found = [_listed(document.text, item) for item in listed if item.sure]
    if not known.empty:
        shared = page(sentences, topic, known)
        found += _prose(document.text, sentences, listed, shared, known)
    if found:
        return tuple(sorted(found, key=lambda finding: finding.start)[:MOST])
    return _key_sentences(document.text, sentences, topic, known)


def _listed(text: str, item: Item) -> Finding:
    kind: FindingKind = item.kind
    if kind == "finding" and _is_figure(text[item.start : item.end]):
        kind = "figure"
    return Finding(item.start, item.end, kind, True, 0.95)


def _prose(
    text: str, sentences: Sequence[Unit], listed: Sequence[Item], shared: Page, known: Knowledge
) -> list[Finding]:
    """The sentences outside lists that state a finding by themselves."""
    gate = known.gate
    opened = bool(listed) or shared.signs >= gate["signs"]
    needed = gate["open"] if opened else gate["shut"]
    unsure = {item.start for item in listed if not item.sure}
    covered = [(item.start, item.end) for item in listed if item.sure]
    found = []
    for place, unit in enumerate(sentences):
        if unit.aside or len(unit.words) < 4 or _is_covered(unit, covered):
            continue
        row = features(text, unit, place, shared, known)
        value = score(row, known.weights)
        if value >= needed:
            kind = _kind(text, unit, row)
            found.append(Finding(unit.start, unit.end, kind, unit.start in unsure, round(value, 2)))
    return found


def _is_covered(unit: Unit, covered: Sequence[tuple[int, int]]) -> bool:
    """Whether one of the (sorted, apart) ranges touches the sentence."""
    at = bisect_left(covered, (unit.end, 0)) - 1
    return at >= 0 and covered[at][1] > unit.start


def _kind(text: str, unit: Unit, row: dict[str, float]) -> FindingKind:
    if row["advises"] and not row["percent"]:
        return "recommendation"
    if row["acts"] and not row["found"]:
        return "decision"
    return "figure" if _is_figure(text[unit.start : unit.end]) else "finding"


def _is_figure(words_: str) -> bool:
    """Whether a number is the core: a share, an amount, a count."""
    return (
        PERCENT.search(words_) is not None
        or IN_N.search(words_) is not None
        or SHARE.search(words_) is not None
        or numbers_in(words_) > 0
    )


def _key_sentences(
    text: str, sentences: Sequence[Unit], topic: frozenset[str], known: Knowledge
) -> tuple[Finding, ...]:
    """The sentences that hold most of what the page keeps talking about, early ones first."""
    stop = known.lists.get("stop", frozenset())
    usable = [unit for unit in sentences if not unit.aside and 8 <= len(unit.words) <= 60]
    if len(usable) < 4:
        return ()
    counts = Counter(word for unit in usable for word in set(unit.words) - stop if len(word) > 2)
    common = {word: count for word, count in counts.items() if count > 1}
    ranked = sorted(
        enumerate(usable), key=lambda pair: (-_weight(text, pair, common, topic), pair[0])
    )
    best = sorted((unit for _, unit in ranked[:KEY_SENTENCES]), key=lambda unit: unit.start)
    return tuple(Finding(unit.start, unit.end, "sentence", False, 0.3) for unit in best)


def _weight(
    text: str, pair: tuple[int, Unit], common: dict[str, int], topic: frozenset[str]
) -> float:
    place, unit = pair
    row = set(unit.words)
    central = sum(common.get(word, 0) for word in row) / (len(row) + 8)
    quoted = text[unit.start] in "\"“‘'«„"
    return central + 3 * len(row & topic) / (len(topic) + 1) + 2 / (place + 1) - 0.7 * quoted
