"""Pictures between the lines of a text: where they stand, how large they are, what stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.document import Document
from tui.text.figures import box, with_figures
from tui.text.html import from_html
from tui.text.layout import layout, line_at
from tui.ui.page import BODY, PageLines, Part

BASE = "https://times.example/a/"
ROWS = 2


def lines(html: str, *shown: str) -> list[str]:
    """The lines of a text, and in place of each image that is shown its name and row."""
    page = from_html(html, BASE)
    rows = {BASE + name: ROWS for name in shown}
    return [
        f"{line.figure[0].removeprefix(BASE)} {line.figure[1]}"
        if line.figure
        else "".join(piece.text for piece in line.pieces)
        for line in with_figures(layout(page, (), 40), page, rows)
    ]


def test_an_image_stands_over_its_words_and_its_caption() -> None:
    html = """<p>One.</p><figure><img src="a.png" alt="A boat"><figcaption>Photo: Ann</figcaption>
    </figure><p>Two.</p>"""
    found = lines(html, "a.png")
    assert found == ["One.", "", "a.png 0", "a.png 1", "▣ A boat", "Photo: Ann", "", "Two."]


def test_an_image_without_words_is_set_off_from_the_text() -> None:
    found = lines('<img src="a.png"><p>One.</p><p>Two.</p><img src="b.png">', "a.png", "b.png")
    assert found == ["a.png 0", "a.png 1", "", "One.", "", "Two.", "", "b.png 0", "b.png 1"]


def test_an_image_within_a_paragraph_or_a_table_stands_after_it() -> None:
    assert lines('<p>One <img src="a.png"> and.</p><p>Two.</p>', "a.png") == [
        *("One and.", "", "a.png 0", "a.png 1", "", "Two.")
    ]
    table = '<table><tr><td>A</td><td>B</td></tr><tr><td><img src="a.png">C</td><td>D</td></tr>'
    found = lines(f"{table}</table><p>Two.</p>", "a.png")
    assert found[-5:] == ["", "a.png 0", "a.png 1", "", "Two."]


def test_several_images_in_one_place_stand_one_below_the_other() -> None:
    html = '<p>One.</p><img src="a.png"><img src="b.png" alt="A boat"><p>Two.</p>'
    assert lines(html, "a.png", "b.png") == [
        *("One.", "", "a.png 0", "a.png 1", "b.png 0", "b.png 1", "▣ A boat", "", "Two.")
    ]


def test_an_image_that_is_named_twice_stands_where_it_is_named_first() -> None:
    html = '<p>One.</p><img src="a.png"><p>Two.</p><img src="a.png">'
    assert lines(html, "a.png") == ["One.", "", "a.png 0", "a.png 1", "", "Two."]


@pytest.mark.parametrize(
    "image",
    [
        '<img src="a.png" width="1">',
        '<div hidden><img src="a.png"></div>',
        '<noscript><img src="a.png"></noscript>',
        '<img src="data:image/png;base64,AAAA">',
    ],
)
def test_trackers_and_hidden_images_have_no_place(image: str) -> None:
    page = from_html(f"<p>One.</p>{image}", BASE)
    assert page.figures == ()
    assert page.text == "One."


def test_only_what_is_kept_takes_room() -> None:
    assert lines('<p>One.</p><img src="a.png"><img src="b.png" alt="A boat">', "c.png") == [
        *("One.", "", "▣ A boat")
    ]


@pytest.mark.parametrize(
    ("size", "fitted"),
    [
        ((640, 360), (42, 12)),  # as high as may be
        ((640, 100), (76, 6)),  # as wide as may be
        ((30, 9), (30, 5)),  # never larger than it is
        ((640, 1), (76, 1)),
        ((1, 640), (1, 12)),
    ],
)
def test_an_image_fits_into_the_measure_and_half_the_screen(
    size: tuple[int, int], fitted: tuple[int, int]
) -> None:
    assert box(size, 76, 12) == fitted


WORDS = st.sampled_from(["One two three. ", "<p>Four five.</p>", "<ul><li>Six</li></ul>", "<hr>"])
IMAGES = st.sampled_from(['<img src="a.png">', '<img src="b.png" alt="A boat">'])


@given(st.lists(WORDS | IMAGES, max_size=12).map("".join), st.integers(8, 40))
def test_images_move_no_place_of_the_text(html: str, width: int) -> None:
    page = from_html(html, BASE)
    plain = layout(page, (), width)
    placed = with_figures(plain, page, {BASE + "a.png": 3, BASE + "b.png": 1})
    assert [line for line in placed if line.pieces] == [line for line in plain if line.pieces]
    starts = [line.start for line in placed]
    assert starts == sorted(starts)
    for block in page.blocks:
        if block.start < block.end:
            before, after = line_at(plain, block.start), line_at(placed, block.start)
            assert plain[before] == placed[after]


def test_a_page_knows_its_rows_with_images_as_without() -> None:
    page = from_html('<p>One.</p><img src="a.png" alt="A boat"><p>Two.</p>', BASE)
    parts = [Part(Document()), Part(page, images={BASE + "a.png": (20, 8)}), Part(Document())]
    made = PageLines(parts, 40)
    place = made.base(BODY) + page.text.index("Two.")
    assert made.lines[made.row(place)].pieces[0].text == "Two."
    assert made.place(made.row(place)) == place
    figures = [row for row, line in enumerate(made.lines) if line.figure]
    assert len(figures) == made.boxes[BASE + "a.png"][1] == 4
    assert {made.part(row) for row in figures} == {BODY}
