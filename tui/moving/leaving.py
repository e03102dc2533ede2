"""Moving out: what there is, line by line, for the shell to print or into a file of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tui.errors import QuothError
from tui.moving.jsonlines import everything
from tui.settings import Config
from tui.settings.mistake import short
from tui.store import Reader

EVERYTHING = ".jsonl"
"""How the name of a file ends that takes everything; any other takes the feeds, as OPML."""


def export(config: Config, library: Path, path: Path) -> None:
    """Write a new file at `path`. Raises QuothError, and leaves no half of a file behind."""
    try:
        file = path.open("x", encoding="utf-8")
    except OSError as error:
        raise QuothError(f"{short(path)} cannot be written: {error.strerror}.") from None
    try:
        with file, closing(Reader(library)) as reader:
            file.writelines(_lines(config, reader, path.suffix == EVERYTHING))
    except (OSError, QuothError) as error:
        path.unlink(missing_ok=True)
        why = error.strerror if isinstance(error, OSError) else str(error).rstrip(".")
        raise QuothError(f"{short(path)} was not written: {why}.") from None


def _lines(config: Config, reader: Reader, all_of_it: bool) -> Iterator[str]:
    if all_of_it:
        return (json.dumps(record, allow_nan=False) + "\n" for record in everything(config, reader))
    from tui.feeds import opml  # here, since lxml costs a tenth of a second

    return iter([opml.write(config.feeds, reader.titles(config.feeds))])
