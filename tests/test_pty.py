"""The real program in a real terminal of 80 by 24: it starts, it is alive, it leaves no trace."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyte
import pytest

from tests.ui import SAID, SAID_TOO, library
from tests.web import Exchange, Site

COLUMNS, LINES = 80, 24
DEADLINE_S = 60.0
"""How long a test may wait in all; a slow machine is not a failure."""

NOWHERE = "http://127.0.0.1:1"
"""A proxy that is not there: whatever the program asks of the network is refused at once."""

GIVEN_BACK = (
    (b"\x1b[?1049h", b"\x1b[?1049l"),  # the usual screen
    (b"\x1b[?25l", b"\x1b[?25h"),  # the cursor
    (b"\x1b[?1003h", b"\x1b[?1003l"),  # the mouse
    (b"\x1b[?2004h", b"\x1b[?2004l"),  # plain pasting
)

FIRST_TITLE = "Welcome: a few keys"
ROOT = Path(__file__).parents[1]


@dataclass
class Terminal:
    """A terminal with a program in it: how it was before, what was written, how that looks."""

    process: subprocess.Popen[bytes]
    fd: int
    before: list[object]
    deadline: float
    written: bytearray = field(default_factory=bytearray)

    def __post_init__(self) -> None:
        self.screen = pyte.Screen(COLUMNS, LINES)
        self.stream = pyte.ByteStream(self.screen)

    def press(self, keys: str) -> None:
        os.write(self.fd, keys.encode())

    def shows(self, text: str) -> None:
        """Wait until the screen shows a text."""
        self._wait(lambda: text in "\n".join(self.screen.display), text)

    def gives_the_usual_screen_back(self) -> None:
        """Wait until the program has left the screen that it had to itself."""
        on, off = GIVEN_BACK[0]
        self._wait(lambda: self.written.rfind(on) < self.written.rfind(off), "the usual screen")

    def ends(self) -> int:
        """Wait for the end of the program; its exit code."""
        while self._take():
            self._in_time("the end of the program")
        return self.process.wait(DEADLINE_S)

    def _wait(self, done: Callable[[], bool], what: str) -> None:
        while not done():
            self._in_time(what)
            if not self._take():
                pytest.fail(f"the program ended without {what!r}:\n{self._seen()}")

    def _in_time(self, what: str) -> None:
        if time.monotonic() > self.deadline:
            pytest.fail(f"waited in vain for {what!r}:\n{self._seen()}")

    def _seen(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def _take(self) -> bool:
        """Read what there is, or wait a moment for it; False when the program has ended."""
        if not select.select([self.fd], [], [], 0.2)[0]:
            return True
        try:
            data = os.read(self.fd, 65_536)
        except OSError:  # Linux says EIO when the last program of a terminal is gone
            return False
        self.written += data
        self.stream.feed(data)
        return bool(data)


PROGRAM = (sys.executable, "-m", "tui")
SHELL = (sys.executable, "-c", "import os; os.login_tty(0); os.execvp('sh', ('sh', '-i'))")
"""A shell whose terminal it is: only there are programs stopped and called back."""


@contextmanager
def started(
    home: Path,
    *arguments: str,
    term: str = "xterm-256color",
    program: tuple[str, ...] = PROGRAM,
) -> Iterator[Terminal]:
    """`python -m tui` in a terminal of its own, its files in `home`."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    before = termios.tcgetattr(its)
    unset = ("COLUMNS", "LINES")
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    process = subprocess.Popen(
        [*program, *arguments],
        stdin=its,
        stdout=its,
        stderr=its,
        cwd=home,
        env={**environment, "TERM": term, "PYTHONPATH": str(ROOT), "HOME": str(home)},
        start_new_session=True,
    )
    os.close(its)
    try:
        yield Terminal(process, ours, before, time.monotonic() + DEADLINE_S)
    finally:
        os.close(ours)
        process.kill()
        process.wait()


@pytest.fixture
def quiet(home: Path) -> Path:
    """A home whose feeds.toml has the feed that comes with the program, and nothing else."""
    folder = home / ".config" / "quoth"
    folder.mkdir(parents=True)
    (folder / "feeds.toml").write_text(
        '[feeds.start-here]\nurl = "quoth:start-here"\ntitle = "Start here"\n', encoding="utf-8"
    )
    return home


def test_it_starts_shows_the_first_article_and_gives_the_terminal_back(quiet: Path) -> None:
    with started(quiet) as terminal:
        terminal.shows(FIRST_TITLE)
        assert termios.tcgetattr(terminal.fd) != terminal.before  # it has the terminal to itself
        terminal.press("Q")
        assert terminal.ends() == 0
        assert_given_back(terminal)


