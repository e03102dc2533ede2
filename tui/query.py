"""The one query language: search box, smart feeds, rules and the shell say what they want in it.

    sea level             both words                  clim*               words that begin so
    "sea level"           the phrase                  -sea                not
    sea or lake           either of the neighbours    (sea or lake) ice   together
    title:sea             in one place; FIELDS lists all of them
    is:unread  has:quotes  newer:3d  after:2026-03    what else is true of an article

`parse` turns it into a Node; the store makes SQL of that. Whatever looks like none of this is
words: C++, O'Brien, https://…, a lone quotation mark or bracket. Only a field that takes certain
values (is, has, kind, and those of time) can be a mistake. A mark of its own ("is:odd") makes
words of anything. Pure values and functions; nothing here knows the library.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from tui.errors import QueryError

LONGEST = 1000
"""Characters of a query that count; the rest of a pasted page is no query."""
LONGEST_TAG = 50
MOST_TERMS = 48
DEEPEST = 20
"""Brackets in one another; further ones are passed over."""

FIELDS: Mapping[str, str] = {
    "title": "words of the headline",
    "text": "words of the article's text",
    "author": "who wrote it",
    "feed": "a feed's key, or words of its title",
    "folder": "a folder",
    "tag": "a tag of yours",
    "note": "words of your notes and of what you highlighted",
    "by": "who is quoted",
    "said": "words inside quotes",
    "finding": "words of findings",
    "kind": "finding, figure, decision or recommendation: what kind of finding there is",
    "is": "unread, read, starred, hidden, long or short",
    "has": "quotes, findings, enclosure, image, tags or notes",
    "after": "published on this day or later: 2026-03-01, 2026-03, 2026, today, yesterday",
    "before": "published before this day",
    "newer": "no older than 12h, 3d, 2w, 6m (months) or 1y",
    "older": "older than that",
    "lang": "the language: en, de, pt-BR; und: unknown",
}
"""Every field, and what stands behind its colon."""

IN_TEXT = ("", "title", "text", "by", "said", "finding")
"""Fields whose words stand in the title or text of what fits; "" is no field."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    "is": ("unread", "read", "starred", "hidden", "long", "short"),
    "has": ("quotes", "findings", "enclosure", "image", "tags", "notes"),
    "kind": ("finding", "figure", "decision", "recommendation"),
}
TIMES = ("after", "before", "newer", "older")
UNITS = {"h": 1 / 24, "d": 1, "w": 7, "m": 30, "y": 365}
"""Days of a unit of age."""


class Term(Struct, frozen=True):
    """Words that must be there, one after the other; `field` "" is title, author and text.

    `begins`: the last of them may be the beginning of a longer word. `open`: it is still being
    typed, so it may be that if this costs little.
    """

    words: str
    field: str = ""
    begins: bool = False
    open: bool = False


class Is(Struct, frozen=True):
    """A state or a size: one of CHOICES["is"]."""

    state: str


class Has(Struct, frozen=True):
    """What comes with it: one of CHOICES["has"]."""

    what: str


class DaysAgo(Struct, frozen=True):
    """A midnight, where the user is; 0 is today's."""

    days: int


When = date | timedelta | DaysAgo
"""A day that begins, an age, or a midnight counted from now."""


class Since(Struct, frozen=True):
    """Listed at this moment or later."""

    when: When


class Until(Struct, frozen=True):
    """Listed before this moment."""

    when: When


class Not(Struct, frozen=True):
    """The part must not be true."""

    part: Node


class Every(Struct, frozen=True):
    """All parts must be true; without any, everything is meant."""

    parts: tuple[Node, ...] = ()


class Either(Struct, frozen=True):
    """One of the parts must be true."""

    parts: tuple[Node, ...]


Node = Term | Is | Has | Since | Until | Not | Every | Either
"""A parsed query."""

EVERYTHING = Every()
"""The query that asks for nothing in particular."""


def parse(text: str, *, typing: bool = False) -> Node:
    """What a query asks for; `typing`: its end is still being typed.

    Raises QueryError, with the column and what was expected, for a field that does not take such
    a value.
    """
    return _Parser(text[:LONGEST], typing).query()


