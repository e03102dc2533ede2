"""Posts: what the words of a role say: what somebody is, and of which body.

Words only, wherever they stand; `roles` finds them before a name, `appositions` behind it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from tui.analysis.lexicon import Joints, Lexicon
from tui.analysis.row import Row

OWNER = re.compile(r"^[^\W\dA-ZÀ-Þ]\w*['’]s ")  # "the mill's | owner"
LONG = 9  # words: a longer role is cut before its details


class Role(Struct, frozen=True):
    """What somebody is and of which organisation; each may be empty.

    `stated`: a sentence says so ("Ann Roe is a lawyer"), or a bare title: what the text calls them
    elsewhere tells more.
    """

    role: str = ""
    organisation: str = ""
    stated: bool = False


class Patterns(NamedTuple):
    """A language's joints as expressions over the words of a role."""

    place: re.Pattern[str]  # what leads over to a body or a place; group 1 is the place's word
    clause: re.Pattern[str]
    detail: re.Pattern[str]
    article: re.Pattern[str]


@lru_cache(maxsize=16)
def _patterns(joints: Joints, and_: str) -> Patterns:
    articles = joints.articles or "(?!)"
    links = "|".join(filter(None, (joints.of, joints.place))) or "(?!)"
    return Patterns(
        re.compile(rf"\s({links})(?:\s|(?<=')|(?<=’))(?:(?:{articles})\s+)?(?=[A-Z0-9À-Þ])"),
        re.compile(rf"\s(?:(?:{joints.clause or '(?!)'})(?:['’]s)?|{and_}\s+(?:{articles}))\s"),
        re.compile(rf"\s(?:{joints.detail or '(?!)'})\s"),
        re.compile(rf"^(?:{articles})\s+", re.IGNORECASE),
    )


def joints_of(lex: Lexicon) -> Patterns:
    """The joints of a language as expressions."""
    return _patterns(lex.joints, "|".join(sorted(lex.words["and"])) or "(?!)")


def split(row: Row, text: str) -> tuple[str, str]:
    """ "Managing Director of the GMIS" → role and organisation; "baker from Braga" → a role."""
    joints = joints_of(row.lex)
    text = OWNER.sub("", joints.article.sub("", text))
    cut = joints.clause.split(text, maxsplit=1)[0]
    if len(cut.split()) > LONG:
        cut = _without_details(cut, joints)
    cut = _without_tail(row.lex, _without_deed(row.lex, cut))
    place = _lead_over(row, cut)
    inflected = place is not None and place[1] in row.lex.words["genitive"]  # "des Amtes"
    if place is None or inflected or _is_fixed(row.lex, cut, place):
        return cut, ""
    role, body = cut[: place.start()], _body(row.lex, cut[place.end() :])
    if place[1] in row.lex.joints.place.split("|") and not sounds_like_body(row, body):
        return role, ""
    return role, body


def _without_details(role: str, joints: Patterns) -> str:
    """A role of many words before a detail: "expert in waves at the Reef Council | in Kotka"."""
    body = joints.place.search(role)
    if body and len(role[: body.start()].split()) <= LONG:
        return role[: body.end()] + joints.detail.split(role[body.end() :], maxsplit=1)[0]
    parts = [role[: found.start()] for found in joints.detail.finditer(role)] or [role]
    return next((part for part in reversed(parts) if len(part.split()) <= LONG), parts[0])


def _lead_over(row: Row, text: str) -> re.Match[str] | None:
    """What leads over to the body: "Head of Trading and Co-Founder | of | Roe Mills", the first
    that no role follows."""
    found = list(joints_of(row.lex).place.finditer(text))
    plain = [p for p in found if not any(map(row.lex.person, text[p.end() :].lower().split()))]
    if len(plain) > 1 and plain[0][0].split() == ["of"] and plain[1][1] == "at":
        return plain[1]  # "Head of Corporate Research | at | Roe Mills"
    return next(iter(plain), found[0] if found else None)


def _body(lex: Lexicon, text: str) -> str:
    """The name of a body without what goes on behind it: "Roe Mills | and creator of the Reef"."""
    words, joints = text.split(), lex.words["attaching"] | lex.words["determiners"] | lex.particles
    for at, word in enumerate(words):
        more = word in lex.words["and"] and lex.person("".join(words[at + 1 : at + 2]))
        if more or (word in lex.stops and word not in joints | lex.words["and"]):
            return _without_tail(lex, " ".join(words[:at]))
    return text


def _without_deed(lex: Lexicon, role: str) -> str:
    """ "veteran | attending school": a role without what its bearer does."""
    words = role.split()
    for at in range(1, len(words) - 1 if lex.opening else 0):
        doing = words[at].islower() and words[at].endswith(lex.opening)
        named = lex.person(words[at + 1].lower()) if doing else False  # "chief operating | officer"
        if doing and not named and lex.person(words[at - 1].lower()):
            return " ".join(words[:at])
    return role


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


def sounds_like_body(row: Row, text: str) -> bool:
    """Whether a name is that of a body rather than a place: an acronym, or "… University"."""
    words = [part for word in text.split() for part in word.split("-")]
    writings = row.lex.words["writings"]
    named = (row.lex.body(word.lower()) and word.lower() not in writings for word in words)
    return any(named) or any(word.isupper() and len(word) > 1 for word in words)


def is_several(lex: Lexicon, word: str) -> bool:
    """ "authors", "protesters": what several people are; one of them is no "authors"."""
    one = word.removesuffix(lex.plural) if lex.plural else word
    return one != word and not one.endswith(lex.plural) and lex.person(one)
