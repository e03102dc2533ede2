"""What an extracted article still carries that is not the article: its own title, bylines, links to
other pieces, and the small print at its end.

Works on the blocks of what trafilatura found, with patterns that were measured on real pages. A
paragraph of some length is never taken away for what it says, only for being there twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import lxml.html
from lxml.html import HtmlElement
from msgspec import Struct

LONG = 350
"""Characters; a longer block is no small print."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_WORD = re.compile(r"\w+")
_TEASER = 60  # characters; longer blocks under "Most read" are the article going on
_REPEATED = 200  # characters; shorter blocks may be there twice, as questions of interviews are
_NEAR = 3  # blocks within which no block repeats another
_FIRST = 4  # blocks among which title and byline stand
_LINKED = 0.8  # share of a block's text that makes it a link to something else
_SAME = 0.75  # share of words that makes a heading the title

ELSEWHERE = re.compile(
    r"\W*(?:read (?:more|also|next|the full)|also read|see also|more(?: (?:on|from|about"
    r"|news|stories"
    r"|in|to)\b|:)|related\b|recommended\b|most (?:read|popular|viewed|watched)"
    r"|don.?t miss|trending"
    r"|you (?:may|might) (?:also )?like|in other news|editor.?s pick|explore further|watch:|listen:"
    r"|lesen sie|mehr (?:zum|zu|dazu|lesen|nachrichten|aus|von)|auch interessant|das könnte sie"
    r"|weitere? (?:artikel|themen|nachrichten)|zum thema|meistgelesen|passend dazu|weiterlesen"
    r"|(?:à )?lire (?:aussi|également|la suite)|à voir|sur le même (?:sujet|thème)|voir aussi"
    r"|leer (?:también|más)|lee también|le(?:e|a) también|te puede interesar|más (?:noticias|sobre)"
    r"|lea también|leggi anche|potrebbe interessarti|leia (?:também|mais)|veja (?:também|mais)"
    r"|saiba mais|les (?:også|mer|saken)|läs (?:också|mer|även)|læs (?:også|mere)|lees (?:ook|meer)"
    r"|czytaj (?:więcej|także|też|również)|zobacz (?:też|także|również)|čtěte (?:také|též)"
    r"|přečtěte si|lue (?:myös|lisää)|читайте (?:также|ещё|еще)|devamını|ilgili haber|bunlar da"
    r"|关联|相关|関連|おすすめ|あわせて読みたい)",
    re.IGNORECASE,
)
SMALL_PRINT = re.compile(
    r"newsletter|subscri(?:be|ption)|sign (?:up|in)\b|log ?in\b|follow (?:us|him|her|\w+ on)\b"
    r"|copyright|©|all rights reserved|\bour standards|trust principles|(?:first"
    r"|originally) (?:published"
    r"|appeared)|this (?:article|story|post) (?:was|is|first|originally|has been)|with files from"
    r"|support (?:\w+ )?(?:\w+ )?journalism|\bdownload (?:the|our)\b|whatsapp"
    r"|telegram channel|\bapp store"
    r"|click here|leave a (?:comment|reply)|\A\W*(?:\d+ )?comments?\W*\Z|share (?:this|on"
    r"|via)|\btags?:|\btopics?:"
    r"|filed under|contact (?:us|the author)|stay informed|enquiries|advertis|article content"
    r"|\A(?:quellen?|source|fuente|fonte|källa|kilde|źródło|zdroj|lähde):|abonn(?:e|ier)|suscri"
    r"|iscriv|inscreva|zapisz się|подпис|registrier|\A\W*kommentare?\W*\Z|infos zum zitiervorschlag"
    r"|dieses thema im programm|tous droits|todos los derechos|alle rechte|tutti i diritti|"
    r"メールマガジン|登録する|すべての権利|covers? \w+ (?:and|for)\b.{0,200}\bfollow\b",
    re.IGNORECASE,
)
_NOTE = re.compile(r"\W*(?:correction|clarification|editor.?s.? note|update\b|\[\d)", re.IGNORECASE)
_BYLINE = re.compile(
    r"\W*(?:by|von|par|por|di|door|av|af|autor(?:in)?|text)\b[\s:]*", re.IGNORECASE
)
_LABEL = re.compile(
    r"\W*(?:article content|hauptinhalt|advertisement|anzeige|werbung|reklama|publicidad|publicité"
    r"|článek|story continues below.*|comments?|teilen|share|print|drucken|article|video|audio"
    r"|\d+ (?:min\w*|minuten lesezeit|minutes? read|min read))\W*",
    re.IGNORECASE,
)


