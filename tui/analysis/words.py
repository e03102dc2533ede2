"""Words of a paragraph as tokens, a whole quotation being one token.

So that "Name, 42, a lecturer from Z, said “…” and left" is one short row to read attributions from.
Offsets are characters into Document.text, end exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tui.analysis.marks import Stretch
from tui.analysis.sentences import ABBREVIATIONS

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){1,6}(?:[^\W\d_](?!\w))?"  # initials: "J.K.", "U.S."
    r"|[^\W_]+(?:[-'’.&/@_][^\W_]+)*"  # words, with what joins them inside
    r"|[^\w\s]{5,}+"  # a row of signs is one ornament
    r"|[^\w\s]"
)
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
END_MARKS = ".!?…"


class Token(NamedTuple):
    """One word, punctuation mark or quotation ("Q")."""

    start: int
    end: int
    text: str
    lower: str
    kind: str  # "w" word, "p" punctuation, "Q" quotation
    stretch: int = -1  # which quotation

    @property
    def capital(self) -> bool:
        """Whether it is a word that begins with a capital letter (or is a bare initial)."""
        return self.kind == "w" and self.text[0].isupper()


def tokens(text: str, start: int, end: int, quoted: Sequence[Stretch]) -> list[Token]:
    """The tokens of `text[start:end]`; `quoted` are its quoted stretches in order."""
    row: list[Token] = []
    at = start
    for number, stretch in enumerate(quoted):
        _words(row, text, at, stretch.start)
        row.append(Token(stretch.start, stretch.end, "", "", "Q", number))
        at = stretch.end
    _words(row, text, at, end)
    return row


def _words(row: list[Token], text: str, start: int, end: int) -> None:
    skip = -1
    for match in _TOKEN.finditer(text, start, end):
        at, after, word = match.start(), match.end(), match[0]
        if at == skip:
            continue
        if not (word[0].isalnum()):
            row.append(Token(at, after, word, word, "p"))
            continue
        if after < end and text[after] == "." and _keeps_stop(text, after, word):
            skip, after, word = after, after + 1, word + "."
        stem = _POSSESSIVE.sub("", word)
        if stem != word and stem:
            row.append(Token(at, at + len(stem), stem, stem.lower(), "w"))
            row.append(Token(at + len(stem), after, word[len(stem) :], "'s", "w"))
        else:
            row.append(Token(at, after, word, word.lower(), "w"))


def _keeps_stop(text: str, after: int, word: str) -> bool:
    """Whether the full stop behind `word` belongs to it: "Sen.", "R-Wis.," and "(R-Fla.)"."""
    return text[after + 1 : after + 2] in (",", ")", ";") or word.lower() in ABBREVIATIONS


def sentence_starts(row: Sequence[Token], text: str) -> list[int]:
    """For each token the index of the token that begins its sentence (quotations stay whole)."""
    starts, begin = [], 0
    for index, token in enumerate(row):
        starts.append(begin)
        after = row[index + 1] if index + 1 < len(row) else None
        if after is not None and ends_sentence(token, after, text):
            begin = index + 1
    return starts


def ends_sentence(token: Token, after: Token, text: str) -> bool:
    """Whether a sentence ends with `token`, given the token that follows."""
    if token.kind == "p":
        goes_on = after.kind != "Q" and (after.text in END_MARKS or after.text[:1].islower())
        return token.text in END_MARKS and not goes_on
    if token.kind != "Q" or after.kind == "p":
        return False
    last = text[token.start : token.end].rstrip("\"'”’“»)")[-1:]
    return last in END_MARKS and (after.kind == "Q" or after.capital)
