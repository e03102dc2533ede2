"""What leaves Quoth: citations in five forms, articles in three, and safe names for files. Pure.

The words are the article's own. Whatever a form gives a meaning to is escaped in it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape
from typing import Literal

from msgspec import Struct
from msgspec.structs import asdict

from tui.analysis.annotation import Finding, Quote
from tui.text.markdown import address, escaped, markdown
from tui.text.safe import one_line
from tui.ui.citing import MARKS, citation
from tui.ui.page import Page
from tui.ui.paint import safe_href

Form = Literal["plain", "markdown", "org", "bibtex", "json"]
FORMS: Mapping[Form, str] = {
    "plain": "Plain text",
    "markdown": "Markdown",
    "org": "Org",
    "bibtex": "BibTeX",
    "json": "JSON",
}
KINDS = (".md", ".html", ".txt")
"""What an article can be saved as, by the end of the file's name."""
LONGEST_NAME = 80

_POLICY = "default-src 'none'; img-src https: http: data:; style-src 'unsafe-inline'"
"""Whatever a feed put into an article, a saved page runs no script and loads nothing but images."""


class Source(Struct, frozen=True):
    """Where cited words stand, each fact in one line, "" where it is not known."""

    words: str
    speaker: str
    role: str
    organisation: str
    title: str
    author: str
    feed: str
    date: str
    url: str


def source(page: Page, words: str = "", about: Quote | Finding | None = None) -> Source:
    """What is known of some words of an article; without words, of the article."""
    article = page.article
    quote = about if isinstance(about, Quote) else None
    said = one_line(words)
    day = article.published.astimezone().date().isoformat() if article.published else ""
    return Source(
        words=said.strip(MARKS) if quote else said,
        speaker=one_line(quote.speaker_name) if quote else "",
        role=one_line(quote.role) if quote else "",
        organisation=one_line(quote.organisation) if quote else "",
        title=one_line(article.title),
        author=one_line(article.author),
        feed=one_line(page.feed_title),
        date=day,
        url=safe_href(article.link),
    )


def cited(page: Page, form: Form, words: str = "", about: Quote | Finding | None = None) -> str:
    """Words of an article as a citation; without words, the article itself."""
    known = source(page, words, about)
    if form == "json":
        facts = {name: value or None for name, value in _facts(known)}
        return json.dumps(facts, indent=2, ensure_ascii=False)
    if form == "bibtex":
        return _bibtex(known)
    if form == "plain":
        listed = _listed(known.title, known.feed, known.date, known.url)
        return citation(page, words, about) if known.words else listed
    return _markdown(known) if form == "markdown" else _org(known)


def _facts(known: Source) -> list[tuple[str, str]]:
    return list(asdict(known).items())


def _listed(*facts: str) -> str:
    return ", ".join(fact for fact in facts if fact)


def _markdown(known: Source) -> str:
    name = escaped(known.title or known.feed or known.url)
    link = f"[{name}]({address(known.url)})" if known.url else name
    who = map(escaped, (known.speaker, known.role, known.organisation))
    if not known.words:
        return _listed(link, escaped(known.feed), known.date)
    return (
        f"> “{escaped(known.words)}”\n>\n> — {_listed(*who, link, escaped(known.feed), known.date)}"
    )


def _org(known: Source) -> str:
    url = known.url.replace("[", "%5B").replace("]", "%5D")
    name = re.sub(r"[\[\]]", "|", known.title or known.feed)
    link = f"[[{url}][{name}]]" if url else name
    about = _listed(known.speaker, known.role, known.organisation, link, known.feed, known.date)
    if not known.words:
        return _listed(link, known.feed, known.date)
    return f"#+begin_quote\n“{known.words}”\n#+end_quote\n— {about}"


_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_TEX |= {char: f"\\{char}" for char in "&%$#_{}"}


def _tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in text)


def _bibtex(known: Source) -> str:
    who = _listed(known.speaker, known.role, known.organisation)
    note = f"“{known.words}”" + (f" ({who})" if who else "") if known.words else ""
    fields = {
        "title": _tex(known.title),
        "author": f"{{{_tex(known.author)}}}" if known.author else "",
        "organization": _tex(known.feed),
        "date": known.date,
        "url": known.url.replace("{", "%7B").replace("}", "%7D"),
        "note": _tex(note),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    key = re.sub(r"[^a-z0-9]+", "-", _plain(f"{known.feed} {known.date} {known.title}"))[:40]
    return "\n".join([f"@online{{{key.strip('-') or 'article'},", *lines, "}"])


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()


# Articles.


def saved(page: Page, kind: str) -> str:
    """An article as the text of a file; `kind` is one of KINDS."""
    known = source(page)
    facts = _listed(known.author, known.feed, known.date)
    if kind == ".html":
        return _html(page, known, facts)
    if kind == ".md":
        head = f"# {escaped(known.title)}\n\n{escaped(facts)}\n"
        link = f"\n<{known.url}>\n" if known.url else ""
        return f"{head}{link}\n{markdown(page.document)}"
    return "\n".join([known.title, facts, known.url, "", page.document.text, ""])


def _html(page: Page, known: Source, facts: str) -> str:
    language = f' lang="{escape(page.article.language)}"' if page.article.language else ""
    base = safe_href(page.article.base or page.article.link)
    return f"""<!doctype html>
<html{language}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<base href="{escape(base)}">
<title>{escape(known.title)}</title>
</head>
<body>
<h1>{escape(known.title)}</h1>
<p>{escape(facts)}<br><a href="{escape(known.url)}">{escape(known.url)}</a></p>
{page.article.html}
</body>
</html>
"""


_WINDOWS = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def file_name(title: str, published: datetime | None, kind: str) -> str:
    """A name for a file that every file system takes: date, words of the title, and its kind."""
    words = re.sub(r"[^\w]+", "-", unicodedata.normalize("NFC", one_line(title)).lower())
    words = words.strip("-_")[:LONGEST_NAME]
    while len(words.encode()) > LONGEST_NAME * 2:
        words = words[:-1]
    words = words.strip("-_") or "article"
    day = f"{(published or datetime.now(UTC)).astimezone():%Y-%m-%d}-" if published else ""
    words = f"article-{words}" if not day and _WINDOWS.fullmatch(words) else words
    return f"{day}{words}{kind}"
