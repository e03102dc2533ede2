"""The rules that look ahead of a quotation: He said: "…";  …, saying "…";  Roe: "…".

Each answers with a mention and a cue, or None; none looks outside the paragraph.
"""

from __future__ import annotations

from tui.analysis.cues import (
    Attribution,
    according,
    is_odd,
    is_thing,
    passive,
    stated_in,
    whose_words,
)
from tui.analysis.doers import doer, framed, joined
from tui.analysis.headlines import announced_last
from tui.analysis.inscriptions import inscribed
from tui.analysis.mentions import MOST_WORDS, mention_after, mention_before
from tui.analysis.phrases import Mention, has_role, has_words
from tui.analysis.row import Row
from tui.analysis.steps import skip_back
from tui.analysis.topics import first_subject, subject_behind_verb

# In tokens: how far back a cue may stand from its quotation.
FAR = 80
NEAR = 40  # how far back another cue may share its subject


def before(row: Row, quote: int) -> Attribution | None:
    """He said: "…";  Roe told the paper that "…";  …, saying "…";  Roe: "…"."""
    start = row.starts[quote]
    frame = framed(row, quote, start) if row.lex.verb_second else None
    return (
        frame
        or inscribed(row, quote, start)
        or _received(row, quote, start)
        or _last_clause(row, quote, start)
        or _reported_or_viewed(row, start, quote)
        or _unlisted(row, quote, start)
        or _colon(row, quote, start)
        or _viewed(row, quote, start)
    )


def _reported_or_viewed(row: Row, start: int, quote: int) -> Attribution | None:
    """ "Para | Ann Roe, el caso revela “…”": a thing that reports gives way to whose view it is."""
    found = _reported(row, start, quote)
    viewed = _viewed(row, quote, start) if found and is_odd(row, found.mention) else None
    return viewed or found


def _viewed(row: Row, quote: int, start: int) -> Attribution | None:
    """ "Per il ministro “…”", "Pour Ann Roe, « … »": whose view it is."""
    start += row.tokens[start].lower in row.lex.words["adverbs"]  # "Já | para Ann Roe, “…”"
    viewing = row.tokens[start].lower in row.lex.words["viewing"]
    found = mention_after(row, start + 1) if viewing else None
    if found is None or found.kind == "several" or is_odd(row, found):
        return None
    joined = found.last == quote or row.tokens[found.last].text == ","
    joined = joined or found.kind in ("pronoun", "name")  # "Per lei servono “…”"
    return Attribution(found, start, "according to") if joined else None


def _received(row: Row, quote: int, start: int) -> Attribution | None:
    """ "He had a text from | his mother: “…”", "Roe quotes | a baker: “…”": whose words."""
    if row.tokens[quote - 1].text != ":":
        return None
    for at in range(max(start + 1, quote - FAR), quote - 2):
        quoting = row.tokens[at].lower in row.lex.words["quoting"]
        sent = row.tokens[at].lower in row.lex.words["coming"] and has_words(row, at - 1)
        found = mention_after(row, at + 1) if sent or quoting else None
        cues = row.cues_between(found.last, quote) if found else ()
        if found and all(row.tokens[cue].lower in row.lex.participles for cue in cues):
            return Attribution(found, at - sent, "colon")
    return None


def _last_clause(row: Row, quote: int, start: int) -> Attribution | None:
    """ "Ek praised it, and | Roe was clear: “…”": whom the clause before a sentence is about."""
    at, joints = quote - 1, row.lex.words["and"]
    begin = row.tokens[quote].start + 1
    whole = row.text[begin : begin + 1].isupper()
    if row.tokens[at].text != ":" and not (row.tokens[at].text == "," and whole):
        return None
    most = max(start, quote - FAR)
    while at > most and not (row.tokens[at].lower in joints and row.tokens[at - 1].text == ","):
        at -= 1
    if at == most or row.cues_between(at, quote):
        return None
    found = mention_after(row, at + 1)
    if found is None or not (found.kind == "name" or has_role(row, found)):
        return None
    return Attribution(found, -1, "colon")


def _unlisted(row: Row, quote: int, start: int) -> Attribution | None:
    """ "As he relates, “…";  Roe shrieks: “…”: a verb no list has, its subject right before it."""
    cue = quote - 2
    if cue <= start or row.tokens[quote - 1].text not in (",", ":") or not row.may_be_verb(cue):
        return None
    found = mention_before(row, cue, start)
    if found is None or found.kind == "noun":
        return None
    before = row.tokens[found.first - 1].lower if found.first > start else ""
    opens = found.first == start or before in row.lex.stops
    governed = before in row.lex.words["prepositions"] or before in row.lex.pronouns
    return Attribution(found, cue, "unlisted verb") if opens and not governed else None


