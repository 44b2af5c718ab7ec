"""`/follow`, `/mute`, `/mine`: what is said, and what comes in the digest."""

import pytest
from botapi import BotApi, Message, Person
from running_bot import HARBOUR, LIBRARY, Clock, Running, push

from bot.chats.destination import Destination
from bot.digests.delivery import DigestDelivery
from bot.jobs.followed_news import FollowedNewsJob
from briefings.model.article import Draft
from briefings.model.story import StoryAssignment

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
        "The daily digest is off here; /digest on starts it."
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
    await reader.sends("/preview")
    await reader.hears()
    assert (await reader.hears()).marked("bold") == [FERRY]
    assert (await digest(bot, clock, reader)).marked("bold") == [FERRY]
    assert (await says(reader, "/digest")).marked("bold") == [FERRY]
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


# Buttons


async def test_a_story_alone_is_followed_and_let_go_by_the_same_button(
    bot: Running, editor: Person, reader: Person
) -> None:
    await push(editor, HARBOUR, LIBRARY)
    story = await says(reader, "/story 261123-1")
    assert story.labels == ["Source lines", "Follow", "Mute"]
    press = await reader.presses(story, "Follow")
    assert (await press.answer()).startswith("What is new in this story comes first in the digest here.")
    story = await reader.hears_edit()
    assert story.labels == ["Source lines", "Unfollow", "Mute"]
    assert (await says(reader, "/digest")).marked("bold") == [FERRY, EXAMS]
    assert (await says(reader, "/story 261123-1")).labels == ["Source lines", "Unfollow", "Mute"]
    press = await reader.presses(story, "Unfollow")
    assert await press.answer() == "This story is followed here no more."
    assert (await reader.hears_edit()).labels == ["Source lines", "Follow", "Mute"]
    assert bot.services.interests.of(Destination(reader.id)) == []


async def test_muting_a_story_ends_following_it(bot: Running, editor: Person, reader: Person) -> None:
    await push(editor, HARBOUR)
    story = await says(reader, "/latest 1")
    await reader.presses(story, "Follow")
    await reader.presses(await reader.hears_edit(), "Mute")
    assert (await reader.hears_edit()).labels == ["Source lines", "Follow", "Unmute"]
    assert (await says(reader, "/digest")).text == "A quiet day: nothing new beside what is muted here (/mine)."


async def test_of_several_stories_each_is_offered(bot: Running, server: BotApi, editor: Person, reader: Person) -> None:
    await push(editor, HARBOUR, LIBRARY, BRIDGE)
    await says(reader, "/follow 261123-2")
    latest = await says(reader, "/latest 3")
    assert latest.labels == ["Source lines", "Follow…"]
    await reader.presses(latest, "Follow…")
    choices = await reader.hears()
    assert choices.text == (
        f"Which of these do you want to follow, or mute?\n1. Bridge Closes for a Week\n2. {EXAMS}\n3. {FERRY}"
    )
    assert choices.labels == ["Follow 1", "Mute 1", "Unfollow 2", "Mute 2", "Follow 3", "Mute 3"]
    for label in ("Follow 1", "Mute 3", "Unfollow 2"):  # faster than the bot can show what came of them
        await reader.presses(choices, label)
    await server.settled()
    seen = reader.sees(choices)
    assert seen
    assert seen.labels == ["Unfollow 1", "Mute 1", "Follow 2", "Mute 2", "Follow 3", "Unmute 3"]


async def test_pressed_twice_it_is_followed_once(bot: Running, server: BotApi, editor: Person, reader: Person) -> None:
    await push(editor, HARBOUR)
    story = await says(reader, "/latest 1")
    for _ in range(2):
        await reader.presses(story, "Follow")
    await server.settled()
    assert [each.title for each in bot.services.interests.of(Destination(reader.id))] == [FERRY]
    seen = reader.sees(story)
    assert seen
    assert seen.labels == ["Source lines", "Unfollow", "Mute"]


async def test_a_button_that_was_used_up_does_not_come_back(
    bot: Running, server: BotApi, editor: Person, reader: Person
) -> None:
    await push(editor, HARBOUR)
    story = await says(reader, "/latest 1")
    await reader.presses(story, "Source lines")
    await reader.presses(story, "Follow")
    await server.settled()
    seen = reader.sees(story)
    assert seen
    assert seen.labels == ["Unfollow", "Mute"]


