"""A user's own command that prints a feed, or turns what was fetched into one.

A command is a list of words from the user's feeds.toml. It is run without a shell, as the leader of
a session of its own, and everything about it is bounded: time, what it may print, how many run side
by side. When it is over, all that it started ends with it. Nothing in here knows where a command
came from; nothing that a feed or an import says may ever become one.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from tui.errors import CommandError
from tui.feeds.fetch import USUAL_LIMITS, Limits
from tui.text.safe import one_line

AT_ONCE = 4
"""Commands that run side by side."""

LAST_WORDS = 2_000
"""Bytes of what a command says on stderr that are looked at, from the end."""

LONGEST_REASON = 200
CHUNK = 1 << 16
POLL_S = 0.01


def name(argv: Sequence[str]) -> str:
    """What a command is called in a sentence: its program, without the directory."""
    return one_line(os.path.basename(argv[0]) or argv[0])[:60]


class Commands:
    """Runs commands, a few at a time."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._turn = asyncio.Semaphore(at_once)

    async def run(
        self, argv: Sequence[str], limits: Limits = USUAL_LIMITS, stdin: bytes | None = None
    ) -> bytes:
        """What a command prints, never empty. Waiting for its turn does not count as its time.

        `~/` at the beginning of a word is the home directory, in which the command runs too.
        Raises CommandError.
        """
        async with self._turn, _started(argv, stdin is not None) as process:
            try:
                async with asyncio.timeout(limits.timeout_s):
                    printed, said = await _all_of(process, stdin, limits.max_bytes)
            except TimeoutError:
                limit = f"{limits.timeout_s:g} s"
                raise CommandError(
                    f"{name(argv)} took longer than {limit} and was ended."
                ) from None
        if len(printed) > limits.max_bytes:
            raise CommandError(f"{name(argv)} printed too much: raise max_megabytes if it should.")
        if process.returncode:
            raise CommandError(_failed(name(argv), process.returncode, said))
        if not printed.strip():
            raise CommandError(f"{name(argv)} printed nothing{_reason(said)}.")
        return printed


@asynccontextmanager
async def _started(argv: Sequence[str], asks: bool) -> AsyncIterator[asyncio.subprocess.Process]:
    """The command, running; whatever happens, it and all that it started have ended after."""
    home = Path.home()
    words = [str(home / word[2:]) if word.startswith("~/") else word for word in argv]
    pipe, nothing = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    try:
        process = await asyncio.create_subprocess_exec(
            *words,
            stdin=pipe if asks else nothing,
            stdout=pipe,
            stderr=pipe,
            cwd=home,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no command"
        raise CommandError(f"{name(argv)} cannot be run: {reason}.") from None
    try:
        yield process
    finally:
        _end(process.pid)
        await _ended(process)
        # What has left the session may hold our pipes; asyncio has no public way to close them.
        process._transport.close()  # type: ignore[attr-defined]


async def _ended(process: asyncio.subprocess.Process) -> None:
    """Wait for its end. Not `wait`, which also waits for whoever else holds its pipes."""
    while process.returncode is None:
        await asyncio.sleep(POLL_S)


def _end(session: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(session, signal.SIGKILL)


async def _all_of(
    process: asyncio.subprocess.Process, stdin: bytes | None, most: int
) -> tuple[bytes, str]:
    """All it prints, given up once it is more than `most` bytes; and its last words."""
    assert process.stdout is not None
    assert process.stderr is not None
    asking = asyncio.create_task(_ask(process, stdin))
    listening = asyncio.create_task(_last_words(process.stderr))
    try:
        printed = await _up_to(process.stdout, most)
        if len(printed) > most:
            return printed, ""
        await _ended(process)
        _end(process.pid)  # what it left behind may hold stderr open
        return printed, await listening
    finally:
        asking.cancel()
        listening.cancel()
        await asyncio.gather(asking, listening, return_exceptions=True)


async def _up_to(stream: asyncio.StreamReader, most: int) -> bytes:
    read = bytearray()
    while len(read) <= most and (chunk := await stream.read(CHUNK)):
        read += chunk
    return bytes(read)


async def _ask(process: asyncio.subprocess.Process, stdin: bytes | None) -> None:
    """Hand it its input; a command need not read all of it."""
    if process.stdin is None or stdin is None:
        return
    with contextlib.suppress(ConnectionError):
        process.stdin.write(stdin)
        await process.stdin.drain()
    process.stdin.close()


async def _last_words(stream: asyncio.StreamReader) -> str:
    """The last line that says anything."""
    end = b""
    while chunk := await stream.read(CHUNK):
        end = (end + chunk)[-LAST_WORDS:]
    lines = [one_line(line) for line in end.decode("utf-8", "replace").splitlines()]
    return next((line for line in reversed(lines) if line), "")


def _failed(called: str, code: int, said: str) -> str:
    if code < 0:
        return f"{called} was ended by signal {-code}{_reason(said)}."
    return f"{called} failed with code {code}{_reason(said)}."


def _reason(said: str) -> str:
    return f": {said[:LONGEST_REASON].rstrip('.')}" if said else ""
