"""Updates side by side: in order within a chat, so many at once, and none that is over a budget."""

import asyncio
import inspect
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from telegram import Update

from bot.traffic.budgets import Budgets
from bot.traffic.token_buckets import Rate
from bot.traffic.update_order import UpdateOrder

RITA, OMAR, EDDA = 1, 2, 9  # Edda is an editor
GROUP, OTHER_GROUP = -10, -11
ANONYMOUS_ADMIN = 1087968824  # as all of them are called by Telegram


class Me:
    """The bot, as far as an update knows it."""

    username = "sourceline_bot"


def chat(id: int) -> dict[str, Any]:
    return {"id": id, "type": "private" if id > 0 else "supergroup"}


def person(id: int) -> dict[str, Any]:
    return {"id": id, "is_bot": False, "first_name": "Rita"}


def said(text: str, by: int, into: int | None = None, **more: Any) -> Update:
    command = text.split(maxsplit=1)[0] if text.startswith("/") else ""
    entities = [{"type": "bot_command", "offset": 0, "length": len(command)}] if command else []
    message = {"message_id": 1, "date": 0, "from": person(by), "chat": chat(into or by), "text": text, **more}
    return Update.de_json({"update_id": 1, "message": message | {"entities": entities}}, Me())  # type: ignore[arg-type]


def pressed(by: int, into: int | None = None) -> Update:
    message = {"message_id": 1, "date": 1, "chat": chat(into or by), "text": "news"}
    query = {"id": "1", "from": person(by), "chat_instance": "1", "data": "more:", "message": message}
    return Update.de_json({"update_id": 1, "callback_query": query}, Me())  # type: ignore[arg-type]


class Bot:
    """An order of updates, and what became of them; handlers can be held back."""

    def __init__(self, *, at_once: int = 64) -> None:
        self.now = 0.0
        self.budgets = Budgets(person=Rate(20, 2), group=Rate(30, 1), hidden=Rate(20, 1))
        commands = {"help", "latest", "push"}
        self.order = UpdateOrder(
            self.budgets, lambda user: user == EDDA, self._tell, commands, lambda: self.now, at_once
        )
        self.began: list[Update] = []
        self.done: list[Update] = []
        self.told: list[Update] = []
        self.may_end = asyncio.Event()
        self.may_end.set()
        self.tasks: list[asyncio.Task[None]] = []

    async def _tell(self, update: Update) -> None:
        self.told.append(update)

    async def _handle(self, update: Update) -> None:
        self.began.append(update)
        await self.may_end.wait()
        self.done.append(update)

    async def gets(self, *updates: Update) -> None:
        """The updates come in, one after the other; returns when nothing more happens by itself."""
        self.tasks += [
            asyncio.create_task(self.order.process_update(update, self._handle(update))) for update in updates
        ]
        await settled()

    @asynccontextmanager
    async def busy(self) -> AsyncIterator[None]:
        """No handler ends inside this block; all have at its end."""
        self.may_end.clear()
        yield
        self.may_end.set()
        await asyncio.gather(*self.tasks)


async def settled() -> None:
    for _ in range(50):
        await asyncio.sleep(0)


async def test_updates_of_one_chat_are_handled_in_their_order() -> None:
    bot = Bot()
    questions = [said(f"/latest {n}", RITA) for n in range(10)]
    async with bot.busy():
        await bot.gets(*questions)
        assert bot.began == questions[:1]
    assert bot.done == questions


async def test_a_button_waits_for_what_was_asked_before_in_its_chat() -> None:
    bot = Bot()
    updates = [said("/latest", RITA, GROUP), pressed(OMAR, GROUP), said("/help", RITA, GROUP)]
    async with bot.busy():
        await bot.gets(*updates)
        assert bot.began == updates[:1]
    assert bot.done == updates


async def test_one_busy_chat_does_not_keep_another_waiting() -> None:
    bot = Bot()
    async with bot.busy():
        await bot.gets(*[said("/help", RITA, GROUP) for _ in range(60)])
        question = said("/help", OMAR)
        await bot.gets(question)
        assert bot.began[-1] is question


