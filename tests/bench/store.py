"""What the library itself takes: searches, counts, marking, bytes; beside the barest SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.bench import prose
from tests.bench.libraries import LARGE_FEED, library
from tests.bench.table import Row
from tui.model import Filter
from tui.query import parse
from tui.store import Reader, Writer
from tui.store.rows import HEADLINE, micros, stretch

PAGE = 50
TERMS = {
    "rare": (prose.RARE, f'"{prose.RARE}"'),
    "common": (prose.COMMON, f'"{prose.COMMON}"'),
    "prefix": ("zanzib", '"zanzib" *'),
    "phrase": ('"of the"', '"of the"'),
}


def measured(size: int) -> Iterator[Row]:
    """All rows of the store, for a library of so many articles."""
    path = library(size) / "library.db"
    with closing(Reader(path)) as reader, closing(sqlite3.connect(path)) as bare:
        yield from _searches(reader, bare, size)
        yield from _counts(reader, bare, size)
        yield _bytes(bare, size)
    if size > LARGE_FEED * 10_000:
        yield from _marking(path, size)


def _searches(reader: Reader, bare: sqlite3.Connection, size: int) -> Iterator[Row]:
    """Beside each the one statement that gives the same rows when it is told where they begin."""
    sql = f"""SELECT {HEADLINE} FROM search CROSS JOIN article ON article.place = search.rowid
        WHERE search MATCH ? AND search.rowid >= ? ORDER BY at DESC, article.id DESC LIMIT ?"""
    for name, (words, match) in TERMS.items():
        chosen = Filter(query=parse(words, typing=name == "prefix"))
        page = reader.headlines(chosen, limit=PAGE)
        asked = match, stretch(micros(page[-1].at)).start, PAGE
        assert [row[0] for row in bare.execute(sql, asked)] == [each.id for each in page]
        ours, theirs = _in_turn(
            partial(reader.headlines, chosen, limit=PAGE),
            partial(_rows, bare, sql, asked),
        )
        yield Row(
            f"search, first page: {name}", size, ours, "ms", "the FTS5 statement", theirs, 1.5
        )


def _counts(reader: Reader, bare: sqlite3.Connection, size: int) -> Iterator[Row]:
    sql = "SELECT key, total, unread, starred FROM feed WHERE listed = 1"
    ours, theirs = _in_turn(reader.counts, lambda: bare.execute(sql).fetchall())
    yield Row("counts of a thousand feeds", size, ours, "ms", "one statement", theirs, 2)


def _marking(path: Path, size: int) -> Iterator[Row]:
    """Marking ten thousand articles and taking it back."""
    key = prose.feed_key(LARGE_FEED)
    chosen = Filter(feeds=(key,))
    with closing(Writer(path)) as writer, closing(sqlite3.connect(path)) as bare:
        (feed,) = bare.execute("SELECT seq FROM feed WHERE key = ?", (key,)).fetchone()
        marked: list[tuple[int, ...]] = []
        sql = "UPDATE article SET read = ? WHERE feed = ? AND read <> ?"

        def ours() -> None:
            marked.append(writer.mark_all(chosen, read=True))

        def theirs() -> None:
            places = bare.execute(
                "SELECT place FROM article WHERE feed = ? AND read = 0", (feed,)
            ).fetchall()
            begun = perf_counter()
            bare.execute(sql, (1, feed, 1))
            bare.commit()
            taken.append((perf_counter() - begun) * 1000)
            bare.executemany("UPDATE article SET read = 0 WHERE place = ?", places)
            bare.commit()

        taken: list[float] = []
        mine, back = [], []
        for _ in range(5):
            theirs()
            mine.append(_ms(ours))
            back.append(_ms(lambda: writer.mark(marked[-1], read=False)))
        yield Row("mark a feed of 10,000 as read", size, median(mine), "ms", "one statement",
                  median(taken), 2)  # fmt: skip
        yield Row("take that back", size, median(back), "ms", "one statement", median(taken), 2)


def _bytes(bare: sqlite3.Connection, size: int) -> Row:
    (html,) = bare.execute("SELECT avg(html_bytes) FROM body").fetchone()
    pages, free, page = (
        bare.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    ours = (pages - free) * page / size
    return Row("bytes an article, with its index", size, ours, "B", "raw HTML", html, 0.8)


def _rows(bare: sqlite3.Connection, sql: str, asked: tuple[object, ...]) -> list[object]:
    return bare.execute(sql, asked).fetchall()


def _in_turn(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    taken = [(_ms(ours), _ms(theirs)) for _ in range(101)][1:]
    return median(a for a, _ in taken), median(b for _, b in taken)


def _ms(act: Callable[[], object]) -> float:
    begun = perf_counter()
    act()
    return (perf_counter() - begun) * 1000
