"""Phrases: a stretch of words as a mention, the bare name in it found.

Shape, capitals and word lists only. Which stretch it is, seen from a cue, is `mentions`' business.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from tui.analysis.lexicon import first_names
from tui.analysis.row import Row
from tui.analysis.steps import skip_adverbs

Kind = Literal["pronoun", "name", "noun", "several"]


class Mention(Struct, frozen=True):
    """Tokens `first:last` of a row name somebody; `name_first:name_last` is the bare name in it."""

    first: int
    last: int
    kind: Kind
    name_first: int = 0
    name_last: int = 0


def mention(row: Row, first: int, last: int) -> Mention | None:
    """Tokens `first:last` as a mention, the bare name in it found."""
    tokens, lex = row.tokens, row.lex
    if first + 1 < last and tokens[first].lower in lex.words["that"]:
        first += tokens[first + 1].lower in lex.words["determiners"]  # "that | the minister"
    if last <= first or tokens[first].lower == "'s" or _begins_with_verb(row, first, last):
        return None
    if tokens[last - 1].lower in lex.words["articles"]:
        return None  # "author of the | aforelinked"
    end = parenthesis(row, last, first) if tokens[last - 1].text == ")" else last
    inside = range(first + 2, end)
    origin = next((k for k in inside if _comes_from(row, k) and not row.is_role(k - 1)), end)
    if origin < end:
        last = last if _is_of(row, origin, last) else origin
        end = origin
    name_first = _name_start(row, first, end)
    named = name_first < end
    if named and _inside_noun(row, first, name_first):
        name_first = _first_name(row, name_first, end)
        named = name_first > 0
    name_first = _with_body(row, first, name_first, end) if named else name_first
    if named and not _is_common(row, name_first, end):
        return Mention(_behind_circumstance(row, first, name_first), last, "name", name_first, end)
    return Mention(first, last, "noun") if _may_be_noun(row, first, last) else None


def _begins_with_verb(row: Row, first: int, last: int) -> bool:
    """ "bekamen junge Kunden": no adjective, since two without an article end alike."""
    if not row.lex.noun_capitals or last - first < 3:
        return False
    one, two = row.tokens[first], row.tokens[first + 1]
    ends = one.text.endswith("en") and two.text.endswith("e")
    return ends and one.lower not in row.lex.words["determiners"]


def _may_be_noun(row: Row, first: int, last: int) -> bool:
    """Whether words without a name can be those of somebody or something."""
    tokens, lex = row.tokens[first:last], row.lex
    if all(token.lower in lex.words["determiners"] for token in tokens):
        return _stands_alone(row, first, last)
    if tokens[0].text[0].isdigit() or all(len(token.text) < 2 for token in tokens):
        return False
    if lex.noun_capitals and not any(token.capital for token in tokens):
        return False
    if len(tokens) > 1:
        return True
    opens = row.starts[first] == first or row.tokens[first - 1].kind != "w"
    word, silent = tokens[0].lower, lex.words["objects"]
    return word not in silent and not (opens and word in lex.words["openers"])


def has_role(row: Row, found: Mention) -> bool:
    """Whether one of its words is what a person can be called: "the chairman"."""
    return any(row.lex.person(token.lower) for token in row.tokens[found.first : found.last])


def is_articled_role(row: Row, found: Mention) -> bool:
    """ "la | maire (DVD) de Kotka", "l'| ancien maire élu": an article and a role behind it."""
    article = row.tokens[found.first].lower in row.lex.words["determiners"]
    near = range(found.first + 1, min(found.first + 3, found.last))
    return article and any(row.lex.person(row.tokens[at].lower) for at in near)


def has_words(row: Row, at: int) -> bool:
    """Whether token `at` is a thing with words on it: "sign", "statement"."""
    word, words = row.tokens[at].lower, row.lex.words
    return word in words["inscribed"] or word in words["writings"]


def _stands_alone(row: Row, first: int, last: int) -> bool:
    """ "another | wrote", "wrote | another.": a word that needs no noun, right at its verb."""
    if last - first > 1 or row.tokens[first].lower not in row.lex.words["alone"]:
        return False
    behind = last >= len(row.tokens) or row.tokens[last].kind == "p"
    return row.is_cue(first - 1 if behind else skip_adverbs(row, last))


def _is_of(row: Row, at: int, last: int) -> bool:
    """ "Rangel of New York" is one name as it were, "Roe from Kotka" is not."""
    plain = all(token.lower != "'s" for token in row.tokens[at:last])
    return plain and row.tokens[at].lower == row.lex.joints.of.split("|")[0]


def _is_common(row: Row, first: int, last: int) -> bool:
    """Where nouns have capitals: whether "der Vorwurf" is a noun and no name."""
    before = row.tokens[first - 1].lower if first else ""
    closed = row.lex.words["determiners"], row.lex.words["attaching"]
    return row.lex.noun_capitals and last - first == 1 and any(before in words for words in closed)


def _first_name(row: Row, first: int, last: int) -> int:
    """ "el alcalde de Kotka | Pedro Luna": the full name behind a body, or 0."""
    starts = range(first + 1, last - 1)
    return next((at for at in starts if row.tokens[at].lower in first_names()), 0)


def _behind_circumstance(row: Row, first: int, name_first: int) -> int:
    """ "After the vote | Mayor Quint said": what a name stands behind."""
    tokens, lex = row.tokens, row.lex
    if first == 0 or tokens[first - 1].lower not in lex.words["prepositions"]:
        return first
    at = name_first
    while at > first and tokens[at - 1].capital:
        at -= 1
    role = lex.incises and at > first  # "Segundo | o vereador Rui Roe"
    return at if tokens[first].lower in lex.words["determiners"] and not role else first


def _name_start(row: Row, first: int, end: int) -> int:
    """Where the bare name that ends at `end` begins, `end` if none does: behind roles, titles."""
    tokens, lex, at = row.tokens, row.lex, end
    while at > first:
        word = tokens[at - 1].lower
        if not tokens[at - 1].capital and (at == end or word not in lex.particles):
            break
        titled = lex.person(word) or word in lex.titles or row.ends_fixed(at - 1)
        if titled and not (at == end and (row.is_surname(at - 1) or first == end - 1)):
            break
        opens = _begins_clause(row, at - 1) and word in lex.words["openers"]
        if opens and not row.joins_names(at - 1):
            break
        at -= 1
    articles = lex.words["determiners"] if lex.noun_capitals else ()
    while at < end and not tokens[at].capital and tokens[at].lower in articles:
        at += 1  # "von Roe", but "der | Kapitän"
    genitive = first < at < end and not tokens[at].capital
    genitive = genitive and (row.is_role(at - 1) or not lex.noun_capitals)
    return at + 1 if genitive else at  # "Sprecherin der | Werft", "le maire élu de | Kotka"


def _with_body(row: Row, first: int, name_first: int, end: int) -> int:
    """ "the | Ministry of Health", "the | People's Daily", "the | UN General Assembly"."""
    tokens, lex, at = row.tokens, row.lex, name_first
    determiners, joint = lex.words["determiners"], name_first - 1
    joint -= joint > first and tokens[joint].lower in determiners
    of = tokens[joint].lower in lex.joints.of.split("|") and lex.body(tokens[joint - 1].lower)
    if joint > first and of and tokens[joint - 1].capital:
        at = joint - 1
    elif lex.body(tokens[end - 1].lower) and tokens[name_first].lower not in first_names():
        owned = tokens[name_first - 1].lower == "'s" and name_first - 1 > first
        at -= owned
    else:
        return name_first
    while at > first and tokens[at - 1].capital and tokens[at - 1].lower not in determiners:
        at -= 1
    return at if tokens[at].capital else name_first


def _begins_clause(row: Row, at: int) -> bool:
    return row.starts[at] == at or row.tokens[at - 1].text == ":"


def _inside_noun(row: Row, first: int, name_first: int) -> bool:
    """Whether the name only completes a noun: "a spokesman for Smith"."""
    titled = name_first - first > 1 and row.tokens[name_first - 1].lower in row.lex.titles
    lex, before = row.lex, row.tokens[name_first - 1 - titled]
    known = row.tokens[name_first].lower in first_names() and not row.stops(name_first - 1)
    if known and before.lower not in lex.words["determiners"] | lex.words["attaching"] | {"'s"}:
        return False  # "the head of policy | Ann Roe"
    if before.capital or before.lower in lex.words["writings"]:
        return False  # "ambassador to Norway | Ann Roe", "an author of the study | Ann Roe"
    for index in range(first + 1, name_first):
        head = row.tokens[index - 1]
        if row.tokens[index].lower not in lex.words["attaching"]:
            continue
        if not head.capital and is_head(row, first, index):
            return True
        if head.capital and lex.person(head.lower):
            opens = row.starts[first] == first  # "Fuentes del | Ministerio"
            return opens or row.tokens[first].lower in lex.words["determiners"]
    return False


def is_head(row: Row, first: int, last: int) -> bool:
    """Whether tokens `first:last` can be what "for X" hangs on: a role, a body, a writing."""
    if last <= first:
        return False
    return row.is_role(last - 1) or _comes_from(row, last) or _is_qualified(row, first, last)


def _is_qualified(row: Row, first: int, last: int) -> bool:
    """ "le maire communiste | de Kotka", "the mayor (acting) | of Kotka": what follows a role."""
    bracketed = row.tokens[last - 1].text == ")"
    if not (row.lex.incises or bracketed):
        return False
    at = parenthesis(row, last, first) if bracketed else last - 1
    plain = bracketed or not row.tokens[last - 1].capital
    return at > first and plain and row.is_role(at - 1)


def _comes_from(row: Row, at: int) -> bool:
    """ "Charles Rangel | of New York", "Ann Roe | from Kotka"."""
    tokens, joints = row.tokens, row.lex.joints
    if at + 1 >= len(tokens) or at < 2 or not (tokens[at - 1].capital and tokens[at - 2].capital):
        return False
    if row.lex.body(tokens[at - 2].lower):
        return False  # "Confederación Marina | de Comercio"
    links = (*joints.of.split("|")[:1], *joints.place.split("|"))
    behind = at + 2 if tokens[at + 1].lower in row.lex.words["determiners"] else at + 1
    return tokens[at].lower in links and behind < len(tokens) and tokens[behind].capital


def parenthesis(row: Row, index: int, start: int) -> int:
    """The index of the "(" that belongs to the ")" before `index`."""
    at = index - 1
    while at > start and row.tokens[at].text != "(" and index - at < 12:
        at -= 1
    return at if row.tokens[at].text == "(" else index
