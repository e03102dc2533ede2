"""Quotation marks: which stretches of a paragraph stand between a pair of them.

Only marks and their neighbours count here, no words of any language. What is a quotation and whose
is decided elsewhere. One pass over a paragraph's marks; only `carried` looks at the one before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from tui.text.document import Document

SPEAKING = {"paragraph", "heading", "item", "term", "definition", "caption"}
# ’’ may close a double mark; two straight apostrophes in a row are typesetting: left alone.
_ANY = "[\"“”„‟«»‹›「」『』＂'‘’‚‛]"
_MARK = re.compile(rf"{_ANY}(?:{_ANY}{{4,}}+|\s(?:{_ANY}\s){{7,}}+|(?<=’)’|(?<!')|(?<!'')(?!'))")
_DOUBLE = '"“”„‟«»「」『』＂'
_ALWAYS_OPEN = {"„", "「", "『"}
_ALWAYS_CLOSE = {"」", "』"}
# What may close each opening mark.
_PARTNERS = {
    "“": "”\"“＂",
    "”": "”\"",
    "„": "“”\"‟",
    "‟": "”\"",
    "\"": "\"”“",
    "＂": "＂\"",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "「": "」",
    "『": "』",
    "‘": "’'",
    "'": "'’",
    "‚": "‘’'",
    "‛": "’'",
    "’": "’",
}  # fmt: skip
_CLIPPED = re.compile(r"(?:em|til|tis|twas|cause|bout|n|cos|round|\d\ds?)\b", re.IGNORECASE)
_BETTER = re.compile(r"[,.!?…]['’](?!\w)")
_ENDING = ".!?:;…\"'”’»)]"
_OPENING = "([{—–-/"
DEPTH = 8  # of quotations within one another: deeper ones are noise
SIGNATURE = 100  # characters: a longer last line is no name


class Paragraph(NamedTuple):
    """A range in which marks may pair; whether it is part of a blockquote, or an item of a list."""

    start: int
    end: int
    quoted: bool = False
    listed: bool = False


class Stretch(NamedTuple):
    """`text[start:end]` stands in quotation marks, the marks included.

    `inner_start` and `inner_end` leave the marks out. `closed` is False if the paragraph ended
    first; `single` tells marks such as ‘ ’ that are also apostrophes. `how` is what shows the
    speech: "marks", or one of the ways of `unmarked`.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool
    single: bool
    how: str = "marks"


class _Mark(NamedTuple):
    """One mark of a text, with the characters beside it; a space where the paragraph ends."""

    sign: str
    start: int
    end: int
    before: str
    behind: str

    @property
    def single(self) -> bool:
        """Whether it is a mark that may be an apostrophe too."""
        return self.sign not in _DOUBLE


class _Open(Struct):
    mark: _Mark
    children: list[Stretch]


def paragraphs(document: Document) -> Iterator[Paragraph]:
    """The ranges in which marks may pair: blocks of words, cut where a line ends a thought.

    A line broken in mid-sentence (hard-wrapped text) does not cut.
    """
    text = document.text
    for block in document.blocks:
        if block.kind not in SPEAKING:
            continue
        start, way = block.start, (block.quoted > 0, block.kind == "item")
        for line in re.finditer(r"\n", text[block.start : block.end]):
            cut = block.start + line.start()
            if _ends_a_thought(text, start, cut, block.end):
                yield Paragraph(start, cut, *way)
                start = cut + 1
        yield Paragraph(start, block.end, *way)


def _ends_a_thought(text: str, start: int, cut: int, end: int) -> bool:
    after = text[cut + 1 : min(end, cut + 3)].strip()
    return text[max(start, cut - 1) : cut].strip() in _ENDING or after[:1] in _PARTNERS


def stretches(text: str, start: int, end: int, follower: str = "") -> list[Stretch]:
    """The outermost quoted stretches of `text[start:end]` that hold words, in order.

    `follower` is the first character of the next paragraph: where it opens a single mark too, one
    that this paragraph leaves open is no apostrophe.
    """
    stack: list[_Open] = []
    top: list[Stretch] = []
    for mark in _marks(text, start, end):
        if stack and _closes(stack[-1].mark.sign, mark):
            if not (mark.single and _is_possessive(text, mark, end)):
                _close(stack, top, mark)
        elif len(stack) < DEPTH and _opens(mark, text, end) and not _is_inner(stack, mark):
            stack.append(_Open(mark, []))
    _end_of_paragraph(stack, top, text, end, follower)
    spoken = [one for one in top if any(map(str.isalnum, text[one.inner_start : one.inner_end]))]
    return sorted(spoken, key=lambda stretch: stretch.start)


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    """The marks of `text[start:end]`; a whole row of them is an ornament."""
    for match in _MARK.finditer(text, start, end):
        if len(match[0]) < 5:
            at, after = match.span()
            before = text[at - 1] if at > start else " "
            behind = text[after] if after < end else " "
            yield _Mark("”" if match[0] == "’’" else match[0], at, after, before, behind)


