"""Subjects: who does a verb, read from a row of tokens.

Left of the verb, over its adverbs, behind what commas explain; word lists and shape only. Whether
the verb reports speech is `attribution`'s business.
"""

from __future__ import annotations

from itertools import pairwise

from tui.analysis.mentions import last_phrase, mention_after, mention_before, worded
from tui.analysis.phrases import Mention, has_role, has_words, mention
from tui.analysis.row import Row
from tui.analysis.steps import skip_back
from tui.analysis.topics import opens_clause
from tui.analysis.words import DASHES, is_age

NEAR = 12  # tokens: so far before "that" the thing with words on it may stand


def subject(row: Row, cue: int, start: int) -> Mention | None:
    """Who does the verb at token `cue`: looked for to its left, no further than `start`."""
    at = skip_back(row, cue, start)
    if at <= start:
        return None
    if row.tokens[at - 1].text == ",":
        return _before_commas(row, at, start)
    found = mention_before(row, at, start)
    if found is None or found.kind == "pronoun":
        return _antecedent(row, found, start) if found else None
    found = _before_place(row, found, start) or found
    found = _explained(row, found, start) or found
    return None if _is_in_phrase(row, found, start) else found


def _antecedent(row: Row, found: Mention, start: int) -> Mention | None:
    """ "a sign | that read “…”": the thing that a "that" or "which" takes up; others stay."""
    lex, at = row.lex, found.first
    word = row.tokens[at].lower
    if word not in lex.words["relatives"] or word in lex.pronouns:
        return found
    at -= at > start and row.tokens[at - 1].text in (",", *DASHES)
    if inscribed := _inscribed(row, at - 1, start):
        return inscribed
    thing = mention_before(row, at, start)
    if thing is None or thing.kind != "noun":
        return thing
    first = last_phrase(row, thing.first, thing.last)
    named = row.tokens[first].lower in lex.words["determiners"]
    return mention(row, first, thing.last) if named or row.is_role(thing.last - 1) else None


def _inscribed(row: Row, at: int, start: int) -> Mention | None:
    """ "| flyers in the last days of the campaign that read", "| a list of Roe that said"."""
    words = row.lex.words
    for index in range(at, max(start, at - NEAR), -1):
        token = row.tokens[index]
        if token.kind != "w":
            break
        if token.lower in words["prepositions"] and has_words(row, index - 1):
            return worded(row, index - 1, start)
    return None


def _is_in_phrase(row: Row, found: Mention, start: int) -> bool:
    """ "in | an article published on …": what a preposition governs does nothing."""
    at = found.first - 1
    if found.kind != "noun" or at <= start:
        return False
    before, word, lex = row.tokens[at].lower, row.tokens[found.first].lower, row.lex
    doing = bool(lex.opening) and word.endswith(lex.opening) and before in lex.words["conjunctions"]
    return doing or before in lex.words["prepositions"]  # "while | chasing a dog"


def _explained(row: Row, found: Mention, start: int) -> Mention | None:
    """ "Ann Roe, head of the mill | said": the name before a role that no comma ends."""
    at, lex = found.first, row.lex
    attached = any(t.lower in lex.words["attaching"] for t in row.tokens[at : found.last])
    named = row.tokens[at].capital and not row.is_role(at) and not attached
    if named or not has_role(row, found):
        return None
    inside = lex.words["and"] | lex.words["attaching"]
    while at > max(start, found.first - 6) and row.tokens[at - 1].text != ",":
        before = row.tokens[at - 1]
        if before.lower not in inside and not row.is_role(at - 1) and not before.capital:
            return None
        at -= 1
    if at <= start or row.tokens[at - 1].text != "," or not (row.is_role(at) or attached):
        return None
    name = mention_before(row, at - 1, start)
    if name is None or name.kind != "name":
        return None
    opened = row.tokens[name.first - 1].text == "," and opens_clause(row, row.starts[name.first])
    return name if opened or name.first in (start, row.starts[name.first]) else None


def _before_place(row: Row, found: Mention, start: int) -> Mention | None:
    """ "Neighbours | at the scene | said": what stands before a place is the subject."""
    at = found.first - 1
    if at <= start or row.tokens[at].lower not in row.lex.words["places"]:
        return None
    earlier = mention_before(row, at, start)
    opens = earlier and (earlier.first == start or row.tokens[earlier.first - 1].kind != "w")
    return earlier if opens else None


