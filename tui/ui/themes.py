"""The first two themes of Quoth, and the colours by role that every theme has.

Speaker colours have equal lightness and equal chroma (OKLCH), so that no speaker looks more
important than another; every text colour has a contrast of at least 4.5 to 1 on every ground it
stands on (WCAG 2.2, 1.4.3). Colours are named by what they say, never by what they are.
"""

from __future__ import annotations

from textual.theme import Theme

DARK_ROLES = {
    "speaker-0": "#83c6f5",
    "speaker-1": "#eda5c6",
    "speaker-2": "#91cf9d",
    "speaker-3": "#c2b2f5",
    "speaker-4": "#f3a98f",
    "speaker-5": "#6cd1d1",
    "speaker-6": "#c1c37a",
    "speaker-7": "#dda9e0",
    "quote-unknown": "#b9bfcd",
    "cue": "#b9bfcd",
    "finding": "#ebbc63",
    "finding-figure": "#75d1c5",
    "finding-decision": "#c2b2f5",
    "finding-recommendation": "#83d494",
    "finding-sentence": "#b9bfcd",
    "link": "#85bcf5",
    "rule": "#2f3440",
    "muted": "#969db0",
    "heading": "#f4f1e8",
    "current-bg": "#2c3040",
    "cursor-bg": "#262b3a",
    "resting-bg": "#1e222d",
    "hover-bg": "#1b1e27",
    "good": "#83d494",
    "bad": "#f68482",
}

LIGHT_ROLES = {
    "speaker-0": "#125e89",
    "speaker-1": "#803f60",
    "speaker-2": "#286739",
    "speaker-3": "#5c4c89",
    "speaker-4": "#85432b",
    "speaker-5": "#006869",
    "speaker-6": "#5c5c06",
    "speaker-7": "#734376",
    "quote-unknown": "#50545d",
    "cue": "#50545d",
    "finding": "#7a4c05",
    "finding-figure": "#056965",
    "finding-decision": "#5c4c89",
    "finding-recommendation": "#206b38",
    "finding-sentence": "#50545d",
    "link": "#1b589e",
    "rule": "#ddd7c9",
    "muted": "#5c5f67",
    "heading": "#15171b",
    "current-bg": "#eee4c8",
    "cursor-bg": "#ebe5d8",
    "resting-bg": "#f1ede3",
    "hover-bg": "#f5f1e9",
    "good": "#206b38",
    "bad": "#b02a2d",
}


def roles(dark: bool) -> dict[str, str]:
    """The colours by role for a dark or light theme that does not name them itself."""
    return dict(DARK_ROLES if dark else LIGHT_ROLES)


def chrome(roles: dict[str, str], accent: str, ground: str) -> dict[str, str]:
    """What Textual's own parts (inputs, scroll bars, palette) are coloured with."""
    return {
        **roles,
        "border": roles["rule"],
        "border-blurred": roles["rule"],
        "block-cursor-background": roles["cursor-bg"],
        "block-cursor-foreground": roles["heading"],
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": roles["resting-bg"],
        "block-hover-background": roles["hover-bg"],
        "input-cursor-background": accent,
        "input-selection-background": roles["current-bg"],
        "screen-selection-background": roles["current-bg"],
        "scrollbar": roles["rule"],
        "scrollbar-hover": roles["muted"],
        "scrollbar-active": accent,
        "scrollbar-background": ground,
        "scrollbar-background-hover": ground,
        "scrollbar-background-active": ground,
        "scrollbar-corner-color": ground,
        "link-color": roles["link"],
        "link-style": "underline",
    }


DARK = Theme(
    name="quoth-dark",
    primary="#ebbc63",
    secondary="#83c6f5",
    accent="#ebbc63",
    warning="#ebbc63",
    error="#f68482",
    success="#83d494",
    foreground="#d9dce3",
    background="#14161c",
    surface="#191c24",
    panel="#1e222d",
    text_alpha=1.0,
    dark=True,
    variables=chrome(DARK_ROLES, "#ebbc63", "#14161c"),
)

LIGHT = Theme(
    name="quoth-light",
    primary="#895709",
    secondary="#125e89",
    accent="#895709",
    warning="#895709",
    error="#b02a2d",
    success="#206b38",
    foreground="#23252b",
    background="#faf8f3",
    surface="#f3f0e8",
    panel="#ece7db",
    text_alpha=1.0,
    dark=False,
    variables=chrome(LIGHT_ROLES, "#895709", "#faf8f3"),
)
