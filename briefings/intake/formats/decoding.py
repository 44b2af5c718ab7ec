"""Bytes → text, or an IntakeError that says why they are none."""

import codecs
import re

import chardet

from briefings.errors import IntakeError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 200_000  # bytes that are enough to tell an encoding by
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CHARSET = re.compile(rb"""<meta[^<>]{0,200}?charset\s*=\s*["']?([a-zA-Z0-9_-]{1,30})""", re.IGNORECASE)
_HTML_HEAD = 4096  # bytes in which a page names its charset
_PAGE_CHARSETS = frozenset(
    (
        "ascii",
        "latin1",
        "iso-8859-1",
        "iso-8859-2",
        "iso-8859-5",
        "iso-8859-6",
        "iso-8859-7",
        "iso-8859-8",
        "iso-8859-9",
        "iso-8859-15",
        "koi8-r",
        "koi8-u",
        "windows-1250",
        "windows-1251",
        "windows-1252",
        "windows-1253",
        "windows-1254",
        "windows-1255",
        "windows-1256",
        "windows-1257",
        "windows-1258",
        "gbk",
        "gb2312",
        "gb18030",
        "big5",
        "shift_jis",
        "euc-jp",
        "iso-2022-jp",
        "euc-kr",
        "tis-620",
    )
)
_NONSENSE = "\N{REPLACEMENT CHARACTER}"


def decode(content: bytes, item: str) -> str:
    """The text: by its byte order mark, else UTF-8, else in the encoding that chardet finds.

    Raises IntakeError `empty`, `binary` (also where more than one character in a hundred is none of a text), or
    `encoding`.
    """
    return _checked(_decoded(content, item), item)


def decode_page(content: bytes, item: str) -> str:
    """The text of an HTML page: as `decode`, but what the page says its charset is goes before what chardet finds."""
    try:
        return _checked(content.decode("utf-8-sig"), item)
    except UnicodeDecodeError:
        named = _CHARSET.search(content[:_HTML_HEAD])
    name = named[1].decode("ascii").lower() if named else ""
    if name not in _PAGE_CHARSETS:
        return decode(content, item)
    return _checked(content.decode("cp1252" if name in ("iso-8859-1", "latin1", "ascii") else name, "replace"), item)


def _checked(text: str, item: str) -> str:
    if not text.strip():
        raise IntakeError("empty", item=item)
    if len(_CONTROL.findall(text)) * 100 > len(text):
        raise IntakeError("binary", item=item)
    if text.count(_NONSENSE) * 100 > len(text):
        raise IntakeError("encoding", item=item)
    return text


def _decoded(content: bytes, item: str) -> str:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content.removeprefix(mark).decode(name, "replace")
    if b"\0" in content:
        raise IntakeError("binary", item=item)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        first = max(0, error.start - _SAMPLE // 2)
    found = chardet.detect(content[first : first + _SAMPLE])["encoding"]
    if found is None:
        raise IntakeError("binary", item=item)
    try:
        return content.decode(found, "replace")
    except LookupError as error:
        raise IntakeError("encoding", item=item) from error
