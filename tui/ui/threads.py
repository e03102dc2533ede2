"""Threads: each reply under what it answers.

A feed may say so itself (RFC 4685); else a subject that begins with "Re:" answers the oldest
headline of the same subject in the same feed, as mail programs have it. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from tui.model import Headline, Place

_ANSWER = re.compile(r"(?:(?:re|aw|antw|sv|vs|odp|ynt)(?:\[\d+\])?\s*:\s*)+", re.I)


def threaded(
    headlines: Sequence[Headline], parents: Mapping[int, int]
) -> list[tuple[Headline, int]]:
    """The headlines thread by thread, each with how deep it stands (0: it answers none of them).

    `parents`: what an article answers, by id. The thread with the newest headline comes first;
    within it the oldest does, and what answers it follows. Nothing answers what is younger.
    """
    oldest = sorted(headlines, key=_place)
    known = {row.id: row for row in oldest}
    said = {**_by_subject(oldest), **parents}
    children: dict[int | None, list[Headline]] = {}
    for row in oldest:
        parent = known.get(said[row.id]) if row.id in said else None
        answered = parent.id if parent and _place(parent) < _place(row) else None
        children.setdefault(answered, []).append(row)
    threads = [_thread(row, children) for row in children.get(None, ())]
    threads.sort(key=lambda thread: max(_place(row) for row, _ in thread), reverse=True)
    return [each for thread in threads for each in thread]


def _by_subject(oldest: Iterable[Headline]) -> dict[int, int]:
    """What the subjects say of who answers whom."""
    first: dict[tuple[str, str], int] = {}
    found = {}
    for row in oldest:
        answer = _ANSWER.match(row.title)
        subject = row.title[answer.end() :] if answer else row.title
        begun = first.setdefault((row.feed, subject.casefold()), row.id)
        if answer and begun != row.id:
            found[row.id] = begun
    return found


def _thread(
    root: Headline, children: Mapping[int | None, Sequence[Headline]]
) -> list[tuple[Headline, int]]:
    """A headline and all below it, depth first; without recursion, since feeds may nest at will."""
    waiting, found = [(root, 0)], []
    while waiting:
        row, depth = waiting.pop()
        found.append((row, depth))
        waiting += [(child, depth + 1) for child in reversed(children.get(row.id, ()))]
    return found


def _place(row: Headline) -> Place:
    return row.at, row.id
