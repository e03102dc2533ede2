"""One visit to one address, over real HTTP on loopback."""

from __future__ import annotations

import asyncio
import gzip
import json
import logging
import socket
import ssl
import threading
import zlib
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest

from tests import web as servers
from tests.web import Behaviour, Exchange, Site
from tui.errors import FetchError
from tui.feeds import Fetched, NotModified
from tui.feeds.fetch import Limits, Web
from tui.feeds.private import public
from tui.feeds.trouble import no_answer
from tui.model import Validators
from tui.settings import START_HERE

RSS = "<rss version='2.0'><channel><title>Tide times – Ærø</title></channel></rss>"
USUAL = Limits()
SHORT = Limits(timeout_s=0.4)
SMALL = Limits(timeout_s=20, max_bytes=100_000)


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        site.serve("/feed.xml", RSS)
        yield site


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    async with Web() as web:
        yield web


async def fetched(web: Web, url: str, limits: Limits = USUAL) -> Fetched:
    answer = await web.fetch(url, limits=limits)
    assert isinstance(answer, Fetched)
    return answer


async def refusal(web: Web, url: str, limits: Limits = USUAL) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await web.fetch(url, limits=limits)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return caught.value


async def test_a_body_comes_with_its_type_and_the_final_address(web: Web, site: Site) -> None:
    site.serve("/feed.xml", RSS, kind="text/xml; charset=utf-8")
    answer = await fetched(web, site.url("/feed.xml"))
    assert answer.body.decode() == RSS
    assert answer.content_type == "text/xml; charset=utf-8"
    assert answer.url == site.url("/feed.xml")
    assert answer.permanent_to == ""


async def test_we_say_who_we_are_and_what_we_read(web: Web, site: Site) -> None:
    await fetched(web, site.url("/feed.xml"))
    headers = site.last().headers
    assert headers["user-agent"].startswith("quoth/")
    assert headers["accept-encoding"] == "gzip, deflate, br"
    assert "application/feed+json" in headers["accept"]
    assert "cookie" not in headers


# Asking whether something changed.


@pytest.mark.parametrize("given", [{"etag": 'W/"a b"'}, {"last_modified": "yesterday, or so"}])
async def test_validators_go_back_verbatim_and_spare_the_body(
    web: Web, site: Site, given: dict[str, Any]
) -> None:
    site.serve("/feed.xml", RSS, headers={"Cache-Control": "max-age=600"}, **given)
    first = await fetched(web, site.url("/feed.xml"))
    assert first.validators == Validators(**given)
    second = await web.fetch(site.url("/feed.xml"), first.validators)
    assert second == NotModified(first.validators, max_age_s=600.0)
    assert site.hits() == 2


async def test_a_304_that_nobody_asked_for_is_an_error(web: Web, site: Site) -> None:
    site.serve("/feed.xml", status=304)
    assert "304" in str(await refusal(web, site.url("/feed.xml")))


async def test_a_304_may_bring_a_new_validator(web: Web, site: Site) -> None:
    site.serve("/feed.xml", status=304, etag='"new"')
    answer = await web.fetch(site.url("/feed.xml"), Validators('"old"', "then"))
    assert answer == NotModified(Validators('"new"', "then"))


@pytest.mark.parametrize("etag", ['"é"', '"a\tb"', '"' + "x" * 2000 + '"'])
async def test_validators_that_cannot_be_sent_back_are_not_kept(
    web: Web, site: Site, etag: str
) -> None:
    site.serve("/feed.xml", RSS, etag=etag)
    assert (await fetched(web, site.url("/feed.xml"))).validators == Validators()


# Packed bodies.


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
async def test_a_packed_body_is_unpacked(web: Web, site: Site, coding: str) -> None:
    site.serve("/feed.xml", RSS * 5000, encoding=coding)
    answer = await fetched(web, site.url("/feed.xml"))
    assert answer.body.decode() == RSS * 5000


async def test_deflate_without_its_header_is_unpacked(web: Web, site: Site) -> None:
    bare = zlib.compressobj(wbits=-15)
    body = bare.compress(RSS.encode()) + bare.flush()
    site.serve("/feed.xml", body, headers={"Content-Encoding": "deflate"})
    assert (await fetched(web, site.url("/feed.xml"))).body.decode() == RSS


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip, gzip", gzip.compress(gzip.compress(RSS.encode()))),
        ("zstd", b"anything"),
        ("gzip", b"this is not gzip"),
        ("deflate", b"neither is this"),
        ("br", b"nor this brotli" * 9),
        ("gzip", gzip.compress(RSS.encode())[:-12]),
        ("br", servers.ENCODERS["br"](RSS.encode())[:-3]),
    ],
    ids=["twice", "zstd", "no gzip", "no deflate", "no br", "half a gzip", "half a br"],
)
async def test_a_body_that_cannot_be_unpacked_is_an_error(
    web: Web, site: Site, coding: str, body: bytes
) -> None:
    site.serve("/feed.xml", body, headers={"Content-Encoding": coding})
    assert "packed" in str(await refusal(web, site.url("/feed.xml")))


