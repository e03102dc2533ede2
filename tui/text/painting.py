"""Which looks lie on which characters: spans and highlights cut into Pieces.

Roles are names ("link", "strong", "said"); what colour they have is the theme's business.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct
from rich.cells import cell_len

from tui.text.document import Span
from tui.text.wrapping import SOFT_BREAK

_MOVING = re.compile(f"{SOFT_BREAK.pattern}|\t")
_Look = tuple[int, int, str, str]  # start, end, role, href
_Looks = tuple[tuple[str, ...], str]  # roles, href


class Highlight(Struct, frozen=True):
    """A range of Document.text to be painted in a role."""

    start: int
    end: int
    role: str


class Piece(NamedTuple):
    """A stretch of a line in one look. (A named tuple: an article has thousands.)

    `start` is the offset of its first character in Document.text; -1 means decoration, which is
    no text of the article. `roles` go from the block's look over spans to highlights.
    """

    text: str
    start: int = -1
    roles: tuple[str, ...] = ()
    href: str = ""


class Paint:
    """The looks of a whole text, cut where they change."""

    def __init__(self, text: str, spans: Sequence[Span], highlights: Sequence[Highlight]) -> None:
        self._text = text
        looks: list[_Look] = [(span.start, span.end, span.kind, span.href) for span in spans]
        looks += [(light.start, light.end, light.role, "") for light in highlights]
        self._starts, self._looks = _cut([_whole(text, look) for look in looks])

    def pieces(self, start: int, end: int, roles: tuple[str, ...] = ()) -> list[Piece]:
        """A range of the text in its looks, above `roles`, those of its block."""
        pieces: list[Piece] = []
        i = bisect_right(self._starts, start) - 1
        while start < end:
            own, href = self._looks[i]
            i += 1
            stop = self._starts[i]
            stop = stop if stop < end else end
            text = self._text[start:stop]
            piece = Piece(text, start, roles + own, href)
            if "\n" in text or "\t" in text:
                pieces += _without_breaks(piece)
            else:
                pieces.append(piece)
            start = stop
        return pieces


def _without_breaks(piece: Piece) -> Iterator[Piece]:
    """The piece, with a space for what would move the cursor: tabs and soft line breaks."""
    text, at = piece.text, 0
    for gap in _MOVING.finditer(text):
        if at < gap.start():
            yield piece._replace(text=text[at : gap.start()], start=piece.start + at)
        yield piece._replace(text=" ", start=-1)
        at = gap.end()
    if at < len(text):
        yield piece._replace(text=text[at:], start=piece.start + at)


def _whole(text: str, look: _Look) -> _Look:
    """The look, not beginning or ending between a letter or sign and what is drawn with it."""
    start, end, role, href = look
    return _boundary(text, start), _boundary(text, end), role, href


def _boundary(text: str, at: int) -> int:
    at = min(max(at, 0), len(text))
    if text[at : at + 1] <= "\u02ff" and text[at - 1 : at] <= "\u02ff":
        return at
    while 0 < at < len(text) and (_leans(text[at]) or text[at - 1] == "\u200d"):
        at -= 1
    return at


def _leans(character: str) -> bool:
    """Whether a character is drawn with the one before it."""
    return character > "\u02ff" and cell_len(character) == 0


def _cut(looks: Sequence[_Look]) -> tuple[list[int], list[_Looks]]:
    """Where the looks change, and from there on: all roles in order, and the innermost link."""
    changes: dict[int, list[int]] = {}
    for i, (start, end, _, _) in enumerate(looks):
        if start < end:
            changes.setdefault(start, []).append(i)
            changes.setdefault(end, []).append(i)
    starts: list[int] = [-1]
    found: list[_Looks] = [((), "")]
    active: list[int] = []
    for at in sorted(changes):
        for i in changes[at]:
            insort(active, i) if looks[i][0] == at else active.remove(i)
        roles = tuple(dict.fromkeys(looks[i][2] for i in active))
        href = next((looks[i][3] for i in reversed(active) if looks[i][3]), "")
        starts.append(at)
        found.append((roles, href))
    starts.append(sys.maxsize)
    return starts, found
