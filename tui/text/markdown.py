"""Document → Markdown (CommonMark with GitHub's tables). Pure; words are escaped, never dropped."""

from __future__ import annotations

import re
from itertools import pairwise
from urllib.parse import quote

from tui.text.document import Block, Document, Span

_SPECIAL = re.compile(r"([\\`*_\[\]<>~|])")
_LINE_START = re.compile(r"^(\s*)([#+=-]|\d+[.)])", re.MULTILINE)
_TICKS = re.compile("`+")
_AROUND = {"strong": "**", "emphasis": "*", "strike": "~~"}


def markdown(document: Document) -> str:
    """The text of a Document with its structure as Markdown; ends in a line break if not empty."""
    parts: list[str] = []
    before: Block | None = None
    for block in document.blocks:
        together = before is not None and before.kind == block.kind == "item"
        parts += ["" if not parts else "\n" if together else "\n\n", _block(document, block)]
        before = block
    return "".join(parts) + "\n" if parts else ""


def escaped(text: str) -> str:
    """Text in which no character means anything to Markdown."""
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text))


def address(url: str) -> str:
    """A URL as it may stand in the brackets of a link."""
    return quote(url, safe="%/:=&?~#+!$,;'@*-._")


def _block(document: Document, block: Block) -> str:
    text = _written(document, block)
    margin = "> " * block.quoted
    if block.kind == "item":
        indent = "   " * max(0, block.level - 1)
        mark = "" if not block.marker else "- " if block.marker == "•" else f"{block.marker} "
        first, rest = f"{margin}{indent}{mark}", f"{margin}{indent}{' ' * (len(mark) or 3)}"
        return f"\n{rest}".join([first + text.split("\n")[0], *text.split("\n")[1:]])
    return "\n".join(f"{margin}{line}".rstrip() for line in text.split("\n"))


def _written(document: Document, block: Block) -> str:
    if block.kind == "code":
        code = document.text[block.start : block.end]
        fence = "`" * max(3, *(len(ticks) + 1 for ticks in _TICKS.findall(code)), 3)
        return f"{fence}\n{code}\n{fence}"
    if block.kind == "rule":
        return "---"
    if block.kind == "table":
        return _table(document, block)
    text = _inline(document, block.start, block.end)
    if block.kind == "heading":
        return f"{'#' * max(1, block.level)} {text}".replace("\n", " ")
    if block.kind in ("caption", "image"):
        return f"*{text}*" if text.strip() else text
    return f"**{text}**" if block.kind == "term" else text


def _table(document: Document, block: Block) -> str:
    rows = [[_inline(document, *cell).replace("\n", " ") for cell in row] for row in block.rows]
    width = max((len(row) for row in rows), default=0)
    head = rows.pop(0) if block.headed and rows else []
    lines = [head + [""] * (width - len(head)), ["---"] * width]
    lines += [row + [""] * (width - len(row)) for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines)


def _inline(document: Document, start: int, end: int) -> str:
    """A stretch of text with its emphasis and links."""
    spans = [span for span in document.spans if span.start < end and span.end > start]
    cuts = sorted(
        {start, end, *(_within(at, start, end) for s in spans for at in (s.start, s.end))}
    )
    return "".join(
        _piece(document.text[a:b], [s for s in spans if s.start <= a and s.end >= b])
        for a, b in pairwise(cuts)
    )


def _within(at: int, start: int, end: int) -> int:
    return min(max(at, start), end)


def _piece(text: str, spans: list[Span]) -> str:
    """A piece of text that all these spans hold; the blanks at its ends stay outside of them."""
    words = text.strip()
    if not words:
        return text
    kinds = {span.kind for span in spans}
    made = f"`{words}`" if "code" in kinds and "`" not in words else escaped(words)
    for kind, mark in _AROUND.items():
        if kind in kinds:
            made = f"{mark}{made}{mark}"
    href = next((span.href for span in spans if span.kind == "link" and span.href), "")
    made = f"[{made}]({address(href)})" if href else made
    return text.replace(words, made, 1)
