"""Units: a document as sentences and items, each knowing its kind and whether its section counts.

The parts of a page that say who publishes it ("About us", contacts, methodology) are marked as
aside. No judgement on what a sentence says.
"""

from __future__ import annotations

import re

from msgspec import Struct

from tui.analysis.annotation import Range
from tui.analysis.sentences import behind_dateline, sentences, trimmed
from tui.text.document import Block, Document

BULLET = re.compile(r"\s*(?:[•●▪◦‣∙·*–—-]|\(?\d{1,2}[.)])[ \t\u00a0]+(?=\S)")
# No article has more blocks or sentences; what comes behind them is not read.
MOST = 20_000
_SILENT = ("code", "table", "image", "rule", "caption", "term")  # blocks without sentences
_HEAD = 80  # characters
_STANDFIRST = 9  # words: a shorter one above an article is a label, a place or a name
_ENDS = (".", "!", "?", "…", '."', ".”")
_LINKS = " | "  # stands between links
_CITES = re.compile(r"[(\[]\d{1,3}(?:[,–-] ?\d{1,3})*[)\]]\W?$")  # another work: "… it fell (12)."
# In scripts without spaces each character is a word.
WORD = re.compile(
    r"[a-zß-öø-ÿ0-9]++(?=[\s,])"  # most of them, and the fastest
    r"|[^\W_\u3040-\u30ff\u3400-\u9fff]+(?:['’.-][^\W_]+)*%?|[\u3040-\u30ff\u3400-\u9fff]"
)


class Unit(Struct, frozen=True):
    """One sentence or one item: `text[start:end]`, `words` lower case, `kind` its line's.

    `aside`: it is not the article's matter. `method`: it tells how something was found, or what
    was found before.
    """

    start: int
    end: int
    words: tuple[str, ...]
    aside: bool
    kind: str
    method: bool = False


class Line(Struct, frozen=True):
    """One line of words: a block, or a line of it that stands for itself."""

    start: int
    end: int
    kind: str  # "heading", "standfirst", "item", "inside" (a paragraph of one) or "paragraph"
    aside: bool = False
    labels: bool = False  # an item's own heading: what stands below it belongs to it


def words(text: str) -> tuple[str, ...]:
    """The words of a text, lower case."""
    return tuple(WORD.findall(text.lower()))


def lines(
    document: Document, asides: frozenset[str], details: frozenset[str] = frozenset()
) -> list[Line]:
    """The lines of a document in order; bullets that were typed are cut off and make items.

    Aside are sections and items announced by words of `asides` and `details`, and what is all link:
    it speaks of another piece.
    """
    found: list[Line] = []
    aside = detailed = begun = False
    links = {(span.start, span.end) for span in document.spans if span.kind == "link"}
    for block in document.blocks[:MOST]:
        if block.kind in _SILENT:
            continue
        for start, end, kind in _split(document.text, block):
            if not begun and _is_standfirst(document.text[start:end], kind) and block.level != 1:
                kind = "standfirst"
            begun = begun or kind == "item" or (kind == "paragraph" and end - start > _HEAD)
            aside = _is_aside(document.text[start:end], kind, aside, asides)
            if kind == "inside" and found and found[-1].labels:
                found[-1] = Line(found[-1].start, end, "item", aside)
            else:
                labels = kind == "item" and block.kind == "heading"
                if kind != "item":
                    detailed = _leads_to_details(document.text[start:end], details)
                linked = (start, end) in links or (start, end - 1) in links
                off = aside or detailed or (linked and kind != "heading")
                found.append(Line(start, end, kind, off, labels))
    return found


def _kind(block: Block) -> str:
    """What a block's lines are, where no bullet says otherwise."""
    if block.kind in ("item", "definition") or (block.kind == "heading" and block.marker):
        return "item"
    if block.kind == "paragraph" and block.level:
        return "inside"
    return "heading" if block.kind == "heading" else "paragraph"


def _is_standfirst(text: str, kind: str) -> bool:
    """Whether what stands before the first paragraph is a sentence, in large print or without its
    full stop."""
    raised = kind == "heading" or (kind == "paragraph" and not text.endswith(_ENDS))
    long = _STANDFIRST <= len(words(text)) < 4 * _STANDFIRST
    return raised and long and not text.endswith((":", "?"))


def _split(text: str, block: Block) -> list[tuple[int, int, str]]:
    """A block as lines: a line that begins with a bullet is an item."""
    known = _kind(block)
    found: list[tuple[int, int, str]] = []
    for match in re.finditer(r"\S[^\n]*", text[block.start : block.end]):
        part = trimmed(text, block.start + match.start(), block.start + match.end())
        bullet = BULLET.match(text, part.start, part.end) if known != "heading" else None
        if bullet:
            found.append((bullet.end(), part.end, "item"))
        elif found and known == "item":
            found[-1] = (found[-1][0], part.end, "item")
        else:
            found.append((part.start, part.end, known))
    return found


def _is_aside(text: str, kind: str, aside: bool, asides: frozenset[str]) -> bool:
    """Whether a section that is not the article's matter begins or goes on here."""
    first = words(text[:_HEAD])
    short = len(text) < _HEAD and not text.endswith((".", ":", "”", '"'))
    begins = bool(first) and (
        (first[0] in asides and (short or first[0] == "about"))
        or (short and len(first) > 1 and len(first) < 5 and first[-1] in asides)
    )
    return begins or (aside and not (kind == "heading" and short))


def _leads_to_details(text: str, details: frozenset[str]) -> bool:
    """Whether a list of how a study was made is announced: "Study details and background:"."""
    return len(text) < _HEAD and text.endswith(":") and not details.isdisjoint(words(text))


def units(
    document: Document, found: list[Line], notices: tuple[str, ...], methods: tuple[str, ...] = ()
) -> list[Unit]:
    """The sentences of those lines; an item is one unit whatever it holds.

    A sentence that holds one of the publisher's `notices`, or a row of links, is aside too; one
    that holds one of `methods`, or cites another work at its end, tells of method.
    """
    text = document.text
    whole = text.lower()
    noted = [phrase for phrase in (*notices, _LINKS) if phrase in whole]
    told = [phrase for phrase in methods if phrase in whole]
    units_: list[Unit] = []
    for line in found:
        if line.kind == "heading" or not WORD.search(text, line.start, line.end):
            continue
        if len(units_) > MOST:
            break
        for part in _parts(text, line)[:MOST]:
            own = part.of(text).lower()
            aside = line.aside or any(phrase in own for phrase in noted)
            method = any(phrase in own for phrase in told) or _CITES.search(own) is not None
            units_.append(Unit(part.start, part.end, words(own), aside, line.kind, method))
    return units_


def _parts(text: str, line: Line) -> list[Range]:
    if line.kind == "item":
        return [trimmed(text, line.start, line.end)]
    return sentences(text, behind_dateline(text, line.start, line.end), line.end)
