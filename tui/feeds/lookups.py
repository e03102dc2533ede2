"""Looking up the addresses of hosts, so that nobody has to wait for a lookup that hangs.

The operating system's lookup cannot be given up: where no name server answers it takes half a
minute, and Python waits for its own threads before it ends. Each lookup has a thread of its own
here, which ends when it ends; there are never more of them than visits.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Thread
from typing import Any


class Lookups(ThreadPoolExecutor):
    """What an event loop runs lookups with (loop.set_default_executor)."""

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        """Call a function on a thread that keeps nothing from ending."""
        future: Future[Any] = Future()

        def call() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(function(*arguments, **named))
            except BaseException as error:
                future.set_exception(error)

        Thread(target=call, name="lookup", daemon=True).start()
        return future
