"""What editors changed and can take back: the articles as they were before, in a file of its own."""

from pathlib import Path

from briefings.model.article_id import ArticleId
from briefings.storage.quarantine import Quarantine
from briefings.storage.tinydb.documents import Json

Documents = dict[ArticleId, Json]

_KEPT = 100  # changes, of all editors together


class UndoLog:
    """The last changes, each known by a number.

    A change is recorded before it is made, so it may be on record and never have happened, or only in part. The
    articles that it was made to have its number, until they are changed again.
    """

    def __init__(self, file: Path, quarantine: Quarantine) -> None:
        self._database = quarantine.database(file)
        self._table = self._database.table("changes")

    def record(self, editor: int, before: Documents) -> int:
        """Keep what articles were before the change that is about to be made; returns the change's number."""
        documents = {str(id): document for id, document in before.items()}
        number = self._table.insert({"editor": editor, "documents": documents})
        numbers = sorted(change.doc_id for change in self._table)
        if len(numbers) > _KEPT:
            self._table.remove(doc_ids=numbers[:-_KEPT])
        return number

    def of(self, editor: int) -> list[tuple[int, Documents]]:
        """An editor's changes, the last one first: its number, and what the articles were before."""
        changes = [
            (change.doc_id, {id: document for name, document in documents.items() if (id := ArticleId.parse(name))})
            for change in self._table
            if change["editor"] == editor and (documents := change.get("documents"))
        ]
        return sorted(changes, key=lambda change: change[0], reverse=True)

    def forget(self, number: int) -> None:
        """The change has been taken back."""
        self._table.remove(doc_ids=[number])

    def close(self) -> None:
        """Close the file."""
        self._database.close()