async def test_only_so_many_are_handled_at_once() -> None:
    bot = Bot(at_once=5)
    async with bot.busy():
        await bot.gets(*[said("/help", reader) for reader in range(100, 140)])
        assert len(bot.began) == 5
    assert len(bot.done) == 40


async def test_a_handler_that_fails_does_not_hold_up_its_chat() -> None:
    bot = Bot()

    async def fail() -> None:
        raise RuntimeError("the handler is on fire")

    with pytest.raises(RuntimeError):
        await bot.order.process_update(said("/help", RITA), fail())
    await bot.gets(said("/help", RITA))
    assert len(bot.done) == 1


async def test_nothing_is_kept_of_chats_without_an_update() -> None:
    bot = Bot()
    await bot.gets(*[said("/help", reader) for reader in range(100, 600)])
    assert not bot.order._turns._lines
    assert bot.order._turns.questions == 0


async def test_sixty_by_one_person_in_a_group_are_twenty_answers_and_one_notice() -> None:
    bot = Bot()
    async with bot.busy():
        await bot.gets(*[said("/help", RITA, GROUP) for _ in range(60)])
        assert len(bot.told) == 1
        await bot.gets(said("/help", OMAR, GROUP))
    assert len(bot.done) == 21
    assert len(bot.told) == 1


async def test_a_flood_of_a_thousand_leaves_no_trace_but_its_budget() -> None:
    bot = Bot()
    async with bot.busy():
        await bot.gets(*[said(f"/latest {n}", RITA) for n in range(1000)])
        assert sum(not task.done() for task in bot.tasks) == 20
        assert len(bot.told) == 1
        assert len(bot.budgets) == 1


async def test_a_keen_reader_never_meets_the_budget() -> None:
    bot = Bot()
    for _ in range(100):  # three questions, a look at the answers
        await bot.gets(said("/latest", RITA), pressed(RITA), said("harbour", RITA))
        bot.now += 6
    assert len(bot.done) == 300
    assert not bot.told


async def test_pressed_buttons_cost_as_much_as_commands() -> None:
    bot = Bot()
    await bot.gets(*[pressed(RITA) for _ in range(30)])
    assert len(bot.done) == 20
    assert bot.told[0].callback_query


async def test_a_slow_group_has_at_most_thirty_questions_waiting() -> None:
    bot = Bot()
    async with bot.busy():
        for second in range(120):  # many people, each within their budget and the group's
            bot.now = float(second)
            await bot.gets(said("/help", 100 + second, GROUP))
        assert sum(not task.done() for task in bot.tasks) == 30
        assert len(bot.told) == 1


async def test_many_floods_together_leave_a_bounded_number_waiting(caplog: pytest.LogCaptureFixture) -> None:
    bot = Bot()
    async with bot.busy():
        for reader in range(100, 250):
            await bot.gets(*[said("/help", reader) for _ in range(20)])
        assert sum(not task.done() for task in bot.tasks) == 2_000
    assert [record.levelname for record in caplog.records] == ["WARNING"]


@pytest.mark.parametrize("text", ["good morning", "/help@other_bot", "/roll 6", "see /help"])
async def test_what_people_in_a_group_tell_each_other_costs_nothing(text: str) -> None:
    bot = Bot()
    async with bot.busy():
        await bot.gets(*[said(text, RITA, GROUP) for _ in range(300)])
        assert len(bot.began) == 300  # the handlers see them, and leave them alone
        await bot.gets(said("/help", RITA, GROUP))
        assert len(bot.began) == 301
    assert not bot.told


@pytest.mark.parametrize("text", ["/help", "/HELP", "/help@Sourceline_Bot", "/anything@sourceline_bot"])
async def test_a_command_to_the_bot_costs_in_a_group(text: str) -> None:
    bot = Bot()
    await bot.gets(*[said(text, RITA, GROUP) for _ in range(30)])
    assert len(bot.done) == 20