def moment(when: When, now: datetime) -> datetime:
    """The moment that is meant, in UTC; days begin where the user is."""
    if isinstance(when, timedelta):
        return now - when
    if isinstance(when, DaysAgo):
        when = (now.astimezone() - timedelta(days=when.days)).date()
    return datetime(when.year, when.month, when.day).astimezone(UTC)


def terms(node: Node) -> Iterator[Term]:
    """The words of its text that make an article fit, from left to right: what a reader wants to
    see there."""
    if isinstance(node, Term) and node.field in IN_TEXT:
        yield node
    elif isinstance(node, Every | Either):
        for part in node.parts:
            yield from terms(part)


def asks_for_hidden(node: Node) -> bool:
    """Whether hidden articles can be meant; if not, they stay out of sight."""
    if isinstance(node, Every | Either):
        return any(map(asks_for_hidden, node.parts))
    return node == Is("hidden")


def asks_for_analysis(node: Node) -> bool:
    """Whether it can only be answered when quotes and findings are known."""
    if isinstance(node, Not):
        return asks_for_analysis(node.part)
    if isinstance(node, Every | Either):
        return any(map(asks_for_analysis, node.parts))
    spoken = isinstance(node, Term) and node.field in ("by", "said", "finding", "kind")
    return spoken or node in (Has("quotes"), Has("findings"))


def tag_name(typed: str) -> str:
    """What a person typed as the name of a tag: small letters, no spaces; "" if nothing is left."""
    kept = "".join(c for c in typed.lower() if c.isalnum() or c in " -_./+#&")
    return "-".join(kept.split())[:LONGEST_TAG]


def both(one: Node, other: Node) -> Node:
    """The query that asks for what both ask for."""
    parts = [*_parts(one), *_parts(other)]
    return parts[0] if len(parts) == 1 else Every(tuple(dict.fromkeys(parts)))


def _parts(node: Node) -> tuple[Node, ...]:
    return node.parts if isinstance(node, Every) else (node,)


_QUOTES = '"“”„«»'
_FIELD = re.compile(rf"({'|'.join(FIELDS)}):", re.IGNORECASE)
_BREAK = re.compile(rf"[\s{_QUOTES}]")
_PHRASE = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]*)([{_QUOTES}]?)")
_AGE = re.compile(rf"(\d{{1,3}})([{''.join(UNITS)}])")
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


