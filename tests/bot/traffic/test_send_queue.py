"""What may be sent when: within Telegram's limits in any second and minute, in order, and nothing into a wait."""

from collections import Counter
from random import Random

import pytest

from bot.traffic.send_queue import ChatId, SendQueue, Ticket

GROUP, READER, OTHER = -5, 5, 6


class Sending:
    """A queue, its clock, and what went when."""

    def __init__(self) -> None:
        self.queue = SendQueue()
        self.now = 100.0
        self.went: list[tuple[float, Ticket]] = []

    def ask(self, *chats: ChatId | None, patience: float = 60) -> list[Ticket | None]:
        return [self.queue.add(chat, patience, self.now) for chat in chats]

    def goes_on(self, seconds: float, late: float = 0.0) -> None:
        """Look when the queue says so, each time `late`, until that many seconds have gone by."""
        end = self.now + seconds
        while True:
            going, next_at = self.queue.release(self.now)
            self.went += [(self.now, ticket) for ticket in going]
            for ticket in going:
                self.queue.arrived(ticket, self.now)
            if next_at is None or next_at + late > end:
                break
            self.now = max(self.now, next_at + late)
        self.now = end

    def times(self, *chats: ChatId) -> list[float]:
        return [round(when - 100, 2) for when, ticket in self.went if ticket.chat in chats]


def most_within(times: list[float], seconds: float) -> int:
    return max(sum(start <= time < start + seconds for time in times) for start in times)


@pytest.mark.parametrize("late", [0.0, 0.003, 0.005])
def test_thirty_go_in_any_second_and_nearly_as_many_all_the_time(late: float) -> None:
    sending = Sending()
    sending.ask(*range(1, 1001))
    sending.goes_on(60, late)
    times = [when for when, _ in sending.went]
    assert len(times) == 1000
    assert most_within(times, 1.01) <= 30
    assert 1000 / (times[-1] - times[0]) >= 0.97 * 30


@pytest.mark.parametrize("seed", range(3))
def test_thirty_arrive_in_any_second_however_long_each_is_under_way(seed: int) -> None:
    random, queue, arrivals = Random(seed), SendQueue(), []
    for chat in range(1, 301):
        queue.add(chat, 60, 0.0)
    under_way: list[tuple[float, Ticket]] = []
    for now in (step / 1000 for step in range(30_000)):
        for arrival in [each for each in under_way if each[0] <= now]:
            under_way.remove(arrival)
            queue.arrived(arrival[1], now)
            arrivals.append(arrival[0])
        going, _ = queue.release(now)
        under_way += [(now + random.choice((0.001, 0.01, 0.4)), ticket) for ticket in going]
    assert len(arrivals) == 300
    assert most_within(sorted(arrivals), 1.0) <= 30


def test_a_message_of_which_nothing_is_heard_holds_others_up_for_seconds_only() -> None:
    queue = SendQueue()
    for chat in range(1, 41):
        queue.add(chat, 60, 0.0)
    went = [len(queue.release(step / 20)[0]) for step in range(600)]
    assert sum(went[:400]) == 30
    assert sum(went) == 40


def test_the_first_second_takes_no_more_after_a_quiet_hour() -> None:
    sending = Sending()
    sending.goes_on(3600)
    sending.ask(*range(1, 101))
    sending.goes_on(60)
    assert most_within([when for when, _ in sending.went], 1.0) <= 30


def test_a_group_is_sent_twenty_a_minute() -> None:
    sending = Sending()
    sending.ask(*[GROUP] * 60)
    sending.goes_on(300)
    times = sending.times(GROUP)
    assert len(times) == 60
    assert most_within(times, 60) == 20
    assert times[19] <= 20
    assert times[-1] <= 150


@pytest.mark.parametrize("chat", [READER, GROUP])
def test_a_chat_is_sent_one_a_second(chat: int) -> None:
    sending = Sending()
    sending.ask(*[chat] * 6)
    sending.goes_on(60)
    assert sending.times(chat) == [0, 1.05, 2.1, 3.15, 4.2, 5.25]


def test_a_pressed_button_is_taken_away_and_answered_at_once() -> None:
    sending = Sending()
    sending.queue.add(READER, 60, sending.now, is_new=False)
    sending.ask(READER)
    sending.goes_on(0.1)
    assert len(sending.went) == 2


def test_in_a_group_changes_of_messages_count_within_the_minute() -> None:
    sending = Sending()
    for _ in range(30):
        sending.queue.add(GROUP, 60, sending.now, is_new=False)
    sending.goes_on(60)
    assert len(sending.went) == 20


def test_a_chat_that_has_to_wait_holds_up_no_other() -> None:
    sending = Sending()
    sending.ask(*[GROUP] * 60, READER)
    sending.goes_on(60)
    assert sending.times(READER)[0] < 0.15


def test_a_private_answer_goes_before_those_into_a_thousand_groups() -> None:
    sending = Sending()
    for _ in range(20):
        sending.ask(*range(-1000, 0))
    sending.goes_on(5)
    sending.ask(READER)
    sending.goes_on(1)
    assert sending.times(READER)[0] - 5 < 0.1


def test_of_ten_messages_one_goes_to_a_group_however_many_readers_ask() -> None:
    sending = Sending()
    sending.ask(*range(1, 1001), *range(-100, 0))
    sending.goes_on(10)
    went = [ticket.chat < 0 for _, ticket in sending.went if isinstance(ticket.chat, int)]
    assert sum(went[:100]) == 10


