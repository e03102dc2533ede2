"""Drawing with ASCII characters only: every sign, line and typographic mark has its stand-in.

One filter over finished lines, so that nothing else needs to know; each stand-in is as wide as what
it stands for. Letters of other scripts stay as they are: they are what the article says.
"""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_STAND_INS = (
    ("●◆★✓▾▸≡◷·▰▱→←↑↓↳¶▣⋯◇✎", "**+v-+=@-#.><^v>=#~o&"),
    ("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏", "|/-\\|/-\\|/"),
    ("•◦▪‣–—−…“”„‟‘’‚‛«»‹›", "*o-----~\"\"\"\"''''\"\"''"),
    ("─━═╌┄│┃║╎┆╭╮╰╯┌┐└┘├┤┬┴┼▌▐▎▏▍▋▊▉█", "-==--|[|||+++++++++++++>||||||| "),
)
_BOXES = dict.fromkeys(range(0x2500, 0x2580), "+")
_BLOCKS = dict.fromkeys(range(0x2580, 0x25A0), " ")
TABLE = (
    _BOXES
    | _BLOCKS
    | {ord(s): a for signs, plain in _STAND_INS for s, a in zip(signs, plain, strict=True)}
)
"""Code point → what is drawn instead."""


class AsciiOnly(LineFilter):
    """Draws the stand-ins."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [Segment(text.translate(TABLE), style, control) for text, style, control in segments]
