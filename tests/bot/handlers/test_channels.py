"""Channels: one of their administrators sets up in private what comes there, and nobody else."""

from datetime import time

import pytest
from botapi import BotApi, Channel, Message, Person
from botapi.people import BotChannel
from running_bot import HARBOUR, Clock, Running, push

from bot.chats.destination import Destination
from bot.chats.subscription import Subscription
from bot.digests.delivery import DigestDelivery
from bot.jobs.mailing_resumption import MailingResumption
from bot.preferences.digest_preferences import DigestPreferences

AT_NOON = DigestPreferences(times=(time(12, 1),), zone="UTC")


@pytest.fixture
async def channel(server: BotApi, reader: Person) -> BotChannel:
    """A channel of the reader's, in which the bot may post."""
    channel = server.channel("Ferry News", username="ferry_news", admins=[reader])
    await channel.promotes_bot(reader, "can_post_messages")
    return channel


def digest_of(bot: Running, channel: BotChannel) -> Subscription | None:
    return bot.services.subscriptions.get(Destination(channel.id))


async def deliver(bot: Running, clock: Clock) -> None:
    delivery = bot.application.bot_data.sending
    assert isinstance(delivery, DigestDelivery)
    await delivery.tick(clock())


async def turned_on(reader: Person) -> Message:
    await reader.sends("/channel @ferry_news")
    await reader.presses(await reader.hears(), "Turn on")
    return await reader.hears_edit()


async def test_the_digest_goes_to_the_channel_that_was_named(
    bot: Running, clock: Clock, editor: Person, reader: Person, channel: BotChannel
) -> None:
    screen = await turned_on(reader)
    assert screen.text.startswith("For the channel “Ferry News”:\nThe digest comes every day at 07:30 (UTC, ")
    await reader.sends("/channel https://t.me/ferry_news 12:01 short")
    assert "at 12:01 (UTC" in (await reader.hears()).text
    await push(editor, HARBOUR)
    clock.goes_on(minutes=1)
    await deliver(bot, clock)
    assert (await channel.hears()).text.startswith("The digest: one new story.")
    await reader.hears_nothing()


async def test_the_own_settings_are_not_the_channels(bot: Running, reader: Person, channel: BotChannel) -> None:
    screen = await turned_on(reader)
    await reader.sends("/settings")
    assert (await reader.hears()).text.startswith("The digest is off.")
    await reader.presses(screen, "Time zone")
    screen = await reader.hears_edit()
    assert "send /channel @ferry_news and a big city" in screen.text
    assert "By where I am" not in screen.labels
    await reader.presses(screen, "Berlin 13:00")
    assert "(Europe/Berlin, " in (await reader.hears_edit()).text
    assert bot.services.subscriptions.get(Destination(reader.id)) is None


async def test_a_post_that_a_reader_forwards_opens_its_channels_settings(
    bot: Running, reader: Person, channel: BotChannel
) -> None:
    await reader.forwards("The ferry runs again.", origin=channel)
    assert (await reader.hears()).text.startswith("For the channel “Ferry News”:")


async def test_an_editor_answers_the_forwarded_post_which_is_an_article_too(
    bot: Running, server: BotApi, editor: Person
) -> None:
    channel = server.channel("Ferry News", admins=[editor])
    await channel.promotes_bot(editor, "can_post_messages")
    forwarded = await editor.forwards(HARBOUR, origin=channel)
    assert (await editor.hears()).text.startswith("Stored:")
    await editor.replies(forwarded, "/channel 18:00")
    screen = await editor.hears()
    assert "at 18:00" in screen.text
    await editor.presses(screen, "Done")
    assert f"/channel {channel.id} opens this again." in (await editor.hears_edit()).text


async def test_what_is_missing_is_said(bot: Running, server: BotApi, reader: Person) -> None:
    channel = server.channel("Ferry News", username="ferry_news", admins=[reader])
    await reader.sends("/channel @ferry_news")
    assert "I may not post in @ferry_news" in (await reader.hears()).text
    await channel.promotes_bot(reader)
    await reader.sends("/channel @ferry_news")
    assert "I may not post in @ferry_news" in (await reader.hears()).text
    await reader.sends("/channel @nowhere")
    assert "I cannot find @nowhere" in (await reader.hears()).text
    await reader.forwards("x", origin=Channel("Elsewhere", -1_000_000_000_007))
    assert "I cannot find Elsewhere, or" in (await reader.hears()).text
    for words in ("/channel", "/channel 07:30"):
        await reader.sends(words)
        assert "the name of the channel" in (await reader.hears()).text


async def test_a_group_is_no_channel(bot: Running, server: BotApi, reader: Person) -> None:
    group = server.group("Desk", members=[reader], admins=[reader], supergroup=True)
    await reader.sends(f"/channel {group.id}")
    assert "is not a channel" in (await reader.hears()).text


