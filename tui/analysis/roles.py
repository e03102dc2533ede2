"""Roles: what the words before a name say its bearer is, and where.

"ITU Secretary-General Houlin Zhao", "the party's chairman, Rear Admiral Ann Roe". Words of the text
only, as they stand.
"""

from __future__ import annotations

from tui.analysis.lexicon import first_names
from tui.analysis.posts import Role, is_several, sounds_like_body, split
from tui.analysis.row import Row

MOST_BEFORE = 8  # words that are read before a role
MOST_WITH_BODY = 15  # the same with the body it is in
MOST_TITLES = 3  # words between a role and its bearer's name: ", Rear Admiral"


def role_before(row: Row, first: int) -> Role:
    """What stands before the name that begins at token `first`: "ITU Secretary-General"."""
    if row.starts[first] == first:
        return Role()
    tokens, lex, end = row.tokens, row.lex, _behind_titles(row, first)
    begin = _role_start(row, end)
    fixed = end > 0 and row.ends_fixed(end - 1)
    if not fixed and not any(_is_post(row, k) for k in range(begin, end)):
        found = _role_with_body(row, first)
        found = found if found.role else _role_about(row, end)
        found = found if found.role else _capacity(row, first)
        found = found if found.role else _title(row, first)
        return found if found.role else _owner(row, first)
    if is_several(lex, tokens[end - 1].lower):
        return Role()  # "the authors Ann Roe and Bo Ek"
    begin = _office(row, begin)
    return _split_before(row, _lead_in(row, begin), begin, end)


def _title(row: Row, first: int) -> Role:
    """ "Rep. | Ann Roe", "Det Insp | Ann Roe": a title that says what somebody does."""
    tokens, begin = row.tokens, first
    while begin > 0 and tokens[begin - 1].capital and _is_address(row, begin - 1):
        begin -= 1
    telling = any(token.lower in row.lex.words["serving"] for token in tokens[begin:first])
    return Role(row.words(begin, first), "", stated=True) if telling else Role()


def _capacity(row: Row, first: int) -> Role:
    """ "As director of the Reef Council, | Ann Roe"; no "As a child, | Ann Roe"."""
    tokens, words, start = row.tokens, row.lex.words, row.starts[first]
    begin, end = start + 1, first - 1
    if end <= begin or tokens[end].text != "," or tokens[start].lower not in words["as"]:
        return Role()
    plain = all(t.kind == "w" for t in tokens[begin:end])
    if not plain or tokens[begin].lower in words["indefinite"]:
        return Role()
    role, body = split(row, row.words(begin, end))
    told = any(row.lex.person(word) for word in role.lower().split())
    return Role(role, body) if told else Role()


def _owner(row: Row, first: int) -> Role:
    """ "the Kotka Post's | Ann Roe": the body, if no role of hers is told."""
    tokens, words, end = row.tokens, row.lex.words, first - 1
    if end < 1 or tokens[end].lower != "'s" or not tokens[min(first + 1, len(tokens) - 1)].capital:
        return Role()
    begin = end
    while begin > 0 and tokens[begin - 1].capital and not row.stops(begin - 1):
        begin -= 1
    while begin < end and tokens[begin].lower in words["determiners"]:
        begin += 1
    person = begin == end or tokens[begin].lower in first_names() or row.is_role(begin)
    return Role() if person else Role("", row.words(begin, end))


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
    return lead - 1 if _is_named_role(row, lead) else end


def _lead_in(row: Row, begin: int) -> int:
    """Where the words begin that stand before a role: "the | Reef Council | secretary"."""
    at, words = begin, row.lex.words
    if at > 0 and row.tokens[at - 1].lower in words["determiners"]:
        return at
    while at > max(0, begin - MOST_BEFORE) and not row.stops(at - 1):
        if row.tokens[at - 1].lower in words["conjunctions"]:
            break  # "KOTKA: When | harbour pilot"
        at -= 1
    return at + (row.tokens[at].text == "s")  # "USA:s | president"


