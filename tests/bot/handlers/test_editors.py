"""What editors do: push in every way, correct, delete, undo; and that no one else can."""

import asyncio
import json
from pathlib import Path

import pytest
from botapi import BotApi, Channel, Person
from botapi.posting import post
from running_bot import EDITOR, HARBOUR, LIBRARY, Clock, Running, running_bot
from stored_articles import NOON, story
from web_server import WebServer

from bot.telegram_ids import ANONYMOUS_ADMINISTRATOR
from briefings.intake.result import IntakeResult
from briefings.language import word_segmentation

HARBOUR_HEADLINE = "Harbour Ferry Resumes After Storm Repairs"
LIBRARY_HEADLINE = "Library Opens All Night for Exams"


async def test_two_pasted_articles_are_stored_and_shown_with_id_and_briefing(bot: Running, editor: Person) -> None:
    await editor.sends(f"/push {HARBOUR}\n\n\n{LIBRARY}")
    answer = await editor.hears()
    assert answer.text.startswith("Stored 2 articles:")
    assert answer.marked("bold") == [HARBOUR_HEADLINE, LIBRARY_HEADLINE]
    assert answer.marked("code") == ["261123-1", "261123-2"]
    assert "\n[1] Reuters · received" in answer.text
    assert "typing" in editor.actions


async def test_the_caption_of_a_file_can_name_the_outlet_of_its_articles(bot: Running, editor: Person) -> None:
    await editor.sends_file("news.txt", f"{HARBOUR}\n---\n{LIBRARY}".encode(), caption="/push outlet: Sorra Post")
    report = (await editor.hears()).text
    assert report.startswith("Stored 2 articles")
    assert report.count("[1] Sorra Post") == 2


async def test_a_file_is_pushed_with_or_without_a_caption(bot: Running, editor: Person) -> None:
    await editor.sends_file("harbour.txt", HARBOUR.encode())
    assert (await editor.hears()).marked("bold") == [HARBOUR_HEADLINE]
    await editor.sends_file("library.md", f"# {LIBRARY}".encode(), caption="/push")
    assert (await editor.hears()).marked("bold") == [LIBRARY_HEADLINE]


async def test_the_files_of_an_album_are_one_batch_with_one_answer(bot: Running, editor: Person) -> None:
    await editor.sends_file("harbour.txt", HARBOUR.encode(), caption="/push", media_group="album")
    await editor.sends_file("library.txt", LIBRARY.encode(), media_group="album")
    answer = await editor.hears()
    assert answer.marked("bold") == [HARBOUR_HEADLINE, LIBRARY_HEADLINE]
    await editor.hears_nothing()


async def test_a_paste_that_telegram_cut_is_put_together_again(bot: Running, editor: Person) -> None:
    long = "\n".join(f"Paragraph {number} tells how the harbour was rebuilt, pier by pier." for number in range(120))
    parts = await editor.pastes(f"/push {HARBOUR_HEADLINE}\n\n{long}")
    assert len(parts) > 1
    await editor.hears()
    await editor.hears_nothing()
    article = bot.services.newsroom.queries.story("261123-1").sources[0].article
    assert "\n".join(article.paragraphs) == long


async def test_a_forwarded_post_is_an_article_of_its_channel(bot: Running, server: BotApi, editor: Person) -> None:
    channel = server.channel("Harbour Post", username="harbourpost")
    await editor.forwards(HARBOUR, origin=channel)
    answer = await editor.hears()
    assert answer.marked("bold") == [HARBOUR_HEADLINE]
    assert "[1] Harbour Post · via Reuters" in answer.text
    assert answer.links[0][1].startswith("https://t.me/harbourpost/")


async def test_any_message_answered_with_push_is_an_article(bot: Running, editor: Person, reader: Person) -> None:
    message = await editor.sends(HARBOUR)
    await editor.hears()  # taken as a topic
    await editor.replies(message, "/push")
    assert (await editor.hears()).marked("bold") == [HARBOUR_HEADLINE]


async def test_links_are_fetched_and_each_that_fails_is_named(bot: Running, editor: Person) -> None:
    paragraphs = "".join(f"<p>{text}</p>" for text in HARBOUR.split("\n\n")[5:])
    page = f"<html><body><article><h1>{HARBOUR_HEADLINE}</h1>{paragraphs}</article></body></html>"
    async with WebServer() as site:
        await editor.sends(f"/push {site.page('/harbour', page)} {site.url('/missing')}")
        answer = await editor.hears()
    assert answer.text.startswith("Stored:")
    assert "Not stored:" in answer.text
    assert "/missing" in answer.text.partition("Not stored:")[2]


