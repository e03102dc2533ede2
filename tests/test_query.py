"""The query language: what is typed becomes a tree, and whatever is no language is words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.errors import QueryError
from tui.query import (
    CHOICES,
    EVERYTHING,
    FIELDS,
    TIMES,
    DaysAgo,
    Either,
    Every,
    Has,
    Is,
    Node,
    Not,
    Since,
    Term,
    Until,
    asks_for_hidden,
    both,
    moment,
    parse,
    terms,
)

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def every(*parts: Node) -> Node:
    return Every(parts)


def words(*some: str) -> Node:
    return Every(tuple(Term(word) for word in some))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", EVERYTHING),
        ("  ", EVERYTHING),
        ("sea", Term("sea")),
        ("sea level", words("sea", "level")),
        ('"sea level"', Term("sea level")),
        ("“sea level” rise", words("sea level", "rise")),
        ("-sea", Not(Term("sea"))),
        ('-"sea level"', Not(Term("sea level"))),
        ("clim*", Term("clim", begins=True)),
        ('"sea lev"*', Term("sea lev", begins=True)),
        ("sea or lake", Either((Term("sea"), Term("lake")))),
        ("sea OR lake or pond", Either((Term("sea"), Term("lake"), Term("pond")))),
        ("sea or lake ice", every(Either((Term("sea"), Term("lake"))), Term("ice"))),
        ("sea or -lake", Either((Term("sea"), Not(Term("lake"))))),
        ("(sea ice) or snow", Either((words("sea", "ice"), Term("snow")))),
        ("-(sea or lake)", Not(Either((Term("sea"), Term("lake"))))),
        ("--sea", Term("--sea")),
        ("-(-sea)", Term("sea")),
        ("title:sea", Term("sea", "title")),
        ("Title:sea", Term("sea", "title")),
        ('by:"Maria Lopez"', Term("Maria Lopez", "by")),
        ("said:rate*", Term("rate", "said", begins=True)),
        ("title:(sea or lake)", Either((Term("sea", "title"), Term("lake", "title")))),
        ("title:(sea ice)", every(Term("sea", "title"), Term("ice", "title"))),
        ("-feed:bbc", Not(Term("bbc", "feed"))),
        ("is:unread", Is("unread")),
        ("IS:Unread", Is("unread")),
        ('is:"unread"', Is("unread")),
        ("has:quotes", Has("quotes")),
        ("kind:decision", Term("decision", "kind")),
        ("newer:3d", Since(timedelta(days=3))),
        ("older:2w", Until(timedelta(days=14))),
        ("newer:12h", Since(timedelta(hours=12))),
        ("after:2026-03-01", Since(date(2026, 3, 1))),
        ("after:2026-3", Since(date(2026, 3, 1))),
        ("before:2026", Until(date(2026, 1, 1))),
        ("before:today", Until(DaysAgo(0))),
        ("after:yesterday", Since(DaysAgo(1))),
        ("lang:pt-BR", Term("pt-BR", "lang")),
    ],
)
def test_the_language(text: str, meant: Node) -> None:
    assert parse(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("C++", Term("C++")),
        ("O'Brien", Term("O'Brien")),
        ("foo.bar", Term("foo.bar")),
        ("https://a.example/b?c=d", Term("https://a.example/b?c=d")),
        ("12:30 Re: C::", words("12:30", "Re:", "C::")),
        ('"sea lev', words("sea", "lev")),
        ('sea "level rise', words("sea", "level", "rise")),
        ("said:“sea lev", every(Term("sea", "said"), Term("lev", "said"))),
        ("note: this", words("note", "this")),
        ("title:", Term("title")),
        ("(title:)", Term("title")),
        ("f(x)", Term("f(x)")),
        ("(f(x) or g(y))", Either((Term("f(x)"), Term("g(y)")))),
        ("(sea", Term("sea")),
        ("sea )", Term("sea")),
        ("() sea", Term("sea")),
        ("(((((", EVERYTHING),
        ('"', EVERYTHING),
        ('""', EVERYTHING),
        ("or", Term("or")),
        ("or sea", words("or", "sea")),
        ("sea or", words("sea", "or")),
        ("(sea or)", words("sea", "or")),
        ("sea - lake", words("sea", "-", "lake")),
        ("a*", Term("a*")),
        ("orchid or organ", Either((Term("orchid"), Term("organ")))),
        ("island:sea", Term("island:sea")),
        ('"is:unread"', Term("is:unread")),
    ],
)
def test_what_is_none_of_the_language_is_words(text: str, meant: Node) -> None:
    assert parse(text) == meant


@pytest.mark.parametrize(
    ("text", "column", "length", "expected"),
    [
        ("is:foo", 4, 3, "is: takes unread, read, starred, hidden, long or short, not “foo”"),
        ("sea is:", 8, 1, "is: takes unread, read, starred, hidden, long or short"),
        ("-has:x", 6, 1, "has: takes quotes, findings"),
        ("kind:sentence", 6, 8, "kind: takes finding, figure, decision or recommendation"),
        ("newer:xyz", 7, 3, "newer: takes an age such as 12h, 3d, 2w, 6m or 1y, not “xyz”"),
        ("older:3", 7, 1, "an age"),
        ("newer:٣d", 7, 2, "an age"),
        ("after:soon", 7, 4, "after: takes a day such as 2026-03-01"),
        ("(before:2026-02-30)", 9, 10, "a day"),
        ("after:0001", 7, 4, "a day"),
        ("is:\u202eread", 4, 5, "\N{REPLACEMENT CHARACTER}read"),
    ],
)
def test_a_mistake_is_told_with_its_column_and_what_was_expected(
    text: str, column: int, length: int, expected: str
) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert (caught.value.column, caught.value.length) == (column, length)
    assert expected in caught.value.expected
    assert str(caught.value) == f"column {column}: {caught.value.expected}"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("sea lev", every(Term("sea"), Term("lev", open=True))),
        ("sea lev ", words("sea", "lev")),
        ('"sea lev"', Term("sea lev")),
        ('"sea lev', every(Term("sea"), Term("lev", open=True))),
        ("sea is:unread", every(Term("sea"), Is("unread"))),
        ("by:lag", Term("lag", "by", open=True)),
        ("by:", EVERYTHING),
        ("sea by:", Term("sea", open=True)),
        ("sea or la", Either((Term("sea"), Term("la", open=True)))),
        ("sea or", Term("sea", open=True)),
        ("sea -la", every(Term("sea"), Not(Term("la")))),
        ("", EVERYTHING),
    ],
)
def test_the_end_of_what_is_being_typed_is_open(text: str, meant: Node) -> None:
    assert parse(text, typing=True) == meant


PIECES = st.sampled_from(
    [*(f"{field}:" for field in FIELDS), *'()"*-“” ', "or", "sea", "3d", "2026-03-01", "unread"]
)


@given(st.text() | st.lists(PIECES).map("".join) | st.lists(PIECES).map(" ".join), st.booleans())
@example("(" * 5000, False)
@example("-(" * 5000 + "a", True)
@example("title:(" * 500, False)
@example("a or " * 5000, True)
def test_whatever_is_typed_has_a_meaning_or_a_mistake_with_a_column(
    text: str, typing: bool
) -> None:
    mistake: QueryError | None = None
    found: Node = EVERYTHING
    try:
        found = parse(text, typing=typing)
    except QueryError as error:
        mistake = error
    if mistake:
        assert 1 <= mistake.column <= len(text) + 1
    else:
        assert hash(found) == hash(parse(text, typing=typing))


@given(st.text())
def test_only_fields_with_certain_values_can_be_mistakes(text: str) -> None:
    for field in (*CHOICES, *TIMES):
        text = text.lower().replace(f"{field}:", "")
    if not any(f"{field}:" in text for field in (*CHOICES, *TIMES)):
        parse(text)


@given(st.lists(st.text(alphabet="abcäß日1_'.+#&/", min_size=1), min_size=1, max_size=20))
def test_plain_words_are_taken_as_they_are(some: list[str]) -> None:
    assert [term.words for term in terms(parse(" ".join(some)))] == some


@given(st.text(min_size=1).filter(lambda text: text.strip() and not set(text) & set('"“”„«»')))
def test_marks_make_words_of_anything(text: str) -> None:
    assert parse(f'"{text[:900]}"') in (Term(text[:900]), EVERYTHING)


def test_a_pasted_page_ends_after_a_thousand_characters() -> None:
    assert len(list(terms(parse("sea " * 100_000)))) < 300


def test_the_words_to_be_seen_are_those_that_must_be_there() -> None:
    assert list(terms(parse("sea (lake or by:maria) -ice is:unread"))) == [
        Term("sea"),
        Term("lake"),
        Term("maria", "by"),
    ]


def test_only_what_stands_in_the_text_is_to_be_seen_there() -> None:
    outside = "author:sea feed:sea folder:sea tag:sea note:sea kind:figure lang:en"
    inside = "title:a text:b by:c said:d finding:e f"
    assert [term.words for term in terms(parse(f"{inside} {outside}"))] == list("abcdef")


def test_moments_are_reckoned_from_now_and_days_begin_where_the_user_is() -> None:
    assert moment(timedelta(days=3), NOW) == datetime(2026, 3, 7, 12, tzinfo=UTC)
    assert moment(date(2026, 3, 1), NOW) == datetime(2026, 3, 1).astimezone(UTC)
    midnight = moment(DaysAgo(0), NOW)
    assert midnight <= NOW
    assert midnight.astimezone().hour == 0
    assert NOW - midnight < timedelta(days=1)
    assert moment(timedelta(days=999 * 365), NOW).tzinfo == UTC


def test_hidden_is_asked_for_by_name_only() -> None:
    assert asks_for_hidden(parse("sea (ice or is:hidden)"))
    assert not asks_for_hidden(parse("-is:hidden"))
    assert not asks_for_hidden(parse("is:read sea"))


def test_two_queries_are_joined() -> None:
    assert both(EVERYTHING, Term("sea")) == Term("sea")
    assert both(EVERYTHING, EVERYTHING) == EVERYTHING
    assert both(words("sea", "ice"), Term("sea")) == words("sea", "ice")
    assert both(Term("sea"), Either((Term("a"), Term("b")))) == every(
        Term("sea"), Either((Term("a"), Term("b")))
    )
