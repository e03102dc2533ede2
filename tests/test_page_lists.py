"""News found on pages by what recurs on them: which lists are news, and what their items are."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import make
from tui.errors import ParseError
from tui.feeds import Fetched, ParsedFeed, dates
from tui.feeds.parse import parse
from tui.model import Article, Feed

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
URL = "https://parish.example/news/"

TITLES = (
    "The bridge over the mill race is closed for repairs",
    "Council votes for a second ferry across the sound",
    "Three hundred oaks planted along the northern road",
    "Library opens on Sundays from the first of March",
    "Harbour dredging begins after a year of waiting",
)


def read(body: str, language: str = "en-GB", page: str = URL) -> ParsedFeed:
    html = f'<!doctype html><html lang="{language}"><title>Parish</title><body>{body}</body></html>'
    return parse(Feed("parish", page=page), Fetched(page, html.encode(), "text/html"), NOW)


def news(body: str, language: str = "en-GB") -> tuple[Article, ...]:
    return read(body, language).articles


def titles(body: str) -> list[str]:
    return [article.title for article in news(body)]


def rows(form: str) -> str:
    """Each title in a form: {title}, {slug}, {day} from 11 on."""
    return "".join(
        form.format(title=title, slug=title.split()[1], day=11 + n)
        for n, title in enumerate(TITLES)
    )


FORMS = {
    "a list": "<ul>{}</ul>",
    "a table": "<table><tr><th>Title<th>Date</tr>{}</table>",
    "cards": "<main>{}</main>",
    "headings with what follows": "<main>{}</main>",
    "a page without structure": "{}",
    "titles beside their links": "<table>{}</table>",
    "rows in two": "<table>{}</table>",
    "labels": "<section>{}</section>",
    "classes that count": "<div>{}</div>",
}
ITEMS = {
    "a list": "<li><a href='/n/{slug}'>{title}</a> <span>{day} February 2026</span>",
    "a table": "<tr><td><a href='/n/{slug}'>{title}</a><td>{day} Feb 2026<td>Council</tr>",
    "cards": "<article><a href='/n/{slug}'><img src=x></a><div class=kicker>Town</div>"
    "<h3><a href='/n/{slug}'>{title}</a></h3>"
    "<time datetime='2026-02-{day}T09:00Z'>a while ago</time>"
    "<p>Some sentences about it that stand here as a teaser and end in dots …</p>"
    "<a href='/n/{slug}'>Read more</a></article>",
    "headings with what follows": "<h2><a href='/n/{slug}'>{title}</a></h2>"
    "<p>Posted on 2026-02-{day}</p><p>Some sentences about it that stand here as a teaser.</p>",
    "a page without structure": "Filed 02/{day}/26, No. 10-4092<br><a href='/n/{slug}'>{title}</a>"
    "<br>District of Larkhaven<br><br>",
    "titles beside their links": "<tr><td>{day}.02.2026<td>{title}"
    "<td><a href='/n/{slug}'>PDF</a></tr>",
    "rows in two": "<tr class=head><td><a href='/n/{slug}'>{title}</a></tr>"
    "<tr class=more><td>February {day}, 2026 by the clerk</tr>",
    "labels": "<p>Case: {title}<br>Date: {day}/02/2026<br>"
    "<a href='/n/{slug}'>View document</a></p>",
    "classes that count": "<div class='row-{day} row odd'><a href='/n/{slug}'>{title}</a>"
    "<i>{day} Feb 2026</i></div>",
}


@pytest.mark.parametrize("name", FORMS)
def test_news_are_found_however_they_are_laid_out(name: str) -> None:
    found = news(FORMS[name].format(rows(ITEMS[name])))
    assert [each.title for each in found] == list(TITLES)
    assert [each.link for each in found] == [
        f"https://parish.example/n/{title.split()[1]}" for title in TITLES
    ]
    days = [each.published.day for each in found if each.published]
    assert days == [11, 12, 13, 14, 15]


LIST = FORMS["a list"].format(rows(ITEMS["a list"]))
PLACES = ("Roads and bridges", "Schools and nurseries", "Refuse and recycling", "Council tax bands")
CHROME = {
    "navigation": "<nav><ul>{}</ul></nav>",
    "a menu by its name": "<div><div><div class=main-menu><ul>{}</ul></div></div></div>",
    "a footer": "<footer><ul>{}</ul></footer>",
    "tags": "<div><div><p class=tags>{}</p></div></div>",
    "what is read most": "<div><div><div class='box most-read'><ol>{}</ol></div></div></div>",
    "authors": "<div><div><ul class=authors>{}</ul></div></div>",
}


@pytest.mark.parametrize("name", CHROME)
@pytest.mark.parametrize("first", [True, False], ids=["above", "below"])
def test_what_surrounds_news_is_none(name: str, first: bool) -> None:
    links = "".join(f"<li><a href='/p/{n}'>{place}</a>" for n, place in enumerate(PLACES * 3))
    around = CHROME[name].format(links)
    assert titles(around + LIST if first else LIST + around) == list(TITLES)


def test_a_frame_around_the_whole_page_is_no_navigation_whatever_it_is_called() -> None:
    body = f"<div><div><div class='with-navigation sidebar'>{LIST}</div></div></div>"
    assert titles(body) == list(TITLES)


def test_lists_of_one_kind_of_address_belong_together_even_without_dates() -> None:
    def section(name: str, links: str) -> str:
        return f"<section class={name}><h2>{name}</h2>{links}</section>"

    links = [f"<p class={{0}}><a href='/n/{n}'>{title}</a></p>" for n, title in enumerate(TITLES)]
    first, second = "".join(links[:4]), "".join(links[2:])
    shops = "".join(
        f"<p><a href='/shop/{n}'>{place} for sale</a>" for n, place in enumerate(PLACES[:3])
    )
    page = section("top", first.format("a")) + section("more", second.format("b"))
    assert titles(page + section("market", shops)) == list(TITLES)


def test_a_menu_alone_is_no_news() -> None:
    links = "".join(f"<li><a href='/p/{n}'>{place}</a>" for n, place in enumerate(PLACES))
    with pytest.raises(ParseError, match="no news"):
        read(f"<nav><ul>{links}</ul></nav>")


def test_a_date_above_several_items_is_that_of_each() -> None:
    body = "".join(
        f"<h3>{day} February 2026</h3><ul>"
        + "".join(f"<li><a href='/n/{day}/{n}'>{title}</a>" for n, title in enumerate(TITLES[:2]))
        + "</ul>"
        for day in (12, 11)
    )
    days = [each.published.day for each in news(body) if each.published]
    assert days == [12, 12, 11, 11]


def test_a_second_list_that_is_as_good_is_taken_along() -> None:
    lead = (
        "<section class=lead>"
        "<div class=story><h2><a href='/n/fire'>Fire in the old rope works is out</a></h2>"
        "<i>20 Feb 2026</i></div>"
        "<div class=story><h2><a href='/n/tide'>Spring tide floods the lower market</a></h2>"
        "<i>19 Feb 2026</i></div></section>"
    )
    rest = "".join(
        f"<div class=row><h2><a href='/n/{n}'>{title}</a></h2><i>1{n} Feb 2026</i></div>"
        for n, title in enumerate(TITLES)
    )
    assert titles(f"{lead}<section class=rest>{rest}</section>")[:3] == [
        "Fire in the old rope works is out",
        "Spring tide floods the lower market",
        TITLES[0],
    ]


def test_items_keep_their_ids_when_another_comes_and_the_page_is_built_anew() -> None:
    before = {article.id for article in news(LIST)}
    newer = LIST.replace("<ul>", "<ul><li><a href='/n/new'>Something new has come</a> 20 Feb 2026")
    assert before < {article.id for article in news(newer)}
    assert before == {article.id for article in news(FORMS["cards"].format(rows(ITEMS["cards"])))}


def test_articles_without_links_keep_their_ids_too() -> None:
    form = "<div class=item><h3>{title}</h3><i>{day} Feb 2026</i><p>" + "Long. " * 60 + "</p></div>"
    body = f"<main>{rows(form)}</main>"
    found = news(body)
    assert [each.title for each in found] == list(TITLES)
    assert {each.link for each in found} == {URL}
    more = body.replace("<main>", "<main><div class=item><h3>New</h3><i>16 Feb 2026</i></div>")
    assert {each.id for each in found} <= {each.id for each in news(more)}


def test_a_long_text_in_an_item_is_its_body_and_a_short_one_a_teaser() -> None:
    paragraph = "The ferry went back and forth all day with nobody on it. " * 6
    form = (
        "<article><h2><a href='/n/{slug}'>{title}</a></h2><time>{day} Feb 2026</time>"
        f"<p>{paragraph}</p><ul><li>one</ul><p>{paragraph}</p><footer>Share</footer></article>"
    )
    article = news(f"<main>{rows(form)}</main>")[0]
    assert "<li>one" in article.html
    assert article.html.count("<p>") == 2
    for other in (TITLES[0], "11 Feb", "Share"):
        assert other not in article.html
    teaser = news(FORMS["cards"].format(rows(ITEMS["cards"])))[0].html
    assert teaser == (
        "<p>Some sentences about it that stand here as a teaser and end in dots …</p>"
    )


def test_links_are_relative_to_what_the_page_says() -> None:
    found = news("<base href='/archive/'>" + LIST.replace("'/n/", "'n/"))
    assert found[0].link == "https://parish.example/archive/n/bridge"


def test_a_page_that_is_a_feed_after_all_is_read_as_one() -> None:
    fetched = Fetched(URL, make.rss("A").encode(), "text/html")
    parsed = parse(Feed("parish", page=URL), fetched, NOW)
    assert [article.title for article in parsed.articles] == ["A"]


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("3/4/2026 and 13/4/2026", "en-US", (4, 3)),
        ("3/4/2026 and 4/13/2026", "fr", (3, 4)),
        ("3/4/2026", "en-US", (3, 4)),
        ("3/4/2026", "fr", (4, 3)),
    ],
)
def test_the_days_of_a_page_tell_whether_the_month_comes_first(
    text: str, language: str, day: tuple[int, int]
) -> None:
    days = [found for part in text.split(" and ") if (found := dates.found(part))]
    moment = dates.moment(days[0], NOW, first=dates.day_first(days, language))
    assert moment
    assert (moment.month, moment.day) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Filed November 7, 2024, 2024 UT App 163", "2024-11-07"),
        ("11 Jan 23", "2023-01-11"),
        ("27. Januar 2026", "2026-01-27"),
        ("27 de enero de 2026", "2026-01-27"),
        ("Le 1er février 2026 à 10h", "2026-02-01"),
        ("2026年1月27日", "2026-01-27"),
        ("1 октября 2024 г.", "2024-10-01"),
        ("2016/06/29", "2016-06-29"),
        ("24 Dec", "2025-12-24"),
        ("Mar 4", "2026-03-04"),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, day: str) -> None:
    found = dates.found(text)
    assert found
    moment = dates.moment(found, NOW, first=False)
    assert moment
    assert moment.date().isoformat() == day


@pytest.mark.parametrize(
    "text",
    [
        "2022-MP-08", "23-30641", "3:13-cr-00052", "KP-0422", "31/31/2026", "May", "version 1.2.3",
        "30 February, and more", "He came on 3 May and left again without a word to anyone",
    ],
)  # fmt: skip
def test_what_is_no_date_is_not_taken_for_one(text: str) -> None:
    found = dates.found(text)
    assert found is None or dates.moment(found, NOW, first=False) is None


MARKED = {
    "json-ld": '<script type="application/ld+json">{{"@context": "https://schema.org", "@graph": ['
    '{{"@type": "BreadcrumbList", "itemListElement": [{{"@type": "ListItem", "name": "Home",'
    ' "item": "/"}}]}}, {}]}}</script>',
    "microdata": "<main>{}</main>",
    "microformats": "<main class=h-feed>{}</main>",
    "older microformats": "<main>{}</main>",
}
MARKED_ITEM = {
    "json-ld": '{{"@type": ["NewsArticle"], "headline": "{title}", "url": "/n/{slug}", "author":'
    ' [{{"name": "Ida Rask"}}], "datePublished": "2026-02-{day}", "description": "About it."}},',
    "microdata": "<div itemscope itemtype='https://schema.org/BlogPosting'><meta itemprop="
    "datePublished content='2026-02-{day}'><a itemprop=url href='/n/{slug}'>"
    "<b itemprop=headline>{title}</b></a><i itemprop=description>About it.</i>"
    "<div itemscope itemprop=author><b itemprop=name>Ida Rask</b></div></div>",
    "microformats": "<div class=h-entry><a class='p-name u-url' href='/n/{slug}'>{title}</a>"
    "<time class=dt-published datetime='2026-02-{day}'>then</time>"
    "<p class=p-summary>About it.</p></div>",
    "older microformats": "<div class='post hentry'>"
    "<h2 class=entry-title><a href='/n/{slug}'>{title}</a></h2>"
    "<time datetime='2026-02-{day}'>then</time>"
    "<div class=entry-content><p>About it.</div></div>",
}


@pytest.mark.parametrize("name", MARKED)
def test_what_a_page_marks_up_for_machines_is_read(name: str) -> None:
    items = rows(MARKED_ITEM[name]).rstrip(",")
    parsed = read(MARKED[name].format(items))
    assert [each.title for each in parsed.articles] == list(TITLES)
    assert [each.published for each in parsed.articles] == [
        datetime(2026, 2, day, tzinfo=UTC) for day in range(11, 16)
    ]
    assert parsed.articles[0].link == "https://parish.example/n/bridge"
    assert "About it." in parsed.articles[0].html


def test_marked_up_dates_complete_a_list_that_shows_none() -> None:
    script = MARKED["json-ld"].format(rows(MARKED_ITEM["json-ld"]).rstrip(","))
    listed = "".join(f"<li><a href='/n/{title.split()[1]}'>{title}</a>" for title in TITLES * 2)
    found = news(f"<ul>{listed}</ul>{script}")
    assert [each.author for each in found] == ["Ida Rask"] * 5


DATA = '{{"title": "{title}", "link": "/n/{slug}", "date": "{day}/02/2026", "tags": ["x"]}},'


@pytest.mark.parametrize(
    "form",
    [
        "<script>var x = 1; const news = [{}]; draw(news)</script>",
        '<script type="application/json">{{"props": {{"page": {{"items": [{}]}}}}}}</script>',
    ],
    ids=["script", "json"],
)
def test_news_that_only_a_script_would_draw_are_read_from_its_data(form: str) -> None:
    found = news(form.format(rows(DATA).rstrip(",")))
    assert [each.title for each in found] == list(TITLES)
    assert [each.published.day for each in found if each.published] == [11, 12, 13, 14, 15]


BROKEN = ["{", "[[[[", '{"@type": 3}', '{"@graph": [1, null, "x"]}', "[" * 9_999]


@pytest.mark.parametrize("text", BROKEN, ids=["cut", "nested", "type", "graph", "deep"])
def test_broken_markup_for_machines_does_no_harm(text: str) -> None:
    script = f'<script type="application/ld+json">{text}</script>'
    assert titles(script + LIST) == list(TITLES)


HOSTILE = {
    "unclosed": "<ul><li>3 May 2020 <a href=q>Some words go here</a>",
    "nested": "<div class=hentry><a class=entry-title href=q>t</a>",
    "one line": "<a href=x{n}>Some words go here</a> ",
    "classes": "<p class=c{n}x><a href=/n/{n}>Some words go here {n}</a> 3 May 2020</p>",
    "dates": "3 May 2020 ",
    "spans": "<span>x y z</span>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_page_made_to_be_slow_takes_no_longer_than_its_size(name: str) -> None:
    """Ten times the page must not need a hundred times the steps, counted as function calls."""

    def calls(times: int) -> int:
        body = "".join(HOSTILE[name].format(n=n) for n in range(times))
        counter = count()
        sys.setprofile(lambda *_: next(counter) and None)
        try:
            read(body)
        except ParseError:
            pass
        finally:
            sys.setprofile(None)
        return next(counter)

    calls(300)  # what is imported on the way counts only once
    assert calls(3_000) < 25 * calls(300)


TAGS = (
    *("<ul>", "<li>", "<a href=/x>", "<a href=/y>", "</a>", "<b>", "</b>", "<span>", "<br>", "<p>"),
    *("<div class=news>", "</div>", "<h2>", "<table>", "<tr>", "<td>", "</table>", "<nav>"),
    "<time datetime=2026-02-03>",
)
WORDS = ("3 Feb 2026", " ", "\u200b", "Something that has happened", "x")
SOUP = st.lists(st.sampled_from(TAGS + WORDS), max_size=60)


@settings(deadline=None, max_examples=200)
@given(SOUP)
def test_no_page_is_too_broken_to_be_read(parts: list[str]) -> None:
    """Whatever stands on it, there are articles with a title and an id each, or a sentence."""
    try:
        found = news("".join(parts))
    except ParseError:
        return
    assert all(article.title.strip() for article in found)
    assert len({article.id for article in found}) == len(found) > 0


def test_the_first_frame_loads_no_selectors() -> None:
    code = "import sys, tui.settings; sys.exit('cssselect' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
