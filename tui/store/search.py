"""Words a person typed, and text to be searched, in the form the search index knows.

`searchable` is what is handed to the index and `match` what is asked of it: both see text the same
way. Pure functions; no SQL is run in here. The index gives nothing back (it is contentless): to
delete from it, exactly what was put in must be given again. So a changed `searchable` needs a
migration that builds the index anew.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

LONGEST = 1000
"""Characters of a search that count; the rest of a pasted page is no search."""

MOST_WORDS = 32
NOTHING = '""'

PREFIX = re.compile(r"\w{3}\Z")
"""A last word needs three letters before it also finds longer ones: the index has to gather the
articles of every word that begins so."""

SYMBOL = "\ue000"
"""Begins the stand-in for a symbol. A private character, which the tokenizer takes as a letter."""

MEANINGFUL = "#%&@"
"""Punctuation that is part of names and figures (C#, 5 %, AT&T), besides all symbols (C++, $)."""

UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # Hiragana, Katakana
    (0x3400, 0x9FFF),  # Han
    (0xAC00, 0xD7AF),  # Hangul: its words carry their particles
    (0xF900, 0xFAFF),  # Han
    (0x20000, 0x3FFFF),  # Han
)
"""Characters of scripts that set no spaces between words: each is a word of its own."""

USUAL = r"\t\n\r -\"'-*,-;?A-\]_a-{}À-ÖØ-öø-ʯͰ-ϵϷ-ҁҊ-ԯ‐-‧"
"""Characters that stand for themselves; naming them saves looking at nearly every character."""

UNUSUAL = re.compile(f"[^{USUAL}]")
PIECE = re.compile(r'"([^"]*)"|([^\s"]+)')
QUOTATION_MARKS = str.maketrans("“”„«»", '"""""')


@cache
def _stand_in(character: str) -> str:
    code = ord(character)
    if character in "\u00ad\u2060\ufeff":  # invisible, inside words: soft hyphen, word joiners
        return ""
    if any(low <= code <= high for low, high in UNSPACED):
        return f" {character} "
    category = unicodedata.category(character)
    if category in ("Sc", "Sm", "So") or character in MEANINGFUL:
        return f" {SYMBOL}{code:06x} "
    return " " if category[0] in "CZ" else character


def searchable(text: str) -> str:
    """Text as the index takes it.

    Compatibility forms are unified (a ligature fi is f and i), symbols and characters of unspaced
    scripts become words of their own. Case and accents are folded by the index itself.
    """
    return UNUSUAL.sub(lambda found: _stand_in(found[0]), unicodedata.normalize("NFKC", text))


def match(words: str) -> tuple[str, str]:
    """What to ask of the index so that all words must be there; and the last term of it, if that
    may also be the beginning of longer words (put " *" behind the whole), else "".

    A "quoted phrase" stays a phrase, and so does a word with punctuation inside (O'Brien). What is
    typed never is query syntax. An empty phrase, which nothing matches, when there is nothing that
    could be found.
    """
    pieces = PIECE.findall(words[:LONGEST].translate(QUOTATION_MARKS))
    terms = [(searchable(phrase or word), bool(word)) for phrase, word in pieces]
    terms = [(term, open_) for term, open_ in terms if _has_words(term)][:MOST_WORDS]
    if not terms:
        return NOTHING, ""
    # Nothing to escape: a piece has no quotation mark, and all of it is quoted.
    last, open_ = terms[-1]
    begins = f'"{last}"' if open_ and PREFIX.search(last) else ""
    return " AND ".join(f'"{term}"' for term, _ in terms), begins


def _has_words(term: str) -> bool:
    return any(character.isalnum() or character == SYMBOL for character in term)
