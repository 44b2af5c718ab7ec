"""The news of followed stories, at once: gathered, only what is new, once, and not by night."""

import json
from collections.abc import Iterator
from datetime import time, timedelta
from pathlib import Path

import pytest
from stored_articles import NOON

from bot.chats import story_news
from bot.chats.breaking_wishes import BreakingLimits
from bot.chats.destination import Destination
from bot.chats.interests import ChatInterests
from bot.chats.read_positions import ReadPositions
from bot.chats.subscriptions import Subscriptions
from bot.database.protocols import Database
from bot.digests import outbox
from bot.digests.followed_news import FollowedNews
from bot.digests.outbox import RenderedText
from bot.locales import Translator
from bot.preferences.digest_preferences import DigestPreferences
from bot.preferences.interest_wording import AtOnce
from bot.preferences.quiet_hours import QuietHours
from bot.rendering.message import Message
from bot.rendering.messages import Messages
from briefings.intake.web.fetcher import WebFetcher
from briefings.model.article import Article, Draft
from briefings.model.article_id import ArticleId
from briefings.model.story import StoryAssignment
from briefings.newsroom.newsroom import Newsroom, open_newsroom

READER, OTHER, TOPIC = Destination(41), Destination(42), Destination(-43, 7)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
GATHERED = 10 * MINUTE
MOST = 2

STORM = Draft(headline="Storm Reaches Norhavn", paragraphs=("A storm reached Norhavn on Monday, the port said.",))
LATER = (
    "Forty boats were lifted out of the water before the evening, the harbour master said.",
    "The ferry stays in port until Thursday, its owner said.",
    "Power is back in most of the town since the morning, the mayor said.",
)


def later(number: int) -> Draft:
    return Draft(headline=f"Norhavn Report {number}", paragraphs=(LATER[number],), outlet=f"Outlet {number}")


class Town:
    """An archive, chats that follow stories in it, and a clock."""

    def __init__(self, newsroom: Newsroom, database: Database) -> None:
        self.newsroom, self.database, self.now = newsroom, database, NOON
        self.interests = ChatInterests(database)
        self.restart()
        self.news.note_changes(self.now)

    def restart(self) -> None:
        messages = Messages(Translator("en"), lambda: self.now, "UTC")
        limits = BreakingLimits(MOST, QuietHours(time(22), time(7)), "UTC")
        self.news = FollowedNews(self.newsroom, self.database, messages, limits)

    def stored(self, draft: Draft, story: Article | None = None) -> Article:
        assignment = StoryAssignment(story.story if story else None)
        archive = self.newsroom.archive
        return archive.add_or_match(draft, lambda: self.now, lambda _: assignment, lambda: None)[1]

    def follows(self, to: Destination, article: Article, at_once: AtOnce = "now") -> None:
        newest = self.newsroom.queries.ids_in_story(article.id)[-1]
        known = ArticleId.parse(newest)
        assert known
        self.interests.add(to, "follow", "story", article.id, article.headline, self.now, known.packed, at_once)

    def goes_on(self, by: timedelta) -> None:
        """Time passes, and what is to be done by then is done."""
        self.news.note_changes(self.now)
        self.now += by
        while self.news.note_changes(self.now) or self.news.put_due(self.now):
            pass

    def sent(self, to: Destination = READER) -> list[str]:
        """What waits to be sent to a chat."""
        statement = (
            "SELECT messages FROM outbox JOIN rendered ON rendered.number = outbox.rendered "
            "WHERE chat_id = ? AND topic_id = ? ORDER BY outbox.number"
        )
        rows = self.database.read(lambda t: t.rows(statement, to.chat_id, to.topic_id))
        return [json.loads(messages)[0][0] for (messages,) in rows]

    def arrives(self, to: Destination = READER) -> None:
        """All that waits for a chat arrives."""
        rows = self.database.read(
            lambda t: t.rows("SELECT shown FROM outbox JOIN rendered ON rendered.number = outbox.rendered")
        )
        for (shown,) in rows:
            ReadPositions(self.database, lambda: self.now).note(to.chat_id, json.loads(shown))
        self.database.write(lambda t: t.run("DELETE FROM outbox"))


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    with open_newsroom(tmp_path / "data", "lead", lambda: NOON, WebFetcher()) as newsroom:
        yield newsroom


@pytest.fixture
def town(newsroom: Newsroom, database: Database) -> Town:
    return Town(newsroom, database)


