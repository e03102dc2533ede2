"""feeds: how each feed does, as a table."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from rich.cells import cell_len

from tui.cli import fields, output
from tui.cli.library import Library, library
from tui.health import Health, Known, health, ordered
from tui.text.safe import one_line
from tui.text.wording import age, many

HEADS = ("feed", "folder", "a week", "read", "success", "newest", "text", "")
WIDEST = (28, 16, 6, 5, 7, 6, 4, 200)


def feeds(options: Namespace) -> int:
    """Print how each feed does. The exit code."""
    with library(options) as known:
        now = datetime.now(UTC)
        rows = ordered(_rows(known, now), options.sort)
    if options.json:
        output.data([_told(row) for row in rows])
        return 0
    _print([HEADS, *(_cells(row, now) for row in rows)])
    output.say(_summary(rows))
    return 0


def _rows(known: Library, now: datetime) -> list[Health]:
    reader, titles = known.reader, known.titles()
    all_known = Known(reader.states(), reader.counts(), reader.activity(now), reader.page_records())
    return [health(feed, titles[feed.key], all_known, now) for feed in known.config.feeds]


def _cells(row: Health, now: datetime) -> tuple[str, ...]:
    return (
        one_line(row.title),
        one_line(row.feed.folder),
        f"{row.a_week:.0f}" if row.a_week >= 10 else f"{row.a_week:.1f}",
        "" if row.read is None else f"{row.read:.0%}",
        age(row.succeeded_at, now) if row.succeeded_at else "never",
        age(row.newest, now) if row.newest else "",
        "" if row.full_text is None else f"{row.full_text:.0%}",
        one_line(row.note),
    )


def _print(table: Sequence[Sequence[str]]) -> None:
    widths = [
        min(most, max(cell_len(cells[n]) for cells in table)) for n, most in enumerate(WIDEST)
    ]
    most = output.clipping()
    for cells in table:
        line = "  ".join(output.pad(cell, width) for cell, width in zip(cells, widths, strict=True))
        output.say(output.clip(line.rstrip(), most) if most else line.rstrip())


def _summary(rows: Sequence[Health]) -> str:
    failing = sum(bool(row.error) for row in rows)
    dead = sum(row.dead for row in rows)
    told = [many(len(rows), "feed"), f"{failing:,} failing", f"{dead:,} dead"]
    return ", ".join(told) + "."


def _told(row: Health) -> dict[str, Any]:
    return {
        "key": row.feed.key,
        "title": row.title,
        "folder": row.feed.folder or None,
        "paused": row.feed.paused,
        "succeeded_at": fields.moment(row.succeeded_at),
        "newest": fields.moment(row.newest),
        "failures": row.failures,
        "error": row.error or None,
        "a_week": round(row.a_week, 2),
        "articles": row.total,
        "read": None if row.read is None else round(row.read, 4),
        "moved_to": row.moved_to or None,
        "full_text": None if row.full_text is None else round(row.full_text, 4),
        "dead": row.dead,
    }
