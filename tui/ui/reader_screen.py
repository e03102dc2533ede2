"""The screen: its panes, how they are arranged, and what is shown in them.

Keys become commands in `pressing`; each is carried out by the method named after it. Events of the
engine arrive at `heard`.
It reads the library through `Library` only, and never waits for anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from textual import events, on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.containers import Container
from textual.geometry import Size
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from tui.analysis.annotation import Analysis
from tui.events import Event
from tui.keys import Keys
from tui.model import Headline
from tui.text.safe import one_line
from tui.ui import status
from tui.ui.article_view import ArticleView, Page
from tui.ui.deeds import Deeds
from tui.ui.files import Files
from tui.ui.findings_panel import FindingsPanel
from tui.ui.going import Going
from tui.ui.hearing import Hearing
from tui.ui.highlights import speakers
from tui.ui.library import Library
from tui.ui.linking import Linking
from tui.ui.live import Live
from tui.ui.looking import Looking
from tui.ui.marking import Marking
from tui.ui.marks import Mark
from tui.ui.moves import Moves
from tui.ui.noting import Noting
from tui.ui.passages import Passages
from tui.ui.pictures import Pictures
from tui.ui.places import Places
from tui.ui.pressing import PLACE, Pressing
from tui.ui.searching import Searching
from tui.ui.sharing import Sharing
from tui.ui.sidebar import Sidebar
from tui.ui.status_line import StatusLine
from tui.ui.texts import Texts

Pane = Literal["feeds", "headlines", "article", "findings"]
PANES: tuple[Pane, ...] = ("feeds", "headlines", "article", "findings")
PREVIEW_S = 0.05
"""How long the cursor rests on a headline before its article is shown beside it."""


def _fitting(cells: int, breakpoints: Sequence[tuple[int, str]]) -> str:
    """The class of a width or a height."""
    return next(name for least, name in reversed(breakpoints) if cells >= least)


class ReaderScreen(Screen[None]):
    """Feeds, headlines, article, findings, and the status line."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-one"),
        (110, "-two"),
        (160, "-three"),
        (196, "-four"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-high")]  # noqa: RUF012

    AUTO_FOCUS = ""  # ours to give: None lets Textual give it to the first widget before that

    def __init__(self, library: Library, keys: Keys, size: Size) -> None:
        # Set now, the classes of the size spare the first frame a second layout.
        fitting = (
            _fitting(size.width, self.HORIZONTAL_BREAKPOINTS),
            _fitting(size.height, self.VERTICAL_BREAKPOINTS),
        )
        super().__init__(classes=" ".join(("-on-headlines", "-findings", *fitting)))
        self.library = library
        self.keys = keys
        self.page: Page | None = None
        self.headline: Headline | None = None
        self.sidebar = Sidebar(library, "sidebar")
        self.article = ArticleView(id="article")
        self.findings = FindingsPanel(id="findings")
        self.status = StatusLine("status")
        self.moves = Moves(self)
        self.passages = Passages(self)
        self.going = Going(self)
        self.marking = Marking(self)
        self.linking = Linking(self)
        self.texts = Texts(self)
        self.files = Files(self)
        self.pictures = Pictures(self)
        self.deeds = Deeds(self)
        self.searching = Searching(self)
        self.noting = Noting(self)
        self.sharing = Sharing(self)
        self.looking = Looking(self)
        self.places = Places(self)
        self.live = Live(self)
        self.hands = (
            *(self.sharing, self.looking, self.pictures, self.places),
            *(self.moves, self.going, self.marking, self.passages, self.linking),
            *(self.searching, self.noting, self.texts, self.files, self.deeds),
        )
        """Who carries out the commands."""
        self.pressing = Pressing(self)
        self.hearing = Hearing(self)
        self.pane: Pane = "headlines"
        self.count = 0
        """The number typed before the command that is carried out; 0: none."""
        self.findings_wanted: bool | None = None
        self._preview: Timer | None = None
        self._pointed: Headline | None = None

    def compose(self) -> ComposeResult:
        # Each widget around others is drawn again at every key: there are as few as can be.
        yield self.sidebar
        with Container(id="reading"):
            yield self.article
            yield self.findings
        yield self.status

    def on_mount(self) -> None:
        self.looking.follow_settings()
        self.sidebar.begin()
        self.go_to_pane("headlines")
        self.call_after_refresh(self._show_current)  # headlines first: a body takes longer
        self.hearing.begin()
        self.live.begin()
        self.sidebar.feeds.count_smart()

    # Panes.

    @property
    def one_pane(self) -> bool:
        """Whether there is room for one pane only."""
        return self.has_class("-one")

    def widget(self, pane: Pane) -> Widget:
        """The widget that has the focus when the user is in a pane."""
        sidebar = self.sidebar
        lists = {"feeds": sidebar.feeds, "headlines": sidebar.headlines}
        return lists.get(pane) or (self.article if pane == "article" else self.findings)

    def panes(self) -> list[Pane]:
        """The panes one can go to now."""
        if self.has_class("-reading"):
            return ["article"]
        return [pane for pane in PANES if pane != "findings" or self.findings_shown]

    @property
    def findings_shown(self) -> bool:
        """Whether there is a findings panel (in one-pane mode: whether one can go to it)."""
        if self.one_pane or self.findings_wanted is not None:
            return self.one_pane or bool(self.findings_wanted)
        return not self.has_class("-two") or self.has_class("-high")

    def go_to_pane(self, pane: Pane) -> None:
        """Put the focus into a pane; where only one fits, show that one."""
        if self.pane == "article" and pane in ("feeds", "headlines"):
            self.places.keep()
        self.pane = pane
        self._show_panes()
        self.set_focus(self.widget(pane), scroll_visible=False)
        self.sidebar.light(pane)
        self.show_state()

    def _show_panes(self) -> None:
        """Show and hide what the pane, the size and the user's wishes ask for."""
        # All at once: each change of classes costs the styles of every widget.
        here = {f"-on-{pane}": pane == self.pane for pane in PANES}
        self.update_classes({**here, "-findings": self.findings_shown})
        self.article.centred = True
        self.findings.beside = not self.one_pane

    def on_resize(self) -> None:
        self._show_panes()
        if self.pane == "findings" and not self.findings_shown:
            self.go_to_pane("article")
        self.call_after_refresh(self.show_state)

    def on_mouse_down(self) -> None:
        """A press of the mouse moves the focus; the pane goes with it."""
        self.sidebar.welcoming = False
        for pane in PANES:
            if self.focused is self.widget(pane) and self.pane != pane:
                self.go_to_pane(pane)

    # Keys.

    def on_key(self, event: events.Key) -> None:
        self.sidebar.welcoming = False
        if self.pressing.key(event):
            event.stop()
            event.prevent_default()

    def action_copy_text(self) -> None:
        """What Textual does on ctrl+c."""
        if not self.get_selected_text():
            raise SkipAction
        self.do("copy")

    @on(ArticleView.LaidOut)
    def _laid_out(self, event: ArticleView.LaidOut) -> None:
        event.stop()
        self.pressing.go_on()

    def do(self, id_: str) -> None:
        """Carry out a command once, or say why it can do nothing here."""
        from tui.ui.needs import lacking  # no key was pressed before the first frame

        self.sidebar.settle()
        if sentence := lacking(self, id_):
            self.say(sentence)
            return
        name = "in_" if id_ == "in" else id_.replace("-", "_")
        carried = next(each for each in self.hands if hasattr(each, name))
        getattr(carried, name)()
        self.show_state()

    @on(Input.Changed, "#find")
    def _find_typed(self, event: Input.Changed) -> None:
        event.stop()
        self.searching.typed(event.value)

    @on(Sidebar.Searched)
    def _searched(self, event: Sidebar.Searched) -> None:
        """Something else is searched for: it is marked in the article too."""
        event.stop()
        if not self.has_class("-finding"):
            self.article.terms = event.terms

    def go_to_feed(self, key: str) -> None:
        """Show a feed's headlines."""
        self.sidebar.end_search()
        self.sidebar.feeds.choose("feed", key)
        self.sidebar.settle()
        self.go_to_pane("headlines")

    # Articles.

    @on(Sidebar.Headed)
    def _cursor_moved(self, event: Sidebar.Headed) -> None:
        event.stop()
        self.marking.passed(self._pointed, event.headline)
        self._pointed = event.headline
        if self._preview is not None:
            self._preview.stop()
        self._preview = self.set_timer(PREVIEW_S, self._show_current)
        self.show_state()

    def _show_current(self) -> None:
        if not (self.one_pane and self.pane in ("article", "findings")):
            self.show_headline(self.sidebar.headlines.current)

    def show_headline(self, headline: Headline | None) -> None:
        """Show an article without opening it: it stays unread."""
        if self._preview is not None:
            self._preview.stop()
        if headline and self.headline and headline.id == self.headline.id:
            return
        self.places.keep()
        self.headline = headline
        self.texts.show()

    @property
    def folded(self) -> bool:
        """Whether the article shows only its voices."""
        return bool(self.article.voices and self.page)

    def show_findings(self, analysis: Analysis | None) -> None:
        """Show what was found in the article; None: nothing is known yet."""
        if self.page:
            self.findings.show(self.page.document, analysis, speakers(analysis or Analysis()))

    def open_article(self, headline: Headline) -> None:
        """Open an article: show it, go to it, and mark it read."""
        self.show_headline(headline)
        self.go_to_pane("article")
        if self.library.config.settings.mark_read != "never":
            self.marking.mark([headline], Mark(read=True))

    @property
    def chosen(self) -> Headline | None:
        """The article a command is about: the one read, or the one under the cursor.

        None where only the feeds are seen: nothing happens to what is out of sight.
        """
        if self.pane in ("article", "findings"):
            return self.headline
        unseen = self.one_pane and self.pane == "feeds"
        return None if unseen else self.sidebar.headlines.current

    @on(Sidebar.Entered)
    def _clicked(self, event: Sidebar.Entered) -> None:
        event.stop()
        if event.rows is self.sidebar.headlines and self.sidebar.headlines.current:
            self.open_article(self.sidebar.headlines.current)
        elif self.one_pane:
            self.go_to_pane("headlines")

    @on(FindingsPanel.PassageChosen)
    def _passage_chosen(self, event: FindingsPanel.PassageChosen) -> None:
        event.stop()
        self.article.go_to(event.start, event.end)
        if event.go:
            self.go_to_pane("article")

    @on(ArticleView.PassageInView)
    def _passage_in_view(self, event: ArticleView.PassageInView) -> None:
        event.stop()
        self.findings.mark_in_view(event.start, event.end, event.current)

    @on(ArticleView.LinkClicked)
    def _link_clicked(self, event: ArticleView.LinkClicked) -> None:
        event.stop()
        self.linking.follow_url(event.url)

    def heard(self, event: Event) -> None:
        """An event of the engine."""
        self.hearing.heard(event)

    # The status line.

    def say(
        self, text: str, severity: Literal["information", "warning", "error"] = "information"
    ) -> None:
        """A short message over the screen, in place of the last one."""
        self.app.clear_notifications()
        self.notify(one_line(text), severity=severity, markup=False)

    def show_state(self) -> None:
        """Bring the status line up to date."""
        lists = self.pane in ("feeds", "headlines")
        page = None if lists and self.one_pane else self.page
        self.keys.hits = self.searching.on
        way = status.way(voices=self.folded, hit=self.searching.place)
        counts = [*way, *status.counts(self.library, page, in_lists=lists)]
        self.status.show_counts(counts)
        self.show_hints()
        self.show_progress()

    def show_hints(self) -> None:
        """Say which keys may come next."""
        if self.linking.hinting:
            hints = [*self.linking.told(), ("esc", "back")]
        elif isinstance(self.focused, Input):
            hints = status.search_hints(self.keys, inside=self.searching.in_find_box)
        else:
            hints = status.hints(self.keys, PLACE[self.pane], self.page)
        if self.keys.digits:
            hints[1:1] = self.linking.counted(self.keys.digits)
        # Hosts need the room, and so do all keys that may follow one.
        self.status.show_hints(hints, alone=self.linking.hinting or bool(self.keys.pending))

    def show_progress(self) -> None:
        """Show how the sync is going."""
        self.status.show_progress(status.progress(self.library))
