"""The messages of one push are collected, whenever they come and whenever their timers fire."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Chat, Message, Update, User

from bot.ptb_types import App, Context
from bot.submissions.message_groups import MessageGroups


@dataclass
class Job:
    """A timer that fires when the test says so."""

    callback: Any
    data: object


@dataclass
class Application:
    """An Application with its job queue, whose tasks are done at once; remembers which pushes were handed on."""

    jobs: list[Job] = field(default_factory=list)
    pushes: list[list[int]] = field(default_factory=list)
    job: Job | None = None
    errors: list[tuple[int, Exception]] = field(default_factory=list)

    @property
    def job_queue(self) -> "Application":
        return self

    @property
    def application(self) -> "Application":
        return self

    def run_once(self, callback: Any, _: float, *, data: object, name: str, job_kwargs: dict[str, object]) -> None:
        assert name
        assert job_kwargs == {"misfire_grace_time": None}  # else APScheduler drops a timer that is a second late
        self.jobs.append(Job(callback, data))

    def create_task(self, work: Coroutine[None, None, None], update: Update) -> None:
        with pytest.raises(StopIteration):
            work.send(None)

    async def process_error(self, update: Update, error: Exception) -> None:
        self.errors.append((update.update_id, error))

    def context(self, job: Job | None = None) -> Context:
        return cast(Context, Application(self.jobs, self.pushes, job))

    def fire(self, job: Job) -> None:
        asyncio.run(job.callback(self.context(job)))


async def push(parts: list[Message], context: Context) -> None:
    cast(Application, context).pushes.append([part.message_id for part in parts])


def part(number: int, album: str = "album") -> Message:
    person, chat = User(1, "Edda", is_bot=False), Chat(1, "private")
    return Message(number, datetime(2026, 11, 23, tzinfo=UTC), chat, from_user=person, media_group_id=album)


def add(groups: MessageGroups, application: Application, number: int) -> None:
    message = part(number)
    groups.add(Update(number, message=message), message, application.context(), push)


def test_a_part_that_comes_while_the_timer_fires_is_pushed_with_the_others_once() -> None:
    groups, application = MessageGroups(1), Application()
    add(groups, application, 1)
    add(groups, application, 2)
    for timer in application.jobs:
        application.fire(timer)
    assert application.pushes == [[1, 2]]


def test_a_part_that_comes_after_the_timer_fired_is_a_push_of_its_own() -> None:
    groups, application = MessageGroups(1), Application()
    for number in (1, 2):
        add(groups, application, number)
        application.fire(application.jobs[-1])
    assert application.pushes == [[1], [2]]


@given(st.data())
def test_no_part_is_lost_and_none_is_pushed_twice_in_whatever_order_parts_come_and_timers_fire(
    data: st.DataObject,
) -> None:
    groups, application, waiting = MessageGroups(1), Application(), list[Job]()
    coming = list(range(data.draw(st.integers(1, 6))))
    while coming or waiting:
        if coming and (not waiting or data.draw(st.booleans())):
            add(groups, application, coming.pop(0))
            waiting.append(application.jobs[-1])
        else:
            application.fire(waiting.pop(data.draw(st.integers(0, len(waiting) - 1))))
    pushed = [number for push in application.pushes for number in push]
    assert pushed == sorted(set(pushed)) == list(range(len(application.jobs)))


def test_when_the_bot_stops_what_was_collected_is_pushed_and_an_error_is_answered() -> None:
    async def fail(parts: list[Message], context: Context) -> None:
        raise ValueError

    groups, application = MessageGroups(1), Application()
    failing = part(7, album="another")
    groups.add(Update(7, message=failing), failing, application.context(), fail)
    add(groups, application, 1)
    add(groups, application, 2)
    asyncio.run(groups.finish(cast(App, application)))
    assert application.pushes == [[1, 2]]
    assert [(update, type(error)) for update, error in application.errors] == [(7, ValueError)]
    for timer in application.jobs:
        application.fire(timer)
    assert application.pushes == [[1, 2]]


def test_of_messages_without_an_end_no_more_than_250_are_collected_and_none_is_lost() -> None:
    groups, application = MessageGroups(1), Application()
    for number in range(600):
        add(groups, application, number)
    assert [len(push) for push in application.pushes] == [250, 250]
    asyncio.run(groups.finish(cast(App, application)))
    assert [number for push in application.pushes for number in push] == list(range(600))
