"""`/follow`, `/mute`, `/mine`: what is said, and what comes in the digest."""

import pytest
from botapi import BotApi, Message, Person
from running_bot import HARBOUR, LIBRARY, Clock, Running, push

from bot.digests.delivery import DigestDelivery

FERRY, EXAMS = "Harbour Ferry Resumes After Storm Repairs", "Library Opens All Night for Exams"
BRIDGE = """Title: Bridge Closes for a Week
Source: Valley Radio

The bridge at Dunmore closes for a week from Monday while its cables are tested, the county said on Friday.
"""


async def says(person: Person, text: str) -> Message:
    await person.sends(text)
    return await person.hears()


async def digest(bot: Running, clock: Clock, reader: Person) -> Message:
    """The digest of the next minute that is set for noon."""
    clock.goes_on(minutes=1)
    delivery = bot.application.bot_data.sending
    assert isinstance(delivery, DigestDelivery)
    await delivery.tick(clock())
    return await reader.hears()


async def test_what_is_followed_comes_first_in_the_digest(
    bot: Running, editor: Person, reader: Person, clock: Clock
) -> None:
    await push(editor, HARBOUR, LIBRARY)
    answer = await says(reader, "/follow Ferries")
    assert answer.text == (
        "Followed here: stories with “Ferries” come first in the digest. /unfollow Ferries takes that back. "
        "There is no daily digest here yet; /digest 07:30 starts one."
    )
    await says(reader, "/digest 12:01")
    assert (await digest(bot, clock, reader)).marked("bold") == [FERRY, EXAMS]


async def test_a_muted_word_keeps_stories_out_of_the_digest_but_not_out_of_answers(
    bot: Running, editor: Person, reader: Person, clock: Clock
) -> None:
    await push(editor, HARBOUR, LIBRARY)
    await says(reader, "/digest 12:01")
    answer = await says(reader, "/mute examination weeks")
    assert "“examination weeks” are left out of the digest; /latest and /topic still show them." in answer.text
    assert (await says(reader, "/digest")).marked("bold") == [FERRY]
    await reader.sends("/preview")
    await reader.hears()
    assert (await reader.hears()).marked("bold") == [FERRY]
    assert (await digest(bot, clock, reader)).marked("bold") == [FERRY]
    assert EXAMS in (await says(reader, "/latest")).text
    assert EXAMS in (await says(reader, "/topic library")).text
    assert (await says(reader, "/unmute Examination Weeks")).text == "“examination weeks” is muted here no more."
    assert EXAMS in (await says(reader, "/digest")).text


async def test_only_what_is_followed_if_the_chat_wants_that(
    bot: Running, editor: Person, reader: Person, clock: Clock
) -> None:
    await push(editor, HARBOUR, BRIDGE)
    assert "It has only what is followed here (/mine)." in (await says(reader, "/digest 12:01 followed")).text
    assert (await says(reader, "/digest")).text.startswith("A quiet day: nothing new of what is followed here.")
    await says(reader, "/follow outlet:valley radio")
    assert (await digest(bot, clock, reader)).marked("bold") == ["Bridge Closes for a Week"]
    assert "only what" not in (await says(reader, "/digest everything")).text


async def test_more_under_a_digest_keeps_to_the_choice_of_now(
    bot: Running, editor: Person, reader: Person, clock: Clock
) -> None:
    await push(editor, LIBRARY, HARBOUR, BRIDGE)
    await says(reader, "/follow exams")
    await says(reader, "/digest 12:01 1 story")
    first = await digest(bot, clock, reader)
    assert first.marked("bold") == [EXAMS]
    await says(reader, "/mute cables")
    await reader.presses(first, "More")
    assert (await reader.hears()).marked("bold") == [FERRY]


async def test_a_story_is_followed_by_the_number_of_any_of_its_articles(
    bot: Running, editor: Person, reader: Person
) -> None:
    await push(editor, HARBOUR, LIBRARY)
    answer = await says(reader, "/follow 261123-1")
    assert answer.text.startswith(
        f"Followed here: what is new in “{FERRY}” comes first in the digest. /unfollow 261123-1"
    )
    assert (await says(reader, "/digest")).marked("bold") == [FERRY, EXAMS]
    await says(reader, "/mute 261123-1")
    assert (await says(reader, "/digest")).marked("bold") == [EXAMS]
    assert (await says(reader, "/unmute 261123-1")).text == f"“{FERRY}” is muted here no more."
    assert (await says(reader, "/follow 261123-99")).text.startswith("There is no story 261123-99.")


async def test_mine_shows_all_and_takes_each_away(bot: Running, editor: Person, reader: Person) -> None:
    await push(editor, HARBOUR)
    assert (await says(reader, "/mine")).text.endswith(
        "/follow and some words put stories first in the digest; /mute leaves them out."
    )
    await says(reader, "/digest 18:00 weekdays")
    for text in ("/follow bridge", "/mute outlet:Reuters", "/follow 261123-1 now"):
        await says(reader, text)
    mine = await says(reader, "/mine")
    assert mine.text == (
        "The digest arrives here on weekdays at 18:00 (UTC).\n\n1. follows “bridge”\n2. mutes outlet:Reuters\n"
        f"3. follows the story “{FERRY}” (261123-1), at once"
    )
    assert mine.labels == ["Unfollow bridge", "Unmute Reuters", f"Unfollow {FERRY}", "Not at once"]
    assert (await says(reader, "/unfollow 2")).text == "“2” is not followed here. /mine shows what is."
    assert (await says(reader, "/unmute 2")).text == "“Reuters” is muted here no more."


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("/follow", "/follow puts stories first in the digest:"),
        ("/unfollow", "/unfollow ferry takes back /follow ferry"),
        ("/mute", "/mute leaves stories out of the digest:"),
        ("/unmute", "/unmute ferry takes back /mute ferry"),
        ("/follow ???", "There is no word in that."),
        ("/mute outlet:", "There is no word in that."),
        (f"/mute {'far too long ' * 5}", "That is too long to follow or mute: at most 60 characters."),
        ("/unfollow soap", "“soap” is not followed here."),
        ("/unmute 261123-4", "“261123-4” is not muted here."),
    ],
)
async def test_what_cannot_be_done_is_said_in_a_sentence(
    bot: Running, reader: Person, command: str, answer: str
) -> None:
    assert (await says(reader, command)).text.startswith(answer)


async def test_what_looks_like_a_pattern_or_a_filter_is_words(bot: Running, editor: Person, reader: Person) -> None:
    await push(editor, HARBOUR)
    for text in (
        "/mute ferr*",
        "/mute lang:en",
        "/mute .*",
        "/mute -soap",
        "/mute since:7d",
        "/mute a OR the pier OR b",
    ):
        await reader.sends(text)
        await reader.hears()
    assert (await says(reader, "/digest")).marked("bold") == [FERRY]


async def test_in_a_group_its_administrators_choose(bot: Running, server: BotApi, reader: Person) -> None:
    boss = server.user("Boss", id=300)
    group = server.group("Desk", members=[reader, boss], admins=[boss])
    await group.says(reader, "/follow@sourceline_bot ferry")
    assert "administrators" in (await group.hears()).text
    await group.says(boss, "/follow@sourceline_bot ferry")
    assert "“ferry”" in (await group.hears()).text
    await group.says(reader, "/mine@sourceline_bot")
    assert "1. follows “ferry”" in (await group.hears()).text
