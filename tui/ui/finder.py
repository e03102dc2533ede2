"""Questions to the library that may take long, answered on a thread of their own.

So a search or a count among a million articles never holds up a frame. A question whose asker has
been cancelled is given up at once, so that the next one need not wait for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from tui.store import Reader

Answer = TypeVar("Answer")


class Finder:
    """One thread with a Reader of its own; started when it is first asked."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._reader: Reader | None = None
        self._thread = ThreadPoolExecutor(1, "finder")

    async def ask(self, question: Callable[[Reader], Answer]) -> Answer:
        """The answer to a question. Raises StoreError; when cancelled, the question is given up."""
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._thread, self._answered, question)
        except asyncio.CancelledError:
            self._give_up()
            raise

    def close(self) -> None:
        """Give up what is being asked, and end the thread."""
        self._thread.submit(self._close)
        self._give_up()
        self._thread.shutdown(cancel_futures=False)

    def _give_up(self) -> None:
        if self._reader is not None:
            self._reader.interrupt()

    # All below runs on the thread.

    def _answered(self, question: Callable[[Reader], Answer]) -> Answer:
        self._reader = self._reader or Reader(self._path)
        return question(self._reader)

    def _close(self) -> None:
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.close()
