"""The clock of the engine, which can be stopped."""

import asyncio
import time

import pytest

from tui.clock import Loop

LIMIT_S = 0.05


async def spend(seconds: float) -> None:
    """Be busy for so long by a clock that nobody stops."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        await asyncio.sleep(0)


def test_no_time_goes_by_while_the_clock_is_stopped() -> None:
    loop = Loop()

    async def stopped_and_started() -> float:
        loop.stop_clock()
        before = loop.time()
        async with asyncio.timeout(LIMIT_S):
            await spend(4 * LIMIT_S)
            assert loop.time() == before
            loop.stop_clock()  # again, which changes nothing
            loop.start_clock()
            return loop.time() - before

    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        assert runner.run(stopped_and_started()) < 4 * LIMIT_S


def test_time_goes_by_again_once_the_clock_is_started() -> None:
    loop = Loop()

    async def too_long() -> None:
        loop.stop_clock()
        loop.start_clock()
        loop.start_clock()  # again, which changes nothing
        async with asyncio.timeout(LIMIT_S):
            await spend(60)

    with asyncio.Runner(loop_factory=lambda: loop) as runner, pytest.raises(TimeoutError):
        runner.run(too_long())
