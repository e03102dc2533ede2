"""Callings: one name for one speaker who has none, however the text calls them.

"The insider" is "an insider" of before, "der Städtetag" the "Städtetag NRW", "HRW" is "Human Rights
Watch". Who has a name is `people`'s business.
"""

from __future__ import annotations

from msgspec import Struct, field

from tui.analysis.lexicon import first_names
from tui.analysis.phrases import Mention
from tui.analysis.row import Row


class _Calling(Struct, frozen=True):
    """What a speaker is called: the words behind any article, and how many of them lead to the one
    that says what it is ("| retired baker | from Kotka"); `fresh`: they bring somebody in."""

    name: str
    words: tuple[str, ...]
    head: int
    fresh: bool


class Callings(Struct):
    """What the speakers of one article have been called so far."""

    known: list[_Calling] = field(default_factory=list)

    def hear(self, name: str) -> None:
        """What looks like somebody's full name is heard: "Städtetag Kotka" may be a body."""
        words = tuple(name.lower().split())
        if words and words[0] not in first_names():
            self.known.append(_Calling(name, words, 0, fresh=True))

    def one_name(self, row: Row, found: Mention, name: str) -> str:
        """`name`, or what the same speaker was called before."""
        called = _calling(row, found, name)
        owned = row.tokens[found.first].lower in row.lex.words["definite"]
        same = {one.name for one in self.known if owned and one.name.lower() == name.lower()}
        same = same or {one.name for one in self.known if _is_same(row, found, called, one)}
        if len(same) == 1:
            return same.pop()
        self.known.append(called)
        return name


def _calling(row: Row, found: Mention, name: str) -> _Calling:
    tokens, words = row.tokens[found.first : found.last], row.lex.words
    definite = tokens[0].lower in words["definite"]
    while len(tokens) > 1 and tokens[0].lower in words["determiners"]:
        tokens = tokens[1:]
    said = tuple(token.lower.replace("-", "") for token in tokens)
    head = next((at for at, word in enumerate(said) if word in words["attaching"]), len(said))
    return _Calling(name, said, head, not definite or found.kind == "name")


def _is_same(row: Row, found: Mention, called: _Calling, one: _Calling) -> bool:
    """Whether fewer words than before call the same speaker."""
    first, lex = row.tokens[found.first], row.lex
    if found.kind == "name":
        initials = "".join(word[0] for word in one.name.split() if word[0].isupper())
        return len(initials) > 1 and row.words(found.name_first, found.name_last) == initials
    words, length = called.words, len(called.words)
    if found.kind != "noun" or first.lower not in lex.words["articles"]:
        return False
    if words == one.words:
        return True
    fuller = lex.incises or lex.null_subject or lex.noun_capitals  # "Verband | Kotka"
    led = bool(fuller) and one.words[:length] == words
    behind = one.words[max(0, one.head - length) : one.head] == words
    new = one.fresh or lex.person(words[-1])
    return (led or behind) and new and lex.words["ranks"].isdisjoint(one.words)
