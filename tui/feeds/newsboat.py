"""newsboat's `urls` file → feeds: one line each, an address and tags.

    https://example.org/feed.xml  news "two words" "~My title" !
    "exec:~/bin/make-feed --new"  scraped
    "filter:~/bin/clean:https://example.org/feed.xml"
    "query:New ships:unread = \\"yes\\" and title =~ \\"ship\\""

The first tag becomes the folder, a query a smart feed where our language can say the same. Commands
are only read here; whether they are taken is asked of the user elsewhere. Pure functions.
"""

from __future__ import annotations

import re
import shlex

from msgspec.structs import replace

from tui.errors import ParseError
from tui.feeds import FeedList
from tui.feeds.newsboat_query import translated
from tui.model import Feed, Smart
from tui.settings import address_problem
from tui.settings.mistake import shown
from tui.text.safe import one_line

_TOKEN = re.compile(r'"((?:\\.|[^"\\])*)"?|(#.*)|([^\s"]+)')
_SHELL = re.compile(r"[|&;<>()$`*?\[\]{}\n]|^~[^/]|=~")


def read(text: str) -> FeedList:
    """The feeds of a `urls` file, in its order; commands among them stand in exec and filter."""
    lines = [(n, words) for n, line in enumerate(text.splitlines(), 1) if (words := _words(line))]
    scattered = _scattered([words for _, words in lines])
    feeds, addresses, smart, left_out = [], [], [], []
    for number, (source, *tags) in lines:
        found, lost = _query(source, tags, scattered) if _is_query(source) else _feed(source, tags)
        left_out += [f"Line {number} {what}." for what in lost]
        if isinstance(found, Smart):
            smart.append(found)
        elif found:
            feeds.append(found)
            addresses.append(source)
    return FeedList(tuple(feeds), tuple(addresses), tuple(left_out), tuple(smart))


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


def _is_query(source: str) -> bool:
    return source.startswith("query:")


def _folders(tags: list[str]) -> list[str]:
    """Tags that are neither a title nor a wish to hide."""
    return [tag for tag in tags if not tag.startswith(("~", "!"))]


def _scattered(lines: list[list[str]]) -> frozenset[str]:
    """Tags that do not become the folder of all feeds that have them."""
    feeds = [tags for source, *tags in lines if not _is_query(source)]
    return frozenset(tag for tags in feeds for tag in _folders(tags)[1:])


def _query(
    source: str, tags: list[str], scattered: frozenset[str]
) -> tuple[Smart | None, list[str]]:
    """A query as a smart feed without a key, and what of the line has no equal."""
    name, _, expression = source.removeprefix("query:").partition(":")
    described, lost = _described(Feed("", title=one_line(name)[:200]), tags)
    try:
        equal = translated(expression, scattered)
    except ParseError as reason:
        return None, [f"is the query “{shown(one_line(name))}” without an equal here: {reason}"]
    title, folder = _printable(described.title), _printable(described.folder)
    return Smart("", equal.node, equal.text, title, folder), lost


def _printable(text: str) -> str:
    return "".join(filter(str.isprintable, text))


def _feed(source: str, tags: list[str]) -> tuple[Feed | None, list[str]]:
    """The feed of a line, and what of the line has no equal."""
    feed, problem = _source(source)
    return (None, [problem]) if problem else _described(feed, tags)


def _source(word: str) -> tuple[Feed, str]:
    """Where a feed comes from; or what is wrong with that, to stand after "Line 3"."""
    nothing = Feed("")
    kind, _, rest = word.partition(":")
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
    title = next((tag[1:] for tag in tags if tag.startswith("~")), feed.title)
    folders = _folders(tags)
    lost = []
    if any(tag.startswith("!") for tag in tags):
        lost.append("hides its feed (!); here it is shown")
    if more := [shown(one_line(tag)) for tag in folders[1:]]:
        lost.append(f"has more tags than one folder can hold: {', '.join(more)}")
    folder = one_line(folders[0]) if folders else ""
    return replace(feed, title=one_line(title)[:200], folder=folder[:200]), lost
