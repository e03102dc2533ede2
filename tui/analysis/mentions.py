"""Mentions: the stretch of words that names a speaker ("he", "a spokesman for the ministry",
"ITU Secretary-General Houlin Zhao"), found from the cue beside it.

Shape, capitals and word lists only; who is meant is decided elsewhere.
"""

from __future__ import annotations

from tui.analysis.lexicon import first_names
from tui.analysis.phrases import (
    Mention,
    has_role,
    is_before_suffix,
    is_head,
    mention,
    parenthesis,
    stands_close,
)
from tui.analysis.row import Row

# How many nouns may hang on one ("a spokesman for the head of the office of …"), and words in one.
MOST_ATTACHED, MOST_WORDS = 3, 14


def mention_after(row: Row, index: int) -> Mention | None:
    """The noun phrase that begins at token `index`, if one does."""
    tokens = row.tokens
    if index >= len(tokens) or tokens[index].kind != "w":
        return None
    if tokens[index].lower in row.lex.pronouns and not _is_article(row, index):
        return Mention(index, index + 1, "pronoun")
    last = _with_party(row, _phrase_end(row, index))
    if last < len(tokens) and tokens[last - 1].text == ")" and tokens[last].capital:
        last = _phrase_end(row, last)  # "le député (Les Verts) | Paul Ferrand"
    found = mention(row, index, _attached(row, index, last))
    found = _with_second_role(row, found) if found else found
    found = _with_name_behind(row, found) if found and found.kind == "noun" else found
    return _with_partner_behind(row, found) if found and found.kind == "name" else found


def _is_article(row: Row, index: int) -> bool:
    """ "het | bedrijf", "de | boende": a pronoun that is an article where a noun follows."""
    article = row.tokens[index].lower in row.lex.words["determiners"]
    return article and index + 1 < len(row.tokens) and not row.stops(index + 1)


def _phrase_end(row: Row, index: int) -> int:
    """Where the noun phrase that begins at token `index` ends, what hangs on it left out."""
    tokens, last, named = row.tokens, _behind_attribute(row, index), False
    while last < len(tokens) and last - index < MOST_WORDS and not row.stops(last):
        token = tokens[last]
        if named and row.lex.noun_capitals and not _inside_name(row, last):
            break  # "der Bürgermeister | alle Vorwürfe"
        if last > index and tokens[last - 1].capital and _is_plain_article(row, last):
            break  # "dijo Ana Roe | el pasado lunes"
        if last > index and _is_done_by(row, last):
            break  # "researchers | led by …"
        named = named or token.capital
        last += 1
    loose = row.lex.particles | row.lex.words["determiners"]
    while last > index + 1 and tokens[last - 1].lower in loose and not tokens[last - 1].capital:
        last -= 1  # "Vertreter | der deutschen Wirtschaft", "dijo la mujer | el lunes"
    return last


def _is_plain_article(row: Row, at: int) -> bool:
    token, lex = row.tokens[at], row.lex
    particle = token.lower in lex.particles and row.joins_names(at)
    return token.lower in lex.words["determiners"] and not (token.capital or particle)


def _behind_attribute(row: Row, index: int) -> int:
    """ "die in Kotka geborene | Roe": behind what stands between an article and its noun."""
    tokens, end = row.tokens, min(index + MOST_WORDS, len(row.tokens) - 1)
    joint = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    led = row.lex.noun_capitals and joint in row.lex.words["prepositions"]
    if not led or tokens[index].lower not in row.lex.words["definite"]:
        return index
    for at in range(index + 3, end):
        if tokens[at].kind != "w":
            break
        if (
            tokens[at].lower.endswith(("e", "en"))
            and not tokens[at].capital
            and tokens[at + 1].capital
        ):
            return at
    return index


def _is_done_by(row: Row, at: int) -> bool:
    behind = row.tokens[at + 1].lower if at + 1 < len(row.tokens) else ""
    return not row.tokens[at].capital and behind in row.lex.words["by"] and not row.is_role(at)


def _inside_name(row: Row, index: int) -> bool:
    token = row.tokens[index]
    joint = token.lower in row.lex.particles and row.joins_names(index)
    return token.capital or joint or token.lower == "'s"


