"""The article of a whole web page."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.eval.extraction import likeness
from tui.text.extract import Extracted, extract
from tui.text.html import from_html

URL = "https://paper.example/2026/03/01/harbour.html"
SENTENCE = "The harbour of the small town will be dug out again this spring, said the mayor. "
PAGE = f"""<!doctype html><html class="no-js" lang="en-GB"><head><title>Harbour | The Paper</title>
<meta property="og:title" content="Harbour to be\u202e dug out">
<meta name="author" content="Ann Smith">
<meta property="article:published_time" content="2026-03-01T09:30:00+01:00"></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a> <a href="/sport">Sport</a></nav>
<article><h1>Harbour to be dug out</h1><p>{SENTENCE * 4}</p><h2>What it costs</h2>
<p>{SENTENCE * 3} <a href="/plans">The plans</a> are <b>public</b>.</p>
<ul><li>{SENTENCE}</li><li>{SENTENCE}</li></ul><p>{SENTENCE * 4}</p></article>
<footer>Copyright The Paper. Imprint. Privacy.</footer></body></html>"""


def test_a_page_gives_title_author_day_language_and_the_article_alone() -> None:
    found = extract(PAGE, URL)
    assert found.title == "Harbour to be dug out"
    assert found.author == "Ann Smith"
    assert found.published == datetime(2026, 3, 1, tzinfo=UTC)
    assert found.language == "en-GB"
    document = from_html(found.html, URL)
    assert "Sport" not in document.text
    assert "Copyright" not in document.text
    assert {"heading", "paragraph", "item"} <= {block.kind for block in document.blocks}
    links = [span.href for span in document.spans if span.kind == "link"]
    assert links == ["https://paper.example/plans"]


def test_a_short_article_is_found_too() -> None:
    page = f"<html><body><article><p>{SENTENCE * 2}</p></article></body></html>"
    found = extract(page, URL)
    assert SENTENCE.strip() in from_html(found.html).text
    assert found.language == ""


@pytest.mark.parametrize("page", ["", "not a page", "<html><body></body></html>"])
def test_a_page_without_an_article_gives_nothing(page: str) -> None:
    assert extract(page, URL) == Extracted()


def test_nothing_is_written_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    extract("", URL)
    assert capfd.readouterr() == ("", "")


def test_real_articles_are_whole_and_alone(shared: Path) -> None:
    folder = shared / "corpus/pages/articles"
    rows = [json.loads(line) for line in (folder / "index.jsonl").read_text().splitlines()]
    found = []
    for row in rows[::12]:
        page = gzip.decompress((folder / row["file"]).read_bytes()).decode(errors="replace")
        text = from_html(extract(page, row["url"]).html).text
        found.append(likeness(text, " ".join(row["paragraphs"]))[2])
    assert sum(found) / len(found) > 0.95
    assert min(found) > 0.5
