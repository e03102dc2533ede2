"""Chains: whose words a quotation goes on with when its own sentence does not say.

Within a paragraph, from one to the next, from the sentence before, from a colon above; bounds on
each, and unknown where they end. Who a mention means is `speakers`' business.
"""

from __future__ import annotations

from collections.abc import Sequence

from tui.analysis.ahead import lead_in
from tui.analysis.behind import signature
from tui.analysis.cues import Attribution, last_inside, text_at
from tui.analysis.people import People
from tui.analysis.phrases import Mention
from tui.analysis.quotes import Spoken
from tui.analysis.row import Row
from tui.analysis.threads import is_somebody, reporter, subject_of, thread
from tui.analysis.topics import first_subject

# Who the sentence or paragraph before is about: evidence only where there is none that is stated.
WEAK = ("subject before", "subject behind", "reported before")
# Headings (paragraphs of so many words at most) that may stand between a colon and its quotation.
HEADINGS, HEADING = 3, 8
TURNS = 3  # quotations, each a paragraph: so many show that two people speak in turn
ASIDE = 3  # tokens before a comma: fewer are an adverb ("Indeed, “…”")
FAR = 40  # tokens: so long a sentence may lead in what its speaker goes on with
MOST_SENTENCES = 4  # of reported speech between who reports it and a quotation


def carry(
    one: Spoken, earlier: Sequence[Spoken], paragraphs: Sequence[Row], everybody: People
) -> None:
    """Decides whose speaker a quotation without an attribution of its own has.

    `earlier` are the quotations right before it, in order. Sets its `attribution`, or `source`
    and `rule`, or none.
    """
    previous = earlier[-1] if earlier else None
    below = paragraphs[one.paragraph + 1] if one.paragraph + 1 < len(paragraphs) else None
    if below and len(one.row.tokens) == 1 and one.stretch.closed and (name := signature(below)):
        one.attribution, one.elsewhere = name, below
    elif one.continues and previous is not None:
        one.source, one.rule = _root(previous), "goes on"
    elif previous is not None and previous.paragraph == one.paragraph:
        _carry_within(one, previous, everybody)
    elif one.voiced:
        start = one.row.starts[one.at]
        one.attribution = thread(one.row, start, everybody, verb=_verb(one))
        if one.attribution is None:
            _carry_over(one, earlier, paragraphs, everybody)
    elif one.told:
        one.attribution = _told_before(one.row, one.row.starts[one.at])
    elif (one.at == 0 and not _goes_unread(one)) or _is_answer(one):
        _carry_over(one, earlier, paragraphs, everybody)
    elif one.row.starts[one.at] == one.at:
        one.attribution = thread(one.row, one.at, everybody) or _told_before(one.row, one.at)


def _verb(one: Spoken) -> list[str]:
    """ "«…», | han contestado.": the words that report a quotation right behind it."""
    row, near = one.row, range(one.at + 1, min(one.at + 5, len(one.row.tokens)))
    cue = next((at for at in near if row.is_cue(at)), one.at)
    return [token.lower for token in row.tokens[one.at + 1 : cue + 1]]


def _is_answer(one: Spoken) -> bool:
    """ "And the forwards? “They are ready.”": the paragraph asks first, the quotation answers."""
    asked = one.at - 1
    return asked > 0 and one.row.tokens[asked].text == "?" and one.row.starts[asked] == 0


def _goes_unread(one: Spoken) -> bool:
    """ "…", grizzled Roe.  "…" grew louder.: a sentence goes on, though not in words we know."""
    tokens, behind = one.row.tokens, one.at + 1
    comma = text_at(one.row, behind) == ","  # «…», cobrou Roe.
    behind += comma
    if behind >= len(tokens) or tokens[behind].kind != "w":
        return False
    return not tokens[behind].capital or (not comma and last_inside(one.row, one.at) == ",")


