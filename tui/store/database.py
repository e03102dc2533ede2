"""The library's file: how it is opened, asked and changed, and what is said when that fails.

sqlite3.Error never leaves this module: it becomes StoreError with one sentence. What the tables
are is the business of `schema`; nothing in here knows of feeds or articles.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tui.errors import StoreError
from tui.store.packing import Packing

APPLICATION_ID = 0x51756F74
"""Marks a SQLite file as a library of Quoth ("Quot")."""

PATIENCE_S = 5.0
"""How long we wait for another program that is writing."""

PAGE = 8 << 10
"""Bytes of a page: packed bodies are a little over a thousand, and fill this better than 4,096."""

LONGEST_LOG = 32 << 20
"""Bytes of the write-ahead log after which it is brought into the library. A sync writes the same
pages of the indexes again and again; a log of 4 MB would write each to its place every time."""

Values = Sequence[Any] | Mapping[str, Any]
Row = tuple[Any, ...]

STEPS_BETWEEN = 10_000
"""Steps of SQLite between two looks at whether an answer is still wanted."""


class Database:
    """One connection to a library, usable on the thread that opened it."""

    def __init__(self, path: Path, *, writing: bool) -> None:
        self.path = path
        self.packing = Packing(self.rows)
        with _told(path):
            self._connection = _connect(path, "mode=rw" if writing else "mode=ro")
        try:
            self._settle(writing)
        except StoreError:
            self.close()
            raise

    def _settle(self, writing: bool) -> None:
        # A library made by someone else may hold views and triggers: they get no functions to call.
        self.run("PRAGMA trusted_schema = OFF")
        if not writing:
            self.run("PRAGMA query_only = ON")
            return
        self.run(f"PRAGMA page_size = {PAGE}")  # of a new library
        self._keep_a_log()
        self.run("PRAGMA synchronous = NORMAL")
        self.run(f"PRAGMA journal_size_limit = {LONGEST_LOG}")
        self.run(f"PRAGMA wal_autocheckpoint = {LONGEST_LOG // PAGE}")

    def _keep_a_log(self) -> None:
        """Turn on the write-ahead log. While another program makes the same library, or is the
        last to close it, SQLite refuses this at once instead of waiting as it does elsewhere."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                self.run("PRAGMA journal_mode = WAL")
                return
            except StoreError as error:
                if not _is_busy(error) or time.monotonic() > deadline:
                    raise
                time.sleep(0.01)

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """All rows of the answer."""
        try:  # `_told` would take longer than many an answer
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise StoreError(_sentence(error, self.path)) from error

    def one(self, sql: str, values: Values = ()) -> Row | None:
        """The first row of the answer, if there is one."""
        found = self.rows(sql, values)
        return found[0] if found else None

    def number(self, sql: str, values: Values = ()) -> int:
        """The single number that the answer consists of; nothing at all counts as 0."""
        row = self.one(sql, values)
        return int(row[0] or 0) if row else 0

    def walk(self, sql: str, values: Values = ()) -> Generator[Row, None, None]:
        """Row by row, as far as the caller wants to go; close it when going no further."""
        with _told(self.path), contextlib.closing(self._connection.execute(sql, values)) as cursor:
            yield from cursor

    @property
    def changes(self) -> int:
        """How many rows were changed since the library was opened."""
        return self._connection.total_changes

    def run(self, sql: str, values: Values = ()) -> None:
        """Change something."""
        self.rows(sql, values)

    def run_many(self, sql: str, many: Iterable[Values]) -> None:
        """The same change with each of many values."""
        with _told(self.path):
            self._connection.executemany(sql, many)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is changed inside is kept together, or nothing of it."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self.run("ROLLBACK")
            raise

    def copy_to(self, path: Path) -> None:
        """A copy of the library as it is now; replaces what is at `path`. For our eyes only."""
        path.unlink(missing_ok=True)
        touch(path)
        with _told(path), contextlib.closing(_connect(path, "mode=rw")) as copy:
            self._connection.backup(copy)

    def give_up_when(self, unwanted: Callable[[], bool]) -> None:
        """From now on let whatever is being asked fail with StoreError as soon as `unwanted()`.

        It is asked about every so many steps of SQLite's, a few times in a thousandth of a second:
        unlike an interruption, it cannot come too early for a question that is about to begin.
        """
        self._connection.set_progress_handler(unwanted, STEPS_BETWEEN)

    def close(self) -> None:
        """Let go of the file; may be called twice."""
        with _told(self.path):
            self._connection.close()


def touch(path: Path) -> None:
    """An empty file that only its owner may read, from the first moment on; SQLite gives its
    side files (-wal, -shm) the same mode. Leaves alone what exists already."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    except FileExistsError:
        return
    except OSError as error:
        raise StoreError(f"The library {path} cannot be created: {error.strerror}.") from error


def version(path: Path) -> int:
    """The version of the library at `path`, found out without touching anything; 0: it is empty.

    Raises StoreError when the file is not a library of ours, or is missing.
    """
    if not path.exists():
        raise StoreError(f"There is no library at {path} yet.")
    # Without a write-ahead log nobody is writing, and "immutable" keeps SQLite from creating one.
    log = path.with_name(path.name + "-wal")
    mode = "mode=ro" if log.exists() else "mode=ro&immutable=1"
    with _told(path), contextlib.closing(_connect(path, mode)) as connection:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (number,) = connection.execute("PRAGMA user_version").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if application == APPLICATION_ID:
        return int(number)
    if application == number == tables == 0:
        return 0
    raise StoreError(f"{path} is not a library of Quoth; it was left as it is.")


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}",
        uri=True,
        timeout=PATIENCE_S,
        isolation_level=None,
        cached_statements=256,
    )


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turns what SQLite raises into StoreError."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(_sentence(error, path)) from error


def _is_busy(error: StoreError) -> bool:
    return getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY


def _sentence(error: sqlite3.Error, path: Path) -> str:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    sentence = SENTENCES.get(code, "The library {path} failed: {error}.")
    return sentence.format(path=path, error=error)


SENTENCES = {
    sqlite3.SQLITE_INTERRUPT: "The question to the library {path} was given up.",
    sqlite3.SQLITE_FULL: "The disk is full: the library {path} could not be written.",
    sqlite3.SQLITE_BUSY: "The library {path} is being written by another program; try again.",
    sqlite3.SQLITE_LOCKED: "The library {path} is being written by another program; try again.",
    sqlite3.SQLITE_READONLY: "The library {path} may not be written; check its permissions.",
    sqlite3.SQLITE_PERM: "The library {path} may not be used; check its permissions.",
    sqlite3.SQLITE_CANTOPEN: (
        "The library {path} cannot be opened; it has to be a file where it may be written."
    ),
    sqlite3.SQLITE_NOTADB: "{path} is not a library of Quoth; it was left as it is.",
    sqlite3.SQLITE_CORRUPT: "The library {path} is damaged; move it away to start a new one.",
    sqlite3.SQLITE_IOERR: "The library {path} could not be read or written: {error}.",
}
