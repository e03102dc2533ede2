"""Subjects: who does a verb, and whom a sentence is about, read from a row of tokens.

Left of the verb, over its adverbs, behind what commas explain; word lists and shape only. Whether
the verb reports speech is `attribution`'s business.
"""

from __future__ import annotations

from itertools import pairwise

from tui.analysis.lexicon import first_names
from tui.analysis.mentions import Mention, last_phrase, mention, mention_after, mention_before
from tui.analysis.row import Row
from tui.analysis.words import is_age

# In tokens: how many adverbs and auxiliaries may stand with a verb.
NEAR = 12
DASHES = ("—", "–")


def subject(row: Row, cue: int, start: int) -> Mention | None:
    """Who does the verb at token `cue`: looked for to its left, no further than `start`."""
    at = skip_back(row, cue, start)
    if at <= start:
        return None
    if row.tokens[at - 1].text == ",":
        return _before_commas(row, at, start)
    found = mention_before(row, _before_dashes(row, at, start), start)
    if found is None or found.kind == "pronoun":
        return _antecedent(row, found, start) if found else None
    found = _before_clause(row, found, start) or found
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
    thing = mention_before(row, at, start)
    if thing is None or thing.kind != "noun":
        return thing
    first = last_phrase(row, thing.first, thing.last)
    named = row.tokens[first].lower in lex.words["determiners"]
    return mention(row, first, thing.last) if named or row.is_role(thing.last - 1) else None


def _is_in_phrase(row: Row, found: Mention, start: int) -> bool:
    """ "in | an article published on …": what a preposition governs does nothing."""
    at = found.first - 1
    if found.kind != "noun" or at <= start:
        return False
    return row.tokens[at].lower in row.lex.words["prepositions"]


def _before_dashes(row: Row, at: int, start: int) -> int:
    """ "Roe | — chosen by many — said": where what a pair of dashes holds begins, else `at`."""
    if row.tokens[at - 1].text not in DASHES:
        return at
    for index in range(at - 2, max(start, at - 30), -1):
        if row.tokens[index].text in DASHES:
            return index
        if row.tokens[index].kind == "Q":
            break
    return at


def _explained(row: Row, found: Mention, start: int) -> Mention | None:
    """ "Ann Roe, head of the mill | said": the name before a role that no comma ends."""
    at, lex = found.first, row.lex
    named = row.tokens[at].capital and not row.is_role(at)
    if named or not _has_role(row, found):
        return None
    while at > max(start, found.first - 4) and row.tokens[at - 1].text != ",":
        if row.tokens[at - 1].lower not in lex.words["and"] and not row.is_role(at - 1):
            return None
        at -= 1
    if at <= start or row.tokens[at - 1].text != ",":
        return None
    name = mention_before(row, at - 1, start)
    whole = name and name.kind == "name" and name.first in (start, row.starts[name.first])
    return name if whole and name and name.name_last - name.name_first > 1 else None


def _before_clause(row: Row, found: Mention, start: int) -> Mention | None:
    """ "Roe, who owns | the mill | said": what stands before a clause that no comma ends."""
    for index in range(found.first - 1, max(start, found.first - NEAR), -1):
        token = row.tokens[index]
        if token.kind != "w":
            return None
        if row.lex.pronouns.get(token.lower) == "r":
            comma = row.tokens[index - 1].text == ","
            return mention_before(row, index - comma, start)
    return None


def _before_place(row: Row, found: Mention, start: int) -> Mention | None:
    """ "Neighbours | at the scene | said": what stands before a place is the subject."""
    at = found.first - 1
    if at <= start or row.tokens[at].lower not in row.lex.words["places"]:
        return None
    earlier = mention_before(row, at, start)
    opens = earlier and (earlier.first == start or row.tokens[earlier.first - 1].kind != "w")
    return earlier if opens else None


