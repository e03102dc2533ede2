"""The rules that read a verb before its subject: "…", said Roe;  "…", a déclaré Roe.

Parts of the rules of `behind`; each answers with a mention and a cue, or None.
"""

from __future__ import annotations

from tui.analysis.cues import Attribution, clause_end, is_odd, stated_in, whose_words
from tui.analysis.lexicon import first_names
from tui.analysis.mentions import mention_after
from tui.analysis.phrases import Mention, has_role
from tui.analysis.row import Row
from tui.analysis.steps import skip_adverbs

# In tokens: what may stand between a verb and its subject.
FAR = 8


def turned(row: Row, at: int) -> Attribution | None:
    """The forms that have the verb before its subject."""
    return inverted(row, at) or _compound(row, at) or _helped(row, at) or _led_to(row, at)


def _led_to(row: Row, at: int) -> Attribution | None:
    """ "…", a fini par lâcher | le maire;  "…", quiso aclarar | Ann Roe: an infinitive speaks."""
    if not row.lex.incises:
        return None
    for cue in range(at + 1, min(at + FAR, clause_end(row, at) - 1)):
        if row.tokens[cue].lower in row.lex.words["continuing"]:
            found = mention_after(row, cue + 1)
            clear = found and not is_odd(row, found)
            return Attribution(found, cue, "cue and subject after") if found and clear else None
    return None


def inverted(row: Row, at: int) -> Attribution | None:
    """ "…", said | Ann Roe;  "…", sagte gestern | die Ministerin."""
    cue = skip_adverbs(row, at)
    if cue >= len(row.tokens) or not row.is_cue(cue):
        return None
    if row.tokens[cue].lower in row.lex.participles:
        return None
    found = _right_behind(row, cue)
    if found is None:
        return None
    if found.kind != "pronoun":
        found = whose_words(row, found.first, found.last + 1) or found
    if row.tokens[cue].lower in row.lex.words["citing"]:  # "zitiert die Zeitung | den Minister"
        found = mention_after(row, found.last) or found
    return stated_in(row, Attribution(found, cue, "cue and subject after"))


def _right_behind(row: Row, cue: int) -> Mention | None:
    """Who stands behind a verb; "disse | a jornalistas", "ha tagliato | corto" name nobody."""
    found = mention_after(row, skip_adverbs(row, cue + 1))
    return far_subject(row, cue + 1) if found is None or _is_bare(row, found) else found


def _is_bare(row: Row, found: Mention) -> bool:
    """Whether a noun without an article cannot be a subject: where verbs need none."""
    word, words = row.tokens[found.first], row.lex.words
    if not row.lex.null_subject or found.kind != "noun" or word.capital:
        return False
    head = row.tokens[min(found.first + 1, found.last - 1)].lower
    to = word.lower in words["prepositions"] and head.endswith("s")
    return to or (word.lower not in words["determiners"] and not has_role(row, found))


def far_subject(row: Row, at: int) -> Mention | None:
    """ "…", dijo este lunes | la alcaldesa Ana Sol;  "…", a dit à la presse | Ana Sol."""
    if not (row.lex.null_subject or row.lex.clitics or row.lex.verb_second):
        return None
    for index in range(at + 1, min(at + FAR, clause_end(row, at), len(row.tokens) - 1)):
        before = row.tokens[index - 1].lower
        if before in row.lex.words["conjunctions"]:
            return None  # "ripete quando | il ministro chiede"
        tied = before in row.lex.words["prepositions"] or before in row.lex.words["determiners"]
        tied = tied or row.lex.person(before)  # "explicó a la fiscal | Ann Roe"
        found = None if tied else mention_after(row, index)
        if found is None:
            continue
        article = row.tokens[index].lower in row.lex.words["determiners"]
        known = found.kind == "name" and row.tokens[index].lower in first_names()
        full = known or found.name_last - found.name_first > 1
        if full or (article and row.is_role(index + 1)):
            return found  # "dijo este martes | el ministro"
    return None


def read_in(row: Row, at: int) -> Attribution | None:
    """ "…", peut-on lire | dans le rapport;  "…", se lee | en el informe: where it stands."""
    for index in range(at, min(at + 4, len(row.tokens) - 2)):
        if row.tokens[index].lower in row.lex.words["reading"]:
            inside = row.tokens[index + 1].lower in row.lex.words["prepositions"]
            found = mention_after(row, index + 2) if inside else None
            found = (whose_words(row, found.first, found.last + 1) or found) if found else None
            return Attribution(found, index, "cue and subject after") if found else None
    return None


def _helped(row: Row, at: int) -> Attribution | None:
    """ "…", hatte Roe im Mai erklärt: the helping verb behind the quotation, the cue far behind."""
    if not row.lex.verb_second or row.tokens[at].lower not in row.lex.words["auxiliaries"]:
        return None
    cues = row.cues_between(at, clause_end(row, at))
    found = mention_after(row, skip_adverbs(row, at + 1)) if cues else None
    return Attribution(found, cues[-1], "cue and subject after") if found else None


def _compound(row: Row, at: int) -> Attribution | None:
    """ "…", a déclaré Roe;  "…", a-t-elle dit: a helping verb, its cue next, then the subject."""
    tokens, lex = row.tokens, row.lex
    at = skip_adverbs(row, at)  # "s' | est indigné Roe"
    while lex.incises and at + 2 < len(tokens) and tokens[at + 1].lower in lex.words["auxiliaries"]:
        at += 1  # "a | fait savoir Roe"
    if at + 1 >= len(tokens) or tokens[at].lower not in lex.words["auxiliaries"]:
        return None
    pronoun = at + 1 if tokens[at + 1].lower in lex.pronouns else -1
    cue = skip_adverbs(row, at + 2 if pronoun > 0 else at + 1)
    if cue >= len(tokens) or not row.is_cue(cue):
        return None
    found = Mention(pronoun, pronoun + 1, "pronoun") if pronoun > 0 else _right_behind(row, cue)
    return Attribution(found, cue, "cue and subject after") if found else None
