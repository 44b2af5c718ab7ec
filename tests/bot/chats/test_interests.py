"""What chats follow and mute, as it is kept."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from databases import Opener

from bot.chats import interests
from bot.chats.destination import Destination
from bot.chats.interests import MAX_INTERESTS, ChatInterests
from bot.chats.record_check import find_problems
from bot.chats.story_news import note_news
from bot.chats.subscriptions import KEPT_AFTER_END, Subscriptions, forget
from bot.database.protocols import Database
from bot.preferences.digest_preferences import DigestPreferences
from briefings.errors import UsageError
from briefings.model.selection import Interests, Selection

READER, GROUP, TOPIC, SUPERGROUP = Destination(41), Destination(-42), Destination(-42, 7), Destination(-1000042)
NOW = datetime(2026, 6, 9, 18, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def kept(database: Database) -> ChatInterests:
    return ChatInterests(database)


def titles(kept: ChatInterests, to: Destination) -> list[str]:
    return [f"{each.kind} {each.title}" for each in kept.of(to)]


def test_what_a_chat_follows_and_mutes_is_there_after_a_restart(open_database: Opener) -> None:
    before = ChatInterests(open_database())
    ferry = before.add(READER, "follow", "words", "ferry", "Ferry", NOW)
    before.add(READER, "mute", "outlet", "reuters", "Reuters", NOW)
    before.add(READER, "follow", "story", "260609-1", "Storm Passes", NOW, known=7, at_once="now")
    again = ChatInterests(open_database())
    assert again.of(READER)[0] == ferry
    assert titles(again, READER) == ["follow Ferry", "mute Reuters", "follow Storm Passes"]
    assert again.of(READER)[2].at_once == "now"
    assert again.of(GROUP) == []


def test_the_same_is_followed_once_and_muting_it_takes_its_place(kept: ChatInterests) -> None:
    for title in ("ferry", "Ferry"):
        kept.add(READER, "follow", "words", "ferry", title, NOW)
    assert titles(kept, READER) == ["follow Ferry"]
    kept.add(READER, "mute", "words", "ferry", "ferry", NOW)
    assert titles(kept, READER) == ["mute ferry"]


def waiting(database: Database) -> list[tuple[object, ...]]:
    return database.read(lambda t: t.rows("SELECT at_once, known, due FROM interests ORDER BY number"))


def test_followed_again_a_story_keeps_how_its_news_comes_and_what_waits(
    kept: ChatInterests, database: Database
) -> None:
    kept.add(READER, "follow", "story", "260609-1", "Storm", NOW, known=7, at_once="always")
    database.write(lambda t: note_news(t, ["260609-1"], 8, NOW))
    before = waiting(database)
    again = kept.add(READER, "follow", "story", "260609-1", "Storm Passes", NOW, known=8)
    assert (again.title, again.at_once) == ("Storm Passes", "always")
    assert kept.set_at_once(READER, again.number, "now", 8) == "always"
    assert waiting(database) == before != [(2, 7, None)]
    assert kept.add(READER, "follow", "story", "260609-1", "Storm", NOW, known=8, at_once="now").at_once == "now"
    assert waiting(database) == [(1, *before[0][1:])]


def test_muted_in_between_a_story_is_followed_anew(kept: ChatInterests, database: Database) -> None:
    kept.add(READER, "follow", "story", "260609-1", "Storm", NOW, known=7, at_once="now")
    database.write(lambda t: note_news(t, ["260609-1"], 8, NOW))
    assert kept.add(READER, "mute", "story", "260609-1", "Storm", NOW, known=8).at_once == "no"
    assert kept.add(READER, "follow", "story", "260609-1", "Storm", NOW, known=9).at_once == "no"
    assert waiting(database) == [(0, 9, None)]
    kept.add(READER, "follow", "story", "260609-1", "Storm", NOW, known=10, at_once="now")
    assert waiting(database) == [(1, 10, None)]


def test_nobody_takes_away_what_another_chat_follows(kept: ChatInterests) -> None:
    mine = kept.add(READER, "follow", "words", "ferry", "Ferry", NOW)
    assert kept.remove(GROUP, [mine.number]) == []
    assert kept.remove(READER, [mine.number]) == [mine]
    assert kept.of(READER) == []


def test_the_number_of_what_was_taken_away_is_not_given_again(kept: ChatInterests) -> None:
    before = kept.add(READER, "follow", "words", "ferry", "Ferry", NOW)
    kept.remove(READER, [before.number])
    now = kept.add(READER, "follow", "words", "soap", "Soap", NOW)
    assert kept.remove(READER, [before.number]) == []
    assert kept.of(READER) == [now]


def test_of_more_than_a_chat_can_have_it_is_told_and_what_it_has_can_still_be_changed(kept: ChatInterests) -> None:
    for number in range(MAX_INTERESTS):
        kept.add(READER, "follow", "words", f"word{number}", f"word{number}", NOW)
    with pytest.raises(UsageError, match="interest-many"):
        kept.add(READER, "follow", "words", "one more", "one more", NOW)
    kept.add(READER, "mute", "words", "word0", "word0", NOW)
    kept.add(GROUP, "follow", "words", "one more", "one more", NOW)
    assert len(kept.of(READER)) == MAX_INTERESTS


def test_chats_that_chose_the_same_select_the_same_in_whatever_order(kept: ChatInterests, database: Database) -> None:
    for chat, words in ((READER, ("ferry", "soap")), (GROUP, ("soap", "ferry"))):
        for word in words:
            kept.add(chat, "follow", "words", word, word, NOW)
    kept.add(TOPIC, "mute", "outlet", "reuters", "Reuters", NOW)
    selections = database.read(lambda t: interests.selections(t, [READER.chat_id, GROUP.chat_id, 99]))
    assert selections == {
        READER: Selection(followed=Interests(words=("ferry", "soap"))),
        GROUP: Selection(followed=Interests(words=("ferry", "soap"))),
        TOPIC: Selection(muted=Interests(outlets=("reuters",))),
    }
    assert hash(selections[READER]) == hash(selections[GROUP])


def test_what_a_chat_follows_outlasts_its_digest_and_is_forgotten_long_after_the_chat_is_gone(
    kept: ChatInterests, database: Database
) -> None:
    subscriptions = Subscriptions(database)
    for chat in (READER, GROUP):
        kept.add(chat, "follow", "words", "ferry", "Ferry", NOW)
    subscriptions.set(READER, DigestPreferences(times=(time(7),), zone="UTC"), NOW)
    subscriptions.end(READER, "reader", NOW)
    subscriptions.end_chat(GROUP.chat_id, "kicked", NOW)  # which never had a digest
    database.write(lambda t: forget(t, NOW + KEPT_AFTER_END))
    assert titles(kept, GROUP) == ["follow Ferry"]
    database.write(lambda t: forget(t, NOW + KEPT_AFTER_END + DAY))
    assert titles(kept, READER) == ["follow Ferry"]
    assert titles(kept, GROUP) == []


def test_a_chat_that_is_back_keeps_what_it_follows(kept: ChatInterests, database: Database) -> None:
    kept.add(READER, "follow", "words", "ferry", "Ferry", NOW)
    Subscriptions(database).end_chat(READER.chat_id, "blocked", NOW)
    kept.restore(READER.chat_id)
    database.write(lambda t: forget(t, NOW + KEPT_AFTER_END + DAY))
    assert titles(kept, READER) == ["follow Ferry"]


def test_a_group_that_became_a_supergroup_keeps_them(kept: ChatInterests, database: Database) -> None:
    before = kept.add(GROUP, "follow", "words", "ferry", "Ferry", NOW)
    Subscriptions(database).move(GROUP.chat_id, SUPERGROUP.chat_id, NOW)
    assert kept.of(SUPERGROUP) == [before]
    assert kept.of(GROUP) == []


def test_a_record_that_cannot_be_used_is_found(kept: ChatInterests, database: Database) -> None:
    number = kept.add(READER, "follow", "words", "ferry", "Ferry", NOW).number
    assert database.read(lambda t: list(find_problems(t, "chats"))) == []
    for column, value in (("kind", "love"), ("at_once", 9), ("sent", "[")):
        database.write(lambda t, c=column, v=value: t.run(f"UPDATE interests SET {c} = ? WHERE number = ?", v, number))
        (problem,) = database.read(lambda t: list(find_problems(t, "chats")))
        assert problem.fields["number"] == str(number)
        database.write(lambda t: t.run("UPDATE interests SET kind = 'follow', at_once = 0, sent = '[]'"))


def test_wishes_of_before_want_everything(database: Database) -> None:
    subscriptions = Subscriptions(database)
    wish = DigestPreferences(times=(time(7),), zone="UTC")
    subscriptions.set(READER, wish, NOW)
    database.write(lambda t: t.run("UPDATE preferences SET chosen = replace(chosen, '\"followed_only\": false, ', '')"))
    found = subscriptions.get(READER)
    assert found
    assert found.preferences == wish
    subscriptions.set(READER, replace(wish, followed_only=True), NOW)
    again = subscriptions.get(READER)
    assert again
    assert again.preferences.followed_only
