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
from tui.analysis.topics import DASHES, without_verb

LONG = 40  # tokens: how far a helping verb may stand ahead
LONGEST = 20  # tokens: a longer paragraph is no signature


def after(row: Row, quote: int) -> Attribution | None:
    """ "…", he said;  "…", said Jane Roe, a baker;  "…", according to the report."""
    at, last = quote + 1, last_inside(row, quote)
    if text_at(row, at) in (",", "—", "–", "-"):
        at, last = at + 1, ","
        at += text_at(row, at) in (*DASHES, "-")  # «…», — сказал
    ended, joined = last == ".", last in ",.!?…—–-"
    if at >= len(row.tokens) or row.tokens[at].kind != "w":
        return _next_sentence(row, at + 1) if text_at(row, at) == "." else None
    if row.tokens[at].lower in row.lex.words["joining"]:
        return _closing_all(row, at)
    source = according(row, at) or _by(row, quote) or _worded(row, at)
    if ended and (recalled := _recalled(row, at) or _taken_up(row, at)):
        return recalled
    if source and ended and row.tokens[at].capital and not _is_short(row, source):
        return None  # "“….” According to Roe, …": of the next sentence
    if source:
        return source
    found = read_in(row, at) or turned(row, at) or _subject_and_cue(row, at)
    found = found or _over_fragment(row, at) or _known_for(row, at) or _unlisted(row, quote, at)
    if found is None or (not joined and not _touches(row, found, at)):
        apart = ended and row.tokens[at].capital and row.lex.verb_second  # Und, so ergänzt Ek: “…”
        return (None if apart else _behind_comma(row, at)) or _signed(row, quote, at)
    return None if row.tokens[at].capital and _begins_anew(row, found, at, last) else found


def _begins_anew(row: Row, found: Attribution, at: int, last: str) -> bool:
    """ "“….” Roe introduced the act.": whether what follows is a sentence of its own."""
    acts = found.cue >= found.mention.last and _has_object(row, found.cue)
    if last != ".":
        return last in "!?" and acts
    begins = min(found.cue, found.mention.first) <= skip_adverbs(row, at)
    return acts or not (begins and _is_short(row, found))


def _next_sentence(row: Row, at: int) -> Attribution | None:
    return _credited(row, at) or _recalled(row, at) or _taken_up(row, at)


def _taken_up(row: Row, at: int) -> Attribution | None:
    """ "…" With these words | Ann Roe opened the fair: who does what the next sentence says."""
    for phrase in row.lex.closing:
        words = [token.lower for token in row.tokens[at : at + len(phrase)]]
        if words == list(phrase):
            found = _actor(row, at + len(phrase))
            return Attribution(found, at + len(phrase) - 1, "according to") if found else None
    return None


def _actor(row: Row, at: int) -> Mention | None:
    """Who is named first from token `at` on, before or behind the verb: a name or a role."""
    if text_at(row, at) == ",":
        aside = row.lex.verb_second
        commas = (k for k in range(at + 1, clause_end(row, at)) if row.tokens[k].text == ",")
        at = next(commas, at) + 1 if aside else at + 1
    ahead = None if row.lex.verb_second else mention_after(row, at)
    found = without_verb(row, ahead) if ahead else mention_after(row, skip_adverbs(row, at + 1))
    if found is None or is_odd(row, found):
        return None
    first = last_phrase(row, found.first, found.last)
    if found.kind == "name" and not row.is_role(found.name_first - 1):
        first = found.name_first  # "abrió | Ana Roe"
    return Mention(first, found.last, found.kind, found.name_first, found.name_last)


def _credited(row: Row, at: int) -> Attribution | None:
    """«…». Queste | le parole di Ann Roe: the next sentence begins with whose words they are."""
    for index in range(at + 1, min(at + 4, len(row.tokens))):
        found = according(row, index)
        if found and row.starts[index] == at:
            return found
    return None