def mention_before(row: Row, index: int, start: int) -> Mention | None:
    """The noun phrase that ends before token `index`, looking back no further than `start`."""
    tokens = row.tokens
    pronouns = row.lex.pronouns, row.lex.words["relatives"]
    if index > start and any(tokens[index - 1].lower in words for words in pronouns):
        return Mention(index - 1, index, "pronoun")
    first = index
    if index > start and tokens[index - 1].text == ")":
        first = parenthesis(row, index, start)
    body = first
    while first > start and body - first < MOST_WORDS:
        if row.stops(first - 1) and not is_before_suffix(row, first - 1):
            break
        first -= 1
    if first == body:
        return None
    if listed := _behind_list(row, first, index, start):
        return Mention(_whole(row, listed, start), index, "noun")
    whole = _whole(row, _behind_and(row, first, index, start), start)
    found = mention(row, whole, index)
    if found and found.kind == "noun" and whole == first:
        found = mention(row, last_phrase(row, first, index), index)
    return _with_partner_before(row, found, start) if found else None


def _behind_list(row: Row, first: int, last: int, start: int) -> int:
    """ "the Department for | Environment, Food and Rural Affairs": its first noun, or 0."""
    tokens, at, inside = row.tokens, first, row.lex.words["and"] | {","}
    while at > start and (tokens[at - 1].capital or tokens[at - 1].lower in inside):
        at -= 1
    attached = at - 1 > start and tokens[at - 1].lower in row.lex.joints.of.split("|")
    body = attached and tokens[at - 2].lower in row.lex.words["organisations"]
    listed = {token.lower for token in tokens[at:last]} >= inside
    return at if body and listed and tokens[at].capital and tokens[last - 1].capital else 0


def _behind_and(row: Row, first: int, last: int, start: int) -> int:
    """ "the Department of | Health and Social Care", "| Avon and Somerset Police": one body."""
    tokens, bodies, at = row.tokens, row.lex.words["organisations"], first - 1
    if at <= start or tokens[at].lower not in row.lex.words["and"] or not tokens[first].capital:
        return first
    if tokens[at - 1].lower in row.lex.titles:
        return at - 1  # "| Mr and Mrs Roe"
    begin = at
    while begin > start and tokens[begin - 1].capital:
        begin -= 1
    before = tokens[begin - 1].lower if begin > start else ""
    named = any(token.lower in bodies for token in tokens[first + 1 : last])
    other = any(token.lower in bodies for token in tokens[begin:at])
    attached = before in row.lex.words["attaching"] and begin - 1 > start
    one = (named and not other) or (attached and tokens[begin - 2].lower in bodies)
    return begin if begin < at and one else first


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
    if _is_office(row, first, at):
        return Mention(first, found.last, "name", found.name_first, found.name_last)
    return Mention(partner.first, found.last, "several")


def _with_name_behind(row: Row, found: Mention) -> Mention:
    """ "said the chairman, | Ann Roe": a full name behind a role and a comma."""
    tokens, first = row.tokens, _behind_attached(row, found.last) + 1
    if first + 1 >= len(tokens) or tokens[first - 1].text != "," or not has_role(row, found):
        return found
    last = first
    while last < len(tokens) and tokens[last].kind == "w" and _inside_name(row, last):
        last += 1
    names = [token for token in tokens[first:last] if token.capital]
    plain = not any(row.is_role(at) or row.is_cue(at) for at in range(first, last))
    ends = last >= len(tokens) or tokens[last].text in (",", ".", ";", "(")
    ends = ends or tokens[last].lower in row.lex.words["attaching"]
    known = len(names) == 1 == last - first and tokens[first].lower in first_names()
    if not (len(names) > 1 or known) or not plain or not ends:
        return found
    return Mention(found.first, last, "name", first, last)


def _with_second_role(row: Row, found: Mention) -> Mention:
    """ "said baker | and leading author Ann Roe": two roles of one person, the name behind both."""
    at = found.last
    if at + 3 >= len(row.tokens) or row.tokens[at].lower not in row.lex.words["and"]:
        return found
    first = row.is_role(at - 1) or row.lex.noun_capitals
    if not (first and any(row.lex.person(row.tokens[k].lower) for k in (at + 1, at + 2))):
        return found
    second = mention(row, at + 1, _phrase_end(row, at + 1))
    if second is None or second.kind != "name" or second.name_last - second.name_first < 2:
        return found
    return Mention(found.first, second.last, "name", second.name_first, second.name_last)


