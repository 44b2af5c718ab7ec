"""What readers see: /latest, /topic, /story, help, and their buttons, over HTTP against the Bot API server."""

import re

import pytest
from botapi import BotApi, Person, broken
from running_bot import HARBOUR, LIBRARY, Clock, Running, push


async def test_latest_shows_the_newest_stories_first_with_marks_and_source_lines(
    bot: Running, editor: Person, reader: Person
) -> None:
    await push(editor, HARBOUR, LIBRARY)
    await reader.sends("/latest")
    answer = await reader.hears()
    assert answer.marked("bold") == ["Library Opens All Night for Exams", "Harbour Ferry Resumes After Storm Repairs"]
    assert re.search(r"runs again from Thursday, .* its pier\. \[1\]", answer.text)
    assert re.search(r"^\[1\] Reuters · received 23 Nov 2026 · ¶1", answer.text, re.MULTILINE)
    assert "A ferry leaves" not in answer.text
    assert answer.labels == ["Source lines", "Follow…"]


async def test_latest_gives_as_many_as_asked_and_more_on_a_button(bot: Running, editor: Person, reader: Person) -> None:
    await push(editor, HARBOUR, LIBRARY)
    await reader.sends("/latest 1")
    first = await reader.hears()
    assert first.marked("bold") == ["Library Opens All Night for Exams"]
    await reader.presses(first, "More")
    second = await reader.hears()
    assert second.marked("bold") == ["Harbour Ferry Resumes After Storm Repairs"]
    assert "More" not in second.labels


async def test_source_lines_shows_the_paragraphs_used_in_full_in_an_expandable_quote(
    bot: Running, editor: Person, reader: Person
) -> None:
    await push(editor, HARBOUR)
    await reader.sends("/latest")
    answer = await reader.hears()
    await reader.presses(answer, "Source lines")
    passages = await reader.hears()
    assert "¶1 The ferry between Norhavn and the islands runs again" in passages.text
    assert "expandable_blockquote" in [entity.type for entity in passages.entities]
    assert "261123-1" in passages.text


async def test_a_button_pressed_twice_answers_once(bot: Running, editor: Person, reader: Person) -> None:
    await push(editor, HARBOUR, LIBRARY)
    await reader.sends("/latest 1")
    answer = await reader.hears()
    await reader.presses(answer, "More")
    await reader.presses(answer, "More")
    await reader.hears()
    await reader.hears_edit()
    await reader.hears_nothing()


@pytest.mark.parametrize("data", ["latest:999999 0 261123-2", "latest:1 1001 261123-2", "more:1001 ferry"])
async def test_a_forged_number_of_stories_is_no_button(bot: Running, editor: Person, reader: Person, data: str) -> None:
    await push(editor, HARBOUR)
    await reader.sends("/latest")
    press = await reader.forges(await reader.hears(), data)
    assert "no longer" in await press.answer()
    await reader.hears_nothing()


async def test_a_second_button_pressed_at_once_does_not_bring_the_first_back(
    bot: Running, editor: Person, reader: Person
) -> None:
    await push(editor, HARBOUR, LIBRARY)
    await reader.sends("/latest 1")
    answer = await reader.hears()
    await reader.presses(answer, "Source lines")
    await reader.presses(answer, "More")
    await reader.presses(answer, "Source lines")
    passages, more = await reader.hears_all()
    assert "¶1" in passages.text
    assert more.marked("bold") == ["Harbour Ferry Resumes After Storm Repairs"]
    shown = reader.sees(answer)
    assert shown
    assert shown.labels == ["Follow", "Mute"]


async def test_a_button_whose_message_could_not_be_changed_can_be_pressed_again(
    bot: Running, server: BotApi, editor: Person, reader: Person
) -> None:
    await push(editor, HARBOUR)
    await reader.sends("/latest")
    answer = await reader.hears()
    server.fails("editMessageReplyMarkup", broken())
    await reader.presses(answer, "Source lines")
    await reader.hears_nothing()
    await reader.presses(answer, "Source lines")
    assert "¶1" in (await reader.hears()).text


async def test_a_button_of_an_old_message_says_so(bot: Running, editor: Person, reader: Person) -> None:
    await push(editor, HARBOUR)
    await reader.sends("/latest")
    answer = await reader.hears()
    await (await reader.presses(answer, "Source lines", forgotten=True)).answer()
    assert "send the command again" in reader.alerts[-1]


@pytest.mark.parametrize(
    "data",
    [
        "latest:x",
        "latest:",
        "more:-1 a",
        "sources:",
        "sources:zzz",
        "nonsense",
        "topic:",
        "related:",
        "related:|261123-1",
        "article:zzz",
        "lines:",
        "story:991231-7",
        "split:261123-1",
        "sources:261123-1|261123-1~x+y",
    ],
)
async def test_a_forged_button_does_no_harm(
    data: str, bot: Running, server: BotApi, editor: Person, reader: Person
) -> None:
    await push(editor, HARBOUR)
    await reader.sends("/latest")
    answer = await reader.hears()
    await reader.forges(answer, data)
    await server.settled()
    assert all("Sorry" not in alert for alert in reader.alerts)


