"""newsboat's articles as ours: the same rules that every feed goes through, the same ids.

An article must have the id here that the next visit to its feed gives it, or everything would be
there twice. newsboat keeps the feed's own guid, but where a feed has none it makes one up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice

from tui.feeds import article
from tui.model import Article, Enclosure, Status
from tui.store import Cache, CachedItem, Kept


def kept(library: Cache, keys: Callable[[str], str]) -> Iterator[Kept]:
    """Its articles of feeds that have a key here; of deleted ones only that they were read."""
    now = datetime.now(UTC)
    for item in library.items():
        key = keys(item.feed_url)
        made = article.finish([_article(item, key, now)]) if key else ()
        for each in islice(made, 1):
            read = not item.unread or item.deleted
            status = Status(read=read, starred=bool(item.flags.strip()))
            at = min(each.published or now, now)
            yield Kept(each.id, None if item.deleted else each, status, at, at)


def _article(item: CachedItem, key: str, now: datetime) -> Article:
    link = article.web_link("", item.url)
    markup = item.content_mime_type != "text/plain"
    html = item.content if markup else article.paragraphs(item.content)
    return Article(
        id=0,
        feed=key,
        guid=_guid(item),
        title=article.title(item.title, markup=True) or article.untitled(html, link),
        link=link,
        author=article.person(item.author),
        published=_published(item, now),
        html=article.body(html),
        base=article.web_link("", item.base) or link,
        enclosures=_enclosures(item),
    )


def _guid(item: CachedItem) -> str:
    """The feed's own; "" where newsboat made one of link and date, or of link or title alone."""
    made_up = item.guid.startswith(item.url) if item.url else item.guid == item.title
    return "" if made_up else item.guid


def _published(item: CachedItem, now: datetime) -> datetime | None:
    try:
        return article.possible(datetime.fromtimestamp(item.published, UTC), now)
    except (ValueError, OverflowError, OSError):
        return None


def _enclosures(item: CachedItem) -> tuple[Enclosure, ...]:
    url = article.web_link("", item.enclosure_url)
    return (Enclosure(url, article.person(item.enclosure_type)),) if url else ()
