"""Reparsing: every original is read again by today's intake, to see which articles that would change.

The originals are read in the order they were received, each once, however many articles are from it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from briefings.errors import IntakeError
from briefings.intake.reading.reader import InProcessReader, Parse
from briefings.intake.result import IntakeResult
from briefings.model.article import Article, Draft, Provenance
from briefings.model.items import ReceivedOriginal
from briefings.storage.original_records import records
from briefings.storage.tinydb.archive import Archive

ProvenanceById = dict[str, Provenance]


@dataclass(frozen=True, slots=True)
class ReparsedArticle:
    """An article as it is, and the draft its original gives now.

    Attributes:
        after: None if the original gives another number of articles.
        failure: why it gives none, where it cannot be read.
    """

    before: Article
    after: Draft | None
    failure: IntakeError | None = None


def rebuild(
    archive: Archive, folder: Path, on_progress: Callable[[int], None], parse: Parse | None = None
) -> Iterator[ReparsedArticle]:
    """The articles that would differ if the originals in `folder` were pushed today; changes nothing.

    Fields that an editor corrected keep their values. `on_progress` is called with the number of articles reparsed.
    `parse` is what reads them; without, this process, with no limit on time and memory. Raises ArchiveError.
    """
    parse = parse or InProcessReader().parse
    articles_by_original = _group_by_original(archive)
    for received in records(folder, ReceivedOriginal):  # damaged lines are reported by `check`
        if articles := articles_by_original.pop(received.key, None):
            yield from _compare(archive, articles, parse(received.original))
            on_progress(len(articles))


def _group_by_original(archive: Archive) -> dict[str, ProvenanceById]:
    articles_by_original: dict[str, ProvenanceById] = defaultdict(dict)
    for id, provenance in archive.provenances():
        articles_by_original[provenance.key][id] = provenance
    return articles_by_original


def _compare(archive: Archive, articles: ProvenanceById, read: IntakeResult) -> Iterator[ReparsedArticle]:
    drafts = read.drafts
    failure = read.failures[0] if read.failures and not drafts else None
    for id, provenance in articles.items():
        if len(drafts) != provenance.of:
            yield ReparsedArticle(archive.get(id), None, failure)
        elif after := archive.reparsed(id, drafts[provenance.number]):
            yield ReparsedArticle(archive.get(id), after)
