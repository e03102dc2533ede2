"""Reports: who reports in the sentence before a quotation, or is asked in it.

"Roe says the plan is dead. “…”", "The judge asked if he was well. “…”".
"""

from __future__ import annotations

from tui.analysis.cues import Attribution, is_odd, is_thing
from tui.analysis.doers import doer
from tui.analysis.mentions import mention_after
from tui.analysis.row import Row

FEW = 6  # tokens behind a verb that asks: so near the question begins


def reporter(row: Row, end: int) -> Attribution | None:
    """Who reports in the sentence that ends before token `end`: a quotation may follow it."""
    start = row.starts[end - 1]
    cues = row.cues_between(start, end)
    if cues and row.tokens[cues[-1] - 1].text == ",":
        found = mention_after(row, cues[-1] + 1)  # "The man tells of it, says | Ann Roe."
        clear = found and (row.lex.verb_second or not is_odd(row, found))
        if found and clear and found.last >= end - 1:
            return Attribution(found, cues[-1], "reported before")
    for cue in cues:
        if questions(row, cue, end):
            return None
        found = doer(row, cue, start)
        odd = found is None or is_odd(row, found) or is_thing(row, found)
        if found is None or odd or row.lex.pronouns.get(row.tokens[found.first].lower) == "r":
            return None  # "Foi a mãe | quem falou."
        return Attribution(found, cue, "reported before")
    return None


def questions(row: Row, cue: int, end: int) -> bool:
    """ "asked Roe | whether she would stay": whether a verb reports a question."""
    near = row.tokens[cue + 1 : min(end, cue + FEW)]
    asks = row.tokens[cue].lower in row.lex.asking
    return asks and any(token.lower in row.lex.words["questioning"] for token in near)
