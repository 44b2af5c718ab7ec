"""Builds tantivy queries of a parsed query, in tiers of better and worse matches.

A person's text never goes through tantivy's query language: every query is built of parts.
"""

from collections.abc import Iterable, Iterator, Sequence

from tantivy import FieldType, Occur, Query, Schema, Searcher

from briefings.search.query_parser import ParsedQuery
from briefings.search.schema import HEADLINE_FIELDS, TEXT_FIELDS, TOP_FIELDS, oldest_newness
from briefings.search.word_variants import QueryVariant, Spelling, max_edits, query_variants, stem_sequence


class QueryBuilder:
    """Builds the queries for one parsed query and one state of the index: its languages and words matter."""

    def __init__(self, schema: Schema, searcher: Searcher, parsed: ParsedQuery) -> None:
        self._schema = schema
        self._searcher = searcher
        self._parsed = parsed
        indexed = [language for language, _ in searcher.terms_with_prefix("language", "")]
        self._languages = [language for language in indexed if parsed.language in (None, language)]
        self._misspelt: dict[tuple[Spelling, ...], str] = {}  # the spellings of an unknown word: how it is written
        self._conditions = [*self._required(), *self._excluded()]

    def tiers(self) -> list[Query]:
        """The queries whose articles to list first, second, third; no article matches two of them.

        Of the words an article must have all; if none has, those match that lack the fewest words. Then a word that no
        article has also matches words spelt much like it.
        """
        groups = list(query_variants(self._parsed.words, self._languages))
        if not any(groups):
            return [self._with_conditions(Query.all_query())] if self._conditions else []
        best = self._best_match(groups)
        if best is None or best[0]:  # no article has all the words: is one of them misspelt?
            self._misspelt = dict(
                pair for variants in groups for variant in variants for pair in self._unknown_words(variant)
            )
            if self._misspelt:
                best = self._best_match(groups)
        return [self._with_conditions(tier) for tier in self._tier_queries(*best)] if best else []

    def _required(self) -> Iterator[tuple[Occur, Query]]:
        parsed = self._parsed
        for phrase in parsed.phrases:
            yield Occur.Must, self._words_or_phrase(phrase)
        if parsed.outlets:
            yield Occur.Must, _any([self._outlet(name) for name in parsed.outlets])
        if parsed.since_time:
            oldest = oldest_newness(parsed.since_time)
            yield Occur.Must, Query.range_query(self._schema, "newness", FieldType.Integer, lower_bound=oldest)
        if parsed.language:
            yield Occur.Must, Query.term_query(self._schema, "language", parsed.language)

    def _excluded(self) -> Iterator[tuple[Occur, Query]]:
        for words in self._parsed.excluded:
            yield Occur.MustNot, self._words_or_phrase(words)
        for name in self._parsed.excluded_outlets:
            yield Occur.MustNot, self._outlet(name)

    def _with_conditions(self, query: Query) -> Query:
        """The query with the filters added, which have no part in the score."""
        unscored = [(occur, _unscored(condition)) for occur, condition in self._conditions]
        return Query.boolean_query([(Occur.Must, query), *unscored])

    def _words_or_phrase(self, words: str) -> Query:
        """One word however it may be spelt, several as a phrase, in any of the languages."""
        if len(words.split()) > 1:
            phrases = [(language, stem_sequence(words, language)) for language in self._languages]
            return _any([self._phrase(language, stems) for language, stems in phrases if stems])
        variants = next(query_variants(words, self._languages), [])
        return _any([_all(self._language(variant.language), *self._word_queries(variant)) for variant in variants])

    def _word_queries(self, variant: QueryVariant) -> list[Query]:
        return [self._word(word, TEXT_FIELDS) for word in variant.words]

    def _outlet(self, name: str) -> Query:
        return self._spelling(stem_sequence(name, ""), "outlet")

    def _best_match(self, groups: Iterable[list[QueryVariant]]) -> tuple[int, list[QueryVariant]] | None:
        """The variants whose best article lacks the fewest words, and how many it lacks; None if none has any."""
        best: tuple[int, list[QueryVariant]] | None = None
        for variants in groups:
            missing = self._missing_words(variants)
            if missing is not None and (best is None or missing < best[0]):
                best = missing, variants
        return best

    def _missing_words(self, variants: Sequence[QueryVariant]) -> int | None:
        """How many of the words the best article lacks; None if no article has any.

        The score is 1 for each word that matches, plus what a variant has fewer words than the longest one, plus 1: so
        an article with all words of a variant scores the same whichever variant it is.
        """
        most = max((len(variant.words) for variant in variants), default=0)
        scored = [
            _all(
                Query.const_score_query(self._language(variant.language), most - len(variant.words) + 1),
                _any([Query.const_score_query(word, 1) for word in self._word_queries(variant)]),
            )
            for variant in variants
        ]
        hits = self._searcher.search(self._with_conditions(_any(scored)), limit=1).hits
        return most + 1 - round(hits[0][0]) if hits else None

    def _unknown_words(self, variant: QueryVariant) -> Iterator[tuple[tuple[Spelling, ...], str]]:
        """The words that no article has, if they are long enough to be misspelt ones, and how they are written."""
        for surface_word, word in zip(variant.surface_words, variant.words, strict=True):
            stems = [spelling[0] for spelling in word if len(spelling) == 1]
            if surface_word.isalpha() and max_edits(surface_word) and not any(map(self._is_indexed, stems)):
                yield word, surface_word

    def _is_indexed(self, stem: str) -> bool:
        return any(self._searcher.doc_freq(field, stem) for field in TEXT_FIELDS)

    def _tier_queries(self, missing: int, variants: Sequence[QueryVariant]) -> list[Query]:
        """By where an article has all words but `missing`: headline or topics; lede or a phrase; anywhere."""
        long_enough = [variant for variant in variants if len(variant.words) > missing]
        first, second, third = (
            [self._enough_words(variant, missing, fields) for variant in long_enough]
            for fields in (HEADLINE_FIELDS, TOP_FIELDS, TEXT_FIELDS)
        )
        if not missing:
            second += [
                self._phrase(variant.language, variant.stem_sequence)
                for variant in long_enough
                if len(variant.stem_sequence) > 1
            ]
        return [_any(first), _without(_any(second), _any(first)), _without(_any(third), _any([*first, *second]))]

    def _enough_words(self, variant: QueryVariant, missing: int, fields: Sequence[str]) -> Query:
        words = [(Occur.Should, self._word(word, fields)) for word in variant.words]
        enough = len(variant.words) - missing
        return _all(self._language(variant.language), Query.boolean_query(words, minimum_number_should_match=enough))

    def _phrase(self, language: str, stems: Spelling) -> Query:
        return _all(self._language(language), self._word((stems,), TEXT_FIELDS))

    def _language(self, language: str) -> Query:
        return Query.term_query(self._schema, "language", language)

    def _word(self, spellings: tuple[Spelling, ...], fields: Sequence[str]) -> Query:
        queries = [self._spelling(spelling, field) for spelling in spellings for field in fields]
        if surface_word := self._misspelt.get(spellings):
            stems = [spelling[0] for spelling in spellings[:1] if len(spelling) == 1]
            queries += [self._fuzzy(stem, field) for stem in stems for field in fields]
            queries += [self._fuzzy(surface_word, "written")] if fields == TEXT_FIELDS else []
        return _any(queries)

    def _spelling(self, spelling: Spelling, field: str) -> Query:
        if len(spelling) > 1:
            return Query.phrase_query(self._schema, field, list(spelling))
        return Query.term_query(self._schema, field, spelling[0] if spelling else "")

    def _fuzzy(self, word: str, field: str) -> Query:
        return Query.fuzzy_term_query(self._schema, field, word, distance=max_edits(word))


def _any(queries: Sequence[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _all(*queries: Query) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _without(query: Query, excluded: Query) -> Query:
    return Query.boolean_query([(Occur.Must, query), (Occur.MustNot, excluded)])


def _unscored(query: Query) -> Query:
    """The same query, which adds nothing to an article's score."""
    return Query.const_score_query(query, 0)
