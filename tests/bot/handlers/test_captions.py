"""A caption that only looks like a command for the bot: it is nobody's question, so nothing is answered."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from botapi import BotApi, Person
from running_bot import EDITOR, Clock, Running, running_bot


@pytest.fixture
async def eager_server() -> AsyncIterator[BotApi]:
    """A server whose bot is told all that is said in groups."""
    async with BotApi(reads_groups=True) as server:
        yield server


@pytest.fixture
async def eager_bot(eager_server: BotApi, tmp_path: Path) -> AsyncIterator[Running]:
    async with running_bot(eager_server, tmp_path, Clock()) as bot:
        yield bot


async def test_a_file_for_another_bot_is_left_to_it(eager_bot: Running, eager_server: BotApi) -> None:
    rita = eager_server.user("Rita")
    group = eager_server.group("Neighbours", [rita])
    for caption, album in (("/push@other_bot", None), ("/push@other_bot", "1"), ("/pushups for beginners", "2")):
        await rita.sends_file("a.txt", b"news", caption=caption, into=group, media_group=album)
    await group.hears_nothing()


async def test_an_editors_file_with_push_is_stored_in_a_group(eager_bot: Running, eager_server: BotApi) -> None:
    edda = eager_server.user("Edda", EDITOR)
    group = eager_server.group("Desk", [edda])
    text = b"Ferry Resumes\n\nThe ferry to the islands runs again from Thursday, the port authority said."
    for caption in ("/push", "/PUSH@sourceline_bot"):
        await edda.sends_file("a.txt", text, caption=caption, into=group)
        assert (await group.hears()).text.startswith(("Stored", "Already"))


async def test_a_paste_by_one_who_is_no_editor_is_refused_once_in_a_group_and_not_collected(
    eager_bot: Running, eager_server: BotApi
) -> None:
    rita = eager_server.user("Rita")
    group = eager_server.group("Neighbours", [rita])
    await rita.sends(f"/push@sourceline_bot {'The ferry runs again. ' * 100}", into=group)
    for _ in range(50):
        await rita.sends("The ferry runs again. " * 100, into=group)
    await eager_server.waits_for(lambda: not eager_server.world.updates.pending, "all updates to be taken", 60)
    assert eager_bot.application.job_queue
    assert not [job for job in eager_bot.application.job_queue.jobs() if (job.name or "").startswith("push")]
    assert (await group.hears()).text.startswith("Only editors can do that.")
    await group.hears_nothing()


async def test_an_album_by_one_who_is_no_editor_is_refused_once_in_a_group(
    eager_bot: Running, eager_server: BotApi
) -> None:
    rita = eager_server.user("Rita")
    group = eager_server.group("Neighbours", [rita])
    for caption in ("", "/push", "", ""):
        await rita.sends_file("a.txt", b"news", caption=caption, into=group, media_group="1")
    assert (await group.hears()).text.startswith("Only editors can do that.")
    await group.hears_nothing()


async def test_an_editors_paste_that_telegram_cut_is_one_article_in_a_group(
    eager_bot: Running, eager_server: BotApi
) -> None:
    edda = eager_server.user("Edda", EDITOR)
    group = eager_server.group("Desk", [edda])
    paragraphs = [f"The ferry to the islands ran {n} times last week, the port authority said." for n in range(90)]
    await edda.pastes("/push@sourceline_bot Ferry Resumes\n\n" + "\n\n".join(paragraphs), into=group)
    assert (await group.hears()).marked("bold") == ["Ferry Resumes"]
    await group.hears_nothing()


async def test_what_an_app_shows_as_code_is_no_command_and_gets_round_no_budget(
    bot: Running, server: BotApi, reader: Person
) -> None:
    for _ in range(30):
        await reader.sends_photo("<code>/push</code>", html=True)
    await reader.hears_nothing()
