"""The bytes of an image → a Raster that fits, or a SmallImage to be kept (Pillow). Runs in the
worker process only.

Formats that are read: PNG, JPEG, GIF (its first frame) and WebP; never SVG, which is a program.
"""

from __future__ import annotations

from io import BytesIO
from math import sqrt

from PIL import Image, ImageOps, UnidentifiedImageError

from tui.errors import ParseError
from tui.feeds.sixels import sixels
from tui.model import Fit, Raster, SmallImage

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
MOST_PIXELS = 40_000_000
"""A large camera's photograph; it takes 160 MB while it is made smaller."""
LEAST_SIDE = 8
"""Pixels: what is less wide or high shows nothing, and was put there to count readers."""

MOST_IN_SIXELS = 1_500_000
"""Pixels: sixels are made in Python, in about half a second for as many."""

KEPT_SIDES = (640, 480, 320)
"""Pixels of the longer side of an image that is kept: the first of which it is small enough."""
KEPT_BYTES = 100_000
QUALITY = 75

Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def raster(body: bytes, fit: Fit) -> Raster:
    """An image made small enough, upright, on white where it is transparent. Raises ParseError."""
    width, height = max(1, fit.width), max(1, fit.height)
    if fit.form == "sixel":
        scale = min(1, sqrt(MOST_IN_SIXELS / (width * height)))
        width, height = int(width * scale), int(height * scale)
    flat = _fitted(body, width, height)
    return Raster(flat.width, flat.height, _FORMS[fit.form](flat))


def _png(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _plain(image: Image.Image) -> bytes:
    return image.tobytes()


def in_sixels(image: Image.Image) -> bytes:
    """An image in at most 256 colours, as terminals draw it (`sixels`)."""
    reduced = image.quantize(256)
    return sixels(reduced.tobytes(), reduced.width, reduced.getpalette("RGB") or [])


_FORMS = {"colours": _plain, "png": _png, "sixel": in_sixels}


def small(body: bytes) -> SmallImage:
    """An image as it is kept in the library, made as `raster` makes it. Raises ParseError."""
    flat = _fitted(body, KEPT_SIDES[0], KEPT_SIDES[0])
    for side in KEPT_SIDES:
        flat.thumbnail((side, side))
        packed = BytesIO()
        flat.save(packed, "WEBP", quality=QUALITY)
        if packed.tell() <= KEPT_BYTES:
            break
    return SmallImage(flat.width, flat.height, packed.getvalue())


def _fitted(body: bytes, width: int, height: int) -> Image.Image:
    try:
        with Image.open(BytesIO(body), formats=FORMATS) as image:
            return _made_to_fit(image, width, height)
    except UnidentifiedImageError as error:
        raise ParseError("This is no PNG, JPEG, GIF or WebP image.") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ParseError(_TOO_LARGE) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise ParseError("This image is damaged.") from error


_TOO_LARGE = f"This image has more than {MOST_PIXELS // 1_000_000} million pixels."


def _made_to_fit(image: Image.Image, width: int, height: int) -> Image.Image:
    if image.width * image.height > MOST_PIXELS:
        raise ParseError(_TOO_LARGE)
    if min(image.width, image.height) < LEAST_SIDE:
        raise ParseError("This image is a mere dot: it shows nothing.")
    longest = 2 * max(width, height)
    image.draft("RGB", (longest, longest))  # a JPEG is unpacked at about the size that is needed
    upright = ImageOps.exif_transpose(image)
    small = upright.convert("RGBA")
    small.thumbnail((width, height))
    paper = Image.new("RGBA", small.size, "white")
    return Image.alpha_composite(paper, small).convert("RGB")
