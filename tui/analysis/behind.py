"""The rules that look behind a quotation: "…", he said;  "…", said Roe;  "…", according to her.

Each answers with a mention and a cue, or None; none looks outside the paragraph.
"""

from __future__ import annotations

from tui.analysis.cues import (
    Attribution,
    according,
    clause_end,
    is_odd,
    last_inside,
    passive,
    text_at,
    whose_words,
)
from tui.analysis.inverted import far_subject, inverted, read_in, turned
from tui.analysis.lexicon import first_names
from tui.analysis.mentions import last_phrase, mention_after
from tui.analysis.phrases import Mention, mention
from tui.analysis.row import Row
from tui.analysis.steps import skip_adverbs
from tui.analysis.subjects import subject
from tui.analysis.topics import without_verb
from tui.analysis.words import DASHES, END_MARKS

LONG = 40  # tokens: how far a helping verb may stand ahead
LONGEST = 20  # tokens: a longer paragraph is no signature
LONGEST_PREPOSITION = 3  # characters, where we know no words


def after(row: Row, quote: int) -> Attribution | None:
    """ "…", he said;  "…", said Jane Roe, a baker;  "…", according to the report."""
    at, last = quote + 1, last_inside(row, quote)
    if text_at(row, at) in (",", "—", "–", "-"):
        at, last = at + 1, ","
        at += text_at(row, at) in (*DASHES, "-")  # «…», — сказал
    ended, joined = last == ".", last in ",.!?…"
    if at >= len(row.tokens) or row.tokens[at].kind != "w":
        ends = text_at(row, at) == "."
        return _credited(row, at + 1) or _next_sentence(row, at + 1) if ends else None
    if row.tokens[at].lower in row.lex.words["joining"]:
        return _behind_comma(row, at)
    if ended and row.tokens[at].capital and (told := _next_sentence(row, at)):
        return told
    if source := according(row, at) or _judged(row, at):
        return source
    found = read_in(row, at) or turned(row, at)
    found = found or (None if subjectless(row, quote) else _subject_and_cue(row, at))
    if found is None or found.mention.first == at + 1:  # "she | corrects me, and begins"
        found = _unlisted(row, quote, at) or found
    if found is None or (not joined and not _touches(row, found, at)):
        return _behind_comma(row, at) or _signed(row, quote, at)
    return None if row.tokens[at].capital and _begins_anew(row, found, at, last) else found


def _judged(row: Row, at: int) -> Attribution | None:
    """ "…," was | the verdict of Ann Roe;  "…," was | Roe's reply;  "…" came | a cry from her."""
    words, end = row.lex.words, clause_end(row, at)
    if row.tokens[at].lower in words["arriving"]:
        sent = (k for k in range(at + 1, end - 1) if row.tokens[k].lower in words["coming"])
        sender = next((mention_after(row, k + 1) for k in sent), None)
        return Attribution(sender, at, "according to") if sender else None
    behind = text_at(row, at + 1).lower() in words["utterances"]  # "…," | le parole di Ann Roe
    if row.tokens[at].lower not in words["being"] and not behind:
        return None
    if found := whose_words(row, at + 1, min(end, at + 3) if behind else end):
        return Attribution(found, at, "according to")
    return None


def _begins_anew(row: Row, found: Attribution, at: int, last: str) -> bool:
    """ "“….” Roe introduced the act.": whether what follows is a sentence of its own."""
    if row.lex.verb_second and last in END_MARKS and found.cue >= found.mention.last:
        return True  # "„….“ Roe winkte ab."
    if last != ".":
        return False
    begins = min(found.cue, found.mention.first) <= skip_adverbs(row, at)
    return not (begins and _is_short(row, found))


def _next_sentence(row: Row, at: int) -> Attribution | None:
    """Who spoke, as the sentence says that begins with token `at`, behind a full stop."""
    return _recalled(row, at) or _taken_up(row, at)


def _credited(row: Row, at: int) -> Attribution | None:
    """ "«…». Queste | le parole di Ann Roe": the sentence begins with whose words they are."""
    near = range(at + 1, min(at + 4, len(row.tokens)))
    return next((found for index in near if (found := according(row, index))), None)


def _recalled(row: Row, at: int) -> Attribution | None:
    """ "…" Das | sagte Ann Roe, die Ministerin.  «…». Lo | ha detto Ann Roe.  «…». Così | Roe."""
    begin = at
    while at < len(row.tokens) and row.tokens[at].lower in row.lex.words["recalling"]:
        at += 1
    found = turned(row, at) if begin < at < len(row.tokens) else None
    return None if found is None or _leads_on(row, begin) else found


