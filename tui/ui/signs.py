"""The signs that Quoth draws with.

What stands for a sign where only ASCII can be drawn is the business of `ascii_only`.
"""

from __future__ import annotations

from msgspec import Struct


class Signs(Struct, frozen=True):
    """Every sign that is not a letter."""

    unread: str = "●"
    starred: str = "★"
    open: str = "▾"
    folded: str = "▸"
    good: str = "✓"
    bad: str = "!"
    dot: str = "·"
    full: str = "▰"
    empty: str = "▱"
    spinner: str = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
    all: str = "≡"
    today: str = "◷"
    smart: str = "◇"
    note: str = "✎"
    since: str = "↓"
    line: str = "─"
    range: str = "┃"
    voice: str = "—"
    reply: str = "↳"


SIGNS = Signs()