async def test_a_sticker_is_not_answered_and_costs_nothing() -> None:
    bot = Bot()
    await bot.gets(*[said("", RITA) for _ in range(100)])
    assert len(bot.done) == 100
    assert not bot.told


async def test_nothing_that_an_editor_sends_is_dropped() -> None:
    bot = Bot()
    origin = {"type": "hidden_user", "date": 0, "sender_user_name": "Ida"}
    forwards = [said(f"article {n}", EDDA, forward_origin=origin) for n in range(500)]
    async with bot.busy():
        await bot.gets(*forwards, said("/push https://example.org", EDDA), pressed(EDDA))
    assert len(bot.done) == 502
    assert not bot.told


def anonymous(group: int) -> Update:
    return said("/help", ANONYMOUS_ADMIN, group, sender_chat=chat(group))


async def test_one_anonymous_administrator_of_a_hundred_groups_has_one_budget_in_all_of_them() -> None:
    bot = Bot()
    for group in range(-210, -110):
        await bot.gets(*[anonymous(group) for _ in range(5)])
    assert (len(bot.done), len(bot.told)) == (20, 1)
    await bot.gets(said("/help", RITA, -210), said("/help", OMAR))
    assert len(bot.done) == 22


async def test_one_who_writes_as_a_hundred_channels_has_one_budget_for_all_of_them() -> None:
    bot = Bot()
    for channel in range(-210, -110):
        await bot.gets(*[said("/help", ANONYMOUS_ADMIN, GROUP, sender_chat={"id": channel, "type": "channel"})] * 3)
        bot.now += 0.1
    assert len(bot.done) == 29  # twenty at once, one a second since


@pytest.mark.parametrize(
    "more",
    [
        {"sender_chat": {"id": -9, "type": "channel"}, "is_automatic_forward": True},
        {"from": person(7) | {"is_bot": True}},
    ],
)
async def test_posts_that_telegram_copies_and_other_bots_cost_a_group_nothing(more: dict[str, Any]) -> None:
    bot = Bot()
    await bot.gets(*[said("/help", 777000, GROUP, **more) for _ in range(40)])
    assert len(bot.done) == 40  # the handlers leave them alone
    await bot.gets(*[said("/help", reader, GROUP) for reader in range(100, 130)])
    assert len(bot.done) == 70


async def test_when_all_places_are_taken_one_who_asks_first_takes_that_of_who_holds_most() -> None:
    bot = Bot()
    async with bot.busy():
        for reader in range(100, 250):
            await bot.gets(*[said("/help", reader) for _ in range(20)])
        question = said("/help", OMAR)
        await bot.gets(question)
        assert bot.order._turns.questions == 2_000
    assert question in bot.done
    assert len(bot.done) == 2_000


async def test_groups_leave_places_and_slots_to_private_chats() -> None:
    bot = Bot(at_once=8)
    async with bot.busy():
        for number in range(1_000, 1_100):
            await bot.gets(*[said("/help", number * 100 + n, -number) for n in range(20)])
        assert bot.order._turns.questions == 1_500
        assert len(bot.began) == 6
        question = said("/help", OMAR)
        await bot.gets(question)
        assert bot.began[-1] is question
        newcomer = said("/help", RITA, GROUP)
        await bot.gets(newcomer)
    assert newcomer in bot.done


async def test_of_one_who_is_cancelled_while_waiting_nothing_is_left() -> None:
    bot = Bot()
    async with bot.busy():
        await bot.gets(said("/help", RITA))
        handling = bot._handle(said("/help", RITA))
        waiting = asyncio.create_task(bot.order.process_update(said("/help", RITA), handling))
        await bot.gets(said("/help", RITA))
        waiting.cancel()
        await settled()
        assert inspect.getcoroutinestate(handling) == inspect.CORO_CLOSED
        assert bot.order._turns.questions == 2
    assert len(bot.done) == 2
    assert not bot.order._turns._lines