def test_answers_go_before_what_nobody_asked_for_but_for_one_in_twenty() -> None:
    sending = Sending()
    for chat in range(1, 1001):
        sending.queue.add(chat, 0, sending.now, is_unasked=True)
    sending.goes_on(2)
    before = len(sending.went)
    sending.ask(*range(2001, 2020))
    sending.goes_on(1)
    first = [ticket.chat for _, ticket in sending.went[before : before + 20]]
    assert sum(isinstance(chat, int) and chat > 2000 for chat in first) == 19


def test_an_answer_goes_before_the_digest_that_waits_for_the_same_chat() -> None:
    sending = Sending()
    sending.ask(READER)
    sending.queue.add(READER, 0, sending.now, is_unasked=True)
    sending.ask(READER)
    sending.goes_on(10)
    assert [ticket.is_unasked for _, ticket in sending.went] == [False, False, True]


@pytest.mark.parametrize(("rate", "seconds"), [(1000, 3), (None, 0)])
def test_more_go_where_more_are_allowed(rate: int | None, seconds: int) -> None:
    sending = Sending()
    sending.queue = SendQueue(rate)
    sending.ask(*range(1, 3001))
    sending.goes_on(seconds * 1.03)
    assert len(sending.went) == 3000
    if rate:
        assert most_within([when for when, _ in sending.went], 1.01) <= rate


def test_one_chat_with_much_waiting_holds_up_another_by_one_message_at_most() -> None:
    sending = Sending()
    for _ in range(50):
        sending.ask(*range(1, 41))
    sending.goes_on(20)
    sending.ask(99)
    sending.goes_on(1)
    assert sending.times(99)[0] - 20 < 0.1


def test_what_waits_goes_in_the_order_it_came() -> None:
    sending = Sending()
    sending.ask(3, 1, 3, 2, 1)  # a second one has to wait for its chat
    sending.goes_on(10)
    assert [ticket.number for _, ticket in sending.went] == [0, 1, 3, 2, 4]


def test_nothing_goes_into_a_wait_and_everything_after_it() -> None:
    sending = Sending()
    sending.queue.close(sending.now + 7, sending.now)
    sending.ask(READER, OTHER, None)
    sending.goes_on(6.9)
    assert not sending.went
    sending.goes_on(5)
    assert Counter(ticket.chat for _, ticket in sending.went) == Counter([READER, OTHER, None])
    assert min(when for when, _ in sending.went) == 107


def test_what_was_refused_goes_before_what_came_later_in_its_chat() -> None:
    sending = Sending()
    sending.ask(READER, READER)
    sending.goes_on(1.5)
    first, second = (ticket for _, ticket in sending.went)
    sending.ask(READER, READER)
    sending.queue.close(110, sending.now)
    for refused in (second, first):
        assert sending.queue.put_back(refused, sending.now)
    sending.goes_on(60)
    assert [ticket.number for _, ticket in sending.went[2:]] == [0, 1, 2, 3]
    assert most_within(sending.times(READER)[2:], 1.0) == 1


def test_what_would_wait_too_long_is_dropped_at_once() -> None:
    sending = Sending()
    waiting = sending.ask(*[GROUP] * 10)
    sending.goes_on(2.5)
    dropped = sending.queue.close(sending.now + 61, sending.now)
    assert dropped == waiting[3:]
    assert sending.ask(READER) == [None]
    sending.goes_on(100)
    assert len(sending.went) == 3


def test_short_waits_are_added_up() -> None:
    sending = Sending()
    (ticket,) = sending.ask(READER)
    assert ticket
    assert not sending.queue.close(sending.now + 40, sending.now)
    assert not sending.queue.close(sending.now + 40, sending.now)
    assert not sending.queue.close(sending.now + 50, sending.now)
    assert sending.queue.close(sending.now + 61, sending.now) == [ticket]


def test_waiting_for_a_chats_own_limit_takes_no_patience() -> None:
    sending = Sending()
    sending.ask(*[READER] * 200)
    sending.goes_on(100)
    assert not sending.queue.close(sending.now + 30, sending.now)
    sending.goes_on(200)
    assert len(sending.went) == 200


def test_a_cancelled_request_takes_no_place() -> None:
    sending = Sending()
    tickets = sending.ask(*[READER] * 5)
    for ticket in tickets[:3]:
        assert ticket
        ticket.is_cancelled = True
    sending.goes_on(1.5)
    assert [ticket.number for _, ticket in sending.went] == [3, 4]


def test_idle_chats_are_forgotten() -> None:
    sending = Sending()
    for chat in range(1, 2_001):
        sending.ask(chat)
        sending.goes_on(0.5)
    assert len(sending.queue) < 130


class CountingQueue(SendQueue):
    """Counts how often it looks at the head of a line."""

    looks = 0

    def _is_head(self, chat: ChatId, number: int) -> bool:
        self.looks += 1
        return super()._is_head(chat, number)


@pytest.mark.parametrize("waiting", [100, 10_000])
def test_each_message_is_looked_at_twice_however_many_wait(waiting: int) -> None:
    sending = Sending()
    sending.queue = queue = CountingQueue()
    sending.ask(*range(1, waiting + 1))
    sending.goes_on(600)
    assert len(sending.went) == waiting
    assert queue.looks == 2 * waiting
