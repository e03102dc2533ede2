"""Phrases: a stretch of words as a mention, the bare name in it found.

Shape, capitals and word lists only. Which stretch it is, seen from a cue, is `mentions`' business.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from tui.analysis.lexicon import first_names
from tui.analysis.row import Row

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
    while last > first and tokens[last - 1].lower in ("'s", "(", ","):
        last -= 1
    if first + 1 < last and tokens[first].lower in lex.words["that"]:
        first += tokens[first + 1].lower in lex.words["determiners"]  # "that | the minister"
    if last <= first or tokens[first].lower == "'s" or _begins_with_verb(row, first, last):
        return None
    end = last
    if tokens[end - 1].text == ")":
        end = parenthesis(row, end, first)
        end = end if end > first else last
    origin = next((at for at in range(first + 2, end) if _leaves_name(row, at)), end)
    if origin < end:
        last = last if _is_of(row, origin, last) else origin
        end = origin
    if last - first == 1 and tokens[first].lower in lex.words["objects"]:
        return None
    name_last = _name_end(row, first, end)
    name_first = _behind_place(row, first, _name_start(row, first, name_last), name_last)
    named = name_first < name_last
    if named and _inside_noun(row, first, name_first):
        name_first = _first_name(row, name_first, name_last)
        named = name_first > 0
    if named and not _is_common(row, name_first, name_last) and not _is_party(row, name_first, end):
        first = _behind_circumstance(row, first, name_first)
        return Mention(first, last, "name", name_first, name_last)
    if all(token.lower in lex.words["determiners"] for token in tokens[first:last]):
        return Mention(first, last, "noun") if _stands_alone(row, first, last) else None
    if tokens[first].text[0].isdigit() or not any(
        token.text[0].isalpha() and len(token.text) > 1 for token in tokens[first:last]
    ):
        return None
    if lex.noun_capitals and not any(token.capital for token in tokens[first:last]):
        return None
    if (
        last - first == 1
        and (row.starts[first] == first or tokens[first - 1].kind != "w")
        and tokens[first].lower in lex.words["openers"]
    ):
        return None
    return Mention(first, last, "noun")


def _begins_with_verb(row: Row, first: int, last: int) -> bool:
    """ "bekamen junge Kunden": no adjective, since two without an article end alike."""
    if not row.lex.noun_capitals or last - first < 3:
        return False
    one, two = row.tokens[first], row.tokens[first + 1]
    plain = not (one.capital or two.capital or one.lower in row.lex.words["determiners"])
    return plain and one.lower.endswith("en") and two.lower.endswith("e")


def has_role(row: Row, found: Mention) -> bool:
    """Whether one of its words is what a person can be called: "the chairman"."""
    return any(row.lex.person(token.lower) for token in row.tokens[found.first : found.last])


def has_words(row: Row, at: int) -> bool:
    """Whether token `at` is a thing with words on it: "sign", "statement"."""
    word, words = row.tokens[at].lower, row.lex.words
    return word in words["inscribed"] or word in words["writings"]


def _stands_alone(row: Row, first: int, last: int) -> bool:
    """ "another | wrote", "wrote | another.": a word that needs no noun, right at its verb."""
    if last - first > 1 or row.tokens[first].lower not in row.lex.words["alone"]:
        return False
    behind = last >= len(row.tokens) or row.tokens[last].kind == "p"
    at = last
    while at < len(row.tokens) and row.lex.adverb(row.tokens[at].lower):
        at += 1
    return row.is_cue(at) if not behind else row.is_cue(first - 1)


def _is_of(row: Row, at: int, last: int) -> bool:
    """ "Rangel of New York" is one name as it were, "Roe from Kotka" is not."""
    short = last - at <= 5 and all(token.lower != "'s" for token in row.tokens[at:last])
    return short and row.tokens[at].lower == row.lex.joints.of.split("|")[0]


def _is_common(row: Row, first: int, last: int) -> bool:
    """Where nouns have capitals: whether "der Vorwurf" is a noun and no name."""
    before = row.tokens[first - 1].lower if first else ""
    closed = row.lex.words["determiners"], row.lex.words["attaching"]
    return row.lex.noun_capitals and last - first == 1 and any(before in words for words in closed)


def _first_name(row: Row, first: int, last: int) -> int:
    """ "el alcalde de Kotka | Pedro Luna": the full name behind a body, or 0."""
    starts = range(first + 1, last - 1)
    return next((at for at in starts if row.tokens[at].lower in first_names()), 0)


def _is_party(row: Row, at: int, end: int) -> bool:
    """ "ce délégué | CGT": letters behind a role name a body and nobody."""
    token = row.tokens[at]
    letters = at == end - 1 and token.text.isupper() and len(token.text) > 1
    return (
        letters
        and at > 0
        and not row.tokens[at - 1].capital
        and row.lex.person(row.tokens[at - 1].lower)
    )


def _leaves_name(row: Row, at: int) -> bool:
    """Whether a full name ends before token `at` and where its bearer comes from follows."""
    return comes_from(row, at) and not (row.is_role(at - 1) or row.is_role(at - 2))


def _behind_circumstance(row: Row, first: int, name_first: int) -> int:
    """ "After the vote | Mayor Quint said", "Mails show that | Roe": what a name stands behind."""
    tokens, lex = row.tokens, row.lex
    for index in range(name_first - 1, first, -1):
        if tokens[index].lower in lex.words["that"]:
            return index + 1
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
        inside = token.lower in lex.particles or is_before_suffix(row, at - 1)
        if not token.capital and not (inside and at < end):
            break
        titled = lex.person(token.lower) or token.lower in lex.titles or row.ends_fixed(at - 1) > 0
        if titled and not (at == end and (row.is_surname(at - 1) or first == end - 1)):
            break
        opens = _begins_clause(row, at - 1) and token.lower in lex.words["openers"]
        opens = opens and at - 1 not in row.names
        if opens and not row.joins_names(at - 1):
            break
        at -= 1
    articles = lex.words["determiners"] if lex.noun_capitals else ()
    while at < end and not tokens[at].capital:
        if tokens[at].lower in lex.particles and tokens[at].lower not in articles:
            break  # "von Roe", but "der | Kapitän"
        at += 1
    genitive = first < at < end and not tokens[at].capital
    return at + 1 if genitive and row.is_role(at - 1) else at  # "Sprecherin der | Werft"


def is_before_suffix(row: Row, at: int) -> bool:
    """Whether token `at` is the comma of "Joseph Roe | , Jr."."""
    comma = row.tokens[at].text == "," and at + 1 < len(row.tokens)
    return comma and row.tokens[at + 1].lower in row.lex.suffixes


def _behind_place(row: Row, first: int, at: int, end: int) -> int:
    """ "ambassador to Norway | Ann Roe": a place that hangs on a role is no part of a name."""
    if at - 2 < first or end - at < 3 or not row.lex.person(row.tokens[at - 2].lower):
        return at
    joint, of = row.tokens[at - 1].lower, row.lex.joints.of.split("|")
    lead = row.tokens[at].lower in first_names() or joint in of
    return at if lead or joint not in row.lex.words["prepositions"] else at + 1


def _begins_clause(row: Row, at: int) -> bool:
    return row.starts[at] == at or row.tokens[at - 1].text == ":"


def _inside_noun(row: Row, first: int, name_first: int) -> bool:
    """Whether the name only completes a noun: "a spokesman for Smith"."""
    lex, before = row.lex, row.tokens[name_first - 1]
    known = row.tokens[name_first].lower in first_names() and not row.stops(name_first - 1)
    if known and before.lower not in lex.words["determiners"] | lex.words["attaching"] | {"'s"}:
        return False  # "the head of policy | Ann Roe"
    if before.capital or before.lower in lex.words["writings"]:
        return False  # "ambassador to Norway | Ann Roe", "an author of the study | Ann Roe"
    for index in range(first + 1, name_first):
        close = stands_close(row, index)
        head = row.tokens[index - 1 - close]
        if not close and row.tokens[index].lower not in lex.words["attaching"]:
            continue
        if not head.capital and is_head(row, first, index - close):
            return True
        if head.capital and lex.person(head.lower) and name_first - index <= 2:
            opens = index - 1 == first and row.starts[first] == first  # "Fuentes del | Ministerio"
            return opens or row.tokens[first].lower in lex.words["determiners"]
    return False


def is_head(row: Row, first: int, last: int) -> bool:
    """Whether tokens `first:last` can be what "for X" hangs on: a role, a body, a writing."""
    if last - first > 1 and row.tokens[last - 1].text.isdigit() and row.tokens[last - 2].capital:
        return True  # "Article 5 of the treaty"
    return last > first and (row.is_role(last - 1) or comes_from(row, last))


def comes_from(row: Row, at: int) -> bool:
    """ "Charles Rangel | of New York", "Ann Roe | from Kotka"."""
    row_, joints = row.tokens, row.lex.joints
    if at + 1 >= len(row_) or at < 2 or not (row_[at - 1].capital and row_[at - 2].capital):
        return False
    links = (*joints.of.split("|")[:1], *joints.place.split("|"))
    behind = at + 2 if row_[at + 1].lower in row.lex.words["determiners"] else at + 1
    return row_[at].lower in links and behind < len(row_) and row_[behind].capital


def stands_close(row: Row, at: int) -> bool:
    """ "a source close | to Roe": an adjective before the joint belongs to it."""
    pair = f"{row.tokens[at - 1].lower} {row.tokens[at].lower}" if at else ""
    return tuple(pair.split()) in row.lex.near


def parenthesis(row: Row, index: int, start: int) -> int:
    """The index of the "(" that belongs to the ")" before `index`."""
    at = index - 1
    while at > start and row.tokens[at].text != "(" and index - at < 12:
        at -= 1
    return at if row.tokens[at].text == "(" else index