async def test_a_topic_finds_by_stem_case_and_free_text(bot: Running, editor: Person, reader: Person) -> None:
    await push(editor, HARBOUR, LIBRARY)
    for question in ("/topic FERRIES", "/topic ferry", "ferry", "student exam"):
        await reader.sends(question)
        answer = await reader.hears()
        expected = "Library" if "exam" in question else "Harbour"
        assert [headline.split()[0] for headline in answer.marked("bold")] == [expected]


async def test_a_topic_without_stories_offers_the_nearest_as_buttons(
    bot: Running, editor: Person, reader: Person
) -> None:
    await push(editor, HARBOUR, LIBRARY)
    await reader.sends("/topic zzz")
    answer = await reader.hears()
    assert "Nothing on “zzz” yet" in answer.text
    await reader.presses(answer, answer.labels[0])
    assert (await reader.hears()).marked("bold")


async def test_topic_alone_offers_what_is_covered_most(bot: Running, editor: Person, reader: Person) -> None:
    await push(editor, HARBOUR, LIBRARY)
    await reader.sends("/topic")
    assert (await reader.hears()).labels


async def test_an_empty_archive_says_what_will_happen(bot: Running, reader: Person) -> None:
    for question in ("/latest", "/topic", "/topic ferry"):
        await reader.sends(question)
        assert "yet" in (await reader.hears()).text


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("/latest many", "/latest 5"),
        ("/latest 0", "/latest 5"),
        ("/latest 11", "/latest 5"),
        ("/story", "/story 261123-1"),
        ("/story 991231-7", "991231-7"),
        ("/digest soon", "/digest 07:30"),
        ("/digest 07:30 Mars", "mars"),
        ("/weather", "/help"),
    ],
)
async def test_a_wrong_question_is_answered_with_how_it_goes(
    question: str, expected: str, bot: Running, reader: Person
) -> None:
    await reader.sends(question)
    assert expected in (await reader.hears()).text


async def test_a_story_is_found_by_its_number(bot: Running, editor: Person, reader: Person) -> None:
    await push(editor, HARBOUR)
    await reader.sends("/story 261123-1")
    assert (await reader.hears()).marked("bold") == ["Harbour Ferry Resumes After Storm Repairs"]


async def test_moments_are_told_in_the_readers_own_zone_wherever_they_stand(
    bot: Running, editor: Person, reader: Person, clock: Clock
) -> None:
    await reader.sends("/digest 07:30 Pacific/Auckland")  # thirteen hours ahead: noon in UTC is one in the night
    await reader.hears()
    await push(editor, HARBOUR)
    clock.goes_on(minutes=5)
    await push(editor, LIBRARY)
    await editor.sends("/merge 261123-1 261123-2")
    await editor.hears()
    await reader.sends("/latest")
    answer = await reader.hears()
    assert "first seen 01:00" in answer.text
    assert "received 24 Nov 2026" in answer.text
    await reader.presses(answer, "Source lines")
    await reader.hears_edit()
    assert "received 24 Nov 2026" in (await reader.hears()).text


async def test_start_and_help_say_what_the_bot_can_do(bot: Running, editor: Person, reader: Person) -> None:
    await reader.sends("/start")
    assert "/latest" in (await reader.hears()).text
    await reader.sends("/help")
    assert "/push" not in (await reader.hears()).text
    await editor.sends("/help")
    await editor.hears()
    assert "/push" in (await editor.hears()).text


async def test_in_a_group_commands_are_answered_and_talk_is_not(
    bot: Running, server: BotApi, editor: Person, reader: Person
) -> None:
    group = server.group("Desk", members=[editor, reader])
    await push(editor, HARBOUR)
    await group.says(reader, "/latest@sourceline_bot")
    assert (await group.hears()).marked("bold") == ["Harbour Ferry Resumes After Storm Repairs"]
    await group.says(reader, "/weather@other_bot")
    await group.says(reader, "ferry")
    await group.hears_nothing()


async def test_an_edited_message_is_not_answered_again(bot: Running, reader: Person) -> None:
    message = await reader.sends("/latest")
    await reader.hears()
    await reader.edits(message, "/help")
    await reader.hears_nothing()


async def test_everyone_is_shown_their_own_commands(
    bot: Running, server: BotApi, editor: Person, reader: Person
) -> None:
    names = [
        "latest",
        "topic",
        "digest",
        "settings",
        "follow",
        "mute",
        "mine",
        "breaking",
        "preview",
        "story",
        "help",
    ]
    assert [name for name, _ in reader.commands()] == names