def skip_back(row: Row, cue: int, start: int) -> int:
    """Steps left from a verb over its adverbs, auxiliaries and times."""
    lex, at = row.lex, cue
    while at > max(start, cue - NEAR):
        token = row.tokens[at - 1]
        loose = not token.capital and lex.adverb(token.lower)
        timely = token.lower in lex.words["times"] or token.lower in lex.words["dates"]
        closed = any(
            token.lower in lex.words[kind] for kind in ("auxiliaries", "negations", "adverbs")
        )
        if not (closed or loose or (timely and at - 1 > start)):
            return at
        at -= 1
    return at


def _before_commas(row: Row, at: int, start: int) -> Mention | None:
    """ "Jane Roe, 42, a baker from Z, said": the noun phrase that the commas explain."""
    chunks = _chunks(row, at - 1, start)
    aged = _aged(row, chunks)
    if aged:
        return aged if _has_role(row, aged) else _with_role_before(row, aged, start)
    explained = _explained_name(row, chunks)
    if explained:
        return explained
    opened = row.starts[start] == start
    while opened and len(chunks) > 2 and _opens_clause(row, chunks[-1][0]):
        chunks.pop()
        found = mention_after(row, chunks[-1][0])
        if found and not row.tokens[found.first].capital:
            return found
    for number, (first, last) in enumerate(chunks):
        if last > first and not _explains(row, first, last) and not _is_place(row, chunks, number):
            cues = row.cues_between(first, last)
            found = subject(row, cues[0], first) if cues else mention_before(row, last, first)
            if found and found.kind == "noun" and _is_circumstance(row, found):
                continue
            if found and (found.kind != "noun" or first == chunks[-1][0]):
                return _with_role_before(row, found, start)
    return None


def _aged(row: Row, chunks: list[tuple[int, int]]) -> Mention | None:
    """ "| Ann Roe, 42, from Tynemouth, North Tyneside, said": the name before an age."""
    for (at, end), (first, last) in pairwise(chunks):
        if end - at == 1 and is_age(row.tokens[at].text):
            name = mention_before(row, last, first)
            return name if name and name.kind == "name" else None
    return None


def _is_place(row: Row, chunks: list[tuple[int, int]], number: int) -> bool:
    """ "…, from Tynemouth, | North Tyneside, …": the place that a place lies in."""
    known = row.tokens[chunks[number][0]].lower in first_names()
    if known or number + 2 >= len(chunks):
        return False
    first, at = chunks[number + 1]
    while at > first and row.tokens[at - 1].capital:
        at -= 1
    named = at < chunks[number + 1][1]
    return named and at > first and row.tokens[at - 1].lower in row.lex.words["prepositions"]


def _is_circumstance(row: Row, found: Mention) -> bool:
    """ "In | other words", "At | the time" before a comma: nobody."""
    opens = found.first > 0 and row.starts[found.first] == found.first - 1
    return opens and row.tokens[found.first - 1].lower in row.lex.words["prepositions"]


def _explained_name(row: Row, chunks: list[tuple[int, int]]) -> Mention | None:
    """ "Jane Roe, a baker at the mill in Z, Y-land, and mother of two, said": the name in front."""
    if len(chunks) < 3:
        return None
    (first, last), (role_first, role_last) = chunks[-1], chunks[-2]
    name = mention_before(row, last, first)
    if name is None or name.kind != "name":
        return None
    if _is_participle(row, role_first) and (name.first, name.last) == (first, last):
        return name  # "Roe, speaking beside his wife, Ann, said"
    if name.name_last - name.name_first < 2:
        return None
    role = any(row.lex.person(row.tokens[at].lower) for at in range(role_first, role_last))
    clear = role and not row.tokens[role_first].capital and not row.cues_between(first, role_last)
    return name if clear and name.first == first else None


def _is_participle(row: Row, at: int) -> bool:
    token, ending = row.tokens[at], row.lex.opening
    return bool(ending) and not token.capital and token.lower.endswith(ending)


