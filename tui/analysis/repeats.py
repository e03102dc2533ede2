"""Pull quotes: a quotation set by itself that repeats one of the text is no second quotation.

Compared sentence by sentence, by words alone; which of the two is kept, never what is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

from tui.analysis.marks import Stretch
from tui.analysis.row import Row

_WORD = re.compile(r"\w+")
_STOP = re.compile(r"[.!?…]+")
FEW = 4  # words: fewer may well be said twice


class Quoted(Protocol):
    """A quoted stretch: token `at` of `row`."""

    stretch: Stretch
    row: Row
    at: int


One = TypeVar("One", bound=Quoted)


def without_repeats(found: Sequence[One]) -> list[One]:
    """The quotations without those that stand alone and only repeat another one."""
    said: dict[str, int] = {}
    alone = [_stands_alone(one) for one in found]
    sentences = [_sentences(one.row.text, one.stretch) for one in found] if any(alone) else []
    # Those in running text first, then the longer ones, which a crosshead may repeat in part.
    for number in sorted(range(len(sentences)), key=lambda n: (alone[n], -len(sentences[n]), n)):
        for sentence in sentences[number]:
            said.setdefault(sentence, number)
    return [
        one
        for number, one in enumerate(found)
        if not (alone[number] and _is_repeat(sentences[number], said, number))
    ]


def _stands_alone(one: Quoted) -> bool:
    """Whether its paragraph is nothing else, but perhaps a name behind a dash."""
    follower = one.row.tokens[1].text if len(one.row.tokens) > 1 else "—"
    return one.at == 0 and follower in "—–-―"


def _sentences(text: str, stretch: Stretch) -> list[str]:
    parts = _STOP.split(text[stretch.inner_start : stretch.inner_end].lower())
    return [joined for part in parts if (joined := " ".join(_WORD.findall(part)))]


def _is_repeat(sentences: Sequence[str], said: dict[str, int], number: int) -> bool:
    words = sum(sentence.count(" ") + 1 for sentence in sentences)
    return words > FEW and all(said[sentence] != number for sentence in sentences)
