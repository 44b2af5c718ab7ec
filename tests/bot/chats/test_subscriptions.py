from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from databases import Opener

from bot.chats.destination import Destination
from bot.chats.read_positions import ReadPositions
from bot.chats.subscriptions import KEPT_AFTER_END, SetUp, Subscriptions, forget
from bot.database.protocols import Database
from bot.preferences.digest_preferences import WEEKDAYS, DigestPreferences

READER, GROUP, TOPIC, SUPERGROUP = Destination(41), Destination(-42), Destination(-42, 7), Destination(-1000042)
CHOSEN = datetime(2026, 6, 9, 18, 0, tzinfo=UTC)
DAY = timedelta(days=1)
MORNING = DigestPreferences(times=(time(7, 30),), zone="Europe/Berlin")


@pytest.fixture
def subscriptions(database: Database) -> Subscriptions:
    return Subscriptions(database)


def next_due(database: Database, to: Destination) -> datetime | None:
    statement = "SELECT next_due FROM chats WHERE chat_id = ? AND topic_id = ?"
    ((seconds,),) = database.read(lambda t: t.rows(statement, to.chat_id, to.topic_id))
    return datetime.fromtimestamp(seconds, UTC) if seconds else None


def test_subscription_is_kept_across_a_restart(open_database: Opener) -> None:
    wish = replace(MORNING, days=WEEKDAYS, stories=5, headlines_only=True, silent=True)
    before = Subscriptions(open_database()).set(READER, wish, CHOSEN)
    again = Subscriptions(open_database())
    assert again.get(READER) == before
    assert before.preferences == wish
    assert len(again.all()) == 1


def test_a_change_goes_by_what_is_chosen_now(subscriptions: Subscriptions) -> None:
    subscriptions.set(GROUP, MORNING, CHOSEN, SetUp(41, "Desk"))
    after = subscriptions.change(GROUP, lambda before: replace(before, days=before.days - {7}), CHOSEN)
    assert after
    assert (after.preferences.times, len(after.preferences.days)) == (MORNING.times, 6)
    assert (after.set_up_by, after.title) == (41, "Desk")
    assert subscriptions.get(GROUP) == after


def test_what_is_off_is_not_changed(subscriptions: Subscriptions) -> None:
    subscriptions.set(READER, MORNING, CHOSEN)
    subscriptions.end(READER, "reader", CHOSEN)
    assert subscriptions.change(READER, lambda before: replace(before, stories=3), CHOSEN) is None
    assert subscriptions.change(TOPIC, lambda before: before, CHOSEN) is None
    found = subscriptions.find(READER)
    assert found
    assert found.preferences == MORNING


def test_the_end_of_a_chat_tells_which_of_its_topics_had_a_digest(subscriptions: Subscriptions) -> None:
    both = [subscriptions.set(to, MORNING, CHOSEN, SetUp(41, "Desk")) for to in (GROUP, TOPIC)]
    assert sorted(subscriptions.end_chat(GROUP.chat_id, "kicked", CHOSEN), key=lambda each: each.destination) == both
    assert subscriptions.end_chat(GROUP.chat_id, "kicked", CHOSEN) == []


def test_chat_without_a_subscription_has_none(subscriptions: Subscriptions) -> None:
    assert subscriptions.get(READER) is None
    assert subscriptions.zone_of(READER.chat_id) is None
    assert subscriptions.end(READER, "reader", CHOSEN) is False


def test_topics_of_a_group_have_digests_of_their_own(subscriptions: Subscriptions) -> None:
    subscriptions.set(GROUP, MORNING, CHOSEN)
    subscriptions.set(TOPIC, replace(MORNING, times=(time(18),)), CHOSEN)
    subscriptions.end(GROUP, "reader", CHOSEN)
    assert [each.destination for each in subscriptions.all()] == [TOPIC]
    assert subscriptions.zone_of(GROUP.chat_id) == "Europe/Berlin"


def test_the_zone_of_a_chat_outlasts_its_digest(subscriptions: Subscriptions) -> None:
    subscriptions.set(READER, MORNING, CHOSEN)
    subscriptions.end(READER, "reader", CHOSEN)
    assert subscriptions.zone_of(READER.chat_id) == MORNING.zone


def test_first_digest_covers_the_day_before(subscriptions: Subscriptions) -> None:
    assert subscriptions.set(READER, MORNING, CHOSEN).since_time == CHOSEN - DAY


def test_asking_for_the_same_again_does_not_postpone_a_late_digest(
    subscriptions: Subscriptions, database: Database
) -> None:
    subscriptions.set(READER, MORNING, CHOSEN)
    due = next_due(database, READER)
    subscriptions.set(READER, MORNING, CHOSEN + 2 * DAY)
    assert next_due(database, READER) == due == datetime(2026, 6, 10, 5, 30, tzinfo=UTC)


def test_digest_that_was_turned_off_is_due_no_more_and_comes_back_as_it_was(
    subscriptions: Subscriptions, database: Database
) -> None:
    subscriptions.set(READER, MORNING, CHOSEN)
    assert subscriptions.end(READER, "reader", CHOSEN) is True
    assert subscriptions.get(READER) is None
    assert next_due(database, READER) is None
    kept = subscriptions.find(READER)
    assert kept
    subscriptions.set(READER, kept.preferences, CHOSEN + 3 * DAY)
    back = subscriptions.get(READER)
    assert back
    assert back.since_time == CHOSEN + 2 * DAY


def test_what_ended_long_ago_is_forgotten(subscriptions: Subscriptions, database: Database) -> None:
    subscriptions.set(READER, MORNING, CHOSEN)
    subscriptions.set(GROUP, MORNING, CHOSEN)
    subscriptions.end(READER, "blocked", CHOSEN)
    database.write(lambda t: forget(t, CHOSEN + KEPT_AFTER_END))
    assert subscriptions.find(READER)
    database.write(lambda t: forget(t, CHOSEN + KEPT_AFTER_END + DAY))
    assert subscriptions.find(READER) is None
    assert subscriptions.get(GROUP)


def test_group_that_became_a_supergroup_keeps_its_digest_and_what_it_was_shown(
    subscriptions: Subscriptions, database: Database
) -> None:
    positions = ReadPositions(database, lambda: CHOSEN)
    before = subscriptions.set(GROUP, MORNING, CHOSEN)
    positions.note(GROUP.chat_id, {"260609-1": "260609-2"})
    subscriptions.move(GROUP.chat_id, SUPERGROUP.chat_id, CHOSEN)
    assert subscriptions.all() == [replace(before, destination=SUPERGROUP)]
    assert dict(positions.of(SUPERGROUP.chat_id)) == {"260609-1": "260609-2"}
    subscriptions.move(GROUP.chat_id, SUPERGROUP.chat_id, CHOSEN)
    assert len(subscriptions.all()) == 1


def test_supergroup_that_has_chosen_already_keeps_its_choice(subscriptions: Subscriptions) -> None:
    subscriptions.set(GROUP, MORNING, CHOSEN)
    own = subscriptions.set(SUPERGROUP, replace(MORNING, times=(time(8),)), CHOSEN)
    subscriptions.move(GROUP.chat_id, SUPERGROUP.chat_id, CHOSEN)
    assert subscriptions.all() == [own]
