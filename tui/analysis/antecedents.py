"""Antecedents: whom the "he" or "she" means that speaks, with a full name or without one.

A sentence may just have brought in somebody whom the text names nowhere: "the bishop", "another
witness", "his wife". Then nobody else is meant. Whom the names allow is `pronouns`' business.
"""

from __future__ import annotations

from tui.analysis.descriptions import described
from tui.analysis.leads import asks_another
from tui.analysis.lexicon import first_names
from tui.analysis.mentions import mention_after
from tui.analysis.people import People, Person
from tui.analysis.phrases import Mention, has_role, is_articled_role
from tui.analysis.pronouns import Heard, meant, only_one
from tui.analysis.reports import questions
from tui.analysis.row import Row
from tui.analysis.topics import first_subject

BACK = 3  # sentences: so far before a pronoun the one that is about somebody may stand
FAR = 20  # tokens behind a noun: so far its bearer's name may stand


def antecedent(everybody: People, row: Row, at: int, heard: Heard) -> Person | None:
    """Whom the pronoun at token `at` means; one without a name where nobody could tell."""
    word = row.tokens[at].lower
    gender = row.lex.pronouns.get(word) or row.lex.owners.get(word, "")
    if gender == "r":
        return everybody.before(row, at)
    if gender not in ("m", "f"):
        return None
    found = meant(everybody, gender, row, at, heard)
    if subject := _subject(row, at, gender, found, everybody):
        return _bearer(*subject, gender, everybody, heard) or Person("", gender)
    found = found or only_one(everybody, row, at, gender, heard.said)
    if heard.nameless and _is_nearer(*heard.nameless, found, everybody, row.tokens[at].start):
        said, by = heard.nameless
        known = _is_definite(said, by) and everybody.may_mean(gender, said.tokens[by.first].start)
        return Person("", gender) if known else as_person(said, by, gender)
    if found:
        found.gender = found.gender or gender  # once "she", never "he" further down
    return found


def _subject(
    row: Row, at: int, gender: str, found: Person | None, everybody: People
) -> tuple[Row, Mention] | None:
    """Somebody without a full name whom its own sentence before the pronoun, or the one before
    that, is about; `found` is whom the names allow."""
    begin = row.starts[at]
    inflected = row.lex.incises or row.lex.verb_second
    if not inflected and (own := first_subject(row, begin, at)):
        person = row.lex.person(row.tokens[own.last - 1].lower)
        clear = person and own.last < at and not row.cues_between(own.last, at)
        if clear and _is_unnamed(row, own, at, gender, everybody):
            return row, own  # "The bishop shook his head as | he …"
    if begin == 0:
        return _subject_above(row, gender, everybody)
    subject = _subject_before(row, at, gender, everybody)
    if subject is None:
        return None
    named = found is not None and _is_nearer_by_name(row, at, subject, found, everybody)
    return None if inflected and named and not _is_owned(row, subject) else (row, subject)


def _is_nearer_by_name(
    row: Row, at: int, subject: Mention, found: Person, everybody: People
) -> bool:
    """Whether `found` leads a clause behind a subject without a name, or is who it describes.

    "Ann Roe zögert. | Die Wirtin lacht.", but "L'avocate d'Ann Roe", "Eine Wirtin lacht.".
    """
    start, end = row.span(subject.first, subject.last)
    later = [s for s in everybody.between(end, row.tokens[at].start) if s.person is found]
    new = row.lex.words["indefinite"] | row.lex.words["possessive"]
    known = is_articled_role(row, subject) and row.tokens[subject.first].lower not in new
    if later or not (known or subject.kind == "name"):
        return any(sighting.leading for sighting in later)
    return everybody.is_named_between(found, row.tokens[0].start, start)


