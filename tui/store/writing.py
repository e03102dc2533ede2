"""Writer: everything that changes the library.

One feed's visit is one transaction: its articles and what we know of the visit are kept together
or not at all. (A reader that kept a server's validators without the articles lost 856 articles in
20 kills: the next answer was "nothing new".)
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.model import Changes, Feed, FeedState, Filter, Stretch
from tui.store import listing, memory, packing, rows
from tui.store.adopting import Kept, adopt
from tui.store.corrections import Correction, write
from tui.store.saving import Visit, save_articles
from tui.store.schema import open_for_writing

if TYPE_CHECKING:
    from tui.analysis.annotation import Analysis

ADOPTED_AT_ONCE = 500
"""Articles of another library that are in memory at the same time."""

CHUNK = 10_000
"""Ids that one statement marks."""


class Writer:
    """A library opened for writing, made when it is missing; usable on the thread that made it.

    Raises StoreError, with nothing touched, when the library was written by a newer Quoth or is no
    library of ours. Every method raises StoreError when it cannot write, and then nothing of what
    it was to do has been done.
    """

    def __init__(self, path: Path) -> None:
        self._database = open_for_writing(path)

    def subscribe(self, feeds: Sequence[Feed]) -> None:
        """These feeds are in feeds.toml now. The articles of all others are kept, unseen."""
        keys = json.dumps([feed.key for feed in feeds])
        with self._database.transaction():
            self._database.run(
                """INSERT INTO feed (key, listed) SELECT value, 1 FROM json_each(?) WHERE true
                ON CONFLICT (key) DO UPDATE SET listed = 1 WHERE listed = 0""",
                (keys,),
            )
            self._database.run(
                """UPDATE feed SET listed = 0
                WHERE listed = 1 AND key NOT IN (SELECT value FROM json_each(?))""",
                (keys,),
            )

    def save(self, visit: Visit) -> Changes:
        """Keep what a visit brought; articles that have not changed are not written.

        An article that has changed keeps its status and its place in the lists. Of several with
        the same id the first counts.
        """
        with self._database.transaction():
            feed = self._number_of(visit.feed)
            changes = save_articles(self._database, feed, visit)
            self._note(feed, visit.state)
        if changes.new and packing.is_due(self._database):
            with self._database.transaction():
                packing.train(self._database)
        return changes

    def note(self, state: FeedState) -> None:
        """Keep what we know of a visit that brought no articles: nothing new, or a failure."""
        with self._database.transaction():
            self._note(self._number_of(state.feed), state)

    def keep(self, annotations: Sequence[tuple[int, str, Analysis]]) -> None:
        """Keep what analysis found: (article id, digest of its Document, Analysis) each."""
        from tui.store.annotations import keep  # only who has an Analysis needs to load it

        with self._database.transaction():
            for id_, digest, found in annotations:
                keep(self._database, id_, digest, found)

    def correct(self, corrections: Iterable[Correction], now: datetime) -> None:
        """Keep whose quotes are according to the user, or forget it."""
        with self._database.transaction():
            for correction in corrections:
                write(self._database, correction, now)

    def adopt(
        self, kept: Iterable[tuple[Kept, str]], then: Callable[[], object] = lambda: None
    ) -> tuple[int, ...]:
        """Keep articles of another library, each with its plain text. The ids that are new here.

        `then` is called when all are kept; when it raises, nothing has been.
        """
        with self._database.transaction():
            number, new, coming = cache(self._number_of), [], iter(kept)
            while some := list(islice(coming, ADOPTED_AT_ONCE)):
                homes = [number(each.article.feed) if each.article else 0 for each, _ in some]
                new += adopt(
                    self._database, [(n, *one) for n, one in zip(homes, some, strict=True)]
                )
            then()
        return tuple(new)

    def mark(
        self, ids: Iterable[int], *, read: bool | None = None, starred: bool | None = None
    ) -> tuple[int, ...]:
        """Give articles a status; None leaves that part as it is. The ids whose status changed.

        An article need not be there yet: it will have this status when it comes.
        """
        with self._database.transaction():
            return self._mark(ids, read, starred)

    def mark_all(
        self, chosen: Filter, *, read: bool, part: Stretch | None = None
    ) -> tuple[int, ...]:
        """Mark all that a filter shows, or a part of it, as read or unread. Answers like `mark`."""
        wanted = replace(chosen, unread=True) if read else chosen
        with self._database.transaction():
            return self._mark(listing.ids(self._database, wanted, part), read, None)

    def remember(self, name: str, value: str) -> None:
        """Keep what the screen remembers under a name."""
        with self._database.transaction():
            memory.remember(self._database, name, value)

    def keep_place(self, id_: int, at: int) -> None:
        """Keep how far an article was read (`Reader.reading_place`)."""
        with self._database.transaction():
            memory.keep_place(self._database, id_, at)

    def close(self) -> None:
        """Let go of the library."""
        self._database.close()

    # All below runs inside a transaction.

    def _number_of(self, key: str) -> int:
        self._database.run("INSERT INTO feed (key) VALUES (?) ON CONFLICT DO NOTHING", (key,))
        return self._database.number("SELECT seq FROM feed WHERE key = ?", (key,))

    def _note(self, feed: int, state: FeedState) -> None:
        self._database.run(
            f"INSERT OR REPLACE INTO visit (feed, {rows.STATE}) VALUES ({', '.join('?' * 16)})",
            (feed, *rows.state_row(state)),
        )

    def _mark(self, ids: Iterable[int], read: bool | None, starred: bool | None) -> tuple[int, ...]:
        changed: list[int] = []
        distinct = iter(dict.fromkeys(id_ for id_ in ids if 0 <= id_ <= rows.LARGEST))
        while chunk := list(islice(distinct, CHUNK)):
            changed += self._mark_chunk(chunk, {"read": read, "starred": starred})
        return tuple(changed)

    def _mark_chunk(self, ids: list[int], status: dict[str, Any]) -> list[int]:
        found = self._database.rows(
            """SELECT value FROM json_each(:ids) LEFT JOIN status ON status.id = value
            WHERE coalesce(read, 0) <> :read OR coalesce(starred, 0) <> :starred""",
            {"ids": json.dumps(ids), **status},
        )
        changed = [id_ for (id_,) in found]
        self._database.run(
            """INSERT INTO status SELECT value, coalesce(:read, 0), coalesce(:starred, 0)
            FROM json_each(:ids) WHERE true
            ON CONFLICT (id) DO UPDATE
            SET read = coalesce(:read, read), starred = coalesce(:starred, starred)""",
            {"ids": json.dumps(changed), **status},
        )
        return changed
