"""Queries asked of a library: each field finds what it should, and parts add up as logic says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.make import NOW, article, feed
from tui.analysis.annotation import Analysis, Finding, FindingKind, Quote
from tui.model import Article, Enclosure, FeedState, Filter, Note
from tui.query import Either, Every, Has, Is, Node, Not, Since, Term, Until, parse
from tui.store import Correction, Reader, Visit, Writer
from tui.text.html import document

RATES = "“Interest rates will rise,”"
JOBS = "“We will cut no jobs,”"
LAYOFFS = "The review found that 4,000 layoffs are planned."
LONG = "Long. " + "The ferry left the harbour at noon. " * 200

BODIES = {
    "bank": f"<p>{RATES} said Christine Lagarde. {JOBS} said Maria Lopez of the union.</p>",
    "union": f"<p>{RATES} said Maria Lopez. {LAYOFFS}</p>",
    "ferry": f"<p>{LONG}</p><img src='https://x.example/a.png'>",
    "budget": "<p>The council decided to build a bridge near the harbour.</p>",
    "podcast": "<p>Listen to it.</p>",
    "hidden": "<p>Win a ferry now!</p>",
}
AGES = {"bank": 0, "union": 1, "ferry": 3, "budget": 10, "podcast": 40, "hidden": 2}


def _analysis(text: str) -> Analysis:
    quotes, findings = [], []
    for words in (RATES, JOBS):
        start = text.find(words)
        if start >= 0:
            name = "Christine Lagarde" if "Lagarde" in text and words == RATES else "Maria Lopez"
            role = "president" if "Lagarde" in name else ""
            quotes.append(Quote(start, start + len(words), speaker_name=name, role=role))
    found: dict[str, FindingKind] = {LAYOFFS: "finding", "decided to build a bridge": "decision"}
    for words, kind in found.items():
        start = text.find(words)
        if start >= 0:
            findings.append(Finding(start, start + len(words), kind))
    if "Listen" in text:
        findings.append(Finding(0, len(text), "sentence"))
    return Analysis(tuple(quotes), tuple(findings))


def _article(n: int, name: str) -> Article:
    of = "post" if name in ("budget", "podcast") else "times"
    files = (Enclosure("https://x.example/a.mp3", "audio/mpeg"),) if name == "podcast" else ()
    return article(
        n,
        of,
        title=f"{name} story",
        author="Zora Quill" if name == "ferry" else "",
        html=BODIES[name],
        published=NOW - timedelta(days=AGES[name], hours=n),
        language={"budget": "en-GB", "podcast": "de"}.get(name, ""),
        enclosures=files,
    )


@dataclass
class Library:
    writer: Writer
    reader: Reader

    def filter(self, query: Node | str) -> Filter:
        return Filter(query=parse(query) if isinstance(query, str) else query)

    def finds(self, query: Node | str, **more: bool) -> list[str]:
        """The first words of the titles found, newest first; all ways of asking agree."""
        chosen = replace(self.filter(query), **more)
        rows = self.reader.headlines(chosen, limit=99)
        assert self.reader.count(chosen) == len(rows)
        assert self.reader.fitting(chosen, self.ids()) == [row.id for row in rows]
        assert [(row.at, row.id) for row in rows] == sorted(
            ((row.at, row.id) for row in rows), reverse=True
        )
        return [row.title.split()[0] for row in rows]

    def ids(self) -> list[int]:
        return [_article(n, name).id for n, name in enumerate(BODIES)]

    def id(self, name: str) -> int:
        return self.ids()[list(BODIES).index(name)]


def _filled(path: Path) -> Library:
    writer = Writer(path, clock=lambda: NOW)
    writer.subscribe(
        [feed("times", title="The Daily Times", folder="World"), feed("post", folder="World/Local")]
    )
    told = [_article(n, name) for n, name in enumerate(BODIES)]
    for key in ("times", "post"):
        some = [each for each in told if each.feed == key]
        texts = [document(each).text for each in some]
        state = FeedState(key, title="Evening Post" if key == "post" else "")
        writer.save(Visit(key, some, texts, state, NOW))
    pages = [(each.id, document(each)) for each in told]
    writer.keep([(id_, page.digest, _analysis(page.text)) for id_, page in pages])
    library = Library(writer, Reader(path, clock=lambda: NOW))
    writer.hide([library.id("hidden")])
    writer.mark([library.id("bank")], read=True)
    writer.mark([library.id("ferry")], starred=True)
    writer.tag([library.id("ferry"), library.id("bank")], add=["boats", "to-read"])
    writer.tag([library.id("bank")], drop=["boats"])
    writer.write_note(Note(library.id("budget"), "bridge near the harbour", 0, "Ask Zoë", NOW))
    return library


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    filled = _filled(tmp_path_factory.mktemp("queries") / "library.db")
    yield filled
    filled.reader.close()
    filled.writer.close()


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", "bank union ferry budget podcast"),
        ("harbour", "ferry budget"),
        ("harbour -bridge", "ferry"),
        ("-harbour", "bank union podcast"),
        ("bridge or listen", "budget podcast"),
        ("(bridge or listen) harbour", "budget"),
        ('"build a bridge"', "budget"),
        ('"bridge a build"', ""),
        ("harb*", "ferry budget"),
        ("title:harbour", ""),
        ("title:ferry", "ferry"),
        ("text:ferry", "ferry"),
        ("text:story", ""),
        ("author:quill", "ferry"),
        ("-author:quill harbour", "budget"),
        ("feed:post", "budget podcast"),
        ("feed:evening", "budget podcast"),
        ("feed:daily", "bank union ferry"),
        ("feed:daily feed:post", ""),
        ("feed:nothing", ""),
        ("-feed:post", "bank union ferry"),
        ("feed:post or is:starred", "ferry budget podcast"),
        ("folder:world", "bank union ferry budget podcast"),
        ("folder:world/local", "budget podcast"),
        ("folder:wor", ""),
        ("tag:boats", "ferry"),
        ("tag:BOATS", "ferry"),
        ("tag:to-read", "bank ferry"),
        ("tag:to*", "bank ferry"),
        ("tag:boat", ""),
        ("-tag:to-read", "union budget podcast"),
        ("note:zoe", "budget"),
        ("note:harbour", "budget"),
        ("-note:harbour", "bank union ferry podcast"),
        ("has:notes", "budget"),
        ("has:tags", "bank ferry"),
        ("by:lagarde", "bank"),
        ("by:president", "bank"),
        ("by:lopez", "bank union"),
        ("said:rates", "bank union"),
        ("said:lopez", ""),
        ("by:lopez said:rates", "union"),
        ("by:lopez said:jobs", "bank"),
        ("by:lopez by:lagarde", "bank"),
        ("by:(lopez or lagarde)", "bank union"),
        ("by:lopez -by:lagarde", "union"),
        ("-by:lopez", "ferry budget podcast"),
        ("by:lopez finding:layoffs", "union"),
        ('said:"interest rates"', "bank union"),
        ("by:lopez rates", "bank union"),
        ("finding:layoffs", "union"),
        ("finding:bridge kind:decision", "budget"),
        ("finding:layoffs kind:decision", ""),
        ("kind:decision", "budget"),
        ("has:quotes", "bank union"),
        ("has:findings", "union budget"),
        ("has:enclosure", "podcast"),
        ("-has:enclosure has:findings", "union budget"),
        ("has:image", "ferry"),
        ("is:unread", "union ferry budget podcast"),
        ("is:read", "bank"),
        ("-is:read", "union ferry budget podcast"),
        ("is:starred", "ferry"),
        ("is:hidden", "hidden"),
        ("-is:hidden", "bank union ferry budget podcast"),
        ("is:hidden or is:starred", "hidden ferry"),
        ("ferry", "ferry"),
        ("ferry is:hidden", "hidden"),
        ("is:long", "ferry"),
        ("is:short -by:lopez", "budget podcast"),
        ("newer:2d", "bank union"),
        ("older:2d", "ferry budget podcast"),
        ("newer:20d older:2d", "ferry budget"),
        ("after:2026-02-25", "bank union ferry"),
        ("before:2026-02", "podcast"),
        ("newer:2d or harbour", "bank union ferry budget"),
        ("-newer:2d harbour", "ferry budget"),
        ("lang:en", "budget"),
        ("lang:en-gb", "budget"),
        ("lang:de", "podcast"),
        ("... harbour", "ferry budget"),
        ("...", ""),
        ("'; DROP TABLE article; --", ""),
    ],
)
def test_each_field_finds_what_it_should(library: Library, query: str, names: str) -> None:
    assert library.finds(query) == names.split()


TERMS = st.builds(
    Term,
    st.sampled_from(["harbour", "bridge", "lopez", "rates", "times", "post", "boats", "de", "…"]),
    st.sampled_from(
        ["", "title", "text", "feed", "folder", "tag", "note", "by", "finding", "lang"]
    ),
    st.booleans(),
)
LEAVES: st.SearchStrategy[Node] = (
    TERMS
    | st.sampled_from(["unread", "read", "starred", "long", "short"]).map(Is)
    | st.sampled_from(["quotes", "findings", "enclosure", "image", "tags", "notes"]).map(Has)
    | st.integers(0, 50).map(lambda days: Since(timedelta(days=days)))
    | st.integers(0, 50).map(lambda days: Until(timedelta(days=days)))
)


def _inner(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    some = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return parts.map(Not) | some.map(Every) | some.map(Either)


NODES = st.recursive(LEAVES, _inner, max_leaves=6)


def _wordless(node: Node) -> bool:
    if isinstance(node, Term):
        return node.words == "…"
    if isinstance(node, Not):
        return _wordless(node.part)
    return isinstance(node, Every | Either) and any(map(_wordless, node.parts))


@settings(deadline=None, max_examples=300)
@given(NODES.filter(lambda node: not _wordless(node)), NODES.filter(lambda n: not _wordless(n)))
def test_parts_add_up_as_logic_says(library: Library, one: Node, other: Node) -> None:
    def found(node: Node) -> set[str]:
        return set(library.finds(node))

    everything = found(Every())
    assert found(Not(one)) == everything - found(one)
    assert found(Either((one, other))) == found(one) | found(other)
    assert found(Every((Not(one), other))) == found(other) - found(one)


@settings(deadline=None)
@given(NODES)
def test_no_query_fails_and_every_way_of_asking_agrees(library: Library, node: Node) -> None:
    library.finds(node)
    library.finds(node, unread=True)
    library.finds(node, starred=True)


def test_the_best_of_what_fits_comes_first(tmp_path: Path) -> None:
    library = _filled(tmp_path / "library.db")
    old = article(99, "post", title="Bridge", published=NOW - timedelta(days=99))
    library.writer.save(Visit("post", [old], ["Nothing."], FeedState("post"), NOW))
    ranked = Filter(query=parse("bridge"), ranked=True)
    best = [row.title for row in library.reader.headlines(ranked, limit=2)]
    assert best == ["Bridge", "budget story"]
    by_date = Filter(query=parse("by:lopez"), ranked=True)
    assert [row.title for row in library.reader.headlines(by_date, limit=1)] == ["bank story"]
    library.reader.close()
    library.writer.close()


def test_what_was_hidden_comes_back_when_it_is_marked_unread(tmp_path: Path) -> None:
    library = _filled(tmp_path / "library.db")
    before = library.reader.counts()["times"]
    library.writer.mark([library.id("hidden")], read=False)
    after = library.reader.counts()["times"]
    assert (after.total, after.unread) == (before.total + 1, before.unread + 1)
    assert library.finds("is:hidden") == []
    assert "hidden" in library.finds("is:unread")
    library.reader.close()
    library.writer.close()


def test_a_changed_article_is_no_longer_found_by_its_old_quotes(tmp_path: Path) -> None:
    library = _filled(tmp_path / "library.db")
    changed = article(0, "times", title="bank story", html="<p>All quiet.</p>", published=NOW)
    library.writer.save(Visit("times", [changed], ["All quiet."], FeedState("times"), NOW))
    assert library.finds("by:lagarde") == []
    assert library.finds("tag:to-read") == ["bank", "ferry"]
    page = document(changed)
    library.writer.keep([(changed.id, page.digest, Analysis())])
    assert library.finds("by:lagarde") == []
    library.writer._database.run("INSERT INTO passage (passage) VALUES ('integrity-check')")
    library.reader.close()
    library.writer.close()


def test_who_is_quoted_follows_the_users_corrections(tmp_path: Path) -> None:
    library = _filled(tmp_path / "library.db")
    id_ = library.id("bank")
    library.writer.correct([Correction(id_, RATES, 0, "Mario Draghi")], NOW)
    assert library.finds("by:draghi said:rates") == ["bank"]
    assert library.finds("by:lagarde") == []
    library.writer.correct([Correction(id_, RATES, 0, None)], NOW)
    assert library.finds("by:lagarde") == ["bank"]
    library.reader.close()
    library.writer.close()


def test_tags_and_notes_come_and_go(tmp_path: Path) -> None:
    library = _filled(tmp_path / "library.db")
    writer, reader = library.writer, library.reader
    ferry, budget = library.id("ferry"), library.id("budget")
    assert reader.tags([ferry, budget]) == {ferry: ("boats", "to-read")}
    assert reader.all_tags() == {"to-read": 2, "boats": 1}
    assert writer.tag([ferry, budget], add=["boats"]) == (budget,)
    (note,) = reader.notes(budget)
    assert (note.words, note.text) == ("bridge near the harbour", "Ask Zoë")
    assert writer.write_note(Note(budget, note.words, 0, "Asked.", NOW, note.number)) == note.number
    assert library.finds("note:zoe") == []
    assert library.finds("note:asked") == ["budget"]
    writer.drop_note(note.number)
    assert reader.notes(budget) == ()
    assert library.finds("has:notes") == library.finds("note:asked") == []
    writer._database.run("INSERT INTO note_search (note_search) VALUES ('integrity-check')")
    reader.close()
    writer.close()
