"""Bodies compressed: zstd, with a dictionary trained on the library's own articles.

Articles are short, so that alone each would have to tell anew how its feed writes; a dictionary of
what they have in common saves a third (1,850 bytes become 1,200 on articles of 3,700). There is one
for a thousand articles and a better one whenever there are ten times as many. Each body names the
one it needs, so none is ever dropped. No SQL but about dictionaries in here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from tui.errors import StoreError

if TYPE_CHECKING or sys.version_info < (3, 14):
    from backports import zstd
else:  # the same module, where Python brings it
    from compression import zstd

if TYPE_CHECKING:
    from tui.store.database import Database

HOW: dict[int, int] = {
    zstd.CompressionParameter.compression_level: 5,
    zstd.CompressionParameter.checksum_flag: 1,
}
SIZE = 256 << 10
"""Bytes of a dictionary. Twice as many save another 4 %, and cost memory in every process."""

FIRST, GROWTH = 1_000, 10
"""Articles that the first dictionary needs; how many times more the next one."""
SAMPLES = 1_000


class Packing:
    """Packs and unpacks the bodies of one library; `rows` asks its database."""

    def __init__(self, rows: Callable[..., list[tuple[Any, ...]]]) -> None:
        self._rows = rows
        self._known: dict[int, zstd.ZstdDict] = {}
        self._compressor: zstd.ZstdCompressor | None = None

    def pack(self, html: str, text: str) -> tuple[int, bytes]:
        """HTML and plain text compressed together, and how many bytes of it are HTML."""
        first = html.encode("utf-8", "replace")
        return len(first), self._compressed(first + text.encode("utf-8", "replace"))

    def unpack(self, html_bytes: int, packed: bytes) -> tuple[str, str]:
        """The inverse of `pack`. Raises StoreError when the bytes are damaged."""
        both = self.bytes_of(packed)
        try:
            return both[:html_bytes].decode(), both[html_bytes:].decode()
        except ValueError as error:
            raise StoreError(DAMAGED) from error

    def bytes_of(self, packed: bytes) -> bytes:
        """What was packed, HTML and text in a row."""
        try:
            number = zstd.get_frame_info(packed).dictionary_id
            return zstd.decompress(packed, self._dictionary(number) if number else None)
        except (zstd.ZstdError, ValueError) as error:
            raise StoreError(DAMAGED) from error

    def repacked(self, packed: bytes) -> bytes:
        """The same body by the newest dictionary."""
        return self._compressed(self.bytes_of(packed))

    def forget(self) -> None:
        """Look again which dictionary is the newest."""
        self._compressor = None

    def _compressed(self, data: bytes) -> bytes:
        compressor = self._compressor = self._compressor or self._made()
        compressor.set_pledged_input_size(len(data))
        return compressor.compress(data, compressor.FLUSH_FRAME)

    def _made(self) -> zstd.ZstdCompressor:
        """What packs by the newest dictionary; to make one anew for each body takes as long as to
        pack it."""
        found = self._rows("SELECT id FROM dictionary ORDER BY articles DESC LIMIT 1")
        newest = self._dictionary(found[0][0]).as_digested_dict if found else None
        return zstd.ZstdCompressor(options=HOW, zstd_dict=newest)

    def _dictionary(self, number: int) -> zstd.ZstdDict:
        if number not in self._known:
            found = self._rows("SELECT data FROM dictionary WHERE id = ?", (number,))
            if not found:
                raise StoreError(DAMAGED)
            self._known[number] = zstd.ZstdDict(found[0][0])
        return self._known[number]


DAMAGED = "The library is damaged: an article's body cannot be read."


def is_due(database: Database) -> bool:
    """Whether the library has grown so much that a new dictionary pays."""
    articles = database.number("SELECT sum(total) FROM feed")
    if articles < FIRST:
        return False
    return articles >= GROWTH * database.number("SELECT max(articles) FROM dictionary")


def train(database: Database) -> None:
    """Make a dictionary of bodies from all over the library, and pack those anew with it.

    Takes a quarter of a second, during which other threads go on. Inside a transaction.
    """
    # Ids are hashes: the first so many of them are a fair sample.
    bodies = database.rows(
        """SELECT place, packed FROM article INDEXED BY sqlite_autoindex_article_1
        CROSS JOIN body USING (place) ORDER BY id LIMIT ?""",
        (SAMPLES,),
    )
    samples = [database.packing.bytes_of(packed) for _, packed in bodies]
    made = _trained(samples)
    if made is None:
        return
    database.run(
        "INSERT OR REPLACE INTO dictionary SELECT ?, sum(total), ? FROM feed",
        (made.dict_id, made.dict_content),
    )
    database.packing.forget()
    again = [(database.packing.repacked(packed), place) for place, packed in bodies]
    database.run_many("UPDATE body SET packed = ? WHERE place = ?", again)


def _trained(samples: Sequence[bytes]) -> zstd.ZstdDict | None:
    """A dictionary; None where the samples have nothing in common."""
    try:
        return zstd.train_dict(samples, SIZE)
    except (zstd.ZstdError, ValueError):
        return None
