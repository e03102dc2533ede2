"""Libraries as earlier versions of the tables left them."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from tests.make import NOW
from tui.model import Article
from tui.store.database import Database
from tui.store.rows import micros
from tui.store.schema import STEPS, open_for_writing
from tui.store.search import searchable
from tui.text.html import document


def library(path: Path, version: int, articles: Sequence[Article]) -> None:
    """A library of version 1 or 2 with these articles of the feed "times"."""
    with closing(open_for_writing(path, STEPS[:version])) as database, database.transaction():
        database.run("INSERT INTO feed (key, listed) VALUES ('times', 1)")
        for place, article in enumerate(articles):
            _insert(database, place, article)


def _insert(database: Database, place: int, article: Article) -> None:
    at = micros(article.published or NOW)
    html, text = article.html.encode(), document(article).text
    known = (article.title, article.author, article.link)
    digest = bytes.fromhex(article.digest)
    database.run(
        "INSERT INTO article VALUES (?, ?, 1, ?, ?, 0, 0, 0, ?, ?, ?, ?)",
        (place, article.id, at, at, digest, *known),
    )
    database.run(
        "INSERT INTO body VALUES (?, ?, ?, NULL, '', '', '[]', ?, ?)",
        (place, article.guid, at, len(html), zlib.compress(html + text.encode())),
    )
    found_by = map(searchable, (*known[:2], text))
    database.run(
        "INSERT INTO search (rowid, title, author, text) VALUES (?, ?, ?, ?)", (place, *found_by)
    )
