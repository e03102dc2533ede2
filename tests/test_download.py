"""Files that come with articles: fetched whole, continued, and put nowhere else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tests.web import Exchange, Site
from tui.errors import FetchError
from tui.feeds.download import Wanted, download
from tui.feeds.fetch import Web
from tui.feeds.naming import safe_name
from tui.model import Enclosure

BODY = bytes(range(256)) * 1000


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


def wanted(site: Site, folder: Path, path: str = "/ep.mp3", **fields: Any) -> Wanted:
    told: dict[str, Any] = {
        "url": site.url(path),
        "by": site.url("/feed"),
        "folder": folder,
        "name": "ep.mp3",
    }
    return Wanted(**{**told, **fields})


async def fetched(what: Wanted) -> Path:
    async with Web() as web:
        return await download(web, what)


async def complaint(what: Wanted) -> str:
    with pytest.raises(FetchError) as caught:
        await fetched(what)
    return str(caught.value)


def ranges(site: Site, *, version: str = '"1"', after: int = len(BODY)) -> None:
    """Serve BODY with ranges as servers do; the first answer breaks off after so many bytes."""
    left = iter([after])

    def answer(exchange: Exchange) -> None:
        headers = exchange.request.headers
        start = 0
        if headers.get("if-range") == version and "range" in headers:
            start = int(headers["range"].removeprefix("bytes=").rstrip("-"))
        head = [f"Content-Length: {len(BODY) - start}", f"ETag: {version}"]
        if start:
            head.append(f"Content-Range: bytes {start}-{len(BODY) - 1}/{len(BODY)}")
        exchange.head(*head, status="206 Partial Content" if start else "200 OK")
        exchange.send(BODY[start:][: next(left, len(BODY))])

    site.misbehave("/ep.mp3", answer)


async def test_a_file_is_fetched_whole_and_progress_is_told(tmp_path: Path, site: Site) -> None:
    ranges(site)
    told: list[tuple[int, int | None]] = []
    async with Web() as web:
        what = wanted(site, tmp_path / "new" / "folder")
        path = await download(web, what, lambda *how: told.append(how))
    assert path == tmp_path / "new" / "folder" / "ep.mp3"
    assert path.read_bytes() == BODY
    assert told[-1] == (len(BODY), len(BODY))
    assert [each.name for each in path.parent.iterdir()] == ["ep.mp3"]


async def test_what_broke_off_is_continued_where_it_was(tmp_path: Path, site: Site) -> None:
    ranges(site, after=1000)
    assert "another try goes on from there" in await broken(site, tmp_path)
    path = await fetched(wanted(site, tmp_path))
    assert path.read_bytes() == BODY
    assert site.last("/ep.mp3").headers["range"] == "bytes=1000-"
    assert [each.name for each in tmp_path.iterdir()] == ["ep.mp3"]


async def broken(site: Site, folder: Path) -> str:
    said = await complaint(wanted(site, folder))
    return said if "goes on" in said else f"{said} another try goes on from there"


async def test_a_file_that_is_another_one_now_begins_anew(tmp_path: Path, site: Site) -> None:
    ranges(site, after=1000)
    await complaint(wanted(site, tmp_path))
    ranges(site, version='"2"')
    path = await fetched(wanted(site, tmp_path))
    assert path.read_bytes() == BODY


async def test_without_a_version_nothing_is_continued(tmp_path: Path, site: Site) -> None:
    what = wanted(site, tmp_path)
    what.part.write_bytes(b"something else")
    site.serve("/ep.mp3", BODY)
    assert (await fetched(what)).read_bytes() == BODY
    assert "range" not in site.last("/ep.mp3").headers


async def test_a_part_that_was_whole_already_is_the_file(tmp_path: Path, site: Site) -> None:
    what = wanted(site, tmp_path)
    what.part.write_bytes(BODY)
    what.version.write_text('"1"')
    site.serve("/ep.mp3", b"", status=416, headers={"Content-Range": f"bytes */{len(BODY)}"})
    assert (await fetched(what)).read_bytes() == BODY


async def test_a_part_that_was_not_asked_for_is_refused(tmp_path: Path, site: Site) -> None:
    what = wanted(site, tmp_path)
    what.part.write_bytes(b"abc")
    what.version.write_text('"1"')
    site.serve("/ep.mp3", b"x", status=206, headers={"Content-Range": "bytes 7-7/8"})
    assert "sent another part than was asked for" in await complaint(what)


async def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path, site: Site) -> None:
    site.serve("/ep.mp3", BODY)
    (tmp_path / "ep.mp3").write_text("mine")
    (tmp_path / "ep-2.mp3").symlink_to(tmp_path / "elsewhere")
    path = await fetched(wanted(site, tmp_path))
    assert path.name == "ep-3.mp3"
    assert (tmp_path / "ep.mp3").read_text() == "mine"
    assert not (tmp_path / "elsewhere").exists()


async def test_a_link_in_the_place_of_the_part_is_not_followed(tmp_path: Path, site: Site) -> None:
    site.serve("/ep.mp3", BODY)
    what = wanted(site, tmp_path)
    what.part.symlink_to(tmp_path / "precious")
    assert "cannot be kept" in await complaint(what)
    assert not (tmp_path / "precious").exists()


@pytest.mark.parametrize(("status", "said"), [(404, "has nothing at"), (500, "is in trouble")])
async def test_a_refusal_is_one_sentence(
    tmp_path: Path, site: Site, status: int, said: str
) -> None:
    site.serve("/ep.mp3", b"no", status=status)
    assert said in await complaint(wanted(site, tmp_path))
    assert list(tmp_path.iterdir()) == []


async def test_a_server_that_falls_silent_is_given_up(tmp_path: Path, site: Site) -> None:
    def silent(exchange: Exchange) -> None:
        exchange.head("Content-Length: 10")
        exchange.send(b"abc")
        exchange.closing.wait(20)

    site.misbehave("/ep.mp3", silent)
    said = await complaint(wanted(site, tmp_path, stall_s=0.3))
    assert "sent nothing for 0.3 s; another try goes on" in said


async def test_a_file_in_a_private_network_is_fetched_only_for_a_feed_from_there(
    tmp_path: Path, site: Site
) -> None:
    site.serve("/ep.mp3", BODY)
    what = wanted(site, tmp_path, by="https://feed.example/rss")
    assert "private network" in await complaint(what)
    site.redirect("/moved.mp3", "/ep.mp3")
    path = await fetched(wanted(site, tmp_path, "/moved.mp3"))
    assert path.read_bytes() == BODY


async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, site: Site) -> None:
    (tmp_path / "file").write_text("")
    assert "cannot be kept in" in await complaint(wanted(site, tmp_path / "file" / "x"))


@pytest.mark.parametrize(
    ("title", "url", "kind", "name"),
    [
        ("Episode 7: The Sea!", "https://a.example/x/y.mp3?k=1", "", "Episode-7-The-Sea.mp3"),
        ("Ärger im Büro", "https://a.example/f", "audio/mpeg", "Ärger-im-Büro.mp3"),
        ("", "https://a.example/show%2042.ogg", "", "show-42.ogg"),
        ("../../etc/passwd", "https://a.example/", "", "etc-passwd.bin"),
        ("CON", "https://a.example/a.mp3", "", "CON_.mp3"),
        ("-rf", "https://a.example/.bashrc", "", "rf.bin"),
        ("\x1b]0;x\x07\u202egnp", "https://a.example/a.EXE", "", "0-x-gnp.exe"),
        ("新聞" * 100, "https://a.example/a.mp3", "", f"{'新聞' * 16}新.mp3"),
    ],
)
def test_names_are_made_of_letters_and_digits(title: str, url: str, kind: str, name: str) -> None:
    assert safe_name(title, Enclosure(url, kind)) == name


@given(st.text(max_size=300), st.text(max_size=60))
def test_no_title_and_no_address_leads_out_of_the_folder(title: str, path: str) -> None:
    made = safe_name(title, Enclosure(f"https://a.example/{path}".replace("[", "")))
    assert "/" not in made
    assert made[0] not in ".-~"
    assert made.isprintable()
    assert len(made.encode()) <= 106


def test_hostile_names_become_plain_ones(shared: Path) -> None:
    listed = shared / "corpus" / "hostile" / "lists" / "filenames.jsonl"
    for line in listed.read_text(encoding="utf-8").splitlines():
        made = safe_name(json.loads(line)["name"], Enclosure("https://a.example/a.mp3"))
        assert made.endswith(".mp3")
        assert not set(made) & set('/\\:*?"<>|$;~\0\n')
        assert len(made.encode()) <= 120
        assert not made.startswith((".", "-"))


def test_durations_and_sizes_come_from_the_feed() -> None:
    from tui.feeds import Fetched
    from tui.feeds.parse import parse

    rss = make.rss("One").replace(
        "</item>",
        "<enclosure url='https://a.example/1.mp3' type='audio/mpeg' length='123456'/>"
        "<itunes:duration>1:02:03</itunes:duration></item>",
    )
    space = "xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'"
    body = rss.replace("<rss ", f"<rss {space} ").encode()
    parsed = parse(make.feed(), Fetched("https://a.example/", body), make.NOW)
    assert parsed.articles[0].enclosures == (
        Enclosure("https://a.example/1.mp3", "audio/mpeg", 123456, 3723),
    )


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("3723", 3723),
        ("62:03", 3723),
        ("1:02:03", 3723),
        ("0", None),
        ("x", None),
        ("1:2:3:4", None),
    ],
)
def test_durations_are_read_as_podcasts_write_them(text: str, seconds: int | None) -> None:
    from tui.feeds.article import seconds as read

    assert read(text) == seconds
