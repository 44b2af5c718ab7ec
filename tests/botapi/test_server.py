"""The Bot API server of the tests, tried with a real python-telegram-bot: what it takes, refuses and tells people."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from ptb_client import bot_of, keyboard
from telegram import (
    Bot,
    MessageOriginChannel,
    MessageOriginHiddenUser,
    MessageOriginUser,
    Update,
)
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
)
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from botapi import BotApi


async def echo(update: Update, _: Any) -> None:
    message = update.effective_message
    assert message and message.text
    if message.text == "/quiet":
        return
    if message.text == "/later":
        await asyncio.sleep(0)
    await message.reply_text(f"You said {message.text}", reply_markup=keyboard([("Again", "again"), ("Less", "less")]))


async def press(update: Update, _: Any) -> None:
    query = update.callback_query
    assert query
    await query.answer("Here you are" if query.data == "again" else None)
    await query.edit_message_text(f"Pressed {query.data}")


async def in_a_moment(_: Update, context: Any) -> None:
    async def say(context: Any) -> None:
        await context.bot.send_message(context.job.chat_id, "In a moment")

    context.job_queue.run_once(say, 0.01, chat_id=context._chat_id)


@pytest.fixture
async def echo_bot(server: BotApi) -> AsyncIterator[Application[Any, Any, Any, Any, Any, Any]]:
    builder = Application.builder().token(server.token).base_url(f"{server.url}/bot")
    application = builder.base_file_url(f"{server.url}/file/bot").concurrent_updates(True).build()
    application.add_handler(CommandHandler("moment", in_a_moment))
    application.add_handler(MessageHandler(filters.TEXT & filters.Regex("^/later"), echo, block=False))
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.add_handler(CallbackQueryHandler(press))
    server.watches(application)
    async with application:
        await application.start()
        assert application.updater
        await application.updater.start_polling(poll_interval=0.0, timeout=10)
        yield application
        await application.updater.stop()
        await application.stop()


# An application that polls


@pytest.mark.usefixtures("echo_bot")
async def test_a_person_writes_presses_and_hears_the_answers(server: BotApi) -> None:
    anna = server.user("Anna", id=1)
    await anna.sends("/latest")
    message = await anna.hears()
    assert message.text == "You said /latest"
    assert message.buttons == [[("Again", "again"), ("Less", "less")]]
    pressed = await anna.presses(message, "Again")
    assert await pressed.answer() == "Here you are"
    edited = await anna.hears_edit()
    assert (edited.id, edited.text, edited.buttons) == (message.id, "Pressed again", [])
    assert anna.sees(message) == edited
    assert anna.alerts == ["Here you are"]


@pytest.mark.usefixtures("echo_bot")
async def test_silence_is_told_without_sleeping(server: BotApi) -> None:
    anna, bo = server.user("Anna"), server.user("Bo")
    await anna.sends("/quiet")
    await bo.sends("Hello")
    await anna.hears_nothing()
    assert [message.text for message in bo.unheard] == ["You said Hello"]
    with pytest.raises(AssertionError, match="Bo should have heard nothing, but heard: \\['You said Hello'\\]"):
        await bo.hears_nothing()


@pytest.mark.usefixtures("echo_bot")
async def test_settling_waits_for_work_beside_the_handlers(server: BotApi) -> None:
    anna = server.user("Anna")
    await anna.sends("/later")
    await anna.sends("/moment")
    assert sorted(message.text for message in await anna.hears_all()) == ["In a moment", "You said /later"]


@pytest.mark.usefixtures("echo_bot")
async def test_who_hears_nothing_is_told_what_was_called_instead(server: BotApi) -> None:
    anna = server.user("Anna")
    await anna.sends("/quiet")
    await server.settled()
    with pytest.raises(AssertionError, match="a message for Anna; 0 updates not yet confirmed") as failure:
        await anna.hears(within=0.01)
    assert "deleteWebhook(" in str(failure.value)


@pytest.mark.usefixtures("echo_bot")
async def test_in_a_group_the_bot_is_told_only_what_is_for_it(server: BotApi) -> None:
    anna, bo = server.user("Anna"), server.user("Bo")
    group = server.group("Desk", members=[anna, bo])
    assert (await group.says(bo, "Good morning")).update_id is None
    assert (await group.says(bo, "🗞 /latest@other_bot")).update_id is None
    await group.says(anna, "/latest@sourceline_bot")
    message = await group.hears()
    assert message.text == "You said /latest@sourceline_bot"
    await bo.presses(message, "Again")
    assert (await group.hears_edit()).text == "Pressed again"
    await bo.replies(message, "Thanks")
    assert (await group.hears()).text == "You said Thanks"
    await anna.hears_nothing()


# What updates look like to the library


async def received(bot: Bot) -> list[Update]:
    updates = list(await bot.get_updates(timeout=0))
    await bot.get_updates(offset=updates[-1].update_id + 1, timeout=0)
    return updates


async def test_commands_links_and_formatting_are_marked_in_utf_16_units(server: BotApi, bot: Bot) -> None:
    anna = server.user("Anna")
    await anna.sends("🗞 /push@sourceline_bot https://news.example.org/a?b=1, see example.com")
    await anna.sends('Read <b>this</b> <a href="https://example.org/x">here</a>', html=True)
    first, second = (update.message for update in await received(bot))
    assert first and second
    assert list(first.parse_entities().values()) == [
        "/push@sourceline_bot",
        "https://news.example.org/a?b=1",
        "example.com",
    ]
    assert first.entities[0].offset == 3
    assert [(e.type, e.url) for e in second.entities] == [("bold", None), ("text_link", "https://example.org/x")]


async def test_forwards_name_their_origin(server: BotApi, bot: Bot) -> None:
    anna, bo = server.user("Anna"), server.user("Bo")
    await anna.forwards("Rain expected", origin=server.channel("Weather desk", username="weather"))
    await anna.forwards("Rain expected", origin=bo, photo=True)
    await anna.forwards("Rain expected", origin="A. Nonymous", file=("rain.txt", b"Rain"))
    by_channel, by_user, hidden = (update.message for update in await received(bot))
    assert by_channel and by_user and hidden
    assert isinstance(by_channel.forward_origin, MessageOriginChannel)
    assert by_channel.forward_origin.chat.title == "Weather desk"
    assert isinstance(by_user.forward_origin, MessageOriginUser)
    assert (by_user.forward_origin.sender_user.first_name, by_user.caption) == ("Bo", "Rain expected")
    assert isinstance(hidden.forward_origin, MessageOriginHiddenUser)
    assert hidden.document and hidden.document.file_name == "rain.txt"


async def test_files_albums_and_replies_arrive_and_download(server: BotApi, bot: Bot) -> None:
    anna = server.user("Anna")
    sent = await anna.sends_file("a.txt", b"One", caption="/push", media_group="album")
    await anna.sends_file("b.txt", b"Two", media_group="album")
    await anna.replies(sent, "/push")
    await anna.sends_file("big.txt", b"", size=21 * 1024 * 1024)
    one, two, reply, big = (update.message for update in await received(bot))
    assert one and two and reply and big and one.document and two.document and big.document
    assert one.media_group_id == two.media_group_id == "album"
    assert (one.document.mime_type, one.caption) == ("text/plain", "/push")
    assert reply.reply_to_message and reply.reply_to_message.document == one.document
    file = await bot.get_file(two.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"Two"
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(big.document.file_id)


async def test_a_long_paste_arrives_in_pieces_as_apps_split_it(server: BotApi, bot: Bot) -> None:
    anna = server.user("Anna")
    text = "\n".join(f"Paragraph {number} of a long story." for number in range(300))
    with pytest.raises(AssertionError, match="limit is 4096"):
        await anna.sends(text)
    messages = await anna.pastes(text)
    assert len(messages) == 3
    assert "\n".join(str(update.message and update.message.text) for update in await received(bot)) == text


async def test_edits_blocks_and_old_buttons_reach_the_bot(server: BotApi, bot: Bot) -> None:
    anna = server.user("Anna")
    mine = await anna.sends("/latst")
    await anna.edits(mine, "/latest")
    await bot.send_message(anna.id, "Menu", reply_markup=keyboard([("A", "a")]))
    menu = await anna.hears()
    await anna.presses(menu, "A", forgotten=True)
    await anna.forges(menu, "delete:1")
    await anna.blocks()
    updates = await received(bot)
    assert updates[1].edited_message and updates[1].edited_message.text == "/latest"
    assert updates[2].callback_query and not updates[2].callback_query.message.is_accessible  # type: ignore[union-attr] -- it has one
    assert updates[3].callback_query and updates[3].callback_query.data == "delete:1"
    assert updates[4].my_chat_member and updates[4].my_chat_member.new_chat_member.status == "kicked"
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(anna.id, "Still there?")
    await anna.unblocks()
    await bot.send_message(anna.id, "Welcome back")


def is_within(part: Any, whole: Any) -> bool:
    if isinstance(part, dict):
        return "api_kwargs" not in whole and all(n in whole and is_within(v, whole[n]) for n, v in part.items())
    if isinstance(part, list):
        return len(part) == len(whole) and all(is_within(p, w) for p, w in zip(part, whole, strict=True))
    return bool(part == whole)


async def test_the_library_knows_every_field_of_the_updates(server: BotApi, bot: Bot) -> None:
    anna = server.user("Anna")
    group = server.group("Desk", members=[anna])
    sent = await anna.sends_file("a.txt", b"One", caption="/push", media_group="album")
    await anna.replies(sent, "/push")
    await anna.forwards("x", origin=server.channel("News"), photo=True)
    await anna.edits(sent, "/push it")
    await bot.send_message(anna.id, "<b>x</b> https://a.org", parse_mode="HTML", reply_markup=keyboard([("A", "a")]))
    await anna.presses(await anna.hears(), "A")
    await anna.blocks()
    await group.migrates()
    for raw in server.world.updates.pending:
        assert is_within(raw, Update.de_json(raw).to_dict())


# Polling


async def test_updates_come_again_until_they_are_confirmed(server: BotApi, bot: Bot) -> None:
    anna = server.user("Anna")
    await anna.sends("one")
    await anna.sends("two")
    first = await bot.get_updates()
    assert await bot.get_updates() == first
    assert [u.message and u.message.text for u in await bot.get_updates(offset=first[0].update_id + 1)] == ["two"]
    assert not await bot.get_updates(offset=first[1].update_id + 1)


async def test_a_long_poll_ends_as_soon_as_something_happens(server: BotApi, bot: Bot) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=30))
    await server.waits_for(lambda: bool(server.called("getUpdates")), "the poll", 5)
    await server.user("Anna").sends("hello")
    assert len(await polling) == 1


async def test_a_second_poller_and_a_webhook_end_polling_with_a_conflict(server: BotApi, bot: Bot) -> None:
    async with bot_of(server) as other:
        first = asyncio.create_task(other.get_updates(timeout=30))
        await server.waits_for(lambda: bool(server.called("getUpdates")), "the poll", 5)
        second = asyncio.create_task(bot.get_updates(timeout=30))
        with pytest.raises(Conflict, match="terminated by other getUpdates"):
            await first
        await bot.set_webhook("https://example.org/hook")
        with pytest.raises(Conflict, match="webhook is active"):
            await second
    assert (await bot.get_webhook_info()).url == "https://example.org/hook"
    await bot.delete_webhook(drop_pending_updates=True)
    assert not await bot.get_updates()


async def test_kinds_that_were_not_asked_for_are_not_queued(server: BotApi, bot: Bot) -> None:
    await bot.get_updates(timeout=0, allowed_updates=["callback_query"])
    assert (await server.user("Anna").sends("hello")).update_id is None


async def test_closing_ends_a_long_poll_at_once() -> None:
    server = await BotApi.start()
    async with bot_of(server) as bot:
        polling = asyncio.create_task(bot.get_updates(timeout=30))
        await server.waits_for(lambda: bool(server.called("getUpdates")), "the poll", 5)
        await server.close()
        assert await polling == ()
