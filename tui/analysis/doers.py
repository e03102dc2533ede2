"""Doers: who does a verb ahead of a quotation, above all where verbs stand second.

There the subject may stand behind its verb, and half a verb may stand behind the quotation. Word
order and shape only; whether the verb reports speech is `ahead`'s business.
"""

from __future__ import annotations

from tui.analysis.cues import Attribution, clause_end, is_odd, is_thing
from tui.analysis.mentions import mention_after
from tui.analysis.phrases import Mention
from tui.analysis.row import Row
from tui.analysis.steps import skip_adverbs
from tui.analysis.subjects import subject
from tui.analysis.topics import opens_clause, without_verb

# In tokens: how far back a clause is read.
FAR = 80
NEAR = 25  # how far back the helping verb of half a verb may stand


def doer(row: Row, cue: int, start: int) -> Mention | None:
    """The subject of a verb; where verbs stand second it may be right behind it."""
    left = _of_clause(row, cue, start) or subject(row, cue, start)
    if not row.lex.verb_second or (left and left.kind == "pronoun"):
        return _left_of_verb(row, left, cue, start)
    helper = _helper(row, cue, start)
    if helper >= 0:
        left = subject(row, helper, start)
        cue = helper
    right = mention_after(row, skip_adverbs(row, cue + 1))
    if left and _is_governed(row, left, start):
        left = None  # "Auf | Anfrage heißt es"
    if right and right.kind == "pronoun" and row.lex.pronouns[row.tokens[right.first].lower] == "m":
        return right  # "hofft er": no object has this form
    if left and _begins_clause(row, left, start) and not _is_object(row, left, right):
        return left
    if left is None and right and cue > start and row.tokens[cue - 1].lower in row.lex.words["and"]:
        return None  # "Roe kam und nannte | den Plan"
    if left and right and is_thing(row, right):
        return left
    if right and is_odd(row, right):
        return _leader(row, start) or right
    return right or left


def _left_of_verb(row: Row, left: Mention | None, cue: int, start: int) -> Mention | None:
    """The subject where no verb stands second: `left` of it, or between commas right behind it."""
    # "Ann Roe, maire, accuse | Paris :", but "Ann Roe, a dit | le maire, signa"
    named = left and left.kind == "name" and _texts(row, start, cue).count(",") > 1
    inserted = None if named and row.lex.incises else _inserted(row, cue)
    if inserted or left is None:
        return inserted
    hangs = row.lex.incises and _hangs_on_word(row, left, start)
    return None if hangs or _is_aside(row, left, cue, start) else left


def _texts(row: Row, first: int, last: int) -> list[str]:
    """Of a long clause the end."""
    return [token.text for token in row.tokens[max(first, last - FAR) : last]]


def _is_aside(row: Row, left: Mention, cue: int, start: int) -> bool:
    """ "La legge è legge, | dice, e basta": no word of its own before a verb between commas."""
    aside = row.lex.null_subject and left.last == cue - 1 and cue + 2 < len(row.tokens)
    told = aside and row.tokens[cue + 1].text == "," and row.tokens[cue + 2].kind == "w"
    return told and "," not in _texts(row, start, left.first)


def _hangs_on_word(row: Row, left: Mention, start: int) -> bool:
    """ "Aos | deputados, garantiu que …": what a preposition governs is no subject."""
    before = row.tokens[left.first - 1].lower if left.first > start else ""
    words = row.lex.words
    speaks = before in words["whence"] and row.is_role(left.last - 1)  # "Dal | Comune rispondono"
    return before in words["prepositions"] - words["determiners"] and not speaks


def _leader(row: Row, start: int) -> Mention | None:
    """ "| Ann Roe vom Kotkaer Hafen kritisierte den Einsatz": who opens a sentence by full name."""
    found = mention_after(row, start)
    return found if found and found.name_last - found.name_first > 1 else None


def _of_clause(row: Row, cue: int, start: int) -> Mention | None:
    """ "Obwohl | Roe mit zwei Millionen rechnet, …", "Wie | Roe vor dem „X“-Akt sagte: „…“"."""
    behind = row.tokens[cue + 1].text if cue + 1 < len(row.tokens) else ""
    if not row.lex.verb_second or behind not in (",", ":"):
        return None
    words, at = row.lex.words, cue
    while at > max(start, cue - FAR) and (
        row.tokens[at - 1].text not in (",", ":", ";") or row.tokens[at].text.isdigit()
    ):
        at -= 1
    opens = row.tokens[at].lower in words["conjunctions" if behind == "," else "likening"]
    return mention_after(row, skip_adverbs(row, at + 1)) if opens else None


