"""newsboat's `urls` file → feeds: one line each, an address and tags.

    https://example.org/feed.xml  news "two words" "~My title" !
    "exec:~/bin/make-feed --new"  scraped
    "filter:~/bin/clean:https://example.org/feed.xml"

The first tag becomes the folder. Commands are only read here; whether they are taken is asked of
the user elsewhere. Pure functions.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import replace

from tui.feeds import FeedList
from tui.model import Feed
from tui.settings import address_problem
from tui.settings.mistake import shown
from tui.text.safe import one_line

_TOKEN = re.compile(r'"((?:\\.|[^"\\])*)"?|(#.*)|([^\s"]+)')
_SHELL = re.compile(r"[|&;<>()$`*?\[\]{}\n]|^~[^/]|=~")


def read(text: str) -> FeedList:
    """The feeds of a `urls` file, in its order; commands among them stand in exec and filter."""
    feeds, addresses, left_out = [], [], []
    for number, line in enumerate(text.splitlines(), 1):
        words = _words(line)
        if not words:
            continue
        feed, problem = _source(words[0])
        if problem:
            left_out.append(f"Line {number} {problem}.")
            continue
        described, lost = _described(feed, words[1:])
        feeds.append(described)
        addresses.append(words[0])
        left_out += [f"Line {number} {what}." for what in lost]
    return FeedList(tuple(feeds), tuple(addresses), tuple(left_out))


def looks_like(text: str) -> bool:
    """Whether a text can be such a file: some line of it begins as one."""
    begins = re.compile(r'^"?(?:https?://|exec:|filter:|query:|file://)', re.I)
    return any(begins.match(line.strip()) for line in text.splitlines())


def _words(line: str) -> list[str]:
    """The words of a line up to a comment; quotes keep spaces, a backslash what follows it."""
    words: list[str] = []
    for quoted, comment, plain in _TOKEN.findall(line):
        if comment:
            break
        words.append(plain or re.sub(r"\\(.)", r"\1", quoted))
    return words


def _source(word: str) -> tuple[Feed, str]:
    """Where a feed comes from; or what is wrong with that, to stand after "Line 3"."""
    nothing = Feed("")
    kind, _, rest = word.partition(":")
    if kind == "query":
        title = rest.partition(":")[0]
        return nothing, f"is the query “{shown(one_line(title))}”, which newsboat alone understands"
    if kind == "exec":
        command = _command(rest)
        return replace(nothing, exec=command), "" if command else "has no command after exec:"
    if kind == "filter":
        script, _, url = rest.partition(":")
        command, problem = _command(script), address_problem(url, "url")
        wrong = "has no command after filter:" if not command else _no_address(problem)
        return replace(nothing, url=url, filter=command), wrong
    return replace(nothing, url=word), _no_address(address_problem(word, "url"))


def _no_address(problem: str) -> str:
    return f"is left out: its url {problem}" if problem else ""


def _command(line: str) -> tuple[str, ...]:
    """A command line as words. What only a shell understands keeps its shell, and shows it."""
    line = line.strip()
    try:
        words = shlex.split(line)
    except ValueError:
        words = []
    if line and (not words or _SHELL.search(line)):
        return ("sh", "-c", line)
    return tuple(words)


def _described(feed: Feed, tags: list[str]) -> tuple[Feed, list[str]]:
    """The feed with the title and folder that its tags give, and what of them has no equal."""
    title = next((tag[1:] for tag in tags if tag.startswith("~")), "")
    folders = [tag for tag in tags if not tag.startswith(("~", "!"))]
    lost = []
    if any(tag.startswith("!") for tag in tags):
        lost.append("hides its feed (!); here it is shown")
    if more := [shown(one_line(tag)) for tag in folders[1:]]:
        lost.append(f"has more tags than one folder can hold: {', '.join(more)}")
    folder = one_line(folders[0]) if folders else ""
    return replace(feed, title=one_line(title)[:200], folder=folder[:200]), lost
