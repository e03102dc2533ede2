"""The bytes of an image → a Raster that fits (Pillow). Runs in the worker process only.

Formats that are read: PNG, JPEG, GIF (its first frame) and WebP; never SVG, which is a program.
"""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from tui.errors import ParseError
from tui.model import Raster

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
MOST_PIXELS = 40_000_000
"""A large camera's photograph; it takes 160 MB while it is made smaller."""
LEAST_PIXELS = 16
"""What has fewer shows nothing: it was put there to count readers."""

Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def raster(body: bytes, width: int, height: int) -> Raster:
    """An image made small enough for so many pixels, upright, on white where it is transparent.

    Raises ParseError.
    """
    try:
        with Image.open(BytesIO(body), formats=FORMATS) as image:
            return _raster(image, max(1, width), max(1, height))
    except UnidentifiedImageError as error:
        raise ParseError("This is no PNG, JPEG, GIF or WebP image.") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ParseError(_TOO_LARGE) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise ParseError("This image is damaged.") from error


_TOO_LARGE = f"This image has more than {MOST_PIXELS // 1_000_000} million pixels."


def _raster(image: Image.Image, width: int, height: int) -> Raster:
    pixels = image.width * image.height
    if pixels > MOST_PIXELS:
        raise ParseError(_TOO_LARGE)
    if pixels < LEAST_PIXELS:
        raise ParseError("This image is a mere dot: it shows nothing.")
    longest = 2 * max(width, height)
    image.draft("RGB", (longest, longest))  # a JPEG is unpacked at about the size that is needed
    upright = ImageOps.exif_transpose(image)
    small = upright.convert("RGBA")
    small.thumbnail((width, height))
    paper = Image.new("RGBA", small.size, "white")
    flat = Image.alpha_composite(paper, small).convert("RGB")
    return Raster(flat.width, flat.height, flat.tobytes())