def _subject_before(row: Row, at: int, gender: str, everybody: People) -> Mention | None:
    """Who without a full name the sentence before is about; one about nobody is passed over.

    "Une étudiante arrive. Elle sourit. | « … », dit-elle.": so is, in other languages, a pronoun.
    """
    end = row.starts[at]
    for _ in range(BACK):
        start = row.starts[end - 1]
        asked = row.tokens[end - 1].text == "?"  # "Verdict ? | « … », dit-il."
        subject = None if asked else _topic(row, start, end)
        if subject and _is_unnamed(row, subject, at, gender, everybody):
            return subject
        offsets = row.tokens[start].start, row.tokens[end].start
        quoted = any(token.kind == "Q" for token in row.tokens[start:end])
        somebody = subject and _is_somebody(row, subject, gender)
        if start == 0 or somebody or quoted or everybody.is_led_between(*offsets):
            return None
        end = start
    return None


def _is_somebody(row: Row, found: Mention, gender: str) -> bool:
    """Whether a subject may be a person, but for the pronoun that goes on about one."""
    kind = row.lex.pronouns.get(row.tokens[found.first].lower)
    if found.kind == "pronoun":
        return kind in ("m", "f", "i", "p") and kind != gender
    return row.lex.incises or row.lex.verb_second or found.kind == "name" or has_role(row, found)


def _subject_above(row: Row, gender: str, everybody: People) -> tuple[Row, Mention] | None:
    """ "His sister shook her head. ¶ “…,” | she said.": who was brought in right above."""
    above = everybody.above(row)
    last = above.starts[-1] if above else 0
    if above is None or above.tokens[last].kind == "Q":
        return None
    found, end = _topic(above, last, len(above.tokens)), len(above.tokens) - 1
    if found and last and row.lex.pronouns.get(above.tokens[found.first].lower) == gender:
        before = _subject_before(above, last, gender, everybody)  # "A clerk denies it. She …"
        return (above, before) if before else None
    if found is None or found.kind != "noun" or found.last > end:
        return None
    new = above.tokens[found.first].lower in above.lex.words["possessive"] or _is_new(above, found)
    return (above, found) if new and _is_unnamed(above, found, end, gender, everybody) else None


def _topic(row: Row, start: int, end: int) -> Mention | None:
    """Whom a sentence is about: its subject, or "For | the youngster it was a blur."."""
    topical = row.tokens[start].lower in row.lex.words["topical"]
    return (mention_after(row, start + 1) if topical else None) or first_subject(row, start, end)


def _is_unnamed(row: Row, found: Mention, at: int, gender: str, everybody: People) -> bool:
    """Whether words name somebody of a gender whom the article names nowhere in full."""
    if found.kind == "name":  # "Judge Roe nodded. | She", "Roe agreed. | She"
        name = row.words(found.name_first, found.name_last)
        unnamed = everybody.named(name, row, found.name_first) is None
        return unnamed and (row.is_role(found.first) or row.is_cue(found.last))
    if found.kind != "noun" or not _fits(row, found, gender) or _asks(row, found.last):
        return False
    behind, end = row.tokens[found.last], row.tokens[at].start
    if _is_owned(row, found):
        led = everybody.is_led_between(behind.start, end)
        named = row.tokens[min(found.last + 1, at)].capital  # "Ihr Chef ist | Jan Roe."
        return not led and not (named and behind.lower in row.lex.words["being"])
    if row.lex.incises or row.lex.verb_second:
        mood = behind.lower in row.lex.words["moods"]  # somebody else says so
        return (is_articled_role(row, found) or _is_body(row, found, gender)) and not mood
    person = row.lex.person(row.tokens[found.last - 1].lower)
    fits = person and (_is_new(row, found) or _is_definite(row, found))
    start = row.tokens[row.starts[found.first]].start
    return fits and not everybody.is_led_between(start, end)  # "The first witness was | Ann Roe."