def _inserted(row: Row, cue: int) -> Mention | None:
    """ "The lock, says | Ann Roe, is …", "Il ponte, spiega | il legale, è …": within commas."""
    addressed = row.tokens[cue].lower in row.lex.addressing  # ", told | the Kotka Post, “"
    at = cue - (row.lex.incises and row.tokens[cue - 1].lower in row.lex.words["auxiliaries"])
    if row.lex.verb_second or addressed or row.tokens[at - 1].text != ",":
        return None
    found = mention_after(row, cue + 1)
    named = found and (found.kind == "name" or (row.lex.incises and not is_odd(row, found)))
    named = named and found and found.last < len(row.tokens)
    return found if named and found and row.tokens[found.last].text in (",", ":") else None


def _is_governed(row: Row, left: Mention, start: int) -> bool:
    at = left.first - 1
    at -= at > start and row.tokens[at].lower in row.lex.words["possessive"]  # "In zijn | brief"
    return at >= start and row.tokens[at].lower in row.lex.words["oblique"]


def _is_object(row: Row, left: Mention, right: Mention | None) -> bool:
    """ "Die Anwendung | stellte | der SPD-Chef infrage": what cannot speak is no subject."""
    if right is None or is_odd(row, right) or _is_described(row, right):
        return False
    named = row.tokens[left.name_first : left.name_last]
    full = len(named) > 1 and all(token.capital for token in named)
    if full or any(row.is_role(at) for at in range(left.first, left.last)):
        return False
    return row.tokens[left.first].lower in row.lex.words["determiners"] or is_odd(row, left)


def _is_described(row: Row, right: Mention) -> bool:
    """ "Das Abkommen definierte | die südliche Grenze": an adjective and a noun, hardly a name."""
    at = right.name_first - 1
    return at >= right.first and not row.tokens[at].capital and not row.is_role(at)


def _helper(row: Row, cue: int, start: int) -> int:
    """ "Roe | hat | … erklärt": the token of the verb that stands second, -1 if the cue does."""
    for at in range(cue - 1, max(start, cue - NEAR) - 1, -1):
        token = row.tokens[at]
        if token.kind != "w" and token.text != "-":  # "Partei- und Fraktionschefs"
            return -1
        if token.lower in row.lex.words["auxiliaries"]:
            return at
    return -1


def _begins_clause(row: Row, mention: Mention, start: int) -> bool:
    at = mention.first
    while at > start and row.tokens[at - 1].lower in row.lex.words["adverbs"]:
        at -= 1  # "Auch | die Ministerin sagte"
    before = row.tokens[at - 1] if at > start else None
    if before is None or before.kind != "w" or before.lower in row.lex.words["conjunctions"]:
        return row.tokens[mention.first].lower not in row.lex.words["oblique"]
    return False


def joined(row: Row, cue: int, start: int) -> Mention | None:
    """ "When Ek began to answer, | Roe stopped him and explained": of the verb's own clause."""
    near = range(cue - 1, max(start, cue - FAR), -1)
    comma = next((k for k in near if row.tokens[k].text == ","), start)
    found = mention_after(row, comma + 1) if comma > start and opens_clause(row, start) else None
    found = without_verb(row, found) if found else None
    if found is None or is_odd(row, found) or found.last >= cue:
        return None
    return found if row.tokens[found.last].kind == "w" else None


def framed(row: Row, quote: int, start: int) -> Attribution | None:
    """ "Roe | hat den Plan als „…“ bezeichnet"."""
    words, end = row.lex.words, clause_end(row, quote + 1)
    cue = next(iter(row.cues_between(quote + 1, end)), -1)
    if cue < 0 or any(token.text == "," for token in row.tokens[quote + 1 : cue]):
        return None
    behind = row.tokens[cue + 1] if cue + 1 < len(row.tokens) else None
    helped = behind is not None and behind.lower in words["auxiliaries"]
    at = quote
    while at > max(start, quote - FAR) and row.tokens[at - 1].kind == "w":
        at -= 1
        if row.tokens[at].lower in words["having"] and not helped:
            found = subject(row, at, start)
            return Attribution(found, cue, "cue before") if found else None
    return None