def _is_inner(stack: list[_Open], mark: _Mark) -> bool:
    """'single' inside "double" is not told apart: it belongs to the outer."""
    return mark.single and bool(stack) and not stack[-1].mark.single


def carried(text: str, start: int, end: int, before: Stretch) -> Stretch | None:
    """What of `text[start:end]` ends a quotation that the paragraph before left open, its last
    stretch `before`: up to the first double mark, if that one closes it. A short line behind a
    full stop is a signature.
    """
    if before.closed or before.single or before.how != "marks":
        return None
    mark = next((mark for mark in _marks(text, start, end) if not mark.single), None)
    if mark is None or mark.start == start or not _closes(text[before.start], mark):
        return None
    short = mark.start - start < SIGNATURE and mark.before not in ",!?"
    signed = short and text[before.end - 1] in ".!?"
    return None if signed else Stretch(start, mark.end, start, mark.start, True, False)


def _opens(mark: _Mark, text: str, end: int) -> bool:
    """Whether this mark can begin a quotation where it stands."""
    sign, before, spaced = mark.sign, mark.before, mark.behind.isspace()
    if sign in _ALWAYS_OPEN or sign in _ALWAYS_CLOSE:
        return sign in _ALWAYS_OPEN
    if sign in "«»":
        return not before.isalnum()
    if sign == "“":
        return not spaced or before.isspace()
    free = before.isspace() or before in _OPENING or before in _PARTNERS
    if not mark.single:
        return free or (before in ",.:;" and not spaced)
    if sign == "’" or not free or spaced:
        return False
    return sign in "‚‛" or not _CLIPPED.match(text, mark.end, end)


def _closes(opened: str, mark: _Mark) -> bool:
    """Whether this mark ends a quotation that `opened` began."""
    if mark.sign not in _PARTNERS[opened]:
        return False
    spaced = mark.before.isspace()
    if mark.sign in "」』”»«‟" and (mark.sign != opened or not spaced):
        return True
    loose = not (mark.behind.isalnum() or mark.behind in "([“‘„")
    if opened in _DOUBLE:
        # "A" b: after a space and before a word this mark opens another quotation
        return loose or not (spaced or mark.before in "([—")
    return loose and not spaced


def _is_possessive(text: str, mark: _Mark, end: int) -> bool:
    """Whether a single mark is that of "the miners’ hall": a better closing one comes later."""
    plural = mark.before == "s" and text[mark.end : mark.end + 2].strip().isalpha()
    return plural and _BETTER.search(text, mark.end, min(end, mark.end + 600)) is not None


def _close(stack: list[_Open], top: list[Stretch], mark: _Mark) -> None:
    opened = stack.pop().mark
    found = Stretch(opened.start, mark.end, opened.end, mark.start, True, opened.single)
    (stack[-1].children if stack else top).append(found)


def _end_of_paragraph(
    stack: list[_Open], top: list[Stretch], text: str, end: int, follower: str
) -> None:
    """Open marks: what stood inside counts by itself, the rest runs to the paragraph's end."""
    while stack:
        last = stack.pop()
        opened, children = last.mark, last.children
        inside = top if not stack else stack[-1].children
        inside.extend(children)
        if opened.single and (opened.sign != follower or not _leads_in(text, opened.start)):
            continue
        until = min((child.start for child in children), default=end)
        until = opened.end + len(text[opened.end : until].rstrip())
        if until > opened.end:
            inside.append(Stretch(opened.start, until, opened.end, until, False, opened.single))


def _leads_in(text: str, at: int) -> bool:
    """Whether speech may begin at `at`: a paragraph, a sentence, or behind a comma or colon."""
    before = text[max(0, at - 2) : at].rpartition("\n")[2].strip()
    return not before or before[-1] in ",:.!?"
