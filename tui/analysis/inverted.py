"""The rules that read a verb before its subject: "…", said Roe;  "…", a déclaré Roe.

Parts of the rules of `behind`; each answers with a mention and a cue, or None.
"""

from __future__ import annotations

from tui.analysis.cues import Attribution, clause_end, is_odd, stated_in, text_at, whose_words
from tui.analysis.mentions import mention_after
from tui.analysis.phrases import Mention, has_words
from tui.analysis.row import Row
from tui.analysis.steps import skip_adverbs

# In tokens: what may stand between a verb and its subject.
FAR = 8


def turned(row: Row, at: int) -> Attribution | None:
    """The forms that have the verb before its subject."""
    return inverted(row, at) or _compound(row, at) or _helped(row, at)


def inverted(row: Row, at: int) -> Attribution | None:
    cue = skip_adverbs(row, at)
    if (
        cue >= len(row.tokens)
        or not row.is_cue(cue)
        or row.tokens[cue].lower in row.lex.participles
    ):
        return None
    mention = mention_after(row, skip_adverbs(row, cue + 1)) or far_subject(row, cue + 1)
    if mention and mention.kind != "pronoun":
        mention = whose_words(row, mention.first, mention.last + 1) or mention
        if row.tokens[cue].lower in row.lex.words["citing"]:  # "zitiert die Zeitung | den Minister"
            mention = mention_after(row, mention.last) or mention
    found = Attribution(mention, cue, "cue and subject after") if mention else None
    return stated_in(row, found) if found else None


def far_subject(row: Row, at: int) -> Mention | None:
    """ "…", dijo este lunes | la alcaldesa Ana Sol;  "…", a dit à la presse | Ana Sol."""
    if not (row.lex.null_subject or row.lex.clitics or row.lex.verb_second):
        return None
    if at + 1 < len(row.tokens) and row.tokens[at + 1].kind == "Q":
        tied = row.tokens[at].lower in row.lex.words["prepositions"]
        return mention_after(row, at + 2) if tied else None  # "confie au « Monde » | Ann Roe"
    if text_at(row, at) == ",":
        return _behind_aside(row, at)
    for index in range(at + 1, min(at + FAR, clause_end(row, at))):
        before = row.tokens[index - 1].lower
        tied = before in row.lex.words["prepositions"] or before in row.lex.words["determiners"]
        found = None if tied or row.lex.person(before) else mention_after(row, index)
        if found is None:
            continue
        article = row.tokens[index].lower in row.lex.words["determiners"]
        full = found.kind == "name" and found.name_last - found.name_first > 1
        if full or (article and index + 1 < len(row.tokens) and row.is_role(index + 1)):
            return found  # "dijo este martes | el ministro"
    return None


def read_in(row: Row, at: int) -> Attribution | None:
    """ "…", peut-on lire | dans le rapport;  "…", se lee | en el informe: where it stands."""
    for index in range(at, min(at + 4, len(row.tokens) - 2)):
        if row.tokens[index].lower in row.lex.words["reading"]:
            inside = row.tokens[index + 1].lower in row.lex.words["prepositions"]
            found = mention_after(row, index + 2) if inside else None
            return Attribution(found, index, "cue and subject after") if found else None
    return None


def read_ahead(row: Row, start: int, end: int) -> Mention | None:
    """ "Sur | la pancarte, on peut lire : « … »", "Auf | dem Schild steht: „…“": what has it."""
    words = row.lex.words
    reads = any(row.tokens[at].lower in words["reading"] for at in range(start + 2, end))
    led = reads and row.tokens[start].lower in words["prepositions"]
    found = mention_after(row, start + 1) if led else None
    return found if found and has_words(row, found.last - 1) else None


def _behind_aside(row: Row, comma: int) -> Mention | None:
    """ "…", a dit, lors d'une visite à Kotka, | la ministre Ann Roe."""
    for index in range(comma + 2, clause_end(row, comma)):
        if row.tokens[index].text == ",":
            found = mention_after(row, index + 1)
            return None if found is None or is_odd(row, found) else found
    return None


def _helped(row: Row, at: int) -> Attribution | None:
    """ "…", hatte Roe im Mai erklärt: the helping verb behind the quotation, the cue far behind."""
    if not row.lex.verb_second or row.tokens[at].lower not in row.lex.words["auxiliaries"]:
        return None
    end = clause_end(row, at)
    certain = row.lex.words["certain"]
    cues = row.cues_between(at, end) or [
        k for k in range(at, end) if row.tokens[k].lower in certain
    ]
    agent = _agent(row, at, cues[-1]) if cues else None
    if agent:
        return agent
    found = mention_after(row, skip_adverbs(row, at + 1)) if cues else None
    return Attribution(found, cues[-1], "cue and subject after") if found else None


def _agent(row: Row, at: int, cue: int) -> Attribution | None:
    """ "…", wurde Ann Roe von | Bo Ek gelobt: who does what is done, if by anybody named."""
    words = row.lex.words
    by = next((k for k in range(at, cue) if row.tokens[k].lower in words["by"]), cue)
    cites = row.tokens[cue].lower in words["citing"]  # "wird Ann Roe von der Zeitung zitiert"
    if cites or row.tokens[at].lower not in words["passive"] or by == cue:
        return None
    found = mention_after(row, by + 1)
    return Attribution(found, cue, "by") if found and not is_odd(row, found) else None


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
    if lex.incises and not row.is_cue(min(cue, len(tokens) - 1)):
        cue = next(iter(row.cues_between(at, at + 5)), cue)  # "a au contraire | estimé Roe"
    if cue >= len(tokens) or not row.is_cue(cue):
        return None
    behind = skip_adverbs(row, cue + 1)
    found = Mention(pronoun, pronoun + 1, "pronoun") if pronoun > 0 else mention_after(row, behind)
    found = found or far_subject(row, cue + 1)
    return Attribution(found, cue, "cue and subject after") if found else None
