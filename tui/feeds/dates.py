"""Dates as people write them on pages: found in running text, in a dozen languages.

Whether 3/4/2026 is in March or April no single date tells; the others of the same page often do,
and where they do not, its language does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from msgspec import Struct

_MONTHS = (
    "january jan january enero ene janvier janv gennaio januar januari jänner janeiro января янв"
    " stycznia sty",
    "february feb febrero février févr fevr febbraio febr februar februari fevereiro fev февраля"
    " фев lutego lut",
    "march mar marzo mars märz maart mrt março marco марта мар marca",
    "april apr abril abr avril avr aprile апреля апр kwietnia kwi",
    "may mayo mai maggio mag maj mei maio мая maja",
    "june jun junio juin giugno giu juni junho июня июн czerwca cze",
    "july jul julio juillet juil luglio lug juli julho июля июл lipca lip",
    "august aug agosto ago août aout augustus augusti августа авг sierpnia sie",
    "september sept sep septiembre septembre settembre set setembro сентября сен сент września wrz",
    "october oct octubre octobre ottobre ott oktober okt outubro out октября окт października paź",
    "november nov noviembre novembre ноября ноя listopada lis",
    "december dec diciembre dic décembre déc dicembre dezember dez dezembro desember декабря дек"
    " grudnia gru",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}

_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20)[0-9]{2}"
_DATE = re.compile(
    rf"(?<![\w/.-])(?:"
    rf"(?P<y1>{_YEAR})(?P<s>[-/.])(?P<m1>[01]?[0-9])(?P=s)(?P<d1>[0-3]?[0-9])(?![\w/-])"
    rf"|(?P<y2>{_YEAR}) ?年 ?(?P<m2>[01]?[0-9]) ?月 ?(?P<d2>[0-3]?[0-9]) ?日"
    rf"|(?P<a>[0-3]?[0-9])(?P<t>[-/.]) ?(?P<b>[0-3]?[0-9])(?P=t)"
    rf" ?(?P<y3>{_YEAR}|[0-9]{{2}})(?![\w/-])"
    rf"|(?P<d4>[0-3]?[0-9])(?:st|nd|rd|th|er|º|\.)?[ -]{{1,2}}(?:de |of )?(?P<n4>{_NAME})\b\.?,?"
    rf"(?:[ -](?:de |del )?(?P<y4>{_YEAR}|[0-9]{{2}}(?![\w:]))\b)?"
    rf"|(?P<n5>{_NAME})\b\.? (?P<d5>[0-3]?[0-9])(?:st|nd|rd|th)?(?![\w:/])"
    rf"(?:,? ?(?P<y5>{_YEAR})\b)?"
    rf")",
    re.I,
)
AGO = re.compile(
    r"\b(?:[0-9]{1,2} ?(?:m|h|d|w|min|mins|minutes?|hrs?|hours?|days?|weeks?|months?) ago"
    r"|(?:an?|one) (?:hour|day|week|month) ago|yesterday|vor [0-9]{1,2} (?:Minuten|Stunden|Tagen)"
    r"|il y a [0-9]{1,2} (?:minutes|heures|jours)|hace [0-9]{1,2} (?:minutos|horas|días))",
    re.I,
)

MONTH_FIRST = ("en-us", "en-ph", "en-ca")
_DIGIT = re.compile("[0-9]")

MOST_TEXT = 1_000
AHEAD = timedelta(days=40)
"""A day without a year is the last such day, or one that is to come this soon."""


class Day(Struct, frozen=True):
    """A date as written: numbers in the order of `found`; `swap` where day and month may change
    places; `year` is None where there was none. `start` and `end` are offsets into the text."""

    year: int | None
    month: int
    day: int
    swap: bool
    start: int
    end: int


def found(text: str) -> Day | None:
    """The first date that a text holds, or None. A day and a month suffice where nothing else
    stands ("3 Feb"); in running text there must be a year."""
    weak = None
    text = text[:MOST_TEXT]
    if not _DIGIT.search(text):
        return None
    match = _DATE.search(text)
    while match:
        day = _day(match)
        if day and day.year is not None:
            return day
        weak = weak or day
        # "the first of March 14 February 2026": the second date begins within the first.
        match = _DATE.search(text, match.start() + 1)
    alone = weak and len(text) - (weak.end - weak.start) <= 22
    return weak if alone else None


def _day(match: re.Match[str]) -> Day | None:
    part = match.groupdict()
    swap = False
    if part["a"]:
        year, month, day = part["y3"], part["a"], part["b"]
        swap = part["t"] != "."
        if not swap:
            month, day = day, month
    elif part["n4"]:
        year, month, day = part["y4"], str(MONTHS[part["n4"].lower()]), part["d4"]
    elif part["n5"]:
        year, month, day = part["y5"], str(MONTHS[part["n5"].lower()]), part["d5"]
    else:
        year, month, day = (part[f"{name}1"] or part[f"{name}2"] for name in "ymd")
    one, two = int(month), int(day)
    if not (0 < one <= 31 and 0 < two <= 31) or min(one, two) > 12 or (one > 12 and not swap):
        return None
    return Day(_century(year), one, two, swap, match.start(), match.end())


def _century(year: str | None) -> int | None:
    if not year:
        return None
    return int(year) + (2_000 if int(year) < 70 else 1_900 if len(year) == 2 else 0)


def day_first(days: Iterable[Day], language: str) -> bool:
    """Whether the day stands before the month where both could: what the days of a page show."""
    first = sum(each.swap and each.month > 12 for each in days)
    second = sum(each.swap and each.day > 12 for each in days)
    if first or second:
        return first > second
    return bool(language) and not language.lower().startswith(MONTH_FIRST) and language != "en"


def moment(day: Day, now: datetime, *, first: bool) -> datetime | None:
    """Midnight UTC of a day, or None when there is none such. `first`: as `day_first` says."""
    numbers = (day.month, day.day)
    if day.swap and ((first and day.day <= 12) or day.month > 12):
        numbers = (day.day, day.month)
    try:
        if day.year is not None:
            return datetime(day.year, *numbers, tzinfo=UTC)
        this = datetime(now.year, *numbers, tzinfo=UTC)
        return this if this <= now + AHEAD else this.replace(year=now.year - 1)
    except ValueError:
        return None
