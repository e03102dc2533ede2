"""Imports go one way, each library stands in one place, and the first frame waits for none."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "tui"
MODULES = sorted(PACKAGE.rglob("*.py"))

LADDER = (
    "__init__",
    "errors",
    "query",
    "model",
    "events",
    "settings",
    "text",
    "analysis",
    "feeds",
    "store",
    "rules",
    "worker",
    "sync",
    "discovery",
    "moving",
    "health",
    "images",
    "fulltext",
    "completing",
    "errands",
    "changing",
    "clock",
    "engine",
    "commands",
    "keys",
    "cli",
    "ui",
    "__main__",
)
"""Each may import what stands before it."""

OF_PYTHON = {"__init__", "__main__"}

FETCHING = tuple(
    f"feeds/{part}.py" for part in ("fetch", "headers", "trouble", "private", "download")
)
PAGES = tuple(
    f"feeds/{part}.py"
    for part in (
        "page",
        "selected",
        "structured",
        "scripted",
        "listed",
        "outline",
        "inline",
        "discover",
    )
)

ONLY_IN = {
    "textual": ("ui/",),
    "sqlite3": ("store/",),
    "feedparser": ("feeds/parse.py",),
    "cssselect": ("settings/selector.py",),
    "trafilatura": ("text/extract.py",),
    "httpx": FETCHING,
    "httpcore": FETCHING,
    "lxml": (*PAGES, "feeds/opml.py", "text/extract.py", "text/trimming.py", "text/recovery.py"),
    "selectolax": ("text/",),
    "PIL": ("feeds/picture.py",),
    "tomlkit": ("settings/editing.py",),
}
"""Which files may import a library, by the beginning of their path."""

HEAVY = ("httpx", "feedparser", "lxml", "cssselect", "trafilatura", "dateutil", "tomlkit", "PIL")


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def rung(path: Path) -> str:
    """The rung of the ladder that a file stands on."""
    return name(path).split("/")[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Dotted names of all that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)} has a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rungs_imported(path: Path) -> Iterator[str]:
    for dotted in imports(path):
        package, _, rest = dotted.partition(".")
        if package == "tui":
            first = rest.split(".")[0]
            yield first if first in LADDER else "__init__"


def test_every_module_stands_on_the_ladder() -> None:
    assert {rung(path) for path in MODULES} <= set(LADDER)


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_imports_only_what_stands_before_it(path: Path) -> None:
    here = LADDER.index(rung(path))
    assert [each for each in rungs_imported(path) if LADDER.index(each) > here] == []


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_is_imported_in_its_one_place(library: str) -> None:
    users = {
        name(path)
        for path in MODULES
        if any(dotted.split(".")[0] == library for dotted in imports(path))
    }
    assert users, f"nothing imports {library} any more"
    assert {user for user in users if not user.startswith(ONLY_IN[library])} == set()


def test_only_the_schema_says_which_tables_there_are() -> None:
    made = re.compile(r"(?:CREATE (?:VIRTUAL |UNIQUE )?|ALTER |DROP )(?:TABLE|INDEX|TRIGGER)")
    makers = {name(each) for each in MODULES if made.search(each.read_text("utf-8"))}
    assert "store/schema.py" in makers
    assert [each for each in makers if not each.startswith("store/schema")] == []


def loaded(code: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after running `code`."""
    printed = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print('\\n'.join(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
        cwd=PACKAGE.parent,
    ).stdout
    return set(printed.split())


def test_the_screen_is_drawn_without_waiting_for_network_or_parser() -> None:
    found = loaded("import tui.ui.app")
    assert "textual" in found
    assert found.isdisjoint(HEAVY)


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_version_and_help_answer_at_once(option: str) -> None:
    found = loaded(
        f"from tui.__main__ import main\ntry:\n    main([{option!r}])\nexcept SystemExit:\n    pass"
    )
    assert "tui.cli.arguments" in found
    assert found.isdisjoint({*HEAVY, "textual", "rich", "sqlite3", "asyncio"})


@pytest.mark.parametrize("package", sorted({file.parent for file in MODULES}), ids=lambda p: p.name)
def test_every_module_stands_in_the_map_of_its_package(package: Path) -> None:
    told = set(re.findall(r"\w+", (package / "__init__.py").read_text("utf-8")))
    assert {each.stem for each in MODULES if each.parent == package} - told <= OF_PYTHON


def test_an_import_against_the_ladder_would_be_seen() -> None:
    assert "cli" in set(rungs_imported(PACKAGE / "__main__.py"))
    assert "ui" in set(rungs_imported(PACKAGE / "__main__.py"))
    assert "httpx" in set(imports(PACKAGE / "feeds/fetch.py"))
