"""What the status line says: counts, how the sync goes, and which keys may come next.

Pure functions over what the screen knows; `StatusLine` draws what they answer.
"""

from __future__ import annotations

from tui.analysis.annotation import Analysis
from tui.commands import Command, Where
from tui.keys import Keys
from tui.text.wording import many
from tui.ui.article_view import Page
from tui.ui.drawing import Piece
from tui.ui.highlights import listed, speakers
from tui.ui.library import Library
from tui.ui.signs import SIGNS

BAR = 8
"""Cells of the progress bar."""


VOICES: Piece = ("only voices", "strong")
"""Said while paragraphs without quotes are folded away."""


def way(*, voices: bool, hit: tuple[int, int] | None) -> list[Piece]:
    """How the article is shown just now: at which of how many hits, and only its voices."""
    told = [hits(*hit)] if hit else []
    told += [VOICES] if voices else []
    return [piece for each in told for piece in (each, (f" {SIGNS.dot} ", "muted"))]


def hits(number: int, total: int) -> Piece:
    """Which of the hits in the article one is at, if there are any."""
    if not total:
        return ("not in this article", "warn")
    return (f"{number} of {many(total, 'hit')}" if number else many(total, "hit"), "strong")


def counts(library: Library, page: Page | None, *, in_lists: bool) -> list[Piece]:
    """Unread articles in the lists; quotes, speakers and findings of the article shown."""
    pieces: list[Piece] = []
    if in_lists:
        pieces.append((f"{max(0, library.unread()):,} unread", "strong"))
    if page and pieces:
        pieces.append((f" {SIGNS.dot} ", "muted"))
    if page:
        pieces.append(_found(page.analysis, f" {SIGNS.dot} "))
    return pieces


def _found(analysis: Analysis | None, between: str) -> Piece:
    if analysis is None:
        return ("looking for quotes …", "muted")
    names = [name for name in speakers(analysis) if name]
    stated = sum(1 for finding in analysis.findings if finding.kind != "sentence")
    found = [
        (len(listed(analysis.quotes)), "quote"),
        (len(names), "speaker"),
        (stated, "finding") if stated else (len(analysis.findings), "key sentence"),
    ]
    told = between.join(many(number, noun) for number, noun in found if number)
    return (told, "note") if told else ("no quotes, no findings", "muted")


def progress(library: Library) -> list[Piece]:
    """A bar while the sync runs; what became of it afterwards. The first pieces matter most."""
    sync = library.progress
    failed = (f"  {SIGNS.bad} {many(sync.failed, 'feed')} failed", "warn")
    if sync.running:
        bar = _bar(sync.done, sync.total, "feeds")
        return [*bar, failed] if sync.failed else bar
    if library.pages[1]:
        return _bar(*library.pages, "pages")
    if sync.offline:
        return [(f"{SIGNS.bad} offline", "warn"), (", showing what is kept", "muted")]
    pieces = [(f"{SIGNS.good} {sync.new:,} new", "bar")] if sync.new else []
    return [*pieces, failed] if sync.failed else pieces


def _bar(done: int, total: int, what: str) -> list[Piece]:
    full = BAR * done // max(1, total)
    bar = [(SIGNS.full * full, "bar"), (SIGNS.empty * (BAR - full), "rail")]
    return [*bar, (f" {done:,}/{total:,} {what}", "muted")]


def search_hints(keys: Keys, *, inside: bool) -> list[tuple[str, str]]:
    """What to press while a search box has the focus; `inside`: that of the article."""
    more = {keys.while_typing("best-first"): "best first", keys.while_typing("save-search"): "keep"}
    does = {"enter": "to the results", "down": "next", **more, "escape": "back"}
    if inside:
        does = {"enter": "to the article", "down": "next", "up": "previous", "escape": "back"}
    return [(keys.sign(key), label) for key, label in does.items() if key]


def hints(keys: Keys, place: Where, page: Page | None = None) -> list[tuple[str, str]]:
    """What to press next, the most useful first; the last one is always shown. In the article
    `page` and its panel nothing is offered that leads nowhere."""
    if keys.typed:
        more = [(keys.sign(key), command.label) for key, command in keys.continuations()]
        return [(f"{keys.sign(keys.typed)} …", ""), *more]
    commands = keys.footer(place)
    if page and page.analysis and place in ("article", "findings"):
        commands = _leading_somewhere(commands, page.analysis)
        commands = _reading_on(commands, page.analysis) if place == "article" else commands
    shown = [(keys.shown(command.id, 1), command.label) for command in commands]
    at = next((n for n, command in enumerate(commands) if command.id == "help"), -1)
    return [*shown[:at], *shown[at + 1 :], shown[at]] if at >= 0 else shown


def _leading_somewhere(commands: list[Command], analysis: Analysis) -> list[Command]:
    """Those that find something in an article with this in it."""
    idle = set() if analysis.quotes else {"next-quote", "voices", "correct"}
    idle |= set() if analysis.findings else {"next-finding"}
    return [command for command in commands if command.id not in idle]


def _reading_on(commands: list[Command], analysis: Analysis) -> list[Command]:
    """The same with reading on near the front; at the front where there is nothing to go to."""
    read_on = [command for command in commands if command.id == "read-on"]
    others = [command for command in commands if command.id != "read-on"]
    if analysis.quotes or analysis.findings:
        return [*others[:1], *read_on, *others[1:]]
    onward = [command for command in others if command.id == "next-unread"]
    return [*read_on, *onward, *(c for c in others if c.id not in ("next-unread", "findings"))]
