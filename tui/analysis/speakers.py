"""Speakers: whose each quotation is, over the whole article.

A quotation without words about its speaker has one by `chains`; a last name means its full name, a
pronoun whom `pronouns` says. Unknown stays unknown.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from tui.analysis.annotation import Quote, Range
from tui.analysis.callings import Callings
from tui.analysis.chains import TURNS, carry, lend_backwards, owner_of
from tui.analysis.cues import CONFIDENCE, ODD_NOUN, Attribution, is_odd, is_thing
from tui.analysis.descriptions import described
from tui.analysis.headings import echoes
from tui.analysis.lexicon import Lexicon, first_names
from tui.analysis.people import Latest, People, Person, people
from tui.analysis.phrases import Mention
from tui.analysis.pronouns import Heard, antecedent, learn
from tui.analysis.quotes import Spoken, spoken
from tui.analysis.row import Row, rows
from tui.text.document import Document

LONGEST = 80  # tokens: so much of what a sentence reports behind its speaker is read


class _Speaker(Struct):
    """The speaker of one quotation: mention and cue in `row`, the person if it is one."""

    row: Row
    attribution: Attribution
    person: Person | None = None


def quotes(document: Document, lex: Lexicon) -> tuple[Quote, ...]:
    """The Quotes, in reading order, each with its speaker as far as the text tells."""
    numbered = rows(document, lex)
    found, paragraphs = spoken(numbered), [row for row, _ in numbered]
    everybody = people(paragraphs)
    learn(everybody)
    for number, one in enumerate(found):
        if one.attribution is None and one.row.lex.speakers and not one.heads:
            carry(one, found[max(0, number - TURNS) : number], paragraphs, everybody)
    lend_backwards(found)
    _group(found)
    speakers = _resolved(found, everybody)
    for number, echo in echoes(found):
        if _is_surer(speakers[echo], speakers[number]):
            speakers[number], found[number].rule = speakers[echo], "heading"
    called = Callings()
    return tuple(_quote(one, speaker, called) for one, speaker in zip(found, speakers, strict=True))


def _is_surer(told: _Speaker | None, headed: _Speaker | None) -> bool:
    """ "Baker jailed: “…”": whether a headline names nobody, and the text does."""
    if headed is None:
        return True
    named = told is not None and told.person is not None
    return named and headed.person is None and headed.attribution.rule == "colon"


def _group(found: Sequence[Spoken]) -> None:
    """Parts of one quotation share a number: split by its attribution, or over paragraphs."""
    number = 0
    for index, one in enumerate(found):
        number += index > 0 and not _belongs(one, found[index - 1])
        one.group = number


def _belongs(one: Spoken, earlier: Spoken) -> bool:
    if one.continues:
        return True
    mine, theirs = owner_of(one), owner_of(earlier)
    if one.paragraph != earlier.paragraph or not (mine.attribution and theirs.attribution):
        return False
    return mine.attribution.mention == theirs.attribution.mention


def _resolved(found: Sequence[Spoken], everybody: People) -> list[_Speaker | None]:
    """Each quotation's speaker, pronouns and last names resolved in reading order."""
    speakers: dict[int, _Speaker | None] = {}
    last: tuple[int, _Speaker] | None = None  # who spoke, and in which paragraph
    for one in found:
        owner = owner_of(one)
        if owner.attribution is None:
            continue
        if id(owner) not in speakers:
            speaker = _Speaker(owner.elsewhere or owner.row, owner.attribution)
            near = last is not None and owner.paragraph - last[0] < 2
            heard = _heard(_said(one, speaker), last[1] if last else None, near)
            speaker.person = _person(speaker, everybody, heard)
            speaks = _can_speak(speaker) and not _is_heading(speaker)
            speakers[id(owner)] = speaker if speaks else None
        if spoke := speakers[id(owner)]:
            last = one.paragraph, spoke
    return [speakers.get(id(owner_of(one))) for one in found]


def _heard(said: str, last: _Speaker | None, near: bool) -> Heard:
    """What is known of who spoke `last` where somebody says something; `near`: just before."""
    if last is None:
        return Heard(said)
    nameless = (last.row, last.attribution.mention) if near and _is_nameless(last) else None
    return Heard(said, _place(last), nameless)


def _is_nameless(speaker: _Speaker) -> bool:
    """ "his father Mike", "Roe", "a spokesman": somebody whose full name no text gives."""
    row, mention = speaker.row, speaker.attribution.mention
    if speaker.person is not None or mention.kind not in ("name", "noun"):
        return False
    if mention.kind == "name" and mention.name_last - mention.name_first == 1:
        return not row.tokens[mention.name_first].text.isupper()
    plural = row.lex.plural
    if plural and row.tokens[mention.last - 1].lower.endswith(plural):
        return False  # "former employees"
    return any(row.lex.person(row.tokens[at].lower) for at in range(mention.first, mention.last))


