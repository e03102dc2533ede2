"""Commands of the user's own that print a feed, or turn what was fetched into one."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests import make
from tests.test_sync import newsroom
from tests.web import Site
from tui.errors import CommandError
from tui.events import Refreshed
from tui.feeds.command import Commands
from tui.feeds.fetch import USUAL_LIMITS, Limits
from tui.model import Feed

FEED = make.rss("Made at home")


def script(folder: Path, code: str, called: str = "feedmaker") -> str:
    """A program written in Python."""
    path = folder / called
    path.write_text(f"#!{sys.executable}\n{code}")
    path.chmod(0o755)
    return str(path)


async def complaint(argv: Sequence[str], limits: Limits = USUAL_LIMITS) -> str:
    with pytest.raises(CommandError) as caught:
        await Commands().run(argv, limits)
    return str(caught.value)


async def test_a_command_gets_its_words_as_they_are_and_no_shell_sees_them(tmp_path: Path) -> None:
    told = script(tmp_path, "import sys; print(sys.argv[1:])")
    words = ["$(touch x)", "; ls", "a b", "*", "--x", "|cat"]
    assert (await Commands().run([told, *words])).decode() == f"{words}\n"
    assert not (Path.home() / "x").exists()


async def test_a_home_directory_may_be_written_with_a_tilde() -> None:
    told = script(Path.home(), "import os, sys; print(os.getcwd(), sys.argv[1])")
    assert told == f"{Path.home()}/feedmaker"
    home = os.path.realpath(Path.home())
    printed = await Commands().run(["~/feedmaker", "~/notes"])
    assert printed.decode().split() == [home, f"{Path.home()}/notes"]


async def test_a_command_that_asks_finds_nobody_there(tmp_path: Path) -> None:
    asks = script(tmp_path, "import sys; print(repr(sys.stdin.read()))")
    assert await Commands().run([asks]) == b"''\n"


async def test_a_failed_command_is_told_with_its_own_last_line(tmp_path: Path) -> None:
    fails = script(
        tmp_path,
        "import sys\nprint('half a feed')\n"
        "print('trace\\n\\x1b]0;evil\\x07no such board.\\n\\n', file=sys.stderr)\nsys.exit(3)",
    )
    assert await complaint([fails]) == "feedmaker failed with code 3: ]0;evilno such board."
    dies = script(tmp_path, "import os; os.kill(os.getpid(), 9)")
    assert await complaint([dies]) == "feedmaker was ended by signal 9."


async def test_a_command_that_prints_nothing_is_a_failure(tmp_path: Path) -> None:
    silent = script(tmp_path, "print()")
    assert await complaint([silent]) == "feedmaker printed nothing."


async def test_a_command_that_is_not_there_is_named(tmp_path: Path) -> None:
    said = await complaint([str(tmp_path / "nothing")])
    assert said == "nothing cannot be run: No such file or directory."
    plain = tmp_path / "plain"
    plain.write_text("no program")
    assert await complaint([str(plain)]) == "plain cannot be run: Permission denied."


async def test_a_command_that_takes_too_long_is_ended_with_all_that_it_started(
    tmp_path: Path,
) -> None:
    mark = tmp_path / "child"
    forks = script(
        tmp_path,
        "import os, time\n"
        f"if os.fork() == 0:\n    open({str(mark)!r}, 'w').write(str(os.getpid()))\n"
        "time.sleep(600)",
    )
    for seconds in (0.5, 5, 50):
        said = await complaint([forks], Limits(timeout_s=seconds))
        assert said == f"feedmaker took longer than {seconds} s and was ended."
        if mark.exists():  # or else the machine was too slow for it to start anything
            break
    assert await ends(int(mark.read_text()))


async def test_what_a_finished_command_left_running_is_ended_too(tmp_path: Path) -> None:
    mark = tmp_path / "child"
    leaves = script(
        tmp_path,
        "import os, time\nr, w = os.pipe()\n"
        "if os.fork() == 0:\n"
        f"    open({str(mark)!r}, 'w').write(str(os.getpid()))\n"
        "    os.close(1); os.write(w, b'x'); time.sleep(600)\n"
        "os.read(r, 1); print('news')",
    )
    assert await Commands().run([leaves]) == b"news\n"
    assert await ends(int(mark.read_text()))


async def ends(number: int) -> bool:
    """Whether a process that was killed is soon no more."""
    for _ in range(3000):
        if not alive(number):
            return True
        await asyncio.sleep(0.01)
    return False


def alive(number: int) -> bool:
    """Whether a process runs (what nobody has reaped yet does not)."""
    told = subprocess.run(["ps", "-o", "stat=", "-p", str(number)], capture_output=True, text=True)
    return bool(told.stdout.strip()) and not told.stdout.startswith("Z")


async def test_a_command_that_prints_without_end_is_given_up(tmp_path: Path) -> None:
    endless = script(tmp_path, "while True: print('x' * 10_000)")
    said = await complaint([endless], Limits(max_bytes=100_000))
    assert said == "feedmaker printed too much: raise max_megabytes if it should."


async def test_a_filter_need_not_read_what_it_is_given(tmp_path: Path) -> None:
    deaf = script(tmp_path, "print('all the same')")
    printed = await Commands().run([deaf], Limits(), b"x" * 5_000_000)
    assert printed == b"all the same\n"


async def test_a_command_is_a_feed(tmp_path: Path) -> None:
    prints = script(tmp_path, f"print({FEED!r})")
    async with newsroom(tmp_path) as room:
        await room.sync(Feed("home", exec=(prints,)))
        assert room.titles() == ["Made at home"]


async def test_a_filter_changes_what_was_fetched(tmp_path: Path) -> None:
    upper = script(tmp_path, "import sys; print(sys.stdin.read().replace('home', sys.argv[1]))")
    with Site() as site:
        site.serve("/a.xml", FEED, etag='"1"')
        url = site.url("/a.xml")
        async with newsroom(tmp_path) as room:
            await room.sync(Feed("a", url=url, filter=(upper, "work")))
            assert room.titles() == ["Made at work"]
            await room.sync(Feed("a", url=url, filter=(upper, "sea")))  # edited: asked anew
            assert set(room.titles()) == {"Made at sea", "Made at work"}


async def test_a_failed_command_is_the_feeds_failure_and_keeps_its_articles(tmp_path: Path) -> None:
    prints = script(tmp_path, f"print({FEED!r})")
    async with newsroom(tmp_path) as room:
        await room.sync(Feed("home", exec=(prints,)))
        script(tmp_path, "import sys; sys.exit('the board is closed')")
        events = await room.sync(Feed("home", exec=(prints,)))
        state = room.desk.reader.states()["home"]
        assert room.titles() == ["Made at home"]
    assert [event.error for event in events if isinstance(event, Refreshed)] == [state.error]
    assert state.error == "feedmaker failed with code 1: the board is closed."
    assert state.failures == 1


async def test_what_a_command_prints_is_named_when_it_is_no_feed(tmp_path: Path) -> None:
    prints = script(tmp_path, "print('hello')")
    async with newsroom(tmp_path) as room:
        await room.sync(Feed("home", exec=(prints,)))
        state = room.desk.reader.states()["home"]
    assert state.error.startswith("exec:feedmaker sent something that is no feed")


async def test_a_paused_feed_is_not_due_but_can_be_named(tmp_path: Path) -> None:
    with Site() as site:
        site.serve("/a.xml", FEED)
        feed = Feed("a", url=site.url("/a.xml"), paused=True)
        async with newsroom(tmp_path) as room:
            assert room.desk.reader.due([feed], make.NOW) == []
            await room.sync(feed)
            assert room.titles() == ["Made at home"]
