"""Reads an HTTP response into a `Page`, or raises an IntakeError that says why it holds none."""

import codecs
import gzip
import io
import zlib

import httpx

from briefings.errors import IntakeError
from briefings.model.items import Page

ACCEPT = {"Accept": "text/html, application/xhtml+xml, text/plain;q=0.5", "Accept-Encoding": "gzip"}

_HTML_TYPES = ("", "text/html", "application/xhtml+xml")
_PLAIN_TEXT_TYPE = "text/plain"

_BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Python codecs that no web page is written in; some are very slow on a large page.
_CODECS_NOT_FOR_PAGES = frozenset({"idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape", "utf-7"})


async def read_response(response: httpx.Response, max_bytes: int, item: str) -> Page:
    """The page a response holds. Raises IntakeError if it holds none, or one of more than `max_bytes`."""
    if not response.is_success:
        raise IntakeError(_status_error_key(response.status_code), item=item, status=str(response.status_code))
    content_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type not in _HTML_TYPES and content_type != _PLAIN_TEXT_TYPE:
        raise IntakeError("link-not-a-page", item=item, kind=_content_kind(content_type))
    body = await _read_body(response, max_bytes, item)
    if not body.strip():
        raise IntakeError("link-empty", item=item)
    return Page(
        name=item,
        url=str(response.url),
        content=_decode_body(body, response.charset_encoding),
        plain=content_type == _PLAIN_TEXT_TYPE,
    )


async def _read_body(response: httpx.Response, max_bytes: int, item: str) -> bytes:
    """The body, decompressed only up to `max_bytes`: a few kilobytes can hold gigabytes, which httpx would unpack."""
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > max_bytes:
            break
    content = bytes(body)
    if len(body) <= max_bytes:
        content_encoding = response.headers.get("content-encoding", "identity").strip().lower()
        if content_encoding in ("gzip", "x-gzip"):
            content = _gunzip(content, max_bytes + 1, item)
        elif content_encoding not in ("identity", ""):
            raise IntakeError("link-garbled", item=item)
    if len(content) > max_bytes:
        raise IntakeError("link-too-large", item=item, limit=max(1, max_bytes // 1_000_000))
    return content


def _gunzip(compressed: bytes, max_bytes: int, item: str) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(compressed)) as file:
            return file.read(max_bytes)
    except (OSError, EOFError, zlib.error) as error:
        raise IntakeError("link-garbled", item=item) from error


def _decode_body(body: bytes, charset: str | None) -> str | bytes:
    """The text, decoded by byte order mark or by the charset the server names; the bytes if neither tells the encoding.

    A charset in which more than one character in a hundred cannot be decoded is taken to be wrong.
    """
    for byte_order_mark, name in _BYTE_ORDER_MARKS:
        if body.startswith(byte_order_mark):
            return body.removeprefix(byte_order_mark).decode(name, "replace")
    codec = _find_codec(charset)
    if codec is None:
        return body
    text = body.decode(codec, "replace")
    return body if text.count("\N{REPLACEMENT CHARACTER}") * 100 > len(text) else text


def _find_codec(charset: str | None) -> str | None:
    try:
        name = codecs.lookup(charset or "").name
        b"x".decode(name, "replace")
    except (LookupError, ValueError):  # unknown, or not a text encoding
        return None
    if name in ("ascii", "iso8859-1"):
        return "cp1252"  # as every browser reads them: https://encoding.spec.whatwg.org/#names-and-labels
    return None if name in _CODECS_NOT_FOR_PAGES else name


def _status_error_key(status: int) -> str:
    match status:
        case 404 | 410:
            return "link-gone"
        case 401 | 402 | 403 | 407 | 451:
            return "link-refused"
        case 429:
            return "link-busy"
        case _ if status >= 500:
            return "link-broken"
        case _:
            return "link-status"


def _content_kind(content_type: str) -> str:
    family, _, name = content_type.partition("/")
    if family in ("image", "video", "audio"):
        return family
    if name in ("rss+xml", "atom+xml", "xml"):
        return "feed"
    if name == "json" or name.endswith("+json"):
        return "data"
    return "pdf" if name == "pdf" else "other"