class _Block(Struct, frozen=True):
    """A piece of the article, and what is looked at of it."""

    element: HtmlElement
    text: str
    linked: float

    @property
    def heading(self) -> bool:
        return self.element.tag in _HEADINGS

    @property
    def elsewhere(self) -> bool:
        """It leads to another piece."""
        return len(self.text) < LONG and bool(ELSEWHERE.match(self.text))

    @property
    def pointer(self) -> bool:
        """It is nothing but links."""
        several = self.element.tag not in ("ul", "ol") or len(self.element) > 1
        return self.linked >= _LINKED and several and " " in self.text and self.text[0] != "["


def trimmed(html: str, title: str, authors: str, url: str) -> str:
    """The article's HTML without what is around it; `title` and `authors` are shown elsewhere,
    `url` is its page."""
    if not html.strip():
        return html
    body = _body(html)
    blocks = [_block(each) for each in body if isinstance(each.tag, str)]
    kept = _without_tail(_without_pointers(_without_head(blocks, title, authors), url))
    kept = list(_once(kept))
    if sum(len(block.text) for block in kept) * 2 < sum(len(block.text) for block in blocks):
        return html  # more was taken than what an article carries with it: it is no usual one
    chosen = {block.element for block in kept}
    for block in blocks:
        if block.element not in chosen:
            body.remove(block.element)
    return "".join(lxml.html.tostring(each, encoding="unicode") for each in body)


def _body(html: str) -> HtmlElement:
    root = lxml.html.document_fromstring(html)
    found = root.find("body")
    return root if found is None else found


def _block(element: HtmlElement) -> _Block:
    text = " ".join(element.text_content().split())
    links = element.iter("a")
    linked = sum(len(" ".join(link.text_content().split())) for link in links)
    return _Block(element, text, linked / max(1, len(text)))


def _without_head(blocks: Sequence[_Block], title: str, authors: str) -> list[_Block]:
    """Without the title, the names of the authors and labels such as "3 min read"."""
    return [
        block
        for number, block in enumerate(blocks)
        if not (
            (number < _FIRST and block.heading and _is_title(block.text, title))
            or _is_byline(block.text, authors)
            or _LABEL.fullmatch(block.text)
        )
    ]


def _is_title(text: str, title: str) -> bool:
    ours, theirs = set(_WORD.findall(text.lower())), set(_WORD.findall(title.lower()))
    shared = len(ours & theirs)
    return bool(ours) and shared >= _SAME * len(ours) and shared >= _SAME / 2 * len(theirs)


def _is_byline(text: str, authors: str) -> bool:
    name = _BYLINE.sub("", text, count=1) if _BYLINE.match(text) else text
    words = set(_WORD.findall(name.lower()))
    return 0 < len(words) < 8 and words <= set(_WORD.findall(authors.lower()))


def _without_pointers(blocks: Sequence[_Block], url: str) -> Iterator[_Block]:
    """Without links to other pieces, and the headings over them."""
    leading = False  # under a heading that leads elsewhere
    for number, block in enumerate(blocks):
        before = blocks[number - 1].text if number else ""
        if block.heading:
            leading = block.elsewhere
            if not (leading or (block.pointer and not _is_anchor(block, url))):
                yield block
        elif leading and (len(block.text) < _TEASER or block.pointer):
            continue
        elif not (block.elsewhere or (block.pointer and not before.endswith(":"))):
            leading = False
            yield block


def _is_anchor(block: _Block, url: str) -> bool:
    """Whether a linked heading leads to a place on its own page."""
    targets = (link.get("href", "").partition("#")[0] for link in block.element.iter("a"))
    return all(target in ("", url.partition("#")[0]) for target in targets)


def _without_tail(blocks: Iterator[_Block]) -> list[_Block]:
    """Without the small print at the end, and headings that are left over nothing."""
    kept = list(blocks)
    while kept and (_small_print(kept[-1]) or kept[-1].heading):
        kept.pop()
    return kept


def _small_print(block: _Block) -> bool:
    if _NOTE.match(block.text):
        return False
    return not block.text or (len(block.text) < LONG and bool(SMALL_PRINT.search(block.text)))


def _once(blocks: Sequence[_Block]) -> Iterator[_Block]:
    """Each long block once, and none right after itself."""
    seen: dict[str, int] = {}
    for number, block in enumerate(blocks):
        before = seen.get(block.text)
        seen[block.text] = number
        near = before is not None and number - before <= _NEAR and len(block.text) > _TEASER
        if not (near or (before is not None and len(block.text) > _REPEATED)):
            yield block
