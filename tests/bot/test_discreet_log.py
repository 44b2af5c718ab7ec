"""The whole bot at work with its log at DEBUG: nothing that people said, sent or asked is in it, and no secret."""

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from botapi import BotApi, broken, cut
from running_bot import EDITOR, HARBOUR, LIBRARY, Clock, Running, running_bot

from bot.log import start_log

PRIVATE = (
    *("zebrafish", "quokka", "axolotl", "narwhal"),  # words of questions
    *("harbour-scoop", "scoop-unreadable", "Back Room", "Edda", "Rita"),  # names of files, a chat and people
    *("Norhavn", "Ferry", "Westbrook", "lorries", "examination"),  # of articles
    *("AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw", "110201543"),  # the token
)


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name in ("bot", "briefings", "__main__", "trafilatura", "htmldate", "courlan", "telegram.ext.AIORateLimiter"):
        logging.getLogger(name).setLevel(logging.NOTSET)
    logging.captureWarnings(False)


async def converse(bot: Running, server: BotApi, monkeypatch: pytest.MonkeyPatch) -> str:
    """A claim, pushes, questions, buttons, groups, faults of ours and of Telegram's. Returns the claim's secret."""
    secret = bot.services.editors.open_claim()
    editor, reader = server.user("Edda", id=EDITOR), server.user("Rita", id=200)
    group = server.group("Back Room", members=[editor, reader])
    await reader.sends("/start zebrafish")
    await editor.sends(f"/start {secret}")
    await editor.sends(f"/push {HARBOUR}")
    await editor.sends_file("harbour-scoop.txt", LIBRARY.encode())
    await editor.sends_file("scoop-unreadable.txt", b"\0\0\0")
    await editor.sends("/push https://quokka:axolotl@narwhal.example/zebrafish")
    await editor.sends("/delete quokka")
    await server.settled(60)
    await reader.sends("/topic ferry quokka")
    await reader.sends("/topic ferry")
    await reader.sends("axolotl")
    await reader.sends("/digest narwhal")
    await group.says(reader, "/push@sourceline_bot zebrafish")
    await server.settled(60)
    await reader.forges(reader.chat.said[-1], "topic:narwhal")
    await reader.forges(reader.chat.said[-1], "zebrafish:narwhal")
    await server.settled(60)

    words = "Syntax Error: zebrafish"  # apart from the line that raises it, which a traceback shows

    def break_down(*_: object) -> None:
        raise ValueError(words)

    for fault in (
        broken(400, 'Bad Request: can\'t parse "zebrafish quokka"'),
        broken(500, 'Fault at "zebrafish"'),
        cut(),
    ):
        server.fails("sendMessage", fault, chat=reader)
        await reader.sends("/topic narwhal")
        await server.settled(60)
    server.fails("getUpdates", broken(502, "Bad Gateway"))
    with monkeypatch.context() as patched:
        patched.setattr(bot.services.newsroom.queries, "topic", break_down)
        patched.setattr(bot.services.newsroom.ingestion, "_store", break_down)
        await reader.sends("/topic zebrafish")
        await editor.sends(f"/push {HARBOUR.replace('Thursday', 'Friday')}")
        await server.settled(60)
    return secret


async def test_at_debug_nothing_that_people_said_and_no_secret_is_in_the_log(
    server: BotApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    start_log("DEBUG", server.token)
    loop = asyncio.get_running_loop()
    loop.set_debug(True)
    loop.slow_callback_duration = 0.005  # of which asyncio then shows callbacks and what they were given
    async with running_bot(server, tmp_path / "data", Clock(), frozenset()) as bot:
        secret = await converse(bot, server, monkeypatch)
    loop.set_debug(False)
    log = capfd.readouterr().err
    assert "A request failed" in log
    assert "Executing … took … seconds" in log
    assert [words for words in (*PRIVATE, secret) if words.casefold() in log.casefold()] == []
