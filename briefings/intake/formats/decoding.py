"""Decodes the bytes of a file or page into text; raises an IntakeError that says why if they are not text."""

import codecs
import re
from itertools import islice

from briefings.errors import IntakeError
from briefings.intake.text.visibility import is_visible

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DETECTION_SAMPLE_BYTES = 200_000  # around the first byte that is not UTF-8
_CONTROL_CHARACTER = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_META_CHARSET = re.compile(rb"""<meta[^<>]{0,200}?charset\s*=\s*["']?([a-zA-Z0-9_-]{1,30})""", re.IGNORECASE)
_CHARSET_SEARCH_BYTES = 4096  # at the start of a page, in which its <meta charset> is looked for
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
_REPLACEMENT_CHARACTER = "\N{REPLACEMENT CHARACTER}"


def decode(content: bytes, item: str) -> str:
    """The text, decoded by its byte order mark, else as UTF-8, else in the encoding that chardet detects.

    Raises IntakeError `empty`, `binary` (also if more than one character in a hundred is a control character), or
    `encoding`.
    """
    return _ensure_readable(_decode_any_encoding(content, item), item)


def decode_page(content: bytes, item: str) -> str:
    """The text of an HTML page: as `decode`, but the charset that the page declares outranks what chardet detects."""
    try:
        return _ensure_readable(content.decode("utf-8-sig"), item)
    except UnicodeDecodeError:
        match = _META_CHARSET.search(content[:_CHARSET_SEARCH_BYTES])
    name = match[1].decode("ascii").lower() if match else ""
    if name not in _PAGE_CHARSETS:
        return decode(content, item)
    return _ensure_readable(
        content.decode("cp1252" if name in ("iso-8859-1", "latin1", "ascii") else name, "replace"), item
    )


def _ensure_readable(text: str, item: str) -> str:
    if not is_visible(text):
        raise IntakeError("empty", item=item)
    most = len(text) // 100
    if next(islice(_CONTROL_CHARACTER.finditer(text), most, None), None):  # one more than so many
        raise IntakeError("binary", item=item)
    if text.count(_REPLACEMENT_CHARACTER) * 100 > len(text):
        raise IntakeError("encoding", item=item)
    return text


def _decode_any_encoding(content: bytes, item: str) -> str:
    for byte_order_mark, codec in _BYTE_ORDER_MARKS:
        if content.startswith(byte_order_mark):
            return content.removeprefix(byte_order_mark).decode(codec, "replace")
    if b"\0" in content:
        raise IntakeError("binary", item=item)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        sample_start = max(0, error.start - _DETECTION_SAMPLE_BYTES // 2)
    import chardet  # only for what is not UTF-8: the bot itself reads nothing but lists of links

    encoding = chardet.detect(content[sample_start : sample_start + _DETECTION_SAMPLE_BYTES])["encoding"]
    if encoding is None:
        raise IntakeError("binary", item=item)
    try:
        return content.decode(encoding, "replace")
    except LookupError as error:
        raise IntakeError("encoding", item=item) from error
