"""Values with defaults, so that a test names only what it is about."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from typing import Any

from msgspec.structs import replace

from tui.model import Article, Feed, article_id

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

SWAHILI = (
    "Mvuvi mmoja wa kijiji cha pwani amesema kuwa barafu haijawahi kuonekana katika ziwa hilo. "
    "Wakazi wengi walikusanyika asubuhi kutazama boti mpya zilizoletwa na serikali ya mkoa. "
)
XHOSA = (
    "Umlobi welali ngaselwandle uthe akuzange kubonwe umkhenkce kwelo chibi kule minyaka. "
    "Abahlali abaninzi bahlangene kusasa ukuze babone izikhephe ezintsha zikarhulumente. "
)
"""Languages that have no word list."""


def feed(key: str = "times", **fields: Any) -> Feed:
    """A feed; its URL is made up unless given."""
    fields.setdefault("full_text", "never")  # pages are visited only where a test is about that
    fields.setdefault("url", "" if "page" in fields else f"https://{key}.example/feed.xml")
    return Feed(key, **fields)


def article(n: int = 1, feed: str = "times", **fields: Any) -> Article:
    """The n-th article of a feed."""
    guid = f"{feed}-{n}"
    base = Article(
        id=article_id(feed, guid),
        feed=feed,
        guid=guid,
        title=f"Article {n}",
        link=f"https://{feed}.example/{n}",
        published=NOW,
        html=f"<p>Body of article {n}.</p>",
    )
    return replace(base, **fields)


def rss(*items: str, title: str = "The Times of Nowhere", ttl: str = "") -> str:
    """An RSS 2.0 feed whose items have these titles, and guids and bodies made from them."""
    body = "".join(
        f"<item><title>{escape(item)}</title><guid isPermaLink='false'>{escape(item)}</guid>"
        f"<link>https://times.example/{number}</link>"
        f"<pubDate>Sun, 01 Mar 2026 1{number % 10}:00:00 GMT</pubDate>"
        f"<description>&lt;p&gt;All about {escape(item)}.&lt;/p&gt;</description></item>"
        for number, item in enumerate(items)
    )
    return (
        f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>{title}</title>"
        f"<link>https://times.example/</link><description>News</description>{ttl}{body}"
        "</channel></rss>"
    )
