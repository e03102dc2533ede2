"""Our own labels joined with the corpus, as the gold records that the scorers read.

The labels (labels/*.jsonl) hold file names and offsets only; the texts stay in the corpus.
Nothing is tuned on a part named "test".
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from tests.eval.texts import texts_of, titles_of

Part = Literal["dev", "test", "fresh.dev", "invented.dev", "invented.test"]
QUOTE_PARTS: tuple[Part, ...] = ("dev", "fresh.dev")
FINDING_PARTS: tuple[Part, ...] = ("dev", "fresh.dev", "test")
Record = dict[str, Any]

LABELS = Path(__file__).parent / "labels"


def gold_quotes(shared: Path, part: Part) -> list[Record]:
    """One record an article for score_quotes.py.

    A quote also carries `speaker_name`, the speaker's fullest name in the article or None:
    what the scorer's --names wants. A quotation inside another one becomes "mixed", which the
    scorer neither demands nor forbids in its direct mode; a quoted term inside one is left out,
    since whoever marks the outer quotation covers it.
    """
    rows = labels("quotes", part)
    texts = texts_of(shared, (row["file"] for row in rows))
    return [quote_record(row, texts[row["file"]][: row.get("until")]) for row in rows]


def gold_findings(shared: Path, part: Part) -> list[Record]:
    """One record an article for score_findings.py; `findings` is empty where there is none."""
    rows = labels("findings", part)
    files = [row["file"] for row in rows]
    texts, titles = texts_of(shared, files), titles_of(shared, files)
    return [
        {"id": file, "text": texts[file], "title": titles[file], **row}
        for file, row in zip(files, rows, strict=True)
    ]


def quote_record(row: Record, text: str) -> Record:
    """A row of labels and the text that they are of, as one record for the scorer."""
    spoken = [quote for quote in row["quotes"] if quote["kind"] != "none"]
    silent = [quote for quote in row["quotes"] if quote["kind"] == "none"]
    return {
        "id": row["file"],
        "lang": row["lang"],
        "text": text,
        "quotes": [_gold_quote(quote, text) for quote in spoken],
        "nonquotes": [
            {"start": quote["start"], "end": quote["end"]}
            for quote in silent
            if not quote.get("nested")
        ],
    }


def labels(name: Literal["quotes", "findings", "keys"], part: Part) -> list[Record]:
    """The rows of one labels file, as stored."""
    lines = (LABELS / f"{name}.{part}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _gold_quote(quote: Record, text: str) -> Record:
    return quote | {
        "text": text[quote["start"] : quote["end"]],
        "kind": "mixed" if quote.get("nested") else quote["kind"],
        "speaker": _words(text, quote["speaker_start"], quote["speaker_end"]),
        "speaker_name": _words(text, quote["who_start"], quote["who_end"]),
    }


def _words(text: str, start: int | None, end: int | None) -> str | None:
    return None if start is None else text[start:end]
