"""Many at once: nobody waits for another's flood, an editor's push, or a group's limit."""

import logging
from datetime import time

import pytest
from botapi import BotApi, Person, flood
from running_bot import HARBOUR, LIBRARY, Clock, Running, push

from bot.chats.destination import Destination
from bot.digests.delivery import DigestDelivery
from bot.preferences.digest_preferences import DigestPreferences


async def test_sixty_helps_by_one_person_in_a_group_do_not_delay_another_persons(
    bot: Running, server: BotApi, reader: Person
) -> None:
    omar = server.user("Omar")
    group = server.group("Neighbours", [reader, omar])
    for _ in range(60):
        await reader.sends("/help", into=group)
    await omar.sends("/help")
    assert "/latest" in (await omar.hears()).text
    into_group_before = [call for call in server.called("sendMessage") if call.integer("chat_id") == group.id]
    assert len(into_group_before) < 15
    said = [message.text for message in await group.hears_all()]
    assert said.count("A moment, please.") == 1
    assert sum("/latest" in text for text in said) == 20
    assert len(said) == 21


async def test_the_notice_is_quiet_and_answers_the_person_it_is_for(
    bot: Running, server: BotApi, reader: Person
) -> None:
    group = server.group("Neighbours", [reader])
    asked = [await reader.sends("/help", into=group) for _ in range(21)]
    await group.hears_all()
    (notice,) = (call for call in server.called("sendMessage") if call.text("text") == "A moment, please.")
    assert notice.flag("disable_notification")
    assert notice.structure("reply_parameters", dict)["message_id"] == asked[20].id


async def test_one_who_presses_too_much_is_told_in_a_window(
    bot: Running, server: BotApi, reader: Person, editor: Person
) -> None:
    await push(editor, HARBOUR)
    await reader.sends("/latest")
    message = await reader.hears()
    presses = [await reader.forges(message, f"story:999999-{n}") for n in range(1, 40)]
    await server.settled()
    assert presses[19].is_alert
    assert await presses[19].answer() == "A moment, please."
    assert not any(press.is_answered for press in presses[20:])
    await reader.hears_nothing()


async def test_what_is_over_a_budget_is_dropped_before_it_is_parsed(
    bot: Running, server: BotApi, reader: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "telegram.ext.Application")
    for n in range(300):
        await reader.sends(f"harbour {n}")
    await server.settled()
    parsed = [record for record in caplog.records if record.msg.startswith("Processing update")]
    assert 21 <= len(parsed) <= 21 + 3  # one of each hundred, to confirm them


async def test_a_thousand_messages_by_one_person_delay_nobody(bot: Running, server: BotApi, reader: Person) -> None:
    omar = server.user("Omar")
    for n in range(500):
        await reader.sends(f"harbour {n}")
    await omar.sends("/help")
    for n in range(500):
        await reader.sends(f"harbour {n}")
    assert "/latest" in (await omar.hears()).text
    assert len([call for call in server.called("sendMessage") if call.integer("chat_id") == reader.id]) < 22
    said = [message.text for message in await reader.hears_all()]
    assert said.count("A moment, please.") == 1
    assert len(said) <= 22


async def test_answers_come_in_the_order_of_the_questions(bot: Running, reader: Person) -> None:
    words = ["harbour", "ferry", "pier", "storm", "island", "library"]
    for word in words:
        await reader.sends(f"/topic {word}")
    said = [message.text for message in await reader.hears_all()]
    assert [word for text, word in zip(said, words, strict=True) if word in text] == words


async def test_nothing_of_a_hundred_forwards_is_lost(bot: Running, server: BotApi, editor: Person) -> None:
    channel = server.channel("Harbour Post")
    for n in range(100):
        await editor.forwards(f"Ferry {n} resumes\n\nFerry number {n} runs again from Thursday.", origin=channel)
    reports = await editor.hears_all()
    assert len(reports) == 100
    await editor.sends("/stats")
    assert "100 articles" in (await editor.hears()).text


async def test_readers_are_answered_while_an_editor_pushes(
    bot: Running, server: BotApi, editor: Person, reader: Person
) -> None:
    await push(editor, LIBRARY)
    for n in range(30):
        await editor.sends(f"/push {HARBOUR.replace('ferry', f'ferry number {n}')}")
    await reader.sends("/help")
    assert "/latest" in (await reader.hears()).text
    assert len(editor.unheard) < 30
    assert len(await editor.hears_all()) == 30


async def test_a_digest_that_telegram_asks_to_wait_with_arrives_once(
    bot: Running, server: BotApi, reader: Person, editor: Person, clock: Clock
) -> None:
    preferences = DigestPreferences(times=(time(7, 30),), zone="UTC")
    bot.services.subscriptions.set(Destination(reader.id), preferences, clock())
    clock.goes_on(hours=1)
    await push(editor, HARBOUR)
    clock.goes_on(days=1)
    server.fails("sendMessage", flood(7), times=2, chat=reader)
    digests = bot.application.bot_data.sending
    assert isinstance(digests, DigestDelivery)
    for _ in range(4):
        await digests.tick(clock())
        clock.goes_on(seconds=9)
    assert "digest" in (await reader.hears()).text
    await reader.hears_nothing()
