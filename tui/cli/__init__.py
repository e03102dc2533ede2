"""Quoth from the shell: the verbs of `quoth`, and what happens without one.

    arguments   what may be typed; --help documents the fields of every --json
    output      the one way to stdout and stderr, safe for any terminal
    library     feeds.toml and the library of one run
    ids         article ids as a person can type them
    fields      what --json says of articles, quotes and findings
    headlines   list, search, mark
    reading     show, and how quotes and findings are told in text
    sorting     count, tag, rules
    syncing     sync
    adding      add: what somebody pasted → a feed, after a look at it
    feedlist    check
    health      feeds
    downloading download
    moving      import, export
    analysing   analyse: files, pages and texts that are in no library

Nothing in here knows the screen, and nothing but the parser is loaded before a verb needs it.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from tui.errors import FeedError, OutputError, QuothError, StoreError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from tui.settings import Config

__all__ = ["main", "parser"]

FAILED, WRONG_USE, STOPPED = 1, 2, 130

NO_TERMINAL = "Not on a terminal, so here are the unread headlines; `quoth --help` tells more."

Screen = Callable[["Config", Path], int]


def parser() -> ArgumentParser:
    """What may be typed."""
    from tui.cli import arguments  # with all its verbs it is a tenth of the time to the first frame

    return arguments.parser()


def main(argv: Sequence[str] | None, screen: Screen) -> int:
    """Obey one command line and return the exit code: 0 done, 1 something failed, 2 wrong use.

    `screen` shows the reader until its user quits; it is called when there is no verb and stdin
    and stdout are a terminal. SystemExit for --help, --version and what the parser refuses.
    """
    typed = sys.argv[1:] if argv is None else argv
    options = parser().parse_args(typed) if typed else _nothing_typed()

    from tui.cli import output

    output.prepare()
    try:
        code = _obey(options, screen)
        output.flush()
    except QuothError as error:
        output.tell(f"quoth: {error}")
        code = FAILED if isinstance(error, (FeedError, OutputError, StoreError)) else WRONG_USE
    except KeyboardInterrupt:
        output.tell("Stopped; what was saved stays saved.")
        code = STOPPED
    return code


def _nothing_typed() -> Namespace:
    """What the parser makes of nothing, without loading it."""
    return cast("Namespace", SimpleNamespace(verb=None, json=False, feeds=None, data=None))


def _obey(options: Namespace, screen: Screen) -> int:
    match options.verb:
        case "sync":
            from tui.cli.syncing import sync

            return sync(options)
        case "list" | "search" | "mark":
            from tui.cli import headlines

            return headlines.VERBS[options.verb](options)
        case "count" | "tag" | "rules":
            from tui.cli import sorting

            return sorting.VERBS[options.verb](options)
        case "show":
            from tui.cli.reading import show

            return show(options)
        case "download":
            from tui.cli.downloading import download

            return download(options)
        case "feeds":
            from tui.cli.health import feeds

            return feeds(options)
        case "add":
            from tui.cli.adding import add

            return add(options)
        case "check":
            from tui.cli.feedlist import check

            return check(options)
        case "import" | "export":
            from tui.cli import moving

            return moving.VERBS[options.verb](options)
        case "analyse":
            from tui.cli.analysing import analyse

            return analyse(options)
        case _:
            return _without_a_verb(options, screen)


def _without_a_verb(options: Namespace, screen: Screen) -> int:
    on_a_terminal = _on_a_terminal()
    if on_a_terminal and not options.json:
        # Nothing that is made until the first frame is garbage; `ui.app` turns it on again then.
        gc.disable()
        from tui.settings import config_path, data_dir, load

        return screen(load(config_path(options.feeds)), data_dir(options.data))

    from tui.cli import headlines

    sentence = "" if on_a_terminal else NO_TERMINAL
    return headlines.list_(parser().parse_args(["list"], options), sentence)


def _on_a_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
