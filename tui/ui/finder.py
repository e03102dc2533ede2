"""Questions to the library that may take long, answered on a thread of their own.

So a search or a count among a million articles never holds up a frame. A question whose asker has
been cancelled is given up at once, so that the next one need not wait for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import TypeVar

from tui.store import Reader

Answer = TypeVar("Answer")


class Finder:
    """One thread with a Reader of its own; started when it is first asked."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._reader: Reader | None = None
        self._thread = ThreadPoolExecutor(1, "finder")
        self._closing = Event()

    async def ask(self, question: Callable[[Reader], Answer]) -> Answer:
        """The answer to a question. Raises StoreError; when cancelled, the question is given up."""
        loop, unwanted = asyncio.get_running_loop(), Event()
        try:
            return await loop.run_in_executor(self._thread, self._answered, question, unwanted)
        except asyncio.CancelledError:
            unwanted.set()
            raise

    def close(self) -> None:
        """Give up what is being asked, and end the thread."""
        self._closing.set()
        self._thread.submit(self._close)
        self._thread.shutdown()

    # All below runs on the thread.

    def _answered(self, question: Callable[[Reader], Answer], unwanted: Event) -> Answer:
        self._reader = self._reader or Reader(self._path)
        self._reader.give_up_when(lambda: unwanted.is_set() or self._closing.is_set())
        return question(self._reader)

    def _close(self) -> None:
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.close()
