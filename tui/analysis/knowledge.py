"""Knowledge: what is known of a language's findings, read once from lexicon/findings-LANGUAGE.toml.

The weights of what words show are the same for all languages; the gate is higher where nobody has
measured. No rules in here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct

from tui.analysis.annotation import FindingKind
from tui.analysis.lexicon import table

Words = frozenset[str]
NONE: Words = frozenset()
# The lists of [heads] whose words let a list begin, and what it holds.
_KINDS: tuple[tuple[str, FindingKind], ...] = (
    ("nouns", "finding"),
    ("recommendation", "recommendation"),
    ("decision", "decision"),
)


class Knowledge(Struct, frozen=True):
    """A language's words, lower case; all empty for a language without data."""

    heads: Mapping[str, FindingKind]  # the nouns of heads, and what the list below holds
    phrases: tuple[str, ...]  # what else announces findings: "at a glance"
    notices: tuple[str, ...]  # what only sentences of the publisher hold: "first appeared on"
    methods: tuple[str, ...]  # what tells how something was found: "margin of error"
    words: Mapping[str, Words]  # all other lists by name
    lists: Mapping[str, Words]  # word → the lists that make features of it
    weights: Mapping[str, float]
    gate: Mapping[str, float]

    def named(self, name: str) -> Words:
        """The words of a list, none if the language has no such list."""
        return self.words.get(name, NONE)

    @property
    def prose(self) -> bool:
        """Whether enough is known to judge sentences; else only structure counts."""
        return {"sources", "finds"} <= self.words.keys()


@lru_cache(maxsize=16)
def knowledge(language: str) -> Knowledge:
    """What is known of a language (first subtag)."""
    data, shared = table(f"findings-{language}.toml"), table("findings.toml")
    heads, features = data.get("heads", {}), data.get("words", {})
    words = {**heads, **features, **data.get("apart", {})}
    lists: dict[str, Words] = {}
    for name, row in features.items():
        for word in row.split():
            lists[word] = lists.get(word, NONE) | {name}
    gate = shared["gate"]
    return Knowledge(
        heads={word: kind for name, kind in _KINDS for word in heads.get(name, "").split()},
        phrases=_phrases(heads, "phrases"),
        notices=_phrases(data, "notices"),
        methods=_phrases(data, "methods"),
        words={name: frozenset(row.split()) for name, row in words.items()},
        lists=lists,
        weights=shared["weights"],
        gate=gate if language == "en" else gate | gate["unmeasured"],
    )


def _phrases(data: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(filter(None, data.get(name, "").split("|")))
