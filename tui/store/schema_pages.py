"""Version 8 of the library: articles' own pages and their full texts. Only statements in here.

One row in `page` for each that is worth a visit, or was visited; what it gave in `full_body`, apart
since most questions are not about it. `sure`: the feed itself says that the page has more. `same`:
the page had no more than the feed.
"""

PAGES = (
    """CREATE TABLE page (
        place INTEGER PRIMARY KEY,
        feed INTEGER NOT NULL,
        sure INTEGER NOT NULL,
        kept INTEGER NOT NULL DEFAULT 0,
        same INTEGER NOT NULL DEFAULT 0,
        shown INTEGER NOT NULL DEFAULT 1,
        tried_at INTEGER,
        next_try INTEGER,
        failures INTEGER NOT NULL DEFAULT 0,
        error TEXT NOT NULL DEFAULT '',
        etag TEXT NOT NULL DEFAULT '',
        last_modified TEXT NOT NULL DEFAULT '')""",
    "CREATE INDEX page_waiting ON page (place, next_try) WHERE next_try IS NOT NULL",
    """CREATE TABLE full_body (
        place INTEGER PRIMARY KEY,
        base TEXT NOT NULL,
        title TEXT NOT NULL,
        author TEXT NOT NULL,
        published INTEGER,
        language TEXT NOT NULL,
        html_bytes INTEGER NOT NULL,
        packed BLOB NOT NULL)""",
    # What was found in the other text is of no use for this one.
    """CREATE TRIGGER page_shown AFTER UPDATE OF shown ON page WHEN new.shown <> old.shown BEGIN
        DELETE FROM analysis WHERE place = new.place;
        DELETE FROM quote WHERE place = new.place;
        DELETE FROM finding WHERE place = new.place;
        UPDATE article SET analysed = 0 WHERE place = new.place;
    END""",
    """CREATE TRIGGER page_kept AFTER INSERT ON full_body BEGIN
        DELETE FROM analysis WHERE place = new.place;
        DELETE FROM quote WHERE place = new.place;
        DELETE FROM finding WHERE place = new.place;
        UPDATE article SET analysed = 0 WHERE place = new.place;
    END""",
    # An article published anew may stand anew on its page: it is asked once more, in six hours.
    """CREATE TRIGGER page_republished AFTER UPDATE OF digest ON article BEGIN
        UPDATE page SET next_try = tried_at + 21600000000
        WHERE place = new.place AND kept = 1;
    END""",
    """CREATE TRIGGER page_removed AFTER DELETE ON article BEGIN
        DELETE FROM page WHERE place = old.place;
        DELETE FROM full_body WHERE place = old.place;
    END""",
)
