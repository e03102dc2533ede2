"""Words of a paragraph as tokens, a whole quotation being one token.

So that "Name, 42, a lecturer from Z, said “…” and left" is one short row to read attributions from.
Offsets are characters into Document.text, end exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from tui.analysis.marks import Stretch
from tui.analysis.sentences import ABBREVIATIONS, ALSO_WORDS, BEFORE_ORDINAL

# "fragte sie auf X. Ihr Freund …": a network at the end of a sentence, no initial.
_NETWORKING = ("on", "auf", "sur", "en", "su", "op", "no", "på")
_ON_X = "|".join(rf"(?<=\s{word} X\.)" for word in _NETWORKING)
_TOKEN = re.compile(
    rf"(?!\s)(?:((?=.[.-])(?!X\.(?:{_ON_X}))"
    r"(?:[A-Z]-)?(?:[^\W\d_]\.){1,6}(?:[^\W\d_](?!\w))?|Ph\.D\."  # initials: "J.K.", "D-N.H."
    r"|[^\W_]++(?:(?:[-'’&/@_]|\.(?![A-ZÀ-Þ]))[^\W_]++)*+)"  # words, with what joins them inside
    r"|[^\w\s]{5,}+|(?:[^\w\s]\s){8,}+"  # a row of signs is one ornament
    r"|[^\w\s])"
)
_OWNER = re.compile(r"[a-z]s['’](?=\s\w)")  # "The Times’ Ann Roe", "the workers’ union"
# "Roe's", "he'd": what hangs on a word is one of its own.
_TAIL = re.compile(r"(?<=\w)['’](s|d|ve|re|ll)$", re.IGNORECASE)
# "al-Sharaa", "ad-Din", "54-Jährige": what is tied to a name or noun.
_TIED = re.compile(r"(?:\d\d?|a[dhlnrstz]|ash|el|d|o)[-'’](?=[A-ZÀ-Þ])")
# "London-based", "Trump-style": an adjective made of a name.
_MADE_OF_NAME = re.compile(r"-(?:[a-z]+ed|born|style|led|era|wide|run|like|only|speaking)$")
END_MARKS = ".!?…"
DASHES = ("—", "–")


class Splits(NamedTuple):
    """What a language writes together: "l'", "d'" before a word, "-t-elle" behind one."""

    elided: frozenset[str] = frozenset()
    clitics: tuple[str, ...] = ()


NO_SPLITS = Splits()


class Token(Struct, frozen=True, gc=False):  # made and read by the thousand: no NamedTuple
    """One word, punctuation mark or quotation ("Q")."""

    start: int
    end: int
    text: str  # empty for a quotation, and so "in" every string of marks
    lower: str
    kind: str  # "w" word, "p" punctuation, "Q" quotation
    stretch: int = -1  # which quotation
    capital: bool = False  # a word that begins with a capital letter (or a bare initial)


def tokens(
    text: str, start: int, end: int, quoted: Sequence[Stretch], splits: Splits = NO_SPLITS
) -> list[Token]:
    """The tokens of `text[start:end]`; `quoted` are its quoted stretches in order."""
    row: list[Token] = []
    at = start
    for number, stretch in enumerate(quoted):
        _words(row, text, at, stretch.start)
        row.append(Token(stretch.start, stretch.end, "", "", "Q", number))
        at = stretch.end
    _words(row, text, at, end)
    return _split(row, splits) if any(splits) else row


def _split(row: Sequence[Token], splits: Splits) -> list[Token]:
    """The tokens, with what the language writes together taken apart."""
    found: list[Token] = []
    for token in row:
        rest = token
        head, mark, tail = token.text.replace("’", "'").partition("'")
        if mark and tail and head.lower() in splits.elided:
            at = token.start + len(head) + 1
            found.append(_piece(token, token.start, at))
            rest = _piece(token, at, token.end)
        clitic = next((end for end in splits.clitics if rest.lower.endswith(end)), "")
        if clitic and token.kind == "w":
            at = rest.end - len(clitic.rpartition("-")[2])
            found += [_piece(rest, rest.start, rest.end - len(clitic)), _piece(rest, at, rest.end)]
        else:
            found.append(rest)
    return found


def _piece(token: Token, start: int, end: int) -> Token:
    text = token.text[start - token.start : end - token.start]
    return Token(start, end, text, text.lower().replace("’", "'"), "w", -1, text[:1].isupper())


def _words(row: list[Token], text: str, start: int, end: int) -> None:
    skip = -1
    for match in _TOKEN.finditer(text, start, end):
        at, after = match.span()
        word = match[0]
        if match.lastindex is None:
            if word in "'’" and _OWNER.match(text, max(start, at - 2)):
                row.append(Token(at, after, word, "'s", "w"))
            elif at != skip:
                row.append(Token(at, after, word, word, "p"))
            continue
        if after < end and text[after] == "." and _keeps_stop(row, text, after, word):
            skip, after, word = after, after + 1, word + "."
        if word.isalpha():
            row.append(Token(at, after, word, word.lower(), "w", -1, word[0].isupper()))
            continue
        tail, capital = _TAIL.search(word), _is_capital(word)
        if tail:
            stem, split = word[: tail.start()], at + tail.start()
            row.append(Token(at, split, stem, stem.lower(), "w", -1, capital))
            row.append(Token(split, after, tail[0], f"'{tail[1].lower()}", "w"))
        else:
            row.append(Token(at, after, word, word.lower(), "w", -1, capital))


def _is_capital(word: str) -> bool:
    """Whether a word may be one of a name: "Roe", "al-Sharaa", no "London-based"."""
    if word[0].isupper():
        return not _MADE_OF_NAME.search(word)
    return bool(_TIED.match(word))


def _keeps_stop(row: Sequence[Token], text: str, after: int, word: str) -> bool:
    """Whether the full stop behind `word` belongs to it: "Sen.", "R-Wis.," and "(R-Fla.)"."""
    ordinal = word.isdigit() and row and row[-1].lower in BEFORE_ORDINAL
    if ordinal or text[after + 1 : after + 2] in (",", ")", ";"):
        return True
    if word in ALSO_WORDS:
        return text[after + 1 : after + 3].strip().isdigit()
    return word.lower() in ABBREVIATIONS


def is_age(word: str) -> bool:
    """Whether a word between two commas may be somebody's age in years."""
    return word.isdigit() and 1 <= len(word) <= 2


def sentence_starts(row: Sequence[Token], text: str) -> list[int]:
    """For each token the index of the token that begins its sentence (quotations stay whole)."""
    starts: list[int] = []
    for index in [at for at, token in enumerate(row[:-1]) if token.kind != "w"]:
        if _ends_sentence(row[index], row[index + 1], text):
            starts += [len(starts)] * (index + 1 - len(starts))
    return starts + [len(starts)] * (len(row) - len(starts))


def _ends_sentence(token: Token, after: Token, text: str) -> bool:
    """Whether a sentence ends with `token`, given the token that follows."""
    if token.kind == "p":
        goes_on = after.kind != "Q" and (after.text in END_MARKS or after.text[:1].islower())
        return token.text in END_MARKS and not goes_on
    if token.kind != "Q" or after.kind == "p":
        return False
    last = text[token.start : token.end].rstrip("\"'”’“‘»«) \u00a0\u202f")[-1:]
    return last in END_MARKS and (after.kind == "Q" or after.capital)
