"""Which of some articles have words or are of an outlet: literally, as search matches them, and nothing more."""

from collections.abc import Sequence

from tantivy import DocAddress, Query, Schema, Searcher

from briefings.search.query_builder import QueryBuilder
from briefings.search.query_clauses import all_of, any_of, unscored
from briefings.search.query_parser import ParsedQuery

_MAX_IDS = 2000  # in one query


def literal_query(what: str, value: str) -> ParsedQuery:
    """The name of an `outlet`; or else one word however it may be spelt, several as a phrase. No sign is a filter."""
    return ParsedQuery(outlets=[value]) if what == "outlet" else ParsedQuery(phrases=[value])


def places_among(schema: Schema, searcher: Searcher, query: ParsedQuery, ids: Sequence[str]) -> list[DocAddress]:
    """Where those of the articles with these ids stand in the index that match the query."""
    wanted = unscored(any_of(QueryBuilder(schema, searcher, query).tiers()))
    if not searcher.search(wanted, limit=1, count=False).hits:  # as of most words
        return []
    places: list[DocAddress] = []
    for start in range(0, len(ids), _MAX_IDS):
        some = list(ids[start : start + _MAX_IDS])
        among = all_of(unscored(Query.term_set_query(schema, "id", some)), wanted)
        places += [address for _, address in searcher.search(among, limit=len(some), count=False).hits]
    return places
