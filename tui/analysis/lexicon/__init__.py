"""What the passes know of each language: words as data, read once.

One TOML file per language lies beside this module. No rules in here, and no code in the data.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import lru_cache
from importlib import resources
from typing import Any

from msgspec import Struct

Words = frozenset[str]
Phrases = tuple[tuple[str, ...], ...]
# Languages that are near enough to use another one's words.
_SHARED = {"nb": "no", "nn": "no", "da": "no"}
# The lists of [cues] whose words report by themselves; and those that rules ask for by name.
_REPORTING = ("strong", "weak", "participles", "behind", "idioms", "leading")
_CUES = (
    *("strong", "participles", "behind", "idioms", "leading"),
    *("nouns", "naming", "separable", "asking", "addressing", "trailing"),
)
# The lists of [words] whose words end a noun phrase; and those whose words are no part of a name.
_STOPPING = ("relatives", "auxiliaries", "negations", "adverbs")
_CLOSED = ("prepositions", "conjunctions", "times")
_ENDINGS = ("bodies", "adverbs", "past", "verb", "opening", "participle")
_FLAGS = (
    "verb_second",
    "null_subject",
    "noun_capitals",
    "dashes",
    "incises",
    "two_surnames",
    "quotative",
)


class Joints(Struct, frozen=True):
    """The little words inside a role: "head | of the office", "baker | from Braga | who …"."""

    of: str = ""
    place: str = ""
    clause: str = ""
    detail: str = ""
    articles: str = ""


class Lexicon(Struct, frozen=True, kw_only=True):
    """One language's words, lower case. `speakers` is False where only marks can be read."""

    language: str
    speakers: bool
    strong: Words
    participles: Words
    nouns: Words  # cues that are nouns as often
    naming: Words  # cues that give a name
    separable: Words  # cues only with the rest of the verb behind them: "teilte … mit"
    behind: Words  # cues only right behind a quotation ("so")
    leading: Words  # cues only right before a quotation or with a word of `onward` ("went on")
    idioms: Words  # cues only with "it" or the like behind them ("put")
    asking: Words  # cues whose object answers
    addressing: Words  # cues whose object is who listens: "told “The Morning Show”"
    cues: Words  # all of the above that report by themselves
    stops: Words  # words at which a noun phrase ends
    closed: Words  # words that are no part of a name
    according: Phrases  # phrases that name a source, the longest first
    trailing: Words  # the same behind its name: "Roe zufolge"
    sources: Words  # all words at which such a phrase may stand
    closing: Phrases  # "with these words": a quotation is taken up
    fixed: Phrases  # titles of several words: "secretary of state"
    fixed_ends: Words  # their last words
    pronouns: dict[str, str]  # pronoun → m, f, n (thing), p (several), i (the writer), r (relative)
    owners: dict[str, str]  # "his", "her" → m or f
    words: dict[str, Words]  # the lists of [words]; empty where the language has none
    titles: dict[str, str]  # honorific → m, f or n
    given: dict[str, str]  # first names that tell m or f in this language alone
    people: Words  # heads of common-noun speakers and of roles
    heads: Words  # the same and several of them; no short ones: "heads", "leads" are verbs
    gendered: dict[str, str]  # those that tell m or f
    aliases: dict[str, Words]  # what else somebody is called, and for which roles and titles
    endings: tuple[str, ...]  # of compound role words
    feminine: str  # the ending of role words for women
    before: Words  # what stands before a role and belongs to it
    particles: Words  # "von", "de": inside names
    suffixes: Words  # "Jr.", "MP": behind names
    joints: Joints
    bodies: tuple[str, ...]  # endings of compound names of bodies and writings
    plural: str  # the ending of several of them
    adverbs: tuple[str, ...]  # endings of adverbs
    past: tuple[str, ...]  # endings of verbs in the past
    verb: tuple[str, ...]  # endings of verbs in the third person
    opening: tuple[str, ...]  # endings of words that open a clause before the main one
    participle: tuple[str, ...]  # endings of participles that may open a sentence
    elided: Words  # what stands before an apostrophe: "l", "d"
    clitics: tuple[str, ...]  # pronouns tied to the verb before them: "-t-elle"
    verb_second: bool = False  # the subject follows the verb where something else opens the clause
    null_subject: bool = False  # a verb may stand without a subject that is known from before
    noun_capitals: bool = False  # every noun has a capital
    dashes: bool = False  # speech may begin with a dash and no mark
    quotative: str = ""  # what follows a quotation that somebody says
    two_surnames: bool = False  # people may be called by the last name but one
    incises: bool = False  # Romance: an attribution may stand inside the marks, « A, dit-elle. B »

    def adverb(self, word: str) -> bool:
        """Whether `word` (lower case) looks like an adverb."""
        ends = len(word) > 4 and word.endswith(self.adverbs)
        return ends and word not in self.words["not_adverbs"]

    def person(self, word: str) -> bool:
        """Whether `word` (lower case) is what a person can be called: a role, a profession."""
        known = word in self.heads or word.endswith(self.endings)
        return known or ("-" in word and self._is_compound(word))

    def _is_compound(self, word: str) -> bool:
        """ "ex-wife", "co-owner", "mother-of-two", "diretora-geral"."""
        first, _, last = word.partition("-")
        before = last in self.people and f"{first}-" in self.before
        ranked = self.incises or last.startswith("of-")
        return before or (ranked and first in self.people)

    def body(self, word: str) -> bool:
        """Whether `word` (lower case) is an organisation or a writing; their compounds are too."""
        known = word in self.words["organisations"] or word in self.words["writings"]
        return known or word.endswith(self.bodies)


