"""Opening a link outside, without waiting and without trusting it.

Only http and https leave this program, percent-encoded, as one argument of a command that is never
given to a shell (CVE-2026-4519: webbrowser takes a leading dash for an option).
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from urllib.parse import quote, unquote, urlsplit

SYSTEM = (
    sys.executable,
    "-c",
    "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1]))",
)
"""Asks the system's own browser ($BROWSER, xdg-open …) from a process that may take its time."""


def safe_url(url: str) -> str:
    """The URL as it may be given to a command; empty if it may not."""
    try:
        parts = urlsplit(url.strip())
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
            return ""
    except ValueError:
        return ""
    before, at, place = parts.netloc.rpartition("@")
    if not place.isascii() or "%" in place:
        name, colon, port = place.partition(":")
        netloc = f"{before}{at}{host(f'http://{name}')}{colon}{port}"
        parts = parts._replace(netloc=netloc)
    encoded = quote(parts.geturl(), safe="%/:=&?~#+!$,;'@()*[]")
    # webbrowser fills in "%action"; %AC and %ac are the same byte.
    return encoded.replace("%action", "%ACtion")


def safe_mail(url: str) -> str:
    """A mailto address as it may be given to a command, without anything but its receivers."""
    scheme, _, rest = url.strip().partition(":")
    to = rest.partition("?")[0]
    if scheme.lower() != "mailto" or not to or to.startswith("-"):
        return ""
    return f"mailto:{quote(to, safe='@,.+-_%')}"


def host(url: str) -> str:
    """The host of a URL, as it is really asked for (IDNA, so that look-alikes show)."""
    name = unquote(urlsplit(url).hostname or "")
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return name


def open_link(url: str, template: Sequence[str], failed: Callable[[], None]) -> None:
    """Open a URL that `safe_url` let through, with the user's command or the system's browser.

    Returns at once; `failed` is called from another thread if no browser could be opened.
    """
    command = [part.replace("{url}", url) for part in template] or [*SYSTEM, url]
    if template and url not in " ".join(command):
        command.append(url)
    threading.Thread(target=_run, args=(command, failed), daemon=True).start()


def run_detached(command: Sequence[str]) -> None:
    """Run a command of the user's own without waiting; what becomes of it is its own affair."""
    threading.Thread(target=_run, args=(command, lambda: None), daemon=True).start()


def _run(command: Sequence[str], failed: Callable[[], None]) -> None:
    try:
        code = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd=os.path.expanduser("~"),
            check=False,
        ).returncode
    except OSError:
        code = 1
    if code:
        failed()
