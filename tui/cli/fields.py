"""What --json says of articles, quotes and findings; `arguments` documents every field.

Plain values for json.dumps. Unknown is null, never "".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tui.analysis.annotation import Analysis, Finding, Quote, Range
from tui.cli import ids
from tui.model import Article, Headline, Note, PageState
from tui.text.finding import found


def headline(row: Headline, feed_title: str, tags: Sequence[str]) -> dict[str, Any]:
    """An entry of `list` and `search`."""
    return {
        "id": ids.shown(row.id),
        "feed": row.feed,
        "feed_title": feed_title,
        "title": row.title,
        "author": row.author or None,
        "link": row.link or None,
        "at": moment(row.at) if row.dated else None,
        "read": row.read,
        "starred": row.starred,
        "tags": list(tags),
    }


def note(given: Note, text: str) -> dict[str, Any]:
    """A note, and where in the text its words are."""
    where = found(given, text)
    return {
        "text": given.text or None,
        "words": given.words or None,
        "start": where.start if where else None,
        "end": where.end if where else None,
        "at": moment(given.at),
    }


def article(piece: Article) -> dict[str, Any]:
    """What `show` adds to a headline, besides the analysis."""
    return {
        "published": moment(piece.published),
        "updated": moment(piece.updated),
        "language": piece.language or None,
        "html": piece.html,
        "enclosures": [
            {
                "url": each.url,
                "kind": each.kind or None,
                "length": each.length,
                "duration_s": each.duration_s,
            }
            for each in piece.enclosures
        ],
    }


def page(state: PageState | None, full: bool | None) -> dict[str, Any]:
    """What `show` says of where the text is from; `full` is what was asked for."""
    shown = state is not None and state.kept and (state.shown if full is None else full)
    return {"full_text": shown, "page_error": (state and state.error) or None}


def analysis(title: str, text: str, found: Analysis) -> dict[str, Any]:
    """What `analyse` prints of one text."""
    return {
        "title": title,
        "text": text,
        "quotes": [_quote(each, text) for each in found.quotes],
        "findings": [_finding(each, text) for each in found.findings],
    }


def moment(at: datetime | None) -> str | None:
    """A moment as ISO 8601 in UTC: 2026-03-01T12:00:00Z."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at else None


def _quote(quote: Quote, text: str) -> dict[str, Any]:
    return {
        "start": quote.start,
        "end": quote.end,
        "text": text[quote.start : quote.end],
        "speaker": _words(quote.speaker, text),
        "speaker_name": quote.speaker_name or None,
        "role": quote.role or None,
        "organisation": quote.organisation or None,
        "cue": _words(quote.cue, text),
        "confidence": round(quote.confidence, 3),
    }


def _words(where: Range | None, text: str) -> str | None:
    return where.of(text) if where else None


def _finding(finding: Finding, text: str) -> dict[str, Any]:
    return {
        "start": finding.start,
        "end": finding.end,
        "text": text[finding.start : finding.end],
        "kind": finding.kind,
        "in_list": finding.in_list,
        "score": round(finding.score, 3),
    }
