"""Pronouns: whom "he" and "she" mean, and what the ones behind a name tell of its bearer.

"Grey is late. Her train …" shows that Halden Grey is a woman, and "Roe's office was shut, but he …"
is about Roe. Only where nobody else is named whom the pronoun could mean.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import Struct

from tui.analysis.people import LOOK_BACK, Latest, People, Person, Sighting
from tui.analysis.phrases import Mention
from tui.analysis.row import Row
from tui.analysis.topics import first_subject

_WORD = re.compile(r"\w[\w-]*")
NEAR = 12  # tokens behind a name: so far a comma closes what it is
FAR = 60  # tokens behind a name: so far a pronoun tells of it
MOST = 300  # tokens into a paragraph: further on somebody has surely been spoken of
REACH = 400  # characters before a name: so near, somebody else may be meant
CLOSE = 100  # characters from a name to a pronoun: so near, nobody else is


class Heard(Struct):
    """What is known where a pronoun speaks: who spoke last, and what the pronoun `said`.

    `nameless` spoke last, near, and without a full name.
    """

    said: str
    latest: Latest = None
    nameless: tuple[Row, Mention] | None = None


def antecedent(everybody: People, row: Row, at: int, heard: Heard) -> Person | None:
    """Whom the pronoun at token `at` means; one without a name where nobody could tell."""
    word = row.tokens[at].lower
    gender = row.lex.pronouns.get(word) or row.lex.owners.get(word, "")
    if gender == "r":
        return everybody.right_before(row, at)
    if gender not in ("m", "f"):
        return None
    found = _meant(everybody, gender, row, at, heard)
    if heard.nameless and _is_nearer(*heard.nameless, found, everybody, row.tokens[at].start):
        said, by = heard.nameless
        return Person(said.words(by.name_first, by.name_last) if by.name_last else "", gender)
    if _is_brought_in(row, at, gender, everybody):
        return Person("", gender)
    if found:
        found.gender = found.gender or gender  # once "she", never "he" further down
    return found


def _is_brought_in(row: Row, at: int, gender: str, everybody: People) -> bool:
    """ "His wife nodded. “…,” | she said.": whether the sentence before brings in somebody."""
    end, words = row.starts[at], row.lex.words
    found = first_subject(row, row.starts[end - 1], end) if end else None
    if found is None or found.kind != "noun" or not row.is_role(found.last - 1):
        return False
    lead = [token.lower for token in row.tokens[found.first : found.last]]
    new = "'s" in lead or lead[0] in words["possessive"] | words["indefinite"] | words["alone"]
    fits = {row.lex.gendered.get(word, gender) for word in lead} == {gender}
    led = everybody.is_led_between(row.tokens[found.last].start, row.tokens[at].start)
    return new and fits and not led


def _is_nearer(row: Row, said: Mention, found: Person | None, everybody: People, at: int) -> bool:
    """Whether who spoke last without a full name did so after `found` was last named."""
    start = row.tokens[said.first].start
    return found is None or not everybody.is_named_between(found, start, at)


def _meant(everybody: People, gender: str, row: Row, at: int, heard: Heard) -> Person | None:
    """Whom "he" or "she" at token `at` means: who led a clause, or spoke, last.

    If neither fits: who of that gender was named last. Nobody speaks of himself by name: if that
    one is named in what is said, somebody else in the paragraph is meant. None if one of no known
    gender fits while somebody of that very gender is near.
    """
    last = bisect_left(everybody.offsets, row.tokens[at].start)
    near = everybody.sightings[max(0, last - LOOK_BACK) : last]
    found, words = _nearest(near, gender, heard.latest), frozenset(_WORD.findall(heard.said))
    if found and not found.gender and _is_rivalled(near, found, gender, row.tokens[at].start):
        return None
    here = row.tokens[0].start
    others = [s for s in near if s.start >= here and not s.person.is_in(words)]
    if found and found.is_in(words):
        return _nearest(others, gender, None)
    return found


def _nearest(near: Sequence[Sighting], gender: str, latest: Latest) -> Person | None:
    """Of those named before, in order, whom "he" or "she" means."""
    spoke = latest if latest and latest[1].fits(gender) else None
    for sighting in reversed(near):
        if spoke and sighting.start <= spoke[0]:
            return spoke[1]
        if sighting.leading and sighting.person.fits(gender):
            return sighting.person
    return next((s.person for s in reversed(near) if s.person.gender == gender), None)


def _is_rivalled(near: Sequence[Sighting], found: Person, gender: str, at: int) -> bool:
    """Whether somebody of that very gender is in reach of a pronoun at offset `at`, and `found`
    not right before it."""
    start = next((s.start for s in reversed(near) if s.person is found), at - REACH)
    reach = start - REACH if at - start > CLOSE else start
    return any(s.person.gender == gender and s.start > reach for s in near)


def learn(everybody: People) -> None:
    """Adds what pronouns tell: the gender of people, and which names a sentence goes on about."""
    for number, sighting in enumerate(everybody.sightings):
        earlier, end = _around(everybody, number)
        if sighting.leading:
            if _is_alone(sighting, earlier):
                _learn_gender(sighting, end)
        elif _goes_on(sighting, earlier, end):
            sighting.leading = True
        elif gender := _taken_up(everybody, number):
            sighting.leading, sighting.person.gender = True, gender


def _around(everybody: People, number: int) -> tuple[Sequence[Sighting], int]:
    """Who is named before the sighting of that number in its paragraph; where the next one is."""
    found, row = everybody.sightings, everybody.sightings[number].row
    first = number
    while first > max(0, number - LOOK_BACK) and found[first - 1].row is row:
        first -= 1
    follows = number + 1 < len(found) and found[number + 1].row is row
    return found[first:number], found[number + 1].first if follows else len(row.tokens)


def _learn_gender(sighting: Sighting, end: int) -> None:
    """ "Grey is late. Her train …": what somebody is who is called by one name, or speaks."""
    person = sighting.person
    if not (person.human or _is_called_by_last(sighting)):
        return
    at, gender = next(_genders(sighting, end), (0, ""))
    surer = not person.titled and _goes_on_with(sighting, at)
    if gender and (surer or not person.gender):
        person.gender, person.human = gender, True


def _goes_on_with(sighting: Sighting, at: int) -> bool:
    """ "Roe did. | His aide …": the next sentence opens with the pronoun, which tells more than a
    first name."""
    starts = sighting.row.starts
    return starts[at] == at and starts[at - 1] == starts[sighting.last - 1]


def _is_called_by_last(sighting: Sighting) -> bool:
    """Whether the last name stands for the whole: a person's does, "the House" is none."""
    before = sighting.row.tokens[sighting.first - 1].lower if sighting.first else ""
    short = sighting.last - sighting.first == 1
    return short and before not in sighting.row.lex.words["determiners"]


