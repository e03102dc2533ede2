"""From what a feed says to an Article: the rules that RSS, Atom, JSON Feed and pages share.

Everything that reaches an Article goes through here: text without what a database or a terminal
would choke on, links that are http or https, dates that can be, ids that stay the same from visit
to visit. Bodies stay the HTML they were: `text.html` reads that, once.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from dateutil import parser as dates
from msgspec.structs import replace

from tui.model import Article, article_id
from tui.text.safe import one_line

MAX_ARTICLES = 2_000
MAX_TITLE = 1_000
MAX_NAME = 200
MAX_BODY = 1 << 20
MAX_ENCLOSURES = 50
MAX_URL = 8_192
MAX_GUID = 500

NO_TITLE = "(no title)"

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
FUTURE = timedelta(days=366)
"""Announcements may be dated ahead, but a date years ahead is a mistake."""

_HOURS = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")  # 18/01/30 says neither year nor day
_NUMBERS = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2[0-9]{4}(?![0-9])")
_ZONE = re.compile(r"\b(GMT|UTC) ?(?=[+-][0-9])")  # dateutil takes GMT+9 for 9 hours behind
_TAG = re.compile(r"<!--.*?(?:-->|$)|</?[a-zA-Z][^<>]*>", re.S)
_UNSOUND = re.compile("[\x00\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_UNSEEN = re.compile("[ \x7f-\U0010ffff]")
_MAILBOX = re.compile(r"\S+@\S+ \((.+)\)|(.+) <\S+@\S+>")
_HOSTLESS = re.compile(r"https?:(?!//[^/?#])", re.I)
_MARKUP = re.compile(
    r"\s*(?:<!--[^<>]*-->\s*|<(?:img|br|hr)\b[^<>]*>\s*)*"
    r"<(p|div|section|article|figure|blockquote|table|[uod]l|h[1-6]|pre)\b"
    r"[^<>]*>.*</\1>\s*(?:<|$)",
    re.S | re.I,
)
_GLUED = re.compile(r"""(?<=[\w.,;:!?)”’])(?:&nbsp;)+|(?<=")(?:&nbsp;)+(?=\w)""")
_HIDDEN_TEXT = re.compile(r"<(style|script)\b.*?(?:</\1[^>]*>|$)", re.S | re.I)


def sound(text: str) -> str:
    """Text that can be encoded and stored: no lone surrogates, no NUL."""
    return _UNSOUND.sub(lambda found: "" if found[0] == "\0" else "\ufffd", text)


def title(text: str, *, markup: bool) -> str:
    """A title as one plain line of at most 1,000 characters.

    With `markup`, tags go and entities are read once; without, "<b>" and "&amp;" are literal.
    """
    text = text[: 10 * MAX_TITLE]
    return _shortened(one_line(_plain(text) if markup else text), MAX_TITLE)


def untitled(body: str, link: str) -> str:
    """A title for what has none: its first words, else where it leads, else a word that says so."""
    words = one_line(_plain(_HIDDEN_TEXT.sub(" ", _unescaped(body)[:5_000])))
    return _shortened(words or link.partition("://")[2], 80) or NO_TITLE


def _plain(markup: str) -> str:
    return html.unescape(_TAG.sub(_gap, markup))


def _gap(found: re.Match[str]) -> str:
    """Words of two blocks are two words; those of two spans may be one."""
    return " " if re.match(r"</?(p|br|div|li|h\d|td|tr|ul|ol)\b", found[0], re.I) else ""


