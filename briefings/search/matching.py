"""Which of some articles have words or are of an outlet: literally, as search matches them, and nothing more."""

from collections.abc import Iterable, Iterator, Sequence

from tantivy import DocAddress, Query, Schema, Searcher

from briefings.search.query_builder import QueryBuilder
from briefings.search.query_clauses import all_of, any_of, unscored
from briefings.search.query_parser import ParsedQuery

_MAX_IDS = 2000  # in one query


def literal_queries(words: Iterable[str], outlets: Iterable[str]) -> Iterator[ParsedQuery]:
    """A query for each: a word however it may be spelt, several words as a phrase, the name of an outlet.

    Whatever stands in them is no filter. Each is a query of its own, since the words of one share its languages.
    """
    for each in words:
        yield ParsedQuery(phrases=[each])
    for name in outlets:
        yield ParsedQuery(outlets=[name])


def places_among(
    schema: Schema, searcher: Searcher, queries: Iterable[ParsedQuery], ids: Sequence[str]
) -> list[DocAddress]:
    """Where those of the articles with these ids stand in the index that match one of the queries."""
    wanted = unscored(any_of([tier for query in queries for tier in QueryBuilder(schema, searcher, query).tiers()]))
    places: list[DocAddress] = []
    for start in range(0, len(ids), _MAX_IDS):
        some = list(ids[start : start + _MAX_IDS])
        among = all_of(unscored(Query.term_set_query(schema, "id", some)), wanted)
        places += [address for _, address in searcher.search(among, limit=len(some), count=False).hits]
    return places
