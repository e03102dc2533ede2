"""Steps: left and right over the words that stand with a verb: adverbs, helping verbs, times.

Word lists only; where a step ends a subject may stand, which is `subjects`' business.
"""

from __future__ import annotations

from tui.analysis.row import Row

# In tokens: how many adverbs and auxiliaries may stand with a verb.
NEAR = 12


def skip_back(row: Row, cue: int, start: int) -> int:
    """Steps left from a verb over its adverbs, auxiliaries and times."""
    lex, at = row.lex, cue
    while at > max(start, cue - NEAR):
        token = row.tokens[at - 1]
        loose = not token.capital and lex.adverb(token.lower)
        timely = token.lower in lex.words["times"] or token.lower in lex.words["dates"]
        kinds = ("auxiliaries", "negations", "adverbs", "witnessed")
        closed = any(token.lower in lex.words[kind] for kind in kinds)
        begin = _chain(row, at, start)
        if not (closed or loose or (timely and at - 1 > start) or begin < at):
            return at
        at = min(begin, at - 1)
    return at


def _chain(row: Row, at: int, start: int) -> int:
    """ "| is expected to | say", "| was quoted as | saying": where it begins."""
    words, being = row.lex.words, at - 3
    if at - 2 <= start or row.tokens[at - 1].lower not in words["chaining"]:
        return at
    thing = row.lex.pronouns.get(row.tokens[being - 1].lower) == "n"  # it is too early to say
    led = being > start and row.tokens[being].lower in words["being"]
    return being if led and not thing else at


def skip_adverbs(row: Row, at: int) -> int:
    """Steps right over adverbs from token `at`."""
    end = min(at + NEAR, len(row.tokens))
    while at < end and (
        row.tokens[at].lower in row.lex.words["adverbs"]
        or (row.lex.adverb(row.tokens[at].lower) and not row.tokens[at].capital)
    ):
        article = row.tokens[at].lower in row.lex.words["determiners"]
        if article and at + 1 < end and row.tokens[at + 1].kind == "w":
            break  # "berichtet | ein Augenzeuge", not "lenkte | ein."
        at += 1
    return at
