"""What readers see of a story that several articles tell, and how editors join and split: over HTTP."""

from botapi import BotApi, Person
from running_bot import HARBOUR, LIBRARY, Clock, Running, push

FIRST = """Title: Fire Closes the Old Mill in Dunmore
Source: Dunmore Gazette
Date: 23 November 2026

A fire closed the Old Mill in Dunmore on Monday, and twelve people were taken to hospital, the fire brigade said.

The Old Mill holds forty flats and a theatre. Commander Rhea Costas said the fire began in the theatre's workshop.
"""

SECOND = """Title: Twelve in Hospital After Fire at the Old Mill in Dunmore
Source: Valley Radio
Date: 23 November 2026

Twelve people were taken to hospital after a fire at the Old Mill in Dunmore on Monday, the fire brigade said.

Trains through Dunmore were stopped for three hours, the railway company said on Monday evening.
"""

THIRD = """Title: Old Mill in Dunmore May Open Again by Spring After Fire
Source: Northern Wire

The Old Mill in Dunmore may open again by spring, its owner, Petra Malik, said on Tuesday.

The damage is four million crowns, and all of the twelve people taken to hospital are home again.
"""


FIRST_HEADLINE = "Fire Closes the Old Mill in Dunmore"
SECOND_HEADLINE = "Twelve in Hospital After Fire at the Old Mill in Dunmore"


async def one_story(editor: Person, *texts: str) -> None:
    """Push the texts, the first articles of the archive, and see to it that they are one story."""
    await push(editor, *texts)
    await editor.sends("/merge " + " ".join(f"261123-{number}" for number in range(1, len(texts) + 1)))
    assert "one story" in (await editor.hears()).text.lower()


async def test_a_story_of_two_articles_is_one_briefing_with_a_source_line_each(
    bot: Running, editor: Person, reader: Person
) -> None:
    await push(editor, LIBRARY, FIRST, SECOND)
    await reader.sends("/latest")
    answer = await reader.hears()
    assert len(answer.marked("bold")) == 2
    assert "2 outlets · first seen 12:00" in answer.text
    assert "[1] Dunmore Gazette" in answer.text
    assert "[2] Valley Radio" in answer.text
    assert answer.text.count("taken to hospital") <= answer.text.count("Twelve in Hospital") + 1


async def test_a_reader_who_saw_a_story_gets_what_is_new_since(
    bot: Running, editor: Person, reader: Person, server: BotApi, clock: Clock
) -> None:
    await push(editor, FIRST, SECOND)
    await reader.sends("/latest")
    await reader.hears()
    clock.goes_on(hours=2)
    await push(editor, THIRD)
    await editor.sends("/merge 261123-1 261123-3")
    await editor.hears()
    await reader.sends("/topic Dunmore")
    again = await reader.hears()
    assert "New since 12:00:" in again.text
    assert "may open again by spring" in again.text
    assert "Rhea Costas" not in again.text
    stranger = server.user("Sven", id=300)
    await stranger.sends("/latest")
    assert "New since" not in (await stranger.hears()).text


async def test_the_new_since_of_an_answer_has_source_lines_that_match(
    bot: Running, editor: Person, reader: Person, clock: Clock
) -> None:
    await push(editor, FIRST)
    await reader.sends("/latest")
    await reader.hears()
    clock.goes_on(hours=2)
    await push(editor, THIRD)
    await editor.sends("/merge 261123-1 261123-2")
    await editor.hears()
    await reader.sends("/latest")
    answer = await reader.hears()
    await reader.presses(answer, "Source lines")
    passages = await reader.hears()
    assert "¶1 The Old Mill in Dunmore may open again by spring" in passages.text
    assert "Rhea Costas" not in passages.text


async def test_articles_that_are_not_quoted_are_counted_and_listed_on_a_button(
    bot: Running, editor: Person, reader: Person
) -> None:
    await one_story(editor, FIRST, SECOND, THIRD, HARBOUR, LIBRARY)
    await reader.sends("/latest")
    answer = await reader.hears()
    assert len(answer.marked("bold")) == 1
    assert "and 2 more" in answer.text or "and 3 more" in answer.text
    assert answer.labels == ["Source lines", "All sources", "Follow", "Mute"]
    await reader.presses(answer, "All sources")
    listed = await reader.hears()
    assert all(f"261123-{number}" in listed.text for number in range(1, 6))


async def test_a_button_shows_the_story_as_it_was_when_it_was_sent(
    bot: Running, editor: Person, reader: Person
) -> None:
    await push(editor, FIRST)
    await reader.sends("/latest")
    answer = await reader.hears()
    await push(editor, SECOND)
    await reader.presses(answer, "Source lines")
    assert "Valley Radio" not in (await reader.hears()).text


