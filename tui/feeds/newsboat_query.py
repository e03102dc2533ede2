"""newsboat's filter expressions → our queries, as far as these can say the same.

    unread = "yes" and (title =~ "sea lev" or age < 3)  →  is:unread (title:"sea lev"* or newer:3d)

newsboat joins from the right, and "and" does not come before "or": a and b or c is a and (b or c).
A regular expression is taken where it is a plain word or phrase; newsboat finds it inside of words
too, we only where a word begins. Pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from msgspec import Struct

from tui.errors import ParseError
from tui.query import MOST_TERMS, UNITS, Either, Every, Node, Not, Term, parse
from tui.settings.mistake import shown
from tui.text.safe import one_line

WORDS = {"title": "title", "content": "text", "author": "author"}
"""Attributes that are made of words → our fields."""

OPPOSITES = {"!=": "=", "!~": "=~", "!#": "#"}

_TOKEN = re.compile(
    r"""\s*(?:(?P<sign>[()]|(?:and|or)(?=[\s(]))
    |(?P<name>[A-Za-z0-9_.-]+)\s*(?P<asks>=~|==?|!~|!=|<=?|>=?|between\b|!?\#)\s*
    (?:"(?P<text>(?:\\.|[^"\\])*)"|(?P<number>-?\d{1,9}(?::-?\d{1,9})?)))\s*""",
    re.VERBOSE,
)
_SPECIAL = re.compile(r"[.\[\](){}*+?|^$\\]")
"""What makes a POSIX extended regular expression more than plain text."""


class Equal(Struct, frozen=True):
    """A part in our language: as text, and what that text has to mean."""

    text: str
    node: Node


class _Comparison(Struct, frozen=True):
    """One question to an article."""

    name: str
    asks: str
    value: str

    def __str__(self) -> str:
        return shown(f"{self.name} {self.asks} {one_line(self.value) or 'nothing'}")


_Tokens = list[_Comparison | str]
"""What is still to be read; the next one is the last."""


def translated(expression: str, scattered: Collection[str] = ()) -> Equal:
    """The query that asks for what a filter expression asks for.

    `scattered` are tags of feeds that are not in the folder of that name. ParseError says what
    has no equal, in words that stand inside of a sentence.
    """
    tokens = _tokens(expression)
    found = _expression(tokens, scattered)
    if tokens:
        raise _unreadable(tokens[-1])
    if not found.text.isprintable() or parse(found.text) != found.node:
        raise ParseError("it is too long, or asks for characters that no query can ask for")
    return found


def _tokens(text: str) -> _Tokens:
    tokens: _Tokens = []
    at, end = 0, len(text.rstrip())
    while at < end:
        found = _TOKEN.match(text, at)
        if not found:
            raise _unreadable(text[at:])
        at = found.end()
        value = found["number"] or found["text"] or ""
        tokens.append(found["sign"] or _Comparison(found["name"], found["asks"], value))
        if len(tokens) > 4 * MOST_TERMS:
            raise ParseError("it is too long")
    return tokens[::-1]


def _unreadable(token: _Comparison | str) -> ParseError:
    return ParseError(f"it cannot be read at “{shown(one_line(str(token)), 30)}”")


def _expression(tokens: _Tokens, scattered: Collection[str]) -> Equal:
    first = _one(tokens, scattered)
    if not tokens or tokens[-1] not in ("and", "or"):
        return first
    join = _both if tokens.pop() == "and" else _either
    return join(first, _expression(tokens, scattered))


def _one(tokens: _Tokens, scattered: Collection[str]) -> Equal:
    """A comparison, or what stands in brackets."""
    token = tokens.pop() if tokens else "its end"
    if isinstance(token, _Comparison):
        return _compared(token, scattered)
    if token != "(":
        raise _unreadable(token)
    inside = _expression(tokens, scattered)
    if not tokens or tokens.pop() != ")":
        raise ParseError("a bracket is not closed")
    return inside


def _both(*parts: Equal) -> Equal:
    texts = [f"({p.text})" if isinstance(p.node, Either) else p.text for p in parts]
    nodes = [n for p in parts for n in (p.node.parts if isinstance(p.node, Every) else (p.node,))]
    return Equal(" ".join(texts), Every(tuple(nodes)))


