"""Reports: who reports in the sentence before a quotation, or is asked in it.

"Roe says the plan is dead. “…”", "The judge asked if he was well. “…”".
"""

from __future__ import annotations

from collections.abc import Sequence

from tui.analysis.cues import Attribution, according, is_odd, is_thing, passive
from tui.analysis.doers import doer
from tui.analysis.mentions import mention_after, mention_before
from tui.analysis.phrases import Mention
from tui.analysis.row import Row
from tui.analysis.topics import behind_opening

FEW = 6  # tokens behind a verb that asks: so near the question begins


def reporter(row: Row, end: int) -> Attribution | None:
    """Who reports in the sentence that ends before token `end`: a quotation may follow it."""
    start = row.starts[end - 1]
    if row.tokens[start].lower in row.lex.asking:
        start = behind_opening(row, start, end)  # "Asked whether Ek knew, | she smiled."
    cues = row.cues_between(start, end)
    if cues and row.tokens[cues[-1] - 1].text == ",":
        found = mention_after(row, cues[-1] + 1)  # "The man tells of it, says | Ann Roe."
        clear = found and (row.lex.verb_second or not is_odd(row, found))
        if found and clear and found.last >= end - 1:
            return Attribution(found, cues[-1], "reported before")
    if trailing := _trailing(row, cues, start, end):
        return trailing
    for cue in cues:
        if passive(row, cue, start) or row.tokens[cue].lower in row.lex.words["inscribing"]:
            continue
        if row.lex.noun_capitals and _is_done(row, cue, start):
            continue
        if questions(row, cue, end):
            return _asked(row, cue, end)
        found = doer(row, cue, start)
        if found and _is_governed(row, found, start):
            continue
        odd = found is None or is_odd(row, found) or is_thing(row, found)
        if found is None or odd or row.lex.pronouns.get(row.tokens[found.first].lower) == "r":
            return None  # "Foi a mãe | quem falou."
        return Attribution(found, cue, "reported before")
    romance = row.lex.incises or row.lex.verb_second
    return _source(row, start, end) if romance and not cues else None


def _trailing(row: Row, cues: Sequence[int], start: int, end: int) -> Attribution | None:
    """ "Neighbours had warned of it for years, | Ann Roe said.": who reports all of it."""
    if not cues or cues[-1] + 1 < end - 1 or row.lex.verb_second:
        return None
    found = mention_before(row, cues[-1], start)
    apart = found and found.first > start and row.tokens[found.first - 1].text == ","
    known = apart and found and not (is_odd(row, found) or is_thing(row, found))
    return Attribution(found, cues[-1], "reported before") if known and found else None


def _is_done(row: Row, cue: int, start: int) -> bool:
    """ "wurden darauf hingewiesen": a passive verb, its helping verb far before it."""
    words = {token.lower for token in row.tokens[start:cue]}
    cited = row.tokens[cue].lower in row.lex.words["citing"]
    return not cited and not words.isdisjoint(row.lex.words["passive"])


def questions(row: Row, cue: int, end: int) -> bool:
    """ "asked Roe | whether she would stay": whether a verb reports a question."""
    near = row.tokens[cue + 1 : min(end, cue + FEW)]
    asks = row.tokens[cue].lower in row.lex.asking
    return asks and any(token.lower in row.lex.words["questioning"] for token in near)


def _asked(row: Row, cue: int, end: int) -> Attribution | None:
    """ "The judge asked | Roe why.", "… asked why | he left.": who answers what follows."""
    named = mention_after(row, cue + 1)
    if named and named.kind == "name":
        return Attribution(named, cue, "reported before")
    for at in range(cue + 1, end):
        word = row.tokens[at].lower
        if word in row.lex.owners or row.lex.pronouns.get(word) in ("m", "f"):
            return Attribution(Mention(at, at + 1, "pronoun"), cue, "reported before")
    return None


def _source(row: Row, start: int, end: int) -> Attribution | None:
    """ "Segundo | o vereador Rui Roe, a obra parou.": a source by name."""
    found = next((f for at in row.sources_between(start, end) if (f := according(row, at))), None)
    name = found and found.mention.kind == "name" and not row.lex.noun_capitals
    known = name or (found and found.mention.kind == "pronoun")
    return Attribution(found.mention, found.cue, "reported before") if found and known else None


def _is_governed(row: Row, found: Mention, start: int) -> bool:
    """ "In | a statement read to the court Roe said …": what a preposition governs."""
    at, loose = found.first, row.lex.words["adverbs"]  # "a | long | statement"
    while at > start and (not row.stops(at - 1) or row.tokens[at - 1].lower in loose):
        at -= 1
    before = row.tokens[at - 1].lower if at > start else ""
    noun = found.kind == "noun" and not row.lex.verb_second
    return noun and before in row.lex.words["prepositions"]
