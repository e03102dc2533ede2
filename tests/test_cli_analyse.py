"""quoth analyse: pages, texts, stdin, many at once; offsets that are offsets into the text."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.shell import Shell
from tests.web import Site

SPEECH = "“The harbour will be deeper by May,” said Maria Lopez, director of the Harbour Office."
PLAIN = f"News from the coast\r\n\r\n  {SPEECH}\r\n\r\nBoats came and went.\r\n"
PARAGRAPHS = "".join(
    f"<p>Paragraph {n} tells of the boats that came that day.</p>" for n in range(9)
)
PAGE = f"""<!doctype html><html lang="en"><head><title>Coast</title></head><body>
<nav><a href="/">Home</a> <a href="/about">About</a></nav>
<article><h1>The deeper harbour</h1><p>{SPEECH}</p>{PARAGRAPHS}</article>
<footer>All rights reserved</footer></body></html>"""
QUOTE = {
    "start",
    "end",
    "text",
    "speaker",
    "speaker_name",
    "role",
    "organisation",
    "cue",
    "confidence",
}
FINDING = {"start", "end", "text", "kind", "in_list", "score"}


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, capsys)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


def write(shell: Shell, name: str, text: str) -> str:
    path = shell.folder / name
    path.write_bytes(text.encode())
    return str(path)


def assert_true_to_its_text(found: dict[str, Any]) -> None:
    for each in (*found["quotes"], *found["findings"]):
        assert each["text"] == found["text"][each["start"] : each["end"]]
    assert all(set(quote) == QUOTE for quote in found["quotes"])
    assert all(set(finding) == FINDING for finding in found["findings"])


def test_a_text_file_keeps_its_text_so_that_offsets_are_offsets_into_the_file(shell: Shell) -> None:
    found = shell.run("analyse", write(shell, "a.txt", PLAIN), "--json").json
    assert set(found) == {"title", "text", "quotes", "findings"}
    assert found["text"] == PLAIN
    assert_true_to_its_text(found)
    (quote,) = found["quotes"]
    assert quote["speaker_name"] == "Maria Lopez"
    assert quote["role"] == "director"
    assert quote["organisation"] == "Harbour Office"
    assert quote["cue"] == "said"
    assert 0 < quote["confidence"] <= 1


def test_what_is_unknown_is_null(shell: Shell) -> None:
    file = write(shell, "a.txt", "“Nobody knows who says this,” it was whispered in the dark.\n")
    for quote in shell.run("analyse", file, "--json").json["quotes"]:
        assert (quote["speaker_name"], quote["role"], quote["organisation"]) == (None, None, None)


def test_a_byte_order_mark_and_odd_characters_stay_where_they_are(shell: Shell) -> None:
    text = f"\ufeffA\x0b\x0c\u202e\ttext\r{SPEECH}\n"
    found = shell.run("analyse", write(shell, "a.txt", text), "--json").json
    assert found["text"] == text
    assert_true_to_its_text(found)


def test_a_page_is_told_by_its_content_and_read_without_what_is_around(shell: Shell) -> None:
    found = shell.run("analyse", write(shell, "page.txt", PAGE), "--json").json
    assert SPEECH in found["text"]
    assert "All rights reserved" not in found["text"]
    assert "<p>" not in found["text"]
    assert found["title"] == "The deeper harbour"
    assert found["quotes"][0]["speaker_name"] == "Maria Lopez"
    assert_true_to_its_text(found)


def test_a_piece_of_html_is_read_whole(shell: Shell) -> None:
    found = shell.run(
        "analyse", write(shell, "a.html", f"<p>{SPEECH}</p><p>And &amp; so on"), "--json"
    )
    assert found.json["text"] == f"{SPEECH}\n\nAnd & so on"


def test_a_page_of_one_dated_item_gives_that_item(shell: Shell) -> None:
    head = '<span class="date">1 March 2026</span><h3>Deeper</h3>'
    item = f'<div>{head}<div class="body"><p>{SPEECH}</p>{PARAGRAPHS}</div></div>'
    file = write(shell, "a.html", f"<html><body><h1>All news</h1>{item}</body></html>")
    found = shell.run("analyse", file, "--json").json
    assert found["title"] == "Deeper"
    assert found["text"].startswith(SPEECH)


def test_several_inputs_give_one_object_a_line_in_their_order(shell: Shell) -> None:
    one, two = write(shell, "1.txt", PLAIN), write(shell, "2.txt", "Second.\n")
    texts = [found["text"] for found in shell.run("analyse", two, one, two, "--json").objects]
    assert texts == ["Second.\n", PLAIN, "Second.\n"]


def test_a_file_that_is_not_there_is_a_sentence_and_the_others_go_on(shell: Shell) -> None:
    ran = shell.run("analyse", "nowhere.txt", write(shell, "1.txt", "Here.\n"), "--json")
    assert ran.code == 2
    assert "nowhere.txt cannot be read" in ran.err
    assert [found["text"] for found in ran.objects] == ["Here.\n"]


PROGRAM = bytes(range(256)) * 9 + b'Usage: "%s" said the program.' * 40


@pytest.mark.parametrize("data", [PROGRAM, b"\x7fELF\x02\x01" + bytes(99)], ids=["mixed", "short"])
def test_what_is_no_text_is_not_analysed(shell: Shell, site: Site, data: bytes) -> None:
    path = shell.folder / "program"
    path.write_bytes(data)
    ran = shell.run("analyse", str(path))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("program cannot be read: it is no text\n")
    site.serve("/program", data)
    ran = shell.run("analyse", site.url("/program"))
    assert (ran.code, ran.out) == (1, "")
    assert "/program cannot be read: it is no text" in ran.err


@pytest.mark.parametrize("text", ["", "\x1b[1mBold\x1b[0m words\f\0", "“Ünïcode,” said \ufffd Bo."])
def test_a_text_with_a_strange_character_is_a_text(shell: Shell, text: str) -> None:
    assert shell.run("analyse", write(shell, "odd.txt", text + "Words. " * 9)).code == 0


def test_stdin_is_read_for_a_dash(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PLAIN.encode())))
    assert shell.run("analyse", "-", "--json").json["text"] == PLAIN


def test_an_address_is_fetched(shell: Shell, site: Site) -> None:
    site.serve("/page", PAGE, kind="text/html")
    found = shell.run("analyse", site.url("/page"), "--json").json
    assert found["title"] == "The deeper harbour"
    ran = shell.run("analyse", site.url("/nowhere?token=SECRET"))
    assert ran.code == 1
    assert ran.err.startswith(site.url("/nowhere: "))


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("http://ada:SECRET@127.0.0.1:1/x?token=SECRET#SECRET", "http://127.0.0.1:1/x: "),
        ("HTTP://127.0.0.1:1?token=SECRET", "HTTP://127.0.0.1:1: "),
        ("http://127.0.0.1:1/@ada", "http://127.0.0.1:1/@ada: "),
    ],
)
def test_an_address_that_fails_is_named_without_its_secrets(
    shell: Shell, typed: str, named: str
) -> None:
    ran = shell.run("analyse", typed)
    assert ran.code == 1
    assert ran.err.startswith(named)
    assert "SECRET" not in ran.err


def test_lines_of_texts_give_lines_of_answers_with_their_ids(shell: Shell) -> None:
    records = [{"id": 7, "text": PLAIN}, {"id": "b", "text": "", "title": "None", "language": "de"}]
    file = write(shell, "a.jsonl", "\n".join(map(json.dumps, records)) + "\n\n")
    first, second = shell.run("analyse", "--jsonl", file).objects
    assert (first["id"], first["text"]) == (7, PLAIN)
    assert set(first) == {"id", "title", "text", "quotes", "findings"}
    assert_true_to_its_text(first)
    assert (second["id"], second["title"], second["quotes"]) == ("b", "None", [])


@pytest.mark.parametrize(
    "line", ["{", "[]", "3", '{"id": 1}', '{"text": "no id"}', "null", '{"id": 1, "text": 5}']
)
def test_a_line_that_is_no_record_is_named(shell: Shell, line: str) -> None:
    ran = shell.run(
        "analyse", "--jsonl", write(shell, "a.jsonl", f'{{"id":1,"text":""}}\n{line}\n')
    )
    assert ran.code == 2
    assert "line 2" in ran.err
    assert len(ran.objects) == 1


def test_in_text_it_tells_who_said_what(shell: Shell) -> None:
    ran = shell.run("analyse", write(shell, "a.txt", PLAIN))
    assert ran.code == 0
    assert "QUOTES\n\n  Maria Lopez, director of the Harbour Office\n    “The harbour" in ran.out
    assert "Neither quotes nor findings." in shell.run("analyse", write(shell, "b.txt", "")).out


def test_the_page_this_project_was_made_for(shell: Shell, shared: Path) -> None:
    page = shared / "corpus" / "seed" / "itu-news.html"
    found = shell.run("analyse", str(page), "--json").json
    assert_true_to_its_text(found)
    speakers = {quote["speaker_name"] for quote in found["quotes"]}
    assert speakers == {"Houlin Zhao", "Hiroshi Kuniyoshi", "Brahima Sanou", "Namir Hourani"}
    told = {q["speaker_name"]: (q["role"], q["organisation"]) for q in found["quotes"]}
    assert told.pop("Brahima Sanou") == (None, None)  # the article does not say, so nor do we
    assert all(role and organisation for role, organisation in told.values())
    assert len([each for each in found["findings"] if each["kind"] == "finding"]) == 6
