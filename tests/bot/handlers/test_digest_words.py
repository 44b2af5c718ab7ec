"""What is answered to the words after `/digest`: what was made of them, and how to take it back."""

import pytest
from botapi import BotApi, Person
from running_bot import HARBOUR, Clock, Running, push

from bot.chats.destination import Destination
from bot.digests.delivery import DigestDelivery
from bot.preferences.digest_preferences import DAILY, UNTIL_RESUMED, WEEKDAYS, DigestPreferences


async def said(reader: Person, words: str) -> str:
    await reader.sends(words)
    return (await reader.hears()).text


def chosen(bot: Running, reader: Person) -> DigestPreferences:
    found = bot.services.subscriptions.find(Destination(reader.id))
    assert found
    return found.preferences


async def test_a_pause_without_an_end_lasts_until_it_is_resumed(
    bot: Running, editor: Person, reader: Person, clock: Clock
) -> None:
    await said(reader, "/digest 12:01")
    answer = await said(reader, "/digest pause")
    assert "It pauses until it is resumed. /digest resume ends the pause." in answer
    await push(editor, HARBOUR)
    delivery = bot.application.bot_data.sending
    assert isinstance(delivery, DigestDelivery)
    for _ in range(3):
        clock.goes_on(days=200)
        await delivery.tick(clock())
    await reader.hears_nothing()
    assert "It pauses until it is resumed." in await said(reader, "/settings")
    assert "pauses until it is resumed; /digest resume" in await said(reader, "/preview")
    await reader.hears()
    assert "pauses" not in await said(reader, "/digest resume")
    clock.goes_on(minutes=1)
    await delivery.tick(clock())
    assert (await reader.hears()).text.startswith("The digest: one new story.")


@pytest.mark.parametrize(
    ("words", "until"),
    [("pause until Friday", "27 Nov"), ("pause 3 days", "26 Nov"), ("pause for a week", "30 Nov")],
)
async def test_a_pause_ends_as_it_was_said(bot: Running, reader: Person, words: str, until: str) -> None:
    await said(reader, "/digest 07:30")
    answer = await said(reader, f"/digest {words}")
    assert f"It pauses until {until} 2026. /digest resume ends the pause." in answer


async def test_one_form_of_a_pause_is_named_everywhere(bot: Running, reader: Person) -> None:
    for words in ("/digest 07:30", "/digest pause until breakfast"):
        answer = await said(reader, words)
        assert "/digest pause until 12 Dec" in answer
        assert "/digest until" not in answer


async def test_what_does_not_come_cannot_pause(bot: Running, reader: Person) -> None:
    assert (await said(reader, "/digest pause")).startswith("The daily digest was not on.")
    await said(reader, "/digest 07:30")
    await said(reader, "/digest off")
    assert (await said(reader, "/digest pause 3 days")).startswith("The daily digest was not on.")
    assert bot.services.subscriptions.all() == []


@pytest.mark.parametrize("words", ["short", "quiet", "full", "weekdays", "on"])
async def test_words_that_start_an_ended_digest_again_say_so(bot: Running, reader: Person, words: str) -> None:
    await said(reader, "/digest 09:00 New York until 12 Dec")
    await said(reader, "/digest off")
    answer = await said(reader, f"/digest {words}")
    assert answer.startswith("It is on again: the digest arrives ")
    assert "at 09:00 (America/New_York)." in answer
    assert "pauses" not in answer
    assert (await said(reader, f"/digest {words}")).startswith("From now on the digest arrives ")


async def test_what_stays_until_it_is_changed_is_named_with_the_words_that_take_it_back(
    bot: Running, reader: Person
) -> None:
    await said(reader, "/digest 7pm weekdays short quiet")
    answer = await said(reader, "/digest 07:30, 18:00 Berlin")
    assert answer.startswith("From now on the digest arrives on weekdays at 07:30, 18:00 (Europe/Berlin).")
    assert "“/digest every day full loud” takes days, short and quiet back" in answer
    await said(reader, "/digest every day full loud")
    after = chosen(bot, reader)
    assert (after.days, after.headlines_only, after.silent) == (DAILY, False, False)
    help_lines = [line for line in (await said(reader, "/help")).splitlines() if line.startswith("/digest")]
    assert len(help_lines) == 2
    assert all(word in help_lines[1] for word in ("every day", "full", "loud"))


