"""Mentions: the stretch of words that names a speaker ("he", "a spokesman for the ministry",
"ITU Secretary-General Houlin Zhao"), found from the cue beside it.

Shape, capitals and word lists only; who is meant is decided elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tui.analysis.lexicon import Lexicon
from tui.analysis.words import Token, sentence_starts

# How many nouns may hang on one ("a spokesman for the head of the office of …"), and words in one.
MOST_ATTACHED, MOST_WORDS = 3, 14

Kind = Literal["pronoun", "name", "noun"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `first:last` of a row name somebody; `name_first:name_last` is the bare name in it."""

    first: int
    last: int
    kind: Kind
    name_first: int = 0
    name_last: int = 0


@dataclass(frozen=True, slots=True)
class Row:
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
        start, end = self.span(first, last)
        return self.text[start:end]

    def is_cue(self, index: int) -> bool:
        """Whether the token is a verb that reports speech (a noun of the same form is not)."""
        return index in self.cue_set

    def cues_between(self, first: int, last: int) -> Sequence[int]:
        """The cues among tokens `first:last`."""
        return self.cues[bisect_left(self.cues, first) : bisect_left(self.cues, last)]

    def sources_between(self, first: int, last: int) -> Sequence[int]:
        """The source phrases that begin among tokens `first:last`."""
        return self.sources[bisect_left(self.sources, first) : bisect_left(self.sources, last)]

    def ends_fixed(self, index: int) -> bool:
        """Whether a fixed title ends with this token: "Secretary of State"."""
        for phrase in self.lex.fixed:
            first = index + 1 - len(phrase)
            if self.tokens[index].lower == phrase[-1] and first >= 0:
                row = self.tokens[first : index + 1]
                if all(token.lower == word for token, word in zip(row, phrase, strict=True)):
                    return True
        return False

    def is_role(self, index: int) -> bool:
        """Whether the token is a role, a body or a writing: what a speaker can be called."""
        word, lex = self.tokens[index].lower, self.lex
        return lex.person(word) or any(
            word in lex.words[kind] for kind in ("organisations", "writings")
        )

    def mention(self, first: int, last: int) -> Mention | None:
        """Tokens `first:last` as a mention."""
        return _mention(self, first, last)

    def stops(self, index: int) -> bool:
        """Whether a noun phrase that runs over its words ends before this token."""
        token = self.tokens[index]
        if token.kind != "w":
            return True
        if token.lower == "'s":
            after = index + 1
            return after >= len(self.tokens) or self.is_cue(after) or self._closed(after)
        return self._closed(index)

    def _closed(self, index: int) -> bool:
        token, lex = self.tokens[index], self.lex
        if token.kind != "w":
            return True
        if token.lower in lex.particles and self._between_names(index):
            return False
        if token.capital and self.starts[index] != index:
            return token.lower in lex.words["times"]
        if token.lower in lex.stops or self.is_cue(index):
            return True
        return token.lower.endswith("ly") and len(token.lower) > 4 and not token.capital

    def _between_names(self, index: int) -> bool:
        row = self.tokens
        return 0 < index < len(row) - 1 and row[index - 1].capital and row[index + 1].capital


def row_of(text: str, tokens: Sequence[Token], lex: Lexicon) -> Row:
    """A paragraph's tokens as a row, its cues found."""
    cues = [
        k for k, token in enumerate(tokens) if token.text in lex.cues and _is_verb(tokens, k, lex)
    ]
    openers = {phrase[0] for phrase in lex.according}
    sources = [k for k, token in enumerate(tokens) if token.lower in openers]
    return Row(text, tokens, sentence_starts(tokens, text), lex, cues, sources, frozenset(cues))


def _is_verb(tokens: Sequence[Token], index: int, lex: Lexicon) -> bool:
    """Whether a word that may be a cue or a noun ("claims") is a verb here."""
    if tokens[index].lower not in lex.nouns:
        return True
    before = tokens[index - 1] if index else tokens[index]
    if before.lower in lex.pronouns:
        return True
    after = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    return before.capital and after not in lex.cues and after not in lex.words["auxiliaries"]


def mention_after(row: Row, index: int) -> Mention | None:
    """The noun phrase that begins at token `index`, if one does."""
    tokens = row.tokens
    if index >= len(tokens) or tokens[index].kind != "w":
        return None
    if tokens[index].lower in row.lex.pronouns:
        return Mention(index, index + 1, "pronoun")
    last = index
    while last < len(tokens) and last - index < MOST_WORDS and not row.stops(last):
        last += 1
    last = _with_party(row, last)
    return _mention(row, index, _attached(row, index, last))


def mention_before(row: Row, index: int, start: int) -> Mention | None:
    """The noun phrase that ends before token `index`, looking back no further than `start`."""
    tokens = row.tokens
    if index > start and tokens[index - 1].lower in row.lex.pronouns:
        return Mention(index - 1, index, "pronoun")
    first = index
    if index > start and tokens[index - 1].text == ")":
        first = _parenthesis(row, index, start)
    body = first
    while first > start and not row.stops(first - 1) and body - first < MOST_WORDS:
        first -= 1
    if first == body:
        return None
    return _mention(row, _whole(row, first, start), index)


