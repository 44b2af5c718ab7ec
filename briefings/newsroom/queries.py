"""Queries: briefings of the newest stories, of a topic, of one story; and the archive in numbers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from itertools import groupby, islice, takewhile

from briefings.errors import NotFound
from briefings.model.article import Article
from briefings.model.article_id import ArticleId
from briefings.model.briefing import Briefing
from briefings.model.clock import Clock
from briefings.model.selection import EVERYTHING, Selection
from briefings.model.story import Story, StoryOutline
from briefings.newsroom.news_page import NewsPage, take_unread
from briefings.newsroom.pushed_articles import ListedArticle, articles_between
from briefings.newsroom.recent_topics import RecentTopics
from briefings.newsroom.report import Stats
from briefings.newsroom.story_selector import StorySelector
from briefings.search.index import Hit
from briefings.search.indexer import SearchIndexer
from briefings.search.query_parser import parse_query
from briefings.storage.protocols import ArticleStore
from briefings.stories.ranking import ranked
from briefings.summaries.briefing_builder import BriefingBuilder
from briefings.summaries.search_match import with_match

_MAX_INDEXED_FIRST = 20  # pending articles that are indexed before a search
_NO_READ_POSITIONS: Mapping[str, str] = {}

_FoundArticles = dict[str, tuple[int, list[str]]]
"""For each story that a search found, the tier of its best matches and the ids of the articles in that tier."""


class Queries:
    """Queries to an archive. The methods block on the disk: from an event loop, call them in a thread."""

    def __init__(
        self,
        archive: ArticleStore,
        indexer: SearchIndexer,
        builder: BriefingBuilder,
        recent: RecentTopics,
        clock: Clock,
    ) -> None:
        self._archive = archive
        self._indexer = indexer
        self._builder = builder
        self._recent = recent
        self._clock = clock
        self._selector = StorySelector(archive, indexer)

    def newest_id(self) -> str | None:
        """The id of the article received last; None if there is none."""
        return self._archive.newest_id()

    def latest(
        self,
        count: int,
        offset: int = 0,
        snapshot_id: str | None = None,
        read_positions: Mapping[str, str] = _NO_READ_POSITIONS,
    ) -> list[Briefing]:
        """The newest stories, those that more outlets report first, from `offset` on.

        `snapshot_id`: the archive as it stood when that article was the newest. `read_positions`: for each story
        that the reader has been shown, the newest article in it then.
        """
        outlines = ranked(self._archive.outlines(snapshot_id))
        return self._build_briefings(islice(outlines, offset, offset + count), read_positions, snapshot_id)

    def news(
        self,
        count: int,
        snapshot_id: str | None,
        since: str | datetime,
        read_positions: Mapping[str, str] = _NO_READ_POSITIONS,
        offset: int = 0,
        selection: Selection = EVERYTHING,
        *,
        unread_only: bool = True,
    ) -> NewsPage:
        """The stories with an article that is newer than `since`, ranked as in `latest`, from `offset` on.

        `since` is the id of an article (newer: received after it) or a moment. `unread_only`: those of which nothing is
        new after `read_positions` are left out. Raises ArchiveError if what is selected cannot be looked for.
        """

        def is_new(outline: StoryOutline) -> bool:
            if isinstance(since, datetime):
                return outline.received > since
            return outline.newest_key > since_key

        since_article = None if isinstance(since, datetime) else ArticleId.parse(since)
        since_key = since_article.packed if since_article else 0
        outlines = takewhile(is_new, self._archive.outlines(snapshot_id))
        read = read_positions if unread_only else _NO_READ_POSITIONS
        selected = self._selector.select(outlines, selection, since, snapshot_id)
        unread = take_unread(selected, offset, count, read)
        briefings = self._build_briefings(unread.outlines, read_positions, snapshot_id)
        return NewsPage(briefings, unread.next_offset, unread.has_left_out)

    def topic(
        self, query: str, count: int, offset: int = 0, read_positions: Mapping[str, str] = _NO_READ_POSITIONS
    ) -> list[Briefing]:
        """The stories that match a person's words best, newest of equals first.

        Where what matches best in a story is an article that its briefing does not quote, it is added as a match.
        """
        found: _FoundArticles = {}
        briefings = self._build_briefings(
            islice(self._find_stories(query, found), offset, offset + count), read_positions
        )
        nothing: tuple[int, list[str]] = (0, [])  # of a story that was joined with another meanwhile
        return [self._with_match(briefing, found.get(briefing.id, nothing)[1]) for briefing in briefings]

    def story(
        self,
        id: str,
        snapshot_id: str | None = None,
        since_article_id: str | None = None,
        match_id: str | None = None,
    ) -> Briefing:
        """The story with that id or that article, built as in `latest`; with the match `match_id`, as in `topic`.

        Raises NotFound.
        """
        briefing = self._build(self._archive.story(id), snapshot_id, since_article_id)
        return self._with_match(briefing, [match_id]) if match_id else briefing

    def ids_in_story(self, id: str) -> list[str]:
        """The articles of a story, by its id or that of one of them, the first received first. Raises NotFound."""
        return [article.id for article in self._archive.story(id)]

    def stories_of(self, ids: Sequence[str]) -> dict[str, str]:
        """The id of the story that each of these articles is in; a story's own id is that of its story, too."""
        of_articles = [outline.story for outline in self._archive.outlines_of(ids)]
        members = self._archive.ids_in_stories([*of_articles, *ids])
        story_of = {id: story for story, members in members.items() for id in (story, *members)}
        return {id: story_of[id] for id in ids if id in story_of}

    def related(self, id: str) -> list[Briefing]:
        """The stories that are near the one with that id but tell another event, the newest first. Raises NotFound."""
        return [self._build(articles, None, None) for articles in self._archive.stories(self._archive.related(id))]

    def article(self, id: str) -> Briefing:
        """The briefing of one article alone. Raises NotFound."""
        return self._builder.build(Story((self._archive.get(id),)))

    def received_between(self, first: str, last: str, count: int) -> list[ListedArticle]:
        """At most `count` articles received from that id to that one, the first received first."""
        return articles_between(self._archive, first, last, count)

    def topics(self, count: int) -> list[str]:
        """The most covered topics of the last days; of the newest articles if nothing came in of late."""
        return self._recent.topics().top(count)

    def nearest_topics(self, query: str, count: int) -> list[str]:
        """Topics that do have stories, nearest to words that have none."""
        return self._recent.topics().nearest(query, count)

    def stats(self, today: datetime) -> Stats:
        """The archive in numbers; `today`: when the current day of the person who asks began."""
        recent = self._recent.articles()
        return Stats(
            articles=len(self._archive),
            today=self._archive.count_received_since(today),
            newest=recent[0].received if recent else None,
            outlets=tuple(Counter(article.outlet for article in recent if article.outlet).most_common(5)),
            languages=tuple(Counter(article.language for article in recent).most_common(5)),
        )

    def received_by_day(self, days: Sequence[datetime]) -> list[int]:
        """How many articles were received from each of these moments to the next, of the last one until now."""
        since = [self._archive.count_received_since(day) for day in days]
        return [count - after for count, after in zip(since, [*since[1:], 0], strict=True)]

    def _build_briefings(
        self, outlines: Iterable[StoryOutline], read_positions: Mapping[str, str], snapshot_id: str | None = None
    ) -> list[Briefing]:
        stories = self._archive.stories([outline.story for outline in outlines])
        return [self._build(articles, snapshot_id, read_positions.get(articles[0].story)) for articles in stories]

    def _build(self, articles: Iterable[Article], snapshot_id: str | None, last_seen_id: str | None) -> Briefing:
        story = Story(tuple(articles))
        briefing = self._builder.build((snapshot_id and story.as_of(snapshot_id)) or story, last_seen_id)
        with suppress(NotFound):  # deleted meanwhile
            return replace(briefing, related=tuple(self._archive.related(story.newest.id)))
        return briefing

    def _with_match(self, briefing: Briefing, ids: Sequence[str]) -> Briefing:
        """The briefing with the first of those articles that is in the story, unless it quotes one of them."""
        if any(source.article.id in ids for source in briefing.sources):
            return briefing
        others = {article.id: article for article in briefing.others}
        article = next((others[id] for id in ids if id in others), None)
        return with_match(briefing, article, self._builder.build(Story((article,)))) if article else briefing

    def _find_stories(self, query: str, found: _FoundArticles) -> Iterator[StoryOutline]:
        """The stories that match, best first; `found` is filled with the articles that match best in each."""
        with self._indexer.rebuilding_if_damaged():
            self._indexer.index_for_question(_MAX_INDEXED_FIRST)
            hits = self._indexer.hits(parse_query(query, self._clock()))
            for _, tier in groupby(hits, key=lambda hit: hit.tier):
                yield from ranked(self._stories_of(tier, found))

    def _stories_of(self, hits: Iterable[Hit], found: _FoundArticles) -> Iterator[StoryOutline]:
        """The stories of the articles that were found, each once."""
        for hit in hits:
            for outline in self._archive.outlines_of([hit.id]):
                tier, ids = found.get(outline.story, (None, []))
                if tier is None:
                    found[outline.story] = (hit.tier, [hit.id])
                    yield outline
                elif tier == hit.tier:
                    ids.append(hit.id)
