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

DASHES = ("—", "–")


def first_subject(row: Row, start: int, end: int) -> Mention | None:
    """The noun phrase that a sentence's first clause is about."""
    begin = behind_opening(row, start, end)
    for index in range(begin, min(end, begin + 12)):
        token = row.tokens[index]
        if (
            token.kind != "w"
            or (index > start and row.tokens[index - 1].text == "(")
            or (row.stops(index) and token.lower not in row.lex.pronouns)
        ):
            continue
        if index > start and row.tokens[index - 1].lower in row.lex.words["prepositions"]:
            continue
        if index == begin or _starts_phrase(row, index):
            found = mention_after(row, index)
            if found or index > begin:
                return without_verb(row, found) if found else None
    return None


def is_adjectival(row: Row, found: Mention) -> bool:
    """ "Deutliche Worte fand …", "Erste Hilfe kam …": an adjective with its noun, no name."""
    first = row.tokens[found.first]
    if not row.lex.noun_capitals or found.kind != "name" or found.last - found.first != 2:
        return False
    plain = first.lower.endswith(("e", "er", "es", "en", "em")) and first.lower not in first_names()
    opens = row.starts[found.first] == found.first and row.tokens[found.last].kind == "w"
    return plain and opens and not any(row.is_role(at) for at in range(found.first, found.last))


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
    source = before in lex.words["by"] and index - 2 >= start
    if source and row.tokens[index - 2].lower in lex.words["coming"]:
        return False  # "Kritik kam von | Ann Roe:"
    oblique = token.lower in lex.words["oblique"]
    owner = token.lower in lex.words["attaching"] and row.tokens[index - 1].capital
    return (
        oblique
        or (owner and index > start)
        or any(before in lex.words[kind] for kind in ("prepositions", "attaching"))
    )


def _is_full(row: Row, found: Mention) -> bool:
    """Whether it is surely a person: two names, or a role and a name."""
    return found.name_last - found.name_first > 1 or has_role(row, found)


def behind_opening(row: Row, start: int, end: int) -> int:
    """Behind "On Monday, …", "Worried about …, …": where the main clause begins."""
    begin, lex = _behind_dateline(row, start, end), row.lex
    for index in range(begin + 1, min(end - 1, begin + 25)):
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
    closed = closed or word in lex.words["asked"] or word in lex.sources
    return closed or bool(lex.opening and word.endswith(lex.opening))


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
        if token.lower in row.lex.particles and row.joins_names(index):
            continue  # "Jan | de Wit was"
        verb = token.kind == "w" and token.text == token.lower and not row.is_role(index)
        verb = verb and token.lower not in row.lex.words["genitive"]
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
    before = row.tokens[index - 1]
    if before.kind == "Q":  # "für die „normalen“ | Produkte"
        return index < 2 or row.tokens[index - 2].lower not in row.lex.words["determiners"]
    return before.kind != "w" or row.stops(index - 1)