def _recalled(row: Row, at: int) -> Attribution | None:
    """ "…" Das | sagte Ann Roe im Mai.  «…». Lo | ha detto Ann Roe.: the next sentence says who."""
    begin, lex = at, row.lex
    while at < len(row.tokens) and row.tokens[at].lower in lex.words["recalling"]:
        at += 1
    found = turned(row, at) if begin < at < len(row.tokens) else _so(row, begin)
    if found is None or any(token.text == "," for token in row.tokens[at : found.cue]):
        return None
    told = found.cue == begin or text_at(row, found.mention.last) == ","  # "Lo dice Ana Sol, la …"
    return found if _is_short(row, found) or (told and _ends_soon(row, begin)) else None


def _ends_soon(row: Row, at: int) -> bool:
    """Whether a sentence ends within 12 tokens, no colon or quotation in it."""
    end = clause_end(row, at)
    return end - at < 12 and all(token.text != ":" for token in row.tokens[at:end])


def _so(row: Row, at: int) -> Attribution | None:
    """ "«…». Così | la ministra Ann Roe.": a sentence without a verb."""
    if at >= len(row.tokens) or row.tokens[at].lower not in row.lex.behind:
        return None
    found = mention_after(row, at + 1)
    found = (whose_words(row, found.first, found.last + 1) or found) if found else None
    return Attribution(found, at, "cue and subject after") if found else None


def _worded(row: Row, at: int) -> Attribution | None:
    """ "…", sono | le parole di Ann Roe;  "…", è | la risposta di Ann Roe."""
    led = ("being", "determiners")
    while at < len(row.tokens) and any(row.tokens[at].lower in row.lex.words[kind] for kind in led):
        at += 1
        if found := according(row, at) if at < len(row.tokens) else None:
            return found
        if theirs := whose_words(row, at, at + 2):
            return Attribution(theirs, at, "according to")
    return None


def _signed(row: Row, quote: int, at: int) -> Attribution | None:
    """ "…” — Ann Roe": nothing but a name behind a dash, and perhaps where its bearer lives."""
    alone = quote < 3 and all(token.kind == "p" for token in row.tokens[:quote])
    found = mention_after(row, at) if alone and row.tokens[at - 1].kind == "p" else None
    if found is None or found.kind != "name":
        return None
    ends = found.last >= len(row.tokens) or row.tokens[found.last].text in (",", ".", "(")
    return Attribution(found, -1, "signed") if ends else None


def signature(row: Row) -> Attribution | None:
    """ "— Ann Roe", "Ann Roe, CEO, Roe Mills": a paragraph that is but a name and what it is."""
    dashed = int(text_at(row, 0) in ("—", "–", "-", "―"))
    found = mention_after(row, dashed)
    if found is None or found.kind != "name" or len(row.tokens) > LONGEST:
        return None
    if text_at(row, found.last) not in ("", ",", ".", "("):
        return None
    full = found.name_last - found.name_first > 1 and found.name_first == 0
    explained = range(found.last, len(row.tokens))
    role = text_at(row, found.last) == "," and any(row.is_role(at) for at in explained)
    known = found.last == len(row.tokens) and row.tokens[0].lower in first_names()
    ends = row.tokens[-1].text in ".!?:" or any(token.kind == "Q" for token in row.tokens)
    if not dashed and (not full or ends or row.cues or not (role or known)):
        return None
    return Attribution(found, -1, "signed")


def _has_object(row: Row, cue: int) -> bool:
    """ "introduced | the act": whether a verb says something else, and not to whom."""
    if cue + 1 >= len(row.tokens) or row.lex.verb_second:
        return False
    lex, token = row.lex, row.tokens[cue + 1]
    listens = lex.addressing | lex.asking
    loose = ("prepositions", "adverbs", "times", "dates", "conjunctions", "objects")
    free = any(token.lower in lex.words[kind] for kind in loose) or lex.adverb(token.lower)
    return token.kind == "w" and not free and row.tokens[cue].lower not in listens


