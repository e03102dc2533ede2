"""An article as a page of lines: head (title, byline, link), body, and the files that come with.

Head and end are small Documents of their own, so that all wrapping is done by `layout`. The page
has one text, the texts of its parts one after another; a *place* is a character offset into it.
Nothing is painted here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import accumulate
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from msgspec import Struct, field
from msgspec.structs import replace
from rich.cells import cell_len

from tui.analysis.annotation import Analysis
from tui.model import Article, Enclosure, Note
from tui.text.document import Block, BlockKind, Document, Size, Span
from tui.text.finding import found
from tui.text.layout import Highlight, Line, Piece, layout, line_at
from tui.text.safe import one_line
from tui.text.wording import lasting, reading_time, size
from tui.ui.drawing import clip
from tui.ui.paint import safe_href
from tui.ui.signs import SIGNS
from tui.ui.voices import layout_some, spoken_blocks

LONGEST_PASSAGE = 200
"""Characters of a passage that are repeated under the article."""
LONGEST_LINK = 68
LONGEST_KIND = 30
"""How many cells of an address are shown; a click opens all of it."""

MOST_ROWS = 16
"""Of an image: so many are drawn in the time of one frame."""

HEAD, BODY, END = range(3)

_GAP = "\n\n"


class Page(Struct, frozen=True):
    """An opened article. `analysis` is None until its annotations are there.

    `full`: it is the text of the article's page, not the feed's own. `note` says so in its head.
    `images` are those that are to be shown in the text: address → width and height in pixels.
    """

    article: Article
    feed_title: str
    document: Document
    analysis: Analysis | None = None
    starred: bool = False
    tags: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    full: bool = False
    note: str = ""
    images: Mapping[str, Size] = field(default_factory=dict)


class Part(Struct, frozen=True):
    """One Document of a page, and what is always painted over it.

    `kept`: the blocks that are shown while the others are folded away; none means that all are.
    `images` of it to be shown: address → width and height in pixels.
    """

    document: Document
    highlights: tuple[Highlight, ...] = ()
    kept: tuple[int, ...] = ()
    images: Mapping[str, Size] = field(default_factory=dict)


def parts(page: Page, *, voices: bool = False) -> tuple[Part, Part, Part]:
    """Head, body and end of a page; `voices`: of the body only what holds quotes, if there are."""
    body = (
        Part(page.document, _noted(page), images=page.images)
        if page.document.text.strip()
        else _nothing_to_read(page.article)
    )
    if voices and page.analysis:
        body = replace(body, kept=spoken_blocks(page.document, page.analysis.quotes))
    return _head(page), body, _end(page)


class PageLines:
    """The lines of a page at one width; `spacing` 2 leaves an empty line between any two, and no
    image takes more than so many rows. `boxes`: address → cells across and down of each image."""

    def __init__(
        self, parts: Sequence[Part], width: int, spacing: int = 1, most_rows: int = MOST_ROWS
    ) -> None:
        self.boxes = _boxes(parts, width, most_rows)
        self._laid = [_spaced(self._lines_of(part, width), spacing) for part in parts]
        self.lines: list[Line] = [line for lines in self._laid for line in lines]
        self._first_rows = [0, *accumulate(len(lines) for lines in self._laid)]
        self._bases = bases(parts)
        self.text = _GAP.join(part.document.text for part in parts).rstrip()

    def _lines_of(self, part: Part, width: int) -> list[Line]:
        """The lines of a part after an empty one; none if it has nothing to show."""
        if part.kept:
            lines = layout_some(part.document, part.kept, part.highlights, width)
        else:
            lines = self._with_images(part, layout(part.document, part.highlights, width))
        return [Line((), -1, 0, 0), *lines] if lines else []

    def _with_images(self, part: Part, lines: list[Line]) -> list[Line]:
        if not part.images:
            return lines
        from tui.text.figures import with_figures  # few articles need it, and none at the start

        rows = {url: self.boxes[url][1] for url in part.images}
        return with_figures(lines, part.document, rows)

    def part(self, row: int) -> int:
        """HEAD, BODY or END."""
        return bisect_right(self._first_rows, row, hi=len(self._first_rows) - 1) - 1

    def base(self, part: int) -> int:
        """The place where a part's text begins."""
        return self._bases[part]

    def place(self, row: int, column: int = 0) -> int:
        """The place of a column of a row, counted in characters from where its text begins."""
        line, base = self.lines[row], self._bases[self.part(row)]
        for index, piece in enumerate(line.pieces):
            if column < len(piece.text):
                begin = _first_place(line.pieces[index:], line.end)
                return base + begin + (max(column, 0) if piece.start >= 0 else 0)
            column -= len(piece.text)
        return base + line.end

    def column(self, place: int) -> int:
        """The cell of its row in which a place is drawn."""
        row = self.row(place)
        offset, cells = place - self._bases[self.part(row)], 0
        for piece in self.lines[row].pieces:
            if piece.start >= 0 and piece.start <= offset < piece.start + len(piece.text):
                return cells + cell_len(piece.text[: offset - piece.start])
            cells += cell_len(piece.text)
        return 0

    def row(self, place: int) -> int:
        """The row that shows a place."""
        part = max(0, bisect_right(self._bases, place, hi=len(self._bases) - 1) - 1)
        return self._first_rows[part] + line_at(self._laid[part], place - self._bases[part])

    def body_between(self, first: int, last: int) -> tuple[int, int]:
        """The offsets into the body's Document that rows `first` to `last` show; may be empty."""
        first = max(first, self._first_rows[BODY])
        last = min(last, self._first_rows[END] - 1)
        if first > last:
            return 0, 0
        return self.lines[first].start, self.lines[last].end


