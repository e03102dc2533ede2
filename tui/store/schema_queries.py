"""Version 6 of the library: what queries ask for.

Facts of articles, hidden ones, tags, notes, and the words of quotes and findings. Those found
before are indexed when they are kept the next time. Only statements in here.
"""

QUERIES = (
    # As feeds.toml names them, so that a query can.
    "ALTER TABLE feed ADD COLUMN named TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE feed ADD COLUMN folder TEXT NOT NULL DEFAULT ''",
    # A hidden article is always read: so nothing that is unread has to ask.
    "ALTER TABLE status ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE article ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0",
    # How many words its text has, its language, and whether files and pictures come with it.
    "ALTER TABLE article ADD COLUMN words INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE article ADD COLUMN lang TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE article ADD COLUMN enclosure INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE article ADD COLUMN image INTEGER NOT NULL DEFAULT 0",
    """UPDATE article SET (lang, enclosure) =
        (SELECT lower(language), enclosures <> '[]' FROM body WHERE body.place = article.place)""",
    "DROP INDEX article_all",
    "DROP INDEX article_feed",
    "DROP INDEX article_starred",
    "CREATE INDEX article_all ON article (at, id) WHERE hidden = 0",
    "CREATE INDEX article_hidden ON article (at, id) WHERE hidden = 1",
    "CREATE INDEX article_starred ON article (at, id) WHERE starred = 1 AND hidden = 0",
    "CREATE INDEX article_enclosure ON article (at, id) WHERE enclosure = 1 AND hidden = 0",
    "CREATE INDEX article_feed ON article (feed, at, id) WHERE hidden = 0",
    # Like a status, tags and notes may outlive the article.
    """CREATE TABLE tag (
        id INTEGER NOT NULL,
        name TEXT NOT NULL,
        PRIMARY KEY (id, name)) WITHOUT ROWID""",
    "CREATE INDEX tag_name ON tag (name, id)",
    # `words` are those of the passage, "" for a note to the whole article; `start` is where they
    # stood. `text` is what the user wrote.
    """CREATE TABLE note (
        seq INTEGER PRIMARY KEY,
        id INTEGER NOT NULL,
        words TEXT NOT NULL,
        start INTEGER NOT NULL,
        text TEXT NOT NULL,
        at INTEGER NOT NULL)""",
    "CREATE INDEX note_article ON note (id)",
    """CREATE VIRTUAL TABLE note_search USING fts5 (
        note, content = '', tokenize = 'unicode61 remove_diacritics 2')""",
    # One row for each quote and finding, numbered through in each place; and what the index was
    # given, which it wants back to delete it.
    """CREATE VIRTUAL TABLE passage USING fts5 (
        said, speaker, finding, kind, content = '', tokenize = 'unicode61 remove_diacritics 2')""",
    "CREATE TABLE passage_given (place INTEGER PRIMARY KEY, packed BLOB NOT NULL)",
    "DROP TRIGGER status_given",
    "DROP TRIGGER status_changed",
    "DROP TRIGGER article_added",
    "DROP TRIGGER article_marked",
    "DROP TRIGGER article_removed",
    """CREATE TRIGGER status_given AFTER INSERT ON status BEGIN
        UPDATE article SET read = new.read, starred = new.starred, hidden = new.hidden
            WHERE id = new.id;
    END""",
    """CREATE TRIGGER status_changed AFTER UPDATE ON status BEGIN
        UPDATE article SET read = new.read, starred = new.starred, hidden = new.hidden
            WHERE id = new.id;
    END""",
    """CREATE TRIGGER article_added AFTER INSERT ON article WHEN new.hidden = 0 BEGIN
        UPDATE feed SET total = total + 1, unread = unread + (new.read = 0),
            starred = starred + new.starred WHERE seq = new.feed;
    END""",
    """CREATE TRIGGER article_marked AFTER UPDATE OF read, starred, hidden ON article BEGIN
        UPDATE feed SET total = total + old.hidden - new.hidden,
            unread = unread + (new.read = 0) - (old.read = 0),
            starred = starred + (new.starred > new.hidden) - (old.starred > old.hidden)
            WHERE seq = new.feed;
    END""",
    """CREATE TRIGGER article_removed AFTER DELETE ON article WHEN old.hidden = 0 BEGIN
        UPDATE feed SET total = total - 1, unread = unread - (old.read = 0),
            starred = starred - old.starred WHERE seq = old.feed;
    END""",
)
