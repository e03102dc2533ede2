"""Appositions: what stands behind a name and says what its bearer is.

"Hiroshi Kuniyoshi, Deputy to the Director General, UNIDO", "Bo Ek is a lawyer", "Robin Biesbroek of
the CDF". Words of the text only, as they stand; `roles` reads those before it.
"""

from __future__ import annotations

from tui.analysis.posts import Role, is_several, joints_of, sounds_like_body, split
from tui.analysis.row import Row
from tui.analysis.words import DASHES, END_MARKS

CAPTION = 25  # words: so long a line may be that ends without a full stop
FAR = 40  # tokens: so far behind a name its explanation is read
BRACKETS = 8  # tokens: so long a bracket behind a name may be


def role_after(row: Row, last: int) -> Role:
    """What stands behind the name that ends before token `last`: ", Deputy to …, UNIDO"."""
    if last >= len(row.tokens) or not _may_explain(row, last):
        return Role()
    last = _behind_brackets(row, last)
    chunks = _chunks_after(row, last)
    while len(chunks) > 1 and _is_aside(row, *chunks[0]):
        chunks = chunks[1:]
    if not chunks or not _is_role(row, *chunks[0]):
        return _member(row, last)
    text, stated = row.words(*chunks[0]), row.tokens[last].text != ","
    role, body = split(row, text)
    if len(chunks) > 1 and _is_body(row, *chunks[1]):
        named = row.words(*chunks[1])
        if sounds_like_body(row, named) or _is_presented(row, *chunks[:2]):
            return Role(joints_of(row.lex).article.sub("", text) if body else role, named)
    return Role(role, body, stated)


def _may_explain(row: Row, at: int) -> bool:
    """Whether token `at`, behind a name, may lead to what explains it: ",", "(", "is", "of"."""
    token, lex = row.tokens[at], row.lex
    return token.kind == "p" or token.lower in lex.words["stating"] | lex.words["prepositions"]


def _behind_brackets(row: Row, last: int) -> int:
    """ "Ann Roe (R-TX)|, member of …": where what explains a name goes on behind brackets."""
    if last >= len(row.tokens) or row.tokens[last].text != "(":
        return last
    near = range(last + 1, min(last + BRACKETS, len(row.tokens)))
    return next((at + 1 for at in near if row.tokens[at].text == ")"), last)


def _member(row: Row, last: int) -> Role:
    """ "Ann Roe of the CDF", "Ann Roe von der Universität Kotka": a body, whatever she is there."""
    tokens, joints = row.tokens, row.lex.joints
    joint = tokens[last].lower if last + 1 < len(tokens) else ""
    links = {*joints.of.split("|"), *joints.place.split("|")} - row.lex.words["definite"]
    if not joint or joint not in links:
        return Role()
    end = first = last + 1 + (tokens[last + 1].lower in row.lex.words["determiners"])
    inner = row.lex.words["attaching"] - row.lex.words["definite"]
    most = min(first + FAR, len(tokens))
    while end < most and (not row.stops(end) or (end > first and tokens[end].lower in inner)):
        end += 1
    body = row.words(first, end).split() if end > first and tokens[first].capital else [""]
    named = sounds_like_body(row, f"{body[0]} {body[-1]}")  # "Institut für Wetter"
    return Role("", row.words(first, end)) if named else Role()


def _is_presented(row: Row, role: tuple[int, int], body: tuple[int, int]) -> bool:
    """ "Managing Director, Roe Mills": so press releases write it, and what follows is the body."""
    several = role[1] - role[0] > 1 or body[1] - body[0] > 1
    return several and all(token.capital for token in row.tokens[slice(*role)])


def _is_aside(row: Row, first: int, last: int) -> bool:
    """ "Ann Roe, | 42, a baker", "Ann Roe, | M.D., | FAHA, a doctor": an age or a degree."""
    word = row.tokens[first]
    degree = word.lower in row.lex.suffixes or (word.text.isupper() and not row.is_role(first))
    return word.text.isdigit() or (last - first == 1 and degree)


def _chunks_after(row: Row, last: int) -> list[tuple[int, int]]:
    """The stretches between commas behind token `last`, up to a cue or the sentence's end."""
    tokens, first = row.tokens, _opened(row, last)
    end = min(first + FAR, len(tokens)) if first else 0
    found = []
    for index in range(first, end):
        ends = _ends_role(row, index)
        if ends or tokens[index].text == ",":
            if index > first:
                found.append((first, index))
            first = index + 1
        if ends:
            return found
    caption = end <= CAPTION and tokens[-1].text[-1:] not in END_MARKS
    if first < end and (caption or end < len(tokens)):
        found.append((first, end))
    return found


def _ends_role(row: Row, at: int) -> bool:
    """Whether nothing of what explains a name stands from token `at` on."""
    token, determiners = row.tokens[at], row.lex.words["determiners"]
    told = row.is_cue(at) and row.tokens[at - 1].lower not in determiners  # "the | writing group"
    mark = token.kind == "Q" or token.text in ".!?;:—–"
    return told or mark


def _opened(row: Row, last: int) -> int:
    """Where what explains a name begins: "Ann Roe, | a baker", "Ann Roe is | a baker"; or 0."""
    tokens, lex = row.tokens, row.lex
    if last + 3 >= len(tokens):
        return 0
    relative = lex.pronouns.get(tokens[last + 1].text) == "r"
    at = last + 2 * (tokens[last].text == "," and relative)  # "Ann Roe, who | is a baker"
    if tokens[at].lower in lex.words["stating"]:
        return at + 1 if tokens[at + 1].lower in lex.words["determiners"] else 0
    dashed = tokens[last].text in (*DASHES, "-") and tokens[at + 1].capital
    dashed = dashed and lex.person(tokens[at + 1].lower)  # "Ann Roe - Director of Health"
    return last + 1 if tokens[last].text == "," or dashed else 0


def _is_role(row: Row, first: int, last: int) -> bool:
    """Whether the words begin as a role does: a role word before any preposition or verb."""
    lex = row.lex
    if row.tokens[first].lower in lex.words["alone"]:
        return False  # "another woman"
    for index in range(first, min(last, first + 8)):
        if lex.person(row.tokens[index].lower):
            return not is_several(lex, row.tokens[index].lower)
        if row.stops(index):
            break
    return False


def _is_body(row: Row, first: int, last: int) -> bool:
    tokens, lex = row.tokens, row.lex
    inside = lex.words["attaching"] | lex.words["and"] | lex.words["determiners"] | {"'s"}
    if tokens[first].lower in lex.words["attaching"]:
        return False  # "Ann Roe, Sprecherin, | im Rundfunk"
    return all(token.capital or token.lower in inside for token in tokens[first:last])
