"""Roles: what the words around a name say its bearer is, and where.

"ITU Secretary-General Houlin Zhao", "Hiroshi Kuniyoshi, Deputy to the Director General, UNIDO".
Words of the text only, as they stand.
"""

from __future__ import annotations

from tui.analysis.lexicon import first_names
from tui.analysis.posts import Role, is_several, joints_of, sounds_like_body, split
from tui.analysis.row import Row
from tui.analysis.words import END_MARKS

DASHES = ("-", "–", "—")
MOST_BEFORE = 8  # words that are read before a role
MOST_WITH_BODY = 15  # the same with the body it is in
CAPTION = 25  # words: so long a line may be that ends without a full stop
FAR = 40  # tokens: so far behind a name its explanation is read
MOST_TITLES = 3  # words between a role and its bearer's name: ", Rear Admiral"


def role_before(row: Row, first: int) -> Role:
    """What stands before the name that begins at token `first`: "ITU Secretary-General"."""
    tokens, lex, end = row.tokens, row.lex, _behind_titles(row, first)
    begin = end
    while begin > 0 and (step := _role_words(row, begin - 1)):
        begin -= step
    fixed = end > 0 and row.ends_fixed(end - 1)
    if not fixed and not any(_is_post(row, k) for k in range(begin, end)):
        found = _role_with_body(row, first)
        return found if found.role else _role_about(row, end)
    if is_several(lex, tokens[end - 1].lower):
        return Role()  # "the authors Ann Roe and Bo Ek"
    begin = _office(row, begin)
    return _split_before(row, _lead_in(row, begin), begin, end)


def _is_post(row: Row, at: int) -> bool:
    """Whether a word says what somebody is; "the 60-year-old", "the elder" tell their age."""
    word, lex = row.tokens[at].lower, row.lex
    aged = word[0].isdigit() or word in lex.words["ages"]
    once = word in lex.before and word in lex.words["epithets"]  # "former"
    return lex.person(word) and not aged and not once


def _behind_titles(row: Row, first: int) -> int:
    """ "Chairman | Dr. Ann Roe", "the party's chairman|, Rear Admiral Ann Roe": a role's end."""
    tokens, end, lead = row.tokens, first, first
    while end > 0 and _is_address(row, end - 1):
        end -= 1
    while lead > max(0, first - MOST_TITLES) and tokens[lead - 1].capital:
        lead -= 1
    named = (at for at in range(lead, first + 1) if _is_named_role(row, at))
    return next(named, end + 1) - 1


def _lead_in(row: Row, begin: int) -> int:
    """Where the words begin that stand before a role: "the | Reef Council | secretary"."""
    at, words = begin, row.lex.words
    if at > 0 and row.tokens[at - 1].lower in words["determiners"]:
        return at
    while at > max(0, begin - MOST_BEFORE) and (not row.stops(at - 1) or _inside_body(row, at - 1)):
        if row.tokens[at - 1].lower in words["conjunctions"]:
            break  # "KOTKA: When | harbour pilot"
        at -= 1
    return at + (row.tokens[at].text == "s")  # "USA:s | president"


def _inside_body(row: Row, at: int) -> bool:
    """ "Bank | of | Kotka governor"."""
    of = 0 < at < len(row.tokens) - 1 and row.tokens[at].lower in row.lex.joints.of.split("|")
    return of and row.tokens[at - 1].capital and row.lex.body(row.tokens[at - 1].lower)


def _is_address(row: Row, at: int) -> bool:
    """ "Chairman | Dr. Ann Roe": a title that says nothing of what somebody does."""
    word = row.tokens[at].lower
    return word in row.lex.titles and not row.lex.person(word) and not row.ends_fixed(at)


def _role_words(row: Row, at: int) -> int:
    """How many words of a role end at token `at`."""
    word, lex = row.tokens[at].lower, row.lex
    noun = not lex.noun_capitals or word != row.tokens[at].text  # "der verletzte | Ehlert"
    return row.ends_fixed(at) or int((noun and lex.person(word)) or word in lex.before)


def _office(row: Row, begin: int) -> int:
    """ "| Chief Risk and Trade Officer Ann Roe": where a role begins that seems to at `begin`."""
    tokens, lex = row.tokens, row.lex
    for at in range(begin - 1, max(-1, begin - 6), -1):
        word = tokens[at].lower
        if tokens[at].capital and word in lex.words["ranks"]:
            return at
        if not tokens[at].capital and word not in lex.words["and"]:
            break
    return _portfolio(row, begin)


