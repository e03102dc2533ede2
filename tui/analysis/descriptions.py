"""Descriptions: whom "the economist", "the 63-year-old", "the veteran striker" mean.

Somebody whom the article calls so, or of whom alone the sentences before speak. Whoever is only
introduced as "an economist" has no name, and an economist that comes back may be that one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from tui.analysis.appositions import role_after
from tui.analysis.people import LOOK_BACK, Called, Latest, People, Person, Sighting
from tui.analysis.phrases import Mention
from tui.analysis.posts import is_several
from tui.analysis.roles import role_before
from tui.analysis.row import Row
from tui.analysis.singles import age
from tui.analysis.words import Token

AGED = "-year-old"
FAR = 4  # tokens: so far behind "a" the noun of its phrase may stand
MOST_TITLES = 4  # before a name
MOST_PEOPLE = 300  # whom a description may mean
MOST_WORDS = 300  # of a paragraph, before a description
SHORT = (3, 4)  # characters of a shortened title


def described(everybody: People, row: Row, found: Mention, latest: Latest) -> Person | None:
    """The person whom a definite noun phrase means."""
    words, at = row.tokens[found.first : found.last], _head(row, found)
    if at < 0 or words[0].lower not in row.lex.words["articles"] | row.lex.words["pointing"]:
        return None
    if is_several(row.lex, row.tokens[at].lower):
        return None  # "the authors"
    everybody.called = called = everybody.called or _read(everybody)
    head, start = row.tokens[at].lower, words[0].start
    people = islice(everybody.by_name.values(), MOST_PEOPLE)
    woman = words[0].lower in row.lex.words["feminine"]
    met = [p for p in people if p.human and p.start < start and not (woman and p.gender == "m")]
    known = [p for p in met if any(_is_called(kind, head) for kind in called.kinds[id(p)])]
    also = row.lex.aliases.get(head, frozenset())
    others = [p for p in met if not also.isdisjoint(called.kinds[id(p)])]
    known = _last(everybody, known, start, latest)
    others = _last(everybody, others, start, latest)
    topic = _topic(everybody, row, start, latest)
    if not known and len(others) == 1 and topic in (None, others[0]):
        known = others if _has_words(row, others[0], words, at) else []
    new = called.unnamed.get(head, start) < start
    if known or new:
        clear = len(known) == 1 and not new and _has_words(row, known[0], words, at)
        return known[0] if clear else None
    ages = {word.lower.partition(AGED)[0] for word in words if AGED in word.lower}
    if aged := [p for p in met if called.ages.get(id(p)) in ages]:
        return aged[0] if len(aged) == 1 else None
    named = any(word.capital for word in row.tokens[at + 1 : found.last])
    if topic is None or named or not _is_telling(row, words):
        return None
    gender = row.lex.gendered.get(head, "f" if woman else topic.gender)
    return topic if topic.fits(gender) else None


def _last(everybody: People, known: list[Person], at: int, latest: Latest) -> list[Person]:
    """Of several economists only who spoke last, if no other one is named after that."""
    if len(known) < 2 or latest is None or not any(one is latest[1] for one in known):
        return known
    others = (one for one in known if one is not latest[1])
    named = any(everybody.is_named_between(one, latest[0], at) for one in others)
    return known if named else [latest[1]]


def _read(everybody: People) -> Called:
    found = Called(paragraphs=[row.tokens[0].start for row in everybody.rows if row.tokens])
    for sighting in everybody.sightings:
        key = id(sighting.person)
        found.kinds[key].update(_kinds(sighting))
        if years := age(sighting.row, sighting.last):
            found.ages[key] = years
    for row in everybody.rows:
        for at, token in enumerate(row.tokens):
            if token.lower in row.lex.words["indefinite"]:
                _introduce(found.unnamed, row, at)
    return found


def _kinds(sighting: Sighting) -> Iterator[str]:
    """What somebody is called around a name: "| Labour MP Ann Roe", "Ann Roe, a | baker,"."""
    row, at = sighting.row, sighting.first
    for role in (role_before(row, at), role_after(row, sighting.last)):
        yield from (word for word in role.role.lower().split() if row.lex.person(word))
    while at > max(0, sighting.first - MOST_TITLES) and row.tokens[at - 1].kind == "w":
        at -= 1
        word = row.tokens[at].lower.rstrip(".")
        if not (row.tokens[at].capital or row.lex.person(word)):
            break
        yield word


def _head(row: Row, found: Mention) -> int:
    """ "the retired | baker from Kotka", "the | 63-year-old": the word for what one is, or -1."""
    last = found.first
    for at in range(found.first + 1, found.last):
        word = row.tokens[at].lower
        if word in row.lex.words["attaching"]:
            break
        national = row.tokens[at].capital and word in row.lex.words["nationals"]
        if row.lex.person(word) or national or (AGED in word and last == found.first):
            last = at
    return last if last > found.first else -1


def _is_called(kind: str, head: str) -> bool:
    """Whether a title or role is the word itself, or short for it: "Insp", "Capt"."""
    return kind == head or (len(kind) in SHORT and head.startswith(kind))


def _has_words(row: Row, person: Person, words: Sequence[Token], head: int) -> bool:
    """Whether nothing in a description goes beyond what a person is called: "the former baker"."""
    known = f"{person.role} {person.organisation}".lower().split()
    more = (word for word in words[1:] if word.start != row.tokens[head].start)
    telling = row.lex.before | row.lex.words["determiners"]  # "the former baker", "… of four"
    return all(w.lower in known for w in more if w.capital or w.lower in telling)


def _is_telling(row: Row, words: Sequence[Token]) -> bool:
    """Whether a phrase describes somebody known rather than names an office, or "Roe's father"."""
    lists = row.lex.words["epithets"] | row.lex.words["nationals"]
    if not lists or any(word.lower == "'s" for word in words):
        return False
    learned = tuple(row.lex.words["learned"])
    return any(w.lower in lists or "-" in w.text or w.lower.endswith(learned) for w in words)


def _introduce(unnamed: dict[str, int], row: Row, at: int) -> None:
    """Keeps where "a" at token `at` first brings in somebody of whom no name is given there."""
    tokens, words = row.tokens, row.lex.words
    before = tokens[at - 1].lower if at else ""
    explains = at > 1 and before in (",", "—", "–", "(")  # "Ann Roe, | a baker"
    explains = explains and (tokens[at - 2].capital or tokens[at - 2].text[:1] in "0123456789)")
    if explains or before in words["being"] or before in words["as"]:
        return
    last = at
    for index in range(at + 1, min(at + 1 + FAR, len(tokens))):
        if row.stops(index) or tokens[index].capital:
            break
        last = index if row.lex.person(tokens[index].lower) else last
    near = last + 1 + (last + 1 < len(tokens) and tokens[last + 1].text == ",")  # "a baker, | Ann"
    named = any(token.capital for token in tokens[last + 1 : near + 1])
    if last > at and not named:
        unnamed.setdefault(tokens[last].lower, tokens[last].start)


def _topic(everybody: People, row: Row, start: int, latest: Latest) -> Person | None:
    """The only one whom this paragraph so far, or else the one before, is about."""
    here, offsets = row.tokens[0].start, everybody.offsets
    paragraphs = everybody.called.paragraphs if everybody.called else []
    before = paragraphs[max(0, bisect_left(paragraphs, here) - 1)]
    for first, last in ((here, start), (before, here)):
        end = bisect_left(offsets, last)
        near = everybody.sightings[max(bisect_left(offsets, first), end - LOOK_BACK) : end]
        about = [s.person for s in near if s.leading]
        if latest and first <= latest[0] < last:
            about.append(latest[1])
        if about:
            only = about[0].human and all(one is about[0] for one in about)
            return about[0] if only else None
        if row.lex.incises and _names_more(row, start):
            return None
    return None


def _names_more(row: Row, end: int) -> bool:
    """Whether a name stands not far before offset `end`: somebody we may not know."""
    last = bisect_left(row.tokens, end, key=lambda token: token.start)
    near = range(max(0, last - MOST_WORDS), last)
    return any(row.tokens[at].capital and row.starts[at] != at for at in near)
