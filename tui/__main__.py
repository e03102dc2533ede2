"""Quoth as a command: `quoth`, or `python -m tui`.

This is where shell and screen meet; nothing of either is loaded before it is known which of the two
is wanted.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui import cli

if TYPE_CHECKING:
    from tui.settings import Config


def main(argv: Sequence[str] | None = None) -> int:
    """Run Quoth with these arguments (without: those of the process) and return its exit code."""
    return cli.main(argv, _screen)


def _screen(config: Config, data: Path) -> int:
    from tui.ui.app import run

    return run(config, data)


if __name__ == "__main__":
    sys.exit(main())