def _portfolio(row: Row, begin: int) -> int:
    """ "Jordanian | Foreign Minister", "| Health and Care Secretary": what an office is about."""
    tokens, words = row.tokens, row.lex.words
    if tokens[begin].lower not in words["offices"]:
        return begin
    at = begin
    while at > 0 and tokens[at - 1].lower in words["portfolios"] | words["and"]:
        at -= 1
    return at if tokens[at].capital else begin


def _role_with_body(row: Row, first: int) -> Role:
    """ "le patron du MoDem, | François Berthier,": a role, its body, and perhaps a comma."""
    tokens, lex, last = row.tokens, row.lex, first
    end = first - (first > 0 and tokens[first - 1].text == ",")
    while last < len(tokens) and (tokens[last].capital or _is_particle(row, last)):
        last += 1
    apart = end == first or last >= len(tokens) or tokens[last].kind == "p"
    for at in range(end - 2, max(0, end - MOST_WITH_BODY), -1):
        if tokens[at + 1].kind != "w" or row.is_cue(at + 1) or last - first < 2 or not apart:
            break
        joined = tokens[at + 1].lower in lex.words["attaching"]
        named = end < first or any(token.capital for token in tokens[at + 2 : end])
        begin = at - (lex.incises and not lex.person(tokens[at].lower))  # "le maire élu de"
        led = tokens[begin - 1].lower in lex.words["determiners"]
        if joined and named and led and lex.person(tokens[begin].lower):
            return Role(*split(row, row.words(begin, end)))
    return Role()


def _is_particle(row: Row, at: int) -> bool:
    """ "Ursula | von der | Roe"."""
    return row.tokens[at].lower in row.lex.particles and row.joins_names(at)


def _role_about(row: Row, end: int) -> Role:
    """ "Chief of Army Staff |", "the minister of mines |,": a role and what it is about."""
    tokens, lex = row.tokens, row.lex
    end -= end > 0 and tokens[end - 1].text == ","
    joints = lex.words["office"] | set(lex.joints.of.split("|"))
    for at in range(end - 2, max(0, end - MOST_BEFORE), -1):
        word, head = tokens[at].lower, tokens[at - 1].lower
        if word in joints and lex.person(head):
            begin = at
            while begin > 0 and (step := _role_words(row, begin - 1)):
                begin -= step
            lead = _lead_in(row, begin)
            if tokens[end].text == "," and not _is_subject(row, lead, begin):
                break
            about = tokens[at + 1].lower not in lex.words["indefinite"]  # "author of a goal"
            if head in lex.gendered or is_several(lex, head) or not about:
                break
            return _split_before(row, lead, begin, end)
        if lex.person(word) or (row.stops(at) and word not in lex.words["and"]):
            break
    return Role()


def _is_subject(row: Row, lead: int, begin: int) -> bool:
    """ "| The head of sales, Ann Roe,", no "in | the Reef Leader of Kotka, Ann Roe"."""
    tokens, words = row.tokens, row.lex.words
    at = lead if tokens[lead].lower in words["definite"] else max(0, lead - 1)
    definite = any(token.lower in words["definite"] for token in tokens[at:begin])
    inside = at > 0 and tokens[at - 1].lower in words["places"]
    return row.starts[begin] == begin or (definite and not inside)


def _is_named_role(row: Row, first: int) -> bool:
    """ "the party chairman, | Ann Roe": a comma between a definite role and the name."""
    tokens, lex, at = row.tokens, row.lex, first - 2
    if at < 1 or tokens[first - 1].text != ",":
        return False
    if not (lex.person(tokens[at].lower) or row.ends_fixed(at)):
        return False
    while at > max(0, first - MOST_BEFORE) and (
        not row.stops(at - 1) or tokens[at - 1].lower in lex.words["and"]
    ):
        at -= 1
    return any(token.lower in lex.words["definite"] for token in tokens[at : first - 1])


def _split_before(row: Row, at: int, role_first: int, end: int) -> Role:
    """Tokens `at:role_first` are what stands before the role: a body, or part of the role."""
    tokens, lex = row.tokens, row.lex
    at = _own_words(row, at, role_first)
    if at < role_first and tokens[at].lower in lex.before:
        return Role(row.words(at, end))  # "former Reef commissioner" is not "Reef commissioner"
    if lex.noun_capitals:  # a verb may stand before it: "warb | Hafenmeisterin Inga Lund"
        while any(tokens[k].text == tokens[k].lower for k in range(at, role_first)):
            at += 1
    body = [k for k in range(at, role_first) if tokens[k].capital]
    if not body or body[0] != at:
        return Role(row.words(role_first if tokens[role_first].capital else at, end))
    last = body[-1] + 1
    at = _one_name(row, at, last)
    if (
        at + 1 < last < role_first
        and tokens[at].lower in first_names()
        and tokens[last].lower != "'s"
    ):
        return Role(row.words(role_first, end))  # "Ann Roe threw famous | reporter"
    nobody = lex.words["demonyms"] | lex.words["epithets"]
    plain = all(nobody.issuperset(token.lower.split("-")) for token in tokens[at:last])
    if plain or _is_kind(row, at, last, role_first):
        return Role(row.words(at, end))  # "Israeli Prime Minister", "Retired baker": no body
    return Role(
        row.words(last if tokens[last].lower != "'s" else last + 1, end), row.words(at, last)
    )


