"""What the buttons under stories and pushes bring: the articles of a story, what it is near, and a way out of it."""

import json

from botapi import BotApi, Person, broken
from running_bot import LIBRARY, Running, push

from briefings.model.article import Article, Draft
from briefings.model.story import StoryAssignment

FIRST = Draft(
    headline="Court Hears Witness in Bridge Trial",
    paragraphs=("A witness in the Dunmore bridge trial said on Monday that the cables were never tested.",),
    outlet="Dunmore Gazette",
)
SECOND = Draft(
    headline="Engineer Blames Savings for Bridge Fall",
    paragraphs=("The chief engineer of the Dunmore bridge blamed savings on cables in court on Monday.",),
    outlet="Valley Radio",
)
OTHER = Draft(
    headline="Dunmore Ferry Takes Over From Fallen Bridge",
    paragraphs=("A ferry carries 900 people a day across the river at Dunmore since the bridge fell.",),
    outlet="Harbour Post",
)
FIRE_TEXT = """A fire closed the Old Mill in Dunmore on Monday, and twelve people were taken to hospital, it was said.

The Old Mill holds forty flats and a theatre. Commander Rhea Costas said the fire began in the theatre's workshop.
"""
FIRE = f"Title: Fire Closes the Old Mill in Dunmore\nSource: Dunmore Gazette\n\n{FIRE_TEXT}"
FIRE_ON_RADIO = f"""Title: Twelve in Hospital After Fire at the Old Mill in Dunmore
Source: Valley Radio

{FIRE_TEXT}
Trains through Dunmore were stopped for three hours.
"""


def stored(bot: Running, draft: Draft, story: str | None = None, near: tuple[str, ...] = ()) -> Article:
    """An article as it is stored if it was assigned to that story, near those articles."""
    assignment = StoryAssignment(story, None, (), near)
    archive = bot.services.newsroom.archive
    return archive.add_or_match(draft, bot.services.clock, lambda _: assignment, lambda: None)[1]


# All sources


async def test_all_sources_names_each_article_with_outlet_and_date_and_opens_it(bot: Running, reader: Person) -> None:
    first = stored(bot, FIRST)
    second = stored(bot, SECOND, first.id)
    await reader.sends("/latest")
    await reader.presses(await reader.hears(), "All sources")
    listed = await reader.hears()
    for article in (first, second):
        assert f"{article.headline}\n{article.outlet} · received 23 Nov 2026 · {article.id}" in listed.text
    assert sorted(listed.labels) == sorted([FIRST.headline, SECOND.headline])
    await reader.presses(listed, FIRST.headline)
    own = await reader.hears()
    assert own.marked("bold") == [FIRST.headline]
    assert f"{FIRST.paragraphs[0]} [1]" in own.text
    assert "Valley Radio" not in own.text


async def test_each_list_of_many_articles_stays_within_what_telegram_takes(bot: Running, reader: Person) -> None:
    for story in range(5):
        ids: list[str] = []
        for number in range(9):
            draft = Draft(
                headline=f"Report {story}{number} " + "on the long bridge " * 9,
                paragraphs=(f"Cable {story}{number} held.",),
            )
            ids.append(stored(bot, draft, ids[0] if ids else None).id)
    await reader.sends("/latest 5")
    for message in await reader.hears_all():
        if "All sources" in message.labels:
            await reader.presses(message, "All sources")
    labels = [label for message in await reader.hears_all() for label in message.labels if label.startswith("Report")]
    assert len(labels) == 45


# Related


async def test_what_is_near_a_story_is_offered_and_opens_and_is_no_part_of_it(bot: Running, reader: Person) -> None:
    first = stored(bot, FIRST)
    stored(bot, OTHER, near=(first.id,))
    await reader.sends("/story 261123-1")
    answer = await reader.hears()
    assert answer.labels == ["Source lines", "Related", "Follow", "Mute"]
    assert "ferry" not in answer.text.lower()
    assert "articles" not in answer.text
    await reader.presses(answer, "Related")
    listed = await reader.hears()
    assert listed.text.startswith(f"Related to {FIRST.headline}\n– {OTHER.headline}\nHarbour Post")
    await reader.presses(listed, OTHER.headline)
    opened = await reader.hears()
    assert opened.marked("bold") == [OTHER.headline]
    assert opened.labels == ["Source lines", "Related", "Follow", "Mute"]


async def test_a_story_that_is_near_none_has_no_such_button(bot: Running, reader: Person) -> None:
    stored(bot, FIRST)
    await reader.sends("/latest")
    assert (await reader.hears()).labels == ["Source lines", "Follow", "Mute"]


async def test_of_several_stories_each_is_told_apart_with_what_it_is_near(bot: Running, reader: Person) -> None:
    first = stored(bot, FIRST)
    stored(bot, OTHER, near=(first.id,))
    stored(bot, Draft(headline="Library Opens All Night", paragraphs=("The library opens all night.",)))
    await reader.sends("/latest 3")
    await reader.presses(await reader.hears(), "Related")
    listed = await reader.hears()
    assert listed.marked("bold") == [OTHER.headline, FIRST.headline]
    assert listed.labels == [FIRST.headline, OTHER.headline]


