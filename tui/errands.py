"""What the engine does for the user beside syncing: a download, an image, moving feeds in.

What comes of an errand are events, trouble too: nothing in here raises, and nothing draws.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.errors import FeedError, FetchError, QuothError, SettingsError
from tui.events import Downloading, Drawn, Event, Imported, Trouble
from tui.feeds.download import Wanted, download
from tui.model import Fit
from tui.moving import carry_out
from tui.settings import downloads_dir

if TYPE_CHECKING:
    from tui.moving import Plan
    from tui.sync import Desk

TELL_S = 0.3
"""How often a download says how far it is."""


async def fetch_file(
    desk: Desk, url: str, by: str, name: str, post: Callable[[Event], None]
) -> None:
    """Download a file that the address `by` named for the user, telling how it goes."""
    clock = asyncio.get_running_loop().time
    told = clock()

    def tell(done: int, total: int | None) -> None:
        nonlocal told
        if clock() - told >= TELL_S:
            told = clock()
            post(Downloading(name, done, total))

    try:
        folder = downloads_dir(desk.settings.downloads)
        wanted = Wanted(url, by, folder, name, desk.settings.timeout_s)
        path = await download(desk.web, wanted, tell)
    except (FetchError, SettingsError) as error:
        post(Trouble(str(error)))
    else:
        post(Downloading(name, path=str(path)))


async def draw_image(
    desk: Desk, url: str, by: str | None, fit: Fit, post: Callable[[Event], None]
) -> None:
    """An image made to fit: the one that is kept, else it is fetched as one that the feed at `by`
    names, if that is given."""
    try:
        image = desk.reader.image(url)
        if not image and by is None:
            raise FetchError("This image is not kept any more.")
        image = image or await desk.web.fetch_image(url, by or "", desk.limits)
        post(Drawn(url, fit, await desk.worker.draw(image, fit)))
    except FeedError as error:
        post(Drawn(url, fit, error=str(error)))


def move_in(desk: Desk, decided: Plan, commands: bool) -> Event:
    """Move feeds and articles in; what came of it."""
    try:
        moved = carry_out(decided, desk.writer, commands=commands)
    except QuothError as error:
        return Trouble(f"{str(error).rstrip('.')}; nothing was imported.")
    return Imported(len(moved.feeds), moved.articles, len(moved.smart))
