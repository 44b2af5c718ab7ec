"""A conversation with the bot in the terminal: typed lines become updates for the same Application as on Telegram."""

import asyncio
import io
import re
from collections.abc import Iterable, Iterator
from itertools import count
from types import TracebackType
from typing import Self, TextIO

from telegram import MessageEntity, Update

from bot.locales import Translator
from bot.ptb_types import App
from bot.terminal.bot_api import PERSON, TerminalRequest
from bot.terminal.html_parser import Json, entity
from bot.terminal.prompt import Prompt
from bot.terminal.screen import Button

_QUIT_COMMAND = "quit"
# As Telegram's own clients find them (TDLib, `is_bot_command`); of addresses, those that are spelled out: without the
# scheme, `news.md` would be one.
_COMMAND = re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/<>])")
_ADDRESS = re.compile(r"\bhttps?://[^\s<>\"]*[^\s<>\".,:;!?'\]})’”»…]", re.IGNORECASE)


class Terminal:
    """The one person at the terminal, talking to the bot.

    `async with` starts the Application as `run_polling` would, only without polling, and stops it.
    """

    def __init__(self, application: App, request: TerminalRequest, translate: Translator) -> None:
        """`request` is the one the application was built with."""
        self._application = application
        self._request = request
        self._screen = request.screen
        self._translate = translate
        self._updates = count(1)

    async def __aenter__(self) -> Self:
        application = self._application
        await application.initialize()
        try:
            if application.post_init:
                await application.post_init(application)
            await application.start()
        except BaseException:
            await application.shutdown()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        application = self._application
        self._screen.rest()
        await application.stop()
        if application.post_stop:
            await application.post_stop(application)
        await application.shutdown()
        if application.post_shutdown:
            await application.post_shutdown(application)

    async def converse(self, stdin: TextIO) -> bool:
        """Talk until the person leaves; if `stdin` is not a terminal, each of its lines is a message.

        Returns:
            False if a message that was not typed by a person failed, as `run_script` does.
        """
        if not stdin.isatty():
            return await self._run_lines(stdin)
        await self.chat()
        return True

    async def chat(self) -> None:
        """Ask the person for one message after the other until they leave."""
        prompt = Prompt(lambda: self._request.commands | {_QUIT_COMMAND: self._translate("terminal-command-quit")})
        self._screen.notice(self._translate("terminal-greeting"))
        while True:
            with self._screen.asking():
                text = await prompt.ask()
            if text is None or _is_quit(text):
                break
            await self.say(text)
        self._screen.notice(self._translate("terminal-goodbye"))

    async def run_script(self, messages: Iterable[str]) -> bool:
        """Send messages one by one, each printed before what it brings. Returns False if one of them failed."""
        succeeded = True
        for text in messages:
            self._screen.asks(text)
            succeeded = await self.say(text) and succeeded
        return succeeded

    async def say(self, text: str) -> bool:
        """Send one message to the bot, or press a button by its number, and wait until the answer is complete.

        That is: until the handlers and every task that began meanwhile have ended.

        Returns:
            False if a handler counted a failure, or if there is no button with that number.
        """
        text = text.strip()
        if not text:
            return True
        if re.fullmatch(r"[0-9]{1,2}", text):
            return await self._press_button(int(text))
        self._screen.new_question()
        return await self._process_update({"message": self._request.typed(text, entities(text))})

    async def _press_button(self, number: int) -> bool:
        button = self._screen.button(number)
        if button is None:
            self._screen.notice(self._translate("terminal-no-button", number=number))
            return False
        if button.address:
            self._screen.notice(self._translate("terminal-link", address=button.address))
            return True
        return await self._process_update({"callback_query": self._callback_query(button)})

    def _callback_query(self, button: Button) -> Json:
        return {
            "id": str(next(self._updates)),
            "from": PERSON,
            "chat_instance": "terminal",
            "message": self._request.posted(button.message),
            "data": button.data,
        }

    async def _process_update(self, content: Json) -> bool:
        application = self._application
        failures = application.bot_data.failures
        earlier_tasks = asyncio.all_tasks()
        update = Update.de_json({"update_id": next(self._updates), **content}, application.bot)
        await application.process_update(update)
        while new_tasks := asyncio.all_tasks() - earlier_tasks:
            await asyncio.wait(new_tasks)
        self._screen.rest()
        return bool(application.bot_data.failures == failures)

    async def _run_lines(self, stdin: TextIO) -> bool:
        if isinstance(stdin, io.TextIOWrapper):
            stdin.reconfigure(errors="replace")
        succeeded = True
        while (line := await asyncio.to_thread(stdin.readline)) and not _is_quit(line):
            if line.strip():
                succeeded = await self.run_script([line.strip()]) and succeeded
        return succeeded


def entities(text: str) -> list[Json]:
    """The commands and addresses in a typed text, as Telegram marks them, in order."""
    return sorted(_find_entities(text), key=lambda mark: int(mark["offset"]))


def _find_entities(text: str) -> Iterator[Json]:
    addresses = list(_ADDRESS.finditer(text))
    for address in addresses:
        yield entity(text, MessageEntity.URL, *address.span())
    for command in _COMMAND.finditer(text):
        if not any(address.start() <= command.start() < address.end() for address in addresses):
            yield entity(text, MessageEntity.BOT_COMMAND, *command.span())


def _is_quit(text: str) -> bool:
    return text.strip() == f"/{_QUIT_COMMAND}"