async def test_one_bad_line_of_a_file_is_named_and_the_rest_is_stored(bot: Running, editor: Person) -> None:
    good = json.dumps({"title": "The Council Meets", "text": "The council met on Monday.\n\nIt decided on the budget."})
    await editor.sends_file("news.jsonl", f"{good}\n{{broken\n".encode())
    answer = await editor.hears()
    assert answer.text.startswith("Stored:")
    assert "news.jsonl" in answer.text.partition("Not stored:")[2]


async def test_the_same_article_again_is_already_here(bot: Running, editor: Person) -> None:
    await editor.sends(f"/push {HARBOUR}")
    await editor.hears()
    await editor.sends(f"/push {HARBOUR}")
    again = await editor.hears()
    assert again.text.startswith("Already here:")
    assert again.marked("bold") == [HARBOUR_HEADLINE]
    assert bot.services.newsroom.queries.stats(NOON).articles == 1


async def test_an_update_of_the_same_link_replaces_the_article(bot: Running, editor: Person) -> None:
    header = "URL: https://example.org/ferry?utm_source=x\n\n"
    await editor.sends(f"/push {header}{HARBOUR}")
    await editor.hears()
    await editor.sends(f"/push {header.replace('?utm_source=x', '')}{HARBOUR.replace('two million', 'three million')}")
    answer = await editor.hears()
    assert answer.text.startswith("Updated, the earlier version is kept:")
    assert bot.services.newsroom.queries.stats(NOON).articles == 1
    assert "three million" in " ".join(bot.services.newsroom.queries.story("261123-1").sources[0].article.paragraphs)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b" ", "empty.txt"),
        ("photo.jpg", b"\xff\xd8\xff", "photo.jpg"),
        ("zeros.txt", b"\0\0\0\0", "zeros.txt"),
        ("list.json", b"[1, 2", "list.json"),
    ],
)
async def test_a_file_that_cannot_be_read_is_named_with_its_reason(
    name: str, content: bytes, says: str, bot: Running, editor: Person
) -> None:
    await editor.sends_file(name, content)
    answer = await editor.hears()
    assert answer.text.startswith("Not stored:")
    assert says in answer.text


async def test_a_file_too_large_for_bots_is_refused_before_it_is_fetched(bot: Running, editor: Person) -> None:
    await editor.sends_file("huge.txt", b"x", size=21 * 2**20)
    assert "20 MB" in (await editor.hears()).text


async def test_push_alone_says_how_it_goes(bot: Running, editor: Person) -> None:
    await editor.sends("/push")
    assert (await editor.hears()).text.startswith("Send /push and a link")


async def test_a_person_who_is_no_editor_is_politely_refused_everywhere(
    bot: Running, server: BotApi, editor: Person, reader: Person
) -> None:
    await editor.sends(f"/push {HARBOUR}")
    await editor.hears()
    await reader.sends(f"/push {LIBRARY}")
    await reader.sends("/edit 261123-1 outlet Mine")
    await reader.sends("/delete 261123-1")
    await reader.sends("/undo")
    await reader.sends("/stats")
    await reader.sends_file("a.txt", LIBRARY.encode())
    await reader.sends_file("a.txt", LIBRARY.encode(), caption="/push")
    await reader.forwards(LIBRARY, origin=editor)
    answers = await reader.hears_all()
    assert len(answers) == 8
    assert all(answer.text.startswith("Only editors can do that.") for answer in answers)
    assert bot.services.newsroom.queries.stats(NOON).articles == 1


async def test_delete_asks_the_editor_who_wanted_it_and_no_one_else(
    bot: Running, server: BotApi, editor: Person, reader: Person
) -> None:
    group = server.group("Desk", members=[editor, reader])
    await editor.sends(f"/push {HARBOUR}")
    await editor.hears()
    await group.says(editor, "/delete@sourceline_bot 261123-1")
    question = await group.hears()
    assert question.labels == ["Delete", "Keep"]
    await (await reader.presses(question, "Delete")).answer()
    assert reader.alerts == ["Only editors can do that. You can read everything with /latest and /topic."]
    await editor.presses(question, "Delete")
    assert "/undo brings it back" in (await group.hears_edit()).text
    await editor.presses(question, "Delete")
    await server.settled()
    assert bot.services.newsroom.queries.stats(NOON).articles == 0