def _shortened(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return (cut.rpartition(" ")[0] if " " in cut[most // 2 :] else cut).rstrip(" ,;:") + "…"


def person(text: str) -> str:
    """A name as one plain line; an e-mail address beside it goes, RSS wants one there."""
    text = one_line(html.unescape(text[: 10 * MAX_NAME]))
    if found := _MAILBOX.fullmatch(text):
        text = found[1] or found[2]
    return _shortened(text, MAX_NAME)


def language(tag: str) -> str:
    """A BCP 47 tag, or nothing."""
    tag = tag.strip().replace("_", "-")
    return tag if re.fullmatch(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8}){0,3}", tag) else ""


def web_link(base: str, link: str) -> str:
    """An absolute http or https address, or nothing. `base` is what it is relative to.

    Characters that cannot be seen are percent-encoded, so that what is shown is what is opened;
    a password in it serves only to make one host look like another, and goes.
    """
    if not (link := link.strip()) or len(link) > MAX_URL or _CONTROL.search(link):
        return ""
    try:
        parts = urlsplit(urljoin(base, link))
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return ""
    host = parts.netloc.rpartition("@")[2]
    if not good or not host.isprintable() or " " in host or _HOSTLESS.match(link):
        return ""
    return _UNSEEN.sub(_encoded, urlunsplit(parts._replace(netloc=host)))


def start(url: str) -> str:
    """What links are relative to at an address: without its query, which may hold a secret."""
    return web_link("", url.partition("#")[0].partition("?")[0])


def _encoded(found: re.Match[str]) -> str:
    seen = found[0].isprintable() and found[0] != " "
    return found[0] if seen else quote(found[0].encode("utf-8", "replace"))


def paragraphs(text: str) -> str:
    """Plain text as HTML: blank lines part paragraphs, line breaks stay.

    "&nbsp;" right behind a word is a blank that was left over (Blogger's summaries have them); a
    text that speaks of it puts a space or a mark between.
    """
    text = _GLUED.sub(" ", text).strip()
    blocks = re.split(r"\n[ \t\r]*\n", html.escape(text, quote=False))
    lines = ("<br>".join(block.strip().splitlines()) for block in blocks)
    return "".join(f"<p>{line}</p>" for line in lines if line)


def _unescaped(markup: str) -> str:
    """What was escaped once too often, as it was meant: without a tag, it begins with "&lt;p&gt;",
    closes that, and ends with a tag. One that merely speaks of tags begins or ends with words."""
    if "<" in markup or "&lt;/" not in markup:
        return markup
    meant = html.unescape(markup)
    return meant if meant.rstrip().endswith(">") and _MARKUP.match(meant) else markup


def body(markup: str) -> str:
    """A body as it may be stored: sound text of at most a megabyte, no tag cut in half."""
    markup = _unescaped(markup)
    if len(markup) > MAX_BODY:
        cut = markup[:MAX_BODY]
        opened = cut.rfind("<", MAX_BODY - 1_000)
        markup = (cut[:opened] if opened > cut.rfind(">") else cut) + "<p>[…]</p>"
    if "<" not in markup and "\n" in markup:
        # Without any tag the blank lines are all the structure there is.
        markup = "".join(f"<p>{part}</p>" for part in re.split(r"\n\s*\n", markup.strip()))
    return sound(markup)


def seconds(text: str) -> int | None:
    """A duration as podcasts give it ("1:02:03", "62:03", "3723") in seconds."""
    found = re.fullmatch(r"(?:(?:(\d{1,3}):)?(\d{1,4}):)?(\d{1,7})(?:\.\d*)?", text.strip())
    if not found:
        return None
    hours, minutes, rest = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + rest or None


def when(text: str, now: datetime) -> datetime | None:
    """The moment that a date written by hand or machine means, or None when that is unclear."""
    text = text.strip()
    if not 6 <= len(text) <= 80 or not text.isascii():
        return None
    try:
        return possible(datetime.fromisoformat(text), now)
    except ValueError:
        pass
    numbers = _NUMBERS.match(text)
    if not _YEAR.search(text) or (numbers and _ambiguous(numbers)):
        return None
    text = _ZONE.sub("", text)
    try:
        by_day = bool(numbers and numbers[2] == ".")
        found = dates.parse(text, default=datetime(1, 1, 1), dayfirst=by_day, tzinfos=_offset)
    except (ValueError, OverflowError, TypeError):
        return None
    return possible(found, now)


def _ambiguous(numbers: re.Match[str]) -> bool:
    """3/4/2026 is in March or in April; with dots the day comes first everywhere."""
    return (
        numbers[2] != "." and numbers[1] != numbers[3] and max(map(int, numbers.group(1, 3))) <= 12
    )


def _offset(name: str | None, seconds: int | None) -> int:
    """The zones of RFC 822; whatever else has no number is taken for UTC."""
    return seconds if seconds is not None else _HOURS.get(name or "", 0) * 3_600


def possible(moment: datetime, now: datetime) -> datetime | None:
    """The same moment in UTC, or None when nothing can have been published then."""
    try:
        utc = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (OverflowError, ValueError):
        return None
    return utc if EARLIEST <= utc <= now + FUTURE else None


def finish(articles: Sequence[Article]) -> tuple[Article, ...]:
    """Articles as a feed lists them, with ids: each its own, and the same at every visit.

    What has nothing to read, to open or to hear is none.
    """
    said = filter(_says_something, articles)
    named = [replace(each, guid=_guid(each), reply_to=_sound_guid(each.reply_to)) for each in said]
    return tuple(replace(each, id=article_id(each.feed, each.guid)) for each in _distinct(named))


def _says_something(article: Article) -> bool:
    named = article.title != NO_TITLE or article.link
    return bool(named or article.html.strip() or article.enclosures)


def _guid(article: Article) -> str:
    """The feed's own name for it, else its link, else a hash of what it says."""
    if guid := _sound_guid(article.guid) or _sound_guid(article.link):
        return guid
    return "hash:" + _hash(article.title, str(article.published or article.html))


def _sound_guid(guid: str) -> str:
    guid = _CONTROL.sub("", sound(guid)).strip()
    return guid if len(guid) <= MAX_GUID else f"{guid[:100]}#{_hash(guid)}"


def _distinct(articles: Iterable[Article]) -> list[Article]:
    """Several pieces under one guid are told apart by link and title, then by date and body.

    Never by their place: a feed that gives all its items one guid would rename them at every visit.
    Only word-for-word repeats are counted through; it does not matter which of them is which.
    """
    kept = list(articles)
    for marks in (lambda a: (a.link, a.title), lambda a: (str(a.published), a.html)):
        often = Counter(article.guid for article in kept)
        kept = [
            replace(each, guid=f"{each.guid}#{_hash(*marks(each))}")
            if often[each.guid] > 1
            else each
            for each in kept
        ]
    return list(_numbered(kept))


def _numbered(articles: Iterable[Article]) -> Iterator[Article]:
    seen: Counter[str] = Counter()
    for article in articles:
        seen[article.guid] += 1
        number = seen[article.guid]
        yield replace(article, guid=f"{article.guid}#{number}") if number > 1 else article


def _hash(*texts: str) -> str:
    data = "\0".join(texts).encode("utf-8", "replace")
    return hashlib.blake2b(data, digest_size=8).hexdigest()
