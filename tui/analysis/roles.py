"""Roles: what the words around a name say its bearer is, and where.

"ITU Secretary-General Houlin Zhao", "Hiroshi Kuniyoshi, Deputy to the Director General, UNIDO".
Words of the text only, as they stand.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from tui.analysis.lexicon import Joints, Lexicon
from tui.analysis.row import Row

LONG = 9  # words: a longer role is cut before its details
MOST_BEFORE = 8  # words that are read before a role


class Role(Struct, frozen=True):
    """What somebody is and of which organisation; each may be empty."""

    role: str = ""
    organisation: str = ""


class _Patterns(NamedTuple):
    """A language's joints as expressions over the words of a role."""

    place: re.Pattern[str]  # what leads over to a body or a place; group 1 is the place's word
    clause: re.Pattern[str]
    detail: re.Pattern[str]
    article: re.Pattern[str]


@lru_cache(maxsize=16)
def _patterns(joints: Joints, and_: str) -> _Patterns:
    articles = joints.articles or "(?!)"
    links = "|".join(filter(None, (joints.of, joints.place))) or "(?!)"
    return _Patterns(
        re.compile(rf"\s({links})(?:\s|(?<=')|(?<=’))(?:(?:{articles})\s+)?(?=[A-Z0-9À-Þ])"),
        re.compile(rf"\s(?:(?:{joints.clause or '(?!)'})(?:['’]s)?|{and_}\s+(?:{articles}))\s"),
        re.compile(rf"\s(?:{joints.detail or '(?!)'})\s"),
        re.compile(rf"^(?:{articles})\s+", re.IGNORECASE),
    )


def _joints(lex: Lexicon) -> _Patterns:
    return _patterns(lex.joints, "|".join(sorted(lex.words["and"])) or "(?!)")


def role_before(row: Row, first: int) -> Role:
    """What stands before the name that begins at token `first`: "ITU Secretary-General"."""
    tokens, lex = row.tokens, row.lex
    end = first - _is_named_role(row, first)
    while end > 0 and _is_address(row, end - 1):
        end -= 1
    begin = end
    while begin > 0 and (step := _role_words(row, begin - 1)):
        begin -= step
    fixed = end > 0 and row.ends_fixed(end - 1)
    if not fixed and not any(lex.person(tokens[k].lower) for k in range(begin, end)):
        return _role_with_body(row, first)
    begin = at = _office(row, begin)
    articled = at > 0 and tokens[at - 1].lower in lex.words["determiners"]
    while not articled and at > max(0, begin - MOST_BEFORE) and not row.stops(at - 1):
        at -= 1
    return _split_before(row, at, begin, end)


def _is_address(row: Row, at: int) -> bool:
    """ "Chairman | Dr. Ann Roe": a title that says nothing of what somebody does."""
    word = row.tokens[at].lower
    return word in row.lex.titles and not row.lex.person(word) and not row.ends_fixed(at)


def _role_words(row: Row, at: int) -> int:
    """How many words of a role end at token `at`."""
    word, lex = row.tokens[at].lower, row.lex
    return row.ends_fixed(at) or int(lex.person(word) or word in lex.before)


def _office(row: Row, begin: int) -> int:
    """ "| Chief Risk and Trade Officer Ann Roe": where a role begins that seems to at `begin`."""
    tokens, lex = row.tokens, row.lex
    for at in range(begin - 1, max(-1, begin - 6), -1):
        word = tokens[at].lower
        if tokens[at].capital and word in lex.words["ranks"]:
            return at
        if not tokens[at].capital and word not in lex.words["and"]:
            break
    return _portfolio(row, begin)


def _portfolio(row: Row, begin: int) -> int:
    """ "Jordanian | Foreign Minister", "| Health and Care Secretary": what an office is about."""
    tokens, words = row.tokens, row.lex.words
    if tokens[begin].lower not in words["offices"]:
        return begin
    at = begin
    while at > 0 and tokens[at - 1].lower in words["portfolios"] | words["and"]:
        at -= 1
    return at if tokens[at].capital else begin


