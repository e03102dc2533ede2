"""Analysis: what a text says. Document → Quotes and Findings, ranges over Document.text.

The passes, in order, each a pure function:

    sentences    where sentences end
    marks        which stretches stand in quotation marks
    words        a paragraph as a row of tokens, a quotation being one of them
    mentions     the words that name somebody
    attribution  the words beside a quotation that say who speaks
    quotes       which stretches are speech, and of which kind
    people       who is named in the article, with roles and organisations (`roles`)
    speakers     whose each quotation is
    findings     what the article establishes, or its key sentences

No model, no network, no state; linear time whatever the text. The words of each language are data
in `lexicon/`; a language without data gets quoted spans without speakers.
"""

from __future__ import annotations

from tui.analysis.annotation import Analysis
from tui.analysis.findings import findings
from tui.analysis.lexicon import lexicon
from tui.analysis.quotes import rows, spoken
from tui.analysis.speakers import quotes
from tui.text.document import Document

VERSION = 1


def analyse(document: Document, title: str = "", language: str = "") -> Analysis:
    """Everything found in a document, in reading order.

    `title` is the article's (findings lean on it), `language` a BCP 47 tag, empty meaning English.
    Annotations are stored under VERSION: raise it whenever results change.
    """
    lex = lexicon(language)
    paragraphs = rows(document, lex)
    found = spoken(paragraphs)
    return Analysis(
        quotes=quotes(found, [row for row, _ in paragraphs]),
        findings=findings(document, title, lex),
    )
