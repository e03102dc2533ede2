"""A program in a real pty, and the time until its frames are there.

The other end plays a modern terminal: it answers what such a one is asked. Every chunk is stamped
as it is read; what was on the screen at that moment is worked out afterwards, outside the figures.
A frame ends where Textual ends its synchronised update.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType

import pyte

COLUMNS, ROWS = 120, 40
FRAME_END = b"\x1b[?2026l"
QUIET_S = 0.08
KEYS = {"down": "\x1b[B", "pagedown": "\x1b[6~", "end": "\x1b[F", "home": "\x1b[H", "enter": "\r",
        "escape": "\x1b", "space": " "}  # fmt: skip
ANSWERS = (
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?2048\$p"), b"\x1b[?2048;0$y"),
    (re.compile(rb"\x1b\[c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[\?u"), b"\x1b[?0u"),
)
# What pyte would print as text.
FOREIGN = re.compile(
    rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1bP.*?\x1b\\|\x1b\[\?[0-9;]*\$p|\x1b\[[0-9;]* q"
    rb"|\x1b\]8;[^\x1b\x07]*(?:\x1b\\|\x07)",
    re.S,
)


class Terminal:
    """Runs a command; `with Terminal(command) as terminal`. Times are milliseconds."""

    def __init__(self, command: Sequence[str]) -> None:
        self._chunks: list[tuple[float, bytes]] = []
        self._shown = 0
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._begun = time.perf_counter()
        self.pid, self._fd = _start(command)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline and not os.waitpid(self.pid, os.WNOHANG)[0]:
            self._take(0.02)
        else:
            if time.monotonic() >= deadline:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
        os.close(self._fd)

    def until(self, words: str, limit_s: float = 60) -> float:
        """When these words (a pattern) were on the screen first, since the start."""
        return self._when(lambda: bool(re.search(words, self.text)), limit_s) - self._begun_ms

    def key(self, key: str) -> float:
        """From a key to the end of its frame; 0 when there was none."""
        self._rest()
        begun, known = time.perf_counter(), len(self._chunks)
        os.write(self._fd, KEYS.get(key, key).encode())
        tail = b""
        while self._take(1):
            at, data = self._chunks[-1]
            tail = tail[-len(FRAME_END) :] + data
            if FRAME_END in tail:
                return (at - begun) * 1000
        return (self._chunks[-1][0] - begun) * 1000 if len(self._chunks) > known else 0

    def keys(self, key: str, times: int, think_s: float = 0.05) -> list[float]:
        """The same, again and again; uneven pauses keep it out of step with the program."""
        taken = []
        for turn in range(times):
            taken.append(self.key(key))
            self._pause(think_s + 0.0137 * (turn * 7 % 5))
        return taken

    def typed(self, text: str, words: str, limit_s: float = 20) -> float:
        """From the last of these characters to the frame that shows the words."""
        for character in text[:-1]:
            self.key(character)
        self._rest()
        begun = time.perf_counter()
        os.write(self._fd, KEYS.get(text[-1], text[-1]).encode())
        return self._when(lambda: bool(re.search(words, self.text)), limit_s) - begun * 1000

    def changed(self, text: str, limit_s: float = 20) -> float:
        """From text typed at once to the first frame in which the list of headlines is another."""
        self._rest()
        for _ in self._replayed():
            pass
        before, begun = self.headlines, time.perf_counter()
        os.write(self._fd, text.encode())
        return self._when(lambda: self.headlines != before, limit_s) - begun * 1000

    @property
    def headlines(self) -> list[str]:
        """The lines of the list of headlines: below the feeds, left of the article."""
        return [line[:38] for line in self._screen.display[ROWS // 2 : -2]]

    def settle(self, quiet_s: float = 0.4) -> None:
        """Wait until nothing comes any more."""
        while self._take(quiet_s):
            pass

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(self._screen.display)

    @property
    def memory_mb(self) -> float:
        """Proportional share of memory (PSS) of the program itself, without its workers."""
        rollup = Path(f"/proc/{self.pid}/smaps_rollup").read_text()
        found = re.search(r"^Pss:\s+(\d+)", rollup, re.M)
        return int(found[1]) / 1024 if found else 0

    @property
    def _begun_ms(self) -> float:
        return self._begun * 1000

    def _when(self, true: Callable[[], bool], limit_s: float) -> float:
        deadline = time.monotonic() + limit_s
        while time.monotonic() < deadline:
            self._take(0.02)
            for at in self._replayed():
                if true():
                    return at * 1000
        raise AssertionError(f"this never came; the screen:\n{self.text}")

    def _replayed(self) -> Iterator[float]:
        """Play what came to the screen, chunk by chunk, as far as the caller wants."""
        while self._shown < len(self._chunks):
            at, data = self._chunks[self._shown]
            self._shown += 1
            self._stream.feed(FOREIGN.sub(b"", data))
            yield at

    def _rest(self) -> None:
        while self._take(QUIET_S):
            pass

    def _pause(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self._take(left)

    def _take(self, timeout_s: float) -> bool:
        """Read what is there; whether anything was."""
        if not select.select([self._fd], [], [], timeout_s)[0]:
            return False
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:  # the program has ended
            return False
        self._chunks.append((time.perf_counter(), data))
        for asked, answer in ANSWERS:
            for _ in asked.findall(data):
                os.write(self._fd, answer)
        return bool(data)


def _start(command: Sequence[str]) -> tuple[int, int]:
    pid, fd = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        # Modules are compiled once, as an installed program's are.
        kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        kept |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        os.execve(command[0], list(command), kept)
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    return pid, fd


def python(*arguments: str) -> list[str]:
    """A command of this interpreter."""
    return [sys.executable, *arguments]
