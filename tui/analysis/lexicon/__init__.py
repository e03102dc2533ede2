"""What the passes know of each language: words as data, read once.

One TOML file per language lies beside this module. No rules in here, and no code in the data.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any

from msgspec import Struct

Words = frozenset[str]
# Languages that are near enough to use another one's words.
_SHARED = {"nb": "no", "nn": "no", "da": "no"}
# The lists of [cues] whose words report by themselves; and those that count in their own way.
_REPORTING = ("strong", "weak", "participles", "behind", "idioms", "leading")
_APART = ("nouns", "naming", "separable", "asking", "addressing")
# The lists of [words] whose words end a noun phrase; and all lists of [words].
_STOPPING = (
    "prepositions",
    "conjunctions",
    "relatives",
    "auxiliaries",
    "negations",
    "adverbs",
    "times",
)
_LISTS = (
    *(*_STOPPING, "determiners", "oblique", "attaching", "and", "by", "being", "dates"),
    *(
        "things",
        "not_adverbs",
        "inscribed",
        "openers",
        "organisations",
        "writings",
        "named",
        "describing",
    ),
    *(
        "lapses",
        "alone",
        "indefinite",
        "pointing",
        "inside",
        "definite",
        "objects",
        "places",
        "possessive",
        "beside",
        "joining",
        "viewing",
        "promoting",
        "sourcing",
        "moods",
        "recalling",
        "citing",
        "certain",
        "passive",
        "terming",
        "reflexive",
        "continuing",
        "reading",
        "linking",
        "having",
        "upon",
        "asked",
        "coming",
        "likening",
        "genitive",
        "issuing",
        "presenting",
        "articles",
        "onward",
        "names",
        "ranks",
        "offices",
        "portfolios",
        "demonyms",
        "chaining",
        "habits",
        "utterances",
        "about",
    ),
)


class Joints(Struct, frozen=True):
    """The little words inside a role: "head | of the office", "baker | from Braga | who …"."""

    of: str = ""
    place: str = ""
    clause: str = ""
    detail: str = ""
    articles: str = ""


class Lexicon(Struct, frozen=True):
    """One language's words, lower case. `speakers` is False where only marks can be read."""

    language: str
    speakers: bool
    minimum_words: int
    strong: Words
    weak: Words
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
    according: tuple[tuple[str, ...], ...]
    trailing: Words  # the same behind its name: "Roe zufolge"
    sources: Words  # all words at which such a phrase may stand
    closing: tuple[tuple[str, ...], ...]  # "with these words": a quotation is taken up
    near: tuple[tuple[str, ...], ...]  # "close to": what leads from a role to whom it is near
    pronouns: dict[str, str]  # pronoun → m, f, n (thing), p (several), i (the writer), r (relative)
    owners: dict[str, str]  # "his", "her" → m or f
    words: dict[str, Words]
    titles: dict[str, str]  # honorific → m, f or n
    people: Words  # heads of common-noun speakers and of roles
    endings: tuple[str, ...]  # of compound role words
    bodies: tuple[str, ...]  # of compound names of bodies and writings
    plural: str  # the ending of several of them
    gendered: dict[str, str]  # role word → m or f
    feminine: str  # the ending of role words for women
    before: Words
    particles: Words
    suffixes: Words
    fixed: tuple[tuple[str, ...], ...]
    joints: Joints
    adverbs: tuple[str, ...]  # endings of adverbs
    past: tuple[str, ...]  # endings of verbs in the past
    verb: tuple[str, ...]  # endings of verbs in the third person
    opening: tuple[str, ...]  # endings of words that open a clause before the main one
    verb_second: bool  # the subject stands behind the verb where something else begins the clause
    null_subject: bool  # a verb may stand without a subject that is known from before
    noun_capitals: bool  # every noun has a capital
    dashes: bool  # speech may begin with a dash and no mark
    quoting: str  # what follows a quotation that somebody says
    incises: (
        bool  # an attribution may stand inside the marks: « A, dit-elle. B », «A – dice Roe – B»
    )
    elided: Words  # what stands before an apostrophe: "l", "d"
    clitics: tuple[str, ...]  # pronouns tied to the verb before them: "-t-elle"

    def adverb(self, word: str) -> bool:
        """Whether `word` (lower case) looks like an adverb."""
        if not self.adverbs or len(word) < 5 or word in self.words["not_adverbs"]:
            return False
        return word.endswith(self.adverbs)

    def person(self, word: str) -> bool:
        """Whether `word` (lower case) is what a person can be called: a role, a profession."""
        if word in self.people or (bool(self.endings) and word.endswith(self.endings)):
            return True
        # No short ones: "heads", "leads" and "hosts" are verbs.
        plural = bool(self.plural) and len(word) > 6 and word.endswith(self.plural)
        return plural and word.removesuffix(self.plural) in self.people

    def body(self, word: str) -> bool:
        """Whether `word` (lower case) is an organisation or a writing; their compounds are too."""
        known = word in self.words["organisations"] or word in self.words["writings"]
        return known or (bool(self.bodies) and word.endswith(self.bodies))


