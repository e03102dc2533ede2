"""Rows: a paragraph ready to be read, its tokens with sentences and cues found.

Shape, capitals and word lists only; noun phrases are `mentions`' business.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice

from msgspec import Struct

from tui.analysis.lexicon import Lexicon, first_names
from tui.analysis.marks import Stretch, carried, paragraphs, stretches
from tui.analysis.unmarked import unmarked
from tui.analysis.words import END_MARKS, Splits, Token, sentence_starts, tokens
from tui.text.document import Document

# No article has more; what comes behind them is not read.
MOST_PARAGRAPHS = 20_000
MOST_PARTICLES = 4  # in one name


class Row(Struct, frozen=True):
    """A paragraph ready to be read: its tokens, where their sentences begin, where its cues stand.

    `sources` are the tokens at which a phrase such as "according to" begins.
    """

    text: str
    tokens: Sequence[Token]
    starts: Sequence[int]
    lex: Lexicon
    cues: Sequence[int] = ()
    sources: Sequence[int] = ()
    cue_set: frozenset[int] = frozenset()

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The characters that tokens `first:last` cover."""
        return self.tokens[first].start, self.tokens[last - 1].end

    def words(self, first: int, last: int) -> str:
        """The text that tokens `first:last` cover."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    def is_cue(self, index: int) -> bool:
        """Whether the token is a verb that reports speech (a noun of the same form is not)."""
        return index in self.cue_set

    def cues_between(self, first: int, last: int) -> Sequence[int]:
        """The cues among tokens `first:last`."""
        return self.cues[bisect_left(self.cues, first) : bisect_left(self.cues, last)]

    def sources_between(self, first: int, last: int) -> Sequence[int]:
        """The source phrases that begin among tokens `first:last`."""
        return self.sources[bisect_left(self.sources, first) : bisect_left(self.sources, last)]

    def is_reflexive(self, verb: int) -> bool:
        """ "s'| est dit", "si | è detto": what is done to oneself is no passive."""
        return verb > 0 and self.tokens[verb - 1].lower in self.lex.words["reflexive"]

    def ends_fixed(self, index: int) -> int:
        """How many tokens the fixed title has that ends with this one: "Secretary of State"."""
        if self.tokens[index].lower not in self.lex.fixed_ends:
            return 0
        for phrase in self.lex.fixed:
            first = index + 1 - len(phrase)
            if self.tokens[index].lower == phrase[-1] and first >= 0:
                row = self.tokens[first : index + 1]
                if all(token.lower == word for token, word in zip(row, phrase, strict=True)):
                    return len(phrase)
        return 0

    def is_role(self, index: int) -> bool:
        """Whether the token is a role, a body or a writing: what a speaker can be called."""
        word, lex = self.tokens[index].lower, self.lex
        return lex.person(word) or lex.body(word)

    def is_surname(self, index: int) -> bool:
        """ "Tessa | Bishop", "Tim D. | Cook": a title or role that a first name makes a name."""
        tokens, first = self.tokens, index - 1
        if first < 0 or not tokens[index].capital:
            return False
        first -= first > 0 and len(tokens[first].text) == 2 and tokens[first].text[1] == "."
        if not tokens[first].capital or (index + 1 < len(tokens) and tokens[index + 1].capital):
            return False
        short = f"{tokens[index].lower}." in self.lex.titles  # "Souvik | Sen"
        return tokens[first].lower in first_names() or (short and not self.is_role(first))

    def is_nickname(self, quote: int) -> bool:
        """ "Ann | “Nan” | Roe": what is quoted within a name, where nouns have no capitals."""
        if not 0 < quote < len(self.tokens) - 1 or self.lex.noun_capitals:
            return False
        token = self.tokens[quote]
        short = " " not in self.text[token.start : token.end]
        return short and self.tokens[quote - 1].capital and self.tokens[quote + 1].capital

    def may_be_verb(self, index: int) -> bool:
        """Whether a word of no list looks like a verb in the third person: "shares", "regt"."""
        token = self.tokens[index]
        fits = token.text.islower() and token.text.endswith(self.lex.verb)
        return fits and not self.stops(index)

    def stops(self, index: int) -> bool:
        """Whether a noun phrase that runs over its words ends before this token."""
        token = self.tokens[index]
        if token.kind != "w":
            return True
        if token.lower == "'s":
            after = index + 1
            return after >= len(self.tokens) or self._closed(after)
        return self._closed(index)

    def _is_person(self, index: int) -> bool:
        return index < len(self.tokens) and self.lex.person(self.tokens[index].lower)

    def _closed(self, index: int) -> bool:
        token, lex = self.tokens[index], self.lex
        if token.kind != "w":
            return True
        if self.is_joint(index):
            return False
        if token.capital and self.starts[index] != index:
            dated = self.tokens[index - 1].lower in lex.words["determiners"]
            return token.lower in lex.words["times"] and not dated  # "a | March 2019 study"
        if token.lower in lex.before and self._is_person(index + 1):
            return False  # "the study's | first author"
        if token.lower in lex.stops or self.is_cue(index):
            return True
        return not token.capital and lex.adverb(token.lower)

    def is_joint(self, index: int) -> bool:
        """Whether the token is a little word inside a name: "von", "de"."""
        return self.tokens[index].lower in self.lex.particles and self.joins_names(index)

    def joins_names(self, index: int) -> bool:
        """ "Ursula | von der | Leyen", "Jan | de | Wit"; no "Roe | der | Presse-Agentur"."""
        row, first, last = self.tokens, index, index + 1
        while first > max(0, index - MOST_PARTICLES) and self._is_particle(first - 1):
            first -= 1
        while last < min(first + MOST_PARTICLES, len(row)) and self._is_particle(last):
            last += 1
        if self._begins_name(index if row[index].capital else first - 1, last):
            return True
        if first == 0 or last == len(row) or not (row[first - 1].capital and row[last].capital):
            return False
        if last - first == 1:
            if row[index].lower in self.lex.words["paired"]:
                return False  # "Jan Kool | in | Kotka", but "in het | Veld"
            return not self.lex.noun_capitals or self._is_noble(index)
        return self._may_lead(first - 1)

    def _begins_name(self, first: int, last: int) -> bool:
        """ "Von der Leyen | sagte": a last name may begin a sentence."""
        row = self.tokens
        if first < 0 or last - first < 2 or self.starts[first] != first or last + 1 >= len(row):
            return False
        follower = row[last + 2].lower if last + 2 < len(row) else ""
        it = self.lex.pronouns.get(follower) == "n"  # "Von der Polizei hieß es"
        particle = row[first].lower in self.lex.particles
        return particle and row[last].capital and self.is_cue(last + 1) and not it

    def _is_noble(self, index: int) -> bool:
        """ "Max | von | Roe", "Max | zu | Roe"; no "Sprecher | von | Roe", "Roe | der | Bank"."""
        word, words = self.tokens[index].lower, self.lex.words
        plain = word in words["by"] and not self.is_role(index - 1)
        return word not in words["determiners"] and (plain or self._may_lead(index - 1))

    def _is_particle(self, index: int) -> bool:
        token = self.tokens[index]
        return token.lower in self.lex.particles and not token.capital

    def _may_lead(self, index: int) -> bool:
        """Whether a word may be a first name; where nouns have capitals it must be a known one."""
        return not self.lex.noun_capitals or self.tokens[index].lower in first_names()


def rows(document: Document, lex: Lexicon) -> list[tuple[Row, list[Stretch]]]:
    """Every paragraph as a row, with its quoted stretches."""
    text, blocks = document.text, list(islice(paragraphs(document), MOST_PARAGRAPHS))
    spoken_, splits = unmarked(text, blocks, lex), Splits(lex.elided, lex.clitics)
    found: list[tuple[Row, list[Stretch]]] = []
    for number, (start, end, *_) in enumerate(blocks):
        after = blocks[number + 1].start if number + 1 < len(blocks) else len(text)
        last = found[-1][1][-1:] if found else []
        rest = carried(text, start, end, last[0]) if last and lex.speakers else None
        marked = stretches(text, rest.end if rest else start, end, text[after : after + 1])
        marked = [rest, *marked] if rest else marked
        quoted = _outermost(marked, spoken_.get(number, []))
        row = tokens(text, start, end, quoted, splits)
        found.append((row_of(text, row, lex), quoted))
    return found


def _outermost(marked: list[Stretch], unmarked_: list[Stretch]) -> list[Stretch]:
    """What is in marks; but of "A: I like “Emma” best." all that is said."""
    within = unmarked_ and marked and unmarked_[0].start < marked[0].start
    return unmarked_ if within or not marked else marked


def row_of(text: str, tokens: Sequence[Token], lex: Lexicon) -> Row:
    """A paragraph's tokens as a row, its cues found."""
    starts, known, leading = sentence_starts(tokens, text), lex.cues, lex.sources
    told = [k for k, token in enumerate(tokens) if token.lower in known and not token.capital]
    cues = [k for k in told if _is_verb(tokens, k, lex)]
    sources = [k for k, token in enumerate(tokens) if token.lower in leading]
    return Row(text, tokens, starts, lex, cues, sources, frozenset(cues))


