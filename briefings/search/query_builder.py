"""What a person asks → tantivy's queries; and which fields of an article the index has.

A person's text never goes through tantivy's query language: every query is built of parts.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from tantivy import FieldType, Occur, Query, Schema, SchemaBuilder, Searcher

from briefings.model.article import Article
from briefings.model.article_id import ArticleId
from briefings.search.query_parser import ParsedQuery
from briefings.search.word_variants import QueryVariant, Spelling, readings, run

VERSION = 2  # of what an article is found by; the index is made again where it has another

_HEADLINE = ("headline", "topics")
_TOP = (*_HEADLINE, "lede")
EVERYWHERE = (*_TOP, "text")

_MINUTE = 36  # bits of `newness` below the minute
_FAR = 5, 8  # letters of a word from which one may be wrong, two


def schema() -> Schema:
    """The fields of the index."""
    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("language", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("outlet", tokenizer_name="whitespace")
    builder.add_text_field("written", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("newness", fast=True)
    for field in EVERYWHERE:
        builder.add_text_field(field, tokenizer_name="whitespace")
    return builder.build()


def newness(article: Article) -> int:
    """A number that is larger for the newer of two articles, and never the same for two.

    The minute it was published as far as that is known, and no later than it came in; then its id. In bits: 27
    for the minute since 1970, 16 for the day of the id, 20 for its number.
    """
    moment = min(article.published or article.received, article.received)
    id = ArticleId.parse(article.id)
    assert id
    return (_minute(moment) << _MINUTE) + ((id.day - date(2000, 1, 1)).days << 20) + id.number


def _minute(moment: datetime) -> int:
    """Since 1970."""
    return max(int(moment.timestamp()) // 60, 0)


def may_be_meant(word: str) -> bool:
    """Whether a word is one that a misspelt word may be taken for."""
    return word.isalpha() and len(word) >= _FAR[0] - 1


class QueryBuilder:
    """One question, put to one state of the index."""

    def __init__(self, schema: Schema, searcher: Searcher, parsed: ParsedQuery) -> None:
        self._schema = schema
        self._searcher = searcher
        self._parsed = parsed
        known = [language for language, _ in searcher.terms_with_prefix("language", "")]
        self._languages = [each for each in known if parsed.language in (None, each)]
        self._misspelt: dict[tuple[Spelling, ...], str] = {}
        self._conditions = [*self._required(), *self._excluded()]

    def tiers(self) -> list[Query]:
        """What to list first, second, third; no article is in two of them."""
        meant = list(readings(self._parsed.words, self._languages))
        if not any(meant):
            return [self._under_conditions(Query.all_query())] if self._conditions else []
        best = self._best(meant)
        if best is None or best[0]:  # not one article has all: is one of the words misspelt?
            self._misspelt = dict(pair for found in meant for reading in found for pair in self._unknown(reading))
            if self._misspelt:
                best = self._best(meant)
        return [self._under_conditions(tier) for tier in self._in_tiers(*best)] if best else []

    def _required(self) -> Iterator[tuple[Occur, Query]]:
        parsed = self._parsed
        for phrase in parsed.phrases:
            yield Occur.Must, self._in_any_language(phrase)
        if parsed.outlets:
            yield Occur.Must, _any([self._outlet(name) for name in parsed.outlets])
        if parsed.since_time:
            earliest = _minute(parsed.since_time) << _MINUTE
            yield Occur.Must, Query.range_query(self._schema, "newness", FieldType.Integer, lower_bound=earliest)
        if parsed.language:
            yield Occur.Must, Query.term_query(self._schema, "language", parsed.language)

    def _excluded(self) -> Iterator[tuple[Occur, Query]]:
        for words in self._parsed.without:
            yield Occur.MustNot, self._in_any_language(words)
        for name in self._parsed.not_outlets:
            yield Occur.MustNot, self._outlet(name)

    def _under_conditions(self, query: Query) -> Query:
        return Query.boolean_query([(Occur.Must, query), *((how, _uncounted(each)) for how, each in self._conditions)])

    def _in_any_language(self, words: str) -> Query:
        """One word however it may be spelt; several as a phrase."""
        if len(words.split()) > 1:
            phrases = [(language, run(words, language)) for language in self._languages]
            return _any([self._phrase(language, stems) for language, stems in phrases if stems])
        meant = next(readings(words, self._languages), [])
        return _any([_all(self._language(each.language), *self._each_word(each)) for each in meant])

    def _each_word(self, reading: QueryVariant) -> list[Query]:
        return [self._word(word, EVERYWHERE) for word in reading.words]

    def _outlet(self, name: str) -> Query:
        return self._spelt(run(name, ""), "outlet")

    def _best(self, meant: Iterable[list[QueryVariant]]) -> tuple[int, list[QueryVariant]] | None:
        """The readings whose best article lacks the fewest words, and how many it lacks; None if none has any."""
        best: tuple[int, list[QueryVariant]] | None = None
        for reading in meant:
            missing = self._missing(reading)
            if missing is not None and (best is None or missing < best[0]):
                best = missing, reading
        return best

    def _missing(self, readings: Sequence[QueryVariant]) -> int | None:
        """How many of the words the best article lacks; None if no article has any.

        Each word found counts one, and each reading starts from what makes the complete ones equal.
        """
        most = max((len(reading.words) for reading in readings), default=0)
        counting = [
            _all(
                Query.const_score_query(self._language(reading.language), most - len(reading.words) + 1),
                _any([Query.const_score_query(word, 1) for word in self._each_word(reading)]),
            )
            for reading in readings
        ]
        hits = self._searcher.search(self._under_conditions(_any(counting)), limit=1).hits
        return most + 1 - round(hits[0][0]) if hits else None

    def _unknown(self, reading: QueryVariant) -> Iterator[tuple[tuple[Spelling, ...], str]]:
        """The words that no article has, if they are long enough to be misspelt ones, and how they are written."""
        for piece, word in zip(reading.pieces, reading.words, strict=True):
            stems = [spelling[0] for spelling in word if len(spelling) == 1]
            if piece.isalpha() and len(piece) >= _FAR[0] and not any(map(self._is_there, stems)):
                yield word, piece

    def _is_there(self, stem: str) -> bool:
        return any(self._searcher.doc_freq(field, stem) for field in EVERYWHERE)

    def _in_tiers(self, missing: int, readings: Sequence[QueryVariant]) -> list[Query]:
        able = [reading for reading in readings if len(reading.words) > missing]
        first, second, third = (
            [self._lacking(reading, missing, fields) for reading in able] for fields in (_HEADLINE, _TOP, EVERYWHERE)
        )
        if not missing:
            second += [self._phrase(each.language, each.run) for each in able if len(each.run) > 1]
        return [_any(first), _but(_any(second), _any(first)), _but(_any(third), _any([*first, *second]))]

    def _lacking(self, reading: QueryVariant, missing: int, fields: Sequence[str]) -> Query:
        words = [(Occur.Should, self._word(word, fields)) for word in reading.words]
        fewest = len(reading.words) - missing
        return _all(self._language(reading.language), Query.boolean_query(words, minimum_number_should_match=fewest))

    def _phrase(self, language: str, stems: Spelling) -> Query:
        return _all(self._language(language), self._word((stems,), EVERYWHERE))

    def _language(self, language: str) -> Query:
        return Query.term_query(self._schema, "language", language)

    def _word(self, spellings: tuple[Spelling, ...], fields: Sequence[str]) -> Query:
        queries = [self._spelt(spelling, field) for spelling in spellings for field in fields]
        if piece := self._misspelt.get(spellings):
            stems = [spelling[0] for spelling in spellings[:1] if len(spelling) == 1]
            queries += [self._much_like(stem, field) for stem in stems for field in fields]
            queries += [self._much_like(piece, "written")] if fields == EVERYWHERE else []
        return _any(queries)

    def _spelt(self, spelling: Spelling, field: str) -> Query:
        if len(spelling) > 1:
            return Query.phrase_query(self._schema, field, list(spelling))
        return Query.term_query(self._schema, field, spelling[0] if spelling else "")

    def _much_like(self, word: str, field: str) -> Query:
        wrong = sum(len(word) >= letters for letters in _FAR)
        return Query.fuzzy_term_query(self._schema, field, word, distance=wrong)


def _any(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _all(*queries: Query) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _but(wanted: Query, unwanted: Query) -> Query:
    return Query.boolean_query([(Occur.Must, wanted), (Occur.MustNot, unwanted)])


def _uncounted(query: Query) -> Query:
    """The same, without a word in how well an article matches."""
    return Query.const_score_query(query, 0)