def _reported(row: Row, start: int, end: int) -> Attribution | None:
    """The last cue or source in tokens `start:end` that has somebody to it."""
    near = max(start, end - FAR)
    said = row.cues_between(near, end)
    places = [*said, *row.sources_between(near, end)]
    inner = None
    for index in sorted(places, reverse=True):
        if said and row.tokens[index].lower in row.lex.trailing:
            continue  # "sagte Roe Zeugen zufolge: „…“"
        found = according(row, index)
        if found is None and row.is_cue(index) and not _is_other(row, index, start, end):
            found = _speaker_of(row, index, start)
        if found and _is_stray(row, found, start):
            continue
        if found and not _is_embedded(row, found, start, end):
            return _issuer(row, found, start)
        inner = inner or (found if found and not _hangs(row, found, start) else None)
    return inner


def _hangs(row: Row, found: Attribution, start: int) -> bool:
    """ "Roe wrote of | Ek", "32 % of | Democratic claims": a name that a preposition governs."""
    at, words = found.mention.first - 1, row.lex.words
    if at <= start or found.mention.kind == "pronoun" or found.rule != "cue before":
        return False
    before = row.tokens[at].lower
    apart = before in words["conjunctions"] or before in words["by"] or before in row.lex.particles
    return before in words["prepositions"] and not apart


def _is_embedded(row: Row, found: Attribution, start: int, end: int) -> bool:
    """ "Roe said (that) | he …", "Roe wrote of | Ek", "Roe saw some | who …": no main clause's."""
    at = found.mention.first - 1
    if row.lex.verb_second or at <= start:
        return False
    if _takes_up(row, found):
        return False
    if _narrows(row, at + 1) or _hangs(row, found, start):
        return True
    return row.is_cue(at) or row.tokens[at].lower in row.lex.words["that"]


def _takes_up(row: Row, found: Attribution) -> bool:
    """ "a subhead | that said": whether a relative leads from a thing with words to the verb."""
    last, relatives = found.mention.last, row.lex.words["relatives"]
    taken_up = any(token.lower in relatives for token in row.tokens[last : found.cue])
    return taken_up and has_words(row, last - 1)


def _issuer(row: Row, found: Attribution, start: int) -> Attribution:
    """ "| Roe issued a statement that said": whose words it has, if somebody's."""
    at, words = found.mention.first - 1, row.lex.words
    writing = row.tokens[found.mention.last - 1].lower in words["writings"]
    issued = at > start and row.tokens[at].lower in words["issuing"] and writing
    by = doer(row, at, start) if issued else None
    return Attribution(by, found.cue, found.rule) if by else found


def _narrows(row: Row, at: int) -> bool:
    """ "candidates | who say so": a "who" that no comma parts from those it speaks of."""
    relative = row.lex.pronouns.get(row.tokens[at].lower) == "r"
    before = row.tokens[at - 1]
    return relative and before.text != "," and not before.capital


def _is_stray(row: Row, found: Attribution, start: int) -> bool:
    """ "criminals | in recent days | called", "it held | banners | saying": no subject, by place.

    A noun that seldom speaks does so where a clause begins.
    """
    first, lex = found.mention.first, row.lex
    if found.rule != "cue before" or lex.verb_second or not is_odd(row, found.mention):
        return False
    if first <= start or has_words(row, found.mention.last - 1):
        return False
    before = row.tokens[first - 1]
    opens = before.kind != "w" or before.lower in lex.words["conjunctions"]
    return not (opens and row.tokens[first].lower in lex.words["determiners"])


def _is_other(row: Row, cue: int, start: int, end: int) -> bool:
    """ "was called", "an article | titled “Ways” that …": no verb that reports what follows."""
    names = row.tokens[cue].lower in row.lex.naming
    titled = names and cue + 1 < end and row.tokens[cue + 1].kind == "Q"
    return titled or passive(row, cue, start)


def _speaker_of(row: Row, cue: int, start: int) -> Attribution | None:
    participle = row.tokens[cue].lower in row.lex.participles
    mention = _beside_participle(row, cue, start) if participle else doer(row, cue, start)
    bare = row.lex.null_subject or _continues_clause(row, cue, start)
    if participle:
        mention = mention or _with_somebody(row, cue, start)
    if mention is None and (participle or bare):
        mention = joined(row, cue, start) or _earlier_subject(row, cue, start)
        if participle and mention and is_odd(row, mention) and not _is_voice(row, mention):
            return None
    if mention is None and (cue == start or row.tokens[cue - 1].text == ","):
        mention = mention_after(row, cue + 1)
    rule = "participle before" if participle else "cue before"
    return stated_in(row, Attribution(mention, cue, rule)) if mention else None


