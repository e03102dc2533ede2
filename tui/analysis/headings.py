"""Headings: a quotation in a headline or between paragraphs shortens one that stands in the text.

By its words alone; who says the longer one is `speakers`' business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tui.analysis.quotes import Spoken

_WORD = re.compile(r"\w+")
FEW = 3  # words: fewer may well be said by anybody
MOST = 40  # headings that are looked for


def echoes(found: Sequence[Spoken]) -> Iterator[tuple[int, int]]:
    """The number of a heading's quotation, and of the one that has all its words in a row."""
    headings = [number for number, one in enumerate(found) if one.heads][:MOST]
    said = [_words(one) for one in found] if headings else []
    for number in headings:
        words = said[number]
        if words.count(" ") > FEW:
            echo = (n for n, more in enumerate(said) if words in more and not found[n].heads)
            if (longer := next(echo, None)) is not None:
                yield number, longer


def _words(one: Spoken) -> str:
    """What is said, lower case, with one space around each word."""
    text = one.row.text[one.stretch.inner_start : one.stretch.inner_end]
    return f" {' '.join(_WORD.findall(text.lower()))} "
