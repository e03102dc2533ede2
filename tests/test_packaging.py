"""What the program needs beside its code is found, and the wheel would carry it."""

from __future__ import annotations

import json
import re
import tomllib
from importlib import resources
from pathlib import Path

import tui

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_style_sheet_the_first_feed_and_the_lexicon_lie_in_the_package() -> None:
    package = resources.files("tui")
    assert package.joinpath("ui", "quoth.tcss").is_file()
    assert json.loads(package.joinpath("start-here.json").read_text(encoding="utf-8"))["items"]
    lexicon = package.joinpath("analysis", "lexicon")
    assert any(not entry.name.startswith("__") for entry in lexicon.iterdir())


def test_the_wheel_takes_the_whole_package_and_the_default_feeds_toml() -> None:
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["packages"] == ["tui"]
    assert wheel["force-include"] == {"feeds.toml": "tui/feeds.toml"}
    assert (ROOT / "feeds.toml").is_file()


def test_the_source_archive_holds_all_that_readme_and_makefile_point_to() -> None:
    archive = PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    readme = (ROOT / "README.md").read_text(encoding="utf-8").replace("\\_", "_")
    linked = [link for link in re.findall(r"\]\(([^)#]+)\)", readme) if "://" not in link]
    run = re.findall(r"python -m (docs|tests)\b", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert "docs/quoth.svg" in linked
    for path in linked + run:
        assert path.partition("/")[0] in archive
        assert (ROOT / path).exists()


def test_nothing_the_package_needs_is_ignored_by_git() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert not {"tui/", "*.json", "*.tcss", "*.toml", "feeds.toml"} & set(ignored)


def test_each_dependency_has_a_reason_and_a_tested_version() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    tested = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    names = {line.split("==")[0].lower().replace("_", "-") for line in tested.split()}
    for wanted in PROJECT["project"]["dependencies"]:
        assert re.search(rf'"{re.escape(wanted)}",\s+# \S', text), f"{wanted} has no reason"
        assert re.split(r"[<>=]", wanted)[0].lower() in names


def test_the_constraints_name_versions_and_nothing_else() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []


def test_the_command_starts_the_program_and_the_version_is_told_once() -> None:
    assert PROJECT["project"]["scripts"] == {"quoth": "tui.__main__:main"}
    assert PROJECT["project"]["dynamic"] == ["version"]
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{tui.__version__}]" in changes


def test_the_licence_is_the_one_that_is_named() -> None:
    assert PROJECT["project"]["license"] == "MIT"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
