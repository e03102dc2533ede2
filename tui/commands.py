"""Everything a person can do on the screen, one row each.

Bindings, footer, palette, help and README are made from COMMANDS; there is no second list of keys.
What a command does stands in `ui`, in the method named after its id. No Textual in here.

A key is written as it is typed: one character ("j", "G", "?"), or a name ("enter", "ctrl+d",
"shift+tab"). Two keys one after the other are written with a space between ("] q"). Which keys the
user has, and what was pressed, is the business of `keys`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

Where = Literal["everywhere", "lists", "article", "findings", "health", "hits"]
PLACES: tuple[Where, ...] = ("everywhere", "lists", "article", "findings", "health", "hits")
"""The last one is an article in which something was found."""


class Command(Struct, frozen=True):
    """One thing the user can do.

    `where` is the place it is listed under; when one key stands at two commands, the one of the
    place where the user is wins. `sentence` says what it does; `label` is its name in the footer,
    where it is shown if `footer`. `does`: it is a macro, and these commands are what it does.
    """

    id: str
    keys: tuple[str, ...]
    where: Where
    sentence: str
    label: str
    footer: bool = False
    does: tuple[str, ...] = ()


def _row(id_: str, keys: str, where: Where, sentence: str, label: str) -> Command:
    """A row of the table: keys separated by commas, "*" before a label that the footer shows."""
    return Command(
        id_,
        tuple(key.strip() for key in keys.split(", ") if key),
        where,
        sentence,
        label.removeprefix("*"),
        label.startswith("*"),
    )


COMMANDS: tuple[Command, ...] = (
    _row("open", "enter", "lists", "Open the article, or go into the feed.", "*open"),
    _row(
        "read-on",
        "space",
        "everywhere",
        "Page on; then the next unread, here or further on.",
        "*read on",
    ),
    _row("next-hit", "n", "hits", "Go to the next place that was found.", "*next hit"),
    _row("previous-hit", "N", "hits", "Go to the place found before.", "previous hit"),
    _row("next-unread", "n", "everywhere", "Go to the next unread article.", "*next unread"),
    _row("previous-unread", "p", "everywhere", "Go to the previous unread article.", "back"),
    _row("next-article", "J", "article", "Open the next article of the list.", "next"),
    _row("previous-article", "K", "article", "Open the previous article of the list.", "previous"),
    _row("resume", "'", "everywhere", "Go on with the article left in the middle.", "go on"),
    _row("go", "enter", "findings", "Go to this passage in the article.", "*go to it"),
    _row("next-quote", "] q", "article", "Go to the next quote.", "*next quote"),
    _row("previous-quote", "[ q", "article", "Go to the previous quote.", "previous quote"),
    _row("next-finding", "] f", "article", "Go to the next finding.", "*next finding"),
    _row("previous-finding", "[ f", "article", "Go to the previous finding.", "previous finding"),
    _row("findings", "f", "article", "Show and hide the findings and quotes.", "*findings"),
    _row("voices", "v", "article", "Show only what is quoted, or all again.", "*only voices"),
    _row("why", "W", "findings", "Say why this quote has its speaker, or why this counts.", "*why"),
    _row("correct", "X", "findings", "Give this quote another speaker.", "*its speaker"),
    _row("cite", '"', "findings", "Copy this passage as a citation.", "*cite"),
    _row(
        "order", "O", "findings", "Findings as in the article, or the weightiest first.", "*order"
    ),
    _row("down", "j, down", "everywhere", "Move down one row or line.", "down"),
    _row("up", "k, up", "everywhere", "Move up one row or line.", "up"),
    _row("first", "g, home", "everywhere", "Go to the beginning.", "beginning"),
    _row("last", "G, end", "everywhere", "Go to the end.", "end"),
    _row("half-down", "ctrl+d", "everywhere", "Move down half a page.", "half down"),
    _row("half-up", "ctrl+u", "everywhere", "Move up half a page.", "half up"),
    _row("page-down", "pagedown, ctrl+f", "everywhere", "Move down one page.", "page down"),
    _row("page-up", "pageup, ctrl+b", "everywhere", "Move up one page.", "page up"),
    _row("in", "l, right", "everywhere", "Go in: feeds, headlines, article, findings.", "in"),
    _row("out", "h, left", "everywhere", "Go out again; on a feed, to its folder.", "out"),
    _row("next-pane", "tab", "everywhere", "Go to the next pane.", "next pane"),
    _row("previous-pane", "shift+tab", "everywhere", "Go to the previous pane.", "previous pane"),
    _row("refresh", "r", "lists", "Fetch the chosen feed or folder now.", "refresh"),
    _row("refresh-all", "R", "lists", "Fetch all feeds now.", "refresh all"),
    _row("offline-ready", "L", "lists", "Fetch what is missing to read offline.", "for offline"),
    _row("unread-only", "u", "lists", "Show only unread articles, or all again.", "unread only"),
    _row("mark-all-read", "A", "lists", "Mark all articles of this list as read.", "all read"),
    _row("mark-above", "m k", "lists", "Mark all above this one as read.", "all above"),
    _row("mark-below", "m j", "lists", "Mark all below this one as read.", "all below"),
    _row("mark-range", "m m", "lists", "Begin a range; again: mark it as read.", "a range"),
    _row("mark-older", "m o", "lists", "Mark what is older than some days as read.", "older"),
    _row("mark-feed", "m f", "everywhere", "Mark all of this feed as read.", "this feed"),
    _row("mark-folder", "m d", "everywhere", "Mark all of this folder as read.", "this folder"),
    _row("mark-everything", "C", "everywhere", "Mark everything as read.", "everything"),
    _row(
        "sort",
        "O",
        "lists",
        "Choose the order: by date, by feed, in threads, by length.",
        "order",
    ),
    _row("group", "D", "lists", "Put headlines under their day, or no more.", "by day"),
    _row("undo", "U", "everywhere", "Take back the last marking; again: the one before.", "undo"),
    _row("add-feed", "a", "lists", "Add a feed.", "add a feed"),
    _row(
        "import-feeds", "", "everywhere", "Bring in OPML, newsboat's feeds, or an export.", "import"
    ),
    _row("export-feeds", "", "everywhere", "Write feeds as OPML, or all as JSON Lines.", "export"),
    _row("edit-feeds", "E", "everywhere", "Edit feeds.toml in your editor.", "feeds.toml"),
    _row("attachments", "e", "article", "Open or download what comes with it.", "attachments"),
    _row("feed-health", "H", "everywhere", "Show how each feed does.", "feed health"),
    _row("feed-go", "enter", "health", "Go to this feed.", "*go to it"),
    _row("feed-sort", "s", "health", "Sort by the next column.", "*sort"),
    _row("feed-change", "e", "health", "Change its address, title or folder.", "*change"),
    _row("feed-pause", "p", "health", "Let it rest, or visit it again.", "*pause"),
    _row("feed-remove", "d", "health", "Take it out of feeds.toml; its articles stay.", "*remove"),
    _row("feed-rename", "t", "health", "Give it another title.", "rename"),
    _row("feed-folder", "f", "health", "Move it to another folder.", "folder"),
    _row("feed-follow", "w", "health", "Take over the address it has moved to.", "new address"),
    _row("toggle-read", "N", "everywhere", "Mark the article as read or unread.", "read/unread"),
    _row("star", "s", "everywhere", "Star the article, or take the star away.", "star"),
    _row("browser", "o", "everywhere", "Open the article in the browser.", "browser"),
    _row("link-hints", "F, ; o", "article", "Letters on the links; typed, they open it.", "*links"),
    _row("link-copy", "; y", "article", "Letters on the links; typed, they copy it.", "copy one"),
    _row(
        "link-add",
        "; a",
        "article",
        "Letters on the links; typed, they add it as a feed.",
        "add one",
    ),
    _row("link-list", "u", "article", "List all links, with numbers and hosts.", "list links"),
    _row("open-many", "B", "lists", "Open all unread, or the range, in the browser.", "open all"),
    _row("copy-link", "y", "everywhere", "Copy the article's link.", "copy link"),
    _row("share", "Y", "article", "Copy the passage or article in a form to choose.", "*share"),
    _row("save", "w", "article", "Save the article as Markdown, HTML or text.", "save"),
    _row("pipe", "|", "article", "Give the article to a command.", "pipe"),
    _row("source", "V", "article", "Show the article's source.", "source"),
    _row("copy", "c", "everywhere", "Copy the selected text, or else this passage.", "copy"),
    _row("search", "/", "everywhere", "Search all articles.", "*search"),
    _row("find", "/", "article", "Search within the article.", "*find"),
    _row("best-first", "ctrl+r", "lists", "Best or newest first in what was found.", "best first"),
    _row("save-search", "S, ctrl+s", "lists", "Keep the search as a smart feed.", "keep search"),
    _row("images", "i", "article", "Show the images, one after the other.", "images"),
    _row(
        "text-images", "I", "article", "Show the images in the text, or hide them.", "in the text"
    ),
    _row("full-text", "x", "article", "Full text or the feed's own; fetch it.", "*full text"),
    _row("tag", "T", "everywhere", "Give the article tags, or take some away.", "tags"),
    _row("note", "M", "everywhere", "Highlight the passage, or write a note to it.", "*note"),
    _row("reading", "z", "article", "Reading mode: only the article.", "reading mode"),
    _row("wider", "+", "article", "Make the text wider.", "wider"),
    _row("narrower", "-", "article", "Make the text narrower.", "narrower"),
    _row("line-spacing", "=", "article", "Put empty lines between lines, or none.", "spacing"),
    _row("theme", "t", "everywhere", "Choose a theme, seeing each at once.", "theme"),
    _row("palette", ":, ctrl+p", "everywhere", "Find a command by name.", "commands"),
    _row("help", "?", "everywhere", "Show all keys.", "*help"),
    _row("back", "q, escape", "everywhere", "Go back.", "*back"),
    _row("suspend", "ctrl+z", "everywhere", "Go to the shell; fg comes back.", "to the shell"),
    _row("quit", "Q, ctrl+q", "everywhere", "Quit.", "quit"),
)

BY_ID: Mapping[str, Command] = {command.id: command for command in COMMANDS}

REPEATED = frozenset(
    (
        *("next-unread", "previous-unread", "next-article", "previous-article"),
        *("next-quote", "previous-quote", "next-finding", "previous-finding"),
        *("half-down", "half-up", "page-down", "page-up", "undo"),
    )
)
"""Commands that a number typed before their key repeats."""
