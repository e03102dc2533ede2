"""Roles to styles: the one place where what something is becomes how it looks.

Colours come from the theme's variables ($speaker-0, $link, …). Without colour (NO_COLOR) the same
differences are told by bold, italic, underline and reverse. Nothing here knows an article.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote as percent_encoded

from msgspec import Struct
from rich.style import Style
from textual.color import Color, ColorParseError
from textual.widget import Widget

from tui.ui.highlights import SPEAKER_COLOURS
from tui.ui.themes import roles

Roles = tuple[str, ...]
"""What some text is, in the vocabulary of `layout` and `highlights`."""


class Symbols(Struct, frozen=True):
    """What stands before a finding, by kind: the same in the article's margin and in the panel.

    `bar` goes on beside the further lines of a finding, `seen` marks what the article shows.
    """

    of: Mapping[str, str]
    bar: str
    seen: str


_KINDS = ("finding", "decision", "recommendation", "figure", "sentence")
SYMBOLS = Symbols(dict(zip(_KINDS, "◆✓→#¶", strict=True)), "▏", "▎")

_COLOURED = {
    "byline": "muted",
    "caption": "muted",
    "quoted": "muted",
    "marker": "muted",
    "rule": "rule",
    "title": "heading",
    "heading": "heading",
    "table-head": "heading",
    "link": "link",
    "faint": "muted",
    "host": "link",
    "cue": "cue",
    "unknown": "quote-unknown",
    "finding-finding": "finding",
    "finding-figure": "finding-figure",
    "finding-decision": "finding-decision",
    "finding-recommendation": "finding-recommendation",
    "finding-sentence": "finding-sentence",
}
"""Which variable colours a role."""

_SHAPED = {
    "title": Style(bold=True),
    "heading": Style(bold=True),
    "table-head": Style(bold=True),
    "strong": Style(bold=True),
    "emphasis": Style(italic=True),
    "caption": Style(italic=True),
    "strike": Style(strike=True),
    "link": Style(underline=True),
    "mention": Style(bold=True),
    "unknown": Style(italic=True),
    "host": Style(underline=False),
    "faint": Style(underline=False),
    "selected": Style(reverse=True),
    "hit": Style(bold=True, underline=True),
    "noted": Style(underline=True),
    "hint": Style(bold=True, reverse=True, underline=False, italic=False),
}
"""What a role does besides its colour."""

_WITHOUT_COLOUR = {
    "quote": Style(italic=True),
    "fragment": Style(italic=True),
    "unknown": Style(italic=True, underline=True),
    "unsure": Style(dim=True),
    "faint": Style(dim=True),
    "cue": Style(dim=True),
    "rule": Style(dim=True),
    "byline": Style(dim=True),
    "current": Style(reverse=True),
}
"""What tells roles apart when there is no colour."""

_GROUNDS = {"current-bg": 0.15, "resting-bg": 0.07}
"""How far from a theme's own ground these lie, 0 to 1, unless it names them."""

_FADED = {"fragment": 0.4, "unsure": 0.4}
"""How far towards ordinary text these roles take a speaker's colour, 0 to 1."""


class Paper(Struct, frozen=True):
    """What a widget paints on: the theme's variables, its two colours, and if there is colour."""

    variables: Mapping[str, str]
    foreground: Color
    background: Color
    colourful: bool = True

    @classmethod
    def of(cls, widget: Widget) -> Paper:
        """The paper that a mounted widget has just now."""
        _, _, background, foreground = widget.colors
        app = widget.app
        foreground = background + foreground
        grounds = _grounds(background, foreground, app.current_theme.variables)
        variables = roles(app.current_theme.dark) | app.theme_variables | grounds
        return cls(variables, foreground, background, not app.no_color)

    def ink(self, variable: str) -> Color:
        """The colour that a variable names, as it looks on this paper."""
        try:
            return self.background + Color.parse(self.variables[variable])
        except ColorParseError:
            return self.foreground


def _grounds(background: Color, foreground: Color, named: Mapping[str, str]) -> dict[str, str]:
    """The grounds that a theme does not name, made of its own two colours to be seen on them."""
    if background.ansi is not None:
        return {}
    return {
        name: background.blend(foreground, amount).hex
        for name, amount in _GROUNDS.items()
        if name not in named
    }


class Palette:
    """The styles of roles on one paper; each is made once."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._styles: dict[tuple[Roles, str], Style] = {}
        self._looks = self._coloured() if paper.colourful else _SHAPED | _WITHOUT_COLOUR

    def style(self, roles: Roles = (), href: str = "") -> Style:
        """The style of text with these roles, later ones winning, linked to `href` if given."""
        key = (roles, href)
        if key not in self._styles:
            self._styles[key] = self._made(roles, href)
        return self._styles[key]

    def _made(self, roles: Roles, href: str) -> Style:
        looks = (self._looks.get(role, Style.null()) for role in ("text", *roles))
        style = sum(looks, Style.null())
        style += self._faded(style, roles)
        if link := safe_href(href):
            style += Style(link=link) + Style.from_meta({"href": link})
        return style

    def _faded(self, style: Style, roles: Roles) -> Style:
        amount = max((_FADED[role] for role in roles if role in _FADED), default=0.0)
        if not amount or style.color is None:
            return Style.null()
        faded = Color.from_rich_color(style.color).blend(self._paper.foreground, amount)
        return Style(color=faded.rich_color)

    def _coloured(self) -> dict[str, Style]:
        names = _COLOURED | {f"speaker-{n}": f"speaker-{n}" for n in range(SPEAKER_COLOURS)}
        looks = dict(_SHAPED)
        for role, name in names.items():
            looks[role] = _SHAPED.get(role, Style.null()) + Style(
                color=self._paper.ink(name).rich_color
            )
        paper = self._paper
        looks["text"] = Style(
            color=paper.foreground.rich_color, bgcolor=paper.background.rich_color
        )
        looks["code"] = Style(bgcolor=self._paper.ink("resting-bg").rich_color)
        looks["hit"] = _SHAPED["hit"] + Style(color=self._paper.ink("finding").rich_color)
        looks["noted"] = _SHAPED["noted"] + Style(bgcolor=self._paper.ink("resting-bg").rich_color)
        looks["current"] = Style(bgcolor=self._paper.ink("current-bg").rich_color)
        if self._paper.ink("current-bg") == paper.background:  # the terminal's own: nothing differs
            looks["current"] = Style(reverse=True)
        return looks


def safe_href(url: str) -> str:
    """`url` as it may stand in a terminal's link, or "" for anything but http, https and mailto.

    Everything that is not printable ASCII is percent-encoded (RFC 3986 section 2.1), so that no
    address can end the escape sequence it stands in.
    """
    if not url.lower().startswith(("http://", "https://", "mailto:")):
        return ""
    return percent_encoded(url.encode("utf-8", "replace"), safe="%:/?#[]@!$&'()*+,;=~-._")