def _before_commas(row: Row, at: int, start: int) -> Mention | None:
    """ "Jane Roe, 42, a baker from Z, said": the noun phrase that the commas explain."""
    chunks = _chunks(row, at - 1, start)
    if aged := _aged(row, chunks):
        return aged
    if presented := _presented(row, chunks):
        return presented
    while row.starts[start] == start and len(chunks) > 2 and opens_clause(row, chunks[-1][0]):
        chunks.pop()
        found = mention_after(row, chunks[-1][0])
        if found and not row.tokens[found.first].capital:
            return found
    for first, last in chunks:
        opening = row.lex.null_subject and row.starts[first] == first and opens_clause(row, first)
        if last > first and not opening and not _explains(row, first, last):
            cues = row.cues_between(first, last)
            found = subject(row, cues[0], first) if cues else mention_before(row, last, first)
            if found and (found.kind != "noun" or first == chunks[-1][0]):
                return _with_role_before(row, found, start)
    first, last = chunks[-1]  # all the others explain it: "one of them, who …, said"
    found = mention_after(row, first)
    return found if len(chunks) > 1 and found and found.last == last else None


def _aged(row: Row, chunks: list[tuple[int, int]]) -> Mention | None:
    """ "| Ann Roe, 42, from Tynemouth, North Tyneside, said": the name before an age."""
    for (at, end), (first, last) in pairwise(chunks):
        if end - at == 1 and is_age(row.tokens[at].text):
            name = mention_before(row, last, first)
            return name if name and name.kind == "name" else None
    return None


def _presented(row: Row, chunks: list[tuple[int, int]]) -> Mention | None:
    """ "| Jane Roe, Chief Executive Officer, Acme Mills, said": as press releases have it."""
    for (role_first, role_last), (first, last) in pairwise(chunks[1:]):
        name = mention_before(row, last, first)
        whole = name and name.kind == "name" and (name.first, name.last) == (first, last)
        if whole and _is_capital_role(row, role_first, role_last):
            return name
    return None


def _is_capital_role(row: Row, first: int, last: int) -> bool:
    """ "Deputy Managing Director", "Head of Trading": a role and nobody's name."""
    roles = [at for at in range(first, last) if row.is_role(at)]
    if not roles or not row.tokens[first].capital:
        return False
    return roles[-1] == last - 1 or row.tokens[roles[-1] + 1].lower in row.lex.words["prepositions"]


def _with_role_before(row: Row, found: Mention, start: int) -> Mention:
    """ "The speaker of the office, | Ann Roe, said": the role belongs to the mention."""
    at = found.first - 1
    if found.kind != "name" or at <= start or row.tokens[at].text != ",":
        return found
    role = mention_before(row, at, row.starts[at])
    if role is None or role.first != row.starts[at] or not has_role(row, role):
        return found
    return Mention(role.first, found.last, "name", found.name_first, found.name_last)


def _chunks(row: Row, at: int, start: int) -> list[tuple[int, int]]:
    """The stretches between commas left of token `at` (a comma), nearest first."""
    found, last = [], at
    for index in range(at - 1, max(start, at - 50) - 1, -1):
        token = row.tokens[index]
        if token.text == ",":
            found.append((index + 1, last))
            last = index
        elif token.kind == "Q" or token.text in (";", ":", "—"):
            joined = row.tokens[index + 1].lower in row.lex.words["joining"]
            found.append((index + 1 + joined, last))  # "“…” but | Roe, of Kotka, warned"
            return found
    found.append((start, last))
    return found


def _explains(row: Row, first: int, last: int) -> bool:
    """Whether the words between two commas explain a name before them (age, role, clause)."""
    token, lex = row.tokens[first], row.lex
    named = row.tokens[last - 1].capital and not row.is_role(last - 1)
    if row.starts[first] == first and token.capital and named:
        return False  # "Judge Ada Roe, sentencing, said"
    if lex.person(token.lower) or token.lower in lex.suffixes:
        return True
    if not token.capital:
        return not _is_role_and_name(row, first, last)
    closed = ("determiners", "prepositions", "adverbs", "relatives", "conjunctions", "times")
    if any(token.lower in lex.words[kind] for kind in closed):
        return first != row.starts[first]
    party = last - first == 1 and "-" in token.text
    degreed = any(t.lower in lex.suffixes for t in row.tokens[max(0, first - 6) : first])
    degree = token.text.isupper() and degreed  # "Ann Roe, M.D., | FAHA, chair of …, said"
    roles = [at for at in range(first, last) if lex.person(row.tokens[at].lower)]
    of = any(row.tokens[at + 1].lower in lex.words["attaching"] for at in roles)
    role = bool(roles) and (of or not row.tokens[last - 1].capital)  # "…, | Labour MP for Leeds"
    return party or degree or role


def _is_role_and_name(row: Row, first: int, last: int) -> bool:
    """ "retired teacher Colin Marsh" between two commas: who speaks, and what they are."""
    at = last
    while at > first and row.tokens[at - 1].capital and not row.is_role(at - 1):
        at -= 1
    return last - at > 1 and at > first and row.lex.person(row.tokens[at - 1].lower)