def test_what_is_new_comes_ten_minutes_after_the_first_of_it_and_as_one(town: Town) -> None:
    storm = town.stored(STORM)
    for chat in (READER, TOPIC):
        town.follows(chat, storm)
    town.follows(OTHER, storm, at_once="no")
    town.goes_on(HOUR)
    town.stored(later(0), storm)
    town.goes_on(GATHERED - MINUTE)
    town.stored(later(1), storm)
    assert town.sent() == []
    town.goes_on(MINUTE)
    (news,) = town.sent()
    assert news.startswith("New in what you follow:\n\n<b>Norhavn Report")
    assert LATER[1].split(",")[0] in news
    assert STORM.paragraphs[0] not in news
    assert town.sent(TOPIC) == [news]
    assert town.sent(OTHER) == []


def test_it_is_sent_once_and_what_comes_after_it_as_news_of_its_own(town: Town) -> None:
    storm = town.stored(STORM)
    town.follows(READER, storm)
    town.stored(later(0), storm)
    for _ in range(3):
        town.goes_on(GATHERED)
    town.restart()
    town.goes_on(GATHERED)
    assert len(town.sent()) == 1
    town.arrives()
    town.stored(later(1), storm)
    town.goes_on(GATHERED)
    (news,) = town.sent()
    assert LATER[1] in news
    assert LATER[0] not in news


def test_what_the_chat_was_shown_meanwhile_or_is_about_to_be_does_not_come_again(town: Town) -> None:
    storm = town.stored(STORM)
    for chat in (READER, OTHER):
        town.follows(chat, storm)
    update = town.stored(later(0), storm)
    ReadPositions(town.database, lambda: town.now).note(READER.chat_id, {storm.id: update.id})
    digest = RenderedText((Message("The digest"),), {storm.id: update.id}, 7)
    town.database.write(lambda t: outbox.put(t, OTHER, outbox.store_text(t, digest), 1000))
    town.goes_on(GATHERED)
    assert town.sent() == []
    assert town.sent(OTHER) == ["The digest"]


def test_a_copy_of_what_is_known_is_no_news(town: Town) -> None:
    storm = town.stored(STORM)
    town.follows(READER, storm)
    assignment = StoryAssignment(storm.id, storm.id)
    copy = Draft(headline="Storm Reaches Norhavn, Port Says", paragraphs=(*STORM.paragraphs, "More to follow."))
    town.newsroom.archive.add_or_match(copy, lambda: town.now, lambda _: assignment, lambda: None)
    town.goes_on(GATHERED)
    assert town.sent() == []


def test_by_night_it_waits_for_the_morning_unless_the_chat_asked_for_that(town: Town) -> None:
    storm = town.stored(STORM)
    town.follows(READER, storm)
    town.follows(OTHER, storm, at_once="always")
    new_york = DigestPreferences(times=(time(12),), zone="America/New_York")
    Subscriptions(town.database).set(TOPIC, new_york, town.now)
    town.follows(TOPIC, storm)
    town.goes_on(11 * HOUR)  # 23:00, and 18:00 in New York
    town.stored(later(0), storm)
    town.goes_on(GATHERED)
    assert [len(town.sent(chat)) for chat in (READER, OTHER, TOPIC)] == [0, 1, 1]
    for _ in range(8 * 6):
        town.goes_on(GATHERED)
    assert len(town.sent()) == 1


def test_of_many_stories_so_many_come_in_a_day(town: Town) -> None:
    storms = [town.stored(Draft(headline=f"Storm {n}", paragraphs=(f"Storm number {n} came.",))) for n in range(3)]
    for storm in storms:
        town.follows(READER, storm)
    for number, storm in enumerate(storms):
        town.stored(later(number), storm)
    town.goes_on(GATHERED)
    assert len(town.sent()) == MOST
    town.goes_on(23 * HOUR)
    assert len(town.sent()) == MOST
    town.goes_on(HOUR)
    assert len(town.sent()) == MOST + 1


def test_stories_that_were_joined_are_told_once(town: Town) -> None:
    storm, harbour = town.stored(STORM), town.stored(later(0))
    town.follows(READER, storm)
    town.follows(READER, harbour)
    town.newsroom.archive.join([storm.id, harbour.id])
    town.stored(later(1), town.newsroom.archive.get(storm.id))
    town.goes_on(GATHERED)
    (news,) = town.sent()
    assert LATER[1] in news


def test_a_story_that_was_split_is_followed_where_its_article_is(town: Town) -> None:
    storm = town.stored(STORM)
    other = town.stored(later(0), storm)
    town.follows(READER, other)
    town.newsroom.archive.split(other.id, 100)
    town.stored(later(1), storm)
    town.goes_on(GATHERED)
    assert town.sent() == []
    town.stored(later(2), town.newsroom.archive.get(other.id))
    town.goes_on(GATHERED)
    (news,) = town.sent()
    assert LATER[2] in news


