"""Speakers: whose each quotation is, over the whole article.

A quotation without words about its speaker carries on the one before it, within bounds; a pronoun
means the person spoken of last whom it fits; a last name means its full name. Unknown stays
unknown.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from tui.analysis.ahead import lead_in, reporter
from tui.analysis.annotation import Quote, Range
from tui.analysis.cues import CONFIDENCE, ODD_NOUN, Attribution, is_odd, last_inside
from tui.analysis.lexicon import Lexicon
from tui.analysis.mentions import Mention
from tui.analysis.people import People, Person, people
from tui.analysis.quotes import Spoken, rows, spoken
from tui.analysis.row import Row
from tui.analysis.subjects import first_subject
from tui.text.document import Document

# Who the sentence or paragraph before is about: evidence only where there is none that is stated.
SURE = ("according to", "by", "cue and subject after", "unlisted verb")
# Headings (paragraphs of so many words at most) that may stand between a colon and its quotation.
HEADINGS, HEADING = 3, 8
WEAK = ("subject before", "reported before")


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
    previous = None
    for one in found:
        if one.attribution is None and one.row.lex.speakers:
            _carry(one, previous, paragraphs, everybody)
        previous = one
    _lend_backwards(found)
    _group(found)
    speakers = _resolved(found, everybody)
    return tuple(_quote(one, speaker) for one, speaker in zip(found, speakers, strict=True))


def _carry(
    one: Spoken, previous: Spoken | None, paragraphs: Sequence[Row], everybody: People
) -> None:
    """Decides whose speaker a quotation without an attribution of its own has."""
    if one.continues and previous is not None:
        one.source, one.rule = _root(previous), "goes on"
    elif previous is not None and previous.paragraph == one.paragraph:
        _carry_within(one, previous, everybody)
    elif (one.at == 0 and not _goes_unread(one)) or _is_answer(one):
        _carry_over(one, previous, paragraphs, everybody)
    elif one.row.starts[one.at] == one.at:
        one.attribution = _subject_of_sentence_before(one.row, one.at, everybody)


def _is_answer(one: Spoken) -> bool:
    """ "And the forwards? “They are ready.”": the paragraph asks first, the quotation answers."""
    before = one.row.tokens[: one.at]
    asks = bool(before) and before[-1].text == "?" and one.row.starts[one.at - 1] == 0
    return asks and one.row.starts[one.at] == one.at


def _goes_unread(one: Spoken) -> bool:
    """ "…", grizzled Roe.  "…" grew louder.: a sentence goes on, though not in words we know."""
    tokens, behind = one.row.tokens, one.at + 1
    if behind >= len(tokens) or tokens[behind].kind != "w":
        return False
    return last_inside(one.row, one.at) == "," or not tokens[behind].capital


def _carry_within(one: Spoken, previous: Spoken, everybody: People) -> None:
    """A later quotation in the paragraph: the same speaker unless another one steps in between."""
    same_sentence = one.row.starts[one.at] == one.row.starts[previous.at]
    stepped_in = None
    if one.row.starts[one.at - 1] > previous.at:
        stepped_in = _subject_of_sentence_before(one.row, one.at, everybody)
    if stepped_in and _is_other(one.row, stepped_in, previous):
        one.attribution = stepped_in
    else:
        one.source = _root(previous)
        one.rule = "same sentence" if same_sentence else "carried on"


def _is_other(row: Row, found: Attribution, previous: Spoken) -> bool:
    """Whether the subject between two quotations is somebody else than the first one's speaker."""
    owner = _owner(previous)
    known = owner.attribution
    if found.mention.kind != "name" or known is None:
        return False
    if owner.elsewhere is None and owner.row is row:
        inside = known.mention.first <= found.mention.first <= known.cue
        if inside or found.mention == known.mention:
            return False
    theirs = (owner.elsewhere or owner.row).words(known.mention.first, known.mention.last)
    last = row.words(found.mention.name_first, found.mention.name_last).split()[-1]
    return last not in theirs


def _subject_of_sentence_before(row: Row, at: int, everybody: People) -> Attribution | None:
    """Who the sentence before token `at` is about: weak evidence, and said to be so."""
    start = row.starts[at - 1] if at else 0
    if at == 0 or row.tokens[start].kind == "Q":
        return None
    mention = first_subject(row, start, at)
    if mention and mention.first - start <= 6 and _is_somebody(row, mention, everybody):
        return Attribution(mention, -1, "subject before")
    return _told_before(row, at)


