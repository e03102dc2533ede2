"""The whole library as JSON Lines, and back: nothing that it holds is lost.

The first line is {"quoth": 1}. Then one object a line:
  {"feed": {"key", and what its table in feeds.toml holds}}
  {"smart": {"key", "query", "title", "folder"}}
  {"article": {...}, "at", "arrived", "read", "starred"}     moments are ISO 8601, UTC
  {"status": {"id", "read", "starred"}}                      of an article that is not here
An article or a status may have more: "hidden", "tags", "notes" (of "words", "start", "text", "at"),
"corrections" (of a quote's words, which of several, its speaker), "place" (how far it was read),
"full" (what its own page brought).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec.structs import asdict, replace

from tui.errors import ParseError, SettingsError
from tui.feeds import FeedList
from tui.model import Article, Enclosure, FullText, Note, Smart, Status, article_id
from tui.query import tag_name
from tui.settings import Config, checked, checked_smart, smart_values, values
from tui.settings.mistake import shown
from tui.store import Kept, Reader
from tui.text.html import document

FIRST = {"quoth": 1}


def everything(config: Config, reader: Reader) -> Iterator[dict[str, Any]]:
    """Each line of the export, as a value for json.dumps."""
    yield FIRST
    for feed in config.feeds:
        yield {"feed": {"key": feed.key, **values(feed)}}
    for smart in config.smart:
        yield {"smart": {"key": smart.key, **smart_values(smart)}}
    for kept in reader.everything():
        if kept.article is None:
            yield {"status": {"id": kept.id, **asdict(kept.status), **_added_told(kept)}}
        else:
            moments = {"at": _told(kept.at), "arrived": _told(kept.arrived)}
            yield {
                "article": _article_told(kept.article),
                **moments,
                **asdict(kept.status),
            } | _added_told(kept)


def _added_told(kept: Kept) -> dict[str, Any]:
    """What the user added, as far as there is any."""
    names = ("words", "start", "text")
    notes = [
        {name: getattr(note, name) for name in names} | {"at": _told(note.at)}
        for note in kept.notes
    ]
    told = {"hidden": kept.hidden, "tags": list(kept.tags), "notes": notes}
    told |= {"corrections": [list(each) for each in kept.corrections], "place": kept.place}
    told |= {"full": _full_told(kept.full)}
    return {name: value for name, value in told.items() if value}


def _full_told(full: FullText | None) -> dict[str, Any]:
    """What an article's page brought; its plain text comes from its HTML again."""
    told = {name: value for name, value in asdict(full).items() if value} if full else {}
    told.pop("text", None)
    return {n: _told(v) if isinstance(v, datetime) else v for n, v in told.items()}


def _article_told(article: Article) -> dict[str, Any]:
    told = {name: value for name, value in asdict(article).items() if name != "id" and value}
    if article.enclosures:
        told["enclosures"] = [asdict(each) for each in article.enclosures]
    return {n: _told(v) if isinstance(v, datetime) else v for n, v in told.items()}


def _told(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None


# And back.


def begins(data: bytes) -> bool:
    """Whether a file that begins so is such an export."""
    try:
        first = json.loads(data.partition(b"\n")[0])
    except ValueError:
        return False
    if not isinstance(first, dict) or "quoth" not in first:
        return False
    if first != FIRST:
        raise ParseError("It was written by a newer Quoth: please update this one.")
    return True


def feeds(path: Path) -> FeedList:
    """The feeds of an export. ParseError names a line that is none of ours."""
    found, keys, left_out = [], [], []
    for number, record in _records(path):
        table = record.get("feed")
        if not isinstance(table, dict):
            continue
        key = str(table.pop("key", ""))
        try:
            found.append(replace(checked("key", table), key=""))
            keys.append(key)
        except SettingsError as error:
            left_out.append(f"Line {number} ({shown(key)}) is left out: {error}.")
    queries, unread = smart(path)
    return FeedList(tuple(found), tuple(keys), (*left_out, *unread), queries)


def smart(path: Path) -> tuple[tuple[Smart, ...], tuple[str, ...]]:
    """The smart feeds of an export, and a sentence for each that cannot be read."""
    found, left_out = [], []
    for number, record in _records(path):
        table = record.get("smart")
        if not isinstance(table, dict):
            continue
        key = str(table.pop("key", ""))
        try:
            found.append(checked_smart(key, table))
        except SettingsError as error:
            left_out.append(f"Line {number} ({shown(key)}) is left out: {error}.")
    return tuple(found), tuple(left_out)


def count(path: Path) -> int:
    """How many articles an export has."""
    return sum("article" in record for _, record in _records(path))


def kept(path: Path, keys: Callable[[str], str]) -> Iterator[Kept]:
    """The articles and statuses of an export, under the keys that their feeds have here."""
    for number, record in _records(path):
        try:
            if "article" in record:
                yield _kept(record, keys)
            elif "status" in record:
                told = record["status"]
                kept = Kept(int(told["id"]), None, _status(told))
                yield _with_added(kept, told)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise ParseError(f"Line {number} is damaged.") from None


def _kept(record: dict[str, Any], keys: Callable[[str], str]) -> Kept:
    article = _article(record["article"], keys)
    arrived = _moment(record["arrived"])
    at = _moment(record["at"])
    kept = Kept(article.id, article, _status(record), at or arrived, arrived or at)
    return _with_added(kept, record)


def _with_added(kept: Kept, told: dict[str, Any]) -> Kept:
    notes = tuple(
        Note(
            kept.id,
            str(each["words"]),
            int(each["start"]),
            str(each["text"]),
            datetime.fromisoformat(each["at"]).astimezone(UTC),
        )
        for each in told.get("notes", ())
    )
    tags = tuple(name for each in told.get("tags", ()) if (name := tag_name(str(each))))
    given = tuple((str(w), int(n), str(name)) for w, n, name in told.get("corrections", ()))
    place = int(told.get("place", 0))
    kept = replace(kept, corrections=given, place=place, full=_full(kept, told.get("full")))
    return replace(kept, hidden=told.get("hidden") is True, tags=tags, notes=notes)


def _full(kept: Kept, told: dict[str, Any] | None) -> FullText | None:
    if not told or kept.article is None:
        return None
    names = ("html", "base", "title", "author", "language")
    words = {name: str(told.get(name, "")) for name in names}
    page = replace(kept.article, html=words["html"], base=words["base"])
    published = _moment(told.get("published"))
    return FullText(text=document(page).text, published=published, **words)


def _article(told: dict[str, Any], keys: Callable[[str], str]) -> Article:
    names = set(Article.__struct_fields__) - {"id", "published", "updated", "enclosures"}
    words = {name: str(told[name]) for name in names if name in told}
    key = keys(words["feed"]) or words["feed"]
    files = tuple(Enclosure(**each) for each in told.get("enclosures", ()))
    return Article(
        article_id(key, words["guid"]),
        **{**words, "feed": key},
        published=_moment(told.get("published")),
        updated=_moment(told.get("updated")),
        enclosures=files,
    )


def _status(told: dict[str, Any]) -> Status:
    return Status(told["read"] is True, told["starred"] is True)


def _moment(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told).astimezone(UTC) if told else None


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            try:
                record = json.loads(line) if line.strip() else {}
            except (ValueError, RecursionError):
                raise ParseError(f"Line {number} is damaged.") from None
            if not isinstance(record, dict):
                raise ParseError(f"Line {number} is damaged.")
            yield number, record
