"""Rules: what the user wants done with articles that fit a query, as soon as they have come.

Rules that ask for quotes or findings wait until these are known; the library remembers which
articles wait. A rule acts once on an article: what the user changes afterwards stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui.events import Event, Notified, Ruled
from tui.model import Filter, Rule
from tui.query import asks_for_analysis
from tui.store import Reader, Writer


def on_arrival(
    reader: Reader, writer: Writer, rules: Sequence[Rule], ids: Sequence[int]
) -> tuple[Event, ...]:
    """Do what the rules say with articles that are new, and let the others wait for analysis."""
    late = any(asks_for_analysis(rule.when) for rule in rules)
    if late and ids:
        writer.wait_for_rules(ids)
    return tuple(_done(reader, writer, rules, ids, late=False)) if ids else ()


def on_analysis(
    reader: Reader, writer: Writer, rules: Sequence[Rule], ids: Sequence[int]
) -> tuple[Event, ...]:
    """Do what the rules say with those of some articles that waited for their analysis."""
    waiting = writer.end_wait_for_rules(ids)
    return tuple(_done(reader, writer, rules, waiting, late=True)) if waiting else ()


def _done(
    reader: Reader, writer: Writer, rules: Sequence[Rule], ids: Sequence[int], *, late: bool
) -> Iterator[Event]:
    changed: set[int] = set()
    for rule in rules:
        if asks_for_analysis(rule.when) != late:
            continue
        found = tuple(reader.fitting(chosen(rule), ids))
        if found:
            changed |= do(writer, rule, found)
            if "notify" in rule.do:
                yield Notified(found, rule.text)
    if changed:
        yield Ruled(tuple(changed))


def chosen(rule: Rule) -> Filter:
    """Which articles a rule is about."""
    return Filter(feeds=(rule.feed,) if rule.feed else None, query=rule.when)


def do(writer: Writer, rule: Rule, ids: Sequence[int]) -> set[int]:
    """Do with articles what a rule says, but for notifying. Those that were not so already."""
    changed: set[int] = set()
    for deed in rule.do:
        if deed == "hide":
            changed |= set(writer.hide(ids))
        elif deed == "read":
            changed |= set(writer.mark(ids, read=True))
        elif deed == "star":
            changed |= set(writer.mark(ids, starred=True))
        elif deed.startswith("tag:"):
            changed |= set(writer.tag(ids, add=[deed.removeprefix("tag:")]))
    return changed
