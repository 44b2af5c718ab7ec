"""Rows that many others refer to by number: each content is stored once, found by its hash."""

import hashlib
import json
from collections.abc import Mapping

from bot.database.protocols import Transaction


def numbered(transaction: Transaction, table: str, content: Mapping[str, object]) -> int:
    """The number of the row of `table` with that content, by column; it is added if there is none."""
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:32]
    found = transaction.rows(f"SELECT number FROM {table} WHERE hash = ?", digest)
    if not found:
        columns, places = ", ".join(["hash", *content]), ", ".join("?" * (len(content) + 1))
        insert = f"INSERT INTO {table} ({columns}) VALUES ({places}) ON CONFLICT (hash) DO NOTHING"
        transaction.run(insert, digest, *content.values())
        found = transaction.rows(f"SELECT number FROM {table} WHERE hash = ?", digest)
    return int(found[0][0])
