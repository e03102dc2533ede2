"""The errors of Quoth: each message is one sentence that the user can act on.

    QuothError
    ├── SettingsError        feeds.toml cannot be used as it is
    ├── QueryError           a query has a mistake at one place
    ├── FeedError            a visit to one feed failed; the other feeds go on
    │   ├── FetchError       the network or the server
    │   ├── ParseError       what came is not the news it should be
    │   └── CommandError     a feed's command failed
    ├── StoreError           the library cannot be opened or written
    └── OutputError          what was asked for cannot be printed

"Nothing new" is a value, not an error. No message carries a secret or a URL's query string.
"""

from __future__ import annotations


class QuothError(Exception):
    """Anything that Quoth tells its user in one sentence."""


class SettingsError(QuothError):
    """feeds.toml has a mistake: the message names file, line, key and the likely right spelling."""


class QueryError(QuothError):
    """A query has a mistake.

    `column` (from 1) and `length` say where, in characters of the query; `expected` is the message
    without the column.
    """

    def __init__(self, expected: str, column: int, length: int = 1) -> None:
        super().__init__(f"column {column}: {expected}")
        self.expected = expected
        self.column = column
        self.length = length


class FeedError(QuothError):
    """One feed could not be read."""


class FetchError(FeedError):
    """A feed could not be fetched.

    `retry_after_s` is the server's own wish (Retry-After, RFC 9110 section 10.2.3), in seconds,
    already capped, or None. `gone` is true for 410: do not come back by yourself. `answered`: there
    was an answer, if not a good one; else the network may be away. `status` is the HTTP status that
    was no good, or None.
    """

    def __init__(
        self,
        message: str,
        *,
        retry_after_s: float | None = None,
        gone: bool = False,
        answered: bool = True,
        status: int | None = None,
    ) -> None:
        super().__init__(message)
        self.answered = answered
        self.retry_after_s = retry_after_s
        self.gone = gone
        self.status = status


class ParseError(FeedError):
    """The body is not a feed, or took too much time or memory to read."""


class CommandError(FeedError):
    """A feed's command failed."""


class StoreError(QuothError):
    """The library on disk cannot be opened, read or written."""


class OutputError(QuothError):
    """What was asked for cannot be printed: a full disk."""