async def test_undo_brings_a_deleted_article_back_under_its_id(bot: Running, editor: Person) -> None:
    await editor.sends(f"/push {HARBOUR}")
    await editor.hears()
    await editor.sends("/delete 261123-1")
    await editor.presses(await editor.hears(), "Delete")
    await editor.hears_edit()
    await editor.sends("/undo")
    assert (await editor.hears()).marked("bold") == [HARBOUR_HEADLINE]
    await editor.sends("/story 261123-1")
    assert (await editor.hears()).marked("bold") == [HARBOUR_HEADLINE]
    await editor.sends("ferry")
    assert (await editor.hears()).marked("bold") == [HARBOUR_HEADLINE]


async def test_undo_after_a_push_says_what_takes_it_out_and_then_goes_on_to_the_change_before(
    bot: Running, editor: Person
) -> None:
    await editor.sends(f"/push {HARBOUR}")
    await editor.hears()
    await editor.sends("/edit 261123-1 outlet The Harbour Post")
    await editor.hears()
    await editor.sends(f"/push {LIBRARY}")
    await editor.hears()
    await editor.sends("/undo")
    assert "/delete 261123-2 takes it out." in (await editor.hears()).text
    assert bot.services.newsroom.archive.get("261123-1").outlet == "The Harbour Post"
    await editor.sends("/undo")
    assert (await editor.hears()).text.startswith("Taken back:")
    assert bot.services.newsroom.archive.get("261123-1").outlet is None


async def test_undo_takes_back_a_change_that_was_made_after_a_push(bot: Running, editor: Person) -> None:
    await editor.sends(f"/push {HARBOUR}\n\n\n{LIBRARY}")
    await editor.hears()
    await editor.sends("/edit 261123-1 outlet The Harbour Post")
    await editor.hears()
    await editor.sends("/undo")
    assert (await editor.hears()).text.startswith("Taken back:")
    await editor.sends("/undo")
    assert (await editor.hears()).text.startswith("There is nothing of yours to take back.")


@pytest.mark.parametrize(
    ("field", "value", "now"),
    [
        ("topics", "ferries, islands", "Corrected: topics is “ferries, islands” now."),
        ("topics", "-", "Corrected: topics is empty now."),
        ("date", "2023-09-28", "Corrected: date is “2023-09-28” now."),
    ],
)
async def test_a_correction_is_answered_with_the_field_as_it_is_now(
    field: str, value: str, now: str, bot: Running, editor: Person
) -> None:
    await editor.sends(f"/push {HARBOUR}")
    await editor.hears()
    await editor.sends(f"/edit 261123-1 {field} {value}")
    assert (await editor.hears()).text.startswith(now)


@pytest.mark.parametrize(
    ("field", "value", "line"),
    [
        ("outlet", "The Harbour Post", "[1] The Harbour Post · via Reuters · ¶1"),
        ("author", "A. Author", "[1] Reuters · A. Author"),
        ("agency", "-", "[1] Source not named · received"),
        ("date", "2023-09-28", "[1] Reuters · 28 Sep 2023 · ¶1"),
    ],
)
async def test_a_corrected_field_shows_in_the_source_line(
    field: str, value: str, line: str, bot: Running, editor: Person
) -> None:
    await editor.sends(f"/push {HARBOUR}")
    await editor.hears()
    await editor.sends(f"/edit 261123-1 {field} {value}")
    answer = await editor.hears()
    assert answer.text.startswith("Corrected:")
    assert line in answer.text


@pytest.mark.parametrize("args", ["", "261123-1", "261123-1 colour red", "261123-1 date soon", "999999-1 outlet X"])
async def test_a_correction_that_will_not_do_is_explained(args: str, bot: Running, editor: Person) -> None:
    await editor.sends(f"/push {HARBOUR}")
    await editor.hears()
    await editor.sends(f"/edit {args}")
    answer = await editor.hears()
    assert "Sorry" not in answer.text
    assert answer.text


