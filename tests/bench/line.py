"""The line by itself, timed: `python -m tests.bench.line sync|analyse FOLDER [WORKERS]`.

It runs what the engine runs, and prints how many seconds that took, how many articles it was, and
how many MB of memory it had at most, without its workers.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter

from tests.bench.libraries import config
from tui.events import Annotated, Event, SyncFinished
from tui.feeds.fetch import Web
from tui.store import Reader, Writer
from tui.sync import Desk, annotate, sync
from tui.worker import Worker

ANALYSED = 3_000


async def run(what: str, folder: Path, workers: int) -> tuple[float, int]:
    """Seconds and articles."""
    known, path = config(folder), folder / "library.db"
    async with AsyncExitStack() as stack:
        writer, reader = Writer(path), Reader(path)
        stack.callback(writer.close)
        stack.callback(reader.close)
        writer.subscribe(known.feeds)
        settings = known.settings
        web = await stack.enter_async_context(
            Web(settings.connections, settings.connections_per_host)
        )
        worker = Worker(processes=workers)
        stack.push_async_callback(worker.close)
        desk = Desk(web, worker, reader, writer, settings)
        begun = perf_counter()
        count = await _count(sync(desk, known.feeds) if what == "sync" else annotate(desk))
        return perf_counter() - begun, count


async def _count(events: AsyncGenerator[Event, None]) -> int:
    count = 0
    async for event in events:
        if isinstance(event, Annotated):
            count += len(event.ids)
            if count >= ANALYSED:
                break
        elif isinstance(event, SyncFinished):
            count += event.new
    await events.aclose()
    return count


if __name__ == "__main__":
    given = int(sys.argv[3]) if len(sys.argv) > 3 else 2
    seconds, articles = asyncio.run(run(sys.argv[1], Path(sys.argv[2]), given))
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    print(f"{seconds:.3f} {articles} {getrusage(RUSAGE_SELF).ru_maxrss // unit}")
