"""What happens when a request fails: the person is told, when Telegram lets the bot speak."""

import logging

import pytest
from botapi import BotApi, Fault, Person, broken, cut, flood
from running_bot import HARBOUR, LIBRARY, Running, push


def warnings(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    """What the bot itself has warned of, and worse."""
    return [record for record in caplog.records if record.levelno >= logging.WARNING and record.name.startswith("bot")]


async def test_an_answer_that_telegram_asks_to_wait_with_arrives_after_the_wait(
    bot: Running, server: BotApi, reader: Person, caplog: pytest.LogCaptureFixture
) -> None:
    server.fails("sendMessage", flood(7), chat=reader)
    await reader.sends("/help")
    assert "/latest" in (await reader.hears()).text
    await reader.hears_nothing()
    assert len(server.called("sendMessage")) == 2
    (warning,) = warnings(caplog)
    assert (warning.levelname, warning.exc_info) == ("WARNING", None)
    assert "7 seconds" in warning.getMessage()


async def test_it_arrives_after_a_second_wait_too(bot: Running, server: BotApi, reader: Person) -> None:
    server.fails("sendMessage", flood(7), times=2, chat=reader)
    await reader.sends("/help")
    assert "/latest" in (await reader.hears()).text
    await reader.hears_nothing()


async def test_what_went_wrong_is_told_after_the_wait(bot: Running, server: BotApi, reader: Person) -> None:
    server.fails("sendMessage", flood(7), chat=reader)
    await reader.sends("/story 999999-1")
    assert "999999-1" in (await reader.hears()).text
    await reader.hears_nothing()


async def test_into_a_long_wait_nothing_is_sent_not_even_an_apology(
    bot: Running, server: BotApi, reader: Person, caplog: pytest.LogCaptureFixture
) -> None:
    server.fails("sendMessage", flood(600), chat=reader)
    await reader.sends("/help")
    await reader.hears_nothing()
    assert len(server.called("sendMessage")) == 1
    asked, dropped = warnings(caplog)
    assert "asks to wait 600 seconds" in asked.getMessage()
    assert "was dropped" in dropped.getMessage()
    assert asked.exc_info is dropped.exc_info is None


async def test_an_editor_hears_what_became_of_a_push_however_long_telegram_asks_to_wait(
    bot: Running, server: BotApi, editor: Person
) -> None:
    assert bot.application.job_queue
    server.fails("sendMessage", flood(61), chat=editor)
    await editor.sends(f"/push {HARBOUR}")
    await editor.hears_nothing()
    while not editor.unheard:
        for job in bot.application.job_queue.get_jobs_by_name("report"):
            job.schedule_removal()
            await job.run(bot.application)
    assert (await editor.hears()).text.startswith("Stored:")
    await editor.hears_nothing()


async def test_a_press_is_answered_before_the_change_that_may_have_to_wait(
    bot: Running, server: BotApi, editor: Person
) -> None:
    await push(editor, HARBOUR, LIBRARY)
    await editor.sends("/latest 1")
    await editor.presses(await editor.hears(), "More")
    await editor.hears()
    await editor.sends("/delete 261123-1")
    await editor.presses(await editor.hears(), "Keep")
    await server.settled()
    methods = [call.method for call in server.calls if call.method.startswith(("answer", "edit"))]
    assert methods == ["answerCallbackQuery", "editMessageReplyMarkup", "answerCallbackQuery", "editMessageText"]


async def test_during_a_wait_ten_chats_are_answered_when_it_is_over(bot: Running, server: BotApi) -> None:
    readers = [server.user(f"Reader {n}") for n in range(10)]
    server.fails("sendMessage", flood(30), chat=readers[0])
    for each in readers:
        await each.sends("/latest")
    for each in readers:
        assert "nothing here yet" in (await each.hears()).text
    await server.settled()
    assert len(server.called("sendMessage")) == 11


async def test_a_press_whose_clock_has_stopped_acts_all_the_same(
    bot: Running, server: BotApi, reader: Person, editor: Person, caplog: pytest.LogCaptureFixture
) -> None:
    await push(editor, HARBOUR)
    await reader.sends("/latest")
    press = await reader.presses(await reader.hears(), "Source lines", expired=True)
    assert "¶1" in (await reader.hears()).text
    assert "Source lines" not in (await reader.hears_edit()).labels
    await reader.hears_nothing()
    assert not press.is_answered
    assert not warnings(caplog)


async def test_a_press_that_fails_and_can_no_longer_be_answered_is_no_traceback(
    bot: Running, server: BotApi, reader: Person, caplog: pytest.LogCaptureFixture
) -> None:
    await reader.sends("/help")
    message = await reader.hears()
    server.fails("answerCallbackQuery", broken(400, "Bad Request: query is too old"))
    await reader.forges(message, "story:999999-1")
    await reader.hears_nothing()
    assert not warnings(caplog)


@pytest.mark.parametrize("fault", [broken(502), cut(), flood(7)])
async def test_a_press_whose_clock_cannot_be_stopped_is_answered_all_the_same(
    bot: Running, server: BotApi, reader: Person, editor: Person, fault: Fault
) -> None:
    await push(editor, HARBOUR)
    await reader.sends("/latest")
    server.fails("answerCallbackQuery", fault)
    await reader.presses(await reader.hears(), "Source lines")
    assert "Source lines" not in (await reader.hears_edit()).labels  # so it could not be pressed again
    assert "¶1" in (await reader.hears()).text


async def test_of_the_disk_readers_are_told_nothing_but_to_try_again(
    bot: Running, editor: Person, reader: Person
) -> None:
    bot.services.database.write(lambda t: t.run("ALTER TABLE chats RENAME TO elsewhere"))
    for person, said in ((reader, "That does not work just now."), (editor, "chats.sqlite refuses: no such table")):
        await person.sends("/digest 07:30")
        assert said in (await person.hears()).text
