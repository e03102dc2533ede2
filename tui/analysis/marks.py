"""Quotation marks: which stretches of a paragraph stand between a pair of them.

Only marks and their neighbours count here, no words of any language. What is a quotation and whose
is decided elsewhere. One pass over a paragraph's marks, state never leaves the paragraph.
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
_MARK = re.compile(rf"{_ANY}{{5,}}+|(?:{_ANY}\s){{8,}}+|’’|[\"“”„‟«»‹›「」『』＂‘’‚‛]|(?<!')'(?!')")
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


class _Open(Struct):
    mark: str
    start: int
    after: int
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
    for match in _MARK.finditer(text, start, end):
        if len(match[0]) > 4:
            continue  # a whole row of marks is an ornament
        mark, at, after = "”" if match[0] == "’’" else match[0], match.start(), match.end()
        before = text[at - 1] if at > start else " "
        behind = text[after] if after < end else " "
        if stack and _closes(stack[-1].mark, mark, before, behind):
            if stack[-1].mark not in _DOUBLE and _is_possessive(text, at, after, end):
                continue
            _close(stack, top, at, after)
        elif _opens(mark, before, behind, text, after, end) and len(stack) < 8:
            if mark not in _DOUBLE and stack and stack[-1].mark in _DOUBLE:
                continue  # 'single' inside "double" is not told apart: it belongs to the outer
            if mark in _DOUBLE and stack and stack[-1].mark not in _DOUBLE:
                _drop_if_apostrophe(stack, text, at)
            stack.append(_Open(mark, at, after, []))
        elif mark in _DOUBLE and len(stack) > 1:
            _close_outer(stack, top, mark, at, after, (before, behind))
    _end_of_paragraph(stack, top, text, end, follower)
    spoken = [one for one in top if any(map(str.isalnum, text[one.inner_start : one.inner_end]))]
    return sorted(spoken, key=lambda stretch: stretch.start)


def carried(text: str, start: int, end: int, before: Stretch) -> Stretch | None:
    """What of `text[start:end]` ends a quotation that the paragraph before left open, its last
    stretch `before`: up to the first double mark, if that one closes it. A short line behind a
    full stop is a signature.
    """
    if before.closed or before.single or before.how != "marks":
        return None
    for match in _MARK.finditer(text, start, end):
        mark, at, after = "”" if match[0] == "’’" else match[0], match.start(), match.end()
        if mark in _DOUBLE:
            behind = text[after] if after < end else " "
            ends = at > start and _closes(text[before.start], mark, text[at - 1], behind)
            short = at - start < SIGNATURE and text[at - 1] not in ",!?"
            ends = ends and not (short and text[before.end - 1] in ".!?")
            return Stretch(start, after, start, at, True, False) if ends else None
    return None


def _opens(mark: str, before: str, behind: str, text: str, after: int, end: int) -> bool:
    """Whether this mark can begin a quotation where it stands."""
    if mark in _ALWAYS_OPEN:
        return True
    if mark in _ALWAYS_CLOSE:
        return False
    if mark in "«»":
        return before.isspace() or before in _OPENING or not before.isalnum()
    free = before.isspace() or before in _OPENING or before in _PARTNERS
    if mark == "“":
        return not behind.isspace() or before.isspace()
    if mark in _DOUBLE:
        return free or (before in ",.:;" and not behind.isspace())
    if mark == "’" or not free or behind.isspace():
        return False
    return mark in "‚‛" or not _CLIPPED.match(text, after, end)


def _closes(opened: str, mark: str, before: str, behind: str) -> bool:
    """Whether this mark ends a quotation that `opened` began."""
    if mark not in _PARTNERS[opened]:
        return False
    if mark in "」』”»«‟" and (mark != opened or not before.isspace()):
        return True
    loose = behind.isspace() or not (behind.isalnum() or behind in "([“‘„")
    if opened in _DOUBLE:
        # "A" b: after a space and before a word this mark opens another quotation
        return loose or not (before.isspace() or before in "([—")
    return loose and not before.isspace()


def _is_possessive(text: str, at: int, after: int, end: int) -> bool:
    """Whether a single mark is that of "the miners’ hall": a better closing one comes later."""
    plural = text[at - 1] == "s" and text[after : after + 2].strip().isalpha()
    return plural and _BETTER.search(text, after, min(end, after + 600)) is not None


def _close(stack: list[_Open], top: list[Stretch], at: int, after: int) -> None:
    opened = stack.pop()
    single = opened.mark not in _DOUBLE
    found = Stretch(opened.start, after, opened.after, at, True, single)
    (stack[-1].children if stack else top).append(found)


def _close_outer(
    stack: list[_Open], top: list[Stretch], mark: str, at: int, after: int, near: tuple[str, str]
) -> None:
    """A mark that does not fit the innermost open one but the one around it closes that one."""
    if _closes(stack[-2].mark, mark, *near):
        stack.pop()
        _close(stack, top, at, after)


def _drop_if_apostrophe(stack: list[_Open], text: str, at: int) -> None:
    """An open single mark far behind a double one was an apostrophe ('em) after all."""
    if at - stack[-1].after > 60 or "," not in text[stack[-1].after : at]:
        stack.pop()


def _end_of_paragraph(
    stack: list[_Open], top: list[Stretch], text: str, end: int, follower: str
) -> None:
    """Open marks: what stood inside counts by itself, the rest runs to the paragraph's end."""
    while stack:
        opened = stack.pop()
        inside = top if not stack else stack[-1].children
        single = opened.mark not in _DOUBLE
        if single and (opened.mark != follower or not _leads_in(text, opened.start)):
            inside.extend(opened.children)
            continue
        until = min((child.start for child in opened.children), default=end)
        inside.extend(opened.children)
        while until > opened.after and text[until - 1].isspace():
            until -= 1
        if until > opened.after:
            inside.append(Stretch(opened.start, until, opened.after, until, False, single))


def _leads_in(text: str, at: int) -> bool:
    """Whether speech may begin at `at`: a paragraph, or behind a comma or colon."""
    before = text[max(0, at - 2) : at].rpartition("\n")[2].strip()
    return not before or before[-1] in ",:"
