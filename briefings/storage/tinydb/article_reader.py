"""The reading half of the TinyDB engine: articles by id, link, text, story and time."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from itertools import islice

import orjson

from briefings.errors import NotFound
from briefings.model.article import Article, Draft, Provenance
from briefings.model.article_id import ArticleId
from briefings.model.links import normalize_link
from briefings.model.story import StoryOutline
from briefings.storage.protocols import PendingChange
from briefings.storage.tinydb.document_store import DocumentStore
from briefings.storage.tinydb.documents import (
    Json,
    fingerprint,
    is_deleted,
    provenance_of,
    reparsed,
    story_of,
    to_article,
    to_versions,
)
from briefings.storage.tinydb.journal import Documents
from briefings.storage.tinydb.lookup_index import LookupIndex

_PAGE_SIZE = 100  # ids
_MAX_RELATED = 10  # stories


class ArticleReader:
    """The queries of `Archive`, as `ArticleStore` in `storage/protocols.py` documents them."""

    def __init__(self, store: DocumentStore) -> None:
        self._store = store

    def __len__(self) -> int:
        return self._store.ask(lambda index: index.count())

    def get(self, id: str) -> Article:
        key, document = self._find_document(id)
        return to_article(str(key), document)

    def versions(self, id: str) -> list[Article]:
        key, document = self._find_document(id)
        return to_versions(str(key), document)

    def newest(self, count: int, before: str | None = None) -> list[Article]:
        with self._store.locked():
            documents = self._store.newest_first(ArticleId.parse(before) if before else None)
            articles = (to_article(str(id), document) for id, document in documents if not is_deleted(document))
            return list(islice(articles, count))

    def revision(self) -> int:
        return self._store.ask(lambda index: index.revision())

    def newest_id(self) -> str | None:
        return next((str(id) for id in self._store.ask(lambda index: index.newest(None, 1))), None)

    def received_since(self, moment: datetime, count: int) -> Iterator[Article]:
        ids: list[ArticleId] = []
        for page in self._id_pages(None):
            ids += [id for id in page if id.day >= moment.astimezone(UTC).date()]
            if len(ids) >= count or page[-1].day < moment.astimezone(UTC).date():
                break
        for id in reversed(ids[:count]):
            article = self._get_or_none(id)
            if article and article.received >= moment:
                yield article

    def count_received_since(self, moment: datetime) -> int:
        return self._store.ask(lambda index: index.count_received_since(moment))

    def articles(self) -> Iterator[Article]:
        """All articles, the first received first; other threads may use the archive meanwhile."""
        return (to_article(str(id), document) for id, document in self._iterate_documents() if not is_deleted(document))

    def story(self, id: str) -> list[Article]:
        with self._store.locked():
            articles = [article for member in self._ids_in_story(id) if (article := self._get_or_none(member))]
            if not articles:
                raise NotFound("no-story", id=id[:40])
            return articles

    def stories(self, ids: Iterable[str]) -> list[list[Article]]:
        stories = []
        with self._store.locked():  # once, not for each story
            for id in ids:
                with suppress(NotFound):
                    stories.append(self.story(id))
        return stories

    def outlines(self, snapshot_id: str | None = None) -> Iterator[StoryOutline]:
        newest = ArticleId.parse(snapshot_id) if snapshot_id else None
        before = newest and ArticleId(newest.day, newest.number + 1)
        yielded: set[int] = set()
        for page in self._id_pages(before):
            for outline in self._read_outlines(page, before):
                if outline.key not in yielded:
                    yielded.add(outline.key)
                    yield outline

    def outlines_of(self, ids: Iterable[str]) -> list[StoryOutline]:
        return self._read_outlines([id for name in ids if (id := ArticleId.parse(name))])

    def ids_in_stories(self, stories: Iterable[str]) -> dict[str, list[str]]:
        keys = [key for name in stories if (key := ArticleId.parse(name))]
        ids: dict[str, list[str]] = {}
        for story, id in self._store.ask(lambda index: index.in_stories(keys)):
            ids.setdefault(str(story), []).append(str(id))
        return ids

    def related(self, id: str) -> list[str]:
        member = self._ids_in_story(id)[0]
        return [str(story) for story in self._store.ask(lambda index: index.related(member, _MAX_RELATED))]

    def with_link(self, link: str | None) -> Article | None:
        """The article with the same link, whatever its tracking parameters."""
        if not link:
            return None
        normalized = normalize_link(link)
        id = self._store.ask(lambda index: index.with_link(normalized))
        return self._get_or_none(id) if id else None

    def with_text(self, draft: Draft) -> Article | None:
        """The article with the same text but for case, accents, punctuation and white space."""
        text_fingerprint = fingerprint(draft)
        id = self._store.ask(lambda index: index.with_text(text_fingerprint))
        return self._get_or_none(id) if id else None

    def reparsed(self, id: str, draft: Draft) -> Draft | None:
        """What an article should become if its original now gives `draft`; None: no change. Raises NotFound.

        Fields that editors corrected keep their values.
        """
        return reparsed(self._find_document(id)[1], draft)

    def provenances(self) -> Iterator[tuple[str, Provenance]]:
        """The id and the provenance of each article whose original is stored."""
        for id, document in self._iterate_documents():
            if provenance := provenance_of(document):
                yield str(id), provenance

    def pending(self, subscriber: str, count: int) -> list[tuple[PendingChange, Article | None]]:
        changes = self._store.ask(lambda index: index.pending(subscriber, count))
        return [(change, self._get_or_none(change.id)) for change in changes]

    def count_known(self, subscriber: str) -> int:
        return self._store.ask(lambda index: index.count_known(subscriber))

    def dump(self) -> Iterator[tuple[str, bytes]]:
        return ((str(id), orjson.dumps(dict(document))) for id, document in self._iterate_documents())

    def _iterate_documents(self) -> Iterator[tuple[ArticleId, Json]]:
        for partition in self._store.partitions():
            yield from self._store.documents(partition)

    def _id_pages(self, before: ArticleId | None) -> Iterator[list[ArticleId]]:
        """The ids of all articles received before that one, the newest first, a page at a time."""
        while page := self._store.ask(partial(LookupIndex.newest, before=before, count=_PAGE_SIZE)):
            yield page
            before = page[-1]

    def _read_outlines(self, ids: Sequence[ArticleId], before: ArticleId | None = None) -> list[StoryOutline]:
        return self._store.ask(lambda index: index.outlines(ids, before))

    def _get_or_none(self, id: ArticleId) -> Article | None:
        """The article, if there is one that can be read."""
        try:
            return self.get(str(id))
        except NotFound:
            return None

    def _find_document(self, id: str) -> tuple[ArticleId, Json]:
        key = ArticleId.parse(id)
        document = self._store.get(key) if key else None
        if key is None or document is None or is_deleted(document):
            raise NotFound("no-story", id=id[:40])
        return key, document

    def _ids_in_story(self, id: str) -> list[ArticleId]:
        """The articles of the story with that id, or that the article with that id is in. Raises NotFound."""
        story = ArticleId.parse(id)
        if story and (members := self._ids_by_story(story)):
            return members
        key, document = self._find_document(id)
        return self._ids_by_story(ArticleId.parse(story_of(str(key), document)) or key)

    def _ids_by_story(self, story: ArticleId) -> list[ArticleId]:
        return self._store.ask(lambda index: index.in_story(story))

    def _left_behind(self, after: Documents) -> tuple[Documents, Documents]:
        """What joined a story whose own article goes back to another: as it is, and in that of the oldest of them."""
        left: Documents = {}
        renamed: Documents = {}
        for id, document in after.items():
            if story_of(str(id), document) != str(id):
                members = [member for member in self._ids_by_story(id) if member not in after]
                left |= {member: self._find_document(str(member))[1] for member in members}
                renamed |= {member: {**left[member], "story": str(members[0])} for member in members}
        return left, renamed
