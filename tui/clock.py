"""The engine's clock: it stands still while the shell has stopped the program.

What is under way then (an answer, a job of the worker) has as much time left when it goes on.
"""

from __future__ import annotations

import asyncio


class Loop(asyncio.SelectorEventLoop):
    """An event loop whose clock can be stopped, from any thread."""

    def __init__(self) -> None:
        super().__init__()
        self._stopped: float | None = None
        self._lost_s = 0.0

    def time(self) -> float:
        """Seconds since some moment, without those in which the clock was stopped."""
        stopped = self._stopped
        return (super().time() if stopped is None else stopped) - self._lost_s

    def stop_clock(self) -> None:
        """No time goes by from now on."""
        if self._stopped is None:
            self._stopped = super().time()

    def start_clock(self) -> None:
        """Time goes by again, from where it was."""
        if self._stopped is not None:
            self._lost_s += super().time() - self._stopped
            self._stopped = None
