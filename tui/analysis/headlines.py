"""Headlines: who speaks in one: "Ponte chiuso, la sindaca: «…»", "„…“: Ann Roe verteidigt sich".

A line without a stop at its end, who speaks right behind the quotation or right before it.
"""

from __future__ import annotations

from tui.analysis.cues import Attribution, last_inside, text_at
from tui.analysis.mentions import MOST_WORDS, mention_after
from tui.analysis.phrases import has_role
from tui.analysis.row import Row
from tui.analysis.topics import first_subject
from tui.analysis.words import DASHES, END_MARKS

FEW = 3  # words: no more may be a title


def announced_behind(row: Row, quote: int) -> Attribution | None:
    """ "„…“: Angeklagter gesteht", "« … », le coach ne cède pas", "“…”: Ann Roe on her life"."""
    behind = text_at(row, quote + 1)
    if behind not in (",", ":", *DASHES, "-"):
        return None
    if row.tokens[-1].text in END_MARKS or last_inside(row, quote) in END_MARKS:
        return None
    if not (row.lex.incises or row.lex.verb_second):
        return None
    said = row.text[row.tokens[quote].start : row.tokens[quote].end]
    announced = behind == ":" and quote == 0 and said.count(" ") >= FEW
    found = first_subject(row, quote + 2, len(row.tokens)) if announced else None
    found = found or mention_after(row, quote + 2)
    if found is None or not (has_role(row, found) or (announced and found.kind == "name")):
        return None
    others = row.cues_between(found.last + 1, len(row.tokens))
    acts = text_at(row, found.last).islower() and (announced or not others)
    return Attribution(found, -1, "subject behind") if acts else None


def announced_last(row: Row, start: int, quote: int) -> Attribution | None:
    """ "Ponte chiuso, | la sindaca: «…»": behind the last comma or dash of a headline."""
    told = row.lex.incises or row.lex.verb_second
    if not told or quote != len(row.tokens) - 1 or last_inside(row, quote) in END_MARKS:
        return None
    near = range(quote - 2, max(start, quote - MOST_WORDS), -1)
    at = next((k for k in near if row.tokens[k].text in (",", *DASHES)), -1)
    found = mention_after(row, at + 1) if at > 0 else None
    if found is None or not (found.kind == "name" or has_role(row, found)):
        return None
    behind = row.tokens[found.last]
    ends = behind.text == ":" or behind.lower in row.lex.words["prepositions"]
    return Attribution(found, -1, "colon") if ends else None
