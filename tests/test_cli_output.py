"""What reaches stdout: nothing that commands a terminal, and no crash however stdout behaves."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shlex
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.shell import ROOT, Shell
from tests.web import Site, silent

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
HOSTILE = (
    "plain \x1b]0;owned\x07 \x1b[31mred\x1b[0m",
    "c1 \x9b31m \x9d0;x\x9c",
    "over\u202eride\u2066",
    "two\nlines\r\nand \x85 more",
    "[/] [@click=app.quit]markup[/]",
    "&#27;]52;c;RVZM&#7;",
)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


@pytest.fixture
def shell(tmp_path: Path, site: Site, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A library with titles, texts and a feed title that try to command the terminal."""
    items = [
        {"id": str(n), "title": text, "content_html": f"<p>{text}</p>", "authors": [{"name": text}]}
        for n, text in enumerate(HOSTILE)
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": HOSTILE[0], "items": items}
    site.serve("/a.json", json.dumps(feed), kind="application/feed+json")
    shell = Shell(tmp_path, capsys)
    shell.feeds(a=site.url("/a.json"))
    shell.run("sync")
    return shell


def lines(shell: Shell, *arguments: str) -> list[str]:
    ran = shell.run(*arguments)
    assert ran.code == 0
    assert CONTROL.search(ran.out + ran.err) is None
    return ran.out.splitlines()


def test_hostile_articles_print_no_control_characters(shell: Shell) -> None:
    assert len(lines(shell, "list")) == len(HOSTILE)
    assert len(lines(shell, "search", "plain")) == 1
    for row in shell.run("list", "--json").json:
        lines(shell, "show", row["id"])


def test_markup_is_printed_as_it_was_written(shell: Shell) -> None:
    assert any("[/] [@click=app.quit]markup[/]" in line for line in lines(shell, "list"))


def test_json_is_ascii_on_one_line_whatever_it_holds(shell: Shell) -> None:
    (line,) = lines(shell, "list", "--json")
    assert line.isascii()
    assert line.isprintable()


def test_a_hostile_text_is_analysed_without_a_control_character(shell: Shell) -> None:
    file = shell.folder / "a.txt"
    file.write_text("“It is \x1b]0;x\x07 here now,” said Ann \u202eLopez\x9b1m of the port.\n")
    lines(shell, "analyse", str(file))
    assert lines(shell, "analyse", str(file), "--json")[0].isascii()


def test_a_failing_host_cannot_write_to_the_terminal_either(shell: Shell, site: Site) -> None:
    site.serve("/a.json", "\x1b]0;x\x07", status=500, headers={"X-Why": "\x9b31m"})
    ran = shell.run("sync", "a")
    assert ran.code == 1
    assert CONTROL.search(ran.err.rstrip("\n")) is None


@pytest.mark.parametrize(
    "arguments", [("list", "--limit", "0"), ("list", "--json"), ("sync", "--all", "--json"), ()]
)
def test_a_reader_that_stops_reading_is_no_trouble(
    shell: Shell, arguments: tuple[str, ...]
) -> None:
    process = shell.start(*arguments)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == 0
    assert b"Traceback" not in err
    assert b"BrokenPipe" not in err


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no full disk to offer")
@pytest.mark.parametrize("arguments", [("list",), ("list", "--json"), ("check",)])
def test_a_full_disk_is_a_sentence(shell: Shell, arguments: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            shell.command(*arguments), stdout=full, stderr=subprocess.PIPE, timeout=60, cwd=ROOT
        )
    assert done.returncode == 1
    assert re.fullmatch(rb"quoth: The output cannot be written: .+\.\n", done.stderr)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "shift_jis"])
def test_an_encoding_that_lacks_characters_is_no_trouble(shell: Shell, encoding: str) -> None:
    out, err = shell.start("list", PYTHONIOENCODING=f"{encoding}:strict").communicate(timeout=60)
    assert err == b""
    assert len(out.splitlines()) == len(HOSTILE)
    if encoding != "shift_jis":
        assert b"  *  " in out


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_trouble(shell: Shell, closed: str) -> None:
    command = shlex.join(shell.command("list"))
    done = subprocess.run(
        ["sh", "-c", f"{command} {closed}"],
        capture_output=True,
        timeout=60,
        cwd=ROOT,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_sync_that_is_interrupted_says_so_and_keeps_what_it_has(shell: Shell, site: Site) -> None:
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        pytest.skip("whoever started these tests lets nothing be interrupted")
    site.misbehave("/a.json", silent)
    process = shell.start("sync", "--all", "--json")
    assert process.stdout is not None
    assert b"started" in process.stdout.readline()
    process.send_signal(signal.SIGINT)
    err = process.communicate(timeout=60)[1]
    assert (process.returncode, err) == (130, b"Stopped; what was saved stays saved.\n")
    assert len(lines(shell, "list")) == len(HOSTILE)


def test_progress_is_for_terminals_only(shell: Shell) -> None:
    out, err = shell.start("sync", "--all").communicate(timeout=60)
    assert err == b""
    assert b"\r" not in out


@pytest.fixture
def oracle(shared: Path) -> ModuleType:
    """The judge of the hostile corpus: scan(bytes) tells what it would do to a terminal."""
    path = shared / "corpus" / "hostile" / "oracle.py"
    spec = importlib.util.spec_from_file_location("oracle", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_no_feed_of_the_hostile_corpus_gets_at_the_terminal(
    oracle: ModuleType, shared: Path, site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shared / "corpus" / "hostile"
    files = sorted([*folder.glob("feeds/*.xml"), *folder.glob("json/*.json")])
    for number, file in enumerate(files):
        site.serve(f"/{number}", file.read_bytes(), kind="application/xml")
    shell = Shell(tmp_path, capsys)
    shell.feeds(**{f"f{number}": site.url(f"/{number}") for number in range(len(files))})
    printed = [shell.run("sync", "--all"), shell.run("list", "--limit", "0")]
    rows = shell.run("list", "--json", "--limit", "0").json
    assert len(printed[1].out.splitlines()) == len(rows) > 0
    printed += [shell.run("show", row["id"]) for row in rows[:200]]
    assert oracle.scan("".join(ran.out + ran.err for ran in printed).encode()) == []
