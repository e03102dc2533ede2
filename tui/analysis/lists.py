"""Explicit lists of findings: what stands below or behind a findings head.

Real list items, bullets typed as characters, " - a - b - c" run into one paragraph, numbered lines,
and "Label: text" paragraphs. By structure and the words of the head only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from tui.analysis.annotation import FindingKind, Range
from tui.analysis.lexicon import table
from tui.analysis.sections import Line, words
from tui.analysis.sentences import sentences, trimmed

_RUN = re.compile(r"(?:^|(?<=\s))[-–—•●▪◦*·][ \t\u00a0]+(?=\S)")
_LABEL = re.compile(
    r"(?:^|(?<=[.!?]\s))((?:[A-Z0-9][\w’'&/-]*)"
    r"(?: (?:[A-Z0-9][\w’'&/-]*|of|and|to|in|the|on|for|vs\.?|a)){0,7}):\s"
)
_LONGEST_HEAD = 32  # words
_SENTENCE = 60  # characters from which a heading with a full stop is a sentence of its own
_BARE = 3  # words of a head that says nothing but "Key highlights include"
_TOLD = 8  # words of a head that may speak to "you"
_PAIRED = ("reader", "sources", "finds", "bodies", "advising", "stop")
_LINE_SWALLOWS = 2.5
_SWALLOWS = 1.5  # times as long as the longest other item: the last one holds more than itself


class Item(Struct, frozen=True):
    """`text[start:end]` is one item of a findings list; `kind` is what the head promises.

    `sure` is False for later sentences of a labelled paragraph, and below a head that promises
    little: they must speak for themselves. `head` is where the list is announced.
    """

    start: int
    end: int
    kind: FindingKind
    sure: bool = True
    head: Range | None = None


class Heads(Struct, frozen=True):
    """The words of a language's findings heads."""

    nouns: dict[str, FindingKind]
    phrases: tuple[str, ...]
    weak: frozenset[str]
    about: frozenset[str]
    ranked: frozenset[str]
    never: frozenset[str]
    reader: frozenset[str]  # who is offered advice, not told what was found
    sources: frozenset[str]
    finds: frozenset[str]
    bodies: frozenset[str]
    advising: frozenset[str]
    stop: frozenset[str]


class Head(Struct, frozen=True):
    """What a head promises, and whether its words alone suffice ("Key highlights:" do not)."""

    kind: FindingKind
    sure: bool = True


@lru_cache(maxsize=16)
def heads(language: str) -> Heads:
    """The heads of a language; empty where there is no data."""
    whole: dict[str, Any] = table(f"findings-{language}.toml")
    data, lists = whole.get("heads", {}), whole.get("words", {})
    kinds: tuple[tuple[str, FindingKind], ...] = (
        ("nouns", "finding"),
        ("recommendation", "recommendation"),
        ("decision", "decision"),
    )
    return Heads(
        {word: kind for key, kind in kinds for word in data.get(key, "").split()},
        tuple(phrase for phrase in data.get("phrases", "").split("|") if phrase),
        *(frozenset(data.get(key, "").split()) for key in ("weak", "about", "ranked", "never")),
        *(frozenset(lists.get(key, "").split()) for key in _PAIRED),
    )


def head(text: str, known: Heads) -> Head | None:
    """What a list below this head holds, None if it is no findings head."""
    row = words(text)
    if not row or len(row) > _LONGEST_HEAD:
        return None
    if not known.never.isdisjoint((*row[-6:], "-".join(row[:2]))):
        return None
    for word in row:
        if word in known.nouns and (known.reader.isdisjoint(row) or len(row) <= _TOLD):
            return Head(known.nouns[word])
    joined = " ".join(row)
    if any(phrase in joined for phrase in known.phrases) and known.ranked.isdisjoint(row):
        return Head("finding")
    if not any(word in known.weak for word in row):
        return None
    if any(word in known.about for word in row):
        return Head("finding")
    return Head("finding", sure=False) if len(row) <= _BARE else None


