"""Version 1 of the library: articles, what was done with them, and what is known of each feed. Only
statements in here.
"""

FIRST = (
    # `listed`: the feed is in feeds.toml. The counts are kept by triggers.
    """CREATE TABLE feed (
        seq INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        listed INTEGER NOT NULL DEFAULT 0,
        total INTEGER NOT NULL DEFAULT 0,
        unread INTEGER NOT NULL DEFAULT 0,
        starred INTEGER NOT NULL DEFAULT 0)""",
    # What we know of visiting it (FeedState). Apart, because counts change often and are small.
    # All times are microseconds since 1970, UTC.
    """CREATE TABLE visit (
        feed INTEGER PRIMARY KEY,
        address TEXT NOT NULL,
        url TEXT NOT NULL,
        moved_to TEXT NOT NULL,
        title TEXT NOT NULL,
        site TEXT NOT NULL,
        etag TEXT NOT NULL,
        last_modified TEXT NOT NULL,
        validators_since INTEGER,
        body_hash TEXT NOT NULL,
        visited_at INTEGER,
        succeeded_at INTEGER,
        next_visit INTEGER,
        failures INTEGER NOT NULL,
        error TEXT NOT NULL)""",
    # What a list shows of an article; `digest` tells whether it was published anew, `analysed` is
    # the version of the analysis it was given (0: none).
    """CREATE TABLE article (
        place INTEGER PRIMARY KEY,
        id INTEGER NOT NULL UNIQUE,
        feed INTEGER NOT NULL,
        at INTEGER NOT NULL,
        arrived INTEGER NOT NULL,
        read INTEGER NOT NULL,
        starred INTEGER NOT NULL,
        analysed INTEGER NOT NULL DEFAULT 0,
        digest BLOB NOT NULL,
        title TEXT NOT NULL,
        author TEXT NOT NULL,
        link TEXT NOT NULL)""",
    "CREATE INDEX article_all ON article (at, id)",
    "CREATE INDEX article_unread ON article (at, id) WHERE read = 0",
    "CREATE INDEX article_starred ON article (at, id) WHERE starred = 1",
    "CREATE INDEX article_feed ON article (feed, at, id)",
    "CREATE INDEX article_feed_unread ON article (feed, at, id) WHERE read = 0",
    "CREATE INDEX article_analysed ON article (analysed, at, id)",
    # The rest of an article. `packed` is its HTML and its plain text together, compressed: the text
    # repeats the HTML, so it costs little, and the search index needs it when an article changes.
    """CREATE TABLE body (
        place INTEGER PRIMARY KEY,
        guid TEXT NOT NULL,
        published INTEGER,
        updated INTEGER,
        base TEXT NOT NULL,
        language TEXT NOT NULL,
        enclosures TEXT NOT NULL,
        html_bytes INTEGER NOT NULL,
        packed BLOB NOT NULL)""",
    # It may precede the article or outlive it.
    """CREATE TABLE status (
        id INTEGER PRIMARY KEY,
        read INTEGER NOT NULL,
        starred INTEGER NOT NULL)""",
    # Annotations, and the digest of the Document that they are true of.
    """CREATE TABLE analysis (
        place INTEGER PRIMARY KEY,
        version INTEGER NOT NULL,
        digest TEXT NOT NULL)""",
    """CREATE TABLE quote (
        place INTEGER NOT NULL,
        n INTEGER NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        kind TEXT NOT NULL,
        "group" INTEGER NOT NULL,
        speaker_start INTEGER,
        speaker_end INTEGER,
        speaker_name TEXT NOT NULL,
        role TEXT NOT NULL,
        organisation TEXT NOT NULL,
        cue_start INTEGER,
        cue_end INTEGER,
        rule TEXT NOT NULL,
        confidence REAL NOT NULL,
        PRIMARY KEY (place, n)) WITHOUT ROWID""",
    """CREATE TABLE finding (
        place INTEGER NOT NULL,
        n INTEGER NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        kind TEXT NOT NULL,
        in_list INTEGER NOT NULL,
        score REAL NOT NULL,
        PRIMARY KEY (place, n)) WITHOUT ROWID""",
    # Contentless: to delete, SQLite 3.40 wants back what was put in; article and body have it.
    """CREATE VIRTUAL TABLE search USING fts5 (
        title, author, text, content = '', tokenize = 'unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER status_given AFTER INSERT ON status BEGIN
        UPDATE article SET read = new.read, starred = new.starred WHERE id = new.id;
    END""",
    """CREATE TRIGGER status_changed AFTER UPDATE ON status BEGIN
        UPDATE article SET read = new.read, starred = new.starred WHERE id = new.id;
    END""",
    """CREATE TRIGGER article_added AFTER INSERT ON article BEGIN
        UPDATE feed SET total = total + 1, unread = unread + (new.read = 0),
            starred = starred + new.starred WHERE seq = new.feed;
    END""",
    """CREATE TRIGGER article_marked AFTER UPDATE OF read, starred ON article BEGIN
        UPDATE feed SET unread = unread + (new.read = 0) - (old.read = 0),
            starred = starred + new.starred - old.starred WHERE seq = new.feed;
    END""",
    """CREATE TRIGGER article_republished AFTER UPDATE OF digest ON article BEGIN
        DELETE FROM analysis WHERE place = new.place;
        DELETE FROM quote WHERE place = new.place;
        DELETE FROM finding WHERE place = new.place;
    END""",
    """CREATE TRIGGER article_removed AFTER DELETE ON article BEGIN
        UPDATE feed SET total = total - 1, unread = unread - (old.read = 0),
            starred = starred - old.starred WHERE seq = old.feed;
    END""",
)
