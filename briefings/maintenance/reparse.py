"""Reads what came in again, as it is read today, and says which articles that would change.

Goes through the originals in the order they came; each is read once, whatever number of articles it became.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from briefings.intake.parse import parse
from briefings.model.article import Article, Draft, Provenance
from briefings.storage.original_records import ReceivedOriginal, records
from briefings.storage.tinydb.archive import Archive

Articles = dict[str, Provenance]  # by id


@dataclass(frozen=True, slots=True)
class ReparsedArticle:
    """An article as it is, and as it is to be; None if its original now gives another number of articles."""

    before: Article
    after: Draft | None


def rebuild(archive: Archive, folder: Path, on_progress: Callable[[int], None]) -> Iterator[ReparsedArticle]:
    """The articles that would be others if the originals in `folder` came in today; changes nothing.

    What an editor corrected stays. `on_progress` hears how many articles were read again. Raises ArchiveError.
    """
    wanted = _by_original(archive)
    for found in records(folder, ReceivedOriginal):  # `check` tells of damaged lines
        if articles := wanted.pop(found.key, None):
            yield from _read_again(archive, found, articles)
            on_progress(len(articles))


def _by_original(archive: Archive) -> dict[str, Articles]:
    wanted: dict[str, Articles] = defaultdict(dict)
    for id, provenance in archive.provenances():
        wanted[provenance.key][id] = provenance
    return wanted


def _read_again(archive: Archive, found: ReceivedOriginal, articles: Articles) -> Iterator[ReparsedArticle]:
    drafts = parse(found.original).drafts
    for id, source in articles.items():
        if len(drafts) != source.of:
            yield ReparsedArticle(archive.get(id), None)
        elif after := archive.reparsed(id, drafts[source.number]):
            yield ReparsedArticle(archive.get(id), after)
