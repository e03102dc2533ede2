"""What of an article's annotations is painted, and who gets which colour: pure functions.

Knows nothing of the terminal: roles go out, `paint` makes styles of them.
All offsets are character offsets into Document.text, end exclusive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tui.analysis.annotation import Analysis, Quote
from tui.text.layout import Highlight

UNKNOWN = -1
"""The colour index of a speaker nobody knows."""

SPEAKER_COLOURS = 8
"""How many colours a theme has for speakers; the ninth speaker shares the first one's."""

UNSURE_BELOW = 0.5
"""A quote whose speaker is less certain than this is shown fainter."""


def speaker_key(quote: Quote) -> str:
    """What tells one speaker from another: the name, or "" for a speaker nobody knows."""
    return quote.speaker_name


def speakers(analysis: Analysis) -> dict[str, int]:
    """The colour index of each speaker, counted in order of appearance; "" is UNKNOWN."""
    colours: dict[str, int] = {}
    for quote in analysis.quotes:
        name = speaker_key(quote)
        if name not in colours:
            known = len(colours) - ("" in colours)
            colours[name] = known if name else UNKNOWN
    return colours


def uncertain(quote: Quote) -> bool:
    """Whether its speaker has a name that may be wrong."""
    return bool(speaker_key(quote)) and quote.confidence < UNSURE_BELOW


def listed(quotes: Iterable[Quote]) -> list[Quote]:
    """The quotes without a few quoted words that nobody is known to have said: they may be a term,
    and are marked in the article alone."""
    return [quote for quote in quotes if quote.kind == "direct" or speaker_key(quote)]


def highlights(analysis: Analysis, colours: Mapping[str, int]) -> list[Highlight]:
    """All that is painted over the text: quotes, who says them, and the word that says so."""
    return [highlight for quote in analysis.quotes for highlight in _of_quote(quote, colours)]


def _of_quote(quote: Quote, colours: Mapping[str, int]) -> Iterator[Highlight]:
    voice = speaker_role(colours.get(speaker_key(quote), UNKNOWN))
    yield Highlight(quote.start, quote.end, voice)
    yield Highlight(quote.start, quote.end, "fragment" if quote.kind == "fragment" else "quote")
    if uncertain(quote):
        yield Highlight(quote.start, quote.end, "unsure")
    if quote.cue:
        yield Highlight(quote.cue.start, quote.cue.end, "cue")
    if quote.speaker:
        yield Highlight(quote.speaker.start, quote.speaker.end, voice)
        yield Highlight(quote.speaker.start, quote.speaker.end, "mention")


def speaker_role(colour: int) -> str:
    """The role of a speaker's words: "speaker-2", or "unknown"."""
    return "unknown" if colour == UNKNOWN else f"speaker-{colour % SPEAKER_COLOURS}"
