"""The screen under test: a filled library made by the real Writer, and the app under Pilot.

Feeds are never due here and no network is touched, unless a test asks for it.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from msgspec.structs import replace
from textual.pilot import Pilot
from textual.screen import Screen

from tests import make
from tui.analysis.annotation import Analysis, Finding, Ground, Quote, Range
from tui.model import Article, Feed, FeedState
from tui.settings import Config, Settings
from tui.store import Visit, Writer
from tui.text.document import Document
from tui.text.html import document
from tui.ui.app import LIBRARY, QuothApp
from tui.ui.reader_screen import ReaderScreen

FEEDS = (
    make.feed("times", title="The Times", folder="World"),
    make.feed("herald", title="The Herald", folder="World"),
    make.feed("lab", title="Lab Notes", folder="Science"),
)
Test = TypeVar("Test", bound=Callable[..., object])

EACH = 8
"""Articles of each feed."""
PATIENCE_S = 60
"""How long to wait for something to become so; a slow machine is not a failure."""

SAID = "“Nobody asked us,”"
SAID_TOO = "“It is a start,”"
FOUND = "The report found that 53 per cent of homes have no connection."
BODY = f"""
<p>The harbour council met on Monday.</p>
<p>{SAID} said Maria Lopez, director of the Harbour Office.</p>
<p>{FOUND}</p>
{"".join(f"<p>Paragraph {n} tells of the boats that came and went.</p>" for n in range(40))}
<p>{SAID_TOO} said Jonas Berg.</p>
<p>The very last line.</p>
"""


def articles(feed: str, each: int = EACH) -> list[Article]:
    """The articles of a feed, one a minute, the newest first; feeds take turns."""
    turn = next((n for n, known in enumerate(FEEDS) if known.key == feed), len(FEEDS))
    newest = datetime.now(UTC).replace(microsecond=0) - timedelta(seconds=10 * turn)
    return [
        make.article(
            n,
            feed,
            title=f"{feed} story {n}",
            published=newest - timedelta(minutes=n),
            html=BODY,
        )
        for n in range(1, each + 1)
    ]


def analysis(body: Document) -> Analysis:
    """What is to be found in BODY: two quotes of two speakers, one finding."""

    def at(words: str) -> Range:
        start = body.text.index(words)
        return Range(start, start + len(words))

    def quote(group: int, words: str, name: str, **more: Any) -> Quote:
        place = at(words)
        return Quote(
            place.start,
            place.end,
            group=group,
            speaker=at(name),
            speaker_name=name,
            confidence=0.9,
            **more,
        )

    return Analysis(
        (
            quote(0, SAID, "Maria Lopez", role="director", organisation="Harbour Office"),
            quote(1, SAID_TOO, "Jonas Berg"),
        ),
        (
            Finding(
                at(FOUND).start,
                at(FOUND).end,
                score=0.9,
                grounds=(Ground("found", at("report found")),),
            ),
        ),
    )


def state(feed: Feed, **fields: Any) -> FeedState:
    """A feed that was visited just now and is not due for a day."""
    now = datetime.now(UTC)
    known = FeedState(feed.key, address=feed.address, visited_at=now, succeeded_at=now)
    return replace(known, next_visit=now + timedelta(days=1), **fields)


@dataclass
class Library:
    """A library on disk and the feeds.toml it belongs to."""

    config: Config
    data: Path

    def save(self, feed: Feed, news: Sequence[Article], **known: Any) -> None:
        """What a visit to a feed brings, with its annotations."""
        writer = Writer(self.data / LIBRARY)
        bodies = [document(article) for article in news]
        now = datetime.now(UTC)
        texts = [body.text for body in bodies]
        writer.save(Visit(feed.key, news, texts, state(feed, **known), now))
        pairs = zip(news, bodies, strict=True)
        writer.keep([(a.id, b.digest, _analysis_of(b)) for a, b in pairs])
        writer.close()


def _analysis_of(body: Document) -> Analysis:
    return analysis(body) if SAID in body.text else Analysis()


def library(
    folder: Path, feeds: Sequence[Feed] = FEEDS, each: int = EACH, **settings: Any
) -> Library:
    """A library with `each` articles of each feed."""
    data = folder / "data"
    data.mkdir(mode=0o700)
    path = folder / "feeds.toml"
    path.write_text("# Mine.\n" + "".join(_table(feed) for feed in feeds))
    chosen = Settings(**{"refresh_on_start": False, **settings})
    filled = Library(Config(path, tuple(feeds), chosen), data)
    writer = Writer(data / LIBRARY)
    writer.subscribe(feeds)
    writer.close()
    for feed in feeds:
        filled.save(feed, articles(feed.key, each))
    return filled


def _table(feed: Feed) -> str:
    return f'[feeds.{feed.key}]\nurl = "{feed.url}"\nfolder = "{feed.folder}"\n'


DRIVEN: set[str] = set()
"""The commands that some test drives by their keys."""


def drives(*ids: str) -> Callable[[Test], Test]:
    """Says which commands a test drives."""
    DRIVEN.update(ids)
    return lambda test: test


class Session:
    """The running app, and what a person sees of it."""

    def __init__(self, app: QuothApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> ReaderScreen:
        """The reader screen."""
        assert self.app.reader is not None
        return self.app.reader

    @property
    def pane(self) -> str:
        """Where the user is."""
        return self.screen.pane

    def shows(self, kind: type[Screen[Any]]) -> bool:
        """Whether a screen of this kind is on top."""
        return isinstance(self.app.screen, kind)

    @property
    def lines(self) -> list[str]:
        """The lines on the terminal."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip) for strip in strips]

    @property
    def text(self) -> str:
        """All that is on the terminal."""
        return "\n".join(self.lines)

    @property
    def title(self) -> str:
        """The title of the article that is shown."""
        return self.screen.page.article.title if self.screen.page else ""

    @property
    def pointed(self) -> str:
        """The title of the headline under the cursor."""
        current = self.screen.sidebar.headlines.current
        return current.title if current else ""

    async def press(self, *keys: str) -> None:
        """Press keys and let the screen settle."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def select(self, words: str) -> None:
        """Select words of one line with the mouse."""
        y = next(y for y, line in enumerate(self.lines) if words in line)
        x = self.lines[y].index(words)
        await self.pilot.mouse_down(offset=(x, y))
        await self.pilot.hover(offset=(x + len(words), y))
        await self.pilot.mouse_up(offset=(x + len(words), y))

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until something is so."""
        deadline = time.monotonic() + PATIENCE_S
        while not true():
            if time.monotonic() > deadline:
                raise AssertionError(f"this never became true; the screen:\n{self.text}")
            await self.pilot.pause(0.01)

    async def see(self, words: str) -> None:
        """Wait until these words are on the terminal."""
        await self.until(lambda: words in self.text)


@asynccontextmanager
async def running(filled: Library, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Session]:
    """The app on this library, started, with its engine at work."""
    app = QuothApp(filled.config, filled.data)
    # Not a second of what is said may be missed, however slow the machine.
    app.NOTIFICATION_TIMEOUT = PATIENCE_S  # type: ignore[misc]
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            session = Session(app, pilot)
            await session.until(app.engine._thread.is_alive)
            await pilot.pause()
            yield session
    finally:
        app.engine.stop()
        app.library.close()
