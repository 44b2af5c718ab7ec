"""`/stats`: what became of the digests, beside the archive."""

import pytest
from botapi import BotApi, Person
from running_bot import HARBOUR, Clock, Running, push

from bot.digests.delivery import DigestDelivery
from bot.rendering.day_charts import can_draw


async def stats(editor: Person) -> list[str]:
    await editor.sends("/stats")
    lines = (await editor.hears()).text.splitlines()
    if can_draw():
        assert (await editor.hears()).photo
    return lines


async def test_without_any_digest_there_is_a_line_for_it_and_no_more(bot: Running, editor: Person) -> None:
    assert await stats(editor) == [
        "0 articles in the archive, 0 received today",
        "Nobody gets the daily digest yet",
    ]


@pytest.mark.skipif(not can_draw(), reason="needs the extra `picture`")
async def test_a_picture_of_the_last_days_follows(bot: Running, editor: Person) -> None:
    await push(editor, HARBOUR)
    await editor.sends("/stats")
    await editor.hears()
    picture = await editor.hears()
    assert picture.photo
    assert picture.photo.content.startswith(b"\x89PNG")


async def test_stats_tell_who_gets_digests_what_failed_and_how_long_the_last_took(
    bot: Running, server: BotApi, editor: Person, reader: Person, clock: Clock
) -> None:
    others = [server.user("Otto", id=201), server.user("Olga", id=202), server.user("Ove", id=203)]
    for person in (reader, *others):
        await person.sends("/digest 12:01")
        await person.hears()
    await others[0].leaves_telegram()
    await others[1].sends("/digest off")
    await others[1].hears()
    await push(editor, HARBOUR)
    clock.goes_on(minutes=1, seconds=4)
    delivery = bot.application.bot_data.sending
    assert isinstance(delivery, DigestDelivery)
    await delivery.tick(clock())
    assert (await stats(editor))[-5:] == [
        "2 chats get the daily digest",
        "Ended in the last 90 days: blocked or deleted 1, turned off 1",
        "Messages since yesterday (UTC): 2 sent",
        "Not arrived: blocked or deleted 1",
        "The last digest, due 12:01: to 2 chats in 0 s, the last of them 4 s after its time",
    ]
    clock.goes_on(days=2)
    assert not any("since yesterday" in line for line in await stats(editor))
