"""The digest: now, every day, once, and never a second time."""

from datetime import datetime
from pathlib import Path

from botapi import BotApi, Person
from running_bot import HARBOUR, LIBRARY, Clock, Running, push, running_bot

from bot.digests.delivery import DigestDelivery


async def tick(bot: Running, now: datetime) -> None:
    """What is done every few seconds, and would be done soon: the clock was moved."""
    delivery = bot.application.bot_data.sending
    assert isinstance(delivery, DigestDelivery)
    await delivery.tick(now)


async def test_the_digest_now_lists_the_stories_of_the_last_day(
    bot: Running, editor: Person, reader: Person, clock: Clock
) -> None:
    await editor.sends(f"/push {HARBOUR}")
    await editor.hears()
    clock.goes_on(hours=30)
    await editor.sends(f"/push {LIBRARY}")
    await editor.hears()
    await reader.sends("/digest")
    answer = await reader.hears()
    assert answer.text.startswith("The last day in one story.")
    assert answer.marked("bold") == ["Library Opens All Night for Exams"]
    assert answer.labels == ["Source lines", "Follow", "Mute", "Every day at 07:30"]


async def test_a_quiet_day_says_so_in_one_line(bot: Running, reader: Person) -> None:
    await reader.sends("/digest")
    assert (await reader.hears()).text == "A quiet day: no new stories."


async def test_a_digest_set_for_the_next_minute_arrives_once_also_over_a_restart(
    server: BotApi, tmp_path: Path, clock: Clock, editor: Person, reader: Person
) -> None:
    async with running_bot(server, tmp_path, clock) as bot:
        await reader.sends("/digest 12:01")
        assert "every day at 12:01 (UTC)" in (await reader.hears()).text
        clock.goes_on(seconds=30)
        await editor.sends(f"/push {HARBOUR}")
        await editor.hears()
        await tick(bot, clock())
        await reader.hears_nothing()
        clock.goes_on(seconds=30)
        await tick(bot, clock())
        assert (await reader.hears()).marked("bold") == ["Harbour Ferry Resumes After Storm Repairs"]
        await tick(bot, clock())
        await reader.hears_nothing()
    async with running_bot(server, tmp_path, clock) as bot:
        await tick(bot, clock())
        await reader.hears_nothing()
        clock.goes_on(days=1)
        await tick(bot, clock())
        assert (await reader.hears()).text == "A quiet day: no new stories."


async def test_the_time_and_zone_can_be_chosen_and_it_can_be_turned_off(bot: Running, reader: Person) -> None:
    await reader.sends("/digest 07:30 Europe/Berlin")
    assert "07:30 (Europe/Berlin)" in (await reader.hears()).text
    await reader.sends("/digest off")
    assert (await reader.hears()).text.startswith("The daily digest is off.")
    await reader.sends("/digest off")
    assert (await reader.hears()).text.startswith("The daily digest was not on.")


async def test_what_is_typed_after_the_command_is_told_back_in_full(bot: Running, reader: Person) -> None:
    await reader.sends("/digest 7:30pm, 06:00 weekdays Berlin short quiet 5 stories until 12 Dec")
    answer = (await reader.hears()).text
    assert answer.startswith("From now on the digest arrives on weekdays at 06:00, 19:30 (Europe/Berlin). It has head")
    assert "without a sound. It has 5 stories at most. It pauses until 12 Dec 2026." in answer
    await reader.sends("/digest full mon,wed")
    answer = (await reader.hears()).text
    assert answer.startswith(
        "From now on the digest arrives on Monday, Wednesday at 06:00, 19:30 (Europe/Berlin). It com"
    )
    await reader.sends("/digest 25:70 often")
    assert "“25:70” is not a time" in (await reader.hears()).text


async def test_where_several_zones_are_meant_one_tap_chooses(bot: Running, reader: Person) -> None:
    await reader.sends("/digest 7pm EST")
    question = await reader.hears()
    assert "several time zones" in question.text
    await reader.presses(question, "America/Panama")
    assert "every day at 19:00 (America/Panama)" in (await reader.hears()).text


