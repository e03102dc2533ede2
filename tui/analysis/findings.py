"""Findings: what an article establishes, each one a range of its words.

Explicit lists first (`lists`), then, on pages that tell of findings, single sentences by their
features (`features`). Where few are found: the list that opens the article, or key sentences beside
them, and they are called that. Nothing is summed up or reworded here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from msgspec import Struct, field

from tui.analysis.annotation import Finding, FindingKind, Ground, Quote
from tui.analysis.features import HEADLINES, Page, Seen, features, page, score, seen
from tui.analysis.figures import numbers_in, share_in, values_in
from tui.analysis.grounds import grounds
from tui.analysis.key_sentences import Candidate, apart, candidates
from tui.analysis.knowledge import Knowledge, Words, knowledge
from tui.analysis.lexicon import Lexicon, table
from tui.analysis.lists import Item, items
from tui.analysis.sections import lines, units, words
from tui.text.document import Document

KEY_SENTENCES = 3
SUMMARY = 6  # items of a list that sums up: more are a table of contents
SENTENCE = 8  # words of an item without a full stop
_SAME = 3  # words that two findings with the same figures share if they are one
_AGAIN = 0.8  # the same of findings without figures, as a share of the shorter one's words
MOST = 30  # findings on one page
_TOLD = 5  # findings of a page without signs of any: a report of markets has a dozen figures
_ADVICE = ("advises", "urged")
_FOUND = ("found", "that_found", "attributed")


class Read(Struct, frozen=True):
    """A document as findings see it: its sentences, what was listed, what all of them share."""

    text: str
    sentences: Sequence[Seen]
    listed: Sequence[Item]
    unsure: frozenset[int]  # where items begin that must speak for themselves
    shared: Page
    known: Knowledge
    rows: dict[int, Mapping[str, float]] = field(default_factory=dict)  # features, by place

    def row(self, place: int) -> Mapping[str, float]:
        """The features of the sentence at `place`: most pages need those of a few only."""
        if place not in self.rows:
            self.rows[place] = features(self.text, self.sentences[place], place, self.shared)
        return self.rows[place]


def findings(
    document: Document, title: str, lex: Lexicon, said: Sequence[Quote] = ()
) -> tuple[Finding, ...]:
    """The findings of a document in reading order, and key sentences to make three rows where
    it has fewer and no list of them.

    `said` are its quotes: what somebody says is no key sentence of the article.
    """
    page_ = read(document, title, lex.language)
    found = [_listed(page_.text, item) for item in page_.listed if item.sure]
    summary = [] if found else _summary(page_)
    many = page_.listed or page_.shared.signs > 1
    found += islice(_prose(page_), 0 if summary else MOST if many else _TOLD)
    kept = _distinct(page_, found)
    if not page_.listed:
        opening = [_sentence(page_, at, (Ground("opening"),)) for at in summary]
        kept = _distinct(page_, [*kept, *(opening or _key_sentences(page_, said, kept))])
    return tuple(kept)


def read(document: Document, title: str, language: str) -> Read:
    """Everything that is looked at before a decision, for `findings` and for measuring."""
    known = knowledge(language)
    rows = lines(document, known.named("sections"), known.named("details"))
    sentences = seen(document.text, units(document, rows, known.notices, known.methods), known)
    listed = items(document.text, rows, known)
    unsure = frozenset(item.start for item in listed if not item.sure)
    return Read(document.text, sentences, listed, unsure, page(sentences, title, known), known)


def _listed(text: str, item: Item) -> Finding:
    kind: FindingKind = item.kind
    if kind == "finding" and _is_figure(text[item.start : item.end]):
        kind = "figure"
    return Finding(item.start, item.end, kind, True, 0.95, (Ground("listed", item.head),))


def _prose(page_: Read) -> Iterator[Finding]:
    """The sentences outside lists that state a finding by themselves."""
    for place in judged(page_):
        unit, row, known = page_.sentences[place].unit, page_.row(place), page_.known
        if (value := score(row, known.weights)) >= threshold(page_, place):
            kind, in_list = _kind(page_, place), unit.start in page_.unsure
            why = grounds(page_.text, unit, row, known.weights, known)
            yield Finding(unit.start, unit.end, kind, in_list, round(value, 2), why)


def judged(page_: Read) -> Iterator[int]:
    """The places of the sentences that are judged by their features: unsure items, what a source
    found, and all others where the page tells of findings."""
    covered = [(item.start, item.end) for item in page_.listed if item.sure]
    tells = _tells(page_)
    for place, one in enumerate(page_.sentences if page_.known.prose else ()):
        unit = one.unit
        told = tells or unit.start in page_.unsure or _is_result(page_, place)
        fits = told and one.whole and not (unit.aside or unit.method)
        fits = fits and unit.kind != "standfirst"  # it may be the title with a word before it
        if fits and not _is_covered(unit.start, unit.end, covered):
            yield place


def _tells(page_: Read) -> bool:
    """Whether a page tells of findings outside its lists: its title shows a sign of them, its top
    says what the title says, or signs are frequent (one suffices beside a list)."""
    shared = page_.shared
    top = range(min(HEADLINES, len(page_.sentences)))
    least = 1 if page_.listed else page_.known.gate["often"] * max(shared.total, 1)
    return shared.told or shared.signs >= least or any(page_.row(at)["headline"] for at in top)


def _is_result(page_: Read, place: int) -> bool:
    """Whether it tells by itself what a source found, on a page of other things: in its first half,
    of no earlier year, leaning on nothing."""
    one = page_.sentences[place]
    if one.leans or "implied" in one.lists or one.past or 2 * place >= page_.shared.total:
        return False
    if "official" in one.pairs and ("finds" in one.lists or page_.row(place)["number"] > 0):
        return True
    return not one.pairs.isdisjoint(_FOUND)


def threshold(page_: Read, place: int) -> float:
    """What the sentence at `place` must score: less in a list that promises little."""
    if page_.sentences[place].unit.start in page_.unsure:
        return page_.known.gate["listed"]
    return page_.known.gate["open" if _tells(page_) else "alone"]


def _is_covered(start: int, end: int, covered: Sequence[tuple[int, int]]) -> bool:
    """Whether one of the (sorted, apart) ranges touches the stretch."""
    at = bisect_left(covered, (end, 0)) - 1
    return at >= 0 and covered[at][1] > start


def _kind(page_: Read, place: int) -> FindingKind:
    unit, row = page_.sentences[place].unit, page_.row(place)
    if not row.keys().isdisjoint(_ADVICE):
        return "recommendation"
    if "resolves" in row and place < HEADLINES and "finds" not in row:
        return "decision"
    if _is_figure(page_.text[unit.start : unit.end]):
        return "figure"
    done = "does" in row and row["headline"] and "does" in page_.shared.decides
    return "decision" if done else "finding"


def _is_figure(words_: str) -> bool:
    """Whether a number is the core: a share, an amount, a count."""
    return share_in(words_) or numbers_in(words_) > 0


def _distinct(page_: Read, found: Sequence[Finding]) -> list[Finding]:
    """The findings in order, without those that say what another one says, rather in a list."""
    kept: dict[Finding, tuple[frozenset[str], frozenset[str]]] = {}
    for finding in sorted(found, key=lambda one: (-one.in_list, one.kind == "sentence", one.start)):
        stated = page_.text[finding.start : finding.end]
        row, figures = frozenset(words(stated)) - page_.known.named("stop"), values_in(stated)
        if len(kept) < MOST and not any(_is_again(row, figures, *other) for other in kept.values()):
            kept[finding] = row, figures
    return sorted(kept, key=lambda one: one.start)


def _is_again(row: Words, figures: Words, other: Words, others: Words) -> bool:
    """Whether words with figures are another finding's: its figures, and more of its words."""
    common = len(row & other)
    if figures and figures <= others:
        return common >= len(figures) + _SAME
    return not figures and not others and common >= _AGAIN * min(len(row), len(other))