def _is_body(row: Row, found: Mention, gender: str) -> bool:
    """ "Le club", "la commission": a body of the gender that a Romance article tells."""
    article, words = row.tokens[found.first].lower, row.lex.words
    told = "f" if article in words["feminine"] else gender if "'" in article else "m"
    known = row.lex.incises and article in words["articles"] and told == gender
    return known and row.lex.body(row.tokens[found.first + 1].lower)


def _is_new(row: Row, found: Mention) -> bool:
    """ "A neighbour agreed.", "Another laughed."; no "A baker all her life, she …"."""
    words = row.lex.words["indefinite"] | row.lex.words["alone"]
    behind = row.tokens[found.last + 1].lower if row.tokens[found.last].text == "," else ""
    opens = row.lex.pronouns.get(behind) in ("m", "f")
    return row.tokens[found.first].lower in words and not opens


def _is_definite(row: Row, found: Mention) -> bool:
    return row.tokens[found.first].lower in row.lex.words["articles"]


def _fits(row: Row, found: Mention, gender: str) -> bool:
    """Whether "he" or "she" may take up a noun: "the bishop"; no "the council", "neighbours"."""
    lex, words = row.lex, [token.lower for token in row.tokens[found.first : found.last]]
    several = lex.plural and words[-1].endswith(lex.plural) and words[-1] not in lex.people
    if gender == "m" and words[0] in lex.words["feminine"]:
        return False
    person = lex.incises or lex.verb_second or row.is_role(found.last - 1)
    return bool(
        person and not several and {lex.gendered.get(word) for word in words} <= {None, gender}
    )


def _is_owned(row: Row, found: Mention) -> bool:
    """ "His wife", "Roe's neighbour": somebody told by somebody else."""
    words = [token.lower for token in row.tokens[found.first : found.last]]
    owned = words[0] in row.lex.words["possessive"] or "'s" in words
    return owned and row.is_role(found.last - 1)


def _asks(row: Row, verb: int) -> bool:
    """ "The judge asked | her why.", "The judge asked | whether she …": she is somebody else."""
    return asks_another(row, verb) or questions(row, verb, len(row.tokens))


def _bearer(
    row: Row, found: Mention, gender: str, everybody: People, heard: Heard
) -> Person | None:
    """Whom a noun means: a person of the article, or the words themselves where nobody that the
    article has named could be meant."""
    if _is_new(row, found):
        return None if _is_named_behind(row, found.last) else as_person(row, found, gender)
    if not _is_definite(row, found):
        return None
    known = described(everybody, row, found, heard.latest)
    owned = any(token.lower == "'s" for token in row.tokens[found.first : found.last])
    spoke = heard.nameless == (row, found)
    apart = owned or spoke or not everybody.may_mean(gender, row.tokens[found.first].start)
    if known is None and apart:
        return as_person(row, found, gender)
    return known if known and known.fits(gender) else None


def _is_named_behind(row: Row, at: int) -> bool:
    """ "Another baker, who gave her name as | Ann, …": a name that no rule reads."""
    same = (k for k in range(at, min(at + FAR, len(row.tokens))) if row.starts[k] == row.starts[at])
    return any(row.tokens[k].capital for k in same)


def _is_nearer(row: Row, said: Mention, found: Person | None, everybody: People, at: int) -> bool:
    """Whether who spoke last without a full name did so after `found` was last named."""
    start = row.tokens[said.first].start
    return found is None or not everybody.is_named_between(found, start, at)


def as_person(row: Row, found: Mention, gender: str) -> Person | None:
    """Somebody without a full name, called by the words that name them; None if not of `gender`."""
    words = [token.lower for token in row.tokens[found.first : found.last]]
    told = found.kind == "name" and (row.lex.incises or row.lex.verb_second)
    names = first_names() if told else {}
    genders = {row.lex.gendered.get(word) or names.get(word) or gender for word in words}
    if genders != {gender}:
        return None
    first, last = (
        (found.name_first, found.name_last) if found.kind == "name" else (found.first, found.last)
    )
    return Person(row.words(first, last), gender)
