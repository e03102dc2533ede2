"""An entry of the findings panel, folded into lines of so many cells. Pure; roles, no colours."""

from __future__ import annotations

from rich.cells import cell_len

from tui.ui.drawing import Piece, clip, fold
from tui.ui.outline import Entry

Folded = list[list[Piece]]
"""Lines of pieces: the figure ("lead"), the words (""), whose they are ("tail")."""


def folded(entry: Entry, width: int, lines: int) -> Folded:
    """The entry on at most `lines` lines of words; its speaker may take one more."""
    led = bool(entry.lead) and not entry.text.startswith(entry.lead)
    text = f"{entry.lead}  {entry.text}" if led else entry.text
    rows: Folded = [[(line, "")] for line in fold(text, width, lines)]
    first = rows[0][0][0]
    if entry.lead and first.startswith(entry.lead):
        rows[0] = [(entry.lead, "lead"), (first[len(entry.lead) :], "")]
    if entry.tail:
        _add_tail(rows, entry.tail, width)
    return rows


def _add_tail(rows: Folded, tail: str, width: int) -> None:
    used = sum(cell_len(text) for text, _ in rows[-1])
    if used + 2 + cell_len(tail) <= width:
        rows[-1].append((f"  {tail}", "tail"))
    else:
        rows.append([(clip(tail, width), "tail")])
