"""Cues: what the rules of attribution share: their answer, how sure each is, when a cue is none,
and the phrases that several of them read.

Which phrase counts where is told by the rules: `behind`, `ahead` and those that they ask.
"""

from __future__ import annotations

from typing import NamedTuple

from tui.analysis.mentions import mention_after, mention_before
from tui.analysis.phrases import Mention, is_articled_role
from tui.analysis.row import Row
from tui.analysis.topics import is_past, without_verb

# How sure each rule is: how often it was right on the development articles.
CONFIDENCE = {
    "subject and cue after": 0.98,
    "cue and subject after": 0.98,
    "cue before": 0.95,
    "participle before": 0.91,
    "according to": 0.87,
    "by": 0.8,
    "unlisted verb": 0.9,
    "colon": 0.83,
    "label": 0.95,
    "signed": 0.9,
    "inside": 0.9,
    "reported before": 0.9,
    "subject before": 0.5,
    "subject behind": 0.5,
    # Those that hand a speaker on: a factor.
    "carried on": 0.98,
    "same sentence": 0.95,
    "goes on": 0.93,
    "paragraph carried on": 0.84,
    "heading": 0.95,
}
# A factor for nouns that are no role, body or writing: "the 60 second clip".
ODD_NOUN = 0.93
FAR = 30  # tokens: so far behind a quotation its attribution may reach


class Attribution(NamedTuple):
    """Who is mentioned, by which cue (token index, -1 for none), by which rule."""

    mention: Mention
    cue: int
    rule: str


def according(row: Row, index: int) -> Attribution | None:
    """ "according to | Ann Roe", with the phrase beginning at token `index`; None: it does not."""
    tokens = row.tokens
    if tokens[index].lower in row.lex.trailing:
        found = mention_before(row, index, row.starts[index])
        return Attribution(found, index, "according to") if found else None
    for phrase in row.lex.according:
        end = index + len(phrase)
        if end < len(tokens) and all(
            tokens[index + k].lower == word for k, word in enumerate(phrase)
        ):
            mention = _object(row, end) or _teller(row, mention_after(row, end))
            if mention and mention.kind == "noun" and row.lex.verb_second:
                mention = without_verb(row, mention)  # "volgens Jan Roe | ziet"
            return Attribution(mention, index, "according to") if mention else None
    return None


def _teller(row: Row, found: Mention | None) -> Mention | None:
    """ "d'après le récit | qu'elle livre", "by the account | she gave": who tells it."""
    if found is None or found.kind != "noun":
        return found
    word, words = row.tokens[found.last - 1].lower, row.lex.words
    if word not in words["accounts"]:
        return found
    joint = row.tokens[found.last].lower if found.last < len(row.tokens) else ""
    at = found.last + (joint in words["that"] | words["relatives"])
    teller = mention_after(row, at)
    return teller if teller and teller.kind in ("pronoun", "name") else None


def _object(row: Row, at: int) -> Mention | None:
    """ "according to | him,"; no "according to her plan"."""
    ends = at + 1 < len(row.tokens) and row.tokens[at + 1].kind == "p"
    owner = ends and row.tokens[at].lower in row.lex.owners
    return Mention(at, at + 1, "pronoun") if owner else None


def passive(row: Row, cue: int, start: int) -> bool:
    """ "was called a “fraud”": the subject is not the speaker."""
    at = cue - 1
    while at > start and row.tokens[at].lower in row.lex.words["adverbs"]:
        at -= 1
    if at < start or row.tokens[at].lower not in row.lex.words["being"] or row.is_reflexive(at):
        return False
    return row.lex.verb_second or is_past(row, row.tokens[cue].lower)


def is_odd(row: Row, found: Mention) -> bool:
    """Whether a noun is none that commonly speaks."""
    head, words = row.tokens[found.last - 1].lower, row.lex.words
    if found.kind != "noun" or row.is_role(found.last - 1):
        return False
    if head in words["them"] or head in words["another"]:
        return False
    if row.lex.incises:
        return not is_articled_role(row, found)
    attaching = row.lex.words["attaching"]
    heads = (at for at in range(found.first, found.last - 1) if row.is_role(at))
    # "Bewohner | des Dorfes", "a woman | in"
    return all(row.tokens[at + 1].lower not in attaching for at in heads)


def whose_words(row: Row, first: int, end: int) -> Mention | None:
    """ "the verdict of | Ann Roe", "das Fazit | der Ministerin": whose what was said is called."""
    words, joints = row.lex.words, row.lex.joints.of.split("|")
    if first + 1 < len(row.tokens) and row.tokens[first].lower in row.lex.owners:
        said = row.tokens[first + 1].lower in words["utterances"]
        return Mention(first, first + 1, "pronoun") if said else None  # "so | ihr Fazit"
    for at in range(first + 1, min(end, len(row.tokens) - 1)):
        joint = row.tokens[at].lower
        if row.tokens[at - 1].lower not in words["utterances"] or joint not in joints:
            continue
        found = mention_after(row, at + (joint not in words["definite"]))
        if found and not is_odd(row, found):
            return found
    return None


def stated_in(row: Row, found: Attribution) -> Attribution:
    """ "heißt es | in der Erklärung": what stands behind an "it" that says something."""
    at = max(found.cue, found.mention.last - 1) + 1
    lex = row.lex
    if not lex.verb_second or not is_thing(row, found.mention) or at + 1 >= len(row.tokens):
        return found
    if not tells_where(row, at):
        return found
    source = mention_after(row, at + 1)
    return Attribution(source, found.cue, found.rule) if source else found


def tells_where(row: Row, at: int) -> bool:
    """ "heißt es | in der Erklärung"; not "| auf Anfrage heißt es"."""
    return row.tokens[at].lower in row.lex.words["inside"]


def is_thing(row: Row, found: Mention) -> bool:
    """Whether a mention is a pronoun for things: "it"."""
    pronoun = found.kind == "pronoun"
    return pronoun and row.lex.pronouns.get(row.tokens[found.first].lower) == "n"


def clause_end(row: Row, at: int) -> int:
    """How far an attribution from `at` on may reach: its sentence, a quotation, FAR."""
    for index in range(at, min(at + FAR, len(row.tokens))):
        token = row.tokens[index]
        if token.kind == "Q" or token.text in (".", "!", "?", ";"):
            return index
    return min(at + FAR, len(row.tokens))


def text_at(row: Row, index: int) -> str:
    """The text of a token, "" beyond the ends of the row."""
    return row.tokens[index].text if 0 <= index < len(row.tokens) else ""


def last_inside(row: Row, quote: int) -> str:
    """The last character inside the marks of a quotation; a space if there is nothing in them."""
    token = row.tokens[quote]
    return row.text[token.start : token.end].rstrip("\"'”’“‘»«) \u00a0")[-1:] or " "
