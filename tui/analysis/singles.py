"""Singles: which one name is the whole of somebody's: "mum Ann", "his wife, Ann,".

Shape and word lists only; who bears the name is `people`'s business.
"""

from __future__ import annotations

from tui.analysis.lexicon import first_names
from tui.analysis.row import Row
from tui.analysis.words import is_age


def is_whole(row: Row, first: int, last: int) -> bool:
    """Whether one name is shown to be all of somebody's that is given."""
    told = _is_presented(row, last) or _opens_by_first_name(row, first)
    told = told or _is_titled(row, first, last)
    if not told and age(row, last):  # "According to | Ann, 19, …"
        told = bool(row.sources_between(max(0, first - 2), first))
    return told and not row.lex.body(row.tokens[first].lower)  # "General | Assembly"


def age(row: Row, last: int) -> str:
    """ "Ann Roe, 42, …", "Ann Roe (42)": only a person is followed by an age."""
    if last + 2 >= len(row.tokens) or row.tokens[last].text not in (",", "("):
        return ""
    mark, told, behind = (token.text for token in row.tokens[last : last + 3])
    set_off = behind == ")" if mark == "(" else behind in (",", ".")
    set_off = set_off or behind.lower() in row.lex.words["years"]  # ", 61 Jahre alt"
    return told if set_off and is_age(told) else ""


def _is_presented(row: Row, last: int) -> bool:
    """ "Nadège, 47 ans, …", "Joke, zijn vrouw, …": one name, and what shows that it is whole."""
    behind, lex = [token.lower for token in row.tokens[last : last + 4]], row.lex
    comma, known = behind[:1] == [","], row.tokens[last - 1].lower in first_names()
    if len(behind) < 4 or not (comma or known):
        return False
    kin = comma and behind[1] in lex.words["possessive"] and behind[2] in lex.gendered
    aged = not lex.words["years"].isdisjoint(behind[1:] if known else behind[2:] * comma)
    bare = is_age(behind[1]) and (behind[0], behind[2]) in ((",", ","), ("(", ")"))
    told = lex.person(behind[1]) or (lex.incises and behind[1].endswith(lex.participle or "-"))
    return kin or aged or (known and (bare or (comma and told)))  # "Ivano, | abbonato dal 2012"


def _opens_by_first_name(row: Row, first: int) -> bool:
    """ "Jean-Luc n'est pas d'accord", "Lena ist 17": a first name that a clause is about."""
    before, lex = row.tokens[first - 1].lower, row.lex
    if not (lex.incises or lex.verb_second):  # where many last names are first names
        return False
    opens = row.starts[first] == first or before in lex.words["and"] | {","}
    called = first > 1 and row.tokens[first - 2].lower in lex.words["definite"]  # "o volante Nino"
    opens = opens or lex.person(before) or (called and not row.tokens[first - 1].capital)
    acts = first + 1 < len(row.tokens) and row.tokens[first + 1].text.islower()
    return opens and acts and row.tokens[first].lower in first_names()


def _is_titled(row: Row, first: int, last: int) -> bool:
    """ "mum | Ann", "Lord | Roe said": one name behind what tells that it is somebody's."""
    if first == row.starts[first] or row.lex.noun_capitals:
        return False
    if is_kin_before(row, first):
        return True
    before, inside = row.tokens[first - 1], first - 2 > row.starts[first]
    kin = before.lower in row.lex.gendered or (not before.capital and row.lex.person(before.lower))
    if kin and row.tokens[first].lower in first_names():
        return not (inside and row.tokens[first - 2].capital)  # "Prince Amy"
    said = (last < len(row.tokens) and row.is_cue(last)) or (first > 1 and row.is_cue(first - 2))
    if kin and said and not before.capital:
        return True  # "the streamer | QTRoe told me"
    told = said or row.lex.titles.get(before.lower) in ("m", "f")
    return told and (before.capital or row.lex.incises) and before.lower in row.lex.titles


def is_kin_before(row: Row, first: int) -> bool:
    """ "his wife, | Ann, …", "his wife | Ann": one name behind whose wife she is."""
    if first > 1 and row.tokens[first - 1].lower in row.lex.gendered:
        return row.tokens[first - 2].lower in row.lex.words["possessive"] | {"'s"}
    comma = first > 2 and row.tokens[first - 1].text == ","
    words = [token.lower for token in row.tokens[first - 3 : first + 2]] if comma else []
    if len(words) < 5 or words[4] not in (",", "."):
        return False
    known = row.lex.incises and row.tokens[first].lower in first_names()  # "La moglie, | Ann, …"
    owned = row.lex.words["definite" if known else "possessive"]
    return words[0] in owned | {"'s"} and words[1] in row.lex.gendered


def is_office_holder(row: Row, first: int, last: int) -> bool:
    """ "Minister | De Wit": a last name that begins with a particle, behind what one is."""
    lex = row.lex
    if not lex.verb_second or lex.noun_capitals or last - first < 2 or first == 0:
        return False
    return (
        row.tokens[first].lower in lex.particles
        and row.tokens[first + 1].capital
        and lex.person(row.tokens[first - 1].lower)
    )