def bases(parts: Sequence[Part]) -> list[int]:
    """The places where the texts of the parts begin, and where one more would."""
    return [0, *accumulate(len(part.document.text) + len(_GAP) for part in parts)]


def _boxes(parts: Sequence[Part], width: int, most_rows: int) -> dict[str, Size]:
    """How many cells each image takes, by its address."""
    sizes = [each for part in parts for each in part.images.items()]
    if not sizes:
        return {}
    from tui.text.figures import box

    return {url: box(size, width, most_rows) for url, size in sizes}


def _spaced(lines: list[Line], spacing: int) -> list[Line]:
    """The lines with an empty one after each that a block goes on after, if `spacing` is 2."""
    if spacing < 2:
        return lines
    spaced: list[Line] = []
    for number, line in enumerate(lines, 1):
        spaced.append(line)
        following = lines[number] if number < len(lines) else None
        if following and line.block >= 0 and following.block == line.block:
            spaced.append(Line((), -1, line.end, line.end))
    return spaced


def _first_place(pieces: Sequence[Piece], otherwise: int) -> int:
    """Where the first piece begins that is text and not decoration."""
    return next((piece.start for piece in pieces if piece.start >= 0), otherwise)


# What the head and the end say.


class _Run(NamedTuple):
    text: str
    role: str = ""
    href: str = ""


def _part(blocks: Sequence[tuple[BlockKind, Sequence[_Run]]]) -> Part:
    """A Part from blocks of runs."""
    text, made, spans, marks = "", [], [], []
    for kind, runs in blocks:
        text += _GAP if text else ""
        start = len(text)
        for run in runs:
            span = len(text), len(text) + len(run.text)
            text += run.text
            marks += [Highlight(*span, run.role)] if run.role else []
            spans += [Span("link", *span, run.href)] if run.href else []
        made.append(Block(kind, start, len(text), level=1 if kind == "heading" else 0))
    return Part(Document(text, tuple(made), tuple(spans)), tuple(marks))


