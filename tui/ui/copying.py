"""Who keeps what is copied: tmux where the program runs in it, else the terminal (OSC 52).

As it comes, tmux (`set-clipboard external`) ignores what the programs in it copy through the
terminal; what it is given itself it pastes, and hands on to the terminal around it.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
from base64 import b64encode
from typing import Any

from textual.app import App

TMUX_S = 2.0
"""How long tmux may take."""
DEAF = ("tmux", "screen", "linux")
"""How $TERM begins where OSC 52 mostly leads nowhere: tmux beyond ssh, GNU screen, the console."""


async def handed_over(app: App[Any], text: str) -> bool:
    """Have a text kept outside the program. False: it may be that nobody takes it."""
    in_tmux = bool(os.environ.get("TMUX"))
    if in_tmux and await asyncio.to_thread(_given_to_tmux, text):
        return True
    if app._driver is not None:
        app._driver.write(f"\x1b]52;c;{b64encode(text.encode()).decode()}\a")
    return not (in_tmux or os.environ.get("TERM", "").startswith(DEAF))


def _given_to_tmux(text: str) -> bool:
    """Have tmux keep a text. False: it does not. Waits for it."""
    command = ("tmux", "load-buffer", "-w", "-")  # -w: for the terminal around it too
    try:
        done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=TMUX_S)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
