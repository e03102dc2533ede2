"""Explicit lists of findings: what stands below or behind a findings head.

Real list items, bullets typed as characters, " - a - b - c" run into one paragraph, numbered lines,
and "Label: text" paragraphs. By structure and the words of the head only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tui.analysis.annotation import FindingKind
from tui.analysis.lexicon import table
from tui.analysis.sections import Line, words
from tui.analysis.sentences import sentences, trimmed

_RUN = re.compile(r"(?:^|(?<=\s))[-–—•●▪◦*·][ \t\u00a0]+(?=\S)")
_LABEL = re.compile(
    r"(?:^|(?<=[.!?]\s))((?:[A-Z0-9][\w’'&/-]*)"
    r"(?: (?:[A-Z0-9][\w’'&/-]*|of|and|to|in|the|on|for|vs\.?|a)){0,7}):\s"
)
_LONGEST_HEAD = 32  # words


@dataclass(frozen=True, slots=True)
class Item:
    """`text[start:end]` is one item of a findings list; `kind` is what the head promises.

    `sure` is False for later sentences of a labelled paragraph: they must speak for themselves.
    """

    start: int
    end: int
    kind: FindingKind
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Heads:
    """The words of a language's findings heads."""

    nouns: dict[str, FindingKind]
    phrases: tuple[str, ...]
    weak: frozenset[str]
    about: frozenset[str]
    never: frozenset[str]


@lru_cache(maxsize=16)
def heads(language: str) -> Heads:
    """The heads of a language; empty where there is no data."""
    data: dict[str, Any] = table(f"findings-{language}.toml").get("heads", {})
    kinds: tuple[tuple[str, FindingKind], ...] = (
        ("nouns", "finding"),
        ("recommendation", "recommendation"),
        ("decision", "decision"),
    )
    return Heads(
        {word: kind for key, kind in kinds for word in data.get(key, "").split()},
        tuple(phrase for phrase in data.get("phrases", "").split("|") if phrase),
        *(frozenset(data.get(key, "").split()) for key in ("weak", "about", "never")),
    )


def head_kind(text: str, known: Heads) -> FindingKind | None:
    """What a list below this head holds, None if it is no findings head."""
    row = words(text)
    if not row or len(row) > _LONGEST_HEAD or any(word in known.never for word in row[-6:]):
        return None
    for word in row:
        if word in known.nouns:
            return known.nouns[word]
    joined = " ".join(row)
    if any(phrase in joined for phrase in known.phrases):
        return "finding"
    weak = any(word in known.weak for word in row)
    if weak and (len(row) <= 2 or any(word in known.about for word in row)):
        return "finding"
    return None


def items(text: str, lines: Sequence[Line], known: Heads) -> list[Item]:
    """The items of every findings list, in order."""
    found: list[Item] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if line.aside or (line.kind == "item" and not text[line.start : line.end].endswith(":")):
            at += 1
            continue
        kind, behind = _head(text, line, known)
        if kind is None:
            at += 1
        elif behind < line.end:
            taken = _inside(text, behind, line.end, kind)
            taken += _below(text, lines, at + 1, kind) if len(taken) == 1 else []
            found.extend(taken)
            at = _behind(lines, at + 1, taken)
        else:
            taken = _below(text, lines, at + 1, kind)
            found.extend(taken)
            at = _behind(lines, at + 1, taken)
    return found


def _head(text: str, line: Line, known: Heads) -> tuple[FindingKind | None, int]:
    """The head in a line and where what it announces begins (the line's end: below it)."""
    words_ = text[line.start : line.end]
    if line.kind == "heading" or (len(words_) < 80 and not words_.endswith((".", ":", "!", "?"))):
        kind, behind = _before_run(words_, known)
        return (kind, line.start + behind) if kind else (head_kind(words_, known), line.end)
    for sentence in sentences(text, line.start, line.end):
        words_ = sentence.of(text)
        kind, behind = _before_run(words_, known)
        if kind:
            return kind, sentence.start + behind
        colon = words_.find(":")
        kind = head_kind(words_[:colon], known) if colon > 0 else None
        if kind and _announces(text, sentence.start + colon + 1, line.end):
            return kind, trimmed(text, sentence.start + colon + 1, line.end).start
    return None, line.end