def _head(page: Page) -> Part:
    article = page.article
    title = one_line(article.title) or "Without a title"
    facts = [one_line(article.author), one_line(page.feed_title), _date(article.published)]
    facts += [reading_time(page.document.text), "★ starred" if page.starred else ""]
    facts += [" ".join(f"#{one_line(tag)}" for tag in page.tags)]
    under = [_Run(" · ".join(fact for fact in facts if fact), "byline")]
    if safe_href(article.link):
        under += [_Run("\n"), *_address(article.link)]
    if page.note:
        under += [_Run("\n"), _Run(one_line(page.note), "faint")]
    return _part([("heading", [_Run(title, "title")]), ("paragraph", under), ("rule", [])])


def _address(url: str) -> list[_Run]:
    """An address with its host first, which is what one has to look at before following it."""
    host, rest = shown_address(url)
    return [_Run(host, "host", url), *([_Run(rest, "faint", url)] if rest else [])]


def shown_address(url: str) -> tuple[str, str]:
    """The host of a URL as DNS sees it (IDNA, RFC 5890), with its port if it names one; and what
    follows, shortened."""
    try:
        split = urlsplit(url)
        host = (split.hostname or "").encode("idna").decode("ascii")
        port = f":{split.port}" if split.port else ""
    except ValueError:  # brackets, a label that is too long, or a port that is no number
        host = ""
    if not host:
        return clip(safe_href(url), LONGEST_LINK), ""
    host += port
    rest = split.path.rstrip("/") + (f"?{split.query}" if split.query else "")
    return one_line(host), clip(one_line(unquote(rest)), max(1, LONGEST_LINK - len(host)))


def _date(moment: datetime | None) -> str:
    """A moment in local time: Mon 1 Oct 2018, 10:30."""
    if moment is None:
        return ""
    local = moment.astimezone()
    return f"{local:%a} {local.day} {local:%b} {local.year}, {local:%H:%M}"


def _nothing_to_read(article: Article) -> Part:
    runs = [_Run("The feed sends no text with this headline", "faint")]
    if safe_href(article.link):
        host = shown_address(article.link)[0]
        runs += [_Run("; the article is at ", "faint"), _Run(host, "host", article.link)]
    return _part([("paragraph", [*runs, _Run(".", "faint")])])


def _end(page: Page) -> Part:
    """The files that come with it, and the user's notes."""
    enclosures = page.article.enclosures
    files = [_file(enclosure) for enclosure in enclosures if safe_href(enclosure.url)]
    runs = [*files, *(_note(note) for note in page.notes)]
    return _part([("rule", []), *(("paragraph", each) for each in runs)] if runs else [])


def _note(note: Note) -> list[_Run]:
    """A note and the passage it is about, which may no longer be in the text."""
    passage = in_marks(clip(one_line(note.words), LONGEST_PASSAGE))
    words = [_Run(passage, "noted")] if note.words else []
    text = [_Run(f"{' ' if words else ''}{SIGNS.note} {one_line(note.text)}")] if note.text else []
    return [*words, *text]


def in_marks(words: str) -> str:
    """Words in quotation marks, if they do not begin with some already."""
    return words if words[:1] in "“”„«»\"'" else f"“{words}”"


def _noted(page: Page) -> tuple[Highlight, ...]:
    places = (found(note, page.document.text) for note in page.notes)
    return tuple(Highlight(place.start, place.end, "noted") for place in places if place)


def _file(enclosure: Enclosure) -> list[_Run]:
    return [_Run(f"{about(enclosure)}  ", "faint"), *_address(enclosure.url)]


def about(enclosure: Enclosure) -> str:
    """Type, size and duration of a file, as far as they are known: "audio/mpeg, 12.3 MB, 42:10"."""
    kind = clip(one_line(enclosure.kind), LONGEST_KIND)
    facts = (kind, size(enclosure.length), lasting(enclosure.duration_s))
    return ", ".join(fact for fact in facts if fact) or "file"