def _carry_within(one: Spoken, previous: Spoken, everybody: People) -> None:
    """A later quotation in the paragraph: the same speaker unless another one steps in between."""
    same_sentence = one.row.starts[one.at] == one.row.starts[previous.at]
    at = one.row.starts[one.at] if one.voiced or one.told else one.at
    stepped_in = thread(one.row, at, everybody, previous.at, _verb(one))
    if stepped_in is None and one.row.starts[at - 1] > previous.at:
        stepped_in = reporter(one.row, at)
    if stepped_in and _is_other(one.row, stepped_in, previous):
        one.attribution = stepped_in
    elif same_sentence or not _is_introduced(one, everybody):
        one.source = _root(previous)
        one.rule = "same sentence" if same_sentence else "carried on"


def _is_introduced(one: Spoken, everybody: People) -> bool:
    """ "And from a friend: “…”": words of its own, of somebody, lead in, and no rule reads them.

    "His calm rests on the locks: “…”" speaks of nobody: it goes on with the speaker.
    """
    row, at = one.row, one.at
    if one.voiced:
        return False
    start, before = max(row.starts[at], at - FAR), row.tokens[at - 1].text
    if before == "," and at - start > ASIDE and not row.lex.verb_second:
        return True
    led = before == ":" or row.is_cue(at - 1)
    return led and any(_is_of_somebody(row, k, everybody) for k in range(start, at))


def _is_of_somebody(row: Row, at: int, everybody: People) -> bool:
    """Whether a token names somebody: a role, a pronoun, a name of the article."""
    token = row.tokens[at]
    named = token.capital and everybody.named(token.text, row, at) is not None
    return named or row.is_role(at) or token.lower in row.lex.pronouns


def _is_other(row: Row, found: Attribution, previous: Spoken) -> bool:
    """Whether the subject between two quotations is somebody else than the first one's speaker."""
    owner = owner_of(previous)
    known = owner.attribution
    if found.mention.kind == "pronoun":
        theirs = known and _gender(owner.elsewhere or owner.row, known.mention)
        return {theirs, _gender(row, found.mention)} == {"m", "f"}
    if known is None:
        return row.lex.incises or (row.lex.verb_second and found.mention.kind == "noun")
    theirs = (owner.elsewhere or owner.row).words(known.mention.first, known.mention.last)
    return row.tokens[found.mention.last - 1].text not in theirs


def _gender(row: Row, found: Mention) -> str:
    """What a pronoun tells of the one it means."""
    return row.lex.pronouns.get(row.tokens[found.first].lower, "")


def _told_before(row: Row, at: int) -> Attribution | None:
    """Who reports in the nearest earlier sentence of the paragraph in which somebody does."""
    for _ in range(MOST_SENTENCES):
        if at == 0:
            return None
        found = None if row.tokens[at - 1].text == "?" else reporter(row, at)
        if found:
            return found
        at = row.starts[at - 1]
    return None


def _carry_over(
    one: Spoken, earlier: Sequence[Spoken], paragraphs: Sequence[Row], everybody: People
) -> None:
    """A quotation that begins a paragraph: led in by the paragraph before, or going on with it."""
    if one.paragraph == 0:
        return
    if one.voiced and any(s.person.human for s in everybody.between(*one.row.span(0, one.at))):
        return  # somebody new is named here, and how is not read
    before = _above_headings(paragraphs, one.paragraph)
    found = lead_in(before) or _announced(before, everybody)
    if found:
        one.attribution, one.elsewhere = found, before
        return
    behind = _subject_behind(one, everybody)
    if behind:
        one.attribution = behind
        return
    before = paragraphs[one.paragraph - 1]
    previous = earlier[-1] if earlier else None
    if previous is not None and previous.paragraph == one.paragraph - 1 and _ends_its(previous):
        if turn := _whose_turn(one, earlier):
            one.source, one.rule = _root(turn), "paragraph carried on"
    elif answered := _interviewed(one, earlier, before):
        one.source, one.rule = _root(answered), "paragraph carried on"
    elif (_is_bare(one) or one.voiced) and before.tokens and signature(before) is None:
        end = len(before.tokens)
        one.attribution = reporter(before, end) or thread(before, end, everybody)
        one.elsewhere = before


def _is_bare(one: Spoken) -> bool:
    """ "“…” Then, softly: “…”": whether its paragraph tells of nobody but in quotations."""
    row = one.row
    if len(row.tokens) > 1 and (row.starts[1] == 0 or row.lex.verb_second):
        return False  # "“…” grew louder"
    return not row.cues


def _interviewed(one: Spoken, earlier: Sequence[Spoken], before: Row) -> Spoken | None:
    """ "Roe: “…” | And then? | “…”": who answered the question before this one."""
    end = len(before.tokens)
    if len(one.row.tokens) > 1 or text_at(before, end - 1) != "?" or reporter(before, end):
        return None
    answers = (e for e in reversed(earlier) if e.paragraph < one.paragraph - 1)
    return next(answers, None)


def _subject_behind(one: Spoken, everybody: People) -> Attribution | None:
    """ "“…” Roe was pleased.": whether a person not yet heard is named right behind."""
    row, at = one.row, one.at + 1
    if at >= len(row.tokens) or row.starts[at] != at:
        return None
    end = next((k for k in range(at, len(row.tokens)) if row.starts[k] != at), len(row.tokens))
    found = first_subject(row, at, end)
    if found is None or found.kind != "name" or found.first != at:
        return None
    somebody = is_somebody(row, found, everybody)
    return Attribution(found, -1, "subject behind") if somebody else None


def _whose_turn(one: Spoken, earlier: Sequence[Spoken]) -> Spoken | None:
    """Who goes on behind `earlier`, each a paragraph: whoever spoke last, but for two in turn.

    "“…,” Roe asked. | “…,” said Ek. | “…,” Roe said. | “…”": it is Ek's turn. Who asks is answered
    by whoever spoke before, if anybody did, and asks again behind an answer.
    """
    places = [e.paragraph - one.paragraph for e in earlier]
    words = list(map(_speaker_words, earlier))
    two = places[-2:] == [-2, -1] and words[-1] != words[-2]
    asks = [last_inside(e.row, e.at) == "?" for e in (*earlier, one)]
    if asks[-2] and not asks[-1] and _asks(owner_of(earlier[-1])):
        return next(iter(earlier[-2:-1]), None)
    again = asks[-3:] == [True, False, True] or (places == [-3, -2, -1] and words[0] == words[2])
    return earlier[-2] if two and again else earlier[-1]


def _asks(one: Spoken) -> bool:
    """ "“Why?” | Roe asked."."""
    row, cue = one.elsewhere or one.row, one.attribution.cue if one.attribution else -1
    return cue >= 0 and row.tokens[cue].lower in row.lex.asking


def _speaker_words(one: Spoken) -> str:
    owner = owner_of(one)
    row, found = owner.elsewhere or owner.row, owner.attribution
    return row.words(found.mention.first, found.mention.last) if found else ""


def _ends_its(one: Spoken) -> bool:
    """Whether nothing but the quotation's own sentence ends its paragraph."""
    return one.row.starts[-1] <= one.at


def _above_headings(paragraphs: Sequence[Row], number: int) -> Row:
    """The paragraph before this one, or one that ends in ":" with only headings in between."""
    for row in reversed(paragraphs[max(0, number - 1 - HEADINGS) : number]):
        if text_at(row, len(row.tokens) - 1) == ":":
            return row
        if len(row.tokens) > HEADING or any(token.kind != "w" for token in row.tokens):
            break
    return paragraphs[number - 1]


def _announced(row: Row, everybody: People) -> Attribution | None:
    """ "Roe gave a speech. | These were her words:": who the sentence before the colon is about."""
    if not row.tokens or row.tokens[-1].text != ":":
        return None
    return subject_of(row, row.starts[-1], everybody)


def _root(one: Spoken) -> Spoken:
    """The quotation that others carry on: chains stay one step long however many there are."""
    return one if one.attribution is not None or one.source is None else one.source


def lend_backwards(found: Sequence[Spoken]) -> None:
    """An open quotation is closed and attributed only in a later paragraph.

    What its first paragraph was given from the sentence before it counts less.
    """
    for later in reversed(range(1, len(found))):
        owner, earlier = owner_of(found[later]), found[later - 1]
        if found[later].continues and owner.attribution and owner is not owner_of(earlier):
            known = earlier.attribution
            if known is None or known.rule in WEAK:
                earlier.source, earlier.rule, earlier.attribution = owner, "goes on", None


def owner_of(one: Spoken) -> Spoken:
    """The quotation whose attribution this one shares."""
    while one.source is not None and one.attribution is None:
        one = one.source
    return one
