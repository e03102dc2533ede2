"""Noticing that a news page is built differently from the last time: pure decisions.

A feed says what it is; of a page we only guess, and a guess that was right for months goes wrong in
silence when the page is built anew. So how a page was read is remembered (FeedState.shape).
"""

from __future__ import annotations

from tui.errors import ParseError
from tui.feeds import ParsedFeed
from tui.model import Changes, FeedState

WHOLE = "one article"
"""The shape of a page on which no list of news was found."""

MENDED = 'see `quoth add URL --preview`, or say where its news are with select = { item = "…" }.'


def refuse(state: FeedState, parsed: ParsedFeed) -> None:
    """Raises ParseError when a page that listed news is now one article to us: it is not taken
    for news, and what was read before stays."""
    if parsed.shape == WHOLE and state.shape not in ("", WHOLE):
        raise ParseError(f"This page no longer lists its news as it did: {MENDED}")


def notice(state: FeedState, parsed: ParsedFeed, changes: Changes) -> str:
    """The sentence for a page whose list now stands elsewhere and shares nothing with before; ""
    when all is as ever. Such news is kept: it may well be right."""
    elsewhere = state.shape and parsed.shape != state.shape
    if elsewhere and len(changes.new) == len(parsed.articles):
        return f"This page is built differently now; if what it shows is no news, {MENDED}"
    return ""
