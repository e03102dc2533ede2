"""The figures of findings: labelled press releases, labelled news, and lists that were cut out."""

from __future__ import annotations

import json
import time
from pathlib import Path

from tests.eval.labelled import FINDING_PARTS, Part, gold_findings
from tests.eval.measure import Record, measured, score, show_figures, show_speed
from tests.eval.measure import show as show_line
from tests.eval.rouge import best_of, mean_rouge
from tui.analysis.annotation import Analysis
from tui.analysis.findings import findings, key_places, read
from tui.analysis.lexicon import lexicon
from tui.analysis.speakers import quotes
from tui.text.plain import from_plain

_LISTED = 4  # sentences compared with a list that was cut out
_WHOLE = 8  # words: what is shorter is a heading or a dateline, no lead


def show(shared: Path, folder: Path) -> None:
    """Prints them."""
    gold = shared / "corpus" / "findings" / "gold.dev.jsonl"
    scorer = shared / "tools" / "score_findings.py"
    run = measured(gold, folder / "findings.jsonl", record)
    _show_scores("gold.dev, press releases (weights fitted on them)", score(scorer, run))
    show_speed("gold.dev", run)
    _show_own_speed(gold)
    for part in FINDING_PARTS:
        fitted = " (weights fitted on them)" if part == "dev" else ""
        path = folder / f"news.{part}.jsonl"
        path.write_text("".join(json.dumps(one) + "\n" for one in news(shared, part)), "utf-8")
        run = measured(path, folder / f"news.{part}.found.jsonl", record)
        _show_scores(f"own labels {part}, news{fitted}", score(scorer, run))
    _show_lists(shared / "corpus" / "findings" / "prlist.dev.jsonl")


def record(one: Record, found: Analysis) -> Record:
    """What the scorer of findings reads."""
    fields = ("start", "end", "kind", "in_list", "score")
    rows = [{name: getattr(finding, name) for name in fields} for finding in found.findings]
    return {"id": one["id"], "findings": rows}


def news(shared: Path, part: Part = "dev") -> list[Record]:
    """Our own labelled articles, with their titles."""
    index = shared / "corpus" / "pages" / "articles" / "index.jsonl"
    rows = map(json.loads, index.read_text("utf-8").split("\n")[:-1])
    titles = {row["file"]: row.get("title") or "" for row in rows}
    return [{**one, "title": titles[one["id"]]} for one in gold_findings(shared, part)]


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


def _show_lists(path: Path) -> None:
    """The four best key sentences against the list that was cut out of the page.

    The figures in the literature of this project (lead 34.9 / 10.8, a linear score 35.7 / 12.1,
    oracle 47.0 / 20.3) are of the other half of these releases: compare with lead and oracle here.
    """
    answers: dict[str, list[tuple[str, str]]] = {"": [], "  the lead": [], "  an oracle": []}
    for line in path.read_text("utf-8").splitlines():
        one = json.loads(line)
        text, wanted = one["text"], "\n".join(one["highlights"])
        page = read(from_plain(text), one["title"], "en")
        units = [seen.unit for seen in page.sentences]
        long = [text[unit.start : unit.end] for unit in units if len(unit.words) >= _WHOLE]
        said = quotes(from_plain(text), lexicon("en"))
        ours = [units[place] for place in sorted(key_places(page, _LISTED, said))]
        chosen = ([text[unit.start : unit.end] for unit in ours], long[:_LISTED])
        for pairs, parts in zip(
            answers.values(), (*chosen, best_of(long, wanted, _LISTED)), strict=True
        ):
            pairs.append(("\n".join(parts), wanted))
    for label, pairs in answers.items():
        on = f"prlist.dev, {len(pairs)} releases, four sentences against the list cut out"
        one_f, two_f = mean_rouge(pairs)
        show_line(f"{label or 'key sentences'} ROUGE-1 / 2", f"{one_f:.1f} / {two_f:.1f}", on)