@pytest.mark.parametrize("bomb", [servers.gzip_bomb, servers.brotli_bomb, servers.endless])
async def test_what_is_too_large_is_given_up_on_the_way(
    web: Web, site: Site, bomb: Behaviour
) -> None:
    site.misbehave("/bomb", bomb)
    assert "too much" in str(await refusal(web, site.url("/bomb"), SMALL))


async def test_a_body_within_the_limit_to_the_byte_is_taken(web: Web, site: Site) -> None:
    site.serve("/feed.xml", b"x" * SMALL.max_bytes, encoding="gzip")
    assert len((await fetched(web, site.url("/feed.xml"), SMALL)).body) == SMALL.max_bytes
    site.serve("/feed.xml", b"x" * (SMALL.max_bytes + 1), encoding="gzip")
    assert "too much" in str(await refusal(web, site.url("/feed.xml"), SMALL))


async def test_less_may_come_over_the_network_than_it_may_unpack_to(web: Web, site: Site) -> None:
    assert Limits().max_wire_bytes == 8 << 20
    site.serve("/feed.xml", b"x" * (SMALL.max_wire_bytes + 1))
    assert "too much" in str(await refusal(web, site.url("/feed.xml"), SMALL))


async def test_an_empty_body_is_an_error(web: Web, site: Site) -> None:
    site.serve("/feed.xml", " \n")
    assert "empty" in str(await refusal(web, site.url("/feed.xml")))


# Servers that are slow or break off.


@pytest.mark.parametrize("slow", [servers.silent, servers.slow_headers, servers.drip])
async def test_the_whole_visit_has_one_deadline(web: Web, site: Site, slow: Behaviour) -> None:
    site.misbehave("/slow", slow)
    assert "within 0.4 s" in str(await refusal(web, site.url("/slow"), SHORT))


async def test_redirects_share_the_deadline(web: Web, site: Site) -> None:
    site.redirect("/old", "/slow")
    site.misbehave("/slow", servers.drip)
    assert "within 0.4 s" in str(await refusal(web, site.url("/old"), SHORT))


async def test_waiting_for_a_turn_does_not_count_towards_the_deadline(site: Site) -> None:
    site.misbehave("/slow", servers.silent)
    async with Web(per_host=1) as web:
        slow = asyncio.create_task(refusal(web, site.url("/slow"), Limits(timeout_s=3.2)))
        await asyncio.sleep(0)
        answer = await fetched(web, site.url("/feed.xml"), Limits(timeout_s=3))
        await slow
    assert answer.body.decode() == RSS


@pytest.mark.parametrize(
    "breaks", [servers.hang_up, servers.cut_short, servers.bad_chunk, servers.not_http]
)
async def test_a_connection_that_breaks_is_an_error(
    web: Web, site: Site, breaks: Behaviour
) -> None:
    site.misbehave("/broken", breaks)
    assert "broke off" in str(await refusal(web, site.url("/broken")))


async def test_headers_without_end_are_an_error(web: Web, site: Site) -> None:
    site.serve("/feed.xml", RSS, headers={"X-Big": "a" * 200_000})
    assert "broke off" in str(await refusal(web, site.url("/feed.xml")))


async def test_a_host_that_refuses_connections_is_named(web: Web) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert str(await refusal(web, f"http://127.0.0.1:{port}/")) == "127.0.0.1 refuses connections."


async def test_a_host_that_does_not_exist_is_named(web: Web) -> None:
    assert "nowhere.invalid was not found" in str(await refusal(web, "http://nowhere.invalid/f"))


def test_a_name_server_that_does_not_answer_keeps_nobody_from_quitting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hangs, lookup = threading.Event(), socket.getaddrinfo

    def wait(host: str, *arguments: Any, **named: Any) -> Any:
        return hangs.wait(600) and lookup(host, *arguments, **named)

    async def visit() -> None:
        async with Web() as web:
            with pytest.raises(FetchError, match=r"far\.example did not answer in full"):
                await web.fetch("https://far.example/feed", limits=SHORT)

    monkeypatch.setattr(socket, "getaddrinfo", wait)
    asyncio.run(visit())
    assert not hangs.is_set()  # it is still waiting, and we are not
    hangs.set()


async def test_plain_http_behind_https_is_an_error(web: Web, site: Site) -> None:
    url = site.url("/feed.xml").replace("http:", "https:")
    assert "No secure connection" in str(await refusal(web, url))


