"""Documents by hand: text as blocks, one for each line that is not empty."""

from __future__ import annotations

import re

from tui.text.document import Block, BlockKind, Document

_BULLET = re.compile(r"\s*• ")


def document(text: str, kind: BlockKind = "paragraph") -> Document:
    """Each line of `text` as a block; a line that begins with "• " as an item."""
    blocks = []
    for line in re.finditer(r"[^\n]+", text):
        bullet = _BULLET.match(line[0])
        start = line.start() + (bullet.end() if bullet else 0)
        if text[start : line.end()].strip():
            blocks.append(Block("item" if bullet else kind, start, line.end()))
    return Document(text, tuple(blocks))
