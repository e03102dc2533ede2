"""Explicit lists of findings: what stands below or behind a findings head.

Real list items, bullets typed as characters, " - a - b - c" run into one paragraph, numbered lines,
and "Label: text" paragraphs. By structure and the words of the head only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from tui.analysis.annotation import FindingKind, Range
from tui.analysis.knowledge import Knowledge
from tui.analysis.sections import Line, words
from tui.analysis.sentences import sentences, trimmed

_BULLET = r"[•●▪◦*·]"
_RUN = re.compile(rf"(?:^|(?<=\s))(?:{_BULLET}|[-–—])[ \t\u00a0]+(?=\S)")
_FIRST = re.compile(rf"\s{_BULLET}[ \t\u00a0]")  # a dash behind words is no bullet
_LEADS = re.compile(rf":|{_BULLET}")  # stands between a head and what it announces
_LABEL = re.compile(
    r"(?:^|(?<=[.!?]\s))((?:[A-Z0-9][\w’'&/-]*)"
    r"(?: (?:[A-Z0-9][\w’'&/-]*|of|and|to|in|the)){0,7}):\s"
)
_SPEECH = re.compile(r"(?<![,:])\s[\"“][A-Z][^\"”]{60}")  # a quoted sentence of its own
_JOINT = re.compile(r"(?:\s*;(?:\s+\w{1,4})?)?$")  # "; and" before the next item
_LONGEST_LABEL = 300  # characters
_SHORT = 80  # characters of a heading
_BARE = 3  # words of a head that says nothing but "Key highlights include"
_LONGEST_LOST = 40  # words of a first item that lost its bullet
_SAYS = 8  # words before a colon that may say "the study found that"
_SWALLOWS = 1.5  # times as long as the longest other item: the last one holds more than itself


class Item(Struct, frozen=True):
    """`text[start:end]` is one item of a findings list; `kind` is what its `head` promises.

    `sure` is False for later sentences of a labelled paragraph, and below a head that promises
    little: they must speak for themselves.
    """

    start: int
    end: int
    kind: FindingKind = "finding"
    sure: bool = True
    head: Range | None = None


class Head(Struct, frozen=True):
    """What a head promises, and whether its words alone suffice ("Key highlights:" do not)."""

    kind: FindingKind
    sure: bool = True


def items(text: str, lines: Sequence[Line], known: Knowledge) -> list[Item]:
    """The items of every findings list, in order."""
    found: list[Item] = []
    at = 0
    while at < len(lines):
        line, at = lines[at], at + 1
        if line.kind == "item" and not text[line.start : line.end].endswith(":"):
            continue
        head, behind = _head(text, line, known)
        if head is None:
            continue
        taken = _inside(text, behind, line.end, known) if behind < line.end else []
        if len(taken) < 2:  # none, or the first one of those below
            taken += _below(text, lines, at, known)
        stated = sentences(text, line.start, behind)[-1]
        found += (
            replace(one, kind=head.kind, sure=one.sure and head.sure, head=stated) for one in taken
        )
        while taken and at < len(lines) and lines[at].start <= taken[-1].start:
            at += 1
    return found


def _head(text: str, line: Line, known: Knowledge) -> tuple[Head | None, int]:
    """The head in a line and where what it announces begins (the line's end: below it)."""
    led = _LEADS.search(text, line.start, line.end)
    for part in sentences(text, line.start, line.end) if led else ():
        start, end = part.start, part.end
        bullet = _FIRST.search(text, start, end)
        if bullet and (found := _promise(text[start : bullet.start()], known)):
            return found, bullet.start() + 1
        colon = text.find(":", start, end)
        if colon > 0 and _announces(text, colon + 1, line.end):
            found = _promise(text[start:colon], known) or _saying(text[start:colon], known)
            if found:
                return found, trimmed(text, colon + 1, line.end).start
    whole = text[line.start : line.end]
    short = line.kind == "heading" or len(whole) < _SHORT
    ended = whole.endswith((".", ":", "!", "?"))
    return _promise(whole, known) if short and not ended else None, line.end


def _announces(text: str, start: int, end: int) -> bool:
    """Whether a list follows the colon: nothing, a bullet or a label (not half a sentence)."""
    start = trimmed(text, start, end).start
    return start == end or bool(_RUN.match(text, start, end)) or _is_labelled(text, start, end)


def _promise(words_: str, known: Knowledge) -> Head | None:
    """What a list below these words holds, None if they are no findings head."""
    row = words(words_)
    if not known.named("never").isdisjoint((*row, "-".join(row[:2]))):
        return None
    for word in (*row[:3], *row[-5:]):  # "To get these results, the port removed boats:" is none
        if word in known.heads:
            return Head(known.heads[word])
    if any(phrase in " ".join(row) for phrase in known.phrases):
        return Head("finding")
    about = not known.named("about").isdisjoint(row)
    weak = not known.named("weak").isdisjoint(row) and (about or len(row) <= _BARE)
    return Head("finding", sure=about) if weak else None


def _saying(words_: str, known: Knowledge) -> Head | None:
    """A sentence cut by its colon as a head: "The study found that:", "The panel recommends:"."""
    row = words(words_)[-_SAYS:]
    kinds: tuple[tuple[str, str, FindingKind], ...] = (
        ("bodies", "advising", "recommendation"),
        ("sources", "finds", "finding"),
    )
    for first, second, kind in kinds:
        at = next((n for n, word in enumerate(row) if word in known.named(first)), len(row))
        if not known.named(second).isdisjoint(row[at + 1 :]):
            return Head(kind) if known.named("never").isdisjoint(row) else None
    return None


def _inside(text: str, start: int, end: int, known: Knowledge) -> list[Item]:
    """Items run into one paragraph behind their head."""
    marks = list(_RUN.finditer(text, start, end))
    if not marks or marks[0].start() > start:
        return _labels_inside(text, start, end)
    same = [match for match in marks if match[0][0] == marks[0][0][0]]
    ends = [match.start() for match in same[1:]] + [end]
    return _items(text, [(one.end(), until) for one, until in zip(same, ends, strict=True)], known)


def _labels_inside(text: str, start: int, end: int) -> list[Item]:
    """ "Label: text Label: text": a sentence each, while they follow on."""
    starts = [start + match.start(1) for match in _LABEL.finditer(text[start:end])]
    found: list[Item] = []
    for first, until in zip(starts, [*starts[1:], end], strict=True):
        parts = sentences(text, first, until)
        found.append(Item(first, parts[0].end))
        if len(parts) > 1:
            break
    return found


def _items(text: str, spans: Sequence[tuple[int, int]], known: Knowledge) -> list[Item]:
    """The items of a list; the last holds no more than the others do, and no quotation."""
    parts = [part for a, b in spans if (part := trimmed(text, a, b)).end > part.start]
    if len(parts) < 2:
        return [Item(part.start, part.end) for part in parts]
    *others, last = parts
    most = max(len(sentences(text, part.start, part.end)) for part in others)
    end = sentences(text, last.start, last.end)[:most][-1].end
    quotation = _SPEECH.search(text[last.start : end])
    end = last.start + quotation.start() if quotation else end
    if end - last.start > _SWALLOWS * max(part.end - part.start for part in others):
        end = _before_sentence(text, last.start, end, known)
    parts[-1] = trimmed(text, last.start, end)
    ends = (_JOINT.search(text, part.start, part.end) for part in parts)
    return [Item(part.start, one.start()) for part, one in zip(parts, ends, strict=True) if one]


def _before_sentence(text: str, start: int, end: int, known: Knowledge) -> int:
    """Where the next sentence begins though nothing ends the one before it: "at night The …"."""
    for match in re.finditer(r"(?<=[\w%)])\s+(?=([A-Z][a-z]+)\s)", text[start:end]):
        if match[1].lower() in known.named("stop") and match.start() > 0:
            return start + match.start()
    return end


def _below(text: str, lines: Sequence[Line], at: int, known: Knowledge) -> list[Item]:
    """The items in the lines below a head."""
    first = at
    if at + 1 < len(lines) and lines[at].kind == "paragraph" and lines[at + 1].kind == "item":
        lost = text[lines[at].start : lines[at].end]
        if lost.endswith(":") or len(words(lost)) > _LONGEST_LOST:
            return []
        at += 1
    while at < len(lines) and lines[at].kind in ("item", "inside"):
        at += 1
    if at > first:
        spans = [(line.start, line.end) for line in lines[first:at] if line.kind != "inside"]
        return _items(text, spans, known)
    return _labelled(text, lines, at)


def _labelled(text: str, lines: Sequence[Line], at: int) -> list[Item]:
    """ "Label: text" paragraphs: the first sentence is the item, the others may be findings."""
    found: list[Item] = []
    while at < len(lines) and lines[at].kind == "paragraph" and not lines[at].aside:
        line, at = lines[at], at + 1
        if not _is_labelled(text, line.start, line.end):
            break
        parts = sentences(text, line.start, line.end)
        found += (Item(part.start, part.end, sure=part is parts[0]) for part in parts)
    return found


def _is_labelled(text: str, start: int, end: int) -> bool:
    return bool(_LABEL.match(text[start : min(end, start + _LONGEST_LABEL)]))
