"""The worker process: what it answers, and how it is stopped."""

import asyncio
import os
import pickle
import signal
import sys
from collections.abc import AsyncIterator

import pytest

from tests import make
from tests.make import NOW
from tui import worker as workers
from tui.errors import ParseError
from tui.feeds import Fetched
from tui.worker import Worker

FEED = make.feed("times")


@pytest.fixture
async def worker() -> AsyncIterator[Worker]:
    worker = Worker()
    yield worker
    await worker.close()


def fetched(body: str) -> Fetched:
    return Fetched(FEED.url, body.encode(), "application/rss+xml")


async def test_it_parses_a_feed_and_gives_each_articles_plain_text(worker: Worker) -> None:
    parsed, texts, _ = await worker.read(FEED, fetched(make.rss("Cats", "Dogs")), NOW)
    assert [article.title for article in parsed.articles] == ["Cats", "Dogs"]
    assert texts == ("All about Cats.", "All about Dogs.")


async def test_it_finds_the_quotes_of_articles(worker: Worker) -> None:
    article = make.article(
        html="<p>“The bridge will open again before the winter,” said Mayor Ada Quill.</p>"
    )
    (found,) = await worker.annotate([article])
    assert found.id == article.id
    assert [quote.speaker_name for quote in found.analysis.quotes] == ["Ada Quill"]


async def test_what_is_no_feed_is_a_sentence_and_the_worker_goes_on(worker: Worker) -> None:
    with pytest.raises(ParseError, match=r"\.$"):
        await worker.read(FEED, fetched("Good morning."), NOW)
    parsed, *_ = await worker.read(FEED, fetched(make.rss("Cats")), NOW)
    assert len(parsed.articles) == 1


# feedparser looks for the address again and again
ENDLESS = make.rss("Cats").replace("<item>", f"<item><author>a@a{'.a' * 60_000}</author>")


async def test_a_feed_that_takes_too_long_is_given_up_and_the_next_one_is_read() -> None:
    worker = Worker(deadline_s=2.0)
    with pytest.raises(ParseError, match="longer than 2 s"):
        await worker.read(FEED, fetched(ENDLESS), NOW)
    parsed, *_ = await worker.read(FEED, fetched(make.rss("Cats")), NOW)
    assert len(parsed.articles) == 1
    await worker.close()


async def test_why_a_process_ended_is_known_however_fast_it_is_gone() -> None:
    worker = Worker(deadline_s=0.1)
    for _ in range(10):
        with pytest.raises(ParseError, match="longer than"):
            await worker.read(FEED, fetched(ENDLESS), NOW)
    await worker.close()


async def test_a_worker_that_dies_is_started_again(worker: Worker) -> None:
    await worker.read(FEED, fetched(make.rss("Cats")), NOW)
    (pid,) = worker.pids
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(ParseError):
        await worker.read(FEED, fetched(make.rss("Cats")), NOW)
    parsed, *_ = await worker.read(FEED, fetched(make.rss("Dogs")), NOW)
    assert len(parsed.articles) == 1


async def test_a_second_process_starts_only_when_there_is_work_for_two() -> None:
    worker = Worker(processes=2)
    try:
        for _ in range(3):
            await worker.read(FEED, fetched(make.rss("Cats")), NOW)
        assert len(worker.pids) == 1
        await asyncio.gather(*(worker.read(FEED, fetched(make.rss("Cats")), NOW) for _ in "ab"))
        assert len(worker.pids) == 2
    finally:
        await worker.close()
    assert worker.pids == []


async def test_there_is_room_for_more_until_too_many_jobs_wait(worker: Worker) -> None:
    async def jobs(count: int) -> list[asyncio.Task[object]]:
        read = (worker.read(FEED, fetched(make.rss("Cats")), NOW) for _ in range(count))
        tasks: list[asyncio.Task[object]] = [asyncio.create_task(each) for each in read]
        await asyncio.sleep(0)  # let them begin
        return tasks

    begun = await jobs(workers.MOST_WAITING)  # one is at work, the others wait
    await worker.room()
    begun += await jobs(1)
    waiting = asyncio.create_task(worker.room())
    await asyncio.sleep(0)
    assert not waiting.done()
    await begun[0]
    await waiting
    for job in begun[1:]:
        job.cancel()
    await asyncio.gather(*begun, return_exceptions=True)
    await asyncio.wait_for(worker.room(), 60)  # those that gave up wait no more


async def test_closing_twice_is_closing_once(worker: Worker) -> None:
    await worker.read(FEED, fetched(make.rss("Cats")), NOW)
    await worker.close()
    await worker.close()


async def test_a_worker_that_cannot_be_started_is_a_sentence(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(sys, "executable", "/nowhere/python")
        with pytest.raises(ParseError, match="No such file"):
            await worker.read(FEED, fetched(make.rss("Cats")), NOW)
    parsed, *_ = await worker.read(FEED, fetched(make.rss("Cats")), NOW)
    assert len(parsed.articles) == 1


async def sleeper(seconds: float, longest_s: int) -> asyncio.subprocess.Process:
    """The other side, asked for a job that takes its time and nothing of the processor."""
    patient = f"import time, tui.worker as w; w.LONGEST_JOB_S = {longest_s}"
    code = f"{patient}; w.JOBS['sleep'] = time.sleep; w.serve()"
    pipe = asyncio.subprocess.PIPE
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", code), stdin=pipe, stdout=pipe
    )
    assert child.stdin is not None
    request = pickle.dumps(("sleep", (seconds,), 0.1))
    child.stdin.write(workers.LENGTH.pack(len(request)) + request)
    child.stdin.write_eof()
    return child


async def test_a_worker_that_waits_for_the_processor_is_not_given_up() -> None:
    """The deadline is in seconds of the processor: a busy machine is not the feed's fault."""
    child = await sleeper(0.5, longest_s=60)
    answer, _ = await child.communicate()
    assert pickle.loads(answer[workers.LENGTH.size :]) == (True, None)
    assert child.returncode == 0


async def test_a_worker_whose_master_was_killed_does_not_work_on_for_ever() -> None:
    """With nobody there to keep the deadline, the child keeps its own."""
    child = await sleeper(600, longest_s=1)
    await child.communicate()
    assert child.returncode == -signal.SIGALRM