def _is_alone(sighting: Sighting, earlier: Sequence[Sighting]) -> bool:
    """Whether nobody else is spoken of before in the paragraph, by name or by a pronoun."""
    tokens, lex = sighting.row.tokens, sighting.row.lex
    if sighting.first > MOST:
        return False
    others = any(other.person is not sighting.person for other in earlier)
    return not others and not any(
        lex.pronouns.get(token.lower) in ("m", "f") for token in tokens[: sighting.first]
    )


def _goes_on(sighting: Sighting, earlier: Sequence[Sighting], end: int) -> bool:
    """ "Roe's office did not reply, but | he …": a sentence that is about the owner after all."""
    row, start = sighting.row, sighting.row.starts[sighting.first]
    owner = sighting.last < len(row.tokens) and row.tokens[sighting.last].lower == "'s"
    if not owner or any(other.leading and other.first >= start for other in earlier):
        return False
    behind = range(sighting.last, min(end, sighting.last + FAR))
    same = (row.tokens[at].lower for at in behind if row.starts[at] == start)
    genders = (row.lex.pronouns.get(word) for word in same)
    found = next((gender for gender in genders if gender in ("m", "f")), "")
    return bool(found) and sighting.person.gender in ("", found)


def _taken_up(everybody: People, number: int) -> str:
    """ "It hurt nobody more than | Bo Ek. He …": m or f if the next sentence goes on about whom
    this one names, and who alone can be meant."""
    sighting = everybody.sightings[number]
    row, person, start = sighting.row, sighting.person, sighting.row.starts[sighting.first]
    behind = range(sighting.last, min(len(row.tokens), sighting.last + FAR))
    kinds = ((at, row.lex.pronouns.get(row.tokens[at].lower)) for at in behind)
    fitting = ((at, one) for at, one in kinds if one in ("m", "f") and person.fits(one))
    at, gender = next(fitting, (0, ""))
    follows = row.starts[at] > start and row.starts[row.starts[at] - 1] == start
    before = (row.lex.pronouns.get(token.lower) for token in row.tokens[: sighting.first])
    if not follows or gender in before:
        return ""
    near = everybody.sightings[max(0, number - LOOK_BACK) : number + LOOK_BACK]
    others = (s.person for s in near if s.row is row and s.first < at and s.person is not person)
    subject = first_subject(row, start, sighting.first)
    noun = subject is not None and subject.kind == "noun"
    unnamed = subject and noun and row.lex.person(row.tokens[subject.last - 1].lower)
    return "" if unnamed or any(other.fits(gender) for other in others) else gender


def _genders(sighting: Sighting, end: int) -> Iterator[tuple[int, str]]:
    """What the pronouns say behind a name, and where, up to whom they might mean instead."""
    row, first = sighting.row, sighting.last
    behind = range(first + 1, min(end, first + NEAR))
    if row.tokens[min(first, end - 1)].text == ",":  # "Ann Roe, the mill's manager, | who …"
        first = next((at for at in behind if row.tokens[at].text == ","), first)
    for at in range(first, min(end, first + FAR)):
        word = row.tokens[at].lower
        if row.is_role(at) or word in row.lex.gendered:
            return
        gender = row.lex.pronouns.get(word) or row.lex.owners.get(word, "")
        if gender in ("m", "f") and not _is_other(sighting, at):
            yield at, gender


def _is_other(sighting: Sighting, at: int) -> bool:
    """ "Roe told | her.", "Roe called on | him to go": in one clause with a name, another's."""
    row, behind = sighting.row, at + 1
    owns = row.tokens[at].lower in row.lex.words["possessive"] and not row.stops(behind)
    return (
        row.tokens[at].lower in row.lex.owners
        and row.starts[at] == row.starts[sighting.first]
        and not owns
    )