def _one_name(row: Row, at: int, last: int) -> int:
    """ "candidate | Texas" senator, "Ek threw famous | Kotka Post" editor: where a body begins."""
    inside = row.lex.words["attaching"] | row.lex.words["and"] | row.lex.particles | {"'s"}
    other = (k for k in range(last - 1, at, -1) if not row.tokens[k].capital)
    return next((k + 1 for k in other if row.tokens[k].lower not in inside), at)


def _own_words(row: Row, at: int, role_first: int) -> int:
    """Where the words before a role begin that belong to it or name its body."""
    tokens, determiners = row.tokens, row.lex.words["determiners"]
    for k in range(role_first - 1, at - 1, -1):
        word, capital = tokens[k].lower, tokens[k].capital
        article = word in determiners and not capital  # "the press that | Roe aide"
        owned = word == "'s" and not tokens[k - 1].capital  # "the school's | lunchroom manager"
        if article or owned or (k > at and _acts(row, at, k)):
            return k + 1
    while at < role_first and tokens[at].lower in determiners:
        if tokens[at].capital and row.starts[at] != at:
            break  # "with | The One Reef author"
        at += 1
    return at


def _acts(row: Row, first: int, at: int) -> bool:
    """ "an analyst caught | Nvidia chief executive", not "the deputy land | commissioner"."""
    heads = {token.lower for token in row.tokens[first:at]} - row.lex.before
    word = row.tokens[at]
    return not (word.capital or row.lex.person(word.lower)) and any(map(row.lex.person, heads))


def _is_kind(row: Row, at: int, last: int, role_first: int) -> bool:
    """ "Gas engineer", "| Opposition Leader": one word that says of which kind, and is no body."""
    role, word = row.tokens[role_first], row.tokens[at].text
    named = last - at > 1 or row.tokens[last].lower == "'s" or sounds_like_body(row, word)
    title = role.capital and not role.text.isupper()
    return not named and word[1:].islower() and (row.starts[at] == at or title)


def role_after(row: Row, last: int) -> Role:
    """What stands behind the name that ends before token `last`: ", Deputy to …, UNIDO"."""
    if bracketed := _bracketed(row, last):
        return bracketed
    last = _behind_brackets(row, last)
    chunks = _chunks_after(row, last)
    while len(chunks) > 1 and _is_aside(row, *chunks[0]):
        chunks = chunks[1:]
    if not chunks or not _is_role(row, *chunks[0]):
        return _member(row, last)
    text, stated = row.words(*chunks[0]), row.tokens[last].text != ","
    role, body = split(row, text)
    if len(chunks) > 1 and _is_body(row, *chunks[1]):
        named = row.words(*chunks[1])
        if sounds_like_body(row, named) or _is_presented(row, *chunks[:2]):
            return Role(joints_of(row.lex).article.sub("", text) if body else role, named)
    return Role(role, body, stated)


def _bracketed(row: Row, last: int) -> Role | None:
    """ "Ann Roe | (CEO)"."""
    behind = row.tokens[last : last + 3]
    set_off = len(behind) == 3 and (behind[0].text, behind[2].text) == ("(", ")")
    return Role(behind[1].text) if set_off and row.lex.person(behind[1].lower) else None


def _is_aside(row: Row, first: int, last: int) -> bool:
    """ "Ann Roe, | 42, a baker", "Ann Roe, | M.D., | FAHA, a doctor": an age or a degree."""
    word = row.tokens[first]
    degree = word.lower in row.lex.suffixes or (word.text.isupper() and not row.is_role(first))
    return word.text.isdigit() or (last - first == 1 and degree)


def _chunks_after(row: Row, last: int) -> list[tuple[int, int]]:
    """The stretches between commas behind token `last`, up to a cue or the sentence's end."""
    tokens, first = row.tokens, _opened(row, last)
    end = min(first + FAR, len(tokens)) if first else 0
    found = []
    for index in range(first, end):
        ends = _ends_role(row, index)
        if ends or tokens[index].text == ",":
            if index > first:
                found.append((first, index))
            first = index + 1
        if ends:
            return found
    caption = end <= CAPTION and tokens[-1].text[-1:] not in END_MARKS
    if first < end and (caption or end < len(tokens)):
        found.append((first, end))
    return found


