"""The findings panel, as a reader meets it."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input

from tests import pages
from tests.documents import document
from tui.analysis.annotation import Analysis, Finding, Quote
from tui.text.document import Document
from tui.ui.article_view import ArticleView
from tui.ui.findings_panel import FindingsPanel
from tui.ui.highlights import speakers
from tui.ui.paint import SYMBOLS
from tui.ui.themes import DARK, DARK_ROLES


class Host(App[None]):
    """The panel beside something else that can have the focus."""

    CSS = "FindingsPanel { width: 36; } Input { width: 20; } ArticleView { width: 1fr; }"

    def __init__(self, document: Document, analysis: Analysis | None) -> None:
        super().__init__()
        self.document, self.analysis = document, analysis
        self.heard: list[FindingsPanel.PassageChosen] = []

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Input()
            yield FindingsPanel()

    def on_mount(self) -> None:
        self.register_theme(DARK)
        self.theme = DARK.name
        self.panel.show(self.document, self.analysis, speakers(self.analysis or Analysis()))

    def on_findings_panel_passage_chosen(self, message: FindingsPanel.PassageChosen) -> None:
        self.heard.append(message)

    @property
    def panel(self) -> FindingsPanel:
        return self.query_one(FindingsPanel)

    def lines(self) -> list[str]:
        return [self.panel.render_line(y).text.rstrip() for y in range(self.panel.size.height)]

    def marked(self) -> str:
        return " ".join(line[1:].strip() for line in self.lines() if line.startswith(SYMBOLS.seen))

    def words_of(self, chosen: tuple[int, int] | None) -> str:
        assert chosen
        return self.document.text[slice(*chosen)]


def story_host() -> Host:
    return Host(*pages.story())


async def test_findings_stand_as_in_the_article_then_quotes_by_speaker_the_unknown_one_last() -> (
    None
):
    app = story_host()
    async with app.run_test(size=(60, 40)):
        text = "\n".join(app.lines())
        assert app.lines()[0].strip() == "Findings  1 · 1 key sentence"
        order = ["¶ The harbour", "✓ The council", "Quotes", "Ida Rask", "Mayor", "“The water"]
        order += ["Tom Oyelaran", "“A market", "Unknown speaker", "“Nobody asked"]
        assert [text.index(words) for words in order] == sorted(text.index(w) for w in order)


async def test_a_speaker_has_the_colour_that_the_quotes_have_in_the_article() -> None:
    app = story_host()
    async with app.run_test(size=(60, 40)):
        y = next(y for y, line in enumerate(app.lines()) if "Tom Oyelaran" in line)
        styles = [s.style for s in app.panel.render_line(y) if "Tom" in s.text]
        assert styles[0] is not None
        assert styles[0].color is not None
        assert styles[0].color.get_truecolor().hex == DARK_ROLES["speaker-1"]


async def test_the_cursor_walks_over_findings_and_quotes_and_says_where_it_stands() -> None:
    app = story_host()
    async with app.run_test(size=(60, 40)) as pilot:
        app.panel.focus()
        for move in (
            "cursor_down",
            "cursor_down",
            "cursor_down",
            "cursor_down",
            "last",
            "cursor_up",
            "first",
        ):
            getattr(app.panel, move)()
            await pilot.pause()
        walked = [app.words_of((m.start, m.end))[:12] for m in app.heard]
        assert walked == [
            "The council ",
            "“The water c",
            "“We cannot w",
            "“A market wi",
            "“Nobody aske",
            "“A market wi",
            "The harbour ",
        ]
        assert not any(message.go for message in app.heard)


async def test_the_cursor_stays_at_the_first_and_the_last_entry() -> None:
    app = story_host()
    async with app.run_test(size=(60, 40)) as pilot:
        app.panel.cursor_up()
        app.panel.last()
        app.panel.cursor_down()
        await pilot.pause()
        assert len(app.heard) == 1


async def test_choosing_goes_there_and_so_does_a_click() -> None:
    app = story_host()
    async with app.run_test(size=(60, 40)) as pilot:
        app.panel.choose()
        y = next(y for y, line in enumerate(app.lines()) if "Nobody" in line)
        await pilot.click(FindingsPanel, offset=(8, y))
        y = next(y for y, line in enumerate(app.lines()) if "Ida Rask" in line)
        await pilot.click(FindingsPanel, offset=(8, y))
        assert [message.go for message in app.heard] == [True, True]
        assert app.words_of((app.heard[1].start, app.heard[1].end)) == "“Nobody asked us,”"


async def test_what_the_article_shows_is_marked_without_taking_the_focus() -> None:
    app = story_host()
    async with app.run_test(size=(60, 40)) as pilot:
        app.query_one(Input).focus()
        start = app.document.text.index("“A market")
        app.panel.mark_in_view(start, start + 20)
        await pilot.pause()
        assert app.marked().startswith("“A market")
        assert "Nobody" not in app.marked()
        assert app.query_one(Input).has_focus
        assert app.words_of(app.panel.current).startswith("“A market")


async def test_marking_leaves_the_cursor_alone_while_the_panel_has_the_focus() -> None:
    app = story_host()
    async with app.run_test(size=(60, 40)) as pilot:
        app.panel.focus()
        await pilot.pause()
        app.panel.mark_in_view(app.document.text.index("“A market"), len(app.document.text))
        assert app.words_of(app.panel.current).startswith("The harbour")


async def test_the_entry_under_the_cursor_is_shown_whole_the_others_are_trimmed() -> None:
    words = "This is what was found out after a very long time, " * 6 + "finally."
    document = pages.document(words, "Short.")
    found = (pages.finding(document.text, words), pages.finding(document.text, "Short."))
    app = Host(document, Analysis(findings=found))
    async with app.run_test(size=(60, 12)) as pilot:
        app.query_one(Input).focus()
        await pilot.pause()
        assert "…" in "\n".join(app.lines())
        app.panel.focus()
        await pilot.pause()
        assert "finally." in "\n".join(app.lines())
        app.panel.cursor_down()
        await pilot.pause()
        assert "finally." not in "\n".join(app.lines())


async def test_a_tall_panel_shows_findings_whole_and_a_lower_one_trims_them() -> None:
    words = "This is what was found out after a very long time, " * 4 + "finally."
    document = pages.document(words, "“A quote,” she said.")
    found = pages.finding(document.text, words)
    said = pages.quote(document.text, "“A quote,”", "")
    app = Host(document, Analysis((said,), (found,)))
    async with app.run_test(size=(60, 40)) as pilot:
        app.query_one(Input).focus()
        await pilot.pause()
        assert "finally." in "\n".join(app.lines())
        await pilot.resize_terminal(60, 10)
        await pilot.pause()
        assert "finally." not in "\n".join(app.lines())
        await pilot.resize_terminal(60, 40)
        await pilot.pause()
        assert "finally." in "\n".join(app.lines())


async def test_quotes_are_shown_whole_where_nothing_else_needs_the_room() -> None:
    words = "“This is what she said after a very long time, " + "and again, " * 12 + "at last.”"
    document = pages.document(words, "“Yes,” he said.")
    long, short = (pages.quote(document.text, said, "") for said in (words, "“Yes,”"))
    app = Host(document, Analysis((long, short)))
    async with app.run_test(size=(60, 40)) as pilot:
        app.query_one(Input).focus()
        await pilot.pause()
        assert "at last.”" in "\n".join(app.lines())
        await pilot.resize_terminal(60, 6)
        await pilot.pause()
        assert "at last.”" not in "\n".join(app.lines())


async def test_three_long_key_sentences_leave_the_first_speaker_in_view() -> None:
    """On a screen of 120 by 40 the panel has fifteen lines."""
    words = "The old ferry of the harbour has crossed the sound for ninety years and more. " * 3
    text = f"{words}\n{words}\n{words}\n“A quote,” she said."
    sentences = [
        Finding(n * (len(words) + 1), (n + 1) * len(words) + n, "sentence") for n in range(3)
    ]
    start = text.index("“")
    app = Host(document(text), Analysis((Quote(start, len(text) - 10),), tuple(sentences)))
    async with app.run_test(size=(60, 15)):
        lines = app.lines()
        assert lines[0].strip() == "Key sentences  3"
        cut = [line.endswith("…") for line in lines[1:11]]
        assert cut == [False, False, False, True, *[False, False, True] * 2]
        said = ["Quotes  1", "Unknown speaker  1", "“A quote,”"]
        assert [line.strip() for line in lines[12:15]] == said


async def test_lines_that_are_left_over_make_the_first_rows_whole() -> None:
    words = "“The old ferry of the harbour has crossed the sound for ninety years, and on,”"
    text = f"{words} they say. {words} they say. {words} they say."
    said = [Quote(at, at + len(words)) for at in (n * (len(words) + 11) for n in range(3))]
    app = Host(document(text), Analysis(tuple(said)))
    async with app.run_test(size=(60, 10)):
        assert [line.endswith("…") for line in app.lines()] == [*[False] * 9, True]


async def test_a_panel_that_was_hidden_opens_with_the_head_of_the_next_article() -> None:
    words = [f"Finding {n} says a thing that takes up more than one line here." for n in range(8)]
    document = pages.document(*words)
    found = [pages.finding(document.text, line) for line in words]
    app = Host(document, Analysis((), tuple(found)))
    async with app.run_test(size=(60, 16)) as pilot:
        app.panel.display = False
        await pilot.pause()
        other = pages.document("A line.", *words)
        moved = tuple(pages.finding(other.text, line) for line in words)
        app.panel.show(other, Analysis((), moved), {})
        app.panel.mark_in_view(moved[2].start, moved[3].end)
        app.panel.display = True
        await pilot.pause()
        app.panel.focus()
        await pilot.pause()
        assert app.lines()[0].strip() == "Findings  8"


async def test_whole_quotes_come_before_quoted_words_and_terms_of_nobody_are_left_out() -> None:
    text = "A “risk” it is, a “pity”, said Ida Rask. “We stay at home,” she said. A “sister” ship."
    words = ("“pity”", "fragment"), ("“We stay at home,”", "direct")
    said = [pages.quote(text, quote, "Ida Rask", kind=kind) for quote, kind in words]
    term = pages.quote(text, "“sister”", "", kind="fragment")
    app = Host(pages.document(text), Analysis((*said, term)))
    async with app.run_test(size=(60, 20)):
        shown = [line.strip() for line in app.lines() if line.strip()]
        assert shown == ["Quotes  2", "Ida Rask  2", "“We stay at home,”", "“pity”"]


async def test_a_figure_comes_with_what_it_counts() -> None:
    text = "On Sunday more than 100 old cities were shut. A share of 12% was named."
    found = [pages.finding(text, line, "figure") for line in (text[:45], text[46:])]
    app = Host(pages.document(text), Analysis(findings=tuple(found)))
    async with app.run_test(size=(60, 20)):
        shown = "\n".join(app.lines())
        assert "# 100 old cities  On Sunday" in shown
        assert "# 12%  A share" in shown


async def test_an_uncertain_speaker_is_said_to_be_uncertain() -> None:
    document = pages.document("“Yes,” said perhaps Ida Rask.")
    quote = pages.quote(document.text, "“Yes,”", "Ida Rask", confidence=0.3)
    app = Host(document, Analysis((quote,)))
    async with app.run_test(size=(60, 40)):
        assert any("Ida Rask" in line and "not certain" in line for line in app.lines())


async def test_before_annotations_come_it_says_reading_and_with_none_it_says_so() -> None:
    document, _ = pages.story()
    app = Host(document, None)
    async with app.run_test(size=(60, 20)) as pilot:
        assert "Reading…" in " ".join(app.lines())
        app.panel.show(document, Analysis(), {})
        await pilot.pause()
        assert "No quotes, no findings here." in " ".join(app.lines())
        assert app.panel.current is None
        app.panel.clear()
        await pilot.pause()
        assert not any(app.lines())
        for move in (app.panel.cursor_down, app.panel.last, app.panel.choose):
            move()
        app.panel.page(1)
        await pilot.pause()
        assert app.heard == []


async def test_a_page_down_goes_as_far_as_one_can_see_and_the_cursor_stays_in_view() -> None:
    words = [f"{n}. Something that was found out" for n in range(60)]
    document = pages.document(*words)
    found = tuple(pages.finding(document.text, sentence) for sentence in words)
    app = Host(document, Analysis(findings=found))
    async with app.run_test(size=(60, 12)) as pilot:
        app.panel.focus()
        for _ in range(3):
            before = app.panel.current
            app.panel.page(1)
            await pilot.pause()
            assert app.panel.current != before
            number = app.words_of(app.panel.current).split()[0]
            assert any(number in line for line in app.lines())
        app.panel.page(99)
        assert app.words_of(app.panel.current).startswith("59.")
        app.panel.page(-99)
        assert app.words_of(app.panel.current).startswith("0.")


async def test_every_line_is_exactly_as_wide_as_the_panel_and_ends_before_its_scroll_bar() -> None:
    document = pages.document("«" + "日本語の引用です。" * 9 + "» said 山田👩‍👩‍👧.")
    end = document.text.index("»") + 1
    app = Host(document, Analysis((Quote(0, end, speaker_name="山田👩‍👩‍👧", role="🇨🇭" * 30),)))
    async with app.run_test(size=(60, 20)):
        lines = [app.panel.render_line(y) for y in range(20)]
        assert {line.cell_length for line in lines} == {app.panel.size.width}
        assert not any(line.text[-2:].strip() for line in lines)


async def test_a_long_name_has_a_second_line() -> None:
    name = "Ann Margaret Roe-Halden of the Lower Quay"
    app = Host(*pages.story())
    quote = Quote(0, 9, speaker_name=name, confidence=1.0)
    async with app.run_test(size=(60, 20)):
        app.panel.show(app.document, Analysis((quote,)), {})
        assert app.lines()[1:3] == [" Ann Margaret Roe-Halden of the  1", " Lower Quay"]


async def test_hostile_names_show_literally() -> None:
    document = pages.document("“Hm,” it said.")
    quote = Quote(0, 5, speaker_name="[/][@click=app.quit]Eve\x1b[2J", role="[red]x", confidence=1)
    app = Host(document, Analysis((quote,)))
    async with app.run_test(size=(80, 20)):
        text = "\n".join(app.lines())
        assert "[/][@click=app.quit]Eve" in text
        assert "[red]x" in text
        assert "\x1b" not in text


class Both(Host):
    """Article and panel, joined as the screen joins them."""

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield ArticleView()
            yield FindingsPanel()

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(ArticleView).show(pages.page(repeat=40))
        self.query_one(ArticleView).focus()

    def on_page_view_passage_in_view(self, message: ArticleView.PassageInView) -> None:
        self.panel.mark_in_view(message.start, message.end, message.current)

    def on_findings_panel_passage_chosen(self, message: FindingsPanel.PassageChosen) -> None:
        self.query_one(ArticleView).go_to(message.start, message.end)


async def test_panel_and_article_lead_each_other() -> None:
    app = Both(*pages.story())
    async with app.run_test(size=(100, 14)) as pilot:
        view = app.query_one(ArticleView)
        app.panel.focus()
        await pilot.pause()
        app.panel.last()
        await pilot.pause()
        shown = [view.render_line(y).text for y in range(14)]
        assert any("Nobody asked us" in line for line in shown)
        assert "Nobody asked us" in app.marked()
        view.focus()
        view.to_end()
        await pilot.pause()
        assert app.marked() == ""


async def test_the_current_passage_of_the_article_is_lit_in_the_panel() -> None:
    app = Both(*pages.story())
    async with app.run_test(size=(100, 40)) as pilot:
        assert app.query_one(ArticleView).next_quote(1)
        assert app.query_one(ArticleView).next_quote(1)
        await pilot.pause()
        assert app.words_of(app.panel.current) == "“We cannot wait.”"
        lit = [y for y in range(40) if is_lit(app, y)]
        assert [app.lines()[y][1:].strip() for y in lit] == ["“We cannot wait.”"]


def is_lit(app: Host, y: int) -> bool:
    style = list(app.panel.render_line(y))[-1].style
    ground = style.bgcolor if style else None
    return ground is not None and ground.get_truecolor().hex == DARK_ROLES["current-bg"]
