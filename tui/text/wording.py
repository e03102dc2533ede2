"""How ages, waits and numbers are said, in the shell as on the screen. Pure functions."""

from __future__ import annotations

import re
from datetime import datetime

from tui.model import Completeness

_WITHOUT_SPACES = "[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"  # compiled when a text needs it
_CHARACTERS_A_WORD = 2
WORDS_A_MINUTE = 230


def word_count(text: str) -> int:
    """How many words a text has; where none are set apart, two characters count as one."""
    words = len(text.split())
    if not text.isascii():
        words += len(re.findall(_WITHOUT_SPACES, text)) // _CHARACTERS_A_WORD
    return words


def reading_time(text: str) -> str:
    """How long a text takes to read: "4 min"; "" if there is nothing to read."""
    words = word_count(text)
    return f"{max(1, round(words / WORDS_A_MINUTE))} min" if words else ""


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


def size(length: int | None) -> str:
    """Bytes in words: "12.3 MB"; "" where nobody knows."""
    if not length or length < 0:
        return ""
    return f"{length / 1e6:.1f} MB" if length >= 1e6 else f"{max(1, round(length / 1e3))} kB"


def lasting(seconds: int | None) -> str:
    """A duration: "1:02:03", "4:05"; "" where nobody knows."""
    if not seconds or seconds < 0:
        return ""
    hours, rest = divmod(seconds, 3600)
    minutes = f"{rest // 60:02}" if hours else str(rest // 60)
    return ":".join([*([str(hours)] if hours else []), minutes, f"{rest % 60:02}"])


def many(number: int, noun: str) -> str:
    """ "1 feed", "2 feeds", "1,204 feeds"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def brought(feeds: int, smart: int, articles: int | None) -> str:
    """What an import brings: "1 feed", "2 feeds, 1 smart feed and 0 articles"; None: no word of
    articles."""
    also = [many(smart, "smart feed")] if smart else []
    also += [many(articles, "article")] if articles is not None else []
    return " and ".join(filter(None, [", ".join([many(feeds, "feed"), *also[:-1]]), *also[-1:]]))


def megabytes(size: int) -> str:
    """A number of bytes: "3.2 MB", "120 MB"; what is hardly anything is "less than 0.1 MB"."""
    mb = size / 1_000_000
    if mb < 0.1:
        return "less than 0.1 MB"
    return f"{mb:,.0f} MB" if mb >= 10 else f"{mb:.1f} MB"


def readable(now: Completeness) -> str:
    """How much of the unread news can be read without a network, as a sentence."""
    of = f"{now.complete:,} of {many(now.unread, 'unread article')}"
    return f"{of} can be read offline: {megabytes(now.size)}."
