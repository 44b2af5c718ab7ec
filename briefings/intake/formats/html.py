"""A web page's HTML → the article on it, read by trafilatura; fetching is left to `web.py`."""

import logging
import re
from collections.abc import Iterator
from typing import Any

from trafilatura import bare_extraction, load_html
from trafilatura.settings import Document

from briefings.errors import IntakeError
from briefings.intake.formats.decoding import decode_page
from briefings.intake.text.cleaning import clean
from briefings.intake.text.dates import parse_date
from briefings.intake.text.drafting import draft
from briefings.intake.text.header_block import Header, read_topics
from briefings.intake.text.line_classifier import is_web_link, mark
from briefings.intake.text.lines import SEPARATOR, fold_line, fold_lines, is_wide
from briefings.model.article import Draft

log = logging.getLogger(__name__)

_FEWEST_WORDS = 25  # of an article; characters, where words are not parted
_LONGEST_CAPTION = 600  # characters
_MOST_TOPICS = 12
_CAPTIONS = "//figcaption"
_LIST_ITEM = re.compile(r"^- ")


def read_html_page(html: str | bytes, url: str | None, item: str) -> Draft:
    """The article on a page, with what the page says of it; `link` is the address the page gives for itself, or `url`.

    Bytes are decoded by byte order mark, UTF-8, the charset the page names, else chardet. Raises IntakeError
    `no-article` if there are fewer than 25 words of text, and what `decode` raises.
    """
    text = decode_page(html, item) if isinstance(html, bytes) else html
    document, captions = _extracted(text, url, item)
    lines = ["" if line == SEPARATOR else _LIST_ITEM.sub("", line) for line in fold_lines(document.text or "")]
    outlet = fold_line(document.sitename or "") or None
    title = _title(fold_line(document.title or ""), outlet)
    cleaned = clean(mark(lines), title, captions)
    if sum(map(_words, cleaned.paragraphs)) < _FEWEST_WORDS:
        raise IntakeError("no-article", item=item)
    header = Header(
        title=title,
        outlet=outlet,
        link=document.url if document.url and is_web_link(document.url) else url,
        author=fold_line((document.author or "").replace(";", ",")) or None,
        published=parse_date(document.date or ""),
        topics=read_topics([*(document.categories or ()), *(document.tags or ())])[:_MOST_TOPICS],
    )
    return draft(cleaned, header, item)


def _extracted(text: str, url: str | None, item: str) -> tuple[Document, list[str]]:
    try:
        tree = load_html(text)
        if tree is None:
            raise IntakeError("no-article", item=item)
        captions = list(_captions(tree))
        document = bare_extraction(
            tree, url=url, include_comments=False, include_tables=False, with_metadata=True, prune_xpath=_CAPTIONS
        )
    except IntakeError:
        raise
    except Exception as error:  # broken HTML raises whatever the parsers under trafilatura happen to raise
        log.warning("trafilatura could not read %s: %r", item, error)
        raise IntakeError("no-article", item=item) from error
    if not isinstance(document, Document):
        raise IntakeError("no-article", item=item)
    return document, captions


def _captions(tree: Any) -> Iterator[str]:
    for element in tree.xpath(_CAPTIONS):
        caption = fold_line(element.text_content())
        if 0 < len(caption) <= _LONGEST_CAPTION:
            yield caption


def _title(title: str, outlet: str | None) -> str | None:
    """The title without the outlet's name behind it: "Bridge opens | The Harbour Post"."""
    if outlet and (found := re.fullmatch(rf"(.+?)\s[|–—·-]\s{re.escape(outlet)}", title, re.IGNORECASE)):
        return found[1]
    return title or None


def _words(paragraph: str) -> int:
    return len(paragraph.split()) + sum(map(is_wide, paragraph)) if not paragraph.isascii() else len(paragraph.split())
