"""Events: what the engine tells the screen, and a sync tells whoever runs it.

All are frozen values of things that have happened; nothing in here acts on them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tui.model import Candidate, Changes, Completeness, Feed, Raster


@dataclass(frozen=True, slots=True)
class SyncStarted:
    """A sync over so many feeds has begun."""

    total: int


@dataclass(frozen=True, slots=True)
class Refreshed:
    """One feed of a sync is done: `done` of `total`. `error` is its sentence, or empty."""

    feed: str
    done: int
    total: int
    changes: Changes = field(default_factory=Changes)
    error: str = ""


@dataclass(frozen=True, slots=True)
class SyncFinished:
    """The sync is over: feeds visited, feeds that failed, new articles."""

    total: int
    failed: int = 0
    new: int = 0


@dataclass(frozen=True, slots=True)
class Completed:
    """The page of one article was visited: `done` of at most `total`. `kept`: its full text is in
    the library now. `error` is the sentence of a page that gave none, or empty."""

    id: int
    done: int
    total: int
    kept: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True)
class PagesVisited:
    """A run over articles' pages is over: pages visited, those whose full text is kept, failed."""

    total: int
    kept: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Illustrated:
    """The images of an article were asked for: so many are in the library now, so many could not be
    had; `error` says in one sentence why."""

    id: int
    kept: int = 0
    failed: int = 0
    error: str = ""


@dataclass(frozen=True, slots=True)
class OfflineReady:
    """All pages that could be had for the unread articles have been visited."""

    now: Completeness


@dataclass(frozen=True, slots=True)
class Annotated:
    """Quotes and findings of these articles are now in the library."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """The status of these articles was changed; exactly those whose status differed before."""

    ids: tuple[int, ...]
    read: bool | None = None
    starred: bool | None = None


@dataclass(frozen=True, slots=True)
class Discovered:
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


@dataclass(frozen=True, slots=True)
class Notified:
    """Articles came for which a rule says "notify": their ids, newest first, and its query."""

    ids: tuple[int, ...]
    query: str


@dataclass(frozen=True, slots=True)
class Ruled:
    """Rules changed these articles: marked, tagged or hid them."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tagged:
    """The tags of these articles were changed by the user."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """The user's notes to this article were changed."""

    id: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something failed that belongs to no single feed: one sentence for the user.

    `ids` are the articles whose change was not kept, so that the screen can take it back.
    """

    message: str
    ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Downloading:
    """So many bytes of a file have come, of `total` if that is known; `path` once all have."""

    name: str
    done: int = 0
    total: int | None = None
    path: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The image at an address, or in one sentence why there is none."""

    url: str
    raster: Raster | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
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
