"""The storage engines that have to keep the promises of `briefings/storage/protocols.py`: add a new one here."""

from collections.abc import Callable
from pathlib import Path

from stored_articles import NOON

from briefings.model.article import Article, Draft
from briefings.model.story import StoryAssignment
from briefings.storage.data_folder import DataFolder
from briefings.storage.protocols import ArticleStore, OriginalStore, PushOutcome, RecordTable, Transfer
from briefings.storage.tinydb.engine import TinyDBEngine


class Engine:
    """One engine in a place of its own; `open` gives what is kept there, also after a restart."""

    def __init__(self, path: Path) -> None:
        self._engine = TinyDBEngine(DataFolder(path))
        self._open: list[Callable[[], None]] = []

    def articles(self) -> ArticleStore:
        archive = self._engine.open_archive()
        self._open.append(archive.close)
        return archive

    def transfer(self) -> Transfer:
        archive = self._engine.open_archive()
        self._open.append(archive.close)
        return archive

    def originals(self) -> OriginalStore:
        originals = self._engine.open_originals()
        self._open.append(originals.close)
        return originals

    def record_tables(self) -> list[RecordTable]:
        tables = [
            self._engine.open_editors(),
            self._engine.open_subscriptions(),
            self._engine.open_deliveries(),
            self._engine.open_read_positions(),
        ]
        self._open += [table.close for table in tables]
        return tables

    def close(self) -> None:
        while self._open:
            self._open.pop()()


ENGINES = (Engine,)


def push(
    articles: ArticleStore, draft: Draft, assignment: StoryAssignment | None = None
) -> tuple[PushOutcome, Article]:
    """Push a draft that nothing more is known of."""
    return articles.add_or_match(draft, lambda: NOON, lambda _: assignment or StoryAssignment(), lambda: None)
