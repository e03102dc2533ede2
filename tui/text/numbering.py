"""Numbers as list items carry them: 3, c, iii."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def number(n: int, style: str) -> str:
    """`n` in HTML's list `type` "1", "a", "A", "i" or "I"; digits where letters cannot say it."""
    if style in ("a", "A") and n > 0:
        letters = _letters(n)
    elif style in ("i", "I") and 0 < n < 4000:
        letters = _roman(n)
    else:
        return str(n)
    return letters.upper() if style.isupper() else letters


def _letters(n: int) -> str:
    letters = ""
    while n:
        n, rest = divmod(n - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _roman(n: int) -> str:
    letters = ""
    for value, sign in _ROMAN:
        letters += sign * (n // value)
        n %= value
    return letters