def _behind_attached(row: Row, at: int) -> int:
    """ "the head | of water at the office, Ann Roe": where all that hangs on a role ends."""
    end, words = at, row.lex.words
    joints = words["attaching"] | (words["prepositions"] if row.lex.noun_capitals else set())
    while end < min(at + MOST_WORDS, len(row.tokens)) and row.tokens[end].kind == "w":
        if (end == at and row.tokens[end].lower not in joints) or row.tokens[end].lower in words[
            "times"
        ]:
            return at
        if row.is_cue(end) or row.tokens[end].lower in row.lex.words["auxiliaries"]:
            return at
        end += 1
    return min(end, len(row.tokens) - 1)


def _is_cut(row: Row, first: int) -> bool:
    return first == 0 or row.tokens[first - 1].kind != "w"


def _with_partner_behind(row: Row, found: Mention) -> Mention:
    """ "said | Ann Roe and Bo Ek.": both, if a stop or "in a note" follows."""
    tokens, at = row.tokens, found.last
    if at + 1 >= len(tokens) or tokens[at].lower not in row.lex.words["and"]:
        return found
    last = _phrase_end(row, at + 1)
    ends = last >= len(tokens) or tokens[last].text in (".", ",", ";")
    ends = ends or tokens[last].lower in row.lex.words["prepositions"]
    partner = mention(row, at + 1, last) if ends and last > at + 1 else None
    if partner is None or partner.kind != "name":
        return found
    if _is_office(row, found.first, at):
        return Mention(found.first, last, "name", partner.name_first, partner.name_last)
    return Mention(found.first, partner.last, "several")


def _is_office(row: Row, first: int, at: int) -> bool:
    """ "Head of Sales | and Trade Ann Roe", "Chief Risk | and Trade Officer Ek": one person."""
    tokens, lex = row.tokens, row.lex
    if any(token.lower in first_names() for token in tokens[first:at]):
        return False
    of, officer = lex.joints.of.split("|"), tokens[min(at + 2, len(tokens) - 1)].lower
    for index in range(first, at - 1):
        role, behind = tokens[index].lower, tokens[index + 1].lower
        chief = role in lex.words["ranks"] and not lex.person(behind) and lex.person(officer)
        if chief or (lex.person(role) and behind in of):
            return True
    return False


def _whole(row: Row, first: int, start: int) -> int:
    """Where "a spokesman for X" begins, given where X does."""
    lex, begin = row.lex, first
    for _ in range(MOST_ATTACHED):
        if begin - 1 <= start:
            break
        close = stands_close(row, begin - 1)
        if not close and row.tokens[begin - 1].lower not in lex.words["attaching"]:
            break
        head = begin - 1 - close
        while head > start and begin - head < 9 and not row.stops(head - 1):
            head -= 1
        if not is_head(row, head, begin - 1 - close):
            break
        begin = head
    return begin


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
        end, named = last + 1, False
        while end < len(tokens) and end - last < 9 and not row.stops(end):
            if end > last + 1 and _is_done_by(row, end):
                break  # "a copy of the filing | obtained by …"
            if named and row.lex.noun_capitals and not _inside_name(row, end):
                break  # "ein Sprecher des Amts | einen Bericht"
            named = named or tokens[end].capital
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
    if row.lex.noun_capitals and tokens[last].lower in row.lex.words["determiners"]:
        named = _is_noun_ahead(row, last + 1)  # "der deutschen | Botschaft"
    if articled and last + 2 < len(tokens):
        named = tokens[last + 2].capital  # "la ministre de | la Santé"
    joint, head = tokens[last].lower, is_head(row, first, last)
    genitive = _is_genitive(row, joint)
    plain = joint in ("of", "for") or (genitive and head and not row.lex.noun_capitals)
    if follower.lower in row.lex.words["times"] or not (named or plain):
        return False
    if genitive and not tokens[last - 1].capital:
        return True  # "a copy | of the filing"
    return head or joint in row.lex.words["genitive"]


def _is_noun_ahead(row: Row, at: int) -> bool:
    """Whether a noun with a capital follows, perhaps behind adjectives."""
    end = min(at + 3, len(row.tokens))
    while at < end and not row.tokens[at].capital and not row.stops(at):
        at += 1
    return at < end and row.tokens[at].capital


def _is_genitive(row: Row, word: str) -> bool:
    """ "of"; "de" and what it makes with an article: "del", "della"."""
    joints = row.lex.joints.of.split("|")
    return word in joints and word[:1] == joints[0][:1]
