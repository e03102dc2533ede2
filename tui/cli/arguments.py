"""What may be typed after `quoth`, and the documentation of what is printed.

Only the parser; it loads nothing but argparse, so that --help and --version answer at once.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from tui import __version__

if TYPE_CHECKING:
    _Verbs = argparse._SubParsersAction[argparse.ArgumentParser]

SORTED_BY = ("trouble", "title", "folder", "week", "read", "success", "newest", "text")

FEW = 100
"""Headlines that `list` and `search` print when --limit does not say otherwise."""

HEADLINES = """\
With --json: one array, each entry
  id          what `show` and `mark` take: 13 letters and digits
  feed        the feed's key in feeds.toml
  feed_title  its title
  title       the article's title, one line
  author      who wrote it, or null
  link        its address, or null
  at          when it was published, or when it arrived if that was earlier or no date is
              given (ISO 8601, UTC); null: unknown, it came without a date with a new feed
  read        true or false
  starred     true or false
  tags        your tags, in the order of the alphabet"""

ANALYSIS = """\
  title       the article's or page's title, or ""
  text        the text that the offsets below are of
  quotes      in reading order, each {start, end, text, speaker, speaker_name, role, organisation,
              cue, confidence}: text[start:end] with its marks, the words that name the speaker
              here, the speaker's full name, role and organisation as the text gives them, the word
              that says so ("said"), and how sure this is from 0 to 1; null: unknown
  findings    in reading order, each {start, end, text, kind, in_list, score}: kind is finding,
              figure, decision, recommendation, or sentence (a key sentence of a text that states
              few findings); in_list: it stood in an explicit list; score from 0 to 1
