import threading
from collections.abc import Callable

import pytest

from bot.database.turns import Away, Turns
from briefings.errors import ArchiveError


class StandingTime:
    """Seconds that pass only when they are told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def refused(turns: Turns, work: Callable[[], None] = lambda: None) -> bool:
    try:
        with turns.turn():
            work()
    except ArchiveError as error:
        assert error.key == "database-away"
        return True
    return False


def be_away() -> None:
    raise Away


def test_while_the_database_is_away_nobody_waits_and_one_tries_it_again() -> None:
    time, tried = StandingTime(), []
    turns = Turns(time)
    assert refused(turns, be_away)
    assert refused(turns, lambda: tried.append("at once"))
    time.now += 6
    assert refused(turns, be_away)
    time.now += 6
    assert not refused(turns, lambda: tried.append("later"))
    assert not refused(turns)
    assert tried == ["later"]


def test_while_one_tries_it_again_the_others_do_not_wait_for_that() -> None:
    time, is_trying, may_end = StandingTime(), threading.Event(), threading.Event()
    turns = Turns(time)
    refused(turns, be_away)
    time.now += 6

    def try_it() -> None:
        is_trying.set()
        may_end.wait(20)

    trying = threading.Thread(target=lambda: refused(turns, try_it))
    trying.start()
    is_trying.wait(20)
    assert refused(turns)
    may_end.set()
    trying.join()
    assert not refused(turns)


def test_who_waited_for_the_turn_in_which_it_fell_silent_does_not_try_it_too() -> None:
    turns, is_trying, may_end = Turns(StandingTime()), threading.Event(), threading.Event()
    tried: list[str] = []

    def fall_silent() -> None:
        is_trying.set()
        may_end.wait(20)
        raise Away

    first = threading.Thread(target=lambda: refused(turns, fall_silent))
    first.start()
    is_trying.wait(20)
    second = threading.Thread(target=lambda: refused(turns, lambda: tried.append("second")))
    second.start()
    may_end.set()
    for thread in (first, second):
        thread.join()
    assert tried == []


def test_work_that_fails_for_another_reason_keeps_nobody_out() -> None:
    turns = Turns()
    with pytest.raises(RuntimeError), turns.turn():
        raise RuntimeError("in the middle")
    assert not refused(turns)