class _Parser:
    """One pass from left to right; `_at` is where it stands."""

    def __init__(self, text: str, typing: bool) -> None:
        self._text = text
        self._typing = typing
        self._at = 0
        self._terms = 0
        self._depth = 0

    def query(self) -> Node:
        found = self._every("")
        closed = self._text[-1:].isspace() or self._text[-1:] in f"*){_QUOTES}"
        return _opened(found) if self._typing and not closed else found

    # Parts.

    def _every(self, field: str) -> Node:
        """Parts until the text or the bracket ends; "or" joins its two neighbours."""
        parts: list[Node] = []
        joining = False
        while not self._ends() and self._terms < MOST_TERMS:
            if parts and not joining and self._is_or():
                self._at += 2
                joining = True
                continue
            part = self._part(field)
            if part is None:
                continue
            if joining:
                part = _either(parts.pop(), part)
            parts.append(part)
            joining = False
        flat = [piece for part in parts for piece in _parts(part)]
        return flat[0] if len(flat) == 1 else Every(tuple(flat))

    def _ends(self) -> bool:
        while self._at < len(self._text):
            if self._text[self._at] == ")":
                if self._depth:
                    return True
            elif not self._text[self._at].isspace():
                return False
            self._at += 1
        return True

    def _is_or(self) -> bool:
        rest = self._text[self._at :]
        if self._typing and rest in ("or", "OR"):
            return True  # what it joins is still to come
        return bool(re.match(rf"(?:or|OR)(?=[\s({_QUOTES}]+[^\s)])", rest))

    def _part(self, field: str) -> Node | None:
        """The next part; None for what means nothing."""
        if re.match(r"-[^\s-]", self._text[self._at : self._at + 2]):
            self._at += 1
            part = self._part(field)
            return None if part is None else part.part if isinstance(part, Not) else Not(part)
        found = None if field else _FIELD.match(self._text, self._at)
        if found:
            return self._field(found)
        return self._plain(field)

    def _plain(self, field: str) -> Node | None:
        """A bracket, a phrase or a word, in a field or in none."""
        if self._text.startswith("(", self._at):
            return self._bracket(field)
        self._terms += 1
        if phrase := _PHRASE.match(self._text, self._at):
            self._at = phrase.end()
            return self._phrase(phrase, field)
        word = self._word()
        if len(word) > 2 and word.endswith("*"):
            return Term(word.rstrip("*"), field, begins=True)
        return Term(word, field)

    def _bracket(self, field: str) -> Node | None:
        self._at += 1
        if self._depth == DEEPEST:
            return None
        self._depth += 1
        inside = self._every(field)
        self._depth -= 1
        self._at += self._text.startswith(")", self._at)
        return None if inside == EVERYTHING else inside

    def _phrase(self, found: re.Match[str], field: str) -> Node | None:
        words, end = found.groups()
        if not end:  # still open: the words, one by one
            parts = tuple(Term(word, field) for word in words.split()[:MOST_TERMS])
            return parts[0] if len(parts) == 1 else Every(parts) if parts else None
        begins = self._text.startswith("*", self._at)
        self._at += begins
        return Term(words, field, begins=begins) if words.strip() else None

    def _word(self) -> str:
        """Up to a space, a quotation mark or a bracket that closes one outside of the word."""
        start, inner = self._at, 0
        while self._at < len(self._text):
            character = self._text[self._at]
            if _BREAK.match(character):
                break
            inner += character == "("
            if character == ")" and self._depth:
                if not inner:
                    break
                inner -= 1
            self._at += 1
        return self._text[start : self._at]

    # Fields.

    def _field(self, found: re.Match[str]) -> Node | None:
        name, start = found[1].lower(), self._at
        self._at = found.end()
        closed = name in CHOICES or name in TIMES
        empty = not self._text[self._at : self._at + 1].strip(" \t\r\n)")
        if empty and not closed:  # "Note: this" is words
            if self._typing and self._at == len(self._text):
                return None  # what is asked for is still to come
            self._terms += 1
            return Term(self._text[start : found.end() - 1])
        if not closed:
            return self._plain(name)
        self._terms += 1
        phrase = _PHRASE.match(self._text, self._at)
        if phrase:
            self._at = phrase.end()
        column = found.end() + 1
        return _closed(name, (phrase[1] if phrase else self._word()).strip(), column)


def _closed(name: str, value: str, column: int) -> Node:
    """A field that takes certain values only."""
    low = value.lower()
    if name in CHOICES:
        if low not in CHOICES[name]:
            raise _mistake(name, value, column)
        return Is(low) if name == "is" else Has(low) if name == "has" else Term(low, name)
    when = _age(low) if name in ("newer", "older") else _day(low)
    if when is None:
        raise _mistake(name, value, column)
    return Since(when) if name in ("after", "newer") else Until(when)


def _mistake(name: str, value: str, column: int) -> QueryError:
    if name in CHOICES:
        *first, last = CHOICES[name]
        expected = f"{', '.join(first)} or {last}"
    elif name in ("newer", "older"):
        expected = "an age such as 12h, 3d, 2w, 6m or 1y"
    else:
        expected = "a day such as 2026-03-01, 2026-03, 2026, today or yesterday"
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in value[:20])
    instead = f", not “{shown}”" if value else ""
    return QueryError(f"{name}: takes {expected}{instead}", column, max(1, len(value)))


def _age(value: str) -> timedelta | None:
    found = _AGE.fullmatch(value)
    return timedelta(days=int(found[1]) * UNITS[found[2]]) if found and found[1].isascii() else None


def _day(value: str) -> When | None:
    if value in ("today", "yesterday"):
        return DaysAgo(int(value == "yesterday"))
    found = _DAY.fullmatch(value)
    if not found or not value.isascii():
        return None
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        return date(year, month, day) if 1900 <= year <= 2999 else None
    except ValueError:
        return None


def _either(one: Node, other: Node) -> Node:
    return Either((*one.parts, other) if isinstance(one, Either) else (one, other))


def _opened(node: Node) -> Node:
    """The same with its last word still open, where it has one."""
    if isinstance(node, Term):
        return node if " " in node.words.strip() else replace(node, open=True)
    if isinstance(node, Every | Either) and node.parts:
        *first, last = node.parts
        return replace(node, parts=(*first, _opened(last)))
    return node