def _leads_on(row: Row, at: int) -> bool:
    """Whether the sentence from token `at` on leads to another quotation."""
    end = clause_end(row, at)
    quotes = end < len(row.tokens) and row.tokens[end].kind == "Q"
    return quotes or any(token.text == ":" for token in row.tokens[at:end])


def _taken_up(row: Row, at: int) -> Attribution | None:
    """ "…" With these words | Ann Roe opened the fair: who does what the sentence says."""
    for phrase in row.lex.closing:
        words = [token.lower for token in row.tokens[at : at + len(phrase)]]
        if words == list(phrase):
            found = _actor(row, at + len(phrase))
            return Attribution(found, at + len(phrase) - 1, "according to") if found else None
    return None


def _actor(row: Row, at: int) -> Mention | None:
    """Who is named first from token `at` on, before or behind the verb."""
    if text_at(row, at) == ",":
        commas = (k for k in range(at + 1, clause_end(row, at)) if row.tokens[k].text == ",")
        at = next(commas, at) + 1 if row.lex.verb_second else at + 1
    ahead = None if row.lex.verb_second else mention_after(row, at)
    found = without_verb(row, ahead) if ahead else mention_after(row, skip_adverbs(row, at + 1))
    if found is None or is_odd(row, found):
        return None
    first = last_phrase(row, found.first, found.last)  # "abrió la feria | la alcaldesa"
    return Mention(first, found.last, found.kind, found.name_first, found.name_last)


def _signed(row: Row, quote: int, at: int) -> Attribution | None:
    """ "…” — Ann Roe": nothing but a name behind a dash, and perhaps where its bearer lives."""
    alone = quote < 3 and all(token.kind == "p" for token in row.tokens[:quote])
    found = mention_after(row, at) if alone and row.tokens[at - 1].kind == "p" else None
    if found is None or found.kind != "name":
        return None
    ends = text_at(row, found.last) in ("", ",", ".", "(")
    return Attribution(found, -1, "signed") if ends else None


def signature(row: Row) -> Attribution | None:
    """ "— Ann Roe", "Ann Roe, CEO, Roe Mills": a paragraph that is but a name and what it is."""
    dashed = text_at(row, 0) in ("—", "–", "-", "―")
    found = mention_after(row, int(dashed))
    if found is None or found.kind != "name" or len(row.tokens) > LONGEST:
        return None
    behind = range(found.last, len(row.tokens))
    explained = any(row.is_role(at) for at in behind) and row.tokens[-1].kind == "w"
    known = not behind and row.tokens[0].lower in first_names()
    return Attribution(found, -1, "signed") if dashed or explained or known else None


def _is_short(row: Row, found: Attribution) -> bool:
    """After a full stop, "he said." and "Roe said in May." attribute what stands before them."""
    last = max(found.cue, found.mention.last - 1) + 1
    behind = row.tokens[last : clause_end(row, last)]
    short = len(behind) < 8 and all(token.text != "," for token in behind)
    return short and not _leads_on(row, last)


def _touches(row: Row, found: Attribution, at: int) -> bool:
    """Without a comma between them the words right behind a quotation must be the speaker's.

    "the “lost papers” that Roe mentioned" is no speech of Roe's, nor of "who" in "“old hands” who",
    nor "this “night vision” I began to use".
    """
    if row.tokens[at].lower in row.lex.words["relatives"]:
        return False
    if at > 1 and row.tokens[at - 2].lower in row.lex.words["pointing"]:
        return False
    if row.lex.incises and row.tokens[at].lower in row.lex.words["auxiliaries"]:
        at += 1  # «…» ha | detto Roe
    return min(found.cue, found.mention.first) <= skip_adverbs(row, at)


def _behind_comma(row: Row, at: int) -> Attribution | None:
    """ "…" last October, | said Jane Roe;  “…” and against the law, | Roe said."""
    for index in range(at, clause_end(row, at) - 1):
        if row.tokens[index].text == ",":
            found = inverted(row, index + 1) or _closing(row, index + 1)
            if found:
                return found
    return None


def _closing(row: Row, at: int) -> Attribution | None:
    """ "a “fool” of a man, | Roe said.": what ends a sentence says who says all of it."""
    found = mention_after(row, at)
    if found is None or not row.is_cue(found.last) or text_at(row, found.last + 1) not in ("", "."):
        return None
    return Attribution(found, found.last, "subject and cue after")