def _said(one: Spoken, speaker: _Speaker) -> str:
    """What a speaker says: the quotation, and what the sentence reports behind its mention."""
    row, at = speaker.row, speaker.attribution.mention.last
    end = at
    most = min(at + LONGEST, len(row.tokens))
    while end < most and row.starts[end] == row.starts[at - 1]:
        end += 1
    behind = row.words(at, end) if end > at else ""
    return f"{one.row.text[one.stretch.start : one.stretch.end]} {behind}"


def _person(speaker: _Speaker, everybody: People, heard: Heard) -> Person | None:
    """Who a speaker is."""
    row, mention = speaker.row, speaker.attribution.mention
    label = row.words(mention.first, mention.last).lower()
    if speaker.attribution.rule == "label" and label in row.lex.words["answering"]:
        return everybody.interviewed(label)
    if mention.kind == "name":
        name = row.words(mention.name_first, mention.name_last)
        found = everybody.named(name, row, mention.name_first)
        return found or described(everybody, row, mention, heard.latest)
    if mention.kind == "noun":
        return described(everybody, row, mention, heard.latest)
    if mention.kind == "pronoun":
        return antecedent(everybody, row, mention.first, heard)
    return None


def _can_speak(speaker: _Speaker) -> bool:
    """Where nouns have capitals: "ein Großteil der Produkte" looks like a name and is nobody."""
    row, mention = speaker.row, speaker.attribution.mention
    if row.lex.verb_second and is_thing(row, mention):
        return False  # "heißt es"
    if not row.lex.noun_capitals or mention.kind != "name" or speaker.person is not None:
        return True
    name = row.tokens[mention.name_first : mention.name_last]
    if all(token.capital for token in name):
        return True
    return any(row.is_role(at) for at in range(mention.first, mention.last))


def _is_heading(speaker: _Speaker) -> bool:
    """ "Long-Term Trends of Trade: …", "Prices have risen: …": capitals that name no person.

    Before a colon without a verb of speech; where nouns have capitals two of them are a name.
    """
    row, mention, person = speaker.row, speaker.attribution.mention, speaker.person
    if speaker.attribution.rule != "colon" or mention.kind != "name":
        return False
    single = mention.name_last - mention.name_first < 2
    if row.lex.noun_capitals and not single:
        return False
    behind = row.tokens[mention.last].lower
    whole = behind in (":", "'s") or (single and behind == ",")
    role = any(row.is_role(at) for at in range(mention.first, mention.last))
    known = row.tokens[mention.name_first].lower in first_names()
    return not (whole or role or known or (person and person.human))


def _place(spoke: _Speaker) -> Latest:
    """Who has spoken, and where that is said."""
    if spoke.person is None:
        return None
    return spoke.row.tokens[spoke.attribution.mention.first].start, spoke.person


def _quote(one: Spoken, speaker: _Speaker | None, called: Callings) -> Quote:
    """The finished Quote."""
    stretch = one.stretch
    if speaker is None:
        return Quote(stretch.start, stretch.end, one.kind or "direct", one.group)
    row, found = speaker.row, speaker.attribution
    rule = one.rule or found.rule
    name, role, organisation = _described(row, found.mention, speaker.person)
    if speaker.person is not None:
        called.hear(name)
    elif name:
        name = called.one_name(row, found.mention, name)
    return Quote(
        stretch.start,
        stretch.end,
        one.kind or "direct",
        one.group,
        Range(*row.span(found.mention.first, found.mention.last)),
        name,
        role,
        organisation,
        Range(*row.span(found.cue, found.cue + 1)) if found.cue >= 0 else None,
        rule,
        _confidence(speaker, one.rule),
    )


def _confidence(speaker: _Speaker, handed_on: str) -> float:
    sure = CONFIDENCE[speaker.attribution.rule] * CONFIDENCE.get(handed_on, 1.0)
    odd = is_odd(speaker.row, speaker.attribution.mention)
    return round(sure * (ODD_NOUN if odd else 1), 2)


def _described(row: Row, mention: Mention, person: Person | None) -> tuple[str, str, str]:
    """Name, role and organisation: the person's, or the mention's own words."""
    if person is not None:
        return person.name, person.role, person.organisation
    word = row.tokens[mention.first].lower
    alone = word in row.lex.words["alone"] or len(word) == 1
    if mention.kind == "pronoun" or (alone and mention.last - mention.first == 1):
        return "", "", ""  # "she", "another", "Q"
    if mention.kind == "name":
        return row.words(mention.name_first, mention.name_last), "", ""
    first, last = mention.first, mention.last
    bent = row.tokens[first].lower in row.lex.words["bent"]  # "laut | dem | Bericht"
    first += bent and last - first > 1
    return row.words(first, last), "", ""