def base(language: str) -> str:
    """The language's first subtag, lower case: "en" of "en-GB"; empty means English."""
    return language.replace("_", "-").split("-")[0].strip().lower() or "en"


@lru_cache(maxsize=16)
def lexicon(language: str) -> Lexicon:
    """The words of a language (first subtag); of English marks only where there is no data."""
    code = _SHARED.get(base(language), base(language))
    return _lexicon(code, table(f"{code}.toml"))


@lru_cache(maxsize=1)
def first_names() -> dict[str, str]:
    """First name, lower case → m or f, or "" where men and women bear it."""
    genders = {"m": "m", "f": "f", "both": ""}
    data = table("names.toml")
    return {name: gender for kind, gender in genders.items() for name in data[kind].split()}


@lru_cache(maxsize=32)
def table(name: str) -> dict[str, Any]:
    """A TOML file of this folder; empty if there is none of that name."""
    file = resources.files(__name__).joinpath(name)
    if not name.replace(".", "").replace("-", "").isalnum() or not file.is_file():
        return {}
    return tomllib.loads(file.read_text("utf-8"))


def _lexicon(code: str, data: dict[str, Any]) -> Lexicon:
    tables = {name: data.get(name, {}) for name in ("cues", "words", "roles", "endings")}
    cues, words, roles, endings = (_lists(table) for table in tables.values())
    cues["strong"] |= _inflected(data.get("regular", {}))
    pronouns, titles = data.get("pronouns", {}), _by_kind(data.get("titles", {}))
    closed = Words().union(*(words[name] for name in _CLOSED))
    stopping = closed.union(pronouns, *(words[name] for name in _STOPPING))
    fixed = _phrases(tables["words"].get("fixed", ""))
    according = _phrases(tables["cues"].get("according", ""))
    people, plural = roles["people"] | roles["m"] | roles["f"], tables["endings"].get("plural", "")
    by_name: dict[str, Any] = {
        **{name: cues[name] for name in _CUES},
        **{name: roles[name] for name in ("before", "particles", "suffixes")},
        **{name: tuple(endings[name]) for name in _ENDINGS},
        **{name: data[name] for name in _FLAGS if name in data},
    }
    return Lexicon(
        language=code,
        speakers=bool(cues["strong"]),
        cues=Words().union(*(cues[name] for name in _REPORTING)),
        stops=stopping - words["determiners"],
        closed=closed.union(titles),
        according=according,
        sources=cues["trailing"].union(phrase[0] for phrase in according),
        closing=_phrases(tables["cues"].get("closing", "")),
        fixed=fixed,
        fixed_ends=Words(phrase[-1] for phrase in fixed),
        pronouns=pronouns,
        owners=data.get("owners", {}),
        words=words,
        titles=titles,
        given=_by_kind(data.get("given", {})),
        people=people,
        heads=people.union(word + plural for word in people if len(word + plural) > 5),
        gendered={word: kind for kind in "mf" for word in roles[kind]},
        aliases=_lists(data.get("aliases", {})),
        endings=tuple(roles["endings"]),
        feminine=tables["roles"].get("feminine", ""),
        plural=plural,
        joints=_joints(data.get("joints", {})),
        elided=Words(data.get("elided", "").split()),
        clitics=tuple(data.get("clitics", "").split()),
        **by_name,
    )


def _lists(table: dict[str, str]) -> defaultdict[str, Words]:
    """The lists of one table of a language, each a string of words; the others are empty."""
    return defaultdict(Words, {name: Words(text.split()) for name, text in table.items()})


def _joints(data: dict[str, str]) -> Joints:
    return Joints(**{name: "|".join(words.split()) for name, words in data.items()})


def _inflected(regular: dict[str, str]) -> Words:
    """The forms of regular verbs: endings, written in one key ("-" is none), → their stems."""
    return frozenset(
        stem + ending.replace("-", "")
        for endings, stems in regular.items()
        for ending in endings.split()
        for stem in stems.split()
    )


def _phrases(text: str) -> Phrases:
    """Phrases with "|" between them, the longest first."""
    phrases = (tuple(phrase.split()) for phrase in text.split("|") if phrase.strip())
    return tuple(sorted(phrases, key=len, reverse=True))


def _by_kind(data: dict[str, str]) -> dict[str, str]:
    return {word: kind for kind, words in data.items() for word in words.split()}
