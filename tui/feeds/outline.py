"""A web page as lines in reading order, with the boxes and links that hold them.

One walk over the tree, linear in its size. Every later question ("how many dates are in this
box?") is then one about ranges of lines.

A line is what stands between two breaks: the edges of blocks, of table cells, and <br>. A box is an
element; its `path` is a number that it shares with all elements that have the same tags and classes
above them. Scripts, styles and what is hidden have no lines.
"""

from __future__ import annotations

import re
from itertools import accumulate

from lxml import etree
from lxml.html import HtmlElement
from msgspec import Struct, field

from tui.feeds import dates
from tui.text.safe import one_line

MOST_BOXES = 150_000
"""A page with more elements is read to there: such pages are made to be slow."""
LONGEST_LINE = 5_000
MOST_SPANS = 40
MOST_CHROME = 0.7
"""The part of a page's text that its navigation may be."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


SKIPPED = _names(
    "script style noscript template svg math iframe object select option textarea title canvas "
    "audio video"
)
INLINE = _names(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark "
    "nobr q s samp small span strike strong sub sup time tt u var wbr button input"
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "caption", "legend", "summary"))
CHROME_TAGS = frozenset(("nav", "footer", "aside", "dialog", "menu", "search"))
CHROME_ROLES = frozenset(
    ("navigation", "contentinfo", "banner", "search", "complementary", "menu", "menubar")
)
_WAYS = (
    "nav|navbar|navigation|menu|submenu|megamenu|dropdown|footer|breadcrumbs?|pagination|pager|"
    "sitemap|footnav|sidenav|topnav|mainnav|subnav"
)
_ASIDES = (
    "sharing|share|social|tagcloud|tags|taglist|related|popular|trending|mostread|mostpopular|"
    "mostviewed|cookies?|newsletter|subscribe|login|comments?|widgets?|sidebar|promo|sponsored|"
    "advert|ads|toolbar|langs?|languages?|authors?|byline|bios?|topics?|categories|skip|banner|"
    "recommended|facets?|filters?|topbar|masthead|most[-_](?:read|popular|viewed)"
)
_CHROME = re.compile(rf"(?:^|[\s_-])(?:({_WAYS})|{_ASIDES})(?=$|[\s_-])")
_MAIN = re.compile(r"\b(?:content|articles?|posts?|results?|listing|stories|story|entry)\b")
_CHANGING = re.compile(r"[0-9]|^(?:odd|even|first|last|active|is-|has-|js-)")
_ALTERNATE = re.compile("(?<=[a-z_-])Alt(?=[A-Z_-])|^alt[-_]|[-_]?alt$")
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_WORD = re.compile(r"[^\W\d_]{2,}")


class Box(Struct):
    """An element: its lines are `first` to `last` (exclusive). `chrome` is set for what surrounds
    the news: navigation, footers, asides."""

    element: HtmlElement
    path: int
    depth: int
    parent: int
    chrome: int
    first: int = 0
    last: int = 0


class Link(Struct):
    """An <a href>: what it says and where it stands. `whole`: its line says nothing else."""

    href: str
    text: str
    line: int
    path: int
    whole: bool = False


class Line(Struct):
    """Text between two breaks; `path` is that of the block it stands in, `box` its innermost one.

    `day` is the first date in it, `stamp` a machine's date (<time datetime>), `ago` a date such as
    "3 hours ago"; `spans` are the pieces that inline elements make of it: (path, text).
    """

    text: str
    path: int
    box: int
    heading: bool
    tag: str
    classes: str
    day: dates.Day | None = None
    stamp: str = ""
    ago: bool = False
    links: list[int] = field(default_factory=list)
    spans: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def dated(self) -> bool:
        """Whether it tells when."""
        return bool(self.day or self.stamp or self.ago)

    @property
    def words(self) -> int:
        """How many words of two letters and more."""
        return len(_WORD.findall(self.text))


class Outline(Struct):
    """A page: boxes in the order of their beginnings, lines and links in reading order."""

    boxes: list[Box] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def path_name(self, path: int) -> str:
        """The last two steps of a path, as a person would write them: "ul.news > li"."""
        return self.names[path]


def outline(root: HtmlElement) -> Outline:
    """The lines, boxes and links of a page."""
    return _Walk().run(root)


def kind(element: HtmlElement) -> str:
    """What an element looks like: its tag and the first class that is not its alone."""
    for name in (element.get("class") or "").split()[:8]:
        if not _CHANGING.search(name):
            return f"{element.tag}.{_ALTERNATE.sub('', name)}"
    return str(element.tag)


class _Inline(Struct):
    """An inline element that is open: what it says begins at this piece of the line."""

    path: int
    element: HtmlElement
    start: int
    linked: bool = False

    @property
    def href(self) -> str:
        return (self.element.get("href") or "") if self.element.tag == "a" else ""


class _Walk:
    """The state of the walk."""

    def __init__(self) -> None:
        self.page = Outline()
        self._paths: dict[tuple[int, str], int] = {}
        self._open: list[int] = []
        self._pieces: list[str] = []
        self._block = -1
        self._stamp = ""
        self._inline: list[_Inline] = []
        self._spans: list[tuple[int, str, str]] = []
        self._line_links: list[int] = []

    def run(self, root: HtmlElement) -> Outline:
        skipping: HtmlElement | None = None
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if skipping is not None:
                if event == "end" and element is skipping:
                    skipping = None
                    self._text(element.tail)
                continue
            if event == "start":
                if _left_out(element) or len(self.page.boxes) >= MOST_BOXES:
                    skipping = element
                else:
                    self._enter(element)
            else:
                self._leave(element)
        self._break()
        self._spread_chrome()
        return self.page

    def _spread_chrome(self) -> None:
        """What stands in chrome is chrome. But what holds most of the page is none, whatever it is
        called: "with-navigation" is a frame for everything."""
        letters = list(accumulate((len(line.text) for line in self.page.lines), initial=0))
        for box in self.page.boxes:
            frame = letters[box.last] - letters[box.first] > MOST_CHROME * letters[-1]
            if frame and not _by_nature(box.element):
                box.chrome = 0
            if box.parent >= 0:
                box.chrome = max(box.chrome, self.page.boxes[box.parent].chrome)

    def _enter(self, element: HtmlElement) -> None:
        tag = element.tag
        inline = tag in INLINE
        if not inline:
            self._break()
        parent = self._open[-1] if self._open else -1
        up = self.page.boxes[parent] if parent >= 0 else None
        path = self._path(up.path if up else -1, kind(element))
        chrome = _chrome(element, len(self._open))
        box = Box(element, path, len(self._open), parent, chrome, first=len(self.page.lines))
        self._open.append(len(self.page.boxes))
        self.page.boxes.append(box)
        if inline:
            self._inline.append(_Inline(path, element, len(self._pieces)))
            if tag == "time" and element.get("datetime"):
                self._stamp = self._stamp or element.get("datetime") or ""
        else:
            self._block = self._open[-1]
        if tag == "br" or tag == "hr":
            self._break()
        self._text(element.text)

    def _leave(self, element: HtmlElement) -> None:
        index = self._open.pop()
        box = self.page.boxes[index]
        said = False
        if element.tag in INLINE:
            said = self._close()
        else:
            self._break()
            self._block = next((each for each in reversed(self._open) if self._is_block(each)), -1)
        box.last = len(self.page.lines) + said
        self._text(element.tail)

    def _is_block(self, index: int) -> bool:
        return self.page.boxes[index].element.tag not in INLINE

    def _close(self) -> bool:
        """An inline element ends: what it says is a piece of its line, and perhaps a link.

        Answers whether there is anything, so that the line will be.
        """
        piece = self._inline.pop()
        element, text = piece.element, self._said(piece.start)
        if piece.href and (text or not piece.linked):
            said = element.get("title") or element.get("aria-label") or ""
            self._link(piece, text or one_line(said[:LONGEST_LINE]))
        if text and len(self._spans) < MOST_SPANS:
            self._spans.append((piece.path, text, (element.get("class") or "").lower()))
        return bool(text or self._line_links)

    def _link(self, piece: _Inline, text: str) -> None:
        piece.linked = True
        self._line_links.append(len(self.page.links))
        self.page.links.append(Link(piece.href, text, len(self.page.lines), piece.path))

    def _said(self, start: int = 0) -> str:
        return one_line("".join(self._pieces[start:])[:LONGEST_LINE])

    def _path(self, above: int, name: str) -> int:
        key = (above, name)
        if key not in self._paths:
            self._paths[key] = len(self._paths)
            last = self.page.names[above].rpartition(" > ")[2] if above >= 0 else ""
            self.page.names.append(f"{last} > {name}" if last else name)
        return self._paths[key]

    def _text(self, text: str | None) -> None:
        if text:
            self._pieces.append(text)

    def _break(self) -> None:
        """The line ends here; inline elements that are open go on in the next one."""
        text = self._said()
        for piece in self._inline:
            if piece.href and (said := self._said(piece.start)):
                self._link(piece, said)
            piece.start = 0
        self._pieces.clear()
        if text or self._line_links:
            self._add(text)
        self._spans, self._line_links, self._stamp = [], [], "" if text else self._stamp

    def _add(self, text: str) -> None:
        block = self.page.boxes[self._block] if self._block >= 0 else self.page.boxes[0]
        for number in self._line_links:
            link = self.page.links[number]
            link.whole = len(link.text) * 10 >= len(text) * 8
        self.page.lines.append(
            Line(
                text,
                block.path,
                self._block,
                self._heading(),
                str(block.element.tag),
                (block.element.get("class") or "").lower(),
                dates.found(text) or self._span_day(),
                self._stamp,
                bool(dates.AGO.search(text[:200])),
                self._line_links,
                self._spans,
            )
        )

    def _span_day(self) -> dates.Day | None:
        """A date that an inline element holds alone: its neighbours may touch it."""
        days = (dates.found(text) for _, text, _ in self._spans)
        return next(filter(None, days), None)

    def _heading(self) -> bool:
        nearest = self._open[-4:] if self._open else []
        names = {str(self.page.boxes[index].element.tag) for index in nearest}
        return bool(names & HEADINGS) or str(self.page.boxes[self._block].element.tag) in HEADINGS


def _left_out(element: HtmlElement) -> bool:
    if element.tag in SKIPPED or not isinstance(element.tag, str):
        return True
    return element.get("hidden") is not None and element.get("hidden") != "until-found"


def _by_nature(element: HtmlElement) -> bool:
    return element.tag in CHROME_TAGS or (element.get("role") or "").lower() in CHROME_ROLES


def _chrome(element: HtmlElement, depth: int) -> int:
    """How clearly an element is no news, by what it is and what it is called: 2 for ways to other
    places, 1 for what stands beside the news."""
    if _by_nature(element):
        return 2
    if element.tag == "header" and not any(
        up.tag in ("article", "main", "section", "li") for up in element.iterancestors()
    ):
        return 2
    if depth < 3:  # <body class="has-sidebar">
        return 0
    named = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    found = _CHROME.search(named)
    if not found or _MAIN.search(named):
        return 0
    return 2 if found[1] else 1