def _saying(text: str, known: Heads) -> Head | None:
    """A sentence cut by its colon as a head: "The study found that:", "The panel recommends:"."""
    row = words(text)[-8:]
    if not known.never.isdisjoint(row):
        return None
    for first, second, kind in (
        (known.bodies, known.advising, Head("recommendation")),
        (known.sources, known.finds, Head("finding")),
    ):
        starts = [index for index, word in enumerate(row) if word in first]
        if starts and any(word in second for word in row[starts[0] + 1 :]):
            return kind
    return None


def items(text: str, lines: Sequence[Line], known: Heads) -> list[Item]:
    """The items of every findings list, in order."""
    found: list[Item] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.kind == "item" and not text[line.start : line.end].endswith(":"):
            at += 1
            continue
        announced, behind = _head(text, line, known)
        taken: list[Item] = []
        if announced and behind < line.end:
            taken = _inside(text, behind, line.end, announced.kind, known.stop)
            taken += (
                _below(text, lines, at + 1, announced.kind, known.stop) if len(taken) == 1 else []
            )
        elif announced:
            taken = _below(text, lines, at + 1, announced.kind, known.stop)
        sure = announced is not None and announced.sure
        place = Range(line.start, behind)
        found += (replace(item, sure=item.sure and sure, head=place) for item in taken)
        at = _behind(lines, at + 1, taken)
    return found


def _head(text: str, line: Line, known: Heads) -> tuple[Head | None, int]:
    """The head in a line and where what it announces begins (the line's end: below it)."""
    words_ = text[line.start : line.end]
    if line.kind == "heading" and words_.endswith(".") and len(words_) > _SENTENCE:
        return None, line.end
    if line.kind == "heading" or (len(words_) < 80 and not words_.endswith((".", ":", "!", "?"))):
        found, behind = _before_run(words_, known)
        return (found, line.start + behind) if found else (head(words_, known), line.end)
    for sentence in sentences(text, line.start, line.end):
        words_ = sentence.of(text)
        found, behind = _before_run(words_, known)
        if found:
            return found, sentence.start + behind
        colon = words_.find(":")
        if colon > 0 and _announces(text, sentence.start + colon + 1, line.end):
            found = head(words_[:colon], known) or _saying(words_[:colon], known)
        if found:
            return found, trimmed(text, sentence.start + colon + 1, line.end).start
    return None, line.end


def _before_run(words_: str, known: Heads) -> tuple[Head | None, int]:
    """A short head right before a bullet: "Key Findings • First …"."""
    run = _RUN.search(words_)
    if run is None or run.start() < 5 or len(words_[: run.start()].split()) > 8:
        return None, 0
    return head(words_[: run.start()], known), run.start()


def _announces(text: str, start: int, end: int) -> bool:
    """Whether a list follows the colon: nothing, a bullet or a label (not half a sentence)."""
    rest = trimmed(text, start, end)
    return (
        rest.start == rest.end
        or _RUN.match(text, rest.start, rest.end) is not None
        or _LABEL.match(text[rest.start : min(rest.end, rest.start + 300)]) is not None
    )


def _inside(text: str, start: int, end: int, kind: FindingKind, stop: frozenset[str]) -> list[Item]:
    """Items run into one paragraph behind their head."""
    marks = list(_RUN.finditer(text, start, end))
    if not marks or marks[0].start() > start:
        return _labels_inside(text, start, end, kind)
    same = [match for match in marks if match[0][0] == marks[0][0][0]]
    ends = [match.start() for match in same[1:]] + [end]
    spans = [(match.end(), until) for match, until in zip(same, ends, strict=True)]
    return [Item(part.start, part.end, kind) for part in _cut_last(text, spans, stop)]


