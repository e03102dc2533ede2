"""The commands of searching: all articles, or the one that is open; from hit to hit; keeping one.

One method for each row of `commands.COMMANDS`, named after its id, like `moves` and `deeds`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.widgets import Input

from tui.errors import QueryError, SettingsError
from tui.model import Smart
from tui.query import Term, parse, terms
from tui.settings import load

if TYPE_CHECKING:
    from tui.ui.reader_screen import ReaderScreen


class Searching:
    """Searching on the reader screen."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._find_box: Input | None = None

    # All articles.

    def search(self) -> None:
        screen = self._screen
        screen.remove_class("-reading")
        screen.go_to_pane("headlines")
        screen.sidebar.begin_search()

    def best_first(self) -> None:
        """Order what was found by how well it fits, or by date again."""
        screen, sidebar = self._screen, self._screen.sidebar
        sidebar.ranked = not sidebar.ranked
        sidebar.show_row()
        screen.say("The best fit comes first." if sidebar.ranked else "The newest comes first.")

    def save_search(self) -> None:
        from tui.ui.ask import AskLine

        screen, sidebar = self._screen, self._screen.sidebar
        words = sidebar.words

        def save(title: str | None) -> None:
            if title is not None:
                self._save(words, " ".join(title.split()))

        hint = "its name, or as it is · enter keeps it in feeds.toml · esc leaves it"
        dialog = AskLine("Keep this search as a smart feed", words, hint, lambda title: "")
        screen.app.push_screen(dialog, save)

    def _save(self, words: str, title: str) -> None:
        from tui.settings import FreeKeys, add_smart  # not before the first frame

        screen, config = self._screen, self._screen.library.config
        key = FreeKeys(smart.key for smart in config.smart).take(title, "search")
        smart = Smart(key, parse(words), words, title if title != words else "")
        try:
            add_smart(config.path, smart)
            screen.library.config = load(config.path)
        except (SettingsError, QueryError) as error:
            screen.say(str(error), "error")
            return
        screen.sidebar.end_search()
        screen.sidebar.reload()
        screen.sidebar.feeds.choose("smart", key)
        screen.sidebar.settle()
        screen.sidebar.feeds.count_smart()
        screen.say(f"Kept as [smart.{key}] in feeds.toml.")

    # Keys that the boxes leave over.

    def box_key(self, event: events.Key) -> bool:
        """A key in one of the boxes that the box left over. False: it means nothing here."""
        return self._find_key(event) if self.in_find_box else self._search_key(event)

    def _search_key(self, event: events.Key) -> bool:
        screen, key, sidebar = self._screen, event.key, self._screen.sidebar
        if key == "escape":
            sidebar.end_search()
            screen.go_to_pane("headlines")
        elif key in ("enter", "tab"):
            self._to_results()
        elif key == screen.keys.while_typing("best-first"):
            screen.do("best-first")
        elif key == screen.keys.while_typing("save-search"):
            self._to_results()
            screen.do("save-search")
        elif key == "up" and (sidebar.headlines.cursor == 0 or sidebar.in_history):
            sidebar.earlier_search()
        elif key == "down" and sidebar.in_history:
            sidebar.later_search()
        elif key in ("down", "up"):
            sidebar.settle()
            sidebar.headlines.move(1 if key == "down" else -1)
        elif event.is_printable and event.character:
            # Typed so fast that it was on its way before the box had the focus.
            sidebar.type(event.character)
        else:
            return False
        return True

    def _to_results(self) -> None:
        self._screen.sidebar.settle()
        self._screen.sidebar.remember_search()
        self._screen.go_to_pane("headlines")

    # Inside the article.

    @property
    def find_box(self) -> Input:
        """The box for words of the article: made when it is asked for, not for the first frame."""
        if self._find_box is None:
            self._find_box = Input(placeholder="Find in this article", id="find", compact=True)
            self._screen.query_one("#reading").mount(self._find_box, before=self._screen.article)
        return self._find_box

    @property
    def in_find_box(self) -> bool:
        """Whether what is typed goes there."""
        return self._find_box is not None and self._screen.focused is self._find_box

    def find(self) -> None:
        screen = self._screen
        if screen.page is None:
            self.search()
            return
        screen.add_class("-finding")
        screen.set_focus(self.find_box)

    def _find_key(self, event: events.Key) -> bool:
        screen, key = self._screen, event.key
        if key == "escape":
            self.end_find()
            screen.go_to_pane("article")
        elif key in ("enter", "tab"):
            screen.go_to_pane("article")
            if self.place == (0, 0):
                screen.do("next-hit")  # which says that there is none
        elif key in ("down", "up"):
            screen.do("next-hit" if key == "down" else "previous-hit")
        elif event.is_printable and event.character:
            self.find_box.insert_text_at_cursor(event.character)
        else:
            return False
        return True

    def typed(self, text: str) -> None:
        """Something else stands in the box: show where it is, from here on."""
        screen = self._screen
        screen.article.terms = self._terms(text)
        if not screen.article.in_hit:
            self._to_hit(1, quietly=True)
        screen.show_state()

    def _terms(self, text: str) -> tuple[Term, ...]:
        try:
            return tuple(terms(parse(text, typing=True)))
        except QueryError:  # here "is:" is only words
            return tuple(terms(parse(f'"{text}"')))

    def end_find(self) -> bool:
        """Close the box, and show the hits of the search again. False: it was not open."""
        screen = self._screen
        if not screen.has_class("-finding"):
            return False
        screen.remove_class("-finding")
        with screen.prevent(Input.Changed):
            self.find_box.value = ""
        screen.article.terms = screen.sidebar.terms
        return True

    @property
    def on(self) -> bool:
        """Whether the keys of hits go from one to the next: they do as long as the box is there,
        so that they never leave an article in which nothing was found."""
        screen = self._screen
        finding = screen.has_class("-finding") or bool(screen.article.hits)
        return finding and screen.pane in ("article", "findings")

    @property
    def place(self) -> tuple[int, int] | None:
        """At which of how many hits one is; None: nothing is searched for here."""
        article = self._screen.article
        return (article.hit_number, len(article.hits)) if self.on and article.terms else None

    def next_hit(self) -> None:
        self._to_hit(1)

    def previous_hit(self) -> None:
        self._to_hit(-1)

    def _to_hit(self, step: int, *, quietly: bool = False) -> None:
        screen = self._screen
        around = screen.article.next_hit(step)
        if around and not quietly:
            screen.say("From the beginning again." if step > 0 else "From the end again.")
        if screen.one_pane and screen.pane == "findings":
            screen.go_to_pane("article")
