"""Name runs: which runs of words with capitals may be a person's name.

Shape, capitals and word lists only; whose names they are is `people`'s business.
"""

from __future__ import annotations

from collections.abc import Iterator

from tui.analysis.lexicon import first_names
from tui.analysis.row import Row


def name_runs(row: Row) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words that may be a person's name, titles and roles cut off."""
    at = 0
    for first in [k for k, token in enumerate(row.tokens) if token.capital]:
        if first < at:
            continue
        at = first
        while at < len(row.tokens) and _may_be_name(row, at, first):
            at += 1
        if at > first:
            yield _behind_noun(row, first, at) if at - first > 1 else first, at


def _behind_noun(row: Row, first: int, last: int) -> int:
    """ "House Republican | Mike Roe", "Kapitän | Virgil van Dijk": other words may lead a name."""
    known = first_names()
    starts = (at for at in range(first, last - 1) if row.tokens[at].lower in known)
    found = next(starts, -1) if row.lex.speakers else first
    if found > first > 0 and _is_title(row, first - 1):
        return first  # "minister | Shiza Fatima Roe"
    if found >= 0 or last - first < 3 or first < 2 or not row.is_role(first - 2):
        return max(found, first)
    joint = row.tokens[first - 1].lower in row.lex.words["prepositions"]
    return first + 1 if joint else first  # "ambassador to Britain | Liu Xiaming"


def _is_title(row: Row, at: int) -> bool:
    """ "minister": a role that names follow, where nothing tells of what kind in between."""
    token, lex = row.tokens[at], row.lex
    apart = lex.incises or lex.null_subject or lex.noun_capitals  # "la fiscal Anticorrupción Ana"
    return not (apart or token.capital or token.lower in lex.before) and lex.person(token.lower)


def _may_be_name(row: Row, at: int, first: int) -> bool:
    token, lex = row.tokens[at], row.lex
    if token.kind == "Q":
        return first < at and row.is_nickname(at)
    if token.lower in lex.particles and first < at < len(row.tokens) - 1:
        return row.tokens[at + 1].capital if token.capital else row.joins_names(at)
    if row.is_surname(at):
        return True
    if not token.capital or token.lower in lex.closed:
        return False
    if lex.person(token.lower) or row.ends_fixed(at):
        return False
    return row.starts[at] != at or not _opens_sentence(row, at)


def _opens_sentence(row: Row, at: int) -> bool:
    """ "Sentencing | Roe, …", "But | Roe": a capital that the sentence's beginning asks for."""
    token, lex = row.tokens[at], row.lex
    verb = token.lower.endswith(lex.opening) if lex.opening else not lex.speakers
    return token.lower in lex.words["openers"] or (verb and token.lower not in first_names())
