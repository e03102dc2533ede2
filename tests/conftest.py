"""What all tests share."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import termios
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tui.ui import kitty

# A slow machine is not a failure, and what failed once must fail again: no deadlines, no chance.
settings.register_profile(
    "quoth", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("quoth")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, so that no test ever reads or writes a person's own files."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "QUOTH_FEEDS", "QUOTH_DATA", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    return home


Tell = Callable[[int, int, int, int], object]


@pytest.fixture
def tell(monkeypatch: pytest.MonkeyPatch) -> Iterator[Tell]:
    """A terminal that is asked for its size; says so: rows, columns, pixels across and down."""
    ours, theirs = pty.openpty()
    monkeypatch.setattr(kitty, "STDOUT", theirs)
    yield lambda *size: fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", *size))
    os.close(ours)
    os.close(theirs)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The measuring material beside the project: real feeds, real pages, labelled quotes."""
    folder = Path(os.environ.get("QUOTH_SHARED") or Path(__file__).parents[2] / "shared")
    if not (folder / "corpus").is_dir():
        pytest.skip("the corpus is not here: set QUOTH_SHARED to its folder")
    return folder
