"""CSS selectors as a person writes them: what is wrong with one, and what it is as XPath.

Only a feed with `select` loads the library, so that the first frame does not wait for it.
"""

from __future__ import annotations

from typing import Any

SELECT_FORM = 'as in select = { item = "article", title = "h2", link = "h2 a", date = "time" }'

LONGEST = 1_000


def selector_problem(selector: Any) -> str:
    """Why a value is no CSS selector; "" if it is one."""
    if not isinstance(selector, str) or not selector.strip():
        return f"must be a CSS selector in quotes, {SELECT_FORM}"
    if len(selector) > LONGEST:
        return f"is longer than {LONGEST} characters"
    from cssselect import SelectorError

    try:
        xpath(selector)
    except SelectorError as error:
        return f"is no CSS selector ({error})"
    return ""


def xpath(selector: str) -> str:
    """A selector as XPath, for an element and all below it."""
    from cssselect import HTMLTranslator

    return HTMLTranslator().css_to_xpath(selector, prefix="descendant-or-self::")