def _ends_role(row: Row, at: int) -> bool:
    """Whether nothing of what explains a name stands from token `at` on."""
    token, determiners = row.tokens[at], row.lex.words["determiners"]
    told = row.is_cue(at) and row.tokens[at - 1].lower not in determiners  # "the | writing group"
    mark = token.kind == "Q" or token.text in ".!?;:—–"
    return (told or mark) and not _is_tied(row, at)


def _is_tied(row: Row, at: int) -> bool:
    """ "RE|:|CYCLE": a mark between two words without a space."""
    tokens = row.tokens
    inside = tokens[at].text == ":" and 0 < at < len(tokens) - 1
    return (
        inside and tokens[at - 1].end == tokens[at].start and tokens[at].end == tokens[at + 1].start
    )


def _opened(row: Row, last: int) -> int:
    """Where what explains a name begins: "Ann Roe, | a baker", "Ann Roe is | a baker"; or 0."""
    tokens, lex = row.tokens, row.lex
    if last + 3 >= len(tokens):
        return 0
    relative = lex.pronouns.get(tokens[last + 1].text) == "r"
    at = last + 2 * (tokens[last].text == "," and relative)  # "Ann Roe, who | is a baker"
    if tokens[at].lower in lex.words["stating"]:
        return at + 1 if tokens[at + 1].lower in lex.words["determiners"] else 0
    dashed = tokens[last].text in DASHES and tokens[at + 1].capital
    dashed = dashed and lex.person(tokens[at + 1].lower)  # "Ann Roe - Director of Health"
    return last + 1 if tokens[last].text == "," or dashed else 0


def _is_role(row: Row, first: int, last: int) -> bool:
    """Whether the words begin as a role does: a role word before any preposition or verb."""
    lex = row.lex
    if row.tokens[first].lower in lex.words["alone"]:
        return False  # "another woman"
    for index in range(first, min(last, first + 8)):
        if lex.person(row.tokens[index].lower):
            return not is_several(lex, row.tokens[index].lower)
        if row.stops(index):
            break
    return False


def _behind_brackets(row: Row, last: int) -> int:
    """ "Ann Roe (R-TX)|, member of …": where what explains a name goes on behind brackets."""
    if last >= len(row.tokens) or row.tokens[last].text != "(":
        return last
    near = range(last + 1, min(last + MOST_BEFORE, len(row.tokens)))
    return next((at + 1 for at in near if row.tokens[at].text == ")"), last)


def _member(row: Row, last: int) -> Role:
    """ "Ann Roe of the CDF", "Ann Roe von der Universität Kotka": a body, whatever she is there."""
    tokens, joints = row.tokens, row.lex.joints
    joint = tokens[last].lower if last < len(tokens) else ""
    links = {*joints.of.split("|"), *joints.place.split("|")} - row.lex.words["definite"]
    if joint not in links:
        return Role()
    end = first = last + 1
    first += first < len(tokens) and tokens[first].lower in row.lex.words["determiners"]
    while end < len(tokens) and (end == last + 1 or not row.stops(end) or _is_inner(row, end)):
        end += 1
    names = (at for at in range(first, end) if not tokens[at].capital)
    head = row.words(first, next(names, end)) if end > first and tokens[first].capital else ""
    outer = (head.split() or [""])[:: max(1, len(head.split()) - 1)]  # "Institut für Wetter"
    return Role("", row.words(first, end)) if sounds_like_body(row, " ".join(outer)) else Role()


def _is_inner(row: Row, at: int) -> bool:
    """ "Institut | für | Wetter": whether a little word goes on with a body's name."""
    word, words = row.tokens[at].lower, row.lex.words
    if word in words["definite"] and not row.lex.body(row.tokens[at - 1].lower):
        return False  # "von der Stiftung Test | der Zeitung"
    inner = word in words["attaching"]
    return inner and at + 1 < len(row.tokens) and row.tokens[at + 1].capital


def _is_presented(row: Row, role: tuple[int, int], body: tuple[int, int]) -> bool:
    """ "Managing Director, Roe Mills": so press releases write it, and what follows is the body."""
    several = role[1] - role[0] > 1 or body[1] - body[0] > 1
    return several and all(token.capital for token in row.tokens[slice(*role)])


def _is_body(row: Row, first: int, last: int) -> bool:
    tokens, lex = row.tokens, row.lex
    inside = lex.words["attaching"] | lex.words["and"] | lex.words["determiners"] | {"'s"}
    if tokens[first].lower in lex.words["attaching"]:
        return False  # "Ann Roe, Sprecherin, | im Rundfunk"
    return all(token.capital or token.lower in inside for token in tokens[first:last])
