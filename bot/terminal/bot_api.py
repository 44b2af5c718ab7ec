"""A local stand-in for the Bot API, for one person at a terminal; `screen.py` prints the messages."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import count
from typing import Any

from telegram.request import BaseRequest, RequestData

from bot.locales import Translator
from bot.terminal.html_parser import Json, read_html
from bot.terminal.screen import Button, Screen

TERMINAL_USER_ID = 1  # the person at the terminal, an editor; Telegram gives this number to no one
PERSON = {"id": TERMINAL_USER_ID, "is_bot": False, "first_name": "Terminal"}
CHAT = {"id": TERMINAL_USER_ID, "type": "private", "first_name": "Terminal"}
BOT = {
    "id": 2,
    "is_bot": True,
    "first_name": "Sourceline",
    "username": "sourceline_bot",
    "can_join_groups": False,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}

_METHODS_WITHOUT_RESULT = frozenset(
    {
        "answerCallbackQuery",
        "deleteMyCommands",
        "deleteWebhook",
        "sendChatAction",
        "setChatMenuButton",
        "setMyCommands",
        "setMyDescription",
        "setMyShortDescription",
    }
)

_QUESTIONS_ABOUT_CHATS = frozenset({"getChat", "getChatMember"})  # there is no group or channel

Parameters = Mapping[str, Any]


class _RefusalError(Exception):
    """What the Bot API answers instead of a result."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.answer = {"ok": False, "error_code": code, "description": description}
        if parameters:
            self.answer["parameters"] = parameters


@dataclass(slots=True)
class _PostedMessage:
    html: str
    message: Json


