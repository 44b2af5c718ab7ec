"""`/announce`: read over, counted, sent once to everyone, and by nobody but the editor who wrote it."""

from pathlib import Path

from botapi import BotApi, Message, Person
from running_bot import EDITOR, Clock, Running, running_bot

from bot.digests.delivery import DigestDelivery
from bot.jobs.mailing_resumption import MailingResumption


async def deliver(bot: Running) -> None:
    """What is done all the time: what was begun is gone on with, and what waits is sent."""
    await MailingResumption(bot.services.mailings, bot.services.clock).tick()
    delivery = bot.application.bot_data.sending
    assert isinstance(delivery, DigestDelivery)
    await delivery.tick(bot.services.clock())


async def subscribe(*people: Person) -> None:
    for person in people:
        await person.sends("/digest 07:30")
        await person.hears()


async def ask(editor: Person, text: str) -> Message:
    """The question under the announcement, which is shown as it will arrive."""
    await editor.sends(f"/announce {text}")
    await editor.hears()
    return await editor.hears()


async def test_an_announcement_is_shown_and_counted_and_arrives_as_it_was_typed(
    bot: Running, server: BotApi, editor: Person, reader: Person
) -> None:
    other = server.user("Otto", id=201)
    await subscribe(reader, other)
    await editor.sends("/announce We move on <b>Friday</b> & rest.\n\n  Yours, the desk")
    assert (await editor.hears()).text == "We move on <b>Friday</b> & rest.\n\n  Yours, the desk"
    question = await editor.hears()
    assert question.text == "Send this to all 2 chats that get the digest?"
    assert question.labels == ["Send to all", "Do not send"]
    await reader.hears_nothing()
    await editor.presses(question, "Send to all")
    assert (await editor.hears_edit()).text.startswith("It is on its way to 2 chats.")
    await deliver(bot)
    for person in (reader, other):
        assert (await person.hears()).text == "We move on <b>Friday</b> & rest.\n\n  Yours, the desk"


async def test_pressing_twice_sends_it_once(bot: Running, editor: Person, reader: Person) -> None:
    await subscribe(reader)
    question = await ask(editor, "Hello")
    await editor.presses(question, "Send to all")
    await editor.presses(question, "Send to all")
    await deliver(bot)
    assert (await reader.hears()).text == "Hello"
    await deliver(bot)
    await editor.presses(question, "Send to all")
    await deliver(bot)
    await reader.hears_nothing()


async def test_it_can_be_sent_after_a_restart_and_arrives_once(
    server: BotApi, tmp_path: Path, clock: Clock, editor: Person, reader: Person
) -> None:
    async with running_bot(server, tmp_path, clock):
        await subscribe(reader)
        question = await ask(editor, "Hello")
    async with running_bot(server, tmp_path, clock) as bot:
        await editor.presses(question, "Send to all")
        await editor.hears_edit()
        await deliver(bot)
        assert (await reader.hears()).text == "Hello"
    async with running_bot(server, tmp_path, clock) as bot:
        await editor.presses(question, "Send to all")
        assert (await editor.hears_edit()).text == "This was sent before; nobody gets it twice."
        await deliver(bot)
        await reader.hears_nothing()


async def test_what_is_dropped_is_not_sent(bot: Running, editor: Person, reader: Person) -> None:
    await subscribe(reader)
    question = await ask(editor, "Hello")
    await editor.presses(question, "Do not send")
    assert (await editor.hears_edit()).text == "Not sent."
    press = await editor.presses(question, "Send to all")
    assert "no longer in use" in await press.answer()
    await deliver(bot)
    await reader.hears_nothing()


async def test_only_the_editor_who_wrote_it_can_send_it(
    server: BotApi, tmp_path: Path, clock: Clock, editor: Person, reader: Person
) -> None:
    other = server.user("Otto", id=EDITOR + 1)
    async with running_bot(server, tmp_path, clock, frozenset({EDITOR, EDITOR + 1})) as bot:
        await subscribe(reader)
        question = await ask(editor, "Hello")
        data = next(button.data for row in question.buttons for button in row)
        for person, refusal in ((reader, "Only editors"), (other, "Only the editor who asked")):
            message = await person.sends("/help")
            press = await person.forges(await person.hears(), data)
            assert refusal in await press.answer()
            assert message
        await deliver(bot)
        assert "Hello" not in [message.text for message in await reader.hears_all()]


async def test_what_cannot_be_announced_is_explained(bot: Running, server: BotApi, editor: Person) -> None:
    await editor.sends("/announce Hello")
    assert (await editor.hears()).text.startswith("Nobody gets the daily digest yet")
    await editor.sends("/announce")
    assert (await editor.hears()).text.startswith("Send /announce and what you want to say")
    await editor.sends("/announce " + "word " * 800)
    assert (await editor.hears()).text.startswith("That is too long for one message")
    group = server.group("Desk", members=[editor])
    await group.says(editor, "/announce@sourceline_bot Hello")
    assert "from our private chat" in (await group.hears()).text
