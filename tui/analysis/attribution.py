"""Attribution: the words beside a quotation that say who speaks, read from one paragraph's row.

Each rule looks at the row on one side of a quotation and answers with a mention and a cue, or None.
Which rule is asked first depends on how the quotation is joined to its sentence. No rule looks
outside the paragraph, none knows who anybody is.
"""

from __future__ import annotations

from typing import NamedTuple

from tui.analysis.mentions import Mention, Row, mention_after, mention_before
from tui.analysis.subjects import first_subject, skip_adverbs, skip_back, subject, without_verb

# In tokens: how far back a cue may stand from its quotation.
FAR = 80

# How sure each rule is.
CONFIDENCE = {
    "subject and cue after": 0.95,
    "cue and subject after": 0.95,
    "subject and verb after": 0.6,
    "cue before": 0.9,
    "participle before": 0.8,
    "according to": 0.9,
    "colon": 0.7,
    "carried on": 0.85,
    "same sentence": 0.8,
    "paragraph carried on": 0.7,
    "goes on": 0.95,
    "subject before": 0.5,
}


class Attribution(NamedTuple):
    """Who is mentioned, by which cue (token index, -1 for none), by which rule."""

    mention: Mention
    cue: int
    rule: str


def attribution(row: Row, quote: int) -> Attribution | None:
    """Who speaks the quotation at token `quote`, as far as its own sentence tells."""
    rules = (after, before) if _leans_forward(row, quote) else (before, after)
    for rule in rules:
        found = rule(row, quote)
        if found:
            return found
    return None


def _leans_forward(row: Row, quote: int) -> bool:
    """Whether the quotation's attribution is to be sought behind it first."""
    ends_open = _last_inside(row, quote) in ",—–-" or _text(row, quote + 1) == ","
    begins_sentence = row.starts[quote] == quote
    return begins_sentence or (ends_open and not _led_in(row, quote))


def _led_in(row: Row, quote: int) -> bool:
    """Whether the words before lead directly into the quotation: "said, “", "said that “"."""
    at = quote - 1
    if at >= 0 and (
        row.tokens[at].text in (",", ":") or row.tokens[at].lower in row.lex.words["that"]
    ):
        at -= 1
    return at >= 0 and row.is_cue(at)


def after(row: Row, quote: int) -> Attribution | None:
    """ "…", he said;  "…", said Jane Roe, a baker;  "…", according to the report."""
    at = quote + 1
    ended = _last_inside(row, quote) == "."
    if _text(row, at) in (",", "—", "–", "-"):
        at, ended = at + 1, False
    if at >= len(row.tokens) or row.tokens[at].kind != "w":
        return None
    source = _according(row, at)
    if source:
        return source
    found = _inverted(row, at) or _subject_and_cue(row, at)
    if found and ended and row.tokens[at].capital and not _is_short(row, found):
        return None
    return found


def _is_short(row: Row, found: Attribution) -> bool:
    """After a full stop, "he said." and "Roe said in May." attribute what stands before them."""
    last = max(found.cue, found.mention.last - 1) + 1
    for index in range(last, min(last + 12, len(row.tokens))):
        token = row.tokens[index]
        if token.kind == "Q" or token.text in (",", ":") or token.lower in row.lex.words["that"]:
            return False
        if token.text in ".!?":
            return index - last < 8
    return len(row.tokens) - last < 8


def _inverted(row: Row, at: int) -> Attribution | None:
    cue = skip_adverbs(row, at)
    if (
        cue >= len(row.tokens)
        or not row.is_cue(cue)
        or row.tokens[cue].lower in row.lex.participles
    ):
        return None
    mention = mention_after(row, skip_adverbs(row, cue + 1))
    return Attribution(mention, cue, "cue and subject after") if mention else None


def _subject_and_cue(row: Row, at: int) -> Attribution | None:
    """The first cue of what follows, if what stands before it can be its subject."""
    end = _clause_end(row, at)
    for cue in row.cues_between(at, end):
        if row.tokens[cue].lower in row.lex.participles:
            continue
        mention = subject(row, cue, at)
        if mention:
            return Attribution(mention, cue, "subject and cue after")
    return _subject_and_verb(row, at)


def _subject_and_verb(row: Row, at: int) -> Attribution | None:
    """ "…?" Roe pressed: a name or pronoun and any verb in the past, where a cue would stand."""
    mention = mention_after(row, at)
    mention = without_verb(row, mention) if mention else None
    if mention is None or mention.kind == "noun" or mention.last >= len(row.tokens):
        return None
    verb = row.tokens[mention.last]
    if verb.lower.endswith("ed") and verb.text == verb.lower:
        return Attribution(mention, mention.last, "subject and verb after")
    return None


