"""Where feeds.toml and the library are, by the XDG Base Directory rules on every system.

What is made here is for its owner only: directories 0700, files 0600. A file that is there is
never written.
"""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs.unix import Unix

from tui.errors import SettingsError
from tui.settings.mistake import short

LIBRARY = "library.db"
"""What the library's file is called in its directory."""

_PLACES = Unix("quoth")


def config_path(given: str | None = None) -> Path:
    """feeds.toml: `given` (--feeds), else QUOTH_FEEDS, else quoth/feeds.toml in the XDG config
    directory, where the default is put if there is none. SettingsError when it cannot be."""
    named = given or os.environ.get("QUOTH_FEEDS")
    if named:
        return _there(Path(named))
    path = _PLACES.user_config_path / "feeds.toml"
    try:
        if not path.exists():
            _private_directory(path.parent)
            _create(path, default_feeds())
    except OSError as error:
        raise SettingsError(
            f"{short(path)} cannot be made: {error.strerror}; name another file with --feeds FILE"
        ) from None
    return path


def data_dir(given: str | None = None) -> Path:
    """The directory of the library: `given` (--data), else QUOTH_DATA, else quoth in the XDG data
    directory. Made if it is missing, for its owner only. SettingsError when it cannot be."""
    named = given or os.environ.get("QUOTH_DATA")
    path = _home(Path(named)) if named else _PLACES.user_data_path
    try:
        _private_directory(path)
    except OSError as error:
        raise SettingsError(
            f"{short(path)} cannot be used for the library: {error.strerror}; "
            "name another directory with --data DIR"
        ) from None
    return path


def downloads_dir(given: str) -> Path:
    """Where downloads go: `given` (the setting), else Quoth in the XDG download directory. Not
    made. SettingsError when there is no such home directory."""
    return _home(Path(given)) if given else _PLACES.user_downloads_path / "Quoth"


def default_feeds() -> str:
    """The feeds.toml that comes with Quoth. In a checkout it lies beside the package."""
    from importlib import resources  # here, since only the very first start needs it

    packaged = resources.files("tui").joinpath("feeds.toml")
    beside = Path(__file__).parents[2] / "feeds.toml"
    return (packaged if packaged.is_file() else beside).read_text(encoding="utf-8")


def _there(path: Path) -> Path:
    path = _home(path)
    if not path.exists():
        raise SettingsError(f"{short(path)} is not there; give the path of a feeds.toml that is")
    return path


def _home(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError:
        raise SettingsError(f"{short(path)} names a home directory that is not there") from None


def _private_directory(path: Path) -> None:
    """Make `path` and the parents it lacks, each 0700 from its first moment."""
    for folder in reversed((path, *path.parents)):
        if not folder.is_dir():
            folder.mkdir(mode=0o700, exist_ok=True)


def _create(path: Path, text: str) -> None:
    """Write a new file, 0600; another copy of the program that was faster is left alone."""
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with open(number, "w", encoding="utf-8") as file:
        file.write(text)
