"""Events: what the engine tells the screen, and a sync tells whoever runs it.

All are frozen values of things that have happened; nothing in here acts on them.
"""

from __future__ import annotations

from msgspec import Struct, field

from tui.model import Candidate, Changes, Completeness, Feed, Fit, Raster


class SyncStarted(Struct, frozen=True):
    """A sync over so many feeds has begun."""

    total: int


class Refreshed(Struct, frozen=True):
    """One feed of a sync is done: `done` of `total`. `error` is its sentence, or empty."""

    feed: str
    done: int
    total: int
    changes: Changes = field(default_factory=Changes)
    error: str = ""


class SyncFinished(Struct, frozen=True):
    """The sync is over, or was given up: its feeds, those that failed, new articles."""

    total: int
    failed: int = 0
    new: int = 0


class Completed(Struct, frozen=True):
    """The page of one article was visited: `done` of at most `total`. `kept`: its full text is in
    the library now. `error` is the sentence of a page that gave none, or empty."""

    id: int
    done: int
    total: int
    kept: bool = False
    error: str = ""


class PagesVisited(Struct, frozen=True):
    """A run over articles' pages is over: pages visited, those whose full text is kept, failed."""

    total: int
    kept: int = 0
    failed: int = 0


class Illustrated(Struct, frozen=True):
    """The images of an article were asked for: so many are in the library now, so many could not be
    had; `error` says in one sentence why."""

    id: int
    kept: int = 0
    failed: int = 0
    error: str = ""


class OfflineReady(Struct, frozen=True):
    """All pages that could be had for the unread articles have been visited."""

    now: Completeness


class Annotated(Struct, frozen=True):
    """Quotes and findings of these articles are now in the library."""

    ids: tuple[int, ...]


class Marked(Struct, frozen=True):
    """The status of these articles was changed; exactly those whose status differed before."""

    ids: tuple[int, ...]
    read: bool | None = None
    starred: bool | None = None


class Discovered(Struct, frozen=True):
    """What was found at an address that somebody wants to add.

    `opml` is the file itself, if it is a list of feeds; once that was read, `listed` is true and
    `feeds` are those of it that are new.
    `error` says in one sentence why nothing was found; `answered` is false when that may be the
    network's fault.
    """

    asked: str
    candidates: tuple[Candidate, ...] = ()
    opml: bytes = b""
    feeds: tuple[Feed, ...] = ()
    listed: bool = False
    error: str = ""
    answered: bool = True


class Notified(Struct, frozen=True):
    """Articles came for which a rule says "notify": their ids, newest first, and its query."""

    ids: tuple[int, ...]
    query: str


class Ruled(Struct, frozen=True):
    """Rules changed these articles: marked, tagged or hid them."""

    ids: tuple[int, ...]


class Tagged(Struct, frozen=True):
    """The tags of these articles were changed by the user."""

    ids: tuple[int, ...]


class Noted(Struct, frozen=True):
    """The user's notes to this article were changed."""

    id: int


class Trouble(Struct, frozen=True):
    """Something failed that belongs to no single feed: one sentence for the user.

    `ids` are the articles whose change was not kept, so that the screen can take it back.
    """

    message: str
    ids: tuple[int, ...] = ()


class Downloading(Struct, frozen=True):
    """So many bytes of a file have come, of `total` if that is known; `path` once all have."""

    name: str
    done: int = 0
    total: int | None = None
    path: str = ""


class Drawn(Struct, frozen=True):
    """The image at an address as it was wanted, or in one sentence why there is none."""

    url: str
    fit: Fit
    raster: Raster | None = None
    error: str = ""


class Imported(Struct, frozen=True):
    """Feeds, articles and smart feeds were moved in; feeds.toml is another now."""

    feeds: int
    articles: int
    smart: int = 0


Event = (
    SyncStarted
    | Refreshed
    | SyncFinished
    | Completed
    | PagesVisited
    | Illustrated
    | OfflineReady
    | Annotated
    | Marked
    | Notified
    | Ruled
    | Tagged
    | Noted
    | Discovered
    | Downloading
    | Drawn
    | Imported
    | Trouble
)
