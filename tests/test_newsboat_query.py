"""newsboat's filter expressions as queries."""

from __future__ import annotations

import pytest

from tui.errors import ParseError
from tui.feeds.newsboat_query import translated
from tui.query import DEEPEST, LONGEST, MOST_TERMS, parse

EQUALS = [
    ('unread = "yes"', "is:unread"),
    ('unread == "no"', "is:read"),
    ('unread != "yes"', "-is:unread"),
    ('flags # "s"', "is:starred"),
    ('flags !~ "s"', "-is:starred"),
    ('flags != ""', "is:starred"),
    ('flags = ""', "-is:starred"),
    ('enclosure_url != ""', "has:enclosure"),
    ("age < 3", "newer:3d"),
    ("age <= 3", "newer:4d"),
    ("age > 3", "older:4d"),
    ('age >= "3"', "older:3d"),
    ("age = 3", "older:3d newer:4d"),
    ("age != 3", "newer:3d or older:4d"),
    ("age between 0:7", "newer:8d"),
    ("age between 7:2", "older:2d newer:8d"),
    ("age < 1400", "newer:200w"),
    ("age > 18249", "older:50y"),
    ('title =~ "clim"', "title:clim*"),
    ('title =~ " AI "', "title:AI"),
    ('title =~ "sea level"', 'title:"sea level"*'),
    ('title =~ "X"', 'title:"X"*'),
    ('title !~ "or"', "-title:or*"),
    ('title # "ship"', "title:ship"),
    ('content =~ "C#"', 'text:"C#"*'),
    ('author !# "Ann"', "-author:Ann"),
    ('tags # "news"', "folder:news"),
    ('tags !# "long-reads"', '-folder:"long-reads"'),
    ('feedtitle =~ "The Courier"', 'feed:"The Courier"'),
    ('unread="yes"and(age<3)', "is:unread newer:3d"),
    (
        'title =~ "ab" and ( title =~ "cd" or title =~ "ef" )',
        "title:ab* (title:cd* or title:ef*)",
    ),
    # Joined from the right, as newsboat does it.
    ('title # "a1" and title # "b1" or title # "c1"', "title:a1 (title:b1 or title:c1)"),
    ('title # "a1" or title # "b1" and title # "c1"', "title:a1 or (title:b1 title:c1)"),
    ('(title # "a1" or title # "b1") or title # "c1"', "title:a1 or title:b1 or title:c1"),
    ('((unread = "yes"))', "is:unread"),
]


@pytest.mark.parametrize(("expression", "query"), EQUALS, ids=[query for _, query in EQUALS])
def test_what_has_an_equal_becomes_a_query(expression: str, query: str) -> None:
    found = translated(expression)
    assert found.text == query
    assert found.node == parse(query)


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ('title =~ "a|b"', "there is nothing like “title =~ a|b”"),
        ('content =~ "^x"', "there is nothing like"),
        ('title = "Ships"', "there is nothing like “title = Ships”"),
        ('title # "two words"', "there is nothing like"),
        ('title =~ "--"', "there is nothing like"),
        ("unread = 1", "there is nothing like"),
        ('rssurl =~ "courier"', "there is nothing like “rssurl =~ courier”"),
        ("unread_count > 5", "there is nothing like “unread_count > 5”"),
        ('link = ""', "there is nothing like “link = nothing”"),
        ('tags # "two words"', "there is nothing like"),
        ('tags # "later"', "not every feed with the tag “later” has it first"),
        ("age > -1", "there is nothing like “age > -1”"),
        ("age between 3", "there is nothing like"),
        ("age = 1:3", "there is nothing like"),
        ("age < 1009", "there is no age of 1,009 days"),
        ('title =~ "“x”"', "it is too long, or asks for characters"),
        ("", "it cannot be read at “its end”"),
        ("unread", "it cannot be read at “unread”"),
        ('unread = "yes" and', "it cannot be read at “and”"),
        ('(unread = "yes"', "a bracket is not closed"),
        ('unread = "yes")', "it cannot be read at “)”"),
        ('unread = "yes" unread = "no"', "it cannot be read at “unread = no”"),
        (" or ".join(['title =~ "a"'] * (MOST_TERMS + 1)), "it is too long"),
        ("(" * 5_000, "it is too long"),
        (f'title =~ "{"a" * LONGEST}"', "it is too long"),
        ("age < 2 and (age < 3 or " * DEEPEST + "age < 4" + ")" * DEEPEST, "it is too long"),
    ],
    ids=range(26),
)
def test_what_has_no_equal_is_told_why(expression: str, reason: str) -> None:
    with pytest.raises(ParseError) as caught:
        translated(expression, {"later"})
    assert str(caught.value).startswith(reason)
