"""Mentions: the stretch of words that names a speaker ("he", "a spokesman for the ministry",
"ITU Secretary-General Houlin Zhao"), found from the cue beside it.

Shape, capitals and word lists only; who is meant is decided elsewhere.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from tui.analysis.row import Row

# How many nouns may hang on one ("a spokesman for the head of the office of …"), and words in one.
MOST_ATTACHED, MOST_WORDS = 3, 14

Kind = Literal["pronoun", "name", "noun", "several"]


class Mention(Struct, frozen=True):
    """Tokens `first:last` of a row name somebody; `name_first:name_last` is the bare name in it."""

    first: int
    last: int
    kind: Kind
    name_first: int = 0
    name_last: int = 0


def mention_after(row: Row, index: int) -> Mention | None:
    """The noun phrase that begins at token `index`, if one does."""
    tokens = row.tokens
    if index >= len(tokens) or tokens[index].kind != "w":
        return None
    if tokens[index].lower in row.lex.pronouns:
        return Mention(index, index + 1, "pronoun")
    last = _with_party(row, _phrase_end(row, index))
    found = mention(row, index, _attached(row, index, last))
    found = _with_name_behind(row, found) if found and found.kind == "noun" else found
    return _with_partner_behind(row, found) if found and found.kind == "name" else found


def _phrase_end(row: Row, index: int) -> int:
    """Where the noun phrase that begins at token `index` ends, what hangs on it left out."""
    tokens, last, named = row.tokens, index, False
    while last < len(tokens) and last - index < MOST_WORDS and not row.stops(last):
        token = tokens[last]
        if named and row.lex.noun_capitals and not _inside_name(row, last):
            break  # "der Bürgermeister | alle Vorwürfe"
        behind = tokens[last + 1].lower if last + 1 < len(tokens) else ""
        if last > index and not token.capital and behind in row.lex.words["by"]:
            break  # "researchers | led by …"
        named = named or token.capital
        last += 1
    while last > index + 1 and tokens[last - 1].lower in row.lex.particles:
        last -= 1  # "Vertreter | der deutschen Wirtschaft"
    return last


def _inside_name(row: Row, index: int) -> bool:
    token = row.tokens[index]
    return token.capital or token.lower in row.lex.particles or token.lower == "'s"


def mention_before(row: Row, index: int, start: int) -> Mention | None:
    """The noun phrase that ends before token `index`, looking back no further than `start`."""
    tokens = row.tokens
    pronouns = row.lex.pronouns, row.lex.words["relatives"]
    if index > start and any(tokens[index - 1].lower in words for words in pronouns):
        return Mention(index - 1, index, "pronoun")
    first = index
    if index > start and tokens[index - 1].text == ")":
        first = _parenthesis(row, index, start)
    body = first
    while first > start and not row.stops(first - 1) and body - first < MOST_WORDS:
        first -= 1
    if first == body:
        return None
    whole = _whole(row, first, start)
    found = mention(row, whole, index)
    if found and found.kind == "noun" and whole == first:
        found = mention(row, last_phrase(row, first, index), index)
    return _with_partner_before(row, found, start) if found else None


def last_phrase(row: Row, first: int, last: int) -> int:
    """ "took | the note": where the last noun phrase of a run of words begins."""
    determiners = row.lex.words["determiners"]
    for at in range(last - 2, first, -1):
        before, word = row.tokens[at - 1].lower, row.tokens[at].lower
        genitive = word in row.lex.words["attaching"]
        if word in determiners and before not in determiners and not genitive:
            return at
    return first


def _with_partner_before(row: Row, found: Mention, start: int) -> Mention:
    """ "Ann Roe and Bo Ek | said", "Roe and her team | said": both, if the first opens it."""
    at = found.first - 1
    lex, lead = row.lex, row.tokens[found.first].lower
    if found.kind != "name" and lead not in lex.words["possessive"]:
        return found
    if at <= start or row.tokens[at].lower not in lex.words["and"]:
        return found
    first = at
    while first > start and not row.stops(first - 1):
        first -= 1
    partner = mention(row, first, at) if first == row.starts[at] or _is_cut(row, first) else None
    if partner is None or partner.kind != "name":
        return found
    return Mention(partner.first, found.last, "several")


def _with_name_behind(row: Row, found: Mention) -> Mention:
    """ "said the chairman, | Ann Roe": a full name behind a role and a comma."""
    tokens, first = row.tokens, found.last + 1
    if first + 1 >= len(tokens) or tokens[found.last].text != "," or not has_role(row, found):
        return found
    last = first
    while last < len(tokens) and tokens[last].kind == "w" and _inside_name(row, last):
        last += 1
    names = [token for token in tokens[first:last] if token.capital]
    plain = not any(row.is_role(at) or row.is_cue(at) for at in range(first, last))
    ends = last >= len(tokens) or tokens[last].text in (",", ".", ";", "(")
    if len(names) < 2 or not plain or not ends:
        return found
    return Mention(found.first, last, "name", first, last)


def has_role(row: Row, found: Mention) -> bool:
    """Whether one of its words is what a person can be called: "the chairman"."""
    return any(row.lex.person(token.lower) for token in row.tokens[found.first : found.last])


def _is_cut(row: Row, first: int) -> bool:
    return first == 0 or row.tokens[first - 1].kind != "w"


def _with_partner_behind(row: Row, found: Mention) -> Mention:
    """ "said | Ann Roe and Bo Ek.": both, if nothing but a stop follows."""
    tokens, at = row.tokens, found.last
    if at + 1 >= len(tokens) or tokens[at].lower not in row.lex.words["and"]:
        return found
    last = _phrase_end(row, at + 1)
    ends = last >= len(tokens) or tokens[last].text in (".", ",", ";")
    partner = mention(row, at + 1, last) if ends and last > at + 1 else None
    if partner is None or partner.kind != "name":
        return found
    return Mention(found.first, partner.last, "several")


def _whole(row: Row, first: int, start: int) -> int:
    """Where "a spokesman for X" begins, given where X does."""
    lex, begin = row.lex, first
    for _ in range(MOST_ATTACHED):
        if begin - 1 <= start:
            break
        close = _stands_close(row, begin - 1)
        if not close and row.tokens[begin - 1].lower not in lex.words["attaching"]:
            break
        head = begin - 1 - close
        while head > start and begin - head < 9 and not row.stops(head - 1):
            head -= 1
        if not _is_head(row, head, begin - 1 - close):
            break
        begin = head
    return begin


def _stands_close(row: Row, at: int) -> bool:
    """ "a source close | to Roe": an adjective before the joint belongs to it."""
    pair = f"{row.tokens[at - 1].lower} {row.tokens[at].lower}" if at else ""
    return tuple(pair.split()) in row.lex.near


def _is_head(row: Row, first: int, last: int) -> bool:
    """Whether tokens `first:last` can be what "for X" hangs on: a role, a body, a writing."""
    return last > first and (row.is_role(last - 1) or _comes_from(row, last))


def _comes_from(row: Row, at: int) -> bool:
    """ "Charles Rangel | of New York", "Ann Roe | from Kotka"."""
    row_, joints = row.tokens, row.lex.joints
    if at + 1 >= len(row_) or at < 2 or not (row_[at - 1].capital and row_[at - 2].capital):
        return False
    links = (*joints.of.split("|")[:1], *joints.place.split("|"))
    behind = at + 2 if row_[at + 1].lower in row.lex.words["determiners"] else at + 1
    return row_[at].lower in links and behind < len(row_) and row_[behind].capital


def _parenthesis(row: Row, index: int, start: int) -> int:
    """The index of the "(" that belongs to the ")" before `index`."""
    at = index - 1
    while at > start and row.tokens[at].text != "(" and index - at < 12:
        at -= 1
    return at if row.tokens[at].text == "(" else index


def _with_party(row: Row, last: int) -> int:
    """Takes in "(R-Texas)" or "(GMIS)" behind a name."""
    tokens = row.tokens
    if last >= len(tokens) or tokens[last].text != "(":
        return last
    for at in range(last + 1, min(last + 8, len(tokens))):
        if tokens[at].text == ")":
            return at + 1
    return last


def _attached(row: Row, first: int, last: int) -> int:
    """Takes in "for the ministry" behind "a spokesman"."""
    tokens = row.tokens
    for _ in range(MOST_ATTACHED):
        if last <= first or last + 1 >= len(tokens) or not _hangs_on(row, first, last):
            break
        end = last + 1
        while end < len(tokens) and end - last < 9 and not row.stops(end):
            end += 1
        if end == last + 1:
            break
        last = end
    return last


def _hangs_on(row: Row, first: int, last: int) -> bool:
    tokens = row.tokens
    if tokens[last].lower not in row.lex.words["attaching"]:
        return False
    follower, named = tokens[last + 1], tokens[last + 1].capital
    articled = follower.lower in row.lex.words["determiners"] and not row.lex.noun_capitals
    if articled and last + 2 < len(tokens):
        named = tokens[last + 2].capital  # "la ministre de | la Santé"
    joint, head = tokens[last].lower, _is_head(row, first, last)
    genitive = _is_genitive(row, joint)
    plain = joint in ("of", "for") or (genitive and head and not row.lex.noun_capitals)
    if follower.lower in row.lex.words["times"] or not (named or plain):
        return False
    return head or (genitive and not tokens[last - 1].capital)  # "a copy | of the filing"


def _is_genitive(row: Row, word: str) -> bool:
    """ "of"; "de" and what it makes with an article: "del", "della"."""
    joints = row.lex.joints.of.split("|")
    return word in joints and word[:1] == joints[0][:1]


def mention(row: Row, first: int, last: int) -> Mention | None:
    """Tokens `first:last` as a mention, the bare name in it found."""
    tokens, lex = row.tokens, row.lex
    while last > first and tokens[last - 1].lower in ("'s", "(", ","):
        last -= 1
    if first + 1 < last and tokens[first].lower in lex.words["that"]:
        first += tokens[first + 1].lower in lex.words["determiners"]  # "that | the minister"
    if last <= first or tokens[first].lower == "'s":
        return None
    end = last
    if tokens[end - 1].text == ")":
        end = _parenthesis(row, end, first)
        end = end if end > first else last
    origin = next((at for at in range(first + 2, end) if _leaves_name(row, at)), end)
    if origin < end:
        last = last if _is_of(row, origin, last) else origin
        end = origin
    if last - first == 1 and tokens[first].lower in lex.words["objects"]:
        return None
    name_last = _name_end(row, first, end)
    name_first = _name_start(row, first, name_last)
    named = name_first < name_last and not _inside_noun(row, first, name_first)
    if named and not _is_common(row, name_first, name_last):
        first = _behind_circumstance(row, first, name_first)
        return Mention(first, last, "name", name_first, name_last)
    if all(token.lower in lex.words["determiners"] for token in tokens[first:last]):
        return Mention(first, last, "noun") if _stands_alone(row, first, last) else None
    if tokens[first].text[0].isdigit() or not any(
        token.text[0].isalpha() and len(token.text) > 1 for token in tokens[first:last]
    ):
        return None
    if lex.noun_capitals and not any(token.capital for token in tokens[first:last]):
        return None
    if (
        last - first == 1
        and (row.starts[first] == first or tokens[first - 1].kind != "w")
        and tokens[first].lower in lex.words["openers"]
    ):
        return None
    return Mention(first, last, "noun")


def _stands_alone(row: Row, first: int, last: int) -> bool:
    """ "another | wrote", "wrote | another.": a word that needs no noun, right at its verb."""
    if last - first > 1 or row.tokens[first].lower not in row.lex.words["alone"]:
        return False
    behind = last >= len(row.tokens) or row.tokens[last].kind == "p"
    at = last
    while at < len(row.tokens) and row.lex.adverb(row.tokens[at].lower):
        at += 1
    return row.is_cue(at) if not behind else row.is_cue(first - 1)


def _is_of(row: Row, at: int, last: int) -> bool:
    """ "Rangel of New York" is one name as it were, "Roe from Kotka" is not."""
    short = last - at <= 5 and all(token.lower != "'s" for token in row.tokens[at:last])
    return short and row.tokens[at].lower == row.lex.joints.of.split("|")[0]


def _is_common(row: Row, first: int, last: int) -> bool:
    """Where nouns have capitals: whether "der Vorwurf" is a noun and no name."""
    before = row.tokens[first - 1].lower if first else ""
    closed = row.lex.words["determiners"], row.lex.words["attaching"]
    return row.lex.noun_capitals and last - first == 1 and any(before in words for words in closed)


def _leaves_name(row: Row, at: int) -> bool:
    """Whether a full name ends before token `at` and where its bearer comes from follows."""
    return _comes_from(row, at) and not (row.is_role(at - 1) or row.is_role(at - 2))


def _behind_circumstance(row: Row, first: int, name_first: int) -> int:
    """ "After the vote | Mayor Quint said": where a name stands right behind a circumstance."""
    tokens, lex = row.tokens, row.lex
    if first == 0 or tokens[first - 1].lower not in lex.words["prepositions"]:
        return first
    at = name_first
    while at > first and (tokens[at - 1].capital or row.is_role(at - 1)):
        at -= 1
    return at if tokens[first].lower in lex.words["determiners"] else first


def _name_end(row: Row, first: int, end: int) -> int:
    return end if end > first and row.tokens[end - 1].capital else first


def _name_start(row: Row, first: int, end: int) -> int:
    """Where the bare name that ends at `end` begins: behind roles, titles, bodies."""
    tokens, lex = row.tokens, row.lex
    at = end
    while at > first:
        token = tokens[at - 1]
        if not token.capital and not (token.lower in lex.particles and at < end):
            break
        titled = lex.person(token.lower) or token.lower in lex.titles or row.ends_fixed(at - 1)
        if titled and not (at == end and (row.is_surname(at - 1) or first == end - 1)):
            break
        if _begins_clause(row, at - 1) and token.lower in lex.words["openers"]:
            break
        at -= 1
    while at < end and not tokens[at].capital and tokens[at].lower not in lex.particles:
        at += 1
    genitive = first < at < end and not tokens[at].capital
    return at + 1 if genitive and row.is_role(at - 1) else at  # "Sprecherin der | Werft"


def _begins_clause(row: Row, at: int) -> bool:
    return row.starts[at] == at or row.tokens[at - 1].text == ":"


def _inside_noun(row: Row, first: int, name_first: int) -> bool:
    """Whether the name only completes a noun: "a spokesman for Smith"."""
    lex = row.lex
    for index in range(first + 1, name_first):
        close = _stands_close(row, index)
        head = row.tokens[index - 1 - close]
        if not close and row.tokens[index].lower not in lex.words["attaching"]:
            continue
        if not head.capital and _is_head(row, first, index - close):
            return True
        if head.capital and lex.person(head.lower) and name_first - index <= 2:
            return row.tokens[first].lower in lex.words["determiners"]
    return False
