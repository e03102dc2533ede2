"""The figures of full texts: the article of a whole page, against trafilatura's default mode.

A page's figure is the F1 of its words, lower case, each as often as it stands there; beside what we
make of a page stands what trafilatura's default mode gives in the same run.
"""

from __future__ import annotations

import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trafilatura import extract as default_mode

from tests.eval.measure import Record
from tests.eval.measure import show as show_line
from tui.feeds.charset import decode
from tui.text.extract import extract
from tui.text.html import from_html
from tui.text.walls import wall

PARTS = {"aeb": "article-extraction-benchmark", "fundus": "fundus"}
POOR = 0.5


@dataclass(frozen=True)
class Measured:
    """One page: precision, recall and F1 of ours, the F1 of the default mode, and CPU ms."""

    file: str
    ours: tuple[float, float, float]
    default: float
    ms: float
    walled: bool


def show(shared: Path) -> None:
    """Prints them."""
    folder = shared / "corpus" / "pages" / "articles"
    rows = [
        json.loads(line) for line in (folder / "index.jsonl").read_text("utf-8").split("\n")[:-1]
    ]
    pages = [measured(folder, row) for row in rows if row["paragraphs"]]
    for part, name in PARTS.items():
        _show_part(name, [page for page in pages if page.file.startswith(part)])
    lost = [page.file for page in pages if page.ours[2] < POOR <= page.default]
    on = f"both parts, {len(pages)} pages"
    show_line("  under 0.5 where the default is not", str(len(lost)), on)
    show_line("  whole articles taken for a wall", str(sum(page.walled for page in pages)), on)


def measured(folder: Path, row: Record) -> Measured:
    """What is made of a page, and how good that is."""
    page = decode(gzip.decompress((folder / row["file"]).read_bytes()), "")
    wanted = " ".join(row["paragraphs"])
    start = time.process_time()
    text = from_html(extract(page, row["url"]).html, row["url"]).text
    ms = (time.process_time() - start) * 1000
    theirs = default_mode(page, url=row["url"], include_comments=False) or ""
    walled = len(wanted) > 1_000 and bool(wall(page, text))
    return Measured(row["file"], likeness(text, wanted), likeness(theirs, wanted)[2], ms, walled)


def likeness(found: str, wanted: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of the words of a text, 0 to 1."""
    ours, theirs = (Counter(re.findall(r"\w+", text.lower())) for text in (found, wanted))
    shared = sum((ours & theirs).values())
    if not shared:
        return 0.0, 0.0, 0.0
    precision, recall = shared / ours.total(), shared / theirs.total()
    return precision, recall, 2 * precision * recall / (precision + recall)


def _show_part(name: str, pages: Sequence[Measured]) -> None:
    on = f"{name}, {len(pages)} pages"
    means = [sum(page.ours[n] for page in pages) / len(pages) for n in range(3)]
    show_line("full text words P / R / F1", " / ".join(f"{mean:.3f}" for mean in means), on)
    default = sum(page.default for page in pages) / len(pages)
    show_line("  F1 of trafilatura's default mode", f"{default:.3f}", on)
    ms = sum(page.ms for page in pages) / len(pages)
    show_line("  ms a page", f"{ms:.0f}", f"{on}, CPU time")
