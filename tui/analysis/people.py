"""People: every full name of an article with what the text says about them.

"Zhao" means the Houlin Zhao named elsewhere. Roles and organisations are kept from whichever
mention states them. Only words of the text, never a guess from outside but the usual gender of a
first name; whom "she" means is `pronouns`' business.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import islice, takewhile

from msgspec import Struct, field

from tui.analysis.appositions import role_after
from tui.analysis.leads import is_asked, is_attribute, joins_clause, leads, tellers
from tui.analysis.lexicon import Lexicon, first_names
from tui.analysis.name_runs import name_runs
from tui.analysis.posts import Role
from tui.analysis.roles import role_before
from tui.analysis.row import Row
from tui.analysis.singles import age, is_kin_before, is_office_holder, is_whole

# In sightings: how far back pronouns and descriptions may reach.
LOOK_BACK = 40
JUST = 400  # characters behind a full name: so near, a last name means its bearer


class Person(Struct):
    """One name of the article, as it is written where it is fullest."""

    name: str
    gender: str = ""
    role: str = ""
    organisation: str = ""
    stated: bool = False  # the role is but a title, or what a sentence says of them
    times: int = 1
    start: int = 0  # offset of the first full mention
    human: bool = False  # has a known first name, a title or a role, or speaks
    titled: bool = False  # by what tells the gender

    def fits(self, gender: str) -> bool:
        """Whether "he" or "she" may mean this person."""
        return self.gender == gender or (self.human and not self.gender)

    def is_in(self, words: frozenset[str]) -> bool:
        """Whether the last name is among `words`."""
        return self.name.rpartition(" ")[2] in words


class Sighting(Struct):
    """A person is named at this offset, by tokens `first:last` of a row.

    `leading`: as the one a clause is about.
    """

    start: int
    person: Person
    leading: bool
    row: Row
    first: int
    last: int


Latest = tuple[int, Person] | None  # who spoke last, and at which offset


class Called(Struct):
    """What an article calls its people, each by its id, and whom it names nowhere."""

    kinds: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))  # "baker"
    ages: dict[int, str] = field(default_factory=dict)  # in years
    unnamed: dict[str, int] = field(default_factory=dict)  # "a baker" → its offset
    paragraphs: list[int] = field(default_factory=list)  # their offsets


class People(Struct):
    """The people of one article."""

    by_name: dict[str, Person] = field(default_factory=dict)
    by_last: dict[str, list[Person]] = field(default_factory=dict)
    by_first: dict[str, list[Person]] = field(default_factory=dict)
    sightings: list[Sighting] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)  # of the sightings
    rows: Sequence[Row] = ()
    places: set[str] = field(default_factory=set)  # "in Israel": no Israel Roe
    called: Called | None = None  # read by `descriptions` when there is one

    def named(self, name: str, row: Row, first: int) -> Person | None:
        """The person a full or last name at token `first` means.

        Of several, whom a clause right before was about by full name; else the one named most.
        """
        key = name.lower()
        if found := self.by_name.get(key):
            return found
        words = key.split()
        candidates = self.by_last.get(words[-1], []) if words else []
        if len(words) > 1:
            candidates = [p for p in candidates if _is_fuller(key, p.name.lower())]
        elif words:
            candidates = self._by_one(words[0], candidates, row.tokens[first].start)
            if name.isupper():
                candidates = [p for p in candidates if p.human]  # "the UN" is no UN Relief
        if not candidates:
            return None
        gender = _honorific(row, first)
        fitting = [p for p in candidates if not gender or p.gender in ("", gender)]
        if len(candidates) == 1 and not candidates[0].titled:
            fitting = candidates  # "Hillary Ouma … Mr Ouma": a first name tells but what is usual
        near = self._led_right_before(row.tokens[first].start) if len(fitting) > 1 else []
        told = next((p for p in near if any(p is one for one in fitting)), None)
        return told or max(fitting, key=lambda person: person.times, default=None)

    def _led_right_before(self, at: int) -> list[Person]:
        """Whom clauses not far before offset `at` were about by full name, the last one first."""
        first, last = bisect_left(self.offsets, at - JUST), bisect_left(self.offsets, at)
        near = reversed(self.sightings[max(first, last - LOOK_BACK) : last])
        return [s.person for s in near if s.leading and s.last - s.first > 1]

    def _by_one(self, word: str, by_last: list[Person], at: int) -> list[Person]:
        """Whom one name at offset `at` may mean: a last name, or a first name met before it."""
        by_first = [] if word in self.places else self.by_first.get(word, [])[:2]
        met = len(by_first) == 1 and by_first[0].start < at
        if met and all(person.start > at for person in by_last):
            return by_first
        return by_last or (by_first if len(by_first) == 1 else [])

    def between(self, start: int, end: int) -> list[Sighting]:
        """Who is named at an offset from `start` on and before `end`."""
        return self.sightings[bisect_left(self.offsets, start) : bisect_left(self.offsets, end)]

    def is_named_between(self, person: Person, start: int, end: int) -> bool:
        """Whether `person` is named there."""
        return any(sighting.person is person for sighting in self.between(start, end))

    def is_led_between(self, start: int, end: int) -> bool:
        """Whether a clause there is about anybody by name."""
        return any(sighting.leading for sighting in self.between(start, end))

    def interviewed(self, label: str) -> Person | None:
        """Whom an interview is with: the one who is named above the first "A:", if but one is."""
        heads = (row.tokens[0] for row in self.rows if row.tokens)
        first = next((token.start for token in heads if token.lower == label), 0)
        above = takewhile(lambda person: person.start < first, self.by_name.values())
        named = list(islice(above, 2))
        return named[0] if len(named) == 1 else None

    def right_before(self, row: Row, at: int) -> Person | None:
        """Whom "who" at token `at` means: the name right before it."""
        last = bisect_left(self.offsets, row.tokens[at].start)
        comma = at > 0 and row.tokens[at - 1].text == ","
        name = row.tokens[at - 1 - comma] if last and at > row.starts[at] + comma else None
        person = self.sightings[last - 1].person if name and name.capital else None
        return person if person and name and name.text in person.name.split() else None


def people(paragraphs: Sequence[Row]) -> People:
    """Everybody who is named in full, be it by one name only, and every place where."""
    found = People(rows=[row for row in paragraphs if row.tokens])
    names = ((row, first, last) for row in paragraphs for first, last in name_runs(row))
    runs = [(r, at, at + 2 if is_office_holder(r, at, last) else last) for r, at, last in names]
    attributes = (run for run in runs if is_attribute(*run))
    bodies = {row.words(first, last).lower() for row, first, last in attributes}
    for row, first, last in runs:
        known = row.tokens[first].lower in first_names()
        other = _is_place(row, first) or row.words(first, last).lower() in bodies
        if 1 < last - first < 6 and (known or not other):
            _meet(found, row, first, last)
        if other and last - first == 1:
            found.places.add(row.tokens[first].lower)
    _merge(found)
    for row, first, last in runs:
        one = last - first == 1 and is_whole(row, first, last)
        if one or is_office_holder(row, first, last):
            _meet_by_one(found, row, first, last)
    _sight(found, runs, {offset for row in paragraphs for offset in tellers(row)})
    return found


def _merge(found: People) -> None:
    """ "Fatima Roe" is "Shiza Fatima Roe", if only one bears that last name and both before it."""
    for key, person in list(found.by_name.items()):
        last, first = key.split()[-1], key.split()[0]
        fuller = [p for p in found.by_last.get(last, ()) if p.name.lower().endswith(f" {key}")]
        if len(fuller) == 1:
            found.by_name[key] = fuller[0]
            fuller[0].start = min(fuller[0].start, person.start)
            fuller[0].gender = fuller[0].gender or person.gender
            for known in (found.by_last[last], found.by_first[first]):
                known.remove(person)


def _sight(found: People, runs: Sequence[tuple[Row, int, int]], telling: set[int]) -> None:
    """Notes where everybody is named; at the offsets in `telling` somebody reports something."""
    told_in = -1  # where a sentence begins in which somebody reports: the others in it only act
    for row, first, last in runs:
        person = found.named(row.words(first, last), row, first)
        if person is None:
            continue
        tells = row.tokens[last - 1].start in telling
        person.times += 1
        person.human = person.human or tells
        _describe(found, person, row, first, last)
        sentence = row.tokens[row.starts[first]].start
        reports = tells or (last < len(row.tokens) and row.is_cue(last))
        apart = told_in != sentence or is_asked(row, first) or joins_clause(row, first, last)
        leading = tells or (leads(row, first, last) and (reports or apart))
        told_in = sentence if reports else told_in
        start = row.tokens[first].start
        found.sightings.append(Sighting(start, person, leading, row, first, last))
        found.offsets.append(start)


def _is_place(row: Row, first: int) -> bool:
    """ "in | Ancient Rome": what such a word leads to is hardly anybody."""
    words, before = row.lex.words, row.tokens[first - 1].lower if first else ""
    return before in words["inside"] and before not in words["by"]


def _is_fuller(name: str, known: str) -> bool:
    """Whether two names with one last name agree: the first word too, or one within the other."""
    inside = name.endswith(f" {known}") or known.endswith(f" {name}")
    return inside or name.split()[0] == known.split()[0]


def _names_others(everybody: People, role: str) -> bool:
    """Whether a role is mostly somebody else's name ("advocate Ann Roe"); "Roe aide" is none."""
    words = [word.lower() for word in role.split()]
    names = [word for word in words if word in everybody.by_last or word in everybody.by_first]
    return len(names) > 1 and not first_names().keys().isdisjoint(names)


