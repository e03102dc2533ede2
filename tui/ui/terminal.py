"""The terminal, given back at once when the program ends.

Textual waits up to two tenths of a second for its input thread before it restores the terminal; the
thread ends by itself, so there is no need to keep the user waiting.
"""

from __future__ import annotations

import contextlib
import os
import signal
import termios
from typing import TYPE_CHECKING, cast

from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from tui.ui.app import QuothApp


class QuickDriver(LinuxDriver):
    """A LinuxDriver that leaves without waiting for its input thread."""

    @property
    def is_gone(self) -> bool:
        """Whether the terminal is no more: its window was closed, or the line to it broke.

        Textual would go on to read its end for ever, with all of a core.
        """
        return not os.isatty(self.fileno)

    @property
    def has_shell(self) -> bool:
        """Whether we are a job of a shell, which alone could call us back once we are stopped."""
        return os.getpgrp() != os.getsid(0)

    def step_aside(self) -> None:
        """Stop, with all that belongs to the job (`make run` does), until the shell says `fg`."""
        os.kill(0, signal.SIGTSTP)

    def _sigtstp_application(self, *args: object) -> None:
        cast("QuothApp", self._app).engine.about_to_stop()
        super()._sigtstp_application(*args)

    def _sigcont_application(self, *args: object) -> None:
        cast("QuothApp", self._app).engine.goes_on()
        super()._sigcont_application(*args)

    def disable_input(self) -> None:
        if not self._app._exit:  # only suspended: the thread must be gone before it starts again
            super().disable_input()
        elif not self.exit_event.is_set():
            signal.signal(signal.SIGWINCH, signal.SIG_DFL)
            self._disable_mouse_support()
            self.exit_event.set()
            with contextlib.suppress(termios.error):
                termios.tcflush(self.fileno, termios.TCIFLUSH)
