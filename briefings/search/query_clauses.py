"""The parts of tantivy queries for single words, each made once and only of terms that the index has."""

from collections.abc import Mapping, Sequence

from tantivy import Occur, Query, Schema, Searcher

from briefings.search.schema import TEXT_FIELDS, TOP_FIELDS
from briefings.search.word_variants import Spelling, Wording, max_edits


class QueryClauses:
    """The clauses of one question to one state of the index.

    Attributes:
        misspelt: words that are looked for in other spellings too, and the stem of each.
    """

    def __init__(self, schema: Schema, searcher: Searcher) -> None:
        self.misspelt: Mapping[str, str] = {}
        self._schema = schema
        self._searcher = searcher
        self._indexed: dict[tuple[str, str], bool] = {}
        self._words: dict[tuple[tuple[Spelling, ...], Sequence[str]], Query | None] = {}

    def is_indexed(self, stem: str, field: str) -> bool:
        """Whether an article has the stem in that field."""
        known = self._indexed.get((stem, field))
        if known is None:
            known = self._indexed[stem, field] = self._searcher.doc_freq(field, stem) > 0
        return known

    def words(self, wording: Wording, fields: Sequence[str]) -> list[Query]:
        """A clause for each of the words that an article has in one of the fields, or that is misspelt."""
        clauses = []
        for surface_word, spellings in zip(wording.surface_words, wording.words, strict=True):
            clause = self.word(spellings, fields)
            if wording.as_written and fields == TEXT_FIELDS:
                written = self.spelling((surface_word,), "written")
                clause = any_of([clause, written]) if written else clause
            if surface_word in self.misspelt:
                clause = any_of([clause, *self._misspelt(surface_word, fields)])
            if clause:
                clauses.append(clause)
        return clauses

    def word(self, spellings: tuple[Spelling, ...], fields: Sequence[str]) -> Query | None:
        """A word in one of its spellings and one of the fields; None if no article has it."""
        key = spellings, fields
        if key not in self._words:
            clauses = [self.spelling(spelling, field) for spelling in spellings for field in fields]
            self._words[key] = any_of(clauses) if any(clauses) else None
        return self._words[key]

    def spelling(self, spelling: Spelling, field: str) -> Query | None:
        """The stems one after the other in a field; None if no article has one of them."""
        if not spelling or not all(self.is_indexed(stem, field) for stem in spelling):
            return None
        if len(spelling) > 1:
            return Query.phrase_query(self._schema, field, list(spelling))
        return Query.term_query(self._schema, field, spelling[0])

    def _misspelt(self, surface_word: str, fields: Sequence[str]) -> list[Query]:
        """Words spelt much like it: below the top of a text only as they are written, for stems cost as much again."""
        stem = self.misspelt[surface_word]
        places = [(stem, field) for field in fields if field in TOP_FIELDS]
        if fields == TEXT_FIELDS:
            places = [*(places if stem != surface_word else []), (surface_word, "written")]
        return [self._fuzzy(word, field) for word, field in places if max_edits(word)]

    def _fuzzy(self, word: str, field: str) -> Query:
        return Query.fuzzy_term_query(self._schema, field, word, distance=max_edits(word))


def any_of(queries: Sequence[Query | None]) -> Query:
    """What matches one of the queries; of none, nothing."""
    return Query.boolean_query([(Occur.Should, query) for query in queries if query])


def all_of(*queries: Query) -> Query:
    """What matches each of the queries."""
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def unscored(query: Query) -> Query:
    """The same query, which adds nothing to an article's score."""
    return Query.const_score_query(query, 0)
