"""Speech that no quotation mark shows: dash dialogue, interviews by label, blockquotes.

    – We are ready, says Ann Roe.          a dash opens, the cue or another dash closes
    Q: Are you ready?   ANN ROE: I am.     labels that keep coming back
    Ann Roe wrote:  > We are ready.        a blockquote that a colon leads in

Only shapes and the languages that use dashes; whose the words are is decided elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tui.analysis.lexicon import Lexicon
from tui.analysis.marks import Paragraph, Stretch

_DASH = re.compile(r"[—–―]\s*(?=\w|[¿¡«“\"])|-\s+(?=\w|[¿¡«“\"])")
# What may end a dashed speech: a dash with a space before it, or a stop and a word (its group).
_ASIDE = re.compile(r"[,!?…]\s(?:[—–―-]\s?)?([^\W\d_]+)|\s[—–―-]\s?([^\W\d_]+)")
_RESUMES = re.compile(r"[.,;:]?\s?[—–―][.,;:]?\s+")
_LABEL = re.compile(r"((?:[^\W\d_][\w.'’-]*)(?: [^\W\d_][\w.'’-]*){0,3})\s?:\s+(?=\S)")
_SIGNED = re.compile(r"[—–―-]\s?(?=[^\W\d_])")
# How often labels must stand at the head of a paragraph to make an interview.
TURNS = 3
SIGNATURE = 80  # characters: a longer last line of a blockquote is no name


def unmarked(text: str, blocks: Sequence[Paragraph], lex: Lexicon) -> dict[int, list[Stretch]]:
    """Paragraph number → the speech in it, in order, for paragraphs that have such speech."""
    found = _labelled(text, blocks) | _blockquotes(text, blocks)
    if lex.dashes:
        found |= _dashed(text, blocks, lex)
    return found


def _labelled(text: str, blocks: Sequence[Paragraph]) -> dict[int, list[Stretch]]:
    matches = {
        number: match
        for number, block in enumerate(blocks)
        if (match := _LABEL.match(text, block.start, block.end)) and _is_label(match[1])
    }
    counts = Counter(match[1] for match in matches.values())
    turns = {n: match for n, match in matches.items() if counts[match[1]] > 1}
    asked = any(text[blocks[n].start : blocks[n].end].rstrip()[-1:] == "?" for n in turns)
    if not asked or len(turns) < TURNS or len({match[1] for match in turns.values()}) < 2:
        return {}
    return {
        n: [_stretch(match.end(), blocks[n].end, match.end(), "label")]
        for n, match in turns.items()
    }


def _is_label(words: str) -> bool:
    """ "Q", "ROE", "Ann Roe": capitals all, or every word with one."""
    return words.isupper() or all(word[0].isupper() for word in words.split())


def _blockquotes(text: str, blocks: Sequence[Paragraph]) -> dict[int, list[Stretch]]:
    """Blockquotes behind a colon; each paragraph but the last one goes on in the next."""
    found, led_in = {}, False
    for number, block in enumerate(blocks):
        if not block.quoted:
            led_in = text[block.start : block.end].rstrip().endswith(":")
        elif led_in and not _is_signature(text, block):
            follower = blocks[number + 1] if number + 1 < len(blocks) else None
            goes_on = follower and follower.quoted and not _is_signature(text, follower)
            stretch = _stretch(block.start, block.end, block.start, "block")
            found[number] = [stretch._replace(closed=not goes_on)]
    return found


def _is_signature(text: str, block: Paragraph) -> bool:
    short = block.end - block.start <= SIGNATURE
    return short and _SIGNED.match(text, block.start, block.end) is not None


def _dashed(text: str, blocks: Sequence[Paragraph], lex: Lexicon) -> dict[int, list[Stretch]]:
    """Paragraphs that open with a dash, if one of the article's tells who speaks."""
    found, told = {}, False
    for number, block in enumerate(blocks):
        opened = _DASH.match(text, block.start, block.end)
        if opened and not block.listed:
            found[number] = _turns(text, block, opened.end(), lex)
            told = told or found[number][-1].end < block.end or len(found[number]) > 1
    return found if told else {}


def _turns(text: str, block: Paragraph, at: int, lex: Lexicon) -> list[Stretch]:
    """The spoken parts of a paragraph that opens with a dash: "— A, — said Roe. — B"."""
    found, start = [], block.start
    while True:
        aside = _aside(text, at, block.end, lex)
        end = aside.start() + 1 if aside else block.end
        found.append(_stretch(start, end, at, "dash"))
        resumed = _RESUMES.search(text, aside.end(), block.end) if aside else None
        if resumed is None:
            return found
        start = at = resumed.end()


def _aside(text: str, at: int, end: int, lex: Lexicon) -> re.Match[str] | None:
    """Where the words of the narrator begin: a cue behind a stop or dash."""
    for match in _ASIDE.finditer(text, at, end):
        if (match[1] or match[2]).lower() in lex.strong:
            return match
    return None


def _stretch(start: int, end: int, inner: int, how: str) -> Stretch:
    return Stretch(start, end, inner, end, True, False, how)
