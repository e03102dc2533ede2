"""A tiny real HTTP server on loopback that counts hits and misbehaves on demand.

    with Site() as site:
        site.serve("/feed.xml", RSS, etag='"1"')     # answers 304 to If-None-Match: "1"
        site.redirect("/old", "/feed.xml", status=301)
        site.serve("/busy", "later", status=503, headers={"Retry-After": "60"})
        site.misbehave("/drip", drip)
        ... site.url("/feed.xml") ...                # http://127.0.0.1:PORT/feed.xml
        assert site.hits("/feed.xml") == 1
        assert site.last("/feed.xml").headers["user-agent"].startswith("quoth/")

Paths may be served anew at any time (the next request sees it). A path nobody serves answers 404.
It never leaves loopback, and leaving the `with` ends every connection, also of what misbehaves.
"""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

import brotli

RSS_KIND = "application/rss+xml"

ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
}


@dataclass(frozen=True)
class Request:
    """What a client asked: header names are in lower case, `path` is without the query."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True)
class Answer:
    """What a path answers. `body` goes out as it is: its coding is already applied."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


Behaviour = Callable[["Exchange"], None]


@dataclass(frozen=True)
class Exchange:
    """One request in the hands of something that misbehaves."""

    request: Request
    send: Callable[[bytes], None]
    closing: threading.Event

    def head(self, *lines: str, status: str = "200 OK") -> None:
        """Send a status line, headers and the empty line."""
        text = "\r\n".join((f"HTTP/1.1 {status}", *lines, "Connection: close"))
        self.send(f"{text}\r\n\r\n".encode("latin-1"))


class Site:
    """One host on loopback. Several may run at once: another port is another origin."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.requests: list[Request] = []
        self.closing = threading.Event()
        self._answers: dict[str, Answer | Behaviour] = {}
        self._server = _Server((host, 0), self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    def __enter__(self) -> Site:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.hang_up()
        self._server.server_close()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._server.server_address[1])

    def url(self, path: str = "/", userinfo: str = "") -> str:
        """The address of a path; `userinfo` is "name:password"."""
        at = f"{userinfo}@" if userinfo else ""
        return f"http://{at}{self._server.server_address[0]!s}:{self.port}{path}"

    def serve(
        self,
        path: str,
        body: bytes | str = b"",
        *,
        kind: str = RSS_KIND,
        status: int = 200,
        etag: str = "",
        last_modified: str = "",
        encoding: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Answer a path with a body; validators given are honoured with 304.

        `encoding` (gzip, deflate or br) is applied to the body and declared.
        """
        content = body.encode() if isinstance(body, str) else body
        declared = {"Content-Type": kind, "ETag": etag, "Last-Modified": last_modified}
        if encoding:
            content = ENCODERS[encoding](content)
            declared["Content-Encoding"] = encoding
        given = {name: value for name, value in declared.items() if value}
        self._answers[path] = Answer(status, content, given | dict(headers or {}))

    def redirect(self, path: str, to: str, status: int = 302) -> None:
        """Answer a path with a redirect; `to` goes out as it is."""
        self._answers[path] = Answer(status, b"", {"Location": to} if to else {})

    def misbehave(self, path: str, behaviour: Behaviour) -> None:
        """Let one of the behaviours below (or your own) answer a path."""
        self._answers[path] = behaviour

    def hits(self, path: str | None = None) -> int:
        """How many requests came, for a path or at all."""
        return sum(path in (None, request.path) for request in self.requests)

    def last(self, path: str | None = None) -> Request:
        """The latest request, for a path or at all."""
        return [request for request in self.requests if path in (None, request.path)][-1]

    def answer_for(self, path: str) -> Answer | Behaviour:
        """What a path answers now."""
        return self._answers.get(path, Answer(404, b"not found", {"Content-Type": "text/plain"}))


def _unchanged(request: Request, answer: Answer) -> bool:
    etag, date = answer.headers.get("ETag"), answer.headers.get("Last-Modified")
    if answer.status != 200:
        return False
    if asked := request.headers.get("if-none-match"):
        return asked == etag
    return date is not None and request.headers.get("if-modified-since") == date


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], site: Site) -> None:
        self.site = site
        self._open: set[socket.socket] = set()
        super().__init__(address, _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        super().shutdown_request(request)
        self._open.discard(request)

    def hang_up(self) -> None:
        """Close every connection that is still open."""
        for connection in list(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that gave up is no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        """Record the request, then answer or misbehave."""
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, parts.path, parts.query, headers, body)
        site = self.server.site
        site.requests.append(request)
        answer = site.answer_for(parts.path)
        if isinstance(answer, Answer):
            self._answer(request, answer)
            return
        self.close_connection = True
        with contextlib.suppress(OSError):
            answer(Exchange(request, self._send, site.closing))

    do_POST = do_GET  # noqa: N815
    do_HEAD = do_GET  # noqa: N815

    def _answer(self, request: Request, answer: Answer) -> None:
        unchanged = _unchanged(request, answer)
        self.send_response(304 if unchanged else answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        body = b"" if unchanged else answer.body
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if request.method != "HEAD":
            self._send(body)

    def _send(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        """Tests print what failed, not what was asked."""


# How a server can misbehave.


def silent(exchange: Exchange) -> None:
    """Accept the request and never answer."""
    exchange.closing.wait()


def slow_headers(exchange: Exchange) -> None:
    """One header after another, for ever."""
    exchange.send(b"HTTP/1.1 200 OK\r\n")
    while not exchange.closing.wait(0.02):
        exchange.send(b"X-More: to come\r\n")


def drip(exchange: Exchange) -> None:
    """One byte of body after another, for ever."""
    exchange.head("Content-Type: application/rss+xml")
    while not exchange.closing.wait(0.02):
        exchange.send(b" ")


def endless(exchange: Exchange) -> None:
    """A body that never ends, as fast as it is read."""
    exchange.head("Content-Type: application/rss+xml")
    while not exchange.closing.is_set():
        exchange.send(b"<!-- " + b"x" * 65536 + b" -->")


def gzip_bomb(exchange: Exchange) -> None:
    """About 200 kB that unpack to 200 MB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    exchange.head("Content-Type: application/rss+xml", "Content-Encoding: gzip")
    for _ in range(200):
        exchange.send(packer.compress(bytes(1 << 20)))
    exchange.send(packer.flush())


def brotli_bomb(exchange: Exchange) -> None:
    """A few hundred bytes that unpack to 64 MB."""
    exchange.head("Content-Type: application/rss+xml", "Content-Encoding: br")
    exchange.send(brotli.compress(bytes(64 << 20), quality=5))


def hang_up(exchange: Exchange) -> None:
    """Close the connection without a word."""


def cut_short(exchange: Exchange) -> None:
    """Promise 1,000 bytes, send 10 and close."""
    exchange.head("Content-Type: application/rss+xml", "Content-Length: 1000")
    exchange.send(b"<rss>     ")


def bad_chunk(exchange: Exchange) -> None:
    """A chunked body whose first chunk has no length."""
    exchange.head("Transfer-Encoding: chunked")
    exchange.send(b"ZZZ\r\nnope\r\n")


def not_http(exchange: Exchange) -> None:
    """Something that is not HTTP at all."""
    exchange.send(b"SSH-2.0-OpenSSH_9.2\r\n")
