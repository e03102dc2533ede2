"""Attribution: the words beside a quotation that say who speaks, read from one paragraph's row.

Which rules are asked first, those `behind` or those `ahead`, depends on how the quotation is joined
to its sentence. No rule looks outside the paragraph, none knows who anybody is.
"""

from __future__ import annotations

from tui.analysis.ahead import before
from tui.analysis.behind import after
from tui.analysis.cues import Attribution, is_odd, is_thing, last_inside, text_at
from tui.analysis.headlines import announced_behind
from tui.analysis.inverted import far_subject
from tui.analysis.mentions import mention_after
from tui.analysis.phrases import Mention, mention
from tui.analysis.row import Row
from tui.analysis.steps import skip_adverbs, skip_back
from tui.analysis.words import DASHES


def attribution(row: Row, quote: int) -> Attribution | None:
    """Who speaks the quotation at token `quote`, as far as its own sentence tells."""
    if headed := announced_behind(row, quote):
        return headed
    rules = (after, before) if _leans_forward(row, quote) else (before, after)
    nobody = None  # "„…“, hieß es"
    for rule in rules:
        found = rule(row, quote)
        if found and not is_thing(row, found.mention):
            return found
        nobody = nobody or found
    return nobody


def _leans_forward(row: Row, quote: int) -> bool:
    """Whether the quotation's attribution is to be sought behind it first."""
    ends_open = last_inside(row, quote) == "," or text_at(row, quote + 1) == ","
    begins_sentence = row.starts[quote] == quote
    said = row.is_cue(quote + 1) and text_at(row, quote - 1) in ":—–"  # Kotka: “…” said Roe
    if row.lex.verb_second and not begins_sentence and text_at(row, quote + 1) == ",":
        ends_open = _is_verb(row, skip_adverbs(row, quote + 2))  # "„…“, Ek nannte es …"
    return begins_sentence or said or (ends_open and not _led_in(row, quote))


def _is_verb(row: Row, at: int) -> bool:
    known = at < len(row.tokens) and row.tokens[at].lower in row.lex.words["auxiliaries"]
    return known or row.is_cue(at)


def _led_in(row: Row, quote: int) -> bool:
    """Whether the words before lead directly into the quotation: "said, “", "said “"."""
    at = quote - 1
    return row.is_cue(at - (row.tokens[at].text in (",", ":")))


def labelled(row: Row, quote: int) -> Attribution | None:
    """ANN ROE: …  The label before the colon says who speaks."""
    found = mention(row, 0, quote - 1) if quote > 1 else None
    return Attribution(found or Mention(0, max(1, quote - 1), "noun"), -1, "label")


def incise(row: Row) -> Attribution | None:
    """The attribution within a quotation's own words: ", dit-elle.", "– dice Ann Roe –"."""
    for cue in row.cues:
        before = text_at(row, skip_back(row, cue, 0) - 1)
        if before not in (",", *DASHES, "-"):
            continue
        found = mention_after(row, cue + 1) or far_subject(row, cue + 1)
        if found and (found.kind != "noun" or not is_odd(row, found)):
            return Attribution(found, cue, "inside")
    return None
