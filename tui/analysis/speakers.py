"""Speakers: whose each quotation is, over the whole article.

A quotation without words about its speaker has one by `chains`; a last name means its full name, a
pronoun whom `pronouns` says. Unknown stays unknown.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from tui.analysis.annotation import Quote, Range
from tui.analysis.chains import TURNS, carry, lend_backwards, owner_of
from tui.analysis.cues import CONFIDENCE, ODD_NOUN, Attribution, is_odd, is_thing, last_inside
from tui.analysis.descriptions import described
from tui.analysis.headings import echoes
from tui.analysis.leads import asks_another
from tui.analysis.lexicon import Lexicon, first_names
from tui.analysis.people import Latest, People, Person, people
from tui.analysis.phrases import Mention, has_role, is_articled_role
from tui.analysis.pronouns import learn, meant, only_one
from tui.analysis.quotes import Spoken, rows, spoken
from tui.analysis.row import Row
from tui.analysis.topics import first_subject
from tui.analysis.words import END_MARKS
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
    spelt: dict[str, str] = {}  # "the statement" as first: "The statement"
    return tuple(_quote(one, speaker, spelt) for one, speaker in zip(found, speakers, strict=True))


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
    latest: Latest = None
    nameless: tuple[int, _Speaker] | None = None  # with the paragraph where it spoke
    for one in found:
        owner = owner_of(one)
        if owner.attribution is None:
            continue
        if id(owner) not in speakers:
            speaker = _Speaker(owner.elsewhere or owner.row, owner.attribution)
            near = nameless[1] if nameless and owner.paragraph - nameless[0] < 2 else None
            speaker.person = _person(speaker, everybody, latest, near, _said(one, speaker))
            speaks = _can_speak(speaker) and not _is_heading(speaker)
            speakers[id(owner)] = speaker if speaks else None
        spoke = speakers[id(owner)]
        if spoke:
            latest = _place(spoke)
            nameless = (one.paragraph, spoke) if _is_nameless(spoke) else None
    return [speakers.get(id(owner_of(one))) for one in found]


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


def _person(
    speaker: _Speaker, everybody: People, latest: Latest, nameless: _Speaker | None, said: str
) -> Person | None:
    """Who a speaker is; `nameless` spoke last, near, and without a full name."""
    row, mention = speaker.row, speaker.attribution.mention
    if mention.kind == "name":
        name = row.words(mention.name_first, mention.name_last)
        found = everybody.named(name, row, mention.name_first)
        return found or described(everybody, row, mention, latest)
    if mention.kind == "noun":
        return described(everybody, row, mention, latest)
    if mention.kind == "pronoun":
        return _by_pronoun(row, mention.first, everybody, latest, nameless, said)
    return None


def _by_pronoun(
    row: Row, at: int, everybody: People, latest: Latest, nameless: _Speaker | None, said: str
) -> Person | None:
    """Whom the pronoun at token `at` means."""
    word = row.tokens[at].lower
    gender = row.lex.pronouns.get(word) or row.lex.owners.get(word, "")
    if gender == "r":
        return everybody.before(row, at)
    if gender not in ("m", "f"):
        return None
    if before := _described_before(row, at, everybody):
        found = described(everybody, row, before, latest)
        found = found or Person(row.words(before.first, before.last), gender)
        return found if found.fits(gender) else None
    if _means_unnamed(row, at, everybody):
        return None
    found = meant(everybody, gender, row, at, latest, said)
    if subject := _subject_before(row, at, gender, found, everybody):
        return subject
    found = found or only_one(everybody, row, at, gender, said)
    if nameless and _is_nearer(nameless, found, everybody, row.tokens[at].start):
        return _as_person(nameless, gender)
    if found:
        found.gender = found.gender or gender  # once "she", never "he" further down
    return found


def _subject_before(
    row: Row, at: int, gender: str, found: Person | None, everybody: People
) -> Person | None:
    """ "L'accusée a nié. « … », a-t-elle dit.": a role as a person, if none is named in `row`."""
    end = row.starts[at]
    if not end or not (row.lex.incises or row.lex.verb_second):
        return None
    if found and everybody.is_named_between(found, row.tokens[0].start, row.tokens[at].start):
        return None
    subject = first_subject(row, row.starts[end - 1], end)
    if subject is None or subject.kind != "noun" or not is_articled_role(row, subject):
        return None
    if row.tokens[subject.last].lower in row.lex.words["moods"]:
        return None  # "Die Tante höre schlecht.": somebody else says so
    words = (token.lower for token in row.tokens[subject.first : subject.last])
    if not {row.lex.gendered.get(word) for word in words} <= {None, gender}:
        return None
    known = described(everybody, row, subject, None)
    return known or Person(row.words(subject.first, subject.last), gender)


def _described_before(row: Row, at: int, everybody: People) -> Mention | None:
    """ "The bishop was firm. | He": the description that the sentence before is about."""
    end = row.starts[at]
    found = first_subject(row, row.starts[end - 1], end) if end else None
    if found is None or found.kind != "noun" or row.lex.verb_second or row.lex.incises:
        return None
    if asks_another(row, found.last):
        return None
    head, gender = row.tokens[found.last - 1].lower, row.lex.pronouns.get(row.tokens[at].lower)
    fits = row.lex.person(head) and row.lex.gendered.get(head, gender) == gender
    definite = row.tokens[found.first].lower in row.lex.words["articles"]
    several = row.lex.plural and head.endswith(row.lex.plural) and head not in row.lex.people
    plain = fits and definite and not several
    start = row.tokens[found.last].start  # "The first witness was | Ann Roe."
    return found if plain and not everybody.is_led_between(start, row.tokens[at].start) else None


def _is_nearer(nameless: _Speaker, found: Person | None, everybody: People, at: int) -> bool:
    """Whether who spoke last without a full name did so after `found` was last named."""
    start = nameless.row.tokens[nameless.attribution.mention.first].start
    return found is None or not everybody.is_named_between(found, start, at)


def _as_person(nameless: _Speaker, gender: str) -> Person | None:
    """Who spoke last as a person, called by the words that name them; None if not of `gender`."""
    row, mention = nameless.row, nameless.attribution.mention
    words = (token.lower for token in row.tokens[mention.first : mention.last])
    if {row.lex.gendered.get(word) for word in words} - {None, gender}:
        return None
    return Person(*_described(row, mention, None)[:1], gender)


def _means_unnamed(row: Row, at: int, everybody: People) -> bool:
    """ "His wife agreed. | She", "Judge Roe nodded. | She", "Roe agreed. | She": no full name."""
    end = row.starts[at]
    found = first_subject(row, row.starts[end - 1], end) if end else None
    if found is None or found.kind not in ("name", "noun"):
        return False
    if found.kind == "noun":
        behind = row.tokens[found.last]
        named = behind.lower in row.lex.words["being"]  # "Ihr Chef ist | Jan Roe."
        named = named or everybody.is_led_between(behind.end, behind.end + 2)  # "His wife, | Ann,"
        return not named and row.is_role(found.last - 1) and _is_kin(row, found, at)
    name = row.words(found.name_first, found.name_last)
    unnamed = everybody.named(name, row, found.name_first) is None
    return unnamed and (row.is_role(found.first) or row.is_cue(found.last))


def _is_kin(row: Row, found: Mention, at: int) -> bool:
    """ "His wife agreed. | She", "Roe's neighbour agreed. | He": told by somebody else."""
    words = [token.lower for token in row.tokens[found.first : found.last]]
    fits = row.lex.gendered.get(words[-1]) in (None, row.lex.pronouns.get(row.tokens[at].lower))
    return fits and (words[0] in row.lex.words["possessive"] or "'s" in words)


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
    if speaker.attribution.rule != "colon" or mention.kind not in ("name", "noun"):
        return False
    if _is_headline(row, mention):
        return True
    if mention.kind != "name":
        return False
    single = mention.name_last - mention.name_first < 2
    if row.lex.noun_capitals and not single:
        return False
    behind = row.tokens[mention.last].lower
    whole = behind in (":", "'s") or (single and behind == ",")
    role = any(row.is_role(at) for at in range(mention.first, mention.last))
    known = row.tokens[mention.name_first].lower in first_names()
    return not (whole or role or known or (person and person.human))


def _is_headline(row: Row, found: Mention) -> bool:
    """ "Tribunal stops works in Kotka: “…”": a body that acts, in a line without a full stop."""
    if row.tokens[-1].kind != "Q" or last_inside(row, len(row.tokens) - 1) in END_MARKS:
        return False
    body = row.is_role(found.first) and not has_role(row, found)
    opens = found.first == 0 and row.tokens[0].lower not in row.lex.words["determiners"]
    return body and opens and row.tokens[found.last].text != ":"


def _place(spoke: _Speaker) -> Latest:
    """Who has spoken, and where that is said."""
    if spoke.person is None:
        return None
    return spoke.row.tokens[spoke.attribution.mention.first].start, spoke.person


def _quote(one: Spoken, speaker: _Speaker | None, spelt: dict[str, str]) -> Quote:
    """The finished Quote; `spelt`: what is called "the …" in lower case → as it is spelt first."""
    stretch = one.stretch
    if speaker is None:
        return Quote(stretch.start, stretch.end, one.kind or "direct", one.group)
    row, found = speaker.row, speaker.attribution
    rule = one.rule or found.rule
    name, role, organisation = _described(row, found.mention, speaker.person)
    if name.lower().split(" ")[0] in row.lex.words["definite"]:
        name = spelt.setdefault(name.lower(), name)
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
    if mention.kind == "pronoun":
        return "", "", ""
    if mention.kind == "name":
        return row.words(mention.name_first, mention.name_last), "", ""
    return row.words(mention.first, mention.last), "", ""
