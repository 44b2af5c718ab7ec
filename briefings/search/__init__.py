"""Full-text search: the parser of queries, tantivy's queries, the index and what keeps it up to date."""
