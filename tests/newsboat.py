"""Every default key of newsboat (2.44, doc/keycmds.dsv) and what a person finds in its place.

A row is (keys, what newsboat does, our command, the keys to press instead, a word on it). Without
"instead" the same key does it; a test presses them all.
"""

from __future__ import annotations

from typing import NamedTuple

from tui.commands import Where


class Key(NamedTuple):
    """A default key of newsboat. `command` is ours, "" if there is none."""

    keys: tuple[str, ...]
    does: str
    command: str
    where: Where = "lists"
    instead: str = ""
    note: str = ""


KEYS = (
    Key(("enter",), "open", "open"),
    Key(("q",), "go back", "back"),
    Key(("Q",), "quit at once", "quit"),
    Key(("r",), "reload this feed", "refresh"),
    Key(("R",), "reload all feeds", "refresh-all"),
    Key(("A",), "mark the feed as read", "mark-all-read", note="no question: U takes it back"),
    Key(("C",), "mark all feeds as read", "mark-everything", note="no question: U takes it back"),
    Key(("N",), "toggle read", "toggle-read"),
    Key(("n",), "next unread", "next-unread"),
    Key(("p",), "previous unread", "previous-unread"),
    Key(("J",), "next article", "next-article", "article"),
    Key(("K",), "previous article", "previous-article", "article"),
    Key(("j", "k"), "next and previous feed", "out", instead="h", note="j and k move everywhere"),
    Key(("ctrl+n", "ctrl+p"), "next, previous unread feed", "read-on", instead="space"),
    Key(("ctrl+k",), "random unread", "", note="none: space and n go on"),
    Key(("o",), "open in the browser", "browser"),
    Key(("O",), "open and mark as read", "browser", note='a macro: ["browser", "toggle-read"]'),
    Key(("u",), "list the links", "link-list", "article"),
    Key(tuple("1234567890"), "open that link; 0: the tenth", "browser", "article", "5 o"),
    Key(("#",), "go to a link by number", "link-list", "article", "u"),
    Key(("/",), "search", "search"),
    Key(("z",), "results of the last search", "search", instead="/"),
    Key(("f", "F", "ctrl+f"), "filters", "save-search", instead="S", note="any query in / is one"),
    Key(("t", "ctrl+t"), "tags of feeds", "out", instead="h", note="folders in the feed list"),
    Key(("l",), "show or hide read feeds", "unread-only", instead="u", note="hides read articles"),
    Key(("ctrl+u",), "view the source", "source", "article", "V"),
    Key(("s",), "save the article", "save", "article", "w"),
    Key(("|",), "pipe to a command", "pipe", "article"),
    Key(("e",), "enqueue the podcast", "attachments", "article", note="opens or downloads it"),
    Key(("ctrl+e",), "edit flags", "tag", instead="T", note="s stars"),
    Key(("ctrl+b",), "bookmark", "share", "article", "Y", "or | to a command"),
    Key(("E",), "edit the urls file", "edit-feeds"),
    Key(("ctrl+r",), "reload the urls file", "", note="not needed: edits are noticed"),
    Key(("D", "ctrl+d", "$"), "delete, delete all, purge", "", note="none: a rule hides articles"),
    Key(("g", "G"), "sort, and in reverse", "sort", instead="O"),
    Key((":",), "command line", "palette"),
    Key((",",), "macros", "", note="[macros] in feeds.toml, also after a comma"),
    Key(("v", "ctrl+x", "ctrl+v", "ctrl+g"), "dialogs", "next-pane", instead="tab"),
    Key(("tab",), "switch the focus", "next-pane"),
    Key(("?",), "help", "help"),
    Key(("ctrl+l",), "draw again", "", note="not needed"),
    Key(("up", "down"), "move", "down", note="as j and k"),
    Key(("pageup", "pagedown"), "move by pages", "page-down"),
    Key(("home", "end"), "to the beginning, to the end", "last"),
)
