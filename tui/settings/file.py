"""Changing a person's feeds.toml on disk: one change at a time, whole or not at all."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tui.errors import SettingsError
from tui.settings.config import read
from tui.settings.mistake import short


def change(path: Path, changed: Callable[[str], str]) -> None:
    """Put what `changed` makes of the text of the file at `path` in its place, in one step.

    A symbolic link is followed, the file's mode and its byte order mark are kept. Whatever fails,
    the old file is still there. Raises SettingsError, and whatever `changed` raises.
    """
    try:
        target = path.resolve(strict=True)
        with _only_one(target.parent):
            new = changed(read(path)).encode()
            mark = b"\xef\xbb\xbf" if target.read_bytes().startswith(b"\xef\xbb\xbf") else b""
            _replace(target, mark + new)
    except (OSError, UnicodeEncodeError) as error:
        reason = getattr(error, "strerror", None) or "a title or an address is not text"
        raise SettingsError(f"{short(path)} cannot be changed: {reason}") from None


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Two that change it at the same moment do so one after the other, and neither is lost."""
    number = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(number, fcntl.LOCK_EX)
        yield
    finally:
        os.close(number)


def _replace(target: Path, data: bytes) -> None:
    """Put `data` in the place of the file in one step, with the file's own mode."""
    number, temporary = tempfile.mkstemp(prefix=".feeds-", dir=target.parent)
    try:
        with open(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            os.fchmod(file.fileno(), target.stat().st_mode & 0o7777)
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise
