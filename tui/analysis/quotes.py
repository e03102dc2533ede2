"""Quotes: which quoted stretches are speech, and of which kind.

Paragraph by paragraph: marks, then words, then the attribution beside each stretch. Titles, terms
and scare quotes are left alone. Who the speakers are is `speakers`' business.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from tui.analysis.annotation import QuoteKind
from tui.analysis.attribution import attribution, incise, labelled
from tui.analysis.behind import named_behind, subjectless
from tui.analysis.cues import Attribution, last_inside, text_at
from tui.analysis.marks import Stretch
from tui.analysis.repeats import without_repeats
from tui.analysis.row import Row, row_of
from tui.analysis.topics import names_nobody
from tui.analysis.words import DASHES, END_MARKS, Splits, tokens

# In words: how long a fragment is short, and how near its cue must then be.
SHORT, NEAR_BEFORE, NEAR_AFTER = 3, 9, 6
FAR = 40  # tokens: how far from a quotation the mood of its sentence is looked for
INNER, ENDS = " ’'”\"\u00a0", tuple(".!?…,")  # what may close inside a quotation; how it ends
HEADING = 30  # tokens: a longer line is none
ENOUGH = 5  # words: a quotation as long as this needs no sign of a speaker
LONG_NAME = 8  # words
LONG_TITLE = 4  # words of more than three letters, all with a capital
LONG_FRAGMENT = 7  # words: of a fragment that nobody is said to have said


class Spoken(Struct):
    """One quoted stretch in its paragraph: token `at` of `row`."""

    stretch: Stretch
    row: Row
    at: int
    paragraph: int
    attribution: Attribution | None
    kind: QuoteKind | None = None
    group: int = -1
    voiced: bool = False  # a verb without a subject reports it: the speaker is known from before
    told: bool = False  # the mood of its sentence reports: "Der Deich sei „ganz dicht“"
    heads: bool = False  # stands in a headline, or is a heading
    continues: bool = False  # goes on with a quotation that the paragraph before left open
    rule: str = ""
    elsewhere: Row | None = None  # the paragraph of the attribution, if it is not this one
    source: Spoken | None = None  # whose speaker it carries on


def spoken(paragraphs_: Sequence[tuple[Row, list[Stretch]]]) -> list[Spoken]:
    """The quoted stretches that are speech, in reading order."""
    found: list[Spoken] = []
    doubles = _quotes_in_doubles(paragraphs_)
    for number, (row, quoted) in enumerate(paragraphs_):
        for at, token in enumerate(row.tokens if quoted else ()):
            if token.kind != "Q":
                continue
            stretch = quoted[token.stretch]
            one = Spoken(stretch, row, at, number, _attribution(row, at, stretch))
            if one.attribution is None and row.lex.incises:
                one.attribution, one.elsewhere = _inside(row, stretch)
            one.continues = _continues(one, found)
            one.voiced = one.attribution is None and _is_voiced(row, at)
            one.told = one.attribution is None and _is_told(row, at)
            odd = one.stretch.single and doubles
            one.heads = _heads(one, odd)
            if odd and not one.heads and not _surely_speech(one):
                continue
            one.kind = _kind(one)
            if one.kind:
                found.append(one)
    return without_repeats(found)


def _heads(one: Spoken, odd: bool) -> bool:
    """Whether a line that ends without a stop is the quotation, or a headline with it at an end.

    `odd`: it stands in other marks than the article's quotations.
    """
    row, at, title = one.row, one.at, one.paragraph == 0
    if len(row.tokens) > HEADING:
        return False
    around = [token.text for token in row.tokens if token is not row.tokens[at]]
    if at == 0 and title and around and around[0] in (":", *DASHES, "-"):
        return row.tokens[-1].text not in END_MARKS
    if row.text[one.stretch.inner_end - 1] in ",.!?…":
        return False
    if all(text in ("", *DASHES, "-") for text in around):  # "" is another quotation
        return odd or title or len(around) > 1
    return title and row.starts[at] == 0 and at == len(around) and around[-1] == ":"


def _quotes_in_doubles(paragraphs_: Sequence[tuple[Row, list[Stretch]]]) -> bool:
    """Whether a text has double marks, and no less of what sounds spoken in them than in single."""
    sizes, some = [0, 0], False
    for row, quoted in paragraphs_:
        for one in quoted:
            some = some or not one.single
            if row.text[one.inner_end - 1] in ",.!?…":
                sizes[one.single] += one.end - one.start
    return some and sizes[0] >= sizes[1]


def _is_voiced(row: Row, at: int) -> bool:
    """Whether a verb that needs no subject reports the quotation, before or behind it."""
    start = row.starts[at]
    goes_on = at - start > 2 and row.tokens[at - 2].lower in row.lex.words["continuing"]
    before = row.lex.null_subject and bool(row.cues_between(start, at))
    led = start < at - 1 and row.tokens[at - 1].text == ":" and names_nobody(row, start, at - 1)
    alone = _stands_free(row, at) and subjectless(row, at)  # no "su libro «…», cree que …"
    return before or goes_on or led or alone or _is_nicknamed(row, at)


def _is_nicknamed(row: Row, at: int) -> bool:
    """ "Dazu schrieb der „Bomber“: „…“": a nickname speaks, of somebody known from before."""
    named = at > 3 and row.tokens[at - 1].text == ":" and row.tokens[at - 2].kind == "Q"
    return named and row.is_cue(at - 4) and row.tokens[at - 3].lower in row.lex.words["determiners"]


def _is_told(row: Row, at: int) -> bool:
    """Whether a verb of the sentence stands in the mood of what others say: "sei", "habe"."""
    start, moods = row.starts[at], row.lex.words["moods"]
    near = range(max(start, at - FAR), min(at + FAR, len(row.tokens)))
    return bool(moods) and any(row.tokens[k].lower in moods for k in near if row.starts[k] == start)


def _surely_speech(one: Spoken) -> bool:
    """In a text that quotes in double marks single ones are terms, but for whole sentences."""
    return one.attribution is not None and one.stretch.end - one.stretch.start > 40


def _attribution(row: Row, at: int, stretch: Stretch) -> Attribution | None:
    if stretch.how == "label":
        return labelled(row, at)
    return attribution(row, at) if row.lex.speakers else named_behind(row, at)


def _inside(row: Row, stretch: Stretch) -> tuple[Attribution | None, Row | None]:
    """« A, dit-elle. B »: French puts the attribution inside the marks."""
    splits = Splits(row.lex.elided, row.lex.clitics)
    words = tokens(row.text, stretch.inner_start, stretch.inner_end, (), splits)
    inner = row_of(row.text, words, row.lex)
    found = incise(inner)
    return (found, inner) if found else (None, None)


def _continues(one: Spoken, found: Sequence[Spoken]) -> bool:
    """Whether the quotation before was left open, in the paragraph before."""
    if not found or one.at:
        return False
    return found[-1].paragraph == one.paragraph - 1 and not found[-1].stretch.closed


def _kind(one: Spoken) -> QuoteKind | None:
    """Direct speech, a fragment of it, or None for what is no quotation."""
    text = one.row.text[one.stretch.inner_start : one.stretch.inner_end]
    words = text.split()
    if sum(map(str.isalnum, text[:9])) < 2 and len(text) < 9:
        return None
    if one.continues or one.voiced or one.stretch.how != "marks":
        return "direct"
    free = _stands_free(one.row, one.at)
    if one.heads:
        return "direct" if len(words) >= SHORT else None
    if _is_title(words, one) or _is_named(one) or _is_listed(words, one):
        return None
    if len(words) <= SHORT and (text_at(one.row, one.at - 1).lower(),) in one.row.lex.according:
        return None  # "laut „taz“"
    count = max(len(words), _cjk(text) // 3)
    enough = count >= ENOUGH or _is_short_sentence(one, text)
    if count > 1 and _is_said_behind(one):
        return "direct"
    if one.told:
        return "direct" if free and enough else "fragment"
    whole = free or (not one.stretch.single and count >= LONG_FRAGMENT)
    if one.attribution is None and not (enough and whole):
        return None
    if count <= SHORT and not free and _cue_is_far(one):
        return None
    return "direct" if free else "fragment"


def _is_short_sentence(one: Spoken, text: str) -> bool:
    """Whether a few words are a sentence of their own; one word is if it answers or goes on."""
    row, at = one.row, one.at
    if row.starts[at] != at or (len(text.split()) < 2 and not _follows(row, at)):
        return False
    return text.rstrip(INNER)[-1:] in ENDS or text_at(row, at + 1) == "."


def _follows(row: Row, at: int) -> bool:
    """ "The other? “Bingo.”", "“…,” she said. “Ask.”": a question or speech is right before."""
    before = row.tokens[row.starts[at - 1] : at] if at else []
    return text_at(row, at - 1) == "?" or any(token.kind == "Q" for token in before)


def _is_noun(words: Sequence[str], capital: bool, one: Spoken) -> bool:
    """Where nouns have capitals: der „Spiegel“, die Zeitschrift „Neue Wege“, no whole clause.

    `capital`: all its words that matter have one.
    """
    row, at = one.row, one.at
    if not words[0][:1].isupper() or words[-1][-1] in ".!?":
        return False
    before = row.tokens[at - 1]
    if _is_termed(one):
        return False
    if before.capital:
        return len(words) <= LONG_NAME
    if before.lower in row.lex.words["describing"]:
        return one.attribution is None
    return capital or (one.attribution is None and before.kind == "w")


def _is_termed(one: Spoken) -> bool:
    """ "sprach von „Panik“", "warnte vor „Panik“"."""
    row, found = one.row, one.attribution
    plain = row.tokens[one.at - 1].lower in row.lex.words["prepositions"]
    return found is not None and plain and row.tokens[found.cue].lower in row.lex.words["terming"]


def _is_said_behind(one: Spoken) -> bool:
    """Whether a word follows that only follows what somebody says: と."""
    particle = one.row.lex.quotative
    return bool(particle) and one.row.text.startswith(particle, one.stretch.end)


def _cjk(text: str) -> int:
    """How many characters of scripts that write without spaces."""
    return sum(1 for character in text if "\u2e80" <= character <= "\u9fff")


def _cue_is_far(one: Spoken) -> bool:
    """A few quoted words are speech only near a verb of speech: others are terms or irony.

    Not where nouns have capitals: what is no noun is no term there.
    """
    found = one.attribution
    if found is None or one.row.lex.noun_capitals:
        return found is None
    if found.cue > one.at:
        first, before = one.row.starts[one.at], one.row.tokens[one.at - 1].lower
        named = first == one.at - 1 and before in one.row.lex.words["determiners"]
        return found.cue - one.at > (1 if named else NEAR_AFTER)  # De ‘gele hesjes’ … , aldus
    return one.at - _that(one.row, found.cue, one.at) > NEAR_BEFORE


def _that(row: Row, cue: int, at: int) -> int:
    """ "told a friend in Kotka | that it was “a pity”": where what is said begins, else the cue."""
    if row.tokens[cue].lower not in row.lex.strong:
        return cue
    words = row.lex.words["that"]
    return next((n for n in range(at - 1, cue, -1) if row.tokens[n].lower in words), cue)


def _is_named(one: Spoken) -> bool:
    """A name is given: "a show called “Brokers”", "titled “Going Home”"."""
    row, at = one.row, one.at
    at -= at > 1 and row.tokens[at - 1].text == ","
    if at < 1:
        return False
    before, subject = row.tokens[at - 1], row.tokens[max(0, at - 2)]
    if before.lower in row.lex.words["named"]:
        owned = subject.lower in row.lex.words["possessive"]  # "dans son livre, « … »"
        return owned or not _stands_free(row, one.at) or last_inside(row, one.at) == ","
    if before.lower not in row.lex.naming or row.is_reflexive(at - 2) or row.is_reflexive(at - 1):
        return False
    named = subject.capital and subject.lower not in row.lex.words["determiners"]
    return not (named or subject.lower in row.lex.pronouns)


def _is_listed(words: Sequence[str], one: Spoken) -> bool:
    """What nobody says but a list names: “…”: a review; Roe, B. et al. “…”."""
    at, tokens = one.at, one.row.tokens
    if one.attribution is not None:
        return False
    if at + 1 < len(tokens) and tokens[at + 1].text == ":":
        return True
    before = [token.lower for token in tokens[max(0, at - 3) : at]]
    dated = before[1:] == [")", "."] and before[0].isdigit()
    if dated or before[-1:] == ["al."]:
        return True
    long = [word for word in words if len(word) > 3]
    return len(long) >= LONG_TITLE and all(word[0].isupper() for word in long)


def _stands_free(row: Row, at: int) -> bool:
    """Whether the quotation is a sentence of its own or is led in by a comma or colon; where no
    verb is known a comma leads to terms in a row as well: kalvo", "kova zemin"."""
    before = row.tokens[at - 1].text
    if row.starts[at] == at or before in (":", *DASHES):
        return True
    return before == "," and (row.lex.speakers or not row.text[row.tokens[at].start + 1].islower())


def _is_inside_name(row: Row, at: int) -> bool:
    """ "Ann “Nan” Roe", "the “Mill” actor": part of what somebody is called."""
    if at + 1 >= len(row.tokens):
        return False
    before, behind = row.tokens[at - 1], row.tokens[at + 1]
    known = before.lower in row.lex.words["determiners"] and row.lex.person(behind.lower)
    return known or (before.capital and behind.capital and not row.lex.noun_capitals)


def _ends_sentence(word: str) -> bool:
    """ "Genoeg.", not "U.S."."""
    return word[-1] in ".!?" and len(word) > 3 and "." not in word[:-1]


def _is_title(words: Sequence[str], one: Spoken) -> bool:
    """All words that matter begin with a capital: “Meet the Press”; a lone one: NBC’s “Today”."""
    row, at = one.row, one.at
    if row.starts[at] == at or any(_ends_sentence(word) for word in words[:-1]):
        return False
    if len(words) <= 2 and _is_inside_name(row, at):
        return True
    bare = [word.strip(",.!?;:") for word in words]
    long = [word for word in bare if len(word) > 3 and word not in row.lex.stops] or bare
    capital = all(word[:1].isupper() or word.isdigit() for word in long)
    if row.lex.noun_capitals:
        return _is_noun(words, capital, one)
    loud = row.tokens[at - 1].text == ":" and all(word.isupper() for word in long)
    if not capital or loud or words[-1][-1] in "!?":  # wrote on X: “WE WON!”
        return False
    before = row.tokens[at - 1].lower
    if len(words) == 1:
        return before == "'s" or before in row.lex.words["prepositions"]
    joint = row.tokens[at - 1].kind == "p" or before in row.lex.words["that"]
    led_in = joint and row.is_cue(at - 2)
    return not led_in and (not row.is_cue(at - 1) or before in row.lex.addressing)
