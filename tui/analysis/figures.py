"""Figures: the number a sentence is about, with its unit, its change, and what it is a number of.

Ranges over the text that was given. The words (units, scales, fractions, changes) of all languages
are one data table, since a sentence rarely says in which language it counts. No judgement on
whether the figure is new or true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from msgspec import Struct

from tui.analysis.annotation import Range
from tui.analysis.lexicon import table

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_NAMED = re.compile(r"(?:1[89]|20)\d\d(?:–\d+)?$|[2-8][KG]$")  # a year; "in 4K", "a 5G mast"
_LETTERED = re.compile(r"\d+[A-Z]")  # "Block 1B"
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_NEAR = 48  # characters between a figure and the word that says how it changed
_COUNTED = 3  # words behind a number that may say what it counts
_SMALL = 3  # digits of a number that must count something
_CAPITAL = re.compile(r"\b[A-Z][\w&]*\.?[ \u00a0]$")
_SHORT = 30  # characters of a figure with what it counts: "106 protesters"
_OF = 5  # words that can name what is counted


class Figure(Struct, frozen=True):
    """A figure: `value` with sign, currency and scale ("$2 billion"), the others None if absent.

    `unit` ("per cent", "km") stands behind the value, `change` ("rose") near it, `what` is what is
    counted ("patients"). Character offsets into the text given, end exclusive.
    """

    value: Range
    unit: Range | None = None
    change: Range | None = None
    what: Range | None = None

    @property
    def told(self) -> Range:
        """The value with its unit, and with what it counts where that is short."""
        start, value = self.value.start, self.value.end
        ends = (part.end for part in (self.unit, self.what) if part)
        return Range(start, max([value, *(end for end in ends if end - start < _SHORT)]))


class _Words(Struct, frozen=True):
    """The table as patterns."""

    number: re.Pattern[str]
    percent: re.Pattern[str]
    share: re.Pattern[str]
    signs: tuple[str, ...]  # one of them is in every text with a share: to be fast without
    change: re.Pattern[str]
    of: frozenset[str]
    stop: frozenset[str]
    many: frozenset[str]
    named: frozenset[str]
    beside: re.Pattern[str]  # before a number that is no result: of a sample, "per 100"
    earlier: re.Pattern[str]  # before a number that a result is compared with


def figure(text: str) -> Figure | None:
    """The figure that a sentence is about: a share before an amount before a count; None: none."""
    found = [*_shares(text), *_numbers(text)]
    if not found:
        return None
    best = max(found, key=lambda one: (*_weight(text, one), -one.value.start))
    return Figure(best.value, best.unit, _change(text, best), _what(text, best))


def numbers_in(text: str) -> int:
    """How many numbers a sentence gives: years, days of a month and names do not count."""
    return len(_numbers(text))


def values_in(text: str) -> frozenset[str]:
    """The digits of these numbers, without currency and scale: 4 of "R4bn", 1.1 of "1.1%"."""
    return frozenset(
        digits[0] for one in _numbers(text) if (digits := _DIGITS.search(one.value.of(text)))
    )


def share_in(text: str) -> bool:
    """Whether it gives a share: a percentage, "one in five", "two thirds of"."""
    known, lower = _words(), text.lower()
    if not any(sign in lower for sign in known.signs):
        return False
    return known.percent.search(text) is not None or known.share.search(text) is not None


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = table("findings.toml")["figures"]
    shares = _any(data["percent"])
    scales, units = _any(data["scales"]), _any(f"{data['percent']}|{data['units']}")
    currency = r"(?:[A-Z]{0,3}[$€£¥₹]|R|RM|Rs|EUR|USD|CHF|GBP)"
    digits = r"\d(?:[\d.,]*\d)?+"
    amount = rf"(?:{currency}\s?)?{digits}(?:\s?(?:{scales})\b)?"
    ranged = rf"–{digits}|\s?(?:-|–|to|and|bis|und)\s?{digits}(?=\s?(?:%|{shares}))"
    counted = rf"(?:{data['counts']}|\d{{1,3}}\b)"
    in_n = rf"\b{counted}[ -](?:{data['in']})[ -]{counted}\b"
    percent = rf"(?:\d|\b(?:{scales}|{counted}))\s?(?:%|(?:{shares})\b)"
    return _Words(
        number=re.compile(
            rf"(?<![\w.,#/-])(?P<value>[+−-]?{amount}(?:{ranged})?)"
            rf"(?![-/\w]|[.,]\d)(?P<unit>\s?%|[\s-](?:{units})\b)?"
        ),
        percent=re.compile(percent, re.IGNORECASE),
        share=re.compile(rf"{in_n}|\b(?:{data['fractions']})\b", re.IGNORECASE),
        signs=tuple(data["signs"].split("|")),
        change=re.compile(rf"\b(?:{data['change']})\b", re.IGNORECASE),
        of=frozenset(data["of"].split()),
        stop=frozenset(data["stop"].split()),
        many=frozenset(data["many"].split()),
        named=frozenset(data["named"].split()),
        beside=re.compile(rf"\b(?:{data['beside']}) $", re.IGNORECASE),
        earlier=re.compile(rf"\b(?:{data['earlier']}) $", re.IGNORECASE),
    )


def _any(words: str) -> str:
    """An alternation, longest first."""
    return "|".join(sorted(words.split("|"), key=len, reverse=True))


@lru_cache(maxsize=512)  # each pass over an article asks anew
def _numbers(text: str) -> tuple[Figure, ...]:
    return tuple(_found(text)) if _DIGITS.search(text) else ()


def _found(text: str) -> Iterator[Figure]:
    for match in _words().number.finditer(text):
        value, unit = Range(*match.span("value")), None
        if match["unit"]:
            unit = Range(match.end() - len(match["unit"].strip()), match.end())
        if unit or not (_is_beside(text, value) or _is_named(text, value)):
            yield Figure(value, unit)


def _is_beside(text: str, value: Range) -> bool:
    """Whether it is no result: a day or year, who was asked ("a survey of 900"), "per 100"."""
    before = text[max(0, value.start - _NEAR) : value.start]
    return bool(_words().beside.search(before) or _NAMED.match(value.of(text)))


def _is_named(text: str, value: Range) -> bool:
    """Whether a plain number is part of a name, or counts nothing: "the S&P 500 fell", "Oars 5.1 is
    out", "on May 3", "Roe, 61, said"."""
    plain, known = value.of(text), _words()
    before = _CAPITAL.search(text, max(0, value.start - 24), value.start)
    name = before[0].strip(" \u00a0.").lower() if before else ""
    if not plain.replace(".", "", 1).isdigit():
        return bool(name) and _LETTERED.fullmatch(plain) is not None
    behind = [match[0].lower() for match in _behind(text, value)]
    counted = name not in known.named and any(_is_plural(word) for word in behind[:_COUNTED])
    beside = bool(name) and name not in known.stop and not counted
    nothing = plain.isdigit() and (not behind or behind[0] in known.stop)
    return beside or (nothing and len(plain) <= _SMALL)


