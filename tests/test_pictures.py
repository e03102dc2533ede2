"""The images of an article: which they are, and how they become pixels that fit."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from tests import make
from tui.errors import ParseError
from tui.feeds.picture import MOST_PIXELS, raster
from tui.model import Enclosure, Fit
from tui.text.document import Picture
from tui.text.html import document
from tui.text.pictures import illustrations
from tui.worker import Worker

RED, WHITE = (255, 0, 0), (255, 255, 255)


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 20), mode: str = "RGB") -> bytes:
    """An image of one colour, as bytes."""
    out = BytesIO()
    red = Image.new("RGB", size, RED)
    red.convert(mode).save(out, kind)
    return out.getvalue()


def huge(width: int, height: int) -> bytes:
    """A PNG that claims to be so large, and has next to nothing in it."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def found(html: str, *files: Enclosure) -> list[Picture]:
    article = make.article(
        1, "times", link="https://times.example/a/1", html=html, enclosures=files
    )
    return list(illustrations(article, document(article)))


def test_images_are_found_in_reading_order_with_their_words_and_each_once() -> None:
    html = '<p><img src="/b.png" alt="A boat"></p><img src="c.jpg"><img src="/b.png">'
    cover = Enclosure("https://times.example/cover.jpg", "image/jpeg")
    sound = Enclosure("https://times.example/a.mp3", "audio/mpeg")
    assert found(html, cover, sound) == [
        Picture("https://times.example/b.png", "A boat"),
        Picture("https://times.example/a/c.jpg"),
        Picture("https://times.example/cover.jpg"),
    ]


@pytest.mark.parametrize(
    "html",
    [
        '<img src="/t.gif" width="1" height="1">',
        '<img src="/t.gif" height=0>',
        '<img src="/t.gif" width="5px">',
        '<img src="/t.gif" style="width:1px;height:1px">',
        '<img src="/t.gif" style="display: none">',
        '<div hidden><p><img src="/t.gif"></p></div>',
        "<noscript><img src='/t.gif'></noscript>",
        '<img src="https://pixel.wp.com/b.gif?blog=1">',
        '<img src="https://vg05.met.vgwort.de/na/abc">',
        '<img src="https://feeds.feedburner.com/~r/times/~4/x">',
        '<img src="https://www.google-analytics.com/collect?tid=1">',
        '<img src="https://sb.scorecardresearch.com/p?c1=2">',
        '<img src="https://www.facebook.com/tr?id=1&noscript=1">',
        '<img src="https://times.example/1x1.gif">',
        '<img src="/emoji/smile.png" class="emoji" alt="smile">',
        '<img src="data:image/png;base64,AAAA">',
        '<img src="javascript:alert(1)">',
        '<img src="file:///etc/passwd">',
        "<img>",
    ],
)
def test_trackers_and_what_cannot_be_fetched_are_left_out(html: str) -> None:
    assert found(html) == []


@pytest.mark.parametrize(
    "html",
    [
        '<img src="data:image/gif;base64,AA" data-src="/b.png">',
        '<img src="/blank.gif" data-lazy-src="/b.png">',
        '<img srcset="/b.png 1x, /c.png 2x">',
        '<picture><source srcset="/b.webp"><img src="/b.png" width="100%"></picture>',
        '<img src="/b.png" width="640" height="480" style="max-width: 100%; border-width: 1px">',
    ],
)
def test_images_that_pages_load_late_or_in_sizes_are_found(html: str) -> None:
    assert [each.url for each in found(html)] == ["https://times.example/b.png"]


def test_the_words_of_an_image_cannot_reach_the_terminal_as_commands() -> None:
    (only,) = found('<img src="/b.png" alt="a\x1b]0;x\x07 b\n\u202ec">')
    assert only.alt.isprintable()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_an_image_is_made_to_fit_and_keeps_its_shape(kind: str) -> None:
    made = raster(picture(kind, (400, 200)), Fit(80, 80))
    assert (made.width, made.height) == (80, 40)
    assert len(made.pixels) == 80 * 40 * 3
    assert all(abs(a - b) < 8 for a, b in zip(made.pixels[:3], RED, strict=True))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "RGBA"])
def test_every_kind_of_pixels_becomes_colours(mode: str) -> None:
    out = BytesIO()
    Image.new(mode, (30, 20)).save(out, "PNG")
    made = raster(out.getvalue(), Fit(80, 80))
    assert (made.width, made.height, len(made.pixels)) == (30, 20, 1800)


def test_print_colours_become_those_of_a_screen() -> None:
    assert raster(picture("JPEG", mode="CMYK"), Fit(10, 10)).pixels[:1] > b"\xe0"


def test_what_is_transparent_is_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    assert tuple(raster(out.getvalue(), Fit(10, 10)).pixels[:3]) == WHITE


def test_a_photograph_is_turned_upright() -> None:
    out, exif = BytesIO(), Image.Exif()
    exif[274] = 6
    Image.new("RGB", (40, 20)).save(out, "JPEG", exif=exif)
    made = raster(out.getvalue(), Fit(100, 100))
    assert (made.width, made.height) == (20, 40)


def test_only_the_first_picture_of_a_moving_one_is_shown() -> None:
    out = BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in (RED, WHITE)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    assert tuple(raster(out.getvalue(), Fit(20, 20)).pixels[:3]) == RED


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
TIFF = picture("TIFF")
HOSTILE = {
    "svg": (SVG, "no PNG, JPEG, GIF or WebP"),
    "tiff": (TIFF, "no PNG, JPEG, GIF or WebP"),
    "page": (b"<!doctype html><p>Not found", "no PNG, JPEG, GIF or WebP"),
    "cut-off": (picture(size=(300, 300))[:-60], "damaged"),
    "cut-off-jpeg": (picture("JPEG", (300, 300))[:700], "damaged"),
    "header-alone": (picture()[:40], "no PNG, JPEG, GIF or WebP"),
    "bomb": (huge(60_000, 60_000), "million pixels"),
    "large": (huge(10_000, MOST_PIXELS // 10_000 + 1), "million pixels"),
    "liar": (huge(5_000, 5_000), "damaged"),
    "dot": (picture(size=(1, 1)), "mere dot"),
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_image_is_one_sentence_and_the_worker_goes_on(name: str) -> None:
    body, said = HOSTILE[name]
    worker = Worker()
    try:
        with pytest.raises(ParseError, match=said) as caught:
            await worker.draw(body, Fit(80, 40))
        assert str(caught.value).endswith(".")
        assert (await worker.draw(picture(), Fit(80, 40))).width == 40
    finally:
        await worker.close()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_image_is_refused_by_the_decoder_itself(name: str) -> None:
    body, said = HOSTILE[name]
    with pytest.raises(ParseError, match=said):
        raster(body, Fit(80, 40))
