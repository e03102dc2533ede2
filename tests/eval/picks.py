"""What editors would put beside news articles, and how much of the panel they would print.

Each editor read an article without the panel and picked up to three sentences to print, up to five
others that would do, or said that nothing belongs there (labels/keys.*.jsonl). A sentence counts as
picked where most of the shorter one is the other one's.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.eval.labelled import Part, Record, labels
from tests.eval.lexrank import lexrank
from tests.eval.measure import everything
from tests.eval.measure import show as show_line
from tests.eval.texts import texts_of, titles_of
from tui.analysis.sentences import sentences
from tui.text.plain import from_plain
from tui.text.wording import many

PARTS: dict[Part, int] = {"dev": 2, "fresh.dev": 1, "test": 2}
"""How many editors read each."""

_ROWS = 3
_WHOLE = 8  # words: what is shorter is no lead
_SAME = 0.6  # of the shorter one

Span = tuple[int, int]


def show(shared: Path) -> None:
    """Prints it, and the same of the first sentences, of LexRank, and of one editor's picks as the
    other one sees them."""
    for part in PARTS:
        if part != "test" or os.environ.get("QUOTH_EVAL_TEST"):
            _show(shared, part)


def _show(shared: Path, part: Part) -> None:
    rows, editors = labels("keys", part), PARTS[part]
    files = [row["file"] for row in rows]
    texts, titles = texts_of(shared, files), titles_of(shared, files)
    fitted = " (weights moved towards them)" if part == "fresh.dev" else ""
    on = f"labels keys.{part}{fitted}: {len(rows)} articles, {many(editors, 'editor')} each"
    kept = [row for row in rows if not row["empty"]]
    panels = {row["file"]: _panel(texts[row["file"]], titles[row["file"]]) for row in rows}
    whole = {row["file"]: _whole(texts[row["file"]]) for row in kept}
    chosen = {
        "rows an editor prints / accepts": [panels[row["file"]] for row in kept],
        "  the lead": [whole[row["file"]][:_ROWS] for row in kept],
        "  LexRank": [_lexrank(texts[row["file"]], whole[row["file"]]) for row in kept],
    }
    for label, spans in chosen.items():
        printed, accepted = _liked(kept, spans, editors)
        show_line(label, f"{printed:.3f} / {accepted:.3f}", on)
    if editors > 1:
        printed, accepted = _agreed(kept)
        show_line("  editors among themselves", f"{printed:.3f} / {accepted:.3f}", on)
    silent = [row for row in rows if row["empty"] == editors]
    right = sum(not panels[row["file"]] for row in silent)
    wrong = sum(not panels[row["file"]] for row in kept)
    show_line("  empty as they should be", f"{right} of {len(silent)}", on)
    show_line("  empty though they should not", f"{wrong} of {len(kept)}", on)


def _panel(text: str, title: str) -> list[Span]:
    """The first rows of the panel."""
    found = everything({"title": title}, from_plain(text)).findings
    return [(one.start, one.end) for one in found[:_ROWS]]


def _whole(text: str) -> list[Span]:
    """The sentences as anybody would cut them, without headings."""
    blocks = from_plain(text).blocks
    parts = (part for block in blocks for part in sentences(text, block.start, block.end))
    return [(part.start, part.end) for part in parts if len(part.of(text).split()) >= _WHOLE]


def _lexrank(text: str, spans: Sequence[Span]) -> list[Span]:
    words = {text[start:end]: (start, end) for start, end in spans}
    return [words[sentence] for sentence in lexrank(list(words), _ROWS)]


def _liked(
    rows: Iterable[Record], chosen: Iterable[Sequence[Span]], editors: int
) -> tuple[float, float]:
    """Of all rows the share that an editor would print, and the share that one accepts."""
    count = printed = accepted = 0
    for row, spans in zip(rows, chosen, strict=True):
        for span in spans:
            found = next((one for one in row["picks"] if _is_same(span, one)), None)
            count += editors
            printed += found["best"] if found else 0
            accepted += found["best"] + found["fine"] if found else 0
    return printed / count, accepted / count


def _agreed(rows: Iterable[Record]) -> tuple[float, float]:
    """Of the picks of one of two editors the share that the other one would print, or accepts."""
    picks = [one for row in rows for one in row["picks"] if one["best"]]
    count = sum(one["best"] for one in picks)
    both = sum(one["best"] for one in picks if one["best"] == 2)
    other = sum(one["best"] for one in picks if one["best"] + one["fine"] == 2)
    return both / count, other / count


def _is_same(span: Span, pick: Record) -> bool:
    start, end = int(pick["start"]), int(pick["end"])
    return min(span[1], end) - max(span[0], start) > _SAME * min(span[1] - span[0], end - start)
