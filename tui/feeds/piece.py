"""One piece of news on a page → an Article: what both ways of reading a page share."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from tui.feeds import article, dates
from tui.model import Article


def piece(page: Article, title: str, link: str, published: datetime | None, html: str) -> Article:
    """An Article with what all on the page share; without a link, day and title are its guid."""
    day = published.date().isoformat() if published else ""
    return replace(
        page,
        guid=link or f"{day} {title}".strip(),
        title=title,
        link=link or page.link,
        published=published,
        html=article.body(html),
    )


def moment(stamp: str, day: dates.Day | None, now: datetime, *, day_first: bool) -> datetime | None:
    """When it was published: what is written for machines, else the day that people read."""
    if stamp and (stamped := article.when(stamp, now)):
        return stamped
    read = dates.moment(day, now, first=day_first) if day else None
    return read and article.possible(read, now)
