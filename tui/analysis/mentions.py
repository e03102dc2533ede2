"""Mentions: the stretch of words that names a speaker ("he", "a spokesman for the ministry",
"ITU Secretary-General Houlin Zhao"), found from the cue beside it.

Shape, capitals and word lists only; who is meant is decided elsewhere.
"""

from __future__ import annotations

from tui.analysis.lexicon import first_names
from tui.analysis.phrases import Mention, has_role, is_head, mention, parenthesis
from tui.analysis.row import Row

# How many nouns may hang on one ("a spokesman for the head of the office of …"), and words in one.
MOST_ATTACHED, MOST_WORDS = 3, 14


def mention_after(row: Row, index: int) -> Mention | None:
    """The noun phrase that begins at token `index`, if one does."""
    tokens = row.tokens
    if index >= len(tokens) or tokens[index].kind != "w":
        return None
    word, lex = tokens[index].lower, row.lex
    if word in lex.pronouns and word not in lex.words["determiners"]:  # "het | bedrijf"
        return Mention(index, index + 1, "pronoun")
    if end := _one_of_them(row, index):
        return _with_name_behind(row, Mention(index, end, "noun"))
    last = _attached(row, index, _with_party(row, _phrase_end(row, index)))
    found = mention(row, index, last)
    found = _with_second_role(row, found) if found else found
    found = _with_name_behind(row, found) if found and found.kind == "noun" else found
    return _with_partner_behind(row, found) if found and found.kind == "name" else found


def _one_of_them(row: Row, index: int) -> int:
    """Where "einer von ihnen", "l'un d'entre eux", "una de las vecinas" ends; 0 if it is none."""
    tokens, words = row.tokens, row.lex.words
    index += tokens[index].lower == "l'"
    of = index + 1
    if of + 1 >= len(tokens) or tokens[index].lower not in words["one"]:
        return 0
    near = range(of, min(of + 3, len(tokens)))
    if them := next((at + 1 for at in near if tokens[at].lower in words["them"]), 0):
        return them
    end = _phrase_end(row, of + 1) if tokens[of].lower in row.lex.joints.of.split("|") else of
    return end if end > of + 1 else 0


def _phrase_end(row: Row, index: int) -> int:
    """Where the noun phrase that begins at token `index` ends, what hangs on it left out."""
    tokens, last, named = row.tokens, _behind_attribute(row, index), False
    while last < len(tokens) and last - index < MOST_WORDS and not row.stops(last):
        if named and row.lex.noun_capitals and not _inside_name(row, last):
            break  # "der Bürgermeister | alle Vorwürfe"
        if last > index and tokens[last - 1].capital and _is_plain_article(row, last):
            break  # "dijo Ana Roe | el pasado lunes"
        named = named or (tokens[last].capital and not _is_years(row, last))
        last += 1
    return last


def _is_years(row: Row, at: int) -> bool:
    """ "der 41 | Jahre alte Jan Roe"."""
    return row.tokens[at].lower in row.lex.words["years"] and row.tokens[at - 1].text.isdigit()


def _behind_attribute(row: Row, index: int) -> int:
    """ "die in Kotka geborene | Roe": behind what stands between an article and its noun."""
    tokens, words = row.tokens, row.lex.words
    joint = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    led = tokens[index].lower in words["definite"] and joint in words["prepositions"]
    if not (row.lex.noun_capitals and led):
        return index
    near = range(index + 3, min(index + MOST_WORDS, len(tokens) - 1))
    ends = (at for at in near if not tokens[at].capital and tokens[at + 1].capital)
    return next(ends, index)


def _is_plain_article(row: Row, at: int) -> bool:
    token = row.tokens[at]
    determiner = token.lower in row.lex.words["determiners"] and not token.capital
    return determiner and not row.is_joint(at)


def _is_done_by(row: Row, at: int) -> bool:
    behind = row.tokens[at + 1].lower if at + 1 < len(row.tokens) else ""
    done = row.lex.past and row.tokens[at].lower.endswith(row.lex.past)  # "documents | seen in …"
    done = done and row.tokens[at - 1].lower not in row.lex.words["determiners"]
    by = row.lex.words["prepositions"] if done else row.lex.words["by"]
    return not row.tokens[at].capital and behind in by and not row.is_role(at)


def _inside_name(row: Row, index: int) -> bool:
    token = row.tokens[index]
    return token.capital or token.lower == "'s" or row.is_joint(index)


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
    while first > start and body - first < MOST_WORDS and not row.stops(first - 1):
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


def worded(row: Row, at: int, start: int) -> Mention:
    """ "| a sign | in", "| placards | with": a thing with words at token `at`, and its article."""
    found = mention_before(row, at + 1, start)
    first = last_phrase(row, found.first, at + 1) if found else at
    named = row.tokens[first].lower in row.lex.words["determiners"]
    return Mention(first if named else at, at + 1, "noun")


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
    opens = first == row.starts[at] or row.tokens[first - 1].kind != "w"
    partner = mention(row, first, at) if opens else None
    if partner is None or partner.kind != "name":
        return found
    return Mention(partner.first, found.last, "several")


