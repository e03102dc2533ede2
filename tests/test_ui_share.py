"""What leaves Quoth: citations, files, what a command is given, and the source."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import make
from tests.ui import FOUND, drives, library, running
from tui.analysis.annotation import Quote
from tui.text.html import document, from_html
from tui.text.markdown import markdown
from tui.ui.page import Page
from tui.ui.share import FORMS, Form, cited, file_name, saved
from tui.ui.source import Source

Size = tuple[int, int]
both_sizes = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])


def page() -> Page:
    article = make.article(
        1,
        "times",
        title="Boats & [ships]",
        link="https://times.example/1",
        author="Ann Writer",
        published=datetime(2026, 3, 10, 12, tzinfo=UTC),
        html='<p>“It <b>is_so</b>,” said <a href="/b">Bo</a>.</p><script>alert(1)</script>',
    )
    return Page(article, "The Times", document(article))


QUOTE = Quote(0, 10, speaker_name="Bo Berg", role="mayor", organisation="Harbour")

CITED: dict[Form, str] = {
    "markdown": "> “It is\\_so,”\n>\n> — Bo Berg, mayor, Harbour, "
    "[Boats & \\[ships\\]](https://times.example/1), The Times, 2026-03-10",
    "org": "#+begin_quote\n“It is_so,”\n#+end_quote\n— Bo Berg, mayor, Harbour, "
    "[[https://times.example/1][Boats & |ships|]], The Times, 2026-03-10",
    "bibtex": "@online{the-times-2026-03-10-boats-ships,\n  title = {Boats \\& [ships]},\n"
    "  author = {{Ann Writer}},\n  organization = {The Times},\n  date = {2026-03-10},\n"
    "  url = {https://times.example/1},\n  note = {“It is\\_so,” (Bo Berg, mayor, Harbour)},\n}",
}


@pytest.mark.parametrize("form", CITED)
def test_a_quote_is_cited_in_a_form_of_its_own(form: Form) -> None:
    assert cited(page(), form, "“It is_so,”", QUOTE) == CITED[form]


def test_a_citation_as_json_has_every_fact() -> None:
    told = json.loads(cited(page(), "json", "“It is_so,”", QUOTE))
    assert told["words"] == "It is_so,"
    assert (told["speaker"], told["role"], told["url"]) == (
        "Bo Berg",
        "mayor",
        "https://times.example/1",
    )


def test_a_citation_as_json_reads_as_it_is_and_commands_no_terminal() -> None:
    told = cited(page(), "json", "“It’s\x1b]0;x\x07 \x9b31mso\u202e,”", QUOTE)
    assert '"words": "It’s]0;x 31mso,"' in told
    assert told.replace("\n", "").isprintable()


@pytest.mark.parametrize("form", FORMS)
def test_an_article_is_cited_without_words(form: Form) -> None:
    told = cited(page(), form)
    assert "The Times" in told
    assert "https://times.example/1" in told


def test_an_article_is_saved_with_its_structure_and_without_anything_that_runs() -> None:
    assert "“It **is\\_so**,” said [Bo](https://times.example/b)." in saved(page(), ".md")
    assert "“It is_so,” said Bo." in saved(page(), ".txt")
    assert "default-src 'none'" in saved(page(), ".html")


MARKED = """<h2>Head</h2><p>One *star* and <code>a_b</code>.</p>
<ul><li>first<ul><li>inner</li></ul></li><li>second</li></ul><ol start=3><li>third</li></ol>
<blockquote><p>Said.</p></blockquote><pre>x = `1`</pre>
<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2|3</td></tr></table><hr>
<p># no heading</p>"""


def test_structure_becomes_markdown() -> None:
    assert markdown(from_html(MARKED)).split("\n") == [
        "## Head",
        "",
        "One \\*star\\* and `a_b`.",
        "",
        "- first",
        "   - inner",
        "- second",
        "3. third",
        "",
        "> Said.",
        "",
        "```",
        "x = `1`",
        "```",
        "",
        "| a | b |",
        "| --- | --- |",
        "| 1 | 2\\|3 |",
        "",
        "---",
        "",
        "\\# no heading",
        "",
    ]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", "etc-passwd.md"),
        ('A: "b" <c> | d?*', "a-b-c-d.md"),
        ("…", "article.md"),
        ("CON", "article-con.md"),
        ("Über Straßen", "über-straßen.md"),
        ("\x1b]0;x\x07", "0-x.md"),
        ("-rf", "rf.md"),
    ],
    ids=["dots", "signs", "nothing", "device", "letters", "control", "dash"],
)
def test_names_of_files_are_safe(title: str, name: str) -> None:
    assert file_name(title, None, ".md") == name


def test_a_long_title_makes_a_name_that_every_file_system_takes() -> None:
    assert len(file_name("漢字" * 300, None, ".html").encode()) < 200


@both_sizes
@drives("share")
async def test_a_passage_is_copied_in_the_form_that_is_chosen(tmp_path: Path, size: Size) -> None:
    async with running(library(tmp_path), size) as session:
        await session.press("enter", "f", "g", "h", "Y", *"passage markdown", "enter")
        assert session.app.clipboard.startswith(f"> “{FOUND}”")
        await session.press("Y", *"articlebib", "enter")
        assert session.app.clipboard.startswith("@online{")
        await session.press("Y", *"passagejson", "enter")
        await session.see("Copied: {")
        assert '"url"' in session.app.clipboard
        assert '"url"' not in session.text, "a message repeats only how it begins"


@both_sizes
@drives("save")
async def test_an_article_is_saved_and_nothing_is_written_over(tmp_path: Path, size: Size) -> None:
    async with running(library(tmp_path), size) as session:
        await session.press("enter", "w", "ctrl+u", *f"{tmp_path}/one.doc", "enter")
        await session.see("The name must end in .md, .html or .txt.")
        await session.press("ctrl+u", *f"{tmp_path}/one.md", "enter")
        await session.see("Saved as one.md.")
        assert "The harbour council met" in (tmp_path / "one.md").read_text()
        await session.press("w", "ctrl+u", *f"{tmp_path}/one.md", "enter")
        await session.see("There is a file of this name already.")
        await session.press("escape")
        await session.until(lambda: bool(session.screen.library.reader.recall("save-folder")))


@both_sizes
@drives("pipe")
async def test_an_article_is_given_to_a_command_without_a_shell(tmp_path: Path, size: Size) -> None:
    wrote = tmp_path / "it; touch x"
    async with running(library(tmp_path), size) as session:
        await session.press("enter", "|", *f"tee '{wrote}'", "enter")
        await session.until(lambda: wrote.exists() and "harbour council" in wrote.read_text())
        await session.press("|", *"no-such-command", "enter")  # in place of the last one
        await session.see("no-such-command cannot be run")
        await session.press("|", "ctrl+u", "'", "enter")
        await session.see("A quotation mark is not closed.")
        await session.press("escape", "|", "ctrl+u", *"false", "enter")
        await session.see("false failed (1)")


@both_sizes
@drives("source")
async def test_the_source_of_an_article_is_shown(tmp_path: Path, size: Size) -> None:
    async with running(library(tmp_path), size) as session:
        await session.press("enter", "V")
        assert session.shows(Source)
        assert "<p>The harbour council met on Monday.</p>" in session.text
        await session.press("G", "q")
        assert not session.shows(Source)