def test_a_bad_certificate_is_told_with_its_reason() -> None:
    bad = ssl.SSLCertVerificationError("certificate verify failed")
    bad.verify_message = "certificate has expired"
    error = httpx.ConnectError("no")
    error.__cause__ = ExceptionGroup("all attempts", [bad])
    sentence = str(no_answer(error, "old.example"))
    assert sentence == "The certificate of old.example is not valid: certificate has expired."


# Status codes.


@pytest.mark.parametrize("status", [204, 400, 401, 403, 404, 410, 418, 429, 500, 503])
async def test_each_status_is_a_sentence_without_the_query(
    web: Web, site: Site, status: int
) -> None:
    site.serve("/feed.xml", status=status)
    error = await refusal(web, site.url("/feed.xml?token=EVLSECRET"))
    assert "127.0.0.1" in str(error)
    assert "EVLSECRET" not in str(error)
    assert "/feed.xml" not in str(error)
    assert error.gone is (status == 410)


@pytest.mark.parametrize("status", [429, 503])
async def test_a_server_may_ask_for_a_pause(web: Web, site: Site, status: int) -> None:
    site.serve("/feed.xml", status=status, headers={"Retry-After": "120"})
    assert (await refusal(web, site.url("/feed.xml"))).retry_after_s == 120.0


# Redirects.


async def test_a_relative_redirect_is_followed(web: Web, site: Site) -> None:
    site.redirect("/old/place", "../feed.xml#part")
    answer = await fetched(web, site.url("/old/place"))
    assert answer.url == site.url("/feed.xml")
    assert answer.permanent_to == ""


async def test_a_permanent_redirect_is_told(web: Web, site: Site) -> None:
    site.redirect("/old", "/older", status=301)
    site.redirect("/older", "/feed.xml", status=308)
    assert (await fetched(web, site.url("/old"))).permanent_to == site.url("/feed.xml")


async def test_what_lies_behind_a_temporary_redirect_is_not_permanent(web: Web, site: Site) -> None:
    site.redirect("/old", "/new", status=301)
    site.redirect("/new", "/today", status=302)
    site.redirect("/today", "/feed.xml", status=301)
    assert (await fetched(web, site.url("/old"))).permanent_to == site.url("/new")


async def test_a_permanent_redirect_is_told_with_a_304_too(web: Web, site: Site) -> None:
    site.redirect("/old", "/feed.xml", status=301)
    site.serve("/feed.xml", RSS, etag='"1"')
    answer = await web.fetch(site.url("/old"), Validators('"1"'))
    assert answer == NotModified(Validators('"1"'), permanent_to=site.url("/feed.xml"))


async def test_a_circle_of_redirects_is_an_error(web: Web, site: Site) -> None:
    site.redirect("/a", "/b")
    site.redirect("/b", "/a")
    assert "circle" in str(await refusal(web, site.url("/a")))
    assert site.hits() == 2


async def test_ten_redirects_are_followed_and_eleven_are_not(web: Web, site: Site) -> None:
    for n in range(11):
        site.redirect(f"/{n}", f"/{n + 1}")
    site.serve("/11", RSS)
    assert (await fetched(web, site.url("/1"))).url == site.url("/11")
    assert "more than 10" in str(await refusal(web, site.url("/0")))


@pytest.mark.parametrize(
    "target",
    ["file:///etc/passwd", "ftp://127.0.0.1/", "javascript:alert(1)", "http://[::1"],
)
async def test_a_redirect_to_something_else_than_the_web_is_refused(
    web: Web, site: Site, target: str
) -> None:
    site.redirect("/old", target)
    assert "no web address" in str(await refusal(web, site.url("/old")))


async def test_a_redirect_may_not_lead_to_another_private_host(web: Web, site: Site) -> None:
    await fetched(web, site.url("/feed.xml").replace("127.0.0.1", "localhost"))  # typed: allowed
    site.redirect("/old", f"http://localhost:{site.port}/secret?key=EVLSECRET")
    sentence = str(await refusal(web, site.url("/old")))
    assert "private network (localhost)" in sentence
    assert "EVLSECRET" not in sentence
    assert site.hits("/secret") == 0


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "[::ffff:127.0.0.1]", "127.1"])
async def test_other_spellings_of_a_private_address_are_refused_too(
    web: Web, site: Site, host: str
) -> None:
    site.redirect("/old", f"http://{host}:{site.port}/secret")
    await refusal(web, site.url("/old"))
    assert site.hits("/secret") == 0


