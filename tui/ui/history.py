"""The searches made before: the newest first, kept between runs."""

from __future__ import annotations

import json

from tui.ui.library import Library

NAME = "searches"
"""What they are remembered as."""
MOST = 50


class History:
    """Searches, and which of them stands in the box: `at` 0 is none, 1 the newest."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: list[str] | None = None
        self._typed = ""
        self.at = 0

    def add(self, words: str) -> None:
        """Remember a search as the newest."""
        if words:
            known = [words, *(each for each in self._searches() if each != words)][:MOST]
            self._known = known
            self._library.engine.remember(NAME, json.dumps(known))
        self.at = 0

    def earlier(self, typed: str) -> str | None:
        """The search made before the one in the box; None: there is none."""
        known = self._searches()
        if self.at == 0:
            self._typed = typed
        if self.at >= len(known):
            return None
        self.at += 1
        return known[self.at - 1]

    def later(self) -> str:
        """The search made after that one; at last what was typed."""
        self.at = max(0, self.at - 1)
        return self._searches()[self.at - 1] if self.at else self._typed

    def leave(self) -> None:
        """The box was closed."""
        self.at = 0

    def _searches(self) -> list[str]:
        if self._known is None:
            told = self._library.reader.recall(NAME)
            self._known = [str(each) for each in json.loads(told)] if told else []
        return self._known
