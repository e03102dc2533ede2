"""The parts of the README that are made from the program's own tables.

`python -m tests.readme` rewrites them; a test holds the README to them. Everything outside the
marks (<!-- name --> … <!-- /name -->) is written by hand and is not touched.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.newsboat import KEYS as NEWSBOAT
from tests.newsboat import Key
from tui.cli import parser
from tui.commands import COMMANDS, PLACES
from tui.query import FIELDS as QUERY_FIELDS
from tui.settings import DEEDS, FEED_KEYS, RULE_KEYS, SETTINGS, SMART_KEYS, Allowed

README = Path(__file__).parents[1] / "README.md"
WELL_USED = ("list", "analyse")
PLACE_TITLES = {
    "everywhere": "Everywhere",
    "lists": "In the lists",
    "article": "In an article",
    "findings": "In the findings panel",
    "hits": "In an article in which something was found",
    "health": "In feed health",
}


def commands() -> str:
    """Every command with its keys, by place."""
    parts = []
    for place in PLACES:
        rows = [
            (_keys(command.keys), command.sentence, f"`{command.id}`")
            for command in COMMANDS
            if command.where == place
        ]
        parts.append(f"**{PLACE_TITLES[place]}**\n\n{_table(('key', 'does', 'name'), rows)}")
    return "\n\n".join(parts)


def settings() -> str:
    """Every setting with its default, its range and its meaning."""
    rows = [
        (f"`{name}`", f"`{_toml(default)}`", _range(default, rule), rule.meaning)
        for name, (default, rule) in SETTINGS.items()
    ]
    return _table(("setting", "default", "may be", "is"), rows)


def feeds() -> str:
    """What a [feeds.KEY] table may hold."""
    return _table(("key", "is"), [(f"`{name}`", meaning) for name, meaning in FEED_KEYS.items()])


def verbs() -> str:
    """Every verb of the command line with its options."""
    top = parser()
    everywhere = {each.dest: _option(each) for each in _options(top)}
    rows = [
        (
            f"`{_usage(verb)}`",
            verb.description or "",
            " ".join(_option(each) for each in _options(verb) if each.dest not in everywhere),
        )
        for verb in subparsers(top).values()
    ]
    table = _table(("command", "does", "options"), rows)
    return f"{table}\n\nBefore or after a command: {', '.join(everywhere.values())}."


def fields() -> str:
    """What the two verbs whose JSON is used most print of themselves."""
    known = subparsers(parser())
    told = [f"`quoth {name}`:\n\n```text\n{known[name].epilog}\n```" for name in WELL_USED]
    return "\n\n".join(told)


def query() -> str:
    """What may stand before a colon in a query."""
    return _table(("field", "is"), [(f"`{name}:`", said) for name, said in QUERY_FIELDS.items()])


def rules() -> str:
    """What smart feeds and rules may hold, and what rules may do."""
    smart = [(f"`{name}` in `[smart.KEY]`", said) for name, said in SMART_KEYS.items()]
    told = [(f"`{name}` in `[[rules]]`", said) for name, said in RULE_KEYS.items()]
    deeds = [(f'`"{name}"`', said) for name, said in DEEDS.items()]
    return f"{_table(('key', 'is'), [*smart, *told])}\n\n{_table(('deed', 'does'), deeds)}"


def newsboat() -> str:
    """What a person finds in place of each default key of newsboat."""
    return _table(("newsboat's key", "does there", "here"), map(_newsboat_row, NEWSBOAT))


def _newsboat_row(row: Key) -> tuple[str, str, str]:
    command = f"`{row.command}`" if row.command else ""
    here = f"`{row.instead}`: {command}" if row.instead else f"the same: {command}"
    told = [here if row.command and not row.note.startswith("a macro") else "", row.note]
    return _keys(row.keys), row.does, "; ".join(part for part in told if part)


PARTS: Mapping[str, Callable[[], str]] = {
    "commands": commands,
    "newsboat": newsboat,
    "settings": settings,
    "feeds": feeds,
    "query": query,
    "rules": rules,
    "verbs": verbs,
    "fields": fields,
}


def filled(text: str) -> str:
    """The README with each marked part as the tables have it now."""
    for name, part in PARTS.items():
        start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
        before, _, rest = text.partition(start)
        _, _, after = rest.partition(end)
        text = f"{before}{start}\n{part()}\n{end}{after}"
    return text


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(_row(cells) for cells in lines)


def _row(cells: Sequence[str]) -> str:
    safe = [cell.replace("|", r"\|") for cell in cells]
    return f"| {' | '.join(safe)} |"


def _keys(keys: Sequence[str]) -> str:
    return ", ".join(f"`{key}`" for key in keys)


def _toml(value: Any) -> str:
    if isinstance(value, tuple):
        return "[]"
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


def _range(default: Any, rule: Allowed) -> str:
    if isinstance(default, bool):
        return "`true`, `false`"
    if rule.choices:
        return ", ".join(f'`"{choice}"`' for choice in rule.choices)
    example = rule.example[0] if isinstance(default, str) else list(rule.example)
    shown = f"`{example!r}`".replace("'", '"')
    return f"{rule.low} to {rule.high}" if rule.high else shown


def subparsers(top: argparse.ArgumentParser) -> Mapping[str, argparse.ArgumentParser]:
    """The parser of each verb."""
    found = [a for a in top._actions if isinstance(a, argparse._SubParsersAction)]
    return found[0].choices


def _options(some: argparse.ArgumentParser) -> list[argparse.Action]:
    return [a for a in some._actions if a.option_strings and a.dest not in ("help", "version")]


def _option(action: argparse.Action) -> str:
    value = f" {action.metavar or action.dest.upper()}" if action.nargs != 0 else ""
    return f"`{action.option_strings[-1]}{value}`"


def _usage(verb: argparse.ArgumentParser) -> str:
    words = [
        f"{each.metavar or each.dest.upper()}{'...' if each.nargs in ('+', '*') else ''}"
        for each in verb._actions
        if not each.option_strings
    ]
    return " ".join([verb.prog, *words])


if __name__ == "__main__":
    README.write_text(filled(README.read_text(encoding="utf-8")), encoding="utf-8")