def _unlisted(row: Row, quote: int, at: int) -> Attribution | None:
    """ "…,” Roe shares;  "…,” grizzled Roe: behind a comma a verb that no list has speaks too."""
    tokens = row.tokens
    spoken = row.starts[quote] == quote and last_inside(row, quote) in ",!?…"
    if not spoken and text_at(row, at - 1) != ",":
        return None
    at += row.is_reflexive(at + 1)  # "…", s' | étrangle Roe
    name = at
    while name < len(tokens) and tokens[name].capital:
        name += 1
    person = name > at or row.lex.pronouns.get(tokens[at].lower) in ("m", "f", "p")
    cue = max(name, at + 1) if person else at
    if cue + 1 >= len(tokens) or not row.may_be_verb(cue):
        return None
    found = mention(row, at, cue) if name > at else Mention(at, at + 1, "pronoun")
    if not person:
        found = mention_after(row, skip_adverbs(row, cue + 1)) or far_subject(row, cue + 1)
    if found is None or (is_odd(row, found) and not row.lex.verb_second):
        return None
    return Attribution(found, cue, "unlisted verb")


def named_behind(row: Row, quote: int) -> Attribution | None:
    """„…,“ řekl | Roe;  „…,“ segir Eydís | Roe: in a language none of whose words we know.

    A comma, a verb, a noun at most, and a name.
    """
    at = quote + 1 + (text_at(row, quote + 1) == ",")
    first = at + 1
    goes_on = at > quote + 1 or last_inside(row, quote) in ",!?…"
    if not (goes_on and text_at(row, at).islower()):
        return None
    if len(text_at(row, first)) > LONGEST_PREPOSITION and text_at(row, first).islower():
        first += 1  # "řekl advokát | Pavel Roe"
    last = first
    while last < len(row.tokens) and row.tokens[last].capital:
        last += 1
    if last == first or (first > at + 1 and last - first < 2):
        return None
    return Attribution(Mention(first, last, "name", first, last), at, "unlisted verb")


def subjectless(row: Row, quote: int) -> bool:
    """«…», ha añadido.: whether the verb behind a quotation names nobody."""
    at, lex = quote + 1, row.lex
    if not lex.null_subject or text_at(row, at) != ",":
        return False
    cue = skip_adverbs(row, at + 1)  # "…», lo | ha definito."
    while cue + 1 < len(row.tokens) and row.tokens[cue].lower in lex.words["auxiliaries"]:
        cue = skip_adverbs(row, cue + 1)
    tries = (at for at in range(cue + 1, cue + 4) if text_at(row, at) in lex.words["continuing"])
    cue = next(tries, cue)  # "«…», prova a | scherzare."
    speaks = row.is_cue(cue) or text_at(row, cue).lower() in lex.words["continuing"]
    behind = skip_adverbs(row, cue + 1)
    ends = behind < len(row.tokens) and row.tokens[behind].kind == "p"
    return speaks or (ends and cue == at + 1 and row.may_be_verb(cue))  # "«…», sbuffa."


def _named_first(row: Row, at: int, cue: int) -> Mention | None:
    """ "…", Ann Roe, a clerk at the Office for Water and Peat, told …: a full name in front."""
    found = mention_after(row, at)
    if found is None or found.kind != "name" or found.last >= cue:
        return None
    full = found.name_last - found.name_first > 1 and row.tokens[found.last].text == ","
    return found if full else None


def _subject_and_cue(row: Row, at: int) -> Attribution | None:
    """The first cue of what follows, if what stands before it can be its subject."""
    for cue in row.cues_between(at, clause_end(row, at)):
        led = row.tokens[cue - 1].lower  # was quoted as | saying, was heard | saying
        chained = led in row.lex.words["chaining"] or led in row.lex.words["witnessed"]
        participle = row.tokens[cue].lower in row.lex.participles and not chained
        if participle or passive(row, cue, at):
            continue  # "“landspout” tornadoes were observed"
        if _is_done(row, cue, at):
            return _agent(row, at - 1, cue)
        found = _named_first(row, at, cue) or subject(row, cue, at)
        if found and row.tokens[found.first].lower in row.lex.words["oblique"]:
            found = mention_after(row, skip_adverbs(row, cue + 1)) or found
        if found:
            return Attribution(found, cue, "subject and cue after")
    return None


def _is_done(row: Row, cue: int, at: int) -> bool:
    """ "wird als „…“ | bezeichnet": whether a helping verb ahead makes this verb a passive one."""
    words = {token.lower for token in row.tokens[_near(row, at - 1) : at - 1]}
    ends = cue + 1 >= len(row.tokens) or row.tokens[cue + 1].kind == "p"
    return ends and not words.isdisjoint(row.lex.words["passive"])


def _near(row: Row, quote: int) -> int:
    """Where the sentence of a quotation begins, or its last part before it."""
    return max(row.starts[quote], quote - LONG)


def _agent(row: Row, quote: int, cue: int) -> Attribution | None:
    """ "wird | von Beobachtern als „…“ bezeichnet": who does what is done."""
    for index in range(quote - 1, _near(row, quote) - 1, -1):
        if row.tokens[index].lower in row.lex.words["by"]:
            found = mention_after(row, index + 1)
            return Attribution(found, cue, "by") if found else None
    return None