async def test_stories_that_became_one_are_let_go_together(bot: Running, editor: Person, reader: Person) -> None:
    await push(editor, HARBOUR, LIBRARY)
    for id in ("261123-1", "261123-2"):
        await says(reader, f"/follow {id}")
    await says(editor, "/merge 261123-1 261123-2")
    story = await says(reader, "/latest 1")
    assert "Unfollow" in story.labels
    await reader.presses(story, "Unfollow")
    assert "Follow" in (await reader.hears_edit()).labels
    assert bot.services.interests.of(Destination(reader.id)) == []


async def test_a_story_that_was_split_is_followed_where_its_article_is(
    bot: Running, editor: Person, reader: Person
) -> None:
    await push(editor, HARBOUR, LIBRARY)
    await says(editor, "/merge 261123-1 261123-2")
    await says(reader, "/follow 261123-2")
    await says(editor, "/split 261123-2")
    assert "Unfollow" in (await says(reader, "/story 261123-2")).labels
    assert "Follow" in (await says(reader, "/story 261123-1")).labels


async def test_a_deleted_story_is_said_to_be_gone_and_can_be_let_go(
    bot: Running, editor: Person, reader: Person
) -> None:
    await push(editor, HARBOUR, LIBRARY)
    first, second = await says(reader, "/story 261123-1"), await says(reader, "/story 261123-2")
    await reader.presses(second, "Follow")
    second = await reader.hears_edit()
    for id in ("261123-1", "261123-2"):
        bot.services.newsroom.editing.delete(id, editor.id)
    await (await reader.presses(first, "Follow")).answer()
    assert "There is no story" in reader.alerts[-1]
    assert await (await reader.presses(second, "Unfollow")).answer() == "This story is followed here no more."
    assert bot.services.interests.of(Destination(reader.id)) == []


async def test_news_of_a_deleted_story_can_be_turned_off(bot: Running, editor: Person, reader: Person) -> None:
    await push(editor, HARBOUR)
    await says(reader, "/follow 261123-1 now")
    bot.services.newsroom.editing.delete("261123-1", editor.id)
    press = await reader.presses(await says(reader, "/mine"), "Not at once")
    assert await press.answer() == "Its news comes with the digest, not at once."
    assert "At once" in (await reader.hears_edit()).labels


async def test_an_entry_of_mine_is_taken_away_by_its_button(bot: Running, server: BotApi, reader: Person) -> None:
    for text in ("/follow bridge", "/mute soap"):
        await says(reader, text)
    mine = await says(reader, "/mine")
    assert await (await reader.presses(mine, "Unmute soap")).answer() == "“soap” is muted here no more."
    assert (await reader.hears_edit()).labels == ["Unfollow bridge"]
    assert await (await reader.presses(mine, "Unmute soap")).answer() == "That was taken away before."
    assert (await says(reader, "/mine")).labels == ["Unfollow bridge"]


async def test_a_number_that_mine_does_not_have_takes_nothing_away(bot: Running, reader: Person) -> None:
    for text in ("/follow bridge", "/follow soap"):
        await says(reader, text)
    for number in ("0000000015", "0000000001", "3", "0"):
        assert f"“{number}”" in (await says(reader, f"/unfollow {number}")).text
    assert len(bot.services.interests.of(Destination(reader.id))) == 2


async def test_an_old_button_takes_away_nothing_that_was_chosen_since(bot: Running, reader: Person) -> None:
    await says(reader, "/follow bridge")
    mine = await says(reader, "/mine")
    for text in ("/unfollow bridge", "/follow soap"):
        await says(reader, text)
    assert await (await reader.presses(mine, "Unfollow bridge")).answer() == "That was taken away before."
    assert (await says(reader, "/mine")).labels == ["Unfollow soap"]


async def test_a_button_of_another_chat_takes_nothing_away(bot: Running, server: BotApi, reader: Person) -> None:
    other = server.user("Otto", id=201)
    await says(reader, "/follow bridge")
    await says(other, "/follow soap")
    (mine,) = bot.services.interests.of(Destination(reader.id))
    await (await other.forges(await says(other, "/mine"), f"forget:{mine.number}")).answer()
    assert bot.services.interests.of(Destination(reader.id)) == [mine]


@pytest.mark.parametrize(
    "data", ["follow:x", "mute:", "unfollow:261123-1 9999", "forget:-1", "atonce:x", "later:" + "9" * 40]
)
async def test_forged_data_is_refused_or_does_nothing(bot: Running, reader: Person, editor: Person, data: str) -> None:
    await push(editor, HARBOUR)
    story = await says(reader, "/latest 1")
    await (await reader.forges(story, data)).answer()
    assert bot.services.interests.of(Destination(reader.id)) == []


