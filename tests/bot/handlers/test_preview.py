"""`/preview`: the next digest, and nothing noted."""

from botapi import BotApi, Person
from running_bot import HARBOUR, LIBRARY, Clock, Running, push

from bot.digests.delivery import DigestDelivery


async def test_a_reader_sees_the_next_digest_and_it_comes_in_full_all_the_same(
    bot: Running, editor: Person, reader: Person, clock: Clock
) -> None:
    await reader.sends("/digest 12:30 Europe/Berlin")  # tomorrow: it is 13:00 there
    await reader.hears()
    await push(editor, HARBOUR)
    for _ in range(2):
        await reader.sends("/preview")
        heading = await reader.hears()
        assert heading.text.startswith("The next digest here comes at 24 Nov 12:30 (Europe/Berlin).")
        preview = await reader.hears()
        assert preview.text.startswith("The digest: one new story.")
    clock.goes_on(hours=23, minutes=30)
    delivery = bot.application.bot_data.sending
    assert isinstance(delivery, DigestDelivery)
    await delivery.tick(clock())
    digest = await reader.hears()
    assert (digest.text, digest.labels) == (preview.text, preview.labels)


async def test_it_is_as_this_chat_wants_its_digest_and_without_what_it_was_sent(
    bot: Running, editor: Person, reader: Person, clock: Clock
) -> None:
    await reader.sends("/digest 12:01 short")
    await reader.hears()
    await push(editor, HARBOUR)
    clock.goes_on(minutes=1)
    delivery = bot.application.bot_data.sending
    assert isinstance(delivery, DigestDelivery)
    await delivery.tick(clock())
    await reader.hears()
    await push(editor, LIBRARY)
    await reader.sends("/preview")
    assert "at 24 Nov 12:01" in (await reader.hears()).text
    preview = await reader.hears()
    assert "– Library Opens All Night for Exams" in preview.text
    assert "Harbour" not in preview.text
    assert "foundation" not in preview.text


async def test_without_a_digest_it_says_how_to_begin_one(bot: Running, reader: Person) -> None:
    await reader.sends("/preview")
    assert (await reader.hears()).text.startswith("There is no daily digest here. /digest 07:30 starts it")


async def test_in_a_group_it_is_for_editors(bot: Running, server: BotApi, editor: Person, reader: Person) -> None:
    group = server.group("Desk", members=[editor, reader])
    await group.says(editor, "/digest@sourceline_bot 07:30")
    await group.hears()
    await group.says(reader, "/preview@sourceline_bot")
    assert "to editors only" in (await group.hears()).text
    await group.says(editor, "/preview@sourceline_bot")
    assert "at 24 Nov 07:30 (UTC)" in (await group.hears()).text
    assert (await group.hears()).text == "A quiet day: no new stories."
