"""Names for downloaded files: made here, of letters and digits, whatever the feed says."""

from __future__ import annotations

import mimetypes
import re
import unicodedata
from urllib.parse import unquote, urlsplit

from tui.model import Enclosure

LONGEST_NAME = 100
"""Bytes of a name without its ending."""

_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.I)


def safe_name(title: str, enclosure: Enclosure) -> str:
    """A file name for an enclosure of the article with this title: short, plain, not hidden."""
    path = unquote(urlsplit(enclosure.url).path).rpartition("/")[2]
    stem, _, ending = path.rpartition(".")
    ending = ending.lower()
    if not re.fullmatch(r"[a-z0-9]{1,5}", ending) or not stem:
        guessed = mimetypes.guess_extension(enclosure.kind.partition(";")[0].strip())
        ending = (guessed or ".bin").lstrip(".")
    name = _plain(title) or _plain(stem) or "file"
    name = f"{name}_" if _RESERVED.fullmatch(name) else name
    return f"{name}.{ending}"


def _plain(text: str) -> str:
    words = unicodedata.normalize("NFC", text)
    kept = re.sub(r"[^\w]+", "-", words, flags=re.ASCII if words.isascii() else 0).strip("-_")
    return kept.encode()[:LONGEST_NAME].decode("utf-8", "ignore").strip("-_")