def _is_address(row: Row, at: int) -> bool:
    """ "Chairman | Dr. Ann Roe": a title that says nothing of what somebody does."""
    word = row.tokens[at].lower
    return word in row.lex.titles and not row.lex.person(word) and not row.ends_fixed(at)


def _role_start(row: Row, end: int) -> int:
    """ "the | former secretary": where the words of a role begin that end before `end`."""
    while end > 0 and (step := _role_words(row, end - 1)):
        end -= step
    return end


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
    near = min(first + MOST_WITH_BODY, len(tokens))
    while last < near and (tokens[last].capital or row.is_joint(last)):
        last += 1
    apart = end == first or last >= len(tokens) or tokens[last].kind == "p"
    most = MOST_WITH_BODY if last - first > 1 and apart else 0
    for at in range(end - 2, max(0, end - most), -1):
        if tokens[at + 1].kind != "w" or row.is_cue(at + 1):
            break
        if tokens[at + 1].lower in lex.words["attaching"]:
            named = end < first or any(token.capital for token in tokens[at + 2 : end])
            begin = at - (lex.incises and not lex.person(tokens[at].lower))  # "le maire élu de"
            led = tokens[begin - 1].lower in lex.words["determiners"]
            if named and led and lex.person(tokens[begin].lower):
                return Role(*split(row, row.words(begin, end)))
    return Role()


def _role_about(row: Row, end: int) -> Role:
    """ "Chief of Army Staff |", "the minister of mines |,": a role and what it is about."""
    tokens, lex = row.tokens, row.lex
    end -= end > 0 and tokens[end - 1].text == ","
    joints = lex.words["office"] | set(lex.joints.of.split("|"))
    for at in range(end - 2, max(0, end - MOST_BEFORE), -1):
        word, head = tokens[at].lower, tokens[at - 1].lower
        if word in joints and lex.person(head):
            begin = _role_start(row, at)
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
    last = max((k + 1 for k in range(at, role_first) if tokens[k].capital), default=at)
    inside = lex.words["attaching"] | lex.words["and"] | lex.particles | {"'s"}
    other = (k for k in range(last - 1, at, -1) if not tokens[k].capital)
    at = next((k + 1 for k in other if tokens[k].lower not in inside), at)  # "Ek met | Kotka Post"
    if not tokens[at].capital or at == role_first or (lex.noun_capitals and last < role_first):
        return Role(row.words(role_first if tokens[role_first].capital else at, end))
    someone = tokens[at].lower in first_names() and tokens[last].lower != "'s"
    if someone and at + 1 < last < role_first:
        return Role(row.words(role_first, end))  # "Ann Roe threw famous | reporter"
    nobody = lex.words["demonyms"] | lex.words["epithets"]
    plain = all(nobody.issuperset(token.lower.split("-")) for token in tokens[at:last])
    if plain or _is_kind(row, at, last, role_first):
        return Role(row.words(at, end))  # "Israeli Prime Minister", "Retired baker": no body
    return Role(
        row.words(last if tokens[last].lower != "'s" else last + 1, end), row.words(at, last)
    )


def _own_words(row: Row, at: int, role_first: int) -> int:
    """Where the words before a role begin that belong to it or name its body."""
    tokens, determiners = row.tokens, row.lex.words["determiners"]
    while at < role_first and tokens[at].lower in determiners:
        if tokens[at].capital and row.starts[at] != at:
            break  # "with | The One Reef author"
        at += 1
    for k in range(role_first - 1, at, -1):
        article = tokens[k].lower in determiners and not tokens[k].capital  # "2023 the | baker"
        owned = tokens[k].lower == "'s" and not tokens[k - 1].capital  # "the school's | manager"
        if article or owned:
            return k + 1
    return at


def _is_kind(row: Row, at: int, last: int, role_first: int) -> bool:
    """ "Gas engineer", "| Opposition Leader": one word that says of which kind, and is no body."""
    role, word = row.tokens[role_first], row.tokens[at].text
    named = last - at > 1 or row.tokens[last].lower == "'s" or sounds_like_body(row, word)
    title = role.capital and not role.text.isupper()
    return not named and word[1:].islower() and (row.starts[at] == at or title)