def _is_verb(tokens: Sequence[Token], index: int, lex: Lexicon) -> bool:
    """Whether a word that may be a cue or a noun ("claims") is a verb here."""
    word = tokens[index].lower
    before = tokens[index - 1] if index else tokens[index]
    after = tokens[index + 1] if index + 1 < len(tokens) else tokens[index]
    if word in lex.behind:
        return before.kind != "w" and after.kind == "w"
    if word in lex.separable and after.kind == "p":
        return False  # "in dem es nur 26 Fouls gab,"
    if word in lex.idioms:
        return after.lower in lex.words["things"]
    if word in lex.leading:
        return after.kind == "Q" or after.lower in lex.words["onward"]
    if after.lower in lex.words["returning"]:
        return True  # "a voice | shot back"
    named = after.capital or after.lower in lex.words["definite"]
    behind = before.text == "," and index > 1 and tokens[index - 2].kind == "Q"
    if lex.incises and (behind or (before.kind == "Q" and named)):
        return True  # "«…», | conta", "« … ? » | demande le contrôleur"
    if lex.incises and lex.person(word) and before.lower in lex.words["determiners"]:
        return False  # "le | prévenu"
    spoken = before.lower in lex.pronouns and before.lower not in lex.words["determiners"]
    if before.lower in lex.words["reflexive"]:
        return True  # "se | queja"
    if word not in lex.nouns or spoken or before.lower in ("'d", "'ll"):
        return True  # but in "het | besluit" the pronoun is an article
    return _is_no_noun(tokens, index, lex, before, after)