async def test_related_stories_that_are_gone_by_now_are_said_to_be_gone(
    bot: Running, editor: Person, reader: Person
) -> None:
    first = stored(bot, FIRST)
    other = stored(bot, OTHER, near=(first.id,))
    await reader.sends("/story 261123-1")
    answer = await reader.hears()
    bot.services.newsroom.editing.delete(other.id, editor.id)
    await (await reader.presses(answer, "Related")).answer()
    assert "no longer in the archive" in reader.alerts[-1]


# Split


async def test_a_push_says_which_story_it_joined_and_a_button_takes_it_out(
    bot: Running, editor: Person, reader: Person
) -> None:
    await push(editor, FIRE)
    await editor.sends(f"/push {FIRE_ON_RADIO}")
    answer = await editor.hears()
    assert "One story with “Fire Closes the Old Mill in Dunmore” (Dunmore Gazette)." in answer.text
    assert answer.labels == ["Split 261123-2"]
    await editor.presses(answer, "Split 261123-2")
    split = await editor.hears()
    assert split.text.startswith("A story of its own now:\n\nTwelve in Hospital")
    await reader.sends("/latest")
    assert len((await reader.hears()).marked("bold")) == 2
    await editor.sends("/undo")
    assert (await editor.hears()).text.startswith("Taken back:")
    await reader.sends("/latest")
    assert len((await reader.hears()).marked("bold")) == 1


async def test_where_telegram_cannot_be_reached_nothing_is_split_and_the_button_can_be_pressed_again(
    bot: Running, server: BotApi, editor: Person
) -> None:
    await push(editor, FIRE)
    await editor.sends(f"/push {FIRE_ON_RADIO}")
    answer = await editor.hears()
    server.fails("editMessageReplyMarkup", broken())
    await editor.presses(answer, "Split 261123-2")
    await server.settled()
    assert bot.services.newsroom.queries.story("261123-1").size == 2
    await editor.presses(answer, "Split 261123-2")
    assert (await editor.hears()).text.startswith("A story of its own now:\n\nTwelve in Hospital")


async def test_a_second_press_on_split_does_nothing(bot: Running, server: BotApi, editor: Person) -> None:
    await push(editor, FIRE)
    await editor.sends(f"/push {FIRE_ON_RADIO}")
    answer = await editor.hears()
    presses = [await editor.presses(answer, "Split 261123-2") for _ in range(2)]
    assert [await press.answer() for press in presses] == ["", ""]
    assert (await editor.hears()).text.startswith("A story of its own now:")
    await server.settled()
    assert editor.unheard == []


async def test_what_was_split_by_command_shows_as_a_story_of_its_own_when_the_button_is_pressed(
    bot: Running, editor: Person
) -> None:
    await push(editor, FIRE)
    await editor.sends(f"/push {FIRE_ON_RADIO}")
    answer = await editor.hears()
    await editor.sends("/split 261123-2")
    await editor.hears()
    await editor.presses(answer, "Split 261123-2")
    assert (await editor.hears()).text.startswith("A story of its own now:\n\nTwelve in Hospital")


async def test_a_push_that_joined_nothing_has_no_button(bot: Running, editor: Person) -> None:
    await editor.sends(f"/push {FIRE}")
    assert (await editor.hears()).labels == []


async def test_only_editors_split_with_a_button(bot: Running, server: BotApi, editor: Person) -> None:
    stranger = server.user("Sven", id=300)
    group = server.group("Desk", members=[editor, stranger])
    await push(editor, FIRE)
    await editor.sends(f"/push {FIRE_ON_RADIO}", into=group)
    answer = await group.hears()
    await (await stranger.presses(answer, "Split 261123-2")).answer()
    assert "Only editors" in stranger.alerts[-1]
    assert bot.services.newsroom.queries.story("261123-1").size == 2


async def test_a_push_of_many_names_those_that_joined_a_story_and_has_eight_buttons_at_most(
    bot: Running, editor: Person
) -> None:
    await push(editor, FIRE)
    lines = [
        json.dumps(
            {"title": f"Twelve in Hospital After Fire, Report {number}", "text": f"{FIRE_TEXT}\n\nReporter {number}."}
        )
        for number in range(10)
    ]
    lines.append(json.dumps({"title": "Library Opens", "text": LIBRARY.partition("\n\n")[2]}))
    await editor.sends_file("fire.jsonl", "\n".join(lines).encode())
    answer = await editor.hears()
    assert answer.text.startswith("Stored 11 articles:")
    assert answer.text.count("\nin one story with “") == 10
    assert "/split and an article’s number takes it out" in answer.text
    assert "with “Fire Closes the Old Mill in Dunmore” (Dunmore Gazette)" in answer.text
    assert answer.labels == [f"Split 261123-{number}" for number in range(2, 10)]
