"""Subjects: who does a verb, and whom a sentence is about, read from a row of tokens.

Left of the verb, over its adverbs, behind what commas explain; word lists and shape only. Whether
the verb reports speech is `attribution`'s business.
"""

from __future__ import annotations

from tui.analysis.mentions import Mention, Row, mention_after, mention_before

# In tokens: how many adverbs and auxiliaries may stand with a verb.
NEAR = 12


def subject(row: Row, cue: int, start: int) -> Mention | None:
    """Who does the verb at token `cue`: looked for to its left, no further than `start`."""
    at = skip_back(row, cue, start)
    if at <= start:
        return None
    if row.tokens[at - 1].text == ",":
        return _before_commas(row, at, start)
    return mention_before(row, at, start)


def skip_back(row: Row, cue: int, start: int) -> int:
    """Steps left from a verb over its adverbs, auxiliaries and times."""
    lex, at = row.lex, cue
    while at > max(start, cue - NEAR):
        token = row.tokens[at - 1]
        loose = token.lower.endswith("ly") and not token.capital
        timely = token.lower in lex.words["times"] or token.lower in ("on", "last", "this")
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
    for first, last in chunks:
        if last > first and not _explains(row, first, last):
            mention = mention_before(row, last, first)
            if mention and (mention.kind != "noun" or first == chunks[-1][0]):
                return mention
    return None


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
    if lex.person(token.lower) or token.lower in lex.suffixes or token.lower in lex.before:
        return True
    if token.lower in lex.pronouns and lex.pronouns[token.lower] != "r":
        return False
    if not token.capital:
        return True
    closed = ("determiners", "prepositions", "adverbs", "relatives", "conjunctions", "times")
    if any(token.lower in lex.words[kind] for kind in closed):
        return first != row.starts[first]
    party = last - first == 1 and ("-" in token.text or len(token.text.strip(".")) <= 3)
    role = any(lex.person(row.tokens[k].lower) for k in range(first, last))
    named = row.tokens[last - 1].capital
    return party or (role and not named)


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
            mention = mention_after(row, index)
            return without_verb(row, mention) if mention else None
    return None


def _behind_opening(row: Row, start: int, end: int) -> int:
    """Behind "On Monday, …", "Worried about …, …": where the main clause begins."""
    first, lex = row.tokens[start], row.lex
    closed = ("prepositions", "conjunctions", "adverbs")
    opening = any(first.lower in lex.words[kind] for kind in closed)
    if not opening and not first.lower.endswith(("ing", "ed")):
        return start
    for index in range(start + 1, min(end - 1, start + 25)):
        if row.tokens[index].text == ",":
            return index + 1
    return start


def without_verb(row: Row, mention: Mention) -> Mention:
    """A noun phrase read to the right may have run into its verb: "Roe | lobbied to …"."""
    if mention.kind == "pronoun":
        return mention
    named = False
    for index in range(mention.first, mention.last):
        token = row.tokens[index]
        verb = token.text == token.lower and token.kind == "w" and index > mention.first
        if verb and (token.lower.endswith("ed") or named) and not row.is_role(index):
            return row.mention(mention.first, index) or mention
        named = token.capital and not row.is_role(index)
    return mention


def _starts_phrase(row: Row, index: int) -> bool:
    return row.tokens[index - 1].kind != "w" or row.stops(index - 1)


def skip_adverbs(row: Row, at: int) -> int:
    """Steps right over adverbs from token `at`."""
    end = min(at + NEAR, len(row.tokens))
    while at < end and (
        row.tokens[at].lower in row.lex.words["adverbs"]
        or (row.tokens[at].lower.endswith("ly") and row.tokens[at].lower == row.tokens[at].text)
    ):
        at += 1
    return at
