"""download: the files that come with an article."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from pathlib import Path

from tui.cli import output
from tui.cli.library import Library, library
from tui.errors import FetchError, QuothError
from tui.feeds.download import Wanted
from tui.feeds.download import download as fetched
from tui.feeds.fetch import Web
from tui.feeds.naming import safe_name
from tui.model import Article, Enclosure
from tui.settings import downloads_dir
from tui.text.wording import many, size


def download(options: Namespace) -> int:
    """Fetch an article's files. 1 when one of them failed, else 0."""
    with library(options) as known:
        article = known.reader.article(known.headline(options.id).id)
        if article is None:
            raise QuothError("This article has just been removed.")
        return asyncio.run(_download(options, known, article))


async def _download(options: Namespace, known: Library, article: Article) -> int:
    settings, failed = known.config.settings, 0
    folder = downloads_dir(options.to or settings.downloads)
    feed = next((feed for feed in known.config.feeds if feed.key == article.feed), None)
    by = (feed.url or feed.page) if feed else ""
    async with Web() as web:
        for file in _chosen(article, options.number):
            name = safe_name(article.title, file)
            wanted = Wanted(file.url, by or file.url, folder, name, settings.timeout_s)
            try:
                path = await fetched(web, wanted, _tell)
            except FetchError as error:
                output.progress("")
                output.tell(f"{name}: {error}")
                failed = 1
            else:
                output.progress("")
                _report(options, path, file)
    return failed


def _chosen(article: Article, number: int | None) -> tuple[Enclosure, ...]:
    files = article.enclosures
    if not files:
        raise QuothError("Nothing comes with this article.")
    if number is None:
        return files
    if not 1 <= number <= len(files):
        raise QuothError(f"This article comes with {many(len(files), 'file')}.")
    return files[number - 1 : number]


def _tell(done: int, total: int | None) -> None:
    output.progress(f"{size(done)} of {size(total)}" if total else size(done))


def _report(options: Namespace, path: Path, file: Enclosure) -> None:
    if options.json:
        output.data({"path": str(path), "url": file.url})
    else:
        output.say(str(path))
