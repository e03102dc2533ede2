"""A thousand feeds on loopback: `python -m tests.bench.farm PORT FEEDS`.

20 to 50 articles each, RSS or Atom, packed, with an ETag that is honoured. GET /change?0.1 changes
a tenth of them: a changed feed has two new articles and has lost its two oldest. It listens on
127.77.*.* only, a host for every four feeds, as the web would have it.
"""

from __future__ import annotations

import asyncio
import gzip
import random
import sys
from datetime import timedelta
from email.utils import format_datetime
from html import escape
from urllib.parse import unquote

from tests.bench import prose
from tests.bench.libraries import home

PER_HOST = 4


def url(feed: int, port: int) -> str:
    """Where a feed is."""
    host = feed // PER_HOST
    return f"http://127.77.{host // 250}.{1 + host % 250}:{port}/{feed}.xml"


def entries(feed: int) -> int:
    """How many articles a feed has."""
    return 20 + feed * 7919 % 31


def rendered(feed: int, version: int) -> bytes:
    """A feed as it is served, packed; made once and kept beside the libraries."""
    path = home() / "farm" / f"{feed}.{version}.gz"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(_feed(feed, version).encode(), 6, mtime=0))
    return path.read_bytes()


def _feed(feed: int, version: int) -> str:
    atom, first = feed % 5 > 2, 2 * version
    numbers = range(first + entries(feed) - 1, first - 1, -1)
    items = "\n".join((_entry if atom else _item)(feed, number) for number in numbers)
    site = f"https://{prose.feed_key(feed)}.example/"
    if atom:
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
            f'<title>Feed {feed}</title><id>{site}</id><link href="{site}"/>'
            f"<updated>2026-11-01T12:00:00Z</updated>\n{items}</feed>\n"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>Feed {feed}</title><link>{site}</link><description>News</description>"
        f"<language>en</language>\n{items}</channel></rss>\n"
    )


def _item(feed: int, number: int) -> str:
    article, text = prose.article(feed * 1_000 + number, feed)
    date = format_datetime(prose.NEWEST - timedelta(hours=2 * (90 - number)))
    return (
        f"<item><title>{escape(article.title)}</title><link>{article.link}</link>"
        f'<guid isPermaLink="false">{article.guid}</guid><pubDate>{date}</pubDate>'
        f"<dc:creator>{article.author}</dc:creator><description>{escape(text[:300])}</description>"
        f"<content:encoded><![CDATA[{article.html}]]></content:encoded></item>"
    )


def _entry(feed: int, number: int) -> str:
    article, _ = prose.article(feed * 1_000 + number, feed)
    date = (prose.NEWEST - timedelta(hours=2 * (90 - number))).isoformat()
    return (
        f'<entry><title type="html">{escape(escape(article.title))}</title>'
        f'<link rel="alternate" href="{article.link}"/><id>{article.guid}</id>'
        f"<updated>{date}</updated><published>{date}</published>"
        f"<author><name>{article.author}</name></author>"
        f'<content type="html">{escape(article.html)}</content></entry>'
    )


class Farm(asyncio.Protocol):
    """One connection; requests that come one after another are answered in turn."""

    versions: list[int]
    transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport, self.waiting = transport, b""

    def data_received(self, data: bytes) -> None:
        self.waiting += data
        while b"\r\n\r\n" in self.waiting:
            request, self.waiting = self.waiting.split(b"\r\n\r\n", 1)
            self.transport.write(self._answer(request.decode("latin-1")))

    def _answer(self, request: str) -> bytes:
        path = request.split(" ")[1]
        if path.startswith("/change?"):
            share = float(unquote(path.partition("?")[2]))
            count = len(self.versions)
            for feed in random.Random(sum(self.versions)).sample(range(count), int(share * count)):
                self.versions[feed] += 1
            return b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
        feed = int(path[1:].partition(".")[0])
        etag = f'"{feed}.{self.versions[feed]}"'
        head = f"ETag: {etag}\r\nContent-Type: application/xml; charset=utf-8\r\n"
        if etag in request:
            return f"HTTP/1.1 304 Not Modified\r\n{head}\r\n".encode()
        body = rendered(feed, self.versions[feed])
        head += f"Content-Encoding: gzip\r\nContent-Length: {len(body)}\r\n"
        return f"HTTP/1.1 200 OK\r\n{head}\r\n".encode() + body


async def serve(port: int, feeds: int) -> None:
    """Serve until killed; says "ready" when it does."""
    Farm.versions = [0] * feeds
    for feed in range(feeds):
        for version in (0, 1):
            rendered(feed, version)
    loop = asyncio.get_running_loop()
    for host in sorted({url(feed, port).split("/")[2].partition(":")[0] for feed in range(feeds)}):
        await loop.create_server(Farm, host, port, backlog=256)
    print("ready", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2])))