def _behind(text: str, value: Range) -> Iterator[re.Match[str]]:
    """The words right behind a number, up to the next one or the end of the phrase."""
    at = value.end
    for match in _WORD.finditer(text, at, at + 60):
        if match[0][0].isdigit() or text[at : match.start()].strip():
            return
        at = match.end()
        yield match


def _is_plural(word: str) -> bool:
    return word in _words().many or (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us"))
    )


def _shares(text: str) -> Iterator[Figure]:
    """Shares in words: "one in five", "half of"."""
    return (Figure(Range(*match.span())) for match in _words().share.finditer(text))


def _weight(text: str, one: Figure) -> tuple[int, bool]:
    """Per cent, then shares in words, then amounts with a unit or a scale, then counts; of each the
    new ones before what they are compared with: "up from 3%"."""
    unit = one.unit.of(text).lower() if one.unit else ""
    before = text[max(0, one.value.start - _NEAR) : one.value.start]
    new = _words().earlier.search(before) is None
    if unit == "%" or unit.startswith("p"):
        return 4, new
    if _words().share.fullmatch(one.value.of(text)):
        return 3, new
    return (2 if unit or not one.value.of(text).isdigit() else 1), new


def _change(text: str, one: Figure) -> Range | None:
    """The nearest word of change."""
    end = one.unit.end if one.unit else one.value.end
    found = list(_words().change.finditer(text, max(0, one.value.start - _NEAR), end + _NEAR))
    gaps = [max(one.value.start - match.end(), match.start() - end) for match in found]
    outside = [(gap, match) for gap, match in zip(gaps, found, strict=True) if gap >= 0]
    return Range(*min(outside, key=lambda pair: pair[0])[1].span()) if outside else None


def _what(text: str, one: Figure) -> Range | None:
    """The words right behind a figure that name what is counted: up to a plural."""
    at = one.unit.end if one.unit else one.value.end
    words, start = _words(), -1
    for match in islice(_WORD.finditer(text, at, at + 90), _OF + 1):
        word = match[0].lower()
        leads = start < 0 and word in words.of
        if text[at : match.start()].strip() or (word in words.stop | words.of and not leads):
            return None
        at = match.end()
        if start < 0 and not leads:
            start = match.start()
        if start >= 0 and _is_plural(word):
            return Range(start, match.end())
    return None
