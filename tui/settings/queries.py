"""[smart.KEY] and [[rules]] of feeds.toml, checked down to the column of a query.

Nothing in here asks the library anything: a query is checked by being parsed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tui.errors import QueryError, SettingsError
from tui.model import Rule, Smart
from tui.query import FIELDS, Node, parse, tag_name, terms
from tui.settings.mistake import likely, shown

SMART_KEYS: Mapping[str, str] = {
    "query": "what it shows, in the language of the search box",
    "title": "its name; without one, the query itself",
    "folder": "the folder it is shown in",
}
"""What a [smart.KEY] table may hold, and what it means."""

RULE_KEYS: Mapping[str, str] = {
    "when": "which new articles, in the language of the search box",
    "do": "what to do with them, a list of the deeds below",
}
"""What a [[rules]] table may hold, and what it means."""

DEEDS: Mapping[str, str] = {
    "read": "mark it as read",
    "star": "give it a star",
    "hide": "keep it out of all lists; `is:hidden` shows it",
    "notify": "say that it came",
    "tag:NAME": "give it this tag",
}
"""What a rule may do."""

DO_FORM = 'as in do = ["star", "tag:work"]'

Wrong = Callable[[tuple[str, ...], str, int], SettingsError]
"""The error for a key path, a problem and the number of the table of that name."""


def misspelt(query: Node) -> str:
    """A sentence on a word such as athor:smith, which is all but a field; "" if there is none."""
    for term in terms(query):
        found = None if term.field else re.match(r"(\w+):\S", term.words)
        if found and (meant := likely(found[1], FIELDS)):
            return f"{shown(found[1])}: is no field{meant}"
    return ""


def smart(key: str, table: Any, wrong: Wrong) -> Smart:
    """One [smart.KEY]. Raises what `wrong` answers."""
    where = ("smart", key)
    if not re.fullmatch(r"\w[\w.-]{0,99}", key):
        problem = 'is not a good key: use letters, digits, "-", "_" and ".", at most 100'
        raise wrong(where, problem, 0)
    if not isinstance(table, Mapping):
        raise wrong(where, f"must be a table: write [smart.{key}] on a line of its own", 0)
    for name, value in table.items():
        if name not in SMART_KEYS:
            raise wrong((*where, name), f"is not known{likely(name, SMART_KEYS)}", 0)
        if not isinstance(value, str) or not value.isprintable():
            raise wrong((*where, name), 'must be text in quotes, as in "is:unread"', 0)
    if not table.get("query", "").strip():
        raise wrong(where, 'has no query: add one, as in query = "by:lagarde newer:2w"', 0)
    query = _query((*where, "query"), table["query"], wrong, 0)
    return Smart(key, query, table["query"], table.get("title", ""), table.get("folder", ""))


def rules(where: tuple[str, ...], tables: Any, feed: str, wrong: Wrong) -> Iterator[Rule]:
    """The rules at a place, for all feeds ("") or for one. Raises what `wrong` answers."""
    if not isinstance(tables, list) or not all(isinstance(table, Mapping) for table in tables):
        raise wrong(where, f"must be tables: write [[{'.'.join(where)}]] on a line of its own", 0)
    for number, table in enumerate(tables):
        for name in table:
            if name not in RULE_KEYS:
                raise wrong((*where, name), f"is not known{likely(name, RULE_KEYS)}", number)
        yield _rule(where, table, feed, wrong, number)


def _rule(
    where: tuple[str, ...], table: Mapping[str, Any], feed: str, wrong: Wrong, number: int
) -> Rule:
    when = table.get("when", "" if feed else None)
    if not isinstance(when, str) or not (when.strip() or feed):
        form = 'needs when, a query in quotes, as in when = "title:horoscope"'
        raise wrong((*where, "when") if "when" in table else where, form, number)
    do = table.get("do")
    if not isinstance(do, list) or not do:
        at = (*where, "do") if "do" in table else where
        raise wrong(at, f"needs a list of deeds, {DO_FORM}", number)
    deeds = tuple(_deed((*where, "do"), deed, wrong, number) for deed in do)
    return Rule(_query((*where, "when"), when, wrong, number), when, deeds, feed)


def _deed(where: tuple[str, ...], deed: Any, wrong: Wrong, number: int) -> str:
    name = deed if isinstance(deed, str) else ""
    if name.startswith("tag:") and (tag := tag_name(name.removeprefix("tag:"))):
        return f"tag:{tag}"
    if name in DEEDS and name != "tag:NAME":
        return name
    known = ", ".join(f'"{each}"' for each in DEEDS)
    said = f'cannot do "{shown(name)}"; it takes {known}' if name else f"is no list, {DO_FORM}"
    raise wrong(where, f"{said}{likely(name, DEEDS)}", number)


def _query(where: tuple[str, ...], text: str, wrong: Wrong, number: int) -> Node:
    try:
        return parse(text)
    except QueryError as error:
        raise wrong(where, f"is wrong at {error}", number) from None
