"""What may be asked for, and what the headers of an answer mean."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import httpx
import pytest

from tui.errors import FetchError
from tui.feeds.fetch import address
from tui.feeds.headers import max_age_s, retry_after_s

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("60", 60.0),
        ("999999999", 86_400.0),
        (format_datetime(NOW + timedelta(minutes=5), usegmt=True), 300.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86_400.0),
        (format_datetime(NOW - timedelta(minutes=5), usegmt=True), None),
        ("-5", None),
        ("abc", None),
        ("٣", None),
        ("", None),
    ],
)
def test_a_wished_pause_is_seconds_or_a_date_and_at_most_a_day(
    value: str, seconds: float | None
) -> None:
    headers = httpx.Headers([(b"retry-after", value.encode())])
    assert retry_after_s(headers, NOW) == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Cache-Control": "public, max-age=300"}, 300.0),
        ({"Cache-Control": 'MAX-AGE="300"'}, 300.0),
        ({"Cache-Control": "s-maxage=300"}, None),
        ({"Cache-Control": "no-cache"}, None),
        ({"Expires": format_datetime(NOW + timedelta(hours=1))}, 3600.0),
        ({"Expires": "0"}, None),
        (
            {
                "Date": format_datetime(NOW + timedelta(hours=9)),
                "Expires": format_datetime(NOW + timedelta(hours=10)),
            },
            3600.0,
        ),
        ({}, None),
    ],
)
def test_how_long_an_answer_stays_fresh(headers: dict[str, str], seconds: float | None) -> None:
    assert max_age_s(httpx.Headers(headers), NOW) == seconds


def test_addresses_that_may_not_be_fetched_are_refused(shared: Path) -> None:
    lines = (shared / "corpus/hostile/lists/urls.jsonl").read_text().splitlines()
    rows = [json.loads(line) for line in lines]
    absolute = [row for row in rows if row["url"][:1] not in "/"]
    assert [row["url"] for row in absolute if row["may_fetch"] != _fetchable(row["url"])] == []


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("feed://example.org/rss", "https://example.org/rss"),
        ("feed:https://example.org/rss", "https://example.org/rss"),
        ("FEED:http://example.org/rss", "http://example.org/rss"),
        (" https://example.org/a b#c ", "https://example.org/a%20b"),
        ("https://bücher.example/", "https://bücher.example/"),
    ],
)
def test_feed_addresses_are_web_addresses(typed: str, asked: str) -> None:
    assert address(typed) == httpx.URL(asked)


def _fetchable(url: str) -> bool:
    try:
        address(url)
    except FetchError:
        return False
    return True
