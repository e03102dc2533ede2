"""The worker process: parses and analyses apart from the screen, and can be killed.

feedparser needs minutes for some hostile inputs and holds the interpreter meanwhile, so all work
on foreign bytes runs in a process of its own with a deadline and a memory limit. `Worker` is our
side of it. The other side (`serve`) knows nothing of network or storage: pure functions of frozen
values in, frozen values out, as pickles with a length in front, over its stdin and stdout.

multiprocessing is not used: started inside a running Textual app it dies (the captured stderr has
no file descriptor), and a plain subprocess does all we need.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import pickle
import signal
import struct
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, BinaryIO, cast

from msgspec import Struct

from tui.analysis.annotation import Analysis
from tui.errors import ParseError
from tui.feeds import Fetched, Offer, ParsedFeed
from tui.model import Article, Feed, Fit, FullText, Raster, SmallImage
from tui.text.document import Picture

Read = tuple[ParsedFeed, tuple[str, ...], dict[int, bool]]

LENGTH = struct.Struct(">Q")
MEMORY_LIMIT = 768 << 20
"""Bytes of private memory; a feed of the permitted 20 MB needs about 300 MB to parse."""

LONGEST_JOB_S = 180
"""After so long a worker ends by itself. Our side kills it sooner, unless it was killed first."""

PATIENCE = 12
"""How many times its deadline a job may take by the clock: a busy machine is not the feed's fault,
and a modest worker on it gets little of the processor."""
ENDING_S = 5
"""How long a process that closed its pipe may take to be gone."""


MOST_WAITING = 8
"""Jobs that may wait before there is no `room` for more: enough to keep two processes busy while
further feeds are on their way."""


class Annotations(Struct, frozen=True):
    """What analysis found in one article; digest, text and language of the Document it is in.

    `language` is a BCP 47 tag, "und" where it is unknown; "" where analysis failed.
    """

    id: int
    digest: str
    analysis: Analysis
    text: str = ""
    language: str = ""


class Worker:
    """Worker processes, one unless more are asked for; each is started when first needed.

    A job may have `deadline_s` seconds of the processor.
    """

    def __init__(self, deadline_s: float = 10.0, processes: int = 1) -> None:
        self.processes = processes
        self._all = [_Process(deadline_s) for _ in range(processes)]
        # The one that worked last works next: a second starts only when there is work for two.
        self._free: asyncio.LifoQueue[_Process] = asyncio.LifoQueue()
        for process in reversed(self._all):
            self._free.put_nowait(process)
        self._waiting = 0
        self._has_room = asyncio.Event()
        self._has_room.set()

    async def room(self) -> None:
        """Wait until no more than a few jobs wait: what is fetched before that only fills the
        memory."""
        await self._has_room.wait()

    async def read(self, feed: Feed, fetched: Fetched, now: datetime) -> Read:
        """Parse what was fetched: the feed, each article's plain text for search, and the ids of
        those whose own page is worth a visit (`teaser.teasers`).

        Raises ParseError, also when it takes longer than the deadline or too much memory.
        """
        return cast("Read", await self._ask("read", feed, fetched, now))

    async def offered(self, fetched: Fetched) -> tuple[Offer, ...]:
        """The feeds that a page names. Raises ParseError as `read` does."""
        return cast("tuple[Offer, ...]", await self._ask("offered", fetched))

    async def annotate(self, articles: Sequence[Article]) -> tuple[Annotations, ...]:
        """Find quotes and findings in articles. Raises ParseError as `read` does."""
        return cast("tuple[Annotations, ...]", await self._ask("annotate", tuple(articles)))

    async def extract(self, article: Article, page: Fetched, now: datetime) -> FullText | None:
        """The full text of an article from its own page; None: it has no more than the feed.

        `article` has the feed's own text. Raises ParseError as `read` does, and when the page holds
        no article, or something that stands in front of it.
        """
        return cast("FullText | None", await self._ask("extract", article, page, now))

    async def draw(self, image: bytes, fit: Fit) -> Raster:
        """An image, made to fit. Raises ParseError as `read` does, and when it is none, is damaged
        or is too large."""
        return cast("Raster", await self._ask("draw", image, fit))

    async def pictures(self, article: Article) -> tuple[Picture, ...]:
        """The images that an article names. Raises ParseError as `read` does."""
        return cast("tuple[Picture, ...]", await self._ask("pictures", article))

    async def small(self, image: bytes) -> SmallImage:
        """An image as the library keeps it. Raises ParseError as `draw` does."""
        return cast("SmallImage", await self._ask("small", image))

    async def close(self) -> None:
        """End the processes now, whatever they are doing."""
        for process in self._all:
            await process.close()

    @property
    def pids(self) -> list[int]:
        """The processes that are running."""
        return [process.pid for process in self._all if process.pid]

    async def _ask(self, job: str, *arguments: object) -> object:
        self._wait(1)
        try:
            process = await self._free.get()
        finally:
            self._wait(-1)
        try:
            return await process.ask(job, arguments)
        finally:
            self._free.put_nowait(process)

    def _wait(self, more: int) -> None:
        self._waiting += more
        if self._waiting < MOST_WAITING:
            self._has_room.set()
        else:
            self._has_room.clear()


def idle_processors() -> int:
    """How many workers may run side by side while nothing else is done: two at most."""
    return min(2, os.cpu_count() or 1)


class _Process:
    """One worker process, started when first needed and again after it had to be killed."""

    def __init__(self, deadline_s: float) -> None:
        self._deadline_s = deadline_s
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        """Its number, 0 while it is not running."""
        return self._process.pid if self._process else 0

    async def close(self) -> None:
        """End the process now, whatever it is doing."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        if process.stdin:
            process.stdin.close()
        await process.wait()

    async def ask(self, job: str, arguments: tuple[object, ...]) -> object:
        """The answer to one job; raises ParseError. One at a time."""
        try:
            async with asyncio.timeout(self._deadline_s * PATIENCE):
                request = pickle.dumps((job, arguments, self._deadline_s))
                good, answer = await self._exchange(request)
        except TimeoutError as error:
            await self.close()
            raise ParseError(self._too_long) from error
        except (EOFError, ConnectionError) as error:
            late = await self._end() == -signal.SIGPROF
            said = self._too_long if late else "It took too much memory to read."
            raise ParseError(said) from error
        except OSError as error:
            await self.close()
            raise ParseError(f"It could not be read: {error.strerror}.") from error
        except asyncio.CancelledError:
            await self.close()  # half an exchange would be taken for the next one's answer
            raise
        if not good:
            raise ParseError(str(answer))
        return answer

    async def _end(self) -> int | None:
        """How the process ended that closed its pipe; to kill it at once would hide that."""
        process = self._process
        if process is not None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(ENDING_S):
                    await process.wait()
        await self.close()
        return process.returncode if process else None

    @property
    def _too_long(self) -> str:
        return f"It took longer than {self._deadline_s:.0f} s to read."

    async def _exchange(self, request: bytes) -> tuple[bool, object]:
        process = self._process = self._process or await _start()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(LENGTH.pack(len(request)) + request)
        await process.stdin.drain()
        try:
            (length,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
            return cast(
                "tuple[bool, object]", pickle.loads(await process.stdout.readexactly(length))
            )
        except asyncio.IncompleteReadError as error:
            raise EOFError from error


async def _start() -> asyncio.subprocess.Process:
    # The child looks for modules exactly where we do, never in the directory Quoth was started in.
    code = f"import sys; sys.path[:] = {sys.path!r}; from tui.worker import serve; serve()"
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",
        "-c",
        code,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )


# The other side.


def serve() -> None:
    """Answer requests on stdin until it closes."""
    _be_modest()
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not be taken for an answer
    while request := _receive(requests):
        job, arguments, deadline_s = pickle.loads(request)
        signal.alarm(LONGEST_JOB_S)
        signal.setitimer(signal.ITIMER_PROF, deadline_s)  # SIGPROF ends it, also inside a regex
        answer = pickle.dumps(_outcome(JOBS[job], arguments))
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.alarm(0)
        answers.write(LENGTH.pack(len(answer)) + answer)
        answers.flush()


def _be_modest() -> None:
    """Leave the processor to the screen, and fail rather than fill the memory."""
    os.nice(10)
    with contextlib.suppress(
        AttributeError, OSError
    ):  # a priority that was given to us is not ours
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_LIMIT, MEMORY_LIMIT))


def _receive(requests: BinaryIO | io.BufferedIOBase) -> bytes:
    head = requests.read(LENGTH.size)
    return requests.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else b""


def _outcome(job: Callable[..., object], arguments: tuple[Any, ...]) -> tuple[bool, object]:
    """(True, value) or (False, one sentence): the only place that catches every exception.

    What comes from outside can break a parser in ways nobody has listed, and one feed's trouble
    must stay its own.
    """
    try:
        return True, job(*arguments)
    except ParseError as error:
        return False, str(error)
    except MemoryError:
        return False, "It took too much memory to read."
    except Exception as error:
        return False, f"It could not be read ({type(error).__name__})."


def _read(feed: Feed, fetched: Fetched, now: datetime) -> Read:
    from tui.feeds.parse import parse
    from tui.feeds.teaser import teasers
    from tui.text.html import document

    parsed = parse(feed, fetched, now)
    texts = tuple(document(article).text for article in parsed.articles)
    return parsed, texts, teasers(parsed.articles, texts, feed.address)


def _offered(fetched: Fetched) -> tuple[Offer, ...]:
    from tui.feeds.discover import offered

    return offered(fetched)


def _extract(article: Article, page: Fetched, now: datetime) -> FullText | None:
    from tui.feeds.full import full_text

    return full_text(article, page, now)


def _draw(image: bytes, fit: Fit) -> Raster:
    from tui.feeds.picture import raster

    return raster(image, fit)


def _pictures(article: Article) -> tuple[Picture, ...]:
    from tui.text.html import document
    from tui.text.pictures import illustrations

    return illustrations(article, document(article))


def _small(image: bytes) -> SmallImage:
    from tui.feeds.picture import small

    return small(image)


def _annotate(articles: tuple[Article, ...]) -> tuple[Annotations, ...]:
    return tuple(annotated(article) for article in articles)


def annotated(article: Article) -> Annotations:
    """What analysis finds in one article, in this process."""
    from tui.analysis import analyse
    from tui.analysis.language import detected
    from tui.analysis.lexicon import base
    from tui.text.html import document

    page = document(article)
    found = analyse(page, article.title, article.language)
    language = detected(page.text, article.language)
    told = article.language if base(article.language) == base(language) else language
    return Annotations(article.id, page.digest, found, page.text, told)


JOBS: dict[str, Callable[..., object]] = {
    "read": _read,
    "offered": _offered,
    "extract": _extract,
    "annotate": _annotate,
    "draw": _draw,
    "pictures": _pictures,
    "small": _small,
}
