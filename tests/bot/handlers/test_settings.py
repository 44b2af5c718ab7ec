"""`/settings`: one message whose buttons change what a chat chose, in its place."""

from datetime import date, time

from botapi import BotApi, Message, Person
from botapi.people import Group, open_topic
from botapi.posting import post
from running_bot import HARBOUR, Clock, Running, push

from bot.chats.destination import Destination
from bot.digests.delivery import DigestDelivery
from bot.preferences.digest_preferences import WEEKDAYS, DigestPreferences


def chosen(bot: Running, chat_id: int, topic_id: int = 0) -> DigestPreferences | None:
    found = bot.services.subscriptions.get(Destination(chat_id, topic_id))
    return found.preferences if found else None


async def opened(reader: Person, digest: str = "07:30 Berlin") -> Message:
    """The first screen, of a digest that is on."""
    await reader.sends(f"/digest {digest}")
    await reader.hears()
    await reader.sends("/settings")
    return await reader.hears()


async def pressed(reader: Person, screen: Message, *labels: str, of: Group | None = None) -> Message:
    """The screen after pressing buttons, each on the screen that the one before brought."""
    for label in labels:
        await reader.presses(screen, label)
        screen = await (of or reader).hears_edit()
    return screen


async def test_the_first_screen_says_all_that_is_chosen(bot: Running, reader: Person) -> None:
    screen = await opened(reader, "07:30, 18:00 weekdays Berlin short quiet 5 stories until 12 Dec")
    assert screen.text.splitlines() == [
        (
            "The digest comes on weekdays at 07:30, 18:00 (Europe/Berlin, where it is 13:00 now), "
            "with 5 stories at most, as headlines and without a sound."
        ),
        "It pauses until 12 Dec 2026.",
        "Breaking news does not come.",
    ]
    assert screen.labels == [
        *("Times", "Days", "Time zone", "Stories", "In full", "With a sound"),
        "Only what is followed here",
        *("Pause", "Breaking news", "Turn off", "Done"),
    ]


async def test_a_digest_that_is_off_is_turned_on_and_off(bot: Running, reader: Person) -> None:
    await reader.sends("/settings")
    screen = await reader.hears()
    assert screen.text == "The digest is off.\nBreaking news does not come."
    screen = await pressed(reader, screen, "Turn on")
    assert screen.text.startswith("The digest comes every day at 07:30 (UTC, ")
    screen = await pressed(reader, screen, "Turn off")
    assert screen.labels == ["Turn on", "Breaking news", "Done"]
    assert chosen(bot, reader.id) is None
    await reader.hears_nothing()


async def test_times_are_added_and_taken_away_and_one_stays(bot: Running, reader: Person) -> None:
    screen = await pressed(reader, await opened(reader), "Times")
    assert "✓ 07" in screen.labels
    assert len(screen.labels) == 25
    screen = await pressed(reader, screen, "18", "18:15")
    assert screen.labels == ["18:00", "✓ 18:15", "18:30", "18:45", "Back"]
    screen = await pressed(reader, screen, "Back", "✓ 07", "✓ 07:30")
    preferences = chosen(bot, reader.id)
    assert preferences
    assert preferences.times == (time(18, 15),)
    screen = await pressed(reader, screen, "Back", "✓ 18")
    press = await reader.presses(screen, "✓ 18:15")
    assert "needs one time at least" in await press.answer()
    assert preferences == chosen(bot, reader.id)


async def test_a_time_that_was_typed_can_be_taken_away_too(bot: Running, reader: Person) -> None:
    screen = await pressed(reader, await opened(reader, "07:10, 9:00"), "Times", "✓ 07")
    assert screen.labels == ["07:00", "✓ 07:10", "07:15", "07:30", "07:45", "Back"]
    assert "✓ 07:10" not in (await pressed(reader, screen, "✓ 07:10")).labels


async def test_no_more_times_than_can_be_typed(bot: Running, reader: Person) -> None:
    screen = await pressed(reader, await opened(reader, "1:00, 2:00, 3:00, 4:00, 5:00, 6:00"), "Times", "07")
    press = await reader.presses(screen, "07:00")
    assert await press.answer() == "At most 6 times a day. Please leave some out."


