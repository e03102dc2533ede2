"""A Document: an article's body as text with structure.

Everything else (quotes, findings, search hits, selection, layout) speaks in character offsets into
`Document.text`, end exclusive. No markup, no colours, no widths in here.
"""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from msgspec import Struct, field

BlockKind = Literal[
    "paragraph", "heading", "item", "term", "definition",
    "code", "table", "caption", "image", "rule",
]  # fmt: skip
SpanKind = Literal["strong", "emphasis", "code", "link", "strike", "super", "sub"]

Size = tuple[int, int]
"""Width and height of an image in pixels, or of its box in cells."""


class Block(Struct, frozen=True):
    """One block of text: `Document.text[start:end]`.

    `level` is the level of a heading (1 to 6) or the nesting depth of an item (1 = outermost;
    what else stands inside an item has the item's level too, and no marker).
    `marker` is what stands before an item, or a heading that begins one: "•" or "3." (never part of
    the text).
    `quoted` is how many blockquotes it stands in. `rows` are the cells of a table, row by row, each
    a (start, end) range; row 0 is the head if `headed`. `soft`: line breaks in it only show where a
    file was wrapped, and mean a space.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    marker: str = ""
    quoted: int = 0
    rows: tuple[tuple[tuple[int, int], ...], ...] = ()
    headed: bool = False
    soft: bool = False


class Span(Struct, frozen=True):
    """A stretch of text that is emphasised or links somewhere (`href`: an absolute URL)."""

    kind: SpanKind
    start: int
    end: int
    href: str = ""


class Picture(Struct, frozen=True):
    """An image that an article names: where it is, and the words that stand for it, or none."""

    url: str
    alt: str = ""


class Figure(Struct, frozen=True):
    """A Picture in its place: before the block with this index, or after the last one."""

    before: int
    picture: Picture


class Document(Struct, frozen=True, dict=True):
    """Text, its blocks in reading order (never overlapping), its spans (sorted by start) and the
    pictures that stand between its blocks, in reading order, each address once.

    Blocks are separated by one blank line ("\\n\\n") in `text`; a line break inside a block is
    "\\n"; cells of a table row are separated by "\\t" and rows by "\\n".
    """

    text: str = ""
    blocks: tuple[Block, ...] = ()
    spans: tuple[Span, ...] = field(default=())
    figures: tuple[Figure, ...] = ()

    @cached_property
    def digest(self) -> str:
        """A hash of the text: annotations are stored under it."""
        import hashlib  # OpenSSL comes with it, and takes 2 ms of the first frame

        return hashlib.blake2b(self.text.encode("utf-8", "replace"), digest_size=12).hexdigest()
