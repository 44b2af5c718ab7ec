"""The gate before Telegram: what waits, what is tried again, what is dropped, and what the log says of it."""

import asyncio
import logging
from typing import Any

import pytest
from manual_timer import ManualTimer
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.traffic.send_gate import SendGate

READER, GROUP = 5, -5


class Telegram:
    """Takes requests through the gate and notes them; errors can be ordered, and answers be held back."""

    def __init__(self) -> None:
        self.timer = ManualTimer()
        self.gate = SendGate(lambda: self.timer)
        self.answers = asyncio.Event()
        self.answers.set()
        self.troubles: list[TelegramError] = []
        self.tries: list[tuple[float, str]] = []
        self.arrived: list[str] = []

    async def call(self, text: str, chat: int | str | None = READER, endpoint: str = "sendMessage") -> bool:
        data: dict[str, Any] = {} if chat is None else {"chat_id": chat}
        return await self.gate.process_request(self._take, (text,), {}, endpoint, data, None)

    async def _take(self, text: str) -> bool:
        self.tries.append((round(self.timer.now - 1_000, 1), text))
        await self.answers.wait()
        if self.troubles:
            raise self.troubles.pop(0)
        self.arrived.append(text)
        return True

    async def goes_on(self, seconds: float, steps: int = 20) -> None:
        """Time goes by; after each part of it everything is done that can be done."""
        for _ in range(steps):
            self.timer.goes_on(seconds / steps)
            await done()


async def done() -> None:
    """Until every task waits for something else than its turn."""
    for _ in range(20):
        await asyncio.sleep(0)


@pytest.fixture
def telegram() -> Telegram:
    return Telegram()


async def test_an_answer_goes_at_once(telegram: Telegram) -> None:
    assert await telegram.call("an answer")
    assert telegram.arrived == ["an answer"]


async def test_an_answer_is_sent_again_after_the_wait_that_telegram_asks_for(telegram: Telegram) -> None:
    telegram.troubles = [RetryAfter(7)]
    answer = asyncio.create_task(telegram.call("an answer"))
    await done()
    await telegram.goes_on(7)
    assert [text for _, text in telegram.tries] == ["an answer"]
    await telegram.goes_on(0.2)
    assert await answer
    assert telegram.arrived == ["an answer"]


async def test_an_answer_is_sent_after_a_second_wait_too(telegram: Telegram) -> None:
    telegram.troubles = [RetryAfter(7), RetryAfter(3)]
    answer = asyncio.create_task(telegram.call("an answer"))
    await done()
    await telegram.goes_on(12, steps=120)
    assert await answer
    assert [when for when, _ in telegram.tries] == [0, 7.1, 10.2]


async def test_after_four_waits_an_answer_is_dropped(telegram: Telegram) -> None:
    telegram.troubles = [RetryAfter(1)] * 9
    answer = asyncio.create_task(telegram.call("an answer"))
    await done()
    await telegram.goes_on(60)
    assert len(telegram.tries) == 4
    with pytest.raises(RetryAfter):
        await answer


async def test_nothing_is_sent_into_a_wait_by_anyone_and_what_waited_goes_in_order(telegram: Telegram) -> None:
    telegram.troubles = [RetryAfter(30)]
    asked = [asyncio.create_task(telegram.call("0", READER))]
    await done()
    asked += [asyncio.create_task(telegram.call(str(n), 100 + n)) for n in range(1, 10)]
    asked += [
        asyncio.create_task(telegram.call(name, chat, endpoint))
        for name, chat, endpoint in (("answer", None, "answerCallbackQuery"), ("file", None, "getFile"))
    ]
    await telegram.goes_on(30)
    assert len(telegram.tries) == 1
    await telegram.goes_on(1)
    assert all(await asyncio.gather(*asked))
    assert telegram.arrived == ["answer", "file", *map(str, range(10))]