def _beside_participle(row: Row, cue: int, start: int) -> Mention | None:
    """ "… as Roe was saying", "a voice saying", not "…, saying"."""
    at = skip_back(row, cue, start)
    mention = mention_before(row, at, start)
    if mention is None:
        return None
    before = row.tokens[mention.first - 1]
    opens = mention.first == start or before.kind != "w"
    opens = opens or before.lower in row.lex.words["auxiliaries"]  # "has | Roe saying"
    named = mention.kind == "name" and opens
    return mention if named or _is_with(row, mention.first) else None


def _is_voice(row: Row, found: Mention) -> bool:
    """ "A voice", "the sign": one thing that commonly says something."""
    lead, head, words = row.tokens[found.first], row.tokens[found.last - 1], row.lex.words
    return head.lower in words["inscribed"] and lead.lower in words["determiners"]


def _is_with(row: Row, at: int) -> bool:
    """ "…, with | a spokesman saying": who stands behind "with" does what the participle says."""
    return at > 0 and row.tokens[at - 1].lower in row.lex.words["beside"]


def _with_somebody(row: Row, cue: int, start: int) -> Mention | None:
    """ "…, with | Roe Mills then publishing a note saying": who does it, and so says it."""
    for at in range(cue - 1, max(start, cue - MOST_WORDS), -1):
        if row.tokens[at].text == "," and _is_with(row, at + 2):
            return mention_after(row, at + 2)
    return None


def _continues_clause(row: Row, cue: int, start: int) -> bool:
    """ "said … but added": a verb right behind a conjunction has the subject of the one before."""
    at = skip_back(row, cue, start)
    before = row.tokens[at - 1].lower if at > start else ""
    return before in row.lex.words["conjunctions"] and before not in row.lex.words["that"]


def _earlier_subject(row: Row, cue: int, start: int) -> Mention | None:
    """Who did the reporting before this verb in the sentence, or whom the sentence is about."""
    for index in reversed(row.cues_between(max(start, cue - NEAR), cue)):
        if row.tokens[index].lower not in row.lex.participles:
            mention = doer(row, index, start)
            if mention and not is_odd(row, mention) and not _narrows(row, mention.first):
                return mention
    return first_subject(row, start, cue)


def _colon(row: Row, quote: int, start: int) -> Attribution | None:
    if quote == start or row.tokens[quote - 1].text != ":":
        return None
    return announced_last(row, start, quote) or _opener(row, start, quote - 1)


def _opener(row: Row, start: int, end: int) -> Attribution | None:
    """Whom a sentence that ends in a colon is about: somebody who can speak, or nobody."""
    near = max(start, end - FAR)
    theirs = whose_words(row, near, end)
    if theirs:
        return Attribution(theirs, -1, "colon")
    start += row.tokens[start].lower in row.lex.behind  # "So | Ann Roe: „…“"
    found = first_subject(row, start, end)
    if (found is None or is_odd(row, found)) and (row.lex.verb_second or row.lex.incises):
        found = subject_behind_verb(row, start, end)
    found = _owner(row, start, end) or found
    if found is None or is_odd(row, found) or is_thing(row, found) or _is_topic(row, found):
        return None
    if row.tokens[found.last].lower in row.lex.words["moods"]:
        return None  # "Der Deich sei sicher: „…“": somebody else reports that
    return Attribution(found, -1, "colon")


def _owner(row: Row, start: int, end: int) -> Mention | None:
    """ "Roe's full quote: “…”": who is announced."""
    said = row.lex.words["utterances"]
    for at in range(start + 1, min(end, start + MOST_WORDS)):
        near = row.tokens[at + 1 : at + 3]
        if row.tokens[at].lower == "'s" and any(token.lower in said for token in near):
            return mention_before(row, at, start)
    return None


def _is_topic(row: Row, found: Mention) -> bool:
    """ "Il caso Cecilia Sala: …": a name that only completes a noun is a headline's topic."""
    lead = row.tokens[found.first : found.name_first] if found.kind == "name" else ()
    closed = row.lex.words["determiners"]
    plain = [token for token in lead if not token.capital and token.lower not in closed]
    return bool(plain) and not any(row.is_role(at) for at in range(found.first, found.name_first))


def lead_in(row: Row) -> Attribution | None:
    """Who the last sentence of a paragraph lets speak: it ends with a colon before a quotation."""
    end = len(row.tokens)
    if not end or row.tokens[-1].text != ":":
        return None
    start = row.starts[-1]
    return _reported(row, start, end) or _opener(row, start, end - 1)