def _is_short(row: Row, found: Attribution) -> bool:
    """After a full stop, "he said." and "Roe said in May." attribute what stands before them."""
    last = max(found.cue, found.mention.last - 1) + 1
    for index in range(last, min(last + 12, len(row.tokens))):
        token = row.tokens[index]
        if token.kind == "Q" or token.text in (",", ":") or token.lower in row.lex.words["that"]:
            return False
        if token.lower in row.lex.words["auxiliaries"] and not row.lex.verb_second:
            return False  # "What Roe proposed | would open it."
        if token.text in ".!?":
            return index - last < 8
    return len(row.tokens) - last < 8


def _touches(row: Row, found: Attribution, at: int) -> bool:
    """Without a comma between them the words right behind a quotation must be the speaker's.

    "the “lost papers” that Roe mentioned" is no speech of Roe's, nor of "who" in "“old hands” who",
    nor "this “night vision” I began to use".
    """
    relative = row.tokens[at].lower in row.lex.words["relatives"]
    pointed = at > 1 and row.tokens[at - 2].lower in row.lex.words["pointing"]
    if row.lex.incises and row.tokens[at].lower in row.lex.words["auxiliaries"]:
        at += 1  # «…» ha | detto Roe
    return (
        not relative
        and not pointed
        and min(found.cue, found.mention.first) <= skip_adverbs(row, at)
    )


def _by(row: Row, quote: int) -> Attribution | None:
    """What was called “…” by somebody."""
    at, lex = quote + 1, row.lex
    if row.tokens[at].lower not in lex.words["by"]:
        return None
    cues = [cue for cue in row.cues_between(row.starts[quote], quote) if passive(row, cue, 0)]
    found = mention_after(row, at + 1) if cues else None
    return Attribution(found, cues[-1], "by") if found else None


def _behind_comma(row: Row, at: int) -> Attribution | None:
    """ "…" last October, said Jane Roe;  “…” of old, Roe said."""
    for index in range(at, clause_end(row, at) - 1):
        if row.tokens[index].text == ",":
            return inverted(row, index + 1) or _closing(row, index + 1)
    return None


def _closing_all(row: Row, at: int) -> Attribution | None:
    """ "…” and against the law, | Roe said.": behind the only comma, and no verb of speech else."""
    end = clause_end(row, at)
    commas = [index for index in range(at, end) if row.tokens[index].text == ","]
    found = _closing(row, commas[-1] + 1) if commas else None
    return found if found and not row.cues_between(at, commas[-1]) else None


def _closing(row: Row, at: int) -> Attribution | None:
    """ "a “fool” of a man, | Roe said.": what ends a sentence says who says all of it."""
    found = mention_after(row, at)
    cue = found.last if found and found.kind in ("name", "pronoun") else len(row.tokens)
    ends = cue + 1 >= len(row.tokens) or row.tokens[cue + 1].text == "."
    if found is None or not ends or not row.is_cue(cue):
        return None
    return Attribution(found, cue, "subject and cue after")


def _unlisted(row: Row, quote: int, at: int) -> Attribution | None:
    """ "…,” Roe shares;  "…,” grizzled Roe: behind a comma a verb that no list has speaks too."""
    tokens = row.tokens
    spoken = row.starts[quote] == quote and last_inside(row, quote) in ",!?…"
    if not spoken and text_at(row, at - 1) != ",":
        return None
    if row.starts[at] == at and row.lex.adverb(tokens[at].lower):
        return None  # "“…!” Fully awake, …"
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
    if found is None or (
        is_odd(row, found) and not row.lex.verb_second and not _is_role_of(row, found)
    ):
        return None
    return Attribution(found, cue, "unlisted verb")


def _is_role_of(row: Row, found: Mention) -> bool:
    """ "el técnico | del Kotka": a role and its body."""
    return row.lex.incises and any(
        row.lex.person(row.tokens[at].lower) for at in range(found.first, found.last)
    )