def _with_role_before(row: Row, found: Mention, start: int) -> Mention:
    """ "The speaker of the office, | Ann Roe, said": the role belongs to the mention."""
    at = found.first - 1
    if found.kind != "name" or at <= start or row.tokens[at].text != ",":
        return found
    role = mention_before(row, at, row.starts[at])
    if role is None or role.first != row.starts[at] or not _has_role(row, role):
        return found
    return Mention(role.first, found.last, "name", found.name_first, found.name_last)


def _has_role(row: Row, found: Mention) -> bool:
    lex = row.lex
    return any(lex.person(row.tokens[index].lower) for index in range(found.first, found.last))


def _chunks(row: Row, at: int, start: int) -> list[tuple[int, int]]:
    """The stretches between commas left of token `at` (a comma), nearest first."""
    found, last = [], at
    for index in range(at - 1, max(start, at - 50) - 1, -1):
        token = row.tokens[index]
        if token.text == ",":
            found.append((index + 1, last))
            last = index
        elif token.kind == "Q" or token.text in (";", ":", "—"):
            found.append((index + 1, last))
            return found
    found.append((start, last))
    return found


def _explains(row: Row, first: int, last: int) -> bool:
    """Whether the words between two commas explain a name before them (age, role, clause)."""
    token, lex = row.tokens[first], row.lex
    if _is_titled_name(row, first, last):
        return False
    if lex.person(token.lower) or token.lower in lex.suffixes or token.lower in lex.before:
        return True
    if token.lower in lex.pronouns and lex.pronouns[token.lower] != "r":
        return False
    if not token.capital:
        return not _is_role_and_name(row, first, last)
    closed = ("determiners", "prepositions", "adverbs", "relatives", "conjunctions", "times")
    if any(token.lower in lex.words[kind] for kind in closed):
        return first != row.starts[first]
    party = last - first == 1 and ("-" in token.text or len(token.text.strip(".")) <= 3)
    role = any(lex.person(row.tokens[k].lower) for k in range(first, last))
    named = row.tokens[last - 1].capital
    return party or (role and not named)


def _is_titled_name(row: Row, first: int, last: int) -> bool:
    """ "Her husband, Prince Karl, said", "Judge Ada Roe, sentencing, said": somebody by name."""
    lead, rest = row.tokens[first], range(first + 1, last)
    titled = lead.lower in row.lex.titles or (row.starts[first] == first and row.is_role(first))
    return bool(lead.capital and titled and rest) and all(
        row.tokens[at].capital and not row.is_role(at) for at in rest
    )


def _is_role_and_name(row: Row, first: int, last: int) -> bool:
    """ "retired teacher Colin Marsh" between two commas: who speaks, and what they are."""
    at = last
    while at > first and row.tokens[at - 1].capital and not row.is_role(at - 1):
        at -= 1
    return last - at > 1 and at > first and row.lex.person(row.tokens[at - 1].lower)


def first_subject(row: Row, start: int, end: int) -> Mention | None:
    """The noun phrase that a sentence's first clause is about."""
    begin = _behind_opening(row, start, end)
    for index in range(begin, min(end, begin + 12)):
        token = row.tokens[index]
        if token.kind != "w" or (row.stops(index) and token.lower not in row.lex.pronouns):
            continue
        if index > start and row.tokens[index - 1].lower in row.lex.words["prepositions"]:
            continue
        if index == begin or _starts_phrase(row, index):
            found = mention_after(row, index)
            if found or index > begin:
                return without_verb(row, found) if found else None
    return None


def subject_behind_verb(row: Row, start: int, end: int) -> Mention | None:
    """ "Im Mai warb | die Ministerin Ann Roe | für …": who is named first as nobody's object."""
    lex, index = row.lex, start
    while index < min(end, start + 40):
        token = row.tokens[index]
        opens = token.capital or token.lower in lex.words["determiners"]
        found = mention_after(row, index) if opens and not row.stops(index) else None
        if token.lower in lex.pronouns and lex.pronouns[token.lower] in ("m", "f"):
            return Mention(index, index + 1, "pronoun")
        if found is None:
            index += 1
        elif found.kind == "name" and not _is_governed(row, index, start) and _is_full(row, found):
            return found
        else:
            index = max(found.last, index + 1)
    return None


