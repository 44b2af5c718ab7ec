"""The fields of the search index: what is stored of an article, and how it is encoded."""

from datetime import date, datetime

from tantivy import Schema, SchemaBuilder

from briefings.model.article import Article
from briefings.model.article_id import ArticleId

VERSION = 3  # of what an article is found by: raise it whenever fields or terms change, and the index is made again

# The text fields, from those whose matches are listed first to all of them.
HEADLINE_FIELDS = ("headline", "topics")
TOP_FIELDS = (*HEADLINE_FIELDS, "lede")
TEXT_FIELDS = (*TOP_FIELDS, "text")

_MAX_MINUTE = 2**27 - 1  # in the year 2225
_MINUTE_SHIFT = 36  # bits of `newness` below the minute
_DAY_SHIFT = 20  # bits below the day


def schema() -> Schema:
    """The fields of the index.

    `id` is stored; `language` and `outlet` are filtered by; `written` has the words as they are written, which misspelt
    words are compared with; `newness` is sorted by; the `TEXT_FIELDS` have the stems that are searched.
    """
    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("language", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("outlet", tokenizer_name="whitespace")
    builder.add_text_field("written", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("newness", fast=True)
    for field in TEXT_FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace")
    return builder.build()


def newness(article: Article) -> int:
    """A number that is larger for the newer of two articles, and never the same for two.

    The minute it was published as far as that is known, and no later than it was received; then its id. In bits: 27
    for the minute since 1970, 16 for the day of the id, 20 for its number.
    """
    moment = min(article.published or article.received, article.received)
    id = ArticleId.parse(article.id)
    assert id
    return oldest_newness(moment) + ((id.day - date(2000, 1, 1)).days << _DAY_SHIFT) + id.number


def oldest_newness(moment: datetime) -> int:
    """The least `newness` of an article published in the minute of `moment` or later.

    A time before 1970 is taken for its beginning, one after 2225 for the last that can be.
    """
    return min(max(int(moment.timestamp()) // 60, 0), _MAX_MINUTE) << _MINUTE_SHIFT
