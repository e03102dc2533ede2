"""Words a person typed, and text to be searched, in the form the search index knows.

`searchable` is what is handed to the index and `expression` what is asked of it: both see text the
same way. Pure functions; no SQL is run in here. The index gives nothing back (it is contentless):
to delete from it, exactly what was put in must be given again. So a changed `searchable` needs a
migration that builds the index anew.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from msgspec.structs import replace

from tui.query import Either, Every, Node, Not, Term

UNINDEXED = ("feed", "folder", "tag", "lang")
"""Fields that are not asked of an index of words."""

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


def expression(term: Term, column: str, is_rare: Callable[[str], bool]) -> str:
    """What to ask of an index so that a term's words are there, in a column of it ("" for any).

    The words stay together as a phrase, and so do the parts of a word with punctuation inside
    (O'Brien). `is_rare` tells of a phrase whether so few have it that it may begin longer words
    too. What is typed never is query syntax.
    """
    words = searchable(term.words.replace('"', " ")).rstrip()
    phrase = f'"{words}"'
    begins = term.begins or (term.open and PREFIX.search(phrase[:-1]) and is_rare(phrase))
    asked = f"{phrase} *" if begins else phrase
    return f"{column} : {asked}" if column else asked


def pruned(node: Node) -> Node | None:
    """The query without words in which there is nothing to be found ("--"); None: nothing is left.

    The query for everything stays what it is.
    """
    if isinstance(node, Term):
        wordless = node.field not in UNINDEXED and not _has_words(searchable(node.words))
        return None if wordless else node
    if isinstance(node, Not):
        part = pruned(node.part)
        return None if part is None else Not(part)
    if isinstance(node, Every | Either) and node.parts:
        parts = tuple(part for each in node.parts if (part := pruned(each)) is not None)
        return replace(node, parts=parts) if parts else None
    return node


def _has_words(term: str) -> bool:
    return any(character.isalnum() or character == SYMBOL for character in term)
