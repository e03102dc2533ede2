"""What may stand on a page instead of the article: a wall that wants money, a log-in, consent.

Told by what the page says of itself and by the words of what was found on it. A whole article on
which such words stand too is no wall.
"""

from __future__ import annotations


def wall(markup: str, text: str) -> str:
    """The sentence for what stands in front of the article, or "" if nothing does.

    `markup` is the whole page, `text` what was taken for the article on it.
    """
    return ""
