"""Articles' images: whose are fetched with the sync, what is kept of them, and what never is."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PIL import Image

from tests import make
from tests.make import NOW
from tests.shell import Shell
from tests.test_pictures import SVG, huge, picture
from tests.test_sync import Clock, newsroom
from tests.web import Exchange, Site
from tui.events import Illustrated
from tui.feeds.picture import KEPT_BYTES, small
from tui.fulltext import finish, make_ready
from tui.images import MOST_OF_ARTICLE, MOST_OF_FEED, RETRIES
from tui.model import Enclosure, Feed, FeedState, FullText, PageState, SmallImage
from tui.store import Illustration, PageVisit, Visit, images
from tui.sync import Desk

BOAT = '<p>Words.</p><img src="/boat.png" alt="A red boat">'
SEA = '<img src="/sea.png" alt="The sea">'
TRACKER = '<img src="/t.gif" width="1" height="1">'
SIZE = (40, 20)


@dataclass
class Room:
    """A desk with a real library, a feed whose images are wanted, and a clock that stands still."""

    desk: Desk
    site: Site
    feed: Feed
    clock: Clock

    def save(self, *htmls: str, **fields: object) -> list[int]:
        """Articles of the feed with these bodies, the newest first: their ids."""
        link = self.site.url("/a")
        news = [
            replace(
                make.article(n, self.feed.key, html=html, link=link, base=link, **fields),
                published=NOW - timedelta(minutes=n),
            )
            for n, html in enumerate(htmls)
        ]
        state = FeedState(self.feed.key, address=self.feed.address)
        self.desk.writer.subscribe([self.feed])
        self.desk.writer.save(Visit(self.feed.key, news, list(htmls), state, NOW))
        return [each.id for each in news]

    async def finish(self) -> list[Illustrated]:
        """What follows on a visit to the feed."""
        events = [event async for event in finish(self.desk, [self.feed])]
        return [event for event in events if isinstance(event, Illustrated)]

    def kept(self, id_: int) -> dict[str, tuple[int, int]]:
        """The images of an article that are in the library: path → size."""
        sizes = self.desk.reader.image_sizes(id_)
        return {url.removeprefix(self.site.url("")): size for url, size in sizes.items()}


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        for path in ("/boat.png", "/sea.png", "/t.gif"):
            site.serve(path, picture(size=SIZE), kind="image/png")
        yield site


@asynccontextmanager
async def paper(folder: Path, site: Site, **settings: Any) -> AsyncIterator[Room]:
    feed = make.feed("paper", url=site.url("/feed.xml"), images=True)
    async with newsroom(folder, **settings) as news:
        yield Room(news.desk, site, feed, news.clock)


@pytest.fixture
async def room(tmp_path: Path, site: Site) -> AsyncIterator[Room]:
    async with paper(tmp_path, site) as room:
        yield room


# What is fetched.


async def test_a_feed_that_wants_them_has_its_images_fetched_and_kept_small(room: Room) -> None:
    room.site.serve("/boat.png", picture(size=(3000, 1500)), kind="image/png")
    (id_,) = room.save(BOAT + SEA + TRACKER)
    assert await room.finish() == [Illustrated(id_, kept=2)]
    assert room.kept(id_) == {"/boat.png": (640, 320), "/sea.png": SIZE}
    with Image.open(BytesIO(room.desk.reader.image(room.site.url("/boat.png")))) as kept:
        assert (kept.format, kept.size) == ("WEBP", (640, 320))
    assert room.site.hits("/t.gif") == 0


async def test_what_was_had_or_is_gone_is_not_asked_for_again(room: Room) -> None:
    (id_,) = room.save(BOAT + '<img src="/gone.png">')
    assert await room.finish() == [
        Illustrated(id_, 1, 1, "127.0.0.1 has nothing at this address (404).")
    ]
    room.clock.now += timedelta(days=30)
    assert await room.finish() == []
    assert room.site.hits("/boat.png") == room.site.hits("/gone.png") == 1


async def test_nothing_is_fetched_for_other_feeds_nor_for_what_is_read(room: Room) -> None:
    (id_,) = room.save(BOAT)
    room.feed = replace(room.feed, images=False)
    assert await room.finish() == []
    room.feed = replace(room.feed, images=True)
    room.desk.writer.mark([id_], read=True)
    assert await room.finish() == []
    assert room.site.hits() == 0


async def test_an_image_that_several_articles_name_is_kept_once(room: Room) -> None:
    ids = room.save(BOAT, BOAT)
    await room.finish()
    assert [room.kept(id_) for id_ in ids] == [{"/boat.png": SIZE}] * 2
    assert room.site.hits("/boat.png") <= 2  # both may ask at the same moment
    assert room.desk.reader._database.number("SELECT count(*) FROM image") == 1


async def test_pictures_that_come_as_files_are_kept_too(room: Room) -> None:
    cover = Enclosure(room.site.url("/sea.png"), "image/png")
    (id_,) = room.save("<p>Words.</p>", enclosures=(cover,))
    await room.finish()
    assert room.kept(id_) == {"/sea.png": SIZE}


async def test_an_article_and_a_feed_have_their_share_and_no_more(room: Room) -> None:
    many = "".join(f'<img src="/boat.png?{n}">' for n in range(MOST_OF_ARTICLE + 5))
    articles = MOST_OF_FEED // MOST_OF_ARTICLE + 3
    ids = room.save(*(many.replace("?", f"?{n}-") for n in range(articles)))
    told = await room.finish()
    assert {event.kept for event in told} == {MOST_OF_ARTICLE}
    under_way = room.desk.settings.connections // 3  # had begun when the share was used up
    assert len(told) < articles or articles <= MOST_OF_FEED // MOST_OF_ARTICLE + under_way
    while more := await room.finish():  # the rest comes with the next syncs
        told += more
    assert {event.id for event in told} == set(ids)


async def test_a_server_in_trouble_is_asked_again_later_and_at_last_left_alone(room: Room) -> None:
    room.site.serve("/boat.png", b"", status=503)
    (id_,) = room.save(BOAT + SEA)
    for wait in RETRIES:
        (event,) = await room.finish()
        assert (event.id, event.kept, event.failed) == (id_, 1, 1)
        assert await room.finish() == []
        room.clock.now += wait
    assert len(await room.finish()) == 1
    room.clock.now += timedelta(days=90)
    assert await room.finish() == []
    assert room.site.hits("/sea.png") == 1


def silent(exchange: Exchange) -> None:
    """No answer for long."""
    exchange.closing.wait(20)


async def test_a_host_that_does_not_answer_is_asked_once_in_a_run(
    tmp_path: Path, site: Site
) -> None:
    site.misbehave("/boat.png", silent)
    site.misbehave("/sea.png", silent)
    async with paper(tmp_path, site, timeout_s=1) as room:
        room.save(BOAT + SEA)
        (event,) = await room.finish()
    assert (event.kept, event.failed) == (0, 2)
    assert site.hits("/boat.png") == 1
    assert site.hits("/sea.png") == 0


async def test_no_password_in_the_address_of_an_image_is_told(tmp_path: Path, site: Site) -> None:
    site.misbehave("/boat.png", silent)
    image = f'<img src="{site.url("/boat.png").replace("//", "//ida:geheim@")}">'
    async with paper(tmp_path, site, timeout_s=1, connections=1) as room:
        room.save(image, image)
        told = [event.error for event in await room.finish()]
    assert len(told) == 2
    assert all("not answer" in error and "geheim" not in error for error in told)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (SVG, "no PNG, JPEG, GIF or WebP"),
        (huge(60_000, 60_000), "million pixels"),
        (picture(size=(1, 1)), "mere dot"),
        (picture(size=(300, 2)), "mere dot"),
        (b"x" * (1 << 20), "sent too much"),
    ],
    ids=["svg", "bomb", "dot", "line", "heavy"],
)
async def test_a_hostile_image_is_not_kept_and_the_others_are(
    tmp_path: Path, site: Site, body: bytes, said: str
) -> None:
    site.serve("/boat.png", body, kind="image/png")
    async with paper(tmp_path, site, max_megabytes=1) as room:
        (id_,) = room.save(BOAT + SEA)
        (event,) = await room.finish()
        assert (event.kept, event.failed) == (1, 1)
        assert said in event.error
        assert room.kept(id_) == {"/sea.png": SIZE}
        room.clock.now += timedelta(days=30)
        assert await room.finish() == []  # and it is never fetched again
    assert site.hits("/boat.png") == 1


async def test_no_image_is_fetched_from_a_private_network_for_a_feed_from_elsewhere(
    room: Room,
) -> None:
    room.save(BOAT)
    room.feed = replace(room.feed, url="https://paper.example/feed.xml")
    (event,) = await room.finish()
    assert "private network" in event.error
    assert room.site.hits() == 0


async def test_getting_ready_to_be_offline_fetches_images_too(room: Room) -> None:
    (id_,) = room.save(BOAT)
    _ = [event async for event in make_ready(room.desk, [room.feed])]
    assert room.kept(id_) == {"/boat.png": SIZE}


def test_a_sync_from_the_shell_fetches_images(
    tmp_path: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"&lt;p&gt;Words.&lt;/p&gt;&lt;img src='{site.url('/boat.png')}'&gt;"
    item = f"<item><title>One</title><guid>1</guid><description>{text}</description></item>"
    feed = f"<rss version='2.0'><channel><title>Paper</title>{item}</channel></rss>"
    site.serve("/feed.xml", feed)
    shell = Shell(tmp_path, capsys)
    table = f'[feeds.paper]\nurl = "{site.url("/feed.xml")}"\n'
    shell.config.write_text(f'{table}full_text = "never"\nimages = true\n')
    events = shell.run("sync", "--json").objects
    (told,) = [event for event in events if event["event"] == "images"]
    assert (told["kept"], told["failed"], told["error"]) == (1, 0, None)


# What is kept.


def kept(width: int = 30, height: int = 20) -> SmallImage:
    return SmallImage(width, height, b"webp")


async def test_images_go_with_the_last_article_that_names_them(room: Room) -> None:
    one, two = room.save(BOAT, BOAT)
    writer, reader = room.desk.writer, room.desk.reader
    writer.illustrate(Illustration(one, ("u", "v"), {"u": kept(), "v": kept()}))
    writer.illustrate(Illustration(two, ("u",)))
    remove = "DELETE FROM article WHERE id = ?"
    writer._database.run(remove, (one,))
    assert reader.image("u") == b"webp"
    assert reader.image("v") == b""
    writer._database.run(remove, (two,))
    for table in ("image", "image_of", "illustrated"):
        assert reader._database.number(f"SELECT count(*) FROM {table}") == 0


async def test_of_too_many_images_the_oldest_go(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "MOST_KEPT", 2)
    (id_,) = room.save(BOAT)
    for url in "abc":
        room.desk.writer.illustrate(Illustration(id_, (url,), {url: kept()}))
    assert set(room.desk.reader.image_sizes(id_)) == {"b", "c"}


async def test_a_text_published_anew_and_a_full_text_are_looked_at_for_other_images(
    room: Room,
) -> None:
    (id_,) = room.save(BOAT)
    await room.finish()
    room.save(BOAT + SEA)
    await room.finish()
    assert set(room.kept(id_)) == {"/boat.png", "/sea.png"}
    full = FullText(f'<p>Words.</p><img src="{room.site.url("/t.gif")}">', "Words.")
    room.desk.writer.note_page(PageVisit(id_, PageState(), full))
    await room.finish()
    assert set(room.kept(id_)) == {"/boat.png", "/sea.png", "/t.gif"}


async def test_images_of_an_unknown_article_are_not_kept(room: Room) -> None:
    room.desk.writer.illustrate(Illustration(7, ("u",), {"u": kept()}))
    assert room.desk.reader.image("u") == b""
    assert room.desk.reader.image_sizes(2**70) == {}


def test_an_image_full_of_noise_is_kept_smaller_still() -> None:
    noise = Image.frombytes("RGB", (900, 900), random.Random(1).randbytes(900 * 900 * 3))
    out = BytesIO()
    noise.save(out, "PNG")
    made = small(out.getvalue())
    assert max(made.width, made.height) < 640
    assert len(made.data) <= KEPT_BYTES