def _whole(row: Row, first: int, start: int) -> int:
    """Where "a spokesman for X" begins, given where X does."""
    lex, begin = row.lex, first
    for _ in range(MOST_ATTACHED):
        if begin - 1 <= start or row.tokens[begin - 1].lower not in lex.words["attaching"]:
            break
        head = begin - 1
        while head > start and begin - head < 9 and not row.stops(head - 1):
            head -= 1
        if head == begin - 1 or not _is_head(row, head, begin - 1):
            break
        begin = head
    return begin


def _is_head(row: Row, first: int, last: int) -> bool:
    """Whether tokens `first:last` can be what "for X" hangs on: a role, a body, a writing."""
    return last > first and row.is_role(last - 1)


def _parenthesis(row: Row, index: int, start: int) -> int:
    """The index of the "(" that belongs to the ")" before `index`."""
    at = index - 1
    while at > start and row.tokens[at].text != "(" and index - at < 12:
        at -= 1
    return at if row.tokens[at].text == "(" else index


def _with_party(row: Row, last: int) -> int:
    """Takes in "(R-Texas)" or "(GMIS)" behind a name."""
    tokens = row.tokens
    if last >= len(tokens) or tokens[last].text != "(":
        return last
    for at in range(last + 1, min(last + 8, len(tokens))):
        if tokens[at].text == ")":
            return at + 1
    return last


def _attached(row: Row, first: int, last: int) -> int:
    """Takes in "for the ministry" behind "a spokesman"."""
    tokens = row.tokens
    for _ in range(MOST_ATTACHED):
        if last <= first or last + 1 >= len(tokens) or not _hangs_on(row, first, last):
            break
        end = last + 1
        while end < len(tokens) and end - last < 9 and not row.stops(end):
            end += 1
        if end == last + 1:
            break
        last = end
    return last


def _hangs_on(row: Row, first: int, last: int) -> bool:
    tokens = row.tokens
    if tokens[last].lower not in row.lex.words["attaching"]:
        return False
    follower = tokens[last + 1]
    if follower.lower in row.lex.words["times"] or not (
        follower.capital or tokens[last].lower in ("of", "for")
    ):
        return False
    return _is_head(row, first, last)


def _mention(row: Row, first: int, last: int) -> Mention | None:
    """Tokens `first:last` as a mention, the bare name in it found."""
    tokens, lex = row.tokens, row.lex
    while last > first and tokens[last - 1].lower in ("'s", "(", ","):
        last -= 1
    if last <= first:
        return None
    end = last
    if tokens[end - 1].text == ")":
        end = _parenthesis(row, end, first)
        end = end if end > first else last
    name_last = _name_end(row, first, end)
    name_first = _name_start(row, first, name_last)
    if name_first < name_last and not _inside_noun(row, first, name_first):
        first = _behind_circumstance(row, first, name_first)
        return Mention(first, last, "name", name_first, name_last)
    if all(token.lower in lex.words["determiners"] for token in tokens[first:last]):
        return None
    if tokens[first].text[0].isdigit() or not any(
        token.text[0].isalpha() and len(token.text) > 1 for token in tokens[first:last]
    ):
        return None
    return Mention(first, last, "noun")


def _behind_circumstance(row: Row, first: int, name_first: int) -> int:
    """ "After the vote | Mayor Quint said": where a name stands right behind a circumstance."""
    tokens, lex = row.tokens, row.lex
    if first == 0 or tokens[first - 1].lower not in lex.words["prepositions"]:
        return first
    at = name_first
    while at > first and (tokens[at - 1].capital or row.is_role(at - 1)):
        at -= 1
    return at if tokens[first].lower in lex.words["determiners"] else first


def _name_end(row: Row, first: int, end: int) -> int:
    return end if end > first and row.tokens[end - 1].capital else first


def _name_start(row: Row, first: int, end: int) -> int:
    """Where the bare name that ends at `end` begins: behind roles, titles, bodies."""
    tokens, lex = row.tokens, row.lex
    at = end
    while at > first:
        token = tokens[at - 1]
        if not token.capital and not (token.lower in lex.particles and at < end):
            break
        if lex.person(token.lower) or token.lower in lex.titles or row.ends_fixed(at - 1):
            break
        if at - 1 == row.starts[at - 1] and token.lower in lex.words["openers"]:
            break
        at -= 1
    while at < end and not tokens[at].capital and tokens[at].lower not in lex.particles:
        at += 1
    return at


def _inside_noun(row: Row, first: int, name_first: int) -> bool:
    """Whether the name only completes a noun: "a spokesman for Smith"."""
    lex = row.lex
    for index in range(first, name_first):
        token = row.tokens[index]
        if token.lower in lex.words["attaching"] and index > first:
            head = row.tokens[index - 1]
            if not head.capital and _is_head(row, first, index):
                return True
            if head.capital and lex.person(head.lower) and name_first - index <= 2:
                return row.tokens[first].lower in lex.words["determiners"]
    return False
