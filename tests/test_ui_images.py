"""Looking at an article's images on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PIL import Image

from tests.conftest import Tell
from tests.test_kitty import image as sent_image
from tests.test_pictures import RED, SVG, huge, picture
from tests.test_sixels import SEQUENCE, pixels
from tests.ui import BODY, FEEDS, SAID, Library, Session, articles, drives, library, running
from tests.web import Exchange, Site
from tui.feeds.picture import small
from tui.model import Enclosure, FullText, PageState
from tui.settings import LIBRARY
from tui.store import Illustration, PageVisit, Writer
from tui.ui import kitty, sixel
from tui.ui.viewer import Canvas, Viewer

BOTH = '<p>Words.</p><img src="/boat.png" alt="A red boat"><img src="/two.png" alt="The sea">'
TRACKER = '<img src="/t.gif" width="1" height="1">'
both_sizes = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        site.serve("/boat.png", picture(size=(600, 300)), kind="image/png")
        site.serve("/two.png", picture(size=(20, 20)), kind="image/png")
        yield site


def shelf(
    site: Site,
    folder: Path,
    html: str = BOTH + TRACKER,
    files: tuple[str, ...] = (),
    **settings: Any,
) -> Library:
    """A library with one article, whose images are at the site; so is its feed."""
    feed = replace(FEEDS[0], url=site.url("/feed"))
    filled = library(folder, (feed,), each=0, **settings)
    link = site.url("/1")
    article = replace(articles("times")[0], link=link, base=link, html=html)
    enclosures = tuple(Enclosure(site.url(path), "image/png") for path in files)
    filled.save(feed, [replace(article, enclosures=enclosures)])
    return filled


def blocks(session: Session) -> list[str]:
    """The lines on which something is drawn."""
    return [line for line in session.lines if "▀" in line]


async def look(session: Session) -> None:
    await session.press("enter", "i")
    await session.until(lambda: session.shows(Viewer))


@drives("images")
@both_sizes
async def test_images_are_shown_one_after_the_other_fitted_to_the_screen(
    tmp_path: Path, site: Site, size: tuple[int, int]
) -> None:
    async with running(shelf(site, tmp_path), size) as session:
        await look(session)
        await session.see("▀")
        drawn, canvas = blocks(session), session.app.screen.query_one(Canvas)
        width, height = canvas.size
        wide = min(width, height * 2 * 2)
        assert drawn[0].count("▀") == wide
        assert abs(len(drawn) - wide / 4) <= 1
        assert canvas.raster is not None
        assert tuple(canvas.raster.pixels[:3]) == RED
        assert "Image 1 of 2 · 127.0.0.1" in session.text
        assert "A red boat" in session.text
        assert site.hits("/two.png") == 0
        await session.press("right")
        await session.until(lambda: [line.count("▀") for line in blocks(session)] == [20] * 10)
        assert "The sea" in session.text
        await session.press("j", "k")
        await session.see("A red boat")
        await session.press("q")
        assert not session.shows(Viewer)
    assert site.hits("/boat.png") == site.hits("/two.png") == 1
    assert site.hits("/t.gif") == 0
    asked = site.last("/boat.png").headers
    assert asked["accept"].startswith("image/webp")
    assert not {"referer", "cookie"} & set(asked)


async def test_nothing_is_fetched_before_it_is_asked_for(tmp_path: Path, site: Site) -> None:
    async with running(shelf(site, tmp_path)) as session:
        await session.press("enter", "G")
        await session.see("The sea")
    assert site.hits() == 0


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (SVG, "no PNG, JPEG, GIF or WebP"),
        (huge(60_000, 60_000), "million pixels"),
        (picture(size=(300, 300))[:-60], "damaged"),
    ],
    ids=["svg", "bomb", "cut-off"],
)
async def test_a_bad_image_is_a_sentence_and_the_next_one_is_shown(
    tmp_path: Path, site: Site, body: bytes, said: str
) -> None:
    site.serve("/boat.png", body, kind="image/png")
    async with running(shelf(site, tmp_path)) as session:
        await look(session)
        await session.see(said)
        assert "A red boat" in session.text
        await session.press("j")
        await session.see("▀")
        assert said not in session.text


async def test_an_image_that_is_not_there_or_too_large_says_so(tmp_path: Path, site: Site) -> None:
    site.serve("/boat.png", b"", status=404)
    site.serve("/two.png", b"x" * (1 << 20), kind="image/png")
    async with running(shelf(site, tmp_path, max_megabytes=1)) as session:
        await look(session)
        await session.see("has nothing at this address")
        await session.press("j")
        await session.see("sent too much")


async def test_an_image_that_never_comes_is_given_up(tmp_path: Path, site: Site) -> None:
    def silent(exchange: Exchange) -> None:
        exchange.head("Content-Length: 10")
        exchange.closing.wait(20)

    site.misbehave("/boat.png", silent)
    async with running(shelf(site, tmp_path, timeout_s=1)) as session:
        await look(session)
        await session.see("did not answer in full within 1 s")


async def test_an_image_in_a_private_network_is_not_fetched_for_a_feed_from_elsewhere(
    tmp_path: Path, site: Site
) -> None:
    filled = library(tmp_path, FEEDS[:1], each=0)
    html = f'<p>Words.</p><img src="{site.url("/boat.png")}" alt="A red boat">'
    filled.save(FEEDS[0], [replace(articles("times")[0], html=html)])
    async with running(filled) as session:
        await look(session)
        await session.see("private network")
    assert site.hits() == 0


@pytest.mark.parametrize("how", ["ascii", "no-color"])
async def test_without_colours_the_words_alone_are_shown_and_nothing_is_fetched(
    tmp_path: Path, site: Site, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if how == "no-color":
        monkeypatch.setenv("NO_COLOR", "1")
    async with running(shelf(site, tmp_path, ascii=how == "ascii")) as session:
        await look(session)
        await session.see("Images are not drawn without colours")
        assert "A red boat" in session.text
        assert "▀" not in session.text
    assert site.hits() == 0


async def test_an_image_still_fits_when_the_terminal_becomes_smaller(
    tmp_path: Path, site: Site
) -> None:
    async with running(shelf(site, tmp_path)) as session:
        await look(session)
        await session.see("▀")
        await session.pilot.resize_terminal(60, 20)
        canvas = session.app.screen.query_one(Canvas)
        await session.until(lambda: 0 < len(blocks(session)) <= canvas.size.height < 20)
        assert max(line.count("▀") for line in blocks(session)) <= canvas.size.width
        assert "q goes back" in session.text
    assert site.hits("/boat.png") == 1


async def test_an_image_that_is_kept_is_shown_without_a_network(tmp_path: Path, site: Site) -> None:
    filled = shelf(site, tmp_path)
    url = site.url("/boat.png")
    writer = Writer(filled.data / LIBRARY)
    writer.illustrate(
        Illustration(articles("times")[0].id, (url,), {url: small(picture(size=(64, 64)))})
    )
    writer.close()
    async with running(filled) as session:
        await look(session)
        await session.see("▀")
        assert blocks(session)[0].count("▀") == 64
    assert site.hits() == 0


async def test_an_article_without_images_says_so(tmp_path: Path, site: Site) -> None:
    async with running(shelf(site, tmp_path, TRACKER)) as session:
        await session.press("enter", "i")
        await session.see("There is no image in this article.")
    assert site.hits() == 0


@pytest.mark.parametrize("key", ["I", "x"])
async def test_an_article_whose_feed_was_removed_says_why_nothing_is_fetched(
    tmp_path: Path, site: Site, key: str
) -> None:
    async with running(shelf(site, tmp_path)) as session:
        await session.press("enter")
        session.screen.files.use(replace(session.screen.library.config, feeds=()))
        await session.press(key)
        await session.see("Its feed is gone from feeds.toml")
    assert site.hits() == 0


async def test_a_terminal_that_speaks_kittys_protocol_gets_the_image_itself(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-kitty")
    async with running(shelf(site, tmp_path)) as session:
        written: list[str] = []
        driver = session.app._driver
        assert driver is not None
        monkeypatch.setattr(driver, "write", written.append)

        async def sees(width: int, height: int) -> None:
            def is_there() -> bool:
                sent = [each for each in written if "a=T" in each]
                return bool(sent) and png(sent[-1]) == ("PNG", (width, height))

            await session.until(is_there)

        await look(session)
        await sees(600, 300)
        assert "A red boat" in session.text
        assert blocks(session) == []
        await session.press("j")
        await sees(20, 20)
        await session.press("k")
        await sees(600, 300)
        await session.pilot.resize_terminal(60, 20)
        room = session.app.screen.query_one(Canvas).size
        await sees(600 * room.height * 20 // 300, room.height * 20)
        await session.press("q")
        assert written[-1] == kitty.GONE


def png(written: str) -> tuple[str | None, tuple[int, int]]:
    """The format and the size of the image that was sent."""
    with Image.open(BytesIO(sent_image(written))) as sent:
        return sent.format, sent.size


class Sixels:
    """What a terminal that draws sixels was sent."""

    def __init__(self, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
        self.session = session
        self.written: list[str] = []
        driver = session.app._driver
        assert driver is not None
        monkeypatch.setattr(driver, "write", self._write)

    def _write(self, data: str) -> None:
        if "\x1bP" in data:
            self.written.append(data)

    @property
    def last(self) -> tuple[int, int, int, int]:
        """Column and row, width and height in pixels of what was drawn last."""
        (row, column, drawn) = SEQUENCE.findall(self.written[-1])[0]
        image = pixels(drawn.encode())
        return int(column) - 1, int(row) - 1, len(image[0]), len(image)

    async def sees(self, width: int, height: int) -> None:
        """An image of this size is drawn, and where it belongs."""
        await self.session.until(lambda: bool(self.written) and self.last[2:] == (width, height))
        room = self.session.app.screen.query_one(Canvas).region
        across, down = -(-width // 8), -(-height // 16)
        left, above = (room.width - across) // 2, (room.height - down) // 2
        assert self.last[:2] == (room.x + left, room.y + above)
        assert across <= room.width
        assert down <= room.height


async def test_a_terminal_that_draws_sixels_gets_the_image_itself(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch, tell: Tell
) -> None:
    monkeypatch.setenv("TERM", "foot")
    for name in sixel.WITHIN:
        monkeypatch.delenv(name, raising=False)
    tell(24, 80, 640, 384)
    async with running(shelf(site, tmp_path), (120, 40)) as session:
        sent = Sixels(session, monkeypatch)
        await look(session)
        await sent.sees(600, 300)
        assert all(SEQUENCE.fullmatch(each) for each in sent.written)
        assert "A red boat" in session.text
        assert blocks(session) == []
        await session.press("j")
        await sent.sees(20, 20)
        await session.press("k")
        await sent.sees(600, 300)
        await session.pilot.resize_terminal(60, 20)
        room = session.app.screen.query_one(Canvas).size
        await sent.sees(600 * room.height * 16 // 300, room.height * 16)
        sent.written.clear()
        session.app.refresh()
        await session.until(lambda: bool(sent.written))  # what was written over it is mended
        await session.press("q")
        sent.written.clear()
        session.app.refresh()
        await session.pilot.pause()
        assert sent.written == []


@pytest.mark.parametrize("how", ["xterm", "tmux", "ascii", "size-unknown"])
async def test_other_terminals_get_no_sixels(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch, tell: Tell, how: str
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color" if how == "xterm" else "foot")
    for name in sixel.WITHIN:
        monkeypatch.delenv(name, raising=False)
    if how == "tmux":
        monkeypatch.setenv("TMUX", "1")
    if how != "size-unknown":
        tell(24, 80, 640, 384)
    async with running(shelf(site, tmp_path, ascii=how == "ascii")) as session:
        sent = Sixels(session, monkeypatch)
        await look(session)
        await session.see("not drawn without colours" if how == "ascii" else "▀")
        assert sent.written == []


# In the text.


def picture_rows(session: Session) -> list[str]:
    return [line for line in session.lines if "▀" in line]


def keep(filled: Library, *urls: str, size: tuple[int, int] = (600, 300)) -> None:
    """Keep an image for the article, as a sync does."""
    writer = Writer(filled.data / LIBRARY)
    new = {url: small(picture(size=size)) for url in urls}
    writer.illustrate(Illustration(articles("times")[0].id, urls, new))
    writer.close()


def opted_in(site: Site, folder: Path, **settings: Any) -> Library:
    """The same shelf, its feed with images = true."""
    filled = shelf(site, folder, **settings)
    feeds = tuple(replace(feed, images=True) for feed in filled.config.feeds)
    return Library(replace(filled.config, feeds=feeds), filled.data)


@drives("text-images")
@both_sizes
async def test_a_key_shows_the_images_in_the_text_and_hides_them_again(
    tmp_path: Path, site: Site, size: tuple[int, int]
) -> None:
    async with running(shelf(site, tmp_path), size) as session:
        await session.press("enter")
        before = [line.start for line in session.screen.article._lines.lines if line.pieces]
        assert site.hits() == 0
        await session.press("I")
        await session.see("▀")
        rows = picture_rows(session)
        assert len(rows) <= size[1] // 2
        assert rows[0].count("▀") == 4 * min(16, size[1] // 2)
        after = [line.start for line in session.screen.article._lines.lines if line.pieces]
        assert after == before
        await session.press("I")
        assert picture_rows(session) == []
        await session.press("I")
        await session.see("▀")
    assert site.hits("/boat.png") == site.hits("/two.png") == 1
    assert site.hits("/t.gif") == 0


async def test_a_feed_that_wants_images_shows_those_that_are_kept_and_asks_nobody(
    tmp_path: Path, site: Site
) -> None:
    filled = opted_in(site, tmp_path)
    keep(filled, site.url("/boat.png"))
    async with running(filled) as session:
        await session.press("enter")
        await session.see("▀")
        await session.press("G")
        await session.see("The sea")  # its words, since it is not kept
    assert site.hits() == 0


async def test_images_kept_for_a_feed_that_does_not_want_them_are_not_shown(
    tmp_path: Path, site: Site
) -> None:
    filled = shelf(site, tmp_path)
    keep(filled, site.url("/boat.png"))
    async with running(filled) as session:
        await session.press("enter", "G")
        await session.see("The sea")
        assert picture_rows(session) == []


async def test_of_images_that_cannot_be_had_the_text_keeps_the_words(
    tmp_path: Path, site: Site
) -> None:
    site.serve("/boat.png", SVG, kind="image/png")
    site.serve("/two.png", b"", status=404)
    async with running(shelf(site, tmp_path)) as session:
        await session.press("enter", "I")
        await session.see("2 of 2 images could not be had: This is no PNG")
        assert "A red boat" in session.text
        assert picture_rows(session) == []


async def test_quotes_are_found_where_they_are_with_images_in_the_text(
    tmp_path: Path, site: Site
) -> None:
    filled = opted_in(site, tmp_path, html=BOTH + BODY)
    keep(filled, site.url("/boat.png"), site.url("/two.png"))
    async with running(filled, (80, 24)) as session:
        await session.press("enter")
        await session.see("▀")
        await session.press("right_square_bracket", "q")
        assert SAID in session.text
        await session.press("c")
        assert session.app.clipboard.startswith(SAID)
        await session.press("v")  # only voices: no images either
        assert picture_rows(session) == []


async def test_images_in_the_text_are_fitted_anew_when_the_terminal_is_another(
    tmp_path: Path, site: Site
) -> None:
    filled = opted_in(site, tmp_path)
    keep(filled, site.url("/boat.png"))
    async with running(filled, (120, 40)) as session:
        await session.press("enter")
        await session.see("▀")
        wide = len(picture_rows(session))
        await session.pilot.resize_terminal(60, 20)
        await session.until(lambda: 0 < len(picture_rows(session)) <= 10 < wide)
        boxes = session.screen.article._lines.boxes[site.url("/boat.png")]
        assert picture_rows(session)[0].count("▀") == boxes[0]


@pytest.mark.parametrize("how", ["ascii", "no-color"])
async def test_without_colours_no_image_stands_in_the_text(
    tmp_path: Path, site: Site, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if how == "no-color":
        monkeypatch.setenv("NO_COLOR", "1")
    filled = opted_in(site, tmp_path, ascii=how == "ascii")
    keep(filled, site.url("/boat.png"))
    async with running(filled) as session:
        await session.press("enter", "I")
        await session.see("Images are not drawn without colours.")
        assert "A red boat" in session.text
        assert picture_rows(session) == []
    assert site.hits() == 0


async def test_a_full_text_has_the_images_of_the_feeds_own_text_over_it(
    tmp_path: Path, site: Site
) -> None:
    filled = opted_in(site, tmp_path)
    full = FullText("<p>All of it.</p>", "All of it.")
    writer = Writer(filled.data / LIBRARY)
    writer.note_page(PageVisit(articles("times")[0].id, PageState(), full))
    writer.close()
    keep(filled, site.url("/boat.png"), size=(40, 20))
    async with running(filled) as session:
        await session.press("enter")
        await session.see("▀")
        assert "All of it." in session.lines[session.lines.index(picture_rows(session)[-1]) + 2]
        assert "A red boat" not in session.text


async def test_images_that_come_as_files_stand_around_a_text_without_any(
    tmp_path: Path, site: Site
) -> None:
    filled = opted_in(site, tmp_path, html="<p>Words.</p>", files=("/boat.png", "/two.png"))
    keep(filled, site.url("/boat.png"), site.url("/two.png"), size=(40, 10))
    async with running(filled, (120, 50)) as session:
        await session.press("enter")
        await session.until(lambda: len(picture_rows(session)) == 10)
        drawn = [n for n, line in enumerate(session.lines) if "▀" in line]
        assert "Words." in session.lines[drawn[4] + 2]
        assert drawn[5] == drawn[4] + 4
        assert "boat.png" in session.text  # among the files below