def _with_name_behind(row: Row, found: Mention) -> Mention:
    """ "said the chairman, | Ann Roe", "a directora, | a doutora Ana Sol": a name behind a role."""
    if named := _with_name_behind_office(row, found):
        return named
    tokens, first = row.tokens, _behind_place(row, found.last) + 1
    if first >= len(tokens) or tokens[first - 1].text != ",":
        return found
    if row.lex.incises and tokens[first].lower in row.lex.words["definite"]:
        first += 1
    while first + 1 < len(tokens) and _is_second_role(row, first):
        first += 1
    last = _name_end(row, first)
    plain = not any(row.is_role(at) for at in range(first, last))
    full = sum(token.capital for token in tokens[first:last]) > 1
    known = has_role(row, found) or row.is_role(first - 1)
    known = known or (full and tokens[first].lower in first_names())
    return Mention(found.first, last, "name", first, last) if full and plain and known else found


def _with_name_behind_office(row: Row, found: Mention) -> Mention | None:
    """ "l'assessora | all'Ambiente Ana Sol": a name right behind what somebody sees to."""
    tokens, at = row.tokens, found.last
    joint = at + 2 < len(tokens) and tokens[at].lower in row.lex.words["office"]
    if not joint or not row.lex.person(tokens[at - 1].lower):
        return None
    near = range(at + 2, min(at + 2 + MOST_ATTACHED, len(tokens) - 1))
    first = next((k for k in near if tokens[k].lower in first_names()), -1)
    if first < 0 or not (tokens[first].capital and tokens[first + 1].capital):
        return None
    last = _name_end(row, first)
    return Mention(found.first, last, "name", first, last)


def _name_end(row: Row, first: int) -> int:
    """Where a name ends that begins at token `first`."""
    last = first
    while last < len(row.tokens) and row.tokens[last].kind == "w" and _inside_name(row, last):
        last += 1
    return last


def _is_second_role(row: Row, at: int) -> bool:
    """ "der Anwalt, | Dr. Ann Roe", "il legale, l'| ex giudice Ann Roe"."""
    word, lex = row.tokens[at].lower, row.lex
    known = word in lex.before or row.is_role(at) or row.tokens[at + 1].lower in first_names()
    return word in lex.titles or (lex.incises and known and not row.tokens[at].capital)


def _behind_place(row: Row, at: int) -> int:
    """ "la secretaria general | en Asturias, Ana Sol", "el jefe | del Instituto del Mar, Ana"."""
    kinds, end = ("attaching", "determiners", "and", "inside"), at
    while end < min(at + MOST_WORDS, len(row.tokens)):
        token = row.tokens[end]
        if not (token.capital or any(token.lower in row.lex.words[kind] for kind in kinds)):
            break
        end += 1
    return end if end < len(row.tokens) and row.tokens[end].text == "," else at


def _with_second_role(row: Row, found: Mention) -> Mention:
    """ "said baker | and leading author Ann Roe": two roles of one person, the name behind both."""
    at = found.last
    if at + 3 >= len(row.tokens) or row.tokens[at].lower not in row.lex.words["and"]:
        return found
    first = row.is_role(at - 1) or row.lex.noun_capitals
    if not (first and any(row.lex.person(row.tokens[k].lower) for k in (at + 1, at + 2))):
        return found
    second = mention(row, at + 1, _phrase_end(row, at + 1))
    if second is None or second.kind != "name":
        return found
    return Mention(found.first, second.last, "name", second.name_first, second.name_last)


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
    return Mention(found.first, partner.last, "several")


def _whole(row: Row, first: int, start: int) -> int:
    """Where "a spokesman for X" begins, given where X does."""
    lex, begin = row.lex, first
    for _ in range(MOST_ATTACHED):
        if begin - 1 <= start or row.tokens[begin - 1].lower not in lex.words["attaching"]:
            break
        head = begin - 1
        while head > start and begin - head < 9 and not row.stops(head - 1):
            head -= 1
        if not is_head(row, head, begin - 1):
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
    """Whether a second noun hangs on tokens `first:last` by the word behind them."""
    tokens, joint, lex = row.tokens, row.tokens[last].lower, row.lex
    if joint not in lex.words["attaching"]:
        return False
    named, head = tokens[last + 1].capital, is_head(row, first, last)
    if lex.noun_capitals:
        named = named or joint in lex.words["determiners"]  # "der deutschen | Botschaft"
    elif tokens[last + 1].lower in lex.words["determiners"] and last + 2 < len(tokens):
        named = tokens[last + 2].capital  # "la ministre de | la Santé"
    genitive = _is_genitive(row, joint)
    plain = lex.incises or (head and not lex.noun_capitals)  # "il legale | della famiglia"
    if not (named or joint in ("of", "for") or (genitive and plain)):
        return False
    if genitive and not tokens[last - 1].capital:
        return True  # "a copy | of the filing"
    return head or joint in lex.words["genitive"]


def _is_genitive(row: Row, word: str) -> bool:
    """ "of"; "de" and what it makes with an article: "del", "della"."""
    joints = row.lex.joints.of.split("|")
    return word in joints and word[:1] == joints[0][:1]