async def test_the_number_of_an_article_gives_that_article_and_a_way_to_its_whole_story(
    bot: Running, editor: Person, reader: Person
) -> None:
    await one_story(editor, FIRST, SECOND)
    for number, headline in ((1, FIRST_HEADLINE), (2, SECOND_HEADLINE)):
        await reader.sends(f"/story 261123-{number}")
        own = await reader.hears()
        assert own.marked("bold") == [headline]
        assert own.text.startswith(f"{headline} · 261123-{number}\n")
        assert own.labels == ["Source lines", "Whole story (2 articles)", "Follow", "Mute"]
        await reader.presses(own, "Whole story (2 articles)")
        assert "[2] Valley Radio" in (await reader.hears()).text


async def test_an_article_that_stands_alone_is_its_story(bot: Running, editor: Person, reader: Person) -> None:
    await push(editor, HARBOUR)
    await reader.sends("/story 261123-1")
    assert (await reader.hears()).labels == ["Source lines", "Follow", "Mute"]


async def test_source_lines_under_an_article_of_a_story_are_its_own(
    bot: Running, editor: Person, reader: Person
) -> None:
    await one_story(editor, FIRST, SECOND)
    await reader.sends("/story 261123-1")
    await reader.presses(await reader.hears(), "Source lines")
    passages = await reader.hears()
    assert "¶1 A fire closed the Old Mill" in passages.text
    assert "Valley Radio" not in passages.text


async def test_reading_one_article_of_a_story_does_not_count_as_reading_the_story(
    bot: Running, editor: Person, reader: Person
) -> None:
    await one_story(editor, FIRST, SECOND)
    await reader.sends("/story 261123-1")
    await reader.hears()
    await push(editor, THIRD)
    await editor.sends("/merge 261123-1 261123-3")
    await editor.hears()
    await reader.sends("/latest")
    assert "New since" not in (await reader.hears()).text


async def test_an_editor_splits_a_story_and_takes_that_back(bot: Running, editor: Person, reader: Person) -> None:
    await one_story(editor, FIRST, SECOND)
    await editor.sends("/split 261123-2")
    answer = await editor.hears()
    assert answer.text.startswith("A story of its own now:")
    assert answer.marked("bold") == ["Twelve in Hospital After Fire at the Old Mill in Dunmore"]
    await reader.sends("/latest")
    assert len((await reader.hears()).marked("bold")) == 2
    await editor.sends("/undo")
    assert (await editor.hears()).text.startswith("Taken back: its story has 2 articles now.\n")
    await reader.sends("/latest")
    assert len((await reader.hears()).marked("bold")) == 1


async def test_wrong_joins_and_splits_are_answered_with_how_they_go(bot: Running, editor: Person) -> None:
    await push(editor, HARBOUR, LIBRARY)
    for question, expected in {
        "/merge": "/merge 261123-1 261123-4",
        "/merge 261123-1": "/merge 261123-1 261123-4",
        "/merge 261123-1 261123-1": "in one story already",
        "/merge 261123-1 261123-9": "There is no story 261123-9",
        "/split": "/split 261123-4",
        "/split 261123-1": "stands alone already",
        "/split 261123-9": "There is no story 261123-9",
    }.items():
        await editor.sends(question)
        assert expected in (await editor.hears()).text


async def test_readers_neither_join_nor_split(bot: Running, editor: Person, reader: Person) -> None:
    await push(editor, HARBOUR, LIBRARY)
    for question in ("/merge 261123-1 261123-2", "/split 261123-1"):
        await reader.sends(question)
        assert "Only editors" in (await reader.hears()).text


async def test_a_story_of_more_outlets_comes_before_a_newer_one_of_the_same_hours(
    bot: Running, editor: Person, reader: Person, clock: Clock
) -> None:
    await one_story(editor, FIRST, SECOND)
    clock.goes_on(hours=1)
    await push(editor, LIBRARY)
    await reader.sends("/latest")
    assert (await reader.hears()).marked("bold")[1] == "Library Opens All Night for Exams"
    clock.goes_on(hours=5)
    await push(editor, HARBOUR)
    await reader.sends("/latest")
    assert (await reader.hears()).marked("bold")[0] == "Harbour Ferry Resumes After Storm Repairs"


async def test_the_digest_tells_stories_and_what_is_new_in_them(
    bot: Running, editor: Person, reader: Person, clock: Clock
) -> None:
    await push(editor, FIRST)
    await reader.sends("/digest")
    assert "in one story" in (await reader.hears()).text
    clock.goes_on(hours=2)
    await push(editor, THIRD)
    await editor.sends("/merge 261123-1 261123-2")
    await editor.hears()
    await reader.sends("/digest")
    again = await reader.hears()
    assert "in one story" in again.text
    assert "New since 12:00:" in again.text


async def test_of_equal_matches_the_story_of_more_outlets_comes_first(
    bot: Running, editor: Person, reader: Person, clock: Clock
) -> None:
    await one_story(editor, FIRST, SECOND)
    clock.goes_on(hours=1)
    await push(editor, LIBRARY + "\nDunmore, he said.\n")
    await push(editor, "Title: Dunmore Choir Sings\n\nThe choir of Dunmore sings on Sunday in the market square.")
    await reader.sends("/topic Dunmore")
    headlines = (await reader.hears()).marked("bold")
    assert headlines[1:] == ["Dunmore Choir Sings", "Library Opens All Night for Exams"]
