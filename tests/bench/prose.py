"""Articles to measure with: any number of them, each the same at every run.

Where real English paragraphs lie beside the project (QUOTH_SHARED) they are made of those; else of
made-up words that are as often as words are (the n-th has a share of 1/n).
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from html import escape
from itertools import product
from pathlib import Path

from tui.model import Article, article_id

NEWEST = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
APART = timedelta(seconds=90)
"""Between two articles of the library: about a thousand a day."""

RARE, COMMON = "zanzibarite", "the"
RARE_EVERY = 5_003


@dataclass(frozen=True, slots=True)
class Piece:
    """A title and a body, as HTML and as the text that it shows."""

    title: str
    html: str
    text: str


def shared() -> Path:
    """The folder of measuring material beside the project; it may be missing."""
    return Path(os.environ.get("QUOTH_SHARED") or Path(__file__).parents[3] / "shared")


@cache
def paragraphs() -> list[str]:
    """Paragraphs to make articles of."""
    real = shared() / "corpus/prose/paras.txt"
    return real.read_text().splitlines() if real.is_file() else list(map(_made_up, range(5_000)))


def _made_up(seed: int) -> str:
    chance = random.Random(seed)
    words = [_words()[int(30_000 ** chance.random()) - 1] for _ in range(chance.randint(30, 100))]
    return " ".join(words).capitalize() + "."


@cache
def _words() -> list[str]:
    often = ["the", "of", "and", "to", "in", "a", "is", "that", "for", "it", "was", "on", "said"]
    syllables = ["ba", "con", "de", "fi", "gor", "la", "mi", "nes", "po", "ra", "ste", "ti", "vo"]
    return often + ["".join(parts) for n in (2, 3, 4) for parts in product(syllables, repeat=n)]


def piece(number: int) -> Piece:
    """The article of this number: 2 to 5 KB of HTML."""
    chance, known = random.Random(number), paragraphs()
    wanted, at = chance.randint(2_000, 5_000), chance.randrange(len(known) - 50)
    title = " ".join(known[at].split()[: chance.randint(5, 12)]).strip(" .,;")
    html: list[str] = []
    text: list[str] = []
    while sum(len(each) for each in html) < wanted:
        marked, plain = _paragraph(chance, known[at], number)
        html.append(marked)
        text.append(plain)
        at += 1
    if number % RARE_EVERY == 7:
        html.append(f"<p>{RARE}</p>\n")
        text.append(RARE)
    return Piece(title, "".join(html), "\n\n".join(text))


def _paragraph(chance: random.Random, text: str, number: int) -> tuple[str, str]:
    words, kind = text.split(), chance.random()
    plain, half = " ".join(words), len(words) // 2
    if kind < 0.3 and half:
        link = f"https://site{chance.randrange(999)}.example/{number}/{words[0].lower()}?utm=rss"
        first, middle, last = words[:half], words[half : half + 3], words[half + 3 :]
        opened = f'{_html(first)} <a href="{escape(link)}">{_html(middle)}</a> {_html(last)}'
        return f"<p>{opened.strip()}</p>\n", plain
    if kind < 0.45 and half:
        return f"<p>{_html(words[:half])} <em>{_html(words[half:])}</em></p>\n", plain
    if kind < 0.52:
        return f"<blockquote><p>{_html(words)}</p></blockquote>\n", plain
    if kind < 0.56:
        picture = f"https://pictures{chance.randrange(99)}.example/i/{number}.jpg"
        return f'<p><img src="{picture}" width="1200" alt="">{_html(words)}</p>\n', plain
    return f"<p>{_html(words)}</p>\n", plain


def _html(words: list[str]) -> str:
    return escape(" ".join(words), quote=False)


def feed_key(number: int) -> str:
    """The key of a feed in feeds.toml."""
    return f"feed{number:04}"


def article(number: int, feed: int) -> tuple[Article, str]:
    """The article of this number in a feed, and its text. Number 0 is the newest."""
    key, told = feed_key(feed), piece(number)
    guid = f"tag:{key}.example,{number}"
    link = f"https://{key}.example/news/{number}"
    made = Article(
        article_id(key, guid),
        key,
        guid,
        title=told.title,
        link=link,
        author=f"Author {feed}",
        published=NEWEST - number * APART,
        html=told.html,
        base=link,
        language="en",
    )
    return made, told.text