def subjectless(row: Row, quote: int) -> bool:
    """«…», ha añadido.: whether the verb behind a quotation names nobody."""
    at, lex = quote + 1, row.lex
    if not lex.null_subject or text_at(row, at) != ",":
        return False
    while at + 1 < len(row.tokens) and row.tokens[at + 1].lower in lex.words["auxiliaries"]:
        at += 1
    cue = skip_adverbs(row, at + 1)
    if cue >= len(row.tokens) or not row.is_cue(cue):
        return False
    behind = row.tokens[cue + 1] if cue + 1 < len(row.tokens) else None
    return behind is None or behind.kind == "p" or behind.lower in lex.words["prepositions"]


def _named_first(row: Row, at: int, cue: int) -> Mention | None:
    """ "…", Ann Roe, a clerk at the Office for Water and Peat, told …: a full name in front."""
    found = mention_after(row, at)
    if found is None or found.kind != "name" or found.first != at or found.last >= cue:
        return None
    full = found.name_last - found.name_first > 1 and row.tokens[found.last].text == ","
    return found if full and not row.cues_between(found.last, cue) else None


def _subject_and_cue(row: Row, at: int) -> Attribution | None:
    """The first cue of what follows, if what stands before it can be its subject."""
    end = clause_end(row, at)
    for cue in row.cues_between(at, end):
        chained = row.tokens[cue - 1].lower in row.lex.words["chaining"]  # was quoted as | saying
        participle = row.tokens[cue].lower in row.lex.participles and not chained
        if participle or passive(row, cue, at):
            continue  # "“landspout” tornadoes were observed"
        quoted = cue + 1 < len(row.tokens) and row.tokens[cue + 1].kind == "Q"
        if quoted and row.tokens[cue].lower in row.lex.naming:
            continue  # "a session titled “The Lock”"
        if row.lex.verb_second and _is_done(row, at, cue):
            return _agent(row, at - 1, cue)
        mention = _named_first(row, at, cue) or subject(row, cue, at)
        if mention and row.tokens[mention.first].lower in row.lex.words["oblique"]:
            mention = mention_after(row, skip_adverbs(row, cue + 1)) or mention
        if mention and quoted and row.starts[at] == at < mention.first:
            return None  # "“….” At last, Roe snaps “…”": of the next quotation
        if mention and not _is_relative(row, mention):
            return Attribution(mention, cue, "subject and cue after")
    return None


def _is_done(row: Row, at: int, cue: int) -> bool:
    """ "wird als „…“ | bezeichnet": whether a helping verb ahead makes this verb a passive one."""
    words = {token.lower for token in row.tokens[_near(row, at - 1) : at - 1]}
    ends = cue + 1 >= len(row.tokens) or row.tokens[cue + 1].kind == "p"
    return ends and row.starts[at - 1] < at - 1 and not words.isdisjoint(row.lex.words["passive"])


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


def _is_relative(row: Row, found: Mention) -> bool:
    """ "one of them, | who asked to stay unnamed, told …": what explains reports nothing."""
    relative = row.lex.pronouns.get(row.tokens[found.first].lower) == "r"
    return relative and row.tokens[found.first - 1].text == ","


def _over_fragment(row: Row, at: int) -> Attribution | None:
    """ "…", one source with “some knowledge” of it told …: quoted words before the verb."""
    found = None if row.starts[at] == at else mention_after(row, at)
    if found is None or found.first != at or is_odd(row, found):
        return None
    end = clause_end(row, at)
    if end >= len(row.tokens) or row.tokens[end].kind != "Q" or last_inside(row, end) in ",.!?":
        return None
    cues = row.cues_between(end, clause_end(row, end + 1))
    return Attribution(found, cues[0], "subject and cue after") if cues else None


def _known_for(row: Row, at: int) -> Attribution | None:
    """ "…", the | “Night Shift” actor said: quoted words in what somebody is called."""
    quoted = at + 2 < len(row.tokens) and row.tokens[at + 1].kind == "Q"
    if not quoted or row.tokens[at].lower not in row.lex.words["determiners"]:
        return None
    role = mention_after(row, at + 2)
    if role is None or not row.lex.person(row.tokens[role.last - 1].lower):
        return None
    cue = skip_adverbs(row, role.last)
    return Attribution(role, cue, "subject and cue after") if row.is_cue(cue) else None