Offsets are character offsets into "text", end exclusive."""

EVENTS = """\
With --json: one object a line as it happens; "event" says which
  started     total: feeds to be visited
  refreshed   feed, done, total; new, updated: ids of its articles that are new or have changed;
              error: one sentence or null; next_visit: when it is tried again (ISO 8601, UTC)
  notified    ids: articles that a rule says "notify" of; query: that rule's
  ruled       ids: articles that rules changed
  annotated   ids: articles whose quotes and findings have been found
  finished    total, failed: feeds; new: articles
  page        id: the article whose page was visited, done, total; kept: its full text is in the
              library now; error: one sentence or null
  pages       total, failed: pages visited; kept: full texts
  images      id: the article whose images were asked for; kept: those in the library now, failed;
              error: one sentence or null
  offline-ready  unread, complete: articles; bytes: what they take"""

EXIT = (
    "Exit codes: 0 done; 1 something failed: a feed, an address, the library, a full disk; 2 wrong"
    " use: a mistake in what was typed or in feeds.toml, or nothing to add."
)


def parser() -> argparse.ArgumentParser:
    """The whole command line. Its options are understood before and after the verb."""
    top = argparse.ArgumentParser(
        "quoth",
        description="A news reader for the terminal that shows who said what. "
        "Without a command it opens the screen; without a terminal it lists the unread headlines.",
        epilog=f"quoth COMMAND --help tells more. {EXIT}",
    )
    top.add_argument("--version", action="version", version=f"quoth {__version__}")
    _everywhere(top)
    verbs = top.add_subparsers(dest="verb", metavar="COMMAND", title="commands")
    _sync(verbs)
    _headlines(verbs)
    _article(verbs)
    _rules(verbs)
    _feedlist(verbs)
    _feeds(verbs)
    _moving(verbs)
    _analyse(verbs)
    return top


def _everywhere(some: argparse.ArgumentParser, unless_given: object = None) -> None:
    some.add_argument(
        "--json",
        action="store_true",
        default=unless_given or False,
        help="print JSON (ASCII only) instead of text",
    )
    some.add_argument(
        "--feeds", metavar="FILE", default=unless_given, help="the feeds.toml to use (QUOTH_FEEDS)"
    )
    some.add_argument(
        "--data",
        metavar="DIR",
        default=unless_given,
        help="the directory of the library (QUOTH_DATA)",
    )


def _verb(verbs: _Verbs, name: str, does: str, epilog: str = "") -> argparse.ArgumentParser:
    verb = verbs.add_parser(
        name,
        help=does[:1].lower() + does[1:].rstrip("."),
        description=does,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    # Suppressed: what stands before the verb must not be lost to a default after it.
    _everywhere(verb, argparse.SUPPRESS)
    return verb


def _sync(verbs: _Verbs) -> None:
    sync = _verb(verbs, "sync", "Visit the feeds that are due, or those that are named.", EVENTS)
    sync.add_argument("keys", nargs="*", metavar="FEED", help="keys of feeds.toml, due or not")
    sync.add_argument("--all", action="store_true", help="every feed, due or not")
    sync.add_argument(
        "--offline-ready",
        action="store_true",
        help="fetch the page of every unread article that lacks its text, and say how many have it",
    )


def _headlines(verbs: _Verbs) -> None:
    list_ = _verb(verbs, "list", "Print the unread headlines, newest first.", HEADLINES)
    list_.add_argument(
        "--feed", metavar="KEY", action="append", default=[], help="only of this feed; repeatable"
    )
    list_.add_argument("--all", action="store_true", help="those that were read too")
    list_.add_argument("--query", metavar="QUERY", default="", help="only what fits this query")
    _limit(list_)
    search = _verb(verbs, "search", "Print the headlines of articles that fit a query.", HEADLINES)
    search.add_argument(
        "words", nargs="+", metavar="QUERY", help="words and fields, as in the search box"
    )
    _limit(search)
    count = _verb(
        verbs,
        "count",
        "Print how many articles are unread, for status bars.",
        "FORMAT may hold {unread}, {total}, {starred}, {feeds} and {failed} (feeds that could not\n"
        "be read). With --json: one object with these five",
    )
    count.add_argument("words", nargs="*", metavar="QUERY", help="only what fits this query")
    count.add_argument(
        "--format", metavar="FORMAT", default="{unread}", help="what to print ({unread})"
    )


def _limit(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--limit",
        type=_number,
        default=FEW,
        metavar="N",
        help=f"at most so many ({FEW}); 0 for all",
    )


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise argparse.ArgumentTypeError(f"{text[:20]!a} is not a number such as 20")
    return int(text)


def _article(verbs: _Verbs) -> None:
    show = _verb(
        verbs,
        "show",
        "Print one article with its quotes and findings; it stays unread.",
        f"With --json: one object with the fields of `list`, and\n{ANALYSIS}\n"
        "  published, updated   what the feed says, or null (ISO 8601, UTC)\n"
        "  language    a BCP 47 tag, or null\n"
        "  html        the body as it is read: the full text if there is one\n"
        "  full_text   whether it is from the article's own page\n"
        "  page_error  why there is no full text, one sentence, or null\n"
        "  enclosures  files that come with it, each {url, kind, length, duration_s}\n"
        "  notes       yours, each {text, words, start, end, at}: what you wrote, and the passage\n"
        "              it is about; null: it is about the article, or the words are gone",
    )
    show.add_argument("id", metavar="ID", help="as `list` prints it")
    which = show.add_mutually_exclusive_group()
    which.add_argument("--feed-text", dest="full", action="store_const", const=False)
    which.add_argument("--full-text", dest="full", action="store_const", const=True)
    _download(verbs)
    mark = _verb(
        verbs,
        "mark",
        "Mark articles as read or unread, give or take a star.",
        "With --json: one object {ids, read, starred}: the articles whose status changed,\n"
        "and what was asked for (true, false or null)",
    )
    mark.add_argument("ids", nargs="+", metavar="ID", help="as `list` prints them")
    read = mark.add_mutually_exclusive_group()
    read.add_argument("--read", dest="read", action="store_const", const=True)
    read.add_argument("--unread", dest="read", action="store_const", const=False)
    star = mark.add_mutually_exclusive_group()
    star.add_argument("--star", dest="starred", action="store_const", const=True)
    star.add_argument("--unstar", dest="starred", action="store_const", const=False)


def _rules(verbs: _Verbs) -> None:
    tag = _verb(
        verbs,
        "tag",
        "Give articles tags (+work) and take some from them (-work).",
        "Options stand before the ids. With --json: one object {ids, added, taken}: the articles\n"
        "whose tags changed, and the tags",
    )
    tag.add_argument(
        "words", nargs=argparse.REMAINDER, metavar="ID|+TAG|-TAG", help="as `list` prints ids"
    )
    rules = _verb(
        verbs,
        "rules",
        "Do what [[rules]] of feeds.toml say with all articles in the library.",
        "A sync does it with new articles only, and notifies too.\n"
        "With --json: one object a rule, {query, feed, do, ids}: the articles that fit it",
    )
    rules.add_argument("--dry-run", action="store_true", help="only say what would be done")


def _feedlist(verbs: _Verbs) -> None:
    add = _verb(
        verbs,
        "add",
        "Add a feed at the end of feeds.toml, keeping every comment.",
        "URL is a feed, a site, a channel, a news page, or a list of feeds (OPML). Where several\n"
        "feeds are, you are asked; without a terminal they are printed and the exit code is 2.\n"
        "With --json: one object {file, key, url, page, title, folder}; with --preview, or where\n"
        "there are several,\n"
        "  candidates  in the site's order, each {url, page, title, last, known, items}: page is\n"
        "              true for a page that would be read as a feed; known is the key of the feed\n"
        "              that has this address, or null; items are {title, link, published}\n"
        "  error       why there are none: one sentence, or null",
    )
    add.add_argument(
        "url", metavar="URL", help="whatever you would paste into a browser; or a file"
    )
    add.add_argument("--title", metavar="TITLE", default="", help="your name for it")
    add.add_argument("--folder", metavar="FOLDER", default="", help="the folder it is shown in")
    add.add_argument("--page", action="store_true", help="read URL as a news page, feed or not")
    add.add_argument("--preview", action="store_true", help="show what would be found, add nothing")
    add.add_argument("--first", action="store_true", help="of several feeds take the first")
    add.add_argument("--unseen", action="store_true", help="add URL as it stands, without a look")
    _verb(
        verbs,
        "check",
        "Say whether feeds.toml has a mistake, and where.",
        "With --json: one object {file, feeds, error}; error is one sentence or null",
    )


def _download(verbs: _Verbs) -> None:
    download = _verb(
        verbs,
        "download",
        "Download what comes with an article; again: go on where it broke off.",
        "With --json: one object {path, url} for each file, one a line.\n"
        "Exit code 1 when one could not be fetched.",
    )
    download.add_argument("id", metavar="ID", help="as `list` prints it")
    download.add_argument("--number", type=_number, metavar="N", help="only this one of several")
    download.add_argument("--to", metavar="DIR", help="the directory (the setting downloads)")


def _feeds(verbs: _Verbs) -> None:
    feeds = _verb(
        verbs,
        "feeds",
        "Say how each feed does: what needs a look first.",
        "With --json: one array, each entry\n"
        "  key, title, folder   as in feeds.toml; the title may be the feed's own\n"
        "  paused      true or false\n"
        "  succeeded_at, newest  its last successful visit and its newest article, or null\n"
        "  failures    visits in a row that failed, without those you asked for early\n"
        "  error       why, one sentence or null\n"
        "  a_week      articles a week, over the last eight\n"
        "  articles    how many are in the library\n"
        "  read        the share of them that was read, from 0 to 1, or null\n"
        "  moved_to    the address that it has moved to for good, or null\n"
        "  full_text   the share of its articles' own pages that could be read, or null\n"
        "  dead        nothing new for half a year, or no answer for two weeks",
    )
    feeds.add_argument(
        "--sort", metavar="COLUMN", choices=SORTED_BY, default="trouble", help=", ".join(SORTED_BY)
    )


def _moving(verbs: _Verbs) -> None:
    import_ = _verb(
        verbs,
        "import",
        "Bring in OPML, newsboat's urls and cache.db, or an export of Quoth: all or nothing.",
        "Feeds are added at the end of feeds.toml. newsboat's exec: and filter: lines are shown\n"
        "and asked for; OPML never brings in a command. With --json: one object\n"
        "  feeds           keys of the feeds that were added (with --preview: would be)\n"
        "  known           how many were there already\n"
        "  repeated        how many the files list once more\n"
        "  articles        how many articles are new\n"
        "  homeless        how many belong to feeds that are not in feeds.toml, and were left out\n"
        "  commands        feeds that need a command, each {key, exec, filter}\n"
        "  commands_taken  true or false\n"
        "  left_out        one sentence for each thing that has no equal here",
    )
    import_.add_argument("files", nargs="+", metavar="FILE", help="told by their content")
    import_.add_argument("--preview", action="store_true", help="say what it would do, only")
    import_.add_argument("--yes", action="store_true", help="take more than 5,000 feeds unasked")
    import_.add_argument(
        "--allow-commands", action="store_true", help="take feeds that run a command, unasked"
    )
    export = _verb(
        verbs,
        "export",
        "Print all feeds as OPML, or everything as JSON Lines.",
        "The JSON Lines hold feeds, smart feeds, articles with their full texts, and all that you\n"
        "did with them; `import` takes them. Settings, keys and rules are in feeds.toml.\n"
        "OPML leaves out what only a command can fetch. With --json: one array of all feeds, each\n"
        "an object of its key and of what its table in feeds.toml says.",
    )
    kind = export.add_mutually_exclusive_group()
    kind.add_argument("--opml", action="store_true", help="OPML 2.0 with folders (the default)")
    kind.add_argument("--jsonl", action="store_true", help="one JSON object a line")


def _analyse(verbs: _Verbs) -> None:
    analyse = _verb(
        verbs,
        "analyse",
        "Find quotes and findings in HTML or text files, web pages, or stdin.",
        "HTML is told from text by its content. A text file is taken as it is: offsets are those\n"
        f"of the file. With --json: one object per input, one a line, with\n{ANALYSIS}\n"
        '--jsonl reads lines {"id", "text"} ("title" and "language" may be there too) and prints\n'
        'the same JSON with "id".',
    )
    analyse.add_argument("inputs", nargs="*", metavar="FILE|URL|-", help="- is stdin")
    analyse.add_argument("--jsonl", metavar="FILE", help="a file with one text a line; - is stdin")
