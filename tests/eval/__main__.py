"""Prints a table of figures, each with what it was measured on. Asserts nothing.

The labelled data and the scorers lie outside the project (QUOTH_SHARED, or `shared` beside it);
without them this says so and is done. Only files named `dev` are read.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tui.analysis import analyse
from tui.analysis.annotation import Analysis
from tui.text.plain import from_plain

Record = dict[str, Any]


@dataclass(frozen=True)
class Measured:
    """The analyses of one data set and what they took: CPU ms and words, per article."""

    gold: Path
    predictions: Path
    ms: float
    words: float


def main() -> int:
    shared = Path(os.environ.get("QUOTH_SHARED") or Path(__file__).parents[3] / "shared")
    if not (shared / "corpus" / "quotes").is_dir():
        print("no labelled data here: set QUOTH_SHARED to the folder that holds corpus/ and tools/")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        _quotes(shared, Path(folder))
        _findings(shared, Path(folder))
    return 0


def _quotes(shared: Path, folder: Path) -> None:
    scorer = shared / "tools" / "score_quotes.py"
    for name, modes in (("polnear", ("direct", "all")), ("dewikinews", ("direct", "all"))):
        gold = shared / "corpus" / "quotes" / f"{name}.dev.jsonl"
        measured = _measure(gold, folder / f"{name}.jsonl", quote_record)
        for mode in modes:
            _print_quotes(f"{name}.dev, {mode}", _score(scorer, measured, "--mode", mode))
        _print_speed(f"{name}.dev", measured)


def _findings(shared: Path, folder: Path) -> None:
    gold = shared / "corpus" / "findings" / "gold.dev.jsonl"
    measured = _measure(gold, folder / "findings.jsonl", finding_record)
    found = _score(shared / "tools" / "score_findings.py", measured)
    on = f"gold.dev, {found['documents']} press releases (weights were fitted on them)"
    _line("findings precision / recall / F1", on, found, "precision", "recall", "f1")
    _line("  lists precision / recall", on, found, "list_precision", "list_recall")
    _line("  kind right", on, found, "kind_accuracy")
    for kind, recall in found["recall_by_kind"].items():
        _print(f"  recall of {kind}", f"{recall:.3f}", on)
    _line("  false on a page without any", on, found, "false_per_such_page")
    _line("  precision of the five best", on, found, "precision_at_5")
    _print_speed("gold.dev", measured)


def _measure(gold: Path, target: Path, record: Callable[[Record, Analysis], Record]) -> Measured:
    records = [json.loads(line) for line in gold.read_text("utf-8").splitlines()]
    documents = [from_plain(one["text"]) for one in records]
    start = time.process_time()
    analyses = [
        analyse(document, one.get("title", ""), one.get("lang", ""))
        for document, one in zip(documents, records, strict=True)
    ]
    ms = (time.process_time() - start) * 1000 / len(records)
    rows = (record(one, found) for one, found in zip(records, analyses, strict=True))
    target.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    words = sum(len(one["text"].split()) for one in records) / len(records)
    return Measured(gold, target, ms, words)


def quote_record(one: Record, found: Analysis) -> Record:
    """What the scorer of quotes reads."""
    text = one["text"]
    quotes = [
        {
            "start": quote.start,
            "end": quote.end,
            "speaker": quote.speaker.of(text) if quote.speaker else None,
            "speaker_name": quote.speaker_name,
        }
        for quote in found.quotes
    ]
    return {"id": one["id"], "quotes": quotes}


def finding_record(one: Record, found: Analysis) -> Record:
    """What the scorer of findings reads."""
    fields = ("start", "end", "kind", "in_list", "score")
    rows = [{name: getattr(finding, name) for name in fields} for finding in found.findings]
    return {"id": one["id"], "findings": rows}


def _score(scorer: Path, measured: Measured, *options: str) -> Record:
    command = [sys.executable, *map(str, (scorer, measured.gold, measured.predictions)), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    result: Record = json.loads(done.stdout)
    return result


def _print_quotes(on: str, found: Record) -> None:
    on = f"{on}, {found['docs']} articles, {found['gold']} quotations"
    _line("spans precision / recall / F1", on, found["iou"], "p", "r", "f1")
    pair = found["pair_lastname"]
    _line("  quote and speaker right P / R / F1", on, pair, "p", "r", "f1")
    speaker = found["speaker"]
    _line("  speaker right, if answered", on, speaker, "lastname_prec_if_answered")
    if "nonquotes" in found:
        share = found["nonquotes"]["wrongly_marked"]
        _print("  marked though no quotation", f"{share:.3f}", f"{on}: {found['nonquotes']['n']}")


def _print_speed(on: str, measured: Measured) -> None:
    on = f"{on}, {measured.words:.0f} words on average, all passes, CPU time"
    _print("ms per article", f"{measured.ms:.1f}", on)


def _line(label: str, on: str, found: Record, *names: str) -> None:
    _print(label, _figures(found[name] for name in names), on)


def _figures(values: Iterable[float | None]) -> str:
    return " / ".join("-" if value is None else f"{value:.3f}" for value in values)


def _print(label: str, figure: str, on: str) -> None:
    print(f"{label:38}{figure:24}{on}")


if __name__ == "__main__":
    sys.exit(main())
