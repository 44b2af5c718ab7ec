"""What editors changed and can take back: each article as it was before, in a file of its own."""

from pathlib import Path

from tinydb import TinyDB

from briefings.archive.documents import Json
from briefings.archive.ids import ArticleId
from briefings.storage import AtomicJSONStorage

_KEPT = 100  # changes, of all editors together


class Changes:
    """The last changes, each known by a number.

    A change is recorded before it is made, so it may be on record and never have happened. The article that it was
    made to has its number, until it is changed again.
    """

    def __init__(self, file: Path) -> None:
        self._database = TinyDB(file, storage=AtomicJSONStorage)
        self._table = self._database.table("changes")

    def record(self, editor: int, id: ArticleId, before: Json) -> int:
        """Keep what an article was before the change that is about to be made; returns the change's number."""
        number = self._table.insert({"editor": editor, "id": str(id), "before": before})
        numbers = sorted(change.doc_id for change in self._table)
        if len(numbers) > _KEPT:
            self._table.remove(doc_ids=numbers[:-_KEPT])
        return number

    def of(self, editor: int) -> list[tuple[int, ArticleId, Json]]:
        """An editor's changes, the last one first: its number, the article, and what it was before."""
        changes = [
            (change.doc_id, id, change["before"])
            for change in self._table
            if change["editor"] == editor and (id := ArticleId.read(change["id"]))
        ]
        return sorted(changes, key=lambda change: change[0], reverse=True)

    def forget(self, number: int) -> None:
        """The change has been taken back."""
        self._table.remove(doc_ids=[number])

    def close(self) -> None:
        """Close the file."""
        self._database.close()
