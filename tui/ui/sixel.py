"""Images in full, in terminals that draw sixels: what is to be written for it. An image takes the
place of what stood in its cells, until something is written into them. It writes nothing itself.
"""

from __future__ import annotations

from collections.abc import Mapping

from rich.color import Color

from tui.ui import kitty

TERMINALS = ("foot", "mlterm", "yaft", "contour")
"""How TERM begins in terminals that draw them; xterm does so only when it is told to."""
OF_XTERM = ("xterm-256color", "wezterm")
"""TERM in WezTerm, which is known by TERM_PROGRAM."""
WITHIN = frozenset(("TMUX", "STY"))
"""What tmux and screen set, which show a terminal of their own in one of those."""

FOREIGN = bytes(set(range(256)) - set(b'0123456789;"#!$-') - set(range(ord("?"), ord("~") + 1)))
"""What sixels are not made of: above all what ends them."""


def is_spoken(environment: Mapping[str, str]) -> bool:
    """Whether the terminal is one of those, and says how large a cell is: an image that is larger
    than its place would make the screen scroll."""
    term = environment.get("TERM", "")
    wezterm = environment.get("TERM_PROGRAM") == "WezTerm" and term in OF_XTERM
    known = wezterm or term.split("-")[0] in TERMINALS
    return known and not WITHIN & environment.keys() and kitty.told_cell() is not None


def shown(sixels: bytes, column: int, row: int, around: Color | None = None) -> str:
    """Draws an image in its own size, its upper left corner in a cell, counted from 0. `around` is
    the colour of what it leaves of its last cells: mlterm fills them."""
    behind = ";".join(around.get_ansi_codes(foreground=False)) if around else "49"
    data = sixels.translate(None, FOREIGN).decode("ascii")
    return f"\x1b7\x1b[{row + 1};{column + 1}H\x1b[{behind}m\x1bP0;1q{data}\x1b\\\x1b8"
