"""The commands about links: hints, the numbered list, opening, copying, adding as a feed.

One method for each row of `commands.COMMANDS`, named after its id, like `deeds`. Only http and
https are opened unasked; where a link leads is said before it is followed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.widgets import Input

from tui.model import Headline
from tui.text.safe import one_line
from tui.ui.browser import host, open_link, safe_mail, safe_url
from tui.ui.links import Link, labels
from tui.ui.paint import safe_href

if TYPE_CHECKING:
    from tui.ui.reader_screen import ReaderScreen

UNASKED = 10
"""So many pages are opened at once without a question."""
MOST = 100
"""So many pages at most."""


class Linking:
    """Following the links of the opened article, and those of many articles."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._hints: dict[str, Link] = {}
        self._numbers: dict[int, str] = {}
        self._typed = ""
        self._then: Callable[[Link], None] = self.follow

    # Letters over the links.

    @property
    def hinting(self) -> bool:
        """Whether the next keys choose a link."""
        return bool(self._hints)

    def link_hints(self) -> None:
        self._hint(self.follow)

    def link_copy(self) -> None:
        self._hint(self._copy)

    def link_add(self) -> None:
        self._hint(self._add)

    def _hint(self, then: Callable[[Link], None]) -> None:
        screen = self._screen
        if screen.count:
            self._numbered(then)
            return
        if screen.pane != "article":
            screen.go_to_pane("article")
            screen.call_after_refresh(self._hint, then)  # where links stand is known by then
            return
        seen = screen.article.links_in_view()
        if not seen:
            screen.say("There is no link here to follow.")
            return
        self._then, self._typed = then, ""
        self._hints = dict(zip(labels(len(seen)), seen, strict=True))
        self._show()

    def key(self, key: str) -> None:
        """A key while letters stand over the links."""
        self._typed += key
        chosen = self._hints.get(self._typed)
        if chosen or not any(label.startswith(self._typed) for label in self._hints):
            self._hints = {}
        self._show()
        if chosen:
            self._then(chosen)

    def _show(self) -> None:
        rest = {label: link for label, link in self._hints.items() if label.startswith(self._typed)}
        self._screen.article.show_hints({link.start: label for label, link in rest.items()})
        self._screen.show_state()

    def told(self) -> list[tuple[str, str]]:
        """What the status line says: each letter and the host it leads to, first where the words
        of the link name another."""
        first = sorted(self._hints.items(), key=lambda pair: not pair[1].lies)
        return [(label, _host(link)) for label, link in first]

    # Numbers.

    def show_numbers(self, typed: str) -> None:
        """While a number is typed in the article, the links in view show theirs."""
        inside = bool(typed) and self._screen.pane in ("article", "findings")
        seen = self._screen.article.links_in_view() if inside else []
        numbers = {link.start: str(link.number) for link in seen}
        if numbers != self._numbers:
            self._numbers = numbers
            self._screen.article.show_hints(numbers)

    def counted(self, typed: str) -> list[tuple[str, str]]:
        """What the status line says of the link with this number: its key and its host."""
        link = self._link(int(typed)) if self._numbers else None
        return [(self._screen.keys.shown("browser", 1), _host(link))] if link else []

    def link_list(self) -> None:
        """All links of the article, with numbers and hosts."""
        from tui.ui.chooser import Choice, Chooser, Question

        screen = self._screen
        found = screen.article.links()
        digits = len(str(len(found)))
        choices = [
            Choice(link.words, link, _host(link), str(link.number), f"{link.number:>{digits}}  ")
            for link in found
        ]
        question = Question("Links", choices, hint="enter opens · a number or letters narrow")

        def chosen(link: Link | None) -> None:
            if link is not None:
                self.follow(link)

        screen.app.push_screen(Chooser(question), chosen)

    def _numbered(self, then: Callable[[Link], None]) -> bool:
        """Do something with the link that the count names."""
        number = self._screen.count
        link = self._link(number)
        if link is None:
            self._screen.say(f"This article has no link {number}.")
        else:
            then(link)
        return True

    def _link(self, number: int) -> Link | None:
        links = self._screen.article.links()
        return next((link for link in links if link.number == number), None)

    # Opening.

    def browser(self) -> None:
        screen = self._screen
        if screen.count and screen.pane in ("article", "findings"):
            self._numbered(self.follow)
        elif screen.chosen:
            self.open_url(screen.chosen.link)

    def follow(self, link: Link) -> None:
        """Open a link; ask before a mail, and before one whose words name another place."""
        if link.url.lower().startswith("mailto:"):
            self._ask("Write a mail?", [f"To {link.host}"], partial(self._write, link.url))
        elif link.lies:
            says = [f"The link says {link.words}", f"but it leads to {link.host}."]
            self._ask("Open it?", says, partial(self.open_url, link.url))
        else:
            self.open_url(link.url)

    def follow_url(self, url: str) -> None:
        """Open what was clicked."""
        links = self._screen.article.links()
        self.follow(
            next((link for link in links if safe_href(link.url) == url), Link(0, 0, 0, "", url))
        )

    def _ask(self, title: str, sentences: list[str], then: Callable[[], None]) -> None:
        from tui.ui.ask import Ask

        self._screen.app.push_screen(Ask(title, *sentences), lambda yes: then() if yes else None)

    def open_url(self, link: str) -> None:
        """Open a web link in the browser, if it is one that may be opened."""
        screen, url = self._screen, safe_url(link)
        if not url:
            screen.say("There is no web link to open.", "warning")
            return
        open_link(url, screen.library.config.settings.browser, self._failed)
        screen.say(f"Opening {host(url)} …")

    def _write(self, link: str) -> None:
        url = safe_mail(link)
        if url:
            open_link(url, (), self._failed)
            self._screen.say("Opening your mail program …")

    def _failed(self) -> None:
        screen = self._screen
        said = "No browser could be opened; y copies the link."
        screen.app.call_later(screen.say, said, "warning")

    def open_many(self) -> None:
        """Open the range, or else all unread articles of the list, in the browser."""
        screen = self._screen
        headlines = screen.sidebar.headlines
        rows = headlines.chosen_rows() or [row for row in headlines.rows if not row.read]
        rows = [row for row in rows if safe_url(row.link)]
        headlines.set_range_begin(None)
        if not rows:
            screen.say("There is no unread article with a link here.")
        elif len(rows) > MOST:
            screen.say(f"These are {len(rows)}: at most {MOST} are opened at once.", "warning")
        elif len(rows) > UNASKED:
            then = partial(self._open_all, rows)
            self._ask(f"Open {len(rows)} pages in the browser?", [], then)
        else:
            self._open_all(rows)

    def _open_all(self, rows: list[Headline]) -> None:
        from tui.ui.marks import Mark

        screen = self._screen
        for row in rows:
            open_link(safe_url(row.link), screen.library.config.settings.browser, self._failed)
        if screen.library.config.settings.mark_read != "never":
            screen.marking.mark(rows, Mark(read=True))
        screen.say(f"Opening {len(rows)} …")

    # Other things to do with a link.

    def copy_link(self) -> None:
        screen = self._screen
        if screen.count and screen.pane in ("article", "findings"):
            self._numbered(self._copy)
            return
        if screen.chosen:
            screen.deeds.give(one_line(screen.chosen.link))

    def _copy(self, link: Link) -> None:
        self._screen.deeds.give(safe_url(link.url) or safe_mail(link.url))

    def _add(self, link: Link) -> None:
        screen = self._screen
        screen.do("add-feed")
        dialog = screen.app.screen

        def fill() -> None:
            dialog.query_one("#url", Input).value = safe_url(link.url)

        dialog.call_after_refresh(fill)


def _host(link: Link) -> str:
    return f"{link.host} !" if link.lies else link.host