def _is_no_noun(
    tokens: Sequence[Token], index: int, lex: Lexicon, before: Token, after: Token
) -> bool:
    """The same for a word that is a noun as often, between `before` and `after`."""
    word = tokens[index].lower
    plural = bool(lex.plural) and before.lower.endswith(lex.plural)
    plural = plural and not before.lower.endswith(2 * lex.plural)  # "Press" is none
    numbered = before.text.isdigit()  # "Section 230 | states"
    articled = before.lower in lex.words["determiners"] - lex.words["alone"]
    if numbered or (before.capital and not articled):
        if lex.verb and not word.endswith(lex.verb) and not plural:
            opens = index < 2 or tokens[index - 2].text in END_MARKS
            said = opens and after.lower in lex.words["that"]  # "Labour | claim that"
            return said or after.lower in lex.pronouns  # "Roe | thought it"; "a State | claim"
        done = bool(lex.past) and after.lower.endswith(lex.past)  # "Internal | mails seen by"
        return not done and after.lower not in lex.cues | lex.words["auxiliaries"]
    if before.text == ",":  # "Ann Roe, a baker, | calls Ek"
        return after.capital or after.lower in lex.words["that"]
    leads = after.kind == "Q" or after.text in (",", ":") or after.lower in lex.words["that"]
    several = plural and not word.endswith(lex.plural) and len(before.text) > 3
    behind = after.kind == "p" and any(t.kind == "Q" for t in tokens[max(0, index - 4) : index])
    writing = before.lower in lex.words["writings"]  # "“…,” the document | states"
    known = lex.person(before.lower)  # "the economist | replies, “", "records | note that"
    return (leads and (several or known)) or (behind and (writing or known))