def _clause_end(row: Row, at: int) -> int:
    """How far an attribution from `at` on may reach: 30 tokens, its sentence, a quotation."""
    for index in range(at, min(at + 30, len(row.tokens))):
        token = row.tokens[index]
        if token.kind == "Q" or token.text in (".", "!", "?", ";"):
            return index
    return min(at + 30, len(row.tokens))


def before(row: Row, quote: int) -> Attribution | None:
    """He said: "…";  Roe told the paper that "…";  …, saying "…";  Roe: "…"."""
    start = row.starts[quote]
    return _reported(row, start, quote) or _colon(row, quote, start)


def _reported(row: Row, start: int, end: int) -> Attribution | None:
    """The last cue or source in tokens `start:end` that has somebody to it."""
    near = max(start, end - FAR)
    places = [*row.cues_between(near, end), *row.sources_between(near, end)]
    for index in sorted(places, reverse=True):
        found = _according(row, index)
        if found is None and row.is_cue(index) and not _passive(row, index, start):
            found = _speaker_of(row, index, start)
        if found:
            return found
    return None


def _speaker_of(row: Row, cue: int, start: int) -> Attribution | None:
    participle = row.tokens[cue].lower in row.lex.participles
    mention = _beside_participle(row, cue, start) if participle else _doer(row, cue, start)
    if mention is None and (participle or _continues_clause(row, cue, start)):
        mention = _earlier_subject(row, cue, start)
    if mention is None and (cue == start or row.tokens[cue - 1].text == ","):
        mention = mention_after(row, cue + 1)
    rule = "participle before" if participle else "cue before"
    return Attribution(mention, cue, rule) if mention else None


def _doer(row: Row, cue: int, start: int) -> Mention | None:
    """The subject of a verb; where verbs stand second it may be right behind it."""
    left = subject(row, cue, start)
    if not row.lex.verb_second or (left and _opens_clause(row, left, start)):
        return left
    return mention_after(row, skip_adverbs(row, cue + 1)) or left


def _opens_clause(row: Row, mention: Mention, start: int) -> bool:
    if mention.first == start or mention.kind == "pronoun":
        return True
    before = row.tokens[mention.first - 1]
    return before.kind != "w" or before.lower in row.lex.words["conjunctions"]


def _beside_participle(row: Row, cue: int, start: int) -> Mention | None:
    """ "… as Roe was saying", "a voice saying", not "…, saying"."""
    mention = mention_before(row, skip_back(row, cue, start), start)
    return mention if mention and mention.kind != "noun" else None


def _continues_clause(row: Row, cue: int, start: int) -> bool:
    """ "said … but added": a verb right behind a conjunction has the subject of the one before."""
    at = skip_back(row, cue, start)
    return at > start and row.tokens[at - 1].lower in row.lex.words["conjunctions"]


def _earlier_subject(row: Row, cue: int, start: int) -> Mention | None:
    """Who did the reporting before this verb in the sentence, or whom the sentence is about."""
    for index in reversed(row.cues_between(max(start, cue - 40), cue)):
        if row.tokens[index].lower not in row.lex.participles:
            mention = subject(row, index, start)
            if mention and mention.kind != "noun":
                return mention
    return first_subject(row, start, cue)


def _passive(row: Row, cue: int, start: int) -> bool:
    """ "was called a “fraud”": the subject is not the speaker."""
    at = cue - 1
    while at > start and row.tokens[at].lower in row.lex.words["adverbs"]:
        at -= 1
    being = ("is", "are", "was", "were", "be", "been", "being")
    return at >= start and row.tokens[at].lower in being and row.tokens[cue].lower.endswith("d")


def _colon(row: Row, quote: int, start: int) -> Attribution | None:
    if quote == start or row.tokens[quote - 1].text != ":":
        return None
    mention = first_subject(row, start, quote - 1)
    return Attribution(mention, -1, "colon") if mention else None


def lead_in(row: Row) -> Attribution | None:
    """Who the last sentence of a paragraph lets speak: it ends with a colon before a quotation."""
    end = len(row.tokens)
    if not end or row.tokens[-1].text != ":":
        return None
    start = row.starts[-1]
    found = _reported(row, start, end)
    if found:
        return found
    mention = first_subject(row, start, end - 1)
    return Attribution(mention, -1, "colon") if mention else None


def _according(row: Row, index: int) -> Attribution | None:
    tokens = row.tokens
    for phrase in row.lex.according:
        end = index + len(phrase)
        if end < len(tokens) and all(
            tokens[index + k].lower == word for k, word in enumerate(phrase)
        ):
            mention = mention_after(row, end)
            return Attribution(mention, index, "according to") if mention else None
    return None


def _text(row: Row, index: int) -> str:
    return row.tokens[index].text if 0 <= index < len(row.tokens) else ""


def _last_inside(row: Row, quote: int) -> str:
    token = row.tokens[quote]
    return row.text[token.start : token.end].rstrip("\"'”’“») \u00a0")[-1:] or " "