async def test_headlines_and_those_that_do_not_fit_are_a_tap_away(
    bot: Running, editor: Person, reader: Person, clock: Clock
) -> None:
    await push(editor, HARBOUR, LIBRARY)
    await reader.sends("/digest 12:01 1 story short")
    await reader.hears()
    clock.goes_on(minutes=1)
    await tick(bot, clock())
    digest = await reader.hears()
    assert digest.text.startswith("The digest: one new story.")
    assert digest.labels == ["Library Opens All Night for Exams", "More"]
    await reader.presses(digest, "More")
    assert (await reader.hears()).marked("bold") == ["Harbour Ferry Resumes After Storm Repairs"]
    await tick(bot, clock())
    await reader.hears_edit()
    await reader.hears_nothing()


async def test_what_was_just_read_is_not_in_the_digest_and_other_stories_have_its_place(
    bot: Running, editor: Person, reader: Person, clock: Clock
) -> None:
    await reader.sends("/digest 12:01 1 story")
    await reader.hears()
    await push(editor, HARBOUR, LIBRARY)
    await reader.sends("/latest 1")
    read = (await reader.hears()).marked("bold")
    await reader.hears_nothing()  # that it was read is noted by then
    clock.goes_on(minutes=1)
    await tick(bot, clock())
    digest = await reader.hears()
    assert [*read, *digest.marked("bold")] == [
        "Library Opens All Night for Exams",
        "Harbour Ferry Resumes After Storm Repairs",
    ]
    assert "More" not in digest.labels


async def test_the_digest_now_is_as_short_as_the_daily_one(bot: Running, editor: Person, reader: Person) -> None:
    await push(editor, HARBOUR, LIBRARY)
    await reader.sends("/digest 12:01 1 story short")
    await reader.hears()
    await reader.sends("/digest now")
    digest = await reader.hears()
    assert digest.text.startswith("The last day in one story.")
    assert digest.labels == ["Library Opens All Night for Exams", "More"]


async def test_where_all_was_read_before_the_digest_says_so(
    bot: Running, editor: Person, reader: Person, clock: Clock
) -> None:
    await reader.sends("/digest 12:01")
    await reader.hears()
    await push(editor, HARBOUR)
    await reader.sends("/latest")
    await reader.hears()
    await reader.hears_nothing()
    clock.goes_on(minutes=1)
    await tick(bot, clock())
    assert (await reader.hears()).text == "Nothing is new beyond what you have seen here."


async def test_one_tap_subscribes_at_the_usual_time(bot: Running, reader: Person) -> None:
    await reader.sends("/digest")
    await reader.presses(await reader.hears(), "Every day at 07:30")
    assert "every day at 07:30 (UTC)" in (await reader.hears()).text
    await reader.hears_edit()
    await reader.sends("/digest")
    assert (await reader.hears()).labels == []


async def test_a_groups_digest_is_for_its_administrators_to_set(
    bot: Running, server: BotApi, editor: Person, reader: Person
) -> None:
    boss = server.user("Boss", id=300)
    group = server.group("Desk", members=[editor, reader, boss], admins=[boss])
    await group.says(reader, "/digest@sourceline_bot 08:00")
    assert "administrators" in (await group.hears()).text
    await group.says(boss, "/digest@sourceline_bot 08:00")
    assert "08:00" in (await group.hears()).text


async def test_a_reader_who_comes_back_is_offered_the_digest_as_it_was(bot: Running, reader: Person) -> None:
    await reader.sends("/digest 06:15 Europe/Berlin")
    await reader.hears()
    await reader.sends("/breaking always")
    await reader.hears()
    await reader.blocks()
    await reader.unblocks()
    await reader.sends("/breaking")
    assert (await reader.hears()).text.startswith("Breaking news does not come here.")
    await reader.sends("/start")
    await reader.hears()
    offer = await reader.hears()
    assert "at 06:15 (Europe/Berlin)" in offer.text
    await reader.presses(offer, "Digest again")
    assert "every day at 06:15 (Europe/Berlin)" in (await reader.hears()).text
    await reader.hears_edit()
    await reader.sends("/breaking")
    assert (await reader.hears()).text.startswith("Breaking news comes here at once, day and night")
    await reader.sends("/start")
    await reader.hears()
    await reader.hears_nothing()


async def test_a_reader_who_blocked_the_bot_is_not_tried_for_ever(
    bot: Running, server: BotApi, clock: Clock, reader: Person
) -> None:
    await reader.sends("/digest 12:01")
    await reader.hears()
    await reader.blocks()
    clock.goes_on(minutes=1)
    await tick(bot, clock())
    assert bot.services.subscriptions.all() == []
