"""Who keeps what is copied: tmux where the program runs in it, else the terminal (OSC 52).

As it comes, tmux (`set-clipboard external`) ignores what the programs in it copy through the
terminal; what it is given itself it pastes, and hands on to the terminal around it.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
from typing import Any

from textual.app import App

TMUX_S = 2.0
"""How long tmux may take."""
DEAF = ("tmux", "screen", "linux")
"""How $TERM begins where OSC 52 mostly leads nowhere: tmux beyond ssh, GNU screen, the console."""


async def copy(app: App[Any], text: str) -> bool:
    """Put a text on the clipboard. False: it may be that nobody takes it."""
    app._clipboard = text
    in_tmux = bool(os.environ.get("TMUX"))
    if in_tmux and await asyncio.to_thread(_given_to_tmux, text):
        return True
    App.copy_to_clipboard(app, text)
    return not (in_tmux or os.environ.get("TERM", "").startswith(DEAF))


def _given_to_tmux(text: str) -> bool:
    """Have tmux keep a text. False: it does not. Waits for it."""
    command = ("tmux", "load-buffer", "-w", "-")  # -w: for the terminal around it too
    bytes_ = text.encode("utf-8", "replace")
    try:
        done = subprocess.run(command, input=bytes_, capture_output=True, timeout=TMUX_S)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
