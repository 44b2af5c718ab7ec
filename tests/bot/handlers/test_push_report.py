"""The report of a long push: one message, whose button pages through the rest, for editors, also after a restart."""

import json
from pathlib import Path

from botapi import BotApi, Message, Person
from running_bot import Clock, running_bot

TITLE = "The Council of Norhavn Votes on the Long Bridge Over the Western Sound Once More, in Session"


def long_push() -> bytes:
    articles = [{"title": f"{TITLE} {n}", "text": f"Item {n} passed on Friday by {n} votes."} for n in range(1, 71)]
    return "\n".join(map(json.dumps, articles)).encode()


async def test_a_push_of_seventy_is_one_message_and_a_button_that_survives_a_restart(
    server: BotApi, tmp_path: Path, clock: Clock, editor: Person, reader: Person
) -> None:
    group = server.group("Desk", members=[editor, reader])
    async with running_bot(server, tmp_path, clock):
        await editor.sends_file("news.jsonl", long_push(), caption="/push", into=group)
        report = await group.hears(60)
        await server.settled(60)
        assert report.text.startswith("Stored 70 articles:")
        assert group.unheard == []
    async with running_bot(server, tmp_path, clock):
        refused = await reader.presses(report, "More")
        assert "Only editors" in await refused.answer(60)
        pages = [report]
        while "More" in pages[-1].labels:
            await editor.presses(pages[-1], "More")
            pages.append(await group.hears(60))
            await server.settled(60)
    assert 2 < len(pages) < 8
    assert [id for page in pages for id in listed(page)] == [f"261123-{number}" for number in range(1, 71)]


def listed(page: Message) -> list[str]:
    return page.marked("code")


async def test_a_forged_page_does_no_harm(server: BotApi, tmp_path: Path, clock: Clock, editor: Person) -> None:
    async with running_bot(server, tmp_path, clock) as bot:
        await editor.sends("/stats")
        answer = await editor.hears(60)
        for data in ("pushed:", "pushed:~", "pushed:000101-1~991231-9", "pushed:261123-1~261123-999999999"):
            assert await (await editor.forges(answer, data)).answer(60) == ""
        await server.settled(60)
        assert bot.application.bot_data.failures == 0
