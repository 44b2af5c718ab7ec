from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stored_records import open_subscriptions
from tinydb import TinyDB
from tinydb.table import Document

from bot.chats.digest_schedule import news_since
from bot.chats.subscriptions import Subscriptions
from briefings.storage.json_file import AtomicJSONStorage

READER, GROUP, SUPERGROUP = 41, -42, -1000042
MORNING, ZONE = time(7, 30), "Europe/Berlin"
CHOSEN = datetime(2026, 6, 9, 18, 0, tzinfo=UTC)
DUE = datetime(2026, 6, 10, 5, 30, tzinfo=UTC)  # 07:30 in Berlin
SOON, DAY = timedelta(seconds=15), timedelta(days=1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "readers.json"


@pytest.fixture
def subscriptions(file: Path) -> Iterator[Subscriptions]:
    opened = open_subscriptions(file.parent)
    yield opened
    opened.close()


def subscribe(subscriptions: Subscriptions, chat_id: int = READER) -> None:
    subscriptions.set(chat_id, MORNING, ZONE, CHOSEN)


def restarted(subscriptions: Subscriptions, file: Path) -> Subscriptions:
    """As after a crash: nothing is closed, only the file speaks."""
    del subscriptions
    return open_subscriptions(file.parent)


def test_subscription_is_kept_across_a_restart(subscriptions: Subscriptions, file: Path) -> None:
    subscribe(subscriptions)
    subscribe(subscriptions, GROUP)
    again = restarted(subscriptions, file)
    assert again.all() == subscriptions.all()
    assert {each.chat_id for each in again.all()} == {READER, GROUP}
    assert again.get(READER) == subscriptions.get(READER)


def test_chat_without_a_subscription_has_none(subscriptions: Subscriptions) -> None:
    assert subscriptions.get(READER) is None
    assert subscriptions.remove(READER) is False
    assert subscriptions.claim(READER, DUE) is None


def test_changed_time_and_zone_replace_the_old_ones(subscriptions: Subscriptions, file: Path) -> None:
    subscribe(subscriptions)
    subscriptions.set(READER, time(18, 0), "Asia/Tokyo", CHOSEN + DAY)
    (kept,) = restarted(subscriptions, file).all()
    assert (kept.time, kept.zone, kept.since_time) == (time(18, 0), "Asia/Tokyo", CHOSEN)


def test_asking_for_the_same_again_does_not_postpone_a_late_digest(subscriptions: Subscriptions) -> None:
    subscribe(subscriptions)
    subscriptions.set(READER, MORNING, ZONE, DUE + timedelta(hours=1))
    assert [each.chat_id for each in subscriptions.due(DUE + timedelta(hours=2))] == [READER]


def test_claimed_digest_is_not_due_again_after_a_restart_in_the_same_minute(
    subscriptions: Subscriptions, file: Path
) -> None:
    subscribe(subscriptions)
    assert subscriptions.claim(READER, DUE)
    again = restarted(subscriptions, file)
    assert again.due(DUE + SOON) == []
    assert again.claim(READER, DUE + SOON) is None
    assert [each.chat_id for each in again.due(DUE + DAY)] == [READER]


def test_digest_is_claimed_by_one_of_many_threads(subscriptions: Subscriptions) -> None:
    subscribe(subscriptions)
    with ThreadPoolExecutor(8) as threads:
        claims = list(threads.map(lambda _: subscriptions.claim(READER, DUE), range(32)))
    assert sum(claim is not None for claim in claims) == 1


def test_digest_given_back_is_due_again(subscriptions: Subscriptions, file: Path) -> None:
    subscribe(subscriptions)
    before = subscriptions.claim(READER, DUE)
    assert before
    subscriptions.give_back(before)
    assert [each.chat_id for each in restarted(subscriptions, file).due(DUE + SOON)] == [READER]


def test_next_digest_begins_where_the_settled_one_ended(subscriptions: Subscriptions, file: Path) -> None:
    subscribe(subscriptions)
    subscriptions.claim(READER, DUE)
    subscriptions.settle(READER, "261123-9")
    (due,) = restarted(subscriptions, file).due(DUE + DAY)
    assert news_since(due) == "261123-9"


def test_stories_of_an_unsettled_digest_are_in_the_next_one(subscriptions: Subscriptions, file: Path) -> None:
    subscribe(subscriptions)
    subscriptions.claim(READER, DUE)
    (due,) = restarted(subscriptions, file).due(DUE + DAY)
    assert news_since(due) == CHOSEN


def test_removed_subscription_is_gone_also_after_a_restart(subscriptions: Subscriptions, file: Path) -> None:
    subscribe(subscriptions)
    assert subscriptions.remove(READER) is True
    assert restarted(subscriptions, file).all() == []
    assert f'"{READER}"' not in file.read_text(encoding="utf-8")


def test_turning_the_digest_off_and_on_again_brings_no_second_one_today(
    subscriptions: Subscriptions, file: Path
) -> None:
    subscribe(subscriptions)
    subscriptions.claim(READER, DUE)
    subscriptions.settle(READER, "261123-9")
    subscriptions.remove(READER)
    again = restarted(subscriptions, file)
    assert again.get(READER) is None
    back = DUE + timedelta(minutes=10)
    again.set(READER, time(8, 0), ZONE, back, "261124-3")
    assert again.due(DUE + timedelta(hours=2)) == []
    (due,) = again.due(DUE + DAY + timedelta(hours=2))
    assert news_since(due) == "261124-3"


def test_turning_the_digest_off_while_it_is_sent_ends_it(subscriptions: Subscriptions) -> None:
    subscribe(subscriptions)
    before = subscriptions.claim(READER, DUE)
    subscriptions.remove(READER)
    assert before
    subscriptions.give_back(before)
    subscriptions.settle(READER, "261123-9")
    assert subscriptions.all() == []


def test_group_that_became_a_supergroup_keeps_its_digest(subscriptions: Subscriptions, file: Path) -> None:
    subscribe(subscriptions, GROUP)
    subscriptions.claim(GROUP, DUE)
    subscriptions.move(GROUP, SUPERGROUP)
    again = restarted(subscriptions, file)
    assert [each.chat_id for each in again.all()] == [SUPERGROUP]
    assert again.due(DUE + SOON) == []
    assert [each.chat_id for each in again.due(DUE + DAY)] == [SUPERGROUP]


def test_supergroup_that_has_chosen_already_keeps_its_choice_and_gets_no_second_digest(
    subscriptions: Subscriptions,
) -> None:
    subscribe(subscriptions, GROUP)
    subscriptions.set(SUPERGROUP, time(8, 0), ZONE, CHOSEN)
    subscriptions.claim(GROUP, DUE)
    subscriptions.move(GROUP, SUPERGROUP)
    (left,) = subscriptions.all()
    assert (left.chat_id, left.time) == (SUPERGROUP, time(8, 0))
    assert subscriptions.due(DUE + timedelta(hours=1)) == []
    subscriptions.move(GROUP, SUPERGROUP)
    assert subscriptions.all() == [left]


def test_files_can_be_read_by_a_person(subscriptions: Subscriptions, file: Path) -> None:
    subscribe(subscriptions)
    subscriptions.claim(READER, DUE)
    chosen, delivered = file.read_text("utf-8"), file.with_name("deliveries.json").read_text("utf-8")
    for shown in ('"41"', '"07:30"', '"Europe/Berlin"'):
        assert shown in chosen
    assert '"2026-06-10T07:30:00+02:00"' in delivered


ZONES = ["UTC", "Europe/Berlin", "Pacific/Kiritimati", "America/Adak", "Pacific/Honolulu", "Asia/Kathmandu"]
STEPS = st.one_of(
    st.tuples(st.just("wait"), st.integers(0, 30 * 60)),
    st.tuples(st.just("set"), st.times().map(lambda t: t.replace(second=0, microsecond=0)), st.sampled_from(ZONES)),
    st.tuples(st.sampled_from(["off", "restart", "move", "fail"])),
)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 365 * 24), st.lists(STEPS, min_size=5, max_size=30))
def test_a_chat_gets_at_most_one_digest_a_local_day_whatever_happens(start: int, steps: list[tuple]) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=start)
    chat_id, sends = -1, []
    with TemporaryDirectory() as folder:
        file = Path(folder) / "readers.json"
        subscriptions = open_subscriptions(file.parent)
        subscriptions.set(chat_id, MORNING, ZONE, now)
        for step in steps:
            fails = step[0] == "fail"
            match step:
                case "wait", minutes:
                    now += timedelta(minutes=minutes)
                case "set", wanted, zone:
                    subscriptions.set(chat_id, wanted, zone, now)
                case ("off",):
                    subscriptions.remove(chat_id)
                case ("restart",):
                    subscriptions = restarted(subscriptions, file)
                case ("move",):
                    subscriptions.move(chat_id, chat_id - 1)
                    chat_id -= 1
            for due in subscriptions.due(now):
                claimed = subscriptions.claim(due.chat_id, now)
                assert claimed
                if fails:
                    subscriptions.give_back(claimed)
                else:
                    sends.append(now.astimezone(ZoneInfo(due.zone)))
    for earlier, later in pairwise(sends):
        assert earlier.date() < later.date()
        assert earlier.astimezone(later.tzinfo).date() < later.date()


def test_a_delivery_writes_only_its_own_file(file: Path, subscriptions: Subscriptions) -> None:
    subscribe(subscriptions)
    chosen = file.stat().st_ino
    assert subscriptions.claim(READER, CHOSEN + timedelta(days=2))
    assert file.stat().st_ino == chosen


def test_a_record_kept_with_the_choice_by_an_earlier_version_still_holds(file: Path) -> None:
    last = CHOSEN + timedelta(days=1)
    with TinyDB(file, storage=AtomicJSONStorage) as database:
        document = {"time": "07:30", "zone": "UTC", "chosen": CHOSEN.isoformat(), "active": True}
        document |= {"since": last.isoformat(), "last": last.isoformat()}
        database.table("subscriptions").insert(Document(document, doc_id=READER))
    found = open_subscriptions(file.parent).get(READER)
    assert found
    assert (news_since(found), found.last) == (last, last)


def test_where_a_digest_begins_never_goes_back(subscriptions: Subscriptions, file: Path) -> None:
    subscribe(subscriptions)
    subscriptions.settle(READER, "261123-9")
    subscriptions.settle(READER, "261123-8")  # the newest article was deleted, and may come back
    (kept,) = restarted(subscriptions, file).all()
    assert news_since(kept) == "261123-9"
