"""A query as SQL: a condition on a row of `article`, its values bound and never part of the text.

What can be asked of an index of words is put into one question to it. Nothing in here decides in
which order articles are walked: `listing` does.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct, field

from tui.query import Either, Every, Has, Is, Node, Not, Since, Term, Until, moment
from tui.store.database import Database
from tui.store.passages import SHIFT
from tui.store.rows import micros, storable
from tui.store.search import expression

LONG, SHORT = 1000, 200
"""Words: so many are long, fewer than these are short."""

CROWD = 10_000
"""A last word that so many articles have is not taken for the beginning of longer ones as well:
they would add to a crowd, and gathering them takes time ("the*": 80 ms at 100,000 articles)."""

WORD_COLUMNS = {"": "", "title": "title", "text": "text", "author": "author"}
SPOKEN_COLUMNS = {"by": "speaker", "said": "said"}
FOUND_COLUMNS = {"finding": "finding", "kind": "kind"}
INDEXES: dict[str, tuple[str, str]] = {
    **{name: ("search", column) for name, column in WORD_COLUMNS.items()},
    **{name: ("passage", column) for name, column in {**SPOKEN_COLUMNS, **FOUND_COLUMNS}.items()},
    "note": ("note_search", "note"),
}
"""The index of words that a field is asked of, and its column."""

NEVER = "0"
PASSAGES = (
    f"rowid BETWEEN article.place << {SHIFT} AND (article.place << {SHIFT}) + {(1 << SHIFT) - 1}"
)
"""Those of one article."""

STATES = {
    "unread": "article.read = 0",
    "read": "article.read = 1",
    "starred": "article.starred = 1",
    "hidden": "article.hidden = 1",
    "long": f"article.words >= {LONG}",
    "short": f"article.words < {SHORT}",
}
HAS = {
    "quotes": "EXISTS (SELECT 1 FROM quote WHERE quote.place = article.place)",
    "findings": "EXISTS (SELECT 1 FROM finding WHERE finding.place = article.place "
    "AND finding.kind <> 'sentence')",
    "enclosure": "article.enclosure = 1",
    "image": "article.image = 1",
    "tags": "EXISTS (SELECT 1 FROM tag WHERE tag.id = article.id)",
    "notes": "EXISTS (SELECT 1 FROM note WHERE note.id = article.id)",
}

DATED = "article.id NOT IN undated"
"""The condition that an article was published, or came, when `at` says."""


class Conditions(Struct):
    """Turns nodes into conditions; `values` are what their names stand for.

    `few`: only a few articles are looked at, so each is looked up in the indexes of words; else
    these are asked once for all they know.
    """

    database: Database
    now: datetime
    few: bool = False
    values: dict[str, Any] = field(default_factory=dict)

    def of(self, node: Node) -> str:
        """The condition that a node stands for."""
        if isinstance(node, Term):
            return self._term(node)
        if isinstance(node, Is):
            return STATES[node.state]
        if isinstance(node, Has):
            return HAS[node.what]
        if isinstance(node, Not):
            return f"NOT ({self.of(node.part)})"
        if isinstance(node, Either):
            return f"({' OR '.join(map(self.of, node.parts)) or NEVER})"
        if isinstance(node, Every):
            return f"({' AND '.join(self.every(node.parts)) or '1'})"
        if isinstance(node, Since):
            return f"(article.at >= {self.time(node)} AND {DATED})"
        return f"(article.at < {self.time(node)} AND {self.until(node)})"

    def time(self, node: Since | Until) -> str:
        """The name of the moment that is meant."""
        return self.bound(micros(moment(node.when, self.now)))

    def until(self, node: Until) -> str:
        """What must hold besides `at`: what has no date is surely as old as its arrival."""
        return f"({DATED} OR article.arrived < {self.time(node)})"

    def arrived(self, since: datetime) -> str:
        """The condition that an article came at or after a moment."""
        return f"article.arrived >= {self.bound(micros(since))}"

    def every(self, parts: Iterable[Node]) -> list[str]:
        """Conditions that must all hold; what is asked of one index is asked together."""
        asked, rest = gathered(parts)
        asked_for = (self.asked(index, self.match(terms)) for index, terms in asked)
        return [*asked_for, *map(self.of, rest)]

    def bound(self, value: Any) -> str:
        """The name of a value in the statement."""
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def match(self, terms: Sequence[Node]) -> str:
        """What to ask of an index so that all of these terms of one index are there."""
        return matching(terms, self._is_rare)

    def _is_rare(self, index: str, phrase: str) -> bool:
        sql = f"SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT 1 OFFSET ?"
        return self.database.one(sql, (phrase, CROWD - 1)) is None

    def ids(self, node: Node) -> str:
        """A statement for the ids of all that a node can mean, if these are few; else ""."""
        if isinstance(node, Term) and node.field == "tag":
            return self._tagged(node)
        if isinstance(node, Has) and node.what in ("tags", "notes"):
            return f"SELECT id FROM {node.what.removesuffix('s')}"
        return ""

    def noted(self, match: str) -> str:
        """A statement for the ids of articles whose notes hold what is asked for."""
        notes = "note_search CROSS JOIN note ON note.seq = note_search.rowid"
        return f"SELECT note.id FROM {notes} WHERE note_search MATCH {self.bound(match)}"

    def asked(self, index: str, match: str) -> str:
        """The condition that an index of words holds of an article what is asked for."""
        if index == "note_search":
            return f"article.id IN ({self.noted(match)})"
        asked = f"FROM {index} WHERE {index} MATCH {self.bound(match)}"
        if index == "passage":
            if self.few:
                return f"EXISTS (SELECT 1 {asked} AND {PASSAGES})"
            return f"article.place IN (SELECT rowid >> {SHIFT} {asked})"
        if self.few:
            return f"EXISTS (SELECT 1 {asked} AND rowid = article.place)"
        return f"article.place IN (SELECT rowid {asked})"

    def feeds(self, term: Term) -> list[int]:
        """The numbers of the feeds that a term of feed: or folder: names."""
        sql = """SELECT seq, key, named, coalesce(visit.title, ''), folder
            FROM feed LEFT JOIN visit ON visit.feed = feed.seq"""
        rows = self.database.rows(sql)
        wanted = " ".join(term.words.casefold().split())
        if not wanted:
            return []
        if term.field == "folder":
            return [row[0] for row in rows if f"{row[4].casefold()}/".startswith(f"{wanted}/")]
        exact = [row[0] for row in rows if row[1].casefold() == wanted]
        named = ((row[0], f"{row[1]} {row[2] or row[3]}".casefold()) for row in rows)
        return exact or [seq for seq, name in named if wanted in name]

    def _term(self, term: Term) -> str:
        if term.field in INDEXES:
            return self.asked(INDEXES[term.field][0], self.match([term]))
        if term.field == "tag":
            return f"article.id IN ({self._tagged(term)})"
        if term.field == "lang":
            return self._in_language(term.words.strip().lower().replace("_", "-"))
        feeds = self.bound(json.dumps(self.feeds(term)))
        return f"article.feed IN (SELECT value FROM json_each({feeds}))"

    def _in_language(self, tag: str) -> str:
        exact, first, last = (self.bound(storable(tag + end)) for end in ("", "-", "."))
        within = f"article.lang >= {first} AND article.lang < {last}"
        return f"(article.lang = {exact} OR {within})"

    def _tagged(self, term: Term) -> str:
        name = storable(term.words.strip().lower())
        if not term.begins and not term.open:
            return f"SELECT id FROM tag WHERE name = {self.bound(name)}"
        first, last = self.bound(name), self.bound(name + "\U0010ffff")
        return f"SELECT id FROM tag WHERE name BETWEEN {first} AND {last}"


# What can be asked of one index of words in one question.


def gathered(parts: Iterable[Node]) -> tuple[list[tuple[str, list[Node]]], list[Node]]:
    """Parts that must all be true, sorted: those asked of one index together, and the others.

    Of passages only what one quote or one finding can hold is asked together: who said it and the
    words, or the kind and the words; two speakers are two quotes.
    """
    asked: dict[tuple[str, str], list[Node]] = {}
    rest: list[Node] = []
    lone = 0
    for part in parts:
        group = _group(part)
        if group in (("passage", "spoken"), ("passage", "found")):
            one = {"by", "kind"} & _fields(part)
            if one and any(one & _fields(other) for other in asked.get(group, [])):
                lone += 1
                group = ("passage", f"alone {lone}")
        if group is None:
            rest.append(part)
        else:
            asked.setdefault(group, []).append(part)
    ready: list[tuple[str, list[Node]]] = []
    for (index, _), terms in asked.items():
        if any(not isinstance(term, Not) for term in terms):
            ready.append((index, terms))
        else:  # an index finds nothing by what is not there
            rest += terms
    return ready, rest


def _group(node: Node) -> tuple[str, str] | None:
    """The index and the kind of its rows that a node can be asked of; None: of none."""
    if isinstance(node, Term):
        if node.field in SPOKEN_COLUMNS:
            return "passage", "spoken"
        if node.field in FOUND_COLUMNS:
            return "passage", "found"
        return (INDEXES[node.field][0], "") if node.field in INDEXES else None
    if isinstance(node, Not):
        group = _group(node.part)
        # "not" of a passage would only say that there is another one.
        return group if group == ("search", "") and not isinstance(node.part, Not) else None
    if isinstance(node, Either | Every) and node.parts:
        groups = {_group(part) for part in node.parts}
        plain = not any(isinstance(part, Not) for part in node.parts)
        together = isinstance(node, Either) or groups == {("search", "")}
        return groups.pop() if len(groups) == 1 and plain and together else None
    return None


def _fields(node: Node) -> set[str]:
    if isinstance(node, Term):
        return {node.field}
    if isinstance(node, Either | Every):
        return set().union(*map(_fields, node.parts))
    return set()


def matching(terms: Sequence[Node], is_rare: Callable[[str, str], bool]) -> str:
    """The question for terms of one index that must all be true; at least one is no Not.

    In each term there are words (`pruned`).
    """
    must = [_asked(term, is_rare) for term in terms if not isinstance(term, Not)]
    never = [_asked(term.part, is_rare) for term in terms if isinstance(term, Not)]
    asked = " AND ".join(must)
    return f"({asked}) NOT ({' OR '.join(never)})" if never else asked


def _asked(node: Node, is_rare: Callable[[str, str], bool]) -> str:
    """A node as a question to its index."""
    if isinstance(node, Term):
        index, column = INDEXES[node.field]
        return expression(node, column, lambda phrase: is_rare(index, phrase))
    assert isinstance(node, Either | Every)
    joined = " OR " if isinstance(node, Either) else " AND "
    return f"({joined.join(_asked(part, is_rare) for part in node.parts)})"
