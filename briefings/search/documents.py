"""What the search index has of an article: its words in the fields of `schema.py`."""

import logging

from tantivy import Document

from briefings.model.article import Article
from briefings.search.schema import newness
from briefings.search.word_variants import index_terms, is_correction, stem_sequence, surface_words

log = logging.getLogger(__name__)

_LEDE_PARAGRAPHS = 2


def document_or_none(article: Article) -> Document | None:
    """What the index has of an article; None of one that cannot be indexed, which is logged."""
    try:
        return _document(article)
    except (ValueError, OverflowError, TypeError):  # such as half a character, or a number that is too large
        log.exception("The article %s cannot be searched for", article.id)
        return None


def _document(article: Article) -> Document:
    document = Document()
    document.add_text("id", article.id)
    document.add_text("language", article.language)
    for name in filter(None, (article.outlet, article.agency)):
        document.add_text("outlet", " ".join(stem_sequence(name, "")))
    document.add_integer("newness", newness(article))
    written = dict.fromkeys(
        word for text in (article.headline, *article.topics, *article.paragraphs) for word in surface_words(text)
    )
    for word in filter(is_correction, written):
        document.add_text("written", word)
    texts = {
        "headline": (article.headline,),
        "topics": article.topics,
        "lede": article.paragraphs[:_LEDE_PARAGRAPHS],
        "text": article.paragraphs[_LEDE_PARAGRAPHS:],
    }
    for field, values in texts.items():
        for value in values:
            for terms in index_terms(value, article.language):
                document.add_text(field, " ".join(terms))
    return document