def _role_with_body(row: Row, first: int) -> Role:
    """ "le patron du MoDem, | François Berthier,": a role, its body, and perhaps a comma."""
    tokens, lex, last = row.tokens, row.lex, first
    end = first - (first > 0 and tokens[first - 1].text == ",")
    while last < len(tokens) and tokens[last].capital:
        last += 1
    apart = end == first or last >= len(tokens) or tokens[last].kind == "p"
    for at in range(end - 2, max(0, end - 9), -1):
        if tokens[at + 1].kind != "w" or row.is_cue(at + 1) or last - first < 2 or not apart:
            break
        joined = tokens[at + 1].lower in lex.words["attaching"]
        named = end < first or any(token.capital for token in tokens[at + 2 : end])
        begin = at - (lex.incises and not lex.person(tokens[at].lower))  # "le maire élu de"
        led = tokens[begin - 1].lower in lex.words["determiners"]
        if joined and named and led and lex.person(tokens[begin].lower):
            return Role(*_split_after(row, row.words(begin, end)))
    return Role()


def _is_named_role(row: Row, first: int) -> bool:
    """ "the party chairman, | Ann Roe": a comma between a definite role and the name."""
    tokens, lex, at = row.tokens, row.lex, first - 2
    if at < 1 or tokens[first - 1].text != ",":
        return False
    if not (lex.person(tokens[at].lower) or row.ends_fixed(at)):
        return False
    while at > max(0, first - MOST_BEFORE) and not row.stops(at - 1):
        at -= 1
    return any(token.lower in lex.words["definite"] for token in tokens[at : first - 1])


def _split_before(row: Row, at: int, role_first: int, end: int) -> Role:
    """Tokens `at:role_first` are what stands before the role: a body, or part of the role."""
    tokens, lex = row.tokens, row.lex
    led = lex.words["determiners"] | lex.before
    while at < role_first and tokens[at].lower in led:
        at += 1
    for k in range(role_first - 1, at, -1):  # "an analyst caught | Nvidia chief executive"
        earlier = any(lex.person(token.lower) for token in tokens[at:k])
        if earlier and tokens[k].text == tokens[k].lower and not lex.person(tokens[k].lower):
            at = k + 1
            break
    if lex.noun_capitals:  # a verb may stand before it: "warb | Hafenmeisterin Inga Lund"
        while any(tokens[k].text == tokens[k].lower for k in range(at, role_first)):
            at += 1
    body = [k for k in range(at, role_first) if tokens[k].capital]
    if not body or body[0] != at:
        return Role(row.words(role_first if tokens[role_first].capital else at, end))
    last = body[-1] + 1
    nobody = lex.words["demonyms"] | lex.words["epithets"]
    if all(token.lower in nobody for token in tokens[at:last]):
        return Role(row.words(at, end))  # "Israeli Prime Minister", "Retired baker": no body
    return Role(
        row.words(last if tokens[last].lower != "'s" else last + 1, end), row.words(at, last)
    )


def role_after(row: Row, last: int) -> Role:
    """What stands behind the name that ends before token `last`: ", Deputy to …, UNIDO"."""
    chunks = _chunks_after(row, last)
    while len(chunks) > 1 and _is_aside(row, *chunks[0]):
        chunks = chunks[1:]
    if not chunks or not _is_role(row, *chunks[0]):
        return Role()
    text = row.words(*chunks[0])
    role, body = _split_after(row, text)
    if len(chunks) > 1 and _is_body(row, *chunks[1]):
        named = row.words(*chunks[1])
        if _sounds_like_body(row, named) or _is_capital(row, *chunks[0]):
            return Role(_joints(row.lex).article.sub("", text) if body else role, named)
    return Role(role, body)


