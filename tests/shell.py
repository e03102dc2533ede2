"""Quoth as a shell has it: in this process or for real, with feeds.toml and data of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tui.__main__ import main

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Ran:
    """What came of one command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value it printed."""
        return json.loads(self.out)

    @property
    def objects(self) -> list[Any]:
        """The JSON values it printed, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass
class Shell:
    """Where commands are run: `feeds` is the text of feeds.toml."""

    folder: Path
    capture: pytest.CaptureFixture[str]

    @property
    def config(self) -> Path:
        return self.folder / "feeds.toml"

    @property
    def library(self) -> Path:
        return self.folder / "data" / "library.db"

    def feeds(self, text: str = "", **urls: str) -> None:
        """Write feeds.toml: a text, and a feed for each key and URL."""
        tables = "".join(f'[feeds.{key}]\nurl = "{url}"\n' for key, url in urls.items())
        # No article's page is visited unless a test is about that.
        never = "" if "[settings]" in text else '[settings]\nfull_text = "never"\n'
        self.config.write_text(text + tables + never, encoding="utf-8")

    def run(self, *arguments: str) -> Ran:
        """Run a command in this process."""
        self.capture.readouterr()
        try:
            code = main([*self._options, *arguments])
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
        return Ran(code, *self.capture.readouterr())

    def command(self, *arguments: str) -> list[str]:
        """The command line that `start` starts."""
        return [sys.executable, "-m", "tui", *self._options, *arguments]

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        """Start a command as a process of its own, with pipes for all it prints."""
        return subprocess.Popen(
            self.command(*arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            cwd=self.folder,
        )

    @property
    def _options(self) -> list[str]:
        return ["--feeds", str(self.config), "--data", str(self.folder / "data")]
