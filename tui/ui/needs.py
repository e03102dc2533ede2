"""What commands need to do anything at all, and the sentence that says what is missing.

A command is carried out, and offered by the palette, only where it has what it needs. What it finds
out on its way (no further quote, no link in view) it says itself. Nothing in here changes anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tui.analysis.annotation import Quote
from tui.ui.browser import safe_url
from tui.ui.terminal import QuickDriver

if TYPE_CHECKING:
    from tui.ui.reader_screen import ReaderScreen

Need = tuple[Callable[["ReaderScreen"], object], str]
"""What must be so, and what is said where it is not."""


def lacking(screen: ReaderScreen, id_: str) -> str:
    """Why a command can do nothing now, in one sentence; "" if it can."""
    needs = NEEDS.get(id_, ())
    return next((sentence for there_is, sentence in needs if not there_is(screen)), "")


# What may be needed.


def _page(screen: ReaderScreen) -> object:
    return screen.page


def _page_or_reading(screen: ReaderScreen) -> object:
    return screen.page or screen.has_class("-reading")


def _several_panes(screen: ReaderScreen) -> object:
    return not screen.one_pane


def _article(screen: ReaderScreen) -> object:
    return screen.chosen


def _rows(screen: ReaderScreen) -> object:
    return screen.sidebar.headlines.row_count


def _above(screen: ReaderScreen) -> object:
    return screen.sidebar.headlines.cursor > 0


def _below(screen: ReaderScreen) -> object:
    headlines = screen.sidebar.headlines
    return headlines.cursor < headlines.row_count - 1


def _outside(screen: ReaderScreen) -> object:
    return screen.pane in ("feeds", "headlines")


def _somewhere_to_go(screen: ReaderScreen) -> object:
    return screen.pane == "feeds" or screen.chosen


def _before_findings(screen: ReaderScreen) -> object:
    return screen.pane != "findings"


def _other_pane(screen: ReaderScreen) -> object:
    return len(screen.panes()) > 1


def _feeds_to_mark(screen: ReaderScreen) -> object:
    return screen.chosen or (screen.pane == "feeds" and screen.sidebar.row.feeds)


def _feeds_to_fetch(screen: ReaderScreen) -> object:
    named = screen.sidebar.row.feeds
    return _any_to_fetch(screen) if named is None else named


def _any_to_fetch(screen: ReaderScreen) -> object:
    return any(not feed.paused for feed in screen.library.config.feeds)


def _numbered(screen: ReaderScreen) -> bool:
    """Whether a number was typed for one of the article's links."""
    return bool(screen.count) and screen.pane in ("article", "findings")


def _web_link(screen: ReaderScreen) -> object:
    return _numbered(screen) or (screen.chosen and safe_url(screen.chosen.link))


def _link(screen: ReaderScreen) -> object:
    return _numbered(screen) or (screen.chosen and screen.chosen.link)


def _links(screen: ReaderScreen) -> object:
    return _numbered(screen) or screen.article.links()


def _searched(screen: ReaderScreen) -> object:
    return screen.article.terms


def _hits(screen: ReaderScreen) -> object:
    return screen.article.hits


def _found(screen: ReaderScreen) -> object:
    return screen.page and screen.findings.about


def _quote(screen: ReaderScreen) -> object:
    return screen.page and isinstance(screen.findings.about, Quote)


def _to_cite(screen: ReaderScreen) -> object:
    return screen.page and screen.passages.passage()[0]


def _to_copy(screen: ReaderScreen) -> object:
    return screen.get_selected_text() or (screen.page and screen.findings.current)


def _other_text(screen: ReaderScreen) -> object:
    """The article's full text is kept, or there is a page that may have it."""
    if screen.page is None:
        return False
    state = screen.library.reader.page_state(screen.page.article.id)
    return (state and state.kept) or safe_url(screen.page.article.link)


def _images(screen: ReaderScreen) -> object:
    return screen.pictures.named()


def _colours(screen: ReaderScreen) -> object:
    return screen.pictures.colours


def _left(screen: ReaderScreen) -> object:
    return screen.places.left()


def _attached(screen: ReaderScreen) -> object:
    return screen.files.attached()