async def test_only_administrators_of_the_channel_asked_at_each_press(
    bot: Running, server: BotApi, reader: Person, channel: BotChannel
) -> None:
    other = server.user("Otto", id=300)
    await other.sends("/channel @ferry_news")
    assert "Only the owner and administrators of @ferry_news" in (await other.hears()).text
    screen = await turned_on(reader)
    before = digest_of(bot, channel)
    await other.sends("/settings")
    press = await other.forges(await other.hears(), f"set:{channel.id}:form=short")
    assert "Only the owner and administrators of @ferry_news" in await press.answer()
    channel.chat.members[reader.id] = "member"
    press = await reader.presses(screen, "Turn off")
    assert "Only the owner and administrators of @ferry_news" in await press.answer()
    assert digest_of(bot, channel) == before


async def test_an_administrator_who_may_not_post_sets_up_nothing(
    bot: Running, reader: Person, channel: BotChannel
) -> None:
    channel.chat.rights[reader.id] = frozenset(("can_edit_messages",))
    await reader.sends("/channel @ferry_news 18:00")
    assert "administrators of @ferry_news who may post there" in (await reader.hears()).text
    assert digest_of(bot, channel) is None
    channel.chat.members[reader.id] = "creator"
    await reader.sends("/channel @ferry_news 18:00")
    assert "at 18:00" in (await reader.hears()).text


async def test_an_unclear_zone_and_off_can_be_typed(bot: Running, reader: Person, channel: BotChannel) -> None:
    await reader.sends("/channel @ferry_news 18:00 EST")
    assert "Did you mean America/New_York, America/Panama" in (await reader.hears()).text
    assert digest_of(bot, channel) is None
    await reader.sends("/channel @ferry_news 18:00 Panama")
    assert "(America/Panama" in (await reader.hears()).text
    await reader.sends("/channel @ferry_news off")
    assert "The digest is off." in (await reader.hears()).text
    assert digest_of(bot, channel) is None


async def test_a_digest_that_was_paused_and_turned_off_comes_at_the_time_that_is_typed(
    bot: Running, reader: Person, channel: BotChannel
) -> None:
    for words in ("18:00", "pause", "off", "08:00"):
        await reader.sends(f"/channel @ferry_news {words}")
        screen = await reader.hears()
    assert "at 08:00" in screen.text
    assert "pauses" not in screen.text
    assert (digest := digest_of(bot, channel)) and digest.preferences.paused_until is None


async def test_a_pause_turns_no_digest_on(bot: Running, reader: Person, channel: BotChannel) -> None:
    await reader.sends("/channel @ferry_news pause")
    assert "The digest is off." in (await reader.hears()).text
    assert digest_of(bot, channel) is None


@pytest.mark.parametrize("words", ["help", "?"])
async def test_what_can_be_typed_is_said_when_asked(
    bot: Running, reader: Person, channel: BotChannel, words: str
) -> None:
    await reader.sends(f"/channel @ferry_news {words}")
    screen = await reader.hears()
    assert "The digest is off." in screen.text
    assert "This you can write behind /channel @ferry_news, also" in screen.text
    assert "Turn on" in screen.labels
    assert digest_of(bot, channel) is None


async def test_who_set_it_up_is_told_once_when_the_bot_is_removed(
    bot: Running, reader: Person, channel: BotChannel
) -> None:
    await turned_on(reader)
    await channel.removes_bot(reader)
    assert (await reader.hears()).text.startswith(
        "The digest that you set up for “Ferry News” has ended: I was removed"
    )
    assert digest_of(bot, channel) is None
    await reader.hears_nothing()


async def test_a_digest_has_no_buttons_in_a_channel(
    bot: Running, clock: Clock, editor: Person, reader: Person, channel: BotChannel
) -> None:
    for words in ("/digest 12:01", "/channel @ferry_news 12:01"):
        await reader.sends(words)
        await reader.hears()
    await push(editor, HARBOUR)
    clock.goes_on(minutes=1)
    await deliver(bot, clock)
    assert (await channel.hears()).labels == []
    assert "Source lines" in (await reader.hears()).labels


async def test_breaking_news_has_no_buttons_in_a_channel_without_a_digest(
    bot: Running, clock: Clock, editor: Person, reader: Person, channel: BotChannel
) -> None:
    await reader.sends("/channel @ferry_news")
    await reader.presses(await reader.hears(), "Breaking news")
    await reader.presses(await reader.hears_edit(), "At night too")
    assert "Breaking news comes at once" in (await reader.hears_edit()).text
    await editor.sends(f"/push ! {HARBOUR}")
    await editor.hears()
    await editor.presses(await editor.hears(), "Send now")
    await editor.hears_edit()
    await MailingResumption(bot.services.mailings, clock).tick()
    await deliver(bot, clock)
    post = await channel.hears()
    assert post.text.startswith("Breaking news:")
    assert post.labels == []


async def test_a_press_in_a_channel_is_answered_to_who_pressed_only(
    bot: Running, server: BotApi, clock: Clock, editor: Person, reader: Person, channel: BotChannel
) -> None:
    bot.services.subscriptions.set(Destination(channel.id), AT_NOON, clock())  # as in a chat not known as a channel
    await push(editor, HARBOUR)
    clock.goes_on(minutes=1)
    await deliver(bot, clock)
    press = await reader.presses(await channel.hears(), "Source lines")
    assert await press.answer() == "In a channel I only post. Ask me in a chat of our own: @sourceline_bot."
    await channel.hears_nothing()
