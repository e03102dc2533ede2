"""The article view, as a reader meets it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from rich.style import Style
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot

from tests import make, pages
from tui.analysis.annotation import Analysis
from tui.model import Enclosure
from tui.text.document import Block, Document, Span
from tui.ui.article_view import ArticleView, Page
from tui.ui.themes import DARK, DARK_ROLES


class Host(App[None]):
    """Nothing but the article view."""

    def __init__(self, page: Page | None, measure: int = 60) -> None:
        super().__init__()
        self.page, self.measure = page, measure
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        yield ArticleView()

    def on_mount(self) -> None:
        self.register_theme(DARK)
        self.theme = DARK.name
        self.view.measure = self.measure
        self.view.focus()
        if self.page:
            self.view.show(self.page)

    @property
    def view(self) -> ArticleView:
        return self.query_one(ArticleView)

    def on_page_view_passage_in_view(self, message: ArticleView.PassageInView) -> None:
        self.heard.append(message)

    def on_article_view_link_clicked(self, message: ArticleView.LinkClicked) -> None:
        self.heard.append(message)

    def screen_lines(self) -> list[str]:
        return [self.view.render_line(y).text for y in range(self.view.size.height)]

    def text(self) -> str:
        return "\n".join(line.strip() for line in self.screen_lines())

    def find(self, words: str) -> tuple[int, int]:
        """Column and row where these words stand on the screen."""
        for y, line in enumerate(self.screen_lines()):
            if words in line:
                return line.index(words), y
        raise AssertionError(f"{words!r} is not on the screen:\n{self.text()}")

    def style(self, words: str) -> Style:
        """How the first character of these words looks."""
        x, y = self.find(words)
        for segment in self.view.render_line(y):
            if x < len(segment.text):
                return segment.style or Style.null()
            x -= len(segment.text)
        raise AssertionError(words)


def colour(style: Style) -> str:
    assert style.color is not None
    return style.color.get_truecolor().hex


async def test_a_page_tells_title_byline_date_reading_time_and_host() -> None:
    app = Host(pages.page())
    async with app.run_test(size=(80, 30)):
        text = app.text()
        assert "The market moves" in text
        assert "Nora Lind · The Times · Sun 1 Mar 2026, " in text
        assert "1 min" in text
        assert "times.example/1" in text
        assert app.style("The market moves").bold


async def test_each_speaker_has_a_colour_that_quote_and_mention_share() -> None:
    app = Host(pages.page())
    async with app.run_test(size=(80, 40)):
        rask, oyelaran = DARK_ROLES["speaker-0"], DARK_ROLES["speaker-1"]
        assert colour(app.style("The water came")) == rask
        assert colour(app.style("We cannot wait")) == rask
        assert colour(app.style("Ida Rask")) == rask
        assert app.style("Ida Rask").bold
        assert colour(app.style("A market without")) == oyelaran
        assert colour(app.style("Rain fell")) not in (rask, oyelaran)


async def test_a_quote_of_an_unknown_speaker_is_neutral_and_italic() -> None:
    app = Host(pages.page())
    async with app.run_test(size=(80, 40)):
        assert app.style("Nobody asked").italic
        assert colour(app.style("Nobody asked")) == DARK_ROLES["quote-unknown"]


async def test_annotations_that_come_later_colour_the_text_and_move_nothing() -> None:
    app = Host(replace(pages.page(repeat=30), analysis=None))
    async with app.run_test(size=(80, 12)) as pilot:
        app.view.scroll_lines(3)
        await pilot.pause()
        before, plain = app.find("The water came"), colour(app.style("The water came"))
        app.view.annotate(pages.story()[1])
        await pilot.pause()
        assert app.find("The water came") == before
        assert colour(app.style("The water came")) != plain


async def test_a_finding_has_a_mark_of_its_kind_in_the_margin() -> None:
    app = Host(pages.page())
    async with app.run_test(size=(80, 40)):
        x, y = app.find("The council decided")
        assert app.screen_lines()[y][:x].strip() == "✓"
        x, y = app.find("Rain fell")
        assert app.screen_lines()[y][:x].strip() == ""


async def test_next_quote_goes_from_quote_to_quote_and_says_when_there_is_none() -> None:
    app = Host(pages.page())
    async with app.run_test(size=(80, 40)) as pilot:
        found = []
        while app.view.next_quote(1):
            await pilot.pause()
            quotes = ("The water", "We cannot", "A market", "Nobody")
            found.append([words for words in quotes if is_current(app, words)])
        assert found == [["The water"], ["We cannot"], ["A market"], ["Nobody"]]
        assert app.view.next_quote(-1)
        await pilot.pause()
        assert is_current(app, "A market")
        assert is_current(app, "Fisherman Tom") is False


def is_current(app: Host, words: str) -> bool:
    background = app.style(words).bgcolor
    assert background is not None
    return background.get_truecolor().hex == DARK_ROLES["current-bg"]


async def test_next_finding_brings_it_into_view() -> None:
    page = pages.page()
    app = Host(page)
    async with app.run_test(size=(60, 8)) as pilot:
        assert app.view.next_finding(1)
        assert app.view.next_finding(1)
        await pilot.pause()
        assert is_current(app, "The council decided")
        assert not app.view.next_finding(1)


async def test_going_to_a_range_shows_it_and_tells_what_is_in_view() -> None:
    page = pages.page(repeat=60)
    app = Host(page)
    async with app.run_test(size=(80, 15)) as pilot:
        start = page.document.text.index("40. Rain")
        app.view.go_to(start, start + 8)
        await pilot.pause()
        assert "40. Rain" in app.text()
        message = app.heard[-1]
        assert isinstance(message, ArticleView.PassageInView)
        assert message.start <= start < message.end


async def test_going_to_a_passage_that_can_be_seen_does_not_move_the_text() -> None:
    page = pages.page(repeat=60)
    app = Host(page)
    async with app.run_test(size=(80, 30)) as pilot:
        before = app.text()
        start = page.document.text.index("“We cannot")
        app.view.go_to(start, start + 5)
        await pilot.pause()
        assert app.text() == before


async def test_scrolling_is_at_once_and_knows_the_end() -> None:
    app = Host(pages.page(repeat=40))
    async with app.run_test(size=(80, 20)) as pilot:
        assert not app.view.at_end
        app.view.scroll_pages(1)
        assert app.view.scroll_offset.y == 18
        app.view.scroll_pages(-0.5)
        assert app.view.scroll_offset.y == 9
        app.view.scroll_lines(-100)
        assert app.view.scroll_offset.y == 0
        app.view.to_end()
        await pilot.pause()
        assert app.view.at_end
        assert "39. Rain" in app.text()
        app.view.to_start()
        await pilot.pause()
        assert "The market moves" in app.text()


async def test_resizing_keeps_the_text_at_the_top() -> None:
    page = pages.page(repeat=60)
    app = Host(page)
    async with app.run_test(size=(100, 20)) as pilot:
        start = page.document.text.index("30. Rain")
        app.view.go_to(start, start + 4)
        await pilot.pause()
        app.view.scroll_lines(app.find("30. Rain")[1])
        await pilot.pause()
        for size in ((40, 30), (30, 9), (120, 40), (100, 20)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert app.find("30. Rain")[1] == 0, size


async def test_selecting_copies_the_text_as_it_was_written_not_as_it_was_wrapped() -> None:
    app = Host(pages.page(), measure=30)
    async with app.run_test(size=(60, 60)) as pilot:
        start, end = app.find("“The water"), app.find("Ida Rask. ")
        await drag(pilot, start, (end[0] + 8, end[1]))
        copied = app.screen.get_selected_text()
        assert copied == "“The water came up to the counters twice this year,” said Mayor Ida Rask."
        await pilot.click(ArticleView, offset=(0, 0))
        assert not app.screen.get_selected_text()


async def test_a_selection_that_begins_in_the_margin_begins_with_its_line() -> None:
    app = Host(pages.page(), measure=60)
    async with app.run_test(size=(100, 60)) as pilot:
        _, y = app.find("Rain fell")
        x, _ = app.find("on the square")
        await drag(pilot, (1, y), (x + 1, y))
        assert app.screen.get_selected_text() == "Rain fell on"


async def drag(pilot: Pilot[None], start: tuple[int, int], end: tuple[int, int]) -> None:
    await pilot.mouse_down(ArticleView, offset=start)
    await pilot.hover(ArticleView, offset=end)
    await pilot.mouse_up(ArticleView, offset=end)
    await pilot.pause()


async def test_links_are_real_links_and_a_click_says_where_they_lead() -> None:
    text = "Read the report before you judge."
    span = Span("link", 9, 15, "https://reports.example/2026?a=1")
    linked = Document(text, (Block("paragraph", 0, len(text)),), (span,))
    app = Host(replace(pages.page(), document=linked, analysis=Analysis()))
    async with app.run_test(size=(80, 20)) as pilot:
        assert app.style("report").link == "https://reports.example/2026?a=1"
        await pilot.click(ArticleView, offset=app.find("report"))
        await pilot.click(ArticleView, offset=app.find("times.example"))
        clicked = [m.url for m in app.heard if isinstance(m, ArticleView.LinkClicked)]
        assert clicked == ["https://reports.example/2026?a=1", "https://times.example/1"]


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "-x"]
)
async def test_only_web_addresses_become_links(link: str) -> None:
    app = Host(pages.page(link=link))
    async with app.run_test(size=(80, 20)):
        styles = [s.style for y in range(20) for s in app.view.render_line(y)]
        assert not [style for style in styles if style and style.link]
        assert link not in app.text()


async def test_an_address_cannot_break_out_of_its_link_and_names_its_true_host_first() -> None:
    link = "https://bank.example@evil.example/\x1b]0;owned\x07/\u202egnp.exe"
    app = Host(pages.page(link=link))
    async with app.run_test(size=(80, 20)):
        shown = app.style("evil.example").link or ""
        assert shown.isascii()
        assert shown.isprintable()
        assert app.find("evil.example")[0] == app.find("The market")[0]
        assert "\u202e" not in app.text()


@pytest.mark.parametrize(
    "title", ["[/]", "[@click=app.quit]go[/]", "[bold red]list[str]", "[link=x]", "\\[b]", "$x {y}"]
)
async def test_a_hostile_title_shows_literally(title: str) -> None:
    app = Host(pages.page(title=title))
    async with app.run_test(size=(80, 20)):
        assert title in app.text()


async def test_control_characters_in_title_author_and_feed_never_reach_the_screen() -> None:
    page = replace(pages.page(title="Ni\x1b]52;c;eA==\x07ce\u202e"), feed_title="A\x9bfeed\n2")
    app = Host(replace(page, article=replace(page.article, author="Ann\x1b[2J")))
    async with app.run_test(size=(80, 20)):
        assert all(character.isprintable() for line in app.screen_lines() for character in line)


@pytest.mark.parametrize("width", [24, 41, 80, 200])
async def test_every_line_is_exactly_as_wide_as_the_pane(width: int) -> None:
    words = "日本語の記事は幅が二倍です。 👩‍👩‍👧‍👦 🇨🇭 e\u0301le\u0300ve مرحبا بالعالم שלום नमस्ते ไทย"
    wide = pages.document(words * 3, words, "x" * 300)
    app = Host(replace(pages.page(title=words), document=wide, analysis=Analysis()))
    async with app.run_test(size=(width, 40)):
        for y in range(40):
            assert app.view.render_line(y).cell_length == app.view.size.width


async def test_without_colour_quotes_speakers_and_the_current_passage_still_differ(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Host(pages.page())
    async with app.run_test(size=(80, 40)) as pilot:
        app.view.next_quote(1)
        await pilot.pause()
        assert app.style("Rain fell") == app.style("the gulls")
        assert app.style("A market").italic
        assert app.style("Ida Rask").bold
        assert app.style("Nobody asked").underline
        assert app.style("The water").reverse
        assert all(s.style is None or s.style.color is None for s in app.view.render_line(12))


async def test_an_article_without_text_says_so_in_a_sentence_with_its_host() -> None:
    app = Host(replace(pages.page(), document=Document(), analysis=Analysis()))
    async with app.run_test(size=(80, 20)):
        sentence = "The feed sends no text with this headline; the article is at times.example."
        assert sentence in app.text().replace("\n", " ")
        assert "0 min" not in app.text()


async def test_files_that_come_with_an_article_stand_at_its_end() -> None:
    files = (
        Enclosure("https://media.example/talk.mp3", "audio/mpeg", 12_300_000),
        Enclosure("javascript:alert(1)"),
    )
    app = Host(pages.page(enclosures=files))
    async with app.run_test(size=(80, 50)):
        assert "audio/mpeg, 12.3 MB  media.example/talk.mp3" in app.text()
        assert "javascript" not in app.text()


async def test_with_nothing_open_a_sentence_stands_in_the_middle() -> None:
    app = Host(None)
    async with app.run_test(size=(60, 11)) as pilot:
        app.view.clear("Choose a headline.")
        await pilot.pause()
        line = app.screen_lines()[5]
        assert line.strip() == "Choose a headline."
        assert abs((len(line) - len(line.lstrip())) - (len(line) - len(line.rstrip()))) <= 1


async def test_another_article_begins_at_its_title_and_the_same_one_stays_where_it_is() -> None:
    page = pages.page(repeat=40)
    app = Host(page)
    async with app.run_test(size=(80, 20)) as pilot:
        app.view.scroll_lines(15)
        app.view.show(replace(page, starred=True))
        await pilot.pause()
        assert app.view.scroll_offset.y == 15
        app.view.show(replace(page, article=make.article(2, title="Next one")))
        await pilot.pause()
        assert app.view.scroll_offset.y == 0
        assert "Next one" in app.text()


async def test_the_text_keeps_its_measure_in_a_wide_pane() -> None:
    app = Host(pages.page(), measure=50)
    async with app.run_test(size=(160, 40)):
        assert max(len(line.strip()) for line in app.screen_lines()) <= 52


@pytest.mark.parametrize("act", [ArticleView.to_end, lambda view: view.go_to(3, 9)])
async def test_an_empty_view_can_be_told_to_move(act: Callable[[ArticleView], None]) -> None:
    app = Host(None)
    async with app.run_test(size=(60, 11)):
        act(app.view)
        assert app.view.at_end
        assert not app.view.next_quote(1)


@pytest.mark.parametrize("theme", ["nord", "solarized-light", "ansi-dark", "ansi-light"])
async def test_in_a_theme_that_knows_nothing_of_quotes_they_are_coloured_all_the_same(
    theme: str,
) -> None:
    app = Host(pages.page())
    async with app.run_test(size=(80, 40)) as pilot:
        app.theme = theme
        app.view.next_quote(1)
        await pilot.pause()
        rask, oyelaran, plain = map(app.style, ("We cannot", "A market", "Rain fell"))
        assert len({style.color for style in (rask, oyelaran, plain)}) == 3
        assert app.style("The water").bgcolor != plain.bgcolor
