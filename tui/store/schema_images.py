"""Version 10 of the library: articles' images, made small. Only statements in here.

An address is kept once, however many articles name it, and goes with the last of them. One row in
`illustrated` for each article whose images were asked for; `next_try` NULL: never again.
"""

IMAGES = (
    """CREATE TABLE image (
        seq INTEGER PRIMARY KEY,
        url TEXT NOT NULL UNIQUE,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        data BLOB NOT NULL)""",
    """CREATE TABLE image_of (
        place INTEGER NOT NULL,
        image INTEGER NOT NULL,
        PRIMARY KEY (place, image)) WITHOUT ROWID""",
    "CREATE INDEX image_users ON image_of (image)",
    """CREATE TABLE illustrated (
        place INTEGER PRIMARY KEY,
        failures INTEGER NOT NULL,
        next_try INTEGER)""",
    """CREATE TRIGGER image_unused AFTER DELETE ON image_of BEGIN
        DELETE FROM image WHERE seq = old.image
            AND NOT EXISTS (SELECT 1 FROM image_of WHERE image = old.image);
    END""",
    """CREATE TRIGGER image_removed AFTER DELETE ON image BEGIN
        DELETE FROM image_of WHERE image = old.seq;
    END""",
    # Another text may name other images.
    """CREATE TRIGGER illustrated_republished AFTER UPDATE OF digest ON article BEGIN
        DELETE FROM illustrated WHERE place = new.place;
    END""",
    """CREATE TRIGGER illustrated_kept AFTER INSERT ON full_body BEGIN
        DELETE FROM illustrated WHERE place = new.place;
    END""",
    """CREATE TRIGGER illustrated_removed AFTER DELETE ON article BEGIN
        DELETE FROM image_of WHERE place = old.place;
        DELETE FROM illustrated WHERE place = old.place;
    END""",
)
