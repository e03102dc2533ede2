"""Quoth, a news reader for the terminal that shows who said what.

The map, in the order in which modules may import one another (left to right, top to bottom):

    errors      every error, drawn as a tree
    query       the one query language: text → a tree of conditions
    model       Feed, Article, Status, Headline, Filter, FeedState, Changes
    events      what has happened: from the engine to the screen, from a sync to the shell
    settings    feeds.toml → Feeds and Settings
    text/       an article as text: HTML → Document → Lines
    analysis/   what the text says: Document → Quotes and Findings
    feeds/      from the network to Articles
    store/      SQLite: Reader and Writer
    rules       what is done with new articles that fit a query
    worker      the killable process that parses and analyses
    sync        refresh one feed, refresh all: the line itself
    discovery   what somebody pasted → the feeds there
    moving      lists and libraries of other readers ↔ ours
    health      how each feed does
    images      articles' images: fetched with the feeds that want them
    fulltext    articles' own pages: visit those that feeds only hint at
    completing  when they are visited: after a sync, or when somebody asks
    errands     downloading a file, an image, moving feeds in
    changing    what the user changes: written as it is asked for
    clock       which stands still while the program is stopped
    engine      the thread that syncs and writes while the screen stays free
    commands    everything a user can do, one row each
    keys        the keys that feeds.toml gives them, and what was pressed
    cli         the same from the shell
    ui/         the screen (the only place that imports Textual)
"""

__version__ = "0.1.0"
