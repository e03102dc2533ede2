"""Draws docs/quoth.svg: the real program on a library of invented news.

python -m docs.picture
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tui.model import Article, Feed, FeedState, article_id
from tui.settings import Config, Settings
from tui.store import Visit, Writer
from tui.text.html import document
from tui.ui.app import LIBRARY, QuothApp
from tui.worker import annotated

SIZE = (160, 42)
NOW = datetime.now(UTC)

FEEDS = (
    Feed("courier", "https://courier.example/feed", title="Larkhaven Courier", folder="World"),
    Feed("tide", "https://tide.example/feed", title="The Tide", folder="World"),
    Feed("swift", "https://swift.example/feed", title="Swift Society", folder="Science"),
    Feed("orrery", "https://orrery.example/feed", title="Orrery", folder="Science"),
    Feed("harbours", "https://harbours.example/feed", title="Harbour Union", folder="Institutions"),
)
TITLES = {
    "courier": ("Night ferry returns after a decade", "Baker wins the river prize again"),
    "tide": ("Three towns share one library van", "Storm warning lifted along the coast"),
    "swift": ("Counting swifts: the fifth summer", "Nest boxes that stay cool"),
    "orrery": ("A slow comet, and where to look", "Why the old clock gains a minute"),
    "harbours": ("Forty harbours agree on one signal",),
}
LEAD = """
<p>Forty harbour towns agreed in Larkhaven on Monday to warn one another of high water with one
common signal, after two years of talks.</p>
<p>“A flood does not stop at a border, and now neither does the warning,” said Harbour Union
President Mara Velling. “It took us two years to write one page.”</p>
<p>“My mother rang a bell,” said Tomas Brandl, chief engineer at the Larkhaven Bridge Office.
“We kept the bell.”</p>
<p>Ida Quill, who rowed the ferry for nine years, called the signal “long overdue”.</p>
<p>Key findings of the meeting include:</p>
<ul><li>Towns that share a signal are warned 40 minutes earlier on average.</li>
<li>Small harbours need a second way to receive it.</li>
<li>Every spring the signal should be tried in daylight.</li></ul>
<p>The union meets again in May.</p>
"""


def articles(feed: Feed) -> list[Article]:
    """A feed's invented articles, newest first."""
    place = list(TITLES).index(feed.key)
    return [
        Article(
            article_id(feed.key, title),
            feed.key,
            title,
            title=title,
            link=f"https://{feed.key}.example/news",
            published=NOW - timedelta(minutes=7 + 41 * ((place + 1) % 5) + 190 * number),
            html=LEAD if feed.key == "harbours" else f"<p>{title}: all of it, in brief.</p>",
        )
        for number, title in enumerate(TITLES[feed.key])
    ]


def fill(library: Path) -> None:
    """Put all of it into a library, analysed."""
    writer = Writer(library)
    writer.subscribe(FEEDS)
    for feed in FEEDS:
        news = articles(feed)
        state = FeedState(feed.key, feed.address, succeeded_at=NOW, next_visit=NOW)
        writer.save(Visit(feed.key, news, [document(a).text for a in news], state, NOW))
        found = [annotated(article) for article in news]
        writer.keep([(each.id, each.digest, each.analysis) for each in found])
    writer.close()


async def draw(folder: Path) -> str:
    """The screen as SVG, with the first article open."""
    fill(folder / LIBRARY)
    settings = Settings(refresh_on_start=False, refresh_minutes=0)
    app = QuothApp(Config(folder / "feeds.toml", FEEDS, settings, {}), folder)
    try:
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("enter")
            await pilot.pause()
            return app.export_screenshot(title="quoth")
    finally:
        app.engine.stop()
        app.library.close()


def main() -> None:
    """Write the picture beside this file."""
    with tempfile.TemporaryDirectory() as folder:
        svg = asyncio.run(draw(Path(folder)))
    # The picture must not load a font from anywhere.
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.S)
    Path(__file__).with_name("quoth.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