async def test_an_answer_that_would_wait_over_a_minute_is_dropped_at_once(telegram: Telegram) -> None:
    telegram.troubles = [RetryAfter(90)]
    with pytest.raises(RetryAfter) as caught:
        await telegram.call("an answer")
    assert "90" in str(caught.value)
    with pytest.raises(RetryAfter):
        await telegram.call("another")
    assert len(telegram.tries) == 1
    await telegram.goes_on(91)
    assert await telegram.call("a third")


async def test_what_waits_for_its_chat_is_dropped_too_when_the_wait_is_long(telegram: Telegram) -> None:
    asked = [asyncio.create_task(telegram.call(str(n))) for n in range(5)]
    await telegram.goes_on(2.5)
    telegram.troubles = [RetryAfter(90)]
    with pytest.raises(RetryAfter):
        await telegram.call("to another", READER + 1)
    results = await asyncio.gather(*asked, return_exceptions=True)
    assert [isinstance(result, RetryAfter) for result in results] == [False] * 3 + [True] * 2


async def test_a_typing_line_is_shown_now_or_not_at_all(telegram: Telegram) -> None:
    telegram.troubles = [RetryAfter(7)]
    answer = asyncio.create_task(telegram.call("an answer"))
    await done()
    with pytest.raises(RetryAfter):
        await telegram.call("typing", READER, "sendChatAction")
    await telegram.goes_on(8)
    assert await answer


async def test_pressed_buttons_and_files_do_not_count_as_messages(telegram: Telegram) -> None:
    for n in range(100):
        await telegram.call(str(n), None, "answerCallbackQuery")
    assert len(telegram.arrived) == 100


async def test_changes_of_messages_count_and_a_public_name_is_a_group(telegram: Telegram) -> None:
    for chat in (GROUP, "-7", "@harbour_post"):
        for n in range(20):
            await telegram.call(str(n), chat, "editMessageText")
            await telegram.goes_on(0.1)
        telegram.arrived.clear()
        last = asyncio.create_task(telegram.call("last", chat))
        await done()
        assert not telegram.arrived
        await telegram.goes_on(61)
        assert await last


async def test_other_errors_are_not_tried_again(telegram: Telegram) -> None:
    telegram.troubles = [BadRequest("Chat not found")]
    with pytest.raises(BadRequest):
        await telegram.call("an answer")
    assert len(telegram.tries) == 1


async def test_one_who_no_longer_waits_keeps_nobody_waiting(telegram: Telegram) -> None:
    asked = [asyncio.create_task(telegram.call(str(n))) for n in range(6)]
    await done()
    asked[1].cancel()
    await telegram.goes_on(1.1, steps=100)
    assert telegram.arrived == ["0", "2"]
    await telegram.goes_on(3.3, steps=300)
    assert telegram.arrived == ["0", "2", "3", "4", "5"]


async def test_one_whose_task_is_thrown_away_keeps_nobody_waiting(telegram: Telegram) -> None:
    telegram.troubles = [RetryAfter(7)]
    asked = [asyncio.create_task(telegram.call("0", READER))]
    await done()
    thrown_away = telegram.call("1", READER + 1)
    thrown_away.send(None)
    asked.append(asyncio.create_task(telegram.call("2", READER + 2)))
    await done()
    thrown_away.close()
    await telegram.goes_on(8)
    assert all(await asyncio.gather(*asked))
    assert telegram.arrived == ["0", "2"]


async def test_a_wait_is_one_line_in_the_log(telegram: Telegram, caplog: pytest.LogCaptureFixture) -> None:
    telegram.answers.clear()
    asked = [asyncio.create_task(telegram.call(str(n), 100 + n)) for n in range(9)]
    await telegram.goes_on(0.15)
    telegram.troubles = [RetryAfter(7)] * len(telegram.tries)
    assert len(telegram.tries) > 3
    telegram.answers.set()
    await telegram.goes_on(20)
    await asyncio.gather(*asked)
    (record,) = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert record.getMessage() == "Telegram asks to wait 7 seconds: nothing is sent until then"
    assert record.exc_info is None
