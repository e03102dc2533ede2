"""The other themes: paper, high contrast, slate, ember, and the terminal's own colours.

Made like those of `themes`: speakers of equal weight, at least 4.5 to 1 everywhere, 7 to 1 in
high contrast (WCAG 2.2, 1.4.3 and 1.4.6). What the terminal's own colours are only it knows, so
that theme tells the cursor and the current passage by reverse video.
"""

from __future__ import annotations

from msgspec import Struct
from textual.theme import Theme

from tui.ui.themes import DARK, DARK_ROLES, LIGHT, LIGHT_ROLES, chrome


class Look(Struct, frozen=True):
    """A theme's name and its colours beside those by role."""

    name: str
    background: str
    surface: str
    panel: str
    foreground: str
    accent: str
    error: str
    success: str


def theme(look: Look, roles: dict[str, str], *, dark: bool, ansi: bool = False) -> Theme:
    """A Theme of a look and the colours by role."""
    return Theme(
        name=look.name,
        primary=look.accent,
        secondary=roles["link"],
        accent=look.accent,
        warning=look.accent,
        error=look.error,
        success=look.success,
        foreground=look.foreground,
        background=look.background,
        surface=look.surface,
        panel=look.panel,
        boost=look.panel,
        text_alpha=1.0,
        dark=dark,
        variables=chrome(roles, look.accent, look.background),
        ansi=ansi,
    )


_PAPER = LIGHT_ROLES | {
    "speaker-0": "#115b85",
    "speaker-2": "#266136",
    "speaker-5": "#006061",
    "speaker-6": "#595905",
    "finding": "#8a4b08",
    "rule": "#d9cdb0",
    "muted": "#685c47",
    "heading": "#1f1608",
    "current-bg": "#e6d9b4",
    "cursor-bg": "#e5dac0",
    "resting-bg": "#ece2cb",
    "hover-bg": "#f0e7d1",
}

PAPER = theme(
    Look(
        "quoth-paper", "#f4ecd8", "#eee5cd", "#e8dec4", "#3b2f1e", "#8a4b08", "#a32222", "#206b38"
    ),
    _PAPER,
    dark=False,
)

_NIGHT = DARK_ROLES | {
    "speaker-1": "#eeacca",
    "speaker-3": "#c5b6f5",
    "speaker-4": "#f3af96",
    "speaker-7": "#dfafe2",
}
"""What the dark themes of this module share: their speakers can be read on lighter grounds too."""

_CONTRAST = _NIGHT | {
    "finding": "#ffe14d",
    "link": "#8bbff5",
    "rule": "#8a8a8a",
    "muted": "#d8d8d8",
    "heading": "#ffffff",
    "current-bg": "#2a2a4a",
    "cursor-bg": "#2c2c2c",
    "resting-bg": "#1c1c1c",
    "hover-bg": "#161616",
    "bad": "#f8a5a3",
}

CONTRAST = theme(
    Look(
        "quoth-contrast",
        "#000000",
        "#000000",
        "#101010",
        "#ffffff",
        "#ffe14d",
        "#ffa1a1",
        "#83d494",
    ),
    _CONTRAST,
    dark=True,
)

_SLATE = _NIGHT | {
    "finding": "#8fd0dd",
    "rule": "#3d4759",
    "muted": "#a9b3c5",
    "heading": "#eceff4",
    "current-bg": "#38435a",
    "cursor-bg": "#333d4f",
    "resting-bg": "#2c3543",
    "hover-bg": "#28303d",
    "bad": "#f79796",
}

SLATE = theme(
    Look(
        "quoth-slate", "#232a36", "#272f3c", "#2b3342", "#d8dee9", "#8fd0dd", "#f39a9f", "#83d494"
    ),
    _SLATE,
    dark=True,
)

_EMBER = _NIGHT | {
    "finding": "#f0b35c",
    "rule": "#40372b",
    "muted": "#b3a48c",
    "heading": "#fbf1dc",
    "current-bg": "#40341f",
    "cursor-bg": "#382f23",
    "resting-bg": "#2c261e",
    "hover-bg": "#27211a",
}

EMBER = theme(
    Look(
        "quoth-ember", "#1f1b16", "#25201a", "#2a241d", "#e4d8c3", "#f0b35c", "#f78f7a", "#83d494"
    ),
    _EMBER,
    dark=True,
)


_NAMED = (*("blue", "magenta", "green", "cyan", "yellow", "red", "bright_blue", "bright_magenta"),)
_TERMINAL = {f"speaker-{n}": f"ansi_{name}" for n, name in enumerate(_NAMED)}
_TERMINAL |= dict.fromkeys(
    ("quote-unknown", "cue", "muted", "heading", "finding-sentence", "rule"), "ansi_default"
)
_TERMINAL |= dict.fromkeys(("current-bg", "cursor-bg", "resting-bg", "hover-bg"), "ansi_default")
_TERMINAL |= {
    "finding": "ansi_yellow",
    "finding-figure": "ansi_cyan",
    "finding-decision": "ansi_magenta",
    "finding-recommendation": "ansi_green",
    "link": "ansi_blue",
    "good": "ansi_green",
    "bad": "ansi_red",
    "ansi-background": "ansi_black",
    "ansi-foreground": "ansi_white",
}

TERMINAL = theme(
    Look(
        "quoth-terminal",
        *("ansi_default", "ansi_default", "ansi_default", "ansi_default"),
        *("ansi_yellow", "ansi_red", "ansi_green"),
    ),
    _TERMINAL,
    dark=True,
    ansi=True,
)

THEMES = (DARK, LIGHT, PAPER, CONTRAST, SLATE, EMBER, TERMINAL)
