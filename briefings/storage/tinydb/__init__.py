"""The storage engine on TinyDB: partitions of articles, write-ahead journal, SQLite lookup index and change feed."""
