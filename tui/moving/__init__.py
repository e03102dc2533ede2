"""Moving in and out: lists and libraries of other readers, and all that is ours in one file.

    looking     files → Found: OPML, newsboat's urls and cache.db, our own JSON Lines
    plan        Found + feeds.toml → Plan: what would be new, and what would not be taken
    cache       newsboat's articles → ours
    jsonlines   the whole library ↔ JSON Lines
    leaving     the feeds, or all of it, into a file

An import is one step: all of it is there afterwards, or nothing. A command that a file names is
never taken unless its user says so. Nothing in here fetches.
"""

from tui.moving.jsonlines import everything
from tui.moving.leaving import export
from tui.moving.looking import Found, look
from tui.moving.plan import Moved, Plan, carry_out, details, plan, subject, summary

__all__ = [
    "Found",
    "Moved",
    "Plan",
    "carry_out",
    "details",
    "everything",
    "export",
    "look",
    "plan",
    "subject",
    "summary",
]