async def test_days_are_toggled_one_by_one_or_together_and_one_stays(bot: Running, reader: Person) -> None:
    screen = await pressed(reader, await opened(reader), "Days", "Weekdays")
    preferences = chosen(bot, reader.id)
    assert preferences
    assert preferences.days == WEEKDAYS
    assert screen.labels[-3:] == ["Every day", "✓ Weekdays", "Back"]
    screen = await pressed(reader, screen, "✓ Mon", "✓ Tue", "✓ Wed", "✓ Thu", "Sun", "✓ Fri")
    assert screen.text.startswith("The digest comes on Sunday.")
    press = await reader.presses(screen, "✓ Sun")
    assert "needs one day at least" in await press.answer()


async def test_stories_form_sound_and_breaking_news_are_a_tap_each(bot: Running, reader: Person) -> None:
    screen = await pressed(reader, await opened(reader), "Stories", "3", "Headlines only", "Without a sound")
    assert "with 3 stories at most, as headlines and without a sound." in screen.text
    screen = await pressed(reader, screen, "Only what is followed here")
    assert "It has only what is followed here (/mine)." in screen.text
    assert "only what" not in (await pressed(reader, screen, "All news, followed first")).text
    screen = await pressed(reader, screen, "Breaking news", "At night too")
    assert screen.text.endswith("Breaking news comes at once, at night too.")
    assert "✓ At night too" in (await pressed(reader, screen, "Breaking news")).labels


async def test_a_pause_is_reckoned_from_today_and_ended(bot: Running, reader: Person, clock: Clock) -> None:
    screen = await pressed(reader, await opened(reader), "Pause", "A month")
    preferences = chosen(bot, reader.id)
    assert preferences
    assert preferences.paused_until == date(2026, 12, 23)
    assert "It pauses until 23 Dec 2026." in screen.text
    screen = await pressed(reader, screen, "Pause", "Until it is resumed")
    assert "It pauses until it is resumed." in screen.text
    screen = await pressed(reader, screen, "Pause", "End the pause")
    assert "pauses" not in screen.text


async def test_a_pause_that_is_over_is_said_no_more(bot: Running, reader: Person, clock: Clock) -> None:
    await opened(reader, "07:30 until 30 Nov")
    clock.goes_on(days=7)
    await reader.sends("/settings")
    screen = await reader.hears()
    assert "pauses" not in screen.text
    assert "End the pause" not in (await pressed(reader, screen, "Pause")).labels
    await reader.sends("/digest 08:00")
    assert "pauses" not in (await reader.hears()).text


async def test_a_zone_is_chosen_by_the_time_it_is_there(bot: Running, reader: Person) -> None:
    screen = await pressed(reader, await opened(reader), "Time zone")
    assert "send /digest and a big city" in screen.text
    assert "✓ Berlin 13:00" in screen.labels
    screen = await pressed(reader, screen, "Tokyo 21:00")
    assert "(Asia/Tokyo, where it is 21:00 now)" in screen.text


async def test_a_location_asks_which_of_the_zones_around_it(bot: Running, server: BotApi, reader: Person) -> None:
    screen = await pressed(reader, await opened(reader), "Time zone")
    await reader.presses(screen, "By where I am")
    await reader.hears()
    keyboard = server.called("sendMessage")[-1].structure("reply_markup", dict)["keyboard"]
    assert keyboard == [[{"text": "Send where I am", "request_location": True}]]
    await reader.sends_location(42.2, -8.7)  # Vigo, in Spain, where Lisbon is nearer than Madrid
    assert "forgotten the place" in (await reader.hears()).text
    question = await reader.hears()
    assert question.text == "Which of these clocks is yours?"
    assert {"Madrid 13:00", "Lisbon 12:00"} < set(question.labels)
    screen = await pressed(reader, question, "Madrid 13:00")
    assert "(Europe/Madrid, where it is 13:00 now)" in screen.text


async def test_done_leaves_what_was_chosen_without_buttons(bot: Running, reader: Person) -> None:
    screen = await pressed(reader, await opened(reader), "Done")
    assert screen.labels == []
    assert screen.text.endswith("/settings opens this again.")


async def test_an_old_message_changes_what_is_chosen_now(bot: Running, reader: Person) -> None:
    old = await opened(reader)
    await reader.sends("/digest 18:00 Tokyo weekdays")
    await reader.hears()
    screen = await pressed(reader, old, "Headlines only")
    assert screen.text.startswith("The digest comes on weekdays at 18:00 (Asia/Tokyo, ")
    assert "as headlines" in screen.text