def _before_run(words_: str, known: Heads) -> tuple[FindingKind | None, int]:
    """A short head right before a bullet: "Key Findings • First …"."""
    run = _RUN.search(words_)
    if run is None or run.start() < 5 or len(words_[: run.start()].split()) > 8:
        return None, 0
    return head_kind(words_[: run.start()], known), run.start()


def _announces(text: str, start: int, end: int) -> bool:
    """Whether a list follows the colon: nothing, a bullet or a label (not half a sentence)."""
    rest = trimmed(text, start, end)
    return (
        rest.start == rest.end
        or _RUN.match(text, rest.start, rest.end) is not None
        or _LABEL.match(text[rest.start : min(rest.end, rest.start + 300)]) is not None
    )


def _inside(text: str, start: int, end: int, kind: FindingKind) -> list[Item]:
    """Items run into one paragraph behind their head."""
    marks = list(_RUN.finditer(text, start, end))
    if not marks or marks[0].start() > start:
        return _labels_inside(text, start, end, kind)
    same = [match for match in marks if match[0][0] == marks[0][0][0]]
    ends = [match.start() for match in same[1:]] + [end]
    spans = [(match.end(), until) for match, until in zip(same, ends, strict=True)]
    return _cut_last(text, spans, kind)


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


def _cut_last(text: str, spans: Sequence[tuple[int, int]], kind: FindingKind) -> list[Item]:
    """The last item of a run holds no more sentences than the others, and no quotation."""
    if not spans:
        return []
    most = max((len(sentences(text, a, b)) for a, b in spans[:-1]), default=1)
    first, end = spans[-1]
    parts = sentences(text, first, end)
    last = parts[min(most, len(parts)) - 1].end if parts else end
    quote = re.search(r"\s[\"“]", text[first:last])
    if (
        quote
        and len(parts[0].of(text)) > quote.start()
        and text[first + quote.start() - 1] not in ",:"
    ):
        last = first + quote.start() if _speaks(text, first + quote.start(), last) else last
    whole = [*spans[:-1], (first, last)]
    return [
        Item(part.start, part.end, kind)
        for a, b in whole
        if (part := trimmed(text, a, b)).end > part.start
    ]


def _speaks(text: str, start: int, end: int) -> bool:
    """Whether the quotation that begins here is a sentence of its own."""
    return text[start:end].strip()[1:2].isupper() and end - start > 60


def _below(text: str, lines: Sequence[Line], at: int, kind: FindingKind) -> list[Item]:
    """The items in the lines below a head."""
    first = at
    if at + 1 < len(lines) and lines[at].kind == "paragraph" and lines[at + 1].kind == "item":
        short = len(words(text[lines[at].start : lines[at].end])) <= 40
        if not short or text[lines[at].end - 1] == ":":
            return []
        at += 1  # a first item that lost its bullet
    while at < len(lines) and lines[at].kind == "item":
        at += 1
    if at > first:
        return [Item(line.start, line.end, kind) for line in lines[first:at]]
    return _labelled(text, lines, at, kind)


def _labelled(text: str, lines: Sequence[Line], at: int, kind: FindingKind) -> list[Item]:
    """ "Label: text" paragraphs: the first sentence is the item, the others may be findings."""
    found: list[Item] = []
    while at < len(lines) and lines[at].kind == "paragraph" and not lines[at].aside:
        line = lines[at]
        if not _LABEL.match(text[line.start : line.end]):
            break
        for number, part in enumerate(sentences(text, line.start, line.end)):
            found.append(Item(part.start, part.end, kind, sure=number == 0))
        at += 1
    return found


def _behind(lines: Sequence[Line], at: int, taken: Sequence[Item]) -> int:
    while taken and at < len(lines) and lines[at].start <= taken[-1].start:
        at += 1
    return at
