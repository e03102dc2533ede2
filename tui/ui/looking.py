"""The commands about how things look: theme, reading mode, width and spacing of the text.

One method for each row of `commands.COMMANDS`, named after its id, like `deeds`. A theme that is
chosen is kept until feeds.toml names another; the rest holds until the program ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.settings import SETTINGS
from tui.ui.more_themes import THEMES

if TYPE_CHECKING:
    from tui.settings import Config
    from tui.ui.library import Library
    from tui.ui.reader_screen import ReaderScreen

THEME = "theme"
"""What the theme is remembered as: its name, and in place of which one of feeds.toml it is."""
STEP = 4
"""Columns that the text becomes wider or narrower by."""


def chosen_theme(library: Library) -> str:
    """The theme chosen last: on the screen, or in feeds.toml if that names another since."""
    kept, _, instead = library.reader.recall(THEME).partition(" ")
    good = instead == named_theme(library.config) and kept in SETTINGS["theme"][1].choices
    return kept if good else library.config.settings.theme


def named_theme(config: Config) -> str:
    """The theme that stands in feeds.toml; "" if none does."""
    return config.settings.theme if "theme" in config.written else ""


class Looking:
    """How the reader screen looks."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    def follow_settings(self) -> None:
        """Look as feeds.toml says, but for the theme."""
        settings, article = self._screen.library.config.settings, self._screen.article
        article.measure, article.spacing = settings.text_width, settings.line_spacing
        self._screen.sidebar.headlines.on_resize()

    def theme(self) -> None:
        """Choose a theme; the one the cursor stands on is shown at once."""
        from tui.ui.chooser import Choice, Chooser, Question

        app = self._screen.app
        before, names = app.theme, [theme.name for theme in THEMES]

        def show(name: str) -> None:
            app.theme = name

        def chosen(name: str | None) -> None:
            self.keep_theme(name) if name else show(before)

        choices = [
            Choice(theme.name, theme.name, "dark" if theme.dark else "light") for theme in THEMES
        ]
        pointed = names.index(before) if before in names else 0
        app.push_screen(Chooser(Question("Theme", choices, pointed=pointed, tried=show)), chosen)

    def follow_theme(self, before: Config) -> None:
        """Take the theme of feeds.toml if it names another than before."""
        config = self._screen.library.config
        if named_theme(config) != named_theme(before):
            self.keep_theme(config.settings.theme)

    def keep_theme(self, name: str) -> None:
        """Take a theme, now and from the next start on."""
        library = self._screen.library
        self._screen.app.theme = name
        library.engine.remember(THEME, f"{name} {named_theme(library.config)}")

    def reading(self) -> None:
        screen = self._screen
        screen.toggle_class("-reading")
        screen.go_to_pane("article")

    def wider(self) -> None:
        self._widen(STEP)

    def narrower(self) -> None:
        self._widen(-STEP)

    def _widen(self, columns: int) -> None:
        article, (_, rule) = self._screen.article, SETTINGS["text_width"]
        article.measure = min(max(article.measure + columns, rule.low), rule.high)
        self._screen.say(f"The text is at most {article.measure} columns wide.")

    def line_spacing(self) -> None:
        article = self._screen.article
        article.spacing = 3 - article.spacing
