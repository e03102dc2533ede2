"""What may reach a terminal: the one filter for control, direction and width abuse.

Letters are never lost, only what is invisible or commands the terminal. It knows nothing of markup,
and it does not make a string fit a width.
"""

from __future__ import annotations

import re
import unicodedata

_MARKS_AT_MOST = 8
_JOINED_AT_MOST = 9

# The characters of nearly all news: nothing in here needs a second look.
_PLAIN = re.compile(
    "[\t\n -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0590\u05d0-\u060f\u061b\u061e-\u064a"
    "\u0660-\u066f\u0671-\u06d5\u2010-\u2027\u2030-\u205e\u20a0-\u20cf\u2100-\u2cee\u2e00-\u3029"
    "\u3030-\u3098\u309b-\u3163\u3165-\ua66e\uac00-\ud7ff\uff01-\uff9f]*"
)
# Scripts that spell with joiners: Arabic to Myanmar, Khmer and Mongolian, Vedic, later Indic.
_JOINING = "\u0600-\u109f\u1780-\u18af\u1cd0-\u1cff\ua8e0-\uabff\U00011000-\U000119ff"
_EMOJI = "\u00a9\u00ae\u2049-\u2bff\u3030-\u3299\U0001f000-\U0001faff\ufe0f\u20e3"
_FLAG = "\U0001f3f4[\U000e0061-\U000e007a\U000e0030-\U000e0039]{2,6}\U000e007f"  # Scotland's

# Not compiled before a text needs them, as few do: the first frame need not wait for that.
_BREAK = "\r\n?|[\x0b\x0c\x85\u2028\u2029]"
_SURROGATE = "[\ud800-\udfff]"
_TAG = f"({_FLAG})|[\U000e0000-\U000e007f]"
_HIDDEN = (
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u180e\u200b\u202a-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001d173-\U0001d17a\U000e0100-\U000e0fff]"
    # A joiner stays where letters need it and between two emoji; elsewhere it hides something.
    f"|(?<![{_JOINING}])(?:\u200c|(?<![{_EMOJI}])\u200d|\u200d(?![{_EMOJI}]))"
)
_SELECTORS = "([\ufe00-\ufe0f])[\ufe00-\ufe0f]+"
_CHAIN = f"(?:[^\u200d]{{1,3}}\u200d){{{_JOINED_AT_MOST + 1},}}"
# Long runs of what takes no cell: "\w" holds no combining mark, but the vowels of old Hangul.
_PILE = (
    "(?:[\u1160-\u11ff\u200e\u200f]|[^\\w\\s\x00-\u02ff\u2000-\u20cf\u2100-\u2cee\u2e00-\u3029"
    f"\u3030-\u3098\ufe30-\uffff\U0001f000-\U000dffff]){{{_MARKS_AT_MOST + 1},}}"
)


def one_line(text: str) -> str:
    """`text` as a single line that is safe to write to a terminal.

    Control characters, direction overrides, tag characters and hidden characters are gone, lone
    surrogates are U+FFFD, piles of combining marks are cut at 8, white space of any kind is folded
    to single spaces and trimmed. Right-to-left letters, flags and joined emoji stay.
    """
    return " ".join(many_lines(text).split())


def many_lines(text: str) -> str:
    """The same, but spaces, tabs and line breaks stay; every kind of line break becomes "\\n"."""
    return text if _PLAIN.fullmatch(text) else _clean(text)


def _clean(text: str) -> str:
    text = re.sub(_BREAK, "\n", text)
    text = re.sub(_SURROGATE, "\ufffd", text)
    text = re.sub(_TAG, r"\1", text)
    text = re.sub(_HIDDEN, "", text)
    text = re.sub(_SELECTORS, r"\1", text)
    text = re.sub(_CHAIN, lambda found: found[0].replace("\u200d", ""), text)
    return re.sub(_PILE, _cut, text)


def _cut(found: re.Match[str]) -> str:
    kept, marks = [], 0
    for character in found[0]:
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me", "Cf", "Lo") else 0
        if marks <= _MARKS_AT_MOST:
            kept.append(character)
    return "".join(kept)
