"""The library as a file: what is made, what is refused, what is said when it fails."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.make import NOW, article, feed
from tui.errors import StoreError
from tui.model import Article, FeedState, Filter
from tui.store import Reader, Visit, Writer
from tui.store.database import Database
from tui.store.schema import STEPS, open_for_writing

ALL = Filter()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


def fill(path: Path, *articles: Article) -> None:
    """A library with these articles of the feed "times"."""
    with closing(Writer(path)) as writer:
        writer.subscribe([feed()])
        texts = ["text"] * len(articles)
        writer.save(Visit("times", articles, texts, FeedState("times"), NOW))


def files(path: Path) -> dict[str, bytes]:
    """Everything beside the library, byte by byte."""
    return {each.name: each.read_bytes() for each in path.parent.iterdir()}


def sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement).fetchall()


def one_sentence(error: pytest.ExceptionInfo[StoreError]) -> bool:
    text = str(error.value)
    return text.endswith(".") and "\n" not in text and "Traceback" not in text


def test_what_was_saved_is_there_after_closing_and_opening(path: Path) -> None:
    fill(path, article())
    with closing(Reader(path)) as reader:
        assert reader.article(article().id) == article()
    with closing(Writer(path)) as writer:
        assert writer.mark([article().id], read=True)


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_nobody_else_can_read_what_the_library_consists_of(path: Path, mask: int) -> None:
    old = os.umask(mask)
    try:
        with closing(Writer(path)) as writer, closing(Reader(path)):
            writer.subscribe([feed()])
            modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
    finally:
        os.umask(old)
    assert modes == {"library.db": 0o600, "library.db-shm": 0o600, "library.db-wal": 0o600}


def test_an_empty_file_becomes_a_library(path: Path) -> None:
    path.touch()
    fill(path, article())
    with closing(Reader(path)) as reader:
        assert reader.count(ALL) == 1


def test_a_library_that_is_not_there_cannot_be_read(path: Path) -> None:
    with pytest.raises(StoreError, match="There is no library") as error:
        Reader(path)
    assert one_sentence(error)
    assert files(path) == {}


def newer(path: Path) -> None:
    fill(path, article())
    sql(path, "PRAGMA user_version = 999")


def foreign(path: Path) -> None:
    sql(
        path,
        "PRAGMA journal_mode = WAL",
        "CREATE TABLE theirs (x)",
        "INSERT INTO theirs VALUES (1)",
    )


def other_program(path: Path) -> None:
    sql(path, "PRAGMA application_id = 1234")


def no_database(path: Path) -> None:
    path.write_text("Dear diary, " * 500)


@pytest.mark.parametrize("make", [newer, foreign, other_program, no_database])
@pytest.mark.parametrize("kind", [Reader, Writer])
def test_what_is_not_ours_or_newer_is_refused_and_not_touched(
    path: Path, make: Callable[[Path], None], kind: Callable[[Path], object]
) -> None:
    make(path)
    before = files(path)
    with pytest.raises(StoreError) as error:
        kind(path)
    assert files(path) == before
    assert one_sentence(error)
    assert ("newer Quoth" in str(error.value)) == (make is newer)


def test_a_newer_library_is_refused_also_while_its_version_is_only_in_the_log(path: Path) -> None:
    fill(path, article())
    with closing(sqlite3.connect(path, isolation_level=None)) as theirs:
        theirs.execute("PRAGMA user_version = 999")
        assert (path.with_name("library.db-wal")).stat().st_size > 0
        before = {name: data for name, data in files(path).items() if "-shm" not in name}
        for kind in (Reader, Writer):
            with pytest.raises(StoreError, match="newer"):
                kind(path)
        after = {name: data for name, data in files(path).items() if "-shm" not in name}
    assert after == before


@pytest.mark.parametrize("kind", [Reader, Writer])
def test_a_folder_is_no_library(path: Path, kind: Callable[[Path], object]) -> None:
    path.mkdir()
    with pytest.raises(StoreError) as error:
        kind(path)
    assert one_sentence(error)


def test_a_folder_that_is_missing_is_said(path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be created") as error:
        Writer(path / "deeper" / "library.db")
    assert one_sentence(error)


def test_a_damaged_library_is_said_in_a_sentence(path: Path) -> None:
    fill(path, *(article(n) for n in range(300)))
    data = bytearray(path.read_bytes())
    data[4096 * 2 :] = b"\xff" * (len(data) - 4096 * 2)
    path.write_bytes(data)
    with pytest.raises(StoreError, match="damaged") as error, closing(Reader(path)) as reader:
        reader.headlines(ALL, limit=50)
    assert one_sentence(error)


def test_a_damaged_body_is_said_in_a_sentence(path: Path) -> None:
    fill(path, article())
    sql(path, "UPDATE body SET packed = x'00112233'")
    with closing(Reader(path)) as reader, pytest.raises(StoreError, match="damaged") as error:
        reader.article(article().id)
    assert one_sentence(error)


def test_a_full_disk_is_said_and_what_was_there_stays(path: Path) -> None:
    fill(path, article())
    many = [article(n, html=f"<p>{n}</p>" * 500) for n in range(2, 200)]
    with closing(Writer(path)) as writer, closing(Reader(path)) as reader:
        pages = writer._database.number("PRAGMA page_count")
        writer._database.run(f"PRAGMA max_page_count = {pages + 3}")
        visit = Visit("times", many, ["text"] * len(many), FeedState("times", body_hash="new"), NOW)
        with pytest.raises(StoreError, match="The disk is full") as error:
            writer.save(visit)
        assert one_sentence(error)
        assert [row.id for row in reader.headlines(ALL, limit=9)] == [article().id]
        assert reader.states()["times"].body_hash == "", "validators never without their articles"
        writer._database.run("PRAGMA max_page_count = 1000000")
        assert len(writer.save(visit).new) == len(many), "and goes on when there is room again"
        assert reader.count(ALL) == len(many) + 1


def test_a_library_that_another_program_holds_is_said(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.store.database.PATIENCE_S", 0.0)
    with closing(Writer(path)) as one, closing(Writer(path)) as other:
        with one._database.transaction(), pytest.raises(StoreError, match="another") as error:
            other.mark([1], read=True)
        assert one_sentence(error)
        assert other.mark([1], read=True) == (1,)


def test_reading_goes_on_while_another_program_writes(path: Path) -> None:
    fill(path, article())
    with closing(Writer(path)) as writer, closing(Reader(path)) as reader:
        with writer._database.transaction():
            writer._database.run("DELETE FROM article")
            assert reader.count(ALL) == 1
            assert len(reader.headlines(ALL, limit=9)) == 1
        assert reader.count(ALL) == 0


def test_a_reader_cannot_write(path: Path) -> None:
    fill(path, article())
    with closing(Reader(path)) as reader, pytest.raises(StoreError):
        reader._database.run("DELETE FROM article")


def test_a_closed_library_is_said(path: Path) -> None:
    fill(path, article())
    reader = Reader(path)
    reader.close()
    reader.close()
    with pytest.raises(StoreError) as error:
        reader.count(ALL)
    assert one_sentence(error)


def test_views_and_triggers_of_someone_else_get_no_functions(path: Path) -> None:
    fill(path, article())
    with closing(Writer(path)) as writer, closing(Reader(path)) as reader:
        assert writer._database.number("PRAGMA trusted_schema") == 0
        assert reader._database.number("PRAGMA trusted_schema") == 0


# Migrations


def add_a_table(database: Database) -> None:
    database.run("CREATE TABLE later (x)")


def fail(database: Database) -> None:
    database.run("CREATE TABLE half (x)")
    database.run("CREATE NONSENSE")


def test_an_older_library_is_brought_up_after_a_copy_was_put_beside_it(path: Path) -> None:
    fill(path, article())
    with closing(open_for_writing(path, [*STEPS, add_a_table])) as database:
        assert database.number("PRAGMA user_version") == len(STEPS) + 1
        assert database.number("SELECT count(*) FROM later") == 0
        assert database.number("SELECT count(*) FROM article") == 1
    copy = path.with_name(f"library.db.version-{len(STEPS)}")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(Reader(copy)) as reader:
        assert reader.article(article().id) == article()
    with pytest.raises(StoreError, match="newer"):
        Reader(path)


def test_a_migration_that_fails_leaves_the_library_as_it_was(path: Path) -> None:
    fill(path, article())
    with pytest.raises(StoreError):
        open_for_writing(path, [*STEPS, fail])
    with closing(Reader(path)) as reader:
        assert reader.count(ALL) == 1
        assert (
            reader._database.number("SELECT count(*) FROM sqlite_schema WHERE name = 'half'") == 0
        )


def test_a_library_of_an_older_version_is_not_read_before_it_is_brought_up(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(path, article())
    monkeypatch.setattr("tui.store.schema.STEPS", (*STEPS, add_a_table))
    with pytest.raises(StoreError, match="older"):
        Reader(path)
