"""Several programs on one library, and programs that are killed while they write."""

from __future__ import annotations

import random
import subprocess
import sys
from contextlib import ExitStack, closing
from pathlib import Path

from tests.make import NOW, article, feed
from tui.model import FeedState, Filter, Validators
from tui.query import parse
from tui.store import Reader, Visit, Writer

ROOT = Path(__file__).parents[1]
EACH = 20


def visit(key: str) -> Visit:
    """A visit that brings 20 articles and, with them, validators."""
    articles = [article(n, key) for n in range(EACH)]
    texts = [f"The text of {key}, number {n}." for n in range(EACH)]
    state = FeedState(key, validators=Validators(etag=key), body_hash=key)
    return Visit(key, articles, texts, state, NOW)


def write(path: str, name: str, visits: int) -> None:
    """Save visits to feeds of its own, and say so after each; runs in a process of its own."""
    with closing(Writer(Path(path))) as writer:
        for number in range(visits):
            key = f"{name}-{number}"
            writer.save(visit(key))
            writer.mark([article(0, key).id], read=True)
            print(key, flush=True)


def start(path: Path, name: str, visits: int) -> subprocess.Popen[str]:
    code = f"from tests.test_store_crash import write; write({str(path)!r}, {name!r}, {visits})"
    return subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def check_sound(path: Path) -> dict[str, FeedState]:
    """The library is whole, and no feed has validators without its articles."""
    with closing(Writer(path)) as writer, closing(Reader(path)) as reader:
        assert writer._database.rows("PRAGMA integrity_check") == [("ok",)]
        writer._database.run("INSERT INTO search (search) VALUES ('integrity-check')")
        states = reader.states()
        writer.subscribe([feed(key) for key in states])
        counts = reader.counts()
        for key in states:
            assert counts[key].total == EACH
            assert len(reader.headlines(Filter(feeds=(key,)), limit=99)) == EACH
            assert reader.count(Filter(feeds=(key,), query=parse(f'"text of {key}"'))) == EACH
            assert not writer.save(visit(key)), "nothing was lost"
    return states


def test_programs_that_make_and_write_one_library_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with ExitStack() as stack:
        names = ("one", "two", "three")
        writers = [stack.enter_context(start(path, name, 15)) for name in names]
        for process in writers:
            process.communicate()
    assert [process.returncode for process in writers] == [0, 0, 0]
    assert len(check_sound(path)) == 45
    with closing(Reader(path)) as reader:
        assert reader.count(Filter(unread=True)) == 45 * (EACH - 1)


def test_a_writer_killed_at_any_moment_loses_nothing_that_it_said_was_saved(
    tmp_path: Path,
) -> None:
    path = tmp_path / "library.db"
    chance = random.Random(7)
    said: list[str] = []
    for number in range(10):
        with start(path, f"run{number}", 1000) as process:
            assert process.stdout is not None
            for _ in range(chance.randrange(6)):
                said.append(process.stdout.readline().strip())
            for _ in range(chance.randrange(100_000)):
                pass  # somewhere inside whatever comes next
            process.kill()
            said += process.communicate()[0].split()
        assert process.returncode == -9
        assert set(said) <= set(check_sound(path)) if path.exists() else not said
    assert said
