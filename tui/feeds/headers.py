"""What the headers of an answer tell us: validators, freshness, when to come back.

Pure functions of httpx.Headers. Headers come from strangers: nothing in here raises, what makes no
sense counts as not said.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from tui.model import Validators

DAY_S = 86_400.0
MAX_VALIDATOR = 1_000


def validators(headers: httpx.Headers) -> Validators:
    """ETag and Last-Modified, verbatim, as far as they can be sent back."""
    return Validators(plain(headers.get("etag")), plain(headers.get("last-modified")))


def plain(value: str | None) -> str:
    """A header's value if it is printable ASCII of sane length, else nothing.

    Whatever else a server sends is neither echoed nor kept.
    """
    good = value is not None and value.isascii() and value.isprintable()
    return value if value is not None and good and len(value) <= MAX_VALIDATOR else ""


def retry_after_s(headers: httpx.Headers, now: datetime) -> float | None:
    """Seconds to stay away (Retry-After, RFC 9110 section 10.2.3), at most a day, or None."""
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,15}", value):
        return min(float(value), DAY_S)
    moment = _date(value)
    if moment is None or moment <= now:
        return None
    return min((moment - now).total_seconds(), DAY_S)


def max_age_s(headers: httpx.Headers, now: datetime) -> float | None:
    """How many seconds the answer stays fresh: max-age, else Expires; None when neither says."""
    control = headers.get("cache-control", "").lower()
    if found := re.search(r"(?:^|[,\s])max-age\s*=\s*\"?([0-9]{1,15})", control):
        return float(found[1])
    expires = _date(headers.get("expires", ""))
    if expires is None:
        return None
    return max(0.0, (expires - (_date(headers.get("date", "")) or now)).total_seconds())


def codings(headers: httpx.Headers) -> list[str]:
    """The content codings applied to the body, in lower case, without those that change nothing."""
    named = (name.strip().lower() for name in headers.get("content-encoding", "").split(","))
    return [name for name in named if name not in ("", "identity")]


def _date(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