def base(language: str) -> str:
    """The language's first subtag, lower case: "en" of "en-GB"; empty means English."""
    return language.replace("_", "-").split("-")[0].strip().lower() or "en"


@lru_cache(maxsize=16)
def lexicon(language: str) -> Lexicon:
    """The words of a language (first subtag); of English marks only where there is no data."""
    code = _SHARED.get(base(language), base(language))
    data = table(f"{code}.toml")
    return _lexicon(code, data, known=bool(data))


@lru_cache(maxsize=1)
def first_names() -> dict[str, str]:
    """First name, lower case → m or f."""
    data = table("names.toml")
    return {name: gender for gender in "mf" for name in data[gender].split()}


@lru_cache(maxsize=32)
def table(name: str) -> dict[str, Any]:
    """A TOML file of this folder; empty if there is none of that name."""
    file = resources.files(__name__).joinpath(name)
    if not name.replace(".", "").replace("-", "").isalnum() or not file.is_file():
        return {}
    return tomllib.loads(file.read_text("utf-8"))


def _lexicon(code: str, data: dict[str, Any], known: bool) -> Lexicon:
    cues, words, roles = data.get("cues", {}), data.get("words", {}), data.get("roles", {})
    endings = data.get("endings", {})
    lists = {name: _words(cues, name) for name in (*_REPORTING, *_APART)}
    lists["strong"] |= _inflected(data.get("regular", {}))
    closed = [_words(words, name) for name in _STOPPING]
    return Lexicon(
        language=code,
        speakers=known and bool(lists["strong"]),
        minimum_words=data.get("minimum_words", 5),
        cues=frozenset().union(*(lists[name] for name in _REPORTING)),
        stops=frozenset(data.get("pronouns", {})).union(*closed) - _words(words, "determiners"),
        closed=frozenset().union(
            *(_words(words, name) for name in ("times", "prepositions", "conjunctions")),
            *(text.split() for text in data.get("titles", {}).values()),
        ),
        according=tuple(sorted(_phrases(cues.get("according", "")), key=len, reverse=True)),
        trailing=_words(cues, "trailing"),
        closing=_phrases(cues.get("closing", "")),
        sources=_words(cues, "trailing").union(
            phrase[0] for phrase in _phrases(cues.get("according", ""))
        ),
        pronouns=data.get("pronouns", {}),
        owners=data.get("owners", {}),
        words={name: _words(words, name) for name in _LISTS} | {"that": _words(data, "that")},
        titles=_by_kind(data.get("titles", {})),
        people=_words(roles, "people") | _words(roles, "m") | _words(roles, "f"),
        endings=tuple(roles.get("endings", "").split()),
        bodies=tuple(endings.get("bodies", "").split()),
        plural=endings.get("plural", ""),
        joints=_joints(data.get("joints", {})),
        adverbs=tuple(endings.get("adverbs", "").split()),
        past=tuple(endings.get("past", "").split()),
        verb=tuple(endings.get("verb", "").split()),
        opening=tuple(endings.get("opening", "").split()),
        verb_second=data.get("verb_second", False),
        null_subject=data.get("null_subject", False),
        noun_capitals=data.get("noun_capitals", False),
        dashes=data.get("dashes", False),
        quoting=data.get("quoting", ""),
        incises=data.get("incises", False),
        elided=_words(data, "elided"),
        clitics=tuple(data.get("clitics", "").split()),
        feminine=roles.get("feminine", ""),
        gendered=_by_kind({kind: roles.get(kind, "") for kind in "mf"}),
        before=_words(roles, "before"),
        particles=_words(roles, "particles"),
        suffixes=_words(roles, "suffixes"),
        fixed=_phrases(words.get("fixed", "")),
        near=_phrases(words.get("near", "")),
        **lists,
    )


def _joints(data: dict[str, str]) -> Joints:
    return Joints(**{name: "|".join(words.split()) for name, words in data.items()})


def _words(data: dict[str, Any], name: str) -> Words:
    return frozenset(data.get(name, "").split())


def _inflected(regular: dict[str, str]) -> Words:
    """The forms of regular verbs: their endings, written in one key, → their stems."""
    return frozenset(
        stem + ending
        for endings, stems in regular.items()
        for ending in endings.split()
        for stem in stems.split()
    )


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in text.split("|") if phrase.strip())


def _by_kind(data: dict[str, str]) -> dict[str, str]:
    return {word: kind for kind, words in data.items() for word in words.split()}
