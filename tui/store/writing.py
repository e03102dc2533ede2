"""Writer: everything that changes the library.

One feed's visit is one transaction: its articles and what we know of the visit are kept together
or not at all. (A reader that kept a server's validators without the articles lost 856 articles in
20 kills: the next answer was "nothing new".)
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from tui.model import Changes, Feed, FeedState, Filter, Note, Stretch
from tui.store import images, indexing, listing, memory, notes, packing, pages, rows
from tui.store.adopting import Kept, adopt
from tui.store.corrections import Correction, write
from tui.store.rows import utc_now
from tui.store.saving import Visit, save_articles
from tui.store.schema import open_for_writing

if TYPE_CHECKING:
    from tui.analysis.annotation import Analysis

ADOPTED_AT_ONCE = 500
"""Articles of another library that are in memory at the same time."""

CHUNK = 10_000
"""Ids that one statement marks."""

NO_TEXTS: Mapping[int, tuple[str, str]] = {}


class Writer:
    """A library opened for writing, made when it is missing; usable on the thread that made it.

    Raises StoreError, with nothing touched, when the library was written by a newer Quoth or is no
    library of ours. Every method raises StoreError when it cannot write, and then nothing of what
    it was to do has been done.
    """

    def __init__(self, path: Path, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = open_for_writing(path)
        self._clock = clock

    def subscribe(self, feeds: Sequence[Feed]) -> None:
        """These feeds are in feeds.toml now. The articles of all others are kept, unseen."""
        told = json.dumps([(feed.key, feed.title, feed.folder) for feed in feeds])
        with self._database.transaction():
            self._database.run(
                """INSERT INTO feed (key, listed, named, folder)
                SELECT value ->> 0, 1, value ->> 1, value ->> 2 FROM json_each(?) WHERE true
                ON CONFLICT (key) DO UPDATE SET (listed, named, folder) =
                (1, excluded.named, excluded.folder) WHERE (listed, named, folder) <>
                (1, excluded.named, excluded.folder)""",
                (told,),
            )
            self._database.run(
                """UPDATE feed SET listed = 0 WHERE listed = 1
                AND key NOT IN (SELECT value ->> 0 FROM json_each(?))""",
                (told,),
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

    def keep(
        self,
        annotations: Sequence[tuple[int, str, Analysis]],
        texts: Mapping[int, tuple[str, str]] = NO_TEXTS,
    ) -> None:
        """Keep what analysis found: (article id, digest of its Document, Analysis) each.

        `texts`: by id the text of that Document, of which quotes and findings are ranges, and its
        language. Where it is missing, the article's own is taken if it has that digest.
        """
        from tui.store.annotations import keep  # only who has an Analysis needs to load it

        with self._database.transaction():
            for id_, digest, found in annotations:
                keep(self._database, id_, digest, found, texts.get(id_))

    def note_page(self, visit: pages.PageVisit) -> None:
        """Keep what became of a visit to an article's page: its full text, or why there is none."""
        with self._database.transaction():
            pages.note(self._database, visit)

    def illustrate(self, told: images.Illustration) -> None:
        """Keep what became of an article's images."""
        with self._database.transaction():
            images.note(self._database, told)

    def show_text(self, id_: int, *, full: bool) -> None:
        """Show an article's full text from now on, or the feed's own."""
        with self._database.transaction():
            pages.show(self._database, id_, full=full)

    def correct(self, corrections: Iterable[Correction], now: datetime) -> None:
        """Keep whose quotes are according to the user, or forget it."""
        from tui.store.annotations import reindex

        corrections = tuple(corrections)
        with self._database.transaction():
            for correction in corrections:
                write(self._database, correction, now)
            known = {each.article for each in corrections if 0 <= each.article <= rows.LARGEST}
            for id_ in known:
                reindex(self._database, id_)

    def tag(
        self, ids: Sequence[int], *, add: Sequence[str] = (), drop: Sequence[str] = ()
    ) -> tuple[int, ...]:
        """Give articles tags and take some from them. The ids whose tags changed."""
        with self._database.transaction():
            before = notes.tags_of(self._database, ids)
            notes.drop_tags(self._database, ids, drop)
            notes.add_tags(self._database, ids, add)
            after = notes.tags_of(self._database, ids)
        return tuple(id_ for id_ in dict.fromkeys(ids) if before.get(id_) != after.get(id_))

    def write_note(self, note: Note) -> int:
        """Keep a note, in place of the one with its number if it has one. Its number."""
        with self._database.transaction():
            return notes.write_note(self._database, note)

    def drop_note(self, number: int) -> None:
        """Forget a note."""
        with self._database.transaction():
            notes.drop_note(self._database, number)

    def hide(self, ids: Iterable[int]) -> tuple[int, ...]:
        """Mark articles as read and show them only to who asks for hidden ones. Those that were
        not hidden. Whatever marks one as unread shows it again."""
        with self._database.transaction():
            self._mark(ids := tuple(ids), True, None)
            hidden = self._database.rows(
                """SELECT id FROM status WHERE hidden = 0
                AND id IN (SELECT value FROM json_each(?))""",
                (json.dumps(ids),),
            )
            changed = tuple(id_ for (id_,) in hidden)
            self._database.run(
                "UPDATE status SET hidden = 1 WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(changed),),
            )
        return changed

    def wait_for_rules(self, ids: Sequence[int]) -> None:
        """These articles have rules to be applied when they are analysed."""
        with self._database.transaction():
            sql = "INSERT OR IGNORE INTO unruled SELECT value FROM json_each(?)"
            self._database.run(sql, (json.dumps(list(ids)),))

    def end_wait_for_rules(self, ids: Sequence[int]) -> tuple[int, ...]:
        """Those of these articles that waited for rules; they wait no more."""
        of_these = "FROM unruled WHERE id IN (SELECT value FROM json_each(?))"
        told = (json.dumps(list(ids)),)
        with self._database.transaction():
            waiting = {id_ for (id_,) in self._database.rows(f"SELECT id {of_these}", told)}
            if waiting:
                self._database.run(f"DELETE {of_these}", told)
        return tuple(id_ for id_ in ids if id_ in waiting)

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
            wanted_ids = listing.ids(self._database, wanted, self._clock(), part)
            return self._mark(wanted_ids, read, None)

    def tidy(self) -> bool:
        """Make searches faster, for a moment, when there is nothing else to do; whether there is
        more of it to do."""
        with self._database.transaction():
            return indexing.merge(self._database)

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
            """INSERT INTO status (id, read, starred)
            SELECT value, coalesce(:read, 0), coalesce(:starred, 0) FROM json_each(:ids) WHERE true
            ON CONFLICT (id) DO UPDATE
            SET read = coalesce(:read, read), starred = coalesce(:starred, starred),
            hidden = hidden AND coalesce(:read, read)""",
            {"ids": json.dumps(changed), **status},
        )
        return changed