async def test_in_a_group_only_administrators_press(
    bot: Running, server: BotApi, editor: Person, reader: Person
) -> None:
    boss = server.user("Boss", id=300)
    group = server.group("Desk", members=[reader, boss], admins=[boss])
    await push(editor, HARBOUR)
    await group.says(reader, "/latest@sourceline_bot 1")
    story = await group.hears()
    assert "administrators" in await (await reader.presses(story, "Follow")).answer()
    await (await boss.presses(story, "Follow")).answer()
    assert [each.title for each in bot.services.interests.of(Destination(group.id))] == [FERRY]


# At once


async def news_at_once(bot: Running, clock: Clock) -> None:
    """What was pushed is noticed, gathered, and sent."""
    job = FollowedNewsJob(bot.services.followed_news, clock)
    await job.tick()
    clock.goes_on(minutes=10)
    await job.tick()
    delivery = bot.application.bot_data.sending
    assert isinstance(delivery, DigestDelivery)
    await delivery.tick(clock())


def goes_on(bot: Running, story: str, text: str) -> None:
    """An article joins a story."""
    draft = Draft(headline=text.rstrip("."), paragraphs=(text,), outlet="Valley Radio")
    bot.services.newsroom.archive.add_or_match(
        draft, bot.services.clock, lambda _: StoryAssignment(story), lambda: None
    )


async def test_the_news_of_a_story_comes_at_once_where_that_was_asked_for(
    bot: Running, server: BotApi, editor: Person, reader: Person, clock: Clock
) -> None:
    other = server.user("Otto", id=201)
    await push(editor, BRIDGE)
    answer = await says(reader, "/follow 261123-1 now")
    assert "Its news comes here at once, at most 5 times a day and not from 22:00 to 07:00." in answer.text
    assert answer.labels == ["Not at once"]
    await says(other, "/follow 261123-1")
    await news_at_once(bot, clock)
    await reader.hears_nothing()
    goes_on(bot, "261123-1", "Two cables of the bridge at Dunmore were found torn on Monday, the county said.")
    await news_at_once(bot, clock)
    news = await reader.hears()
    assert news.text.startswith("New in what you follow:\n\nTwo cables of the bridge")
    assert "closes for a week" not in news.text
    assert news.labels == ["Source lines", "All sources", "Unfollow", "Mute"]
    await news_at_once(bot, clock)
    await reader.hears_nothing()
    await other.hears_nothing()
    assert bot.services.reader_contexts.of(reader.id).positions == {"261123-1": "261123-2"}


async def test_a_button_has_it_come_at_once_and_no_more(
    bot: Running, editor: Person, reader: Person, clock: Clock
) -> None:
    await push(editor, BRIDGE)
    answer = await says(reader, "/follow 261123-1")
    assert answer.labels == ["At once"]
    press = await reader.presses(answer, "At once")
    assert (await press.answer()).startswith("Its news comes here at once, at most 5 times a day")
    answer = await reader.hears_edit()
    assert answer.labels == ["Not at once"]
    goes_on(bot, "261123-1", "Two cables of the bridge at Dunmore were found torn on Monday, the county said.")
    await news_at_once(bot, clock)
    news = await reader.hears()
    await reader.presses(answer, "Not at once")
    answer = await reader.hears_edit()
    assert answer.labels == ["At once"]
    goes_on(bot, "261123-1", "A ferry carries cars at Dunmore from Tuesday while the bridge is closed.")
    await news_at_once(bot, clock)
    await reader.hears_nothing()
    await reader.presses(news, "Unfollow")
    await reader.hears_edit()
    press = await reader.presses(answer, "At once")
    assert await press.answer() == "That was taken away before."


async def test_old_buttons_and_following_again_leave_at_once_as_it_is(
    bot: Running, editor: Person, reader: Person, clock: Clock
) -> None:
    await push(editor, BRIDGE)
    story, before = await says(reader, "/story 261123-1"), await says(reader, "/follow 261123-1")
    await says(reader, "/follow 261123-1 always")
    await (await reader.presses(story, "Follow")).answer()
    press = await reader.presses(before, "At once")
    assert (await press.answer()).startswith("Its news comes here at once, day and night")
    answer = await says(reader, "/follow 261123-1")
    assert "day and night" in answer.text
    assert answer.labels == ["Not at once"]


async def test_of_stories_that_became_one_the_one_whose_news_comes_at_once_is_kept(
    bot: Running, editor: Person, reader: Person
) -> None:
    await push(editor, HARBOUR, BRIDGE)
    await says(reader, "/follow 261123-1")
    await says(reader, "/follow 261123-2 now")
    await says(editor, "/merge 261123-1 261123-2")
    await says(reader, "/follow 261123-1")
    assert [each.at_once for each in bot.services.interests.of(Destination(reader.id))] == ["now"]
