"""Builds tantivy queries of a parsed query, in tiers of better and worse matches.

A person's text never goes through tantivy's query language: every query is built of parts. Of what no article has,
none is built, so that a question costs no more than the words of it that are known.
"""

from collections.abc import Iterable, Iterator, Sequence

from tantivy import FieldType, Occur, Query, Schema, Searcher

from briefings.search.query_clauses import QueryClauses, all_of, any_of, unscored
from briefings.search.query_parser import ParsedQuery
from briefings.search.schema import HEADLINE_FIELDS, TEXT_FIELDS, TOP_FIELDS, oldest_newness
from briefings.search.word_variants import (
    QueryVariant,
    Spelling,
    in_any_language,
    max_edits,
    query_variants,
    stem_sequence,
    stemmings,
)

_MAX_LANGUAGES = 64  # that are searched, those of most articles; there are no more that have stems
_MAX_MISSPELT = 2  # words of a question that are also looked for in other spellings: each takes a search of all words


class QueryBuilder:
    """Builds the queries for one parsed query and one state of the index: its languages and words matter."""

    def __init__(self, schema: Schema, searcher: Searcher, parsed: ParsedQuery) -> None:
        self._schema = schema
        self._searcher = searcher
        self._parsed = parsed
        self._clauses = QueryClauses(schema, searcher)
        counts = sorted(searcher.terms_with_prefix("language", ""), key=lambda pair: -pair[1])
        languages = [language for language, _ in counts if parsed.language in (None, language)][:_MAX_LANGUAGES]
        self._stemmings = stemmings(languages, (parsed.words, *parsed.phrases, *parsed.excluded))
        self._conditions = [*self._required(), *self._excluded()]

    def tiers(self) -> list[Query]:
        """The queries whose articles to list first, second, third; what matches one may match those after it too.

        Of the words an article must have all; if none has, those match that lack the fewest words. Then a word that no
        article has also matches words spelt much like it.
        """
        groups = list(query_variants(self._parsed.words, self._stemmings))
        if not any(groups):
            return [self._with_conditions(Query.all_query())] if self._conditions else []
        best = self._best_match(groups)
        if best is None or best[0]:  # no article has all the words: is one of them misspelt?
            self._clauses.misspelt = self._misspelt([variant for variants in groups for variant in variants])
            if self._clauses.misspelt:
                best = self._best_match([in_any_language(variants)] for variants in groups if variants)
        return [self._with_conditions(tier) for tier in self._tier_queries(*best)] if best else []

    def _required(self) -> Iterator[tuple[Occur, Query]]:
        parsed = self._parsed
        for phrase in parsed.phrases:
            yield Occur.Must, self._words_or_phrase(phrase)
        if parsed.outlets:
            yield Occur.Must, any_of([self._outlet(name) for name in parsed.outlets])
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
        return Query.boolean_query(
            [(Occur.Must, query), *((occur, unscored(condition)) for occur, condition in self._conditions)]
        )

    def _words_or_phrase(self, words: str) -> Query:
        """One word however it may be spelt, several as a phrase, in any of the languages."""
        if len(words.split()) > 1:
            languages: dict[Spelling, list[str]] = {}
            for stemming in self._stemmings:
                languages.setdefault(stem_sequence(words, stemming.language), []).extend(stemming.languages)
            return any_of([self._phrase(codes, stems) for stems, codes in languages.items() if stems])
        variants = next(query_variants(words, self._stemmings), [])
        return any_of([self._enough_words(variant, 0, TEXT_FIELDS) for variant in variants])

    def _outlet(self, name: str) -> Query:
        return any_of([self._clauses.spelling(stem_sequence(name, ""), "outlet")])

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
        an article with all words of a variant scores the same whichever variant it is. That is counted only if no
        article has all the words, which is told sooner: the commonest words stand in most articles.
        """
        if self._finds_any(any_of([self._enough_words(variant, 0, TEXT_FIELDS) for variant in variants])):
            return 0
        most = max((len(variant.wording.words) for variant in variants), default=0)
        scored = []
        for variant in variants:
            if words := self._clauses.words(variant.wording, TEXT_FIELDS):
                given = most - len(variant.wording.words) + 1
                counted = any_of([Query.const_score_query(word, 1) for word in words])
                scored.append(all_of(Query.const_score_query(self._languages(variant.languages), given), counted))
        if not scored:
            return None
        hits = self._searcher.search(self._with_conditions(any_of(scored)), limit=1, count=False).hits
        return most + 1 - round(hits[0][0]) if hits else None

    def _finds_any(self, query: Query) -> bool:
        return bool(self._searcher.search(unscored(self._with_conditions(query)), limit=1, count=False).hits)

    def _misspelt(self, variants: Sequence[QueryVariant]) -> dict[str, str]:
        """The first words that no article has in any language and that are long enough to be misspelt: their stems."""
        unknown: dict[str, str] = {}
        known: set[str] = set()
        for variant in variants:
            for surface_word, word in zip(variant.wording.surface_words, variant.wording.words, strict=True):
                stems = [spelling[0] for spelling in word if len(spelling) == 1]
                if any(self._clauses.is_indexed(stem, field) for stem in stems for field in TEXT_FIELDS):
                    known.add(surface_word)
                elif surface_word.isalpha() and max_edits(surface_word):
                    unknown.setdefault(surface_word, next(iter(stems), surface_word))
        return dict([pair for pair in unknown.items() if pair[0] not in known][:_MAX_MISSPELT])

    def _tier_queries(self, missing: int, variants: Sequence[QueryVariant]) -> list[Query]:
        """By where an article has all words but `missing`: headline or topics; lede or a phrase; anywhere."""
        long_enough = [variant for variant in variants if len(variant.wording.words) > missing]
        first, second, third = (
            [self._enough_words(variant, missing, fields) for variant in long_enough]
            for fields in (HEADLINE_FIELDS, TOP_FIELDS, TEXT_FIELDS)
        )
        if not missing:
            second += [
                self._phrase(variant.languages, variant.wording.stem_sequence)
                for variant in long_enough
                if len(variant.wording.stem_sequence) > 1
            ]
        return [any_of(first), any_of(second), any_of(third)]

    def _enough_words(self, variant: QueryVariant, missing: int, fields: Sequence[str]) -> Query | None:
        """All the variant's words but `missing`, in its languages; None if no article has as many."""
        words = self._clauses.words(variant.wording, fields)
        enough = len(variant.wording.words) - missing
        if len(words) < enough:
            return None
        some = Query.boolean_query([(Occur.Should, word) for word in words], minimum_number_should_match=enough)
        return all_of(self._languages(variant.languages), some)

    def _phrase(self, languages: Sequence[str] | None, stems: Spelling) -> Query | None:
        phrase = self._clauses.word((stems,), TEXT_FIELDS)
        return phrase and all_of(self._languages(languages), phrase)

    def _languages(self, languages: Sequence[str] | None) -> Query:
        if languages is None:
            return Query.all_query()
        if len(languages) == 1:
            return Query.term_query(self._schema, "language", languages[0])
        return Query.term_set_query(self._schema, "language", list(languages))
