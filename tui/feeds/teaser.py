"""Whether an entry of a feed is only the beginning of what its page tells: a pure judgement.

It is made when the entry comes, for every feed; whether the page is then visited is the business of
`tui.fulltext`, which also learns from what the pages of a feed turned out to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from tui.model import Article

SHORT = 500
"""Characters; so little text is seldom all that an article has."""

MEDIUM = 2_000
"""Up to so many it may be a summary as long as a short article is: only the page can tell."""

_TAIL = 160
_UNFINISHED = re.compile(
    r"(?:…|\.\.\.|\[(?:…|\.\.\.|&hellip;)\]|\((?:…|more)\)|[»›→])\W*\Z"
    r"|\b(?:read|continue|keep|click here to read|see)\s+(?:more|on|reading|the (?:full|rest|whole"
    r"|entire|original)\b.*|full (?:article|story|post|text).*|it|now)\b.{0,80}\Z"
    r"|\b(?:full (?:article|story|text)|more at|view (?:article|post))\b.{0,80}\Z"
    r"|\bthe post\b.{1,150}\b(?:appeared first on|first appeared on)\b.{0,100}\Z"
    r"|\b(?:weiterlesen|mehr lesen|ganzer artikel|lire la suite|en savoir plus|leer más"
    r"|seguir leyendo|sigue leyendo|continua a leggere|leggi tutto|continue a ler|leia mais"
    r"|lees (?:meer|verder)|läs mer|les mer|læs mere|lue lisää|czytaj (?:więcej|dalej)"
    r"|číst (?:dále|více)|читать (?:далее|дальше|полностью)|devamını oku|もっと読む|続きを読む"
    r"|阅读(?:全文|更多))\b.{0,80}\Z",
    re.IGNORECASE,
)
_HEARD = ("audio/", "video/")
_NO_PAGE = re.compile(
    r"\.(?:pdf|mp3|m4a|ogg|mp4|webm|mov|zip|tgz|jpe?g|png|gif|webp|svg|docx?|xlsx?|pptx?|epub)\Z",
    re.I,
)


def teasers(articles: Iterable[Article], texts: Iterable[str], here: str) -> dict[int, bool]:
    """The ids of articles whose page should be visited: True where that is sure (`worth_a_visit`).

    `texts` are their plain texts, `here` is the address of the feed.
    """
    both = zip(articles, texts, strict=True)
    worth = ((each.id, worth_a_visit(each, text, here)) for each, text in both)
    return {id_: sure for id_, sure in worth if sure is not None}


def worth_a_visit(article: Article, text: str, here: str) -> bool | None:
    """Whether an article's page should be visited: True: it says itself that there is more, False:
    there may be, None: no.

    `text` is its plain text, `here` the address of the feed, which is no article's own page.
    """
    if not _has_page(article.link, here):
        return None
    tail = text[-_TAIL:].strip()
    if _UNFINISHED.search(tail):
        return True
    if any(each.kind.startswith(_HEARD) for each in article.enclosures):
        return None
    if len(text) < SHORT:
        return True
    return False if len(text) < MEDIUM else None


def _has_page(link: str, here: str) -> bool:
    parts = urlsplit(link)
    if parts.scheme not in ("http", "https") or _NO_PAGE.search(parts.path):
        return False
    at_the_door = parts.path in ("", "/") and not parts.query
    return not at_the_door and link.partition("#")[0] != here.partition("#")[0]
