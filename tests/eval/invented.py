"""The figures of quotes and speakers on articles that we invented: always at hand.

They were written and labelled by authors who knew nothing of the rules, so that these could be
tried on texts that nobody had tuned them on; `labels/README.md` says how.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from typing import Literal

from tests.eval.labelled import labels, quote_record
from tests.eval.measure import Record
from tests.eval.measure import show as show_line
from tests.eval.quotes import outcomes, said, show_outcomes
from tui.analysis.annotation import Analysis
from tui.text.plain import from_plain

Part = Literal["invented.dev", "invented.test"]
PARTS: tuple[Part, ...] = ("invented.dev", "invented.test")


def show() -> None:
    """Prints them, by language."""
    for part in PARTS:
        if part == "invented.test" and not os.environ.get("QUOTH_EVAL_TEST"):
            continue  # kept apart: looked at when asked for, and never while rules are written
        _show(part)


def records(part: Part) -> list[Record]:
    """One record an article, as `labelled.gold_quotes` gives them."""
    return [quote_record(row, row["text"]) for row in labels("quotes", part)]


def _show(part: Part) -> None:
    by_language: defaultdict[str, Counter[str]] = defaultdict(Counter)
    silent = marked = 0
    for one in records(part):
        found = said(one, from_plain(one["text"]))
        by_language[one["lang"]].update(outcome for outcome, _ in outcomes(one, found))
        silent += len(one["nonquotes"])
        marked += sum(_is_marked(span, found) for span in one["nonquotes"])
    print(f"{part}, articles of our own")
    for language, total in by_language.items():
        show_outcomes(f"{part}, {language}", total)
    on = f"{part}: {silent} titles, terms and the like"
    show_line("  marked though no quotation", f"{marked / silent:.3f}", on)


def _is_marked(span: Record, found: Analysis) -> bool:
    start, end = span["start"], span["end"]
    return any(start <= quote.start and quote.end <= end for quote in found.quotes)
