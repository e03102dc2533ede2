"""The figures of quotes and speakers, on the labelled news articles."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from tests.eval.labelled import QUOTE_PARTS, Part, gold_quotes
from tests.eval.measure import Measured, Record, measured, score, show_figures
from tests.eval.measure import show as show_line
from tui.analysis.annotation import Analysis, Quote
from tui.analysis.language import detected
from tui.analysis.lexicon import lexicon
from tui.analysis.speakers import quotes
from tui.text.document import Document

# Of polnear.dev: {"id", "start" of the quotation, "who_start", "who_end": where the person whom
# "he" or "she" means is named in full}. Drawn at random, one an article, resolved by reading.
PRONOUNS = Path(__file__).parent / "labels" / "pronouns.dev.jsonl"
BUCKETS = (0.0, 0.6, 0.7, 0.8, 0.9, 1.01)


def show(shared: Path, folder: Path) -> None:
    """Prints them."""
    scorer = shared / "tools" / "score_quotes.py"
    for name in ("polnear", "dewikinews"):
        gold = shared / "corpus" / "quotes" / f"{name}.dev.jsonl"
        run = measured(gold, folder / f"{name}.jsonl", record, said)
        for mode in ("direct", "all"):
            _show_scores(f"{name}.dev, {mode}", score(scorer, run, "--mode", mode))
        if name == "polnear":
            _show_pronouns(run, scorer, folder)
        _show_speed(f"{name}.dev", run)
    for part in QUOTE_PARTS:
        _show_labelled(shared, folder, scorer, part)


def said(one: Record, document: Document) -> Analysis:
    """The quote pass alone, its guess of the language with it."""
    lex = lexicon(detected(document.text, one.get("lang", "")))
    return Analysis(quotes=quotes(document, lex))


def record(one: Record, found: Analysis) -> Record:
    """What the scorer of quotes reads."""
    text = one["text"]
    rows = [
        {
            "start": quote.start,
            "end": quote.end,
            "speaker": quote.speaker.of(text) if quote.speaker else None,
            "speaker_name": quote.speaker_name,
        }
        for quote in found.quotes
    ]
    return {"id": one["id"], "quotes": rows}


def _show_scores(on: str, found: Record) -> None:
    on = f"{on}, {found['docs']} articles, {found['gold']} quotations"
    show_figures("spans precision / recall / F1", on, found["iou"], "p", "r", "f1")
    pair = found["pair_lastname"]
    show_figures("  quote and speaker right P / R / F1", on, pair, "p", "r", "f1")
    speaker = found["speaker"]
    show_figures("  speaker right, if answered", on, speaker, "lastname_prec_if_answered")
    if "nonquotes" in found:
        share, number = found["nonquotes"]["wrongly_marked"], found["nonquotes"]["n"]
        show_line("  marked though no quotation", f"{share:.3f}", f"{on}: {number}")


def _show_pronouns(run: Measured, scorer: Path, folder: Path) -> None:
    """Whom "he" and "she" mean: resolved by reading, in `labels`."""
    texts = {one["id"]: one["text"] for one in map(json.loads, _lines(run.gold))}
    people = [
        row | {"speaker_name": texts[row["id"]][row["who_start"] : row["who_end"]]}
        for row in map(json.loads, _lines(PRONOUNS))
    ]
    names = folder / "names.jsonl"
    names.write_text("".join(json.dumps(row) + "\n" for row in people), "utf-8")
    found = score(scorer, run, "--names", str(names))["who_hand_resolved"]
    on = f"polnear.dev, {found['n']} pronouns resolved by hand"
    show_figures("  pronoun to the right person", on, found, "acc")


def _show_labelled(shared: Path, folder: Path, scorer: Path, part: Part) -> None:
    """Articles of many countries, labelled by reading: what became of each direct quotation."""
    gold = folder / f"labelled.{part}.jsonl"
    records = gold_quotes(shared, part)
    gold.write_text("".join(json.dumps(one) + "\n" for one in records), "utf-8")
    run = measured(gold, folder / f"labelled.{part}.found.jsonl", record, said)
    _show_scores(f"labelled.{part}, direct", score(scorer, run, "--mode", "direct"))
    total: Counter[str] = Counter()
    buckets: dict[float, Counter[str]] = {low: Counter() for low in BUCKETS}
    for one in records:
        for outcome, confidence in outcomes(one, run.analyses[one["id"]]):
            total[outcome] += 1
            buckets[max(low for low in BUCKETS if low <= confidence)][outcome] += 1
    show_outcomes(f"labelled.{part}", total)
    _show_buckets(buckets, part)


def show_outcomes(of: str, found: Counter[str]) -> None:
    """One line: the shares of right, wrong and unknown speakers."""
    on = f"{of}, {found.total()} direct quotations, by name where one is resolved"
    shares = (f"{found[name] / found.total():.3f}" for name in ("right", "wrong", "unknown"))
    show_line("  speaker right / wrong / unknown", " / ".join(shares), on)


def _show_buckets(buckets: dict[float, Counter[str]], part: Part) -> None:
    for low, high in pairwise(BUCKETS):
        right, wrong = buckets[low]["right"], buckets[low]["wrong"]
        if right + wrong:
            label = f"  right at confidence {low:.1f} to {min(high, 1):.1f}"
            on = f"labelled.{part}, {right + wrong} direct quotations"
            show_line(label, f"{right / (right + wrong):.3f}", on)


def outcomes(one: Record, found: Analysis) -> Iterable[tuple[str, float]]:
    """For each direct quotation with a speaker: right, wrong, unknown or missed; how sure.

    A speaker who is given no name counts as unknown where the article names one.
    """
    text = one["text"]
    for gold in one["quotes"]:
        if gold["kind"] != "direct" or gold["speaker"] is None:
            continue
        start, end = gold["start"], gold["end"]
        shared = [(min(end, q.end) - max(start, q.start), q) for q in found.quotes]
        overlap, quote = max(shared, key=lambda pair: pair[0], default=(0, None))
        if quote is None or overlap < 0.5 * (end - start):
            yield "missed", 0.0
        elif quote.speaker is None or (gold["speaker_name"] and not quote.speaker_name):
            yield "unknown", 0.0  # "he" alone tells a reader nothing
        else:
            yield "right" if is_right(quote, gold, text) else "wrong", quote.confidence


def is_right(quote: Quote, gold: Record, text: str) -> bool:
    """Whether the speaker is the labelled one: by name where a mention is resolved to another name.

    A mention that begins where the labelled one does is it: "the description | on the page".
    """
    if quote.speaker is None:
        return False
    mention, name = _last(quote.speaker.of(text)), _last(quote.speaker_name)
    known = {_last(gold["speaker"]), _last(gold["speaker_name"])} - {""}
    phrase = f" {quote.speaker_name.lower()} "  # "the spokeswoman" of "a spokeswoman for the mill"
    if name not in ("", mention) and gold["speaker_name"] and f" {mention} for " not in phrase:
        return name in known
    return quote.speaker.start == gold["speaker_start"] or mention in known or name in known


def _last(name: str | None) -> str:
    """The last word before a comma, bare of marks."""
    words = (name or "").split(",")[0].split(" (")[0].split()
    return words[-1].strip(".'’\"”").removesuffix("’s").removesuffix("'s").lower() if words else ""


def _show_speed(on: str, run: Measured) -> None:
    per_600 = run.ms * 600 / run.words
    on = f"{on}, {run.words:.0f} words on average, quote pass alone, CPU time"
    show_line("ms per article / per 600 words", f"{run.ms:.1f} / {per_600:.1f}", on)


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()
