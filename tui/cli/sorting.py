"""count, tag and rules: what queries are good for in the shell besides finding."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from tui.cli import ids, output
from tui.cli.library import Library, library
from tui.errors import QuothError
from tui.model import Counts, Filter, Rule
from tui.query import EVERYTHING, parse, tag_name
from tui.rules import chosen, do
from tui.settings import likely
from tui.settings.mistake import shown
from tui.text.safe import one_line
from tui.text.wording import many

ALL = 1 << 31
SHOWN = 5
"""Headlines of a rule that are printed; of the others only the number."""

DONE = {"read": "marked as read", "star": "starred", "hide": "hidden", "notify": "told of"}


def count(options: Namespace) -> int:
    """Numbers for a status bar. The exit code."""
    query = parse(" ".join(options.words))
    with library(options) as known:
        states = known.reader.states()
        failed = sum(bool(states[f.key].error) for f in known.config.feeds if f.key in states)
        counts = _counts(known, Filter(query=query))
        numbers = {
            "unread": counts.unread,
            "total": counts.total,
            "starred": counts.starred,
            "feeds": len(known.config.feeds),
            "failed": failed,
        }
    if options.json:
        output.data(numbers)
    else:
        output.say(_filled(options.format, numbers))
    return 0


def _counts(known: Library, chosen: Filter) -> Counts:
    if chosen.query == EVERYTHING:
        all_ = known.reader.counts().values()
        numbers = ((each.total, each.unread, each.starred) for each in all_)
        return Counts(*map(sum, zip(*numbers, strict=True))) if all_ else Counts()
    unread, starred = replace(chosen, unread=True), replace(chosen, starred=True)
    return Counts(*map(known.reader.count, (chosen, unread, starred)))


def _filled(form: str, numbers: dict[str, int]) -> str:
    def filled(found: re.Match[str]) -> str:
        if found[1] not in numbers:
            there = f"; there are {', '.join(numbers)}."
            raise QuothError(
                f"There is no {{{shown(found[1])}}}{likely(found[1], numbers) or there}"
            )
        return str(numbers[found[1]])

    return re.sub(r"\{(\w+)\}", filled, form)


def tag(options: Namespace) -> int:
    """Give articles tags and take some; none of it if one of the ids is unknown. The exit code."""
    add = [_tag(word) for word in options.words if word.startswith("+")]
    drop = [_tag(word) for word in options.words if word.startswith("-")]
    with library(options) as known:
        named = [word for word in options.words if not word.startswith(("+", "-"))]
        articles = [known.headline(text).id for text in named]
        if not articles or not (add or drop):
            raise QuothError("Name articles and tags: quoth tag ID +work -later")
        changed = known.writer.tag(articles, add=add, drop=drop)
    if options.json:
        output.data({"ids": [ids.shown(id_) for id_ in changed], "added": add, "taken": drop})
    else:
        output.say(f"{len(changed)} of {len(set(articles))} changed.")
    return 0


def _tag(word: str) -> str:
    name = tag_name(word[1:])
    if not name or word.startswith("--"):
        raise QuothError(f'"{shown(word)}" is no tag such as +work; options stand before the ids.')
    return name


def rules(options: Namespace) -> int:
    """Do what the rules say with all that is in the library, or only tell of it. The exit code."""
    with library(options) as known:
        if not known.config.rules and not options.json:
            output.tell("There are no [[rules]] in feeds.toml.")
        for rule in known.config.rules:
            rows = known.reader.headlines(chosen(rule), limit=ALL)
            if not options.dry_run:
                do(known.writer, rule, [row.id for row in rows])
            if options.json:
                found = [ids.shown(row.id) for row in rows]
                told = {"query": rule.text, "feed": rule.feed or None, "do": list(rule.do)}
                output.data({**told, "ids": found})
            else:
                _tell(rule, [row.title for row in rows], options.dry_run)
    return 0


def _tell(rule: Rule, titles: Sequence[str], dry: bool) -> None:
    about = " ".join(part for part in (rule.feed and f"{rule.feed}:", rule.text) if part)
    does = [deed for deed in rule.do if dry or deed != "notify"]
    told = ", ".join(DONE.get(deed, f"tagged {deed.removeprefix('tag:')}") for deed in does)
    told = told or "told of only when new ones come"
    would = "would be " if dry else ""
    output.say(f"{one_line(about)}: {many(len(titles), 'article')} {would}{told}")
    for title in titles[:SHOWN]:
        output.say(f"    {one_line(title)}")
    if len(titles) > SHOWN:
        output.say(f"    … and {len(titles) - SHOWN:,} more")


VERBS: dict[str, Callable[[Namespace], int]] = {"count": count, "tag": tag, "rules": rules}