def _told_before(row: Row, at: int) -> Attribution | None:
    """Who reports in the nearest earlier sentence of the paragraph in which somebody does."""
    while at > 0 and row.tokens[row.starts[at - 1]].kind != "Q":
        found = reporter(row, at)
        if found:
            return found
        at = row.starts[at - 1]
    return None


def _is_somebody(row: Row, mention: Mention, everybody: People) -> bool:
    """Whether a mention is a person of this article: evidence from nearby needs one."""
    if mention.kind == "pronoun":
        return row.lex.pronouns.get(row.tokens[mention.first].lower) != "n"
    if mention.kind == "noun":
        return False
    name = row.words(mention.name_first, mention.name_last)
    person = everybody.named(name, row, mention.name_first)
    bare = mention.first == mention.name_first and not row.lex.noun_capitals
    return person is not None and (person.human or bare)


def _carry_over(
    one: Spoken, previous: Spoken | None, paragraphs: Sequence[Row], everybody: People
) -> None:
    """A quotation that begins a paragraph: led in by the paragraph before, or going on with it."""
    if one.paragraph == 0:
        return
    before = _above_headings(paragraphs, one.paragraph)
    found = lead_in(before) or _announced(before, everybody)
    if found:
        one.attribution, one.elsewhere = found, before
        return
    before = paragraphs[one.paragraph - 1]
    if previous is not None and previous.paragraph == one.paragraph - 1:
        one.source, one.rule = _root(previous), "paragraph carried on"
    elif len(one.row.tokens) == 1 and before.tokens:
        end = len(before.tokens)
        found = reporter(before, end)
        one.attribution = found or _subject_of_sentence_before(before, end, everybody)
        one.elsewhere = before


def _above_headings(paragraphs: Sequence[Row], number: int) -> Row:
    """The paragraph before this one, or one that ends in ":" with only headings in between."""
    for row in reversed(paragraphs[max(0, number - 1 - HEADINGS) : number]):
        if row.tokens and row.tokens[-1].text == ":":
            return row
        if len(row.tokens) > HEADING or any(token.kind != "w" for token in row.tokens):
            break
    return paragraphs[number - 1]


def _announced(row: Row, everybody: People) -> Attribution | None:
    """ "Roe gave a speech. | These were her words:": who the sentence before the colon is about."""
    if not row.tokens or row.tokens[-1].text != ":":
        return None
    return _subject_of_sentence_before(row, row.starts[-1], everybody)


def _root(one: Spoken) -> Spoken:
    """The quotation that others carry on: chains stay one step long however many there are."""
    return one if one.attribution is not None or one.source is None else one.source


def _lend_backwards(found: Sequence[Spoken]) -> None:
    """An open quotation is closed and attributed only in a later paragraph.

    What its first paragraph was given from the sentence before it counts less.
    """
    for later in reversed(range(1, len(found))):
        owner, earlier = _owner(found[later]), found[later - 1]
        if found[later].continues and owner.attribution and owner is not _owner(earlier):
            known = earlier.attribution
            if known is None or known.rule in WEAK:
                earlier.source, earlier.rule, earlier.attribution = owner, "goes on", None


def _owner(one: Spoken) -> Spoken:
    """The quotation whose attribution this one shares."""
    while one.source is not None and one.attribution is None:
        one = one.source
    return one


def _group(found: Sequence[Spoken]) -> None:
    """Parts of one quotation share a number: split by its attribution, or over paragraphs."""
    number = 0
    for index, one in enumerate(found):
        number += index > 0 and not _belongs(one, found[index - 1])
        one.group = number


def _belongs(one: Spoken, earlier: Spoken) -> bool:
    if one.continues:
        return True
    mine, theirs = _owner(one), _owner(earlier)
    if one.paragraph != earlier.paragraph or not (mine.attribution and theirs.attribution):
        return False
    return mine is theirs or mine.attribution.mention == theirs.attribution.mention


def _resolved(found: Sequence[Spoken], everybody: People) -> list[_Speaker | None]:
    """Each quotation's speaker, pronouns and last names resolved in reading order."""
    speakers: dict[int, _Speaker | None] = {}
    latest: _Speaker | None = None
    nameless: tuple[int, _Speaker] | None = None  # with the paragraph where it spoke
    for one in found:
        owner = _owner(one)
        if owner.attribution is None:
            continue
        if id(owner) not in speakers:
            speaker = _Speaker(owner.elsewhere or owner.row, owner.attribution)
            near = nameless[1] if nameless and owner.paragraph - nameless[0] < 2 else None
            speaker.person = _person(speaker, everybody, latest, near)
            speakers[id(owner)] = speaker if _can_speak(speaker) else None
        spoke = speakers[id(owner)]
        if spoke:
            latest = spoke
            nameless = (one.paragraph, spoke) if _is_nameless(spoke) else None
    return [speakers.get(id(_owner(one))) for one in found]