async def test_stats_tell_the_archive_in_numbers(bot: Running, editor: Person) -> None:
    await editor.sends(f"/push Source: Harbour Post\n\n{HARBOUR}")
    await editor.hears()
    await editor.sends("/stats")
    answer = (await editor.hears()).text
    assert "1 article in the archive, 1 received today" in answer
    assert "Harbour Post (1)" in answer


async def test_a_disk_error_is_told_kindly_and_the_bot_goes_on(
    bot: Running, editor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise RuntimeError("what nobody thought of")

    monkeypatch.setattr(bot.services.newsroom.queries, "stats", broken)
    await editor.sends("/stats")
    assert (await editor.hears()).text.startswith("Sorry, that did not work.")
    await editor.sends("/latest")
    assert "yet" in (await editor.hears()).text


async def test_the_first_editor_comes_by_a_link(server: BotApi, tmp_path_factory: pytest.TempPathFactory) -> None:
    async with running_bot(server, tmp_path_factory.mktemp("data"), Clock(), frozenset()) as bot:
        secret = bot.services.editors.open_claim()
        first, second = server.user("First", id=EDITOR + 1), server.user("Second", id=EDITOR + 2)
        await second.sends(f"/start {'wrong' * 6}--")
        assert "run out" in (await second.hears()).text
        await second.hears()
        await first.sends(f"/start {secret}")
        assert (await first.hears()).text.startswith("Welcome, you are an editor now.")
        await first.sends("/push")
        assert (await first.hears()).text.startswith("Send /push")
        assert "push" in [name for name, _ in first.commands()]
        await second.sends(f"/start {secret}")
        assert "run out" in (await second.hears()).text


async def test_stats_count_every_article_of_the_day_in_the_editors_own_zone(
    bot: Running, editor: Person, clock: Clock
) -> None:
    await editor.sends("/digest 07:30 Asia/Tokyo")  # nine hours ahead: noon in UTC is nine in the evening
    await editor.hears()
    articles = tuple(story(number) for number in range(350))
    await asyncio.to_thread(bot.services.newsroom.ingestion.store, [IntakeResult(articles)])
    await editor.sends("/stats")
    assert "350 articles in the archive, 350 received today\n" in (await editor.hears()).text
    clock.goes_on(hours=4)  # after midnight in Tokyo, the same day in UTC
    await editor.sends("/stats")
    answer = await editor.hears()
    if answer.photo:  # of the first time, where pictures can be drawn
        answer = await editor.hears()
    assert "350 articles in the archive, 0 received today\nNewest: 23 Nov 2026" in answer.text


def long_text(topic: str, paragraphs: int = 30) -> str:
    """An article that is long enough to be the beginning of a paste that Telegram cut."""
    sentence = f"The {topic} of Norhavn was discussed for hours on Friday, and nobody left before midnight"
    return f"{topic.title()} Keeps Council Up\n\n" + "\n\n".join(f"{sentence}, part {n}." for n in range(paragraphs))


async def test_posts_forwarded_together_are_articles_of_their_own_each_with_its_outlet(
    bot: Running, editor: Person
) -> None:
    for number, topic in enumerate(("harbour", "bridge", "market"), 1):
        await editor.forwards(long_text(topic), origin=Channel(f"{topic.title()} News", -1000 - number, f"{topic}news"))
    texts = [(await editor.hears()).text for _ in range(3)]
    for topic in ("Harbour", "Bridge", "Market"):
        assert any(f"{topic} Keeps Council Up" in text and f"{topic} News" in text for text in texts)


async def test_a_long_text_and_what_is_pushed_right_after_it_are_all_stored(bot: Running, editor: Person) -> None:
    await editor.sends(f"/push {long_text('harbour')}")
    await editor.sends(f"/push {LIBRARY}")
    await editor.sends_file("bridge.txt", long_text("bridge").encode())
    headlines = [headline for _ in range(3) for headline in (await editor.hears()).marked("bold")]
    assert sorted(headlines) == ["Bridge Keeps Council Up", "Harbour Keeps Council Up", LIBRARY_HEADLINE]


async def test_a_question_after_a_long_text_is_answered(bot: Running, editor: Person) -> None:
    await editor.sends(f"/push {long_text('harbour')}")
    await editor.sends("/latest")
    assert "nothing here yet" in (await editor.hears()).text
    assert (await editor.hears()).marked("bold") == ["Harbour Keeps Council Up"]


async def test_in_a_group_every_file_of_an_album_is_pushed_whichever_has_the_caption_and_others_are_let_be(
    bot: Running, server: BotApi, editor: Person, reader: Person
) -> None:
    server.world.bot["can_read_all_group_messages"] = True  # else Telegram shows it only the part with the caption
    group = server.group("Desk", members=[editor, reader])
    await editor.sends_file("harbour.txt", HARBOUR.encode(), media_group="news", into=group)
    await editor.sends_file("library.txt", LIBRARY.encode(), caption="/push", media_group="news", into=group)
    assert (await group.hears()).text.startswith("Stored 2 articles:")
    await reader.sends_file("holiday.txt", b"Not for the bot", media_group="holiday", into=group)
    await group.hears_nothing()


async def test_the_editor_is_told_which_package_a_language_needs(
    bot: Running, editor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_segmentation, "find_spec", lambda name: None)
    word_segmentation.segmenter.cache_clear()
    await editor.sends(
        "/push 新桥开通\n\n城市新桥周二正式通车，市长说它将缩短两岸居民的上班时间。\n\n工程历时三年，耗资两亿元。"
    )
    answer = (await editor.hears()).text
    word_segmentation.segmenter.cache_clear()
    assert "Chinese" in answer
    assert '.venv/bin/pip install -c constraints.txt -e ".[zh]"' in answer


async def test_a_secret_shown_in_a_group_makes_nobody_an_editor_then_or_later(server: BotApi, tmp_path: Path) -> None:
    async with running_bot(server, tmp_path, Clock(), frozenset()) as bot:
        secret = bot.services.editors.open_claim()
        first, second = server.user("First", id=EDITOR + 1), server.user("Second", id=EDITOR + 2)
        group = server.group("Desk", members=[first, second])
        await group.says(first, f"/start@sourceline_bot {secret}")
        assert "made in a private chat" in (await group.hears()).text
        await second.sends(f"/start {secret}")
        assert "run out" in (await second.hears()).text
        assert bot.services.editors.ids() == frozenset()


async def test_a_word_behind_start_that_is_no_secret_is_no_try_and_says_nothing_of_links(
    server: BotApi, tmp_path: Path
) -> None:
    async with running_bot(server, tmp_path, Clock(), frozenset()) as bot:
        secret = bot.services.editors.open_claim()
        first = server.user("First", id=EDITOR + 1)
        group = server.group("Desk", members=[first])
        for word in ("hello", "x" * 32):
            await group.says(first, f"/start@sourceline_bot {word}")
            assert "short news briefings" in (await group.hears()).text
        for _ in range(11):
            await first.sends("/start hello")
            assert "short news briefings" in (await first.hears()).text
        await first.sends(f"/start {secret}")
        assert "you are an editor now" in (await first.hears()).text


async def test_an_editor_who_shows_a_secret_in_a_group_voids_it(
    bot: Running, server: BotApi, editor: Person, reader: Person
) -> None:
    secret = bot.services.editors.open_claim()
    group = server.group("Desk", members=[editor, reader])
    await group.says(editor, f"/start@sourceline_bot {secret}")
    assert "void from now on" in (await group.hears()).text
    await reader.sends(f"/start {secret}")
    assert "run out" in (await reader.hears()).text


async def test_an_editor_whom_telegram_hides_is_told_how_to_be_recognised(
    bot: Running, server: BotApi, editor: Person
) -> None:
    group = server.group("Desk", members=[editor], supergroup=True)
    mask = server.user("Group", id=ANONYMOUS_ADMINISTRATOR)
    for command in ("/push@sourceline_bot https://example.org/a", "/stats@sourceline_bot"):
        post(server.world, group.chat, mask.user_id, command, extra={"sender_chat": group.chat.raw})
        assert "Telegram hides who sent this" in (await group.hears()).text


async def test_a_command_that_was_forwarded_is_not_taken_for_the_editors_own(
    bot: Running, server: BotApi, editor: Person
) -> None:
    await editor.sends(f"/push {HARBOUR}")
    await editor.hears()
    group = server.group("Desk", members=[editor])
    await editor.forwards("/edit@sourceline_bot 261123-1 outlet Mine", origin="Somebody", into=group)
    assert "type it yourself" in (await group.hears()).text
    assert bot.services.newsroom.archive.get("261123-1").outlet is None