class TerminalRequest(BaseRequest):
    """A request class for python-telegram-bot that prints on a screen: no network, and one private chat.

    Give it to `ApplicationBuilder.request` and to `get_updates_request`; any token goes.
    """

    def __init__(self, screen: Screen, translate: Translator, clock: Callable[[], float] = time.time) -> None:
        """`clock` tells the seconds since 1970, for the date of a message."""
        self.screen = screen
        self.commands: dict[str, str] = {}  # name → what it does, as the bot registered them
        self._translate = translate
        self._clock = clock
        self._ids = count(1)
        self._posted: dict[int, _PostedMessage] = {}
        self._files: dict[str, bytes] = {}
        self._methods: dict[str, Callable[[Parameters], object]] = {
            "getMe": lambda _: BOT,
            "getMyCommands": self._get_my_commands,
            "getFile": self._get_file,
            "sendMessage": self._send_message,
            "sendDocument": self._send_document,
            "editMessageText": self._edit_message,
            "editMessageReplyMarkup": self._edit_message,
            "deleteMessage": self._delete_message,
        }

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None:
        """There is nothing to open."""

    async def shutdown(self) -> None:
        """There is nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: object, **__: object
    ) -> tuple[int, bytes]:
        """The HTTP status and the JSON (for a GET: the file) with which the Bot API would answer."""
        name = url.rpartition("/")[2]
        try:
            if method == "GET":
                return 200, self._find_file(name)
            result = self._call_method(name, _parameters(request_data))
        except _RefusalError as refusal:
            return refusal.code, json.dumps(refusal.answer).encode()
        return 200, json.dumps({"ok": True, "result": result}).encode()

    def typed(self, text: str, entities: list[Json]) -> Json:
        """A message from the person."""
        return self._new_message(PERSON) | {"text": text, "entities": entities}

    def posted(self, number: int) -> Json:
        """A message of the bot, as it is now. Raises KeyError if it is deleted."""
        return self._posted[number].message

    def _call_method(self, name: str, parameters: Parameters) -> object:
        if name in _QUESTIONS_ABOUT_CHATS:
            raise _RefusalError(400, "Bad Request: chat not found")
        if str(parameters.get("chat_id", TERMINAL_USER_ID)) != str(TERMINAL_USER_ID):
            # A flood wait, not "blocked" or "chat not found": so no digest counts as sent, and no subscription ends.
            raise _RefusalError(429, "Too Many Requests: this terminal is one chat", {"retry_after": 3600})
        if name in _METHODS_WITHOUT_RESULT:
            self._show_side_effect(name, parameters)
            return True
        if name not in self._methods:
            raise _RefusalError(404, f"Not Found: the terminal has no method {name}")
        return self._methods[name](parameters)

    def _show_side_effect(self, name: str, parameters: Parameters) -> None:
        if name == "answerCallbackQuery" and parameters.get("text"):
            self.screen.notice(parameters["text"])
        elif name == "sendChatAction":
            self.screen.work(self._translate("terminal-working"))
        elif name == "setMyCommands" and _is_for_person(parameters):
            self.commands |= {command["command"]: command["description"] for command in parameters["commands"]}

    def _send_message(self, parameters: Parameters) -> Json:
        html = _html(parameters, "text")
        if not html.strip():
            raise _RefusalError(400, "Bad Request: message text is empty")
        message = self._new_message(BOT) | _keyboard(parameters) | _text(html)
        return self._show(html, message, html)

    def _edit_message(self, parameters: Parameters) -> Json:
        earlier = self._find_posted(parameters)
        html = _html(parameters, "text") if "text" in parameters else earlier.html
        message = {key: value for key, value in earlier.message.items() if key != "reply_markup"}
        message |= _keyboard(parameters)
        if "text" in parameters:
            message |= _text(html)
        if message == earlier.message:
            raise _RefusalError(400, "Bad Request: message is not modified")
        return self._show(html, message | {"edit_date": int(self._clock())}, _visible_change(earlier.html, html))

    def _send_document(self, parameters: Parameters) -> Json:
        if not isinstance(parameters.get("document"), tuple):
            raise _RefusalError(400, "Bad Request: the terminal takes a document only as an upload")
        name, data = parameters["document"]
        message = self._new_message(BOT) | _keyboard(parameters)
        file_id = f"document{message['message_id']}"
        self._files[file_id] = data
        caption = _html(parameters, "caption")
        message |= _text(caption, "caption", "caption_entities") if caption else {}
        message["document"] = self._get_file({"file_id": file_id}) | {"file_name": name}
        line = escape(self._translate("terminal-document", name=name, size=len(data)), quote=False)
        html = f"{line}\n{caption}" if caption else line
        return self._show(html, message, html)

    def _delete_message(self, parameters: Parameters) -> bool:
        self._find_posted(parameters)
        number = int(parameters["message_id"])
        del self._posted[number]
        self.screen.withdraw(number)
        return True

    def _show(self, html: str, message: Json, visible: str) -> Json:
        number = message["message_id"]
        self._posted[number] = _PostedMessage(html, message)
        self.screen.message(number, visible, _buttons(message))
        return message

    def _find_posted(self, parameters: Parameters) -> _PostedMessage:
        posted = self._posted.get(int(parameters.get("message_id", 0)))
        if posted is None:
            raise _RefusalError(400, "Bad Request: message to edit not found")
        return posted

    def _get_my_commands(self, _: Parameters) -> list[Json]:
        return [{"command": name, "description": text} for name, text in self.commands.items()]

    def _get_file(self, parameters: Parameters) -> Json:
        id = str(parameters["file_id"])
        return {"file_id": id, "file_unique_id": id, "file_size": len(self._find_file(id)), "file_path": id}

    def _find_file(self, file_id: str) -> bytes:
        if file_id not in self._files:
            raise _RefusalError(400, "Bad Request: invalid file_id")
        return self._files[file_id]

    def _new_message(self, author: Json) -> Json:
        return {"message_id": next(self._ids), "date": int(self._clock()), "chat": CHAT, "from": author}


def _parameters(request_data: RequestData | None) -> Parameters:
    """The parameters of a call; a file to upload is its name and its bytes."""
    if request_data is None:
        return {}
    uploads = {part: (file[0], file[1]) for part, file in request_data.multipart_data.items()}
    contents = {
        part: (name, content if isinstance(content, bytes) else content.read())
        for part, (name, content) in uploads.items()
    }
    return request_data.parameters | contents


def _is_for_person(parameters: Parameters) -> bool:
    scope = parameters.get("scope") or {"type": "default"}
    return not parameters.get("language_code") and scope["type"] in {"default", "all_private_chats", "chat"}


def _html(parameters: Parameters, field: str) -> str:
    text = str(parameters.get(field, ""))
    return text if str(parameters.get("parse_mode", "")).upper() == "HTML" else escape(text, quote=False)


def _text(html: str, field: str = "text", entities: str = "entities") -> Json:
    marked = read_html(html)
    return {field: marked.text, entities: marked.entities()}


def _keyboard(parameters: Parameters) -> Json:
    """The inline keyboard; other kinds of reply markup mean nothing in a terminal."""
    markup = parameters.get("reply_markup") or {}
    return {"reply_markup": markup} if markup.get("inline_keyboard") else {}


def _buttons(message: Json) -> Iterator[Button]:
    for row in message.get("reply_markup", {}).get("inline_keyboard", ()):
        for button in row:
            if "callback_data" in button or "url" in button:
                yield Button(
                    message["message_id"],
                    button["text"],
                    button.get("callback_data", ""),
                    button.get("url", ""),
                )


def _visible_change(earlier: str, now: str) -> str:
    """What to print of an edited message: what was added at its end, or all of it if more has changed."""
    if now == earlier:
        return ""
    addition = now.removeprefix(earlier)
    return addition.lstrip("\n") if addition.startswith(("\n", "<blockquote")) else now
