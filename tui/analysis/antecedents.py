"""Antecedents: whom the "he" or "she" means that speaks, with a full name or without one.

A sentence may just have brought in somebody whom the text names nowhere: "the bishop", "another
witness", "his wife". Then nobody else is meant. Whom the names allow is `pronouns`' business.
"""

from __future__ import annotations

from tui.analysis.people import People, Person
from tui.analysis.phrases import Mention
from tui.analysis.pronouns import Heard, meant
from tui.analysis.row import Row
from tui.analysis.topics import first_subject


def antecedent(everybody: People, row: Row, at: int, heard: Heard) -> Person | None:
    """Whom the pronoun at token `at` means; one without a name where nobody could tell."""
    word = row.tokens[at].lower
    gender = row.lex.pronouns.get(word) or row.lex.owners.get(word, "")
    if gender == "r":
        return everybody.before(row, at)
    if gender not in ("m", "f"):
        return None
    found = meant(everybody, gender, row, at, heard)
    if heard.nameless and _is_nearer(*heard.nameless, found, everybody, row.tokens[at].start):
        said, by = heard.nameless
        return Person(said.words(by.name_first, by.name_last) if by.name_last else "", gender)
    if _is_brought_in(row, at, gender, everybody):
        return Person("", gender)
    if found:
        found.gender = found.gender or gender  # once "she", never "he" further down
    return found


def _is_brought_in(row: Row, at: int, gender: str, everybody: People) -> bool:
    """ "His wife nodded. “…,” | she said.": whether the sentence before brings in somebody."""
    end, words = row.starts[at], row.lex.words
    found = first_subject(row, row.starts[end - 1], end) if end else None
    if found is None or found.kind != "noun" or not row.is_role(found.last - 1):
        return False
    lead = [token.lower for token in row.tokens[found.first : found.last]]
    new = "'s" in lead or lead[0] in words["possessive"] | words["indefinite"] | words["alone"]
    fits = {row.lex.gendered.get(word, gender) for word in lead} == {gender}
    led = everybody.is_led_between(row.tokens[found.last].start, row.tokens[at].start)
    return new and fits and not led


def _is_nearer(row: Row, said: Mention, found: Person | None, everybody: People, at: int) -> bool:
    """Whether who spoke last without a full name did so after `found` was last named."""
    start = row.tokens[said.first].start
    return found is None or not everybody.is_named_between(found, start, at)
