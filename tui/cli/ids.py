"""Article ids as a person can type them: 13 letters and digits, the same on every machine.

Crockford's base 32 (no i, l, o, u) in lower case; JSON has the same string, since the 63 bits of an
id are more than JavaScript's numbers hold.
"""

from __future__ import annotations

DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 13  # of 5 bits each
_READ_AS = str.maketrans("ilo", "110")


def shown(id_: int) -> str:
    """The id of an article as `list` prints it."""
    return "".join(DIGITS[id_ >> 5 * place & 31] for place in reversed(range(LENGTH)))


def meant(text: str) -> int | None:
    """The id that somebody typed (I and l read as 1, O as 0); None: it is no id."""
    typed = text.strip().lower().translate(_READ_AS)
    if len(typed) != LENGTH or not set(typed) <= set(DIGITS):
        return None
    id_ = 0
    for character in typed:
        id_ = id_ << 5 | DIGITS.index(character)
    return id_ if id_ < 1 << 63 else None
