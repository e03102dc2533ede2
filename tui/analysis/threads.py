"""Threads: whom the sentences before a quotation are about, where its own names nobody.

"El alcalde no cede. Lo repitió ayer. “…”, zanjó.": sentence by sentence backwards, one paragraph.
Weak evidence, and said to be so; who a mention means is `speakers`' business.
"""

from __future__ import annotations

from collections.abc import Sequence

from tui.analysis.cues import Attribution, is_odd, is_thing
from tui.analysis.descriptions import described
from tui.analysis.doers import doer
from tui.analysis.leads import phrase_start
from tui.analysis.mentions import last_phrase, mention_after
from tui.analysis.people import People
from tui.analysis.phrases import Mention, is_articled_role
from tui.analysis.row import Row
from tui.analysis.topics import behind_opening, first_subject, is_owner, subject_behind_verb

# Sentences: so far back a verb without a subject may have its subject; others have their own.
MOST = 4
NEAR = 6  # tokens: so far into a sentence its subject may begin
FEW = 6  # tokens behind a verb that asks: so near the question begins


def thread(
    row: Row, at: int, everybody: People, least: int = -1, verb: Sequence[str] = ()
) -> Attribution | None:
    """Whom the nearest sentence before token `at` is about that is about somebody.

    Sentences that begin at token `least` or before it are not read, questions are passed over; if
    the `verb` behind the quotation replies, so is who asks.
    """
    answers = not row.lex.words["replying"].isdisjoint(verb)
    for _ in range(MOST if row.lex.null_subject else 1):
        while at and (row.tokens[at - 1].text == "?" or _is_told(row, at)):
            at = row.starts[at - 1]
        start = row.starts[at - 1] if at else 0
        if at == 0 or start <= least or row.tokens[start].kind == "Q":
            return None
        told = reporter(row, at)
        asks = told and row.tokens[told.cue].lower in row.lex.asking
        if not (answers and asks):
            found = _viewed(row, start, everybody) or _inserted(told)
            found = found or subject_of(row, at, everybody) or told or _role_of(row, start, at)
            found = found or _brought_in(row, start, at, everybody)
            if found:
                return found
        at = start
    return None


def reporter(row: Row, end: int) -> Attribution | None:
    """Who reports in the sentence that ends before token `end`: a quotation may follow it."""
    start = row.starts[end - 1]
    cues = row.cues_between(start, end)
    if cues and row.lex.verb_second and row.tokens[cues[-1] - 1].text == ",":
        found = mention_after(row, cues[-1] + 1)  # "Das Haus brenne, sagt | Ann Roe."
        if found and found.last >= end - 1:
            return Attribution(found, cues[-1], "reported before")
    if not cues or _questions(row, cues[0], end):
        return None
    found = doer(row, cues[0], start)
    odd = found is None or is_odd(row, found) or is_thing(row, found)
    if found is None or odd or row.lex.pronouns.get(row.tokens[found.first].lower) == "r":
        return None  # "Foi a mãe | quem falou."
    return Attribution(found, cues[0], "reported before")


def _questions(row: Row, cue: int, end: int) -> bool:
    """ "asked Roe | whether she would stay": whether a verb reports a question."""
    near = row.tokens[cue + 1 : min(end, cue + FEW)]
    asks = row.tokens[cue].lower in row.lex.asking
    return asks and any(token.lower in row.lex.words["questioning"] for token in near)


def _brought_in(row: Row, start: int, end: int, everybody: People) -> Attribution | None:
    """ "Al final tomó el micrófono | Ana Roe, de Kotka.": the only one whom a sentence names."""
    named = [s for s in everybody.between(*row.span(start, end)) if s.person.human]
    if not row.lex.incises or len({s.person.name for s in named}) != 1:
        return None
    first, last = named[0].first, named[0].last
    begin = last_phrase(row, phrase_start(row, first), last)
    governing = row.lex.words["prepositions"] | row.lex.words["that"]  # "Afirmó que | Roe …"
    governed = begin > start and row.tokens[begin - 1].lower in governing
    if governed or row.tokens[begin].lower in row.lex.words["every"]:
        return None
    found = Mention(begin, last, "name", first, last)
    return Attribution(found, -1, "subject before")