def _is_governed(row: Row, index: int, start: int) -> bool:
    lex, token = row.lex, row.tokens[index]
    before = row.tokens[index - 1].lower if index > start else ""
    oblique = token.lower in lex.words["oblique"]
    return oblique or any(before in lex.words[kind] for kind in ("prepositions", "attaching"))


def _is_full(row: Row, found: Mention) -> bool:
    """Whether it is surely a person: two names, or a role and a name."""
    return found.name_last - found.name_first > 1 or _has_role(row, found)


def _behind_opening(row: Row, start: int, end: int) -> int:
    """Behind "On Monday, …", "Worried about …, …": where the main clause begins."""
    begin, lex = _behind_dateline(row, start, end), row.lex
    for index in range(begin + 1, min(end - 1, begin + 25)):
        if row.tokens[index].text == ",":
            timely = row.tokens[index - 1].lower in lex.words["lapses"]  # "Hours later, …"
            if not timely and not _opens_clause(row, begin):
                break
            begin = index + 1
    return begin


def _behind_dateline(row: Row, start: int, end: int) -> int:
    """ "KOTKA — | Ann Roe …": where a paragraph's text begins behind the place in capitals."""
    at = start
    while at < min(end, start + 4) and row.tokens[at].kind == "w" and row.tokens[at].text.isupper():
        at += 1
    dashed = start < at < end - 1 and row.tokens[at].text in (*DASHES, "-", ":")
    return at + 1 if dashed else start


def _opens_clause(row: Row, at: int) -> bool:
    """Whether what begins at `at` comes before a main clause: "In May, | …", "Asked why, | …"."""
    word, lex = row.tokens[at].lower, row.lex
    closed = any(word in lex.words[kind] for kind in ("prepositions", "conjunctions", "adverbs"))
    return closed or word in lex.sources or bool(lex.opening and word.endswith(lex.opening))


def without_verb(row: Row, found: Mention) -> Mention:
    """A noun phrase read to the right may have run into its verb: "Roe | lobbied to …"."""
    if found.kind == "pronoun":
        return found
    named = False
    for index in range(found.first + 1, found.last):
        before, token = row.tokens[index - 1], row.tokens[index]
        named = before.capital and not row.is_role(index - 1)
        if token.lower == "'s":
            named = False
            continue  # "Roe | 's lawyer told": whose lawyer it is says nothing
        verb = token.kind == "w" and token.text == token.lower and not row.is_role(index)
        named = named or (found.kind == "noun" and row.is_role(index - 1))
        if verb and (is_past(row, token.lower) or (named and not _role_follows(row, index, found))):
            return mention(row, found.first, index) or found
    return found


def is_past(row: Row, word: str) -> bool:
    """Whether `word` looks like a verb in the past."""
    return bool(row.lex.past) and word.endswith(row.lex.past)


def _role_follows(row: Row, index: int, found: Mention) -> bool:
    """ "Republican | presidential candidate": a lower-case word may lead on to a role."""
    return any(row.is_role(at) for at in range(index, min(index + 2, found.last)))


def _starts_phrase(row: Row, index: int) -> bool:
    return row.tokens[index - 1].kind != "w" or row.stops(index - 1)


def skip_adverbs(row: Row, at: int) -> int:
    """Steps right over adverbs from token `at`."""
    end = min(at + NEAR, len(row.tokens))
    while at < end and (
        row.tokens[at].lower in row.lex.words["adverbs"]
        or (row.lex.adverb(row.tokens[at].lower) and not row.tokens[at].capital)
    ):
        at += 1
    return at
