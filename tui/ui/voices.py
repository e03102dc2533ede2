"""Only the voices: of an article the blocks with quotes, the others folded away. Pure.

Nothing is cut from the text: all offsets stay offsets into Document.text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from tui.analysis.annotation import Quote
from tui.text.document import Document
from tui.text.layout import Highlight, Line, Piece, layout
from tui.text.wording import many

FOLD = "⋯"


def spoken_blocks(document: Document, quotes: Sequence[Quote]) -> tuple[int, ...]:
    """Which blocks hold a quote, or the words before it that say who speaks, in order."""
    ranges = [(quote.start, quote.end) for quote in quotes]
    ranges += [(quote.cue.start, quote.cue.end) for quote in quotes if quote.cue]
    starts = [block.start for block in document.blocks]
    found: set[int] = set()
    for start, end in ranges:
        first = max(0, bisect_right(starts, start) - 1)
        found |= set(range(first, bisect_right(starts, end - 1)))
    return tuple(sorted(found))


def shows(document: Document, kept: Sequence[int], start: int, end: int) -> bool:
    """Whether any of a range stands in one of these blocks."""
    blocks = (document.blocks[index] for index in kept)
    return any(block.start < end and start < block.end for block in blocks)


def layout_some(
    document: Document, kept: Sequence[int], highlights: Sequence[Highlight], width: int
) -> list[Line]:
    """The lines of these blocks; for each run of others one line that says how many they are."""
    chosen = replace(document, blocks=tuple(document.blocks[index] for index in kept))
    return list(_with_folds(document, kept, layout(chosen, highlights, width)))


def _with_folds(document: Document, kept: Sequence[int], lines: list[Line]) -> Iterator[Line]:
    after = 0  # the first block that has not been shown or folded yet
    for line in lines:
        block = kept[line.block] if line.block >= 0 else -1
        if block > after:
            fold = _fold(document, after, block)
            yield fold
            yield fold._replace(pieces=())
        after = max(after, block + 1)
        yield line._replace(block=block)
    if after < len(document.blocks):
        fold = _fold(document, after, len(document.blocks))
        yield fold._replace(pieces=())
        yield fold


def _fold(document: Document, first: int, end: int) -> Line:
    """A line for blocks `first` to `end` (exclusive): it shows nothing of the text itself."""
    start = document.blocks[first].start
    words = f"{FOLD} {many(end - first, 'paragraph')}"
    return Line((Piece(words, -1, ("faint",)),), -1, start, start)
