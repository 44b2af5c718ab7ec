"""What people write to the bot and press, through the real Application; what it calls is checked as Telegram would."""

import asyncio
import atexit
import json
from functools import cache
from itertools import count
from typing import Any

from telegram import Update
from telegram.request import BaseRequest, RequestData

from bot.application import build_application
from bot.ptb_types import App
from bot.terminal.html_parser import entity
from fuzz.entries.newsroom import EDITOR, NOW, READER, services
from fuzz.failures import none_logged
from fuzz.promises import check_html, check_rows, is_plain
from fuzz.shaping import Shape
from fuzz.words import BUTTON, QUESTION

_BOT = {"id": 2, "is_bot": True, "first_name": "Fuzz", "username": "fuzz_bot"}
_MAX_TEXT = 4096  # UTF-16 units of a message; fewer characters
_MAX_DATA = 64  # bytes
_ids = count(1)

Json = dict[str, Any]


class _Telegram(BaseRequest):
    """Answers each call, and asserts that Telegram would take it."""

    read_timeout = None

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: object, **__: object
    ) -> tuple[int, bytes]:
        name, parameters = url.rpartition("/")[2], dict(request_data.parameters) if request_data else {}
        return 200, json.dumps({"ok": True, "result": _answer(name, parameters)}).encode()


def _answer(name: str, parameters: Json) -> object:
    if name == "getMe":
        return _BOT
    if name == "sendMessage":
        if parameters.get("parse_mode") == "HTML":
            check_html(parameters["text"])
        assert 0 < len(parameters["text"].encode("utf-16-le")) // 2 <= 2 * _MAX_TEXT
    elif name == "answerCallbackQuery":
        assert len(parameters.get("text", "")) <= 200
    rows = (parameters.get("reply_markup") or {}).get("inline_keyboard", [])
    check_rows(tuple(tuple((button["text"], button.get("callback_data", "x")) for button in row) for row in rows))
    return _message(READER, "ok") if name in ("sendMessage", "editMessageReplyMarkup", "editMessageText") else True


def message(data: bytes) -> None:
    """A reader's command with its arguments, or plain words."""
    shape = Shape(data)
    command = shape.pick(
        ("", "", "/topic ", "/story ", "/latest ", "/digest ", "/start ", "/delete ", "/merge ", "/split ")
    )
    text = (command + shape.text(QUESTION)).strip()[: _MAX_TEXT // 2]
    if not text or not is_plain(text.replace("\n", "").replace("\t", "")):
        return  # nothing that Telegram would hand on
    sent = _message(READER, text)
    name = text.split(maxsplit=1)[0]
    if name.startswith("/") and len(name) > 1:
        sent["entities"] = [entity(text, "bot_command", 0, len(name))]
    _take({"message": sent})
    services().subscriptions.end_chat(READER, "reader", NOW)


def button(data: bytes) -> None:
    """A button under a message of the bot, with any data that Telegram would hand on."""
    shape = Shape(data)
    person = shape.pick((READER, READER, EDITOR))
    pressed = shape.text(BUTTON).encode("utf-8", "replace")[:_MAX_DATA].decode("utf-8", "ignore")
    if not pressed or (pressed.startswith(("split:", "delete:")) and person == EDITOR):  # which change the archive
        return
    rows = [[{"text": "Button", "callback_data": pressed}]]
    shown = _message(READER, "A story") | {"from": _BOT, "reply_markup": {"inline_keyboard": rows}}
    _take(
        {
            "callback_query": {
                "id": "1",
                "from": _person(person),
                "chat_instance": "1",
                "message": shown,
                "data": pressed,
            }
        }
    )
    services().subscriptions.end_chat(READER, "reader", NOW)


def _person(id: int) -> Json:
    return {"id": id, "is_bot": False, "first_name": "Ada"}


def _message(sender: int, text: str) -> Json:
    chat = {"id": READER, "type": "private", "first_name": "Ada"}
    return {"message_id": next(_ids), "date": int(NOW.timestamp()), "chat": chat, "from": _person(sender), "text": text}


def _take(update: Json) -> None:
    loop, application = _application()
    with none_logged():
        given = Update.de_json({"update_id": next(_ids), **update}, application.bot)
        loop.run_until_complete(application.process_update(given))


@cache
def _application() -> tuple[asyncio.AbstractEventLoop, App]:
    loop = asyncio.new_event_loop()
    application = build_application(services(), "0:fuzz", _Telegram())
    loop.run_until_complete(application.initialize())
    atexit.register(loop.close)
    return loop, application