async def test_a_redirect_to_another_public_host_is_followed(
    web: Web, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The one thing that cannot be had on loopback is a public address.
    monkeypatch.setattr("tui.feeds.private.public", lambda host: host == "127.0.0.1")
    target = f"http://localhost:{site.port}/feed.xml"
    site.redirect("/old", target, status=301)
    answer = await fetched(web, site.url("/old", userinfo="alice:S3cr3t"))
    assert answer.url == answer.permanent_to == target
    assert "authorization" not in site.last("/feed.xml").headers


@pytest.mark.parametrize(
    ("ip", "is_public"),
    [
        ("1.1.1.1", True),
        ("2606:4700::1111", True),
        ("127.0.0.2", False),
        ("10.0.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("0.0.0.0", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
    ],
)
def test_which_addresses_are_public(ip: str, is_public: bool) -> None:
    assert public(ip) is is_public


async def test_a_redirect_to_another_port_of_the_same_host_is_followed(
    web: Web, site: Site
) -> None:
    with Site() as other:
        other.serve("/feed.xml", RSS)
        site.redirect("/old", other.url("/feed.xml"))
        assert (await fetched(web, site.url("/old"))).url == other.url("/feed.xml")


# Passwords and cookies.


async def test_a_password_in_the_address_is_sent_to_its_origin_only(web: Web, site: Site) -> None:
    with Site() as other:
        other.serve("/stolen", RSS)
        site.redirect("/old", "/here")
        site.redirect("/here", other.url("/stolen"))
        await fetched(web, site.url("/old", userinfo="alice:S3cr3t"))
        assert site.requests[0].headers["authorization"] == "Basic YWxpY2U6UzNjcjN0"
        assert site.requests[1].headers["authorization"] == "Basic YWxpY2U6UzNjcjN0"
        assert "authorization" not in other.last("/stolen").headers


async def test_a_password_of_a_redirect_is_ignored(web: Web, site: Site) -> None:
    site.redirect("/old", site.url("/feed.xml", userinfo="mallory:x"))
    answer = await fetched(web, site.url("/old"))
    assert "authorization" not in site.last("/feed.xml").headers
    assert answer.url == site.url("/feed.xml")


async def test_a_feed_that_moves_within_its_origin_keeps_its_password(web: Web, site: Site) -> None:
    site.redirect("/old", "/feed.xml", status=301)
    answer = await fetched(web, site.url("/old", userinfo="alice:S3cr3t"))
    assert answer.permanent_to == site.url("/feed.xml", userinfo="alice:S3cr3t")
    assert "S3cr3t" not in answer.url


async def test_a_wrong_password_is_called_so(web: Web, site: Site) -> None:
    site.serve("/feed.xml", status=401)
    sentence = str(await refusal(web, site.url("/feed.xml", userinfo="alice:S3cr3t")))
    assert "does not accept" in sentence
    assert "S3cr3t" not in sentence


async def test_cookies_are_not_kept(web: Web, site: Site) -> None:
    site.redirect("/old", "/feed.xml")
    site.serve("/feed.xml", RSS, headers={"Set-Cookie": "id=1; Path=/"})
    await fetched(web, site.url("/feed.xml"))
    await fetched(web, site.url("/old"))
    assert all("cookie" not in request.headers for request in site.requests)


async def test_nothing_is_logged_though_somebody_logs_everything(
    web: Web, site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await fetched(web, site.url("/feed.xml?token=EVLSECRET", userinfo="alice:S3cr3t"))
    assert "127.0.0.1" not in caplog.text


# Crowds.


async def test_a_host_is_visited_by_two_at_a_time() -> None:
    doors, inside, most = asyncio.Event(), 0, 0
    loop = asyncio.get_running_loop()

    def enter() -> None:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        if inside == 2:
            doors.set()

    def leave() -> None:
        nonlocal inside
        inside -= 1

    def counted(exchange: Exchange) -> None:
        loop.call_soon_threadsafe(enter)
        asyncio.run_coroutine_threadsafe(doors.wait(), loop).result()
        loop.call_soon_threadsafe(leave)
        exchange.head("Content-Type: text/xml")
        exchange.send(RSS.encode())

    with Site() as site:
        site.misbehave("/feed.xml", counted)
        async with Web(connections=24, per_host=2) as web:
            visits = [fetched(web, site.url("/feed.xml")) for _ in range(8)]
            answers = await asyncio.gather(*visits)
    assert len(answers) == 8
    assert most == 2


# What is not asked for.


@pytest.mark.parametrize("url", ["", "feed:", "http://x\ny/", "https://a" + "/a" * 5000, "x"])
async def test_what_is_no_address_is_never_asked_for(web: Web, url: str) -> None:
    assert "must be http or https" in str(await refusal(web, url))


async def test_the_guide_is_read_from_the_package(web: Web) -> None:
    answer = await fetched(web, START_HERE)
    assert json.loads(answer.body)["version"].startswith("https://jsonfeed.org/version/1")
    assert answer.content_type == "application/feed+json"
