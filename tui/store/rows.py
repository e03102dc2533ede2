"""Values as the library keeps them: moments as numbers, text that SQLite takes.

Pure functions; no SQL in here. What cannot be kept as it is (a lone surrogate, a date beyond the
calendar once it is in UTC) is kept as the nearest thing that can: a strange article is no reason
to lose its feed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tui.model import Article, Enclosure, FeedState, Headline, Validators
from tui.text.wording import word_count

if TYPE_CHECKING:
    from tui.store.packing import Packing

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
EARLIEST = (datetime.min.replace(tzinfo=UTC) - EPOCH) // MICROSECOND
LATEST = (datetime.max.replace(tzinfo=UTC) - EPOCH) // MICROSECOND

LARGEST = (1 << 63) - 1
"""The largest integer that SQLite keeps; also the largest id."""

SPAN = (1 << 16) * 1_000_000
"""Microseconds that articles of one stretch of places are apart at most: about 18 hours."""

SLOTS = 1 << 20
"""Places in a stretch."""

APART = 3_600_000_000
"""Microseconds between the articles without a date that a new feed begins with."""


def utc_now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def micros(moment: datetime) -> int:
    """Microseconds since 1970; a moment without a time zone is taken as UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max((aware - EPOCH) // MICROSECOND, EARLIEST), LATEST)


def micros_or_none(moment: datetime | None) -> int | None:
    """The same where there may be no moment."""
    return None if moment is None else micros(moment)


def moment(micros: int) -> datetime:
    """The inverse of `micros`."""
    return EPOCH + micros * MICROSECOND


def moment_or_none(micros: int | None) -> datetime | None:
    """The same where there may be none."""
    return None if micros is None else moment(micros)


def stretch(at: int) -> range:
    """The places of the articles listed under a time near `at` (microseconds)."""
    start = at // SPAN * SLOTS
    return range(start, start + SLOTS)


def storable(text: str) -> str:
    """Text that can be written as UTF-8: lone surrogates become "?"."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


HEADLINE = (
    "article.id AS id, (SELECT key FROM feed WHERE seq = article.feed), article.title, "
    "article.at AS at, article.read, article.starred, article.author, article.link, "
    "article.id NOT IN undated"
)
"""The columns of `article` that make a headline. A subquery, not a join: it cannot reorder."""


def headlines(found: Iterable[Sequence[Any]]) -> list[Headline]:
    """Headlines from the columns HEADLINE."""
    return [
        Headline(id_, feed, title, moment(at), read == 1, starred == 1, author, link, dated == 1)
        for id_, feed, title, at, read, starred, author, link, dated in found
    ]


FACTS = "words, lang, enclosure, image"
"""What of a body queries ask for, as columns of `article`."""


def facts(article: Article, text: str) -> tuple[int, str, bool, bool]:
    """The values of FACTS."""
    language = storable(article.language).lower()
    files = article.enclosures
    image = "<img" in article.html or any(file.kind.startswith("image/") for file in files)
    return word_count(text), language, bool(files), image


BODY = "guid, published, updated, base, language, enclosures, html_bytes, packed"
"""The columns of `body` that complete an Article."""


def body_row(article: Article, packed: tuple[int, bytes]) -> tuple[object, ...]:
    """The values of BODY; `packed` is what `packing` makes of HTML and text."""
    return (
        storable(article.guid),
        micros_or_none(article.published),
        micros_or_none(article.updated),
        storable(article.base),
        storable(article.language),
        _enclosures_json(article.enclosures),
        *packed,
    )


def article(row: Sequence[Any], packing: Packing) -> Article:
    """An Article from id, feed key, title, author, link, reply_to and then the columns BODY."""
    id_, feed, title, author, link, reply_to, *rest = row
    guid, published, updated, base, language, files, *body = rest
    return Article(
        id=id_,
        feed=feed,
        guid=guid,
        title=title,
        link=link,
        author=author,
        published=moment_or_none(published),
        updated=moment_or_none(updated),
        html=packing.unpack(*body)[0],
        base=base,
        language=language,
        enclosures=tuple(Enclosure(*each) for each in json.loads(files)),
        reply_to=reply_to,
    )


def _enclosures_json(enclosures: Sequence[Enclosure]) -> str:
    # Escaped to ASCII, so that lone surrogates come back as they were.
    told = [(e.url, e.kind, _length(e.length), _length(e.duration_s)) for e in enclosures]
    return json.dumps(told)


def _length(length: int | None) -> int | None:
    """Feeds claim any number; one that fits no file is no length."""
    return length if length is not None and 0 <= length <= LARGEST else None


STATE = (
    "address, url, moved_to, title, site, etag, last_modified, validators_since, body_hash, "
    "visited_at, succeeded_at, next_visit, failures, error, shape"
)
"""The columns of `visit` that make a FeedState."""


def state_row(state: FeedState) -> tuple[object, ...]:
    """The values of STATE."""
    return (
        storable(state.address),
        storable(state.url),
        storable(state.moved_to),
        storable(state.title),
        storable(state.site),
        storable(state.validators.etag),
        storable(state.validators.last_modified),
        micros_or_none(state.validators_since),
        storable(state.body_hash),
        micros_or_none(state.visited_at),
        micros_or_none(state.succeeded_at),
        micros_or_none(state.next_visit),
        state.failures,
        storable(state.error),
        storable(state.shape),
    )


def state(feed: str, row: Sequence[Any]) -> FeedState:
    """A FeedState from the columns STATE."""
    address, url, moved_to, title, site, etag, last_modified, since, body_hash, *visit = row
    visited, succeeded, following, failures, error, shape = visit
    return FeedState(
        feed,
        address=address,
        url=url,
        moved_to=moved_to,
        title=title,
        site=site,
        validators=Validators(etag, last_modified),
        validators_since=moment_or_none(since),
        body_hash=body_hash,
        visited_at=moment_or_none(visited),
        succeeded_at=moment_or_none(succeeded),
        next_visit=moment_or_none(following),
        failures=failures,
        error=error,
        shape=shape,
    )
