"""Breaking news: asked for by readers, marked and confirmed by an editor, at once and once."""

import pytest
from botapi import BotApi, Message, Person
from running_bot import HARBOUR, LIBRARY, Clock, Running, push

from bot.digests.delivery import DigestDelivery
from bot.jobs.mailing_resumption import MailingResumption

HEADLINE = "Harbour Ferry Resumes After Storm Repairs"


async def deliver(bot: Running) -> None:
    await MailingResumption(bot.services.mailings, bot.services.clock).tick()
    delivery = bot.application.bot_data.sending
    assert isinstance(delivery, DigestDelivery)
    await delivery.tick(bot.services.clock())


async def says(person: Person, text: str) -> str:
    await person.sends(text)
    return (await person.hears()).text


async def push_breaking(editor: Person, text: str) -> Message:
    """The question under the report."""
    await editor.sends(f"/push ! {text}")
    assert (await editor.hears()).text.startswith(("Stored:", "Already here:"))
    return await editor.hears()


async def test_breaking_news_comes_at_once_to_those_who_asked_and_counts_as_shown(
    bot: Running, server: BotApi, editor: Person, reader: Person
) -> None:
    other = server.user("Otto", id=201)
    assert (await says(reader, "/breaking on")).startswith("Breaking news comes here at once, at most 3 times a day")
    question = await push_breaking(editor, HARBOUR)
    assert question.text == f"Send “{HEADLINE}” as breaking news now, to 1 chat?"
    await reader.hears_nothing()
    await editor.presses(question, "Send now")
    assert "is on its way as breaking news to 1 chat." in (await editor.hears_edit()).text
    await deliver(bot)
    news = await reader.hears()
    assert news.text.startswith(f"Breaking news:\n\n{HEADLINE}")
    assert news.labels == ["Source lines", "Follow", "Mute"]
    await other.hears_nothing()
    assert bot.services.reader_contexts.of(reader.id).positions == {"261123-1": "261123-1"}


async def test_by_night_it_comes_only_to_those_who_asked_for_that(
    bot: Running, server: BotApi, editor: Person, reader: Person, clock: Clock
) -> None:
    other = server.user("Otto", id=201)
    await says(reader, "/breaking on")
    await says(other, "/breaking always")
    clock.goes_on(hours=10)
    question = await push_breaking(editor, HARBOUR)
    assert question.text.endswith("to 1 chat?")
    await editor.presses(question, "Send now")
    await editor.hears_edit()
    await deliver(bot)
    assert HEADLINE in (await other.hears()).text
    await reader.hears_nothing()


async def test_pressing_twice_or_pushing_it_again_sends_it_once(bot: Running, editor: Person, reader: Person) -> None:
    await says(reader, "/breaking on")
    question = await push_breaking(editor, HARBOUR)
    for _ in range(2):
        await editor.presses(question, "Send now")
    await deliver(bot)
    await reader.hears()
    await editor.hears_all()
    await editor.sends(f"/push {HARBOUR}")
    assert "Breaking" not in (await editor.hears()).labels
    again = await push_breaking(editor, HARBOUR)
    assert again.text == "This was sent as breaking news before; nobody gets it twice."
    await deliver(bot)
    await reader.hears_nothing()


async def test_a_button_under_the_report_of_one_article_asks_too(bot: Running, editor: Person, reader: Person) -> None:
    await says(reader, "/breaking always")
    await editor.sends(f"/push {HARBOUR}\n\n\n{LIBRARY}")
    assert "Breaking" not in (await editor.hears()).labels
    await editor.sends(f"/push {LIBRARY}")
    report = await editor.hears()
    assert "Breaking" in report.labels
    await editor.presses(report, "Breaking")
    question = await editor.hears()
    assert question.labels == ["Send now", "Do not send"]
    await editor.hears_edit()
    await editor.presses(question, "Do not send")
    assert (await editor.hears_edit()).text == "Not sent as breaking news. It comes in the digest."
    await deliver(bot)
    await reader.hears_nothing()


async def test_where_nobody_asked_there_is_no_button_and_no_question(bot: Running, editor: Person) -> None:
    await editor.sends(f"/push {HARBOUR}")
    assert (await editor.hears()).labels == []
    assert (await push_breaking(editor, HARBOUR)).text.startswith("Nobody can be sent breaking news just now")
    await editor.sends(f"/push ! {HARBOUR}\n\n\n{LIBRARY}")
    await editor.hears()
    assert (await editor.hears()).text.startswith("Only one article at a time")


async def test_a_text_that_begins_with_an_exclamation_mark_is_left_as_it_is(bot: Running, editor: Person) -> None:
    await push(editor, HARBOUR.replace("Harbour Ferry", "!Kung Ferry"))
    await editor.hears_nothing()
    assert bot.services.newsroom.queries.story("261123-1").headline.startswith("!Kung Ferry")


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("/breaking", "Breaking news does not come here."),
        ("/breaking always", "Breaking news comes here at once, day and night"),
        ("/breaking OFF", "Breaking news does not come here."),
        ("/breaking news", "Send /breaking on, /breaking always"),
    ],
)
async def test_a_reader_is_told_what_holds(bot: Running, reader: Person, command: str, answer: str) -> None:
    assert (await says(reader, command)).startswith(answer)


async def test_in_a_group_its_administrators_choose(bot: Running, server: BotApi, reader: Person) -> None:
    boss = server.user("Boss", id=300)
    group = server.group("Desk", members=[reader, boss], admins=[boss])
    await group.says(reader, "/breaking@sourceline_bot on")
    assert "administrators" in (await group.hears()).text
    await group.says(boss, "/breaking@sourceline_bot on")
    assert "at once" in (await group.hears()).text
