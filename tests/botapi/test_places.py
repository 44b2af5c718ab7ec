"""Where the tests' server lets the bot write: channels, topics, groups with rights; and trouble in mid-digest."""

import pytest
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter

from botapi import BotApi, flood, forbidden, migrated


async def test_a_channel_takes_posts_of_an_administrator_with_the_right_to_post(server: BotApi, bot: Bot) -> None:
    anna = server.user("Anna")
    channel = server.channel("Ferry News", admins=[anna])
    with pytest.raises(Forbidden, match="not a member of the channel"):
        await bot.send_message(channel.id, "x")
    await channel.promotes_bot(anna)
    with pytest.raises(BadRequest, match=r"[Nn]eed administrator rights in the channel chat"):
        await bot.send_message(channel.id, "x")
    await channel.promotes_bot(anna, "can_post_messages")
    sent = await bot.send_message(channel.id, "x", disable_notification=True)
    assert sent.sender_chat
    assert sent.sender_chat.id == channel.id
    assert channel.chat.said[-1].is_silent
    chiefs = {member.user.id for member in await bot.get_chat_administrators(channel.id)}
    assert chiefs == {anna.user_id, server.world.bot["id"]}
    await channel.removes_bot(anna)
    with pytest.raises(Forbidden):
        await bot.send_message(channel.id, "x")


async def test_a_message_goes_into_its_topic_until_that_is_closed_or_deleted(server: BotApi, bot: Bot) -> None:
    group = server.group("Readers", [server.user("Anna")], supergroup=True)
    topic = group.opens_topic("News")
    sent = await bot.send_message(group.id, "x", message_thread_id=topic)
    assert sent.is_topic_message
    assert sent.message_thread_id == topic
    group.closes_topic(topic)
    with pytest.raises(BadRequest, match=r"(?i)topic_closed"):
        await bot.send_message(group.id, "x", message_thread_id=topic)
    group.deletes_topic(topic)
    with pytest.raises(BadRequest, match="thread not found"):
        await bot.send_message(group.id, "x", message_thread_id=topic)


async def test_a_bot_that_may_not_write_in_a_group_is_told_so(server: BotApi, bot: Bot) -> None:
    anna = server.user("Anna")
    group = server.group("Readers", [anna], supergroup=True)
    await group.silences_bot(anna)
    with pytest.raises(BadRequest, match="ot enough rights to send text messages"):
        await bot.send_message(group.id, "x")
    await group.removes_bot(anna)
    with pytest.raises(Forbidden, match="kicked from the supergroup"):
        await bot.send_message(group.id, "x")


async def test_trouble_meets_the_second_message_of_a_chat_if_ordered_so(server: BotApi, bot: Bot) -> None:
    anna, bo = server.user("Anna"), server.user("Bo")
    server.fails("sendMessage", flood(300), chat=anna, after=1)
    server.fails("sendMessage", forbidden(), chat=bo)
    server.fails("sendMessage", migrated(-1001), chat=bo)
    await bot.send_message(anna.id, "1")
    with pytest.raises(RetryAfter):
        await bot.send_message(anna.id, "2")
    with pytest.raises(Forbidden, match="blocked"):
        await bot.send_message(bo.id, "1")
    with pytest.raises(ChatMigrated):
        await bot.send_message(bo.id, "1")


async def test_paid_broadcasts_have_a_limit_of_their_own(server: BotApi, bot: Bot) -> None:
    server.limits_rate(lambda: 0.0)
    for number in range(32):
        await bot.send_message(server.user(f"Rita {number}").id, "x", allow_paid_broadcast=True)
    for number in range(30):
        await bot.send_message(server.user(f"Bo {number}").id, "x")
    with pytest.raises(RetryAfter):
        await bot.send_message(server.user("Anna").id, "x")
