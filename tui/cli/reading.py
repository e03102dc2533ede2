"""show: one article in the shell, and how quotes and findings are told there."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from itertools import groupby

from tui.analysis import analyse
from tui.analysis.annotation import Analysis, Finding, Quote, post
from tui.cli import fields, output
from tui.cli.library import library
from tui.errors import QuothError
from tui.model import Article, Headline
from tui.store import Reader
from tui.text.document import Block, Document
from tui.text.html import document
from tui.text.layout import layout
from tui.text.safe import one_line
from tui.text.wording import lasting, reading_time, size

KINDS = {
    "finding": "Findings",
    "figure": "Figures",
    "decision": "Decisions",
    "recommendation": "Recommendations",
    "sentence": "Key sentences",
}
UNKNOWN = "Unknown speaker"


def show(options: Namespace) -> int:
    """One article with its text, quotes and findings. The exit code."""
    with library(options) as known:
        row = known.headline(options.id)
        article = known.reader.article(row.id, full=options.full)
        if article is None:
            raise QuothError("This article has just been removed.")
        page = document(article)
        found = known.reader.annotations(row.id, page.digest)
        if found is None:
            found = analyse(page, article.title, article.language)
        title = known.titles()[row.feed]
        if options.json:
            analysis = fields.analysis(article.title, page.text, found)
            tags = known.reader.tags([row.id]).get(row.id, ())
            notes = [fields.note(note, page.text) for note in known.reader.notes(row.id)]
            headline = fields.headline(row, title, tags)
            state = known.reader.page_state(row.id)
            about = {**fields.article(article), **fields.page(state, options.full)}
            output.data({**headline, **analysis, **about, "notes": notes})
        else:
            _print_head(title, row, article, page)
            _print_text(page, found)
            _print_notes(known.reader, row.id)
            _print_files(article)
    return 0


def _print_notes(reader: Reader, id_: int) -> None:
    tags, notes = reader.tags([id_]).get(id_, ()), reader.notes(id_)
    if tags:
        output.say(folded(f"\nTags: {', '.join(tags)}"))
    if notes:
        output.say("\nNOTES")
    for note in notes:
        output.say()
        for indent, words in ((2, note.words), (4, note.text)):
            if words:
                output.say(folded(words, indent))


def _print_files(article: Article) -> None:
    if article.enclosures:
        output.say("\nATTACHMENTS")
    for number, file in enumerate(article.enclosures, 1):
        facts = (one_line(file.kind), size(file.length), lasting(file.duration_s))
        output.say(f"  {number}  {', '.join(filter(None, facts)) or 'file'}  {one_line(file.url)}")


def _print_head(feed_title: str, row: Headline, article: Article, page: Document) -> None:
    at = row.at if row.dated else article.published
    date = f"{at.astimezone():%Y-%m-%d %H:%M}" if at else ""
    byline = (feed_title, article.author, date, reading_time(page.text))
    for line in (article.title, " · ".join(part for part in byline if part), article.link):
        if line:
            output.say(folded(line))


def _print_text(page: Document, found: Analysis) -> None:
    output.say()
    for laid in layout(page, (), output.measure()):
        output.say("".join(piece.text for piece in laid.pieces).rstrip())
    for line in told(page.text, found):
        output.say(line)


def told(text: str, found: Analysis) -> Iterator[str]:
    """Quotes by speaker, then findings by kind, as lines."""
    if found.quotes:
        yield "\nQUOTES"
    for speaker, quotes in _by_speaker(found.quotes).items():
        about = ", ".join(filter(None, (speaker or UNKNOWN, post(text, quotes))))
        yield f"\n{folded(about, 2)}"
        for quote in quotes:
            yield folded(text[quote.start : quote.end], 4)
    if found.findings:
        yield "\nFINDINGS"
    for kind, findings in groupby(sorted(found.findings, key=_order), key=lambda each: each.kind):
        yield f"\n  {KINDS[kind]}"
        for finding in findings:
            yield folded(text[finding.start : finding.end], 4)


def _by_speaker(quotes: tuple[Quote, ...]) -> dict[str, list[Quote]]:
    """Quotes under who said them, in the order of first speaking; the unknown speaker last."""
    speakers: dict[str, list[Quote]] = {}
    for quote in sorted(quotes, key=lambda each: not each.speaker_name):
        speakers.setdefault(quote.speaker_name, []).append(quote)
    return speakers


def _order(finding: Finding) -> tuple[int, int]:
    return list(KINDS).index(finding.kind), finding.start


def folded(text: str, indent: int = 0) -> str:
    """Words as one paragraph in the comfortable width, set in by so many cells."""
    words = one_line(text)
    page = Document(words, (Block("paragraph", 0, len(words)),))
    lines = layout(page, (), output.measure() - indent)
    return "\n".join(" " * indent + "".join(piece.text for piece in line.pieces) for line in lines)
