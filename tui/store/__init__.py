"""The library: articles, what the reader did with them, and what is known of each feed; in SQLite.

This is its whole public face. `Reader` answers, `Writer` changes; each belongs to the thread that
made it, several programs may use one library at once, and every failure is a StoreError with one
sentence. Only this package imports sqlite3; nothing in it fetches, parses or analyses.

    database    one connection: opening, transactions, the sentence for each failure
    schema      the tables and their migrations; what long ones consist of: `schema_first`,
                `schema_queries`, `schema_pages`, `schema_images`
    rows        values as the library keeps them
    packing     bodies compressed, with a dictionary of the library's own
    search      words ↔ the search index
    conditions  a query as SQL, `chosen` what of it decides where a list is walked
    listing     a Filter's list, page by page
    annotations quotes and findings as rows
    corrections speakers that the user gave
    memory      what the screen remembers between runs
    passages    the index of what quotes and findings say
    notes       tags, notes and highlighted passages
    activity    how much each feed brings
    reading     Reader
    indexing    what an article is found by
    pages       PageVisit: articles' own pages and full texts
    images      Illustration: articles' images
    replies     which articles answer others
    saving      Visit: which articles are new, which have changed
    adopting    Kept: articles on their way from and to other libraries
    newsboat    another reader's library
    writing     Writer
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from tui.store.corrections import BY_HAND, Correction, words_of
from tui.store.reading import Reader

if TYPE_CHECKING:
    from tui.store.adopting import Kept
    from tui.store.images import Illustration
    from tui.store.newsboat import Cache, CachedItem
    from tui.store.pages import PageVisit, Waiting
    from tui.store.saving import Visit
    from tui.store.writing import Writer

__all__ = [
    "BY_HAND",
    "Cache",
    "CachedItem",
    "Correction",
    "Illustration",
    "Kept",
    "PageVisit",
    "Reader",
    "Visit",
    "Waiting",
    "Writer",
    "words_of",
]

LATER = {
    "Cache": "newsboat",
    "CachedItem": "newsboat",
    "Illustration": "images",
    "Kept": "adopting",
    "PageVisit": "pages",
    "Visit": "saving",
    "Waiting": "pages",
    "Writer": "writing",
}
"""What the first frame does not need, and where it is: loaded when it is asked for."""


def __getattr__(name: str) -> Any:
    if name in LATER:
        return getattr(import_module(f"tui.store.{LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
