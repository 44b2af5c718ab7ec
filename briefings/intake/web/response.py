"""An HTTP answer → its text, or why there is none. Knows nothing of connections, nor of articles."""

import codecs
import gzip
import io
import zlib

import httpx

from briefings.errors import IntakeError
from briefings.model.items import Page

ACCEPT = {"Accept": "text/html, application/xhtml+xml, text/plain;q=0.5", "Accept-Encoding": "gzip"}

_PAGES = ("", "text/html", "application/xhtml+xml")
_PLAIN = "text/plain"

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Codecs that Python has and no web page is written in; some take very long on a large page.
_NOT_FOR_PAGES = frozenset({"idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape", "utf-7"})


async def read_answer(response: httpx.Response, max_bytes: int, item: str) -> Page:
    """The page an answer holds. Raises IntakeError if it holds none, or one of more than `max_bytes`."""
    if not response.is_success:
        raise IntakeError(_status_key(response.status_code), item=item, status=str(response.status_code))
    content_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type not in _PAGES and content_type != _PLAIN:
        raise IntakeError("link-not-a-page", item=item, kind=_kind(content_type))
    body = await _read_body(response, max_bytes, item)
    if not body.strip():
        raise IntakeError("link-empty", item=item)
    return Page(
        name=item,
        url=str(response.url),
        content=_decoded(body, response.charset_encoding),
        plain=content_type == _PLAIN,
    )


async def _read_body(response: httpx.Response, max_bytes: int, item: str) -> bytes:
    """The body, unpacked here, as httpx unpacks all of a chunk at once: a few kilobytes can become gigabytes."""
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > max_bytes:
            break
    unpacked = bytes(body)
    if len(body) <= max_bytes:
        packing = response.headers.get("content-encoding", "identity").strip().lower()
        if packing in ("gzip", "x-gzip"):
            unpacked = _gunzip(unpacked, max_bytes + 1, item)
        elif packing not in ("identity", ""):
            raise IntakeError("link-garbled", item=item)
    if len(unpacked) > max_bytes:
        raise IntakeError("link-too-large", item=item, limit=max(1, max_bytes // 1_000_000))
    return unpacked


def _gunzip(packed: bytes, most: int, item: str) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(packed)) as file:
            return file.read(most)
    except (OSError, EOFError, zlib.error) as error:
        raise IntakeError("link-garbled", item=item) from error


def _decoded(body: bytes, charset: str | None) -> str | bytes:
    """The text, if a byte order mark or the charset that the server names says how to read it; else the bytes.

    A charset that turns more than one character in a hundred into nonsense is not believed.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body.removeprefix(mark).decode(name, "replace")
    codec = _codec(charset)
    if codec is None:
        return body
    text = body.decode(codec, "replace")
    return body if text.count("\N{REPLACEMENT CHARACTER}") * 100 > len(text) else text


def _codec(charset: str | None) -> str | None:
    try:
        name = codecs.lookup(charset or "").name
        b"x".decode(name, "replace")
    except (LookupError, ValueError):  # unknown, or not from bytes to text
        return None
    if name in ("ascii", "iso8859-1"):
        return "cp1252"  # as every browser reads them: https://encoding.spec.whatwg.org/#names-and-labels
    return None if name in _NOT_FOR_PAGES else name


def _status_key(status: int) -> str:
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


def _kind(content_type: str) -> str:
    family, _, name = content_type.partition("/")
    if family in ("image", "video", "audio"):
        return family
    if name in ("rss+xml", "atom+xml", "xml"):
        return "feed"
    if name == "json" or name.endswith("+json"):
        return "data"
    return "pdf" if name == "pdf" else "other"
