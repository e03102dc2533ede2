"""Articles' images in the library: which articles still lack them, what was had, and what is kept.

Each address once. The oldest go when there are too many. Nothing in here fetches or decodes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct, field

from tui.model import SmallImage
from tui.store.database import Database
from tui.store.rows import micros, micros_or_none, storable

MOST_KEPT = 4_000
"""Images in a library; at some 30 KB each, 120 MB."""


class Illustration(Struct, frozen=True):
    """What became of an article's images: `new` ones by their address, and the addresses of all
    that are kept now. `failures` is how often some could not be had, `next_try` when to ask again
    (None: never)."""

    id: int
    urls: tuple[str, ...] = ()
    new: Mapping[str, SmallImage] = field(default_factory=dict)
    failures: int = 0
    next_try: datetime | None = None


def note(database: Database, told: Illustration) -> None:
    """Keep what became of an article's images; without the article nothing is kept."""
    row = database.one("SELECT place FROM article WHERE id = ?", (told.id,))
    if row is None:
        return
    database.run_many(
        "INSERT INTO image (url, width, height, data) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [(storable(url), each.width, each.height, each.data) for url, each in told.new.items()],
    )
    database.run_many(
        """INSERT INTO image_of SELECT ?, seq FROM image WHERE url = ? ON CONFLICT DO NOTHING""",
        [(*row, storable(url)) for url in told.urls],
    )
    database.run(
        "INSERT OR REPLACE INTO illustrated VALUES (?, ?, ?)",
        (*row, told.failures, micros_or_none(told.next_try)),
    )
    database.run("DELETE FROM image WHERE seq <= (SELECT max(seq) FROM image) - ?", (MOST_KEPT,))


def data(database: Database, url: str) -> bytes:
    """The image at an address; nothing: it is not kept."""
    row = database.one("SELECT data FROM image WHERE url = ?", (storable(url),))
    return row[0] if row else b""


def sizes(database: Database, id_: int) -> dict[str, tuple[int, int]]:
    """The images of an article that are kept: address → width and height in pixels."""
    found = database.rows(
        """SELECT url, width, height FROM article CROSS JOIN image_of USING (place)
        CROSS JOIN image ON image.seq = image_of.image WHERE id = ?""",
        (id_,),
    )
    return {url: (width, height) for url, width, height in found}


def failures(database: Database, id_: int) -> int:
    """How often some of an article's images could not be had."""
    row = database.one(
        "SELECT failures FROM illustrated CROSS JOIN article USING (place) WHERE id = ?", (id_,)
    )
    return row[0] if row else 0


def waiting(database: Database, feed: str, now: datetime, limit: int) -> list[int]:
    """Unread articles of a feed whose images are to be asked for by now, newest first."""
    found = database.rows(
        """SELECT id FROM article INDEXED BY article_feed_unread
        WHERE feed = (SELECT seq FROM feed WHERE key = ?) AND read = 0 AND image = 1
            AND coalesce((SELECT coalesce(next_try, 9e18) FROM illustrated
                WHERE illustrated.place = article.place), 0) <= ?
        ORDER BY at DESC, id DESC LIMIT ?""",
        (feed, micros(now), limit),
    )
    return [id_ for (id_,) in found]