def _labels_inside(text: str, start: int, end: int, kind: FindingKind) -> list[Item]:
    """ "Label: text Label: text": as many sentences each as the first has, while they follow on."""
    starts = [start + match.start(1) for match in _LABEL.finditer(text[start:end])]
    found: list[Item] = []
    most = 0
    for first, until in zip(starts, [*starts[1:], end], strict=True):
        parts = sentences(text, first, until)
        most = most or len(parts)
        found.append(Item(first, parts[min(most, len(parts)) - 1].end, kind))
        if len(parts) > most:
            break
    return found


def _cut_last(text: str, spans: Sequence[tuple[int, int]], stop: frozenset[str]) -> list[Range]:
    """The items of a run; the last holds no more than the others do, and no quotation."""
    parts = [part for a, b in spans if (part := trimmed(text, a, b)).end > part.start]
    if not parts:
        return []
    *others, last = parts
    most = max((len(sentences(text, part.start, part.end)) for part in others), default=1)
    inner = sentences(text, last.start, last.end)
    end = inner[min(most, len(inner)) - 1].end
    end = _before_quotation(text, last.start, end)
    longest = max((part.end - part.start for part in others), default=0)
    if others and end - last.start > _SWALLOWS * longest:
        end = _before_sentence(text, last.start, end, stop)
    return [*others, trimmed(text, last.start, end)]


def _plausible(text: str, spans: list[tuple[int, int]], stop: frozenset[str]) -> list[Range]:
    """Items with a line each: the last one is cut only where it is far longer than all others."""
    longest = max((end - start for start, end in spans[:-1]), default=0)
    start, end = spans[-1]
    if len(spans) > 2 and end - start > _LINE_SWALLOWS * longest:
        return _cut_last(text, spans, stop)
    return [Range(*span) for span in spans]


def _before_quotation(text: str, start: int, end: int) -> int:
    """Where a quotation begins that is a sentence of its own."""
    quote = re.search(r"(?<![,:])\s[\"“]", text[start:end])
    at = start + quote.start() if quote else end
    return at if quote and _speaks(text, at, end) else end


def _before_sentence(text: str, start: int, end: int, stop: frozenset[str]) -> int:
    """Where the next sentence begins though nothing ends the one before it: "at night The …"."""
    for match in re.finditer(r"(?<=[\w%)])\s+(?=([A-Z][a-z]+)\s)", text[start:end]):
        if match[1].lower() in stop and match.start() > 0:
            return start + match.start()
    return end


def _speaks(text: str, start: int, end: int) -> bool:
    """Whether the quotation that begins here is a sentence of its own."""
    return text[start:end].strip()[1:2].isupper() and end - start > 60


def _below(
    text: str, lines: Sequence[Line], at: int, kind: FindingKind, stop: frozenset[str]
) -> list[Item]:
    """The items in the lines below a head."""
    first = at
    if at + 1 < len(lines) and lines[at].kind == "paragraph" and lines[at + 1].kind == "item":
        short = len(words(text[lines[at].start : lines[at].end])) <= 40
        if not short or text[lines[at].end - 1] == ":":
            return []
        at += 1  # a first item that lost its bullet
    while at < len(lines) and lines[at].kind in ("item", "inside"):
        at += 1
    if at > first:
        spans = [(line.start, line.end) for line in lines[first:at] if line.kind != "inside"]
        return [Item(part.start, part.end, kind) for part in _plausible(text, spans, stop)]
    return _labelled(text, lines, at, kind)


def _labelled(text: str, lines: Sequence[Line], at: int, kind: FindingKind) -> list[Item]:
    """ "Label: text" paragraphs: the first sentence is the item, the others may be findings."""
    found: list[Item] = []
    while at < len(lines) and lines[at].kind == "paragraph" and not lines[at].aside:
        line = lines[at]
        if not _LABEL.match(text[line.start : min(line.end, line.start + 300)]):
            break
        for number, part in enumerate(sentences(text, line.start, line.end)):
            found.append(Item(part.start, part.end, kind, sure=number == 0))
        at += 1
    return found


def _behind(lines: Sequence[Line], at: int, taken: Sequence[Item]) -> int:
    while taken and at < len(lines) and lines[at].start <= taken[-1].start:
        at += 1
    return at
