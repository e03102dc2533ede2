"""Sentences: where one ends and the next begins, by rules and a list of abbreviations.

Ranges over the text that was given; never the words themselves.
"""

from __future__ import annotations

import re

from tui.analysis.annotation import Range
from tui.analysis.lexicon import table

CLOSERS = "\"'”’»«)]」』“"
# An end mark, what closes after it, then white space; or a CJK end mark, which needs no space.
# Starts only where a run of marks starts and never gives back: linear on a megabyte of them.
_END = re.compile(
    rf"[.!?…。！？](?:(?<=[。！？])[。！？]*+[{re.escape(CLOSERS)}]*+"
    rf"|(?<![.!?…][.!?…])[.!?…]*+[{re.escape(CLOSERS)}]*+(?=\s))"
)
_OPENER = re.compile(r"[\s\"'“‘„«»「『(\[•*–—-]*(\S)")
_LAST_WORD = re.compile(r"[^\s(\[\"“‘„«]{1,24}$")
_DATA = table("abbreviations.toml")
ABBREVIATIONS = frozenset(_DATA["abbreviations"].split())
ALSO_WORDS = frozenset(_DATA["also_words"].split())
# Abbreviations that may well end a sentence too: there the next word decides.
_MAY_END = frozenset(_DATA["may_end"].split())
# Of these only before a word that opens sentences.
_PLACES = frozenset(_DATA["places"].split())
_OPENERS = frozenset(_DATA["openers"].split())
BEFORE_ORDINAL = frozenset(_DATA["before_ordinal"].split())
_COUNTED = frozenset(_DATA["counted"].split())
_DAYS = frozenset(_DATA["days"].split())
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
_LETTER = re.compile(r"(?<![^\W_])[A-Z]$")
_NEXT = re.compile(r"[^\W\d_]+")
# "NEW YORK, Aug. 2, 2024 /Wire/ -- ", "Paris (AP) — ", "(AP)": where, when and who sends it.
_WIRE = r"\([^()\n]{2,40}\)"
_NAME = r"[A-Z][\w.'’&-]*+|de|of|du|la|le|del|di|am|and"
_SENDER = rf"(?:{_NAME}|@|\d{{1,4}}(?:st|nd|rd|th)?|/[\w -]+/|{_WIRE})[,.;:|/]*+\s*+"
_SENT = rf"(?:{_SENDER}){{1,16}}(?:(?<!\w)(?:--|[–-])|—)\s*+"
_DATELINE = re.compile(rf"(?=[A-Z(])(?:(?:{_SENT}){{1,3}}|{_WIRE}\s*+)(?=[\"'“‘«„A-Z]|[a-z]+[A-Z])")
_LONGEST_DATELINE = 160
_ZONE = 3  # letters: "9 a.m. EST" goes on


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Range]:
    """The sentences of `text[start:end]` in order, white space at both ends left out."""
    end = len(text) if end is None else end
    found, begin = [], start
    for match in _END.finditer(text, start, end):
        if _ends(text, match.start(), match.end(), end):
            found.append((begin, match.end()))
            begin = match.end()
    found.append((begin, end))
    return [part for a, b in found if (part := trimmed(text, a, b)).end > part.start]


def behind_dateline(text: str, start: int, end: int) -> int:
    """Where the text of a report's first paragraph begins: behind "NEW YORK, May 2 (Wire) -- "."""
    line = _DATELINE.match(text, start, min(end, start + _LONGEST_DATELINE))
    return line.end() if line else start


def trimmed(text: str, start: int, end: int) -> Range:
    """The range without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Range(start, end)


def _ends(text: str, mark: int, after: int, end: int) -> bool:
    """Whether the end mark at `mark` (closers up to `after`) ends a sentence."""
    if text[mark] in "。！？":
        return True
    opener = _OPENER.match(text, after, min(end, after + 40))
    if opener is None:
        return True
    follower = opener[1]
    if follower.islower() or (text[mark] == "!" and _LETTER.search(text, mark - 2, mark)):
        return False  # "E! News"
    if text[mark] != "." or after - mark > 1:
        return True
    return _full_stop(text, mark, follower, opener.start(1))


def _full_stop(text: str, mark: int, follower: str, at: int) -> bool:
    """Whether the single full stop at `mark` is more than the end of an abbreviation.

    The next sentence, if it is one, has its first letter or digit, `follower`, at `at`.
    """
    last = _LAST_WORD.search(text, max(0, mark - 24), mark)
    word = last[0].lower() if last else ""
    if word.isdigit() and len(word) <= 2:  # "13. März", "1. Item" against "in 12."
        return not follower.isupper() or (len(word) > 1 and _word(text, at) not in _COUNTED)
    if _INITIALS.fullmatch(word) and word not in _MAY_END:  # "J. Smith", "J.D. Vance"
        return False
    if word not in ABBREVIATIONS or (last and _is_word(last[0], text[at : at + 3])):
        return True
    return word in _MAY_END and follower.isupper() and _opens(text, at, word)


def _is_word(written: str, after: str) -> bool:
    """Whether what could be an abbreviation is none as it is written: "no", "AZ" (no "Az. 5")."""
    capitals = written.isalpha() and written.isupper() and not after.isupper()  # "DR. ROE"
    return not after[:1].isdigit() and (capitals or written in ALSO_WORDS)


def _opens(text: str, at: int, word: str) -> bool:
    """Whether a sentence begins at `at`, behind the abbreviation `word` that may end one."""
    if text[at - 1] == "(":  # "Oar Inc. (OARS)"
        return False
    if word in _PLACES:
        return _word(text, at) in _OPENERS
    after = _NEXT.match(text, at, at + 24)
    zone = after is not None and after[0].isupper() and 1 < len(after[0]) <= _ZONE
    return not (word in ("a.m", "p.m") and (zone or _word(text, at) in _DAYS))


def _word(text: str, at: int) -> str:
    """The word at `at`, lower case."""
    found = _NEXT.match(text, at, at + 24)
    return found[0].lower() if found else ""
