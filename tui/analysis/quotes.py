"""Quotes: which quoted stretches are speech, and of which kind.

Paragraph by paragraph: marks, then words, then the attribution beside each stretch. Titles, terms
and scare quotes are left alone. Who the speakers are is `speakers`' business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tui.analysis.annotation import QuoteKind
from tui.analysis.attribution import Attribution, attribution
from tui.analysis.lexicon import Lexicon
from tui.analysis.marks import Stretch, paragraphs, stretches
from tui.analysis.mentions import Row, row_of
from tui.analysis.words import tokens
from tui.text.document import Document

# In words: how long a fragment is short, and how near its cue must then be.
SHORT, NEAR_BEFORE, NEAR_AFTER = 3, 9, 6


@dataclass(slots=True)
class Spoken:
    """One quoted stretch in its paragraph: token `at` of `row`."""

    stretch: Stretch
    row: Row
    at: int
    paragraph: int
    attribution: Attribution | None
    kind: QuoteKind | None = None
    group: int = -1
    continues: bool = False  # goes on with a quotation that the paragraph before left open
    rule: str = ""
    elsewhere: Row | None = None  # the paragraph of the attribution, if it is not this one
    source: Spoken | None = field(default=None, repr=False)  # whose speaker it carries on


def rows(document: Document, lex: Lexicon) -> list[tuple[Row, list[Stretch]]]:
    """Every paragraph as a row, with its quoted stretches."""
    found = []
    for start, end in paragraphs(document):
        quoted = stretches(document.text, start, end)
        row = tokens(document.text, start, end, quoted)
        found.append((row_of(document.text, row, lex), quoted))
    return found


def spoken(paragraphs_: Sequence[tuple[Row, list[Stretch]]]) -> list[Spoken]:
    """The quoted stretches that are speech, in reading order."""
    found: list[Spoken] = []
    doubles = any(not stretch.single for _, quoted in paragraphs_ for stretch in quoted)
    for number, (row, quoted) in enumerate(paragraphs_):
        for at, token in enumerate(row.tokens):
            if token.kind != "Q":
                continue
            one = Spoken(quoted[token.stretch], row, at, number, _attribution(row, at))
            one.continues = _continues(one, found)
            if one.stretch.single and doubles and not _surely_speech(one):
                continue
            one.kind = _kind(one)
            if one.kind:
                found.append(one)
    return found


def _surely_speech(one: Spoken) -> bool:
    """In a text that quotes in double marks single ones are terms, but for whole sentences."""
    long = one.stretch.end - one.stretch.start > 40
    return long and one.attribution is not None and _stands_free(one.row, one.at)


def _attribution(row: Row, at: int) -> Attribution | None:
    return attribution(row, at) if row.lex.speakers else None


def _continues(one: Spoken, found: Sequence[Spoken]) -> bool:
    last = found[-1] if found else None
    return (
        last is not None
        and one.at == 0
        and last.paragraph == one.paragraph - 1
        and not last.stretch.closed
    )


def _kind(one: Spoken) -> QuoteKind | None:
    """Direct speech, a fragment of it, or None for what is no quotation."""
    text = one.row.text[one.stretch.inner_start : one.stretch.inner_end]
    words = text.split()
    if not any(character.isalnum() for character in text):
        return None
    if one.continues:
        return "direct"
    free = _stands_free(one.row, one.at)
    if _is_title(words, one) or _is_named(one):
        return None
    count = max(len(words), _cjk(text) // 3)
    enough = count >= one.row.lex.minimum_words or (
        len(words) > 1 and one.row.starts[one.at] == one.at and text.rstrip()[-1] in ".!?…,"
    )
    if one.attribution is None and not (enough and (free or not one.stretch.single)):
        return None
    if count <= SHORT and not free and _cue_is_far(one):
        return None
    return "direct" if free else "fragment"


def _cjk(text: str) -> int:
    """How many characters of scripts that write without spaces."""
    return sum(1 for character in text if "\u2e80" <= character <= "\u9fff")


def _cue_is_far(one: Spoken) -> bool:
    """A few quoted words are speech only near a verb of speech: others are terms or irony."""
    found = one.attribution
    if found is None:
        return True
    distance = found.cue - one.at if found.cue > one.at else one.at - found.cue
    return distance > (NEAR_AFTER if found.cue > one.at else NEAR_BEFORE)


def _is_named(one: Spoken) -> bool:
    """A name is given: "a show called “Brokers”", "titled “Going Home”"."""
    row, at = one.row, one.at
    if at < 2 or row.tokens[at - 1].lower not in row.lex.naming:
        return False
    subject = row.tokens[at - 2]
    return not (subject.capital or subject.lower in row.lex.pronouns)


def _stands_free(row: Row, at: int) -> bool:
    """Whether the quotation is a sentence of its own or is led in by a comma or colon."""
    if row.starts[at] == at:
        return True
    return row.tokens[at - 1].text in (",", ":", "—", "–")


def _is_title(words: Sequence[str], one: Spoken) -> bool:
    """All words that matter begin with a capital: “Meet the Press”; a lone one: NBC’s “Today”."""
    row, at = one.row, one.at
    if row.starts[at] == at:
        return False
    long = [word for word in words if len(word.strip(",.!?")) > 3] or list(words)
    if not all(word[:1].isupper() for word in long):
        return False
    before = row.tokens[at - 1].lower
    if len(words) == 1:
        return before == "'s" or before in row.lex.words["prepositions"]
    led_in = row.tokens[at - 1].kind == "p" and row.is_cue(at - 2)
    return not led_in and not row.is_cue(at - 1)
