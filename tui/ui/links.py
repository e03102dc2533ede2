"""The links of a page: where they lead, whether their words say otherwise, and letters for them.

Pure: it opens nothing and draws nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from tui.text.document import Document
from tui.text.safe import one_line
from tui.ui.browser import host
from tui.ui.paint import safe_href

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
_LOOKS_LIKE_A_PLACE = re.compile(
    r"(?:https?://)?((?:[\w-]{1,63}\.)+[a-z]{2,24})(?:[/?#:]\S*)?", re.IGNORECASE
)
_LOOKS_LIKE_A_FILE = re.compile(r"[\w-]+\.(?:md|py|rs|sh|pl|js|ts|so|cc|pm|ps|zip)", re.IGNORECASE)


class Link(Struct, frozen=True):
    """One link of a page. [`start`, `end`) are places: characters of the page's text.

    `host` is what is really asked for (IDNA); `lies`: its words name another host.
    """

    number: int
    start: int
    end: int
    words: str
    url: str

    @property
    def host(self) -> str:
        """Where it leads: a host as DNS sees it, or the address that a mail would go to."""
        if self.url.lower().startswith("mailto:"):
            return one_line(self.url[len("mailto:") :].partition("?")[0])
        return one_line(host(self.url))

    @property
    def lies(self) -> bool:
        """Whether the words are themselves an address, and one of another host."""
        words = self.words.strip().rstrip("/ ")
        found = _LOOKS_LIKE_A_PLACE.fullmatch(words)
        if not found or _LOOKS_LIKE_A_FILE.fullmatch(words) or self.url.startswith("mailto:"):
            return False
        said, real = host(f"http://{found[1]}").lower(), self.host.lower()
        return not (
            f".{real}".endswith(f".{_bare(said)}") or f".{said}".endswith(f".{_bare(real)}")
        )


def _bare(name: str) -> str:
    return name.removeprefix("www.")


def links(documents: Sequence[tuple[int, Document]]) -> list[Link]:
    """All links of a page in reading order, numbered from 1; (place where it begins, Document)
    each. Stretches that follow one another to the same address are one link."""
    found: list[Link] = []
    for link in _links(documents):
        last = found[-1] if found else None
        if last and last.url == link.url and last.end == link.start:
            found[-1] = replace(last, end=link.end, words=last.words + link.words)
        else:
            found.append(replace(link, number=len(found) + 1))
    return found


def _links(documents: Sequence[tuple[int, Document]]) -> Iterator[Link]:
    for base, document in documents:
        for span in document.spans:
            if span.kind == "link" and safe_href(span.href):
                words = one_line(document.text[span.start : span.end])
                yield Link(0, base + span.start, base + span.end, words, span.href)


def labels(count: int) -> list[str]:
    """So many labels of letters, each as short as can be, none the beginning of another."""
    if count <= len(LETTERS):
        return list(LETTERS[:count])
    pairs = (first + second for second in LETTERS for first in LETTERS)
    return [pair for _, pair in zip(range(count), pairs, strict=False)]