def test_corrections_and_deletions_are_no_news(town: Town) -> None:
    storm = town.stored(STORM)
    update = town.stored(later(0), storm)
    town.follows(READER, storm)
    town.newsroom.editing.edit(update.id, "headline", "Another Headline", 100)
    town.goes_on(GATHERED)
    new = town.stored(later(1), storm)
    town.newsroom.archive.delete(new.id, 100, town.now)
    town.goes_on(GATHERED)
    for article in (update, storm):
        town.newsroom.archive.delete(article.id, 100, town.now)
    town.goes_on(GATHERED)
    assert town.sent() == []


def test_a_chat_that_is_gone_or_follows_no_more_is_sent_nothing(town: Town) -> None:
    storm = town.stored(STORM)
    for chat in (READER, OTHER, TOPIC):
        town.follows(chat, storm)
    town.stored(later(0), storm)
    town.goes_on(MINUTE)
    Subscriptions(town.database).end_chat(READER.chat_id, "blocked", town.now)
    town.interests.remove(OTHER, [each.number for each in town.interests.of(OTHER)])
    (followed,) = town.interests.of(TOPIC)
    town.interests.set_at_once(TOPIC, followed.number, "no", 0)
    town.goes_on(GATHERED)
    assert [town.sent(chat) for chat in (READER, OTHER, TOPIC)] == [[], [], []]


def test_what_was_turned_off_while_it_was_looked_at_is_not_looked_at_again(town: Town) -> None:
    storm = town.stored(STORM)
    for chat in (READER, OTHER):
        town.follows(chat, storm)
    town.stored(later(0), storm)
    town.goes_on(MINUTE)
    later_on = town.now + HOUR
    looked_at = town.database.read(lambda t: story_news.due_news(t, later_on, 10))
    (followed,) = town.interests.of(READER)
    town.interests.set_at_once(READER, followed.number, "no", 0)
    Subscriptions(town.database).end_chat(OTHER.chat_id, "blocked", town.now)
    for news in looked_at:
        town.database.write(lambda t, news=news: story_news.postpone(t, news, later_on))
    assert len(looked_at) == 2
    assert town.database.read(lambda t: t.rows("SELECT due FROM interests")) == [(None,), (None,)]


@pytest.mark.parametrize("change", ["at_once = 0", "gone_at = 1", "kind = 'mute'"])
def test_only_those_are_due_who_want_it_and_can_be_reached(town: Town, change: str) -> None:
    storm = town.stored(STORM)
    town.follows(READER, storm)
    town.stored(later(0), storm)
    town.goes_on(MINUTE)
    town.database.write(lambda t: t.run(f"UPDATE interests SET {change}"))
    assert town.database.read(lambda t: story_news.due_news(t, town.now + HOUR, 10)) == []


def test_what_came_while_the_bot_was_down_comes_after_its_start_also_if_the_feed_begins_anew(
    newsroom: Newsroom, database: Database
) -> None:
    storm = newsroom.archive.add_or_match(STORM, lambda: NOON, lambda _: StoryAssignment(), lambda: None)[1]
    known = ArticleId.parse(storm.id)
    assert known
    ChatInterests(database).add(READER, "follow", "story", storm.id, "Storm", NOON, known.packed, "now")
    newsroom.archive.add_or_match(later(0), lambda: NOON, lambda _: StoryAssignment(storm.id), lambda: None)
    town = Town(newsroom, database)  # whose first look is the first that the archive knows of
    town.goes_on(GATHERED)
    assert len(town.sent()) == 1


def test_a_record_that_cannot_be_read_keeps_nobodys_news_back(town: Town) -> None:
    storm = town.stored(STORM)
    for chat in (READER, OTHER):
        town.follows(chat, storm)
    town.database.write(lambda t: t.run("UPDATE interests SET sent = '[' WHERE chat_id = 41"))
    town.stored(later(0), storm)
    town.goes_on(GATHERED)
    assert [len(town.sent(chat)) for chat in (READER, OTHER)] == [1, 1]


def test_what_an_article_costs_does_not_grow_with_the_chats_that_follow_others(town: Town, database: Database) -> None:
    """The two statements that are asked for each article go by an index."""
    if database.engine == "postgresql":
        return  # which reads a small table whole
    values = ", ".join("?" * 3)
    for statement in (
        f"SELECT DISTINCT value FROM interests WHERE at_once > 0 AND value IN ({values})",
        f"UPDATE interests SET due = 1 WHERE value IN ({values}) AND at_once > 0 AND kind = 'follow'",
    ):
        plan = database.read(lambda t, s=statement: t.rows(f"EXPLAIN QUERY PLAN {s}", "a", "b", "c"))
        assert "interests_at_once" in " ".join(row[-1] for row in plan)