def _shell(screen: ReaderScreen) -> object:
    driver = screen.app._driver
    return isinstance(driver, QuickDriver) and driver.has_shell


def _deeds(screen: ReaderScreen) -> object:
    return screen.library.marks.can_take_back


def _search(screen: ReaderScreen) -> object:
    return screen.sidebar.words


def _results(screen: ReaderScreen) -> object:
    return screen.sidebar.headlines.row_count or not screen.sidebar.words


def _no_search(screen: ReaderScreen) -> object:
    return not screen.sidebar.words


def _good_search(screen: ReaderScreen) -> object:
    return screen.sidebar.words and not screen.sidebar.mistake


# What is said where it is missing.

PAGE: Need = (_page, "Go to an article first.")
NO_ARTICLE = "There is no article here."
ARTICLE: Need = (_article, NO_ARTICLE)
ROWS: Need = (_rows, NO_ARTICLE)
GOING: Need = (_somewhere_to_go, NO_ARTICLE)
PANES: Need = (_other_pane, "In reading mode there is only the article.")
LINKS: Need = (_links, "This article has no links.")
IMAGES: Need = (_images, "There is no image in this article.")
SEARCHED: Need = (_searched, "Nothing is searched for in this article.")
RESULTS: Need = (_results, "Nothing was found.")
HITS: Need = (_hits, "That is not in this article.")
FOUND: Need = (_found, "There is no quote and no finding here.")

NEEDS: Mapping[str, tuple[Need, ...]] = {
    "open": ((_outside, "The article is open already."), GOING),
    "in": ((_before_findings, "There is nothing further in."), GOING),
    **dict.fromkeys(("read-on", "next-unread", "previous-unread"), (RESULTS,)),
    "resume": ((_left, "No article was left in the middle."),),
    **dict.fromkeys(("next-pane", "previous-pane"), (PANES,)),
    **dict.fromkeys(("next-hit", "previous-hit"), (PAGE, SEARCHED, HITS)),
    **dict.fromkeys(("next-quote", "previous-quote", "findings", "voices"), (PAGE,)),
    **dict.fromkeys(("next-finding", "previous-finding"), (PAGE,)),
    "reading": ((_page_or_reading, PAGE[1]), (_several_panes, "Only one pane fits here anyway.")),
    **dict.fromkeys(("go", "why"), (FOUND,)),
    "correct": ((_quote, "Go to a quote first: only quotes have speakers."),),
    "cite": ((_to_cite, "There is nothing to cite: go to a quote or finding, or select text."),),
    "refresh": ((_feeds_to_fetch, "There is no feed here to fetch."),),
    "refresh-all": ((_any_to_fetch, "There is no feed to fetch."),),
    **dict.fromkeys(("mark-all-read", "mark-range", "mark-older", "group"), (ROWS,)),
    "mark-above": ((_above, "There is nothing above."),),
    "mark-below": ((_below, "There is nothing below."),),
    "mark-feed": ((_feeds_to_mark, "Go to a feed or an article first."),),
    "suspend": ((_shell, "No shell has started Quoth, so none could call it back."),),
    "undo": ((_deeds, "Nothing to take back here."),),
    **dict.fromkeys(("toggle-read", "star", "tag", "note"), (ARTICLE,)),
    "browser": ((_web_link, "There is no web link to open."),),
    "copy-link": ((_link, "This article has no link."),),
    **dict.fromkeys(("link-hints", "link-copy", "link-add", "link-list"), (PAGE, LINKS)),
    **dict.fromkeys(("share", "save", "pipe", "source", "line-spacing"), (PAGE,)),
    "copy": ((_to_copy, "Select text with the mouse."),),
    "unread-only": ((_no_search, "In a search, is:unread says so."),),
    "best-first": ((_search, "Search first."),),
    "save-search": ((_good_search, "There is no search to keep."),),
    "images": (PAGE, IMAGES),
    "text-images": (PAGE, IMAGES, (_colours, "Images are not drawn without colours.")),
    "full-text": (PAGE, (_other_text, "This article has no page of its own.")),
    "attachments": (PAGE, (_attached, "Nothing comes with this article.")),
}
"""What each command needs, in the order in which it is looked for; those not here need nothing."""
