"""Extracts the article from an HTML page with trafilatura; fetching pages is left to web/fetcher.py."""

import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import orjson

from briefings.errors import IntakeError
from briefings.intake.formats.decoding import decode_page
from briefings.intake.text.cleaning import clean
from briefings.intake.text.dates import parse_date
from briefings.intake.text.drafting import make_draft
from briefings.intake.text.header_block import Header, read_topics
from briefings.intake.text.line_classifier import classify_lines, is_web_link
from briefings.intake.text.lines import SEPARATOR, fold_line, fold_lines, is_chinese_or_japanese
from briefings.model.article import Draft

if TYPE_CHECKING:
    from trafilatura.settings import Document

log = logging.getLogger(__name__)

_MIN_ARTICLE_WORDS = 25  # in an article; Chinese and Japanese characters count as words
_MAX_CAPTION_LENGTH = 600  # characters
_MAX_TOPICS = 12
_MAX_TAGS = 60_000  # of a page; the parsers under trafilatura take a time that grows with their square
_MAX_TAGS_EXAMINED_TWICE = 20_000  # of a page which is read in other ways too, if little text was found in it
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{5000,}")
_MAX_ATTRIBUTES = 20_000  # or words in them, in long tags
_MAX_BROKEN_METADATA = 5000  # characters of JSON-LD that cannot be parsed, which trafilatura searches for authors
_CAPTION_XPATH = "//figcaption"
_LIST_BULLET = re.compile(r"^- ")


def read_html_page(html: str | bytes, url: str | None, item: str, known_outlet: str | None = None) -> Draft:
    """The article on a page, with the page's metadata; `link` is the page's canonical address, or else `url`.

    `known_outlet` is the outlet of a page that names none.

    Bytes are decoded by `decode_page`, whose errors are raised. Raises IntakeError `no-article` if there are fewer than
    25 words of text, `page-markup` if there is more markup than can be read in a reasonable time.
    """
    text = decode_page(html, item) if isinstance(html, bytes) else html
    document, captions = _extract_article(text, url, item)
    lines = ["" if line == SEPARATOR else _LIST_BULLET.sub("", line) for line in fold_lines(document.text or "")]
    outlet = fold_line(document.sitename or "") or None
    title = _title_without_outlet(fold_line(document.title or ""), outlet)
    cleaned = clean(classify_lines(lines), title, captions)
    if sum(map(_count_words, cleaned.paragraphs)) < _MIN_ARTICLE_WORDS:
        raise IntakeError("no-article", item=item)
    header = Header(
        title=title,
        outlet=outlet or known_outlet,
        link=document.url if document.url and is_web_link(document.url) else url,
        author=fold_line((document.author or "").replace(";", ",")) or None,
        published=parse_date(document.date or ""),
        topics=read_topics([*(document.categories or ()), *(document.tags or ())])[:_MAX_TOPICS],
        is_site=outlet is not None,
    )
    return make_draft(cleaned, header, item)


def _extract_article(text: str, url: str | None, item: str) -> tuple["Document", list[str]]:
    from trafilatura import bare_extraction, load_html  # only with the first page: it takes half a second
    from trafilatura.settings import Document

    try:
        if _has_too_much_markup(text):
            raise IntakeError("page-markup", item=item)
        tree = load_html(text)
        if tree is None:
            raise IntakeError("no-article", item=item)
        _drop_broken_metadata(tree)
        captions = list(_find_captions(tree))
        document = bare_extraction(
            tree,
            url=url,
            fast=text.count("<") > _MAX_TAGS_EXAMINED_TWICE,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            prune_xpath=_CAPTION_XPATH,
        )
    except (IntakeError, MemoryError):  # of memory, whoever reads with a limit tells
        raise
    except Exception as error:  # broken HTML raises whatever the parsers under trafilatura happen to raise
        log.warning("trafilatura could not read a page: %s", type(error).__name__)
        raise IntakeError("no-article", item=item) from error
    if not isinstance(document, Document):
        raise IntakeError("no-article", item=item)
    return document, captions


def _has_too_much_markup(text: str) -> bool:
    attributes = sum(tag[0].count("=") + tag[0].count(" ") for tag in _LONG_TAG.finditer(text))
    return attributes > _MAX_ATTRIBUTES or text.count("<") > _MAX_TAGS


def _drop_broken_metadata(tree: Any) -> None:
    for script in tree.iter("script"):
        if len(script.text or "") > _MAX_BROKEN_METADATA and "ld+json" in script.get("type", ""):
            try:
                orjson.loads(script.text)
            except orjson.JSONDecodeError:
                script.text = ""


def _find_captions(tree: Any) -> Iterator[str]:
    for element in tree.xpath(_CAPTION_XPATH):
        caption = fold_line(element.text_content())
        if 0 < len(caption) <= _MAX_CAPTION_LENGTH:
            yield caption


def _title_without_outlet(title: str, outlet: str | None) -> str | None:
    """The title without the outlet's name at its end: "Bridge opens | The Harbour Post"."""
    end = max(1, len(title) - len(outlet or "") - 3)
    if outlet and re.fullmatch(rf"\s[|–—·-]\s{re.escape(outlet)}", title[end:], re.IGNORECASE):
        return title[:end]
    return title or None


def _count_words(paragraph: str) -> int:
    return (
        len(paragraph.split()) + sum(map(is_chinese_or_japanese, paragraph))
        if not paragraph.isascii()
        else len(paragraph.split())
    )
