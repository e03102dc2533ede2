"""Links as they may be opened: absolute, http, https or mailto, in one piece."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from tui.text.safe import one_line

LONGEST = 8_000
_IGNORED = re.compile("[\t\n\r]+")
# What nearly every link is: absolute, and nothing in it to mend.
_PLAIN = re.compile(r"https?://[a-zA-Z0-9.-]++[/?#][!#-Z_a-z~]*+")
_GOOD = re.compile(r"https?://[^\s/?#\\]+[^\s\\]*|mailto:[^\s]+", re.IGNORECASE)


def resolve(base: str, href: str) -> str:
    """`href` as an absolute URL, or "" if it is none that we would open.

    Line breaks inside are ignored and spaces encoded, as browsers do (WHATWG URL, section 4.4).
    """
    if len(href) > LONGEST:
        return ""
    if _PLAIN.fullmatch(href):
        return href
    href = _IGNORED.sub("", href).strip(" ").replace(" ", "%20").replace("\\", "/")
    try:
        url = href if _GOOD.fullmatch(href) or not href else urljoin(base, href)
        urlsplit(url)
    except ValueError:  # half an IPv6 address
        return ""
    return url if _GOOD.fullmatch(url) and one_line(url) == url else ""


def host(url: str) -> str:
    """The host of an absolute URL, as written but for the case."""
    return urlsplit(url).hostname or ""