def _is_aside(row: Row, first: int, last: int) -> bool:
    """ "Ann Roe, | 42, a baker", "Ann Roe, | M.D., | FAHA, a doctor": an age or a degree."""
    word = row.tokens[first]
    degree = word.lower in row.lex.suffixes or (word.text.isupper() and not row.is_role(first))
    return word.text.isdigit() or (last - first == 1 and degree)


def _chunks_after(row: Row, last: int) -> list[tuple[int, int]]:
    """The stretches between commas behind token `last`, up to a cue or the sentence's end."""
    tokens = row.tokens
    if last >= len(tokens) or tokens[last].text != ",":
        return []
    found, first = [], last + 1
    for index in range(last + 1, min(last + 40, len(tokens))):
        token = tokens[index]
        ends = token.kind == "Q" or token.text in ".!?;:—" or row.is_cue(index)
        if ends or token.text == ",":
            if index > first:
                found.append((first, index))
            first = index + 1
        if ends:
            break
    return found


def _is_role(row: Row, first: int, last: int) -> bool:
    """Whether the words begin as a role does: a role word before any preposition or verb."""
    lex = row.lex
    for index in range(first, min(last, first + 8)):
        if lex.person(row.tokens[index].lower):
            return True
        if row.stops(index):
            break
    return False


def _is_capital(row: Row, first: int, last: int) -> bool:
    """ "Managing Director": so press releases write it, and what follows is the body."""
    return last - first > 1 and all(token.capital for token in row.tokens[first:last])


def _split_after(row: Row, text: str) -> tuple[str, str]:
    """ "Managing Director of the GMIS" → role and organisation; "baker from Braga" → a role."""
    joints = _joints(row.lex)
    text = joints.article.sub("", text)
    cut = joints.clause.split(text, maxsplit=1)[0]
    if len(cut.split()) > LONG:
        cut = joints.detail.split(cut, maxsplit=1)[0]
    cut = _without_tail(row.lex, cut)
    place = _lead_over(row, cut)
    inflected = place is not None and place[1] in row.lex.words["genitive"]  # "des Amtes"
    if place is None or inflected or _is_fixed(row.lex, cut, place):
        return cut, ""
    role, body = cut[: place.start()], cut[place.end() :]
    if place[1] in row.lex.joints.place.split("|") and not _sounds_like_body(row, body):
        return role, ""
    return role, body


def _lead_over(row: Row, text: str) -> re.Match[str] | None:
    """What leads over to the body: "Head of Trading and Co-Founder | of | Roe Mills", the first
    that no role follows."""
    found = list(_joints(row.lex).place.finditer(text))
    plain = (p for p in found if not any(map(row.lex.person, text[p.end() :].lower().split())))
    return next(plain, found[0] if found else None)


def _without_tail(lex: Lexicon, role: str) -> str:
    """A role without a little word at its end that leads nowhere."""
    words = role.split()
    while words and words[-1].lower() in lex.stops:
        words.pop()
    return " ".join(words)


def _is_fixed(lex: Lexicon, text: str, place: re.Match[str]) -> bool:
    """Whether the little word is part of the role itself: "Secretary | of State"."""
    around = text[: place.start()].split()[-1:] + place[0].split() + text[place.end() :].split()[:1]
    return tuple(word.lower() for word in around) in lex.fixed


def _sounds_like_body(row: Row, text: str) -> bool:
    """Whether a name is that of a body rather than a place: an acronym, or "… University"."""
    bodies, words = row.lex.words["organisations"], text.split()
    return any((word.isupper() and len(word) > 1) or word.lower() in bodies for word in words)


def _is_body(row: Row, first: int, last: int) -> bool:
    tokens, lex = row.tokens, row.lex
    inside = lex.words["attaching"] | lex.words["and"] | lex.words["determiners"] | {"'s"}
    return all(token.capital or token.lower in inside for token in tokens[first:last])
