"""What can go wrong on the way to a feed, each as one plain sentence.

Only the host is named: never a path, a query or a password.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from datetime import datetime

import httpx

from tui.errors import FetchError
from tui.feeds.headers import retry_after_s

STATUS = {
    401: "{host} asks for a name and a password: write https://NAME:PASSWORD@{host}/… as address.",
    403: "{host} refuses to hand out this feed (403).",
    404: "{host} has nothing at this address (404).",
    410: "{host} says that this feed is gone for good (410): take it out of feeds.toml.",
    429: "{host} asks us to come less often (429).",
}

PAGE_STATUS = {
    401: "{host} shows this page only after a log-in (401).",
    402: "{host} wants to be paid for this page (402).",
    403: "{host} refuses to hand out this page (403).",
    404: "{host} has no page at this address (404).",
    410: "{host} says that this page is gone for good (410).",
    451: "{host} may not show this page here for legal reasons (451).",
}


def bad_status(response: httpx.Response, now: datetime, *, page: bool = False) -> FetchError:
    """The error for an answer that is neither a body nor a redirect; `page`: no feed was asked."""
    host, status = name(response.url), response.status_code
    known = STATUS | PAGE_STATUS if page else STATUS
    sentence = known.get(status, "{host} gave an answer we cannot use ({status}).")
    if status == 401 and not page and "authorization" in response.request.headers:
        sentence = "{host} does not accept the name and password of this address (401)."
    if status >= 500:
        sentence = "{host} is in trouble ({status}); we try again later."
    return FetchError(
        sentence.format(host=host, status=status),
        retry_after_s=retry_after_s(response.headers, now),
        gone=status == 410,
        status=status,
    )


def no_answer(error: Exception, host: str) -> FetchError:
    """The error for a connection that did not come about, or broke."""
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return FetchError(f"The certificate of {host} is not valid: {cause.verify_message}.")
    for kind, sentence in KINDS:
        if any(isinstance(cause, kind) for cause in causes):
            return FetchError(sentence.format(host=host), answered=False)
    return FetchError(f"{host} broke off its answer.")


NO_WEB_ADDRESS = "{host} redirects to something that is no web address."

KINDS: tuple[tuple[type[BaseException], str], ...] = (
    (httpx.InvalidURL, NO_WEB_ADDRESS),  # httpx looks at a Location before we do
    (ssl.SSLError, "No secure connection to {host} could be made."),
    (socket.gaierror, "{host} was not found: check the address and the network."),
    (ConnectionRefusedError, "{host} refuses connections."),
    (httpx.ProxyError, "The proxy does not lead to {host}."),
    (httpx.ConnectError, "{host} cannot be reached."),
    (httpx.LocalProtocolError, "{host} cannot be asked for this address."),
)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and all that led to it; connecting to several addresses fails in a group."""
    yield error
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            yield from _causes(each)
    if cause := error.__cause__ or error.__context__:
        yield from _causes(cause)


def name(url: httpx.URL) -> str:
    """A host as it may be shown: ASCII (xn--…), so that no look-alike letters deceive."""
    return url.raw_host.decode("ascii", "replace")
