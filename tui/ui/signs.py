"""The signs that Quoth draws with, and how it says ages and numbers. Pure functions.

What stands for a sign where only ASCII can be drawn is the business of `ascii_only`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Signs:
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


SIGNS = Signs()


def age(at: datetime, now: datetime) -> str:
    """How long ago, in at most six cells: "now", "12m", "3h", "2d", "3 Mar", "2024"."""
    minutes = int((now - at).total_seconds() // 60)
    if minutes < 1:
        return "now"
    if minutes < 60:
        return f"{minutes}m"
    if minutes < 24 * 60:
        return f"{minutes // 60}h"
    if minutes < 7 * 24 * 60:
        return f"{minutes // (24 * 60)}d"
    there, here = at.astimezone(), now.astimezone()
    return f"{there.day} {there:%b}" if there.year == here.year else str(there.year)


def day(at: datetime, now: datetime) -> str:
    """The day of a moment, where the user is: "Today", "Yesterday", "Thursday 26 November"."""
    there, here = at.astimezone(), now.astimezone()
    ago = (here.date() - there.date()).days
    if ago in (0, 1):
        return "Yesterday" if ago else "Today"
    year = "" if there.year == here.year else f" {there.year}"
    return f"{there:%A} {there.day} {there:%B}{year}"


def wait(until: datetime, now: datetime) -> str:
    """How long until then, for a sentence: "in 5 minutes", "in 3 hours"."""
    minutes = max(1, round((until - now).total_seconds() / 60))
    if minutes < 90:
        return f"in {many(minutes, 'minute')}"
    hours = round(minutes / 60)
    return f"in {many(hours, 'hour')}" if hours < 48 else f"in {many(round(hours / 24), 'day')}"


def many(number: int, noun: str) -> str:
    """ "1 feed", "2 feeds", "1,204 feeds"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
