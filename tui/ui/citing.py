"""A passage as a citation: its words, whose they are, and where they stand. Pure.

The words are the article's own; only the quotation marks around them are ours.
"""

from __future__ import annotations

from datetime import datetime

from tui.analysis.annotation import Finding, Quote, post
from tui.text.safe import one_line
from tui.ui.page import Page
from tui.ui.paint import safe_href

MARKS = "\"'“”„‟‘’‚«»‹›「」『』 "
"""What may stand around the words of a quote."""


def citation(page: Page, words: str, about: Quote | Finding | None) -> str:
    """“words” — speaker, role — feed, date, address; what is not known is left out.

    `about`: the quote or finding that the words are; only a quote's speaker is named.
    """
    article = page.article
    quote = about if isinstance(about, Quote) else None
    said = one_line(words)
    said = said.strip(MARKS) if quote else said
    speaker = (quote.speaker_name, post(page.document.text, [quote])) if quote else ()
    source = (page.feed_title, _day(article.published), safe_href(article.link))
    parts = [f"“{said}”", _list(speaker), _list(source)]
    return " — ".join(part for part in parts if part)


def _list(facts: tuple[str, ...]) -> str:
    return ", ".join(one_line(fact) for fact in facts if fact)


def _day(moment: datetime | None) -> str:
    """1 October 2018, where the user is."""
    return f"{(local := moment.astimezone()).day} {local:%B %Y}" if moment else ""