def _summary(page_: Read) -> list[int]:
    """The places of the items of a short list of sentences that opens the article."""
    rows = page_.sentences  # "By Ann Roe", "Kotka" may come before
    begin = next((at for at, one in enumerate(rows) if one.whole or not one.stands), 0)
    end = next((at for at in range(begin, len(rows)) if rows[at].unit.kind != "item"), begin)
    items_ = ((at, rows[at].unit) for at in range(begin, end) if not rows[at].unit.aside)
    told = [
        at for at, one in items_ if len(one.words) >= SENTENCE or page_.text[one.end - 1] == "."
    ]
    return told if 2 <= len(told) <= SUMMARY else []


def _sentence(page_: Read, place: int, why: tuple[Ground, ...]) -> Finding:
    unit = page_.sentences[place].unit
    return Finding(unit.start, unit.end, "sentence", False, 0.3, why)


def _key_sentences(
    page_: Read, said: Sequence[Quote], kept: Sequence[Finding]
) -> Iterator[Finding]:
    """As many as make a panel with the findings that are `kept`."""
    found, starts = key_candidates(page_, said), {one.start for one in kept}
    if len(found) < KEY_SENTENCES or len(page_.sentences) <= KEY_SENTENCES:
        return
    known, weights = page_.known, table("findings.toml")["key"]
    chosen = apart(found, weights, KEY_SENTENCES)
    units_ = ((place, page_.sentences[place].unit) for place in chosen)
    others = [at for at, one in units_ if one.start not in starts and not (kept and one.method)]
    for at in others[: max(0, KEY_SENTENCES - len(kept))]:
        unit = page_.sentences[at].unit
        yield _sentence(page_, at, grounds(page_.text, unit, found[at].row, weights, known))


def key_candidates(page_: Read, said: Sequence[Quote] = ()) -> dict[int, Candidate]:
    """What could be a key sentence, by its place: none is mostly quoted, or cut off by the marks of
    a longer quotation."""
    spoken = _spoken(page_, said)
    return candidates(page_.text, page_.sentences, page_.shared, page_.known, spoken)


def _spoken(page_: Read, said: Sequence[Quote]) -> frozenset[int]:
    """The places of the sentences that a quotation opens, covers mostly or runs out of."""
    found, at = set(), 0
    for place, one in enumerate(page_.sentences):
        start, end = one.unit.start, one.unit.end
        while at < len(said) and said[at].end <= start:
            at += 1
        inside = [quote for quote in islice(said, at, at + 9) if quote.start < end]
        shared = sum(min(end, quote.end) - max(start, quote.start) for quote in inside)
        cut = any(quote.start <= start or quote.end > end for quote in inside)
        if cut or 2 * shared > end - start:
            found.add(place)
    return frozenset(found)
