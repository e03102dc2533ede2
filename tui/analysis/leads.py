"""Leads: which of the names in a clause it is about, by the name's place.

Shape and word lists only; who bears the name is `people`'s business, and whom "she" means is
`pronouns`'.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from tui.analysis.phrases import Mention
from tui.analysis.row import Row
from tui.analysis.subjects import subject
from tui.analysis.topics import opens_clause

# In tokens: how many words may lead a name that a clause is about ("the Leeds-born baker Roe").
MOST_LEADING = 12
NEAR = 3  # before a verb that stands second
LONGEST_OPENING = 40  # before the name that the main clause begins with


def leads(row: Row, first: int, last: int) -> bool:
    """Whether a clause is about the name: its subject by the look of it, or who is asked."""
    tokens, start = row.tokens, row.starts[first]
    if last < len(tokens) and (tokens[last].lower == "'s" or is_attribute(row, first, last)):
        return False
    if (last < len(tokens) and row.is_cue(last)) or _is_turned(row, first, last):
        return True
    at = phrase_start(row, first)
    if _is_presented(row, at) or (at < first and _is_presented(row, first)):
        return True
    if any(_is_object(row, index, first) for index in range(at, first)):
        return False
    if at == start:
        return True
    if tokens[at - 1].kind != "w":
        return _opens_clause(row, at, last)
    before = tokens[at - 1].lower
    if row.is_cue(at - 1) and before not in row.lex.asking:
        quoted = at - 1 == start or tokens[at - 2].kind == "Q"  # "…" said Roe
        return quoted or (tokens[at - 2].kind != "w" and _ends(row, last))  # …, said Roe.
    loose = row.lex.words["conjunctions"] | row.lex.words["adverbs"]  # But Roe, Now Roe
    opens = at - 1 == start and before in loose
    opens = opens or joins_clause(row, first, last)
    behind_verb = row.lex.verb_second and before in row.lex.words["adverbs"]  # freute sich auch Roe
    return opens or behind_verb or before in row.lex.asking or _is_shown(row, at, first, last)


def _is_presented(row: Row, at: int) -> bool:
    """ "For | Ann Roe, …", "Asked by | Ann Roe why, …", "a young man named | Bo Ek …"."""
    if at == row.starts[at]:
        return False
    words, other = row.lex.words, row.tokens[max(0, at - 2)]
    before, earlier = row.tokens[at - 1].lower, other.lower
    lead = at - 1 - (earlier in words["as"])  # "As for | Ann Roe, …"
    topic = lead == row.starts[at] and before in words["topical"]
    asked = before in words["by"] and earlier in row.lex.asking
    named = before in row.lex.naming and (other.capital or row.lex.person(earlier))
    return topic or asked or named


def joins_clause(row: Row, first: int, last: int) -> bool:
    """ "…, and | The Post's Roe made the case": a name behind ", and", its verb behind it."""
    at = phrase_start(row, first)
    joined = at > 1 and row.tokens[at - 1].lower in row.lex.words["and"]
    joined = joined and row.tokens[at - 2].text == "," and last < len(row.tokens)
    return joined and not row.tokens[last].capital and not row.stops(last)


def phrase_start(row: Row, first: int) -> int:
    """Where the phrase begins that a name ends: "| the Leeds-born baker Roe"."""
    at, most = first, max(row.starts[first], first - MOST_LEADING)
    while at > most and not row.stops(at - 1):
        at -= 1
    return at


def _is_turned(row: Row, first: int, last: int) -> bool:
    """ "Zu den Zeugen zählt | Ann Roe.", "Buiten stond | Ann Roe …": the verb comes first."""
    start, verb = row.starts[first], first - 1
    verb -= verb > start and row.is_role(verb)  # "In Kotka fischt | Fischer Jan Roe"
    if not row.lex.verb_second or verb <= start or not opens_clause(row, start):
        return False
    near = verb - start < NEAR and row.tokens[verb].text.islower()
    plain = near and not (row.stops(verb) or row.is_role(verb))
    plain = plain and row.tokens[verb - 1].lower not in row.lex.words["determiners"]
    return plain or (_ends(row, last) and row.may_be_verb(verb))


def _is_shown(row: Row, at: int, first: int, last: int) -> bool:
    """ "The first one was | Roe, who …": a name that completes a "was", its phrase from `at` on."""
    lex, word = row.lex, row.tokens[at].lower
    if lex.verb_second or row.tokens[at - 1].lower not in lex.words["being"]:
        return False
    doing = at < first and bool(lex.opening) and word.endswith(lex.opening)  # was backing Roe
    return _ends(row, last) and not doing


def _opens_clause(row: Row, at: int, last: int) -> bool:
    """ "In May, | Ann Roe spoke", "The owner, | Ann Roe, said"; no "of his foe, | Ann Roe."."""
    tokens, start = row.tokens, row.starts[at]
    if tokens[at - 1].text in "(:[" or last >= len(tokens) or tokens[last].text in ".;!?)":
        return False
    opening = tokens[start : min(at - 1, start + LONGEST_OPENING + 1)]
    first = len(opening) <= LONGEST_OPENING and all(token.text != "," for token in opening)
    plain = row.lex.verb_second or opens_clause(row, start)
    first = first and (plain or not row.cues_between(start, at))
    if first or tokens[at - 1].text != "," or tokens[last].kind == "w":
        return True
    behind = tokens[last + 1].lower if last + 1 < len(tokens) else ""
    verb = behind in row.lex.words["auxiliaries"] or behind in row.lex.words["negations"]
    return verb or row.is_cue(last + 1)


def _is_object(row: Row, at: int, first: int) -> bool:
    """ "Roe | succeeded | Ann Lind": whether a verb stands at `at`, between two names."""
    if row.tokens[at].capital or at == 0 or not row.tokens[at - 1].capital:
        return False
    lex, word = row.lex, row.tokens[at].lower
    opening = lex.words["openers"] | lex.words["prepositions"]
    if word == "'s" or row.tokens[at - 1].lower in opening:
        return False
    if word in lex.words["attaching"] and row.is_role(at - 1):
        return False  # "Minister | of State Ann Roe"
    return not any(row.is_role(k) for k in range(at, first))


def _ends(row: Row, at: int) -> bool:
    return at >= len(row.tokens) or row.tokens[at].kind != "w"


def is_attribute(row: Row, first: int, last: int) -> bool:
    """ "the Department of | Homeland Security", "a Homeland Security | official": a body's name."""
    tokens, lex = row.tokens, row.lex
    if last < len(tokens) and lex.person(tokens[last].lower) and not row.is_cue(last):
        return True
    body = first > 1 and tokens[first - 2].lower in lex.words["organisations"]
    return body and tokens[first - 1].lower in lex.words["attaching"]


def is_asked(row: Row, first: int) -> bool:
    """ "Ann Roe asked | Bo Ek about it.": who answers."""
    return row.is_cue(first - 1) and row.tokens[first - 1].lower in row.lex.asking


def tellers(row: Row) -> Iterator[int]:
    """Where the names end that report something: "Ann | Roe, one of the owners, explained …"."""
    commas = [at for at, token in enumerate(row.tokens) if token.text == ","] if row.cues else []
    for cue in row.cues:
        start = row.starts[cue]
        apart = bisect_left(commas, start) < bisect_left(commas, cue)
        if not apart or row.tokens[cue].lower in row.lex.participles:
            continue
        found = subject(row, cue, start)
        if found and found.kind == "name" and _is_explained(row, found):
            yield row.tokens[found.name_last - 1].start


def _is_explained(row: Row, found: Mention) -> bool:
    """Whether it is a full name that opens a clause, with a comma behind it."""
    opens = found.first == row.starts[found.first] or row.tokens[found.first - 1].kind != "w"
    lead = {row.tokens[at].lower for at in range(found.first, found.name_first)}
    full = lead <= row.lex.titles.keys() and found.name_last - found.name_first > 1
    return opens and full and row.tokens[found.last].text == ","