def _describe(everybody: People, person: Person, row: Row, first: int, last: int) -> None:
    """Keeps what a mention tells of somebody: gender, role and organisation."""
    title = _honorific(row, first)
    office = title == "m" and person.gender == "f" and row.lex.incises  # "il sindaco | Anna Roe"
    title = "" if office else title
    person.gender, person.titled = title or person.gender, person.titled or bool(title)
    person.human = person.human or bool(person.gender or age(row, last))
    person.human = person.human or _speaks(row, first, last)
    if person.role and person.organisation and not person.stated:
        return
    for found in (role_before(row, first), role_after(row, last)):
        plain = person.stated or not person.role  # "Insp Ann Roe of the CDF"
        if plain and found.organisation and not (found.role or person.organisation):
            person.organisation = found.organisation
        if _is_better(found, person) and not _names_others(everybody, found.role):
            _keep(person, found, row.lex)


def _is_better(found: Role, person: Person) -> bool:
    """Whether a role tells more than what is known: "is a lawyer" gives way."""
    fuller = bool(found.organisation) and not person.organisation
    better = (fuller or person.stated) and not found.stated
    return bool(found.role) and (better or not person.role)


def _keep(person: Person, found: Role, lex: Lexicon) -> None:
    """Gives somebody a role, and the gender that it tells."""
    kept = "" if person.stated else person.organisation
    person.role, person.organisation = found.role, found.organisation or kept
    person.human, person.stated = True, found.stated
    heads = (lex.gendered.get(word) for word in found.role.lower().split())
    gender = next(filter(None, heads), "")  # "Roe, an actress", "la presidenta, Marián Roe"
    woman = gender == "f" and lex.incises
    person.gender = gender if woman else person.gender or gender


