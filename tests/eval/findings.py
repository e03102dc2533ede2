"""The figures of findings: labelled press releases, labelled news, and lists that were cut out."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from tests.eval import keys, picks
from tests.eval.labelled import FINDING_PARTS, gold_findings
from tests.eval.measure import Record, measured, score, show_figures, show_speed
from tests.eval.measure import show as show_line
from tui.analysis.annotation import Analysis
from tui.analysis.findings import findings
from tui.analysis.lexicon import lexicon
from tui.text.plain import from_plain


def show(shared: Path, folder: Path) -> None:
    """Prints them."""
    gold = shared / "corpus" / "findings" / "gold.dev.jsonl"
    scorer = shared / "tools" / "score_findings.py"
    run = measured(gold, folder / "findings.jsonl", record)
    _show_scores("gold.dev, press releases (weights fitted on them)", score(scorer, run))
    show_speed("gold.dev", run)
    _show_own_speed(gold)
    for part in FINDING_PARTS:
        if part == "test" and not os.environ.get("QUOTH_EVAL_TEST"):
            continue  # kept apart: looked at when asked for, and never while rules are written
        fitted = "" if part == "test" else " (weights fitted on them)"
        path = folder / f"news.{part}.jsonl"
        gold_rows = gold_findings(shared, part)
        path.write_text("".join(json.dumps(one) + "\n" for one in gold_rows), "utf-8")
        run = measured(path, folder / f"news.{part}.found.jsonl", record)
        _show_scores(f"own labels {part}, news{fitted}", score(scorer, run))
    keys.show(shared)
    picks.show(shared)


def record(one: Record, found: Analysis) -> Record:
    """What the scorer of findings reads."""
    fields = ("start", "end", "kind", "in_list", "score")
    rows = [{name: getattr(finding, name) for name in fields} for finding in found.findings]
    return {"id": one["id"], "findings": rows}


def _show_scores(on: str, found: Record) -> None:
    on = f"{on}: {found['documents']} articles, {found['gold']} findings"
    show_figures("findings precision / recall / F1", on, found, "precision", "recall", "f1")
    show_figures("  lists precision / recall", on, found, "list_precision", "list_recall")
    show_figures("  kind right", on, found, "kind_accuracy")
    for kind, recall in found["recall_by_kind"].items():
        show_line(f"  recall of {kind}", f"{recall or 0:.3f}", on)
    show_figures("  false on a page without any", on, found, "false_per_such_page")
    show_figures("  precision of the five best", on, found, "precision_at_5")


def _show_own_speed(gold: Path) -> None:
    records = [json.loads(line) for line in gold.read_text("utf-8").splitlines()]
    documents = [from_plain(one["text"]) for one in records]
    start = time.process_time()
    for document, one in zip(documents, records, strict=True):
        findings(document, one["title"], lexicon("en"))
    ms = (time.process_time() - start) * 1000 / len(records)
    show_line("ms per article, findings only", f"{ms:.1f}", "gold.dev, CPU time")
