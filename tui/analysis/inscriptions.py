"""Inscriptions: quotations that stand on something: a sign that reads “…”, placards such as “…”.

Read ahead of the quotation within its sentence; the thing it stands on is the mention, not what
is on or beside it.
"""

from __future__ import annotations

from tui.analysis.cues import Attribution
from tui.analysis.mentions import mention_after, worded
from tui.analysis.phrases import Mention, has_words
from tui.analysis.row import Row

NEAR = 30  # tokens: so far before the quotation the thing may be named


def inscribed(row: Row, quote: int, start: int) -> Attribution | None:
    """ "A sign in the window read: “…”", "a banner on the bridge: “…”", "placards such as “…”"."""
    tokens, words, lead = row.tokens, row.lex.words, _first_of_list(row, quote) - 1
    if lead <= start or not words["inscribing"]:
        return None
    at = lead - (tokens[lead].text in (":", ","))
    reads = tokens[at].lower in words["inscribing"]
    such = tokens[lead - 1].lower in words["examples"] and tokens[lead].kind == "w"
    if not (reads or such or tokens[lead].text == ":") or (row.is_cue(at) and not reads):
        return None
    named = such or tokens[at].lower in words["wording"]
    near = max(start, at - NEAR) if reads or named else at
    found = _near(row, at - (reads or named), near, named)
    begin = start + (tokens[start].lower in words["conjunctions"])  # "But | a sign …"
    if found is None and (subject := mention_after(row, begin)):
        found = _thing(row, subject.first, subject.last)
        found = found if found and (reads or not row.cues_between(found.last, at)) else None
    if found is None:
        return None
    return Attribution(found, at, "cue before") if reads else Attribution(found, -1, "colon")


def _first_of_list(row: Row, quote: int) -> int:
    """ "| “…”, “…” and “…”": the first of quotations that nothing else parts."""
    joints = row.lex.words["and"] | {","}
    while quote > 1 and row.tokens[quote - 1].lower in joints and row.tokens[quote - 2].kind == "Q":
        quote -= 2
    return quote


def _near(row: Row, at: int, start: int, named: bool) -> Mention | None:
    """ "displayed | placards | with words such as": the nearest thing back from token `at`."""
    words = row.lex.words
    for index in range(at, start - 1, -1):
        word = row.tokens[index].lower
        if row.is_cue(index) or (word == "," and not named):
            return None
        if word in words["inscribed"] and word not in words["wording"]:
            return worded(row, index, start)
    return None


def _thing(row: Row, first: int, last: int) -> Mention | None:
    """ "| The inscription | on Old Meg": the thing that a subject begins with, if one."""
    for at in range(first, last):
        if has_words(row, at) and (at + 1 == last or not has_words(row, at + 1)):
            return Mention(first, at + 1, "noun")
    return None
