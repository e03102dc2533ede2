"""Bytes to text: which encoding a feed or page is really in.

Only encodings of text are ever looked up: a feed may name any codec, and Python has some that are
quadratic (idna), unpack data (zlib) or raise what nobody expects (undefined). No byte is ever the
end of it: what cannot be read becomes U+FFFD.
"""

from __future__ import annotations

import codecs
import re

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0?\0", "utf-16-le"),  # no mark, but nothing else begins like this
    (b"\0<\0?", "utf-16-be"),
)

# Those the web means by the name (WHATWG Encoding), where Python means something narrower.
WIDER = {
    "utf-8-sig": "utf-8",
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
SEVEN_BIT = {"iso2022_jp", "iso2022_kr", "hz"}
TEXT = (
    {f"iso8859-{n}" for n in range(1, 17)}
    | {f"cp125{n}" for n in range(9)}
    | {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"}
    | {"koi8-r", "koi8-u", "cp866", "mac-roman", "mac-cyrillic", "gb18030", "euc_jp"}
    | {"cp932", "cp949", "big5hkscs"}
    | SEVEN_BIT
    | set(WIDER)
)

_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([\w.:-]{1,40})"
    rb"|<meta[^>]{0,200}?\scharset\s*=\s*[\"']?([\w.:-]{1,40})"
    rb"|<meta[^>]{0,200}?charset=([\w.:-]{1,40})",
    re.I,
)


def decode(body: bytes, content_type: str = "") -> str:
    """The text of an answer. `content_type` is the whole header.

    Bytes that are UTF-8 are taken for UTF-8 whatever was declared (other text hardly ever is by
    accident), then what the header says, then what the document says of itself.
    """
    for mark, codec in BOMS:
        if body.startswith(mark):
            return body.decode(codec, "replace").removeprefix("\ufeff")
    declared = _declared(body, content_type)
    first = () if SEVEN_BIT.intersection(declared) else ("utf-8",)
    for codec in (*first, *declared):
        try:
            return body.decode(codec)
        except UnicodeError:
            continue
    return _repaired(body, declared)


def _declared(body: bytes, content_type: str) -> list[str]:
    named = re.findall(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", content_type, re.I)
    if found := _DECLARED.search(body[:4096]):
        named.append((found[1] or found[2] or found[3]).decode("ascii"))
    return [codec for name in named if (codec := _codec(name))]


def _codec(name: str) -> str:
    """The codec of text that goes by this name, or nothing."""
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    return WIDER.get(found, found) if found in TEXT else ""


def _repaired(body: bytes, declared: list[str]) -> str:
    """A few bad bytes do not make it another encoding: count which reading fits better."""
    text = body.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    if sum(character > "\x7f" for character in text) - bad > bad:
        return text
    other = [codec for codec in declared if codec != "utf-8"]
    return body.decode(other[0] if other else "cp1252", "replace")