async def test_new_words_for_a_paused_digest_name_how_the_pause_ends(bot: Running, reader: Person) -> None:
    await said(reader, "/digest 07:30 until 12 Dec")
    answer = await said(reader, "/digest 9:00")
    assert "It pauses until 12 Dec 2026. /digest resume ends the pause." in answer
    assert "/digest resume ends the pause." in await said(reader, "/mine")


async def test_an_offset_is_told_back_as_it_was_typed(bot: Running, reader: Person) -> None:
    assert "07:30 (UTC+2)." in await said(reader, "/digest 07:30 UTC+2")
    assert "at 07:30 (UTC+2, where it is 14:00 now)" in await said(reader, "/settings")
    assert "07:00 (UTC+2)." in await said(reader, "/breaking on")
    assert "07:30 (UTC+2)." in await said(reader, "/preview")
    await reader.hears()
    assert "07:30 (UTC+2)." in await said(reader, "/mine")
    await reader.sends("/settings")
    await reader.presses(await reader.hears(), "Time zone")
    screen = await reader.hears_edit()
    assert "by the clock of UTC+2," in screen.text
    assert "✓ UTC+2 14:00" in screen.labels
    await reader.blocks()
    await reader.unblocks()
    await said(reader, "/start")
    assert "07:30 (UTC+2)." in (await reader.hears()).text


async def test_the_zone_of_an_ended_digest_still_counts(bot: Running, reader: Person) -> None:
    await said(reader, "/digest 07:30 New York")
    await said(reader, "/digest off")
    assert "(America/New_York)" in await said(reader, "/breaking on")
    await reader.sends("/digest")
    await reader.presses(await reader.hears(), "Every day at 07:30")
    assert "every day at 07:30 (America/New_York)" in (await reader.hears()).text


@pytest.mark.parametrize("word", ["help", "Status"])
async def test_help_and_status_tell_how_it_is_set_and_what_can_be_said(bot: Running, reader: Person, word: str) -> None:
    answer = await said(reader, f"/digest {word}")
    assert answer.startswith("The daily digest is off here. /digest on brings it every day at 07:30 (UTC).")
    assert bot.services.subscriptions.all() == []
    await said(reader, "/digest 09:00 weekdays Berlin pause")
    before = chosen(bot, reader)
    assert (before.days, before.paused_until) == (WEEKDAYS, UNTIL_RESUMED)
    answer = await said(reader, f"/digest {word}")
    assert answer.startswith("The digest arrives here on weekdays at 09:00 (Europe/Berlin). It pauses until it is res")
    assert all(f"{each}" in answer for each in ("every day", "full", "loud", "pause 3 days", "everything"))
    assert chosen(bot, reader) == before
    await said(reader, "/digest off")
    answer = await said(reader, f"/digest {word}")
    assert answer.startswith("The daily digest is off here. /digest on brings it on weekdays at 09:00 (Europe/Berlin).")
    assert "pauses" not in answer


async def test_all_that_help_offers_is_understood(bot: Running, reader: Person) -> None:
    answer = await said(
        reader, "/digest 07:30, 7pm noon mon, fri UTC+2 short quiet 5 stories followed pause until Monday"
    )
    assert answer.startswith("From now on the digest arrives on Monday, Friday at 07:30, 12:00, 19:00 (UTC+2).")


async def test_a_member_of_a_group_may_ask_how_its_digest_is_set(bot: Running, server: BotApi, reader: Person) -> None:
    group = server.group("Desk", members=[reader])
    await group.says(reader, "/digest@sourceline_bot status")
    assert (await group.hears()).text.startswith("The daily digest is off here.")