def _is_nameless(speaker: _Speaker) -> bool:
    """ "his father Mike", "a spokesman": one person, whose full name the article does not give."""
    row, mention = speaker.row, speaker.attribution.mention
    if speaker.person is not None or mention.kind not in ("name", "noun"):
        return False
    return any(row.lex.person(row.tokens[at].lower) for at in range(mention.first, mention.last))


def _person(
    speaker: _Speaker, everybody: People, latest: _Speaker | None, nameless: _Speaker | None
) -> Person | None:
    row, mention = speaker.row, speaker.attribution.mention
    if mention.kind == "name":
        name = row.words(mention.name_first, mention.name_last)
        return everybody.named(name, row, mention.name_first)
    if mention.kind == "pronoun":
        gender = row.lex.pronouns.get(row.tokens[mention.first].lower, "")
        if gender in ("m", "f") and not _means_unnamed(row, mention.first, everybody):
            found = everybody.meant(gender, row, mention.first, _place(latest))
            if nameless and _is_nearer(nameless, found, everybody, row.tokens[mention.first].start):
                return _as_person(nameless, gender)
            if found:
                found.gender = found.gender or gender  # once "she", never "he" further down
            return found
        if gender == "r":
            return everybody.before(speaker.row, mention.first)
    return None


def _is_nearer(nameless: _Speaker, found: Person | None, everybody: People, at: int) -> bool:
    """Whether who spoke last without a full name did so after `found` was last named."""
    start = nameless.row.tokens[nameless.attribution.mention.first].start
    return found is None or not everybody.is_named_between(found, start, at)


def _as_person(nameless: _Speaker, gender: str) -> Person | None:
    """Who spoke last as a person, called by the words that name them; None if not of `gender`."""
    row, mention = nameless.row, nameless.attribution.mention
    kinds = {
        row.lex.gendered.get(row.tokens[at].lower) for at in range(mention.first, mention.last)
    }
    if kinds - {None, gender}:
        return None
    return Person(*_described(row, mention, None)[:1], gender)


def _means_unnamed(row: Row, at: int, everybody: People) -> bool:
    """ "A spokesman said so. | He added", "Judge Roe nodded. | She told": who has no full name."""
    end = row.starts[at]
    found = first_subject(row, row.starts[end - 1], end) if end else None
    if found is None or found.kind not in ("name", "noun"):
        return False
    roles = [row.is_role(k) for k in range(found.first, found.last)]
    if found.kind == "noun":
        return roles[-1] and (_is_some(row, found) or _is_relative(row, found, at))
    name = row.words(found.name_first, found.name_last)
    return roles[0] and everybody.named(name, row, found.name_first) is None


def _is_some(row: Row, found: Mention) -> bool:
    return row.tokens[found.first].lower in row.lex.words["indefinite"]


def _is_relative(row: Row, found: Mention, at: int) -> bool:
    """ "His wife agreed. | She": of the pronoun's gender, and told by somebody else."""
    gender = row.lex.gendered.get(row.tokens[found.last - 1].lower)
    possessed = row.lex.pronouns.get(row.tokens[at].lower) == gender
    return possessed and row.tokens[found.first].lower in row.lex.words["possessive"]


def _can_speak(speaker: _Speaker) -> bool:
    """Where nouns have capitals: "ein Großteil der Produkte" looks like a name and is nobody."""
    row, mention = speaker.row, speaker.attribution.mention
    if not row.lex.noun_capitals or mention.kind != "name" or speaker.person is not None:
        return True
    name = row.tokens[mention.name_first : mention.name_last]
    if all(token.capital for token in name) or speaker.attribution.rule in SURE:
        return True
    return any(row.is_role(at) for at in range(mention.first, mention.last))


def _place(latest: _Speaker | None) -> tuple[int, Person] | None:
    """Who spoke last, and where that is said."""
    if latest is None or latest.person is None:
        return None
    return latest.row.tokens[latest.attribution.mention.first].start, latest.person


def _quote(one: Spoken, speaker: _Speaker | None) -> Quote:
    stretch = one.stretch
    if speaker is None:
        return Quote(stretch.start, stretch.end, one.kind or "direct", one.group)
    row, found = speaker.row, speaker.attribution
    rule = found.rule if one.attribution else one.rule
    name, role, organisation = _described(row, found.mention, speaker.person)
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