def _speaks(row: Row, first: int, last: int) -> bool:
    if first > 0 and row.is_cue(first - 1):
        return True
    before = row.tokens[first - 1] if row.starts[first] != first else None
    if row.lex.noun_capitals and before and before.kind == "w":
        return False  # "hat drei Milliarden Euro angekündigt"
    inset = before and before.text == "," == row.tokens[min(last, len(row.tokens) - 1)].text
    cue = last + bool(inset)  # "The mayor, Ann Roe, | said"
    return cue < len(row.tokens) and row.is_cue(cue)


def _meet(found: People, row: Row, first: int, last: int) -> None:
    lex, words = row.lex, [token.lower for token in row.tokens[first:last]]
    if not lex.words["organisations"].isdisjoint(words) or words[-1] in lex.words["named"]:
        return  # "the Ann Roe Show"
    if any(_is_shouted(token.text) for token in row.tokens[first:last]):
        return
    if is_attribute(row, first, last) or _is_common(lex, words):
        return
    name = row.words(first, last)
    key = name.lower()
    if key in found.by_name:
        found.by_name[key].times += 2
        return
    gender = lex.given.get(words[0]) or first_names().get(words[0], "") or _honorific(row, first)
    person = Person(name, gender, start=row.tokens[first].start)
    found.by_name[key] = person
    end = words[-1] if words[-1] not in lex.suffixes else words[-2]
    found.by_last.setdefault(end, []).append(person)
    if lex.two_surnames and len(words) > 2 and words[-2] not in lex.particles:
        found.by_last.setdefault(words[-2], []).append(person)  # "Ana | Luna Prado"
    found.by_first.setdefault(words[0], []).append(person)


def _is_shouted(word: str) -> bool:
    """ "UNESCO", "FROM"; no "H.J.M.C."."""
    return word.isupper() and len(word) > 3 and "." not in word


def _meet_by_one(found: People, row: Row, first: int, last: int) -> None:
    """Meets somebody whom the article never names by two names."""
    name, key = row.words(first, last), row.tokens[last - 1].lower
    if key in found.by_name or key in found.by_last or key in found.by_first:
        return
    gender = first_names().get(key, "") or _honorific(row, first)
    # "his wife, Ann,", "Joke, zijn vrouw"
    at = first - 2 if is_kin_before(row, first) else min(last + 2, len(row.tokens) - 1)
    kin = row.tokens[at].lower
    gender = gender or row.lex.gendered.get(kin, "")
    person = Person(name, gender, start=row.tokens[first].start, human=True)
    found.by_name[name.lower()] = person
    found.by_last[key] = [person]


def _is_common(lex: Lexicon, words: Sequence[str]) -> bool:
    """ "Großteil der Boote" names nobody, and "De Wit" is a last name only."""
    if words[0] in first_names():
        return False
    determined = lex.noun_capitals and not lex.words["determiners"].isdisjoint(words)
    return determined or words[0] in lex.particles


def _honorific(row: Row, first: int) -> str:
    """m or f if a title or role before the name tells."""
    before = row.tokens[first - 1].lower if first else ""
    lex = row.lex
    kind = lex.titles.get(before, "") or lex.gendered.get(before, "")
    if not kind and lex.feminine and lex.person(before) and before.endswith(lex.feminine):
        return "f"  # "Bundesbildungsministerin"
    return kind if kind in ("m", "f") else ""
