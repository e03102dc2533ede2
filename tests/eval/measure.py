"""What both parts of the table share: running analysis over labelled texts, scoring, printing."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tui.analysis import analyse
from tui.analysis.annotation import Analysis
from tui.text.document import Document
from tui.text.plain import from_plain

Record = dict[str, Any]


@dataclass(frozen=True)
class Measured:
    """The analyses of one data set and what they took: CPU ms and words, per article."""

    gold: Path
    predictions: Path
    ms: float
    words: float
    analyses: dict[str, Analysis]


def everything(one: Record, document: Document) -> Analysis:
    """All passes."""
    return analyse(document, one.get("title", ""), one.get("lang", ""))


def measured(
    gold: Path,
    target: Path,
    record: Callable[[Record, Analysis], Record],
    passes: Callable[[Record, Document], Analysis] = everything,
) -> Measured:
    """Analyses every labelled text of `gold` and writes what the scorer reads to `target`."""
    records = [json.loads(line) for line in gold.read_text("utf-8").splitlines()]
    documents = [from_plain(one["text"]) for one in records]
    start = time.process_time()
    analyses = [passes(one, doc) for one, doc in zip(records, documents, strict=True)]
    ms = (time.process_time() - start) * 1000 / len(records)
    rows = (record(one, found) for one, found in zip(records, analyses, strict=True))
    target.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    words = sum(len(one["text"].split()) for one in records) / len(records)
    by_id = {one["id"]: found for one, found in zip(records, analyses, strict=True)}
    return Measured(gold, target, ms, words, by_id)


def score(scorer: Path, found: Measured, *options: str) -> Record:
    """What a scorer says of the predictions."""
    command = [sys.executable, *map(str, (scorer, found.gold, found.predictions)), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    result: Record = json.loads(done.stdout)
    return result


def show_speed(on: str, found: Measured) -> None:
    on = f"{on}, {found.words:.0f} words on average, all passes, CPU time"
    show("ms per article", f"{found.ms:.1f}", on)


def show_figures(label: str, on: str, found: Record, *names: str) -> None:
    figures = ("-" if found[name] is None else f"{found[name]:.3f}" for name in names)
    show(label, " / ".join(figures), on)


def show(label: str, figure: str, on: str) -> None:
    print(f"{label:38}{figure:24}{on}")