def _is_told(row: Row, end: int) -> bool:
    """ "Ihr Sohn | habe es angeboten.", "La pm | le chiede perché.": whether a sentence says what
    somebody else says, or leads to what somebody else answers."""
    start, moods = row.starts[end - 1], row.lex.words["moods"]
    found = first_subject(row, start, end) if moods else None
    told = found is not None and row.tokens[found.last].lower in moods
    begin = behind_opening(row, start, end)
    told = told or any(_questions(row, cue, end) for cue in row.cues_between(begin, end))
    whole = end >= len(row.tokens) or row.starts[end] == end
    return told and whole and reporter(row, end) is None


def _inserted(told: Attribution | None) -> Attribution | None:
    """ "Roe, ha spiegato | il legale, firmò.": the others in such a sentence are spoken of."""
    return told if told and told.cue < told.mention.first else None


def _viewed(row: Row, start: int, everybody: People) -> Attribution | None:
    """ "Para | Ana Roe no es suficiente.": whose view a sentence gives."""
    words = row.lex.words["topical" if row.lex.verb_second else "viewing"]
    found = mention_after(row, start + 1) if row.tokens[start].lower in words else None
    known = found and found.kind in ("name", "pronoun") and is_somebody(row, found, everybody)
    return Attribution(found, -1, "subject before") if known and found else None


def subject_of(row: Row, at: int, everybody: People) -> Attribution | None:
    """The person of the article that the sentence before token `at` is about."""
    start = row.starts[at - 1] if at else 0
    if at == 0 or row.tokens[start].kind == "Q":
        return None
    found = first_subject(row, start, at)
    if found is None and row.lex.verb_second:
        found = _pronoun_behind_verb(row, start, at)
    if row.lex.incises and row.tokens[start].lower in row.lex.words["prepositions"]:
        known = found and is_somebody(row, found, everybody)
        found = found if known else subject_behind_verb(row, start, at) or found
    asked = row.tokens[start].lower in row.lex.asking  # "Asked whether Ek knew, | she smiled."
    begin = behind_opening(row, start, at) if row.lex.incises or asked else start
    if found and found.first - begin <= NEAR and is_somebody(row, found, everybody):
        return Attribution(found, -1, "subject before")
    return None


def _pronoun_behind_verb(row: Row, start: int, at: int) -> Mention | None:
    """ "Da schüttelte | er den Kopf."."""
    found = subject_behind_verb(row, start, min(at, start + NEAR))
    return found if found and found.kind == "pronoun" else None


def _role_of(row: Row, start: int, end: int) -> Attribution | None:
    """ "El presidente anunció un plan. | “…”, insistió.": the role that the sentence is about."""
    found = first_subject(row, start, end) if row.lex.incises or row.lex.verb_second else None
    if found is None or found.kind != "noun" or not is_articled_role(row, found):
        return None
    return Attribution(found, -1, "subject before")


def is_somebody(row: Row, found: Mention, everybody: People) -> bool:
    """Whether a mention is a person of this article: evidence from nearby needs one."""
    if found.kind == "pronoun":
        return row.lex.pronouns.get(row.tokens[found.first].lower) not in ("n", "r")
    if found.kind != "name":
        return found.kind == "noun" and described(everybody, row, found, None) is not None
    name = row.words(found.name_first, found.name_last)
    person = None if is_owner(row, found) else everybody.named(name, row, found.name_first)
    lead = found.name_first - found.first
    bare = lead <= (2 if row.lex.incises else 0) and not row.lex.noun_capitals  # "El propio Roe"
    led = row.tokens[found.first : found.name_first] if row.lex.incises else ()
    bare = bare or any(row.lex.person(token.lower) for token in led)
    return person is not None and (person.human or bare)
