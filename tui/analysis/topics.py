"""Topics: whom a sentence is about, read from its beginning.

Behind a dateline and what opens a sentence ("In May, …"), or behind its verb where verbs stand
second; word lists and shape only.
"""

from __future__ import annotations

from bisect import bisect_left

from tui.analysis.lexicon import first_names
from tui.analysis.mentions import mention_after
from tui.analysis.phrases import Mention, has_role, mention
from tui.analysis.row import Row
from tui.analysis.sentences import behind_dateline

NEAR = 12  # tokens: so far into a clause its subject may begin
LONG = 25  # tokens: so far into a sentence its main clause may begin
FAR = 40  # tokens: so far into a sentence a subject behind the verb is looked for


def first_subject(row: Row, start: int, end: int) -> Mention | None:
    """The noun phrase that a sentence's first clause is about."""
    begin = behind_opening(row, start, end)
    for index in range(begin, min(end, begin + NEAR)):
        token, before = row.tokens[index], row.tokens[index - 1] if index > start else None
        if token.kind != "w" or (row.stops(index) and token.lower not in row.lex.pronouns):
            continue
        if before and (before.text == "(" or before.lower in row.lex.words["prepositions"]):
            continue
        if index == begin or _starts_phrase(row, index):
            found = mention_after(row, index)
            if found or index > begin:
                return without_verb(row, found) if found else None
    return None


def subject_behind_verb(row: Row, start: int, end: int) -> Mention | None:
    """ "Im Mai warb | die Ministerin Ann Roe | für …": who is named first as nobody's object."""
    lex, index = row.lex, start
    while index < min(end, start + FAR):
        token = row.tokens[index]
        opens = token.capital or token.lower in lex.words["determiners"]
        found = mention_after(row, index) if opens and not row.stops(index) else None
        found = without_verb(row, found) if found and lex.incises else found
        spoken = token.lower not in lex.words["objects"]
        before = row.tokens[index - 1].lower if index > start else ""
        tied = lex.incises and before in lex.words["prepositions"]  # "Junto a | ella, …"
        if spoken and not tied and lex.pronouns.get(token.lower) in ("m", "f"):
            return Mention(index, index + 1, "pronoun")
        if found is None:
            index += 1
        elif found.kind == "name" and not _is_governed(row, found, start) and _is_full(row, found):
            return found
        else:
            index = max(found.last, index + 1)
    return None


def _is_governed(row: Row, found: Mention, start: int) -> bool:
    index = found.first
    words, word = row.lex.words, row.tokens[index].lower
    before = row.tokens[index - 1].lower if index > start else ""
    led = before in words["prepositions"] or before in words["attaching"]
    owner = index > start and word in words["attaching"] and row.tokens[index - 1].capital
    return led or owner or word in words["oblique"]


def is_owner(row: Row, found: Mention) -> bool:
    """ "il cappello di suo figlio | Davide": a name that hangs on a thing."""
    inside = range(found.first + 1, found.name_first) if row.lex.incises else ()
    joint = next((at for at in inside if row.tokens[at].lower in row.lex.words["attaching"]), 0)
    one = row.tokens[found.first].lower in row.lex.words["one"]  # "uno de ellos, | Ana Roe"
    return joint > 0 and not one and not any(map(row.is_role, range(found.first, joint)))


def _is_full(row: Row, found: Mention) -> bool:
    """Whether it is surely a person: two names, or a role and a name."""
    return found.name_last - found.name_first > 1 or has_role(row, found)


def behind_opening(row: Row, start: int, end: int) -> int:
    """Behind "On Monday, …", "Worried about …, …": where the main clause begins."""
    begin, lex = _behind_dateline(row, start, end), row.lex
    begin += row.tokens[begin].lower in lex.words["resuming"]  # "But | Ann, alas, …"
    for index in range(begin + 1, min(end - 1, begin + LONG)):
        if row.tokens[index].text == ",":
            timely = row.tokens[index - 1].lower in lex.words["lapses"]  # "Hours later, …"
            if not timely and not opens_clause(row, begin):
                break
            begin = index + 1
    return begin


def _behind_dateline(row: Row, start: int, end: int) -> int:
    """ "KOTKA (Wire) — | Ann Roe …": where a paragraph's text begins behind the place."""
    text_starts = behind_dateline(row.text, row.tokens[start].start, row.tokens[end - 1].end)
    return bisect_left(row.tokens, text_starts, start, end - 1, key=lambda token: token.start)


def opens_clause(row: Row, at: int) -> bool:
    """Whether what begins at `at` comes before a main clause: "In May, | …", "Asked why, | …"."""
    word, lex = row.tokens[at].lower, row.lex
    closed = any(word in lex.words[kind] for kind in ("prepositions", "conjunctions", "adverbs"))
    article = lex.noun_capitals or lex.null_subject  # "ein", "a"
    closed = closed and not (article and word in lex.words["determiners"])
    closed = closed or word in lex.words["asked"] or word in lex.words["every"]
    adjective = word in lex.words["epithets"]  # "Retired | baker Ann Roe, 84, …"
    closed = closed or bool(lex.opening and word.endswith(lex.opening) and not adjective)
    return closed or _is_apposed(row, at)


def _is_apposed(row: Row, at: int) -> bool:
    """ "Maire de Kotka depuis mai, | Ann Roe …", "Née à Kotka, | …": what somebody is or did."""
    word, lex = row.tokens[at].lower, row.lex
    if not lex.incises or row.starts[at] != at:
        return False
    return lex.person(word) or (word.endswith(lex.participle) and word not in first_names())


def names_nobody(row: Row, start: int, end: int) -> bool:
    """ "Y luego: “…”", "En una nota subió una foto: “…”": whether nobody is named."""
    words = row.lex.words["conjunctions"] | row.lex.words["adverbs"]
    if all(token.lower in words for token in row.tokens[start:end]):
        return start > 0
    found = first_subject(row, start, end) if row.lex.null_subject else None
    if found is None:
        return row.lex.null_subject
    word = row.tokens[found.first]
    determined = word.lower in row.lex.words["determiners"]
    return found.kind == "noun" and not (word.capital or determined)


def without_verb(row: Row, found: Mention) -> Mention:
    """A noun phrase read to the right may have run into its verb: "Roe | lobbied to …"."""
    one = row.tokens[found.first].lower in row.lex.words["one"] and found.kind == "name"
    for index in range(found.name_first if one else found.first + 1, found.last):
        before, token = row.tokens[index - 1], row.tokens[index]
        if token.lower == "'s" or token.lower in row.lex.words["genitive"] or row.is_role(index):
            continue  # "Roe | 's lawyer told"
        role = row.is_role(index - 1)
        named = found.kind == "noun" if role else before.capital
        verb = token.kind == "w" and token.text == token.lower
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
    before = row.tokens[index - 1]
    if row.lex.null_subject and row.tokens[index].lower in row.lex.words["definite"]:
        return True  # "All'uscita | il ministro ha salutato"
    return before.kind != "w" or row.stops(index - 1)
