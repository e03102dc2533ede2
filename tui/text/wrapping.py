"""Where lines of text break: at spaces, between CJK characters, and within what is too long.

Widths are terminal cells as Rich counts them. What belongs together on the screen (letter and
accents, a joined emoji, a flag) is never parted.
"""

from __future__ import annotations

import re

from rich.cells import cell_len, split_graphemes

Range = tuple[int, int]
Cluster = tuple[int, int, int]

SOFT_BREAK = re.compile("\n[ \t\n]*")
_SEAMS = frozenset("/-–—;,&?=|_")  # a long address or word had better break after these
_BREAKING = " \t\n"
_AS_SPACES = dict.fromkeys(map(ord, "\t\n"), " ")

# Every one of these is one cell wide and stands for itself.
_NARROW = re.compile(
    "[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0560\u05d0-\u05ea\u0620-\u064a\u0660-\u066f"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u2199\u2500-\u25fc]*"
)
_CLOSING = frozenset(
    "、。，．・：；？！）］｝」』】〕〉》〗”’…‥ー々ゝヽぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ%‰℃)]}!,.:;?»"
)
_OPENING = frozenset("（［｛「『【〔〈《〖“‘([{«¥＄$£€")


def is_narrow(text: str, start: int, end: int) -> bool:
    """Whether every character of the range is one cell wide and can stand alone."""
    return _NARROW.fullmatch(text, start, end) is not None


def cells(text: str, start: int, end: int) -> int:
    """The width of a range of `text`, in terminal cells."""
    return end - start if is_narrow(text, start, end) else cell_len(text[start:end])


def wrap(text: str, start: int, end: int, width: int, soft: bool = False) -> list[Range]:
    """The lines of a paragraph, as ranges without the white space around them.

    A line break in the text is kept unless `soft`: then it is a space. `width` is at least 2.
    """
    if soft:
        return _wrap_clusters(text, _soft_clusters(text, *_trim(text, start, end)), width)
    lines: list[Range] = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        lines += _wrap_one(text, *_trim(text, start, stop), width)
        start = stop + 1
    return lines


def _wrap_one(text: str, start: int, end: int, width: int) -> list[Range]:
    if is_narrow(text, start, end):
        return _wrap_narrow(text, start, end, width)
    return _wrap_clusters(text, clusters(text, start, end), width)


def _trim(text: str, start: int, end: int) -> Range:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _wrap_narrow(text: str, start: int, end: int, width: int) -> list[Range]:
    lines: list[Range] = []
    while end - start > width:
        cut = text.rfind(" ", start, start + width + 1)
        if cut < 0:
            cut = _seam(text, start, start + width)
        lines.append(_trim(text, start, cut))
        start = cut
        while text[start].isspace():
            start += 1
    if start < end:
        lines.append((start, end))
    return lines


def _seam(text: str, start: int, end: int) -> int:
    """Where to part a stretch without spaces that is too long for a line: before `end` at best."""
    glued = text.rfind("\u00a0", start, end)
    if glued > start:
        return glued
    for at in range(end, (start + end) // 2, -1):
        if text[at - 1] in _SEAMS:
            return at
    return end


def clusters(text: str, start: int, end: int) -> list[Cluster]:
    """What belongs together on the screen, as (start, end, cells)."""
    found: list[Cluster] = []
    flag = False  # whether the cluster before is half a flag
    for a, b, width in split_graphemes(text[start:end].translate(_AS_SPACES))[0]:
        half = "\U0001f1e6" <= text[start + a] <= "\U0001f1ff"
        if half and flag:
            found[-1] = (found[-1][0], start + b, found[-1][2] + width)
        else:
            found.append((start + a, start + b, width))
        flag = half and not flag
    return found


def _soft_clusters(text: str, start: int, end: int) -> list[Cluster]:
    """The same; a line break with the white space after it is one space."""
    found: list[Cluster] = []
    for gap in SOFT_BREAK.finditer(text, start, end):
        found += [*clusters(text, start, gap.start()), (*gap.span(), 1)]
        start = gap.end()
    return found + clusters(text, start, end)


def _wrap_clusters(text: str, parts: list[Cluster], width: int) -> list[Range]:
    lines: list[Range] = []
    first = at = 0  # the line begins at the cluster `first`; it could end before `at`
    used = since = 0  # its width so far, and the width since `at`
    for i, (start, end, cell) in enumerate(parts):
        if i > first and _may_break(text, parts, i):
            at, since = i, 0
        # A space may hang over the edge, where it is cut off; not one that carries an accent.
        while used + cell > width and text[end - 1] not in _BREAKING and i > first:
            if at == first:
                seam = _seam(text, parts[first][0], start)
                at = next(j for j in range(i, first, -1) if parts[j][0] <= seam or j == first + 1)
                since = sum(part[2] for part in parts[at:i])
            lines.append(_trim(text, parts[first][0], parts[at - 1][1]))
            first, used = at, since
        used += cell
        since += cell
    if parts:
        lines.append(_trim(text, parts[first][0], parts[-1][1]))
    return lines


def _may_break(text: str, parts: list[Cluster], i: int) -> bool:
    """Whether a line may begin at cluster `i` (kinsoku: not with a closing mark)."""
    (before_start, before_end, before_cells), (start, _, cell) = parts[i - 1], parts[i]
    here, before = text[start], text[before_end - 1]
    if before in _BREAKING:
        return here not in _BREAKING
    if here in _BREAKING or here == "\u00a0" or before == "\u00a0":
        return False
    wide = _breaks_anywhere(here, cell) or _breaks_anywhere(text[before_start], before_cells)
    return wide and here not in _CLOSING and text[before_start] not in _OPENING


def _breaks_anywhere(character: str, width: int) -> bool:
    """CJK characters and emoji; Korean is written with spaces and breaks at them."""
    return width == 2 and not "\uac00" <= character <= "\ud7a3"


def code_lines(text: str, start: int, end: int, width: int) -> list[Range]:
    """The lines of preformatted text: white space kept, broken only where they are too long."""
    lines: list[Range] = []
    while start <= end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        lines += _chop(text, start, stop, width)
        start = stop + 1
    return lines


def _chop(text: str, start: int, end: int, width: int) -> list[Range]:
    if cells(text, start, end) <= width:
        return [(start, end)]
    if is_narrow(text, start, end):
        return [(at, min(at + width, end)) for at in range(start, end, width)]
    lines: list[Range] = []
    used = 0
    for a, _, cell in clusters(text, start, end):
        if used + cell > width and a > start:
            lines.append((start, a))
            start, used = a, 0
        used += cell
    return [*lines, (start, end)]