@pytest.mark.parametrize("ending", [signal.SIGHUP, signal.SIGTERM])
def test_where_one_was_is_remembered_when_the_window_is_closed_or_the_machine_shut_down(
    quiet: Path, ending: signal.Signals
) -> None:
    with started(quiet) as terminal:
        terminal.shows(FIRST_TITLE)
        terminal.press("\r")
        terminal.shows("next finding")
        terminal.process.send_signal(ending)
        assert terminal.ends() == 0
        assert_given_back(terminal)
    with started(quiet) as terminal:
        terminal.shows(f"' goes on with “{FIRST_TITLE}")


def test_the_shell_gets_the_terminal_and_gives_it_back_in_the_middle_of_a_sync(
    quiet: Path,
) -> None:
    asked, may_answer = threading.Event(), threading.Event()

    def late(exchange: Exchange) -> None:
        asked.set()
        may_answer.wait(DEADLINE_S)
        exchange.head("Content-Type: application/rss+xml")
        exchange.send(b"<rss><channel><item><title>Late news</title></item></channel></rss>")

    with Site() as site, started(quiet, program=SHELL) as terminal:
        site.misbehave("/feed.xml", late)
        with (quiet / ".config" / "quoth" / "feeds.toml").open("a", encoding="utf-8") as file:
            file.write(f'[feeds.late]\nurl = "{site.url("/feed.xml")}"\n')
        terminal.press(f"{' '.join(PROGRAM)}\r")
        terminal.shows(FIRST_TITLE)
        assert asked.wait(DEADLINE_S)
        terminal.press("\x1a")
        terminal.shows("Stopped")
        terminal.press("printf '\\033[2J'; echo $((6 * 7)) is the shell\r")
        terminal.shows("42 is the shell")
        assert FIRST_TITLE not in "\n".join(terminal.screen.display)
        may_answer.set()
        terminal.press("fg\r")
        terminal.shows(FIRST_TITLE)
        terminal.shows("Late news")
        terminal.press("Q")
        terminal.gives_the_usual_screen_back()


def test_it_ends_when_its_terminal_is_gone(quiet: Path) -> None:
    with started(quiet) as terminal:
        terminal.shows(FIRST_TITLE)
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, terminal.fd)  # which closes our end of it
        os.close(nothing)
        terminal.process.wait(DEADLINE_S)


def test_a_first_start_without_a_network_shows_a_living_screen(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, NOWHERE)
    with started(home) as terminal:
        terminal.shows(FIRST_TITLE)
        terminal.press("Q")
        assert terminal.ends() == 0
    assert (home / ".config" / "quoth" / "feeds.toml").is_file()
    assert (home / ".local" / "share" / "quoth" / "library.db").stat().st_mode & 0o777 == 0o600


def test_a_mistake_in_feeds_toml_is_one_sentence_and_no_screen(quiet: Path) -> None:
    path = quiet / ".config" / "quoth" / "feeds.toml"
    path.write_text('[feeds.a]\nurll = "https://a.example/"\n', encoding="utf-8")
    with started(quiet) as terminal:
        assert terminal.ends() == 2
        assert b"feeds.toml, line 2" in terminal.written
        assert b'"url"' in terminal.written
        assert b"\x1b[?1049h" not in terminal.written


def test_sync_shows_its_progress_on_one_line_and_removes_it(quiet: Path) -> None:
    with started(quiet, "sync") as terminal:
        assert terminal.ends() == 0
        assert b"1/1 feeds" in terminal.written
        assert b"\x1b[?1049h" not in terminal.written
        shown = [line.rstrip() for line in terminal.screen.display if line.strip()]
    assert shown == ["Start here: 5 new", "1 feed, 5 new articles."]


def test_a_list_on_a_terminal_takes_one_line_for_each_headline(quiet: Path) -> None:
    with started(quiet, "list") as terminal:
        assert terminal.ends() == 0
        shown = [line.rstrip() for line in terminal.screen.display if line.strip()]
    assert len(shown) == 5
    assert FIRST_TITLE in shown[0]


@pytest.mark.parametrize("term", ["linux", "xterm-256color"])
def test_the_view_goes_to_the_next_quote_and_back(home: Path, term: str) -> None:
    filled = library(home)
    places = ("--feeds", str(filled.config.path), "--data", str(filled.data))
    with started(home, *places, term=term) as terminal:
        terminal.shows("times story 1")
        terminal.press("j\r")
        terminal.shows("The harbour council met")
        terminal.press("]q")
        terminal.shows(SAID)
        assert SAID_TOO not in "\n".join(terminal.screen.display)
        terminal.press("]q")
        terminal.shows(SAID_TOO)
        terminal.press("[q")
        terminal.shows(SAID)
        terminal.press("Q")
        assert terminal.ends() == 0


def assert_given_back(terminal: Terminal) -> None:
    written = terminal.written
    for switched_on, switched_off in GIVEN_BACK:
        assert switched_on in written
        assert written.rfind(switched_on) < written.rfind(switched_off)
    assert termios.tcgetattr(terminal.fd) == terminal.before