async def test_the_same_button_twice_is_as_once(bot: Running, reader: Person) -> None:
    screen = await pressed(reader, await opened(reader), "Times", "18")
    first, second = await reader.presses(screen, "18:00"), await reader.presses(screen, "18:00")
    assert [await first.answer(), await second.answer()] == ["", ""]
    assert "✓ 18:00" in (await reader.hears_edit()).labels
    await reader.hears_nothing()
    preferences = chosen(bot, reader.id)
    assert preferences
    assert preferences.times == (time(7, 30), time(18))


async def test_a_button_of_a_digest_that_is_off_by_now_says_so(bot: Running, reader: Person) -> None:
    screen = await opened(reader)
    await reader.sends("/digest off")
    await reader.hears()
    press = await reader.presses(screen, "Headlines only")
    assert "The digest is off" in await press.answer()
    assert chosen(bot, reader.id) is None


async def test_forged_data_changes_nothing(bot: Running, reader: Person) -> None:
    screen = await opened(reader)
    before = chosen(bot, reader.id)
    wrong = (
        "time=+25:00 time=07:30 time= day=+8 days=x zone=Europe stories=21 form= pause=9 other=1 breaking=x digest=x"
    )
    for data in [f"set::{what}" for what in wrong.split()] + ["set:", "set:x:times", "set:-1 -2:times"]:
        press = await reader.forges(screen, data)
        assert "no longer in use" in await press.answer(), data
    assert chosen(bot, reader.id) == before


async def test_a_groups_settings_are_for_its_administrators_asked_at_each_press(
    bot: Running, server: BotApi, reader: Person
) -> None:
    boss = server.user("Boss", id=300)
    group = server.group("Desk", members=[reader, boss], admins=[boss])
    await group.says(reader, "/settings@sourceline_bot")
    assert "administrators" in (await group.hears()).text
    await group.says(boss, "/settings@sourceline_bot")
    screen = await group.hears()
    press = await reader.presses(screen, "Turn on")
    assert "administrators" in await press.answer()
    screen = await pressed(boss, screen, "Turn on", of=group)
    assert "By where I am" not in (await pressed(boss, screen, "Time zone", of=group)).labels
    group.chat.members[boss.id] = "member"
    press = await boss.presses(screen, "Turn off")
    assert "administrators" in await press.answer()
    found = bot.services.subscriptions.get(Destination(group.id))
    assert found
    assert (found.set_up_by, found.title) == (boss.id, "Desk")


async def test_each_topic_of_a_group_has_its_own(bot: Running, server: BotApi, reader: Person) -> None:
    group = server.group("Desk", members=[reader], admins=[reader], supergroup=True)
    topic = group.opens_topic("News")
    thread = {"message_thread_id": topic, "is_topic_message": True}
    post(server.world, group.chat, reader.id, "/settings@sourceline_bot", extra=thread)
    screen = await group.hears()
    assert screen.raw["message_thread_id"] == topic
    await pressed(reader, screen, "Turn on", of=group)
    assert chosen(bot, group.id) is None
    assert chosen(bot, group.id, topic)


async def test_a_topic_of_a_private_chat_gets_the_digest_that_was_set_up_in_it(
    bot: Running, server: BotApi, editor: Person, reader: Person, clock: Clock
) -> None:
    topic = open_topic(reader.chat, "News")
    thread = {"message_thread_id": topic, "is_topic_message": True}
    post(server.world, reader.chat, reader.id, "/digest 12:01", extra=thread)
    await reader.hears()
    post(server.world, reader.chat, reader.id, "/settings", extra=thread)
    screen = await pressed(reader, await reader.hears(), "Headlines only")
    assert screen.raw["message_thread_id"] == topic
    assert chosen(bot, reader.id) is None
    await push(editor, HARBOUR)
    clock.goes_on(minutes=1)
    delivery = bot.application.bot_data.sending
    assert isinstance(delivery, DigestDelivery)
    await delivery.tick(clock())
    digest = await reader.hears()
    assert digest.raw["message_thread_id"] == topic
    assert digest.labels == ["Harbour Ferry Resumes After Storm Repairs"]