def _either(*parts: Equal) -> Equal:
    texts = [f"({p.text})" if isinstance(p.node, Every) else p.text for p in parts]
    nodes = [n for p in parts for n in (p.node.parts if isinstance(p.node, Either) else (p.node,))]
    return Equal(" or ".join(texts), Either(tuple(nodes)))


# Comparisons.


def _compared(asked: _Comparison, scattered: Collection[str]) -> Equal:
    if asked.name == "age":
        return _aged(asked)
    asks = OPPOSITES.get(asked.asks, asked.asks.replace("==", "="))
    if asked.name in ("unread", "flags", "enclosure_url"):
        found = _state(asked.name, asks, asked.value)
    elif asked.name == "tags" and asks == "#":
        found = _tagged(asked.value, scattered)
    else:
        found = _words(asked.name, asks, asked.value)
    if found is None:
        raise ParseError(f"there is nothing like “{asked}”")
    return _opposite(found) if asked.asks in OPPOSITES else found


def _opposite(part: Equal) -> Equal:
    if isinstance(part.node, Not):
        return Equal(part.text.removeprefix("-"), part.node.part)
    return Equal(f"-{part.text}", Not(part.node))


def _state(name: str, asks: str, value: str) -> Equal | None:
    """Whether it is unread, has a flag (for us: a star) or a file."""
    if name == "unread" and value in ("yes", "no"):
        return _said("is:unread" if value == "yes" else "is:read")
    if name == "flags" and asks in ("=~", "#") and re.fullmatch("[A-Za-z]", value):
        return _said("is:starred")
    if name != "unread" and asks == "=" and not value:
        return _opposite(_said("is:starred" if name == "flags" else "has:enclosure"))
    return None


def _tagged(tag: str, scattered: Collection[str]) -> Equal | None:
    if tag in scattered:
        raise ParseError(f"not every feed with the tag “{shown(one_line(tag))}” has it first")
    return None if not tag or tag[0] in "~!" or " " in tag else _term("folder", tag)


def _words(name: str, asks: str, value: str) -> Equal | None:
    """Words of title, content, author or of the feed's title."""
    if name == "feedtitle":
        return _term("feed", value.strip()) if asks == "=~" and _is_plain(value) else None
    if name not in WORDS:
        return None
    if asks == "#":
        return _term(WORDS[name], value) if re.fullmatch(r"\w+", value) else None
    if asks != "=~" or not _is_plain(value):
        return None
    return _term(WORDS[name], value.strip(), begins=not value.endswith(" "))


def _is_plain(pattern: str) -> bool:
    return not _SPECIAL.search(pattern) and bool(re.search(r"\w", pattern))


def _said(text: str) -> Equal:
    return Equal(text, parse(text))


def _term(field: str, words: str, *, begins: bool = False) -> Equal:
    quoted = words if re.fullmatch(r"\w\w+", words) else f'"{words}"'
    return Equal(f"{field}:{quoted}{'*' if begins else ''}", Term(words, field, begins))


# Ages: newsboat counts whole days, 0 being the last 24 hours.


def _aged(asked: _Comparison) -> Equal:
    found = re.fullmatch(r"(\d{1,9})(?::(\d{1,9}))?", asked.value)
    if not found or (found[2] is not None) != (asked.asks == "between"):
        raise ParseError(f"there is nothing like “{asked}”")
    low, high = sorted((int(found[1]), int(found[2] or found[1])))
    match asked.asks:
        case "<":
            return _newer(low)
        case "<=":
            return _newer(low + 1)
        case ">":
            return _older(low + 1)
        case ">=":
            return _older(low)
        case "!=":
            return _either(_newer(low), _older(low + 1))
        case "=" | "==" | "between":
            return _both(_older(low), _newer(high + 1)) if low else _newer(high + 1)
    raise ParseError(f"there is nothing like “{asked}”")


def _newer(days: int) -> Equal:
    return _said(f"newer:{_span(days)}")


def _older(days: int) -> Equal:
    return _said(f"older:{_span(days)}")


def _span(days: int) -> str:
    """So many days as a query writes an age, which has at most three digits."""
    for unit in "dwmy":
        number, rest = divmod(days, int(UNITS[unit]))
        if not rest and number <= 999:
            return f"{number}{unit}"
    raise ParseError(f"there is no age of {days:,} days")
